/* Groups of people who mostly talk among themselves: Leiden on weighted ties (Traag, Waltman & van Eck 2019; C47). */
#ifndef METRICS_STATISTICS_GRAPH_GROUPS_H
#define METRICS_STATISTICS_GRAPH_GROUPS_H

#include "base/random.h"
#include "metrics/statistics/graph_null.h"

#define GROUPS_SEEDS 10
#define GROUPS_STABLE 0.7 /* below: "no stable groups", nothing is drawn */

struct graph_groups {
	gboolean defined;
	guint *group;     /* n_nodes labels from 0, in order of each group's smallest person; people without ties stand alone */
	guint n_groups;   /* those singles included */
	double modularity; /* Q of this grouping, weighted, γ = 1 */
	double stability; /* mean adjusted Rand index over all pairs of runs, people with ties only; 1 with one run */
};

/* The grouping with the largest Q of `runs` (10). Undefined without ties or without memory. Free the insides with _clear(). */
struct graph_groups graph_groups_find(const struct graph *, guint runs, struct random *);
void graph_groups_clear(struct graph_groups *);
/* How many groups have at least `people` members. */
guint graph_groups_of_size(const struct graph_groups *, guint n_nodes, guint people);

/* Where Q stands among graphs with the same degrees (graph_rewired_ties), each grouped once. Undefined where groups are, and above
 * NULL_EDGES_REWIRED ties. */
struct graph_null graph_null_modularity(const struct graph *, double observed, guint draws, struct random *);

/* Adjusted Rand index of two groupings of n people (Hubert & Arabie 1985): 1 = the same, 0 = as alike as by chance. Where it has
 * no denominator (both trivial in the same way), 1. */
double adjusted_rand(const guint *a, const guint *b, guint n);

#endif
