/* Kappas against published examples. */
#include "metrics/statistics/agreement.h"

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon((a), (b), 1e-4)

/* Fifty proposals, two readers: 20 yes–yes, 5 yes–no, 10 no–yes, 15 no–no: 0.7 observed, 0.5 by chance. */
static void
test_cohen(void)
{
	static const struct { guint first, second, times; } cells[] = { { 1, 1, 20 }, { 1, 0, 5 }, { 0, 1, 10 }, { 0, 0, 15 } };
	guint first[50], second[50], n = 0;

	for (guint c = 0; c < G_N_ELEMENTS(cells); c++)
		for (guint i = 0; i < cells[c].times; i++, n++) {
			first[n] = cells[c].first;
			second[n] = cells[c].second;
		}
	assert_near(agreement_cohen(first, second, NULL, n, 2).value, 0.4);
	static const guint one[] = { 1, 1, 0, 0 }, other[] = { 1, 0, 1, 0 }, times[] = { 20, 5, 10, 15 };
	assert_near(agreement_cohen(one, other, times, 4, 2).value, 0.4); /* the same, each cell once and often */
}

/* Fourteen raters, ten items, five categories: the example of Fleiss 1971 as it is worked out everywhere, κ = 0.210. */
static void
test_fleiss(void)
{
	static const guint counts[] = {
		0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1,
		7, 7, 0, 0, 0,  3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7,
	};

	g_assert_cmpfloat_with_epsilon(agreement_fleiss(counts, NULL, 10, 5).value, 0.210, 5e-4);
}

static void
test_edges(void)
{
	static const guint same[] = { 0, 1, 2 }, one[] = { 1, 1, 1 }, lone[] = { 1, 0, 0, 1 };

	assert_near(agreement_cohen(same, same, NULL, 3, 3).value, 1);
	g_assert_false(agreement_cohen(one, one, NULL, 3, 3).defined); /* chance alone would agree */
	g_assert_false(agreement_cohen(same, same, NULL, 0, 3).defined);
	g_assert_false(agreement_fleiss(lone, NULL, 2, 2).defined); /* one rater an item says nothing */
	static const guint mixed[] = { 2, 0, 0, 3, 1, 0 };
	assert_near(agreement_fleiss(mixed, NULL, 3, 2).value, 1); /* the lone rating is passed over */
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/agreement/cohen", test_cohen);
	g_test_add_func("/agreement/fleiss", test_fleiss);
	g_test_add_func("/agreement/edges", test_edges);
	return g_test_run();
}
