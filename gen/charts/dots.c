/* Dot grid: one mark for each of a hundred, or for each person where there are at most a hundred; as many filled as were counted. */
#include <math.h>

#include "charts/axis.h"
#include "charts/words.h"

struct grid {
	int total, filled, columns, lines;
	double pitch;
	const struct value *value; /* NULL: nothing to show */
};

static int
columns_for(int total, gboolean text_inside)
{
	return MIN(total, text_inside ? 20 : 25);
}

/* A share is drawn as a hundred marks; a count (events of n) as its people. */
static struct grid
grid_of(const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_of_period(request);
	struct grid grid = { .value = NULL };
	const struct value *value = rows->len ? row_headline(g_ptr_array_index(rows, 0)) : NULL;
	if (!value || !value_has_number(value))
		return grid;
	gboolean share = figure_unit(request->figure, 0) == UNIT_SHARE, people = value->n > 0 && value->n <= 100;
	grid.total = people ? (int)value->n : 100;
	grid.filled = (int)lround(share ? value->value * grid.total : people ? value->value : value->n > 0 ? value->value / value->n * 100 : value->value);
	grid.filled = CLAMP(grid.filled, 0, grid.total);
	grid.columns = columns_for(grid.total, request->text_inside);
	grid.lines = (grid.total + grid.columns - 1) / grid.columns;
	grid.pitch = request->width / columns_for(100, request->text_inside);
	grid.value = value;
	return grid;
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct grid grid = grid_of(request);
	return grid.value ? grid.lines * grid.pitch : 3 * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct grid grid = grid_of(request);
	if (!grid.value) {
		struct sheet sheet = sheet_open(paper, request, height(paper, request));
		sheet_empty(&sheet, "There is nothing to count. This is not zero.");
	}
	double radius = 0.33 * grid.pitch, outline = paper_pen(paper, "axis") * 1.3;
	for (int i = 0; grid.value && i < grid.total; i++) {
		double x = (i % grid.columns + 0.5) * grid.pitch, y = (i / grid.columns + 0.5) * grid.pitch;
		gboolean filled = i < grid.filled;
		paper_mark_path(paper, x, y, filled ? radius : radius - outline / 2); /* the same outer edge */
		if (filled)
			paper_fill(paper, TINT_MAIN);
		else
			paper_stroke(paper, (struct stroke){ .tint = TINT_GHOST, .width = outline });
	}
}

static char *
describe(const struct chart_request *request)
{
	struct grid grid = grid_of(request);
	if (!grid.value)
		return g_strdup_printf("Grid of marks: %s; nothing to show.", figure_subject(request->figure));
	const char *language = request->language ? request->language : "en";
	g_autofree char *words = estimate_words(grid.value, figure_unit(request->figure, 0), language), *state = state_words(grid.value);
	return g_strdup_printf("Grid of %d marks, %d of them filled: %s, %s%s%s.", grid.total, grid.filled, figure_subject(request->figure), words,
	                       state ? ", " : "", state ? state : "");
}

const struct chart chart_dots = {
	.name = "dots",
	.shape = SHAPE_DOTS,
	.summary = "one mark for each of a hundred, or for each person",
	.height = height,
	.draw = draw,
	.describe = describe,
};
