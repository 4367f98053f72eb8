/* Change words: METRICS §4.9, §7.10, §7.12, and the family correction of §4.10. */
#include <math.h>
#include <string.h>

#include "metrics/statistics/change.h"
#include "metrics/statistics/multiple.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)

static void
test_rates(void)
{
	struct comparison up = change_rates(60, 28, 84, 28, 1, MATERIALITY), unclear = change_rates(60, 28, 84, 28, 2, MATERIALITY);
	g_assert_cmpint(up.word, ==, COMPARISON_UP);
	NEAR(up.change.value, 0.4);
	NEAR(up.change.low, 0.005191);
	NEAR(up.change.high, 0.949878);
	g_assert_true(up.relative && up.p < 0.05);
	g_assert_cmpint(unclear.word, ==, COMPARISON_UNCLEAR); /* real weekly dispersion takes the word away */
	NEAR(unclear.change.low, -0.123702);
	NEAR(unclear.change.high, 1.236681);
	g_assert_true(unclear.p > 0.05);
}

static void
test_rates_per_day(void)
{
	struct comparison it = change_rates(90, 31, 84, 28, 1, MATERIALITY);
	NEAR(it.change.value, 0.033333); /* not −6.67 % */
	g_assert_cmpint(it.word, ==, COMPARISON_UNCLEAR);
}

static void
test_rates_words(void)
{
	g_assert_cmpint(change_rates(400, 30, 200, 30, 1, MATERIALITY).word, ==, COMPARISON_DOWN);
	g_assert_cmpint(change_rates(1e6, 30, 1.02e6, 30, 1, MATERIALITY).word, ==, COMPARISON_SAME);
	struct comparison few = change_rates(4, 30, 40, 30, 1, MATERIALITY), none = change_rates(0, 30, 40, 30, 1, MATERIALITY);
	g_assert_cmpint(few.word, ==, COMPARISON_NONE);
	g_assert_cmpint(few.silence, ==, SILENCE_NO_INTERVAL);
	NEAR(few.change.value, 9);
	g_assert_cmpint(none.silence, ==, SILENCE_UNDEFINED);
	g_assert_false(none.change.defined);
}

static void
test_shares(void)
{
	struct comparison better = change_shares(proportion_wilson(120, 2400), proportion_wilson(156, 2400), MATERIALITY);
	g_assert_cmpint(better.word, ==, COMPARISON_UP);
	NEAR(better.change.low, 0.001814);
	struct comparison tiny = change_shares(proportion_wilson(3, 20), proportion_wilson(8, 20), MATERIALITY);
	g_assert_cmpint(tiny.word, ==, COMPARISON_UNCLEAR); /* although 2.7 times as much */
	struct comparison slight = change_shares(proportion_wilson(5e4, 1e6), proportion_wilson(5.5e4, 1e6), MATERIALITY);
	g_assert_cmpint(slight.word, ==, COMPARISON_SAME); /* half a point, and sure of it */
}

static void
test_values(void)
{
	struct comparison down = change_values(interval_of(10, 9, 11), interval_of(6, 5, 7), MATERIALITY);
	g_assert_cmpint(down.word, ==, COMPARISON_DOWN);
	NEAR(down.change.value, -0.4);
	NEAR(down.change.high, -0.4 + 0.1 * G_SQRT2);
	struct comparison census = change_values(interval_value(10), interval_value(12), MATERIALITY);
	g_assert_cmpint(census.silence, ==, SILENCE_NO_INTERVAL);
	NEAR(census.change.value, 0.2);
	g_assert_cmpint(change_values(interval_of(0, 0, 1), interval_of(6, 5, 7), MATERIALITY).silence, ==, SILENCE_UNDEFINED);
	struct comparison negative = change_values(interval_of(-10, -11, -9), interval_of(-5, -6, -4), MATERIALITY);
	g_assert_cmpint(negative.word, ==, COMPARISON_UP);
	NEAR(negative.change.value, 0.5);
}

/* The p value crosses 5 % where the bound crosses 0. */
static void
test_p(void)
{
	struct comparison edge = change_values(interval_of(10, 10, 10), interval_of(12, 10, 14), MATERIALITY);
	NEAR(edge.p, 0.05);
	NEAR(change_values(interval_of(10, 9, 11), interval_of(10, 9, 11), MATERIALITY).p, 1);
	struct comparison exact = change_values(interval_of(10, 10, 10), interval_of(12, 12, 12), MATERIALITY);
	g_assert_true(exact.p == 0 && exact.word == COMPARISON_UP);
}

static void
test_silence(void)
{
	struct comparison up = change_rates(60, 28, 184, 28, 1, MATERIALITY);
	g_assert_cmpint(change_silence(up, SILENCE_NONE).word, ==, COMPARISON_UP);
	struct comparison mute = change_silence(change_silence(up, SILENCE_PARTIAL), SILENCE_SMALL);
	g_assert_cmpint(mute.word, ==, COMPARISON_NONE);
	g_assert_cmpint(mute.silence, ==, SILENCE_PARTIAL);
	g_assert_true(mute.change.bounded);
	for (int silence = SILENCE_UNDEFINED; silence <= SILENCE_AGES; silence++)
		g_assert_cmpuint(strlen(silence_words(silence)), >, 0);
	g_assert_cmpstr(silence_words(SILENCE_NONE), ==, "");
}

static void
test_adjust(void)
{
	struct comparison clear = change_rates(100, 28, 200, 28, 1, MATERIALITY), barely = change_rates(60, 28, 84, 28, 1, MATERIALITY);
	struct comparison family[12];
	for (guint i = 0; i < 12; i++)
		family[i] = change_rates(50, 28, 51, 28, 1, MATERIALITY);
	family[3] = clear;
	family[7] = barely;
	family[9] = change_silence(clear, SILENCE_BREAK);
	change_adjust(family, 12, 0.10);
	g_assert_cmpint(family[3].word, ==, COMPARISON_UP);
	g_assert_cmpint(family[7].word, ==, COMPARISON_UNCLEAR);
	g_assert_true(family[7].outvoted && !family[0].outvoted);
	g_assert_cmpint(family[9].word, ==, COMPARISON_NONE);
	change_adjust(&barely, 1, 0.10);
	g_assert_cmpint(barely.word, ==, COMPARISON_UP);
	change_adjust(NULL, 0, 0.10);
}

static void
test_benjamini_hochberg(void)
{
	const double p[] = { 0.2, 0.012, 0.001, 0.03 };
	gboolean kept[4];
	g_assert_cmpuint(benjamini_hochberg(p, 4, 0.10, kept), ==, 3);
	g_assert_true(!kept[0] && kept[1] && kept[2] && kept[3]);
	const double late[] = { 0.06, 0.07, 0.09 }; /* the first is over 0.033: still kept, by the third */
	g_assert_cmpuint(benjamini_hochberg(late, 3, 0.10, kept), ==, 3);
	g_assert_cmpuint(benjamini_hochberg(NULL, 0, 0.10, kept), ==, 0);
}

static void
test_holm(void)
{
	const double p[] = { 0.04, 0.01, 0.03 };
	gboolean kept[3];
	g_assert_cmpuint(holm(p, 3, 0.05, kept), ==, 1);
	g_assert_true(!kept[0] && kept[1] && !kept[2]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/change/rates", test_rates);
	g_test_add_func("/change/rates-per-day", test_rates_per_day);
	g_test_add_func("/change/rates-words", test_rates_words);
	g_test_add_func("/change/shares", test_shares);
	g_test_add_func("/change/values", test_values);
	g_test_add_func("/change/p", test_p);
	g_test_add_func("/change/silence", test_silence);
	g_test_add_func("/change/adjust", test_adjust);
	g_test_add_func("/multiple/benjamini-hochberg", test_benjamini_hochberg);
	g_test_add_func("/multiple/holm", test_holm);
	return g_test_run();
}
