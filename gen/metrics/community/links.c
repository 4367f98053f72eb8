/* Who addresses whom: members each other or us (C11), how much runs through one hub (C12), do we listen (C17). All are ratios of
 * messages that hang together in threads: ranges come from resampling threads. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/web.h"

/* One message's part in a ratio, by its thread. */
struct part {
	guint32 discussion;
	double y, x;
};

static void
part_add(GArray *parts, guint32 discussion, gboolean y, gboolean x)
{
	struct part part = { discussion, y, x };

	g_array_append_val(parts, part);
}

/* Σy/Σx with a thread bootstrap. Threads are numbered by time, so that those of a window stand close together: no sorting. */
static struct value
ratio_of_parts(const struct inquiry *inquiry, const GArray *parts, const char *empty)
{
	guint32 first = NO_UTTERANCE, past = 0, threads = 0;

	for (guint i = 0; i < parts->len; i++) {
		first = MIN(first, g_array_index(parts, struct part, i).discussion);
		past = MAX(past, g_array_index(parts, struct part, i).discussion + 1);
	}
	g_autofree double *y = g_new0(double, past - MIN(first, past) + 1), *x = g_new0(double, past - MIN(first, past) + 1);
	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);
		y[part->discussion - first] += part->y;
		x[part->discussion - first] += part->x;
	}
	for (guint32 i = 0; first + i < past; i++) {
		if (y[i] == 0 && x[i] == 0)
			continue;
		y[threads] = y[i];
		x[threads++] = x[i];
	}
	return answer_ratio(inquiry, y, x, threads, empty);
}

typedef void (*edge_part)(const struct conversation *, const struct edge *, GArray *parts);

static GArray *
parts_of_edges(const struct inquiry *inquiry, const struct period *window, edge_part take)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, window);
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	int place = inquiry_place(inquiry);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation_in_scope(conversation, conversation->edges[i].discussion, place))
			take(conversation, &conversation->edges[i], parts);
	return parts;
}

/* ---- C11 ---- */

static void
take_member_to_member(const struct conversation *conversation, const struct edge *edge, GArray *parts)
{
	gboolean from = conversation_is_member(conversation, edge->from), to = conversation_is_member(conversation, edge->to);

	if (from || to)
		part_add(parts, edge->discussion, from && to, TRUE);
}

static void
member_to_member(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!inquiry->conversation->has_staff) {
		row->values[0] = value_none(STATE_NO_DATA, NO_STAFF_LIST);
		return;
	}
	struct period ninety = period_of_day(PERIOD_ROLLING90, inquiry->period.past - 1, inquiry->project->zone);
	g_autoptr(GArray) parts = parts_of_edges(inquiry, &inquiry->window, take_member_to_member);
	g_autoptr(GArray) longer = parts_of_edges(inquiry, &ninety, take_member_to_member);
	row->values[0] = ratio_of_parts(inquiry, parts, "nobody addressed anybody");
	row->values[1] = ratio_of_parts(inquiry, longer, "nobody addressed anybody");
	note_bases(inquiry, figure, TRUE);
}

static const struct metric_column member_columns[] = {
	{ .name = "ninety_days", .label = "Over the 90 days to then", .unit = UNIT_SHARE, .judged = TRUE }, { NULL },
};

const struct metric metric_member_to_member_share = {
	.definition = {
		.name = "c_member_to_member_share", .card = "C11", .discipline = DISCIPLINE_COMMUNITY, .label = "Replies between members",
		.question = "Do members engage with each other, not just with us?", .phrase = "{value} of replies were between members",
		.formula = "Messages by which a member addressed a member / messages with a member at either end. Who is addressed: the message replied "
		           "to, else people mentioned, else the message before within a day, else the opener. Range: bootstrap over threads.",
		.noun = "replies", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 15, .comfortable = 60, .version = 1, .source = "Pew, Mapping Twitter Topic Networks 2014, as a share",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .headline = TRUE, .reads = READS_MESSAGES, .columns = member_columns,
	.measure = member_to_member,
};

/* ---- C12 ---- */

static void
take_staff_hub(const struct conversation *conversation, const struct edge *edge, GArray *parts)
{
	part_add(parts, edge->discussion, conversation_is_staff(conversation, edge->from) || conversation_is_staff(conversation, edge->to), TRUE);
}

/* Whom most edges touch; NOBODY without edges. */
static guint32
person_touched_most(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, &inquiry->window);
	g_autofree guint32 *touched = g_new0(guint32, conversation->n_people + 1);
	guint32 top = 0;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		if (!conversation_in_scope(conversation, edge->discussion, inquiry_place(inquiry)))
			continue;
		touched[edge->from]++;
		touched[edge->to]++;
	}
	for (guint32 p = 1; p < conversation->n_people; p++)
		if (touched[p] > touched[top])
			top = p;
	return conversation->n_people && touched[top] ? top : NOBODY;
}

/* The share of edges that touch that one person; who it is stays unsaid, but not on which side. */
static struct value
share_of_person(const struct inquiry *inquiry, guint32 person)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, &inquiry->window);
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct part));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		if (conversation_in_scope(conversation, edge->discussion, inquiry_place(inquiry)))
			part_add(parts, edge->discussion, edge->from == person || edge->to == person, TRUE);
	}
	return ratio_of_parts(inquiry, parts, "nobody addressed anybody");
}

static void
hub_share(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint32 top = person_touched_most(inquiry);

	if (!inquiry->conversation->has_staff) {
		row->values[0] = value_none(STATE_NO_DATA, NO_STAFF_LIST);
		return;
	}
	g_autoptr(GArray) parts = parts_of_edges(inquiry, &inquiry->window, take_staff_hub);
	row->values[0] = ratio_of_parts(inquiry, parts, "nobody addressed anybody");
	row->values[1] = share_of_person(inquiry, top);
	if (inquiry->current && parts->len >= inquiry->metric->definition.minimum)
		figure_note(figure, "The person most conversation touches is %s.", conversation_is_staff(inquiry->conversation, top) ? "staff" : "a member");
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column hub_columns[] = {
	{ .name = "top_person", .label = "Touching one person", .unit = UNIT_SHARE, .judged = TRUE }, { NULL },
};

const struct metric metric_hub_share = {
	.definition = {
		.name = "c_hub_share", .card = "C12", .discipline = DISCIPLINE_COMMUNITY, .label = "Conversation that involves staff",
		.question = "How much conversation runs through one hub?", .phrase = "staff were part of {value} of replies",
		.formula = "Messages by which staff address somebody or are addressed / all such messages between people. Beside it: the share that "
		           "touches the one person who is touched by most. Ranges: bootstrap over threads.",
		.noun = "replies", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 15, .comfortable = 60, .version = 1, .source = "Pew, Mapping Twitter Topic Networks 2014: hub and spoke",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = hub_columns, .measure = hub_share,
};

/* ---- C17 ---- */

static void
take_staff_replies(const struct conversation *conversation, const struct edge *edge, GArray *parts)
{
	if (conversation_is_staff(conversation, edge->from) && conversation_is_member(conversation, edge->to))
		part_add(parts, edge->discussion, TRUE, FALSE);
}

/* A message that addresses several members answers once: edges of one message stand together. */
static GArray *
parts_of_staff_replies(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, &inquiry->window);
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	guint32 last = NO_UTTERANCE;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		guint before = parts->len;
		if (edge->utterance == last || !conversation_in_scope(conversation, edge->discussion, inquiry_place(inquiry)))
			continue;
		take_staff_replies(conversation, edge, parts);
		if (parts->len > before)
			last = edge->utterance;
	}
	return parts;
}

static void
parts_of_staff_messages(const struct inquiry *inquiry, GArray *parts)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		if (utterance->is & UTTERANCE_SPEAKS && conversation_is_staff(conversation, utterance->person) &&
		    conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			part_add(parts, utterance->discussion, FALSE, TRUE);
	}
}

static struct value
staff_replies(const struct inquiry *inquiry)
{
	if (!inquiry->conversation->has_staff)
		return value_none(STATE_NO_DATA, NO_STAFF_LIST);
	g_autoptr(GArray) parts = parts_of_staff_replies(inquiry);
	parts_of_staff_messages(inquiry, parts);
	return ratio_of_parts(inquiry, parts, "staff were silent");
}

const struct metric metric_staff_reply_share = {
	.definition = {
		.name = "c_staff_reply_share", .card = "C17", .discipline = DISCIPLINE_COMMUNITY, .label = "Staff messages that reply to a member",
		.question = "Do we listen as much as we talk?", .phrase = "{value} of what staff wrote were replies to a member",
		.formula = "Staff messages that address a member / all staff messages in community spaces. Range: bootstrap over threads.",
		.noun = "staff messages", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "community management practice: as much listening as talking",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .headline = TRUE, .reads = READS_MESSAGES, .value = staff_replies,
};
