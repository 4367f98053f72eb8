/* Gamma–Poisson shrinkage of rates. */
#include "metrics/statistics/shrink.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define GROUPS_MOMENTS 5

static double
weight_by_moments(const double *y, const double *x, guint n, double rate, double exposure)
{
	double spread = 0;
	for (guint i = 0; i < n; i++) {
		double away = y[i] / x[i] - rate;
		spread += x[i] * away * away / exposure;
	}
	double between = spread - rate * n / exposure; /* what chance does not explain */
	return between > 0 ? MIN(rate / between, exposure) : exposure;
}

struct shrinkage
shrinkage_of(const double *y, const double *x, guint groups)
{
	g_autofree double *events = g_new(double, groups), *exposures = g_new(double, groups);
	double all_events = 0, all_exposure = 0;
	guint n = 0;
	for (guint i = 0; i < groups; i++) {
		if (!(x[i] > 0))
			continue;
		all_events += events[n] = y[i];
		all_exposure += exposures[n++] = x[i];
	}
	if (!(all_events > 0) || !isfinite(all_events / all_exposure))
		return (struct shrinkage){ 0 };
	double rate = all_events / all_exposure;
	double weight = n >= GROUPS_MOMENTS ? weight_by_moments(events, exposures, n, rate, all_exposure)
	                                    : median_of(exposures, n).value;
	return (struct shrinkage){ .defined = TRUE, .rate = rate, .weight = weight };
}

struct interval
shrink(struct shrinkage shrinkage, double y, double x)
{
	double shape = y + shrinkage.weight * shrinkage.rate, exposure = x + shrinkage.weight;
	if (!shrinkage.defined || !(y >= 0) || !(x >= 0) || !(shape > 0))
		return (struct interval){ 0 };
	return interval_of(shape / exposure, gsl_cdf_gamma_Pinv(0.025, shape, 1 / exposure),
	                   gsl_cdf_gamma_Qinv(0.025, shape, 1 / exposure));
}
