/* Lays out each connected piece by itself and packs the pieces on shelves, so that no piece flies off and shrinks the rest. */
#include "metrics/statistics/graph_layout.h"

#include <math.h>
#include <stdlib.h>

#include "metrics/statistics/graph_bridge.h"

#define ROUNDS 500
#define GRID_FROM 200   /* people; below, all pairs repel each other: better looking and still quick */
#define PIECE_MARGIN 0.6 /* around a piece, in units of one person's side */

struct piece {
	guint *nodes, n; /* borrowed from one array of all people by piece */
	double side;     /* of its square, √n and the margin */
	double left, top;
};

struct box {
	double left, top, width, height;
};

static struct box
box_of(const guint *nodes, guint n, const double *x, const double *y)
{
	double left = x[nodes[0]], right = left, top = y[nodes[0]], bottom = top;
	for (guint i = 1; i < n; i++) {
		left = MIN(left, x[nodes[i]]);
		right = MAX(right, x[nodes[i]]);
		top = MIN(top, y[nodes[i]]);
		bottom = MAX(bottom, y[nodes[i]]);
	}
	return (struct box){ left, top, right - left, bottom - top };
}

/* Moves and scales the nodes, at one scale, into the middle of the square. */
static void
fit_square(const guint *nodes, guint n, double left, double top, double side, double *x, double *y)
{
	struct box box = box_of(nodes, n, x, y);
	double longer = MAX(box.width, box.height), scale = longer > 0 ? side / longer : 0;
	for (guint i = 0; i < n; i++) {
		guint v = nodes[i];
		x[v] = left + side / 2 + (x[v] - box.left - box.width / 2) * scale;
		y[v] = top + side / 2 + (y[v] - box.top - box.height / 2) * scale;
	}
}

/* The piece as a graph of its own: node i is nodes[i]. `place` is scratch for all people. */
static struct graph *
piece_graph(const struct graph *graph, const struct piece *piece, guint *place)
{
	g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(guint)), to = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < piece->n; i++)
		place[piece->nodes[i]] = i;
	for (guint i = 0; i < piece->n; i++)
		for (gsize k = graph->both.start[piece->nodes[i]]; k < graph->both.start[piece->nodes[i] + 1]; k++) {
			guint other = place[graph->both.to[k]];
			if (other < i)
				continue;
			g_array_append_val(from, i);
			g_array_append_val(to, other);
		}
	return graph_new(piece->n, (guint *)from->data, (guint *)to->data, NULL, from->len);
}

static gboolean
layout_run(const igraph_t *ties, guint n, struct random *random, const guint *nodes, double *x, double *y)
{
	igraph_matrix_t places;
	if (igraph_matrix_init(&places, n, 2) != IGRAPH_SUCCESS)
		return FALSE;
	for (guint i = 0; i < n; i++) {
		MATRIX(places, i, 0) = (random_unit(random) - 0.5) * sqrt(n);
		MATRIX(places, i, 1) = (random_unit(random) - 0.5) * sqrt(n);
	}
	igraph_error_t status = igraph_layout_fruchterman_reingold(ties, &places, TRUE, ROUNDS, sqrt(n),
	                                                           n < GRID_FROM ? IGRAPH_LAYOUT_NOGRID : IGRAPH_LAYOUT_GRID, NULL,
	                                                           NULL, NULL, NULL, NULL);
	for (guint i = 0; status == IGRAPH_SUCCESS && i < n; i++) {
		x[nodes[i]] = MATRIX(places, i, 0);
		y[nodes[i]] = MATRIX(places, i, 1);
	}
	igraph_matrix_destroy(&places);
	return status == IGRAPH_SUCCESS;
}

static gboolean
piece_layout(const struct graph *graph, const struct piece *piece, struct random *random, guint *place, double *x, double *y)
{
	igraph_t ties;
	if (piece->n == 1) {
		x[piece->nodes[0]] = y[piece->nodes[0]] = 0;
		return TRUE;
	}
	AUTO(graph) alone = piece_graph(graph, piece, place);
	if (!bridge_open(alone, random, &ties))
		return FALSE;
	gboolean done = layout_run(&ties, piece->n, random, piece->nodes, x, y);
	bridge_close(&ties);
	return done;
}

/* Larger first; of equals the one with the smaller first person. */
static int
compare_pieces(const void *a, const void *b)
{
	const struct piece *p = a, *q = b;
	if (p->n != q->n)
		return p->n > q->n ? -1 : 1;
	return (p->nodes[0] > q->nodes[0]) - (p->nodes[0] < q->nodes[0]);
}

/* The pieces, larger first; `order` (n_nodes) gets the people piece by piece. Caller frees. */
static struct piece *
pieces_new(const struct graph *graph, guint *order, guint *count)
{
	g_autofree guint *label = g_new(guint, graph->n_nodes);
	*count = graph_components(graph, label);
	struct piece *pieces = g_new0(struct piece, *count);
	for (guint v = 0; v < graph->n_nodes; v++)
		pieces[label[v]].n++;
	guint *next = order;
	for (guint i = 0; i < *count; next += pieces[i].n, i++) {
		pieces[i].nodes = next;
		pieces[i].side = sqrt(pieces[i].n) + PIECE_MARGIN;
	}
	g_autofree guint *filled = g_new0(guint, *count);
	for (guint v = 0; v < graph->n_nodes; v++)
		pieces[label[v]].nodes[filled[label[v]]++] = v;
	qsort(pieces, *count, sizeof *pieces, compare_pieces);
	return pieces;
}

/* Side by side on shelves about as wide as all of them are high. */
static void
pieces_pack(struct piece *pieces, guint count)
{
	double area = 0, left = 0, top = 0, shelf = pieces[0].side;
	for (guint i = 0; i < count; i++)
		area += pieces[i].side * pieces[i].side;
	double width = MAX(pieces[0].side, sqrt(area)) * 1.0001;
	for (guint i = 0; i < count; i++) {
		if (left + pieces[i].side > width) {
			left = 0;
			top += shelf;
			shelf = pieces[i].side;
		}
		pieces[i].left = left;
		pieces[i].top = top;
		left += pieces[i].side;
	}
}

gboolean
graph_layout(const struct graph *graph, struct random *random, double *x, double *y)
{
	if (graph->n_nodes == 0)
		return TRUE;
	guint count;
	g_autofree guint *order = g_new(guint, graph->n_nodes), *place = g_new(guint, graph->n_nodes);
	g_autofree struct piece *pieces = pieces_new(graph, order, &count);
	pieces_pack(pieces, count);
	for (guint i = 0; i < count; i++) {
		const struct piece *piece = &pieces[i];
		if (!piece_layout(graph, piece, random, place, x, y))
			return FALSE;
		fit_square(piece->nodes, piece->n, piece->left + PIECE_MARGIN / 2, piece->top + PIECE_MARGIN / 2,
		           piece->side - PIECE_MARGIN, x, y);
	}
	fit_square(order, graph->n_nodes, 0, 0, 1, x, y);
	for (guint v = 0; v < graph->n_nodes; v++) { /* rounding may not put a place outside */
		x[v] = CLAMP(x[v], 0, 1);
		y[v] = CLAMP(y[v], 0, 1);
	}
	return TRUE;
}
