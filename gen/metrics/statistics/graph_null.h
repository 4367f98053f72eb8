/* Graphs that chance would have made, to compare a shape with (METRICS §4.14): "more centralised than 97 % of random networks of
 * this size". All chance comes from the caller's generator; the work is bounded, and the number of draws is told for printing. */
#ifndef METRICS_STATISTICS_GRAPH_NULL_H
#define METRICS_STATISTICS_GRAPH_NULL_H

#include "base/random.h"
#include "metrics/statistics/graph.h"

#define NULL_DRAWS_SHAPE 1000 /* random graphs for centralization */
#define NULL_DRAWS_REWIRED 200
#define NULL_SWAPS_AN_EDGE 10
#define NULL_EDGES_REWIRED 50000 /* larger graphs are not rewired: give a sample (graph_sample) */

struct graph_null {
	gboolean defined;
	double percentile;     /* share of random graphs whose value is below the observed one, 0 … 1 */
	struct interval range; /* their median, 2.5 % and 97.5 % quantile */
	guint draws;           /* how many were drawn: fewer than asked for on large graphs */
};

/* Where `observed` stands among `draws` values (sorted in place). Undefined without draws. */
struct graph_null null_of(double observed, double *values, guint draws);

/* Centralization in or out among directed graphs with as many people and distinct edges, all equally likely, no loops. Only
 * degrees are drawn (slots without replacement), so no graph is built. Undefined where the centralization is. */
struct graph_null graph_null_centralization(const struct graph *, enum graph_side, guint draws, struct random *);

/* Dyad reciprocity among graphs in which everybody addresses as many and is addressed by as many as now: 10 swaps of edge ends an
 * edge between draws (Maslov & Sneppen 2002). Undefined below 2 edges and above NULL_EDGES_REWIRED. */
struct graph_null graph_null_reciprocity(const struct graph *, guint draws, struct random *);

/* The part of a graph between people drawn at random: as many of them as have at most so many ties among each other. How likely two of them
 * are tied stays the same, so that shares of pairs may be compared with random graphs of the sample. Caller frees with graph_free(). */
struct graph *graph_sample(const struct graph *, gsize ties, struct random *);

/* A graph with the same ties of each person (undirected degree kept; each tie becomes one edge of its weight), swapped 10 times a
 * tie. Caller frees with graph_free(). */
struct graph *graph_rewired_ties(const struct graph *, struct random *);

#endif
