/* At which hours are questions answered soon (C50)? Weekday and hour they were asked in, over a year, drawn towards the whole. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/shrink.h"

#define CELLS (7 * 24)
#define SOON_HOURS 8
#define CELL_LEAST 5 /* questions */
#define MONTHS 12

/* The questions of one weekday and hour. */
struct cell {
	GArray *clocks; /* struct duration */
	GArray *askers; /* guint32 */
};

static void
cells_open(struct cell *cells)
{
	for (guint i = 0; i < CELLS; i++)
		cells[i] = (struct cell){ g_array_new(FALSE, FALSE, sizeof(struct duration)), g_array_new(FALSE, FALSE, sizeof(guint32)) };
}

static void
cells_close(struct cell *cells)
{
	for (guint i = 0; i < CELLS; i++) {
		g_array_unref(cells[i].clocks);
		g_array_unref(cells[i].askers);
	}
}

/* The twelve months that end with the period. */
static struct period
year_of(const struct inquiry *inquiry)
{
	struct period year = period_step(inquiry->period, -(MONTHS - 1), inquiry->project->zone);

	year.end = inquiry->period.end;
	year.past = inquiry->period.past;
	return year;
}

static void
cells_fill(const struct inquiry *inquiry, struct cell *cells)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period year = year_of(inquiry);
	struct span span = conversation_questions(conversation, &year);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		const struct utterance *asked = &conversation->utterances[question->root];
		struct cell *cell = &cells[day_weekday(asked->day) * 24 + asked->hour];
		struct duration clock;
		if (!question_clock(inquiry, question, &clock))
			continue;
		g_array_append_val(cell->clocks, clock);
		g_array_append_val(cell->askers, question->asker);
	}
}

static int
compare_askers(const void *a, const void *b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

static gint64
distinct_askers(struct cell *cell)
{
	gint64 askers = 0;

	g_array_sort(cell->askers, compare_askers);
	for (guint i = 0; i < cell->askers->len; i++)
		askers += i == 0 || g_array_index(cell->askers, guint32, i) != g_array_index(cell->askers, guint32, i - 1);
	return askers;
}

/* Questions asked, and how many of them were answered soon, those not watched long enough included (Kaplan–Meier). */
static void
cell_rates(const struct cell *cell, double *answered, double *asked)
{
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)cell->clocks->data, cell->clocks->len);
	struct interval share = survival_share_by(curve, SOON_HOURS);

	*asked = share.defined ? curve->n : 0;
	*answered = share.value * *asked;
}

static struct value
cell_value(struct shrinkage shrinkage, double answered, double asked, guint questions)
{
	struct interval share = shrink(shrinkage, answered, asked);

	if (questions > 0 && questions < CELL_LEAST) {
		struct value few = value_none(STATE_TOO_FEW, NULL);
		few.n = questions;
		return few;
	}
	if (questions > 0 && asked == 0)
		return value_none(STATE_UNDEFINED, "not watched for long enough");
	if (questions > 0 && !shrinkage.defined) /* nowhere was any answered soon */
		return answer_share(0, questions, NULL);
	share.high = MIN(share.high, 1);
	return questions ? answer_interval(share, questions, NULL) : value_none(STATE_UNDEFINED, "no questions were asked");
}

static void
coverage_rows(const struct inquiry *inquiry, struct figure *figure, struct cell *cells)
{
	double answered[CELLS], asked[CELLS];

	for (guint i = 0; i < CELLS; i++)
		cell_rates(&cells[i], &answered[i], &asked[i]);
	struct shrinkage shrinkage = shrinkage_of(answered, asked, CELLS);
	for (guint i = 0; i < CELLS; i++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_number(figure, row, 2, i / 24);
		figure_set_number(figure, row, 3, i % 24);
		row->values[0] = answer_about(cell_value(shrinkage, answered[i], asked[i], cells[i].clocks->len), distinct_askers(&cells[i]));
		row->values[1] = answer_about(value_count(cells[i].clocks->len), distinct_askers(&cells[i]));
	}
}

static void
response_coverage(const struct inquiry *inquiry, struct figure *figure)
{
	struct cell cells[CELLS];

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry))) {
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, NO_THREADS);
		return;
	}
	cells_open(cells);
	cells_fill(inquiry, cells);
	coverage_rows(inquiry, figure, cells);
	cells_close(cells);
}

static const struct metric_column coverage_columns[] = {
	{ .name = "weekday", .label = "Weekday", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "hour", .label = "Hour", .is_key = TRUE, .key_kind = KEY_NUMBER }, { .name = "questions", .label = "Questions" }, { NULL },
};

static const struct metric_total coverage_totals[] = { { .over = "weekday", .and = "hour" }, { NULL } };

const struct metric metric_response_coverage = {
	.definition = {
		.name = "c_response_coverage_by_hour", .card = "C50", .discipline = DISCIPLINE_COMMUNITY, .label = "Answered within 8 hours, by hour asked",
		.question = "At which hours are questions answered soon?",
		.formula = "Of the questions asked in the last twelve months at a weekday (0 = Monday) and hour, in the report’s time zone: share with a reply by "
		           "another human within 8 hours (1 − Kaplan–Meier), drawn towards the share of all hours where few were asked (Gamma–Poisson). "
		           "Hours with fewer than 5 questions are blank.",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_MATRIX, .comparison = COMPARE_NONE,
		.minimum = CELL_LEAST, .version = 1, .source = "Kaplan & Meier 1958; Marshall 1991",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = coverage_columns, .totals = coverage_totals,
	.measure = response_coverage,
};
