/* Sparkline: the last thirteen months in the size of a word, a mark on the last value; grey is the middle half of the months.
 * It stands beside its number, so it says none itself. */
#include <math.h>

#include "charts/axis.h"
#include "charts/words.h"

#define MONTHS_SHOWN 13

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* The numbers of a series, rising. Caller unrefs. */
static GArray *
numbers_of(const struct series *series)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
	for (guint i = 0; i < series->moments->len; i++)
		if (value_has_number(series_at(series, i)->value))
			g_array_append_val(numbers, series_at(series, i)->value->value);
	g_array_sort(numbers, compare_numbers);
	return numbers;
}

static void
draw_line(struct paper *paper, const struct plot *plot, const struct series *series)
{
	const struct moment *last = NULL;
	for (guint i = 0; i < series->moments->len; i++) {
		const struct moment *moment = series_at(series, i);
		if (!value_has_number(moment->value))
			continue;
		double x = scale_at(&plot->x, moment->place), y = scale_at(&plot->y, moment->value->value);
		if (last && last->place == moment->place - 1 && moment->value->state != STATE_BREAK)
			paper_line(paper, x, y);
		else
			paper_move(paper, x, y);
		last = moment;
	}
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "ghost"), .round = TRUE });
	gboolean newest = last == series_at(series, series->moments->len - 1);
	if (newest)
		paper_mark_sized(paper, scale_at(&plot->x, last->place), scale_at(&plot->y, last->value->value), 0.72 * paper_mark_radius(paper),
		                 TINT_MAIN, last->value->state == STATE_OK || last->value->state == STATE_BREAK);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	(void)request;
	return 1.55 * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	AUTO(series) series = series_of(request, MONTHS_SHOWN);
	g_autoptr(GArray) numbers = numbers_of(series);
	double tall = request->height > 0 ? request->height : height(paper, request), edge = paper_mark_radius(paper);
	if (numbers->len == 0)
		return;
	double low = g_array_index(numbers, double, 0), high = g_array_index(numbers, double, numbers->len - 1);
	struct plot plot = { .left = edge, .top = edge, .right = request->width - edge, .bottom = tall - edge };
	plot.x = (struct scale){ series_at(series, 0)->place, series_at(series, series->moments->len - 1)->place, plot.left, plot.right, FALSE };
	plot.y = (struct scale){ low, high, plot.bottom, plot.top, FALSE };
	double lower = scale_at(&plot.y, g_array_index(numbers, double, numbers->len / 4));
	double upper = scale_at(&plot.y, g_array_index(numbers, double, numbers->len - 1 - numbers->len / 4));
	if (numbers->len >= 8 && lower > upper) {
		paper_rectangle(paper, plot.left, upper, plot.right - plot.left, lower - upper);
		paper_fill(paper, TINT_PANEL);
	}
	draw_line(paper, &plot, series);
}

static char *
describe(const struct chart_request *request)
{
	AUTO(series) series = series_of(request, MONTHS_SHOWN);
	g_autoptr(GArray) numbers = numbers_of(series);
	const char *language = request->language ? request->language : "en";
	enum unit unit = figure_unit(request->figure, 0);
	if (numbers->len == 0)
		return g_strdup_printf("%s: no month has a value.", figure_subject(request->figure));
	struct value low = value_estimate(g_array_index(numbers, double, 0), NAN, NAN, 0);
	struct value high = value_estimate(g_array_index(numbers, double, numbers->len - 1), NAN, NAN, 0);
	g_autofree char *least = value_words(&low, unit, language), *most = value_words(&high, unit, language);
	return g_strdup_printf("%s in the last %u months, between %s and %s.", figure_subject(request->figure), series->moments->len, least, most);
}

const struct chart chart_spark = {
	.name = "spark",
	.shape = SHAPE_SERIES,
	.summary = "months in the size of a word",
	.height = height,
	.draw = draw,
	.describe = describe,
};
