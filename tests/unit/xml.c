/* XML streamed as trees, and HTML of members as text and cleaned. */
#include "formats/xml.h"

#include <string.h>

#include "base/random.h"
#include "formats/html_plain.h"

static void write_tree(const struct tree *tree, GString *out)
{
	g_string_append_printf(out, "%s", tree->key);
	if (tree->text)
		g_string_append_printf(out, "='%s'", tree->text);
	if (!tree->first)
		return;
	g_string_append_c(out, '(');
	for (const struct tree *child = tree->first; child; child = child->next) {
		write_tree(child, out);
		g_string_append(out, child->next ? " " : ")");
	}
}

static void on_item(struct tree *item, const char *root, void *user)
{
	GString *out = user;
	g_string_append_printf(out, "%s/", root);
	write_tree(item, out);
	g_string_append_c(out, ';');
	tree_free(item);
}

static char *items_of(const char *text, gsize length, const char *element, struct complaints *complaints)
{
	GString *out = g_string_new(NULL);
	struct xml_visitor visitor = { element, on_item, out };
	AUTO(input) input = input_of_bytes("test.xml", text, length);
	g_assert_true(xml_read(input, &visitor, complaints, NULL));
	return g_string_free(out, FALSE);
}

static void check_items(const char *text, const char *element, const char *expected)
{
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), element, complaints);
	g_assert_cmpstr(items, ==, expected);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

static void test_rows(void)
{
	check_items("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<posts>\r\n"
	            "  <row Id=\"1\" Body=\"&lt;p&gt;a &amp;amp; b&#xA;c&lt;/p&gt;\" />\r\n  <row Id=\"2\" Title=\"é\" />\r\n</posts>",
	            "row", "posts/row(Id='1' Body='<p>a &amp; b\nc</p>');posts/row(Id='2' Title='é');");
	check_items("<r><a>x</a><b k='1'> y <c/>z<![CDATA[<w>]]></b></r>", NULL, "r/a='x';r/b='y z<w>'(k='1' c='');");
	check_items("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:t='urn:t'><entry t:n='1'><t:id>7</t:id></entry></feed>", "entry",
	            "feed/entry(n='1' id='7');");
	check_items("<r/>", NULL, "");
}

static void test_encodings(void)
{
	AUTO(complaints) complaints = complaints_new();
	static const char cyrillic[] = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><r><a>\xcf\xf0\xe8</a></r>";
	g_autofree char *items = items_of(cyrillic, strlen(cyrillic), NULL, complaints);
	g_assert_cmpstr(items, ==, "r/a='При';");
	gsize length;
	g_autofree char *wide = g_convert("\ufeff<?xml version=\"1.0\" encoding=\"utf-16\"?><r><a>\u00e9</a></r>", -1, "UTF-16LE", "UTF-8",
	                                  NULL, &length, NULL);
	g_autofree char *from_wide = items_of(wide, length, NULL, complaints);
	g_assert_cmpstr(from_wide, ==, "r/a='é';");
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

static void check_broken(const char *text, const char *expected, const char *printed)
{
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), "row", complaints);
	g_assert_cmpstr(items, ==, expected);
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, FALSE, out);
	g_string_truncate(out, MIN(out->len, strlen(printed)));
	g_assert_cmpstr(out->str, ==, printed);
}

static void test_broken(void)
{
	check_broken("<p>\n<row a='1'/>\n<row a='2", "p/row(a='1');", "test.xml:3:");
	check_broken("<p>\n<row a='1'/>\n", "p/row(a='1');", "test.xml:2:13: error: the file was cut off: it ends before its elements do");
	check_broken("<p><row a='1'/><row></p>", "p/row(a='1');", "test.xml:1:");
	check_broken("not xml", "", "test.xml:1:1: error: this is not XML: Document is empty");
	check_broken("", "", "test.xml:1:1: warning: there is nothing in this file\n");
}

/* Neither files nor growing entities: what is not known is an error. */
static void test_entities(void)
{
	check_broken("<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p><row>&e;</row></p>", "", "test.xml:1:");
	check_broken("<!DOCTYPE p [<!ENTITY a 'xxxx'><!ENTITY b '&a;&a;&a;'>]><p><row>&b;</row></p>", "", "test.xml:1:");
}

static void keep_places(struct tree *item, const char *root, void *user)
{
	gint64 *places = user;
	(void)root;
	places[0] = item->at.offset;
	places[1] = tree_get(item, "Score")->at.offset;
	tree_free(item);
}

static void test_places(void)
{
	g_autoptr(GString) text = g_string_new("<posts>\n");
	for (int i = 0; i < 20000; i++)
		g_string_append(text, "  <row Id=\"1\" Score=\"2\" Body=\"&lt;p&gt;é\" />\n");
	gint64 last = (gint64)text->len + 2;
	g_string_append(text, "  <row Id=\"9\" Score=\"bad\" />\n</posts>");
	gint64 places[2];
	struct xml_visitor visitor = { "row", keep_places, places };
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("test.xml", text->str, text->len);
	g_assert_true(xml_read(input, &visitor, complaints, NULL));
	g_assert_cmpint(places[0], ==, last);
	g_assert_cmpint(places[1], ==, strstr(text->str, "bad") - text->str);
}

static void check_text(const char *html, gboolean own_words, const char *expected, const char *expected_mentions)
{
	g_autoptr(GPtrArray) mentions = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = html_to_text(html, own_words, mentions);
	g_assert_cmpstr(text, ==, expected);
	g_ptr_array_add(mentions, NULL);
	g_autofree char *names = g_strjoinv(",", (char **)mentions->pdata);
	g_assert_cmpstr(names, ==, expected_mentions);
}

static void test_text(void)
{
	check_text("<p>Hello <b>all</b>,</p>\n<p>see&nbsp;you &amp; me</p>", FALSE, "Hello all,\nsee\u00a0you & me", "");
	check_text("a<br>b<br/>c", FALSE, "a\nb\nc", "");
	check_text("<ul><li>one<li>two</ul>after", FALSE, "one\ntwo\nafter", "");
	check_text("<p>run <code>rm</code> now</p><pre>x  y\n z</pre>", FALSE, "run rm now\nx  y\n z", "");
	check_text("<p>run <code>rm</code> now</p><pre>x</pre><blockquote>you said</blockquote>ok", TRUE, "run now\nok", "");
	check_text("<aside class=\"quote no-group\"><a class=\"mention\">@bob</a> said</aside><p>yes</p>", TRUE, "yes", "");
	check_text("<p><a class=\"mention\" href=\"/u/ada\">@ada</a> and <span class=\"user-mention\" data-user-id=\"12\">@Bob B</span>"
	           " not <span class=\"user-mention silent\" data-user-id=\"13\">Cy</span></p>",
	           FALSE, "@ada and @Bob B not Cy", "ada,12");
	check_text("<script>alert(1)</script><style>x</style>ok <img src=x alt=no><img class=emoji alt=\":cat:\">", FALSE, "ok :cat:", "");
	check_text("", FALSE, "", "");
	check_text("plain <3 text", FALSE, "plain <3 text", "");
}

static const char *const PIECES[] = {
	"<p>", "<p>", "</p>", "</p>", "</p>", "\n", " ", "<ul>", "<ol>", "<li>", "<li>", "</li>", "</li>", "</ul>", "</ol>", "<blockquote>", "</blockquote>",
	"<pre>", "</pre>", "<code>", "</code>", "<pre class=\"lang-c\">", "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"nofollow\">", "</a>", "<em>", "</em>",
	"<strong>", "</strong>", "<span class=\"h-card\">", "</span>", "<br>", "<br />", "<hr>", "<h2>", "</h2>", "words ", "two\n\nlines", " x", "é 🚲", "&amp;", "&#39;",
	"&nbsp;", "&hellip;", "&bogus;", "&", "<", ">", "\t", "\r\n", "\x01", "\xef\xbf\xbe", "<div>", "</div>", "<!-- a -->", "<p dir=\"auto\">", "<p class=mention>",
};

/* A walk that closes what it opened more often than chance would, so that many texts are sound. */
static void write_pieces(struct random *random, GString *html)
{
	const char *open[8];
	guint depth = 0;
	for (guint i = random_below(random, 24); i > 0; i--) {
		const char *piece = PIECES[random_below(random, G_N_ELEMENTS(PIECES))];
		if (depth && random_below(random, 3) == 0) {
			g_string_append_printf(html, "</%.*s>", (int)strspn(open[depth - 1] + 1, "abcdefghijklmnopqrstuvwxyz2"), open[depth - 1] + 1);
			depth--;
			continue;
		}
		g_string_append(html, piece);
		if (piece[0] == '<' && g_ascii_isalpha(piece[1]) && piece[1] != 'h' && !g_str_has_prefix(piece, "<br") && depth < G_N_ELEMENTS(open))
			open[depth++] = piece;
	}
	while (depth > 0) {
		depth--;
		g_string_append_printf(html, "</%.*s>", (int)strspn(open[depth] + 1, "abcdefghijklmnopqrstuvwxyz2"), open[depth] + 1);
	}
}

/* The scanner in front of the parser says what the parser says, or nothing. */
static void test_scanner(void)
{
	struct random random = random_seeded("html", "scanner", "test");
	guint scanned = 0;
	for (guint i = 0; i < 60000; i++) {
		g_autoptr(GString) html = g_string_new(i % 2 ? "<p>" : "");
		write_pieces(&random, html);
		g_string_append(html, i % 2 ? "</p>" : "");
		for (gboolean own = FALSE; own <= TRUE; own++) {
			g_autofree char *plain = html_plain_text(html->str, own), *parsed = html_parsed_text(html->str, own, NULL);
			if (plain && strcmp(plain, parsed))
				g_error("%s\n scanned: %s\n parsed:  %s", html->str, plain, parsed);
			scanned += plain != NULL;
		}
	}
	g_assert_cmpuint(scanned, >, 3000);
}

static void check_clean(const char *html, const char *expected)
{
	g_autofree char *clean = html_clean(html);
	g_assert_cmpstr(clean, ==, expected);
}

static void test_clean(void)
{
	check_clean("<p onclick=\"x()\">a <b>b</b><br>&lt;i&gt;</p>", "<p>a <b>b</b><br>&lt;i&gt;</p>");
	check_clean("<p><a href=\"https://example.org/?a=1&amp;b=2\" target=x>go</a></p>",
	            "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener nofollow ugc\">go</a></p>");
	check_clean("<p><a href=\"javascript:alert(1)\">x</a><a href=\" JaVa&#10;Script:y\">y</a><a href=\"/rel\">z</a></p>", "<p>xyz</p>");
	check_clean("<p>a<script>b</script><iframe src=x>c</iframe><img src=x onerror=y alt=\"cat <\">d</p>", "<p>acat &lt;d</p>");
	check_clean("<p>unclosed <em>deep", "<p>unclosed <em>deep</em></p>");
	check_clean("<p><a href='https://x.org/\"onx=\"'>q</a></p>",
	            "<p><a href=\"https://x.org/&quot;onx=&quot;\" rel=\"noopener nofollow ugc\">q</a></p>");
	check_clean("", "");
}

static void test_deep(void)
{
	g_autoptr(GString) html = g_string_new(NULL);
	for (int i = 0; i < 50000; i++)
		g_string_append(html, "<div><b>");
	g_string_append(html, "x");
	g_autofree char *clean = html_clean(html->str), *text = html_to_text(html->str, FALSE, NULL);
	g_assert_cmpuint(strlen(clean), <, 10000);
	g_assert_cmpuint(strlen(text), <, 10000);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xml/rows", test_rows);
	g_test_add_func("/xml/encodings", test_encodings);
	g_test_add_func("/xml/broken", test_broken);
	g_test_add_func("/xml/entities", test_entities);
	g_test_add_func("/xml/places", test_places);
	g_test_add_func("/html/text", test_text);
	g_test_add_func("/html/scanner", test_scanner);
	g_test_add_func("/html/clean", test_clean);
	g_test_add_func("/html/deep", test_deep);
	return g_test_run();
}
