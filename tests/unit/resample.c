/* Resampling, concentration, diversity, shrinkage, pulse and season: METRICS §7.8, 7.13, 7.17 and what theory says. */
#include <math.h>

#include "metrics/statistics/diversity.h"
#include "metrics/statistics/pulse.h"
#include "metrics/statistics/resample.h"
#include "metrics/statistics/season.h"
#include "metrics/statistics/shrink.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)

static void
test_ratio_is_repeatable(void)
{
	double y[30], x[30];
	for (guint i = 0; i < 30; i++) {
		y[i] = i * 7 % 11 + i / 100.0;
		x[i] = 5 + i % 4;
	}
	struct random first = random_seeded("c_m2m", "all", "2026-10"), second = first, third = random_seeded("c_m2m", "all", "2026-11");
	struct interval one = bootstrap_ratio(y, x, 30, &first), same = bootstrap_ratio(y, x, 30, &second);
	struct interval other = bootstrap_ratio(y, x, 30, &third);
	g_assert_true(one.bounded && one.low < one.value && one.value < one.high);
	g_assert_true(one.low == same.low && one.high == same.high);
	g_assert_true(one.low != other.low && one.value == other.value);
}

/* Against the linearised interval of the same clusters: they must agree within sampling. */
static void
assert_agrees(const double *y, const double *x, guint n)
{
	struct random random = random_seeded("agree", "test", "2026-10");
	double error;
	struct interval theory = ratio_clustered(y, x, n, &error), drawn = bootstrap_ratio(y, x, n, &random);
	g_assert_true(drawn.bounded);
	g_assert_cmpfloat_with_epsilon(drawn.low, theory.low, 0.3 * error);
	g_assert_cmpfloat_with_epsilon(drawn.high, theory.high, 0.3 * error);
}

static void
test_ratio_agrees(void)
{
	guint n = 4000;
	g_autofree double *few_kinds_y = g_new(double, n), *few_kinds_x = g_new(double, n), *y = g_new(double, n), *x = g_new(double, n);
	struct random random = random_seeded("draws", "test", "2026-10");
	for (guint i = 0; i < n; i++) {
		few_kinds_x[i] = 1 + random_below(&random, 4);
		few_kinds_y[i] = random_below(&random, (guint)few_kinds_x[i] + 1);
		x[i] = 1 + random_unit(&random);
		y[i] = x[i] * random_unit(&random);
	}
	assert_agrees(few_kinds_y, few_kinds_x, n); /* by kinds */
	assert_agrees(y, x, n);                     /* one by one */
}

/* Of equal values a total is a count times the value; of others it is wider by how much they differ: √Σv². */
static void
test_total(void)
{
	double equal[40], mixed[40];
	for (guint i = 0; i < 40; i++) {
		equal[i] = 12.5;
		mixed[i] = i % 2 ? 25 : 0;
	}
	struct random random = random_seeded("total", "all", "2026-10");
	struct interval total = bootstrap_total(equal, 40, &random), wider = bootstrap_total(mixed, 40, &random), count = count_byar(40);
	NEAR(total.value, 500);
	g_assert_cmpfloat_with_epsilon(total.low, 12.5 * count.low, 25);
	g_assert_cmpfloat_with_epsilon(total.high, 12.5 * count.high, 25);
	NEAR(wider.value, 500);
	g_assert_cmpfloat(wider.high - wider.low, >, 1.2 * (total.high - total.low));
	g_assert_false(bootstrap_total(equal, 9, &random).bounded);
	NEAR(bootstrap_total(equal, 0, &random).value, 0);
}

static void
test_ratio_of_few(void)
{
	const double y[9] = { 1, 2 }, x[9] = { 2, 3, 1, 1, 1, 1, 1, 1, 1 }, nothing[12] = { 0 };
	struct random random = random_seeded("few", "test", "2026-10");
	struct interval nine = bootstrap_ratio(y, x, 9, &random);
	g_assert_true(nine.defined && !nine.bounded);
	NEAR(nine.value, 0.25);
	g_assert_false(bootstrap_ratio(nothing, nothing, 12, &random).defined);
	g_assert_false(bootstrap_ratio(NULL, NULL, 0, &random).defined);
}

static gboolean
share_of_first(const guint *times, guint clusters, gpointer user, double *value)
{
	guint all = 0;
	*(guint *)user += 1;
	for (guint i = 0; i < clusters; i++)
		all += times[i];
	g_assert_cmpuint(all, ==, clusters); /* as many as there are */
	*value = (double)times[0];
	return times[0] > 0;
}

static void
test_bootstrap(void)
{
	guint calls = 0;
	struct random random = random_seeded("share", "test", "2026-10");
	struct interval it = bootstrap(20, 0, share_of_first, &calls, &random);
	g_assert_cmpuint(calls, ==, 1 + RESAMPLE_DRAWS);
	g_assert_true(it.defined && !it.bounded && it.value == 1); /* undefined in (19/20)^20 = 36 % of the draws */
	g_assert_false(bootstrap(0, 0, share_of_first, &calls, &random).defined);
	g_assert_cmpuint(resample_draws(100), ==, 2000);
	g_assert_cmpuint(resample_draws(200000), ==, 500);
	g_assert_cmpuint(resample_draws(50000000), ==, 200);
}

static void
test_gini(void)
{
	const double members[] = { 12, 1, 4, 1, 2 }, with_lurkers[] = { 12, 1, 4, 1, 2, 0, 0, 0, 0, 0 }, none[] = { 0, 0 };
	NEAR(gini(members, 5).value, 0.5);
	NEAR(gini_corrected(gini(members, 5), 5).value, 0.625);
	NEAR(gini(with_lurkers, 10).value, 0.75);
	g_assert_cmpuint(absence_factor(members, 5, 0.5), ==, 1);
	g_assert_cmpuint(absence_factor(members, 5, 0.8), ==, 2);
	g_assert_false(gini(none, 2).defined || gini(members, 0).defined);
	g_assert_false(gini((const double[]){ -1, 2 }, 2).defined);
	g_assert_false(gini_corrected(gini(members, 1), 1).defined);
	g_assert_cmpuint(absence_factor(none, 2, 0.5), ==, 0);
	g_assert_cmpuint(absence_factor(NULL, 0, 0.5), ==, 0);
}

static void
test_gini_resampled(void)
{
	double values[40];
	for (guint i = 0; i < 40; i++)
		values[i] = 1 + (i % 8) * (i % 8);
	struct random random = random_seeded("gini", "test", "2026-10");
	struct interval it = gini_resampled(values, 40, &random);
	g_assert_true(it.bounded && it.value == gini(values, 40).value);
	g_assert_true(it.low > 0.3 && it.low < it.value && it.value < it.high && it.high < 0.65);
	g_assert_false(gini_resampled(values, 9, &random).bounded);
}

static void
test_diversity(void)
{
	const double people[] = { 12, 6, 5, 2, 0 }, singles[] = { 1, 1, 1 };
	NEAR(hill_diversity(people, 5).value, 2.990431);
	NEAR(hill_corrected(people, 5).value, 3.260870);
	NEAR(hill_shannon(people, 5).value, 3.382987);
	g_assert_false(hill_corrected(singles, 3).defined);
	g_assert_false(hill_diversity(people, 0).defined || hill_shannon(people + 4, 1).defined);
}

static void
test_burstiness(void)
{
	const double gaps[] = { 1, 1, 1, 9 }, clock[] = { 5, 5, 5 }, zero[] = { 0, 0 };
	NEAR(burstiness(gaps, 4).value, 0.071797);
	NEAR(burstiness(clock, 3).value, -1);
	g_assert_false(burstiness(zero, 2).defined || burstiness(gaps, 0).defined);
}

static void
test_shrink(void)
{
	const double y[] = { 30, 33, 27, 31, 29, 3 }, x[] = { 1000, 1000, 1000, 1000, 1000, 20 };
	struct shrinkage alike = shrinkage_of(y, x, 6);
	NEAR(alike.rate, 153.0 / 5020);
	struct interval loud = shrink(alike, 3, 20), solid = shrink(alike, 33, 1000);
	g_assert_true(loud.value < 0.05); /* 15 % raw, from twenty */
	g_assert_true(loud.low < loud.value && loud.value < loud.high && solid.bounded);
	const double apart[] = { 10, 100, 200, 300, 400 }, thousand[] = { 1000, 1000, 1000, 1000, 1000 };
	struct shrinkage different = shrinkage_of(apart, thousand, 5);
	g_assert_true(different.weight < 20); /* real differences: hardly any pull */
	NEAR(shrink(different, 400, 1000).value, (400 + different.weight * 0.202) / (1000 + different.weight));
}

/* Quantiles of a gamma distribution for every shape, where GSL's inverse gives up and ends the program: half of χ² with 1 and 20 degrees of
 * freedom from any table; 0.0085 is the shape of one question in an hour that hardly ever sees one. */
static void
test_shrink_of_any_shape(void)
{
	const struct shrinkage half = { TRUE, 0.5, 1 }, ten = { TRUE, 10, 1 }, tiny = { TRUE, 0.0085, 1 }, large = { TRUE, 2325.54, 1 };
	g_assert_cmpfloat_with_epsilon(shrink(half, 0, 0).low, 0.000982069 / 2, 1e-8);
	NEAR(shrink(half, 0, 0).high, 5.02389 / 2);
	NEAR(shrink(ten, 0, 0).low, 9.59078 / 2);
	NEAR(shrink(ten, 0, 0).high, 34.16961 / 2);
	g_assert_cmpfloat(shrink(tiny, 0, 0).low, <, 1e-100);
	g_assert_cmpfloat(shrink(tiny, 0, 0).high, <, 0.1);
	g_assert_cmpfloat_with_epsilon(shrink(large, 0, 0).low, 2325.54 - 1.96 * sqrt(2325.54), 2);
	for (double shape = 1e-7; shape < 1e8; shape *= 1.1) {
		struct interval range = shrink((struct shrinkage){ TRUE, shape, 1 }, 0, 0);
		g_assert_true(range.low >= 0 && range.low <= range.high && isfinite(range.high));
	}
}

/* κ by hand: r₀ = 0.202, s² = mean of squared distances = 0.019216, κ = 0.202 / (0.019216 − 0.202/1000). */
static void
test_shrink_by_hand(void)
{
	const double y[] = { 10, 100, 200, 300, 400 }, x[] = { 1000, 1000, 1000, 1000, 1000 };
	NEAR(shrinkage_of(y, x, 5).weight, 0.202 / (0.019216 - 0.000202));
	const double few_x[] = { 100, 10, 1000 };
	NEAR(shrinkage_of(y, few_x, 3).weight, 100); /* under five groups the median */
	g_assert_false(shrinkage_of(y, few_x, 0).defined);
	g_assert_false(shrink((struct shrinkage){ 0 }, 1, 1).defined);
	struct interval unseen = shrink(shrinkage_of(y, x, 5), 0, 0);
	NEAR(unseen.value, 0.202);
	g_assert_true(unseen.high - unseen.low > 0.2);
}

static void
test_pulse(void)
{
	const double even[] = { 1000, 10, 10, 10, 10, 10, 10, 10, 10 }, bursty[] = { 2, 18, 2, 18, 2, 18, 2, 18 };
	struct interval band = pulse_band(even, 9); /* the ninth week back does not count */
	NEAR(band.value, 10);
	NEAR(band.low, 10 - Z95 * sqrt(11.25));
	NEAR(band.high, 10 + Z95 * sqrt(11.25));
	g_assert_true(pulse_unusual(band, 17) && pulse_unusual(band, 3) && !pulse_unusual(band, 4));
	NEAR(pulse_residual(band, 17).value, 7 / sqrt(11.25));
	struct interval wide = pulse_band(bursty, 8);
	g_assert_true(wide.low == 0 && !pulse_unusual(wide, 25)); /* φ = 7.3: a burst is no news here */
	g_assert_false(pulse_band(even, 7).defined || pulse_unusual(pulse_band(even, 7), 1e9));
	const double silent[8] = { 0 };
	g_assert_false(pulse_residual(pulse_band(silent, 8), 1).defined);
}

static void
make_series(double *series, guint n, guint period)
{
	for (guint i = 0; i < n; i++)
		series[i] = 100 + 2.0 * i + 10 * sin(2 * G_PI * (i % period) / period);
}

static void
test_season(void)
{
	double series[48];
	make_series(series, 48, 12);
	AUTO(season) season = season_new(series, 48, SEASON_YEAR);
	for (guint i = 0; i < 48; i++) {
		NEAR(season->seasonal[i] + season->trend[i] + season->remainder[i], series[i]);
		g_assert_cmpfloat_with_epsilon(season->trend[i], 100 + 2.0 * i, 0.5);
		g_assert_cmpfloat_with_epsilon(season->seasonal[i], 10 * sin(2 * G_PI * i / 12), 0.5);
	}
	g_assert_true(season->seasonal[3] == season->seasonal[15]);
}

static void
test_season_is_robust(void)
{
	double series[56];
	make_series(series, 56, 7);
	series[30] += 500;
	AUTO(season) season = season_new(series, 56, SEASON_WEEK);
	g_assert_true(season->weight[30] == 0);
	g_assert_cmpfloat_with_epsilon(season->remainder[30], 500, 2);
	g_assert_cmpfloat_with_epsilon(season->trend[30], 160, 2);
}

static void
test_season_change(void)
{
	double series[36];
	struct random random = random_seeded("season", "test", "2026-10");
	make_series(series, 36, 12);
	for (guint i = 0; i < 36; i++)
		series[i] += 4 * random_unit(&random) - 2;
	AUTO(season) season = season_new(series, 36, 12);
	struct interval change = season_change(season, 23, 35, &random);
	g_assert_true(change.bounded && change.low < change.high);
	g_assert_cmpfloat_with_epsilon(change.value, 24, 3);
	g_assert_true(change.low > 15 && change.high < 33);
}

static void
test_season_refuses(void)
{
	double series[28];
	make_series(series, 28, 7);
	g_assert_null(season_new(series, 23, 12));
	g_assert_null(season_new(series, 27, 7));
	g_assert_null(season_new(series, 28, 1));
	series[4] = NAN;
	g_assert_null(season_new(series, 28, 7));
}

/* Twenty groups of five clusters, each group with its number as value. */
static gboolean
mean_drawn(const guint *times, guint clusters, gpointer user, double *value)
{
	double sum = 0, n = 0;

	(void)user;
	for (guint i = 0; i < clusters; i++) {
		sum += times[i] * (double)(i % 20);
		n += times[i];
	}
	*value = n > 0 ? sum / n : 0;
	return n > 0;
}

static void
test_jackknife(void)
{
	struct interval mean = jackknife(100, mean_drawn, NULL, 0, 19);

	/* leaving a group out moves the mean by (9.5 − g)/19: error = √(19/20 · Σ(9.5 − g)²/19²) = √(0.95 · 665/361) = 1.32288 */
	g_assert_cmpfloat_with_epsilon(mean.value, 9.5, 1e-9);
	g_assert_cmpfloat_with_epsilon(mean.high - mean.value, 2.093 * 1.32288, 1e-3);
	g_assert_cmpfloat_with_epsilon(mean.value - mean.low, 2.093 * 1.32288, 1e-3);
	g_assert_cmpfloat(jackknife(100, mean_drawn, NULL, 9, 10).high, ==, 10);
	g_assert_false(jackknife(19, mean_drawn, NULL, 0, 19).bounded);
	g_assert_false(jackknife(0, mean_drawn, NULL, 0, 19).defined);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/resample/total", test_total);
	g_test_add_func("/resample/ratio-is-repeatable", test_ratio_is_repeatable);
	g_test_add_func("/resample/ratio-agrees", test_ratio_agrees);
	g_test_add_func("/resample/ratio-of-few", test_ratio_of_few);
	g_test_add_func("/resample/bootstrap", test_bootstrap);
	g_test_add_func("/diversity/gini", test_gini);
	g_test_add_func("/diversity/gini-resampled", test_gini_resampled);
	g_test_add_func("/diversity/hill", test_diversity);
	g_test_add_func("/diversity/burstiness", test_burstiness);
	g_test_add_func("/shrink/pull", test_shrink);
	g_test_add_func("/shrink/by-hand", test_shrink_by_hand);
	g_test_add_func("/shrink/of-any-shape", test_shrink_of_any_shape);
	g_test_add_func("/pulse/band", test_pulse);
	g_test_add_func("/season/recovers", test_season);
	g_test_add_func("/season/is-robust", test_season_is_robust);
	g_test_add_func("/season/change", test_season_change);
	g_test_add_func("/season/refuses", test_season_refuses);
	g_test_add_func("/resample/jackknife", test_jackknife);
	return g_test_run();
}
