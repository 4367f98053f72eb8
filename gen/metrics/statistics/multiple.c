/* Corrections for asking many questions of one month. */
#include "metrics/statistics/multiple.h"

#include <stdlib.h>

static int
compare_ranked(const void *a, const void *b, void *user)
{
	const double *p = user;
	guint i = *(const guint *)a, j = *(const guint *)b;
	if (p[i] != p[j])
		return p[i] < p[j] ? -1 : 1;
	return (i > j) - (i < j);
}

/* Indices of p by size, smallest first. Caller frees. */
static guint *
ranks_of(const double *p, guint n)
{
	guint *order = g_new(guint, n);
	for (guint i = 0; i < n; i++)
		order[i] = i;
	if (n > 1)
		qsort_r(order, n, sizeof *order, compare_ranked, (void *)p);
	return order;
}

static guint
keep_first(const guint *order, guint n, guint stand, gboolean *kept)
{
	for (guint i = 0; i < n; i++)
		kept[order[i]] = i < stand;
	return stand;
}

guint
benjamini_hochberg(const double *p, guint n, double rate, gboolean *kept)
{
	g_autofree guint *order = ranks_of(p, n);
	guint stand = 0;
	for (guint k = 1; k <= n; k++)
		if (p[order[k - 1]] <= rate * k / n)
			stand = k;
	return keep_first(order, n, stand, kept);
}

guint
holm(const double *p, guint n, double rate, gboolean *kept)
{
	g_autofree guint *order = ranks_of(p, n);
	guint stand = 0;
	while (stand < n && p[order[stand]] <= rate / (n - stand))
		stand++;
	return keep_first(order, n, stand, kept);
}
