/* Rows become hashes of their keys; of equal ones the newest capture stays. */
#include "platforms/tally.h"

#include <string.h>

#include "platforms/merge_steps.h"

#define MANY 65536 /* rows */

/* The row that stays of its key. The hash is 64 bits: of ten million records the chance that two share one is one in 400,000. */
struct telling {
	guint32 hash[2];
	guint32 reading;  /* index */
	guint32 order;    /* of the row in its file */
	guint32 captured; /* as in struct record; 0: when its file was */
};

struct tally {
	GArray *tellings;
	guint32 *slots;   /* index into tellings + 1; a power of two of them */
	guint32 slot_count;
	GPtrArray *readings;
	GHashTable *lost; /* rows whose loss is counted already */
};

struct tally *tally_new(void)
{
	struct tally *tally = g_new0(struct tally, 1);

	tally->tellings = g_array_new(FALSE, FALSE, sizeof(struct telling));
	tally->slot_count = 1024;
	tally->slots = g_new0(guint32, tally->slot_count);
	tally->readings = g_ptr_array_new();
	tally->lost = lost_rows_new();
	return tally;
}

void tally_free(struct tally *tally)
{
	g_array_unref(tally->tellings);
	g_free(tally->slots);
	g_ptr_array_unref(tally->readings);
	g_hash_table_unref(tally->lost);
	g_free(tally);
}

/* ---- keys ---- */

static guint64 hash_on(guint64 hash, const void *bytes, gsize length)
{
	for (const guint8 *at = bytes; length--; at++)
		hash = (hash ^ *at) * G_GUINT64_CONSTANT(1099511628211);
	return hash;
}

/* Numbers of strings differ from file to file: what counts is what they say. */
static guint64 hash_field(guint64 hash, const struct records *records, const struct record_field *field, const char *row)
{
	const void *at = row + field->offset;
	const char *text = field->type == FIELD_ATOM ? records_atom(records, *(const atom *)at)
	                   : field->type == FIELD_TEXT ? records_text(records, *(const text_ref *)at) : NULL;

	if (field->type != FIELD_ATOM && field->type != FIELD_TEXT)
		return hash_on(hash, at, record_field_size(field));
	return hash_on(hash, text ? text : "", text ? strlen(text) + 1 : 1);
}

static guint64 hash_of(const struct records *records, enum record_kind kind, const char *row)
{
	const struct record_type *type = record_type(kind);
	guint64 hash = hash_on(G_GUINT64_CONSTANT(14695981039346656037), &kind, sizeof(kind));

	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			hash = hash_field(hash, records, &type->fields[i], row);
	return hash ^ hash >> 29; /* the low bits choose the slot */
}

/* ---- the table ---- */

static struct telling *telling_at(const struct tally *tally, guint32 index)
{
	return &g_array_index(tally->tellings, struct telling, index);
}

static guint32 slot_of(const struct tally *tally, const guint32 *hash)
{
	guint32 mask = tally->slot_count - 1, slot = hash[0] & mask;

	while (tally->slots[slot] && memcmp(telling_at(tally, tally->slots[slot] - 1)->hash, hash, sizeof(((struct telling *)0)->hash)))
		slot = (slot + 1) & mask;
	return slot;
}

static void tally_grow(struct tally *tally)
{
	g_free(tally->slots);
	tally->slot_count *= 2;
	tally->slots = g_new0(guint32, tally->slot_count);
	for (guint32 i = 0; i < tally->tellings->len; i++)
		tally->slots[slot_of(tally, telling_at(tally, i)->hash)] = i + 1;
}

static gint64 captured_of(const struct tally *tally, const struct telling *telling)
{
	const struct reading *reading = tally->readings->pdata[telling->reading];

	return telling->captured ? (gint64)telling->captured : reading->captured_at;
}

/* A file whose capture time is known at its end only is taken for the newest until then, as its path comes last. */
static gboolean is_older(const struct tally *tally, const struct telling *telling, const struct telling *held)
{
	gint64 captured = captured_of(tally, telling);

	return captured != NO_TIME && captured < captured_of(tally, held);
}

static void count_loss(const struct tally *tally, const struct telling *loser)
{
	if (lost_rows_add(tally->lost, loser->reading, loser->order))
		((struct reading *)tally->readings->pdata[loser->reading])->merged++;
}

/* Two rows of one file that tell one ad and days are parts of it, and added. */
static gboolean are_parts(enum record_kind kind, const struct telling *telling, const struct telling *held)
{
	return kind == KIND_ad_row && telling->reading == held->reading;
}

static void tell(struct tally *tally, enum record_kind kind, const struct telling *telling)
{
	guint32 slot = slot_of(tally, telling->hash);

	if (!tally->slots[slot]) {
		g_array_append_vals(tally->tellings, telling, 1);
		tally->slots[slot] = tally->tellings->len;
		if ((guint64)tally->tellings->len * 4 > (guint64)tally->slot_count * 3)
			tally_grow(tally);
		return;
	}
	struct telling *held = telling_at(tally, tally->slots[slot] - 1);
	if (are_parts(kind, telling, held))
		return;
	gboolean older = is_older(tally, telling, held);
	count_loss(tally, older ? telling : held);
	if (!older)
		*held = *telling;
}

/* ---- rows ---- */

static guint32 reading_number(struct tally *tally, struct reading *reading)
{
	guint32 count = tally->readings->len;

	if (count && tally->readings->pdata[count - 1] == reading)
		return count - 1;
	g_ptr_array_add(tally->readings, reading);
	return count;
}

static void take_rows(struct tally *tally, struct records *records, enum record_kind kind, guint32 reading)
{
	const struct record_type *type = record_type(kind);
	GArray *rows = records->rows[kind];

	for (guint i = 0; record_kind_is_counted(kind) && i < rows->len; i++) {
		const char *row = rows->data + (gsize)i * type->size;
		const struct record *head = (const void *)row;
		guint64 hash = hash_of(records, kind, row);
		struct telling telling = { { (guint32)hash, (guint32)(hash >> 32) }, reading, head->order, head->captured };
		tell(tally, kind, &telling);
	}
	g_array_set_size(rows, 0);
	if (records->rare[kind])
		g_array_set_size(records->rare[kind], 0);
}

/* Gaps between an account's days are filled at the end of the file, and what has no time of its own gets the file's. */
static gboolean waits_for_end(enum record_kind kind, gboolean dated)
{
	return kind == KIND_account_day || (!dated && (kind == KIND_audience || kind == KIND_stated_total || kind == KIND_post_metric));
}

void tally_relieve(struct tally *tally, struct records *records, struct reading *reading, gboolean dated)
{
	guint64 count = 0;

	for (guint kind = 0; kind < KIND_COUNT; kind++)
		count += waits_for_end((enum record_kind)kind, dated) ? 0 : records_count(records, (enum record_kind)kind);
	for (guint kind = 0; count >= MANY && kind < KIND_COUNT; kind++)
		if (!waits_for_end((enum record_kind)kind, dated))
			take_rows(tally, records, (enum record_kind)kind, reading_number(tally, reading));
}

void tally_take(struct tally *tally, struct records *records, struct reading *reading)
{
	guint32 number = reading_number(tally, reading);

	for (guint kind = 0; kind < KIND_COUNT; kind++)
		take_rows(tally, records, (enum record_kind)kind, number);
	records_empty(records);
}
