/* Who answers: how many members help, and whether peers come before staff (C21, C22). */
#include "metrics/answer.h"
#include "metrics/community/place.h"

/* ---- helpers ---- */

/* Marks the author of a help given to somebody else in the period; returns 1 when it is a member not marked before. */
static guint32
help_mark(const struct inquiry *inquiry, const struct question *question, guint32 utterance, guint8 *marks)
{
	const struct conversation *conversation = inquiry->conversation;

	if (utterance == NO_UTTERANCE)
		return 0;
	const struct utterance *help = &conversation->utterances[utterance];
	gboolean counts = period_holds(&inquiry->period, help->at) && help->person != question->asker && conversation_is_member(conversation, help->person);
	if (!counts || marks[help->person])
		return 0;
	return marks[help->person] = 1;
}

/* By the month of the help, not of the question (§6.0b.10). */
static guint32
helpers_count(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *marks = g_new0(guint8, conversation->n_people + 1);
	int place = inquiry_place(inquiry);
	guint32 helpers = 0;

	for (guint32 i = 0; i < conversation->n_questions && conversation->questions[i].at < inquiry->period.end; i++) {
		const struct question *question = &conversation->questions[i];
		if (!conversation_in_scope(conversation, question->discussion, place))
			continue;
		helpers += help_mark(inquiry, question, question->response, marks);
		helpers += help_mark(inquiry, question, question->accepted, marks);
	}
	return helpers;
}

static void
helpers(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree guint8 *marks = NULL;
	int place = inquiry_place(inquiry);

	if (!conversation_has_threads(inquiry->conversation, place)) {
		row->values[0] = value_none(STATE_NO_DATA, NO_THREADS);
		return;
	}
	guint32 count = helpers_count(inquiry);
	guint32 active = conversation_active(inquiry->conversation, inquiry->period.first, inquiry->period.past, place, &marks);
	row->values[0] = answer_people(count);
	row->values[1] = active < 5 ? value_none(STATE_TOO_FEW, NULL) : answer_people_share(count, active, "nobody took part");
	if (active >= 5 && active < 30)
		value_raise(&row->values[1], STATE_SMALL, NULL);
}

static const struct metric_column helper_columns[] = {
	{ .name = "share", .label = "Of active members", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_helpers = {
	.definition = {
		.name = "c_helpers", .card = "C21", .discipline = DISCIPLINE_COMMUNITY, .label = "Members who helped",
		.question = "How many members help others?", .phrase = "{value} members answered somebody’s question",
		.formula = "Distinct members who gave the first reply, or the accepted answer, to somebody else’s question in the period.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1,
		.source = "Savannah, top supporters, as a count without ranks",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MESSAGES, .columns = helper_columns, .measure = helpers,
};

/* ---- peers before staff ---- */

struct fates {
	gint64 peers, staff, unanswered;
};

static struct fates
fates_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->period);
	struct fates fates = { 0, 0, 0 };
	int place = inquiry_place(inquiry);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (!conversation_in_scope(conversation, question->discussion, place) || !question_clock(inquiry, question, &clock))
			continue;
		fates.peers += clock.cause == ANSWERED_BY_MEMBER;
		fates.staff += clock.cause == ANSWERED_BY_STAFF;
		fates.unanswered += clock.cause == CENSORED;
	}
	return fates;
}

static struct value
peer_share(const struct inquiry *inquiry)
{
	struct fates fates = fates_of(inquiry);

	if (!inquiry->conversation->has_staff)
		return value_none(STATE_NO_DATA, NO_STAFF_LIST);
	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		return value_none(STATE_NO_DATA, NO_THREADS);
	return answer_share(fates.peers, fates.peers + fates.staff, "no question was answered");
}

const struct metric metric_peer_first_response_share = {
	.definition = {
		.name = "c_peer_first_response_share", .card = "C22", .discipline = DISCIPLINE_COMMUNITY, .label = "First replies by members",
		.question = "Do peers answer before staff must?", .phrase = "{value} of answered questions were first answered by a member",
		.formula = "Of the questions asked in the period that were answered: share whose first reply came from a member. Range: Wilson. "
		           "Read it beside the share of questions answered.",
		.noun = "answered questions", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "CHAOSS Issue Response Time, by responder; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .headline = TRUE, .reads = READS_MESSAGES, .value = peer_share,
};

static void
first_replies(const struct inquiry *inquiry, struct figure *figure)
{
	struct fates fates = fates_of(inquiry);
	const struct { const char *who; gint64 count; } parts[] = {
		{ "a member", fates.peers }, { "staff", fates.staff }, { "nobody yet", fates.unanswered },
	};

	if (!inquiry->conversation->has_staff || fates.peers + fates.staff + fates.unanswered == 0)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, parts[i].who);
		row->values[0] = value_count(parts[i].count);
	}
}

static const struct metric_column first_columns[] = {
	{ .name = "first_reply_by", .label = "First reply by", .is_key = TRUE, .key_kind = KEY_WORD }, { NULL },
};

const struct metric metric_first_replies = {
	.definition = {
		.name = "c_first_replies", .card = "C22", .discipline = DISCIPLINE_COMMUNITY, .label = "Who replied first",
		.question = "Who answers questions first, and how many nobody?",
		.formula = "Questions asked in the period by who gave the first reply; those without one are a part of their own.",
		.noun = "questions", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_SHARES, .comparison = COMPARE_NONE, .version = 1,
		.source = "as “First replies by members”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = first_columns, .measure = first_replies,
};
