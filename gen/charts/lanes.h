/* Lanes: charts whose rows have a label at the left, data in the middle and words at the right (dots, bars, terms). */
#ifndef CHARTS_LANES_H
#define CHARTS_LANES_H

#include "charts/axis.h"

struct lanes {
	struct sheet sheet;
	GPtrArray *rows;    /* struct figure_row *: those with a number first, from the largest down; months, ages, steps stay in order */
	struct plot plot;   /* left: after the labels; right: the caller's; top and bottom around the rows */
	double pitch;
	enum unit unit;
	guint left_out;     /* rows past the most a picture can hold */
	gboolean by_month;  /* rows are months: the last is the one spoken of; else the first */
};

/* Rows asked for, sorted, at most LANES_MOST; the widest label takes at most 44 % of the width. */
#define LANES_MOST 16
void lanes_open(struct lanes *, struct paper *, const struct chart_request *, double pitch_em, double top_em);
void lanes_close(struct lanes *);
struct figure_row *lanes_row(const struct lanes *, guint index);
const struct value *lanes_value(const struct lanes *, guint index);
double lanes_y(const struct lanes *, guint index);
/* TRUE for the row that is printed strong. */
gboolean lanes_is_spoken_of(const struct lanes *, guint index);
/* The label at the left, cut in the middle where it is too long. */
void lanes_label(const struct lanes *, guint index);
/* Begins the group of a row, named "Forum: 4.9 h (3.4–7.0)". */
void lanes_begin(const struct lanes *, guint index);
/* "and 7 more", under the last row. */
void lanes_left_out(const struct lanes *);
/* Alt text shared by charts of rows: kind, subject, each row with its value, interval and state. Caller frees. */
char *lanes_describe(const struct chart_request *, const char *kind);

#endif
