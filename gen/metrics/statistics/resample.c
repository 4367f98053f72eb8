/* The bootstrap over clusters, and a quick form of it for ratios of sums. */
#include "metrics/statistics/resample.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PICKS_AFFORDABLE 100000000
#define DRAWS_LEAST 200
#define DEFINED_LEAST 0.9
#define ALIKE_ENOUGH 16 /* clusters a kind, from which counting kinds is quicker than picking clusters */

guint
resample_draws(guint work)
{
	guint affordable = PICKS_AFFORDABLE / MAX(work, 1);
	return CLAMP(affordable, DRAWS_LEAST, RESAMPLE_DRAWS);
}

/* Percentile interval of the defined draws; `draws` were made. */
static struct interval
interval_of_draws(struct interval observed, double *values, guint defined, guint draws)
{
	if (!observed.defined || defined == 0 || defined < DEFINED_LEAST * draws)
		return observed;
	values_sort(values, defined);
	return interval_of(observed.value, quantile_sorted(values, defined, 0.025), quantile_sorted(values, defined, 0.975));
}

static void
pick_clusters(guint *times, guint clusters, struct random *random)
{
	memset(times, 0, clusters * sizeof *times);
	for (guint i = 0; i < clusters; i++)
		times[random_below(random, clusters)]++;
}

struct interval
bootstrap(guint clusters, guint work, resample_statistic statistic, gpointer user, struct random *random)
{
	double value;
	g_autofree guint *times = g_new(guint, clusters);
	for (guint i = 0; i < clusters; i++)
		times[i] = 1;
	struct interval observed = { 0 };
	if (clusters > 0 && statistic(times, clusters, user, &value))
		observed = interval_value(value);
	if (!observed.defined || clusters < RESAMPLE_CLUSTERS)
		return observed;
	guint draws = resample_draws(MAX(clusters, work)), defined = 0;
	g_autofree double *values = g_new(double, draws);
	for (guint i = 0; i < draws; i++) {
		pick_clusters(times, clusters, random);
		if (statistic(times, clusters, user, &value) && isfinite(value))
			values[defined++] = value;
	}
	return interval_of_draws(observed, values, defined, draws);
}

/* By inversion; more than twenty of one kind never come. */
static guint
poisson_of_one(struct random *random)
{
	double left = random_unit(random), probability = exp(-1);
	guint times = 0;
	for (; left >= probability && times < 20; times++) {
		left -= probability;
		probability /= times + 1;
	}
	return times;
}

struct interval
bootstrap_total(const double *values, guint events, struct random *random)
{
	double total = 0;
	for (guint i = 0; i < events; i++)
		total += values[i];
	struct interval observed = interval_value(total);
	if (events < RESAMPLE_CLUSTERS)
		return observed;
	guint draws = resample_draws(events);
	g_autofree double *totals = g_new0(double, draws);
	for (guint i = 0; i < draws; i++)
		for (guint event = 0; event < events; event++)
			totals[i] += values[event] * poisson_of_one(random);
	return interval_of_draws(observed, totals, draws, draws);
}

static double
pcg_unit(void *state)
{
	return random_unit(*(struct random **)state);
}

static unsigned long
pcg_get(void *state)
{
	return random_next(*(struct random **)state);
}

static void
pcg_set(void *state, unsigned long seed)
{
	(void)state;
	(void)seed; /* seeded by name, in base/random */
}

static const gsl_rng_type PCG = { .name = "base/random", .max = G_MAXUINT32, .size = sizeof(struct random *),
	                              .set = pcg_set, .get = pcg_get, .get_double = pcg_unit };

/* How many of each kind a resample holds: a multinomial, one binomial after the other. */
static void
pick_kinds(const guint *alike, guint kinds, guint clusters, struct random *random, guint *times)
{
	const gsl_rng rng = { .type = &PCG, .state = &random };
	guint picks = clusters, left = clusters;
	for (guint i = 0; i < kinds; i++) {
		times[i] = picks == 0 ? 0 : alike[i] < left ? gsl_ran_binomial(&rng, (double)alike[i] / left, picks) : picks;
		picks -= times[i];
		left -= alike[i];
	}
}

gboolean
resample_is_alike(guint clusters, guint kinds)
{
	return kinds <= clusters / ALIKE_ENOUGH;
}

struct interval
bootstrap_kinds(const guint *alike, guint kinds, resample_statistic statistic, gpointer user, struct random *random)
{
	double value;
	guint clusters = 0, draws = resample_draws(kinds), defined = 0;
	for (guint i = 0; i < kinds; i++)
		clusters += alike[i];
	struct interval observed = { 0 };
	if (clusters > 0 && statistic(alike, kinds, user, &value))
		observed = interval_value(value);
	if (!observed.defined || clusters < RESAMPLE_CLUSTERS)
		return observed;
	g_autofree guint *times = g_new(guint, kinds);
	g_autofree double *values = g_new(double, draws);
	for (guint i = 0; i < draws; i++) {
		pick_kinds(alike, kinds, clusters, random, times);
		if (statistic(times, kinds, user, &value) && isfinite(value))
			values[defined++] = value;
	}
	return interval_of_draws(observed, values, defined, draws);
}

/* Clusters with the same sums. */
struct kind {
	double y, x;
	guint count;
};

static int
compare_kinds(const void *a, const void *b)
{
	const struct kind *p = a, *q = b;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return (p->x > q->x) - (p->x < q->x);
}

/* One kind for each distinct (y, x). Caller frees. */
static struct kind *
kinds_new(const double *y, const double *x, guint clusters, guint *n_kinds)
{
	struct kind *kinds = g_new(struct kind, clusters);
	for (guint i = 0; i < clusters; i++)
		kinds[i] = (struct kind){ y[i], x[i], 1 };
	if (clusters > 1)
		qsort(kinds, clusters, sizeof *kinds, compare_kinds);
	guint kept = 0;
	for (guint i = 0; i < clusters; i++)
		if (kept > 0 && compare_kinds(&kinds[kept - 1], &kinds[i]) == 0)
			kinds[kept - 1].count++;
		else
			kinds[kept++] = kinds[i];
	*n_kinds = kept;
	return kinds;
}

/* How often each kind occurs. Caller frees. */
static guint *
kinds_alike(const struct kind *kinds, guint n_kinds)
{
	guint *alike = g_new(guint, n_kinds + 1);
	for (guint i = 0; i < n_kinds; i++)
		alike[i] = kinds[i].count;
	return alike;
}

static gboolean
ratio_of_kinds(const guint *times, guint n_kinds, gpointer user, double *value)
{
	const struct kind *kinds = user;
	double y = 0, x = 0;
	for (guint i = 0; i < n_kinds; i++) {
		y += times[i] * kinds[i].y;
		x += times[i] * kinds[i].x;
	}
	*value = x > 0 ? y / x : 0;
	return x > 0;
}

static void
draw_clusters(const double *ys, const double *xs, guint clusters, struct random *random, double *y, double *x)
{
	*y = *x = 0;
	for (guint i = 0; i < clusters; i++) {
		guint pick = random_below(random, clusters);
		*y += ys[pick];
		*x += xs[pick];
	}
}

struct interval
bootstrap_ratio(const double *y, const double *x, guint clusters, struct random *random)
{
	struct interval observed = ratio_clustered(y, x, clusters, NULL);
	if (!observed.defined || clusters < RESAMPLE_CLUSTERS)
		return observed.defined ? interval_value(observed.value) : observed;
	guint n_kinds, defined = 0, draws = resample_draws(clusters);
	g_autofree struct kind *kinds = kinds_new(y, x, clusters, &n_kinds);
	if (resample_is_alike(clusters, n_kinds)) {
		g_autofree guint *alike = kinds_alike(kinds, n_kinds);
		struct interval drawn = bootstrap_kinds(alike, n_kinds, ratio_of_kinds, kinds, random);
		drawn.value = observed.value; /* summed in the order of clusters, as without kinds */
		return drawn;
	}
	g_autofree double *values = g_new(double, draws);
	for (guint i = 0; i < draws; i++) {
		double top, bottom;
		draw_clusters(y, x, clusters, random, &top, &bottom);
		if (bottom > 0)
			values[defined++] = top / bottom;
	}
	return interval_of_draws(interval_value(observed.value), values, defined, draws);
}

/* ---- leaving groups out ---- */

#define GROUPS 20

/* The statistic without the clusters of one group. */
static gboolean
leave_out(guint *times, guint clusters, guint group, resample_statistic statistic, gpointer user, double *value)
{
	for (guint i = 0; i < clusters; i++)
		times[i] = i % GROUPS != group;
	return statistic(times, clusters, user, value);
}

static double
error_of_groups(const double *values)
{
	double mean = 0, squares = 0;

	for (guint i = 0; i < GROUPS; i++)
		mean += values[i] / GROUPS;
	for (guint i = 0; i < GROUPS; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	return sqrt((GROUPS - 1.0) / GROUPS * squares);
}

struct interval
jackknife(guint clusters, resample_statistic statistic, gpointer user, double least, double most)
{
	g_autofree guint *times = g_new(guint, clusters + 1);
	double whole, values[GROUPS];

	for (guint i = 0; i < clusters; i++)
		times[i] = 1;
	if (!statistic(times, clusters, user, &whole))
		return (struct interval){ 0 };
	if (clusters < GROUPS)
		return interval_value(whole);
	for (guint group = 0; group < GROUPS; group++)
		if (!leave_out(times, clusters, group, statistic, user, &values[group]))
			return interval_value(whole);
	double reach = student_quantile(GROUPS - 1) * error_of_groups(values);
	return interval_of(whole, fmax(least, whole - reach), fmin(most, whole + reach));
}
