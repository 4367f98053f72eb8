/* How people hang together: one network, pieces, alone (C42). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/web.h"

struct pieces {
	struct web *web;
	guint *label, *size, largest; /* piece of each node, people of each piece, the largest piece */
};

static struct pieces
pieces_of(const struct inquiry *inquiry, gboolean members_only)
{
	struct pieces pieces = { .web = web_new(inquiry, members_only) };
	guint people = pieces.web->graph->n_nodes;

	pieces.label = g_new0(guint, people + 1);
	pieces.size = g_new0(guint, people + 1);
	graph_components(pieces.web->graph, pieces.label);
	for (guint v = 0; v < people; v++)
		pieces.size[pieces.label[v]]++;
	for (guint v = 0; v < people; v++)
		if (pieces.size[v] > pieces.size[pieces.largest])
			pieces.largest = v;
	return pieces;
}

static void
pieces_clear(struct pieces *pieces)
{
	web_free(pieces->web);
	g_free(pieces->label);
	g_free(pieces->size);
}

static struct value
giant_share(const struct web *web)
{
	return answer_interval(graph_giant_share(web->graph), graph_connected(web->graph), "nobody addressed anybody");
}

static void
giant_component(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	AUTO(web) all = web_new(inquiry, FALSE);
	AUTO(web) members = web_new(inquiry, TRUE);

	row->values[0] = giant_share(all);
	row->values[1] = inquiry->conversation->has_staff ? giant_share(members) : value_none(STATE_NO_DATA, NO_STAFF_LIST);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column giant_columns[] = {
	{ .name = "members", .label = "Among members only", .unit = UNIT_SHARE, .judged = TRUE }, { NULL },
};

const struct metric metric_giant_component_share = {
	.definition = {
		.name = "c_giant_component_share", .card = "C42", .discipline = DISCIPLINE_COMMUNITY, .label = "People in one connected network",
		.question = "Does it hang together?", .phrase = "{value} of people with a tie hang together in one network",
		.formula = "People, staff among them, in the largest set in which everybody is linked to everybody over others / people with a tie, over the last 90 days. "
		           "Beside it: the same among members only. All people are counted, so there is no range.",
		.noun = "people with a tie", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "weakly connected components; Wasserman & Faust 1994",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = giant_columns, .measure = giant_component,
};

/* Members active in the window: in the largest piece, in a smaller one, in none. */
struct footing {
	gint64 active, largest, smaller, alone;
};

static struct footing
footing_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct pieces pieces = pieces_of(inquiry, FALSE);
	struct footing footing = { 0 };
	g_autofree guint8 *active = NULL;

	footing.active = conversation_active(conversation, inquiry->window.first, inquiry->window.past, inquiry_place(inquiry), &active);
	for (guint32 p = 0; p < conversation->n_people; p++) {
		guint node = pieces.web->node[p];
		if (!active[p])
			continue;
		footing.alone += node == NO_NODE;
		footing.largest += node != NO_NODE && pieces.label[node] == pieces.largest;
		footing.smaller += node != NO_NODE && pieces.label[node] != pieces.largest;
	}
	pieces_clear(&pieces);
	return footing;
}

static void
isolates(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct footing footing = footing_of(inquiry);

	row->values[0] = footing.active ? answer_people(footing.alone) : value_none(STATE_UNDEFINED, "nobody took part");
	row->values[0].n = footing.active;
	row->values[1] = answer_people_share(footing.alone, footing.active, "nobody took part");
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column isolate_columns[] = {
	{ .name = "share", .label = "Of all active members", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_isolates = {
	.definition = {
		.name = "c_isolates", .card = "C42", .discipline = DISCIPLINE_COMMUNITY, .label = "Active members without any exchange",
		.question = "Who speaks into the void?", .phrase = "{value} active members had no exchange with anybody",
		.formula = "Members who wrote or helped in the last 90 days, addressed nobody and were addressed by nobody, staff included.",
		.noun = "active members", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_DOTS, .comparison = COMPARE_NONE, .lower_is_better = TRUE,
		.version = 1, .source = "Wasserman & Faust 1994: isolates",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_EVENTS, .columns = isolate_columns, .measure = isolates,
};

static void
connectedness(const struct inquiry *inquiry, struct figure *figure)
{
	struct footing footing = footing_of(inquiry);
	const struct { const char *label; gint64 people; } parts[] = {
		{ "in one network", footing.largest }, { "in smaller ones", footing.smaller }, { "with nobody", footing.alone },
	};

	if (footing.active == 0)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, parts[i].label);
		row->values[0] = answer_people(parts[i].people);
	}
}

static const struct metric_column connectedness_columns[] = {
	{ .name = "connected", .label = "Connected", .is_key = TRUE, .key_kind = KEY_WORD }, { NULL },
};

static const struct metric_total connectedness_totals[] = { { .over = "connected" }, { NULL } };

const struct metric metric_connectedness = {
	.definition = {
		.name = "c_connectedness", .card = "C42", .discipline = DISCIPLINE_COMMUNITY, .label = "How active members are connected",
		.question = "One network, pieces, or alone?",
		.formula = "Active members of the last 90 days by where they stand: in the largest connected network, in a smaller one, or without any exchange.",
		.noun = "active members", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_SHARES, .comparison = COMPARE_NONE, .version = 1,
		.source = "weakly connected components; Wasserman & Faust 1994",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_EVENTS, .columns = connectedness_columns,
	.totals = connectedness_totals, .measure = connectedness,
};
