/* Paper as SVG: shapes and paths with classes for tints, real text, names for groups, ids made from the chart's own id. */
#include "charts/paper.h"

#include <string.h>

#include "charts/paper_kind.h"

struct svg {
	GString *body, *definitions;
	char *id, *title, *description;
	double width, height;
	guint hatches;
};

static const char *const DISCIPLINE_CLASSES[] = { "neither", "broadcast", "community" };

/* ---- writing ---- */

/* Two decimals at most: a hundredth of a pixel is never seen, and files stay small. */
static void
write_number(GString *out, double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(digits, sizeof digits, "%.2f", number);
	gsize length = strlen(digits);
	while (digits[length - 1] == '0')
		length--;
	if (digits[length - 1] == '.')
		length--;
	digits[length] = '\0';
	g_string_append(out, strcmp(digits, "-0") == 0 ? "0" : digits);
}

static void
write_attribute(GString *out, const char *name, double number)
{
	g_string_append_printf(out, " %s=\"", name);
	write_number(out, number);
	g_string_append_c(out, '"');
}

static void
write_escaped(GString *out, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append(out, escaped);
}

static void
write_points(GString *out, char verb, const cairo_path_data_t *points, int count)
{
	g_string_append_c(out, verb);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			g_string_append_c(out, ' ');
		write_number(out, points[i].point.x);
		g_string_append_c(out, ' ');
		write_number(out, points[i].point.y);
	}
}

static void
write_path_data(GString *out, cairo_t *pen)
{
	static const char verbs[] = { [CAIRO_PATH_MOVE_TO] = 'M', [CAIRO_PATH_LINE_TO] = 'L', [CAIRO_PATH_CURVE_TO] = 'C' };
	cairo_path_t *path = cairo_copy_path(pen);
	for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
		const cairo_path_data_t *step = &path->data[i];
		gboolean last = i + step->header.length >= path->num_data;
		if (step->header.type == CAIRO_PATH_CLOSE_PATH)
			g_string_append_c(out, 'Z');
		else if (!last || step->header.type != CAIRO_PATH_MOVE_TO) /* cairo moves on after a close */
			write_points(out, verbs[step->header.type], step + 1, step->header.length - 1);
	}
	cairo_path_destroy(path);
}

/* "<circle cx= cy= r=", "<rect …" or "<path d=…", open for more attributes. */
static void
write_shape(GString *out, struct paper *paper)
{
	static const char *const circle[] = { "cx", "cy", "r" }, *const rectangle[] = { "x", "y", "width", "height" };
	if (paper->simple == SIMPLE_CIRCLE || paper->simple == SIMPLE_RECTANGLE) {
		gboolean round = paper->simple == SIMPLE_CIRCLE;
		g_string_append(out, round ? "<circle" : "<rect");
		for (int i = 0; i < (round ? 3 : 4); i++)
			write_attribute(out, round ? circle[i] : rectangle[i], paper->numbers[i]);
		return;
	}
	g_string_append(out, "<path d=\"");
	write_path_data(out, paper->pen);
	g_string_append_c(out, '"');
}

/* ---- the verbs ---- */

static void
svg_stroke(struct paper *paper, struct stroke stroke)
{
	struct svg *svg = paper->state;
	write_shape(svg->body, paper);
	g_string_append_printf(svg->body, " class=\"s-%s\"", tint_name(stroke.tint));
	write_attribute(svg->body, "stroke-width", stroke.width);
	if (stroke.round)
		g_string_append(svg->body, " stroke-linejoin=\"round\"");
	if (stroke.dash > 0) {
		g_string_append(svg->body, " stroke-dasharray=\"");
		write_number(svg->body, stroke.dash);
		g_string_append_c(svg->body, ' ');
		write_number(svg->body, stroke.gap);
		g_string_append_c(svg->body, '"');
	}
	g_string_append(svg->body, "/>");
}

static void
svg_fill(struct paper *paper, enum tint tint)
{
	struct svg *svg = paper->state;
	write_shape(svg->body, paper);
	g_string_append_printf(svg->body, " class=\"f-%s\"/>", tint_name(tint));
}

static void
svg_hatch(struct paper *paper, enum tint tint, double pitch, double width)
{
	struct svg *svg = paper->state;
	double x1, y1, x2, y2;
	cairo_path_extents(paper->pen, &x1, &y1, &x2, &y2);
	svg_fill(paper, TINT_PAPER);
	guint number = ++svg->hatches;
	g_string_append_printf(svg->definitions, "<clipPath id=\"%s-h%u\">", svg->id, number);
	write_shape(svg->definitions, paper);
	g_string_append(svg->definitions, "/></clipPath>");
	cairo_new_path(paper->pen);
	paper->simple = SIMPLE_NOT;
	hatch_lines(paper->pen, x1, y1, x2, y2, pitch);
	write_shape(svg->body, paper);
	g_string_append_printf(svg->body, " class=\"s-%s\" clip-path=\"url(#%s-h%u)\"", tint_name(tint), svg->id, number);
	write_attribute(svg->body, "stroke-width", width);
	g_string_append(svg->body, "/>");
}

static void
write_font(GString *out, const struct paper *paper, struct lettering lettering)
{
	enum face face = lettering_face(paper, lettering);
	write_attribute(out, "font-size", lettering_size(paper, lettering));
	if (paper->theme->font_weight[face] != 400)
		g_string_append_printf(out, " font-weight=\"%d\"", paper->theme->font_weight[face]);
	if (paper->theme->font_italic[face])
		g_string_append(out, " font-style=\"italic\"");
}

/* Anchors are kept, so that a page whose font differs by a hair still aligns. */
static void
svg_text(struct paper *paper, double x, double y, const char *text, struct lettering lettering, double width)
{
	static const double shift[] = { [ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1 };
	static const char *const anchors[] = { [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end" };
	struct svg *svg = paper->state;
	g_string_append(svg->body, "<text");
	write_attribute(svg->body, "x", x + width * shift[lettering.anchor]);
	write_attribute(svg->body, "y", y);
	if (anchors[lettering.anchor])
		g_string_append_printf(svg->body, " text-anchor=\"%s\"", anchors[lettering.anchor]);
	write_font(svg->body, paper, lettering);
	g_string_append_printf(svg->body, " class=\"f-%s", tint_name(lettering.tint));
	if (lettering.halo) {
		g_string_append(svg->body, " s-paper\" paint-order=\"stroke\" stroke-linejoin=\"round\"");
		write_attribute(svg->body, "stroke-width", 0.32 * lettering_size(paper, lettering));
	} else {
		g_string_append_c(svg->body, '"');
	}
	g_string_append_c(svg->body, '>');
	write_escaped(svg->body, text);
	g_string_append(svg->body, "</text>");
}

static void
svg_begin(struct paper *paper, const char *name)
{
	struct svg *svg = paper->state;
	g_string_append(svg->body, "<g><title>");
	write_escaped(svg->body, name);
	g_string_append(svg->body, "</title>");
}

static void
svg_end(struct paper *paper)
{
	struct svg *svg = paper->state;
	g_string_append(svg->body, "</g>");
}

static void
write_named(GString *out, const char *element, const char *id, const char *text)
{
	g_string_append_printf(out, "<%s id=\"%s-%c\">", element, id, *element);
	write_escaped(out, text);
	g_string_append_printf(out, "</%s>", element);
}

static char *
svg_finish(struct paper *paper)
{
	struct svg *svg = paper->state;
	GString *out = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
	write_number(out, svg->width);
	g_string_append_c(out, ' ');
	write_number(out, svg->height);
	g_string_append_c(out, '"');
	write_attribute(out, "width", svg->width);
	write_attribute(out, "height", svg->height);
	g_string_append_printf(out, " class=\"chart %s\" fill=\"none\" direction=\"ltr\" role=\"img\" aria-labelledby=\"%s-t %s-d\">",
	                       DISCIPLINE_CLASSES[paper->discipline], svg->id, svg->id);
	write_named(out, "title", svg->id, svg->title);
	write_named(out, "desc", svg->id, svg->description);
	if (svg->definitions->len)
		g_string_append_printf(out, "<defs>%s</defs>", svg->definitions->str);
	g_string_append(out, svg->body->str);
	g_string_append(out, "</svg>");
	return g_string_free(out, FALSE);
}

static void
svg_clear(struct paper *paper)
{
	struct svg *svg = paper->state;
	g_string_free(svg->body, TRUE);
	g_string_free(svg->definitions, TRUE);
	g_free(svg->id);
	g_free(svg->title);
	g_free(svg->description);
	g_free(svg);
}

static const struct paper_kind SVG_KIND = {
	.stroke = svg_stroke,
	.fill = svg_fill,
	.hatch = svg_hatch,
	.text = svg_text,
	.begin = svg_begin,
	.end = svg_end,
	.finish = svg_finish,
	.clear = svg_clear,
};

struct paper *
paper_on_svg(const struct theme *theme, enum medium medium, enum discipline discipline, double width, double height,
             const char *id, const char *title, const char *description)
{
	struct paper *paper = paper_new(&SVG_KIND, pen_in_the_air(), theme, medium, discipline);
	struct svg *svg = g_new0(struct svg, 1);
	*svg = (struct svg){ g_string_new(NULL), g_string_new(NULL), g_strdup(id), g_strdup(title), g_strdup(description),
		             width, height, 0 };
	paper->state = svg;
	return paper;
}

char *
paper_style(void)
{
	GString *out = g_string_new(NULL);
	for (enum tint tint = 0; tint < TINT_COUNT; tint++)
		g_string_append_printf(out, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}\n", tint_name(tint), tint_name(tint),
		                       tint_name(tint), tint_name(tint));
	return g_string_free(out, FALSE);
}
