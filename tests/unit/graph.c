/* Graph measures: METRICS §7.2, 7.4, 7.5 and the shapes at the edge. */
#include <math.h>

#include "metrics/statistics/graph.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)

enum { STAFF, A, B, C, D };

/* §7.2, with the weights given as repeated messages where they are small. */
static struct graph *
worked(void)
{
	const guint from[] = { STAFF, STAFF, STAFF, A, A, A, B, C, D, STAFF, A };
	const guint to[] = { A, B, C, STAFF, B, B, A, A, C, A, A };
	const double weight[] = { 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 9 }; /* S→a in two rows; a→a is dropped */
	return graph_new(5, from, to, weight, G_N_ELEMENTS(from));
}

static struct graph *
members_only(void)
{
	const guint from[] = { A, B, C, D }, to[] = { B, A, A, C };
	return graph_new(5, from, to, NULL, 4);
}

static struct graph *
undirected(guint n, const char *pairs)
{
	guint from[32], to[32], count = 0;
	for (const char *p = pairs; *p; p += p[2] ? 3 : 2, count++) {
		from[count] = p[0] - 'A';
		to[count] = p[1] - 'A';
	}
	return graph_new(n, from, to, NULL, count);
}

static void
test_rows(void)
{
	AUTO(graph) graph = worked();
	g_assert_cmpuint(graph->n_edges, ==, 8);
	g_assert_cmpuint(graph->n_ties, ==, 6);
	NEAR(graph->weight, 12);
	g_assert_true(graph_has_edge(graph, STAFF, A) && graph_has_edge(graph, D, C));
	g_assert_false(graph_has_edge(graph, C, D) || graph_has_edge(graph, A, A));
	gsize first = graph->out.start[STAFF];
	g_assert_cmpuint(graph->out.to[first], ==, A);
	NEAR(graph->out.weight[first], 3);
	NEAR(graph->both.weight[graph->both.start[STAFF]], 4); /* S→a 3 and a→S 1 */
	const guint out[] = { 3, 2, 1, 1, 1 }, in[] = { 1, 3, 2, 2, 0 }, both[] = { 3, 3, 2, 3, 1 };
	for (guint v = 0; v < 5; v++) {
		g_assert_cmpuint(graph_degree(graph, v, GRAPH_OUT), ==, out[v]);
		g_assert_cmpuint(graph_degree(graph, v, GRAPH_IN), ==, in[v]);
		g_assert_cmpuint(graph_degree(graph, v, GRAPH_BOTH), ==, both[v]);
	}
}

static void
test_centralization(void)
{
	AUTO(graph) graph = worked();
	NEAR(graph_centralization(graph, GRAPH_OUT).value, 0.4375);
	NEAR(graph_centralization(graph, GRAPH_IN).value, 0.4375);
	NEAR(graph_centralization(graph, GRAPH_BOTH).value, 0.25);
	AUTO(graph) members = members_only(); /* the staff member has no edge and is not counted */
	NEAR(graph_centralization(members, GRAPH_BOTH).value, 0.333333);
}

static void
test_centralization_of_shapes(void)
{
	AUTO(graph) star = undirected(5, "AB AC AD AE");
	AUTO(graph) ring = undirected(5, "AB BC CD DE EA AC");
	NEAR(graph_centralization(star, GRAPH_BOTH).value, 1);
	NEAR(graph_centralization(star, GRAPH_OUT).value, 1);
	NEAR(graph_centralization(ring, GRAPH_BOTH).value, 0.25);
	AUTO(graph) pair = undirected(2, "AB");
	g_assert_false(graph_centralization(pair, GRAPH_BOTH).defined);
	g_assert_true(graph_centralization(pair, GRAPH_OUT).defined);
}

static void
test_reciprocity(void)
{
	AUTO(graph) graph = worked();
	struct reciprocity it = graph_reciprocity(graph);
	g_assert_cmpuint(it.ties, ==, 6);
	g_assert_cmpuint(it.mutual, ==, 2);
	g_assert_cmpuint(it.reciprocated, ==, 4);
	NEAR(it.dyad.value, 0.333333);
	NEAR(it.edge.value, 0.5);
	NEAR(it.corrected.value, 0.166667);
	AUTO(graph) members = members_only();
	NEAR(graph_reciprocity(members).dyad.value, 0.333333);
	NEAR(graph_reciprocity(members).edge.value, 0.5);
}

static void
test_reciprocity_undefined(void)
{
	AUTO(graph) empty = graph_new(3, NULL, NULL, NULL, 0);
	g_assert_false(graph_reciprocity(empty).dyad.defined);
	AUTO(graph) full = undirected(2, "AB BA");
	g_assert_true(graph_reciprocity(full).edge.value == 1);
	g_assert_false(graph_reciprocity(full).corrected.defined); /* nothing left to be missing */
}

static void
test_components(void)
{
	AUTO(graph) graph = undirected(7, "BC CD FE");
	guint label[7];
	const guint expected[] = { 0, 1, 1, 1, 2, 2, 3 };
	g_assert_cmpuint(graph_components(graph, label), ==, 4);
	for (guint v = 0; v < 7; v++)
		g_assert_cmpuint(label[v], ==, expected[v]);
	NEAR(graph_giant_share(graph).value, 3.0 / 5);
	AUTO(graph) empty = graph_new(2, NULL, NULL, NULL, 0);
	g_assert_false(graph_giant_share(empty).defined);
}

static void
test_constraint(void)
{
	AUTO(graph) ring = undirected(6, "AB BC CD DE EA AC");
	struct interval constraint[6];
	graph_constraint(ring, FALSE, constraint);
	const double expected[] = { 0.558642, 0.888889, 0.558642, 0.5, 0.5 };
	for (guint v = 0; v < 5; v++)
		NEAR(constraint[v].value, expected[v]);
	g_assert_false(constraint[5].defined);
}

static void
test_modularity(void)
{
	AUTO(graph) triangles = undirected(6, "AB BC CA DE EF FD CD");
	const guint two[] = { 0, 0, 0, 1, 1, 1 }, one[] = { 0, 0, 0, 0, 0, 0 };
	NEAR(graph_modularity(triangles, two, FALSE).value, 0.357143);
	NEAR(graph_modularity(triangles, two, TRUE).value, 0.357143);
	NEAR(graph_modularity(triangles, one, TRUE).value, 0);
	NEAR(graph_cross_share(triangles, two).value, 0.142857);
	AUTO(graph) empty = graph_new(2, NULL, NULL, NULL, 0);
	g_assert_false(graph_modularity(empty, one, TRUE).defined || graph_cross_share(empty, one).defined);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/graph/rows", test_rows);
	g_test_add_func("/graph/centralization", test_centralization);
	g_test_add_func("/graph/centralization-of-shapes", test_centralization_of_shapes);
	g_test_add_func("/graph/reciprocity", test_reciprocity);
	g_test_add_func("/graph/reciprocity-undefined", test_reciprocity_undefined);
	g_test_add_func("/graph/components", test_components);
	g_test_add_func("/graph/constraint", test_constraint);
	g_test_add_func("/graph/modularity", test_modularity);
	return g_test_run();
}
