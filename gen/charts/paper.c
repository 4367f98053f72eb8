/* Paper on a cairo context, and what all papers share: path, measures, lettering. */
#include "charts/paper.h"

#include <math.h>
#include <string.h>

#include "charts/paper_kind.h"

/* Screens are looked at from farther away than print: pt of the tokens become 1.3 px, in mail (shown smaller on phones) more. */
static const double PEN_SCALE[] = { [MEDIUM_PRINT] = 1, [MEDIUM_SCREEN] = 1.3, [MEDIUM_MAIL] = 1.6 };
static const double TEXT_SCALE[] = { [MEDIUM_PRINT] = 1, [MEDIUM_SCREEN] = 1, [MEDIUM_MAIL] = 1.2 };

/* ---- the paper itself ---- */

cairo_t *
pen_in_the_air(void)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *pen = cairo_create(surface);
	cairo_surface_destroy(surface);
	return pen;
}

struct paper *
paper_new(const struct paper_kind *kind, cairo_t *pen, const struct theme *theme, enum medium medium, enum discipline discipline)
{
	struct paper *paper = g_new0(struct paper, 1);
	paper->kind = kind;
	paper->pen = pen;
	paper->theme = theme;
	paper->medium = medium;
	paper->discipline = discipline;
	return paper;
}

void
paper_free(struct paper *paper)
{
	if (paper->kind->clear)
		paper->kind->clear(paper);
	cairo_destroy(paper->pen);
	g_free(paper);
}

char *
paper_finish(struct paper *paper)
{
	return paper->kind->finish ? paper->kind->finish(paper) : NULL;
}

const struct theme *
paper_theme(const struct paper *paper)
{
	return paper->theme;
}

enum medium
paper_medium(const struct paper *paper)
{
	return paper->medium;
}

enum discipline
paper_discipline(const struct paper *paper)
{
	return paper->discipline;
}

double
paper_em(const struct paper *paper)
{
	return paper->theme->types[paper->medium][ROLE_CHART].size * TEXT_SCALE[paper->medium];
}

double
paper_pen(const struct paper *paper, const char *stroke)
{
	g_autofree char *path = g_strconcat("stroke.", stroke, NULL);
	return theme_number(paper->theme, path) * PEN_SCALE[paper->medium];
}

double
paper_mark_radius(const struct paper *paper)
{
	return theme_number(paper->theme, "stroke.mark_radius") * paper_em(paper) /
	       paper->theme->types[MEDIUM_PRINT][ROLE_CHART].size;
}

/* ---- the path ---- */

void
paper_move(struct paper *paper, double x, double y)
{
	paper->simple = SIMPLE_NOT;
	cairo_move_to(paper->pen, x, y);
}

void
paper_line(struct paper *paper, double x, double y)
{
	paper->simple = SIMPLE_NOT;
	cairo_line_to(paper->pen, x, y);
}

void
paper_curve(struct paper *paper, double x1, double y1, double x2, double y2, double x, double y)
{
	paper->simple = SIMPLE_NOT;
	cairo_curve_to(paper->pen, x1, y1, x2, y2, x, y);
}

void
paper_close(struct paper *paper)
{
	paper->simple = SIMPLE_NOT;
	cairo_close_path(paper->pen);
}

static void
path_is(struct paper *paper, enum simple simple, const double numbers[4])
{
	paper->simple = paper->simple == SIMPLE_NOTHING ? simple : SIMPLE_NOT;
	memcpy(paper->numbers, numbers, sizeof paper->numbers);
}

void
paper_rectangle(struct paper *paper, double x, double y, double width, double height)
{
	path_is(paper, SIMPLE_RECTANGLE, (double[4]){ x, y, width, height });
	cairo_rectangle(paper->pen, x, y, width, height);
}

void
paper_circle(struct paper *paper, double x, double y, double radius)
{
	path_is(paper, SIMPLE_CIRCLE, (double[4]){ x, y, radius, 0 });
	cairo_new_sub_path(paper->pen);
	cairo_arc(paper->pen, x, y, radius, 0, 2 * G_PI);
	cairo_close_path(paper->pen);
}

static void
path_used_up(struct paper *paper)
{
	cairo_new_path(paper->pen);
	paper->simple = SIMPLE_NOTHING;
}

void
paper_stroke(struct paper *paper, struct stroke stroke)
{
	paper->kind->stroke(paper, stroke);
	path_used_up(paper);
}

void
paper_fill(struct paper *paper, enum tint tint)
{
	paper->kind->fill(paper, tint);
	path_used_up(paper);
}

void
paper_hatch(struct paper *paper, enum tint tint)
{
	paper->kind->hatch(paper, tint, paper_pen(paper, "hatch.pitch"), paper_pen(paper, "hatch.stroke"));
	path_used_up(paper);
}

void
hatch_lines(cairo_t *pen, double x1, double y1, double x2, double y2, double pitch)
{
	double step = pitch * G_SQRT2, height = y2 - y1;
	for (double x = floor((x1 - height) / step) * step; x < x2; x += step) {
		cairo_move_to(pen, x, y2);
		cairo_line_to(pen, x + height, y1);
	}
}

/* ---- lettering ---- */

double
lettering_size(const struct paper *paper, struct lettering lettering)
{
	return paper->theme->types[paper->medium][lettering.role].size * TEXT_SCALE[paper->medium];
}

enum face
lettering_face(const struct paper *paper, struct lettering lettering)
{
	return lettering.face == FACE_COUNT ? paper->theme->types[paper->medium][lettering.role].face : lettering.face;
}

PangoLayout *
paper_layout(const struct paper *paper, const char *text, struct lettering lettering)
{
	const struct theme *theme = paper->theme;
	enum face face = lettering_face(paper, lettering);
	PangoLayout *layout = theme_layout(theme, paper->medium, lettering.role, text);
	PangoFontDescription *font = theme_font(theme, paper->medium, lettering.role);
	pango_font_description_set_family(font, theme->font_family[face]);
	pango_font_description_set_weight(font, (PangoWeight)theme->font_weight[face]);
	pango_font_description_set_style(font, theme->font_italic[face] ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_font_description_set_absolute_size(font, lettering_size(paper, lettering) * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	pango_font_description_free(font);
	return layout;
}

double
paper_measure(struct paper *paper, const char *text, struct lettering lettering, double *ascent, double *descent)
{
	g_autoptr(PangoLayout) layout = paper_layout(paper, text, lettering);
	PangoRectangle logical;
	pango_layout_get_extents(layout, NULL, &logical);
	double baseline = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
	if (ascent)
		*ascent = baseline;
	if (descent)
		*descent = (double)logical.height / PANGO_SCALE - baseline;
	return (double)logical.width / PANGO_SCALE;
}

/* Keeps `kept` letters: half of them, rounded up, from the beginning, the rest from the end; no blanks at the cut. */
static char *
cut_to(const char *text, const PangoLogAttr *letters, int count, int kept)
{
	int head = (kept + 1) / 2, tail = count - kept / 2;
	while (head > 0 && !letters[head].is_cursor_position)
		head--;
	while (tail < count && !letters[tail].is_cursor_position)
		tail++;
	g_autofree char *start = g_utf8_substring(text, 0, head), *end = g_utf8_substring(text, tail, -1);
	return g_strconcat(g_strchomp(start), "…", g_strchug(end), NULL);
}

char *
paper_cut(struct paper *paper, const char *text, struct lettering lettering, double width)
{
	if (paper_measure(paper, text, lettering, NULL, NULL) <= width)
		return g_strdup(text);
	g_autoptr(PangoLayout) layout = paper_layout(paper, text, lettering);
	int count = 0;
	const PangoLogAttr *letters = pango_layout_get_log_attrs_readonly(layout, &count);
	int fits = 0, over = --count;
	while (over - fits > 1) {
		int kept = (fits + over) / 2;
		g_autofree char *tried = cut_to(text, letters, count, kept);
		*(paper_measure(paper, tried, lettering, NULL, NULL) <= width ? &fits : &over) = kept;
	}
	return cut_to(text, letters, count, fits);
}

void
paper_text(struct paper *paper, double x, double y, const char *text, struct lettering lettering)
{
	static const double shift[] = { [ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1 };
	g_autofree char *cut = lettering.width > 0 ? paper_cut(paper, text, lettering, lettering.width) : g_strdup(text);
	double width = paper_measure(paper, cut, lettering, NULL, NULL);
	if (*cut)
		paper->kind->text(paper, x - width * shift[lettering.anchor], y, cut, lettering, width);
}

void
paper_begin(struct paper *paper, const char *name)
{
	if (paper->kind->begin)
		paper->kind->begin(paper, name);
}

void
paper_end(struct paper *paper)
{
	if (paper->kind->end)
		paper->kind->end(paper);
}

/* ---- on cairo ---- */

static struct colour
colour_here(const struct paper *paper, enum tint tint)
{
	struct colour colour = theme_colour(paper->theme, paper->discipline, tint, paper->dark);
	if (tint == TINT_PAPER && paper->medium == MEDIUM_MAIL && !paper->dark)
		colour_parse(theme_word(paper->theme, "mail.picture.paper"), &colour);
	return colour;
}

static void
set_tint(struct paper *paper, enum tint tint)
{
	struct colour colour = colour_here(paper, tint);
	cairo_set_source_rgb(paper->pen, colour.red, colour.green, colour.blue);
}

static void
cairo_kind_stroke(struct paper *paper, struct stroke stroke)
{
	double dashes[] = { stroke.dash, stroke.gap };
	cairo_set_line_width(paper->pen, stroke.width);
	cairo_set_line_join(paper->pen, stroke.round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
	cairo_set_line_cap(paper->pen, CAIRO_LINE_CAP_BUTT);
	cairo_set_dash(paper->pen, dashes, stroke.dash > 0 ? 2 : 0, 0);
	set_tint(paper, stroke.tint);
	cairo_stroke(paper->pen);
}

static void
cairo_kind_fill(struct paper *paper, enum tint tint)
{
	set_tint(paper, tint);
	cairo_fill(paper->pen);
}

static void
cairo_kind_hatch(struct paper *paper, enum tint tint, double pitch, double width)
{
	double x1, y1, x2, y2;
	cairo_path_extents(paper->pen, &x1, &y1, &x2, &y2);
	cairo_save(paper->pen);
	set_tint(paper, TINT_PAPER);
	cairo_fill_preserve(paper->pen);
	cairo_clip(paper->pen);
	hatch_lines(paper->pen, x1, y1, x2, y2, pitch);
	cairo_kind_stroke(paper, (struct stroke){ .tint = tint, .width = width });
	cairo_restore(paper->pen);
}

/* The halo is a paper stroke under the letters; the letters stay text (LOOK §12.7). */
static void
draw_halo(struct paper *paper, PangoLayout *layout, double size)
{
	pango_cairo_layout_path(paper->pen, layout);
	cairo_kind_stroke(paper, (struct stroke){ .tint = TINT_PAPER, .width = 0.32 * size, .round = TRUE });
}

static void
cairo_kind_text(struct paper *paper, double x, double y, const char *text, struct lettering lettering, double width)
{
	(void)width;
	g_autoptr(PangoLayout) layout = paper_layout(paper, text, lettering);
	double top = y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
	cairo_move_to(paper->pen, x, top);
	if (lettering.halo)
		draw_halo(paper, layout, lettering_size(paper, lettering));
	cairo_move_to(paper->pen, x, top);
	set_tint(paper, lettering.tint);
	pango_cairo_show_layout(paper->pen, layout);
	path_used_up(paper);
}

static const struct paper_kind CAIRO_KIND = {
	.stroke = cairo_kind_stroke,
	.fill = cairo_kind_fill,
	.hatch = cairo_kind_hatch,
	.text = cairo_kind_text,
};

struct paper *
paper_on_cairo(cairo_t *cairo, const struct theme *theme, enum medium medium, enum discipline discipline, gboolean dark)
{
	struct paper *paper = paper_new(&CAIRO_KIND, cairo_reference(cairo), theme, medium, discipline);
	paper->dark = dark;
	return paper;
}

struct paper *
paper_for_measuring(const struct theme *theme, enum medium medium, enum discipline discipline)
{
	return paper_new(&CAIRO_KIND, pen_in_the_air(), theme, medium, discipline);
}
