/* Leiden from several starts: the best grouping, and how far the starts agree. */
#include "metrics/statistics/graph_groups.h"

#include <stdlib.h>
#include <string.h>

#include "metrics/statistics/graph_bridge.h"

#define LEIDEN_RANDOMNESS 0.01 /* β of the paper */
#define LEIDEN_ROUNDS 10      /* of small graphs; nearly all is done in the first */
#define LEIDEN_ROUNDS_LEAST 2
#define LEIDEN_AFFORDABLE 500000 /* ties over all rounds of a run */
#define TIES_AFFORDABLE 500000 /* grouped over all draws of a null model */
#define DRAWS_LEAST 20

/* Weighted degrees in edge order of the bridge. Caller frees. */
static double *
node_strengths(const struct graph *graph, double *total)
{
	double *strength = g_new0(double, graph->n_nodes);
	*total = 0;
	for (guint v = 0; v < graph->n_nodes; v++) {
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			strength[v] += graph->both.weight[i];
		*total += strength[v];
	}
	return strength;
}

static guint
rounds_affordable(const struct graph *graph)
{
	return (guint)CLAMP(LEIDEN_AFFORDABLE / MAX(graph->n_ties, 1), LEIDEN_ROUNDS_LEAST, LEIDEN_ROUNDS);
}

/* One run, without any locking. igraph's quality for modularity wants node weights = strength and resolution γ / 2m. */
static gboolean
leiden_run(const struct graph *graph, const igraph_t *ties, const double *weights, const double *strength, double total, guint *group)
{
	igraph_vector_t weight_view, strength_view;
	igraph_vector_int_t membership;
	if (igraph_vector_int_init(&membership, graph->n_nodes) != IGRAPH_SUCCESS)
		return FALSE;
	igraph_error_t status = igraph_community_leiden(
	    ties, igraph_vector_view(&weight_view, weights, (igraph_integer_t)graph->n_ties),
	    igraph_vector_view(&strength_view, strength, graph->n_nodes), 1 / total, LEIDEN_RANDOMNESS, FALSE, rounds_affordable(graph), &membership,
	    NULL, NULL);
	for (guint v = 0; status == IGRAPH_SUCCESS && v < graph->n_nodes; v++)
		group[v] = (guint)VECTOR(membership)[v];
	igraph_vector_int_destroy(&membership);
	return status == IGRAPH_SUCCESS;
}

/* Labels anew in order of each group's first person. Returns how many there are. */
static guint
relabel(guint *group, guint n)
{
	g_autofree guint *label = g_new(guint, n);
	guint groups = 0;
	memset(label, 0xff, n * sizeof *label);
	for (guint v = 0; v < n; v++) {
		if (label[group[v]] == G_MAXUINT)
			label[group[v]] = groups++;
		group[v] = label[group[v]];
	}
	return groups;
}

static gboolean
leiden_runs(const struct graph *graph, guint runs, struct random *random, guint **groups)
{
	double total;
	g_autofree double *strength = node_strengths(graph, &total);
	g_autofree double *weights = bridge_weights(graph);
	igraph_t ties;
	if (!bridge_open(graph, random, &ties))
		return FALSE;
	gboolean done = TRUE;
	for (guint i = 0; done && i < runs; i++)
		done = leiden_run(graph, &ties, weights, strength, total, groups[i]);
	bridge_close(&ties);
	return done;
}

static int
compare_keys(const void *a, const void *b)
{
	guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
	return (x > y) - (x < y);
}

/* Σ n(n − 1)/2 over runs of equal keys; sorts them. */
static double
pairs_together(guint64 *keys, guint n)
{
	double pairs = 0;
	if (n > 1)
		qsort(keys, n, sizeof *keys, compare_keys);
	for (guint i = 0, past; i < n; i = past) {
		for (past = i; past < n && keys[past] == keys[i]; past++)
			;
		pairs += (double)(past - i) * (past - i - 1) / 2;
	}
	return pairs;
}

double
adjusted_rand(const guint *a, const guint *b, guint n)
{
	g_autofree guint64 *both = g_new(guint64, n), *first = g_new(guint64, n), *second = g_new(guint64, n);
	for (guint i = 0; i < n; i++) {
		first[i] = a[i];
		second[i] = b[i];
		both[i] = (guint64)a[i] << 32 | b[i];
	}
	double together = pairs_together(both, n), in_a = pairs_together(first, n), in_b = pairs_together(second, n);
	double all = (double)n * (n - 1.0) / 2;
	double by_chance = n > 1 ? in_a * in_b / all : 0, most = (in_a + in_b) / 2;
	return most == by_chance ? 1 : (together - by_chance) / (most - by_chance);
}

/* The labels of people with ties only. Returns how many. */
static guint
labels_of_connected(const struct graph *graph, const guint *group, guint *labels)
{
	guint n = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		if (graph_degree(graph, v, GRAPH_BOTH) > 0)
			labels[n++] = group[v];
	return n;
}

static double
mean_agreement(const struct graph *graph, guint *const *groups, guint runs)
{
	g_autofree guint *a = g_new(guint, graph->n_nodes), *b = g_new(guint, graph->n_nodes);
	double sum = 0;
	guint pairs = 0;
	for (guint i = 0; i < runs; i++) {
		guint n = labels_of_connected(graph, groups[i], a);
		for (guint j = i + 1; j < runs; j++, pairs++) {
			labels_of_connected(graph, groups[j], b);
			sum += adjusted_rand(a, b, n);
		}
	}
	return pairs > 0 ? sum / pairs : 1;
}

/* The run of largest Q; the earliest of equals. */
static guint
best_run(const struct graph *graph, guint *const *groups, guint runs, double *modularity)
{
	guint best = 0;
	*modularity = -1;
	for (guint i = 0; i < runs; i++) {
		double q = graph_modularity(graph, groups[i], TRUE).value;
		if (q <= *modularity + 1e-12)
			continue;
		*modularity = q;
		best = i;
	}
	return best;
}

struct graph_groups
graph_groups_find(const struct graph *graph, guint runs, struct random *random)
{
	struct graph_groups found = { 0 };
	if (graph->n_ties == 0 || runs == 0)
		return found;
	g_autofree guint **groups = g_new(guint *, runs);
	for (guint i = 0; i < runs; i++)
		groups[i] = g_new(guint, graph->n_nodes);
	if (leiden_runs(graph, runs, random, groups)) {
		guint best = best_run(graph, groups, runs, &found.modularity);
		found.defined = TRUE;
		found.stability = mean_agreement(graph, groups, runs);
		found.group = g_steal_pointer(&groups[best]);
		found.n_groups = relabel(found.group, graph->n_nodes);
	}
	for (guint i = 0; i < runs; i++)
		g_free(groups[i]);
	return found;
}

void
graph_groups_clear(struct graph_groups *groups)
{
	g_clear_pointer(&groups->group, g_free);
	*groups = (struct graph_groups){ 0 };
}

guint
graph_groups_of_size(const struct graph_groups *groups, guint n_nodes, guint people)
{
	g_autofree guint *size = g_new0(guint, groups->n_groups);
	guint large = 0;
	for (guint v = 0; groups->defined && v < n_nodes; v++)
		size[groups->group[v]]++;
	for (guint i = 0; i < groups->n_groups; i++)
		large += size[i] >= people;
	return large;
}

struct graph_null
graph_null_modularity(const struct graph *graph, double observed, guint draws, struct random *random)
{
	if (graph->n_ties < 2 || graph->n_ties > NULL_EDGES_REWIRED)
		return (struct graph_null){ 0 };
	draws = MIN(draws, MAX(TIES_AFFORDABLE / (guint)graph->n_ties, DRAWS_LEAST));
	g_autofree double *values = g_new(double, draws);
	guint n = 0;
	for (guint i = 0; i < draws; i++) {
		AUTO(graph) rewired = graph_rewired_ties(graph, random);
		struct graph_groups groups = graph_groups_find(rewired, 1, random);
		if (groups.defined)
			values[n++] = groups.modularity;
		graph_groups_clear(&groups);
	}
	return null_of(observed, values, n);
}
