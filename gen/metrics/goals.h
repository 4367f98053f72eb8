/* Goals of one discipline against what was reached (METRICS B13, C26): the same words and rules on both sides of the wall. */
#ifndef METRICS_GOALS_H
#define METRICS_GOALS_H

#include "metrics/metric.h"

/* Keys and values of a figure of goals, for the metric's `columns`: goal (its id), label, verdict, unit; value and attainment (actual
 * of target), actual, target. */
extern const struct metric_column GOAL_COLUMNS[];

/* A row for each goal of the inquiry's discipline that is meant for its period. Verdicts: "met", "missed", "too close to call" (the
 * interval of an estimate holds the target); before the period is over, for what adds up over days: "on pace", "behind pace", "too close
 * to call". No verdict where the metric has no number. */
void goals_measure(const struct inquiry *, struct figure *);

/* The verdict of one goal; elapsed: share of the period that is over, 1 = all. NULL: none. */
const char *goal_verdict(const struct goal *, const struct definition *, const struct value *, double elapsed);
/* Actual of target, or target of actual where lower is better; undefined for a target of 0. */
struct value goal_attainment(const struct goal *, const struct value *);

#endif
