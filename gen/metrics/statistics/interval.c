/* Intervals for shares, counts, rates, clustered ratios and medians. Pure functions over plain arrays. */
#include "metrics/statistics/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLUSTERS_BOUNDED 8
#define CLUSTERS_NORMAL 30
#define EVENTS_BOUNDED 5
#define WEEKS_MEASURED 8
#define WEEKS_LOOKED_AT 26

struct interval
interval_value(double value)
{
	if (!isfinite(value))
		return (struct interval){ 0 };
	return (struct interval){ .defined = TRUE, .value = value };
}

struct interval
interval_of(double value, double low, double high)
{
	struct interval it = interval_value(value);
	if (!it.defined || !isfinite(low) || !isfinite(high))
		return it;
	it.bounded = TRUE;
	it.low = low;
	it.high = high;
	return it;
}

struct interval
interval_scale(struct interval it, double factor)
{
	if (!it.defined)
		return it;
	double low = it.low * factor, high = it.high * factor;
	if (!it.bounded)
		return interval_value(it.value * factor);
	return interval_of(it.value * factor, MIN(low, high), MAX(low, high));
}

double
normal_cumulative(double z)
{
	return 0.5 * erfc(-z / G_SQRT2);
}

double
normal_two_sided(double z)
{
	return erfc(fabs(z) / G_SQRT2);
}

double
student_quantile(guint freedom)
{
	g_assert(freedom > 0);
	return freedom > CLUSTERS_NORMAL ? Z95 : gsl_cdf_tdist_Pinv(0.975, freedom);
}

struct interval
proportion_wilson(double successes, double trials)
{
	if (!(trials > 0) || !(successes >= 0) || successes > trials)
		return (struct interval){ 0 };
	double p = successes / trials, z2 = Z95 * Z95, shrink = 1 + z2 / trials;
	double centre = (p + z2 / (2 * trials)) / shrink;
	double half = Z95 / shrink * sqrt(p * (1 - p) / trials + z2 / (4 * trials * trials));
	/* at 0 and n the bound is exact; rounding must not put it past the end or past the value */
	return interval_of(p, successes > 0 ? MAX(0, centre - half) : 0, successes < trials ? MIN(1, centre + half) : 1);
}

struct interval
interval_difference(struct interval earlier, struct interval later)
{
	if (!earlier.defined || !later.defined)
		return (struct interval){ 0 };
	double difference = later.value - earlier.value;
	if (!earlier.bounded || !later.bounded)
		return interval_value(difference);
	double below = hypot(later.value - later.low, earlier.high - earlier.value);
	double above = hypot(later.high - later.value, earlier.value - earlier.low);
	return interval_of(difference, difference - below, difference + above);
}

struct interval
proportion_difference(double successes_before, double trials_before, double successes, double trials)
{
	return interval_difference(proportion_wilson(successes_before, trials_before), proportion_wilson(successes, trials));
}

static double
byar_cube(double k, double direction)
{
	double root = 1 - 1 / (9 * k) + direction * Z95 / (3 * sqrt(k));
	return k * root * root * root;
}

struct interval
count_byar(double count)
{
	if (!(count >= 0))
		return (struct interval){ 0 };
	return interval_of(count, count > 0 ? MAX(0, byar_cube(count, -1)) : 0, byar_cube(count + 1, 1));
}

struct interval
count_net(double gained, double lost)
{
	if (!(gained >= 0) || !(lost >= 0))
		return (struct interval){ 0 };
	double half = Z95 * sqrt(gained + lost);
	return interval_of(gained - lost, gained - lost - half, gained - lost + half);
}

static double
mean_of(const double *values, guint n)
{
	long double sum = 0;
	for (guint i = 0; i < n; i++)
		sum += values[i];
	return (double)(sum / n);
}

static double
variance_of(const double *values, guint n, double mean)
{
	long double sum = 0;
	for (guint i = 0; i < n; i++)
		sum += (long double)(values[i] - mean) * (values[i] - mean);
	return (double)(sum / (n - 1));
}

struct dispersion
dispersion_of_weeks(const double *counts, guint weeks)
{
	struct dispersion independent = { .factor = 1, .assumed = TRUE };
	if (weeks < WEEKS_MEASURED)
		return independent;
	guint looked = MIN(weeks, WEEKS_LOOKED_AT);
	const double *last = counts + weeks - looked;
	double mean = mean_of(last, looked);
	if (!(mean > 0))
		return independent;
	return (struct dispersion){ .factor = MAX(1, variance_of(last, looked, mean) / mean) };
}

struct interval
rate_ratio(double count_before, double exposure_before, double count, double exposure, double dispersion)
{
	if (!(exposure_before > 0) || !(exposure > 0) || !(count_before > 0) || !(count >= 0))
		return (struct interval){ 0 };
	double ratio = count / exposure / (count_before / exposure_before);
	if (count < EVENTS_BOUNDED || count_before < EVENTS_BOUNDED)
		return interval_value(ratio);
	double spread = exp(Z95 * sqrt(MAX(1, dispersion) * (1 / count + 1 / count_before)));
	return interval_of(ratio, ratio / spread, ratio * spread);
}

static double
clustered_error(const double *y, const double *x, guint clusters, double ratio, double exposure)
{
	long double squares = 0;
	for (guint i = 0; i < clusters; i++) {
		long double residual = y[i] - (long double)ratio * x[i];
		squares += residual * residual;
	}
	return (double)sqrtl(squares * clusters / (clusters - 1)) / exposure;
}

struct interval
ratio_clustered(const double *y, const double *x, guint clusters, double *error)
{
	long double top = 0, bottom = 0;
	for (guint i = 0; i < clusters; i++) {
		top += y[i];
		bottom += x[i];
	}
	double ratio = bottom > 0 ? (double)(top / bottom) : 0;
	double deviation = clusters > 1 && bottom > 0 ? clustered_error(y, x, clusters, ratio, (double)bottom) : 0;
	if (error)
		*error = deviation;
	if (!(bottom > 0))
		return (struct interval){ 0 };
	if (clusters < CLUSTERS_BOUNDED)
		return interval_value(ratio);
	double half = deviation * (clusters > CLUSTERS_NORMAL ? Z95 : student_quantile(clusters - 1));
	return interval_of(ratio, ratio - half, ratio + half);
}

double
quantile_sorted(const double *sorted, guint n, double p)
{
	g_assert(n > 0 && p >= 0 && p <= 1);
	double place = p * (n - 1);
	guint below = (guint)floor(place);
	guint above = MIN(below + 1, n - 1);
	return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void
values_sort(double *values, guint n)
{
	if (n > 1)
		qsort(values, n, sizeof *values, compare_doubles);
}

guint
median_rank(guint n)
{
	guint low = 0, high = n / 2 + 1; /* largest r with P(X ≤ r − 1) ≤ 2.5 %: true at low, false at high */
	while (n > 0 && high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (gsl_cdf_binomial_P(middle - 1, 0.5, n) <= 0.025)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct interval
median_of(const double *values, guint n)
{
	if (n == 0)
		return (struct interval){ 0 };
	g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
	values_sort(sorted, n);
	double median = quantile_sorted(sorted, n, 0.5);
	guint rank = median_rank(n);
	return rank == 0 ? interval_value(median) : interval_of(median, sorted[rank - 1], sorted[n - rank]);
}
