/* Goals: actual, target and the verdict that the interval licenses. */
#include "metrics/goals.h"

#include <math.h>
#include <string.h>

#include "metrics/statistics/interval.h"

enum { GOAL_ID = 2, GOAL_LABEL, GOAL_VERDICT, GOAL_UNIT };
enum { VALUE_ATTAINED, VALUE_ATTAINMENT, VALUE_ACTUAL, VALUE_TARGET };

const struct metric_column GOAL_COLUMNS[] = {
	{ .name = "goal", .label = "Goal", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "label", .label = "What", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "verdict", .label = "Verdict", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "unit", .label = "Unit", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "attainment", .label = "Reached of planned", .unit = UNIT_SHARE }, { .name = "actual", .label = "Reached" },
	{ .name = "target", .label = "Planned" }, { NULL },
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

/* Before the end: what is reached so far against the target's share, counted evenly over the days. */
static const char *
verdict_of_pace(const struct goal *goal, const struct value *value, double target)
{
	struct interval count = count_byar(value->value);
	double low = value_has_interval(value) ? value->lo : count.low, high = value_has_interval(value) ? value->hi : count.high;

	return verdict_of_bounds(goal, low, high, target, "on pace", "behind pace");
}

const char *
goal_verdict(const struct goal *goal, const struct definition *definition, const struct value *value, double elapsed)
{
	gboolean estimated = definition->comparison == COMPARE_INTERVALS && value_has_interval(value);

	if (!value_has_number(value) || value->state == STATE_NOT_REACHED)
		return NULL;
	if (elapsed < 1)
		return definition->additivity == ADD_FLOW && value->value >= 0 ? verdict_of_pace(goal, value, goal->target * elapsed) : NULL;
	if (value->state == STATE_PARTIAL && value->value < goal->target) /* days or channels are missing: more may have come */
		return "too close to call";
	if (estimated)
		return verdict_of_bounds(goal, value->lo, value->hi, goal->target, "met", "missed");
	return verdict_of_bounds(goal, value->value, value->value, goal->target, "met", "missed");
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
	double elapsed = (double)(inquiry->data_end - inquiry->period.start) / (double)(inquiry->period.end - inquiry->period.start);

	if (!metric || metric->definition.discipline != goal->discipline)
		return;
	struct value actual = inquiry_value(inquiry, goal->metric, goal->scope ? goal->scope : SCOPE_ALL);
	struct figure_row *row = inquiry_row(inquiry, figure);
	figure_set_word(figure, row, GOAL_ID, goal->id);
	figure_set_word(figure, row, GOAL_LABEL, goal->label ? goal->label : metric->definition.label);
	figure_set_word(figure, row, GOAL_VERDICT, goal_verdict(goal, &metric->definition, &actual, MIN(elapsed, 1)));
	figure_set_word(figure, row, GOAL_UNIT, unit_word(metric->definition.unit));
	row->values[VALUE_ATTAINED] = row->values[VALUE_ATTAINMENT] = goal_attainment(goal, &actual);
	row->values[VALUE_ACTUAL] = actual;
	row->values[VALUE_TARGET] = value_estimate(goal->target, NAN, NAN, NO_COUNT);
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
