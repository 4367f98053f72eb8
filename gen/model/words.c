/* Values and states in words: said once here, so a table, a sentence and a chart read the same. */
#include "model/words.h"

#include <math.h>

#include "base/number.h"

#define NBSP "\xc2\xa0"
#define EN_DASH "\xe2\x80\x93"

/* ---- units ---- */

const char *
words_unit(enum unit unit)
{
	switch (unit) {
	case UNIT_SHARE: return "%";
	case UNIT_HOURS: return "h";
	case UNIT_SECONDS: return "s";
	case UNIT_DAYS: return "days";
	default: return "";
	}
}

/* A share is shown in per cent. */
static double
shown(double number, enum unit unit)
{
	return unit == UNIT_SHARE ? number * 100 : number;
}

/* Where no interval says how many are known. */
static int
three_digits(double number)
{
	return fabs(number) < 10 ? 2 : fabs(number) < 100 ? 1 : 0;
}

int
words_decimals(const struct value *value, enum unit unit)
{
	if (value_has_interval(value) && isfinite(value->lo) && isfinite(value->hi) && unit != UNIT_COUNT)
		return number_decimals(shown(value->lo, unit), shown(value->hi, unit));
	switch (unit) {
	case UNIT_COUNT: return value->value == floor(value->value) ? 0 : 1;
	case UNIT_SHARE: return fabs(value->value) < 0.1 && value->value != 0 ? 1 : 0;
	case UNIT_HOURS: return 1;
	case UNIT_SECONDS:
	case UNIT_DAYS: return value->value < 10 ? 1 : 0;
	case UNIT_MONEY: return 2;
	default: return three_digits(value->value);
	}
}

char *
words_number(const struct value *value, enum unit unit, const char *language)
{
	return number_text(shown(value->value, unit), words_decimals(value, unit), language);
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
	decimals = words_decimals(value, unit);
	lo = number_text(shown(value->lo, unit), decimals, language);
	if (!isfinite(value->hi)) /* its end was not reached while we watched */
		return g_strdup_printf("%s" NBSP "or" NBSP "more", lo);
	hi = number_text(shown(value->hi, unit), decimals, language);
	if (value->lo < 0) /* signed ranges use words: a dash beside a minus misleads */
		return g_strdup_printf("%s" NBSP "to" NBSP "%s", lo, hi);
	return g_strdup_printf("%s" EN_DASH "%s", lo, hi);
}

/* Known only to lie between two numbers (METRICS B02: uniques are bounded, never summed). */
static gboolean
is_bounds(const struct value *value, enum unit unit)
{
	return value->state == STATE_NOT_REACHED && (unit == UNIT_COUNT || unit == UNIT_RATIO) && value_has_interval(value) && isfinite(value->hi);
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
	case STATE_SUPPRESSED: return "hidden to protect people";
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
