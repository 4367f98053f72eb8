/* A chart is one way to show a figure. A leaf draws a shape of figure on a paper; charts.def lists the leaves. Title,
 * subtitle, note and table stand around it and belong to the document; the chart draws data, axes and direct labels. */
#ifndef CHARTS_CHART_H
#define CHARTS_CHART_H

#include "charts/paper.h"
#include "model/figure.h"

struct chart_request {
	const struct figure *figure;
	const char *scope;      /* rows to draw where a figure holds several; NULL: all rows */
	double width;           /* LOOK: 225 pt in print, 328 px on screen, 536 px in mail; never scaled */
	double goal;            /* NAN: none */
	const char *goal_label; /* "planned 80 %" */
	gboolean text_inside;   /* FALSE in mail: no letters in the picture */
	const char *language;
	double height;          /* 0: the chart's own */
};

struct chart {
	const char *name;       /* "line" */
	enum shape shape;       /* what it can draw */
	const char *summary;    /* for `tidings list charts` */
	/* Height it wants at this width. */
	double (*height)(struct paper *, const struct chart_request *);
	void (*draw)(struct paper *, const struct chart_request *);
	/* The words for who does not see it: kind, subject, range, main message, peak and trough, states. Caller frees. */
	char *(*describe)(const struct chart_request *);
};

/* All charts, in the order of charts.def, NULL-terminated. */
extern const struct chart *const charts[];
/* NULL if there is none. */
const struct chart *chart_find(const char *name);
/* The first chart that draws this shape; a test proves that each shape but TABLE has one. */
const struct chart *chart_for(enum shape);

/* The height it will have here: request->height, or what the chart wants. */
double chart_height(const struct chart *, const struct chart_request *, const struct theme *, enum medium);
/* Conveniences used by every output: the chart as an SVG element, as an RGBA PNG of `scale` pixels a px, or drawn at (0,0). */
char *chart_svg(const struct chart *, const struct chart_request *, const struct theme *, enum medium, const char *id,
                const char *title, const char *description);
GBytes *chart_png(const struct chart *, const struct chart_request *, const struct theme *, double scale, GError **);

#endif
