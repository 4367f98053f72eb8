/* Seasonal-trend decomposition by loess. */
#include "metrics/statistics/season.h"

#include <math.h>
#include <string.h>

#define OUTER_ROUNDS 15
#define CHANGE_DRAWS 500

static double
tricube(double u)
{
	double rest = 1 - u * u * u;
	return u < 1 ? rest * rest * rest : 0;
}

static double
bisquare(double u)
{
	double rest = 1 - u * u;
	return u < 1 ? rest * rest : 0;
}

struct window {
	guint first, past;
	double reach; /* distance at which the weight becomes 0 */
};

/* The `width` points nearest to `at`; where the series is shorter, all of them and a wider reach (Cleveland et al., p. 5). */
static struct window
window_at(guint at, guint n, guint width)
{
	guint half = width / 2, first = 0;
	if (width < n)
		first = at < half ? 0 : MIN(at - half, n - width);
	guint past = first + MIN(width, n);
	double reach = MAX((double)at - first, (double)past - 1 - at);
	if (width > n)
		reach += (width - n) / 2;
	return (struct window){ first, past, reach };
}

static double
point_weight(const struct window *window, guint at, guint i, const double *weight)
{
	return tricube(fabs((double)i - at) / (window->reach * 1.001 + 1e-9)) * (weight ? weight[i] : 1);
}

/* Local straight line through y near `at`, by tricube distance and robustness. `weight` NULL: 1 each. */
static double
loess_at(const double *y, const double *weight, guint n, guint width, guint at)
{
	struct window window = window_at(at, n, width);
	double sum = 0, mean_x = 0, mean_y = 0, spread = 0, slope = 0;
	for (guint i = window.first; i < window.past; i++) {
		double w = point_weight(&window, at, i, weight);
		sum += w;
		mean_x += w * i;
		mean_y += w * y[i];
	}
	if (!(sum > 0)) /* every point near by is an outlier */
		return y[at];
	mean_x /= sum;
	mean_y /= sum;
	for (guint i = window.first; i < window.past; i++) {
		double w = point_weight(&window, at, i, weight);
		spread += w * (i - mean_x) * (i - mean_x);
		slope += w * (i - mean_x) * (y[i] - mean_y);
	}
	return spread > 1e-9 * sum ? mean_y + slope / spread * (at - mean_x) : mean_y;
}

static void
loess(const double *y, const double *weight, guint n, guint width, double *smooth)
{
	for (guint at = 0; at < n; at++)
		smooth[at] = loess_at(y, weight, n, width, at);
}

/* n values in, n − width + 1 out. */
static void
moving_average(const double *values, guint n, guint width, double *average)
{
	double sum = 0;
	for (guint i = 0; i < n; i++) {
		sum += values[i];
		if (i >= width)
			sum -= values[i - width];
		if (i + 1 >= width)
			average[i + 1 - width] = sum / width;
	}
}

/* Each point of the cycle by its weighted mean over all cycles ("periodic"), for one period before the series to one after. */
static void
cycle_means(const double *values, const double *weight, guint n, guint period, double *cycle)
{
	for (guint phase = 0; phase < period; phase++) {
		double sum = 0, mean = 0, plain = 0;
		guint count = 0;
		for (guint i = phase; i < n; i += period, count++) {
			sum += weight[i];
			mean += weight[i] * values[i];
			plain += values[i];
		}
		mean = sum > 0 ? mean / sum : plain / count;
		for (guint i = phase; i < n + 2 * period; i += period)
			cycle[i] = mean;
	}
}

static guint
next_odd(double x)
{
	guint up = (guint)ceil(x);
	return up % 2 ? up : up + 1;
}

/* One inner round: the season without its own trend, then the trend of the rest. `scratch` holds 3·(n + 2·period). */
static void
inner_round(struct season *season, const double *series, double *scratch)
{
	guint n = season->n, period = season->period, long_n = n + 2 * period;
	double *cycle = scratch, *average = scratch + long_n, *low = scratch + 2 * long_n;
	for (guint i = 0; i < n; i++)
		low[i] = series[i] - season->trend[i];
	cycle_means(low, season->weight, n, period, cycle);
	moving_average(cycle, long_n, period, average);
	moving_average(average, long_n - period + 1, period, low);
	moving_average(low, long_n - 2 * period + 2, 3, average);
	loess(average, NULL, n, next_odd(period), low);
	for (guint i = 0; i < n; i++) {
		season->seasonal[i] = cycle[i + period] - low[i];
		average[i] = series[i] - season->seasonal[i];
	}
	loess(average, season->weight, n, next_odd(1.5 * period), season->trend);
}

/* Weights from how far each point is off, in units of six median distances. */
static void
reweigh(struct season *season, const double *series, double *scratch)
{
	for (guint i = 0; i < season->n; i++)
		scratch[i] = fabs(series[i] - season->seasonal[i] - season->trend[i]);
	values_sort(scratch, season->n);
	double scale = 6 * quantile_sorted(scratch, season->n, 0.5);
	for (guint i = 0; i < season->n; i++) {
		double off = fabs(series[i] - season->seasonal[i] - season->trend[i]);
		season->weight[i] = scale > 0 ? bisquare(off / scale) : 1;
	}
}

/* "Periodic": each point of the cycle gets its mean season, as R does. */
static void
finish(struct season *season, const double *series)
{
	for (guint phase = 0; phase < season->period; phase++) {
		double sum = 0;
		guint count = 0;
		for (guint i = phase; i < season->n; i += season->period, count++)
			sum += season->seasonal[i];
		for (guint i = phase; i < season->n; i += season->period)
			season->seasonal[i] = sum / count;
	}
	for (guint i = 0; i < season->n; i++)
		season->remainder[i] = series[i] - season->seasonal[i] - season->trend[i];
}

static void
decompose(struct season *season, const double *series)
{
	g_autofree double *scratch = g_new(double, 3 * ((gsize)season->n + 2 * season->period));
	memset(season->trend, 0, season->n * sizeof *season->trend);
	for (guint i = 0; i < season->n; i++)
		season->weight[i] = 1;
	inner_round(season, series, scratch);
	for (guint round = 0; round < OUTER_ROUNDS; round++) {
		reweigh(season, series, scratch);
		inner_round(season, series, scratch);
	}
	finish(season, series);
}

static gboolean
is_long_enough(const double *series, guint n, guint period)
{
	guint needed = period == SEASON_YEAR ? 2 * period : 4 * period;
	if (period < 2 || n < needed)
		return FALSE;
	for (guint i = 0; i < n; i++)
		if (!isfinite(series[i]))
			return FALSE;
	return TRUE;
}

static struct season *
season_room(guint n, guint period)
{
	struct season *season = g_new0(struct season, 1);
	*season = (struct season){ .n = n, .period = period, .seasonal = g_new0(double, n), .trend = g_new0(double, n),
		                       .remainder = g_new0(double, n), .weight = g_new0(double, n) };
	return season;
}

struct season *
season_new(const double *series, guint n, guint period)
{
	if (!is_long_enough(series, n, period))
		return NULL;
	struct season *season = season_room(n, period);
	decompose(season, series);
	return season;
}

void
season_free(struct season *season)
{
	if (!season)
		return;
	g_free(season->seasonal);
	g_free(season->trend);
	g_free(season->remainder);
	g_free(season->weight);
	g_free(season);
}

struct interval
season_change(const struct season *season, guint from, guint to, struct random *random)
{
	g_assert(from < season->n && to < season->n);
	double change = season->trend[to] - season->trend[from], values[CHANGE_DRAWS];
	AUTO(season) other = season_room(season->n, season->period);
	g_autofree double *series = g_new(double, season->n);
	for (guint draw = 0; draw < CHANGE_DRAWS; draw++) {
		for (guint i = 0; i < season->n; i++)
			series[i] = season->seasonal[i] + season->trend[i] + season->remainder[random_below(random, season->n)];
		decompose(other, series);
		values[draw] = other->trend[to] - other->trend[from];
	}
	values_sort(values, CHANGE_DRAWS);
	double low = quantile_sorted(values, CHANGE_DRAWS, 0.025), high = quantile_sorted(values, CHANGE_DRAWS, 0.975);
	return high > low ? interval_of(change, low, high) : interval_value(change);
}
