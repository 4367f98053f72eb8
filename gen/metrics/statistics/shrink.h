/* Rates of small groups, drawn towards the pooled rate as far as chance alone could explain them (METRICS §4.13): for rankings of
 * topics, formats, arms, hours. Rank by `low`, never by the raw rate. */
#ifndef METRICS_STATISTICS_SHRINK_H
#define METRICS_STATISTICS_SHRINK_H

#include "metrics/statistics/interval.h"

struct shrinkage {
	gboolean defined;
	double rate;   /* pooled r₀ = Σy/Σx */
	double weight; /* κ, in units of x: how much the pooled rate counts against a group's own */
};

/* κ by the method of moments over at least 5 groups (Marshall 1991, global estimator: κ = r₀ / (s² − r₀/x̄), s² the variance of
 * rates weighted by x), under 5 groups the median x. It never exceeds Σx, which is also taken when groups differ no more than
 * chance would make them. y ≥ 0 events, x exposures; groups with x = 0 are passed over. Undefined if Σx or Σy is 0. */
struct shrinkage shrinkage_of(const double *y, const double *x, guint groups);

/* Posterior of one group's rate, Gamma(y + κr₀, x + κ): mean (y + κr₀)/(x + κ) with its central 95 % interval. A group without
 * data gets the pooled rate, widely. Undefined where the shrinkage is. */
struct interval shrink(struct shrinkage, double y, double x);

#endif
