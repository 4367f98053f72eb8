/* Composing: nodes of a document become blocks. A cell of the spread is one flow; a chapter is a row of bands, each either
 * two columns or, where a table needs it, one over the full measure. */
#ifndef OUTPUTS_PDF_COMPOSE_H
#define OUTPUTS_PDF_COMPOSE_H

#include "outputs/pdf/flow.h"

struct band {
	struct flow *flow;
	gboolean wide;
};

/* The children of a cell at the width of a column; charts come without their tables, whose values go into their words.
 * `level`: of the heading above; `share`: of their height that charts get, where they can do with less. The node must
 * outlive the flow. */
struct flow *compose_cell(const struct pen *, const struct node *cell, int level, double share);
/* The children of `parent` as bands (struct band *); `apparatus`: all in the small type of notes. */
GPtrArray *compose_chapter(const struct pen *, const struct node *parent, enum discipline, gboolean apparatus);

#endif
