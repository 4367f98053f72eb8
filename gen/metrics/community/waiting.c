/* Questions that still wait (C09): how many, how long, by age. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"

/* Ages in days, ascending, of all questions asked before the end of the period, however old, that nobody has answered or closed. */
static GArray *
ages_waiting(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	GArray *ages = g_array_new(FALSE, FALSE, sizeof(double));
	int place = inquiry_place(inquiry);

	for (guint32 i = 0; i < conversation->n_questions && conversation->questions[i].at < inquiry->period.end; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		gboolean ended = question->ended_at != NO_TIME && question->ended_at <= inquiry->follow_until;
		if (ended || !conversation_in_scope(conversation, question->discussion, place) || !question_clock(inquiry, question, &clock) ||
		    clock.cause != CENSORED)
			continue;
		double age = clock.time / 24;
		g_array_append_val(ages, age);
	}
	values_sort((double *)(void *)ages->data, ages->len);
	return ages;
}

static void
unanswered(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry))) {
		row->values[0] = value_none(STATE_NO_DATA, NO_THREADS);
		return;
	}
	g_autoptr(GArray) ages = ages_waiting(inquiry);
	const double *days = (const double *)(const void *)ages->data;
	row->values[0] = value_count(ages->len);
	row->values[1] = ages->len ? value_estimate(days[ages->len - 1], NAN, NAN, ages->len) : value_none(STATE_UNDEFINED, "nobody is waiting");
	row->values[2] = ages->len ? value_estimate(quantile_sorted(days, ages->len, 0.5), NAN, NAN, ages->len)
	                           : value_none(STATE_UNDEFINED, "nobody is waiting");
}

static const struct metric_column unanswered_columns[] = {
	{ .name = "oldest_days", .label = "Oldest, days", .unit = UNIT_INDEX }, { .name = "median_days", .label = "Half are older than, days", .unit = UNIT_INDEX },
	{ NULL },
};

const struct metric metric_unanswered_open = {
	.definition = {
		.name = "c_unanswered_open", .card = "C09", .discipline = DISCIPLINE_COMMUNITY, .label = "Questions still waiting",
		.question = "Who is still waiting?", .phrase = "{value} questions are still waiting for a human reply",
		.formula = "All questions ever asked up to the end of the period that are open and had no reply by another human when the data end.",
		.noun = "questions", .unit = UNIT_COUNT, .additivity = ADD_STOCK, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1,
		.source = "Discourse topics with no response; CHAOSS Issue Response Time",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MESSAGES, .columns = unanswered_columns, .measure = unanswered,
};

/* ---- by age ---- */

static const struct {
	const char *label;
	double below_days;
} CLASSES[] = {
	{ "under a day", 1 }, { "1 to 3 days", 3 }, { "3 to 7 days", 7 }, { "1 to 4 weeks", 28 }, { "1 to 3 months", 91 }, { "longer", INFINITY },
};

static void
unanswered_ages(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) ages = ages_waiting(inquiry);

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		return;
	for (guint class = 0, next = 0; class < G_N_ELEMENTS(CLASSES); class++) {
		guint first = next;
		while (next < ages->len && g_array_index(ages, double, next) < CLASSES[class].below_days)
			next++;
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, CLASSES[class].label);
		row->values[0] = value_count(next - first);
	}
}

static const struct metric_column age_columns[] = {
	{ .name = "waiting_for", .label = "Waiting for", .is_key = TRUE, .key_kind = KEY_WORD }, { NULL },
};

const struct metric metric_unanswered_ages = {
	.definition = {
		.name = "c_unanswered_ages", .card = "C09", .discipline = DISCIPLINE_COMMUNITY, .label = "Questions still waiting, by how long",
		.question = "How long have they been waiting?", .formula = "The questions of “Questions still waiting” by their age when the data end.",
		.noun = "questions", .unit = UNIT_COUNT, .additivity = ADD_STOCK, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "as “Questions still waiting”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = age_columns, .measure = unanswered_ages,
};
