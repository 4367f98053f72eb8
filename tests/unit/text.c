/* Encodings by bytes, folding, entities, excerpts, globs, cleaning. */
#include "base/text.h"

#include <string.h>

static void check_encoding(const char *bytes, gsize length, const char *expected, gsize expected_skip)
{
	gsize skip;
	g_assert_cmpstr(encoding_detect((const guint8 *)bytes, length, &skip), ==, expected);
	g_assert_cmpuint(skip, ==, expected_skip);
}

static void test_encodings(void)
{
	check_encoding("", 0, "UTF-8", 0);
	check_encoding("\xef\xbb\xbf" "a", 4, "UTF-8", 3);
	check_encoding("\xff\xfe" "s\0e\0", 6, "UTF-16LE", 2);
	check_encoding("\xfe\xff\0s\0e", 6, "UTF-16BE", 2);
	check_encoding("D\0a\0t\0e\0", 8, "UTF-16LE", 0);
	check_encoding("\0D\0a\0t\0e", 8, "UTF-16BE", 0);
	check_encoding("caf\xc3\xa9", 5, "UTF-8", 0);
	check_encoding("caf\xc3", 4, "UTF-8", 0); /* cut off within a character */
	check_encoding("caf\xe9 au lait", 12, "WINDOWS-1252", 0);
	check_encoding("caf\xc3\xa9, th\xc3\xa9, \xff", 13, "UTF-8", 0); /* damaged, not another encoding */
	check_encoding("3.\xe0\xef\xf0", 5, "WINDOWS-1252", 0);
	check_encoding("a\0b caf\xc3\xa9", 9, "UTF-8", 0);
}

static void check_fold(const char *text, const char *expected)
{
	g_autofree char *folded = text_fold(text);
	g_assert_cmpstr(folded, ==, expected);
}

static void test_fold(void)
{
	check_fold("\ufeffPost\u00a0ID ", "post id");
	check_fold("  Video \t views\n", "video views");
	check_fold("Wachs\u00adtum", "wachstum");
	check_fold("STRASSE", "strasse");
	check_fold("Straße", "strasse");
	check_fold("Cafe\u0301", "café");
	check_fold("ﬁle\u200b", "file");
	check_fold("\xff", "\ufffd");
	check_fold("L’été", "l'été");
	check_fold("", "");
}

static void check_entities(const char *text, const char *expected)
{
	g_autofree char *plain = text_unescape_entities(text);
	g_assert_cmpstr(plain, ==, expected);
}

static void test_entities(void)
{
	check_entities("a &amp;&lt;b&gt; &quot;c&quot; &#39;d&apos;", "a &<b> \"c\" 'd'");
	check_entities("&#x1F408; &eacute;&nbsp;&#233;", "🐈 é\u00a0é");
	check_entities("&amp;lt;", "&lt;"); /* once only */
	check_entities("AT&T &unknown; & &; &#; &#x; &#xZZ;", "AT&T &unknown; & &; &#; &#x; &#xZZ;");
	check_entities("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd");
	check_entities("&", "&");
}

static void check_excerpt(const char *text, guint characters, const char *expected)
{
	g_autofree char *excerpt = text_excerpt(text, characters);
	g_assert_cmpstr(excerpt, ==, expected);
}

static void test_excerpts(void)
{
	check_excerpt("short", 5, "short");
	check_excerpt("", 5, "");
	check_excerpt("The quick brown fox", 12, "The quick…");
	check_excerpt("Donaudampfschifffahrt", 10, "Donaudamp…");
	check_excerpt("abcde\u0301fgh", 6, "abcd…"); /* a mark stays with its letter */
	check_excerpt("abc", 0, "");
}

static void test_globs(void)
{
	g_assert_true(text_glob("*.csv", "a.csv"));
	g_assert_false(text_glob("*.csv", "x/a.csv"));
	g_assert_true(text_glob("**.csv", "x/y/a.csv"));
	g_assert_true(text_glob("**/a.csv", "a.csv"));
	g_assert_true(text_glob("**/a.csv", "x/y/a.csv"));
	g_assert_false(text_glob("**/a.csv", "x/ba.csv"));
	/* Escaped: C17 reads two question marks and a dash as a trigraph. */
	g_assert_true(text_glob("*/\?\?\?\?-\?\?-\?\?.json", "general/2026-10-31.json"));
	g_assert_false(text_glob("*/\?\?\?\?-\?\?-\?\?.json", "general/2026-10-31x.json"));
	g_assert_true(text_glob("caf?", "café"));
	g_assert_false(text_glob("a?b", "a/b"));
	g_assert_true(text_glob("", ""));
	g_assert_false(text_glob("", "a"));
	g_assert_true(text_glob("a*b*c", "a-b-b-c"));
}

static void test_clean(void)
{
	g_autofree char *clean = text_clean("a\tb\r\nc\rd\x07\x1b[31m\xff\xc2\x85" "e", -1);
	g_assert_cmpstr(clean, ==, "a\tb\nc\nd[31m\ufffd" "e");
	g_autofree char *cut = text_clean("abc\0def", 7);
	g_assert_true(g_utf8_validate(cut, -1, NULL));
	g_autofree char *empty = text_clean("abc", 0);
	g_assert_cmpstr(empty, ==, "");
}

/* Plain ASCII takes a shorter way to the same end: a mark that is dropped forces the long one. */
static void test_fold_ways(void)
{
	for (int first = 1; first < 128; first++)
		for (int second = 1; second < 128; second++) {
			const char both[] = { (char)first, 'A', (char)second, ' ', (char)first, '\0' };
			g_autofree char *marked = g_strconcat("\xef\xbb\xbf", both, NULL);
			g_autofree char *shorter = text_fold(both), *longer = text_fold(marked);
			g_assert_cmpstr(shorter, ==, longer);
		}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/fold-ways", test_fold_ways);
	g_test_add_func("/text/encodings", test_encodings);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/entities", test_entities);
	g_test_add_func("/text/excerpts", test_excerpts);
	g_test_add_func("/text/globs", test_globs);
	g_test_add_func("/text/clean", test_clean);
	return g_test_run();
}
