/* Markups of Zulip: "zulip" (HTML or its own Markdown; mentions are ids), "zulip-names" (archives without ids: mentions are
 * full names), and "zulip-topic", names in an archive's paths: ".20" or "%20" is a blank, a resolved topic begins with a tick. */
#include <string.h>

#include "formats/xml.h"
#include "platforms/markup.h"

#define TICK "\xe2\x9c\x94 "

static char *plain_markdown(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *unsaid = own_words ? text_replace(text, "^@_\\*\\*[^*]*\\*\\* \\[said\\]\\([^)]*\\):\\s*", "") : g_strdup(text);
	g_autofree char *uncoded = own_words ? text_without_code(unsaid) : g_strdup(unsaid);

	mentions_collect(uncoded, "@\\*\\*[^*|]+\\|([0-9]+)\\*\\*", mentions);
	g_autofree char *named = text_replace(uncoded, "@_?\\*\\*([^*|]+)(?:\\|[0-9]+)?\\*\\*", "@\\1");
	return own_words ? text_without_links(named) : g_steal_pointer(&named);
}

/* "Ida said:" before a quote is not the writer's own. */
static char *plain_html(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *unsaid = own_words && strstr(text, "<blockquote>")
	                              ? text_replace(text, "<p>\\s*<span class=\"user-mention[^>]*>[^<]*</span>\\s*<a [^>]*>said</a>:\\s*</p>", "") : g_strdup(text);
	g_autofree char *bare = html_to_text(unsaid, own_words, mentions);

	return own_words ? text_without_links(bare) : g_steal_pointer(&bare);
}

static char *plain_ids(const char *text, gboolean own_words, GPtrArray *mentions)
{
	return *text == '<' ? plain_html(text, own_words, mentions) : plain_markdown(text, own_words, mentions);
}

static char *plain_names(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *nameless = strstr(text, "data-user-id") ? text_replace(text, " data-user-id=\"[^\"]*\"", "") : g_strdup(text);

	return plain_html(nameless, own_words, mentions);
}

static char *plain_topic(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autoptr(GString) out = g_string_sized_new(strlen(text));

	(void)own_words, (void)mentions;
	for (; *text; text++)
		if ((*text == '.' || *text == '%') && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2])) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(text[1]) << 4 | g_ascii_xdigit_value(text[2])));
			text += 2;
		} else
			g_string_append_c(out, *text);
	g_autofree char *valid = g_utf8_make_valid(out->str, -1);
	return g_strdup(g_str_has_prefix(valid, TICK) ? valid + strlen(TICK) : valid);
}

const struct markup markup_zulip = {"zulip", plain_ids};
const struct markup markup_zulip_names = {"zulip-names", plain_names};
const struct markup markup_zulip_topic = {"zulip-topic", plain_topic};
