/* Interned strings, and the store of texts that may spill to disk. */
#include "base/intern.h"

#include <string.h>

static void test_numbers(void)
{
	AUTO(intern) intern = intern_new();
	g_assert_cmpuint(intern_add(intern, "", -1), ==, 0);
	g_assert_cmpuint(intern_add(intern, "ada", -1), ==, 1);
	g_assert_cmpuint(intern_add(intern, "bob", -1), ==, 2);
	g_assert_cmpuint(intern_add(intern, "adam", 3), ==, 1);
	g_assert_cmpuint(intern_find(intern, "bob", -1), ==, 2);
	g_assert_cmpuint(intern_find(intern, "bo", -1), ==, 0);
	g_assert_cmpuint(intern_find(intern, "bobb", -1), ==, 0);
	g_assert_null(intern_text(intern, 0));
	g_assert_cmpstr(intern_text(intern, 2), ==, "bob");
	g_assert_cmpuint(intern_count(intern), ==, 2);
}

static void test_many(void)
{
	AUTO(intern) intern = intern_new();
	char id[32];
	for (guint i = 1; i <= 200000; i++) {
		g_snprintf(id, sizeof id, "%u%09u", i % 7, i * 17);
		g_assert_cmpuint(intern_add(intern, id, -1), ==, i);
	}
	for (guint i = 1; i <= 200000; i++) {
		g_snprintf(id, sizeof id, "%u%09u", i % 7, i * 17);
		g_assert_cmpuint(intern_add(intern, id, -1), ==, i);
		g_assert_cmpstr(intern_text(intern, i), ==, id);
	}
}

/* Lengths at the edges of the length's own byte and of the chunks, between short ones. */
static void test_lengths(void)
{
	static const guint lengths[] = { 1, 2, 3, 253, 254, 255, 256, 300, 262136, 262137, 262138, 262139, 262143, 262144, 262145, 524288, 3000000 };
	AUTO(intern) intern = intern_new();
	atom numbers[G_N_ELEMENTS(lengths)];
	for (guint round = 0; round < 2; round++)
		for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
			g_autofree char *text = g_strnfill(lengths[i], 'h');
			atom number = intern_add(intern, text, -1);
			if (round == 0)
				numbers[i] = number;
			g_assert_cmpuint(number, ==, numbers[i]);
			g_assert_cmpstr(intern_text(intern, number), ==, text);
			g_assert_cmpuint(intern_find(intern, text, lengths[i]), ==, number);
			g_snprintf(text, MIN(lengths[i], 9), "s%u", i);
			intern_add(intern, text, -1);
		}
	AUTO(intern) other = intern_new();
	g_autofree atom *became = intern_join(other, intern);
	for (atom number = 1; number <= intern_count(intern); number++)
		g_assert_cmpstr(intern_text(other, became[number]), ==, intern_text(intern, number));
}

static void test_join(void)
{
	AUTO(intern) one = intern_new();
	AUTO(intern) two = intern_new();
	intern_add(one, "ada", -1);
	intern_add(two, "bob", -1);
	intern_add(two, "ada", -1);
	g_autofree atom *became = intern_join(one, two);
	g_assert_cmpuint(became[0], ==, 0);
	g_assert_cmpuint(became[1], ==, 2);
	g_assert_cmpuint(became[2], ==, 1);
	g_assert_cmpuint(intern_count(one), ==, 2);
}

/* Text number i, of uneven length. */
static char *text_number(guint i)
{
	g_autofree char *body = g_strnfill(i * 37 % 5000, (char)('a' + i % 26));
	return g_strdup_printf("%u:%s", i, body);
}

/* Read once, which maps nothing; then kept. */
static void check_texts(const struct texts *texts, const text_ref *handles, guint first, guint count, text_ref shift)
{
	g_autoptr(GString) buffer = g_string_new("of before");
	for (guint i = 0; i < count; i++) {
		g_autofree char *expected = text_number(first + i);
		g_assert_cmpstr(texts_read(texts, handles[i] + shift, buffer), ==, expected);
	}
	g_assert_null(texts_read(texts, 0, buffer));
	for (guint i = 0; i < count; i++) {
		g_autofree char *expected = text_number(first + i);
		g_assert_cmpstr(texts_get(texts, handles[i] + shift), ==, expected);
	}
}

static struct texts *texts_filled(gsize spill_after, text_ref *handles, guint first, guint count)
{
	struct texts *texts = texts_new(spill_after);
	for (guint i = 0; i < count; i++) {
		g_autofree char *text = text_number(first + i);
		handles[i] = texts_add(texts, text, -1);
		g_assert_cmpuint(handles[i], !=, 0);
	}
	return texts;
}

static void test_texts(void)
{
	static text_ref one[3000], two[3000];
	static const gsize spills[] = { 0, 1, 3000000 };
	for (gsize i = 0; i < G_N_ELEMENTS(spills); i++) {
		AUTO(texts) into = texts_filled(spills[i], one, 0, 3000);
		AUTO(texts) from = texts_filled(spills[i], two, 50000, 3000);
		check_texts(into, one, 0, 3000, 0);
		text_ref shift = texts_join(into, from);
		check_texts(into, one, 0, 3000, 0);
		check_texts(into, two, 50000, 3000, shift);
		text_ref more = texts_add(into, "after", -1);
		g_assert_cmpstr(texts_get(into, more), ==, "after");
		g_assert_cmpstr(texts_get(from, texts_add(from, "again", -1)), ==, "again");
	}
}

static void test_emptied(void)
{
	static text_ref handles[3000];
	static const guint counts[] = { 1, 3000, 2, 0, 3000, 1 };
	AUTO(texts) texts = texts_new(1);
	for (gsize round = 0; round < G_N_ELEMENTS(counts); round++) {
		for (guint i = 0; i < counts[round]; i++) {
			g_autofree char *text = text_number(i + 7);
			handles[i] = texts_add(texts, text, -1);
		}
		check_texts(texts, handles, 7, counts[round], 0);
		texts_empty(texts);
		texts_empty(texts);
	}
}

static void test_text_limits(void)
{
	AUTO(texts) texts = texts_new(0);
	g_assert_cmpuint(texts_add(texts, "", -1), ==, 0);
	g_assert_null(texts_get(texts, 0));
	GString *huge = g_string_new("x");
	while (huge->len < 2000000)
		g_string_append(huge, "é");
	const char *kept = texts_get(texts, texts_add(texts, huge->str, (gssize)huge->len));
	g_assert_true(g_utf8_validate(kept, -1, NULL));
	g_assert_cmpuint(strlen(kept), <, 1 << 20);
	g_assert_cmpuint(strlen(kept), >, (1 << 20) - 4);
	g_string_free(huge, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/intern/numbers", test_numbers);
	g_test_add_func("/intern/many", test_many);
	g_test_add_func("/intern/lengths", test_lengths);
	g_test_add_func("/intern/join", test_join);
	g_test_add_func("/texts/spill-and-join", test_texts);
	g_test_add_func("/texts/emptied", test_emptied);
	g_test_add_func("/texts/limits", test_text_limits);
	return g_test_run();
}
