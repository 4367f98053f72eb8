/* A run of glyphs with its text, shown so that every reader of the PDF gets the text whole. */
#ifndef OUTPUTS_PDF_RUN_H
#define OUTPUTS_PDF_RUN_H

#include <pango/pangocairo.h>

/* Shows the run, whose offsets are of `text`, with its left end at x on this baseline, in the current source. */
void run_show(cairo_t *, const char *text, const PangoGlyphItem *run, double x, double baseline);

#endif
