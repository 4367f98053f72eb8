/* A chapter: its head over the full measure, then bands of two columns, broken by tables that need the whole width. */
#ifndef OUTPUTS_PDF_CHAPTER_H
#define OUTPUTS_PDF_CHAPTER_H

#include "outputs/pdf/book.h"

/* Places a NODE_CHAPTER on a fresh page; a chapter of no discipline (definitions, coverage, refused rows) goes on where
 * the one before it, of its kind, has left room. Gives the y below it on the last page. */
double chapter_place(struct book *, const struct node *chapter, gboolean goes_on, double y);

#endif
