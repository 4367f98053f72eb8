/* Markup "matrix": HTML with links to people (matrix.to/#/@ida:example.org); a reply repeats what it answers in <mx-reply>. */
#include <string.h>

#include "formats/xml.h"
#include "platforms/markup.h"

static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *unquoted = strstr(text, "<mx-reply>") ? text_replace(text, "<mx-reply>[\\s\\S]*?</mx-reply>", "") : g_strdup(text);

	mentions_collect(unquoted, "matrix\\.to/#/(@[^\"?]+)", mentions);
	g_autofree char *bare = html_to_text(unquoted, own_words, NULL);
	return own_words ? text_without_links(bare) : g_steal_pointer(&bare);
}

const struct markup markup_matrix = {"matrix", plain};
