/* Did we reach what we planned to say and bring (METRICS B13)? */
#include "metrics/goals.h"

static const char *const reads[] = { "post", "post_metric", "account_day", "site_visits", "lead", NULL };

const struct metric metric_broadcast_goals = {
	.definition = {
		.name = "b_goal_attainment", .card = "B13", .discipline = DISCIPLINE_BROADCAST, .label = "Broadcast goals",
		.question = "Did we reach the goals we set?",
		.formula = "Reached / planned; where lower is better, planned / reached. An estimate whose range holds the plan is too close to call.",
		.noun = "goals", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_GOALS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B13; verdicts by the interval of the metric",
	},
	.by_k = TRUE, .windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = reads, .columns = GOAL_COLUMNS, .measure = goals_measure,
};
