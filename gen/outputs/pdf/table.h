/* Tables: head in the discipline's rule, hairlines between rows, the head repeated where the table is divided. Columns
 * take what they need; where that is too much, heads break first, then the widest columns. */
#ifndef OUTPUTS_PDF_TABLE_H
#define OUTPUTS_PDF_TABLE_H

#include "outputs/pdf/block.h"

/* How large: TABLE stands for itself, VALUES prints what a chart has shown. */
enum table_size { TABLE_FULL, TABLE_VALUES };

/* `node` is a NODE_TABLE that outlives the block; its caption is not set here. NULL for a table without rows. */
struct block *table_set(const struct theme *, const struct node *node, enum table_size, double width, enum discipline);
/* The width in which no cell has to break, but heads may; and the one below which words would. */
double table_natural_width(const struct theme *, const struct node *node, enum table_size);
double table_least_width(const struct theme *, const struct node *node, enum table_size);
/* Rows below the head. */
guint table_rows(const struct node *node);

#endif
