/* Markup "discord": Markdown with <@1>, <#1>, <:smile:1>; exporters mostly write names in their place already. */
#include <string.h>

#include "platforms/markup.h"

static char *without_ids(const char *text)
{
	g_autofree char *unnamed = text_replace(text, "<(?:@[!&]?|#)[0-9]+>", " ");

	return text_replace(unnamed, "<a?(:[A-Za-z0-9_]+:)[0-9]+>", "\\1");
}

static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *uncoded = own_words ? text_without_code(text) : g_strdup(text);
	g_autofree char *unquoted = own_words ? text_without_quotes(uncoded) : g_strdup(uncoded);

	mentions_collect(unquoted, "<@!?([0-9]+)>", mentions);
	g_autofree char *bare = strchr(unquoted, '<') ? without_ids(unquoted) : g_strdup(unquoted);
	return own_words ? text_without_links(bare) : g_steal_pointer(&bare);
}

const struct markup markup_discord = {"discord", plain};
