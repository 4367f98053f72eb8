/* Markups "html" (Discourse, Stack Exchange; quotes, code and mentions by their elements) and "html-unnamed" (Mastodon). */
#include "formats/xml.h"
#include "platforms/markup.h"

static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *bare = html_to_text(text, own_words, mentions);

	return own_words ? text_without_links(bare) : g_steal_pointer(&bare);
}

/* Where the export itself says who is meant, and better. */
static char *plain_unnamed(const char *text, gboolean own_words, GPtrArray *mentions)
{
	(void)mentions;
	return plain(text, own_words, NULL);
}

const struct markup markup_html = {"html", plain};
const struct markup markup_html_unnamed = {"html-unnamed", plain_unnamed};
