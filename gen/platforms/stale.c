/* What rode along with messages that lost. Reactions and mentions that stand in the message's own row are what the newest capture of the
 * message says: a kind that it has no more is gone. What a platform lists apart from its messages stays. */
#include <string.h>

#include "platforms/merge_steps.h"

/* A message, and the row that told it. */
struct told {
	guint64 message; /* platform and id */
	guint64 row;     /* source and order */
	guint32 captured;
};

struct lost_messages {
	GHashTable *losers;  /* struct told, by message and row; owned */
	GHashTable *winners; /* struct told, by message; owned */
	/* of the kind of record at hand */
	GHashTable *speaking; /* guint64 of the messages whose winner has such records in its row */
	GHashTable *exports;  /* struct capture: these have such records somewhere */
};

/* Files of one kind that were made at one time. */
struct capture {
	const char *platform, *kind;
	guint32 captured;
};

static guint64 pair_of(guint32 high, guint32 low)
{
	return (guint64)high << 32 | low;
}

static struct told told_of(const struct record *record, atom platform, atom message_id)
{
	return (struct told){pair_of(platform, message_id), pair_of(record->source, record->order), record->captured};
}

static guint told_hash(gconstpointer pointer)
{
	const struct told *told = pointer;

	return g_int64_hash(&told->message) ^ g_int64_hash(&told->row) * 31;
}

static gboolean told_equal(gconstpointer a, gconstpointer b)
{
	const struct told *one = a, *other = b;

	return one->message == other->message && one->row == other->row;
}

static guint capture_hash(gconstpointer pointer)
{
	const struct capture *capture = pointer;

	return g_str_hash(capture->platform) ^ g_str_hash(capture->kind) * 31 ^ capture->captured;
}

static gboolean capture_equal(gconstpointer a, gconstpointer b)
{
	const struct capture *one = a, *other = b;

	return one->captured == other->captured && g_str_equal(one->platform, other->platform) && g_str_equal(one->kind, other->kind);
}

struct lost_messages *lost_messages_new(void)
{
	struct lost_messages *lost = g_new0(struct lost_messages, 1);

	lost->losers = g_hash_table_new_full(told_hash, told_equal, g_free, NULL);
	lost->winners = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	lost->speaking = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	lost->exports = g_hash_table_new_full(capture_hash, capture_equal, g_free, NULL);
	return lost;
}

void lost_messages_free(struct lost_messages *lost)
{
	g_hash_table_unref(lost->losers);
	g_hash_table_unref(lost->winners);
	g_hash_table_unref(lost->speaking);
	g_hash_table_unref(lost->exports);
	g_free(lost);
}

void lost_messages_add(struct lost_messages *lost, const struct message *loser)
{
	struct told told = told_of(&loser->record, loser->platform, loser->message_id);

	g_hash_table_add(lost->losers, g_memdup2(&told, sizeof(told)));
	g_hash_table_add(lost->winners, g_memdup2(&told, sizeof(told))); /* its winner is looked for when all have come */
}

static void find_winners(struct lost_messages *lost, const struct records *records)
{
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		struct told told = told_of(&message->record, message->platform, message->message_id);
		struct told *winner = g_hash_table_lookup(lost->winners, &told.message);
		if (winner)
			*winner = told;
	}
}

/* ---- reactions, mentions ---- */

static struct told rider_of(enum record_kind kind, const char *row)
{
	const struct reaction *reaction = (const void *)row;
	const struct message_mention *mention = (const void *)row;

	return kind == KIND_reaction ? told_of(&reaction->record, reaction->platform, reaction->message_id)
	                             : told_of(&mention->record, mention->platform, mention->message_id);
}

static gboolean capture_of(const struct records *records, GHashTable *readings, const struct told *told, struct capture *capture)
{
	const struct reading *reading = g_hash_table_lookup(readings, records->sources->pdata[told->row >> 32]);

	if (!reading || !reading->platform || !reading->kind)
		return FALSE;
	*capture = (struct capture){reading->platform, reading->kind, told->captured};
	return TRUE;
}

static void note_speaking(struct lost_messages *lost, const struct records *records, GHashTable *readings, enum record_kind kind)
{
	const GArray *rows = records->rows[kind];
	struct capture capture;

	g_hash_table_remove_all(lost->speaking);
	g_hash_table_remove_all(lost->exports);
	for (guint i = 0; i < rows->len; i++) {
		struct told rider = rider_of(kind, rows->data + (gsize)i * record_type(kind)->size);
		const struct told *winner = g_hash_table_lookup(lost->winners, &rider.message);
		if (winner && winner->row == rider.row)
			g_hash_table_add(lost->speaking, g_memdup2(&rider.message, sizeof(rider.message)));
		if (capture_of(records, readings, &rider, &capture) && !g_hash_table_contains(lost->exports, &capture))
			g_hash_table_add(lost->exports, g_memdup2(&capture, sizeof(capture)));
	}
}

/* Has the winner a word on it? Where its own row has none, they may all be gone, or its file never tells them: a newer capture of the
 * same kind that tells them elsewhere would tell them here. */
static gboolean winner_speaks(const struct lost_messages *lost, const struct records *records, GHashTable *readings, const struct told *rider,
                              const struct told *winner)
{
	struct capture newer, older;

	if (g_hash_table_contains(lost->speaking, &rider->message))
		return TRUE;
	return winner->captured > rider->captured && capture_of(records, readings, winner, &newer) && capture_of(records, readings, rider, &older) &&
	       !g_strcmp0(newer.kind, older.kind) && g_hash_table_contains(lost->exports, &newer);
}

static gboolean is_stale(const struct lost_messages *lost, const struct records *records, GHashTable *readings, const struct told *rider)
{
	if (!g_hash_table_contains(lost->losers, rider))
		return FALSE;
	const struct told *winner = g_hash_table_lookup(lost->winners, &rider->message);
	/* one file tells a message twice where it stands in two places: both tell the same */
	return winner->row >> 32 != rider->row >> 32 && winner_speaks(lost, records, readings, rider, winner);
}

static void drop_stale(struct lost_messages *lost, struct records *records, GHashTable *readings, enum record_kind kind)
{
	GArray *rows = records->rows[kind];
	gsize size = record_type(kind)->size;
	guint kept = 0;

	note_speaking(lost, records, readings, kind);
	for (guint i = 0; i < rows->len; i++) {
		char *row = rows->data + i * size;
		struct told rider = rider_of(kind, row);
		if (is_stale(lost, records, readings, &rider))
			continue;
		if (kept != i)
			memcpy(rows->data + kept * size, row, size);
		kept++;
	}
	g_array_set_size(rows, kept);
}

void lost_messages_take_along(struct lost_messages *lost, struct records *records, GHashTable *readings)
{
	if (!g_hash_table_size(lost->losers))
		return;
	find_winners(lost, records);
	drop_stale(lost, records, readings, KIND_reaction);
	drop_stale(lost, records, readings, KIND_message_mention);
}
