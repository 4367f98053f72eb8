/* Who addressed whom (§6.0, §6.0b.2–4): for each message the first rule that finds somebody. */
#include <string.h>

#include "metrics/community/building.h"

#define PREVIOUS_WITHIN 86400 /* rule 3 looks at most a day back */

struct naming {
	guint32 message; /* row */
	guint32 person;
};

struct drawing {
	struct building *building;
	struct conversation *conversation;
	GArray *mentions; /* struct naming by message row, then person */
	GArray *edges;
};

/* ---- mentions ---- */

static int
compare_mentions(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;

	if (x->message != y->message)
		return x->message < y->message ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* Mentions count only of people who have written. */
static GArray *
mentions_gather(struct building *building)
{
	const struct conversation *conversation = building->conversation;
	const struct records *records = conversation->records;
	GArray *mentions = g_array_new(FALSE, FALSE, sizeof(struct naming));
	g_autofree guint8 *wrote = g_new0(guint8, conversation->n_people + 1);

	for (guint32 i = 0; i < conversation->n_utterances; i++)
		if (conversation->utterances[i].person != NOBODY)
			wrote[conversation->utterances[i].person] = 1;
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, message_mention); i++) {
		const struct message_mention *mention = RECORD_AT(records, message_mention, i);
		struct naming naming = { building_message(building, mention->platform, mention->message_id),
		                         building_person(building, mention->platform, mention->account) };
		if (naming.message != NO_ROW && naming.person != NOBODY && wrote[naming.person])
			g_array_append_val(mentions, naming);
	}
	g_array_sort(mentions, compare_mentions);
	return mentions;
}

static guint
mentions_find(const GArray *mentions, guint32 row)
{
	guint low = 0, high = mentions->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(mentions, struct naming, middle).message < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- the rules ---- */

static gboolean
is_human(const struct conversation *conversation, guint32 person)
{
	return person != NOBODY && conversation->people[person].kind != MEMBER_BOT && conversation->people[person].kind != MEMBER_DELETED;
}

static void
edge_draw(struct drawing *drawing, const struct utterance *utterance, guint32 to, enum edge_basis basis)
{
	struct edge edge = { .at = utterance->at, .from = utterance->person, .to = to, .discussion = utterance->discussion,
	                     .utterance = (guint32)(utterance - drawing->conversation->utterances), .day = utterance->day, .basis = (guint8)basis };

	g_array_append_val(drawing->edges, edge);
}

/* Rule 1. TRUE when the parent is known, even if it makes no edge: a reply to oneself or to a bot addresses nobody else. */
static gboolean
draw_reply(struct drawing *drawing, const struct utterance *utterance, const struct message *message)
{
	if (!message->reply_to)
		return FALSE;
	guint32 row = building_message(drawing->building, message->platform, message->reply_to);
	if (row == NO_ROW)
		return FALSE;
	guint32 to = drawing->building->person_of_message[row];
	gboolean by_bot = RECORD_AT(drawing->conversation->records, message, row)->from_bot == 1;
	if (is_human(drawing->conversation, to) && !by_bot && to != utterance->person)
		edge_draw(drawing, utterance, to, EDGE_REPLY);
	return TRUE;
}

/* Rule 2: every person named, once. */
static gboolean
draw_mentions(struct drawing *drawing, const struct utterance *utterance)
{
	gboolean drawn = FALSE;
	guint32 last = NOBODY;

	for (guint i = mentions_find(drawing->mentions, utterance->row); i < drawing->mentions->len; i++) {
		const struct naming *naming = &g_array_index(drawing->mentions, struct naming, i);
		if (naming->message != utterance->row)
			break;
		if (naming->person == last || naming->person == utterance->person || !is_human(drawing->conversation, naming->person))
			continue;
		last = naming->person;
		edge_draw(drawing, utterance, last, EDGE_MENTION);
		drawn = TRUE;
	}
	return drawn;
}

/* The latest message of a thread so far, and the latest by somebody other than its author. */
struct before {
	const struct utterance *last, *other;
};

static void
before_take(struct before *before, const struct utterance *utterance)
{
	if (before->last && before->last->person != utterance->person)
		before->other = before->last;
	before->last = utterance;
}

static const struct utterance *
before_of(const struct before *before, guint32 person)
{
	return before->last && before->last->person == person ? before->other : before->last;
}

/* Rule 3. `within` 0: however long ago. */
static gboolean
draw_previous(struct drawing *drawing, const struct utterance *utterance, const struct before *before, gint64 within)
{
	const struct utterance *previous = before_of(before, utterance->person);

	if (!previous || (within && utterance->at - previous->at > within))
		return FALSE;
	edge_draw(drawing, utterance, previous->person, EDGE_PREVIOUS);
	return TRUE;
}

/* Rule 4. A thread that a bot opened has nobody to address. */
static void
draw_root(struct drawing *drawing, const struct utterance *utterance, const struct discussion *discussion)
{
	if (discussion->root == NO_UTTERANCE)
		return;
	const struct utterance *root = &drawing->conversation->utterances[discussion->root];
	if (!(root->is & UTTERANCE_BOT) && is_human(drawing->conversation, root->person) && root->person != utterance->person)
		edge_draw(drawing, utterance, root->person, EDGE_ROOT);
}

/* §6.0b.2: exports with a parent field mean the opener when they name no parent; the opener himself means the last other. */
static void
draw_implied(struct drawing *drawing, guint32 number, const struct discussion *discussion, const struct before *before, guint8 rule)
{
	const struct utterance *utterance = &drawing->conversation->utterances[number];

	if (discussion->is_channel) {
		draw_previous(drawing, utterance, before, PREVIOUS_WITHIN);
		return;
	}
	if (number == discussion->root)
		return;
	gboolean by_opener = discussion->root != NO_UTTERANCE && drawing->conversation->utterances[discussion->root].person == utterance->person;
	if (rule == REPLY_RULE_PARENT && !by_opener)
		draw_root(drawing, utterance, discussion);
	else if (!draw_previous(drawing, utterance, before, rule == REPLY_RULE_PARENT ? 0 : PREVIOUS_WITHIN))
		draw_root(drawing, utterance, discussion);
}

static void
draw_discussion(struct drawing *drawing, const struct discussion *discussion)
{
	struct before before = { NULL, NULL };

	for (guint32 i = discussion->first; i < discussion->past; i++) {
		const struct utterance *utterance = &drawing->conversation->utterances[i];
		const struct message *message = conversation_message(drawing->conversation, i);
		if (!(utterance->is & UTTERANCE_SPEAKS))
			continue;
		if (!draw_reply(drawing, utterance, message) && !draw_mentions(drawing, utterance))
			draw_implied(drawing, i, discussion, &before, message->reply_rule);
		before_take(&before, utterance);
	}
}

/* ---- order and index ---- */

static int
compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->utterance != y->utterance)
		return x->utterance < y->utterance ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

static void
heard_write(struct conversation *conversation)
{
	guint32 *start = g_new0(guint32, conversation->n_people + 2);

	for (guint32 i = 0; i < conversation->n_edges; i++)
		start[conversation->edges[i].to + 2]++;
	for (guint32 i = 2; i < conversation->n_people + 2; i++)
		start[i] += start[i - 1];
	conversation->heard = g_new(guint32, conversation->n_edges);
	for (guint32 i = 0; i < conversation->n_edges; i++)
		conversation->heard[start[conversation->edges[i].to + 1]++] = i;
	conversation->heard_start = start; /* filling moved each start to where the next begins: start[p] is p's again */
}

void
build_edges(struct building *building)
{
	struct conversation *conversation = building->conversation;
	g_autoptr(GArray) mentions = mentions_gather(building);
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(struct edge));
	struct drawing drawing = { building, conversation, mentions, edges };

	for (guint32 i = 0; i < conversation->n_discussions; i++)
		draw_discussion(&drawing, &conversation->discussions[i]);
	if (edges->len)
		qsort(edges->data, edges->len, sizeof(struct edge), compare_edges);
	conversation->n_edges = edges->len;
	conversation->edges = g_memdup2(edges->data, edges->len * sizeof(struct edge));
	heard_write(conversation);
}
