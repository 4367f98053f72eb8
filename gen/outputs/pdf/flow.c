/* Pours blocks into a height. */
#include "outputs/pdf/flow.h"

static void free_block(void *block)
{
	block_free(block);
}

struct flow *flow_new(double width)
{
	struct flow *flow = g_new0(struct flow, 1);
	flow->blocks = g_ptr_array_new_with_free_func(free_block);
	flow->width = width;
	return flow;
}

void flow_free(struct flow *flow)
{
	g_ptr_array_unref(flow->blocks);
	g_free(flow);
}

struct block *flow_add(struct flow *flow, struct block *block)
{
	g_ptr_array_add(flow->blocks, block);
	return block;
}

gboolean flow_ends_at(const struct flow *flow, struct cursor cursor)
{
	return cursor.block >= flow->blocks->len;
}

static const struct block *block_at(const struct flow *flow, guint index)
{
	return flow->blocks->pdata[index];
}

/* Whether a column may end before this block: not between a heading and its text, nor between a tag and what it holds. */
static gboolean may_end_before(const struct flow *flow, guint index)
{
	if (index >= flow->blocks->len)
		return TRUE;
	if (index == 0 || block_at(flow, index)->closes || block_at(flow, index - 1)->opens)
		return FALSE;
	guint before = index;
	while (before > 0 && (block_at(flow, before - 1)->closes || block_at(flow, before - 1)->opens))
		before--;
	return before == 0 || !block_at(flow, before - 1)->keep;
}

/* How many parts from `part` on fit and leave enough for either side; 0: none. */
static guint parts_that_fit(const struct block *block, guint part, double height)
{
	guint count = block_parts(block), fit = part;
	while (fit < count && block_height(block, part, fit + 1) <= height)
		fit++;
	if (fit < count && block->least && count - fit < block->least)
		fit = count > block->least ? count - block->least : part;
	return fit > part && (fit == count || (block->least && fit - part >= block->least)) ? fit - part : 0;
}

/* The state of pouring: the last place where the column may end, and the height up to there. */
struct pour {
	struct cursor to;
	double used;
};

static double gap_above(const struct block *block, struct cursor at, double used)
{
	return used > 0 && at.part == 0 ? block->before : 0;
}

/* One part at least, though it is higher than the column: the remains of a block that nothing can hold. */
static struct pour forced(const struct flow *flow, struct cursor from, double height)
{
	struct cursor at = from;
	double used = 0;
	while (at.block < flow->blocks->len) {
		const struct block *block = block_at(flow, at.block);
		double rest = height - used - gap_above(block, at, used);
		guint count = block_parts(block), fit = at.part;
		while (fit < count && block_height(block, at.part, fit + 1) <= rest)
			fit++;
		if (used <= 0 && count > 0)
			fit = MAX(fit, at.part + 1);
		if (fit == at.part && count > 0)
			break;
		used += gap_above(block, at, used) + block_height(block, at.part, fit);
		at = fit < count ? (struct cursor){at.block, fit} : (struct cursor){at.block + 1, 0};
		if (fit < count)
			break;
	}
	return (struct pour){at, used};
}

double flow_take(const struct flow *flow, struct cursor from, double height, gboolean force, struct cursor *to)
{
	struct cursor at = from;
	struct pour last = {from, 0};
	double used = 0;
	while (at.block < flow->blocks->len) {
		const struct block *block = block_at(flow, at.block);
		double gap = gap_above(block, at, used);
		guint count = block_parts(block), fit = count ? parts_that_fit(block, at.part, height - used - gap) : 0;
		if (count && fit == 0)
			break;
		used += count ? gap + block_height(block, at.part, at.part + fit) : 0;
		if (at.part + fit < count) {
			last = (struct pour){{at.block, at.part + fit}, used};
			break;
		}
		at = (struct cursor){at.block + 1, 0};
		if (may_end_before(flow, at.block))
			last = (struct pour){at, used};
	}
	if (force && last.to.block == from.block && last.to.part == from.part)
		last = forced(flow, from, height);
	*to = last.to;
	return last.used;
}

double flow_height(const struct flow *flow)
{
	struct cursor end;
	return flow_take(flow, (struct cursor){0, 0}, G_MAXDOUBLE, TRUE, &end);
}

/* Calls for each block's parts in [from, to) with its upper edge. */
static void walk(const struct flow *flow, struct cursor from, struct cursor to, double y,
                 void (*step)(const struct block *, guint first, guint past, double y, gboolean top, void *), void *user)
{
	double used = 0;
	for (guint i = from.block; i < flow->blocks->len && (i < to.block || (i == to.block && to.part > 0)); i++) {
		const struct block *block = block_at(flow, i);
		guint first = i == from.block ? from.part : 0, past = i == to.block ? to.part : block_parts(block);
		double gap = gap_above(block, (struct cursor){i, first}, used);
		gboolean top = used <= 0;
		used += gap;
		step(block, first, past, y + used, top, user);
		used += block_height(block, first, past);
	}
}

struct drawing {
	struct pen *pen;
	double x;
};

/* The rule beside a quotation runs through the space above it. */
static void draw_quote_rule(const struct block *block, struct pen *pen, guint first, guint past, double x, double y, gboolean top)
{
	double above = top || first ? 0 : block->before, height = block_height(block, first, past);
	if (height <= 0)
		return;
	tag_begin_artifact(pen->tagger);
	pen_set_tint(pen, block->discipline, block->discipline ? TINT_BAND : TINT_RULE);
	cairo_rectangle(pen->cairo, x + block->indent - 9, y - above, 2, height + above);
	cairo_fill(pen->cairo);
	tag_end(pen->tagger);
}

static void draw_step(const struct block *block, guint first, guint past, double y, gboolean top, void *user)
{
	struct drawing *drawing = user;
	if (block->quoted)
		draw_quote_rule(block, drawing->pen, first, past, drawing->x, y, top);
	block->kind->draw(block, drawing->pen, first, past, drawing->x + block->indent, y);
}

void flow_draw(const struct flow *flow, struct pen *pen, struct cursor from, struct cursor to, double x, double y)
{
	struct drawing drawing = {pen, x};
	walk(flow, from, to, y, draw_step, &drawing);
}

struct locating {
	double x;
	void (*found)(const struct block *, double x, double y, void *user);
	void *user;
};

static void locate_step(const struct block *block, guint first, guint past, double y, gboolean top, void *user)
{
	struct locating *locating = user;
	(void)past, (void)top;
	if (first == 0 && (block->id || block->entry))
		locating->found(block, locating->x, y, locating->user);
}

void flow_locate(const struct flow *flow, struct cursor from, struct cursor to, double x, double y,
                 void (*found)(const struct block *, double x, double y, void *user), void *user)
{
	struct locating locating = {x, found, user};
	walk(flow, from, to, y, locate_step, &locating);
}
