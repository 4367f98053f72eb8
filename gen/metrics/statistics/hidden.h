/* What a reader can work out about the hidden numbers of a table whose sums are known: the range of each, exactly.
 *
 * A hidden cell stands in one sum or two: its row and its column, or its row and the total that it is a part of. Each sum is known but
 * for its hidden cells. So the sums are the nodes of a network, a hidden cell is an edge from one of its sums to the other, and the true
 * numbers are a flow that keeps every node in balance. A cell may be as much larger as can flow back from its second sum to its first through
 * the other hidden cells, which each can grow without end and shrink to their least; and as much smaller as can flow the other way
 * (Gusfield 1988, A graph theoretic approach to the security of two-dimensional tables, SIAM Journal on Computing 17). Whole numbers make whole
 * flows, so every end of a range is reached by some table that a reader cannot rule out. Carrying bounds from sum to sum until they rest
 * would not do: it misses a cell that is the only hidden link between two blocks, which is known though both its sums hide others too.
 *
 * The flows are found by shortest augmenting paths (Edmonds & Karp 1972); tables are small. igraph has them too, but behind the lock
 * of graph_bridge.h, for which every figure would wait.
 *
 *     struct hidden cells[] = { { 1, 2, 2, 1 }, { 1, 3, 5, 1 } };      two cells of row 1: 2 and 5
 *     hidden_ranges(cells, 2, 4);                                      both exact if the columns 2 and 3 are sums as well
 */
#ifndef METRICS_STATISTICS_HIDDEN_H
#define METRICS_STATISTICS_HIDDEN_H

#include <glib.h>

#define HIDDEN_NO_SUM 0 /* a cell's other end, where only one sum is known */
#define HIDDEN_ENDLESS (G_MAXINT64 / 4)

struct hidden {
	guint from, to;    /* sums, from 1; a total that is itself a hidden cell runs the other way than its parts */
	gint64 amount;     /* the truth */
	gint64 least;      /* what a reader knows anyway: at least so much; ≤ amount */
	gint64 low, high;  /* out: high may be HIDDEN_ENDLESS */
};

/* Fills low and high of n cells; sums: one more than the largest number of a sum. */
void hidden_ranges(struct hidden *cells, guint n, guint sums);
/* How many whole numbers are possible for it. */
gint64 hidden_width(const struct hidden *);

#endif
