/* Statistics become values with a state. */
#include "metrics/answer.h"

#include <math.h>

#include "metrics/statistics/resample.h"

#define EVENTS_HARD 5
#define EVENTS_COMFORTABLE 15

struct value
answer_interval(struct interval interval, gint64 n, const char *empty)
{
	if (!interval.defined) {
		struct value none = value_none(STATE_UNDEFINED, empty);
		none.n = n;
		return none;
	}
	return value_estimate(interval.value, interval.bounded ? interval.low : NAN, interval.bounded ? interval.high : NAN, n);
}

struct value
answer_share(gint64 k, gint64 n, const char *empty)
{
	return answer_interval(proportion_wilson((double)k, (double)n), n, empty);
}

struct value
answer_ratio(const struct inquiry *inquiry, const double *y, const double *x, guint clusters, const char *empty)
{
	struct random random = answer_random(inquiry);
	double n = 0;

	for (guint i = 0; i < clusters; i++)
		n += x[i];
	return answer_interval(bootstrap_ratio(y, x, clusters, &random), (gint64)n, empty);
}

void
answer_events(struct value *value, guint events)
{
	if (events < EVENTS_HARD)
		value_raise(value, STATE_TOO_FEW, NULL);
	else if (events < EVENTS_COMFORTABLE)
		value_raise(value, STATE_SMALL, NULL);
}

static struct value
value_of_events(struct value value, guint events)
{
	answer_events(&value, events);
	return value;
}

struct value
answer_median(const struct survival *curve, const char *empty, const char *not_reached)
{
	struct survival_median median = survival_median(curve);

	if (curve->n == 0)
		return answer_interval((struct interval){ 0 }, 0, empty);
	if (median.reached)
		return value_of_events(value_estimate(median.median, median.bounded ? median.low : NAN,
		                                      median.bounded && median.high_reached ? median.high : NAN, curve->n), curve->n_events);
	struct value beyond = value_estimate(curve->times[curve->n - 1], NAN, NAN, curve->n);
	value_raise(&beyond, STATE_NOT_REACHED, not_reached);
	return value_of_events(beyond, curve->n_events);
}

struct value
answer_share_by(const struct survival *curve, double hours, const char *empty)
{
	struct interval share = survival_share_by(curve, hours);

	if (curve->n == 0)
		return answer_interval((struct interval){ 0 }, 0, empty);
	return value_of_events(answer_interval(share, curve->n, "nothing was watched for so long"), curve->n_events);
}

static guint
events_of(const struct duration *durations, guint n, guint cause)
{
	guint events = 0;

	for (guint i = 0; i < n; i++)
		events += durations[i].cause == cause;
	return events;
}

struct value
answer_incidence_median(const struct duration *durations, guint n, guint cause, const char *empty, const char *not_reached)
{
	double median;
	gboolean reached;

	if (n == 0)
		return answer_interval((struct interval){ 0 }, 0, empty);
	reached = incidence_median(durations, n, cause, &median);
	struct value value = value_estimate(median, NAN, NAN, n);
	if (!reached)
		value_raise(&value, STATE_NOT_REACHED, not_reached);
	return value_of_events(value, events_of(durations, n, cause));
}

struct value
answer_incidence_by(const struct duration *durations, guint n, guint cause, double hours, const char *empty)
{
	struct interval share = incidence_by(durations, n, cause, hours);

	if (n == 0)
		return answer_interval((struct interval){ 0 }, 0, empty);
	return value_of_events(answer_interval(share, n, "nothing was watched for so long"), events_of(durations, n, cause));
}

struct value
answer_about(struct value value, gint64 people)
{
	value.people = people;
	return value;
}

struct value
answer_people(gint64 people)
{
	return answer_about(value_count(people), people);
}

/* Nobody of n tells something about all n. */
struct value
answer_people_share(gint64 k, gint64 n, const char *empty)
{
	return answer_about(answer_share(k, n, empty), k > 0 ? k : n);
}

struct random
answer_random(const struct inquiry *inquiry)
{
	g_autofree char *period = period_id(&inquiry->period);

	return random_seeded(inquiry->metric->definition.name, inquiry->scope, period);
}
