/* Trending terms: METRICS §7.9. */
#include <math.h>

#include "metrics/statistics/multiple.h"
#include "metrics/statistics/terms.h"

#define CLOSE(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static void
test_refund(void)
{
	struct term_score refund = term_log_odds(12, 400, 5, 600, 1, 500);
	g_assert_true(refund.defined && refund.delta.bounded);
	CLOSE(refund.delta.value, 0.982941);
	CLOSE(refund.error * refund.error, 0.243590);
	CLOSE(refund.z, 1.991581);
	CLOSE(refund.p, 0.046417);
	CLOSE(refund.delta.low, 0.982941 - 1.959964 * sqrt(0.243590));
}

/* 3.6 times as often looks dramatic; among three terms it does not stand. */
static void
test_refund_among_others(void)
{
	const double p[] = { term_log_odds(12, 400, 5, 600, 1, 500).p, 0.6, 0.3 };
	gboolean kept[3];
	g_assert_cmpuint(benjamini_hochberg(p, 3, 0.10, kept), ==, 0);
	g_assert_cmpuint(benjamini_hochberg(p, 1, 0.10, kept), ==, 1);
}

static void
test_directions(void)
{
	struct term_score less = term_log_odds(5, 600, 12, 400, 1, 500), same = term_log_odds(10, 500, 10, 500, 2, 100);
	CLOSE(less.delta.value, -0.982941);
	CLOSE(same.delta.value, 0);
	CLOSE(same.p, 1);
}

static void
test_prior(void)
{
	struct term_prior large = term_prior_of(100000), small = term_prior_of(2000);
	CLOSE(large.strength, 500);
	CLOSE(small.strength, 100);
	CLOSE(term_alpha(large, 200), 1);
	CLOSE(term_alpha(small, 0), 0.025); /* never seen before: half an author */
	CLOSE(term_alpha(term_prior_of(0), 3), 0);
}

static void
test_new_word(void)
{
	struct term_prior prior = term_prior_of(2000);
	struct term_score word = term_log_odds(9, 300, 0, 280, term_alpha(prior, 0), prior.strength);
	g_assert_true(word.defined && word.delta.value > 0 && isfinite(word.z));
}

static void
test_refuses(void)
{
	g_assert_false(term_log_odds(12, 400, 5, 600, 0, 0).defined);
	g_assert_false(term_log_odds(401, 400, 5, 600, 1, 500).defined);
	g_assert_false(term_log_odds(-1, 400, 5, 600, 1, 500).defined);
	g_assert_false(term_log_odds(1, 400, 5, 600, 500, 500).defined);
}

/* Ten new users and none before, as many authors in both months: 2 · ½¹⁰. */
static void
test_exact(void)
{
	g_assert_cmpfloat_with_epsilon(term_exact_p(10, 100, 0, 100), 0.001953125, 1e-9);
	g_assert_cmpfloat_with_epsilon(term_exact_p(0, 100, 10, 100), 0.001953125, 1e-9);
	g_assert_cmpfloat(term_exact_p(5, 100, 5, 100), ==, 1);
	g_assert_cmpfloat(term_exact_p(0, 100, 0, 100), ==, 1);
	g_assert_cmpfloat(term_exact_p(3, 100, 0, 0), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/terms/refund", test_refund);
	g_test_add_func("/terms/refund-among-others", test_refund_among_others);
	g_test_add_func("/terms/directions", test_directions);
	g_test_add_func("/terms/prior", test_prior);
	g_test_add_func("/terms/new-word", test_new_word);
	g_test_add_func("/terms/refuses", test_refuses);
	g_test_add_func("/terms/exact", test_exact);
	return g_test_run();
}
