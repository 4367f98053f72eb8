/* What stands behind the fields of every node: document, colours, sizes, fonts. */
#include "outputs/shared.h"

#include <string.h>

#include "outputs/fields.h"
#include "outputs/markup.h"

gboolean
markup_url_is_safe(const char *url)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "#"};

	if (!url)
		return FALSE;
	for (const char *at = url; *at; at++)
		if ((guchar)*at <= ' ' || *at == '\x7f' || *at == '\\')
			return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return TRUE;
	return FALSE;
}

static void
share_document(struct tree *shared, const struct document *document)
{
	struct tree *fields = fields_object(shared, "document");
	g_autoptr(GDateTime) made = document->made_at == NO_TIME ? NULL : g_date_time_new_from_unix_utc(document->made_at);
	g_autofree char *made_on = made ? g_date_time_format(made, "%Y-%m-%d") : NULL;

	fields_text(fields, "title", document->title);
	fields_text(fields, "organisation", document->organisation);
	fields_text(fields, "period", document->period_words);
	fields_text(fields, "period_id", document->period_id);
	fields_text(fields, "language", document->language ? document->language : "en");
	fields_text(fields, "coverage", document->coverage);
	fields_text(fields, "foot", document->foot);
	fields_text(fields, "number", document->number);
	fields_text(fields, "summary", document->summary);
	fields_text(fields, "web_url", markup_url_is_safe(document->web_url) ? document->web_url : NULL);
	fields_text(fields, "unsubscribe_url", markup_url_is_safe(document->unsubscribe_url) ? document->unsubscribe_url : NULL);
	fields_text(fields, "postal", document->postal);
	fields_text(fields, "author", document->author);
	fields_text(fields, "made_on", made_on);
}

static void
share_tints(struct tree *shared, const char *name, const struct theme *theme, gboolean dark)
{
	static const struct { const char *name; enum discipline discipline; enum tint tint; } tints[] = {
		{"paper", DISCIPLINE_NONE, TINT_PAPER}, {"panel", DISCIPLINE_NONE, TINT_PANEL}, {"ink", DISCIPLINE_NONE, TINT_INK},
		{"ink2", DISCIPLINE_NONE, TINT_INK2}, {"ink3", DISCIPLINE_NONE, TINT_INK3}, {"ghost", DISCIPLINE_NONE, TINT_GHOST},
		{"rule", DISCIPLINE_NONE, TINT_RULE}, {"grid", DISCIPLINE_NONE, TINT_GRID},
		{"broadcast", DISCIPLINE_BROADCAST, TINT_MAIN}, {"broadcast_band", DISCIPLINE_BROADCAST, TINT_BAND},
		{"community", DISCIPLINE_COMMUNITY, TINT_MAIN}, {"community_band", DISCIPLINE_COMMUNITY, TINT_BAND},
	};
	struct tree *fields = fields_object(shared, name);

	for (guint i = 0; i < G_N_ELEMENTS(tints); i++) {
		g_autofree char *hex = colour_hex(theme_colour(theme, tints[i].discipline, tints[i].tint, dark));
		fields_text(fields, tints[i].name, hex);
	}
}

static void
share_types(struct tree *shared, const struct theme *theme, enum medium medium)
{
	static const char *const names[ROLE_COUNT] = {
		[ROLE_FIGURE] = "figure", [ROLE_UNIT] = "unit", [ROLE_HEADLINE] = "headline", [ROLE_SECTION] = "section",
		[ROLE_TITLE] = "title", [ROLE_STATEMENT] = "statement", [ROLE_BODY] = "body", [ROLE_TABLE] = "table",
		[ROLE_CHART] = "chart", [ROLE_CHART_END] = "chart_end", [ROLE_NOTE] = "note", [ROLE_SPINE] = "spine",
	};
	struct tree *fields = fields_object(shared, "type");

	for (int role = 0; role < ROLE_COUNT; role++) {
		struct type_style style = theme->types[medium][role];
		struct tree *type = fields_object(fields, names[role]);
		g_autofree char *size = g_strdup_printf("%d.%d", (int)style.size, (int)(style.size * 10 + 0.5) % 10);
		g_autofree char *leading = g_strdup_printf("%d", (int)(style.leading + 0.5));
		fields_text(type, "size", g_str_has_suffix(size, ".0") ? (size[strlen(size) - 2] = '\0', size) : size);
		fields_text(type, "leading", leading);
		fields_number(type, "weight", theme->font_weight[style.face]);
	}
}

struct tree *
shared_fields(const struct theme *theme, const struct document *document, enum medium medium)
{
	struct tree *shared = fields_new();
	g_autofree char *font_inline = g_strdelimit(g_strdup(theme->font_stack_html), "\"", '\'');

	if (document)
		share_document(shared, document);
	share_tints(shared, "tint", theme, FALSE);
	share_tints(shared, "dark", theme, TRUE);
	share_types(shared, theme, medium);
	fields_text(shared, "font", theme->font_stack_html);
	fields_text(shared, "font_inline", font_inline);
	return shared;
}
