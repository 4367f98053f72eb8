/* Slope: two periods side by side, a line an item; what clearly changed in the discipline's colour, the rest grey. */
#include <math.h>
#include <string.h>

#include "charts/axis.h"
#include "charts/words.h"

struct slope_line {
	const char *name;
	const struct value *before, *after;
	gboolean clear; /* the two intervals do not overlap */
	double from_y, to_y; /* of the words, pushed apart */
};

struct slope {
	struct sheet sheet;
	GPtrArray *rows;
	GArray *lines;        /* struct slope_line */
	double first, last;   /* days of the two periods */
	enum unit unit;
};

/* The two latest periods of the figure. */
static void
choose_periods(struct slope *slope, const struct figure *figure)
{
	slope->first = slope->last = -INFINITY;
	for (guint i = 0; i < slope->rows->len; i++) {
		double day = row_number(figure, g_ptr_array_index(slope->rows, i), "period");
		if (day > slope->last) {
			slope->first = slope->last;
			slope->last = day;
		} else if (day < slope->last && day > slope->first) {
			slope->first = day;
		}
	}
}

static const struct value *
value_of(const struct slope *slope, const struct figure *figure, const char *name, double day)
{
	for (guint i = 0; i < slope->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(slope->rows, i);
		if (row_number(figure, row, "period") == day && strcmp(row_label(figure, row), name) == 0)
			return value_has_number(row_headline(row)) ? row_headline(row) : NULL;
	}
	return NULL;
}

static gboolean
apart(const struct value *a, const struct value *b)
{
	return value_has_interval(a) && value_has_interval(b) && (a->hi < b->lo || b->hi < a->lo);
}

static void
slope_read(struct slope *slope, const struct chart_request *request)
{
	const struct figure *figure = request->figure;
	*slope = (struct slope){ .rows = rows_asked_for(request), .lines = g_array_new(FALSE, FALSE, sizeof(struct slope_line)),
		                 .unit = figure_unit(figure, 0) };
	slope->sheet = (struct sheet){ .request = request, .language = request->language ? request->language : "en" };
	choose_periods(slope, figure);
	for (guint i = 0; i < slope->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(slope->rows, i);
		struct slope_line line = { .name = row_label(figure, row) };
		if (row_number(figure, row, "period") != slope->last)
			continue;
		line.before = value_of(slope, figure, line.name, slope->first);
		line.after = value_of(slope, figure, line.name, slope->last);
		line.clear = line.before && line.after && apart(line.before, line.after);
		if (line.before && line.after)
			g_array_append_val(slope->lines, line);
	}
}

static void
slope_clear(struct slope *slope)
{
	g_ptr_array_unref(slope->rows);
	g_array_unref(slope->lines);
}

static struct slope_line *
line_at(const struct slope *slope, guint index)
{
	return &g_array_index(slope->lines, struct slope_line, index);
}

/* ---- words that would touch are pushed apart, downwards from the top ---- */

static void
push_apart(const struct slope *slope, gboolean after)
{
	double past = -INFINITY;
	for (guint done = 0; done < slope->lines->len; done++) {
		struct slope_line *next = NULL;
		for (guint i = 0; i < slope->lines->len; i++) { /* the highest that is not placed yet */
			struct slope_line *line = line_at(slope, i);
			double y = after ? line->to_y : line->from_y;
			gboolean placed = y < 0;
			if (!placed && (!next || y < (after ? next->to_y : next->from_y)))
				next = line;
		}
		double *y = after ? &next->to_y : &next->from_y;
		past = fmax(*y, past + 1.2 * slope->sheet.em);
		*y = -past; /* negative: placed */
	}
	for (guint i = 0; i < slope->lines->len; i++) {
		struct slope_line *line = line_at(slope, i);
		double *y = after ? &line->to_y : &line->from_y;
		*y = -*y;
	}
}

static char *
start_words(const struct slope *slope, const struct slope_line *line)
{
	g_autofree char *value = value_words(line->before, slope->unit, slope->sheet.language);
	return g_strdup_printf("%s\u00a0 %s", line->name, value);
}

static double
words_room(const struct slope *slope, gboolean after)
{
	double widest = 0;
	for (guint i = 0; i < slope->lines->len; i++) {
		g_autofree char *words = after ? value_words(line_at(slope, i)->after, slope->unit, slope->sheet.language) : start_words(slope, line_at(slope, i));
		widest = fmax(widest, sheet_measure(&slope->sheet, words, letters_strong(TINT_INK, ANCHOR_START)));
	}
	return fmin(widest, 0.42 * slope->sheet.width) + 0.8 * slope->sheet.em;
}

/* ---- drawing ---- */

static void
draw_line(const struct slope *slope, const struct slope_line *line, const struct plot *plot)
{
	const struct sheet *sheet = &slope->sheet;
	struct paper *paper = sheet->paper;
	double y0 = scale_at(&plot->y, line->before->value), y1 = scale_at(&plot->y, line->after->value), radius = 0.84 * paper_mark_radius(paper);
	enum tint tint = line->clear ? TINT_MAIN : TINT_GHOST;
	g_autofree char *before = start_words(slope, line), *after = value_words(line->after, slope->unit, sheet->language);
	struct lettering left = line->clear ? letters_strong(TINT_INK, ANCHOR_END) : letters(TINT_INK2, ANCHOR_END);
	struct lettering right = left;
	right.anchor = ANCHOR_START;
	left.width = plot->left - 0.8 * sheet->em;
	left.halo = right.halo = TRUE;
	paper_move(paper, plot->left, y0);
	paper_line(paper, plot->right, y1);
	if (line->clear)
		paper_data_line(paper);
	else
		paper_stroke(paper, (struct stroke){ .tint = TINT_GHOST, .width = paper_pen(paper, "ghost") });
	paper_mark_sized(paper, plot->left, y0, radius, tint, TRUE);
	paper_mark_sized(paper, plot->right, y1, radius, tint, TRUE);
	sheet_text(sheet, plot->left - 0.7 * sheet->em, line->from_y + sheet_drop(sheet), before, left);
	sheet_text(sheet, plot->right + 0.7 * sheet->em, line->to_y + sheet_drop(sheet), after, right);
}

static struct plot
layout(struct slope *slope)
{
	double em = slope->sheet.em, low = INFINITY, high = -INFINITY;
	for (guint i = 0; i < slope->lines->len; i++) {
		const struct slope_line *line = line_at(slope, i);
		low = fmin(low, fmin(line->before->value, line->after->value));
		high = fmax(high, fmax(line->before->value, line->after->value));
	}
	struct plot plot = { .left = words_room(slope, FALSE), .top = 2.8 * em, .right = slope->sheet.width - words_room(slope, TRUE),
		             .bottom = slope->sheet.height - 1.4 * em };
	plot.y = (struct scale){ low, high, plot.bottom, plot.top, FALSE };
	for (guint i = 0; i < slope->lines->len; i++) {
		line_at(slope, i)->from_y = scale_at(&plot.y, line_at(slope, i)->before->value);
		line_at(slope, i)->to_y = scale_at(&plot.y, line_at(slope, i)->after->value);
	}
	push_apart(slope, FALSE);
	push_apart(slope, TRUE);
	return plot;
}

static void
draw_verticals(const struct slope *slope, const struct plot *plot)
{
	const struct sheet *sheet = &slope->sheet;
	g_autofree char *before = month_words(slope->first, TRUE, sheet->language), *after = month_words(slope->last, TRUE, sheet->language);
	double width = paper_pen(sheet->paper, "grid");
	sheet_line(sheet, plot->left, plot->top - 1.2 * sheet->em, plot->left, plot->bottom + 0.8 * sheet->em, TINT_RULE, width);
	sheet_line(sheet, plot->right, plot->top - 1.2 * sheet->em, plot->right, plot->bottom + 0.8 * sheet->em, TINT_RULE, width);
	sheet_text(sheet, plot->left, 0.95 * sheet->em, before, letters(TINT_INK3, ANCHOR_MIDDLE));
	sheet_text(sheet, plot->right, 0.95 * sheet->em, after, letters(TINT_INK3, ANCHOR_MIDDLE));
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct slope slope;
	slope_read(&slope, request);
	guint lines = slope.lines->len;
	slope_clear(&slope);
	return (lines == 0 ? 3 : fmax(12, 5 + 1.6 * lines)) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct slope slope;
	slope_read(&slope, request);
	slope.sheet = sheet_open(paper, request, request->height > 0 ? request->height : height(paper, request));
	if (slope.lines->len == 0) {
		sheet_empty(&slope.sheet, "There are not two periods to compare.");
	} else {
		struct plot plot = layout(&slope);
		draw_verticals(&slope, &plot);
		for (int clear = 0; clear < 2; clear++)
			for (guint i = 0; i < slope.lines->len; i++)
				if (line_at(&slope, i)->clear == clear)
					draw_line(&slope, line_at(&slope, i), &plot);
	}
	slope_clear(&slope);
}

static char *
describe(const struct chart_request *request)
{
	struct slope slope;
	slope_read(&slope, request);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Lines between two periods: %s.", figure_subject(request->figure));
	for (guint i = 0; i < slope.lines->len; i++) {
		const struct slope_line *line = line_at(&slope, i);
		g_autofree char *before = value_words(line->before, slope.unit, slope.sheet.language);
		g_autofree char *after = value_words(line->after, slope.unit, slope.sheet.language);
		g_string_append_printf(out, " %s: from %s to %s%s.", line->name, before, after, line->clear ? "" : ", no clear change");
	}
	if (slope.lines->len == 0)
		g_string_append(out, " There is nothing to show.");
	slope_clear(&slope);
	return g_string_free(out, FALSE);
}

const struct chart chart_slope = {
	.name = "slope",
	.shape = SHAPE_SLOPE,
	.summary = "two periods side by side",
	.height = height,
	.draw = draw,
	.describe = describe,
};
