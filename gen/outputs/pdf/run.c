/* What pango_cairo_show_glyph_item does, but no-break and line-ending blanks become plain ones: cairo wraps a glyph with two
 * meanings in ActualText of its own, and poppler's structure reader then loses the rest of the paragraph. */
#include "outputs/pdf/run.h"

#include <string.h>

struct inking {
	GString *text;
	GArray *glyphs, *clusters; /* cairo_glyph_t, cairo_text_cluster_t */
};

/* The glyph of a blank where Pango has dropped it at a line's end. */
static PangoGlyph glyph_of_blank(PangoFont *font)
{
	hb_codepoint_t glyph = 0;
	return hb_font_get_nominal_glyph(pango_font_get_hb_font(font), ' ', &glyph) ? glyph : PANGO_GLYPH_EMPTY;
}

static gboolean is_blank(gunichar character)
{
	return character == ' ' || character == 0xA0 || character == 0x202F || character == 0x2009;
}

static void add_glyph(struct inking *inking, PangoGlyph glyph, double x, double y)
{
	cairo_glyph_t inked = {glyph, x, y};
	g_array_append_val(inking->glyphs, inked);
}

/* In the order they are seen, from left to right; gives for each glyph of the run whether it is inked. */
static gboolean *ink_glyphs(struct inking *inking, const char *text, const PangoGlyphItem *run, double x, double baseline)
{
	const PangoGlyphString *glyphs = run->glyphs;
	gboolean *inked = g_new0(gboolean, glyphs->num_glyphs);
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &glyphs->glyphs[i];
		const char *at = text + run->item->offset + glyphs->log_clusters[i];
		PangoGlyph glyph = info->glyph;
		if (glyph == PANGO_GLYPH_EMPTY && is_blank(g_utf8_get_char(at)))
			glyph = glyph_of_blank(run->item->analysis.font);
		inked[i] = glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG);
		if (inked[i])
			add_glyph(inking, glyph, x + pango_units_to_double(info->geometry.x_offset),
			          baseline + pango_units_to_double(info->geometry.y_offset));
		x += pango_units_to_double(info->geometry.width);
	}
	return inked;
}

static int append_plain(GString *out, const char *from, const char *to)
{
	gsize before = out->len;
	for (; from < to; from = g_utf8_next_char(from)) {
		gunichar character = g_utf8_get_char(from);
		g_string_append_unichar(out, is_blank(character) ? ' ' : character);
	}
	return (int)(out->len - before);
}

/* In the order they are read. */
static void ink_clusters(struct inking *inking, const char *text, const PangoGlyphItem *run, const gboolean *inked, int step)
{
	PangoGlyphItemIter at;
	gboolean more = pango_glyph_item_iter_init_start(&at, (PangoGlyphItem *)run, text);
	for (; more; more = pango_glyph_item_iter_next_cluster(&at)) {
		cairo_text_cluster_t cluster = {0, 0};
		for (int i = at.start_glyph; i != at.end_glyph; i += step)
			cluster.num_glyphs += inked[i];
		if (cluster.num_glyphs == 0)
			continue;
		cluster.num_bytes = append_plain(inking->text, text + at.start_index, text + at.end_index);
		g_array_append_val(inking->clusters, cluster);
	}
}

void run_show(cairo_t *cairo, const char *text, const PangoGlyphItem *run, double x, double baseline)
{
	struct inking inking = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
	                        g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t))};
	gboolean backward = run->item->analysis.level % 2;
	g_autofree gboolean *inked = ink_glyphs(&inking, text, run, x, baseline);
	ink_clusters(&inking, text, run, inked, backward ? -1 : 1);
	cairo_set_scaled_font(cairo, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->item->analysis.font)));
	cairo_show_text_glyphs(cairo, inking.text->str, (int)inking.text->len, (cairo_glyph_t *)(void *)inking.glyphs->data,
	                       (int)inking.glyphs->len, (cairo_text_cluster_t *)(void *)inking.clusters->data,
	                       (int)inking.clusters->len, backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
	g_string_free(inking.text, TRUE);
	g_array_unref(inking.glyphs);
	g_array_unref(inking.clusters);
}
