/* The way to igraph for the measures that are its own (Leiden, layout): conversion, a lock, chance from base/random.
 *
 * igraph 0.10 keeps its generator, error handler and clean-up stack in globals (IGRAPH_THREAD_SAFE is 0), so one bridge is open
 * at a time; others wait. Its errors come back as codes, never as an abort.
 *
 *     igraph_t ties;
 *     if (bridge_open(graph, random, &ties)) { … ; bridge_close(&ties); }
 */
#ifndef METRICS_STATISTICS_GRAPH_BRIDGE_H
#define METRICS_STATISTICS_GRAPH_BRIDGE_H

#include <igraph/igraph.h>

#include "base/random.h"
#include "metrics/statistics/graph.h"

/* The ties as an undirected igraph graph, edge order = ascending (smaller end, larger end). Everything igraph draws until
 * bridge_close() comes from `random`. FALSE when igraph refuses (memory); then nothing is to be closed. */
gboolean bridge_open(const struct graph *, struct random *, igraph_t *ties);
void bridge_close(igraph_t *ties);
/* Tie weights in that edge order; n_ties of them. Caller frees. */
double *bridge_weights(const struct graph *);

#endif
