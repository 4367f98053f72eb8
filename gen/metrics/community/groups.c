/* Groups of members who mostly talk among themselves (C47), and members who stand between them (C48): counts, never names. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/circles.h"

#define BROKER_TIES 4      /* fewer ties bridge nothing */
#define BROKER_SHARE 0.1   /* the tenth of people with the least constraint */
#define PEOPLE_HARD 10
#define PEOPLE_COMFORTABLE 30

#define NO_STABLE "no stable groups: looked for again, they come out differently"
#define TOO_SMALL "it takes 30 members and 60 ties to look for groups"

/* ---- C47 ---- */

static void
note_sample(const struct inquiry *inquiry, struct figure *figure, const struct circles *circles)
{
	if (inquiry->current && circles->sampled)
		figure_note(figure, "Compared with random networks on a random sample of %u of the %u members.", circles->sampled, circles->people);
}

static void
communities(const struct inquiry *inquiry, struct figure *figure)
{
	const struct circles *circles = circles_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!circles->enough) {
		row->values[0] = value_none(circles->ties ? STATE_TOO_FEW : STATE_UNDEFINED, circles->ties ? TOO_SMALL : "no two members had an exchange");
		return;
	}
	row->values[0] = circles->stable ? value_estimate(circles->n, NAN, NAN, circles->people) : value_none(STATE_UNDEFINED, NO_STABLE);
	row->values[1] = circles->stable ? value_estimate((double)circles->inside, NAN, NAN, circles->people) : value_none(STATE_UNDEFINED, NO_STABLE);
	row->values[2] = value_estimate(circles->modularity, NAN, NAN, (gint64)circles->ties);
	if (circles->null.defined) {
		row->values[3] = value_estimate(circles->null.percentile, NAN, NAN, circles->null.draws);
		row->values[4] = value_estimate(circles->null.range.value, circles->null.range.low, circles->null.range.high, circles->null.draws);
	}
	row->values[5] = value_estimate(circles->stability, NAN, NAN, circles->people);
	note_sample(inquiry, figure, circles);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column community_columns[] = {
	{ .name = "inside", .label = "Members in them" }, { .name = "modularity", .label = "How clearly they are parted (modularity)", .unit = UNIT_INDEX },
	{ .name = "percentile", .label = "More clearly than this share of random networks", .unit = UNIT_SHARE },
	{ .name = "random", .label = "Random networks with the same numbers of ties", .unit = UNIT_INDEX },
	{ .name = "stability", .label = "Agreement of ten searches", .unit = UNIT_INDEX }, { NULL },
};

const struct metric metric_communities = {
	.definition = {
		.name = "c_communities", .card = "C47", .discipline = DISCIPLINE_COMMUNITY, .label = "Groups who mostly talk among themselves",
		.question = "Is it one community, or several?", .phrase = "{value} groups of members mostly talk among themselves",
		.formula = "Groups of five members or more, found on the ties between members over the last 90 days, a tie counting by its messages: the best by "
		           "modularity of ten searches (Leiden). If the searches do not agree (mean adjusted Rand index under 0.7), there are no stable groups. "
		           "Compared with networks in which everybody has as many ties, to others.",
		.noun = "groups", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE, .version = 1,
		.source = "Traag, Waltman & van Eck 2019; Newman & Girvan 2004; Hubert & Arabie 1985",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = community_columns, .measure = communities,
};

/* ---- C48 ---- */

/* The constraint that a tenth of people do not exceed. */
static double
constraint_low(const struct interval *constraint, guint people)
{
	g_autofree double *values = g_new(double, people + 1);

	for (guint v = 0; v < people; v++)
		values[v] = constraint[v].value;
	values_sort(values, people);
	return quantile_sorted(values, people, BROKER_SHARE);
}

static struct value
value_of_web(const struct web *web, double number)
{
	struct value value = value_estimate(number, NAN, NAN, web->graph->n_nodes);

	if (web->graph->n_nodes < PEOPLE_HARD || web->graph->n_ties < 15)
		return value_none(STATE_TOO_FEW, NULL);
	if (web->graph->n_nodes < PEOPLE_COMFORTABLE || web->graph->n_ties < 60)
		value_raise(&value, STATE_SMALL, NULL);
	return value;
}

static void
brokers(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	AUTO(web) web = web_new(inquiry, TRUE);
	guint people = web->graph->n_nodes, between = 0;
	g_autofree struct interval *constraint = g_new0(struct interval, people + 1);

	if (people == 0) {
		row->values[0] = value_none(STATE_UNDEFINED, "no two members had an exchange");
		return;
	}
	graph_constraint(web->graph, FALSE, constraint);
	double low = constraint_low(constraint, people);
	for (guint v = 0; v < people; v++)
		between += constraint[v].value <= low + 1e-12 && graph_degree(web->graph, v, GRAPH_BOTH) >= BROKER_TIES;
	row->values[0] = answer_about(value_of_web(web, between), between);
	row->values[1] = value_of_web(web, low);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column broker_columns[] = {
	{ .name = "constraint", .label = "Constraint they do not exceed", .unit = UNIT_INDEX }, { NULL },
};

const struct metric metric_brokers = {
	.definition = {
		.name = "c_brokers", .card = "C48", .discipline = DISCIPLINE_COMMUNITY, .label = "Members who bridge",
		.question = "How many people hold the community together?", .phrase = "{value} members link people who do not talk with each other",
		.formula = "Members with at least four ties whose acquaintances know each other least: Burt’s constraint, over the ties between members of the last 90 "
		           "days, no higher than the lowest tenth of them have; so the number is a tenth of members at most, but for equals. Without names.",
		.noun = "members with a tie to another", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_DOTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "Burt 1992, Structural Holes",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = broker_columns, .measure = brokers,
};
