/* What stands around the data: grid, figures left of it, months below it; and the sheet a chart draws on. */
#ifndef CHARTS_AXIS_H
#define CHARTS_AXIS_H

#include "charts/chart.h"
#include "charts/rows.h"
#include "charts/scale.h"

/* A chart at work. All distances are multiples of `em`, so print, screen and mail look alike. */
struct sheet {
	struct paper *paper;
	const struct chart_request *request;
	double em, width, height;
	const char *language;
};
struct sheet sheet_open(struct paper *, const struct chart_request *, double height);
/* Text, unless the picture must not hold any. */
void sheet_text(const struct sheet *, double x, double y, const char *text, struct lettering);
double sheet_measure(const struct sheet *, const char *text, struct lettering); /* 0 without text */
/* Chart text in a tint: regular, no halo. */
struct lettering letters(enum tint, enum anchor);
struct lettering letters_strong(enum tint, enum anchor); /* Semibold */
struct lettering letters_state(enum anchor);             /* Italic, ink2, with halo */
/* From the middle of a row to the baseline of its text. */
double sheet_drop(const struct sheet *);
/* One straight stroke. */
void sheet_line(const struct sheet *, double x0, double y0, double x1, double y1, enum tint, double width);

struct plot {
	double left, top, right, bottom;
	struct scale x, y;
};

/* Room that y figures take, gap included. */
double axis_room(const struct sheet *, const struct ticks *, enum unit);
/* Horizontal grid with figures left of the plot; the last carries the unit; the lowest line, or zero, is the baseline. */
void axis_across(const struct sheet *, const struct plot *, const struct ticks *, enum unit);
/* Vertical grid with figures below. */
void axis_upright(const struct sheet *, const struct plot *, const struct ticks *, enum unit);
/* Ticks and names under the baseline: the last always, then the first, Januaries and quarters where they do not touch. */
void axis_months(const struct sheet *, const struct plot *, const struct series *);
/* The goal as a dotted line over the plot with its label above, at the left. */
void axis_goal(const struct sheet *, const struct plot *);
/* A label column: the widest of the labels, at most `share` of the sheet, and a gap. */
double label_room(const struct sheet *, GPtrArray *rows, double share);
/* A dotted frame with a sentence: there is nothing to draw. */
void sheet_empty(const struct sheet *, const char *words);
/* A box of grey: "we know and do not say". A dotted box: "we do not know". */
void sheet_hidden(const struct sheet *, double x, double y, double width, double height);
void sheet_unknown(const struct sheet *, double x, double y, double width, double height);

#endif
