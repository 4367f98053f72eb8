/* igraph, kept on a leash: one user at a time, our own chance, errors as codes. */
#include "metrics/statistics/graph_bridge.h"

static GMutex bridge_lock;
static igraph_rng_t *bridge_rng_before;
static struct random *bridge_random;

static igraph_error_t
pcg_init(void **state)
{
	*state = NULL;
	return IGRAPH_SUCCESS;
}

static void
pcg_destroy(void *state)
{
	(void)state;
}

static igraph_error_t
pcg_seed(void *state, igraph_uint_t seed)
{
	(void)state;
	(void)seed; /* seeded by name, in base/random */
	return IGRAPH_SUCCESS;
}

static igraph_uint_t
pcg_get(void *state)
{
	(void)state;
	return random_next(bridge_random);
}

static const igraph_rng_type_t PCG = {
	.name = "base/random", .bits = 32, .init = pcg_init, .destroy = pcg_destroy, .seed = pcg_seed, .get = pcg_get
};
static igraph_rng_t bridge_rng = { .type = &PCG, .is_seeded = TRUE };

/* Each tie is listed from both ends: this one is counted. */
static gboolean
is_first_mention(const struct graph *graph, guint node, gsize place)
{
	return graph->both.to[place] > node;
}

double *
bridge_weights(const struct graph *graph)
{
	double *weights = g_new(double, graph->n_ties);
	gsize n = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			if (is_first_mention(graph, v, i))
				weights[n++] = graph->both.weight[i];
	return weights;
}

static gboolean
ties_create(const struct graph *graph, igraph_t *ties)
{
	g_autofree igraph_integer_t *ends = g_new(igraph_integer_t, 2 * graph->n_ties + 1);
	gsize n = 0;
	for (guint v = 0; v < graph->n_nodes; v++)
		for (gsize i = graph->both.start[v]; i < graph->both.start[v + 1]; i++)
			if (is_first_mention(graph, v, i)) {
				ends[n++] = v;
				ends[n++] = graph->both.to[i];
			}
	igraph_vector_int_t view;
	return igraph_create(ties, igraph_vector_int_view(&view, ends, (igraph_integer_t)n), graph->n_nodes, IGRAPH_UNDIRECTED) ==
	       IGRAPH_SUCCESS;
}

static void
bridge_unlock(void)
{
	igraph_rng_set_default(bridge_rng_before);
	bridge_random = NULL;
	g_mutex_unlock(&bridge_lock);
}

gboolean
bridge_open(const struct graph *graph, struct random *random, igraph_t *ties)
{
	g_mutex_lock(&bridge_lock);
	igraph_set_error_handler(igraph_error_handler_ignore);
	igraph_set_warning_handler(igraph_warning_handler_ignore);
	bridge_random = random;
	bridge_rng_before = igraph_rng_default();
	igraph_rng_set_default(&bridge_rng);
	if (ties_create(graph, ties))
		return TRUE;
	bridge_unlock();
	return FALSE;
}

void
bridge_close(igraph_t *ties)
{
	igraph_destroy(ties);
	bridge_unlock();
}
