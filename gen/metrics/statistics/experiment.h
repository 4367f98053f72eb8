/* Two versions compared: which did better, how surely, and whether the groups were comparable at all (METRICS B14). */
#ifndef METRICS_STATISTICS_EXPERIMENT_H
#define METRICS_STATISTICS_EXPERIMENT_H

#include "base/random.h"
#include "metrics/statistics/interval.h"

struct trial_arm {
	double exposed, converted; /* people */
};

struct trial {
	gboolean defined;
	struct interval lift;   /* p_B − p_A, Newcombe */
	double z, p;            /* pooled two-proportion test, two-sided; z 0 and p 1 where nobody or everybody converted */
	double chance_better;   /* P(p_B > p_A) under Beta(1,1) priors (E. Miller 2015, closed form) */
	double loss_of_b;       /* E[max(p_A − p_B, 0)]: expected share lost by choosing B if A is better */
};
/* For people assigned by chance. Undefined when an arm is empty or has more conversions than people. */
struct trial experiment_read(struct trial_arm a, struct trial_arm b);

enum split { SPLIT_SOUND, SPLIT_WARNING /* p < 0.01 */, SPLIT_VOID /* p < 0.001: the groups are not comparable */ };
struct split_check {
	gboolean defined;
	double statistic, p;
	enum split verdict;
};
/* Did each of n ≥ 2 arms get the share it was planned to (shares > 0, any scale; NULL: equal)? Pearson's χ², n − 1 degrees of
 * freedom. Undefined when nobody was exposed. */
struct split_check experiment_split(const double *exposed, const double *planned, guint arms);

struct permutation {
	gboolean defined;
	double difference; /* mean of B − mean of A */
	double p;          /* two-sided, (1 + as extreme) / (1 + draws) */
};
/* For posts, which are not assigned by chance ("comparison", never "test"): labels are shuffled 9999 times within strata (weekday ×
 * part of day). value[i] of post i, is_b[i], stratum[i] a small dense number. Undefined when an arm has no post. */
struct permutation experiment_permute(const double *value, const gboolean *is_b, const guint *stratum, guint n, struct random *);

#endif
