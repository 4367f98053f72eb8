/* Members' messages that address us, and the first word they get for it (C18). */
#include "metrics/community/building.h"

#define NAMED_WITHIN (30 * 86400) /* who is named later than this is named for something else */

/* What makes a member's message a call. Who stands before it in the thread is a guess, and no call. */
static gboolean
is_call(const struct conversation *conversation, const struct edge *edge)
{
	return edge->basis != EDGE_PREVIOUS && conversation_is_member(conversation, edge->from) && conversation_is_staff(conversation, edge->to);
}

static gboolean
mention_calls(const struct building *building, const struct message_mention *mention, guint32 *utterance)
{
	const struct conversation *conversation = building->conversation;
	guint32 row = building_message(building, mention->platform, mention->message_id);

	*utterance = row == NO_ROW ? NO_UTTERANCE : building->utterance_of_message[row];
	return *utterance != NO_UTTERANCE && conversation->utterances[*utterance].is & UTTERANCE_SPEAKS &&
	       conversation_is_member(conversation, conversation->utterances[*utterance].person) &&
	       conversation_is_staff(conversation, building_person(building, mention->platform, mention->account));
}

/* A mark an utterance. Mentions are asked beside the edges: they count here of staff who never wrote, who are silent above all. */
static guint8 *
calls_marked(const struct building *building)
{
	const struct conversation *conversation = building->conversation;
	guint8 *marks = g_new0(guint8, conversation->n_utterances + 1);
	guint32 utterance;

	for (guint32 i = 0; i < conversation->n_edges; i++)
		if (is_call(conversation, &conversation->edges[i]))
			marks[conversation->edges[i].utterance] = 1;
	for (guint32 i = 0; i < RECORD_COUNT_OF(conversation->records, message_mention); i++)
		if (mention_calls(building, RECORD_AT(conversation->records, message_mention, i), &utterance))
			marks[utterance] = 1;
	return marks;
}

/* ---- what came of it ---- */

/* Of each message the next one by staff in its thread, NO_UTTERANCE: none, or a channel stands for the thread. */
static guint32 *
staff_next(const struct conversation *conversation)
{
	guint32 *next = g_new(guint32, conversation->n_utterances + 1);

	for (guint32 d = 0; d < conversation->n_discussions; d++) {
		const struct discussion *discussion = &conversation->discussions[d];
		guint32 staff = NO_UTTERANCE;
		for (guint32 i = discussion->past; i-- > discussion->first;) {
			const struct utterance *utterance = &conversation->utterances[i];
			next[i] = staff;
			if (!discussion->is_channel && utterance->is & UTTERANCE_SPEAKS && conversation_is_staff(conversation, utterance->person))
				staff = i;
		}
	}
	return next;
}

/* The first of what a person heard that is not before an instant. */
static guint32
heard_from(const struct conversation *conversation, guint32 person, gint64 at)
{
	guint32 low = conversation->heard_start[person], high = conversation->heard_start[person + 1];

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		if (conversation->edges[conversation->heard[middle]].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Staff name the caller elsewhere; where a channel stands for a thread, they address them in any way. */
static guint32
staff_to_caller(const struct conversation *conversation, guint32 call)
{
	const struct utterance *utterance = &conversation->utterances[call];
	gboolean is_channel = conversation->discussions[utterance->discussion].is_channel;

	for (guint32 i = heard_from(conversation, utterance->person, utterance->at); i < conversation->heard_start[utterance->person + 1]; i++) {
		const struct edge *edge = &conversation->edges[conversation->heard[i]];
		if (edge->at - utterance->at > NAMED_WITHIN)
			break;
		if (edge->utterance != call && conversation_is_staff(conversation, edge->from) &&
		    (edge->basis == EDGE_MENTION || (is_channel && edge->discussion == utterance->discussion)))
			return edge->utterance;
	}
	return NO_UTTERANCE;
}

static guint32
utterance_earlier(const struct conversation *conversation, guint32 a, guint32 b)
{
	if (a == NO_UTTERANCE || b == NO_UTTERANCE)
		return a == NO_UTTERANCE ? b : a;
	return conversation->utterances[b].at < conversation->utterances[a].at ? b : a;
}

/* The accepted answer of each thread by a member, NO_UTTERANCE elsewhere. */
static guint32 *
peer_answers(const struct conversation *conversation)
{
	guint32 *answers = g_new(guint32, conversation->n_discussions + 1);

	for (guint32 i = 0; i < conversation->n_discussions; i++)
		answers[i] = NO_UTTERANCE;
	for (guint32 i = 0; i < conversation->n_questions; i++) {
		const struct question *question = &conversation->questions[i];
		if (question->accepted != NO_UTTERANCE && conversation_is_member(conversation, conversation->utterances[question->accepted].person))
			answers[question->discussion] = question->accepted;
	}
	return answers;
}

static struct call
call_of(const struct conversation *conversation, guint32 number, const guint32 *staff, const guint32 *answers)
{
	const struct utterance *utterance = &conversation->utterances[number];
	guint32 answer = answers[utterance->discussion];
	gboolean helps = answer != NO_UTTERANCE && answer > number && conversation->utterances[answer].person != utterance->person;

	return (struct call){ .at = utterance->at, .utterance = number,
	                      .by_staff = utterance_earlier(conversation, staff[number], staff_to_caller(conversation, number)),
	                      .by_peer = helps ? answer : NO_UTTERANCE };
}

void
build_calls(struct building *building)
{
	struct conversation *conversation = building->conversation;
	g_autofree guint8 *marks = calls_marked(building);
	g_autofree guint32 *answers = peer_answers(conversation), *staff = staff_next(conversation);
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE, sizeof(struct call));

	for (guint32 i = 0; i < conversation->n_utterances; i++) {
		if (!marks[conversation->by_time[i]])
			continue;
		struct call call = call_of(conversation, conversation->by_time[i], staff, answers);
		g_array_append_val(calls, call);
	}
	conversation->n_calls = calls->len;
	conversation->calls = g_memdup2(calls->data, calls->len * sizeof(struct call));
}
