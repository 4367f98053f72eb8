/* Graph measures: METRICS §7.2, 7.4, 7.5, the shapes at the edge, random graphs, groups and layout. */
#include <math.h>

#include "metrics/statistics/graph.h"
#include "metrics/statistics/graph_groups.h"
#include "metrics/statistics/graph_layout.h"
#include "metrics/statistics/graph_null.h"

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

/* `pieces` rings of `size` people each, everybody also tied to the one but next, one tie between neighbouring rings. */
static struct graph *
rings(guint pieces, guint size)
{
	g_autofree guint *from = g_new(guint, 2 * pieces * size + pieces), *to = g_new(guint, 2 * pieces * size + pieces);
	guint n = 0;
	for (guint p = 0; p < pieces; p++) {
		for (guint i = 0; i < size; i++) {
			from[n] = from[n + 1] = p * size + i;
			to[n++] = p * size + (i + 1) % size;
			to[n++] = p * size + (i + 2) % size;
		}
		if (p + 1 < pieces) {
			from[n] = p * size;
			to[n++] = (p + 1) * size;
		}
	}
	return graph_new(pieces * size, from, to, NULL, n);
}

static void
test_null_centralization(void)
{
	guint from[19], to[19];
	for (guint i = 0; i < 19; i++) { /* everybody writes to one */
		from[i] = i + 1;
		to[i] = 0;
	}
	AUTO(graph) star = graph_new(20, from, to, NULL, 19);
	AUTO(graph) flat = rings(1, 20);
	struct random random = random_seeded("null", "test", "2026-10");
	struct graph_null hub = graph_null_centralization(star, GRAPH_IN, NULL_DRAWS_SHAPE, &random);
	g_assert_true(hub.defined && hub.percentile == 1 && hub.draws == 1000);
	g_assert_true(hub.range.low <= hub.range.value && hub.range.value <= hub.range.high && hub.range.high < 0.4);
	struct graph_null even = graph_null_centralization(flat, GRAPH_OUT, NULL_DRAWS_SHAPE, &random);
	g_assert_true(even.percentile == 0); /* nobody stands out at all: below what chance makes */
	AUTO(graph) empty = graph_new(3, NULL, NULL, NULL, 0);
	g_assert_false(graph_null_centralization(empty, GRAPH_IN, 10, &random).defined);
}

/* Three people, three of six edges: of the 20 graphs 12 have somebody with two, counted one by one. */
static void
test_null_is_uniform(void)
{
	const guint from[] = { 0, 1, 2 }, to[] = { 1, 2, 0 };
	AUTO(graph) ring = graph_new(3, from, to, NULL, 3);
	struct random random = random_seeded("uniform", "test", "2026-10");
	guint above = 0;
	for (guint i = 0; i < 4000; i++)
		above += graph_null_centralization(ring, GRAPH_OUT, 1, &random).range.value > 0;
	g_assert_cmpfloat_with_epsilon(above / 4000.0, 12.0 / 20, 0.03);
}

static void
test_null_reciprocity(void)
{
	guint from[80], to[80];
	for (guint i = 0; i < 40; i++) { /* 40 pairs who write to each other, in a ring */
		from[2 * i] = to[2 * i + 1] = i;
		to[2 * i] = from[2 * i + 1] = (i + 1) % 40;
	}
	AUTO(graph) dialogue = graph_new(40, from, to, NULL, 80);
	struct random random = random_seeded("reciprocity", "test", "2026-10"), again = random;
	struct graph_null null = graph_null_reciprocity(dialogue, NULL_DRAWS_REWIRED, &random);
	g_assert_true(null.defined && null.percentile == 1 && null.draws == 200);
	g_assert_true(null.range.value < 0.1);
	struct graph_null same = graph_null_reciprocity(dialogue, NULL_DRAWS_REWIRED, &again);
	g_assert_true(same.range.value == null.range.value && same.range.high == null.range.high);
	AUTO(graph) one = undirected(2, "AB");
	g_assert_false(graph_null_reciprocity(one, 10, &random).defined);
}

static void
test_rewired_keeps_degrees(void)
{
	AUTO(graph) graph = rings(4, 10);
	struct random random = random_seeded("rewired", "test", "2026-10");
	AUTO(graph) rewired = graph_rewired_ties(graph, &random);
	g_assert_cmpuint(rewired->n_ties, ==, graph->n_ties); /* no loop and no double was made */
	guint moved = 0;
	for (guint v = 0; v < 40; v++) {
		g_assert_cmpuint(graph_degree(rewired, v, GRAPH_BOTH), ==, graph_degree(graph, v, GRAPH_BOTH));
		for (gsize i = graph->out.start[v]; i < graph->out.start[v + 1]; i++) {
			guint w = graph->out.to[i];
			moved += !graph_has_edge(rewired, v, w) && !graph_has_edge(rewired, w, v);
		}
	}
	g_assert_cmpuint(moved, >, graph->n_ties / 2);
}

/* Everybody knows everybody both ways: with room for 45 ties, ten of thirty are drawn, and all that is between them is kept. */
static void
test_sample(void)
{
	guint from[870], to[870];
	double weight[870];
	guint n = 0;
	for (guint i = 0; i < 30; i++)
		for (guint j = 0; j < 30; j++)
			if (i != j) {
				from[n] = i;
				to[n] = j;
				weight[n++] = i + 1;
			}
	AUTO(graph) graph = graph_new(30, from, to, weight, n);
	struct random random = random_seeded("test", "sample", "graph"), again = random_seeded("test", "sample", "graph");
	AUTO(graph) sample = graph_sample(graph, 45, &random);
	g_assert_cmpuint(graph_connected(sample), ==, 10);
	g_assert_cmpuint(sample->n_ties, ==, 45);
	g_assert_cmpuint(sample->n_edges, ==, 90);
	for (guint v = 0; v < 30; v++)
		for (gsize i = sample->out.start[v]; i < sample->out.start[v + 1]; i++)
			g_assert_cmpfloat(sample->out.weight[i], ==, v + 1);
	AUTO(graph) same = graph_sample(graph, 45, &again);
	g_assert_cmpmem(same->out.start, 31 * sizeof(gsize), sample->out.start, 31 * sizeof(gsize));
	AUTO(graph) whole = graph_sample(graph, 1000, &random);
	g_assert_cmpuint(whole->n_edges, ==, graph->n_edges);
}

static void
test_groups(void)
{
	AUTO(graph) graph = rings(4, 10);
	struct random random = random_seeded("groups", "test", "2026-10"), again = random;
	struct graph_groups groups = graph_groups_find(graph, GROUPS_SEEDS, &random);
	g_assert_true(groups.defined);
	g_assert_cmpuint(groups.n_groups, ==, 4);
	for (guint v = 0; v < 40; v++)
		g_assert_cmpuint(groups.group[v], ==, v / 10);
	NEAR(groups.modularity, graph_modularity(graph, groups.group, TRUE).value);
	g_assert_true(groups.stability > 0.99);
	g_assert_cmpuint(graph_groups_of_size(&groups, 40, 5), ==, 4);
	g_assert_cmpuint(graph_groups_of_size(&groups, 40, 11), ==, 0);
	struct graph_groups same = graph_groups_find(graph, GROUPS_SEEDS, &again);
	g_assert_cmpmem(groups.group, 40 * sizeof *groups.group, same.group, 40 * sizeof *same.group);
	struct graph_null null = graph_null_modularity(graph, groups.modularity, 40, &random);
	g_assert_true(null.defined && null.percentile == 1 && null.range.high < groups.modularity);
	graph_groups_clear(&groups);
	graph_groups_clear(&same);
	AUTO(graph) empty = graph_new(3, NULL, NULL, NULL, 0);
	g_assert_false(graph_groups_find(empty, 10, &random).defined);
}

static void
test_adjusted_rand(void)
{
	const guint a[] = { 0, 0, 0, 1, 1, 1 }, b[] = { 5, 5, 5, 2, 2, 2 }, c[] = { 0, 0, 1, 1, 2, 2 }, one[] = { 0, 0, 0, 0, 0, 0 };
	NEAR(adjusted_rand(a, b, 6), 1);
	NEAR(adjusted_rand(a, c, 6), (2 - 6 * 3 / 15.0) / (4.5 - 6 * 3 / 15.0));
	NEAR(adjusted_rand(one, one, 6), 1);
	NEAR(adjusted_rand(a, one, 6), 0);
	NEAR(adjusted_rand(a, b, 0), 1);
}

static double
distance(const double *x, const double *y, guint a, guint b)
{
	return hypot(x[a] - x[b], y[a] - y[b]);
}

static void
test_layout(void)
{
	AUTO(graph) graph = rings(4, 10);
	struct random random = random_seeded("layout", "test", "2026-10"), again = random;
	double x[40], y[40], x2[40], y2[40], near = 0, all = 0;
	g_assert_true(graph_layout(graph, &random, x, y) && graph_layout(graph, &again, x2, y2));
	g_assert_cmpmem(x, sizeof x, x2, sizeof x2);
	g_assert_cmpmem(y, sizeof y, y2, sizeof y2);
	for (guint v = 0; v < 40; v++) {
		g_assert_true(x[v] >= 0 && x[v] <= 1 && y[v] >= 0 && y[v] <= 1);
		near += distance(x, y, v, v / 10 * 10 + (v + 1) % 10) / 40;
		for (guint w = 0; w < 40; w++)
			all += distance(x, y, v, w) / 1600;
	}
	g_assert_true(near < all / 2); /* people who talk are near each other */
}

static void
test_layout_of_pieces(void)
{
	AUTO(graph) graph = undirected(9, "AB BC CA DE"); /* and four people alone */
	struct random random = random_seeded("pieces", "test", "2026-10");
	double x[9], y[9];
	g_assert_true(graph_layout(graph, &random, x, y));
	for (guint v = 0; v < 9; v++)
		for (guint w = v + 1; w < 9; w++)
			g_assert_true(distance(x, y, v, w) > 0.02); /* nobody sits on another */
	AUTO(graph) one = graph_new(1, NULL, NULL, NULL, 0);
	g_assert_true(graph_layout(one, &random, x, y));
	NEAR(x[0], 0.5);
	AUTO(graph) none = graph_new(0, NULL, NULL, NULL, 0);
	g_assert_true(graph_layout(none, &random, NULL, NULL));
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
	g_test_add_func("/graph/null-centralization", test_null_centralization);
	g_test_add_func("/graph/null-is-uniform", test_null_is_uniform);
	g_test_add_func("/graph/null-reciprocity", test_null_reciprocity);
	g_test_add_func("/graph/rewired-keeps-degrees", test_rewired_keeps_degrees);
	g_test_add_func("/graph/sample", test_sample);
	g_test_add_func("/graph/groups", test_groups);
	g_test_add_func("/graph/adjusted-rand", test_adjusted_rand);
	g_test_add_func("/graph/layout", test_layout);
	g_test_add_func("/graph/layout-of-pieces", test_layout_of_pieces);
	return g_test_run();
}
