/* One record of one row: fields assigned, owner filled in, refused when it lacks what names it. */
#include "platforms/mapper.h"

#include <math.h>
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

static gboolean lacks_need(struct mapper *mapper, const struct emit *emit, const void *record)
{
	for (guint i = 0; i < emit->needs->len; i++) {
		const struct record_field *field = emit->needs->pdata[i];
		if (record_reports(field, record))
			continue;
		mapper->unmet = field->name;
		return TRUE;
	}
	return FALSE;
}

static GBytes *key_of(const struct emit *emit, const void *record)
{
	const struct record_type *type = record_type(emit->record);
	GByteArray *key = g_byte_array_new();

	g_byte_array_append(key, (const guint8 *)&emit->record, sizeof(emit->record));
	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			g_byte_array_append(key, (const guint8 *)record + type->fields[i].offset, type->fields[i].type == FIELD_ATOM || type->fields[i].type == FIELD_DAY ? 4 : 8);
	return g_byte_array_free_to_bytes(key);
}

static gboolean seen_before(struct mapper *mapper, const struct emit *emit, const void *record)
{
	GBytes *bytes = key_of(emit, record);

	if (!g_hash_table_contains(mapper->once, bytes)) {
		g_hash_table_add(mapper->once, bytes);
		g_ptr_array_add(mapper->once_here, bytes);
		return FALSE;
	}
	g_bytes_unref(bytes);
	return TRUE;
}

static void add_count(gint64 *sum, gint64 part)
{
	*sum = *sum == NO_COUNT ? part : part == NO_COUNT ? *sum : *sum + part;
}

static void add_real(double *sum, double part)
{
	*sum = isnan(*sum) ? part : isnan(part) ? *sum : *sum + part;
}

/* What is not added, people above all, is not known of the whole. */
static void add_part(const struct emit *emit, char *whole, const char *part)
{
	const struct record_type *type = record_type(emit->record);

	for (guint i = 0; i < type->field_count; i++) {
		const struct record_field *field = &type->fields[i];
		gboolean added = g_ptr_array_find(emit->sums, field, NULL);
		void *sum = whole + field->offset;
		const void *more = part + field->offset;
		if (field->type == FIELD_COUNT && added)
			add_count(sum, *(const gint64 *)more);
		else if (field->type == FIELD_COUNT)
			*(gint64 *)sum = NO_COUNT;
		else if (field->type == FIELD_REAL && added)
			add_real(sum, *(const double *)more);
		else if (field->type == FIELD_REAL)
			*(double *)sum = NAN;
	}
}

/* The record of this table that has the key; NULL when there is none, or its row was thrown away. */
static char *earlier_of(struct mapper *mapper, const struct emit *emit, GBytes *key)
{
	GArray *rows = mapper->records->rows[emit->record];
	gpointer number;

	if (!g_hash_table_lookup_extended(mapper->joined, key, NULL, &number) || GPOINTER_TO_UINT(number) >= rows->len)
		return NULL;
	char *record = rows->data + (gsize)GPOINTER_TO_UINT(number) * record_type(emit->record)->size;
	g_autoptr(GBytes) its = key_of(emit, record);
	return g_bytes_equal(its, key) ? record : NULL;
}

/* A table with a second dimension has many rows of one key: they are parts of one record. */
static gboolean joins(struct mapper *mapper, const struct emit *emit, const char *record)
{
	g_autoptr(GBytes) key = key_of(emit, record);
	char *earlier = earlier_of(mapper, emit, key);

	if (earlier)
		add_part(emit, earlier, record);
	else
		g_hash_table_insert(mapper->joined, g_bytes_ref(key), GUINT_TO_POINTER(mapper->records->rows[emit->record]->len));
	return earlier != NULL;
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

/* What happened on a day can be taken back on another: reactions, follows (METRICS §8: LinkedIn's days may be negative). How often something was
 * shown, or how many there are, cannot. */
static gboolean is_of_negative(struct mapper *mapper, const struct row *row, enum record_kind kind, const void *record)
{
	static const char *const never[] = {"impressions", "reach", "followers_end", "followers_lost", "profile_visits", "link_clicks", "watch_seconds",
	                                    "posts", "video_views", NULL};
	const struct account_day *day = record;

	if (kind != KIND_account_day || !(day->value < 0))
		return FALSE;
	const char *measure = records_atom(mapper->records, day->measure);
	if (!measure || !g_strv_contains(never, measure))
		return FALSE;
	g_autofree char *message = g_strdup_printf("the %s of a day cannot be negative: %g", measure, day->value);
	complaints_add(mapper->complaints, &(struct complaint){.severity = SEVERITY_WARNING, .at = {mapper->reading->source, row->offset}, .kind = "negative-count",
	                                                       .column = measure, .message = message, .hint = NEGATIVE_HINT});
	return TRUE;
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
	if (mapper->failed || lacks_need(mapper, emit, record) || is_of_negative(mapper, row, emit->record, record))
		return;
	mapper_put_owner(mapper, emit->record, record);
	const struct record_field *lacking = lacking_key(emit->record, record);
	if (lacking) {
		refuse_nameless(mapper, row, emit, lacking);
		return;
	}
	if ((emit->once && seen_before(mapper, emit, record)) || (emit->sums->len && joins(mapper, emit, record))) {
		mapper->repeated = TRUE;
		return;
	}
	finish_record(mapper, emit->record, record);
	records_add(mapper->records, emit->record, record);
}
