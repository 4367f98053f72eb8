/* Markup "html": Discourse, Mastodon, Zulip, Stack Exchange; quotes, code and mentions by their elements. */
#include "formats/xml.h"
#include "platforms/markup.h"

static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *bare = html_to_text(text, own_words, mentions);

	return own_words ? text_without_links(bare) : g_steal_pointer(&bare);
}

const struct markup markup_html = {"html", plain};
