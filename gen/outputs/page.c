/* Makes an HTML page whole: fonts, colours and style sheet in one <style>, whose hash stands in the policy. */
#include "outputs/page.h"

#include "charts/paper.h"

#include "outputs/fields.h"

static int
by_code_point(gconstpointer a, gconstpointer b)
{
	gunichar left = *(const gunichar *)a, right = *(const gunichar *)b;

	return left < right ? -1 : left > right;
}

/* Each character once, in the order of code points. */
static char *
characters_of(const char *text)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(gunichar));
	GString *out = g_string_new(NULL);

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		if (character >= ' ' && g_hash_table_add(seen, GUINT_TO_POINTER(character)))
			g_array_append_val(sorted, character);
	}
	g_array_sort(sorted, by_code_point);
	for (guint i = 0; i < sorted->len; i++)
		g_string_append_unichar(out, g_array_index(sorted, gunichar, i));
	return g_string_free(out, FALSE);
}

static gboolean
style_add_fonts(GString *style, const struct theme *theme, const char *characters, GError **error)
{
	for (enum face face = 0; face < FACE_COUNT; face++) {
		g_autoptr(GBytes) font = theme_font_subset(theme, face, characters, error);
		gsize length;
		if (!font)
			return FALSE;
		const guchar *bytes = g_bytes_get_data(font, &length);
		g_autofree char *base64 = g_base64_encode(bytes, length);
		g_string_append_printf(style, "@font-face{font-family:\"%s\";font-weight:%d;font-style:%s;src:url(data:font/ttf;base64,%s)}\n",
		                       theme->font_family[face], theme->font_weight[face], theme->font_italic[face] ? "italic" : "normal", base64);
	}
	return TRUE;
}

static char *
style_make(struct markup *markup, const struct theme *theme, const char *body, GError **error)
{
	g_autoptr(GString) style = g_string_new(NULL);
	g_autofree char *characters = characters_of(body), *variables = theme_variables(theme), *marks = paper_style();
	AUTO(tree) fields = fields_new();
	g_autofree char *sheet = markup_page(markup, "style.css", fields);

	if (!style_add_fonts(style, theme, characters, error))
		return NULL;
	g_string_append(style, variables);
	g_string_append(style, sheet);
	g_string_append(style, marks); /* the charts' classes */
	return g_string_free(g_steal_pointer(&style), FALSE);
}

/* Nothing may be loaded or run but this very style sheet and what stands in the page (OUTPUTS §D). */
static char *
policy_for(const char *style)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize length = sizeof digest;

	g_checksum_update(checksum, (const guchar *)style, -1);
	g_checksum_get_digest(checksum, digest, &length);
	g_autofree char *base64 = g_base64_encode(digest, length);
	return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'", base64);
}

char *
page_make(struct markup *markup, const struct theme *theme, const struct page *page, GError **error)
{
	g_autofree char *style = style_make(markup, theme, page->body, error);

	if (!style)
		return NULL;
	AUTO(tree) fields = fields_new();
	g_autofree char *policy = policy_for(style);
	fields_text(fields, "language", page->language ? page->language : "en");
	fields_text(fields, "title", page->title);
	fields_text(fields, "description", page->description);
	fields_text(fields, "feed", page->feed);
	fields_text(fields, "policy", policy);
	fields_text(fields, "style", style);
	fields_text(fields, "body", page->body);
	return markup_page(markup, "page", fields);
}
