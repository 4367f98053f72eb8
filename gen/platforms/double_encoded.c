/* Markup "double-encoded": Meta's downloads write each byte of a text's UTF-8 as a character of its own. */
#include "platforms/markup.h"

/* The bytes that the characters stand for; NULL when one of them is no byte. */
static GString *bytes_of(const char *text)
{
	GString *bytes = g_string_new(NULL);

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (letter > 0xFF) {
			g_string_free(bytes, TRUE);
			return NULL;
		}
		g_string_append_c(bytes, (char)letter);
	}
	return bytes;
}

/* A text that was encoded once is left as it is: its bytes would be no UTF-8. */
static char *plain(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autoptr(GString) bytes = bytes_of(text);
	const char *decoded = bytes && g_utf8_validate(bytes->str, (gssize)bytes->len, NULL) ? bytes->str : text;

	(void)mentions;
	return own_words ? text_without_links(decoded) : g_strdup(decoded);
}

const struct markup markup_double_encoded = {"double-encoded", plain};
