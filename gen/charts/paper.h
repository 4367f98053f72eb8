/* Paper: what charts are drawn on. About a dozen verbs; geometry and text measures come from cairo and pango, so a chart
 * is written once. On a cairo context (PDF, PNG) the verbs draw; on an SVG paper they write <path> and real <text> with
 * classes, so the page can recolour it in the dark and a screen reader can read it (facts: cairo's own SVG loses both).
 * Units: pt in print, px on screen and in mail. The origin is the top left; y grows downwards. */
#ifndef CHARTS_PAPER_H
#define CHARTS_PAPER_H

#include "base/auto.h"
#include "theme/theme.h"

struct paper;

/* On a cairo context that the caller owns; (0,0) is where its matrix says. `dark` only for previews. */
struct paper *paper_on_cairo(cairo_t *, const struct theme *, enum medium, enum discipline, gboolean dark);
/* SVG text, appended when paper_finish is called. `id` makes every id inside unique and stable. */
struct paper *paper_on_svg(const struct theme *, enum medium, enum discipline, double width, double height, const char *id,
                           const char *title, const char *description);
/* Measures only; draws nothing. */
struct paper *paper_for_measuring(const struct theme *, enum medium, enum discipline);
void paper_free(struct paper *);
AUTO_DEFINE(paper)
/* The SVG element; NULL for other papers. Caller frees. Its colours are classes: "f-main" fills, "s-ink2" strokes, by the names
 * of theme.h's tint_name; the root is <svg class="chart community">. No style attributes: a strict content policy stands. */
char *paper_finish(struct paper *);
/* The rules behind those classes, over theme_variables(). Caller frees. */
char *paper_style(void);

const struct theme *paper_theme(const struct paper *);
enum medium paper_medium(const struct paper *);
enum discipline paper_discipline(const struct paper *);
/* Size of chart text here: the measure of all distances in a chart. */
double paper_em(const struct paper *);
/* Width of a stroke of the theme ("line", "grid", "line_double.outer") on this medium. */
double paper_pen(const struct paper *, const char *stroke);
/* Half the size of a mark. */
double paper_mark_radius(const struct paper *);

/* The path under the pen; stroke and fill use it up. */
void paper_move(struct paper *, double x, double y);
void paper_line(struct paper *, double x, double y);
void paper_curve(struct paper *, double x1, double y1, double x2, double y2, double x, double y);
void paper_close(struct paper *);
void paper_rectangle(struct paper *, double x, double y, double width, double height);
void paper_circle(struct paper *, double x, double y, double radius);

struct stroke {
	enum tint tint;
	double width;
	double dash, gap;   /* 0: solid */
	gboolean round;     /* joins; ends are flat */
};
void paper_stroke(struct paper *, struct stroke);
void paper_fill(struct paper *, enum tint);
/* Fills the path with paper and 45° lines of the tint: "not final" (LOOK §6). */
void paper_hatch(struct paper *, enum tint);

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
struct lettering {
	enum role role;
	enum tint tint;
	enum anchor anchor;
	enum face face;     /* FACE_COUNT: the role's own */
	gboolean halo;      /* a paper-coloured outline, where text crosses ink */
	double width;       /* > 0: longer text is cut in the middle with "…" */
};
/* y is the baseline. */
void paper_text(struct paper *, double x, double y, const char *text, struct lettering);
/* Width as it will be drawn; `ascent` and `descent` may be NULL. */
double paper_measure(struct paper *, const char *text, struct lettering, double *ascent, double *descent);

/* As much of the text as fits, cut in the middle ("Bring a friend to the…evening"). Caller frees. */
char *paper_cut(struct paper *, const char *text, struct lettering, double width);

/* A part of the chart that has a name of its own ("last value", "Tuesday, 18 h: 63 %"), shown by browsers when pointed at;
 * nests. */
void paper_begin(struct paper *, const char *name);
void paper_end(struct paper *);

/* Marks of the visual language, made of the verbs above: square or circle, filled or hollow, radius from the theme. */
void paper_mark(struct paper *, double x, double y, gboolean hollow);
/* Its outline as a path: a square, a little smaller than the circle so that they look the same size. */
void paper_mark_path(struct paper *, double x, double y, double radius);
/* The same in a given size and tint; `filled` with it or with paper. */
void paper_mark_sized(struct paper *, double x, double y, double radius, enum tint, gboolean filled);
/* The discipline's data line along the path: one stroke, or a stroke with a paper core. */
void paper_data_line(struct paper *);
/* The same, dashed: leads to a value that is not final. */
void paper_data_dashes(struct paper *);
/* A dotted stroke along the path: goals, medians, "we do not know" (LOOK §6). */
void paper_dots(struct paper *, enum tint);
/* A horizontal interval from x0 to x1: single, or double. `open` runs out to the right as three dots. */
void paper_interval(struct paper *, double x0, double x1, double y, gboolean open);
/* An amount from x0 to x1: bar, or double stem ending in a circle. `hatched`: not final. */
void paper_amount(struct paper *, double x0, double x1, double y, double thickness, gboolean hatched);

#endif
