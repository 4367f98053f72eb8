/* Trend and season of a regular series: STL, robust, with a season that repeats exactly (Cleveland, Cleveland, McRae & Terpenning
 * 1990, Journal of Official Statistics 6:3; METRICS §4.11). Only with this may a text say "seasonally adjusted".
 *
 * Set up like R's stl(x, s.window = "periodic", robust = TRUE), without its jumps: one inner and fifteen outer rounds, trend window
 * the next odd number from 1.5 periods, low-pass window the next odd number from the period. */
#ifndef METRICS_STATISTICS_SEASON_H
#define METRICS_STATISTICS_SEASON_H

#include "base/auto.h"
#include "base/random.h"
#include "metrics/statistics/interval.h"

#define SEASON_YEAR 12 /* months; needs 24 points */
#define SEASON_WEEK 7  /* days; needs 28 */

struct season {
	guint n, period;
	double *seasonal, *trend, *remainder; /* n each; their sum is the series */
	double *weight;                       /* robustness, 0 (an outlier) … 1 */
};

/* NULL when there are too few points: under 24 for period 12, under 4 periods for others; or a value is not finite. Missing points
 * are not for this function: a gap must be filled or the series cut by the caller. Free with season_free(). */
struct season *season_new(const double *series, guint n, guint period);
void season_free(struct season *);
AUTO_DEFINE(season)

/* Trend at point `to` − trend at point `from`, with an interval from 500 series whose remainders are resampled and decomposed
 * anew. Unbounded when they have no spread. */
struct interval season_change(const struct season *, guint from, guint to, struct random *);

#endif
