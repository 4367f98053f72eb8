/* UTF-8 helpers over GLib; entity names come from libxml2's HTML 4 table. */
#include "base/text.h"

#include <string.h>

#include <libxml/HTMLparser.h>

/* Text in UTF-16 has NULs in every other byte as long as it is mostly Latin. */
static const char *encoding_by_nuls(const guint8 *bytes, gsize length)
{
	gsize even = 0, odd = 0, pairs = MIN(length, 4096) / 2;
	for (gsize i = 0; i < pairs; i++) {
		even += bytes[2 * i] == 0;
		odd += bytes[2 * i + 1] == 0;
	}
	if (pairs >= 2 && odd * 10 >= pairs * 7 && even * 10 < pairs)
		return "UTF-16LE";
	if (pairs >= 2 && even * 10 >= pairs * 7 && odd * 10 < pairs)
		return "UTF-16BE";
	return NULL;
}

/* Letters beyond ASCII that are good UTF-8, and bytes that are none. NULs count as neither: a stray one says nothing about the
 * encoding, nor does a letter that the sample's end cuts off. */
static void utf8_count(const guint8 *bytes, gsize length, gsize *good, gsize *bad)
{
	const char *text = (const char *)bytes, *past = text + length;
	while (text < past) {
		gunichar letter = g_utf8_get_char_validated(text, past - text);
		if (letter == (gunichar)-2 && *text)
			return;
		if (letter == (gunichar)-1 || letter == (gunichar)-2) {
			*bad += *text != '\0';
			text++;
		} else {
			*good += letter >= 0x80;
			text = g_utf8_next_char(text);
		}
	}
}

/* In Windows-1252 hardly two letters in a row are good UTF-8, so a text with more good ones than bad bytes is damaged UTF-8. */
static gboolean sample_is_utf8(const guint8 *bytes, gsize length)
{
	gsize good = 0, bad = 0;
	if (g_utf8_validate_len((const char *)bytes, length, NULL))
		return TRUE;
	utf8_count(bytes, length, &good, &bad);
	return bad == 0 || good > bad;
}

/* The bytes of this mark at the begin. A program that does not know it as one writes its own in front. */
static gsize marks_length(const guint8 *bytes, gsize length, const char *mark, gsize size)
{
	gsize skip = 0;
	while (length - skip >= size && memcmp(bytes + skip, mark, size) == 0)
		skip += size;
	return skip;
}

const char *encoding_detect(const guint8 *bytes, gsize length, gsize *skip)
{
	if ((*skip = marks_length(bytes, length, "\xef\xbb\xbf", 3)))
		return "UTF-8";
	if ((*skip = marks_length(bytes, length, "\xff\xfe", 2)))
		return "UTF-16LE";
	if ((*skip = marks_length(bytes, length, "\xfe\xff", 2)))
		return "UTF-16BE";
	const char *wide = encoding_by_nuls(bytes, length);
	if (wide)
		return wide;
	return sample_is_utf8(bytes, length) ? "UTF-8" : "WINDOWS-1252";
}

static gboolean is_invisible(gunichar letter)
{
	return letter == 0xfeff || letter == 0xad || (letter >= 0x200b && letter <= 0x200f) || letter == 0x2060;
}

/* Plain ASCII, as most keys and words are: nothing to compose, and case is a bit. NULL: it is not so. */
static char *fold_ascii(const char *text)
{
	char *folded = g_malloc(strlen(text) + 1), *to = folded;
	gboolean blank = FALSE;
	for (; *text; text++) {
		if (*text & 0x80) {
			g_free(folded);
			return NULL;
		}
		if (g_ascii_isspace(*text)) {
			blank = to > folded;
			continue;
		}
		if (blank)
			*to++ = ' ';
		blank = FALSE;
		*to++ = g_ascii_tolower(*text);
	}
	*to = '\0';
	return folded;
}

char *text_fold(const char *text)
{
	char *ascii = fold_ascii(text);
	if (ascii)
		return ascii;
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *compatible = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *folded = g_utf8_casefold(compatible, -1);
	g_autofree char *composed = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
	GString *out = g_string_new(NULL);
	gboolean blank = FALSE;
	for (const char *at = composed; *at; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (is_invisible(letter))
			continue;
		if (g_unichar_isspace(letter)) {
			blank = out->len > 0;
			continue;
		}
		if (blank)
			g_string_append_c(out, ' ');
		blank = FALSE;
		g_string_append_unichar(out, letter == 0x2019 ? '\'' : letter); /* the apostrophe of print is one */
	}
	return g_string_free(out, FALSE);
}

/* Digits of "&#…;"; U+FFFD for what is no character. 0 if there are none. */
static gunichar entity_number(const char *digits, gsize length)
{
	int base = length > 1 && (*digits == 'x' || *digits == 'X') ? 16 : 10;
	guint64 value = 0;
	gsize first = base == 16;
	if (length == first || length > 10)
		return 0;
	for (gsize i = first; i < length; i++) {
		int digit = base == 16 ? g_ascii_xdigit_value(digits[i]) : g_ascii_digit_value(digits[i]);
		if (digit < 0)
			return 0;
		value = value * (guint64)base + (guint64)digit;
	}
	return value > 0 && value <= 0x10ffff && g_unichar_validate((gunichar)value) ? (gunichar)value : 0xfffd;
}

static gunichar entity_named(const char *name, gsize length)
{
	char copy[12];
	if (length == 0 || length >= sizeof copy)
		return 0;
	memcpy(copy, name, length);
	copy[length] = '\0';
	if (g_str_equal(copy, "apos"))
		return '\'';
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)copy);
	return entity ? entity->value : 0;
}

char *text_unescape_entities(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	for (;;) {
		const char *mark = strchrnul(text, '&');
		g_string_append_len(out, text, mark - text);
		if (!*mark)
			return g_string_free(out, FALSE);
		gsize length = strcspn(mark + 1, "&; \t\n<");
		gunichar letter = 0;
		if (mark[1 + length] == ';')
			letter = mark[1] == '#' ? entity_number(mark + 2, length - 1) : entity_named(mark + 1, length);
		if (letter)
			g_string_append_unichar(out, letter);
		else
			g_string_append_c(out, '&');
		text = letter ? mark + length + 2 : mark + 1;
	}
}

/* Belongs to the character before it, so a cut must not part them: marks, joiners, variation and skin tones. */
static gboolean is_attached(gunichar letter)
{
	return g_unichar_ismark(letter) || letter == 0x200d || (letter >= 0xfe00 && letter <= 0xfe0f) ||
	       (letter >= 0x1f3fb && letter <= 0x1f3ff);
}

/* The nearest word end before `cut`, if it costs at most a third of the text. */
static const char *word_end_before(const char *text, const char *cut)
{
	const char *least = text + (cut - text) * 2 / 3;
	for (const char *at = cut; at > least; at = g_utf8_prev_char(at))
		if (g_unichar_isspace(g_utf8_get_char(at)))
			return at;
	return cut;
}

char *text_excerpt(const char *text, guint characters)
{
	const char *cut = text, *past = text;
	guint count = 0;
	for (; *past && count < characters; count++) {
		cut = past;
		past = g_utf8_next_char(past);
	}
	if (!*past)
		return g_strdup(text);
	while (cut > text && (is_attached(g_utf8_get_char(cut)) || g_utf8_get_char(g_utf8_prev_char(cut)) == 0x200d))
		cut = g_utf8_prev_char(cut);
	cut = word_end_before(text, cut);
	while (cut > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(cut))))
		cut = g_utf8_prev_char(cut);
	return g_strdup_printf("%.*s%s", (int)(cut - text), text, characters ? "…" : "");
}

gboolean text_glob(const char *pattern, const char *text)
{
	for (; *pattern && *pattern != '*'; pattern++) {
		if (*pattern == '?') {
			if (!*text || *text == '/')
				return FALSE;
			text = g_utf8_next_char(text);
		} else if (*pattern != *text++) {
			return FALSE;
		}
	}
	if (!*pattern)
		return !*text;
	gboolean across = pattern[1] == '*';
	const char *rest = pattern + 1 + across;
	if (across && *rest == '/' && text_glob(rest + 1, text)) /* "**" with its '/' may also be no folder at all */
		return TRUE;
	for (;; text++) {
		if (text_glob(rest, text))
			return TRUE;
		if (!*text || (*text == '/' && !across))
			return FALSE;
	}
}

char *text_clean(const char *text, gssize length)
{
	g_autofree char *valid = g_utf8_make_valid(text, length);
	GString *out = g_string_sized_new(strlen(valid));
	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (letter == '\r')
			letter = at[1] == '\n' ? 0 : '\n';
		else if (letter != '\t' && letter != '\n' && g_unichar_iscntrl(letter))
			letter = 0;
		if (letter)
			g_string_append_unichar(out, letter);
	}
	return g_string_free(out, FALSE);
}

const char *text_past_blanks(const char *text)
{
	for (;;) {
		if (*text == ' ' || *text == '\t')
			text++;
		else if (g_str_has_prefix(text, "\u00a0"))
			text += strlen("\u00a0");
		else if (g_str_has_prefix(text, "\u202f"))
			text += strlen("\u202f");
		else
			return text;
	}
}
