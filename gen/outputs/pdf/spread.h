/* The spread: Broadcast and Community line against line, a wall between them that nothing crosses, and in the wall the
 * few words the two share. */
#ifndef OUTPUTS_PDF_SPREAD_H
#define OUTPUTS_PDF_SPREAD_H

#include "outputs/pdf/book.h"

/* Places a NODE_SPREAD on fresh pages: as many as its rows need, about equally full. */
void spread_place(struct book *, const struct node *spread);

#endif
