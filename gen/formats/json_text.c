/* Escapes are found by their backslashes, which stand in strings only. */
#include "formats/json_text.h"

#include <string.h>

#define ESCAPE_LENGTH 6 /* \uD83D */

gsize json_prefix(const char *head, gsize length)
{
	gsize at = 0;
	while (at < length && g_ascii_isspace(head[at]))
		at++;
	if (at == length || !(g_ascii_isalpha(head[at]) || head[at] == '_' || head[at] == '$'))
		return 0;
	while (at < length && (g_ascii_isalnum(head[at]) || strchr("_.$ ", head[at])))
		at++;
	if (at == length || head[at] != '=')
		return 0;
	for (at++; at < length && g_ascii_isspace(head[at]);)
		at++;
	return at < length && (head[at] == '[' || head[at] == '{') ? at : 0;
}

/* The code unit of `\uXXXX`, or -1 for anything else. */
static int escape_unit(const char *text, gsize length)
{
	int unit = 0;
	if (length < ESCAPE_LENGTH || text[0] != '\\' || text[1] != 'u')
		return -1;
	for (int i = 2; i < ESCAPE_LENGTH; i++) {
		int digit = g_ascii_xdigit_value(text[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static gsize mend(char *escape, guint *mended)
{
	memcpy(escape, "\\uFFFD", ESCAPE_LENGTH);
	++*mended;
	return ESCAPE_LENGTH;
}

/* Bytes of the escape that begins here, after mending it. */
static gsize mend_escape(char *text, gsize length, guint *mended)
{
	int unit = escape_unit(text, length);
	if (unit < 0)
		return 2;
	if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return mend(text, mended);
	if (unit < 0xd800 || unit > 0xdbff)
		return ESCAPE_LENGTH;
	int second = escape_unit(text + ESCAPE_LENGTH, length - ESCAPE_LENGTH);
	if (second >= 0xdc00 && second <= 0xdfff)
		return 2 * ESCAPE_LENGTH;
	return mend(text, mended);
}

gsize json_mend_escapes(char *text, gsize length, gboolean last, guint *mended)
{
	gsize at = 0;
	for (;;) {
		char *backslash = memchr(text + at, '\\', length - at);
		if (!backslash)
			return length;
		at = (gsize)(backslash - text);
		if (!last && length - at < 2 * ESCAPE_LENGTH)
			return at;
		gsize done = mend_escape(backslash, length - at, mended);
		at += MIN(done, length - at);
	}
}
