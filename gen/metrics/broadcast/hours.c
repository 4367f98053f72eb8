/* When people respond to what we publish: weekday and hour of publication (METRICS B29). Observational: hours are not assigned by chance. */
#include "metrics/answer.h"
#include "metrics/broadcast/response.h"
#include "metrics/broadcast/span.h"

#define CELLS (7 * 24)
#define CELL_POSTS 5 /* fewer posts than this leave a cell blank */
#define YEAR 365

static int
cell_of(const struct responded *responded, gpointer user)
{
	const struct publication *publication = responded->publication;

	(void)user;
	return publication->hour < 0 ? -1 : day_weekday(publication->day) * 24 + publication->hour;
}

/* A month has posts for a few cells only: the year that ends with it. */
static struct period
year_of(const struct inquiry *inquiry)
{
	struct period year = inquiry->period;

	year.first = year.past - YEAR;
	year.start = instant_of_day(year.first, inquiry->project->zone);
	return year;
}

static void
cell_row(const struct inquiry *inquiry, struct figure *figure, guint cell, struct interval interval, guint posts)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_number(figure, row, 2, cell / 24);
	figure_set_number(figure, row, 3, cell % 24);
	row->values[0] = posts < CELL_POSTS ? value_none(STATE_TOO_FEW, NULL) : answer_interval(interval, posts, NULL);
	row->values[0].n = posts;
}

static void
week_hour_response(const struct inquiry *inquiry, struct figure *figure)
{
	struct period year = year_of(inquiry);
	AUTO(response) response = response_new(inquiry->publishing, inquiry_scope(inquiry), &year);
	double observed[CELLS], expected[CELLS];
	guint posts[CELLS], timed = 0;
	struct interval shrunk[CELLS];

	response_sums(response, CELLS, cell_of, NULL, observed, expected, posts);
	response_shrink(response, observed, expected, CELLS, shrunk);
	for (guint cell = 0; cell < CELLS; cell++)
		timed += posts[cell];
	for (guint cell = 0; timed && cell < CELLS; cell++)
		cell_row(inquiry, figure, cell, shrunk[cell], posts[cell]);
	figure_note(figure, "%u posts of the last twelve months; observational, nobody chose the hours by chance", timed);
	if (timed < response->posts->len)
		figure_note(figure, "%u posts are left out: their platform gives a day without a time", response->posts->len - timed);
}

static gint64
hours_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_interactions);
}

static const struct metric_column hour_columns[] = {
	{ .name = "weekday", .label = "Weekday", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "hour", .label = "Hour", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ NULL },
};

const struct metric metric_week_hour_response = {
	.definition = {
		.name = "b_week_hour_response", .card = "B29", .discipline = DISCIPLINE_BROADCAST, .label = "Response by hour of publication",
		.question = "When do people respond to what we publish?",
		.formula = "Interactions of the posts published in that hour of the week (report's time zone, last twelve months) over those usual for their "
		           "channels: 1 is usual, 1.5 half more. Drawn towards the usual where posts are few; under five posts a cell stays blank.",
		.noun = "times the usual response", .unit = UNIT_RATIO, .additivity = ADD_DIST, .shape = SHAPE_MATRIX, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B29, §4.13; observed over expected, quasi-Poisson (McCullagh & Nelder 1989)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = hours_span, .reads = reads_posts, .columns = hour_columns, .measure = week_hour_response,
};
