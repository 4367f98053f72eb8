/* A theme: tokens (colours, type, strokes, measures), fonts and templates. A theme lives inside the binary; one on disk is named
 * by its folder's path. A file in the project's themes/NAME/ replaces the theme's file of the same name; tokens.yaml is laid
 * over the theme's, and the theme's over the default's, key by key, so an override says only what differs. */
#ifndef THEME_THEME_H
#define THEME_THEME_H

#include <pango/pangocairo.h>

#include "base/auto.h"
#include "base/complaint.h"
#include "model/definition.h"

/* Colours that charts and pages speak of. MAIN, BAND and RAMP belong to a discipline. */
enum tint {
	TINT_PAPER, TINT_PANEL, TINT_INK, TINT_INK2, TINT_INK3, TINT_GHOST, TINT_RULE, TINT_GRID,
	TINT_MAIN, TINT_BAND, TINT_RAMP1, TINT_RAMP2, TINT_RAMP3, TINT_RAMP4, TINT_RAMP5,
	TINT_ON1, TINT_ON2, TINT_ON3, TINT_ON4, TINT_ON5, /* ink for text on RAMP1…5 */
	TINT_COUNT
};
enum face { FACE_TEXT, FACE_STATE, FACE_LABEL, FACE_STRONG, FACE_DISPLAY, FACE_COUNT };
enum role {
	ROLE_FIGURE, ROLE_UNIT, ROLE_HEADLINE, ROLE_SECTION, ROLE_TITLE, ROLE_STATEMENT, ROLE_BODY, ROLE_TABLE, ROLE_CHART,
	ROLE_CHART_END, ROLE_NOTE, ROLE_SPINE, ROLE_COUNT
};
enum medium { MEDIUM_PRINT, MEDIUM_SCREEN, MEDIUM_MAIL }; /* pt, px, px */

struct colour {
	double red, green, blue; /* sRGB, 0–1 */
};
struct type_style {
	double size, leading; /* pt in print, px on screen and in mail */
	enum face face;
};

struct theme {
	char *name, *summary;
	struct colour colours[2][3][TINT_COUNT]; /* [dark][discipline][tint] */
	struct type_style types[3][ROLE_COUNT];  /* [medium][role] */
	char *font_files[FACE_COUNT];            /* as found on this machine */
	char *font_family[FACE_COUNT];
	int font_weight[FACE_COUNT];             /* 400, 600 … */
	gboolean font_italic[FACE_COUNT];
	char *font_stack_html;
	char *font_features;                     /* pango: "tnum=1, lnum=1, liga=0 …" */
	PangoFontMap *font_map;                  /* over a private fontconfig holding these files only */
	PangoContext *context;                   /* of all layouts: no hinting, subpixel positions */
	struct tree *tokens;                     /* the whole tokens.yaml, for what has no field here */
	char *folder;                            /* of a theme on disk; NULL: inside the binary */
	char *project_folder;                    /* overrides are looked for below it; NULL */
};

/* Whether it has tokens: inside the binary, in a folder on disk, or in the project. */
gboolean theme_exists(const char *name, const char *project_folder);
/* NULL and error when a font or the tokens cannot be had. Broken tokens are complaints, the default then stands. */
struct theme *theme_load(const char *name, const char *project_folder, struct complaints *, GError **);
void theme_free(struct theme *);
AUTO_DEFINE(theme)
struct colour theme_colour(const struct theme *, enum discipline, enum tint, gboolean dark);
/* "#2365B3"; caller frees. */
char *colour_hex(struct colour);
/* FALSE unless it is "#RRGGBB". */
gboolean colour_parse(const char *text, struct colour *);
/* Contrast ratio of two colours, 1–21. Source: WCAG 2.2, "contrast ratio" and "relative luminance". */
double colour_contrast(struct colour, struct colour);
/* Puts an organisation's own colours ("#RRGGBB", NULL: keep ours) in place of the two mains, with bands and ramps mixed
 * from them. Kept ours, with a complaint, when one has less than 4.5 on paper or 3 on its band, or when the two ratios
 * differ by 1.0 or more: one discipline would then be louder (LOOK §4). */
void theme_brand(struct theme *, const char *broadcast, const char *community, struct complaints *);
/* Rules that give a page its colours: --paper, --ink … on :root, --main, --band, --r1…5, --on1…5 on .broadcast and
 * .community, and once more for the dark. Caller frees. */
char *theme_variables(const struct theme *);
/* The name of a tint in variables and classes: "ink2", "main", "r3". */
const char *tint_name(enum tint);
/* A number of tokens.yaml by path ("stroke.line_double.outer", "page.a4.margin.left", "box_pad.0"); aborts if it is not there (a bug). */
double theme_number(const struct theme *, const char *path);
/* NULL where there is none. */
const char *theme_word(const struct theme *, const char *path);
/* Pango font of a role. Caller frees (pango_font_description_free). Sizes are absolute: pt in print, px else. */
PangoFontDescription *theme_font(const struct theme *, enum medium, enum role);
/* A layout on the theme's font map with its features set, metrics hints off, subpixel positions. Caller unrefs. */
PangoLayout *theme_layout(const struct theme *, enum medium, enum role, const char *text);
/* Text of a template or style sheet ("html/page.mustache"): project override, theme, default theme, in this order; NULL
 * when nobody has it. Caller frees. */
char *theme_file(const struct theme *, const char *name);
/* The characters of `text` in this face as a TrueType subset (harfbuzz), for embedding in a page. Caller unrefs. */
GBytes *theme_font_subset(const struct theme *, enum face, const char *text, GError **);

#endif
