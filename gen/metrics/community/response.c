/* How long questions wait for a human reply (C07, C08): Kaplan–Meier over all questions, the unanswered included. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"

#define NO_QUESTIONS "no questions were asked"
#define BESIDE_SECONDS 86400 /* a chat's next message answers a question for so long, perhaps */

#define KAPLAN_MEIER "Kaplan & Meier 1958; CHAOSS Time to First Response, which has no censoring rule"

static void
note_threads_only(const struct inquiry *inquiry, struct figure *figure)
{
	if (inquiry->current && g_strcmp0(inquiry->scope, SCOPE_ALL) == 0)
		figure_note(figure, "Threaded answers only: a reply written beside the thread is not seen.");
}

/* §6.0: where the questions come from. */
static void
note_source(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->window);
	guint32 marked = 0;

	if (!inquiry->current || g_strcmp0(inquiry->scope, SCOPE_ALL) != 0 || span.first == span.past)
		return;
	for (guint32 i = span.first; i < span.past; i++)
		marked += conversation->questions[i].by_platform;
	if (marked == 0)
		figure_note(figure, "No question is marked as one by the platform or by hand: all are told by a question mark in their first words.");
	else
		figure_note(figure, "Questions: %.0f %% are marked so by the platform or by hand, the others by a question mark in their first words.",
		            100.0 * marked / (span.past - span.first));
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
	note_source(inquiry, figure);
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

static void
reply_curve(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(survival) curve = question_curve(inquiry);

	if (curve->n >= inquiry->metric->definition.minimum)
		curve_rows(inquiry, figure, curve, NO_QUESTIONS);
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

/* ---- and beside the thread (§6.0b.7) ---- */

static gboolean
is_in_chat(const struct conversation *conversation, const struct question *question)
{
	return conversation_message(conversation, question->root)->reply_rule == REPLY_RULE_THREAD;
}

/* The next message of another human that opens a thread of the same space within a day; NO_TIME: there is none. */
static gint64
beside_at(const struct conversation *conversation, const struct question *question)
{
	const struct discussion *asked = &conversation->discussions[question->discussion];

	for (guint32 i = question->discussion + 1; i < conversation->n_discussions; i++) {
		const struct discussion *next = &conversation->discussions[i];
		const struct utterance *first = &conversation->utterances[next->first];
		if (first->at - question->at > BESIDE_SECONDS)
			return NO_TIME;
		if (next->root == next->first && next->space == asked->space && next->platform == asked->platform &&
		    first->is & UTTERANCE_SPEAKS && first->person != question->asker)
			return first->at;
	}
	return NO_TIME;
}

/* The share answered within a day if such a message were the reply. It need not be: the truth lies between the two shares. */
static struct value
answered_beside(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->window);
	g_autoptr(GArray) clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));
	gboolean chats = FALSE;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (!conversation_in_scope(conversation, question->discussion, inquiry_place(inquiry)) || !question_clock(inquiry, question, &clock))
			continue;
		gint64 beside = is_in_chat(conversation, question) ? beside_at(conversation, question) : NO_TIME;
		double hours = beside == NO_TIME ? clock.time : (double)(beside - question->at) / 3600;
		chats |= is_in_chat(conversation, question);
		if (hours < clock.time)
			clock = (struct duration){ hours, ANSWERED_BY_MEMBER };
		g_array_append_val(clocks, clock);
	}
	if (!chats)
		return value_none(STATE_NO_DATA, "no questions in a chat with threads");
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	return answer_share_by(curve, 24, NO_QUESTIONS);
}

static void
answered_within_24h(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = answered_within(inquiry, 24);
	row->values[1] = answered_beside(inquiry);
	inquiry_settle(inquiry, &row->values[1]);
}

static const struct metric_column beside_columns[] = {
	{ .name = "beside", .label = "If the next message beside the thread were the reply", .unit = UNIT_SHARE }, { NULL },
};

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
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MESSAGES, .headline = TRUE, .columns = beside_columns,
	.measure = answered_within_24h,
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
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = answered_within_72h,
};
