/* Welcome and thanks: newcomers, and those who answered them. Names only with consent, in the order of names: no ranks. */
#include <string.h>

#include "metrics/select/card.h"

static int
visibility_of(const struct conversation *conversation, guint32 utterance)
{
	return conversation->discussions[conversation->utterances[utterance].discussion].visibility;
}

/* Messages that are counted: seen by members at least. */
static gboolean
is_shown(const struct conversation *conversation, guint32 utterance)
{
	return visibility_of(conversation, utterance) != VISIBILITY_PRIVATE;
}

/* Messages whose author may be named (§9.4): there for everybody to read, and still there. */
static gboolean
is_public(const struct conversation *conversation, guint32 utterance)
{
	return visibility_of(conversation, utterance) == VISIBILITY_PUBLIC && conversation->utterances[utterance].is & UTTERANCE_SPEAKS;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const struct selection_item *const *)a)->title, (*(const struct selection_item *const *)b)->title);
}

static void
person_add(const struct inquiry *inquiry, struct selection *selection, guint32 person, guint32 utterance, const char *reason)
{
	g_autofree char *name = is_public(inquiry->conversation, utterance) ? card_name(inquiry, person) : NULL;

	if (!name)
		return;
	struct selection_item *item = selection_add(selection, ITEM_PERSON);
	item->title = selection_word(selection, name);
	item->reason = reason;
	item->at = inquiry->conversation->utterances[utterance].at;
	item->url = selection_word(selection, records_text(inquiry->records, conversation_message(inquiry->conversation, utterance)->url));
}

/* People whose first message ever lies in the period. */
static gboolean
is_newcomer(const struct inquiry *inquiry, guint32 person)
{
	const struct person *who = &inquiry->conversation->people[person];

	return who->kind == MEMBER_MEMBER && !who->banned && who->first_utterance != NO_UTTERANCE && who->first_at != NO_TIME &&
	       period_holds(&inquiry->period, who->first_at) && is_shown(inquiry->conversation, who->first_utterance);
}

static void
newcomers(const struct inquiry *inquiry, struct selection *selection)
{
	for (guint32 p = 0; p < inquiry->conversation->n_people; p++) {
		if (!is_newcomer(inquiry, p))
			continue;
		selection->total++;
		person_add(inquiry, selection, p, inquiry->conversation->people[p].first_utterance, "first post");
	}
	g_ptr_array_sort(selection->items, compare_names);
}

const struct selecting selecting_newcomers = {
	.name = "newcomers", .label = "Welcome", .rule = "Members whose first message ever lies in the month; named only if they agreed to it and wrote it in public.",
	.select = newcomers,
};

/* ---- thanks ---- */

/* The first message of anybody else who is a member, after the newcomer's first one in its thread. */
static guint32
helper_of(const struct conversation *conversation, guint32 opening, guint32 newcomer)
{
	guint32 past = conversation->discussions[conversation->utterances[opening].discussion].past;

	for (guint32 i = opening + 1; i < past; i++) {
		const struct utterance *utterance = &conversation->utterances[i];
		if (utterance->is & UTTERANCE_SPEAKS && utterance->person != newcomer)
			return conversation_is_member(conversation, utterance->person) ? i : NO_UTTERANCE;
	}
	return NO_UTTERANCE;
}

static void
thanks(const struct inquiry *inquiry, struct selection *selection)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *thanked = g_new0(guint8, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++) {
		guint32 help = is_newcomer(inquiry, p) ? helper_of(conversation, conversation->people[p].first_utterance, p) : NO_UTTERANCE;
		if (help == NO_UTTERANCE || thanked[conversation->utterances[help].person] || conversation->utterances[help].at > inquiry->follow_until)
			continue;
		thanked[conversation->utterances[help].person] = 1;
		selection->total++;
		person_add(inquiry, selection, conversation->utterances[help].person, help, "answered a newcomer");
	}
	g_ptr_array_sort(selection->items, compare_names);
}

const struct selecting selecting_thanks = {
	.name = "thanks", .label = "Thanks",
	.rule = "Members who were the first to answer a newcomer’s first message; named only if they agreed to it and wrote it in public, in the order of names.",
	.select = thanks,
};
