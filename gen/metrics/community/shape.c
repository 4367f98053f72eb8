/* The shape of the network of the last 90 days: hub and spoke or a net (C13), dialogue or monologue (C14). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/community/web.h"
#include "metrics/statistics/graph.h"
#include "metrics/statistics/graph_null.h"
#include "metrics/statistics/resample.h"

#define PEOPLE_HARD 10
#define PEOPLE_COMFORTABLE 30
#define LARGE 20000 /* links: beyond, a fifth of the random networks is drawn */
#define RETURN_SECONDS (7 * 86400) /* a tie younger than this had no time to be returned */

#define NOBODY_TALKED "nobody addressed anybody"

/* ---- edges of the window with their threads as clusters ---- */

/* One distinct (from, to, thread). */
struct link {
	guint32 from, to, thread; /* thread: dense, 0 … threads − 1 */
};

struct net {
	GArray *links; /* struct link, sorted by from, to, thread */
	guint threads;
	guint people;  /* numbers of people reach to here */
};

static int
compare_links(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return (x->thread > y->thread) - (x->thread < y->thread);
}

static int
compare_numbers(const void *a, const void *b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

/* Threads as dense numbers in their order. */
static guint
threads_number(GArray *links)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint kinds = 0;

	for (guint i = 0; i < links->len; i++)
		g_array_append_val(threads, g_array_index(links, struct link, i).thread);
	g_array_sort(threads, compare_numbers);
	guint32 *numbers = (guint32 *)(void *)threads->data;
	for (guint i = 0; i < threads->len; i++)
		if (i == 0 || numbers[i] != numbers[kinds - 1])
			numbers[kinds++] = numbers[i];
	for (guint i = 0; i < links->len; i++) {
		struct link *link = &g_array_index(links, struct link, i);
		link->thread = (guint32)((guint32 *)bsearch(&link->thread, numbers, kinds, sizeof *numbers, compare_numbers) - numbers);
	}
	return kinds;
}

static struct net
net_of(const struct inquiry *inquiry, gboolean members_only)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, &inquiry->window);
	struct net net = { g_array_new(FALSE, FALSE, sizeof(struct link)), 0, conversation->n_people };

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		gboolean inside = conversation_is_member(conversation, edge->from) && conversation_is_member(conversation, edge->to);
		struct link link = { edge->from, edge->to, edge->discussion };
		if ((inside || !members_only) && conversation_in_scope(conversation, edge->discussion, inquiry_place(inquiry)))
			g_array_append_val(net.links, link);
	}
	net.threads = threads_number(net.links);
	g_array_sort(net.links, compare_links);
	return net;
}

/* The same as a graph on the people who are in it. */
static struct graph *
graph_of_net(const struct net *net)
{
	g_autofree guint *number = g_new0(guint, net->people + 1), *from = g_new(guint, net->links->len + 1), *to = g_new(guint, net->links->len + 1);
	guint people = 0;

	for (guint i = 0; i < net->links->len; i++) {
		const struct link *link = &g_array_index(net->links, struct link, i);
		number[link->from] = number[link->to] = 1;
	}
	for (guint p = 0; p < net->people; p++)
		number[p] = number[p] ? people++ : 0;
	for (guint i = 0; i < net->links->len; i++) {
		const struct link *link = &g_array_index(net->links, struct link, i);
		from[i] = number[link->from];
		to[i] = number[link->to];
	}
	return graph_new(people, from, to, NULL, net->links->len);
}

/* METRICS §4.15: 10 people and 15 distinct edges at least, 30 and 60 for comfort; edges are the n that the registry judges. */
static struct value
value_of_graph(const struct graph *graph, struct interval interval)
{
	struct value value = answer_interval(interval, (gint64)graph->n_edges, NOBODY_TALKED);

	if (graph_connected(graph) < PEOPLE_HARD)
		value_raise(&value, STATE_TOO_FEW, NULL);
	else if (graph_connected(graph) < PEOPLE_COMFORTABLE)
		value_raise(&value, STATE_SMALL, NULL);
	return value;
}

/* ---- C13 ---- */

struct centring {
	const struct net *net;
	enum graph_side side;
	guint *degree;  /* of each person, scratch */
	guint8 *is_in;
};

/* Freeman's formula over people with a link, of the links whose thread was drawn. */
static gboolean
centralization_drawn(const guint *times, guint clusters, gpointer user, double *value)
{
	struct centring *centring = user;
	const struct net *net = centring->net;
	guint32 from = NOBODY, to = NOBODY;
	guint most = 0, people = 0;
	double total = 0;

	(void)clusters;
	memset(centring->degree, 0, sizeof(guint) * net->people);
	memset(centring->is_in, 0, net->people);
	for (guint i = 0; i < net->links->len; i++) {
		const struct link *link = &g_array_index(net->links, struct link, i);
		if (times[link->thread] == 0 || (link->from == from && link->to == to))
			continue;
		from = link->from;
		to = link->to;
		centring->degree[centring->side == GRAPH_IN ? to : from]++;
		centring->is_in[from] = centring->is_in[to] = 1;
	}
	for (guint p = 0; p < net->people; p++) {
		most = MAX(most, centring->degree[p]);
		people += centring->is_in[p];
		total += centring->degree[p];
	}
	if (people < 2)
		return FALSE;
	*value = ((double)most * people - total) / ((double)(people - 1) * (people - 1));
	return TRUE;
}

static struct interval
centralization_resampled(const struct net *net, enum graph_side side)
{
	struct centring centring = { net, side, g_new0(guint, net->people + 1), g_new0(guint8, net->people + 1) };
	struct interval result = jackknife(net->threads, centralization_drawn, &centring, 0, 1);

	g_free(centring.degree);
	g_free(centring.is_in);
	return result;
}

static void
net_clear(struct net *net)
{
	g_array_unref(net->links);
}

static void
null_columns(const struct inquiry *inquiry, const struct graph *graph, enum graph_side side, struct figure_row *row)
{
	struct random random = answer_random(inquiry);
	struct graph_null null = graph_null_centralization(graph, side, graph->n_edges > LARGE ? NULL_DRAWS_SHAPE / 5 : NULL_DRAWS_SHAPE, &random);

	if (!null.defined)
		return;
	row->values[2] = value_estimate(null.percentile, NAN, NAN, null.draws);
	row->values[3] = value_estimate(null.range.value, null.range.low, null.range.high, null.draws);
}

static void
centralization(const struct inquiry *inquiry, struct figure *figure, enum graph_side side)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct net all = net_of(inquiry, FALSE), members = net_of(inquiry, TRUE);
	AUTO(graph) graph = graph_of_net(&all);
	AUTO(graph) inside = graph_of_net(&members);

	row->values[0] = value_of_graph(graph, centralization_resampled(&all, side));
	row->values[1] = inquiry->conversation->has_staff ? value_of_graph(inside, centralization_resampled(&members, side))
	                                                  : value_none(STATE_NO_DATA, NO_STAFF_LIST);
	if (row->values[0].state <= STATE_SMALL && row->values[0].n >= inquiry->metric->definition.minimum)
		null_columns(inquiry, graph, side, row);
	note_bases(inquiry, figure, FALSE);
	net_clear(&all);
	net_clear(&members);
}

static void
centralization_in(const struct inquiry *inquiry, struct figure *figure)
{
	centralization(inquiry, figure, GRAPH_IN);
}

static void
centralization_out(const struct inquiry *inquiry, struct figure *figure)
{
	centralization(inquiry, figure, GRAPH_OUT);
}

static const struct metric_column centralization_columns[] = {
	{ .name = "members_only", .label = "Among members only", .unit = UNIT_INDEX, .judged = TRUE },
	{ .name = "percentile", .label = "More centralised than this share of random networks", .unit = UNIT_SHARE },
	{ .name = "random", .label = "Random networks of this size", .unit = UNIT_INDEX }, { NULL },
};

#define CENTRALIZATION_FORMULA(whom) \
	"Freeman centralization over the last 90 days: how far the person " whom " stands out; 0 = all alike, 1 = one star. Compare it " \
	"with random networks of the same size, never with another community. Range: jackknife over groups of threads."

const struct metric metric_centralization_in = {
	.definition = {
		.name = "c_centralization_in", .card = "C13", .discipline = DISCIPLINE_COMMUNITY, .label = "Many address one",
		.question = "Is the shape hub-and-spoke or a network?", .phrase = "on a scale from 0 (all alike) to 1 (all address one), people stand at {value}",
		.formula = CENTRALIZATION_FORMULA("addressed by most others"),
		.noun = "links between people", .unit = UNIT_INDEX, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 15, .comfortable = 60, .version = 1, .source = "Freeman 1978; Pew 2014: broadcast network",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = centralization_columns,
	.measure = centralization_in,
};

const struct metric metric_centralization_out = {
	.definition = {
		.name = "c_centralization_out", .card = "C13", .discipline = DISCIPLINE_COMMUNITY, .label = "One addresses many",
		.question = "Does one person answer everybody?", .phrase = "on a scale from 0 (all alike) to 1 (one addresses all), people stand at {value}",
		.formula = CENTRALIZATION_FORMULA("who addresses most others"),
		.noun = "links between people", .unit = UNIT_INDEX, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 15, .comfortable = 60, .version = 1, .source = "Freeman 1978; Pew 2014: support network",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = centralization_columns,
	.measure = centralization_out,
};

/* ---- C14 ---- */

/* One direction of a tie in one thread. */
struct strand {
	guint32 tie, thread;
	guint8 back; /* from b to a */
};

static int
compare_strands(const void *a, const void *b)
{
	const struct strand *x = a, *y = b;

	return (x->tie > y->tie) - (x->tie < y->tie);
}

static const struct tie *
tie_find(const struct ties *ties, guint32 a, guint32 b)
{
	guint32 low = 0, high = ties->n;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		const struct tie *tie = &ties->ties[middle];
		if (tie->a < a || (tie->a == a && tie->b < b))
			low = middle + 1;
		else
			high = middle;
	}
	return &ties->ties[low];
}

static gboolean
tie_is_ripe(const struct inquiry *inquiry, const struct tie *tie)
{
	return tie->first_at <= inquiry->window.end - RETURN_SECONDS;
}

/* Ties of which so many ends are members; ANY_ENDS: all of them. */
#define ANY_ENDS 3

static gboolean
tie_has_ends(const struct conversation *conversation, const struct tie *tie, guint members)
{
	guint inside = conversation_is_member(conversation, tie->a) + (guint)conversation_is_member(conversation, tie->b);

	return members == ANY_ENDS || inside == members;
}

static GArray *
strands_of(const struct inquiry *inquiry, const struct ties *ties, const struct net *net, guint members)
{
	GArray *strands = g_array_new(FALSE, FALSE, sizeof(struct strand));

	for (guint i = 0; i < net->links->len; i++) {
		const struct link *link = &g_array_index(net->links, struct link, i);
		const struct tie *tie = tie_find(ties, MIN(link->from, link->to), MAX(link->from, link->to));
		struct strand strand = { (guint32)(tie - ties->ties), link->thread, link->from != tie->a };
		if (tie_is_ripe(inquiry, tie) && tie_has_ends(inquiry->conversation, tie, members))
			g_array_append_val(strands, strand);
	}
	g_array_sort(strands, compare_strands);
	return strands;
}

/* Mutual ties / ties, of what the drawn threads hold. */
static gboolean
reciprocity_drawn(const guint *times, guint clusters, gpointer user, double *value)
{
	const GArray *strands = user;
	gsize ties = 0, mutual = 0;

	(void)clusters;
	for (guint i = 0; i < strands->len;) {
		guint32 tie = g_array_index(strands, struct strand, i).tie;
		guint ways = 0;
		for (; i < strands->len && g_array_index(strands, struct strand, i).tie == tie; i++) {
			const struct strand *strand = &g_array_index(strands, struct strand, i);
			ways |= times[strand->thread] ? 1u << strand->back : 0;
		}
		ties += ways != 0;
		mutual += ways == 3;
	}
	*value = ties ? (double)mutual / ties : 0;
	return ties > 0;
}

static struct value
reciprocity_among(const struct inquiry *inquiry, const struct ties *ties, const struct net *net, guint members)
{
	g_autoptr(GArray) strands = strands_of(inquiry, ties, net, members);
	gint64 n = 0;

	for (guint32 i = 0; i < ties->n; i++)
		n += tie_is_ripe(inquiry, &ties->ties[i]) && tie_has_ends(inquiry->conversation, &ties->ties[i], members);
	return answer_interval(jackknife(net->threads, reciprocity_drawn, strands, 0, 1), n, "no tie is older than a week");
}

/* Where dyad reciprocity stands among networks in which everybody addresses as many and is addressed by as many; a large network is
 * represented by a random sample of its people. */
static void
null_of_reciprocity(const struct inquiry *inquiry, struct figure *figure, const struct graph *graph, struct figure_row *row)
{
	struct random random = answer_random(inquiry);
	AUTO(graph) sample = graph->n_edges > NULL_EDGES_REWIRED ? graph_sample(graph, NULL_EDGES_REWIRED / 2, &random) : NULL;
	struct graph_null null = graph_null_reciprocity(sample ? sample : graph, NULL_DRAWS_REWIRED, &random);

	if (!null.defined)
		return;
	row->values[5] = value_estimate(null.percentile, NAN, NAN, null.draws);
	row->values[6] = value_estimate(null.range.value, null.range.low, null.range.high, null.draws);
	if (sample && inquiry->current)
		figure_note(figure, "Compared with random networks on a random sample of %u of the %u people.", graph_connected(sample), graph_connected(graph));
}

static void
reciprocity(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	const struct ties *ties = conversation_ties(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	struct net net = net_of(inquiry, FALSE);
	AUTO(graph) graph = graph_of_net(&net);
	struct reciprocity all = graph_reciprocity(graph);

	row->values[0] = reciprocity_among(inquiry, ties, &net, ANY_ENDS);
	row->values[1] = value_of_graph(graph, all.edge);
	row->values[2] = value_of_graph(graph, all.corrected);
	if (inquiry->conversation->has_staff) {
		row->values[3] = reciprocity_among(inquiry, ties, &net, 2);
		row->values[4] = reciprocity_among(inquiry, ties, &net, 1);
	}
	if (inquiry->current && row->values[0].n >= inquiry->metric->definition.minimum)
		null_of_reciprocity(inquiry, figure, graph, row);
	note_bases(inquiry, figure, FALSE);
	net_clear(&net);
}

static const struct metric_column reciprocity_columns[] = {
	{ .name = "edges", .label = "Of directed links", .unit = UNIT_SHARE, .judged = TRUE },
	{ .name = "corrected", .label = "Corrected for density", .unit = UNIT_INDEX, .judged = TRUE },
	{ .name = "members", .label = "Among members", .unit = UNIT_SHARE, .judged = TRUE },
	{ .name = "with_staff", .label = "Members with staff", .unit = UNIT_SHARE, .judged = TRUE },
	{ .name = "percentile", .label = "More two-way than this share of random networks", .unit = UNIT_SHARE },
	{ .name = "random", .label = "Random networks with the same numbers of links", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_reciprocity = {
	.definition = {
		.name = "c_reciprocity", .card = "C14", .discipline = DISCIPLINE_COMMUNITY, .label = "Ties that go both ways",
		.question = "Is it dialogue?", .phrase = "{value} of ties between people went both ways",
		.formula = "Pairs of people who addressed each other both ways / pairs with any exchange, over the last 90 days; pairs whose first exchange "
		           "is younger than a week are left out. Compared with networks in which everybody addresses, and is addressed by, as many people. "
		           "Range: jackknife over groups of threads.",
		.noun = "ties", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 15, .comfortable = 60, .version = 1, .source = "dyad reciprocity; corrected: Garlaschelli & Loffredo 2004; random networks: Maslov & Sneppen 2002",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .headline = TRUE, .rolling90 = TRUE, .reads = READS_MESSAGES,
	.columns = reciprocity_columns, .measure = reciprocity,
};
