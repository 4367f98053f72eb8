/* Marks of the visual language (LOOK §1), made of paper's verbs: broadcast is square and single, community round and double. */
#include "charts/paper.h"

#include "charts/paper_kind.h"

static gboolean
is_round(const struct paper *paper)
{
	return paper->discipline == DISCIPLINE_COMMUNITY;
}

/* Strokes the path and leaves it under the pen. */
static void
stroke_and_keep(struct paper *paper, struct stroke stroke)
{
	cairo_path_t *path = cairo_copy_path(paper->pen);
	enum simple simple = paper->simple;
	paper_stroke(paper, stroke);
	cairo_append_path(paper->pen, path);
	paper->simple = simple;
	cairo_path_destroy(path);
}

void
paper_mark_path(struct paper *paper, double x, double y, double radius)
{
	double half = radius * 0.9;
	if (is_round(paper))
		paper_circle(paper, x, y, radius);
	else
		paper_rectangle(paper, x - half, y - half, 2 * half, 2 * half);
}

void
paper_mark_sized(struct paper *paper, double x, double y, double radius, enum tint tint, gboolean filled)
{
	double halo = paper_pen(paper, "mark_halo"), outline = paper_pen(paper, "axis") * 1.3;
	if (filled) {
		paper_mark_path(paper, x, y, radius + halo / 2);
		paper_fill(paper, TINT_PAPER);
		paper_mark_path(paper, x, y, radius - halo / 2);
		paper_fill(paper, tint);
		return;
	}
	paper_mark_path(paper, x, y, radius);
	paper_fill(paper, TINT_PAPER);
	paper_mark_path(paper, x, y, radius);
	paper_stroke(paper, (struct stroke){ .tint = tint, .width = outline });
}

void
paper_mark(struct paper *paper, double x, double y, gboolean hollow)
{
	paper_mark_sized(paper, x, y, paper_mark_radius(paper), TINT_MAIN, !hollow);
}

static void
double_line(struct paper *paper, double outer, double core)
{
	stroke_and_keep(paper, (struct stroke){ .tint = TINT_MAIN, .width = outer, .round = TRUE });
	paper_stroke(paper, (struct stroke){ .tint = TINT_PAPER, .width = core, .round = TRUE });
}

void
paper_data_line(struct paper *paper)
{
	if (is_round(paper))
		double_line(paper, paper_pen(paper, "line_double.outer"), paper_pen(paper, "line_double.core"));
	else
		paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "line") });
}

void
paper_data_dashes(struct paper *paper)
{
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "line"),
	                                     .dash = paper_pen(paper, "dash_provisional.0"),
	                                     .gap = paper_pen(paper, "dash_provisional.1") });
}

void
paper_dots(struct paper *paper, enum tint tint)
{
	paper_stroke(paper, (struct stroke){ .tint = tint, .width = paper_pen(paper, "axis"),
	                                     .dash = paper_pen(paper, "dot_rule.0"), .gap = paper_pen(paper, "dot_rule.1") });
}

static void
interval_lines(struct paper *paper, double x0, double x1, double y)
{
	double line = paper_pen(paper, "interval_double.0"), gap = paper_pen(paper, "interval_double.1");
	if (!is_round(paper)) {
		paper_move(paper, x0, y);
		paper_line(paper, x1, y);
		paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "interval_single") });
		return;
	}
	paper_rectangle(paper, x0, y - gap / 2 - line, x1 - x0, gap + 2 * line);
	paper_fill(paper, TINT_PAPER);
	for (int side = -1; side <= 1; side += 2) {
		paper_move(paper, x0, y + side * (gap + line) / 2);
		paper_line(paper, x1, y + side * (gap + line) / 2);
	}
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = line });
}

/* Three dots, each as long as it is thick, reaching to x1. */
static void
open_end(struct paper *paper, double x0, double x1, double y)
{
	double thick = paper_pen(paper, "interval_single"), step = (x1 - x0) / 3;
	for (int dot = 0; dot < 3; dot++) {
		double right = x1 - dot * step;
		paper_move(paper, right - thick * 1.1, y);
		paper_line(paper, right, y);
	}
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = thick });
}

void
paper_interval(struct paper *paper, double x0, double x1, double y, gboolean open)
{
	double tail = open ? MIN(paper_em(paper) * 1.45, (x1 - x0) * 0.6) : 0;
	interval_lines(paper, x0, x1 - tail, y);
	if (open)
		open_end(paper, x1 - tail, x1, y);
}

static void
amount_hatched(struct paper *paper, double x0, double x1, double y, double thickness)
{
	double outline = paper_pen(paper, "axis");
	paper_rectangle(paper, x0, y - thickness / 2, x1 - x0, thickness);
	paper_hatch(paper, TINT_MAIN);
	paper_rectangle(paper, x0, y - thickness / 2, x1 - x0, thickness);
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = outline });
}

static void
amount_bar(struct paper *paper, double x0, double x1, double y, double thickness)
{
	paper_rectangle(paper, x0, y - thickness / 2, x1 - x0, thickness);
	paper_fill(paper, TINT_MAIN);
}

/* The stem is a third of a bar's thickness, but never so thin that its two lines run together. */
static void
amount_stem(struct paper *paper, double x0, double x1, double y, double thickness)
{
	double outer = MAX(thickness * 0.34, paper_pen(paper, "line_double.outer") * 0.95);
	paper_move(paper, x0, y);
	paper_line(paper, x1, y);
	double_line(paper, outer, outer * 0.32);
	paper_mark(paper, x1, y, FALSE);
}

void
paper_amount(struct paper *paper, double x0, double x1, double y, double thickness, gboolean hatched)
{
	if (hatched)
		amount_hatched(paper, MIN(x0, x1), MAX(x0, x1), y, thickness);
	else if (is_round(paper))
		amount_stem(paper, x0, x1, y, thickness);
	else
		amount_bar(paper, MIN(x0, x1), MAX(x0, x1), y, thickness);
}
