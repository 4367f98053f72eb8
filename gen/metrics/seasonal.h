/* Two years of months tell a season: what a series did against the month before when its usual month-by-month pattern is taken out
 * (STL; METRICS §4.11, B13). A note on the figure says it, in the words of §4.9; nothing else in a report may speak of "seasonally
 * adjusted". */
#ifndef METRICS_SEASONAL_H
#define METRICS_SEASONAL_H

#include "metrics/metric.h"

/* Adds the note to a figure of months for each scope whose last 24 months or more, the reported one included, are complete and
 * counted alike. Nothing for metrics whose changes carry no words. */
void seasonal_note(struct figure *, const struct metric *, const struct project *);

#endif
