/* A survival curve as the rows of a figure: what its chart draws and its table reads off. */
#ifndef METRICS_COMMUNITY_CURVE_H
#define METRICS_COMMUNITY_CURVE_H

#include "metrics/metric.h"
#include "metrics/statistics/survival.h"

/* From time 0 to the last observed one, a row a step; steps too small to be seen are one row. Writes key 2 (the time, in the curve's
 * own unit) and values 0 to 3: share ended, still running, ended since the row before, last seen running since then. `empty` are
 * the words of a curve without anybody. */
void curve_rows(const struct inquiry *, struct figure *, const struct survival *, const char *empty);

#endif
