/* Bootstrap: what the number would have been, had chance picked other people, posts or threads (Efron & Tibshirani 1993 §13;
 * METRICS §4.7). Clusters are resampled whole, with replacement; the interval is the 2.5 % and 97.5 % quantile of the draws.
 * All chance comes from the caller's generator. */
#ifndef METRICS_STATISTICS_RESAMPLE_H
#define METRICS_STATISTICS_RESAMPLE_H

#include "base/random.h"
#include "metrics/statistics/interval.h"

#define RESAMPLE_DRAWS 2000
#define RESAMPLE_CLUSTERS 10 /* fewer clusters: a value, no bounds */

/* How many draws a bootstrap makes that looks at so many things (clusters, ties, values) a draw: 2000, above 50 000 fewer, at least 200.
 * Print it beside the interval when it is not 2000 (§4.17). */
guint resample_draws(guint work);

/* A statistic of a sample in which cluster i occurs times[i] times. FALSE where it is undefined. */
typedef gboolean (*resample_statistic)(const guint *times, guint clusters, gpointer user, double *value);

/* `value` is the statistic with every cluster once; undefined where that is. Unbounded under 10 clusters, or when more than a
 * tenth of the draws is undefined. `work`: what the statistic looks at beside the clusters, 0 if nothing. */
struct interval bootstrap(guint clusters, guint work, resample_statistic, gpointer user, struct random *);

/* The same where many clusters are alike: alike[i] of kind i. The statistic is told how often each kind was drawn; one draw costs as
 * much as there are kinds, so that it is worth its while from resample_is_alike() on. */
struct interval bootstrap_kinds(const guint *alike, guint kinds, resample_statistic, gpointer user, struct random *);
gboolean resample_is_alike(guint clusters, guint kinds);

/* Σy/Σx, one sum a cluster (x all 1: the mean a cluster). Where many clusters are alike (threads with the same few counts)
 * the draw is of how many of each kind, so a million threads take seconds and 2000 draws; else resample_draws(). */
struct interval bootstrap_ratio(const double *y, const double *x, guint clusters, struct random *);

/* Σ values of events that come as chance has it, each with its own value: every event occurs Poisson(1) times in a draw (Hanley &
 * MacGibbon 2006, Computer Methods and Programs in Biomedicine 83:57), so that their number varies as well as their values. Of
 * equal values it is the value times what Byar's interval tells of the count. */
struct interval bootstrap_total(const double *values, guint events, struct random *);

/* Delete-a-group jackknife (Kott 2001, Journal of Official Statistics 17:521): the statistic without each of 20 groups of clusters in
 * turn, Student interval of 19 degrees. For shapes of graphs: a bootstrap leaves out a third of the threads, so that ties made of
 * one thread vanish and the interval lies beside the value; here each draw keeps 95 %. No chance is needed. Unbounded under 20
 * clusters, or when a draw is undefined. `least` and `most` bound what the statistic can be. */
struct interval jackknife(guint clusters, resample_statistic, gpointer user, double least, double most);

#endif
