/* Estimates with 95 % intervals: plain numbers in, a plain struct out (METRICS §4.1–4.8).
 *
 * NaN and infinity never leave a function here: what cannot be said is `defined` or `bounded` FALSE, its numbers 0.
 * Proportions and ratios are fractions (0.025, not 2.5 %). No function keeps or frees the arrays it is given.
 *
 *     struct interval rate = proportion_wilson(4, 9);
 *     if (rate.bounded) … rate.value 0.4444, rate.low 0.1888, rate.high 0.7334
 */
#ifndef METRICS_STATISTICS_INTERVAL_H
#define METRICS_STATISTICS_INTERVAL_H

#include <glib.h>

#define Z95 1.959963984540054 /* 97.5 % quantile of the normal distribution */

struct interval {
	gboolean defined; /* value means something */
	gboolean bounded; /* low and high mean something; implies defined */
	double value, low, high;
};

/* A value without bounds; undefined if it is not finite. */
struct interval interval_value(double value);
/* Undefined if the value is not finite; unbounded if a bound is not. */
struct interval interval_of(double value, double low, double high);
/* Value and bounds times a factor (per 1 000, per day); a negative factor swaps the bounds. */
struct interval interval_scale(struct interval, double factor);

/* Distribution functions: the normal by erfc, Student by GSL. */
double normal_cumulative(double z);
double normal_two_sided(double z); /* p value of |z| */
/* 97.5 % quantile of Student's t; from 31 degrees of freedom on, the normal's (§4.16). `freedom` > 0. */
double student_quantile(guint freedom);

/* Share of successes, Wilson score interval (Wilson 1927; §4.1). Only for independent units: where several come from one
 * person or post, use ratio_clustered(). Undefined if trials is 0, or successes lie outside 0..trials (then it is no share). */
struct interval proportion_wilson(double successes, double trials);
/* Difference of two shares, later − earlier, hybrid score interval (Newcombe 1998, method 10; §4.2). */
struct interval proportion_difference(double successes_before, double trials_before, double successes, double trials);
/* later − earlier for any two independent estimates with intervals (MOVER; Zou & Donner 2008, Statistics in Medicine 27:1693).
 * With Wilson intervals it is Newcombe's. Defined if both are; bounded if both are. */
struct interval interval_difference(struct interval earlier, struct interval later);

/* A count of events, Byar's approximation to the exact Poisson limits (Breslow & Day 1987, p. 69; §4.3). `count` ≥ 0. */
struct interval count_byar(double count);
/* Gained − lost, both Poisson: net ± z·√(gained + lost) (Skellam's variance; B05). */
struct interval count_net(double gained, double lost);

/* Overdispersion φ = max(1, variance / mean) of the last 8–26 weekly counts (oldest first, complete weeks only; §4.4).
 * Under 8 weeks, or all of them 0: φ = 1 and `assumed`, printed as "assumes independent events". */
struct dispersion {
	double factor;
	gboolean assumed;
};
struct dispersion dispersion_of_weeks(const double *counts, guint weeks);
/* (count / exposure) / (count_before / exposure_before), exp(ln RR ± z·√(φ(1/k₁ + 1/k₀))) (Rothman; §4.4). Exposures in days or
 * any one unit. Undefined if count_before or an exposure is 0; unbounded if a count is below 5. */
struct interval rate_ratio(double count_before, double exposure_before, double count, double exposure, double dispersion);

/* Σy/Σx over clusters (posts, persons, threads), linearised error, Student interval; normal above 30 clusters (Cochran 1977 §6;
 * §4.6). y and x hold one sum a cluster. `error` (may be NULL) gets the standard error, 0 where there is none (one cluster).
 * Undefined if Σx is 0; unbounded under 8 clusters. */
struct interval ratio_clustered(const double *y, const double *x, guint clusters, double *error);

/* Quantile by linear interpolation (type 7 of Hyndman & Fan 1996) of ascending values; n ≥ 1, 0 ≤ p ≤ 1. */
double quantile_sorted(const double *sorted, guint n, double p);
/* Sorts ascending, in place. */
void values_sort(double *values, guint n);
/* Median of values in any order, interval from order statistics by Binomial(n, ½) (§4.8: n = 6 → ranks 1 and 6, 9 → 2 and 8,
 * 20 → 6 and 15). Undefined at n = 0, unbounded under 6. */
struct interval median_of(const double *values, guint n);
/* The lower rank (from 1) of that interval; the upper is n + 1 − it. 0 where n is too small. */
guint median_rank(guint n);

#endif
