/* Changes of a figure against the month before and the same month last year, in the words their intervals license (METRICS §4.9). */
#ifndef METRICS_COMPARE_H
#define METRICS_COMPARE_H

#include "metrics/metric.h"

/* Adds a change for every scope that has a headline in both periods. */
void compare_figure(struct figure *, const struct metric *, const struct project *);
/* Takes back words that would not stand among many looks (§4.10): figures[i] is that of metrics[i]. */
void compare_adjust(GPtrArray *figures);

#endif
