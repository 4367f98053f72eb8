/* A/B readings: intervals, posterior chance, sample ratio, stratified permutation. */
#include "metrics/statistics/experiment.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#define SPLIT_P_WARNING 0.01
#define SPLIT_P_VOID 0.001
#define PERMUTATIONS 9999

struct beta {
	double a, b;
};

static struct beta
posterior(struct trial_arm arm)
{
	return (struct beta){ 1 + arm.converted, 1 + arm.exposed - arm.converted };
}

/* P(q > p): a sum over the first parameter of q, which is a whole number. */
static double
chance_greater(struct beta p, struct beta q)
{
	long double sum = 0;
	double whole = gsl_sf_lnbeta(p.a, p.b);
	for (double i = 0; i < q.a - 0.5; i++)
		sum += exp(gsl_sf_lnbeta(p.a + i, p.b + q.b) - log(q.b + i) - gsl_sf_lnbeta(1 + i, q.b) - whole);
	return CLAMP((double)sum, 0, 1);
}

/* E[max(p − q, 0)] = E[p]·P(p⁺ > q) − E[q]·P(p > q⁺), ⁺ having one success more (Stucchio 2015). */
static double
expected_loss(struct beta p, struct beta q)
{
	struct beta p_more = { p.a + 1, p.b }, q_more = { q.a + 1, q.b };
	double loss = p.a / (p.a + p.b) * chance_greater(q, p_more) - q.a / (q.a + q.b) * chance_greater(q_more, p);
	return MAX(0, loss);
}

static double
pooled_z(struct trial_arm a, struct trial_arm b)
{
	double pooled = (a.converted + b.converted) / (a.exposed + b.exposed);
	double error = sqrt(pooled * (1 - pooled) * (1 / a.exposed + 1 / b.exposed));
	return error > 0 ? (b.converted / b.exposed - a.converted / a.exposed) / error : 0;
}

struct trial
experiment_read(struct trial_arm a, struct trial_arm b)
{
	struct trial read = { .lift = proportion_difference(a.converted, a.exposed, b.converted, b.exposed) };
	if (!read.lift.bounded)
		return (struct trial){ 0 };
	read.defined = TRUE;
	read.z = pooled_z(a, b);
	read.p = normal_two_sided(read.z);
	read.chance_better = chance_greater(posterior(a), posterior(b));
	read.loss_of_b = expected_loss(posterior(a), posterior(b));
	return read;
}

struct split_check
experiment_split(const double *exposed, const double *planned, guint arms)
{
	double all = 0, all_planned = 0;
	struct split_check check = { 0 };
	for (guint i = 0; i < arms; i++) {
		all += exposed[i];
		all_planned += planned ? planned[i] : 1;
	}
	if (arms < 2 || !(all > 0) || !(all_planned > 0))
		return check;
	for (guint i = 0; i < arms; i++) {
		double expected = all * (planned ? planned[i] : 1) / all_planned;
		check.statistic += (exposed[i] - expected) * (exposed[i] - expected) / expected;
	}
	if (!isfinite(check.statistic)) /* an arm that was planned to get nobody */
		return (struct split_check){ 0 };
	check.defined = TRUE;
	check.p = gsl_cdf_chisq_Q(check.statistic, arms - 1);
	check.verdict = check.p < SPLIT_P_VOID ? SPLIT_VOID : check.p < SPLIT_P_WARNING ? SPLIT_WARNING : SPLIT_SOUND;
	return check;
}

/* Indices of the posts, stratum by stratum, and where each stratum starts. */
struct strata {
	guint *post, *start, n;
};

static struct strata
strata_new(const guint *stratum, guint n)
{
	struct strata strata = { .post = g_new(guint, n) };
	for (guint i = 0; i < n; i++)
		strata.n = MAX(strata.n, stratum[i] + 1);
	strata.start = g_new0(guint, strata.n + 1);
	guint filled = 0;
	for (guint s = 0; s < strata.n; s++) {
		for (guint i = 0; i < n; i++)
			if (stratum[i] == s)
				strata.post[filled++] = i;
		strata.start[s + 1] = filled;
	}
	return strata;
}

/* Fisher–Yates within each stratum. */
static void
shuffle_labels(const struct strata *strata, gboolean *is_b, struct random *random)
{
	for (guint s = 0; s < strata->n; s++) {
		const guint *post = strata->post + strata->start[s];
		for (guint left = strata->start[s + 1] - strata->start[s]; left > 1; left--) {
			guint pick = random_below(random, left);
			gboolean swapped = is_b[post[pick]];
			is_b[post[pick]] = is_b[post[left - 1]];
			is_b[post[left - 1]] = swapped;
		}
	}
}

static double
mean_difference(const double *value, const gboolean *is_b, guint n, guint n_b)
{
	long double sum_a = 0, sum_b = 0;
	for (guint i = 0; i < n; i++)
		if (is_b[i])
			sum_b += value[i];
		else
			sum_a += value[i];
	return (double)(sum_b / n_b - sum_a / (n - n_b));
}

struct permutation
experiment_permute(const double *value, const gboolean *is_b, const guint *stratum, guint n, struct random *random)
{
	guint n_b = 0, extreme = 0;
	for (guint i = 0; i < n; i++)
		n_b += is_b[i] != FALSE;
	if (n_b == 0 || n_b == n)
		return (struct permutation){ 0 };
	g_autofree gboolean *label = g_memdup2(is_b, n * sizeof *is_b);
	struct strata strata = strata_new(stratum, n);
	double observed = mean_difference(value, is_b, n, n_b), rounding = 1e-12 * fabs(observed);
	for (guint i = 0; i < PERMUTATIONS; i++) {
		shuffle_labels(&strata, label, random);
		extreme += fabs(mean_difference(value, label, n, n_b)) >= fabs(observed) - rounding;
	}
	g_free(strata.post);
	g_free(strata.start);
	return (struct permutation){ .defined = TRUE, .difference = observed, .p = (1.0 + extreme) / (1 + PERMUTATIONS) };
}
