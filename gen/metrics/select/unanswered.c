/* Questions you could answer: those that still wait, the longest first, public ones before the rest. */
#include "metrics/select/card.h"

#define FROM_SECONDS 86400            /* a question of today may still be answered without a letter */
#define UNTIL_SECONDS (90 * 86400)    /* an older one is no longer asked */
#define SHOWN 6

struct waiting {
	gint64 at;
	guint32 discussion;
	gboolean is_public;
};

static int
compare_waiting(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	if (x->is_public != y->is_public)
		return x->is_public ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->discussion > y->discussion) - (x->discussion < y->discussion);
}

static gboolean
waits(const struct inquiry *inquiry, const struct question *question)
{
	const struct conversation *conversation = inquiry->conversation;
	gint64 until = conversation_watched_until(conversation, question->discussion, inquiry->follow_until);

	if (until == NO_TIME || question->at > until - FROM_SECONDS || question->at < until - UNTIL_SECONDS)
		return FALSE;
	if (!card_is_open(conversation, question->discussion))
		return FALSE;
	if (question->ended_at != NO_TIME && question->ended_at <= until)
		return FALSE;
	return question->response == NO_UTTERANCE || conversation->utterances[question->response].at > until;
}

static void
unanswered(const struct inquiry *inquiry, struct selection *selection)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct waiting));

	for (guint32 i = 0; i < conversation->n_questions; i++) {
		const struct question *question = &conversation->questions[i];
		struct waiting waiting = { question->at, question->discussion,
		                           conversation->discussions[question->discussion].visibility == VISIBILITY_PUBLIC };
		if (waits(inquiry, question))
			g_array_append_val(found, waiting);
	}
	g_array_sort(found, compare_waiting);
	selection->total = found->len;
	for (guint i = 0; i < found->len && i < SHOWN; i++) {
		const struct waiting *waiting = &g_array_index(found, struct waiting, i);
		struct selection_item *item = selection_add(selection, ITEM_THREAD);
		g_autofree char *span = card_span(waiting->at, inquiry->follow_until), *reason = g_strdup_printf("waiting %s", span);
		card_fill(inquiry, selection, item, waiting->discussion, "A question");
		item->reason = selection_word(selection, reason);
		item->number = (inquiry->follow_until - waiting->at) / 86400;
	}
}

const struct selecting selecting_unanswered = {
	.name = "unanswered", .label = "Questions you could answer",
	.rule = "Questions of the last 90 days that have waited at least a day for a reply by another person, the longest first; public ones before "
	        "those in members’ spaces.",
	.select = unanswered,
};
