/* Kaplan–Meier and its company: from durations, some still running, to curves, medians and comparisons. */
#include "metrics/statistics/survival.h"

#include <math.h>
#include <stdlib.h>

#define LOG_RANK_EVENTS 10
#define ROUNDING 1e-12 /* a product of ratios that should be ½ may be a hair above */

static int
compare_durations(const void *a, const void *b)
{
	double x = ((const struct duration *)a)->time, y = ((const struct duration *)b)->time;
	return (x > y) - (x < y);
}

static struct duration *
durations_sorted(const struct duration *durations, guint n)
{
	if (n == 0)
		return NULL;
	struct duration *sorted = g_memdup2(durations, n * sizeof *durations);
	qsort(sorted, n, sizeof *sorted, compare_durations);
	return sorted;
}

/* From `from`, the first place with a later time; counts the events on the way. */
static guint
pass_time(const struct duration *sorted, guint n, guint from, guint *events)
{
	guint past = from;
	*events = 0;
	for (; past < n && sorted[past].time == sorted[from].time; past++)
		*events += sorted[past].cause != CENSORED;
	return past;
}

static void
survival_build(struct survival *curve, const struct duration *sorted)
{
	double survival = 1, greenwood = 0;
	guint events;
	for (guint i = 0, past; i < curve->n; i = past) {
		past = pass_time(sorted, curve->n, i, &events);
		if (events == 0)
			continue;
		guint at_risk = curve->n - i;
		survival *= 1 - (double)events / at_risk;
		greenwood = events < at_risk ? greenwood + events / ((double)at_risk * (at_risk - events)) : 0;
		curve->n_events += events;
		curve->steps[curve->n_steps++] = (struct survival_step){
			.time = sorted[i].time, .at_risk = at_risk, .events = events, .survival = survival, .greenwood = greenwood
		};
	}
}

struct survival *
survival_new(const struct duration *durations, guint n)
{
	g_autofree struct duration *sorted = durations_sorted(durations, n);
	struct survival *curve = g_new0(struct survival, 1);
	curve->n = n;
	curve->times = g_new(double, n);
	curve->steps = g_new(struct survival_step, n);
	for (guint i = 0; i < n; i++)
		curve->times[i] = sorted[i].time;
	survival_build(curve, sorted);
	return curve;
}

void
survival_free(struct survival *curve)
{
	if (!curve)
		return;
	g_free(curve->steps);
	g_free(curve->times);
	g_free(curve);
}

struct duration
duration_recensor(struct duration duration, double limit)
{
	if (duration.time <= limit)
		return duration;
	return (struct duration){ .time = limit, .cause = CENSORED };
}

/* The last step at or before the time, NULL before the first event. */
static const struct survival_step *
step_at(const struct survival *curve, double time)
{
	guint low = 0, high = curve->n_steps;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (curve->steps[middle].time <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &curve->steps[low - 1] : NULL;
}

static gboolean
is_observed(const struct survival *curve, double time)
{
	if (curve->n == 0 || !(time >= 0))
		return FALSE;
	gboolean all_ended = curve->n_steps > 0 && curve->steps[curve->n_steps - 1].survival <= 0;
	return all_ended || time <= curve->times[curve->n - 1];
}

static gboolean
has_log_log(const struct survival_step *step)
{
	return step && step->survival > 0 && step->survival < 1;
}

/* Standard error of ln(−ln S). */
static double
log_log_error(const struct survival_step *step)
{
	return sqrt(step->greenwood) / fabs(log(step->survival));
}

struct interval
survival_at(const struct survival *curve, double time)
{
	if (!is_observed(curve, time))
		return (struct interval){ 0 };
	const struct survival_step *step = step_at(curve, time);
	if (!has_log_log(step))
		return interval_value(step ? step->survival : 1);
	double power = exp(Z95 * log_log_error(step));
	return interval_of(step->survival, pow(step->survival, power), pow(step->survival, 1 / power));
}

struct interval
survival_share_by(const struct survival *curve, double time)
{
	struct interval alive = survival_at(curve, time);
	if (!alive.defined)
		return alive;
	if (!alive.bounded)
		return interval_value(1 - alive.value);
	return interval_of(1 - alive.value, 1 - alive.high, 1 - alive.low);
}

guint
survival_at_risk(const struct survival *curve, double time)
{
	guint low = 0, high = curve->n;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (curve->times[middle] < time)
			low = middle + 1;
		else
			high = middle;
	}
	return curve->n - low;
}

static gboolean
is_near_half(const struct survival_step *step)
{
	if (!has_log_log(step))
		return FALSE;
	double distance = log(-log(step->survival)) - log(-log(0.5));
	return fabs(distance) <= Z95 * log_log_error(step);
}

struct survival_median
survival_median(const struct survival *curve)
{
	struct survival_median median = { 0 };
	for (guint i = 0; i < curve->n_steps; i++) {
		const struct survival_step *step = &curve->steps[i];
		if (!median.reached && step->survival <= 0.5 + ROUNDING) {
			median.reached = TRUE;
			median.median = step->time;
		}
		if (!is_near_half(step))
			continue;
		if (!median.bounded)
			median.low = step->time;
		median.bounded = TRUE;
		median.high_reached = i + 1 < curve->n_steps;
		median.high = median.high_reached ? step->time : 0;
	}
	return median;
}

struct interval
survival_restricted_mean(const struct survival *curve, double limit)
{
	if (!is_observed(curve, limit))
		return (struct interval){ 0 };
	long double area = 0;
	double from = 0, survival = 1;
	for (guint i = 0; i < curve->n_steps && curve->steps[i].time < limit; i++) {
		area += (long double)survival * (curve->steps[i].time - from);
		from = curve->steps[i].time;
		survival = curve->steps[i].survival;
	}
	area += (long double)survival * (limit - from);
	return interval_value((double)area);
}

/* One distinct time: how many end there at all, by any cause, by the one asked for. */
struct ending {
	guint all, events, wanted;
};

static guint
pass_ending(const struct duration *ascending, const guint *times, guint n, guint from, guint cause, struct ending *ending)
{
	guint past = from;
	*ending = (struct ending){ 0, 0, 0 };
	for (; past < n && ascending[past].time == ascending[from].time; past++) {
		guint weight = times ? times[past] : 1;
		ending->all += weight;
		ending->events += ascending[past].cause != CENSORED ? weight : 0;
		ending->wanted += ascending[past].cause == cause ? weight : 0;
	}
	return past;
}

struct interval
incidence_of(const struct duration *ascending, const guint *times, guint n, guint cause, double time)
{
	g_assert(cause != CENSORED);
	double survival = 1, incidence = 0, last = -1;
	guint at_risk = 0;
	struct ending ending;
	for (guint i = 0; i < n; i++)
		at_risk += times ? times[i] : 1;
	for (guint i = 0; i < n && ascending[i].time <= time && at_risk > 0; ) {
		double now = ascending[i].time;
		i = pass_ending(ascending, times, n, i, cause, &ending);
		incidence += survival * ending.wanted / at_risk;
		survival *= 1 - (double)ending.events / at_risk;
		at_risk -= ending.all;
		last = ending.all ? now : last;
	}
	gboolean watched = at_risk > 0 || (n > 0 && (last == time || survival <= 0));
	return watched && time >= 0 ? interval_value(incidence) : (struct interval){ 0 };
}

gboolean
incidence_median(const struct duration *durations, guint n, guint cause, double *median)
{
	g_assert(cause != CENSORED);
	g_autofree struct duration *sorted = durations_sorted(durations, n);
	double survival = 1, incidence = 0;
	struct ending ending;
	for (guint i = 0, past; i < n; i = past) {
		past = pass_ending(sorted, NULL, n, i, cause, &ending);
		incidence += survival * ending.wanted / (n - i);
		survival *= 1 - (double)ending.events / (n - i);
		*median = sorted[i].time;
		if (incidence >= 0.5 - ROUNDING)
			return TRUE;
	}
	return FALSE;
}

struct interval
incidence_by(const struct duration *durations, guint n, guint cause, double time)
{
	g_autofree struct duration *ascending = durations_sorted(durations, n);
	return incidence_of(ascending, NULL, n, cause, time);
}

struct log_rank_sums {
	double observed, expected, variance;
	guint events_first, events_second;
};

static void
log_rank_add(struct log_rank_sums *sums, guint at_risk_first, guint at_risk_second, guint events_first, guint events_second)
{
	double n = (double)at_risk_first + at_risk_second, d = (double)events_first + events_second;
	double share = at_risk_first / n;
	sums->observed += events_first;
	sums->expected += d * share;
	if (n > 1)
		sums->variance += d * share * (1 - share) * (n - d) / (n - 1);
	sums->events_first += events_first;
	sums->events_second += events_second;
}

static struct log_rank_sums
log_rank_sums(const struct duration *a, guint n_a, const struct duration *b, guint n_b)
{
	struct log_rank_sums sums = { 0 };
	guint i = 0, j = 0;
	while (i < n_a || j < n_b) {
		guint events_a = 0, events_b = 0, past_a = i, past_b = j;
		double time = i < n_a && (j >= n_b || a[i].time <= b[j].time) ? a[i].time : b[j].time;
		if (i < n_a && a[i].time == time)
			past_a = pass_time(a, n_a, i, &events_a);
		if (j < n_b && b[j].time == time)
			past_b = pass_time(b, n_b, j, &events_b);
		if (events_a + events_b > 0)
			log_rank_add(&sums, n_a - i, n_b - j, events_a, events_b);
		i = past_a;
		j = past_b;
	}
	return sums;
}

struct log_rank
survival_compare(const struct duration *first, guint n_first, const struct duration *second, guint n_second)
{
	g_autofree struct duration *a = durations_sorted(first, n_first);
	g_autofree struct duration *b = durations_sorted(second, n_second);
	struct log_rank_sums sums = log_rank_sums(a, n_first, b, n_second);
	struct log_rank result = { .observed = sums.observed, .expected = sums.expected };
	if (sums.events_first < LOG_RANK_EVENTS || sums.events_second < LOG_RANK_EVENTS || !(sums.variance > 0))
		return result;
	double difference = sums.observed - sums.expected;
	result.defined = TRUE;
	result.statistic = difference * difference / sums.variance;
	result.p = normal_two_sided(sqrt(result.statistic));
	return result;
}
