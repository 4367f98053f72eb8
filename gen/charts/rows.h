/* The rows of a figure as a chart wants them: of one scope, with their labels, months in order. */
#ifndef CHARTS_ROWS_H
#define CHARTS_ROWS_H

#include "charts/chart.h"

/* Rows whose key "scope" is request->scope (NULL, or no such key: all rows), in the figure's order. Caller unrefs. */
GPtrArray *rows_asked_for(const struct chart_request *);
/* Of those, the ones of the reported period where the figure has a key "period" that some row of it fits; else all. Caller unrefs. */
GPtrArray *rows_of_period(const struct chart_request *);
/* What a row is called: key "label", else its first word that is neither period nor scope, else the scope, else the period. */
const char *row_label(const struct figure *, const struct figure_row *);
/* The same on one line: blanks and line ends collapsed. Caller frees. */
char *row_name(const struct figure *, const struct figure_row *);
/* A key's word or number by the key's name; NULL or NAN where there is none. */
const char *row_word(const struct figure *, const struct figure_row *, const char *key);
double row_number(const struct figure *, const struct figure_row *, const char *key);
/* A value by its column's name; NULL where there is none. */
const struct value *row_value(const struct figure *, const struct figure_row *, const char *column);
/* The headline value. */
const struct value *row_headline(const struct figure_row *);
enum unit figure_unit(const struct figure *, guint value_column);
/* What the figure counts: its title or its definition's label. */
const char *figure_subject(const struct figure *);

/* One place on a time axis. Months stand at whole numbers (years * 12 + month), so a missing one leaves a gap; weeks and
 * days stand at their day number / 7 or day number. */
struct moment {
	double place, day;
	const struct value *value;
	const struct value *before; /* same month last year; NULL, also where a break lies between */
};
struct series {
	GArray *moments;   /* struct moment, rising, the reported period last */
	gboolean months;
	int with_before;   /* how many have a value of last year */
};
/* The last `most` moments up to the reported period. */
struct series *series_of(const struct chart_request *, int most);
void series_free(struct series *);
AUTO_DEFINE(series)
const struct moment *series_at(const struct series *, guint index);

#endif
