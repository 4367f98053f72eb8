/* Who addresses whom: a directed graph with weights on dense people 0 … n−1, in compressed rows, and the measures of its shape.
 *
 * Parallel edges are merged into one with the sum of their weights, self-edges are dropped. Degrees count distinct people
 * ("alters"), not messages. A tie {u,v} is at least one edge in either direction; its weight is the sum of both.
 * Shapes are never to be compared raw between graphs of different size: print the percentile among random graphs (graph_null.h).
 *
 *     AUTO(graph) graph = graph_new(people, from, to, weight, edges);
 *     struct interval hub = graph_centralization(graph, GRAPH_IN);
 *
 * Time: building O(n + edges); all measures O(n + edges) but the constraint (Σ degree²).
 */
#ifndef METRICS_STATISTICS_GRAPH_H
#define METRICS_STATISTICS_GRAPH_H

#include <glib.h>

#include "base/auto.h"
#include "metrics/statistics/interval.h"

enum graph_side { GRAPH_OUT, GRAPH_IN, GRAPH_BOTH };

/* Neighbours of v are to[start[v]] … to[start[v + 1] − 1], ascending. */
struct graph_rows {
	gsize *start; /* n_nodes + 1 */
	guint *to;
	double *weight;
};

struct graph {
	guint n_nodes;
	gsize n_edges;            /* distinct directed edges */
	gsize n_ties;             /* distinct undirected pairs */
	double weight;            /* of all edges */
	struct graph_rows out, in, both; /* `both` lists each tie twice, once from each end */
};

/* `weight` NULL: 1 each. Ends must be < n_nodes, weights > 0. The arrays are copied. */
struct graph *graph_new(guint n_nodes, const guint *from, const guint *to, const double *weight, gsize n_edges);
void graph_free(struct graph *);
AUTO_DEFINE(graph)

guint graph_degree(const struct graph *, guint node, enum graph_side);
gboolean graph_has_edge(const struct graph *, guint from, guint to); /* binary search */
guint graph_connected(const struct graph *);                         /* people with at least one edge */

/* Freeman 1978: Σ(max degree − degree) over people with an edge; / (n−1)² directed, / (n−1)(n−2) undirected (C13).
 * 1 for a star. Undefined below 2 people (3 undirected). No bounds: those come from resampling threads. */
struct interval graph_centralization(const struct graph *, enum graph_side);

struct reciprocity {
	gsize ties, mutual;       /* pairs; pairs with edges both ways */
	gsize edges, reciprocated; /* directed */
	struct interval dyad;      /* mutual / ties: the headline of C14 */
	struct interval edge;      /* reciprocated / edges */
	struct interval corrected; /* (r − ā)/(1 − ā), ā = edges/(n(n−1)), n with an edge (Garlaschelli & Loffredo 2004) */
};
/* Undefined where a denominator is 0 (no tie; every possible edge present). */
struct reciprocity graph_reciprocity(const struct graph *);

/* Weakly connected pieces: label[v] from 0 in order of each piece's smallest node; a person without edges is a piece of one.
 * Returns how many. */
guint graph_components(const struct graph *, guint *label);
/* People in the largest piece / people with an edge (C42). Undefined without edges. */
struct interval graph_giant_share(const struct graph *);

/* Burt's constraint of each person over direct neighbours, c = Σ_j (p_ij + Σ_q p_iq p_qj)² (Burt 1992; C48); undefined for
 * people without edges. `weighted` FALSE: a tie is a tie; TRUE: p by tie weight. result holds n_nodes. */
void graph_constraint(const struct graph *, gboolean weighted, struct interval *result);

/* Newman's modularity Q of a grouping of the ties, γ = 1 (Newman & Girvan 2004; C47). Undefined without ties. */
struct interval graph_modularity(const struct graph *, const guint *group, gboolean weighted);
/* Ties between different groups / ties (C39). Undefined without ties. */
struct interval graph_cross_share(const struct graph *, const guint *group);

#endif
