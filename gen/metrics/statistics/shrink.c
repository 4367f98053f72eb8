/* Gamma–Poisson shrinkage of rates. */
#include "metrics/statistics/shrink.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define GROUPS_MOMENTS 5
#define SHAPE_LARGE 100  /* from here on ten standard deviations hold all that matters */
#define SHAPE_HUGE 1e4
#define HALVINGS 100
#define LOG_LEAST (-700) /* of what a double can hold */

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

/* Wilson & Hilferty 1931: right to seven digits here, where the incomplete gamma function of GSL gives up. */
static double
gamma_quantile_large(double p, double shape)
{
	double root = 1 - 1 / (9 * shape) + gsl_cdf_ugaussian_Pinv(p) / (3 * sqrt(shape));

	return shape * root * root * root;
}

/* By halving: GSL's own inverse fails to converge for many shapes, small ones above all, and then ends the program. Below: P(a, x) ≤ xᵃ/Γ(a + 1). */
static double
gamma_quantile(double p, double shape)
{
	if (shape > SHAPE_HUGE)
		return gamma_quantile_large(p, shape);
	double low = shape > SHAPE_LARGE ? log(shape - 10 * sqrt(shape) + 1) : fmax((log(p) + lgamma(shape + 1)) / shape, LOG_LEAST);
	double high = log(shape + 10 * sqrt(shape) + 10);

	for (guint i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;
		if (gsl_cdf_gamma_P(exp(middle), shape, 1) < p)
			low = middle;
		else
			high = middle;
	}
	return low <= LOG_LEAST ? 0 : exp(high);
}

struct interval
shrink(struct shrinkage shrinkage, double y, double x)
{
	double shape = y + shrinkage.weight * shrinkage.rate, exposure = x + shrinkage.weight;
	if (!shrinkage.defined || !(y >= 0) || !(x >= 0) || !(shape > 0))
		return (struct interval){ 0 };
	return interval_of(shape / exposure, gamma_quantile(0.025, shape) / exposure, gamma_quantile(0.975, shape) / exposure);
}
