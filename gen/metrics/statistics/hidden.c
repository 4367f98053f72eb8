/* Ranges of hidden cells: how much can flow around each of them. */
#include "metrics/statistics/hidden.h"

#include <string.h>

#define NOWHERE G_MAXUINT

/* Each cell twice: growing it runs from `from` to `to`, shrinking it back. */
struct flow {
	const struct hidden *cells;
	guint n, sums;
	guint without;     /* the cell whose range is asked */
	gint64 *moved;     /* so far, in the direction of growing */
	guint *by;         /* the cell over which a sum was reached */
	guint *queue;
};

static gint64
room(const struct flow *flow, guint cell, gboolean grows)
{
	const struct hidden *hidden = &flow->cells[cell];

	return grows ? HIDDEN_ENDLESS - flow->moved[cell] : hidden->amount - hidden->least + flow->moved[cell];
}

/* The sum that is reached from `at` over a cell, or NOWHERE. */
static guint
step(const struct flow *flow, guint at, guint cell, gboolean *grows)
{
	const struct hidden *hidden = &flow->cells[cell];

	if (cell == flow->without || hidden->from == hidden->to || (hidden->from != at && hidden->to != at))
		return NOWHERE;
	*grows = hidden->from == at;
	return room(flow, cell, *grows) > 0 ? (*grows ? hidden->to : hidden->from) : NOWHERE;
}

/* Breadth first; by[] tells the way back. */
static gboolean
path_find(struct flow *flow, guint source, guint target)
{
	guint head = 0, tail = 0;

	for (guint i = 0; i < flow->sums; i++)
		flow->by[i] = NOWHERE;
	flow->queue[tail++] = source;
	while (head < tail && flow->by[target] == NOWHERE) {
		guint at = flow->queue[head++];
		for (guint cell = 0; cell < flow->n; cell++) {
			gboolean grows;
			guint next = step(flow, at, cell, &grows);
			if (next == NOWHERE || next == source || flow->by[next] != NOWHERE)
				continue;
			flow->by[next] = cell;
			flow->queue[tail++] = next;
		}
	}
	return flow->by[target] != NOWHERE;
}

static guint
back_over(const struct flow *flow, guint at, gboolean *grows)
{
	const struct hidden *hidden = &flow->cells[flow->by[at]];

	*grows = hidden->to == at;
	return *grows ? hidden->from : hidden->to;
}

static gint64
path_take(struct flow *flow, guint source, guint target)
{
	gint64 least = HIDDEN_ENDLESS;
	gboolean grows;

	for (guint at = target; at != source; at = back_over(flow, at, &grows)) {
		back_over(flow, at, &grows);
		least = MIN(least, room(flow, flow->by[at], grows));
	}
	for (guint at = target, before; at != source; at = before) {
		before = back_over(flow, at, &grows);
		flow->moved[flow->by[at]] += grows ? least : -least;
	}
	return least;
}

static gint64
flow_between(struct flow *flow, guint source, guint target)
{
	gint64 all = 0;

	if (source == target)
		return HIDDEN_ENDLESS;
	memset(flow->moved, 0, flow->n * sizeof *flow->moved);
	while (all < HIDDEN_ENDLESS && path_find(flow, source, target))
		all += path_take(flow, source, target);
	return MIN(all, HIDDEN_ENDLESS);
}

void
hidden_ranges(struct hidden *cells, guint n, guint sums)
{
	g_autofree gint64 *moved = g_new0(gint64, n + 1);
	g_autofree guint *by = g_new0(guint, sums + 1), *queue = g_new0(guint, sums + 1);
	struct flow flow = { cells, n, sums, 0, moved, by, queue };

	for (guint i = 0; i < n; i++) {
		flow.without = i;
		gint64 more = flow_between(&flow, cells[i].to, cells[i].from), less = flow_between(&flow, cells[i].from, cells[i].to);
		cells[i].high = more >= HIDDEN_ENDLESS ? HIDDEN_ENDLESS : cells[i].amount + more;
		cells[i].low = MAX(cells[i].least, cells[i].amount - less);
	}
}

gint64
hidden_width(const struct hidden *hidden)
{
	return hidden->high >= HIDDEN_ENDLESS ? HIDDEN_ENDLESS : hidden->high - hidden->low + 1;
}
