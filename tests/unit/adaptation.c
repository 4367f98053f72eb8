/* Adapted or copied: what counts as the same text, which posts are one content, and a comparison that is no test. */
#include "said.h"

#include <math.h>
#include <string.h>

#include "metrics/vocabulary/likeness.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

/* ---- likeness ---- */

static void
test_similarity(void)
{
	AUTO(wording) one = wording_new("Salt eats bearings. We take them out, clean them."), *same = wording_new("SALT eats bearings: we take them out\n\nclean them! #bikes https://larkfield.example/x");
	AUTO(wording) half = wording_new("Salt eats bearings. Book now."), *none = wording_new("#bikes @larkfield https://larkfield.example");

	NEAR(wording_similarity(one, same), 1);
	NEAR(wording_similarity(one, half), 2.0 * 3 / (9 + 5));
	NEAR(wording_similarity(one, none), 0);
	g_assert_cmpuint(none->length, ==, 0);
}

static void
test_shared_runs(void)
{
	AUTO(wording) whole = wording_new("a b c d e f g h i j"), *part = wording_new("c d e f g h"), *other = wording_new("c d e f x g h"), *little = wording_new("a b c d");

	NEAR(wording_shared(whole, part), 1);    /* both runs of the shorter */
	NEAR(wording_shared(part, whole), 1);
	NEAR(wording_shared(whole, other), 0);   /* one word divides all three */
	NEAR(wording_shared(whole, little), 0);  /* no run at all */
}

static void
test_links(void)
{
	AUTO(wording) one = wording_new("see https://www.Larkfield.example/booking/?utm_source=x."), *same = wording_new("(http://larkfield.example/booking)");
	AUTO(wording) two = wording_new("https://larkfield.example/rides");

	g_assert_true(wording_same_link(one, same));
	g_assert_cmpstr(g_ptr_array_index(one->links, 0), ==, "larkfield.example/booking");
	g_assert_false(wording_same_link(one, two));
}

/* ---- groups ---- */

static void
says(struct said *said, const char *platform, const char *id, const char *day, const char *content, const char *text)
{
	said_post(said, platform, id, at(day));
	struct post *post = RECORD_AT(said->records, post, RECORD_COUNT_OF(said->records, post) - 1);
	post->content_id = content ? word(said, content) : 0;
	post->text = texts_add(said->records->texts, text, -1);
}

#define LONG "We take the bearings out, clean them, grease them, and put them back before the frost does."
#define SHORT "We take the bearings out, clean them, grease them."

/* Six tagged pairs, one of them adapted; by words one short version of a long text, and one copy. */
static void
contents(struct said *said)
{
	for (int i = 0; i < 6; i++) {
		g_autofree char *content = g_strdup_printf("c%d", i), *day = g_strdup_printf("2026-05-%02d", 2 + i), *other = g_strdup_printf("%d", i);
		says(said, "x", other, day, content, i ? "Slow ride to Ashby on Sunday, nobody is dropped" : "Nobody is dropped");
		says(said, "meta", other, day, content, "Slow ride to Ashby on Sunday, nobody is dropped. #SlowRide");
	}
	says(said, "x", "s", "2026-05-20", NULL, SHORT);
	says(said, "meta", "s", "2026-05-21", NULL, LONG);
	says(said, "x", "t", "2026-04-20", NULL, "Twelve of you asked, so we open on Thursdays until nine.");
	says(said, "meta", "t", "2026-04-21", NULL, "Twelve of you asked, so we open on Thursdays until nine!");
	said_complete(said, "2026-06-30");
}

static void
test_share(void)
{
	struct said said = said_new();

	contents(&said);
	AUTO(figure) figure = said_figure(&said, "b_adaptation", "2026-05");
	const struct figure_row *row = g_ptr_array_index(figure->rows, 0);

	g_assert_cmpint(row->values[0].n, ==, 8);
	NEAR(row->values[0].value, 2 / 8.0);
	g_assert_cmpfloat_with_epsilon(row->values[0].lo, 0.071492, 1e-4); /* Wilson 2 of 8 */
	g_assert_cmpint(row->values[0].state, ==, STATE_OK);
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "Posts belong together by the table of tags in 6 cases, by the same link in 0, by the same words in 2");
	said_clear(&said);
}

/* What is no group: the same text twice on one network, or eight days later on another; and two groups are too few for a share. */
static void
test_no_group(void)
{
	struct said said = said_new();

	says(&said, "x", "1", "2026-05-02", NULL, LONG);
	says(&said, "x", "2", "2026-05-03", NULL, LONG);
	says(&said, "meta", "3", "2026-05-12", NULL, LONG);
	says(&said, "meta", "4", "2026-05-14", "c1", "");
	says(&said, "x", "5", "2026-05-14", "c1", "words that have no twin on the other side");
	said_complete(&said, "2026-06-30");
	struct value value = said_value(&said, "b_adaptation", "2026-05", SCOPE_ALL);
	g_assert_cmpint(value.state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(value.reason, ==, "nothing was published on two networks");

	says(&said, "meta", "6", "2026-05-04", NULL, "See https://larkfield.example/booking?utm_source=facebook");
	says(&said, "x", "7", "2026-05-05", NULL, "Other words, one page: https://larkfield.example/booking");
	value = said_value(&said, "b_adaptation", "2026-05", SCOPE_ALL);
	g_assert_cmpint(value.state, ==, STATE_TOO_FEW);
	g_assert_cmpint(value.n, ==, 1);
	g_assert_true(isnan(value.value));
	said_clear(&said);
}

/* ---- how they are met ---- */

static const struct figure_row *
row_named(const struct figure *figure, const char *name)
{
	for (guint i = 0; i < figure->rows->len; i++)
		if (g_strcmp0(((struct figure_row *)g_ptr_array_index(figure->rows, i))->keys[2].word, name) == 0)
			return g_ptr_array_index(figure->rows, i);
	return NULL;
}

/* On X, ten adapted posts are met twice as well as ten copied ones, or as well; Facebook is only shown more often. */
static void
met(struct said *said, gint64 adapted)
{
	for (int i = 0; i < 20; i++) {
		g_autofree char *content = g_strdup_printf("c%d", i), *day = g_strdup_printf("2026-05-%02d", 1 + i), *id = g_strdup_printf("%d", i);
		says(said, "x", id, day, content, i % 2 ? "Made for this place alone" : "Slow ride to Ashby on Sunday");
		says(said, "meta", id, day, content, "Slow ride to Ashby on Sunday");
		said_snapshot(said, "x", id, at("2026-06-20"), "d", (i % 2 ? adapted : 20) + i % 3, 1000, NO_COUNT);
		said_snapshot(said, "meta", id, at("2026-06-20"), "d", 20 + i % 3, 90000, NO_COUNT);
	}
	said_complete(said, "2026-06-30");
}

static void
test_response(void)
{
	struct said said = said_new(), even = said_new();

	met(&said, 40);
	met(&even, 20);
	AUTO(figure) figure = said_figure(&said, "b_adaptation_response", "2026-05");
	AUTO(figure) none = said_figure(&even, "b_adaptation_response", "2026-05");
	const struct figure_row *x = row_named(figure, "X");
	int adapted = figure_value(figure, "adapted"), copied = figure_value(figure, "copied");

	g_assert_nonnull(x);
	g_assert_cmpint(x->values[0].n, ==, 10);
	NEAR(x->values[0].value, 100 * (x->values[adapted].value - x->values[copied].value));
	g_assert_cmpfloat(x->values[0].lo, >, 0);
	g_assert_cmpstr(x->keys[3].word, ==, "a comparison: adapted posts did better");
	g_assert_cmpstr(row_named(none, "X")->keys[3].word, ==, "a comparison: no clear difference");
	g_assert_cmpfloat(row_named(none, "X")->values[0].lo, <, 0);
	g_assert_nonnull(row_named(figure, "Facebook")); /* those of the even days have a twin on X, the others are Facebook's own */
	g_assert_null(row_named(figure, "Saturday mail"));
	said_clear(&said);
	said_clear(&even);
}

static void
test_response_of_few(void)
{
	struct said said = said_new();

	for (int i = 0; i < 6; i++) {
		g_autofree char *content = g_strdup_printf("c%d", i), *id = g_strdup_printf("%d", i);
		says(&said, "x", id, "2026-05-02", content, i % 2 ? "Made for this place alone" : "Slow ride to Ashby on Sunday");
		says(&said, "meta", id, "2026-05-02", content, "Slow ride to Ashby on Sunday");
		said_snapshot(&said, "x", id, at("2026-06-20"), "d", i % 2 ? 90 : 1, 1000, NO_COUNT);
	}
	said_complete(&said, "2026-06-30");
	AUTO(figure) figure = said_figure(&said, "b_adaptation_response", "2026-05");
	const struct figure_row *x = row_named(figure, "X");

	g_assert_cmpstr(x->keys[3].word, ==, "too few posts to compare"); /* however large the difference */
	g_assert_cmpint(x->values[0].state, ==, STATE_TOO_FEW);
	g_assert_cmpint(x->values[0].n, ==, 3);
	NEAR(x->values[figure_value(figure, "adapted")].value, 0.09);
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/adaptation/similarity", test_similarity);
	g_test_add_func("/adaptation/shared-runs", test_shared_runs);
	g_test_add_func("/adaptation/links", test_links);
	g_test_add_func("/adaptation/share", test_share);
	g_test_add_func("/adaptation/no-group", test_no_group);
	g_test_add_func("/adaptation/response", test_response);
	g_test_add_func("/adaptation/response-of-few", test_response_of_few);
	return g_test_run();
}
