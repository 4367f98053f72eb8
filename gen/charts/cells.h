/* Cells of a heat map or cohort triangle: five steps of the discipline's ramp, states by texture (LOOK §6), and the legend. */
#ifndef CHARTS_CELLS_H
#define CHARTS_CELLS_H

#include "charts/axis.h"

struct cells {
	double low, high;      /* values of the palest and the deepest end */
	enum unit unit;
	gboolean figures;      /* cells are wide enough to hold their value */
	gboolean too_few, hidden, unknown, open; /* met so far: what the legend must explain */
};

/* A range of nice values around all numbers of this value column. */
struct cells cells_over(const struct sheet *, GPtrArray *rows, guint column);
/* One cell; x, y, width, height without the gap. `name` is shown when pointed at. Notes the states it meets. */
void cell_draw(const struct sheet *, struct cells *, const struct value *, double x, double y, double width, double height, const char *name);
/* The ramp with its ends, and one sample for each state that was met; wraps. y: its middle. */
void cells_legend(const struct sheet *, const struct cells *, double x, double y);
/* Width between cells. */
double cells_gap(const struct sheet *);

#endif
