/* A chart is one way to show a figure. A leaf draws a shape of figure on a paper; charts.def lists the leaves. Title,
 * subtitle, note and table stand around it and belong to the document; the chart draws data, axes and direct labels. */
/* What the shapes' figures look like; columns are found by name, other columns do not disturb. "headline": the first value.
 *   SERIES    key period; the headline by month. Last year's line comes from rows twelve months earlier, where there are some.
 *   ESTIMATE, AMOUNTS, TERMS, POSTS   a row an item, named by key "label", else the first word that is not period or scope,
 *             else scope. Keys named month, age, bucket, stage, step, size, depth, rank … keep the figure's order; others are sorted.
 *             As dots, a value "before" stands in grey below the headline.
 *   GOALS     values actual, target; words label, verdict; word unit ("share", "count", "hours" …) where goals differ in it.
 *   MATRIX    numbers weekday (0 = Monday) and hour; or the first two keys crossed.
 *   COHORTS   key cohort (a period), number age in months; values share and people.
 *   SURVIVAL  number hours, or days (its label stands under the axis); the headline is the share reached; values at_risk, censored (last
 *             seen waiting in this step). Drawn in grey: with a word group, the rows of the second group; else, when key period is there,
 *             those of an earlier period.
 *   STAGES    a row a stage in order; values: the headline count, and "kept" (share of the stage before).
 *   SHARES    a row a whole (word or period) and part (word); the headline count.
 *   FLOWS     key period; values gained and lost (or any columns named new, retained, returned | left, lost, churned).
 *   EDGES     word kind: "node" rows have number id, word role ("member", "staff"), values x, y; "edge" rows have numbers from, to,
 *             values weight, lasting (> 0: holds in both directions for long).
 *   PULSE     key period (weeks); the headline count; values low and high: the expected range.
 *   SLOPE     a row an item and period; the two last periods are drawn.
 *   DOTS      one row: the headline share (drawn as 100 marks) or a count with n (one mark a person up to 100). */
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
