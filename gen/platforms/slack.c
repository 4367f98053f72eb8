/* Markup "slack": <@U1>, <#C1|name>, <https://…|label>, ```code```, &gt; quotes; only & < > are entities. */
#include <string.h>

#include "base/text.h"
#include "platforms/markup.h"

/* Some archives wrote ids in lower case inside texts; as authors they are upper case. */
static void collect(const char *text, GPtrArray *mentions)
{
	guint first = mentions ? mentions->len : 0;

	mentions_collect(text, "<@([UWuw][A-Za-z0-9]+)(?:\\|[^>]*)?>", mentions);
	for (guint i = first; mentions && i < mentions->len; i++) {
		char *id = mentions->pdata[i];
		mentions->pdata[i] = g_ascii_strup(id, -1);
		g_free(id);
	}
}

static char *without_brackets(const char *text, gboolean own_words)
{
	static const struct {
		const char *pattern, *shown, *own;
	} steps[] = {
		{"<@[UWuw][A-Za-z0-9]+\\|([^>]+)>", "@\\1", " "},
		{"<@([UWuw][A-Za-z0-9]+)\\|?>", "@\\1", " "},
		{"<#[A-Z0-9]+\\|([^>]*)>", "#\\1", "#\\1"},
		{"<!subteam\\^[^|>]*\\|([^>]*)>", "\\1", " "},
		{"<!([a-z]+)(?:[|^][^>]*)?>", "@\\1", " "},
		{"<(?:mailto|tel):[^>]*>", "\xe2\x80\xa6", "\xe2\x80\xa6"},
		{"<(?:https?|ftp):[^|>]*\\|([^>]*)>", "\\1", "\\1"},
		{"<((?:https?|ftp)://[^|>]*)>", "\\1", " "}
	};
	char *now = g_strdup(text);

	for (guint i = 0; i < G_N_ELEMENTS(steps) && strchr(now, '<'); i++) {
		char *next = text_replace(now, steps[i].pattern, own_words ? steps[i].own : steps[i].shown);
		g_free(now);
		now = next;
	}
	return now;
}

/* Code and quotes go before brackets and entities: what stands in them is literal. */
static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *uncoded = own_words ? text_without_code(text) : g_strdup(text);
	g_autofree char *unquoted = own_words && strstr(uncoded, "&gt;") ? text_replace(uncoded, "^[ \\t]*&gt;.*$\\n?", "") : g_strdup(uncoded);

	collect(unquoted, mentions);
	g_autofree char *bare = without_brackets(unquoted, own_words);
	g_autofree char *decoded = text_unescape_entities(bare);
	return own_words ? text_without_links(decoded) : g_steal_pointer(&decoded);
}

const struct markup markup_slack = {"slack", plain};
