/* Newcomers: are they met by a person, do they stay, do they come to know others (C05, C06, C35). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"

#define NOBODY_NEW "nobody came new"
#define DRAWN_LEAST 10 /* people of a curve (METRICS §4.15) */
#define STAY_FROM 30
#define STAY_UNTIL 60
#define KNOW_WITHIN 30 /* days in which to come to know others */
#define KNOW_LEAST 2   /* of them */

/* ---- the first reply a newcomer gets ---- */

static gboolean
is_welcome(const struct conversation *conversation, guint32 person)
{
	return conversation_is_member(conversation, person) && !conversation->people[person].banned;
}

static gboolean
is_newcomer(const struct inquiry *inquiry, const struct arrival *arrival)
{
	return arrival->scope == inquiry_arrivals(inquiry) && is_welcome(inquiry->conversation, arrival->person);
}

/* The first edge to a person at or after an instant, of any basis or of mentions only; NULL when there is none. */
static const struct edge *
first_heard(const struct conversation *conversation, guint32 person, gint64 at, gboolean mentions_only)
{
	for (guint32 i = conversation->heard_start[person]; i < conversation->heard_start[person + 1]; i++) {
		const struct edge *edge = &conversation->edges[conversation->heard[i]];
		if (edge->at >= at && (!mentions_only || edge->basis == EDGE_MENTION))
			return edge;
	}
	return NULL;
}

static const struct utterance *
first_in_thread(const struct conversation *conversation, guint32 opening)
{
	const struct utterance *root = &conversation->utterances[opening];
	const struct discussion *discussion = &conversation->discussions[root->discussion];

	for (guint32 i = opening + 1; i < discussion->past; i++)
		if (conversation->utterances[i].is & UTTERANCE_SPEAKS && conversation->utterances[i].person != root->person)
			return &conversation->utterances[i];
	return NULL;
}

/* §6.0b.10: a newcomer who opened a thread is met by a reply in it or a mention; one who replied, by anybody addressing them. */
static const struct utterance *
welcome_of(const struct conversation *conversation, const struct arrival *arrival)
{
	const struct utterance *message = &conversation->utterances[arrival->utterance];
	gboolean opened = conversation->discussions[message->discussion].root == arrival->utterance;
	const struct edge *heard = first_heard(conversation, arrival->person, arrival->at, opened);
	const struct utterance *reply = opened ? first_in_thread(conversation, arrival->utterance) : NULL;
	const struct utterance *addressed = heard ? &conversation->utterances[heard->utterance] : NULL;

	if (!reply || !addressed)
		return reply ? reply : addressed;
	return addressed->at < reply->at ? addressed : reply;
}

static gboolean
welcome_clock(const struct inquiry *inquiry, const struct arrival *arrival, struct duration *clock)
{
	const struct conversation *conversation = inquiry->conversation;
	guint32 discussion = conversation->utterances[arrival->utterance].discussion;
	gint64 end = conversation_watched_until(conversation, discussion, inquiry->follow_until);
	const struct utterance *welcome = welcome_of(conversation, arrival);

	if (arrival->at > end)
		return FALSE;
	*clock = (struct duration){ (double)(end - arrival->at) / 3600, CENSORED };
	if (!welcome || welcome->at > end)
		return TRUE;
	clock->time = (double)(welcome->at - arrival->at) / 3600;
	clock->cause = conversation_is_staff(conversation, welcome->person) ? ANSWERED_BY_STAFF : ANSWERED_BY_MEMBER;
	return TRUE;
}

static GArray *
welcome_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_arrivals(conversation, &inquiry->window);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct arrival *arrival = &conversation->arrivals[i];
		struct duration clock;
		if (arrival->utterance != NO_UTTERANCE && is_newcomer(inquiry, arrival) && welcome_clock(inquiry, arrival, &clock))
			g_array_append_val(clocks, clock);
	}
	return clocks;
}

static void
newcomer_response(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) clocks = welcome_clocks(inquiry);
	const struct duration *durations = (const struct duration *)(const void *)clocks->data;
	AUTO(survival) curve = survival_new(durations, clocks->len);
	struct figure_row *row = inquiry_row(inquiry, figure);

	note_short_history(inquiry, figure);
	row->values[0] = answer_share_by(curve, 24, NOBODY_NEW);
	for (guint cause = ANSWERED_BY_MEMBER; inquiry->conversation->has_staff && cause <= ANSWERED_BY_STAFF; cause++) {
		row->values[cause] = answer_interval(incidence_by(durations, clocks->len, cause, 24), clocks->len, NOBODY_NEW);
		if (clocks->len < inquiry->metric->definition.minimum || row->values[0].state >= STATE_TOO_FEW)
			row->values[cause] = value_none(STATE_TOO_FEW, NULL);
	}
}

static const struct metric_column response_columns[] = {
	{ .name = "by_members", .label = "By a member", .unit = UNIT_SHARE }, { .name = "by_staff", .label = "By staff", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_newcomer_response_24h = {
	.definition = {
		.name = "c_newcomer_response_24h", .card = "C05", .discipline = DISCIPLINE_COMMUNITY, .label = "Newcomers who heard back in a day",
		.question = "Are newcomers met by a person?", .phrase = "{value} of newcomers heard back from a person within a day",
		.formula = "Share of newcomers who got a reply by another human within 24 hours of their first message ever: in the thread they opened, "
		           "or by being addressed (1 − Kaplan–Meier). Bots and automatic welcomes do not count.",
		.noun = "newcomers", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "CHAOSS Issue Response Time, opened by role; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .headline = TRUE, .reads = READS_MESSAGES, .columns = response_columns,
	.measure = newcomer_response,
};

/* ---- the curve, and beside it that of the others ---- */

/* Marks (1) who came new in the month: they are none of the others. Caller frees. */
static guint8 *
came_new(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_arrivals(conversation, &inquiry->window);
	guint8 *marks = g_new0(guint8, conversation->n_people + 1);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation->arrivals[i].scope == inquiry_arrivals(inquiry))
			marks[conversation->arrivals[i].person] = 1;
	return marks;
}

static gboolean
may_be_met(const struct inquiry *inquiry, const struct utterance *message)
{
	const struct conversation *conversation = inquiry->conversation;

	return message->is & UTTERANCE_SPEAKS && is_welcome(conversation, message->person) &&
	       conversation_in_scope(conversation, message->discussion, inquiry_place(inquiry));
}

/* The others' first messages of the month are met by the same rules, as if they had come with them. */
static GArray *
other_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);
	g_autofree guint8 *passed = came_new(inquiry);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *message = &conversation->utterances[conversation->by_time[i]];
		struct arrival first = { .at = message->at, .person = message->person, .utterance = conversation->by_time[i] };
		struct duration clock;
		if (!may_be_met(inquiry, message) || passed[message->person])
			continue;
		passed[message->person] = 1;
		if (welcome_clock(inquiry, &first, &clock))
			g_array_append_val(clocks, clock);
	}
	return clocks;
}

static void
group_steps(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve, const char *group)
{
	guint first = figure->rows->len;

	curve_rows(inquiry, figure, curve, NOBODY_NEW);
	for (guint i = first; i < figure->rows->len; i++)
		figure_set_word(figure, g_ptr_array_index(figure->rows, i), 3, group);
}

/* Of too few people no step is told, at which one of them could be known. */
static void
row_of_few(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 3, "newcomers");
	row->values[0] = answer_about(value_none(curve->n ? STATE_TOO_FEW : STATE_UNDEFINED, curve->n ? NULL : NOBODY_NEW), curve->n);
	row->values[0].n = curve->n;
}

static void
response_steps(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) clocks = welcome_clocks(inquiry), beside = other_clocks(inquiry);
	AUTO(survival) newcomers = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	AUTO(survival) others = survival_new((const struct duration *)(const void *)beside->data, beside->len);
	guint least = MAX(DRAWN_LEAST, (guint)inquiry->k);

	note_short_history(inquiry, figure);
	if (newcomers->n < least) {
		row_of_few(inquiry, figure, newcomers);
		return;
	}
	group_steps(inquiry, figure, newcomers, "newcomers");
	if (others->n >= least)
		group_steps(inquiry, figure, others, "others");
	else
		figure_note(figure, "Too few others wrote in the month to be drawn beside the newcomers.");
}

static const struct metric_column curve_columns[] = {
	{ .name = "hours", .label = "Hours since the first message", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "group", .label = "Who", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "waiting", .label = "Still waiting" }, { .name = "heard", .label = "Heard back since the row before" },
	{ .name = "censored", .label = "Left waiting when the data end" }, { NULL },
};

const struct metric metric_newcomer_response_curve = {
	.definition = {
		.name = "c_newcomer_response_curve", .card = "C05", .discipline = DISCIPLINE_COMMUNITY, .label = "Newcomers and others who heard back",
		.question = "Are newcomers met as fast as the others?", .phrase = "half of the newcomers heard back from a person within {value}",
		.formula = "Share of newcomers who got a reply by another human within so many hours of their first message ever (1 − Kaplan–Meier), drawn "
		           "to the last observed hour. Beside it the same for the other members who wrote in the month, from their first message in it. "
		           "Range: log–log Greenwood.",
		.noun = "newcomers", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = "as “Newcomers who heard back in a day”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .by_k = TRUE, .reads = READS_MESSAGES, .columns = curve_columns, .measure = response_steps,
};

/* ---- do they stay? ---- */

struct stay {
	gint64 complete, stayed, too_recent;
};

/* Of those who came two months before: their sixty days are over by the end of this one, for nearly all. */
static struct stay
stay_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period cohort = period_step(inquiry->period, -2, inquiry->project->zone);
	struct span span = conversation_arrivals(conversation, &cohort);
	struct stay stay = { 0, 0, 0 };

	for (guint32 i = span.first; i < span.past; i++) {
		const struct arrival *arrival = &conversation->arrivals[i];
		if (!is_newcomer(inquiry, arrival))
			continue;
		gint32 came = day_of_instant(arrival->at, conversation->zone);
		gboolean complete = instant_of_day(came + STAY_UNTIL, conversation->zone) <= inquiry->follow_until;
		stay.complete += complete;
		stay.too_recent += !complete;
		stay.stayed += complete && conversation_was_there(conversation, arrival->person, came + STAY_FROM, came + STAY_UNTIL, inquiry_place(inquiry));
	}
	return stay;
}

static void
newcomer_survival(const struct inquiry *inquiry, struct figure *figure)
{
	struct stay stay = stay_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	note_short_history(inquiry, figure);
	row->values[0] = answer_share(stay.stayed, stay.complete, stay.too_recent ? "too recent to know" : "nobody came new two months ago");
	row->values[1] = value_count(stay.too_recent);
}

static const struct metric_column survival_columns[] = {
	{ .name = "too_recent", .label = "Not yet known" }, { NULL },
};

const struct metric metric_newcomer_survival = {
	.definition = {
		.name = "c_newcomer_survival_30_60", .card = "C06", .discipline = DISCIPLINE_COMMUNITY, .label = "Newcomers who stayed",
		.question = "Do newcomers stay?", .phrase = "{value} of those who came two months ago stayed",
		.formula = "Of the people who came new two months ago: share who contributed again 30 to 59 days after their first day. People whose "
		           "sixty days are not over are not counted, and said beside it. Range: Wilson.",
		.noun = "newcomers of two months ago", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "Wikimedia Research, Surviving new editor (n = 1, m = 1, t1 = 1 d, t2 = t3 = 30 d), with its censoring",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .headline = TRUE, .reads = READS_EVENTS, .columns = survival_columns,
	.measure = newcomer_survival,
};

/* ---- do they come to know others? ---- */

/* A newcomer and a member who was there before, in touch within the newcomer's first days. */
struct meeting {
	guint32 newcomer, other;
};

static int
compare_meetings(const void *a, const void *b)
{
	const struct meeting *x = a, *y = b;

	if (x->newcomer != y->newcomer)
		return x->newcomer < y->newcomer ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static void
meeting_take(const struct conversation *conversation, GArray *meetings, const gint32 *came, const struct edge *edge, guint32 newcomer, guint32 other)
{
	const struct person *known = &conversation->people[other];
	gint64 arrived = conversation->people[newcomer].first_at;
	struct meeting meeting = { newcomer, other };

	if (came[newcomer] != NO_DAY && edge->day < came[newcomer] + KNOW_WITHIN && conversation_is_member(conversation, other) && known->first_at < arrived)
		g_array_append_val(meetings, meeting);
}

/* Whom the newcomers met, each pair once. `came`: the first day of each newcomer of the cohort, NO_DAY for everybody else. */
static GArray *
meetings_of(const struct conversation *conversation, const struct period *cohort, const gint32 *came)
{
	struct period days = { .start = cohort->start, .end = instant_of_day(cohort->past + KNOW_WITHIN, conversation->zone) };
	struct span span = conversation_edges(conversation, &days);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct meeting));
	GArray *meetings = g_array_new(FALSE, FALSE, sizeof(struct meeting));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		meeting_take(conversation, all, came, edge, edge->from, edge->to);
		meeting_take(conversation, all, came, edge, edge->to, edge->from);
	}
	g_array_sort(all, compare_meetings);
	for (guint i = 0; i < all->len; i++)
		if (i == 0 || compare_meetings(&g_array_index(all, struct meeting, i), &g_array_index(all, struct meeting, i - 1)) != 0)
			g_array_append_val(meetings, g_array_index(all, struct meeting, i));
	return meetings;
}

/* The newcomers of a month whose thirty days are over; how many those are, and how many came too late to know. */
static gint32 *
newcomers_complete(const struct inquiry *inquiry, const struct period *cohort, gint64 *complete, gint64 *too_recent)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_arrivals(conversation, cohort);
	gint32 *came = g_new(gint32, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++)
		came[p] = NO_DAY;
	for (guint32 i = span.first; i < span.past; i++) {
		const struct arrival *arrival = &conversation->arrivals[i];
		gint32 day = day_of_instant(arrival->at, conversation->zone);
		gboolean over = instant_of_day(day + KNOW_WITHIN, conversation->zone) <= inquiry->follow_until;
		if (!is_newcomer(inquiry, arrival))
			continue;
		*(over ? complete : too_recent) += 1;
		if (over)
			came[arrival->person] = day;
	}
	return came;
}

static void
newcomer_integration(const struct inquiry *inquiry, struct figure *figure)
{
	struct period cohort = inquiry_month_before(inquiry);
	gint64 complete = 0, too_recent = 0, integrated = 0;
	g_autofree gint32 *came = newcomers_complete(inquiry, &cohort, &complete, &too_recent);
	g_autoptr(GArray) meetings = meetings_of(inquiry->conversation, &cohort, came);
	struct figure_row *row = inquiry_row(inquiry, figure);

	for (guint i = 0, met = 0; i < meetings->len; i++) {
		const struct meeting *meeting = &g_array_index(meetings, struct meeting, i);
		met = i > 0 && meeting[-1].newcomer == meeting->newcomer ? met + 1 : 1;
		integrated += met == KNOW_LEAST;
	}
	note_short_history(inquiry, figure);
	if (!inquiry_knows_before(inquiry, &cohort)) {
		row->values[0] = value_none(STATE_NO_DATA, NOT_BEFORE);
		return;
	}
	row->values[0] = answer_share(integrated, complete, too_recent ? "too recent to know" : "nobody came new last month");
	row->values[1] = value_count(too_recent);
}

const struct metric metric_newcomer_integration = {
	.definition = {
		.name = "c_newcomer_integration_30d", .card = "C35", .discipline = DISCIPLINE_COMMUNITY, .label = "Newcomers who came to know others",
		.question = "Do newcomers come to know others?", .phrase = "{value} of those who came last month were soon in touch with two members or more",
		.formula = "Of the people who came new in the month before: share who, within 30 days of their first contribution, addressed or were "
		           "addressed by at least two different members who had been there before them. People whose thirty days are not over are not "
		           "counted, and said beside it. Range: Wilson.",
		.noun = "newcomers of the month before", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "two ties to members as the threshold: ours; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = survival_columns, .measure = newcomer_integration,
};
