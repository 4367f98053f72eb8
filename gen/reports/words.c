/* Dates, changes and small words. */
#include "reports/words.h"

#include <math.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/number.h"

#define NBSP "\xc2\xa0"

/* ---- dates by ICU ---- */

static char *
day_in_words(gint32 day, const char *pattern, const char *language)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar zone[8], wide_pattern[32], wide[96];
	char *text = g_malloc(sizeof wide * 3);
	UDateFormat *format;

	u_uastrcpy(zone, "UTC");
	u_uastrcpy(wide_pattern, pattern);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, language ? language : "en", zone, -1, wide_pattern, -1, &status);
	g_assert(U_SUCCESS(status)); /* the patterns are ours; an unknown language falls back to the root */
	udat_format(format, (UDate)day * 86400000.0, wide, G_N_ELEMENTS(wide), NULL, &status);
	udat_close(format);
	u_strToUTF8(text, (int32_t)(sizeof wide * 3), NULL, wide, -1, &status);
	return text;
}

char *
words_period(const struct period *period, const char *language)
{
	return day_in_words(period->first, "LLLL y", language);
}

char *
words_month(const struct period *period, const char *language)
{
	return day_in_words(period->first, "LLLL", language);
}

char *
words_day(gint32 day, const char *language)
{
	return day_in_words(day, "d MMMM", language);
}

char *
words_date(gint32 day, const char *language)
{
	return day_in_words(day, "d MMMM y", language);
}

/* ---- changes ---- */

static char *
signed_text(double number, int decimals, const char *language)
{
	g_autofree char *text = number_text(number, decimals, language);

	return g_strdup_printf("%s%s", number > 0 && strspn(text, "0.,") != strlen(text) ? "+" : "", text);
}

/* In per cent, points, or the figure's own unit. */
static const char *
change_unit(const struct change *change, enum unit unit)
{
	if (change->relative)
		return NBSP "%";
	switch (unit) {
	case UNIT_SHARE: return NBSP "points";
	case UNIT_HOURS: return NBSP "h";
	case UNIT_SECONDS: return NBSP "s";
	case UNIT_DAYS: return NBSP "days";
	default: return "";
	}
}

static char *
change_range(const struct change *change, enum unit unit, const char *language)
{
	double scale = change->relative || unit == UNIT_SHARE ? 100 : 1;
	int decimals = number_decimals(change->lo * scale, change->hi * scale);
	g_autofree char *lo = signed_text(change->lo * scale, decimals, language);
	g_autofree char *hi = signed_text(change->hi * scale, decimals, language);
	const char *of = change_unit(change, unit);

	if (change->word == CHANGE_UNCLEAR && change->lo <= 0 && change->hi >= 0)
		return g_strdup_printf("between" NBSP "%s%s and" NBSP "%s%s", lo, change->relative ? of : "", hi, of);
	return g_strdup_printf("%s" NBSP "to" NBSP "%s%s", lo, hi, of);
}

char *
words_change(const struct change *change, enum unit unit, const struct period *earlier, gboolean name_year, const char *language)
{
	static const char *const phrases[] = {
		[CHANGE_UP] = "up versus", [CHANGE_DOWN] = "down versus", [CHANGE_SAME] = "about the same as in",
		[CHANGE_UNCLEAR] = "no clear change versus",
	};
	g_autofree char *name = name_year ? words_period(earlier, language) : words_month(earlier, language);
	g_autofree char *range = NULL;

	if (!change || change->word == CHANGE_UNSAID)
		return NULL;
	range = change_range(change, unit, language);
	/* a range without "none" that many looks at once have made likely (METRICS §4.10) */
	if (change->word == CHANGE_UNCLEAR && (change->lo > 0 || change->hi < 0))
		return g_strdup_printf("%s %s among this many comparisons (%s)", phrases[change->word], name, range);
	return g_strdup_printf("%s %s (%s)", phrases[change->word], name, range);
}

/* ---- small words ---- */

static char *
first_letter(const char *text, gunichar (*change)(gunichar))
{
	char letter[7] = { 0 };
	const char *rest;

	if (!*text)
		return g_strdup(text);
	rest = g_utf8_next_char(text);
	if (*rest && g_unichar_isupper(g_utf8_get_char(rest))) /* "GA4 visits" */
		return g_strdup(text);
	g_unichar_to_utf8(change(g_utf8_get_char(text)), letter);
	return g_strconcat(letter, rest, NULL);
}

char *
words_capital(const char *text)
{
	return first_letter(text, g_unichar_toupper);
}

char *
words_small(const char *text)
{
	return first_letter(text, g_unichar_tolower);
}

char *
words_list(char **items)
{
	GString *list = g_string_new(NULL);
	guint count = g_strv_length(items);

	for (guint i = 0; i < count; i++)
		g_string_append_printf(list, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", items[i]);
	return g_string_free(list, FALSE);
}
