/* Markup "html-entities": plain text in which & < > stand as entities (X). */
#include "base/text.h"
#include "platforms/markup.h"

static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *decoded = text_unescape_entities(text);

	(void)mentions;
	return own_words ? text_without_links(decoded) : g_steal_pointer(&decoded);
}

const struct markup markup_html_entities = {"html-entities", plain};
