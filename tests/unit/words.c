/* Words: what people read is what the value says, and no more. */
#include <math.h>

#include "reports/words.h"

#define N "\xc2\xa0"
#define says(expected, expression) \
	G_STMT_START \
	{ \
		g_autofree char *said = (expression); \
		g_assert_cmpstr(said, ==, expected); \
	} \
	G_STMT_END

static void
values(void)
{
	struct value share = value_estimate(0.78, 0.72, 0.83, 214), hours = value_estimate(4.2, 3.1, 6.0, 214), few;

	says("78" N "%", words_value(&share, UNIT_SHARE, "en"));
	says("(72\xe2\x80\x93" "83)", words_interval(&share, UNIT_SHARE, "en"));
	says("4.2" N "h", words_value(&hours, UNIT_HOURS, "en"));
	says("(3.1\xe2\x80\x93" "6.0)", words_interval(&hours, UNIT_HOURS, "en"));
	few = value_estimate(12.0 / 16, 0.5, 0.9, 16);
	few.events = 12;
	few.exposure = 16;
	says("12" N "of" N "16", words_value(&few, UNIT_SHARE, "en"));
	few = value_count(412600);
	says("412,600", words_value(&few, UNIT_COUNT, "en"));
	says("412.600", words_value(&few, UNIT_COUNT, "de"));
}

static void
states(void)
{
	struct value value = value_none(STATE_NO_DATA, NULL);

	says("not reported by TikTok", words_state(&value, "TikTok"));
	says("not reported", words_value(&value, UNIT_COUNT, "en"));
	value = value_none(STATE_UNDEFINED, "no questions were asked");
	says("no questions were asked", words_value(&value, UNIT_HOURS, "en"));
	value = value_none(STATE_TOO_FEW, NULL);
	value.n = 2;
	says("too few to say (n" N "=" N "2)", words_value(&value, UNIT_SHARE, "en"));
	value = value_estimate(72, 60, INFINITY, 13);
	value.state = STATE_NOT_REACHED;
	says(">" N "72.0" N "h", words_value(&value, UNIT_HOURS, "en"));
	g_assert_null(words_interval(&(struct value){ .value = 5, .lo = NAN, .hi = NAN }, UNIT_COUNT, "en"));
}

static void
changes(void)
{
	struct period september = { .first = day_from_civil(2026, 9, 1) }, last_year = { .first = day_from_civil(2025, 10, 1) };
	struct change change = { .word = CHANGE_UNCLEAR, .relative = TRUE, .lo = -0.08, .hi = 0.23 };

	says("no clear change versus September (between" N "\xe2\x88\x92" "8" N "% and" N "+23" N "%)",
	     words_change(&change, UNIT_COUNT, &september, FALSE, "en"));
	change = (struct change){ .word = CHANGE_UP, .relative = TRUE, .lo = 0.03, .hi = 0.31 };
	says("up versus October 2025 (+3" N "to" N "+31" N "%)", words_change(&change, UNIT_COUNT, &last_year, TRUE, "en"));
	change = (struct change){ .word = CHANGE_UP, .lo = 0.02, .hi = 0.16 };
	says("up versus September (+2" N "to" N "+16" N "points)", words_change(&change, UNIT_SHARE, &september, FALSE, "en"));
	change = (struct change){ .word = CHANGE_UNCLEAR, .relative = TRUE, .lo = 0.02, .hi = 1.25 };
	says("no clear change versus September among this many comparisons (+2" N "to" N "+125" N "%)", words_change(&change, UNIT_COUNT, &september, FALSE, "en"));
	change.word = CHANGE_UNSAID;
	g_assert_null(words_change(&change, UNIT_SHARE, &september, FALSE, "en"));
	g_assert_null(words_change(NULL, UNIT_SHARE, &september, FALSE, "en"));
}

static void
dates(void)
{
	struct period october = { .first = day_from_civil(2026, 10, 1) };

	says("October 2026", words_period(&october, "en"));
	says("Oktober 2026", words_period(&october, "de"));
	says("octobre", words_month(&october, "fr"));
	says("31 October", words_day(day_from_civil(2026, 10, 31), "en"));
}

static void
small_words(void)
{
	char *items[] = { (char *)"a", (char *)"b", (char *)"c", NULL };

	says("a, b and c", words_list(items));
	items[2] = NULL;
	says("a and b", words_list(items));
	says("Link clicks", words_capital("link clicks"));
	says("GA4 visits", words_small("GA4 visits"));
	says("", words_capital(""));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/words/values", values);
	g_test_add_func("/words/states", states);
	g_test_add_func("/words/changes", changes);
	g_test_add_func("/words/dates", dates);
	g_test_add_func("/words/small", small_words);
	return g_test_run();
}
