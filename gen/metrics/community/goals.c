/* Did we reach what we planned for the community (C26)? */
#include "metrics/community/place.h"
#include "metrics/goals.h"

const struct metric metric_community_goals = {
	.definition = {
		.name = "c_goal_attainment", .card = "C26", .discipline = DISCIPLINE_COMMUNITY, .label = "Community goals",
		.question = "Did we reach the goals we set?",
		.formula = "Reached / planned; where lower is better, planned / reached. An estimate whose range holds the plan is too close to call.",
		.noun = "goals", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_GOALS, .comparison = COMPARE_NONE, .version = 1,
		.source = "the project’s own goals; verdicts by the interval of the metric",
	},
	.by_k = TRUE, .windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = GOAL_COLUMNS, .measure = goals_measure,
};
