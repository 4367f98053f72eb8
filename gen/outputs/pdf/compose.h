/* Composing: nodes of a document become blocks. A cell of the spread is one flow; a chapter is a row of bands, each either
 * two columns or, where a table needs it, one over the full measure. */
#ifndef OUTPUTS_PDF_COMPOSE_H
#define OUTPUTS_PDF_COMPOSE_H

#include "outputs/pdf/flow.h"

/* What a cell gives up so that its row finds room. */
struct tightness {
	double share;           /* of their height that charts get, where they can do with less; 1: all */
	gboolean without_notes; /* what there is to know of a chart stands with it in its chapter */
};

struct band {
	struct flow *flow;
	gboolean wide;
	gboolean heads; /* nothing but the heading of the band that follows */
};

/* The children of a cell at the width of a column; charts come without their tables, whose values go into their words.
 * `level`: of the heading above. The node must outlive the flow. */
struct flow *compose_cell(const struct pen *, const struct node *cell, int level, struct tightness);
/* The children of `parent` as bands (struct band *); `apparatus`: all in the small type of notes. */
GPtrArray *compose_chapter(const struct pen *, const struct node *parent, enum discipline, gboolean apparatus);

#endif
