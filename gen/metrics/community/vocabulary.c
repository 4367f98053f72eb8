/* Members' messages, author by author, read once for all who ask for terms of a month. */
#include "metrics/community/vocabulary.h"

#include "metrics/community/building.h"
#include "metrics/community/place.h"

#define TERM_LEAST 5 /* members; nobody asks for terms of fewer */

/* The vocabulary that was asked for last. */
struct vocabulary_cache {
	GMutex lock;
	struct vocabulary *vocabulary; /* NULL: none yet */
	gint32 first;
	int scope;
};

struct vocabulary_cache *
vocabulary_cache_new(void)
{
	struct vocabulary_cache *cache = g_new0(struct vocabulary_cache, 1);

	g_mutex_init(&cache->lock);
	return cache;
}

void
vocabulary_cache_free(struct vocabulary_cache *cache)
{
	g_clear_pointer(&cache->vocabulary, vocabulary_free);
	g_mutex_clear(&cache->lock);
	g_free(cache);
}

/* ---- reading ---- */

static int
compare_authors(const void *a, const void *b, void *user)
{
	const struct utterance *utterances = user;
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	if (utterances[x].person != utterances[y].person)
		return utterances[x].person < utterances[y].person ? -1 : 1;
	return (x > y) - (x < y);
}

/* Messages whose words count, author by author. */
static GArray *
messages_read(const struct inquiry *inquiry, const struct period *window)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, window);
	GArray *messages = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint32 i = span.first; i < span.past; i++) {
		guint32 number = conversation->by_time[i];
		const struct utterance *utterance = &conversation->utterances[number];
		const struct discussion *discussion = &conversation->discussions[utterance->discussion];
		if (utterance->is & UTTERANCE_SPEAKS && conversation_is_member(conversation, utterance->person) &&
		    discussion->visibility != VISIBILITY_PRIVATE && conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			g_array_append_val(messages, number);
	}
	g_array_sort_with_data(messages, compare_authors, conversation->utterances);
	return messages;
}

static void
window_read(const struct inquiry *inquiry, struct vocabulary *vocabulary, const struct period *window)
{
	g_autoptr(GArray) messages = messages_read(inquiry, window);
	const struct records *records = inquiry->records;
	g_autoptr(GString) buffer = g_string_new(NULL);

	for (guint i = 0; i < messages->len; i++) {
		guint32 number = g_array_index(messages, guint32, i);
		const struct message *message = conversation_message(inquiry->conversation, number);
		guint32 author = inquiry->conversation->utterances[number].person;
		const struct message_rare *rare = RECORD_RARE(records, message, message);
		const char *language = records_atom(records, rare->language);
		vocabulary_read(vocabulary, author, records_text_once(records, rare->title, buffer), language);
		vocabulary_read(vocabulary, author, records_text_once(records, message->text, buffer), language);
	}
}

static struct vocabulary *
vocabulary_of(const struct inquiry *inquiry)
{
	struct vocabulary *vocabulary = vocabulary_new(inquiry->records, inquiry->project, TERM_LEAST);
	struct period windows[WINDOWS];

	vocabulary_windows(&inquiry->period, inquiry->project->zone, windows);
	for (int window = WINDOW_NOW; window < WINDOWS; window++) {
		vocabulary_begin(vocabulary, window);
		window_read(inquiry, vocabulary, &windows[window]);
	}
	return vocabulary;
}

struct trends *
trends_of(const struct inquiry *inquiry, guint least)
{
	struct vocabulary_cache *cache = inquiry->conversation->vocabulary;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&cache->lock);
	int scope = inquiry_place(inquiry);

	if (!cache->vocabulary || cache->first != inquiry->period.first || cache->scope != scope) {
		g_clear_pointer(&cache->vocabulary, vocabulary_free);
		cache->vocabulary = vocabulary_of(inquiry);
		cache->first = inquiry->period.first;
		cache->scope = scope;
	}
	return vocabulary_trends(cache->vocabulary, MAX(least, TERM_LEAST));
}
