/* Goals: actual, target and the verdict that the interval licenses. */
#include "metrics/goals.h"

#include <math.h>
#include <string.h>

#include "metrics/statistics/interval.h"

enum { GOAL_ID = 2, GOAL_LABEL, GOAL_VERDICT, GOAL_UNIT };
enum { VALUE_ATTAINED, VALUE_ATTAINMENT, VALUE_ACTUAL, VALUE_TARGET, VALUE_PACE };

const struct metric_column GOAL_COLUMNS[] = {
	{ .name = "goal", .label = "Goal", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "label", .label = "What", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "verdict", .label = "Verdict", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "unit", .label = "Unit", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "attainment", .label = "Reached of planned", .unit = UNIT_SHARE }, { .name = "actual", .label = "Reached" },
	{ .name = "target", .label = "Planned", .planned = TRUE }, { .name = "pace", .label = "Of what was due by now", .unit = UNIT_SHARE }, { NULL },
};

static const char *
unit_word(enum unit unit)
{
	static const char *const words[] = {
		[UNIT_COUNT] = "count", [UNIT_SHARE] = "share", [UNIT_HOURS] = "hours", [UNIT_RATE] = "rate", [UNIT_RATIO] = "ratio",
		[UNIT_INDEX] = "index", [UNIT_MONEY] = "money", [UNIT_SECONDS] = "seconds", [UNIT_DAYS] = "days",
	};

	return words[unit];
}

struct value
goal_attainment(const struct goal *goal, const struct value *actual)
{
	if (!value_has_number(actual) || actual->state == STATE_NOT_REACHED)
		return value_none(actual->state, actual->reason);
	double over = goal->lower_is_better ? actual->value : goal->target;
	if (over == 0)
		return value_none(STATE_UNDEFINED, "a goal of nothing");
	struct value value = value_estimate(goal->lower_is_better ? goal->target / actual->value : actual->value / goal->target, NAN, NAN, actual->n);
	value_raise(&value, actual->state, actual->reason);
	return value;
}

/* ---- verdicts ---- */

static const char *
verdict_of_bounds(const struct goal *goal, double low, double high, double target, const char *good, const char *bad)
{
	if (low < target && target < high)
		return "too close to call";
	return (goal->lower_is_better ? high <= target : low >= target) ? good : bad;
}

/* What so many so far may be by chance: events that come in bursts are as uncertain as that many fewer bursts (METRICS §4.4). */
static struct interval
count_so_far(const struct value *value)
{
	double factor = value->dispersion > 1 ? value->dispersion : 1; /* NAN: none is known */

	if (factor == 1 && value_has_interval(value))
		return interval_of(value->value, value->lo, value->hi);
	return interval_scale(count_byar(value->value / factor), factor);
}

/* Before the end: what is reached so far against the part of the target that is due by now. */
static const char *
verdict_of_pace(const struct goal *goal, const struct value *value, double target)
{
	struct interval count = count_so_far(value);

	return verdict_of_bounds(goal, count.low, count.high, target, "on pace", "behind pace");
}

const char *
goal_verdict(const struct goal *goal, const struct definition *definition, const struct value *value, double due)
{
	gboolean estimated = definition->comparison == COMPARE_INTERVALS && value_has_interval(value);

	if (!value_has_number(value) || value->state == STATE_NOT_REACHED)
		return NULL;
	if (due < 1)
		return definition->additivity == ADD_FLOW && value->value >= 0 ? verdict_of_pace(goal, value, goal->target * due) : NULL;
	if (value->state == STATE_PARTIAL && value->value < goal->target) /* days or channels are missing: more may have come */
		return "too close to call";
	if (estimated)
		return verdict_of_bounds(goal, value->lo, value->hi, goal->target, "met", "missed");
	return verdict_of_bounds(goal, value->value, value->value, goal->target, "met", "missed");
}

struct value
goal_pace(const struct goal *goal, const struct definition *definition, const struct value *actual, double due)
{
	struct value value = goal_attainment(goal, actual);

	if (!value_has_number(&value))
		return value;
	if (definition->additivity != ADD_FLOW)
		return value_none(STATE_UNDEFINED, "is counted at the end");
	if (due <= 0)
		return value_none(STATE_UNDEFINED, "nothing was due by now");
	value.value = goal->lower_is_better ? value.value * due : value.value / due;
	return value;
}

/* ---- how much is due by now ---- */

struct course {
	double due;             /* share of the plan; below 1 while the period is not over */
	gboolean by_last_year;  /* as it came a year ago, else evenly over time */
};

static struct value
value_in(const struct inquiry *inquiry, const struct goal *goal, const struct period *period)
{
	struct inquiry then = *inquiry;

	then.period = then.window = *period;
	return inquiry_value(&then, goal->metric, goal->scope ? goal->scope : SCOPE_ALL);
}

/* The share of last year's month that had come after as many days; NAN where a whole month of last year is not known (so that it takes
 * thirteen months of data), or its days are not. */
static double
share_of_last_year(const struct inquiry *inquiry, const struct goal *goal, gint64 data_end)
{
	GTimeZone *zone = inquiry->project->zone;
	gint32 days = day_of_instant(data_end, zone) - inquiry->period.first;
	struct period year = period_year_before(inquiry->period, zone), part = year;
	struct value whole = value_in(inquiry, goal, &year), begun;

	part.past = MIN(part.first + days, year.past);
	part.end = instant_of_day(part.past, zone);
	if (days <= 0 || whole.state > STATE_SMALL || whole.value <= 0)
		return NAN;
	begun = value_in(inquiry, goal, &part);
	return begun.state > STATE_SMALL || begun.value > whole.value ? NAN : begun.value / whole.value;
}

static struct course
course_of(const struct inquiry *inquiry, const struct goal *goal, const struct metric *metric)
{
	struct inquiry own = measuring_inquiry(inquiry->measuring, metric, &inquiry->period, &inquiry->period, goal->scope ? goal->scope : SCOPE_ALL);
	double elapsed = ((double)own.data_end - (double)own.period.start) / (double)(own.period.end - own.period.start);
	double share = own.data_end > own.period.start && elapsed < 1 && metric->definition.additivity == ADD_FLOW
	                       ? share_of_last_year(inquiry, goal, own.data_end) : NAN;

	if (isnan(share))
		return (struct course){ CLAMP(elapsed, 0, 1), FALSE };
	return (struct course){ fmin(share, nextafter(1, 0)), TRUE }; /* never 1: the month is not over, though last year's had all come */
}

static void
course_note(const struct inquiry *inquiry, struct figure *figure, const struct goal *goal, const struct course *course)
{
	const char *label = goal->label ? goal->label : metric_find(goal->metric)->definition.label;

	if (course->by_last_year)
		figure_note(figure, "%s: a year ago %.0f %% of the month had come after as many days; the pace is held against that", label, 100 * course->due);
	else if (course->due < 1 && inquiry->current)
		figure_note(figure, "%s: the pace is counted evenly over the days; a year ago is not known", label);
}

/* ---- rows ---- */

static gboolean
goal_is_for(const struct goal *goal, const struct inquiry *inquiry)
{
	g_autofree char *id = period_id(&inquiry->period);

	return goal->discipline == inquiry->metric->definition.discipline &&
	       (!goal->period || strcmp(goal->period, "month") == 0 || strcmp(goal->period, id) == 0);
}

static void
goal_row(const struct inquiry *inquiry, struct figure *figure, const struct goal *goal)
{
	const struct metric *metric = metric_find(goal->metric);

	if (!metric || metric->definition.discipline != goal->discipline)
		return;
	struct course course = course_of(inquiry, goal, metric);
	struct value actual = inquiry_value(inquiry, goal->metric, goal->scope ? goal->scope : SCOPE_ALL);
	struct figure_row *row = inquiry_row(inquiry, figure);
	figure_set_word(figure, row, GOAL_ID, goal->id);
	figure_set_word(figure, row, GOAL_LABEL, goal->label ? goal->label : metric->definition.label);
	figure_set_word(figure, row, GOAL_VERDICT, goal_verdict(goal, &metric->definition, &actual, course.due));
	figure_set_word(figure, row, GOAL_UNIT, unit_word(metric->definition.unit));
	row->values[VALUE_ATTAINED] = row->values[VALUE_ATTAINMENT] = goal_attainment(goal, &actual);
	row->values[VALUE_ACTUAL] = actual;
	row->values[VALUE_TARGET] = value_estimate(goal->target, NAN, NAN, NO_COUNT);
	row->values[VALUE_PACE] = goal_pace(goal, &metric->definition, &actual, course.due);
	if (metric->definition.additivity == ADD_FLOW && value_has_number(&actual))
		course_note(inquiry, figure, goal, &course);
}

void
goals_measure(const struct inquiry *inquiry, struct figure *figure)
{
	for (guint i = 0; i < inquiry->project->goals->len; i++) {
		const struct goal *goal = g_ptr_array_index(inquiry->project->goals, i);
		if (goal_is_for(goal, inquiry))
			goal_row(inquiry, figure, goal);
	}
}
