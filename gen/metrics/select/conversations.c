/* Conversations people stayed in, by how many different members wrote, old threads that woke up included; and those alone. */
#include "metrics/select/card.h"

#define MEMBERS_LEAST 3
#define ASLEEP_SECONDS (60 * 86400) /* silent so long, then alive again: revived */
#define SHOWN 6

struct lively {
	guint32 discussion, members, messages;
	gint64 asleep_since, woken_at; /* last message before the period and first in it, when the thread had slept; else NO_TIME */
};

static int
compare_lively(const void *a, const void *b)
{
	const struct lively *x = a, *y = b;

	if (x->members != y->members)
		return x->members > y->members ? -1 : 1;
	if (x->messages != y->messages)
		return x->messages > y->messages ? -1 : 1;
	return (x->discussion > y->discussion) - (x->discussion < y->discussion);
}

/* Distinct members in a slice of a thread; `seen` is scratch, a number a person. */
static void
lively_count(const struct conversation *conversation, const struct period *period, struct lively *lively, guint32 *seen)
{
	const struct discussion *discussion = &conversation->discussions[lively->discussion];
	gint64 before = NO_TIME;

	for (guint32 i = discussion->first; i < discussion->past && conversation->utterances[i].at < period->end; i++) {
		const struct utterance *utterance = &conversation->utterances[i];
		if (!(utterance->is & UTTERANCE_SPEAKS))
			continue;
		if (utterance->at < period->start) {
			before = utterance->at;
			continue;
		}
		if (lively->messages == 0 && before != NO_TIME && utterance->at - before >= ASLEEP_SECONDS) {
			lively->asleep_since = before;
			lively->woken_at = utterance->at;
		}
		lively->messages++;
		if (!conversation_is_member(conversation, utterance->person) || seen[utterance->person] == lively->discussion + 1)
			continue;
		seen[utterance->person] = lively->discussion + 1;
		lively->members++;
	}
}

static GArray *
lively_threads(const struct inquiry *inquiry, gboolean revived_only)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint32 *seen = g_new0(guint32, conversation->n_people + 1);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct lively));

	for (guint32 i = 0; i < conversation->n_discussions; i++) {
		struct lively lively = { i, 0, 0, NO_TIME, NO_TIME };
		const struct discussion *discussion = &conversation->discussions[i];
		if (conversation->utterances[discussion->first].at >= inquiry->period.end)
			break;
		if (conversation->utterances[discussion->past - 1].at < inquiry->period.start || !card_is_open(conversation, i))
			continue;
		lively_count(conversation, &inquiry->period, &lively, seen);
		if (lively.members >= (revived_only ? 2 : MEMBERS_LEAST) && (!revived_only || lively.asleep_since != NO_TIME))
			g_array_append_val(found, lively);
	}
	g_array_sort(found, compare_lively);
	return found;
}

static void
lively_items(const struct inquiry *inquiry, struct selection *selection, gboolean revived_only)
{
	g_autoptr(GArray) found = lively_threads(inquiry, revived_only);

	selection->total = found->len;
	for (guint i = 0; i < found->len && i < SHOWN; i++) {
		const struct lively *lively = &g_array_index(found, struct lively, i);
		struct selection_item *item = selection_add(selection, ITEM_THREAD);
		g_autofree char *asleep = lively->asleep_since == NO_TIME ? NULL : card_span(lively->asleep_since, lively->woken_at);
		g_autofree char *reason = g_strdup_printf("%u members%s%s", lively->members, asleep ? ", back after " : "", asleep ? asleep : "");
		card_fill(inquiry, selection, item, lively->discussion, "A conversation");
		item->reason = selection_word(selection, reason);
		item->number = lively->members;
	}
}

static void
conversations(const struct inquiry *inquiry, struct selection *selection)
{
	lively_items(inquiry, selection, FALSE);
}

static void
revived(const struct inquiry *inquiry, struct selection *selection)
{
	lively_items(inquiry, selection, TRUE);
}

const struct selecting selecting_conversations = {
	.name = "conversations", .label = "Conversations people stayed in",
	.rule = "Threads by how many different members wrote in them this month, at least three; old ones that woke up are among them.",
	.select = conversations,
};

const struct selecting selecting_revived = {
	.name = "revived", .label = "Back again",
	.rule = "Threads that had been silent for sixty days or more and in which at least two members wrote this month.",
	.select = revived,
};
