/* Places for people in a picture of who talks to whom. */
#ifndef METRICS_STATISTICS_GRAPH_LAYOUT_H
#define METRICS_STATISTICS_GRAPH_LAYOUT_H

#include "base/random.h"
#include "metrics/statistics/graph.h"

/* Fruchterman & Reingold 1991 on a grid, by igraph: always the same number of rounds from places drawn with `random`. Pieces that
 * are not connected are laid out one by one and packed side by side, larger first, each in an area by its number of people; people
 * without ties come last. x and y hold n_nodes each and are filled with 0 … 1, both axes at one scale, centred.
 * FALSE when igraph refuses (memory). */
gboolean graph_layout(const struct graph *, struct random *, double *x, double *y);

#endif
