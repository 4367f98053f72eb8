/* Flow: blocks of one width in reading order, poured into columns piece by piece. A heading never stands alone at a
 * foot, a paragraph leaves at least two lines on either side, a table at least two rows. */
#ifndef OUTPUTS_PDF_FLOW_H
#define OUTPUTS_PDF_FLOW_H

#include "outputs/pdf/block.h"

struct flow {
	GPtrArray *blocks; /* struct block * */
	double width;
};

/* A place in a flow: before a part of a block. */
struct cursor {
	guint block, part;
};

struct flow *flow_new(double width);
void flow_free(struct flow *);
AUTO_DEFINE(flow)
/* Takes over the block and returns it. */
struct block *flow_add(struct flow *, struct block *);
gboolean flow_ends_at(const struct flow *, struct cursor);

/* How far from `from` on fills at most `height`; gives the height used. `*to` equals `from` when nothing fits. With
 * `force` at least one part is taken, whatever its height: a column that is empty cannot get higher. */
double flow_take(const struct flow *, struct cursor from, double height, gboolean force, struct cursor *to);
/* The height of the whole. */
double flow_height(const struct flow *);
void flow_draw(const struct flow *, struct pen *, struct cursor from, struct cursor to, double x, double y);
/* Says of each block with an id or an outline entry in [from, to) where it stands. */
void flow_locate(const struct flow *, struct cursor from, struct cursor to, double x, double y,
                 void (*found)(const struct block *, double x, double y, void *user), void *user);

#endif
