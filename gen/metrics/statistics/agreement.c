/* Cohen's and Fleiss' kappa. */
#include "metrics/statistics/agreement.h"

static struct interval
kappa_of(double observed, double expected)
{
	return expected < 1 ? interval_value((observed - expected) / (1 - expected)) : (struct interval){ 0 };
}

struct interval
agreement_cohen(const guint *first, const guint *second, const guint *times, guint items, guint categories)
{
	g_autofree double *shares = g_new0(double, 2 * categories);
	double all = 0, same = 0, expected = 0;
	for (guint i = 0; i < items; i++) {
		double weight = times ? times[i] : 1;
		all += weight;
		same += first[i] == second[i] ? weight : 0;
		shares[first[i]] += weight;
		shares[categories + second[i]] += weight;
	}
	for (guint c = 0; all > 0 && c < categories; c++)
		expected += shares[c] / all * shares[categories + c] / all;
	return all > 0 ? kappa_of(same / all, expected) : (struct interval){ 0 };
}

struct interval
agreement_fleiss(const guint *counts, const guint *times, guint items, guint categories)
{
	g_autofree double *shares = g_new0(double, categories);
	double all = 0, same = 0, expected = 0;
	for (guint i = 0; i < items; i++) {
		const guint *count = &counts[(gsize)i * categories];
		double weight = times ? times[i] : 1, ratings = 0, pairs = 0;
		for (guint c = 0; c < categories; c++) {
			ratings += count[c];
			pairs += (double)count[c] * (count[c] - 1.0);
		}
		if (ratings < 2)
			continue;
		all += weight;
		same += weight * pairs / (ratings * (ratings - 1));
		for (guint c = 0; c < categories; c++)
			shares[c] += weight * count[c] / ratings;
	}
	for (guint c = 0; all > 0 && c < categories; c++)
		expected += shares[c] / all * shares[c] / all;
	return all > 0 ? kappa_of(same / all, expected) : (struct interval){ 0 };
}
