/* Blocks of one piece with words inside: the number set large, the decision box, the frame that keeps an empty place. */
#ifndef OUTPUTS_PDF_BOX_H
#define OUTPUTS_PDF_BOX_H

#include "outputs/pdf/block.h"

struct block *box_number(const struct theme *, const struct node *, double width, enum discipline);
struct block *box_decision(const struct theme *, const struct node *, double width, enum discipline);
struct block *box_empty(const struct theme *, const struct node *, double width, enum discipline);

#endif
