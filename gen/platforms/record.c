/* One record of one row: fields assigned, owner filled in, refused when it lacks what names it. */
#include "platforms/mapper.h"

#include <string.h>

/* The key that names the thing: the first but the platform, and every day; without it a record means nothing. */
static const struct record_field *lacking_key(enum record_kind kind, const void *record)
{
	const struct record_type *type = record_type(kind);
	gboolean named = FALSE;

	for (guint i = 0; i < type->field_count; i++) {
		const struct record_field *field = &type->fields[i];
		if (!field->key || !strcmp(field->name, "platform"))
			continue;
		gboolean is_wanted = !named || (field->type == FIELD_DAY && !is_dated_by_capture(kind));
		if (is_wanted && !record_reports(field, record))
			return field;
		named = TRUE;
	}
	return NULL;
}

static gboolean lacks_need(const struct emit *emit, const void *record)
{
	for (guint i = 0; i < emit->needs->len; i++)
		if (!record_reports(emit->needs->pdata[i], record))
			return TRUE;
	return FALSE;
}

/* The bytes of the key fields, for `once`. */
static gboolean seen_before(struct mapper *mapper, const struct emit *emit, const void *record)
{
	const struct record_type *type = record_type(emit->record);
	GByteArray *key = g_byte_array_new();

	g_byte_array_append(key, (const guint8 *)&emit->record, sizeof(emit->record));
	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			g_byte_array_append(key, (const guint8 *)record + type->fields[i].offset, type->fields[i].type == FIELD_ATOM || type->fields[i].type == FIELD_DAY ? 4 : 8);
	GBytes *bytes = g_byte_array_free_to_bytes(key);
	if (!g_hash_table_contains(mapper->once, bytes)) {
		g_hash_table_add(mapper->once, bytes);
		g_ptr_array_add(mapper->once_here, bytes);
		return FALSE;
	}
	g_bytes_unref(bytes);
	return TRUE;
}

static void finish_post(struct mapper *mapper, struct post *post)
{
	const char *text = post->text ? records_text(mapper->records, post->text) : NULL;

	if (post->has_link < 0 && text)
		post->has_link = strstr(text, "http://") || strstr(text, "https://");
}

static void add_mentions(struct mapper *mapper, const struct message *message)
{
	for (guint i = 0; i < mapper->mentions->len; i++) {
		struct message_mention mention;
		record_clear(KIND_message_mention, &mention);
		mention.record = message->record;
		mention.platform = message->platform;
		mention.message_id = message->message_id;
		mention.account = intern_add(mapper->records->atoms, mapper->mentions->pdata[i], -1);
		if (mention.account && mention.account != message->account)
			records_add(mapper->records, KIND_message_mention, &mention);
	}
}

static void finish_record(struct mapper *mapper, enum record_kind kind, void *record)
{
	struct message *message = record;

	if (kind == KIND_post)
		finish_post(mapper, record);
	if (kind != KIND_message)
		return;
	if (message->asks < 0 && mapper->has_words)
		message->asks = mapper->asks;
	add_mentions(mapper, message);
}

static void refuse_nameless(struct mapper *mapper, const struct row *row, const struct emit *emit, const struct record_field *field)
{
	g_autofree char *message = g_strdup_printf("this %s has no %s", record_type(emit->record)->name, field->name);

	complain(mapper->complaints, SEVERITY_ERROR, (struct place){mapper->reading->source, row->offset}, "no-key", NULL, "%s", message);
	mapper->failed = TRUE;
}

void record_make(struct mapper *mapper, const struct row *row, const struct emit *emit, double number)
{
	_Alignas(16) char record[RECORD_WHOLE_LIMIT];
	struct record *head = (struct record *)record;

	record_clear(emit->record, record);
	g_ptr_array_set_size(mapper->mentions, 0);
	mapper->has_words = mapper->asks = FALSE;
	*head = record_head(mapper->captured_at, (struct place){NULL, row->offset}, mapper->source, mapper->order);
	for (guint i = 0; i < emit->assignments->len && !mapper->failed; i++) {
		const struct assignment *assignment = emit->assignments->pdata[i];
		value_put(mapper, row, assignment->value, assignment->field, record);
	}
	if (emit->into)
		*(double *)(record + emit->into->offset) = number;
	if (mapper->failed || lacks_need(emit, record))
		return;
	mapper_put_owner(mapper, emit->record, record);
	const struct record_field *lacking = lacking_key(emit->record, record);
	if (lacking) {
		refuse_nameless(mapper, row, emit, lacking);
		return;
	}
	if (emit->once && seen_before(mapper, emit, record))
		return;
	finish_record(mapper, emit->record, record);
	records_add(mapper->records, emit->record, record);
}
