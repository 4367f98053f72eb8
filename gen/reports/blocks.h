/* Blocks that several parts of a report need: a chart with its words and table, a table of a figure, a statement. */
#ifndef REPORTS_BLOCKS_H
#define REPORTS_BLOCKS_H

#include "reports/report.h"

/* A chart of a figure (already cut to what it should show; the document keeps it), with the finding as its title, a subtitle
 * that says what is counted, an alt text and its data table. `chart` NULL: the one for the figure's shape. Returns the node. */
struct node *block_chart(const struct report_request *, struct document *, struct node *parent, const struct figure *, const char *chart,
                         const char *id);
/* The same for rows of a figure: one scope (NULL: all rows), and the reported period only if `now`. NULL when it has no row. */
struct node *block_chart_of(const struct report_request *, struct document *, struct node *parent, const struct figure *,
                            const char *scope, gboolean now, const char *chart, const char *id);
/* All rows and columns as a table, states in words. */
struct node *block_table(const struct report_request *, struct node *parent, const struct figure *);
/* "**4.2 h** ~(3.1–6.0)~" into a cell or sentence. */
void block_value(struct node *parent, const struct value *, enum unit, gboolean strong, const char *language);
/* A frame that says why there is nothing. */
void block_empty(struct node *parent, const char *title, const char *why);
/* A cell of a table row; children are the caller's. */
struct node *block_cell(struct node *row, gboolean header, enum align);
void block_cell_text(struct node *row, gboolean header, enum align, const char *text);

#endif
