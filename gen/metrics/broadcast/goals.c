/* Did we reach what we planned (METRICS B13). */
#include <math.h>
#include <string.h>

#include "metrics/metric.h"
#include "metrics/statistics/interval.h"

/* A goal for every month, or for this one. */
static gboolean
goal_is_for(const struct goal *goal, const struct period *period)
{
	g_autofree char *id = period_id(period);

	return !goal->period || strcmp(goal->period, "month") == 0 || strcmp(goal->period, id) == 0;
}

static struct value
attainment_of(const struct goal *goal, const struct value *actual)
{
	double over = goal->lower_is_better ? actual->value : goal->target, share;
	struct value value;

	if (!value_has_number(actual))
		return value_none(actual->state, actual->reason);
	if (over == 0)
		return value_none(STATE_UNDEFINED, "the goal is zero");
	share = goal->lower_is_better ? goal->target / actual->value : actual->value / goal->target;
	value = value_estimate(share, NAN, NAN, NO_COUNT);
	value_raise(&value, actual->state, actual->reason);
	return value;
}

/* ---- a period that is not over ---- */

static gboolean
is_counted_up(const struct definition *definition)
{
	return definition->additivity == ADD_FLOW || definition->additivity == ADD_FLOW_PLATFORM;
}

static double
elapsed_share(const struct inquiry *inquiry)
{
	return (double)(inquiry->data_end - inquiry->period.start) / (double)(inquiry->period.end - inquiry->period.start);
}

/* What the whole period would bring at this pace, with an interval; counts by Byar widened by their dispersion. */
static struct interval
projection_of(const struct inquiry *inquiry, const struct definition *definition, const struct value *actual)
{
	double share = elapsed_share(inquiry), widen = isnan(actual->dispersion) ? 1 : sqrt(actual->dispersion);
	struct interval known = value_has_interval(actual) ? interval_of(actual->value, actual->lo, actual->hi) : interval_value(actual->value);

	if (!is_counted_up(definition))
		return known;
	if (share <= 0)
		return (struct interval){ 0 };
	if (!known.bounded && definition->comparison == COMPARE_COUNTS)
		known = count_byar(actual->value);
	if (known.bounded)
		known = interval_of(known.value, known.value - (known.value - known.low) * widen, known.value + (known.high - known.value) * widen);
	return interval_scale(known, 1 / share);
}

static const char *
pace_of(const struct goal *goal, struct interval projection)
{
	gboolean above = projection.bounded && projection.low > goal->target, below = projection.bounded && projection.high < goal->target;

	if (!above && !below)
		return "too close to call";
	return above != goal->lower_is_better ? "on pace" : "behind pace";
}

static const char *
verdict_of(const struct inquiry *inquiry, const struct goal *goal, const struct definition *definition, const struct value *actual)
{
	gboolean met = goal->lower_is_better ? actual->value <= goal->target : actual->value >= goal->target;

	if (!value_has_number(actual))
		return NULL;
	if (inquiry->data_end != NO_TIME && inquiry->data_end < inquiry->period.end)
		return pace_of(goal, projection_of(inquiry, definition, actual));
	if (actual->state == STATE_PARTIAL || actual->state == STATE_NOT_REACHED)
		return "too close to call"; /* days or channels are missing: more may have come, or all is only a bound */
	return met ? "met" : "missed";
}

/* ---- rows ---- */

static void
goal_row(const struct inquiry *inquiry, struct figure *figure, const struct goal *goal)
{
	const struct metric *metric = metric_find(goal->metric);
	const char *scope = goal->scope ? goal->scope : SCOPE_ALL;
	struct value actual = inquiry_value(inquiry, goal->metric, scope);
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 1, scope);
	figure_set_word(figure, row, 2, goal->id);
	figure_set_word(figure, row, 3, goal->label ? goal->label : metric ? metric->definition.label : goal->metric);
	if (metric)
		figure_set_word(figure, row, 4, verdict_of(inquiry, goal, &metric->definition, &actual));
	row->values[0] = row->values[3] = attainment_of(goal, &actual);
	row->values[1] = actual;
	row->values[2] = value_estimate(goal->target, NAN, NAN, NO_COUNT);
}

static void
goal_attainment(const struct inquiry *inquiry, struct figure *figure)
{
	for (guint i = 0; i < inquiry->project->goals->len; i++) {
		const struct goal *goal = g_ptr_array_index(inquiry->project->goals, i);
		if (goal->discipline == DISCIPLINE_BROADCAST && goal_is_for(goal, &inquiry->period))
			goal_row(inquiry, figure, goal);
	}
}

static const struct metric_column columns[] = {
	{ .name = "goal", .label = "Goal", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "label", .label = "What", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "verdict", .label = "Verdict", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "actual", .label = "Actual", .unit = UNIT_COUNT },
	{ .name = "target", .label = "Planned", .unit = UNIT_COUNT },
	{ .name = "attainment", .label = "Of the plan", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_broadcast_goals = {
	.definition = {
		.name = "b_goal_attainment", .card = "B13", .discipline = DISCIPLINE_BROADCAST, .label = "Goals",
		.question = "Did we reach the goals we set?",
		.formula = "What a goal's number came to over what was planned; where less is better, the other way round. While the month runs: on pace or "
		           "behind only where the projected range leaves no doubt.",
		.noun = "goals", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_GOALS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B13",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .columns = columns, .measure = goal_attainment,
};
