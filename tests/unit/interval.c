/* Intervals: the worked examples of METRICS §7.6, 7.7, 7.10, 7.11, 7.12, 7.16, and what must stay undefined. */
#include <math.h>

#include "metrics/statistics/interval.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)
#define CLOSE(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static void
assert_interval(struct interval it, double value, double low, double high)
{
	g_assert_true(it.defined && it.bounded);
	NEAR(it.value, value);
	NEAR(it.low, low);
	NEAR(it.high, high);
}

static void
test_wilson(void)
{
	assert_interval(proportion_wilson(5, 12), 0.416667, 0.19326, 0.68049);
	assert_interval(proportion_wilson(3, 5), 0.6, 0.23072, 0.88238);
	assert_interval(proportion_wilson(4, 9), 0.444444, 0.18878, 0.73335);
	assert_interval(proportion_wilson(120, 2400), 0.05, 0.041977, 0.059461);
	assert_interval(proportion_wilson(156, 2400), 0.065, 0.055816, 0.075575);
}

static void
test_wilson_at_the_ends(void)
{
	struct interval none = proportion_wilson(0, 20), all = proportion_wilson(20, 20);
	g_assert_true(none.low == 0 && none.high > 0.1 && none.high < 0.2);
	g_assert_true(all.high == 1 && all.low == 1 - none.high);
}

static void
test_wilson_refuses(void)
{
	g_assert_false(proportion_wilson(0, 0).defined);
	g_assert_false(proportion_wilson(5, 4).defined);
	g_assert_false(proportion_wilson(-1, 4).defined);
	g_assert_false(proportion_wilson(NAN, 4).defined);
	g_assert_false(proportion_difference(1, 0, 1, 2).defined);
}

static void
test_newcombe(void)
{
	assert_interval(proportion_difference(120, 2400, 156, 2400), 0.015, 0.001814, 0.028274);
	assert_interval(proportion_difference(3, 20, 8, 20), 0.25, -0.027682, 0.484690);
}

/* Symmetric bounds make MOVER the usual sum of variances. */
static void
test_mover(void)
{
	struct interval it = interval_difference(interval_of(10, 7, 13), interval_of(12, 8, 16));
	assert_interval(it, 2, -3, 7);
	g_assert_false(interval_difference(interval_value(1), (struct interval){ 0 }).defined);
	g_assert_false(interval_difference(interval_value(1), interval_of(2, 1, 3)).bounded);
}

static void
test_byar(void)
{
	assert_interval(count_byar(0), 0, 0, 3.66801);
	assert_interval(count_byar(5), 5, 1.61135, 11.66816);
	assert_interval(count_byar(12), 12, 6.19351, 20.96286);
	g_assert_false(count_byar(-1).defined);
}

static void
test_net(void)
{
	assert_interval(count_net(60, 40), 20, 20 - 19.59964, 20 + 19.59964);
	assert_interval(count_net(0, 0), 0, 0, 0);
}

static void
test_rate_ratio(void)
{
	assert_interval(rate_ratio(60, 28, 84, 28, 1), 1.4, 1.005191, 1.949878);
	assert_interval(rate_ratio(60, 28, 84, 28, 2), 1.4, 0.876298, 2.236681);
	struct interval per_day = rate_ratio(90, 31, 84, 28, 1);
	NEAR(per_day.value, 1.033333);
	g_assert_true(fabs(per_day.value - 84.0 / 90) > 0.09); /* raw, not per day */
}

static void
test_rate_ratio_of_few(void)
{
	g_assert_false(rate_ratio(4, 28, 84, 28, 1).bounded);
	g_assert_true(rate_ratio(4, 28, 84, 28, 1).defined);
	g_assert_false(rate_ratio(0, 28, 84, 28, 1).defined);
	g_assert_false(rate_ratio(60, 0, 84, 28, 1).defined);
	struct interval gone = rate_ratio(60, 28, 0, 28, 1);
	g_assert_true(gone.defined && !gone.bounded && gone.value == 0);
}

static void
test_dispersion(void)
{
	const double bursty[] = { 1000, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18, 2, 18 };
	struct dispersion of_27 = dispersion_of_weeks(bursty, G_N_ELEMENTS(bursty)); /* looks at the last 26 only */
	g_assert_false(of_27.assumed);
	NEAR(of_27.factor, 64.0 * 26 / 25 / 10);
	const double even[] = { 5, 5, 5, 5, 5, 5, 5, 5 }, none[8] = { 0 };
	g_assert_true(dispersion_of_weeks(even, 8).factor == 1 && !dispersion_of_weeks(even, 8).assumed);
	g_assert_true(dispersion_of_weeks(even, 7).assumed);
	g_assert_true(dispersion_of_weeks(none, 8).factor == 1 && dispersion_of_weeks(none, 8).assumed);
}

static void
test_clustered(void)
{
	const double y[] = { 50, 10, 6, 200 }, x[] = { 1000, 1000, 100, 10000 };
	double error;
	struct interval ratio = ratio_clustered(y, x, 4, &error);
	g_assert_true(ratio.defined && !ratio.bounded); /* under 8 clusters */
	CLOSE(ratio.value, 0.0219835);
	CLOSE(error, 0.0034886);
	CLOSE(ratio.value - Z95 * error, 0.015146);
	CLOSE(ratio.value + Z95 * error, 0.028821);
	g_assert_true(fabs(ratio.value - 0.035) > 0.01); /* the mean of ratios */
	struct interval naive = proportion_wilson(266, 12100);
	assert_interval(naive, 0.0219835, 0.019519, 0.024752);
	g_assert_true(2 * Z95 * error > 2.5 * (naive.high - naive.low));
}

static void
test_clustered_student(void)
{
	double y[32], x[32], error;
	for (guint i = 0; i < 32; i++) {
		y[i] = 1 + i % 3;
		x[i] = 10 + i % 5;
	}
	struct interval eight = ratio_clustered(y, x, 8, &error);
	g_assert_true(eight.bounded);
	CLOSE(eight.high - eight.value, 2.364624 * error);
	struct interval many = ratio_clustered(y, x, 31, &error);
	CLOSE(many.high - many.value, Z95 * error);
	g_assert_false(ratio_clustered(y, x, 0, &error).defined);
	g_assert_false(ratio_clustered(y, (const double[]){ 0, 0 }, 2, NULL).defined);
	g_assert_true(ratio_clustered(y, x, 1, &error).defined && error == 0);
}

static void
test_student(void)
{
	const double table[] = { 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228 };
	for (guint i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpfloat_with_epsilon(student_quantile(i + 1), table[i], 5e-4);
	g_assert_cmpfloat_with_epsilon(student_quantile(30), 2.042, 5e-4);
	g_assert_true(student_quantile(31) == Z95);
}

static void
test_normal(void)
{
	CLOSE(normal_cumulative(Z95), 0.975);
	CLOSE(normal_two_sided(-Z95), 0.05);
	CLOSE(normal_two_sided(2.232067), 0.025611);
}

static void
test_quantile(void)
{
	const double sorted[] = { 1, 2, 4, 8 };
	CLOSE(quantile_sorted(sorted, 4, 0), 1);
	CLOSE(quantile_sorted(sorted, 4, 1), 8);
	CLOSE(quantile_sorted(sorted, 4, 0.5), 3);
	CLOSE(quantile_sorted(sorted, 4, 0.9), 6.8);
	CLOSE(quantile_sorted(sorted, 1, 0.3), 1);
}

static void
test_median(void)
{
	g_assert_cmpuint(median_rank(6), ==, 1);
	g_assert_cmpuint(median_rank(9), ==, 2);
	g_assert_cmpuint(median_rank(20), ==, 6);
	g_assert_cmpuint(median_rank(5), ==, 0);
	g_assert_cmpuint(median_rank(0), ==, 0);
	const double values[] = { 9, 1, 8, 2, 7, 3, 6, 4, 5 };
	assert_interval(median_of(values, 9), 5, 2, 8);
	g_assert_true(values[0] == 9); /* not sorted under the caller */
	g_assert_false(median_of(values, 5).bounded);
	g_assert_false(median_of(values, 0).defined);
}

static void
test_nothing_leaks(void)
{
	g_assert_false(interval_value(INFINITY).defined);
	g_assert_false(interval_of(1, -INFINITY, 2).bounded);
	g_assert_true(interval_of(1, NAN, 2).defined);
	struct interval turned = interval_scale(interval_of(2, 1, 4), -10);
	g_assert_true(turned.low == -40 && turned.high == -10);
	g_assert_false(interval_scale(interval_of(1, 0, 2), INFINITY).defined);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/interval/wilson", test_wilson);
	g_test_add_func("/interval/wilson-at-the-ends", test_wilson_at_the_ends);
	g_test_add_func("/interval/wilson-refuses", test_wilson_refuses);
	g_test_add_func("/interval/newcombe", test_newcombe);
	g_test_add_func("/interval/mover", test_mover);
	g_test_add_func("/interval/byar", test_byar);
	g_test_add_func("/interval/net", test_net);
	g_test_add_func("/interval/rate-ratio", test_rate_ratio);
	g_test_add_func("/interval/rate-ratio-of-few", test_rate_ratio_of_few);
	g_test_add_func("/interval/dispersion", test_dispersion);
	g_test_add_func("/interval/clustered", test_clustered);
	g_test_add_func("/interval/clustered-student", test_clustered_student);
	g_test_add_func("/interval/student", test_student);
	g_test_add_func("/interval/normal", test_normal);
	g_test_add_func("/interval/quantile", test_quantile);
	g_test_add_func("/interval/median", test_median);
	g_test_add_func("/interval/nothing-leaks", test_nothing_leaks);
	return g_test_run();
}
