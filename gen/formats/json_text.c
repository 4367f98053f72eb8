/* Escapes are found by their backslashes, which stand in strings only. */
#include "formats/json_text.h"

#include <string.h>

#include "formats/json.h"

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

/* Of "NaN" or "Infinity" the first; each is looked for by its rarest letter's neighbours. */
char *json_find_word(char *text, gsize length, gsize *size)
{
	char *nan = memmem(text, length, "NaN", 3);
	char *infinity = memmem(text, nan ? (gsize)(nan - text) : length, "Infinity", 8);
	char *word = infinity ? infinity : nan;
	if (!word)
		return NULL;
	*size = infinity ? 8 : 3;
	if (infinity && word > text && word[-1] == '-') {
		word--;
		++*size;
	}
	return word;
}

void json_blank_word(char *word, gsize size)
{
	memset(word, ' ', size);
	word[0] = word[1] = '"';
}

gsize json_before_cut_word(const char *text, gsize length)
{
	static const char *const words[] = { "NaN", "Infinity", "-Infinity" };
	if (length >= 3 && !memcmp(text + length - 3, words[0], 3)) /* whole, though it ends as it begins */
		return length;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		for (gsize size = MIN(strlen(words[i]) - 1, length); size > 0; size--)
			if (!memcmp(text + length - size, words[i], size))
				return length - size;
	return length;
}

void json_blank_words(char *text, gsize length)
{
	gsize size = 0;
	char *word = json_find_word(text, length, &size);
	gboolean inside = FALSE;
	for (char *at = text, *past = text + length; word && at < past; at++) {
		if (at == word) {
			if (!inside)
				json_blank_word(word, size);
			at = word + size;
			word = json_find_word(at, (gsize)(past - at), &size);
			at--;
		} else if (*at == '\\' && inside)
			at++;
		else if (*at == '"')
			inside = !inside;
	}
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
