/* The sheet: paper and print grid (two columns and a spine), in pt from the top left, out of the theme's tokens. */
#ifndef OUTPUTS_PDF_SHEET_H
#define OUTPUTS_PDF_SHEET_H

#include "theme/theme.h"

struct sheet {
	double width, height;
	double left, top, bottom; /* margins; the right one is what the measure leaves */
	double column, spine;
	double measure;           /* column, spine, column */
	double wall;              /* stroke */
};

/* `paper`: "letter", else A4. */
struct sheet sheet_of(const struct theme *, const char *paper);
/* Left edge of column 0 or 1. */
double sheet_column(const struct sheet *, int column);

#endif
