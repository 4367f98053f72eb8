/* Values, ticks, months and states in words. */
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
	[UNIT_RATIO] = { 1, "" }, [UNIT_INDEX] = { 1, "" }, [UNIT_MONEY] = { 1, "" },
};

int
value_decimals(const struct value *value, enum unit unit)
{
	double factor = UNITS[unit].factor;
	int most = unit == UNIT_SHARE ? (fabs(value->value) < 0.1 ? 1 : 0) /* "63 % (58–68)", "5.4 % (4.6–6.2)" */
	                              : fabs(value->value) >= 1 ? 1 : 2;   /* "4.2 h (3.1–6.0)" */
	if (value_has_interval(value) && isfinite(value->lo) && isfinite(value->hi) && unit != UNIT_COUNT && unit != UNIT_MONEY)
		return MIN(most, number_decimals(value->lo * factor, value->hi * factor));
	switch (unit) {
	case UNIT_COUNT: return value->value == floor(value->value) ? 0 : 1;
	case UNIT_SHARE: return fabs(value->value) < 0.1 && value->value != 0 ? 1 : 0;
	case UNIT_HOURS: return 1;
	case UNIT_RATE: return value->value == floor(value->value) || fabs(value->value) >= 100 ? 0 : 1;
	default: return 2;
	}
}

char *
number_words(double value, enum unit unit, int decimals, const char *language)
{
	g_autofree char *number = number_text(value * UNITS[unit].factor, decimals, language);
	return g_strconcat(number, UNITS[unit].after, NULL);
}

/* Below 20 in the denominator a percentage pretends; the counts say it (LOOK §7). */
static gboolean
as_counts(const struct value *value, enum unit unit)
{
	return unit == UNIT_SHARE && value->n > 0 && value->n < 20 && value->events == floor(value->events) &&
	       value->exposure == (double)value->n;
}

char *
value_words(const struct value *value, enum unit unit, const char *language)
{
	if (!value_has_number(value))
		return g_strdup("–");
	if (as_counts(value, unit))
		return g_strdup_printf("%.0f" NBSP "of" NBSP "%" G_GINT64_FORMAT, value->events, value->n);
	g_autofree char *number = number_words(value->value, unit, value_decimals(value, unit), language);
	return value->state == STATE_NOT_REACHED ? g_strconcat(">" NBSP, number, NULL) : g_steal_pointer(&number);
}

static char *
signed_words(double shown, int decimals, const char *language)
{
	g_autofree char *number = number_text(shown, decimals, language);
	return g_strconcat(shown > 0 ? "+" : "", number, NULL);
}

char *
interval_words(const struct value *value, enum unit unit, const char *language)
{
	if (!value_has_interval(value))
		return NULL;
	double lo = value->lo * UNITS[unit].factor, hi = value->hi * UNITS[unit].factor;
	int decimals = value_decimals(value, unit);
	if (lo < 0) {
		g_autofree char *low = signed_words(lo, decimals, language), *high = signed_words(hi, decimals, language);
		return g_strdup_printf("%s" NBSP "to" NBSP "%s", low, high);
	}
	g_autofree char *low = number_text(lo, decimals, language);
	g_autofree char *high = isfinite(hi) ? number_text(hi, decimals, language) : g_strdup("not" NBSP "reached");
	return g_strdup_printf("%s–%s", low, high);
}

char *
estimate_words(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *number = value_words(value, unit, language), *interval = interval_words(value, unit, language);
	return interval ? g_strdup_printf("%s" NBSP "(%s)", number, interval) : g_steal_pointer(&number);
}

static char *
with_count(const char *words, gint64 n)
{
	return n == NO_COUNT ? g_strdup(words) : g_strdup_printf("%s (n" NBSP "=" NBSP "%" G_GINT64_FORMAT ")", words, n);
}

char *
state_words(const struct value *value)
{
	static const char *const words[] = {
		[STATE_PROVISIONAL] = "provisional", [STATE_PARTIAL] = "the month is not complete", [STATE_BREAK] = "counted differently since",
		[STATE_NOT_REACHED] = "fewer than half by then", [STATE_UNDEFINED] = "there was nothing to count",
		[STATE_SUPPRESSED] = "hidden (too few people)", [STATE_NO_DATA] = "not reported",
	};
	if (value->state == STATE_OK)
		return NULL;
	if (value->state == STATE_SMALL)
		return with_count("small sample", value->n);
	if (value->state == STATE_TOO_FEW)
		return with_count("too few to say", value->n);
	return g_strdup(value->reason && *value->reason ? value->reason : words[value->state]);
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
