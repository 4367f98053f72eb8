/* Experiments: METRICS §7.10, sample ratio, permutation. */
#include <math.h>

#include "metrics/statistics/experiment.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)
#define CLOSE(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static void
test_read(void)
{
	struct trial read = experiment_read((struct trial_arm){ 2400, 120 }, (struct trial_arm){ 2400, 156 });
	g_assert_true(read.defined);
	CLOSE(read.lift.value, 0.015);
	CLOSE(read.lift.low, 0.001814);
	CLOSE(read.lift.high, 0.028274);
	CLOSE(read.z, 2.232067);
	CLOSE(read.p, 0.025611);
	CLOSE(read.chance_better, 0.987147);
	g_assert_true(read.loss_of_b > 0 && read.loss_of_b < 1e-4);
}

static void
test_read_tiny(void)
{
	struct trial tiny = experiment_read((struct trial_arm){ 20, 3 }, (struct trial_arm){ 20, 8 });
	CLOSE(tiny.lift.value, 0.25);
	CLOSE(tiny.lift.low, -0.027682); /* no clear difference, although 2.7 times as many */
	CLOSE(tiny.lift.high, 0.484690);
	CLOSE(tiny.chance_better, 0.957253);
}

static void
test_read_is_symmetric(void)
{
	struct trial_arm a = { 300, 20 }, b = { 280, 31 };
	struct trial ab = experiment_read(a, b), ba = experiment_read(b, a);
	CLOSE(ab.chance_better + ba.chance_better, 1);
	/* E[max(A − B, 0)] − E[max(B − A, 0)] = E[A] − E[B] */
	CLOSE(ab.loss_of_b - ba.loss_of_b, 21.0 / 302 - 32.0 / 282);
	struct trial even = experiment_read((struct trial_arm){ 10, 0 }, (struct trial_arm){ 10, 0 });
	CLOSE(even.chance_better, 0.5);
	g_assert_true(even.z == 0 && even.p == 1);
}

static void
test_read_refuses(void)
{
	g_assert_false(experiment_read((struct trial_arm){ 0, 0 }, (struct trial_arm){ 10, 1 }).defined);
	g_assert_false(experiment_read((struct trial_arm){ 10, 11 }, (struct trial_arm){ 10, 1 }).defined);
}

static void
test_split(void)
{
	struct split_check warning = experiment_split((const double[]){ 2400, 2600 }, NULL, 2);
	NEAR(warning.statistic, 8);
	CLOSE(warning.p, 0.004678);
	g_assert_cmpint(warning.verdict, ==, SPLIT_WARNING);
	struct split_check lost = experiment_split((const double[]){ 2350, 2650 }, (const double[]){ 50, 50 }, 2);
	NEAR(lost.statistic, 18);
	g_assert_cmpint(lost.verdict, ==, SPLIT_VOID);
	struct split_check planned = experiment_split((const double[]){ 900, 2100, 3010 }, (const double[]){ 15, 35, 50 }, 3);
	g_assert_cmpint(planned.verdict, ==, SPLIT_SOUND);
	g_assert_false(experiment_split((const double[]){ 0, 0 }, NULL, 2).defined);
	g_assert_false(experiment_split((const double[]){ 5, 5 }, (const double[]){ 1, 0 }, 2).defined);
	g_assert_false(experiment_split((const double[]){ 5 }, NULL, 1).defined);
}

/* Four posts against four, all of B above all of A: 2 of C(8,4) = 70 assignments are as extreme. */
static void
test_permute(void)
{
	const double value[] = { 1, 2, 3, 4, 11, 12, 13, 14 };
	const gboolean is_b[] = { FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE };
	const guint one[8] = { 0 }, by_arm[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
	struct random random = random_seeded("permute", "test", "2026-10");
	struct permutation it = experiment_permute(value, is_b, one, 8, &random);
	g_assert_true(it.defined);
	NEAR(it.difference, 10);
	g_assert_cmpfloat_with_epsilon(it.p, 2.0 / 70, 0.008);
	NEAR(experiment_permute(value, is_b, by_arm, 8, &random).p, 1); /* the weekday explains it all */
	g_assert_false(experiment_permute(value, is_b, one, 4, &random).defined);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/experiment/read", test_read);
	g_test_add_func("/experiment/read-tiny", test_read_tiny);
	g_test_add_func("/experiment/read-is-symmetric", test_read_is_symmetric);
	g_test_add_func("/experiment/read-refuses", test_read_refuses);
	g_test_add_func("/experiment/split", test_split);
	g_test_add_func("/experiment/permute", test_permute);
	return g_test_run();
}
