/* Plain text for mail: long lines broken, blank lines folded. */
#include "outputs/wrap.h"

#include <string.h>

static guint
columns(const char *text, gsize length)
{
	guint columns = 0;

	for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		columns += g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
	}
	return columns;
}

/* How far the lines after the first stand in: under the text, past "- " or "12. ". */
static gsize
hanging_indent(const char *line)
{
	gsize blanks = strspn(line, " "), digits = strspn(line + blanks, "0123456789");

	if (g_str_has_prefix(line + blanks, "- ") || g_str_has_prefix(line + blanks, "> "))
		return blanks + 2;
	if (digits && digits <= 3 && g_str_has_prefix(line + blanks + digits, ". "))
		return blanks + digits + 2;
	return blanks;
}

static void
wrap_line(GString *out, const char *line, guint width)
{
	gsize indent = hanging_indent(line), blanks = strspn(line, " ");
	guint used = (guint)blanks;
	gboolean begun = FALSE;

	g_string_append_len(out, line, (gssize)blanks);
	for (const char *word = line + blanks; *word;) {
		gsize length = strcspn(word, " "), gap = strspn(word + length, " ");
		guint wide = columns(word, length);
		if (begun && used + wide > width) {
			g_string_truncate(out, strlen(g_strchomp(out->str)));
			g_string_append_printf(out, "\n%*s", (int)indent, "");
			used = (guint)indent;
		}
		g_string_append_len(out, word, (gssize)(length + gap));
		used += wide + (guint)gap;
		word += length + gap;
		begun = TRUE;
	}
	g_string_truncate(out, strlen(g_strchomp(out->str)));
	g_string_append_c(out, '\n');
}

char *
wrap_text(const char *text, guint width)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean empty = TRUE;

	for (char **line = lines; *line; line++) {
		g_strchomp(*line);
		if (**line)
			wrap_line(out, *line, width);
		else if (!empty)
			g_string_append_c(out, '\n');
		empty = !**line;
	}
	g_string_truncate(out, strlen(g_strchomp(out->str)));
	g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}
