/* Numbers of exports are checked sign by sign and only then given to strtod: a doubtful one is refused, not guessed. */
#include "base/number.h"

#include <math.h>
#include <string.h>

#include <unicode/unumberformatter.h>

#include "base/text.h"

/* A number taken apart: canonical digits ("-1234.5e3") and what was around them. */
struct digits {
	char text[80];
	gsize length;
	gboolean fraction; /* digits other than 0 after the decimal sign */
	gboolean exponent;
};

static gboolean digits_put(struct digits *digits, char sign)
{
	if (digits->length + 1 >= sizeof digits->text)
		return FALSE;
	digits->text[digits->length++] = sign;
	digits->text[digits->length] = '\0';
	return TRUE;
}

static const char *read_sign(const char *text, struct digits *digits)
{
	if (*text == '+')
		return text + 1;
	gsize length = *text == '-' ? 1 : g_str_has_prefix(text, "\u2212") ? strlen("\u2212") : 0;
	if (length)
		digits_put(digits, '-');
	return text + length;
}

static gboolean three_digits(const char *text)
{
	return g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) && g_ascii_isdigit(text[2]) &&
	       !g_ascii_isdigit(text[3]);
}

/* Length of a sign that can part thousands, before exactly three digits; 0 if none stands here. */
static gsize thousands_sign(const char *text, enum number_style style)
{
	static const char *const signs[] = { ",", ".", " ", "'", "\u00a0", "\u202f", "\u2019" };
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
		gsize length = strlen(signs[i]);
		if ((style == NUMBER_POINT && *signs[i] == '.') || (style == NUMBER_COMMA && *signs[i] == ','))
			continue;
		if (strncmp(text, signs[i], length) == 0 && three_digits(text + length))
			return length;
	}
	return 0;
}

/* The groups after the first; the sign must stay the same. In doubt ("1.234" alone) a point is a decimal point. */
static const char *read_groups(const char *text, enum number_style style, char *sign, struct digits *digits)
{
	gsize length = thousands_sign(text, style);
	if (length == 0 || (style == NUMBER_AUTO && *text == '.' && text[4] != '.' && text[4] != ','))
		return text;
	const char *first = text;
	*sign = *first;
	while (thousands_sign(text, style) == length && strncmp(text, first, length) == 0) {
		for (int i = 0; i < 3; i++)
			if (!digits_put(digits, text[length + (gsize)i]))
				return NULL;
		text += length + 3;
	}
	return text;
}

static gboolean is_decimal_sign(char sign, enum number_style style, char thousands)
{
	if (style == NUMBER_POINT || sign == thousands)
		return sign == '.' && sign != thousands;
	if (style == NUMBER_COMMA)
		return sign == ',';
	if (style == NUMBER_WHOLE)
		return FALSE;
	return sign == '.' || (sign == ',' && thousands != 0);
}

static const char *read_fraction(const char *text, struct digits *digits)
{
	if (!g_ascii_isdigit(text[1]) || !digits_put(digits, '.'))
		return NULL;
	for (text++; g_ascii_isdigit(*text); text++) {
		digits->fraction |= *text != '0';
		if (!digits_put(digits, *text))
			return NULL;
	}
	return text;
}

static const char *read_exponent(const char *text, struct digits *digits)
{
	if (*text != 'e' && *text != 'E')
		return text;
	gsize sign = text[1] == '-' || text[1] == '+';
	if (!g_ascii_isdigit(text[1 + sign]))
		return text;
	digits->exponent = TRUE;
	digits_put(digits, 'e');
	if (text[1] == '-')
		digits_put(digits, '-');
	for (text += 1 + sign; g_ascii_isdigit(*text); text++)
		if (!digits_put(digits, *text))
			return NULL;
	return text;
}

/* Reads one number; returns what stands after it, or NULL if there is none or it can be read two ways. */
static const char *read_number(const char *text, enum number_style style, struct digits *digits)
{
	char thousands = 0;
	text = read_sign(text, digits);
	gsize whole = strspn(text, "0123456789");
	for (gsize i = 0; i < whole; i++)
		if (!digits_put(digits, text[i]))
			return NULL;
	if (whole >= 1 && whole <= 3 && *text != '0') {
		text = read_groups(text + whole, style, &thousands, digits);
		if (!text)
			return NULL;
	} else {
		text += whole;
	}
	if (is_decimal_sign(*text, style, thousands))
		text = read_fraction(text, digits);
	else if (whole == 0)
		return NULL;
	return text ? read_exponent(text, digits) : NULL;
}

gboolean number_count(const char *text, enum number_style style, gint64 *out)
{
	struct digits digits = { .length = 0 };
	const char *rest = read_number(text_past_blanks(text), style, &digits);
	if (!rest || *text_past_blanks(rest) || digits.fraction || digits.exponent)
		return FALSE;
	char *point = strchr(digits.text, '.');
	if (point)
		*point = '\0';
	return g_ascii_string_to_signed(digits.text, 10, NO_COUNT + 1, G_MAXINT64, out, NULL);
}

static gboolean digits_value(const struct digits *digits, double *out)
{
	double value = g_ascii_strtod(digits->text, NULL);
	if (!isfinite(value))
		return FALSE;
	*out = value;
	return TRUE;
}

/* A currency sign with up to three capitals before it, or a code of ISO 4217. */
const char *number_past_currency(const char *text)
{
	static const char codes[] = " AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK "
	                            "JPY KES KRW MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN RON RSD RUB SAR SEK SGD THB TRY "
	                            "TWD UAH USD UYU VND ZAR ";
	gsize capitals = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (capitals <= 3 && g_unichar_type(g_utf8_get_char(text + capitals)) == G_UNICODE_CURRENCY_SYMBOL)
		return text_past_blanks(g_utf8_next_char(text + capitals));
	if (capitals == 3) {
		char code[] = { ' ', text[0], text[1], text[2], ' ', '\0' };
		if (strstr(codes, code))
			return text_past_blanks(text + 3);
	}
	return text;
}

gboolean number_real(const char *text, enum number_style style, double *out)
{
	struct digits digits = { .length = 0 };
	if (!g_utf8_validate(text, -1, NULL))
		return FALSE;
	text = text_past_blanks(text);
	gboolean negative = *text == '-' && number_past_currency(text + 1) != text + 1; /* "-$5" */
	const char *rest = read_number(number_past_currency(text + negative), style, &digits);
	if (!rest || *number_past_currency(text_past_blanks(rest)) || !digits_value(&digits, out))
		return FALSE;
	if (negative)
		*out = -*out;
	return TRUE;
}

gboolean number_percent(const char *text, enum number_style style, double *out)
{
	struct digits digits = { .length = 0 };
	text = text_past_blanks(text);
	/* "3,39 %": the sign shows that this is one number, and no thousands have two digits. */
	const char *comma = strchr(text, ',');
	if (style == NUMBER_AUTO && comma && strchr(comma, '%') && !strchr(text, '.') && !three_digits(comma + 1))
		style = NUMBER_COMMA;
	const char *rest = read_number(text, style, &digits);
	if (!rest || digits.exponent)
		return FALSE;
	rest = text_past_blanks(rest);
	if (*rest == '%')
		rest = text_past_blanks(rest + 1);
	/* Shifted in decimal, so that 3.39 % is the double nearest to 0.0339. */
	return !*rest && digits_put(&digits, 'e') && digits_put(&digits, '-') && digits_put(&digits, '2') &&
	       digits_value(&digits, out);
}

/* "1h 2m 3s", "2 min", units falling. */
static gboolean duration_of_units(const char *text, double *seconds)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = { { "h", 3600 }, { "hr", 3600 }, { "m", 60 }, { "min", 60 }, { "s", 1 }, { "sec", 1 } };
	double sum = 0, last = G_MAXDOUBLE;
	while (*text) {
		gsize digits = strspn(text, "0123456789"), unit = 0;
		const char *name = text_past_blanks(text + digits);
		gsize letters = strspn(name, "hrminsec");
		while (unit < G_N_ELEMENTS(units) && (strlen(units[unit].name) != letters ||
		                                      strncmp(name, units[unit].name, letters) != 0))
			unit++;
		if (digits == 0 || digits > 9 || unit == G_N_ELEMENTS(units) || units[unit].seconds >= last)
			return FALSE;
		last = units[unit].seconds;
		sum += (double)g_ascii_strtoull(text, NULL, 10) * last;
		text = text_past_blanks(name + letters);
	}
	if (last == G_MAXDOUBLE)
		return FALSE;
	*seconds = sum;
	return TRUE;
}

/* "4:34" and "0:04:34": all parts but the first have two digits below 60. */
static gboolean duration_of_clock(const char *text, double *seconds)
{
	gsize digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9)
		return FALSE;
	double sum = (double)g_ascii_strtoull(text, NULL, 10);
	text += digits;
	for (int parts = 1; *text == ':'; parts++, text += 3) {
		if (parts > 2 || strspn(text + 1, "0123456789") != 2 || text[1] > '5')
			return FALSE;
		sum = sum * 60 + (text[1] - '0') * 10 + (text[2] - '0');
	}
	if (*text == '.' && strspn(text + 1, "0123456789") == strlen(text + 1))
		sum += g_ascii_strtod(text, NULL);
	else if (*text)
		return FALSE;
	*seconds = sum;
	return TRUE;
}

gboolean number_duration(const char *text, double *seconds)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	return duration_of_clock(trimmed, seconds) || duration_of_units(trimmed, seconds);
}

/* --- for people */

/* ICU's formatters are immutable and costly to open: one is kept for each language and number of decimals. */
static const UNumberFormatter *formatter_for(const char *language, int decimals)
{
	static GMutex mutex;
	static GHashTable *kept;
	g_autofree char *key = g_strdup_printf("%s/%d", language, decimals);
	g_mutex_lock(&mutex);
	if (!kept)
		kept = g_hash_table_new(g_str_hash, g_str_equal);
	UNumberFormatter *formatter = g_hash_table_lookup(kept, key);
	if (!formatter) {
		g_autofree char *zeros = g_strnfill((gsize)decimals, '0');
		g_autofree char *skeleton = g_strdup_printf("%s%s rounding-mode-half-even sign-negative",
		                                            decimals ? "." : "precision-integer", zeros);
		g_autofree gunichar2 *wide = g_utf8_to_utf16(skeleton, -1, NULL, NULL, NULL);
		UErrorCode status = U_ZERO_ERROR;
		formatter = unumf_openForSkeletonAndLocale((const UChar *)wide, -1, language, &status);
		g_assert(U_SUCCESS(status));
		g_hash_table_insert(kept, g_steal_pointer(&key), formatter);
	}
	g_mutex_unlock(&mutex);
	return formatter;
}

char *number_text(double value, int decimals, const char *language)
{
	g_assert(isfinite(value) && decimals >= 0 && decimals <= 15);
	UErrorCode status = U_ZERO_ERROR;
	UFormattedNumber *formatted = unumf_openResult(&status);
	unumf_formatDouble(formatter_for(language, decimals), value, formatted, &status);
	UChar wide[400];
	int32_t length = unumf_resultToString(formatted, wide, G_N_ELEMENTS(wide), &status);
	unumf_closeResult(formatted);
	g_assert(U_SUCCESS(status));
	for (int32_t i = 0; i < length; i++)
		if (wide[i] == '-')
			wide[i] = 0x2212;
	return g_utf16_to_utf8((const gunichar2 *)wide, length, NULL, NULL, NULL);
}

/* A half-width of 2 to 19 units of the last place: 78 (72–83), 4.2 (3.1–6.0), 0.9 (0.7–1.1). */
int number_decimals(double lo, double hi)
{
	double half = (hi - lo) / 2;

	if (!(half > 0) || !isfinite(half))
		return 0;
	return CLAMP((int)ceil(log10(2 / half) - 1e-9), 0, 4);
}
