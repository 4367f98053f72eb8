/* Strokes, rules, frames and signs: square and single, round and double. */
#include "outputs/pdf/pen.h"

#include <math.h>

void pen_set_tint(const struct pen *pen, enum discipline discipline, enum tint tint)
{
	struct colour colour = theme_colour(pen->theme, discipline, tint, FALSE);
	cairo_set_source_rgb(pen->cairo, colour.red, colour.green, colour.blue);
}

void pen_stroke(const struct pen *pen, double x, double y, double width, double thickness, enum discipline discipline,
                enum tint tint)
{
	pen_set_tint(pen, discipline, tint);
	cairo_rectangle(pen->cairo, x, y, width, thickness);
	cairo_fill(pen->cairo);
}

static double number_at(const struct theme *theme, const char *path, int index)
{
	g_autofree char *item = g_strdup_printf("%s.%d", path, index);
	return theme_number(theme, item);
}

static const char *double_path(enum rule_kind kind)
{
	return kind == RULE_HEAD ? "stroke.head_double" : "stroke.row_double";
}

double pen_rule_height(const struct theme *theme, enum rule_kind kind)
{
	const char *path = double_path(kind);
	return number_at(theme, path, 0) + number_at(theme, path, 1) + number_at(theme, path, 2);
}

void pen_rule(const struct pen *pen, enum rule_kind kind, enum discipline discipline, double x, double y, double width)
{
	enum tint tint = kind == RULE_ROW ? TINT_RULE : discipline ? TINT_MAIN : kind == RULE_HEAD ? TINT_INK : TINT_INK3;
	const char *path = double_path(kind);
	double upper = number_at(pen->theme, path, 0), gap = number_at(pen->theme, path, 1), lower = number_at(pen->theme, path, 2);
	double single = theme_number(pen->theme, kind == RULE_HEAD && discipline ? "stroke.head_single" : "stroke.row_single");
	if (discipline != DISCIPLINE_COMMUNITY) {
		pen_stroke(pen, x, y, width, single, discipline, tint);
		return;
	}
	pen_stroke(pen, x, y, width, upper, discipline, tint);
	pen_stroke(pen, x, y + upper + gap, width, lower, discipline, tint);
}

/* A rectangle stroked inside its edges. */
static void stroke_inside(const struct pen *pen, double x, double y, double width, double height, double thickness)
{
	cairo_set_line_width(pen->cairo, thickness);
	cairo_set_line_join(pen->cairo, CAIRO_LINE_JOIN_MITER);
	cairo_rectangle(pen->cairo, x + thickness / 2, y + thickness / 2, width - thickness, height - thickness);
	cairo_stroke(pen->cairo);
}

void pen_frame(const struct pen *pen, enum discipline discipline, double x, double y, double width, double height)
{
	pen_set_tint(pen, discipline, discipline ? TINT_MAIN : TINT_INK);
	if (discipline != DISCIPLINE_COMMUNITY) {
		stroke_inside(pen, x, y, width, height, theme_number(pen->theme, "stroke.box_single"));
		return;
	}
	double outer = number_at(pen->theme, "stroke.box_double", 0), inner = number_at(pen->theme, "stroke.box_double", 2);
	double inset = outer + number_at(pen->theme, "stroke.box_double", 1);
	stroke_inside(pen, x, y, width, height, outer);
	stroke_inside(pen, x + inset, y + inset, width - 2 * inset, height - 2 * inset, inner);
}

/* Two interlocked rings: it takes two. */
static double draw_rings(const struct pen *pen, double x, double middle)
{
	static const double radius = 4.2, step = 6, stroke = 1.8;
	cairo_set_line_width(pen->cairo, stroke);
	cairo_new_path(pen->cairo); /* text leaves its pen down */
	for (int i = 0; i < 2; i++) {
		cairo_new_sub_path(pen->cairo);
		cairo_arc(pen->cairo, x + radius + stroke / 2 + i * step, middle, radius, 0, 2 * G_PI);
	}
	cairo_stroke(pen->cairo);
	return 2 * radius + stroke + step + 6.5;
}

static double draw_square(const struct pen *pen, double x, double middle)
{
	static const double side = 9;
	cairo_rectangle(pen->cairo, x + 1.5, middle - side / 2, side, side);
	cairo_fill(pen->cairo);
	return side + 9;
}

double pen_sign(const struct pen *pen, enum discipline discipline, double x, double baseline)
{
	double middle = baseline - 4.6; /* half the height of a capital at 13.5 pt */
	pen_set_tint(pen, discipline, TINT_MAIN);
	if (discipline == DISCIPLINE_BROADCAST)
		return draw_square(pen, x, middle);
	return discipline == DISCIPLINE_COMMUNITY ? draw_rings(pen, x, middle) : 0;
}
