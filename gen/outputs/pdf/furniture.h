/* Furniture of a page: organisation, title and period on one ink rule, the coverage line on the first page, the honesty
 * line and the page's number at the foot. Read once, on the first page; on all others it is passed over. */
#ifndef OUTPUTS_PDF_FURNITURE_H
#define OUTPUTS_PDF_FURNITURE_H

#include "outputs/pdf/pen.h"

/* Where the page's own matter begins and ends, pt from the top. */
double furniture_top(const struct pen *, gboolean first);
double furniture_bottom(const struct pen *);
/* `running`: the chapter's name; NULL. `number` from 1. */
void furniture_draw(struct pen *, const char *running, int number, int of);

#endif
