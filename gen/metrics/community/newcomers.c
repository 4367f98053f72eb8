/* Newcomers: are they met by a person, and do they stay (C05, C06). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"

#define STAY_FROM 30
#define STAY_UNTIL 60

/* ---- the first reply a newcomer gets ---- */

static gboolean
is_newcomer(const struct inquiry *inquiry, const struct arrival *arrival)
{
	const struct conversation *conversation = inquiry->conversation;

	return arrival->scope == inquiry_arrivals(inquiry) && conversation_is_member(conversation, arrival->person) &&
	       !conversation->people[arrival->person].banned;
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

	row->values[0] = answer_share_by(curve, 24, "nobody came new");
	for (guint cause = ANSWERED_BY_MEMBER; inquiry->conversation->has_staff && cause <= ANSWERED_BY_STAFF; cause++) {
		row->values[cause] = answer_interval(incidence_by(durations, clocks->len, cause, 24), clocks->len, "nobody came new");
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
