/* Builds a Pango layout with attributes, and draws it line by line, run by run, in tags. */
#include "outputs/pdf/setting.h"

#include <math.h>
#include <string.h>

#include "outputs/pdf/run.h"
#include "outputs/pdf/spelling.h"

/* A part of the text that goes somewhere. */
struct passage {
	guint start, end;
	char *url;
};

struct setting {
	const struct theme *theme;
	enum role role;
	enum tint tint;
	enum discipline discipline;
	GString *text;
	PangoAttrList *attributes;
	PangoLayout *layout;
	GArray *passages;
	double width;    /* broken to */
	double leading, baseline;
	gboolean loose;
};

static void passage_clear(void *pointer)
{
	g_free(((struct passage *)pointer)->url);
}

/* --- building */

struct setting *setting_new(const struct theme *theme, enum role role, enum tint tint, enum discipline discipline)
{
	struct setting *setting = g_new0(struct setting, 1);
	*setting = (struct setting){.theme = theme, .role = role, .tint = tint, .discipline = discipline};
	setting->text = g_string_new(NULL);
	setting->attributes = pango_attr_list_new();
	setting->passages = g_array_new(FALSE, FALSE, sizeof(struct passage));
	g_array_set_clear_func(setting->passages, passage_clear);
	setting->leading = theme->types[MEDIUM_PRINT][role].leading;
	return setting;
}

void setting_free(struct setting *setting)
{
	g_string_free(setting->text, TRUE);
	pango_attr_list_unref(setting->attributes);
	g_clear_object(&setting->layout);
	g_array_unref(setting->passages);
	g_free(setting);
}

void setting_loosen(struct setting *setting)
{
	setting->loose = TRUE;
}

static void add_attribute(struct setting *setting, PangoAttribute *attribute, guint start)
{
	attribute->start_index = start;
	attribute->end_index = (guint)setting->text->len;
	pango_attr_list_insert(setting->attributes, attribute);
}

static guint16 channel(double value)
{
	return (guint16)lround(value * 65535);
}

static void add_face(struct setting *setting, enum face face, guint start)
{
	const struct theme *theme = setting->theme;
	add_attribute(setting, pango_attr_family_new(theme->font_family[face]), start);
	add_attribute(setting, pango_attr_weight_new((PangoWeight)theme->font_weight[face]), start);
	add_attribute(setting, pango_attr_style_new(theme->font_italic[face] ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL), start);
}

/* With plain blanks before brackets, and at the end, where a bracket may follow. */
static char *loosened(const char *text)
{
	g_autoptr(GString) out = g_string_new(text);
	g_string_replace(out, "\xC2\xA0(", " (", 0);
	if (g_str_has_suffix(out->str, "\xC2\xA0")) {
		g_string_truncate(out, out->len - 2);
		g_string_append_c(out, ' ');
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

void setting_add(struct setting *setting, const char *text, enum face face, enum tint tint)
{
	guint start = (guint)setting->text->len;
	if (!text || !*text)
		return;
	g_autofree char *clean = spelling_printable(setting->theme, text);
	g_autofree char *fitting = setting->loose ? loosened(clean) : g_strdup(clean);
	g_string_append(setting->text, fitting);
	struct colour colour = theme_colour(setting->theme, setting->discipline, tint == TINT_COUNT ? setting->tint : tint, FALSE);
	add_attribute(setting, pango_attr_foreground_new(channel(colour.red), channel(colour.green), channel(colour.blue)), start);
	if (face != FACE_COUNT)
		add_face(setting, face, start);
}

static gboolean may_follow(const char *url)
{
	return url && (g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://") || g_str_has_prefix(url, "mailto:") ||
	               url[0] == '#');
}

/* Links bear the colour of their discipline, and are underlined everywhere. */
static enum tint link_tint(const struct setting *setting)
{
	return setting->discipline ? TINT_MAIN : TINT_INK;
}

static void note_passage(struct setting *setting, guint start, const char *url)
{
	struct passage passage = {start, (guint)setting->text->len, g_strdup(url)};
	if (passage.end > start)
		g_array_append_val(setting->passages, passage);
	else
		g_free(passage.url);
}

void setting_add_link(struct setting *setting, const char *text, const char *url, enum face face, enum tint tint)
{
	guint start = (guint)setting->text->len;
	setting_add(setting, text, face, may_follow(url) ? link_tint(setting) : tint);
	if (may_follow(url))
		note_passage(setting, start, url);
}

struct manner {
	enum face face;
	enum tint tint;
};

static struct manner manner_of(const struct setting *setting, const struct node *node, struct manner outer)
{
	switch (node->kind) {
	case NODE_STRONG: return (struct manner){FACE_STRONG, outer.tint == TINT_COUNT ? TINT_INK : outer.tint};
	case NODE_EMPHASIS: return (struct manner){FACE_LABEL, outer.tint};
	case NODE_SOFT: return (struct manner){outer.face, TINT_INK2};
	case NODE_STATE: return (struct manner){FACE_STATE, TINT_INK2};
	case NODE_LINK: return (struct manner){outer.face, may_follow(node->url) ? link_tint(setting) : outer.tint};
	default: return outer;
	}
}

static void add_nodes(struct setting *, const struct node *first, struct manner);

static void add_node(struct setting *setting, const struct node *node, struct manner outer)
{
	struct manner manner = manner_of(setting, node, outer);
	guint start = (guint)setting->text->len;
	if (node->kind == NODE_BREAK)
		g_string_append(setting->text, "\xE2\x80\xA8"); /* U+2028: a new line in the same paragraph */
	if (node->text)
		setting_add(setting, node->text, manner.face, manner.tint);
	add_nodes(setting, node->first, manner);
	if (node->kind == NODE_LINK && may_follow(node->url))
		note_passage(setting, start, node->url);
}

static void add_nodes(struct setting *setting, const struct node *first, struct manner manner)
{
	for (const struct node *node = first; node && node_is_inline(node->kind); node = node->next)
		add_node(setting, node, manner);
}

void setting_add_nodes(struct setting *setting, const struct node *first)
{
	add_nodes(setting, first, (struct manner){FACE_COUNT, TINT_COUNT});
}

gboolean setting_is_empty(const struct setting *setting)
{
	return setting->text->len == 0;
}

char *setting_text(const struct setting *setting)
{
	return g_strdup(setting->text->str);
}

/* --- breaking */

static void measure_line(struct setting *setting)
{
	PangoContext *context = pango_layout_get_context(setting->layout);
	PangoFontMetrics *metrics = pango_context_get_metrics(context, pango_layout_get_font_description(setting->layout), NULL);
	double ascent = pango_units_to_double(pango_font_metrics_get_ascent(metrics));
	double descent = pango_units_to_double(pango_font_metrics_get_descent(metrics));
	setting->baseline = (setting->leading - ascent - descent) / 2 + ascent;
	pango_font_metrics_unref(metrics);
}

/* The theme's features may already be attributes of the layout; ours are added to them. */
static void add_attributes_to(PangoLayout *layout, PangoAttrList *mine)
{
	PangoAttrList *present = pango_layout_get_attributes(layout);
	g_autoptr(PangoAttrList) all = present ? pango_attr_list_copy(present) : pango_attr_list_new();
	GSList *list = pango_attr_list_get_attributes(mine);
	for (GSList *at = list; at; at = at->next)
		pango_attr_list_insert(all, at->data);
	g_slist_free(list);
	pango_layout_set_attributes(layout, all);
}

static PangoLayout *layout_of(struct setting *setting)
{
	if (!setting->layout) {
		setting->layout = theme_layout(setting->theme, MEDIUM_PRINT, setting->role, setting->text->str);
		add_attributes_to(setting->layout, setting->attributes);
		pango_layout_set_wrap(setting->layout, PANGO_WRAP_WORD_CHAR);
		measure_line(setting);
	}
	return setting->layout;
}

static void set_width(PangoLayout *layout, double width)
{
	pango_layout_set_width(layout, width < 0 ? -1 : (int)ceil(width * PANGO_SCALE));
}

/* The narrowest width that needs no more lines. */
static void balance(PangoLayout *layout, double width)
{
	int lines = pango_layout_get_line_count(layout);
	double narrow = width / 2, wide = width;
	while (lines > 1 && wide - narrow > 1) {
		double middle = (narrow + wide) / 2;
		set_width(layout, middle);
		if (pango_layout_get_line_count(layout) > lines)
			narrow = middle;
		else
			wide = middle;
	}
	set_width(layout, wide);
}

static gboolean ends_in_single_word(PangoLayout *layout)
{
	int count = pango_layout_get_line_count(layout);
	PangoLayoutLine *last = pango_layout_get_line_readonly(layout, count - 1);
	const char *text = pango_layout_get_text(layout) + last->start_index;
	return count > 1 && last->length > 0 && !memchr(text, ' ', (size_t)last->length);
}

/* A little narrower, until the last line has company. */
static void avoid_single_word(PangoLayout *layout, double width)
{
	int lines = pango_layout_get_line_count(layout);
	double least = width * (lines > 3 ? 0.93 : 0.8); /* in a long paragraph a narrow measure shows */
	for (double narrower = width; narrower > least; narrower -= 3) {
		set_width(layout, narrower);
		if (pango_layout_get_line_count(layout) > lines)
			break;
		if (!ends_in_single_word(layout))
			return;
	}
	set_width(layout, width);
}

void setting_break(struct setting *setting, double width, enum fit fit)
{
	PangoLayout *layout = layout_of(setting);
	setting->width = width;
	set_width(layout, width);
	if (fit == FIT_BALANCED)
		balance(layout, width);
	else if (fit == FIT_PRETTY && ends_in_single_word(layout))
		avoid_single_word(layout, width);
}

static double longest_line(PangoLayout *layout)
{
	double longest = 0;
	for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
		PangoRectangle logical;
		pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, i), NULL, &logical);
		longest = MAX(longest, pango_units_to_double(logical.width));
	}
	return longest;
}

double setting_natural_width(struct setting *setting)
{
	set_width(layout_of(setting), -1);
	return longest_line(setting->layout);
}

double setting_word_width(struct setting *setting)
{
	PangoLayout *layout = layout_of(setting);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	set_width(layout, 1);
	double width = longest_line(layout);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	return width;
}

guint setting_lines(const struct setting *setting)
{
	return setting->text->len ? (guint)pango_layout_get_line_count(setting->layout) : 0;
}

double setting_leading(const struct setting *setting)
{
	return setting->leading;
}

double setting_height(const struct setting *setting)
{
	return setting_lines(setting) * setting->leading;
}

double setting_width(const struct setting *setting)
{
	return longest_line(setting->layout);
}

double setting_baseline(const struct setting *setting)
{
	return setting->baseline;
}

/* --- drawing */

/* Where one run stands: its line's baseline and its left edge. */
struct stand {
	double x, baseline, width;
	PangoGlyphItem *run;
	int passage; /* -1: none */
};

static int passage_at(const struct setting *setting, guint offset)
{
	for (guint i = 0; i < setting->passages->len; i++) {
		const struct passage *passage = &g_array_index(setting->passages, struct passage, i);
		if (offset >= passage->start && offset < passage->end)
			return (int)i;
	}
	return -1;
}

static double line_offset(const struct setting *setting, PangoLayoutLine *line, enum align align)
{
	PangoRectangle logical;
	pango_layout_line_get_extents(line, NULL, &logical);
	double spare = setting->width - pango_units_to_double(logical.width);
	if (align == ALIGN_LEFT && line->resolved_dir == PANGO_DIRECTION_RTL)
		align = ALIGN_RIGHT;
	return align == ALIGN_RIGHT ? spare : align == ALIGN_CENTRE ? spare / 2 : 0;
}

static void stand_line(const struct setting *setting, PangoLayoutLine *line, double x, double baseline, GArray *stands)
{
	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;
		double width = pango_units_to_double(pango_glyph_string_get_width(run->glyphs));
		struct stand stand = {x, baseline, width, run, passage_at(setting, (guint)run->item->offset)};
		g_array_append_val(stands, stand);
		x += width;
	}
}

static GArray *stand_lines(const struct setting *setting, guint from, guint to, double x, double y, enum align align)
{
	GArray *stands = g_array_new(FALSE, FALSE, sizeof(struct stand));
	for (guint i = from; i < to; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(setting->layout, (int)i);
		double baseline = y + (i - from) * setting->leading + setting->baseline;
		stand_line(setting, line, x + line_offset(setting, line, align), baseline, stands);
	}
	return stands;
}

static void set_run_colour(const struct setting *setting, const struct pen *pen, const PangoAnalysis *analysis)
{
	pen_set_tint(pen, setting->discipline, setting->tint);
	for (GSList *at = analysis->extra_attrs; at; at = at->next) {
		PangoAttribute *attribute = at->data;
		if (attribute->klass->type != PANGO_ATTR_FOREGROUND)
			continue;
		PangoColor colour = ((PangoAttrColor *)attribute)->color;
		cairo_set_source_rgb(pen->cairo, colour.red / 65535.0, colour.green / 65535.0, colour.blue / 65535.0);
	}
}

static void draw_run(const struct setting *setting, const struct pen *pen, const struct stand *stand)
{
	set_run_colour(setting, pen, &stand->run->item->analysis);
	run_show(pen->cairo, pango_layout_get_text(setting->layout), stand->run, stand->x, stand->baseline);
	if (stand->passage >= 0) {
		cairo_rectangle(pen->cairo, stand->x, stand->baseline + 1.3, stand->width, 0.45);
		cairo_fill(pen->cairo);
	}
}

/* "uri='…'", quoted for cairo, or where the id stands; NULL when it stands nowhere. */
static char *destination(const struct pen *pen, const char *url)
{
	if (url[0] == '#') {
		return g_hash_table_contains(pen->spots, url + 1) ? g_strdup_printf("dest='%s'", url + 1) : NULL;
	}
	g_autofree char *plain = g_uri_escape_string(url, ":/?#[]@!$&()*+,;=%", FALSE);
	return g_strdup_printf("uri='%s'", plain);
}

static void append_box(GString *out, const struct setting *setting, const struct stand *stand)
{
	const double numbers[4] = {stand->x, stand->baseline - setting->baseline, stand->width, setting->leading};
	for (int i = 0; i < 4; i++) {
		char text[G_ASCII_DTOSTR_BUF_SIZE];
		g_string_append_printf(out, " %s", g_ascii_formatd(text, sizeof text, "%.2f", numbers[i]));
	}
}

/* Begins the tag for the runs from `first` on that go to the same place; a link whose place is not there is a Span. */
static void begin_part(const struct setting *setting, struct pen *pen, const GArray *stands, guint first)
{
	const struct stand *stand = &g_array_index(stands, struct stand, first);
	const struct passage *passage =
		stand->passage < 0 ? NULL : &g_array_index(setting->passages, struct passage, (guint)stand->passage);
	g_autofree char *where = passage ? destination(pen, passage->url) : NULL;
	if (!where) {
		tag_begin(pen->tagger, "Span", NULL);
		return;
	}
	g_autoptr(GString) attributes = g_string_new(where);
	g_autofree char *contents = g_strndup(setting->text->str + passage->start, passage->end - passage->start);
	g_string_append(attributes, " rect=[");
	for (guint i = first; i < stands->len && g_array_index(stands, struct stand, i).passage == stand->passage; i++)
		append_box(attributes, setting, &g_array_index(stands, struct stand, i));
	g_string_append(attributes, " ]");
	tag_begin_link(pen->tagger, attributes->str, contents);
}

static void draw_parts(const struct setting *setting, struct pen *pen, const GArray *stands, gboolean spans)
{
	for (guint i = 0; i < stands->len; i++) {
		const struct stand *stand = &g_array_index(stands, struct stand, i);
		gboolean first = i == 0 || stand[-1].passage != stand->passage;
		gboolean last = i + 1 == stands->len || stand[1].passage != stand->passage;
		if (spans && first)
			begin_part(setting, pen, stands, i);
		draw_run(setting, pen, stand);
		if (spans && last)
			tag_end(pen->tagger);
	}
}

void setting_draw(const struct setting *setting, struct pen *pen, guint from, guint to, double x, double y, enum align align,
                  gboolean spans)
{
	g_autoptr(GArray) stands = stand_lines(setting, from, MIN(to, setting_lines(setting)), x, y, align);
	draw_parts(setting, pen, stands, spans || setting->passages->len > 0);
}

void setting_draw_tagged(const struct setting *setting, struct pen *pen, const char *tag, double x, double y, enum align align)
{
	tag_begin(pen->tagger, tag, NULL);
	setting_draw(setting, pen, 0, setting_lines(setting), x, y, align, FALSE);
	tag_end(pen->tagger);
}

void setting_draw_furniture(const struct setting *setting, struct pen *pen, double x, double y, enum align align)
{
	tag_begin_artifact(pen->tagger);
	g_autoptr(GArray) stands = stand_lines(setting, 0, setting_lines(setting), x, y, align);
	draw_parts(setting, pen, stands, FALSE);
	tag_end(pen->tagger);
}
