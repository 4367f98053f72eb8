/* Concentration and diversity of plain counts. */
#include "metrics/statistics/diversity.h"

#include <math.h>

#include "metrics/statistics/resample.h"

/* The Gini coefficient of ascending values, of which the i-th occurs times[i] times. */
static gboolean
gini_of_times(const guint *times, guint n, gpointer user, double *value)
{
	const double *sorted = user;
	double people = 0, before = 0;
	long double sum = 0, ranked = 0;
	for (guint i = 0; i < n; i++)
		people += times[i];
	for (guint i = 0; i < n; i++) {
		sum += (long double)times[i] * sorted[i];
		ranked += (long double)times[i] * sorted[i] * (2 * before + times[i] - people);
		before += times[i];
	}
	if (!(sum > 0))
		return FALSE;
	*value = (double)(ranked / (people * sum));
	return TRUE;
}

struct interval
gini(const double *values, guint n)
{
	double result;
	if (n == 0)
		return (struct interval){ 0 };
	g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
	g_autofree guint *once = g_new(guint, n);
	values_sort(sorted, n);
	for (guint i = 0; i < n; i++)
		once[i] = 1;
	if (sorted[0] < 0 || !gini_of_times(once, n, sorted, &result))
		return (struct interval){ 0 };
	return interval_value(result);
}

struct interval
gini_resampled(const double *values, guint n, struct random *random)
{
	struct interval plain = gini(values, n);
	if (!plain.defined)
		return plain;
	guint kinds = 0;
	g_autofree double *sorted = g_memdup2(values, n * sizeof *values), *distinct = g_new(double, n);
	g_autofree guint *alike = g_new0(guint, n);
	values_sort(sorted, n);
	for (guint i = 0; i < n; i++) {
		if (i == 0 || sorted[i] != sorted[i - 1])
			distinct[kinds++] = sorted[i];
		alike[kinds - 1]++;
	}
	return resample_is_alike(n, kinds) ? bootstrap_kinds(alike, kinds, gini_of_times, distinct, random)
	                                   : bootstrap(n, 0, gini_of_times, sorted, random);
}

struct interval
gini_corrected(struct interval plain, guint n)
{
	return n > 1 ? interval_scale(plain, n / (n - 1.0)) : (struct interval){ 0 };
}

struct absence {
	const double *sorted; /* ascending */
	double share;
};

/* How many of the largest make up the share, where the i-th occurs times[i] times. */
static gboolean
absence_of_times(const guint *times, guint n, gpointer user, double *value)
{
	const struct absence *absence = user;
	double all = 0, done = 0, people = 0;
	for (guint i = 0; i < n; i++)
		all += times[i] * absence->sorted[i];
	for (guint i = n; i-- > 0;)
		for (guint t = 0; t < times[i] && done < absence->share * all - 1e-9 * all; t++, people++)
			done += absence->sorted[i];
	*value = people;
	return people > 0;
}

guint
absence_factor(const double *values, guint n, double share)
{
	g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
	g_autofree guint *once = g_new(guint, n + 1);
	struct absence absence = { sorted, share };
	double people;
	values_sort(sorted, n);
	for (guint i = 0; i < n; i++)
		once[i] = 1;
	return absence_of_times(once, n, &absence, &people) ? (guint)people : 0;
}

struct interval
absence_resampled(const double *values, guint n, double share, struct random *random)
{
	g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
	struct absence absence = { sorted, share };
	values_sort(sorted, n);
	return bootstrap(n, 0, absence_of_times, &absence, random);
}

static double
sum_of(const double *counts, guint kinds)
{
	double sum = 0;
	for (guint i = 0; i < kinds; i++)
		sum += counts[i];
	return sum;
}

struct interval
hill_diversity(const double *counts, guint kinds)
{
	double all = sum_of(counts, kinds), squares = 0;
	for (guint i = 0; i < kinds; i++)
		squares += counts[i] * counts[i];
	return squares > 0 ? interval_value(all * all / squares) : (struct interval){ 0 };
}

struct interval
hill_corrected(const double *counts, guint kinds)
{
	double all = sum_of(counts, kinds), pairs = 0;
	for (guint i = 0; i < kinds; i++)
		pairs += counts[i] * (counts[i] - 1);
	return pairs > 0 ? interval_value(all * (all - 1) / pairs) : (struct interval){ 0 };
}

struct interval
hill_shannon(const double *counts, guint kinds)
{
	double all = sum_of(counts, kinds), entropy = 0;
	for (guint i = 0; i < kinds; i++)
		if (counts[i] > 0)
			entropy -= counts[i] / all * log(counts[i] / all);
	return all > 0 ? interval_value(exp(entropy)) : (struct interval){ 0 };
}

struct interval
burstiness(const double *gaps, guint n)
{
	if (n == 0)
		return (struct interval){ 0 };
	double mean = sum_of(gaps, n) / n, squares = 0;
	for (guint i = 0; i < n; i++)
		squares += (gaps[i] - mean) * (gaps[i] - mean);
	double deviation = sqrt(squares / n);
	return deviation + mean > 0 ? interval_value((deviation - mean) / (deviation + mean)) : (struct interval){ 0 };
}
