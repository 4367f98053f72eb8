/* Durations that may still be running: Kaplan–Meier, its intervals, competing ends, comparison (METRICS §4.5).
 *
 * A duration is measured from its own start, in any one unit. What has not ended is censored, never dropped and never counted as
 * a failure: leaving out unanswered questions makes the median 2 h where it is 5 h (§7.1).
 * At one time events come before censorings, so that a duration censored at t is still at risk at t.
 *
 *     AUTO(survival) curve = survival_new(durations, n);
 *     struct survival_median median = survival_median(curve);      ("half within 5 h, 1 h to not reached")
 *     struct interval day = survival_share_by(curve, 24);          F(24 h) = 1 − S(24 h)
 */
#ifndef METRICS_STATISTICS_SURVIVAL_H
#define METRICS_STATISTICS_SURVIVAL_H

#include <glib.h>

#include "base/auto.h"
#include "metrics/statistics/interval.h"

#define CENSORED 0

struct duration {
	double time; /* ≥ 0 */
	guint cause; /* CENSORED, or how it ended: 1, 2 … */
};

struct survival_step {
	double time; /* of at least one event; ascending */
	guint at_risk, events;
	double survival;  /* S just after this time */
	double greenwood; /* Σ d / (n (n − d)) up to here; 0 where S is 0 */
};

struct survival {
	struct survival_step *steps;
	guint n_steps;
	double *times; /* all durations, ascending */
	guint n, n_events;
};

/* Any cause but CENSORED is the event. The array is copied; it may be in any order and of length 0. Free with survival_free(). */
struct survival *survival_new(const struct duration *, guint n);
void survival_free(struct survival *);
AUTO_DEFINE(survival)

/* The duration as it would have looked after `limit` of follow-up: what ended later was still running (§2.2: the earlier cohort is
 * cut at prev_end + (data_end − period_end) − its own start, so that both periods were watched equally long). */
struct duration duration_recensor(struct duration, double limit);

/* S(t) with the log–log interval S^exp(±z·√g/|ln S|) (Kalbfleisch & Prentice 1980). No bounds where S is 1 or 0. Undefined past
 * the last observed time, unless everybody had ended by then (S = 0). */
struct interval survival_at(const struct survival *, double time);
/* F(t) = 1 − S(t): the share that ended within t. */
struct interval survival_share_by(const struct survival *, double time);
/* How many are still watched at `time` (duration ≥ time): the row under a survival curve. */
guint survival_at_risk(const struct survival *, double time);

struct survival_median {
	gboolean reached;      /* FALSE: fewer than half ended; median is 0 */
	gboolean bounded;      /* low means something */
	gboolean high_reached; /* FALSE: the upper bound lies past the data; high is 0 */
	double median, low, high;
};
/* Smallest t with S(t) ≤ ½; interval of Brookmeyer & Crowley 1982 on the log–log scale: event times whose S does not differ from ½.
 * If the last event time is among them the upper bound is not reached; else it is the last of them (METRICS §6.0b.11). */
struct survival_median survival_median(const struct survival *);

/* ∫₀^limit S(t) dt, the mean duration within the limit. Undefined where S(limit) is. */
struct interval survival_restricted_mean(const struct survival *, double limit);

/* Cumulative incidence by `time` of ending by `cause` while other causes compete: Σ S(t−)·d_k/n (Aalen & Johansen 1978; §4.5b).
 * No bounds. Undefined past the last observed time unless everybody had ended. */
struct interval incidence_by(const struct duration *, guint n, guint cause, double time);
/* The same of durations in ascending order of time, where number i occurs times[i] times (NULL: once each): for resampling. */
struct interval incidence_of(const struct duration *ascending, const guint *times, guint n, guint cause, double time);

/* Smallest time by which half have ended by `cause`; FALSE where that never comes. */
gboolean incidence_median(const struct duration *, guint n, guint cause, double *median);

struct log_rank {
	gboolean defined;           /* at least 10 events in each group, and some variance */
	double statistic, p;        /* χ² with 1 degree of freedom */
	double observed, expected;  /* events of the first group */
};
/* Do two groups end at the same pace? (Mantel 1966.) Any cause is the event. */
struct log_rank survival_compare(const struct duration *first, guint n_first, const struct duration *second, guint n_second);

#endif
