/* Survival: METRICS §7.1 with the wrong answers it must not give, re-censoring, competing ends, log-rank. */
#include <math.h>

#include "metrics/statistics/survival.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)

/* §7.1: hours to the first reply; five answered, three still waiting. */
static const struct duration REPLIES[] = { { 30, 1 }, { 4, CENSORED }, { 2, 1 }, { 72, CENSORED },
	                                   { 1, 1 },  { 20, CENSORED }, { 5, 1 }, { 2, 1 } };

static void
test_steps(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	const struct survival_step expected[] = { { 1, 8, 1, 0.875, 0.017857 }, { 2, 7, 2, 0.625, 0.075 },
		                                  { 5, 4, 1, 0.46875, 0.158333 }, { 30, 2, 1, 0.234375, 0.658333 } };
	g_assert_cmpuint(curve->n_steps, ==, 4);
	g_assert_cmpuint(curve->n_events, ==, 5);
	for (guint i = 0; i < 4; i++) {
		g_assert_cmpuint(curve->steps[i].at_risk, ==, expected[i].at_risk);
		g_assert_cmpuint(curve->steps[i].events, ==, expected[i].events);
		NEAR(curve->steps[i].time, expected[i].time);
		NEAR(curve->steps[i].survival, expected[i].survival);
		NEAR(curve->steps[i].greenwood, expected[i].greenwood);
	}
}

static void
test_median(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	struct survival_median median = survival_median(curve);
	g_assert_true(median.reached && median.bounded);
	NEAR(median.median, 5); /* not 2 (answered only), not 8 (their mean) */
	NEAR(median.low, 1);
	g_assert_false(median.high_reached);
}

static void
test_share(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	struct interval day = survival_share_by(curve, 24), alive = survival_at(curve, 24);
	g_assert_true(day.bounded);
	NEAR(day.value, 0.53125); /* not 0.625 (answered ever), not 0.5 (young ones as failures) */
	NEAR(day.low, 0.2371);
	NEAR(day.high, 0.8801);
	NEAR(alive.low, 0.11993);
	NEAR(alive.high, 0.76286);
}

static void
test_share_at_the_ends(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	struct interval early = survival_share_by(curve, 0.5);
	g_assert_true(early.defined && !early.bounded && early.value == 0);
	g_assert_true(survival_share_by(curve, 72).defined);
	g_assert_false(survival_share_by(curve, 73).defined);
	g_assert_false(survival_share_by(curve, -1).defined);
	const struct duration all[] = { { 1, 1 }, { 2, 1 } };
	AUTO(survival) ended = survival_new(all, 2);
	struct interval later = survival_share_by(ended, 100);
	g_assert_true(later.defined && !later.bounded && later.value == 1);
}

static void
test_at_risk(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	g_assert_cmpuint(survival_at_risk(curve, 0), ==, 8);
	g_assert_cmpuint(survival_at_risk(curve, 4), ==, 5);
	g_assert_cmpuint(survival_at_risk(curve, 24), ==, 2);
	g_assert_cmpuint(survival_at_risk(curve, 100), ==, 0);
}

static void
test_restricted_mean(void)
{
	AUTO(survival) curve = survival_new(REPLIES, 8);
	NEAR(survival_restricted_mean(curve, 48).value, 19.6875);
	g_assert_false(survival_restricted_mean(curve, 100).defined);
}

static void
test_ties(void)
{
	const struct duration at_once[] = { { 3, CENSORED }, { 3, 1 } }; /* events before censorings */
	AUTO(survival) curve = survival_new(at_once, 2);
	g_assert_cmpuint(curve->steps[0].at_risk, ==, 2);
	NEAR(curve->steps[0].survival, 0.5);
	g_assert_true(survival_median(curve).reached);
}

static void
test_nobody(void)
{
	AUTO(survival) empty = survival_new(NULL, 0);
	g_assert_false(survival_at(empty, 1).defined);
	g_assert_false(survival_median(empty).reached);
	g_assert_cmpuint(survival_at_risk(empty, 0), ==, 0);
	const struct duration waiting[] = { { 5, CENSORED }, { 9, CENSORED } };
	AUTO(survival) unanswered = survival_new(waiting, 2);
	struct survival_median median = survival_median(unanswered);
	g_assert_false(median.reached || median.bounded);
	g_assert_true(survival_at(unanswered, 9).value == 1);
}

/* The upper bound is the last event time inside, when a later one lies outside. */
static void
test_median_bounded_above(void)
{
	struct duration many[100];
	for (guint i = 0; i < 100; i++)
		many[i] = (struct duration){ i + 1, 1 };
	AUTO(survival) curve = survival_new(many, 100);
	struct survival_median median = survival_median(curve);
	g_assert_true(median.reached && median.bounded && median.high_reached);
	NEAR(median.median, 50);
	g_assert_true(median.low >= 38 && median.low <= 43 && median.high >= 57 && median.high <= 62);
}

/* Opened 24 h before the end of last month, answered after 200 h; this month is watched 72 h past its end. */
static void
test_recensor(void)
{
	struct duration cut = duration_recensor((struct duration){ 200, 1 }, 24 + 72);
	NEAR(cut.time, 96);
	g_assert_cmpuint(cut.cause, ==, CENSORED);
	struct duration whole = duration_recensor((struct duration){ 96, 1 }, 96);
	g_assert_cmpuint(whole.cause, ==, 1);
}

/* Klein & Moeschberger's point: 1 − KM of one cause overstates it where another competes. By hand: S = 4/5, 3/5, 3/10. */
static void
test_incidence(void)
{
	const struct duration ends[] = { { 1, 1 }, { 2, 2 }, { 3, CENSORED }, { 4, 1 }, { 5, CENSORED } };
	NEAR(incidence_by(ends, 5, 1, 4).value, 0.2 + 0.6 / 2);
	NEAR(incidence_by(ends, 5, 2, 4).value, 0.2);
	AUTO(survival) all_causes = survival_new(ends, 5);
	NEAR(incidence_by(ends, 5, 1, 4).value + incidence_by(ends, 5, 2, 4).value, survival_share_by(all_causes, 4).value);
	NEAR(incidence_by(ends, 5, 2, 0.5).value, 0);
	g_assert_true(incidence_by(ends, 5, 1, 5).defined);
	g_assert_false(incidence_by(ends, 5, 1, 5.5).defined);
	g_assert_false(incidence_by(NULL, 0, 1, 1).defined);
	double median = 0;
	g_assert_true(incidence_median(ends, 5, 1, &median));
	NEAR(median, 4);
	g_assert_false(incidence_median(ends, 5, 2, &median));
	g_assert_false(incidence_median(NULL, 0, 1, &median));
}

static void
test_log_rank(void)
{
	const struct duration slow[] = { { 3, 1 }, { 5, 1 }, { 5, 1 }, { 7, 0 }, { 8, 1 }, { 11, 1 }, { 12, 1 }, { 12, 0 }, { 15, 1 },
		{ 18, 1 }, { 20, 1 }, { 26, 1 }, { 30, 0 }, { 33, 1 } };
	const struct duration quick[] = { { 1, 1 }, { 2, 1 }, { 2, 1 }, { 3, 1 }, { 4, 0 }, { 5, 1 }, { 6, 1 }, { 6, 1 }, { 8, 1 },
		{ 9, 1 }, { 12, 1 }, { 14, 0 }, { 16, 1 } };
	struct log_rank it = survival_compare(slow, 14, quick, 13);
	g_assert_true(it.defined);
	NEAR(it.observed, 11);
	NEAR(it.expected, 15.762136); /* summed apart, in Python */
	NEAR(it.statistic, 6.116847);
	NEAR(it.p, 0.013390);
	g_assert_false(survival_compare(slow, 14, quick, 10).defined); /* nine events in one group */
}

static void
test_log_rank_of_equals(void)
{
	struct duration same[20];
	for (guint i = 0; i < 20; i++)
		same[i] = (struct duration){ i, 1 };
	struct log_rank equal = survival_compare(same, 20, same, 20);
	g_assert_true(equal.defined);
	NEAR(equal.statistic, 0);
	NEAR(equal.p, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/survival/steps", test_steps);
	g_test_add_func("/survival/median", test_median);
	g_test_add_func("/survival/median-bounded-above", test_median_bounded_above);
	g_test_add_func("/survival/share", test_share);
	g_test_add_func("/survival/share-at-the-ends", test_share_at_the_ends);
	g_test_add_func("/survival/at-risk", test_at_risk);
	g_test_add_func("/survival/restricted-mean", test_restricted_mean);
	g_test_add_func("/survival/ties", test_ties);
	g_test_add_func("/survival/nobody", test_nobody);
	g_test_add_func("/survival/recensor", test_recensor);
	g_test_add_func("/survival/incidence", test_incidence);
	g_test_add_func("/survival/log-rank", test_log_rank);
	g_test_add_func("/survival/log-rank-of-equals", test_log_rank_of_equals);
	return g_test_run();
}
