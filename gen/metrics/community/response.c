/* How long questions wait for a human reply (C07, C08): Kaplan–Meier over all questions, the unanswered included. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"

#define NO_QUESTIONS "no questions were asked"
#define CENSORED_MARKED 60 /* more than so many marks on a curve would hide it */
#define CURVE_STEP 0.005 /* steps of a curve closer than this share are drawn as one */

#define KAPLAN_MEIER "Kaplan & Meier 1958; CHAOSS Time to First Response, which has no censoring rule"

static void
note_threads_only(const struct inquiry *inquiry, struct figure *figure)
{
	if (inquiry->current && g_strcmp0(inquiry->scope, SCOPE_ALL) == 0)
		figure_note(figure, "Threaded answers only: a reply written beside the thread is not seen.");
}

/* Questions that ended otherwise, or wait. */
static void
fates_of(const struct inquiry *inquiry, gint64 *answered, gint64 *closed, gint64 *waiting)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->window);
	int place = inquiry_place(inquiry);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (!conversation_in_scope(conversation, question->discussion, place) || !question_clock(inquiry, question, &clock))
			continue;
		gboolean ended = question->ended_at != NO_TIME && question->ended_at <= inquiry->follow_until;
		*(clock.cause != CENSORED ? answered : ended ? closed : waiting) += 1;
	}
}

static void
time_to_reply(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 answered = 0, closed = 0, waiting = 0;

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry))) {
		row->values[0] = value_none(STATE_NO_DATA, NO_THREADS);
		return;
	}
	AUTO(survival) curve = question_curve(inquiry);
	row->values[0] = answer_median(curve, NO_QUESTIONS, "fewer than half had been answered by then");
	fates_of(inquiry, &answered, &closed, &waiting);
	row->values[1] = value_count(answered);
	row->values[2] = value_count(waiting);
	row->values[3] = value_count(closed);
	note_threads_only(inquiry, figure);
}

static const struct metric_column reply_columns[] = {
	{ .name = "answered", .label = "Answered" }, { .name = "waiting", .label = "Waiting" },
	{ .name = "closed", .label = "Closed without reply" }, { NULL },
};

const struct metric metric_ttfr_median = {
	.definition = {
		.name = "c_ttfr_median", .card = "C07", .discipline = DISCIPLINE_COMMUNITY, .label = "Time to first reply",
		.question = "How long until a question gets a human reply?", .phrase = "half of the questions got a human reply within {value}",
		.formula = "Median hours from a member's question to the first reply by another human, over all questions asked in the period. "
		           "Unanswered ones count as still waiting (Kaplan–Meier). Reactions and bots are no replies.",
		.noun = "questions", .unit = UNIT_HOURS, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 10, .comfortable = 30, .version = 1, .source = KAPLAN_MEIER,
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MESSAGES, .headline = TRUE, .columns = reply_columns, .measure = time_to_reply,
};

/* ---- the curve ---- */

/* One row of a curve: what happened at this time since the row before. */
struct point {
	double hours;
	gint64 answered, censored;
};

static void
curve_row(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve, const struct point *point)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 at_risk = survival_at_risk(curve, point->hours);
	struct interval share = survival_share_by(curve, point->hours);

	figure_set_number(figure, row, 2, point->hours);
	row->values[0] = point->hours > 0 ? answer_interval(share, at_risk, NO_QUESTIONS) : value_estimate(0, NAN, NAN, curve->n);
	row->values[1] = value_count(at_risk);
	row->values[2] = value_count(point->answered);
	row->values[3] = value_count(point->censored);
}

/* How many durations end at times[first], events or not. */
static guint
same_time(const struct survival *curve, guint first)
{
	guint past = first + 1;

	while (past < curve->n && curve->times[past] == curve->times[first])
		past++;
	return past - first;
}

/* A row is worth drawing where the curve has risen enough, where few enough questions left it, and at its end. */
static gboolean
is_drawn(const struct survival *curve, const struct point *point, double drawn, double survival, gboolean last)
{
	gboolean marks = curve->n - curve->n_events <= CENSORED_MARKED;

	return last || drawn - survival >= CURVE_STEP || (marks && point->censored > 0);
}

/* From 0 to the last observed hour; many small steps are drawn as one. */
static void
reply_curve(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(survival) curve = question_curve(inquiry);
	struct point point = { 0, 0, 0 };
	double drawn = 1, survival = 1;

	if (curve->n < inquiry->metric->definition.minimum)
		return;
	curve_row(inquiry, figure, curve, &point);
	for (guint i = 0, step = 0, n; i < curve->n; i += n) {
		gboolean is_step = step < curve->n_steps && curve->steps[step].time == curve->times[i];
		guint events = is_step ? curve->steps[step].events : 0;
		n = same_time(curve, i);
		survival = is_step ? curve->steps[step].survival : survival;
		step += is_step;
		point = (struct point){ curve->times[i], point.answered + events, point.censored + n - events };
		if (point.hours <= 0 || !is_drawn(curve, &point, drawn, survival, i + n == curve->n))
			continue;
		curve_row(inquiry, figure, curve, &point);
		drawn = survival;
		point.answered = point.censored = 0;
	}
}

static const struct metric_column curve_columns[] = {
	{ .name = "hours", .label = "Hours since asked", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "waiting", .label = "Still waiting" }, { .name = "answered", .label = "Answered since the row before" },
	{ .name = "censored", .label = "Left waiting when the data end, or closed" }, { NULL },
};

const struct metric metric_ttfr_curve = {
	.definition = {
		.name = "c_ttfr_curve", .card = "C07", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of questions answered",
		.question = "How fast do questions get a human reply?", .phrase = "half of the questions got a human reply within {value}",
		.formula = "Share of questions with a reply by another human within so many hours (1 − Kaplan–Meier), drawn to the last observed hour. "
		           "Range: log–log Greenwood.",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = KAPLAN_MEIER,
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = curve_columns, .measure = reply_curve,
};

/* ---- shares by an hour ---- */

static struct value
answered_within(const struct inquiry *inquiry, double hours)
{
	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		return value_none(STATE_NO_DATA, NO_THREADS);
	AUTO(survival) curve = question_curve(inquiry);
	return answer_share_by(curve, hours, NO_QUESTIONS);
}

static struct value
answered_within_24h(const struct inquiry *inquiry)
{
	return answered_within(inquiry, 24);
}

static struct value
answered_within_72h(const struct inquiry *inquiry)
{
	return answered_within(inquiry, 72);
}

const struct metric metric_answered_within_24h = {
	.definition = {
		.name = "c_answered_within_24h", .card = "C08", .discipline = DISCIPLINE_COMMUNITY, .label = "Answered within a day",
		.question = "What share of questions gets a reply within a day?",
		.phrase = "{value} of questions got a reply within a day",
		.formula = "Share of questions with a reply by another human within 24 hours (1 − Kaplan–Meier). Range: log–log Greenwood.",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "CHAOSS Issue Response Time; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MESSAGES, .headline = TRUE, .value = answered_within_24h,
};

const struct metric metric_answered_within_72h = {
	.definition = {
		.name = "c_answered_within_72h", .card = "C08", .discipline = DISCIPLINE_COMMUNITY, .label = "Answered within three days",
		.question = "What share of questions gets a reply within three days?",
		.phrase = "{value} of questions got a reply within three days",
		.formula = "Share of questions with a reply by another human within 72 hours (1 − Kaplan–Meier). Range: log–log Greenwood.",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "CHAOSS Issue Response Time; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = answered_within_72h,
};
