/* Tries a text on the theme's fonts; what they lack is spelled out. */
#include "outputs/pdf/spelling.h"

#include <string.h>
#include <unicode/uchar.h>

static gboolean layout_lacks(const struct theme *theme, const char *text)
{
	g_autoptr(PangoLayout) layout = theme_layout(theme, MEDIUM_PRINT, ROLE_BODY, text);
	return pango_layout_get_unknown_glyphs_count(layout) > 0;
}

static gboolean is_invisible(gunichar character)
{
	return character == 0x200D || (character >= 0xFE00 && character <= 0xFE0F) || g_unichar_iscntrl(character);
}

static void append_name(GString *out, gunichar character)
{
	char name[128];
	UErrorCode status = U_ZERO_ERROR;
	u_charName((UChar32)character, U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
	g_autofree char *lower = g_ascii_strdown(U_SUCCESS(status) ? name : "?", -1);
	g_string_append_printf(out, "[%s]", lower);
}

/* Characters that no font has become their names. */
static char *spelled_out(const struct theme *theme, const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		g_autofree char *single = g_strndup(at, g_utf8_next_char(at) - at);
		if (is_invisible(character))
			continue;
		if (g_unichar_isspace(character) || !layout_lacks(theme, single))
			g_string_append(out, single);
		else
			append_name(out, character);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Latin text needs no look-up: the theme's own faces hold it. */
static gboolean is_surely_printable(const char *text)
{
	for (const guchar *at = (const guchar *)text; *at; at++)
		if (*at >= 0xC6 && !(at[0] == 0xE2 && (at[1] == 0x80 || (at[1] == 0x88 && at[2] == 0x92))))
			return FALSE;
		else if (*at < 0x20)
			return FALSE;
	return TRUE;
}

#define EN_DASH "\xE2\x80\x93"
#define WORD_JOINER "\xE2\x81\xA0"

/* A number and its per cent sign stay on one line, and so does a range: 3.1–6.0. (Pango 1.50 has an attribute against
 * breaks, and does not heed it.) The joiner has no glyph and does not reach the PDF. */
static char *with_bound_signs(char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *at = text; *at; at++) {
		gboolean dash = g_str_has_prefix(at, EN_DASH), after_digit = at > text && g_ascii_isdigit(at[-1]);
		if (at[0] == ' ' && at[1] == '%') {
			g_string_append(out, "\xC2\xA0");
		} else if (dash && after_digit && g_ascii_isdigit(at[strlen(EN_DASH)])) {
			g_string_append(out, EN_DASH WORD_JOINER);
			at += strlen(EN_DASH) - 1;
		} else {
			g_string_append_c(out, *at);
		}
	}
	g_free(text);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *spelling_printable(const struct theme *theme, const char *text)
{
	if (is_surely_printable(text))
		return with_bound_signs(g_strdup(text));
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_strdelimit(valid, "\t\r\n", ' ');
	return with_bound_signs(layout_lacks(theme, valid) ? spelled_out(theme, valid) : g_steal_pointer(&valid));
}
