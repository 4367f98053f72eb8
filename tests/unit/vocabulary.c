/* What counts as a word, and which words are new: names never, stems together, people and not mentions. */
#include "metrics/vocabulary/vocabulary.h"

#include <string.h>

#include "metrics/vocabulary/words.h"

static void
word_append(const char *word, gpointer text)
{
	g_string_append(text, word ? word : "|");
	g_string_append_c(text, ' ');
}

static void
test_words_of_a_text(void)
{
	GString *text = g_string_new(NULL);

	text_words("Hello @rosa, the Cargo bike: see https://example.org/cargo or `git push`\n> quoted words\nKeßler’s brakes v2 ok", word_append, text);
	g_assert_nonnull(strstr(text->str, "cargo bike |"));
	g_assert_null(strstr(text->str, "rosa"));
	g_assert_null(strstr(text->str, "example"));
	g_assert_null(strstr(text->str, "push"));
	g_assert_null(strstr(text->str, "quoted"));
	g_assert_null(strstr(text->str, "hello")); /* a common word */
	g_assert_nonnull(strstr(text->str, "keßler's brakes"));
	g_string_free(text, TRUE);
}

static char *
words_of(const char *text)
{
	GString *words = g_string_new(NULL);

	text_words(text, word_append, words);
	return g_string_free(words, FALSE);
}

static void
test_links_and_addresses(void)
{
	g_autofree char *words = words_of("Write rosa@larkfield.example, see larkfield.org/rides, (www.ashby.org) or weir.com; node.js runs it");

	g_assert_null(strstr(words, "rosa"));
	g_assert_null(strstr(words, "larkfield"));
	g_assert_null(strstr(words, "ashby"));
	g_assert_null(strstr(words, "weir"));
	g_assert_nonnull(strstr(words, "node"));
}

static void
test_code_and_quotes(void)
{
	g_autofree char *words = words_of("before\n> said by others\n```\nint saddle;\n```\nafter all `lamp` gravel");

	g_assert_null(strstr(words, "others"));
	g_assert_null(strstr(words, "saddle"));
	g_assert_null(strstr(words, "lamp"));
	g_assert_nonnull(strstr(words, "gravel"));
}

static void
test_stems(void)
{
	AUTO(stems) stems = stems_new();
	g_autofree char *one = g_strdup(stem_of(stems, "brakes", "en-GB")), *german = g_strdup(stem_of(stems, "bremsen", "de"));

	g_assert_cmpstr(one, ==, stem_of(stems, "brake", "en"));
	g_assert_cmpstr(german, ==, stem_of(stems, "bremse", "de"));
	g_assert_cmpstr(stem_of(stems, "brakes", NULL), ==, "brakes");
	g_assert_cmpstr(stem_of(stems, "brakes", "tlh"), ==, "brakes"); /* nobody has stemmed Klingon */
}

/* ---- trends ---- */

struct reading_people {
	struct records *records;
	struct project *project;
	struct vocabulary *vocabulary;
	GPtrArray *said; /* struct said *, of the period: it is read again for its pairs */
};

struct said {
	guint from, past;
	const char *text;
};

static void
people_open(struct reading_people *people, gconstpointer unused)
{
	struct member member;

	(void)unused;
	people->records = records_new();
	people->project = project_new("/nowhere");
	g_free(people->project->language);
	people->project->language = g_strdup("en");
	record_clear(KIND_member, &member);
	member.name = intern_add(people->records->atoms, "Rosa Park", -1);
	member.handle = intern_add(people->records->atoms, "wheely.joan_88", -1);
	records_add(people->records, KIND_member, &member);
	people->vocabulary = vocabulary_new(people->records, people->project, 5);
	people->said = g_ptr_array_new_with_free_func(g_free);
}

static void
people_close(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	vocabulary_free(people->vocabulary);
	g_ptr_array_unref(people->said);
	records_free(people->records);
	project_free(people->project);
}

static void
read_by(struct reading_people *people, guint from, guint past, const char *text)
{
	for (guint author = from; author < past; author++)
		vocabulary_read(people->vocabulary, author, text, NULL);
}

/* In the period. */
static void
say(struct reading_people *people, guint from, guint past, const char *text)
{
	struct said said = { from, past, text };

	read_by(people, from, past, text);
	g_ptr_array_add(people->said, g_memdup2(&said, sizeof said));
}

static const struct trend *
trend_of(const struct trends *trends, const char *term)
{
	for (guint i = 0; i < trends->rows->len; i++)
		if (strcmp(g_array_index(trends->rows, struct trend, i).term, term) == 0)
			return &g_array_index(trends->rows, struct trend, i);
	return NULL;
}

#define USUAL "saddle tyre chain lamp gravel"

/* What everybody says in all windows; what is new was said in the first. */
static void
windows_usual(struct reading_people *people)
{
	vocabulary_begin(people->vocabulary, WINDOW_PAIRS);
	for (guint i = 0; i < people->said->len; i++) {
		const struct said *said = g_ptr_array_index(people->said, i);
		read_by(people, said->from, said->past, said->text);
	}
	for (int window = WINDOW_BEFORE; window < WINDOWS; window++) {
		vocabulary_begin(people->vocabulary, window);
		read_by(people, 0, 60, USUAL);
	}
}

static void
test_one_term_many_forms(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	say(people, 0, 60, USUAL);
	say(people, 0, 12, "puncture");
	say(people, 12, 26, "punctures");
	say(people, 26, 30, "PUNCTURED");
	windows_usual(people);
	AUTO(trends) trends = vocabulary_trends(people->vocabulary, 5);
	const struct trend *trend = trend_of(trends, "punctures"); /* as most people wrote it */

	g_assert_nonnull(trend);
	g_assert_cmpuint(trend->authors, ==, 30);
	g_assert_cmpuint(trend->before, ==, 0);
	g_assert_null(trend_of(trends, "saddle"));
	g_assert_true(vocabulary_says(people->vocabulary, trend, "One more puncture!", NULL));
	g_assert_false(vocabulary_says(people->vocabulary, trend, "One more acupuncture!", NULL));
}

static void
test_names_are_no_terms(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	say(people, 0, 40, "Rosa's workshop: rosa, ROSAS and Joan fixed the hub");
	windows_usual(people);
	AUTO(trends) trends = vocabulary_trends(people->vocabulary, 5);

	g_assert_nonnull(trend_of(trends, "hub"));
	for (guint i = 0; i < trends->rows->len; i++) {
		const char *term = g_array_index(trends->rows, struct trend, i).term;
		g_assert_null(strstr(term, "rosa"));
		g_assert_null(strstr(term, "joan"));
	}
}

static void
test_one_loud_person(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	say(people, 0, 60, USUAL);
	for (guint i = 0; i < 500; i++)
		say(people, 7, 8, "gravel gravel bottlecage");
	windows_usual(people);
	AUTO(trends) trends = vocabulary_trends(people->vocabulary, 5);

	g_assert_cmpuint(trends->rows->len, ==, 0);
}

/* "mill lane" and "lane crossing" are said as one, and found by either. */
static void
test_pairs_join(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	say(people, 0, 60, USUAL);
	say(people, 0, 30, "the Mill Lane crossing");
	windows_usual(people);
	AUTO(trends) trends = vocabulary_trends(people->vocabulary, 5);

	g_assert_cmpuint(trends->rows->len, ==, 1);
	const struct trend *trend = trend_of(trends, "mill lane crossing");
	g_assert_nonnull(trend);
	g_assert_true(vocabulary_says(people->vocabulary, trend, "at the mill lane", NULL));
	g_assert_false(vocabulary_says(people->vocabulary, trend, "the lane by the mill", NULL));
}

/* A community in its second month: the month before is all the past there is. */
static void
test_short_history(struct reading_people *people, gconstpointer unused)
{
	(void)unused;
	g_autoptr(GTimeZone) zone = zone_open("UTC");
	struct period october, windows[WINDOWS];
	g_assert_true(period_parse("2026-10", zone, &october));
	vocabulary_windows(&october, zone, windows);
	g_assert_cmpint(windows[WINDOW_BACKGROUND].past, ==, october.first);
	g_assert_true(period_holds(&windows[WINDOW_BACKGROUND], windows[WINDOW_BEFORE].start));

	say(people, 0, 60, "saddle clinic, " USUAL);
	windows_usual(people);
	AUTO(trends) trends = vocabulary_trends(people->vocabulary, 5);
	g_assert_nonnull(trend_of(trends, "saddle clinic"));
}

#define CASE(name, function) g_test_add("/vocabulary/" name, struct reading_people, NULL, people_open, function, people_close)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/vocabulary/words-of-a-text", test_words_of_a_text);
	g_test_add_func("/vocabulary/links-and-addresses", test_links_and_addresses);
	g_test_add_func("/vocabulary/code-and-quotes", test_code_and_quotes);
	g_test_add_func("/vocabulary/stems", test_stems);
	CASE("one-term-many-forms", test_one_term_many_forms);
	CASE("names-are-no-terms", test_names_are_no_terms);
	CASE("one-loud-person", test_one_loud_person);
	CASE("pairs-join", test_pairs_join);
	CASE("short-history", test_short_history);
	return g_test_run();
}
