/* Members' messages, author by author, for the vocabulary of the three windows. */
#include "metrics/community/vocabulary.h"

#include "metrics/community/place.h"

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

	for (guint i = 0; i < messages->len; i++) {
		guint32 number = g_array_index(messages, guint32, i);
		const struct message *message = conversation_message(inquiry->conversation, number);
		guint32 author = inquiry->conversation->utterances[number].person;
		const char *language = records_atom(records, message->language);
		vocabulary_read(vocabulary, author, records_text(records, message->title), language);
		vocabulary_read(vocabulary, author, records_text(records, message->text), language);
	}
}

struct trends *
trends_of(const struct inquiry *inquiry, guint least)
{
	AUTO(vocabulary) vocabulary = vocabulary_new(inquiry->records, inquiry->project, least);
	struct period windows[WINDOWS];

	vocabulary_windows(&inquiry->period, inquiry->project->zone, windows);
	for (int window = WINDOW_NOW; window < WINDOWS; window++) {
		vocabulary_begin(vocabulary, window);
		window_read(inquiry, vocabulary, &windows[window]);
	}
	return vocabulary_trends(vocabulary);
}
