/* Pictures: charts drawn at their own measure, never scaled, and the images of letters. */
#ifndef OUTPUTS_PDF_PICTURE_H
#define OUTPUTS_PDF_PICTURE_H

#include "outputs/pdf/block.h"

/* A NODE_CHART that outlives the block; `values` is added to its words for who does not see it (NULL: nothing). `share` of
 * its own height is given to a chart that can do with less (lines, curves, networks); 1: all. NULL when there is no such
 * chart or it has no figure. */
struct block *picture_chart(const struct pen *measuring, const struct node *, const char *values, double width, double share,
                            enum discipline);
/* A NODE_IMAGE; NULL when its file cannot be read. */
struct block *picture_image(const struct node *, double width, enum discipline);
/* A chart as small as a word, within a cell that is its tag. */
void picture_draw_spark(struct pen *, const struct node *, enum discipline, double x, double y, double width, double height);

#endif
