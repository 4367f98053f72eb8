/* The inside of paper, for its kinds only: what cairo and SVG do differently. The path lives on a cairo context in all of
 * them, so geometry is the same everywhere. */
#ifndef CHARTS_PAPER_KIND_H
#define CHARTS_PAPER_KIND_H

#include "charts/paper.h"

struct paper_kind {
	/* These use the path up. */
	void (*stroke)(struct paper *, struct stroke);
	void (*fill)(struct paper *, enum tint);
	void (*hatch)(struct paper *, enum tint, double pitch, double width);
	/* x is the left edge for a width already known. */
	void (*text)(struct paper *, double x, double y, const char *text, struct lettering, double width);
	void (*begin)(struct paper *, const char *name);
	void (*end)(struct paper *);
	char *(*finish)(struct paper *);
	void (*clear)(struct paper *); /* frees what the kind holds; NULL */
};

/* A path that is nothing but one circle or rectangle can be written as such. */
enum simple { SIMPLE_NOTHING, SIMPLE_CIRCLE, SIMPLE_RECTANGLE, SIMPLE_NOT };

struct paper {
	const struct paper_kind *kind;
	cairo_t *pen;
	const struct theme *theme;
	enum medium medium;
	enum discipline discipline;
	gboolean dark;
	enum simple simple;
	double numbers[4];  /* x, y, radius or x, y, width, height of the simple path */
	void *state;        /* the kind's own */
};

/* `pen` is taken over. */
struct paper *paper_new(const struct paper_kind *, cairo_t *pen, const struct theme *, enum medium, enum discipline);
/* A pen that leaves no trace. */
cairo_t *pen_in_the_air(void);
/* Layout of a lettering: face set, size of the medium. Caller unrefs. */
PangoLayout *paper_layout(const struct paper *, const char *text, struct lettering);
double lettering_size(const struct paper *, struct lettering);
enum face lettering_face(const struct paper *, struct lettering);
/* The 45° lines over the box of a path, as a path of `pen`. */
void hatch_lines(cairo_t *pen, double x1, double y1, double x2, double y2, double pitch);

#endif
