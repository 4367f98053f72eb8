/* Threads: where a platform numbers the posts of a thread, replies and accepted answers say "thread/number". */
#include "base/lookup.h"
#include "platforms/merge_steps.h"

#define CHAIN_LIMIT 10000 /* replies to replies; a circle ends there */

struct threading {
	struct records *records;
	struct lookup *messages; /* message id → rows */
	GHashTable *ids;         /* platform, "thread/number" → message id */
};

static void number_put(struct threading *threading, atom platform, atom number, atom id)
{
	gint64 key = (gint64)platform << 32 | number;

	g_hash_table_insert(threading->ids, g_memdup2(&key, sizeof(key)), GUINT_TO_POINTER(id));
}

/* 0: nobody has that number. */
static atom id_of_number(const struct threading *threading, atom platform, atom number)
{
	gint64 key = (gint64)platform << 32 | number;

	return number ? GPOINTER_TO_UINT(g_hash_table_lookup(threading->ids, &key)) : 0;
}

static void number_take(struct threading *threading, const struct message *message)
{
	struct records *records = threading->records;
	g_autofree char *name = g_strdup_printf("%s/%s", records_atom(records, message->thread), records_atom(records, message->number));
	atom number = intern_add(records->atoms, name, -1);

	if (number != message->message_id)
		number_put(threading, message->platform, number, message->message_id);
}

static void numbers_take(struct threading *threading)
{
	for (guint i = 0; i < RECORD_COUNT_OF(threading->records, message); i++) {
		const struct message *message = RECORD_AT(threading->records, message, i);
		if (message->number && message->thread)
			number_take(threading, message);
	}
}

/* An export without ids calls a post "thread/number"; where another gives that post with its id, it goes. */
static void drop_stand_ins(const struct threading *threading)
{
	GArray *rows = threading->records->rows[KIND_message];
	guint kept = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct message *message = RECORD_AT(threading->records, message, i);
		if (id_of_number(threading, message->platform, message->message_id))
			continue;
		if (kept != i)
			*RECORD_AT(threading->records, message, kept) = *message;
		kept++;
	}
	g_array_set_size(rows, kept);
}

static struct lookup *messages_by_id(const struct records *records)
{
	guint32 count = RECORD_COUNT_OF(records, message);
	struct lookup *lookup = lookup_new(intern_count(records->atoms), count);

	for (guint32 i = 0; i < count; i++)
		lookup_add(lookup, RECORD_AT(records, message, i)->message_id, i);
	return lookup;
}

/* The message that another one answers, or NULL. */
static const struct message *answered_by(const struct threading *threading, const struct message *message)
{
	guint32 row = lookup_first(threading->messages, message->reply_to);

	while (row != NO_ROW && RECORD_AT(threading->records, message, row)->platform != message->platform)
		row = lookup_next(threading->messages, row);
	return row == NO_ROW ? NULL : RECORD_AT(threading->records, message, row);
}

static void to_id(const struct threading *threading, atom platform, atom *what)
{
	atom id = id_of_number(threading, platform, *what);

	if (id)
		*what = id;
}

/* A reply chain is one thread: a message whose thread is the message it answers lies in that one's thread. */
static atom thread_of(const struct threading *threading, const struct message *message)
{
	for (guint steps = 0; steps < CHAIN_LIMIT && message->thread && message->thread == message->reply_to; steps++) {
		const struct message *answered = answered_by(threading, message);
		if (!answered)
			break;
		message = answered;
	}
	return message->thread;
}

static void settle_message(struct threading *threading, struct message *message)
{
	struct message_rare *rare = RECORD_RARE_HELD(threading->records, message, message);

	to_id(threading, message->platform, &message->reply_to);
	if (rare)
		to_id(threading, message->platform, &rare->accepted_answer);
	message->thread = thread_of(threading, message);
}

void records_threads(struct records *records)
{
	struct threading threading = {.records = records};

	threading.ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	numbers_take(&threading);
	drop_stand_ins(&threading);
	threading.messages = messages_by_id(records);
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++)
		settle_message(&threading, RECORD_AT(records, message, i));
	for (guint i = 0; i < RECORD_COUNT_OF(records, thread); i++) {
		struct thread *thread = RECORD_AT(records, thread, i);
		to_id(&threading, thread->platform, &thread->accepted_answer);
	}
	lookup_free(threading.messages);
	g_hash_table_unref(threading.ids);
}
