/* The tables behind the records, made from records.def, and the arrays that hold them. */
#include "model/records.h"

#include <math.h>
#include <string.h>

/* ---- the words of each choice ---- */
#define CHOICE(name, ...) static const char *const name##_words[] = { __VA_ARGS__, NULL };
#include "model/records.def"

/* ---- a field table each record ---- */

#define OF_ATOM .type = FIELD_ATOM
#define OF_TEXT .type = FIELD_TEXT
#define OF_COUNT .type = FIELD_COUNT
#define OF_REAL .type = FIELD_REAL
#define OF_TIME .type = FIELD_TIME
#define OF_DAY .type = FIELD_DAY
#define OF_FLAG .type = FIELD_FLAG
#define CHOSEN_FROM(name) .type = FIELD_CHOICE, .words = name##_words
#define OF_post_format CHOSEN_FROM(post_format)
#define OF_paid CHOSEN_FROM(paid)
#define OF_member_kind CHOSEN_FROM(member_kind)
#define OF_relation CHOSEN_FROM(relation)
#define OF_buying_stage CHOSEN_FROM(buying_stage)
#define OF_visibility CHOSEN_FROM(visibility)
#define OF_deleted_by CHOSEN_FROM(deleted_by)
#define OF_mod_kind CHOSEN_FROM(mod_kind)
#define OF_actor_kind CHOSEN_FROM(actor_kind)
#define OF_verdict CHOSEN_FROM(verdict)
#define OF_attendance_part CHOSEN_FROM(attendance_part)
#define OF_annotation_kind CHOSEN_FROM(annotation_kind)
#define OF_decision CHOSEN_FROM(decision)
#define OF_assignment CHOSEN_FROM(assignment)
#define OF_reply_rule CHOSEN_FROM(reply_rule)
#define OF_outcome CHOSEN_FROM(outcome)

#define RECORD(record_name) \
	static const struct record_field *record_name##_fields(guint *count) \
	{ \
		/* so that a field's row need not name its record */ \
		typedef struct record_name owner; \
		typedef struct record_name##_rare rare_owner G_GNUC_UNUSED; \
		static const struct record_field fields[] = {
#define KEY(kind, field) { .name = #field, .key = TRUE, .offset = offsetof(owner, field), OF_##kind },
#define FIELD(kind, field) { .name = #field, .key = FALSE, .offset = offsetof(owner, field), OF_##kind },
#define RARE(kind, field) { .name = #field, .key = FALSE, .rare = TRUE, .offset = sizeof(owner) + offsetof(rare_owner, field), OF_##kind },
#define END(record_name) \
		}; \
		*count = G_N_ELEMENTS(fields); \
		return fields; \
	}
#include "model/records.def"

static struct record_type types[KIND_COUNT];

static gpointer
types_fill(gpointer unused)
{
	(void)unused;
#define RECORD(record_name) \
	types[KIND_##record_name].name = #record_name; \
	types[KIND_##record_name].size = sizeof(struct record_name); \
	types[KIND_##record_name].rare_size = sizeof(struct record_name##_rare); \
	types[KIND_##record_name].whole = sizeof(struct record_name) + sizeof(struct record_name##_rare); \
	types[KIND_##record_name].fields = record_name##_fields(&types[KIND_##record_name].field_count);
#define KEY(kind, field)
#define FIELD(kind, field)
#define RARE(kind, field)
#define WITH_RARE(record_name) types[KIND_##record_name].rare_at = offsetof(struct record_name, rare);
#define END(record_name)
#include "model/records.def"
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		g_assert(types[kind].whole <= RECORD_WHOLE_LIMIT && !types[kind].rare_size == !types[kind].rare_at);
	return types;
}

const struct record_type *
record_type(enum record_kind kind)
{
	static GOnce once = G_ONCE_INIT;

	g_assert((guint)kind < KIND_COUNT);
	g_once(&once, types_fill, NULL);
	return &types[kind];
}

enum record_kind
record_kind_find(const char *name)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		if (strcmp(record_type((enum record_kind)kind)->name, name) == 0)
			return (enum record_kind)kind;
	return KIND_COUNT;
}

const struct record_field *
record_field_find(enum record_kind kind, const char *name)
{
	const struct record_type *type = record_type(kind);

	for (guint i = 0; i < type->field_count; i++)
		if (strcmp(type->fields[i].name, name) == 0)
			return &type->fields[i];
	return NULL;
}

gboolean
record_reports(const struct record_field *field, const void *row)
{
	const void *at = (const char *)row + field->offset;

	switch (field->type) {
	case FIELD_ATOM: return *(const atom *)at != 0;
	case FIELD_TEXT: return *(const text_ref *)at != 0;
	case FIELD_COUNT: return *(const gint64 *)at != NO_COUNT;
	case FIELD_REAL: return !isnan(*(const double *)at);
	case FIELD_TIME: return *(const gint64 *)at != NO_TIME;
	case FIELD_DAY: return *(const gint32 *)at != NO_DAY;
	case FIELD_FLAG: return *(const record_flag *)at >= 0;
	case FIELD_CHOICE: return *(const guint8 *)at != 0;
	}
	return FALSE;
}

gsize
record_field_size(const struct record_field *field)
{
	switch (field->type) {
	case FIELD_ATOM:
	case FIELD_DAY: return sizeof(gint32);
	case FIELD_FLAG:
	case FIELD_CHOICE: return sizeof(gint8);
	default: return sizeof(gint64);
	}
}

int
choice_find(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

/* ---- rows ---- */

static void
field_clear(const struct record_field *field, void *row)
{
	void *at = (char *)row + field->offset;

	switch (field->type) {
	case FIELD_ATOM: *(atom *)at = 0; break;
	case FIELD_TEXT: *(text_ref *)at = 0; break;
	case FIELD_COUNT: *(gint64 *)at = NO_COUNT; break;
	case FIELD_REAL: *(double *)at = NAN; break;
	case FIELD_TIME: *(gint64 *)at = NO_TIME; break;
	case FIELD_DAY: *(gint32 *)at = NO_DAY; break;
	case FIELD_FLAG: *(record_flag *)at = -1; break;
	case FIELD_CHOICE: *(guint8 *)at = 0; break;
	}
}

void
record_clear(enum record_kind kind, void *whole)
{
	const struct record_type *type = record_type(kind);

	memset(whole, 0, type->whole); /* padding too: rows are compared and hashed as bytes nowhere, but dumps of memory stay the same */
	((struct record *)whole)->offset = -1;
	for (guint i = 0; i < type->field_count; i++)
		field_clear(&type->fields[i], whole);
}

/* What the bit fields of a record hold. */
#define OFFSET_LIMIT ((gint64)1 << 39)
#define SOURCE_LIMIT (1u << 24)

struct record
record_head(gint64 captured_at, struct place at, guint32 source, guint32 order)
{
	struct record head = { .offset = at.offset < OFFSET_LIMIT ? at.offset : -1, .source = source, .order = order };

	record_set_captured(&head, captured_at);
	return head;
}

gint64
record_captured(const struct record *record)
{
	return record->captured ? (gint64)record->captured : NO_TIME;
}

void
record_set_captured(struct record *record, gint64 captured_at)
{
	record->captured = captured_at == NO_TIME ? 0 : (guint32)CLAMP(captured_at, 1, G_MAXUINT32);
}

/* Texts beyond this many bytes of a run leave memory (SPEED: memory grows with people and threads, not with what they wrote). */
#define SPILL_AFTER (16u << 20)

struct forgotten *
forgotten_new(gint32 requested_on, gboolean anonymised)
{
	struct forgotten *forgotten = g_new0(struct forgotten, 1);

	forgotten->requested_on = requested_on;
	forgotten->anonymised = anonymised;
	forgotten->first = NO_TIME;
	forgotten->names = g_ptr_array_new_with_free_func(g_free);
	return forgotten;
}

void
forgotten_free(struct forgotten *forgotten)
{
	g_ptr_array_unref(forgotten->names);
	g_clear_pointer(&forgotten->called, g_regex_unref);
	g_free(forgotten);
}

gboolean
forgotten_is_named(const struct forgotten *forgotten, const char *text)
{
	return forgotten->called && g_regex_match(forgotten->called, text, 0, NULL);
}

gboolean
forgotten_any_named(const GPtrArray *forgotten, const char *text)
{
	for (guint i = 0; text && i < forgotten->len; i++)
		if (forgotten_is_named(g_ptr_array_index(forgotten, i), text))
			return TRUE;
	return FALSE;
}

struct records *
records_new(void)
{
	struct records *records = g_new0(struct records, 1);

	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		const struct record_type *type = record_type((enum record_kind)kind);
		records->rows[kind] = g_array_new(FALSE, FALSE, (guint)type->size);
		records->rare[kind] = type->rare_size ? g_array_new(FALSE, FALSE, (guint)type->rare_size) : NULL;
	}
	records->atoms = intern_new();
	records->texts = texts_new(SPILL_AFTER);
	records->sources = g_ptr_array_new();
	records->source_numbers = g_hash_table_new(NULL, NULL);
	records->forgotten = g_ptr_array_new_with_free_func((GDestroyNotify)forgotten_free);
	return records;
}

void
records_free(struct records *records)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		g_array_unref(records->rows[kind]);
		g_clear_pointer(&records->rare[kind], g_array_unref);
	}
	intern_free(records->atoms);
	texts_free(records->texts);
	g_ptr_array_unref(records->sources);
	g_hash_table_unref(records->source_numbers);
	g_ptr_array_unref(records->forgotten);
	g_free(records);
}

#define STRINGS_KEPT 4096

void
records_empty(struct records *records)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		g_array_set_size(records->rows[kind], 0);
		if (records->rare[kind])
			g_array_set_size(records->rare[kind], 0);
	}
	if (intern_count(records->atoms) > STRINGS_KEPT) {
		intern_free(records->atoms);
		records->atoms = intern_new();
	}
	texts_empty(records->texts);
	g_ptr_array_set_size(records->sources, 0);
	g_hash_table_remove_all(records->source_numbers);
	g_ptr_array_set_size(records->forgotten, 0);
}

static gboolean
rare_part_reports(const struct record_type *type, const void *whole)
{
	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].rare && record_reports(&type->fields[i], whole))
			return TRUE;
	return FALSE;
}

void
records_add(struct records *records, enum record_kind kind, const void *whole)
{
	const struct record_type *type = record_type(kind);
	GArray *rows = records->rows[kind], *rare = records->rare[kind];

	g_array_append_vals(rows, whole, 1);
	if (!rare)
		return;
	gboolean reports = rare_part_reports(type, whole);
	if (reports)
		g_array_append_vals(rare, (const char *)whole + type->size, 1);
	*(guint32 *)(void *)(rows->data + (gsize)(rows->len - 1) * type->size + type->rare_at) = reports ? rare->len : 0;
}

const void *
record_rare_part(const struct records *records, enum record_kind kind, guint32 rare)
{
	static _Alignas(8) char silent[KIND_COUNT][RECORD_WHOLE_LIMIT];
	static gsize made;

	if (g_once_init_enter(&made)) {
		for (guint i = 0; i < KIND_COUNT; i++)
			record_clear((enum record_kind)i, silent[i]);
		g_once_init_leave(&made, 1);
	}
	const struct record_type *type = record_type(kind);
	return rare ? records->rare[kind]->data + (gsize)(rare - 1) * type->rare_size : silent[kind] + type->size;
}

const void *
record_whole(const struct records *records, enum record_kind kind, const void *row, void *buffer)
{
	const struct record_type *type = record_type(kind);

	if (!type->rare_size)
		return row;
	guint32 rare = *(const guint32 *)(const void *)((const char *)row + type->rare_at);
	memcpy(buffer, row, type->size);
	memcpy((char *)buffer + type->size, record_rare_part(records, kind, rare), type->rare_size);
	return buffer;
}

guint
records_count(const struct records *records, enum record_kind kind)
{
	return records->rows[kind]->len;
}

guint32
records_source(struct records *records, const struct source *source)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(records->source_numbers, source));

	if (number)
		return number - 1;
	g_ptr_array_add(records->sources, (gpointer)source);
	g_assert(records->sources->len < SOURCE_LIMIT);
	g_hash_table_insert(records->source_numbers, (gpointer)source, GUINT_TO_POINTER(records->sources->len));
	return records->sources->len - 1;
}

struct place
record_place(const struct records *records, const struct record *record)
{
	const struct source *source = record->source < records->sources->len ? g_ptr_array_index(records->sources, record->source) : NULL;

	return (struct place){ source, record->offset };
}

/* ---- joining: numbers of one pool become numbers of the other ---- */

struct translation {
	const atom *atoms;
	text_ref texts;
	guint32 sources;
};

/* The fields of a struct, or those of a rare part; `part` is where their offsets count from. */
static void
fields_translate(const struct record_type *type, gboolean rare, char *part, const struct translation *to)
{
	for (guint i = 0; i < type->field_count; i++) {
		const struct record_field *field = &type->fields[i];
		void *at = part + field->offset;
		if (field->rare != rare)
			continue;
		if (field->type == FIELD_ATOM)
			*(atom *)at = to->atoms[*(atom *)at];
		else if (field->type == FIELD_TEXT && *(text_ref *)at)
			*(text_ref *)at += to->texts;
	}
}

static void
row_translate(const struct record_type *type, char *row, guint32 rare, const struct translation *to)
{
	guint32 *part = type->rare_size ? (void *)(row + type->rare_at) : NULL;

	((struct record *)(void *)row)->source += to->sources;
	if (part && *part)
		*part += rare;
	fields_translate(type, FALSE, row, to);
}

static void
array_move(GArray *into, GArray *from)
{
	if (from->len)
		g_array_append_vals(into, from->data, from->len);
	g_array_set_size(from, 0);
}

static void
rows_join(struct records *into, struct records *from, enum record_kind kind, const struct translation *to)
{
	const struct record_type *type = record_type(kind);
	GArray *rows = from->rows[kind], *rare = from->rare[kind];

	for (guint i = 0; i < rows->len; i++)
		row_translate(type, rows->data + (gsize)i * type->size, rare ? into->rare[kind]->len : 0, to);
	for (guint i = 0; rare && i < rare->len; i++)
		fields_translate(type, TRUE, rare->data + (gsize)i * type->rare_size - type->size, to);
	array_move(into->rows[kind], rows);
	if (rare)
		array_move(into->rare[kind], rare);
}

void
records_join(struct records *into, struct records *from)
{
	if (!into->sources->len) { /* nothing there yet: the whole set changes hands, uncopied */
		struct records empty = *into;
		*into = *from;
		*from = empty;
		return;
	}
	g_autofree atom *atoms = intern_join(into->atoms, from->atoms);
	struct translation to = { atoms, texts_join(into->texts, from->texts), into->sources->len };

	for (guint i = 0; i < from->sources->len; i++)
		g_ptr_array_add(into->sources, g_ptr_array_index(from->sources, i));
	g_ptr_array_set_size(from->sources, 0);
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		rows_join(into, from, (enum record_kind)kind, &to);
}

/* ---- readings ---- */

struct reading *
reading_new(const struct source *source)
{
	struct reading *reading = g_new0(struct reading, 1);

	reading->source = source;
	reading->captured_at = NO_TIME;
	reading->first_day = reading->last_day = NO_DAY;
	reading->used = g_ptr_array_new_with_free_func((GDestroyNotify)g_ref_string_release);
	reading->unused = g_ptr_array_new_with_free_func((GDestroyNotify)g_ref_string_release);
	return reading;
}

void
reading_free(struct reading *reading)
{
	g_free(reading->platform);
	g_free(reading->kind);
	g_free(reading->encoding);
	g_free(reading->account);
	g_free(reading->zone);
	g_ptr_array_unref(reading->used);
	g_ptr_array_unref(reading->unused);
	g_free(reading);
}
