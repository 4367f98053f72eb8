/* From statistics to values: the small steps every metric takes. */
#ifndef METRICS_ANSWER_H
#define METRICS_ANSWER_H

#include "base/random.h"
#include "metrics/metric.h"
#include "metrics/statistics/interval.h"
#include "metrics/statistics/survival.h"

/* An interval over n units; `empty` are the words where it is undefined. Bounds of shares and counts never pass 0. */
struct value answer_interval(struct interval, gint64 n, const char *empty);
/* k of n with Wilson's interval; n = 0: UNDEFINED in these words. */
struct value answer_share(gint64 k, gint64 n, const char *empty);
/* Σy/Σx over clusters with a bootstrap interval; n = Σx. */
struct value answer_ratio(const struct inquiry *, const double *y, const double *x, guint clusters, const char *empty);
/* Kaplan–Meier: the median, and the share ended within `hours`. State by METRICS §4.15: under 5 events too few, under 15 small
 * (at risk: the definition's minimums, 10 and 30). n = at risk at the start; none: UNDEFINED in these words. */
struct value answer_median(const struct survival *, const char *empty, const char *not_reached);
struct value answer_share_by(const struct survival *, double hours, const char *empty);
/* The same for one cause where others compete (Aalen–Johansen): no intervals; events are those of the cause. */
struct value answer_incidence_median(const struct duration *, guint n, guint cause, const char *empty, const char *not_reached);
struct value answer_incidence_by(const struct duration *, guint n, guint cause, double hours, const char *empty);
/* The same state for a share that no curve made. */
void answer_events(struct value *, guint events);
/* What is about people says so and is hidden by the registry where they are too few (metric.h, disclosure.h): a count of people; a share of
 * people with Wilson's interval, as answer_share; any other value that tells something about so many. */
struct value answer_people(gint64 people);
struct value answer_people_share(gint64 k, gint64 n, const char *empty);
struct value answer_about(struct value, gint64 people);
/* Chance of one metric, scope and period. */
struct random answer_random(const struct inquiry *);

#endif
