/* Goals of one discipline against what was reached (METRICS B13, C26): the same words and rules on both sides of the wall. */
#ifndef METRICS_GOALS_H
#define METRICS_GOALS_H

#include "metrics/metric.h"

/* Keys and values of a figure of goals, for the metric's `columns`: goal (its id), label, verdict, unit; value and attainment (actual
 * of target), actual, target, pace (actual of what was due by now). */
extern const struct metric_column GOAL_COLUMNS[];

/* A row for each goal of the inquiry's discipline that is meant for its period. Verdicts: "met", "missed", "too close to call" (the
 * interval of an estimate holds the target); before the period is over, for what adds up over days: "on pace", "behind pace", "too close
 * to call", by Byar's interval, widened by the dispersion that the value carries. No verdict where the metric has no number. */
void goals_measure(const struct inquiry *, struct figure *);

/* The verdict of one goal; due: share of the plan that should be there by now, 1 = the period is over. NULL: none. It is last year's share
 * after as many days where a whole month of last year is known (METRICS B13), else the share of time. */
const char *goal_verdict(const struct goal *, const struct definition *, const struct value *, double due);
/* Actual of target, or target of actual where lower is better; undefined for a target of 0. */
struct value goal_attainment(const struct goal *, const struct value *);
/* Actual of what was due by now: above 1 the plan is ahead; only for what adds up over days. */
struct value goal_pace(const struct goal *, const struct definition *, const struct value *actual, double due);

#endif
