/* Numbers and states in words. */
#include "reports/words.h"

#include <math.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/number.h"

#define NBSP "\xc2\xa0"
#define EN_DASH "\xe2\x80\x93"

/* ---- units ---- */

const char *
words_unit(enum unit unit)
{
	return unit == UNIT_SHARE ? "%" : unit == UNIT_HOURS ? "h" : "";
}

/* A share is shown in per cent. */
static double
shown(double number, enum unit unit)
{
	return unit == UNIT_SHARE ? number * 100 : number;
}

static int
decimals_of(const struct value *value, enum unit unit)
{
	if (value_has_interval(value) && isfinite(value->lo) && isfinite(value->hi) && unit != UNIT_COUNT)
		return number_decimals(shown(value->lo, unit), shown(value->hi, unit));
	switch (unit) {
	case UNIT_COUNT: return value->value == floor(value->value) ? 0 : 1;
	case UNIT_SHARE: return fabs(value->value) < 0.1 && value->value != 0 ? 1 : 0;
	case UNIT_HOURS: return 1;
	case UNIT_MONEY: return 2;
	default: return 2;
	}
}

char *
words_number(const struct value *value, enum unit unit, const char *language)
{
	return number_text(shown(value->value, unit), decimals_of(value, unit), language);
}

/* Below 20 in the denominator a percentage pretends; the counts say it (LOOK §7). */
#define PERCENT_FROM 20

static gboolean
as_counts(const struct value *value, enum unit unit)
{
	return unit == UNIT_SHARE && value->n != NO_COUNT && value->n > 0 && value->n < PERCENT_FROM && !isnan(value->events) &&
	       value->events == floor(value->events) && value->exposure == (double)value->n;
}

char *
words_range(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *lo = NULL, *hi = NULL;
	int decimals;

	if (!value_has_interval(value))
		return NULL;
	decimals = decimals_of(value, unit);
	lo = number_text(shown(value->lo, unit), decimals, language);
	hi = isfinite(value->hi) ? number_text(shown(value->hi, unit), decimals, language) : g_strdup("not" NBSP "reached");
	if (value->lo < 0) /* signed ranges use words: a dash beside a minus misleads */
		return g_strdup_printf("%s" NBSP "to" NBSP "%s", lo, hi);
	return g_strdup_printf("%s" EN_DASH "%s", lo, hi);
}

/* Known only to lie between two numbers (METRICS B02: uniques are bounded, never summed). */
static gboolean
is_bounds(const struct value *value, enum unit unit)
{
	return value->state == STATE_NOT_REACHED && unit == UNIT_COUNT && value_has_interval(value) && isfinite(value->hi);
}

char *
words_value(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *number = NULL;

	if (!value_has_number(value))
		return words_state(value, NULL);
	if (as_counts(value, unit))
		return g_strdup_printf("%.0f" NBSP "of" NBSP "%" G_GINT64_FORMAT, value->events, value->n);
	number = words_number(value, unit, language);
	if (is_bounds(value, unit))
		return words_range(value, unit, language);
	if (value->state == STATE_NOT_REACHED)
		return g_strdup_printf(">" NBSP "%s%s%s", number, *words_unit(unit) ? NBSP : "", words_unit(unit));
	return *words_unit(unit) ? g_strdup_printf("%s" NBSP "%s", number, words_unit(unit)) : g_steal_pointer(&number);
}

char *
words_interval(const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *range = is_bounds(value, unit) ? NULL : words_range(value, unit, language);

	return range ? g_strdup_printf("(%s)", range) : NULL;
}

/* ---- states ---- */

static char *
with_n(const char *words, const struct value *value)
{
	if (value->n == NO_COUNT)
		return g_strdup(words);
	return g_strdup_printf("%s (n" NBSP "=" NBSP "%" G_GINT64_FORMAT ")", words, value->n);
}

/* What a state says when the value itself gives no reason. */
static const char *
state_default(enum state state)
{
	switch (state) {
	case STATE_SUPPRESSED: return "hidden (too few people)";
	case STATE_UNDEFINED: return "there was nothing to count";
	case STATE_NOT_REACHED: return "fewer than half by then";
	case STATE_PARTIAL: return "the month is not complete";
	case STATE_PROVISIONAL: return "provisional";
	case STATE_BREAK: return "counted differently since; not compared";
	default: return "not reported";
	}
}

char *
words_state(const struct value *value, const char *scope_label)
{
	if (value->state == STATE_OK)
		return NULL;
	if (value->state == STATE_SMALL)
		return with_n("small sample", value);
	if (value->state == STATE_TOO_FEW)
		return with_n("too few to say", value);
	if (value->reason)
		return g_strdup(value->reason);
	if (value->state == STATE_NO_DATA && scope_label)
		return g_strdup_printf("not reported by %s", scope_label);
	return g_strdup(state_default(value->state));
}

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
	if (unit == UNIT_SHARE)
		return NBSP "points";
	return unit == UNIT_HOURS ? NBSP "h" : "";
}

static char *
change_range(const struct change *change, enum unit unit, const char *language)
{
	double scale = change->relative || unit == UNIT_SHARE ? 100 : 1;
	int decimals = number_decimals(change->lo * scale, change->hi * scale);
	g_autofree char *lo = signed_text(change->lo * scale, decimals, language);
	g_autofree char *hi = signed_text(change->hi * scale, decimals, language);
	const char *of = change_unit(change, unit);

	if (change->word == CHANGE_UNCLEAR)
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
