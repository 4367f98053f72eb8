/* Numbers: what is read is finite, the ways of reading agree, and what was written can be read again. The first letter chooses nothing:
 * every text is read in every way. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

const char *const fuzz_seeds[] = {
	"1,234.5", "-1.234,5", "1 234 567", "12'345", "US$1.92", "1.92 EUR", "-\xe2\x82\xac" "5", "3,39 %", "100%", "0:04:34", "1h 2m 3s", "2 min", "12345678901234567890",
	"9223372036854775807", "-9223372036854775808", "1e308", "1.5E-3", "\xe2\x88\x92" "7", "1\xc2\xa0" "234", "1\xe2\x80\xaf" "234,5", "4:34.5", "+5", ".5", "1e", "12k",
	NULL,
};

static void check_style(const char *text, enum number_style style)
{
	gint64 count;
	double real, share;
	gboolean counted = number_count(text, style, &count), read = number_real(text, style, &real);
	g_assert(!counted || count != NO_COUNT);
	g_assert(!counted || (read && fabs((double)count - real) <= fabs(real) * 1e-15));
	g_assert(!read || isfinite(real));
	if (number_percent(text, style, &share))
		g_assert(isfinite(share));
	/* Read for certain, it is read so in its own style too. */
	if (style == NUMBER_AUTO && read) {
		double point = NAN, comma = NAN;
		g_assert((number_real(text, NUMBER_POINT, &point) && point == real) || (number_real(text, NUMBER_COMMA, &comma) && comma == real));
	}
}

static void check_written(double value)
{
	if (!isfinite(value) || fabs(value) > 1e12)
		return;
	static const char *const languages[] = { "en", "de", "fr" };
	static const enum number_style styles[] = { NUMBER_POINT, NUMBER_COMMA, NUMBER_COMMA };
	for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_autofree char *written = number_text(value, 2, languages[i]);
		double again;
		g_assert(g_utf8_validate(written, -1, NULL));
		g_assert(number_real(written, styles[i], &again));
		g_assert(fabs(again - value) <= 0.00501 + fabs(value) * 1e-15);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = g_utf8_make_valid((const char *)bytes, (gssize)length);
	double value;
	for (enum number_style style = NUMBER_AUTO; style <= NUMBER_COMMA; style++)
		check_style(text, style);
	if (number_real(text, NUMBER_AUTO, &value))
		check_written(value);
	if (number_duration(text, &value))
		g_assert(isfinite(value) && value >= 0);
	return 0;
}
