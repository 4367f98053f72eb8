/* Weekly counts in the range that was to be expected (METRICS §4.12; C27, B31, B41): the same on both sides of the wall. */
#ifndef METRICS_PULSE_H
#define METRICS_PULSE_H

#include "metrics/metric.h"

/* For the metric's `columns`: key with (what the project noted of an unusual week), values expected, low, high. */
extern const struct metric_column PULSE_COLUMNS[];

/* How many in the local days first … past − 1. */
typedef double (*pulse_count)(const struct inquiry *, gint32 first, gint32 past, gpointer user);

/* A row for each of the last 13 complete weeks up to the end of the period that has eight weeks of data before it, from `begin` on (an
 * instant; NO_TIME: no rows). A week outside its range is held against the project's annotations: it "coincides with" them, unless they
 * are about a metric of the other discipline; the word is also a note. */
void pulse_measure(const struct inquiry *, struct figure *, gint64 begin, pulse_count, gpointer user);

#endif
