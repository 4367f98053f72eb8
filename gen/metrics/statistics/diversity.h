/* How evenly something is spread over people, posts or kinds. */
#ifndef METRICS_STATISTICS_DIVERSITY_H
#define METRICS_STATISTICS_DIVERSITY_H

#include "base/random.h"
#include "metrics/statistics/interval.h"

/* Gini coefficient G = Σ(2i − n − 1)x₍ᵢ₎ / (nΣx) of values ≥ 0 in any order: 0 = all alike, near 1 = one has all (C32). Say over
 * whom: with lurkers it is another number. No bounds. Undefined without values, at Σx = 0, and with a negative value. */
struct interval gini(const double *values, guint n);
/* The same with a bootstrap interval over the values (people, posts); unbounded under 10. */
struct interval gini_resampled(const double *values, guint n, struct random *);
/* G·n/(n − 1), free of the bias of small n (Deltas 2003); undefined for one value. */
struct interval gini_corrected(struct interval gini, guint n);

/* Smallest number of people who together do at least `share` (0.5) of it: the absence factor (C33). 0 where nothing is done. */
guint absence_factor(const double *values, guint n, double share);
/* The same with a bootstrap interval over the people, unbounded under 10. Not over what they did: drawing replies with repeats heaps
 * them on fewer people, and the interval would lie below the value. Undefined where nothing is done. */
struct interval absence_resampled(const double *values, guint n, double share, struct random *);

/* Effective number of kinds, from how many of each: Hill 1973 of order 2, 1/Σp² … */
struct interval hill_diversity(const double *counts, guint kinds);
/* … corrected for sample size, N(N − 1)/Σn(n − 1) (C20's headline; undefined where nobody shares a kind) … */
struct interval hill_corrected(const double *counts, guint kinds);
/* … and of order 1, e to the Shannon entropy. */
struct interval hill_shannon(const double *counts, guint kinds);

/* (σ − μ)/(σ + μ) of gaps, σ of the population: −1 = clockwork, 0 = chance, towards 1 = bursts (Goh & Barabási 2008; C51). */
struct interval burstiness(const double *gaps, guint n);

#endif
