/* Ticks: the published example, loose amounts, zero kept, decimals without drift; logarithms and clock hours. */
#include "charts/scale.h"

#include <math.h>

static void
assert_ticks(struct ticks ticks, const double *expected, int count)
{
	g_assert_cmpint(ticks.count, ==, count);
	for (int i = 0; i < count; i++)
		g_assert_cmpfloat(ticks.at[i], ==, expected[i]); /* exactly: ticks are never sums */
}
#define TICKS(ticks, ...) assert_ticks(ticks, (double[]){ __VA_ARGS__ }, G_N_ELEMENTS(((double[]){ __VA_ARGS__ })))

/* facts: R's labeling::extended(8.1, 14.1, 4). */
static void
test_extended(void)
{
	TICKS(ticks_extended(8.1, 14.1, 4, 10, FALSE), 8, 10, 12, 14);
	TICKS(ticks_extended(0, 1, 6, 10, FALSE), 0, 0.2, 0.4, 0.6, 0.8, 1);
	TICKS(ticks_extended(0, 100, 5, 10, FALSE), 0, 25, 50, 75, 100);
	TICKS(ticks_extended(3, 3, 5, 10, FALSE), 3);
}

static void
test_amounts(void)
{
	TICKS(ticks_amounts(12, 284), 0, 100, 200, 300);
	TICKS(ticks_amounts(0, 0.68), 0, 0.25, 0.5, 0.75);
	TICKS(ticks_amounts(0, 0.91), 0, 0.25, 0.5, 0.75, 1);
	struct ticks crossing = ticks_amounts(-56, 120);
	gboolean zero = FALSE;
	for (int i = 0; i < crossing.count; i++)
		zero = zero || crossing.at[i] == 0;
	g_assert_true(zero);
	g_assert_cmpint(ticks_amounts(0, 0).count, >=, 2); /* all zero still has an axis */
}

/* For any range: few ticks, rising, covering. */
static void
test_amounts_cover(void)
{
	for (int i = 1; i < 4000; i++) {
		double high = pow(1.01, i % 2000) * 0.003, low = i % 3 ? 0 : -high * (i % 7) / 5;
		struct ticks ticks = ticks_amounts(low, high);
		g_assert_cmpint(ticks.count, >=, 2);
		g_assert_cmpint(ticks.count, <=, 5);
		g_assert_cmpfloat(ticks.at[0], <=, low);
		g_assert_cmpfloat(ticks.at[ticks.count - 1], >=, high);
		for (int k = 1; k < ticks.count; k++)
			g_assert_cmpfloat(ticks.at[k], >, ticks.at[k - 1]);
	}
}

static void
test_decimals(void)
{
	g_assert_cmpint(ticks_amounts(0, 0.3).decimals, ==, 1);
	g_assert_cmpint(ticks_extended(0, 30, 4, 5, TRUE).decimals, ==, 0);
}

static void
test_logarithmic(void)
{
	TICKS(ticks_logarithmic(212, 412600, 6), 100, 1000, 10000, 100000, 1000000);
	TICKS(ticks_logarithmic(3, 8, 6), 1, 2, 5, 10);
	struct ticks wide = ticks_logarithmic(1, 1e12, 5);
	g_assert_cmpint(wide.count, <=, 5);
	g_assert_cmpfloat(wide.at[wide.count - 1], >=, 1e12);
}

static void
test_hours(void)
{
	TICKS(ticks_hours(72), 0, 24, 48, 72);
	TICKS(ticks_hours(10), 0, 3, 6, 9);
	g_assert_cmpint(ticks_hours(0.3).count, >=, 2);
	g_assert_cmpint(ticks_hours(5000).count, <=, 5);
}

static void
test_scale(void)
{
	struct scale linear = { 0, 10, 100, 0, FALSE }, logarithmic = { 1, 100, 0, 50, TRUE }, flat = { 4, 4, 10, 20, FALSE };
	g_assert_cmpfloat_with_epsilon(scale_at(&linear, 2.5), 75, 1e-9);
	g_assert_cmpfloat_with_epsilon(scale_at(&logarithmic, 10), 25, 1e-9);
	g_assert_cmpfloat(scale_at(&flat, 4), ==, 15);
}

int
main(int count, char **words)
{
	g_test_init(&count, &words, NULL);
	g_test_add_func("/scale/extended", test_extended);
	g_test_add_func("/scale/amounts", test_amounts);
	g_test_add_func("/scale/amounts-cover", test_amounts_cover);
	g_test_add_func("/scale/decimals", test_decimals);
	g_test_add_func("/scale/logarithmic", test_logarithmic);
	g_test_add_func("/scale/hours", test_hours);
	g_test_add_func("/scale/place", test_scale);
	return g_test_run();
}
