/* PCG32 against the reference's own demonstration values, and fair draws. */
#include "base/random.h"

static void test_reference(void)
{
	/* pcg32-demo of the reference: srandom(42, 54). */
	static const guint32 expected[] = { 0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e };
	struct random random = { .state = 0, .increment = (54 << 1) | 1 };
	random_next(&random);
	random.state += 42;
	random_next(&random);
	for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
		g_assert_cmphex(random_next(&random), ==, expected[i]);
}

static void test_hash(void)
{
	g_assert_cmphex(hash_fnv1a(""), ==, 0xcbf29ce484222325ULL);
	g_assert_cmphex(hash_fnv1a("a"), ==, 0xaf63dc4c8601ec8cULL);
	g_assert_cmphex(hash_fnv1a("foobar"), ==, 0x85944171f73967e8ULL);
}

static void test_seeds(void)
{
	struct random one = random_seeded("c_reciprocity", "all", "2026-10"), same = random_seeded("c_reciprocity", "all", "2026-10");
	struct random other = random_seeded("c_reciprocity", "all", "2026-11");
	guint equal = 0;
	for (int i = 0; i < 100; i++) {
		guint32 draw = random_next(&one);
		g_assert_cmpuint(draw, ==, random_next(&same));
		equal += draw == random_next(&other);
	}
	g_assert_cmpuint(equal, <, 3);
}

static void test_bounds(void)
{
	struct random random = random_seeded("test", "bounds", "1");
	guint counts[6] = { 0 };
	for (int i = 0; i < 60000; i++)
		counts[random_below(&random, 6)]++;
	for (int i = 0; i < 6; i++) { /* 10,000 ± 5 standard deviations */
		g_assert_cmpuint(counts[i], >, 9540);
		g_assert_cmpuint(counts[i], <, 10460);
	}
	g_assert_cmpuint(random_below(&random, 1), ==, 0);
	for (int i = 0; i < 1000; i++) {
		double unit = random_unit(&random);
		g_assert_true(unit >= 0 && unit < 1);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/random/reference", test_reference);
	g_test_add_func("/random/hash", test_hash);
	g_test_add_func("/random/seeds", test_seeds);
	g_test_add_func("/random/bounds", test_bounds);
	return g_test_run();
}
