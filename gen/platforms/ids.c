/* Ids of tables that a program took for numbers and wrote as such: "9001.0" where a column has gaps, "9,001" where it is shown to
 * people. JSON and XML write what they mean. */
#include "platforms/mapper.h"

#include <string.h>

static gboolean has_digits(const char *text, guint count)
{
	return strspn(text, "0123456789") == count;
}

/* The bytes of the sign that parts thousands in "9,001" or "9.001.234", and all groups have three digits; 0: it does not. A point alone may
 * as well be part of the id, unless the file writes its numbers so. */
static gsize thousands_sign(const struct mapper *mapper, const char *text)
{
	static const char *const signs[] = {",", ".", "'", "\u2019", "\u00a0", "\u202f"};
	gsize whole = strspn(text, "0123456789"), length = 0;
	guint groups = 0;

	for (guint i = 0; !length && i < G_N_ELEMENTS(signs); i++)
		length = g_str_has_prefix(text + whole, signs[i]) ? strlen(signs[i]) : 0;
	if (!length || whole > 3 || *text == '0')
		return 0;
	for (const char *at = text + whole; !strncmp(at, text + whole, length) && has_digits(at + length, 3); at += length + 3)
		groups++;
	gboolean point = text[whole] == '.';
	return !groups || (point && groups == 1 && mapper->numbers != NUMBER_COMMA) ? 0 : length;
}

/* ".0" and ".00", and ",0" where that is how the file writes fractions: what follows the last digit. */
static gboolean is_no_fraction(const struct mapper *mapper, const char *rest)
{
	gboolean decimal = *rest == '.' || (*rest == ',' && mapper->numbers == NUMBER_COMMA);

	return !*rest || (decimal && rest[1] == '0' && (!rest[2] || (rest[2] == '0' && !rest[3])));
}

const char *id_plain(struct mapper *mapper, const char *text)
{
	gboolean table = mapper->description->container == CONTAINER_CSV || mapper->description->container == CONTAINER_SPREADSHEET;
	gboolean negative = *text == '-';
	const char *digits = text + negative, *at = digits + strspn(digits, "0123456789");

	if (at == digits || !*at)
		return text;
	gsize sign = table ? thousands_sign(mapper, digits) : 0;
	if (!sign && !is_no_fraction(mapper, at))
		return text;
	g_autoptr(GString) plain = g_string_new_len(text, at - text);
	for (; sign && !strncmp(at, digits + strspn(digits, "0123456789"), sign) && has_digits(at + sign, 3); at += sign + 3)
		g_string_append_len(plain, at + sign, 3);
	return is_no_fraction(mapper, at) ? g_string_chunk_insert_len(mapper->scratch, plain->str, (gssize)plain->len) : text;
}
