/* Random graphs with a given size, or with given degrees, and where the observed one stands among them. */
#include "metrics/statistics/graph_null.h"

#include <string.h>

#define EDGES_AFFORDABLE 50000000 /* drawn over all draws */
#define SWAPS_AFFORDABLE 20000000
#define DRAWS_LEAST 20

struct graph_null
null_of(double observed, double *values, guint draws)
{
	if (draws == 0)
		return (struct graph_null){ 0 };
	values_sort(values, draws);
	guint below = 0;
	while (below < draws && values[below] < observed - 1e-12)
		below++;
	return (struct graph_null){
		.defined = TRUE,
		.percentile = (double)below / draws,
		.range = interval_of(quantile_sorted(values, draws, 0.5), quantile_sorted(values, draws, 0.025),
		                     quantile_sorted(values, draws, 0.975)),
		.draws = draws,
	};
}

static guint
draws_affordable(guint draws, gsize cost, gsize budget)
{
	gsize affordable = budget / MAX(cost, 1);
	return MIN(draws, (guint)MAX(affordable, DRAWS_LEAST));
}

/* The largest degree when `edges` of the people × (people − 1) slots are taken, all choices equally likely: a person is drawn,
 * and refused as often as her slots are taken already. */
static guint
largest_random_degree(guint people, gsize edges, guint *degree, struct random *random)
{
	guint most = 0;
	memset(degree, 0, people * sizeof *degree);
	for (gsize taken = 0; taken < edges;) {
		guint person = random_below(random, people);
		if (degree[person] > 0 && random_below(random, people - 1) < degree[person])
			continue;
		degree[person]++;
		most = MAX(most, degree[person]);
		taken++;
	}
	return most;
}

struct graph_null
graph_null_centralization(const struct graph *graph, enum graph_side side, guint draws, struct random *random)
{
	g_assert(side != GRAPH_BOTH);
	struct interval observed = graph_centralization(graph, side);
	if (!observed.defined)
		return (struct graph_null){ 0 };
	guint people = graph_connected(graph);
	draws = draws_affordable(draws, graph->n_edges, EDGES_AFFORDABLE);
	g_autofree double *values = g_new(double, draws);
	g_autofree guint *degree = g_new(guint, people);
	for (guint i = 0; i < draws; i++) {
		guint most = largest_random_degree(people, graph->n_edges, degree, random);
		values[i] = ((double)people * most - graph->n_edges) / ((people - 1.0) * (people - 1.0));
	}
	return null_of(observed.value, values, draws);
}

/* Edges that are rewired in place, with a set of them (open addressing, linear probing) to refuse doubles. */
struct rewiring {
	guint *from, *to;
	double *weight; /* NULL when not asked for */
	guint n;
	gboolean directed;
	guint64 *slots;
	guint64 mask;
	guint mutual; /* directed: edges whose reverse is there, / 2 */
};

#define SLOT_EMPTY G_MAXUINT64

static guint64
rewiring_key(const struct rewiring *rewiring, guint from, guint to)
{
	if (!rewiring->directed && from > to)
		return (guint64)to << 32 | from;
	return (guint64)from << 32 | to;
}

static guint64
key_home(const struct rewiring *rewiring, guint64 key)
{
	return (key * 0x9e3779b97f4a7c15u) >> 20 & rewiring->mask;
}

/* The slot that holds the key, or the empty one where it would go. */
static guint64
slot_find(const struct rewiring *rewiring, guint64 key)
{
	guint64 slot = key_home(rewiring, key);
	while (rewiring->slots[slot] != key && rewiring->slots[slot] != SLOT_EMPTY)
		slot = (slot + 1) & rewiring->mask;
	return slot;
}

static gboolean
rewiring_has(const struct rewiring *rewiring, guint from, guint to)
{
	return rewiring->slots[slot_find(rewiring, rewiring_key(rewiring, from, to))] != SLOT_EMPTY;
}

static void
rewiring_add(struct rewiring *rewiring, guint from, guint to)
{
	guint64 key = rewiring_key(rewiring, from, to);
	rewiring->slots[slot_find(rewiring, key)] = key;
	if (rewiring->directed)
		rewiring->mutual += rewiring_has(rewiring, to, from);
}

/* Takes an edge out and moves later ones of its run back over the hole. */
static void
rewiring_remove(struct rewiring *rewiring, guint from, guint to)
{
	guint64 hole = slot_find(rewiring, rewiring_key(rewiring, from, to)), mask = rewiring->mask;
	if (rewiring->directed)
		rewiring->mutual -= rewiring_has(rewiring, to, from);
	for (guint64 next = (hole + 1) & mask; rewiring->slots[next] != SLOT_EMPTY; next = (next + 1) & mask) {
		guint64 home = key_home(rewiring, rewiring->slots[next]);
		if (((next - home) & mask) < ((next - hole) & mask))
			continue;
		rewiring->slots[hole] = rewiring->slots[next];
		hole = next;
	}
	rewiring->slots[hole] = SLOT_EMPTY;
}

static void
rewiring_init(struct rewiring *rewiring, guint n, gboolean directed)
{
	gsize size = 16;
	while (size < 4 * (gsize)n)
		size *= 2;
	*rewiring = (struct rewiring){ .from = g_new(guint, n), .to = g_new(guint, n), .weight = g_new(double, n),
		                           .directed = directed, .slots = g_new(guint64, size), .mask = size - 1 };
	memset(rewiring->slots, 0xff, size * sizeof *rewiring->slots);
}

static void
rewiring_clear(struct rewiring *rewiring)
{
	g_free(rewiring->from);
	g_free(rewiring->to);
	g_free(rewiring->weight);
	g_free(rewiring->slots);
}

/* Takes over the edges (directed) or the ties, each once. */
static void
rewiring_fill(struct rewiring *rewiring, const struct graph *graph, gboolean directed)
{
	const struct graph_rows *rows = directed ? &graph->out : &graph->both;
	rewiring_init(rewiring, (guint)(directed ? graph->n_edges : graph->n_ties), directed);
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = rows->start[v]; i < rows->start[v + 1]; i++) {
			if (!directed && rows->to[i] < v)
				continue;
			rewiring->from[rewiring->n] = v;
			rewiring->to[rewiring->n] = rows->to[i];
			rewiring->weight[rewiring->n++] = rows->weight[i];
			rewiring_add(rewiring, v, rows->to[i]);
		}
}

/* Two edges exchange their heads, unless that made a loop or a double. */
static void
rewiring_swap(struct rewiring *rewiring, struct random *random)
{
	guint i = random_below(random, rewiring->n), j = random_below(random, rewiring->n);
	gboolean turn = !rewiring->directed && random_below(random, 2);
	guint a = rewiring->from[i], b = rewiring->to[i];
	guint c = turn ? rewiring->to[j] : rewiring->from[j], d = turn ? rewiring->from[j] : rewiring->to[j];
	if (i == j || a == d || c == b || rewiring_has(rewiring, a, d) || rewiring_has(rewiring, c, b))
		return;
	rewiring_remove(rewiring, a, b);
	rewiring_remove(rewiring, c, d);
	rewiring_add(rewiring, a, d);
	rewiring_add(rewiring, c, b);
	rewiring->to[i] = d;
	rewiring->from[j] = c;
	rewiring->to[j] = b;
}

static void
rewiring_shuffle(struct rewiring *rewiring, struct random *random)
{
	for (gsize swaps = (gsize)NULL_SWAPS_AN_EDGE * rewiring->n; swaps > 0; swaps--)
		rewiring_swap(rewiring, random);
}

struct graph_null
graph_null_reciprocity(const struct graph *graph, guint draws, struct random *random)
{
	if (graph->n_edges < 2 || graph->n_edges > NULL_EDGES_REWIRED)
		return (struct graph_null){ 0 };
	struct rewiring rewiring;
	rewiring_fill(&rewiring, graph, TRUE);
	draws = draws_affordable(draws, NULL_SWAPS_AN_EDGE * graph->n_edges, SWAPS_AFFORDABLE);
	g_autofree double *values = g_new(double, draws);
	for (guint i = 0; i < draws; i++) {
		rewiring_shuffle(&rewiring, random);
		values[i] = (double)rewiring.mutual / (rewiring.n - rewiring.mutual);
	}
	rewiring_clear(&rewiring);
	return null_of(graph_reciprocity(graph).dyad.value, values, draws);
}

struct graph *
graph_rewired_ties(const struct graph *graph, struct random *random)
{
	struct rewiring rewiring;
	rewiring_fill(&rewiring, graph, FALSE);
	rewiring_shuffle(&rewiring, random);
	struct graph *rewired = graph_new(graph->n_nodes, rewiring.from, rewiring.to, rewiring.weight, rewiring.n);
	rewiring_clear(&rewiring);
	return rewired;
}

/* ---- a part of a graph that can be rewired ---- */

/* Places of people in a line drawn at random (Fisher & Yates). Caller frees. */
static guint *
line_drawn(guint people, struct random *random)
{
	guint *place = g_new(guint, people + 1);
	for (guint v = 0; v < people; v++)
		place[v] = v;
	for (guint left = people; left > 1; left--) {
		guint other = random_below(random, left), last = place[left - 1];
		place[left - 1] = place[other];
		place[other] = last;
	}
	return place;
}

/* How many from the front of the line have at most so many ties among each other. */
static guint
people_with_ties(const struct graph *graph, const guint *place, gsize ties)
{
	g_autofree gsize *entering = g_new0(gsize, (gsize)graph->n_nodes + 1);
	guint people = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			entering[place[v]] += place[graph->both.to[i]] < place[v];
	for (gsize sum = 0; people < graph->n_nodes && sum + entering[people] <= ties; people++)
		sum += entering[people];
	return people;
}

struct graph *
graph_sample(const struct graph *graph, gsize ties, struct random *random)
{
	g_autofree guint *place = line_drawn(graph->n_nodes, random);
	g_autofree guint *from = g_new(guint, graph->n_edges + 1), *to = g_new(guint, graph->n_edges + 1);
	g_autofree double *weight = g_new(double, graph->n_edges + 1);
	guint people = people_with_ties(graph, place, ties);
	gsize n = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->out.start[v]; i < graph->out.start[v + 1]; i++) {
			if (place[v] >= people || place[graph->out.to[i]] >= people)
				continue;
			from[n] = v;
			to[n] = graph->out.to[i];
			weight[n++] = graph->out.weight[i];
		}
	return graph_new(graph->n_nodes, from, to, weight, n);
}
