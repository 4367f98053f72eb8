/* A directed graph in compressed rows, and measures of its shape. Two counting sorts build it: linear in the edges. */
#include "metrics/statistics/graph.h"

#include <math.h>
#include <string.h>

/* Edges as parallel arrays. */
struct edges {
	guint *from, *to;
	double *weight;
	gsize n;
};

static struct edges
edges_new(gsize n)
{
	return (struct edges){ .from = g_new(guint, n), .to = g_new(guint, n), .weight = g_new(double, n), .n = n };
}

static void
edges_clear(struct edges *edges)
{
	g_free(edges->from);
	g_free(edges->to);
	g_free(edges->weight);
}

/* A stable counting sort by `key` (the from or the to column of `edges`) into new edges; `start` gets the n_nodes + 1 row starts. */
static struct edges
edges_sorted(const struct edges *edges, const guint *key, guint n_nodes, gsize *start)
{
	memset(start, 0, (n_nodes + 1) * sizeof *start);
	for (gsize i = 0; i < edges->n; i++)
		start[key[i] + 1]++;
	for (guint v = 0; v < n_nodes; v++)
		start[v + 1] += start[v];
	g_autofree gsize *next = g_memdup2(start, (n_nodes + 1) * sizeof *start);
	struct edges sorted = edges_new(edges->n);
	for (gsize i = 0; i < edges->n; i++) {
		gsize place = next[key[i]]++;
		sorted.from[place] = edges->from[i];
		sorted.to[place] = edges->to[i];
		sorted.weight[place] = edges->weight[i];
	}
	return sorted;
}

/* Joins neighbouring equal edges, in place. */
static void
edges_merge(struct edges *edges)
{
	gsize kept = 0;
	for (gsize i = 0; i < edges->n; i++) {
		gboolean again = kept > 0 && edges->from[kept - 1] == edges->from[i] && edges->to[kept - 1] == edges->to[i];
		if (again) {
			edges->weight[kept - 1] += edges->weight[i];
			continue;
		}
		edges->from[kept] = edges->from[i];
		edges->to[kept] = edges->to[i];
		edges->weight[kept++] = edges->weight[i];
	}
	edges->n = kept;
}

/* Rows by `from`, each ascending by `to`, merged. Returns the merged edges through `merged` when it is not NULL. */
static struct graph_rows
rows_new(const struct edges *edges, guint n_nodes, struct edges *merged)
{
	struct graph_rows rows = { .start = g_new(gsize, (gsize)n_nodes + 1) };
	struct edges by_to = edges_sorted(edges, edges->to, n_nodes, rows.start);
	struct edges sorted = edges_sorted(&by_to, by_to.from, n_nodes, rows.start);
	edges_clear(&by_to);
	edges_merge(&sorted);
	memset(rows.start, 0, ((gsize)n_nodes + 1) * sizeof *rows.start);
	for (gsize i = 0; i < sorted.n; i++)
		rows.start[sorted.from[i] + 1]++;
	for (guint v = 0; v < n_nodes; v++)
		rows.start[v + 1] += rows.start[v];
	rows.to = g_memdup2(sorted.to, sorted.n * sizeof *sorted.to);
	rows.weight = g_memdup2(sorted.weight, sorted.n * sizeof *sorted.weight);
	if (merged)
		*merged = sorted;
	else
		edges_clear(&sorted);
	return rows;
}

static void
rows_clear(struct graph_rows *rows)
{
	g_free(rows->start);
	g_free(rows->to);
	g_free(rows->weight);
}

static struct edges
edges_without_loops(const guint *from, const guint *to, const double *weight, gsize n, guint n_nodes)
{
	struct edges edges = edges_new(n);
	edges.n = 0;
	for (gsize i = 0; i < n; i++) {
		g_assert(from[i] < n_nodes && to[i] < n_nodes);
		if (from[i] == to[i])
			continue;
		edges.from[edges.n] = from[i];
		edges.to[edges.n] = to[i];
		edges.weight[edges.n++] = weight ? weight[i] : 1;
	}
	return edges;
}

/* Every edge and its mirror. */
static struct edges
edges_both_ways(const struct edges *edges)
{
	struct edges both = edges_new(2 * edges->n);
	for (gsize i = 0; i < edges->n; i++) {
		both.from[2 * i] = both.to[2 * i + 1] = edges->from[i];
		both.to[2 * i] = both.from[2 * i + 1] = edges->to[i];
		both.weight[2 * i] = both.weight[2 * i + 1] = edges->weight[i];
	}
	return both;
}

static struct edges
edges_turned(const struct edges *edges)
{
	return (struct edges){ .from = edges->to, .to = edges->from, .weight = edges->weight, .n = edges->n };
}

struct graph *
graph_new(guint n_nodes, const guint *from, const guint *to, const double *weight, gsize n_edges)
{
	struct graph *graph = g_new0(struct graph, 1);
	struct edges merged, given = edges_without_loops(from, to, weight, n_edges, n_nodes);
	graph->n_nodes = n_nodes;
	graph->out = rows_new(&given, n_nodes, &merged);
	edges_clear(&given);
	graph->n_edges = merged.n;
	struct edges turned = edges_turned(&merged), both = edges_both_ways(&merged);
	graph->in = rows_new(&turned, n_nodes, NULL);
	graph->both = rows_new(&both, n_nodes, NULL);
	graph->n_ties = graph->both.start[n_nodes] / 2;
	for (gsize i = 0; i < merged.n; i++)
		graph->weight += merged.weight[i];
	edges_clear(&both);
	edges_clear(&merged);
	return graph;
}

void
graph_free(struct graph *graph)
{
	if (!graph)
		return;
	rows_clear(&graph->out);
	rows_clear(&graph->in);
	rows_clear(&graph->both);
	g_free(graph);
}

static const struct graph_rows *
side_rows(const struct graph *graph, enum graph_side side)
{
	return side == GRAPH_OUT ? &graph->out : side == GRAPH_IN ? &graph->in : &graph->both;
}

guint
graph_degree(const struct graph *graph, guint node, enum graph_side side)
{
	const gsize *start = side_rows(graph, side)->start;
	return (guint)(start[node + 1] - start[node]);
}

gboolean
graph_has_edge(const struct graph *graph, guint from, guint to)
{
	gsize low = graph->out.start[from], high = graph->out.start[from + 1];
	while (low < high) {
		gsize middle = low + (high - low) / 2;
		if (graph->out.to[middle] < to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < graph->out.start[from + 1] && graph->out.to[low] == to;
}

guint
graph_connected(const struct graph *graph)
{
	guint connected = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		connected += graph_degree(graph, v, GRAPH_BOTH) > 0;
	return connected;
}

struct interval
graph_centralization(const struct graph *graph, enum graph_side side)
{
	double n = graph_connected(graph), sum = (double)side_rows(graph, side)->start[graph->n_nodes], most = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		most = MAX(most, graph_degree(graph, v, side));
	double possible = side == GRAPH_BOTH ? (n - 1) * (n - 2) : (n - 1) * (n - 1);
	if (n < 2 || !(possible > 0))
		return (struct interval){ 0 };
	return interval_value((n * most - sum) / possible);
}

struct reciprocity
graph_reciprocity(const struct graph *graph)
{
	/* a pair with edges both ways is two edges and one tie */
	struct reciprocity it = { .ties = graph->n_ties, .mutual = graph->n_edges - graph->n_ties, .edges = graph->n_edges };
	double n = graph_connected(graph);
	it.reciprocated = 2 * it.mutual;
	if (it.edges == 0)
		return it;
	double share = (double)it.reciprocated / it.edges, density = it.edges / (n * (n - 1));
	it.dyad = interval_value((double)it.mutual / it.ties);
	it.edge = interval_value(share);
	if (density < 1)
		it.corrected = interval_value((share - density) / (1 - density));
	return it;
}

/* Labels everybody who can be reached from `first`; `queue` has room for all. Returns how many. */
static guint
component_fill(const struct graph *graph, guint first, guint piece, guint *label, guint *queue)
{
	guint read = 0, written = 0;
	queue[written++] = first;
	label[first] = piece;
	while (read < written) {
		guint v = queue[read++];
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++) {
			guint other = graph->both.to[i];
			if (label[other] != G_MAXUINT)
				continue;
			label[other] = piece;
			queue[written++] = other;
		}
	}
	return written;
}

static guint
components_label(const struct graph *graph, guint *label, guint *largest)
{
	g_autofree guint *queue = g_new(guint, graph->n_nodes);
	guint pieces = 0;
	*largest = 0;
	memset(label, 0xff, graph->n_nodes * sizeof *label);
	for (guint v = 0; v < graph->n_nodes; v++) {
		if (label[v] != G_MAXUINT)
			continue;
		guint size = component_fill(graph, v, pieces++, label, queue);
		*largest = MAX(*largest, size);
	}
	return pieces;
}

guint
graph_components(const struct graph *graph, guint *label)
{
	guint largest;
	return components_label(graph, label, &largest);
}

struct interval
graph_giant_share(const struct graph *graph)
{
	if (graph->n_ties == 0)
		return (struct interval){ 0 };
	g_autofree guint *label = g_new(guint, graph->n_nodes);
	guint largest;
	components_label(graph, label, &largest);
	return interval_value((double)largest / graph_connected(graph));
}

static double
tie_weight(const struct graph *graph, gsize place, gboolean weighted)
{
	return weighted ? graph->both.weight[place] : 1;
}

/* Sum of tie weights of each person. Caller frees. */
static double *
strengths(const struct graph *graph, gboolean weighted)
{
	double *strength = g_new0(double, graph->n_nodes);
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			strength[v] += tie_weight(graph, i, weighted);
	return strength;
}

/* One person's constraint. `share` is all 0 on entry and again on return. */
static double
constraint_of(const struct graph *graph, guint node, gboolean weighted, const double *strength, double *share)
{
	const struct graph_rows *both = &graph->both;
	gsize first = both->start[node], past = both->start[node + 1];
	double constraint = 0;
	for (gsize i = first; i < past; i++)
		share[both->to[i]] = tie_weight(graph, i, weighted) / strength[node];
	for (gsize i = first; i < past; i++) {
		guint other = both->to[i];
		double invested = share[other];
		for (gsize k = both->start[other]; k < both->start[other + 1]; k++) { /* the way round by a common acquaintance */
			guint between = both->to[k];
			invested += share[between] * tie_weight(graph, k, weighted) / strength[between];
		}
		constraint += invested * invested;
	}
	for (gsize i = first; i < past; i++)
		share[both->to[i]] = 0;
	return constraint;
}

void
graph_constraint(const struct graph *graph, gboolean weighted, struct interval *result)
{
	g_autofree double *strength = strengths(graph, weighted);
	g_autofree double *share = g_new0(double, graph->n_nodes);
	for (guint v = 0; v < graph->n_nodes; v++) {
		result[v] = (struct interval){ 0 };
		if (strength[v] > 0)
			result[v] = interval_value(constraint_of(graph, v, weighted, strength, share));
	}
}

struct interval
graph_modularity(const struct graph *graph, const guint *group, gboolean weighted)
{
	if (graph->n_ties == 0)
		return (struct interval){ 0 };
	g_autofree double *strength = strengths(graph, weighted);
	guint groups = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		groups = MAX(groups, group[v] + 1);
	g_autofree double *total = g_new0(double, groups);
	long double inside = 0, all = 0, expected = 0;
	for (guint v = 0; v < graph->n_nodes; v++) {
		total[group[v]] += strength[v];
		all += strength[v];
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			if (group[v] == group[graph->both.to[i]])
				inside += tie_weight(graph, i, weighted);
	}
	for (guint i = 0; i < groups; i++)
		expected += (long double)total[i] * total[i] / (all * all);
	return interval_value((double)(inside / all - expected));
}

struct interval
graph_cross_share(const struct graph *graph, const guint *group)
{
	if (graph->n_ties == 0)
		return (struct interval){ 0 };
	gsize across = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			across += group[v] != group[graph->both.to[i]];
	return interval_value((double)across / 2 / graph->n_ties);
}
