/* Ticks and months in words; values are said by the model. */
#include "charts/words.h"

#include <math.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/number.h"

#define NBSP "\u00a0"

/* How a unit is shown: scaled, and with what after it. */
static const struct {
	double factor;
	const char *after;
} UNITS[] = {
	[UNIT_COUNT] = { 1, "" }, [UNIT_SHARE] = { 100, NBSP "%" }, [UNIT_HOURS] = { 1, NBSP "h" }, [UNIT_RATE] = { 1, "" },
	[UNIT_RATIO] = { 1, "" }, [UNIT_INDEX] = { 1, "" }, [UNIT_MONEY] = { 1, "" }, [UNIT_SECONDS] = { 1, NBSP "s" }, [UNIT_DAYS] = { 1, NBSP "days" },
};

char *
number_words(double value, enum unit unit, int decimals, const char *language)
{
	g_autofree char *number = number_text(value * UNITS[unit].factor, decimals, language);
	return g_strconcat(number, UNITS[unit].after, NULL);
}

char *
value_words(const struct value *value, enum unit unit, const char *language)
{
	return value_has_number(value) ? words_value(value, unit, language) : g_strdup("–");
}

char *
interval_words(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *bracketed = words_interval(value, unit, language);
	return bracketed ? words_range(value, unit, language) : NULL;
}

char *
estimate_words(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *number = value_words(value, unit, language), *interval = words_interval(value, unit, language);
	return interval ? g_strdup_printf("%s" NBSP "%s", number, interval) : g_steal_pointer(&number);
}

char *
state_words(const struct value *value)
{
	return words_state(value, NULL);
}

char *
tick_words(double value, enum unit unit, int decimals, gboolean with_unit, const char *language)
{
	double shown = value * UNITS[unit].factor;
	int places = unit == UNIT_SHARE ? MAX(decimals - 2, 0) : decimals;
	places = shown == 0 ? 0 : places;
	gboolean millions = fabs(shown) >= 1e6;
	g_autofree char *number = millions ? number_text(shown / 1e6, fmod(shown, 1e6) != 0, language)
	                                   : number_text(shown, places, language);
	return g_strconcat(number, millions ? NBSP "m" : "", with_unit ? UNITS[unit].after : "", NULL);
}

/* ---- dates: ICU knows the names in every language ---- */

static char *
date_words(double day, const char *pattern, const char *language)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar shape[32], zone[] = { 'U', 'T', 'C' }, text[96];
	u_strFromUTF8(shape, G_N_ELEMENTS(shape), NULL, pattern, -1, &status);
	UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, language, zone, 3, shape, -1, &status);
	int length = udat_format(format, day * 86400000.0, text, G_N_ELEMENTS(text), NULL, &status);
	udat_close(format);
	g_assert(U_SUCCESS(status));
	return g_utf16_to_utf8((const gunichar2 *)text, length, NULL, NULL, NULL);
}

char *
month_words(double day, gboolean with_year, const char *language)
{
	return date_words(day, with_year ? "LLL ’yy" : "LLL", language);
}

char *
day_words(double day, const char *language)
{
	return date_words(day, "d LLL", language);
}

char *
month_in_full(double day, const char *language)
{
	return date_words(day, "LLLL y", language);
}

char *
weekday_words(int weekday, const char *language)
{
	return date_words(weekday + 4, "ccc", language); /* 5 January 1970 was a Monday */
}
