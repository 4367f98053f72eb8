/* JSON streamed: items with their ancestors, places, and the broken files that people have. */
#include "formats/json.h"

#include <string.h>

#include "formats/json_text.h"

/* A tree as text: {key:value,…} with strings in quotes. */
static void write_tree(const struct tree *tree, GString *out)
{
	static const char *const words[] = { "null", "true", "false" };
	if (tree->key)
		g_string_append_printf(out, "%s:", tree->key);
	switch (tree->type) {
	case TREE_NULL:
	case TREE_TRUE:
	case TREE_FALSE: g_string_append(out, words[tree->type]); return;
	case TREE_NUMBER: g_string_append(out, tree->text); return;
	case TREE_STRING: g_string_append_printf(out, "\"%s\"", tree->text); return;
	case TREE_ARRAY:
	case TREE_OBJECT: break;
	}
	g_string_append_c(out, tree->type == TREE_ARRAY ? '[' : '{');
	for (const struct tree *child = tree->first; child; child = child->next) {
		write_tree(child, out);
		if (child->next)
			g_string_append_c(out, ',');
	}
	g_string_append_c(out, tree->type == TREE_ARRAY ? ']' : '}');
}

struct seen {
	GString *log;
	gboolean ancestors; /* log them with each item */
};

static void on_item(guint path, struct tree *item, const struct tree *ancestors, void *user)
{
	struct seen *seen = user;
	g_string_append_printf(seen->log, "%u=", path);
	write_tree(item, seen->log);
	if (seen->ancestors) {
		g_string_append(seen->log, "<");
		write_tree(ancestors, seen->log);
	}
	g_string_append(seen->log, ";");
	tree_free(item);
}

static void on_document(const struct tree *ancestors, void *user)
{
	struct seen *seen = user;
	g_string_append(seen->log, "doc=");
	write_tree(ancestors, seen->log);
	g_string_append(seen->log, ";");
}

static char *items_of(const char *text, gsize length, const char *const *paths, gboolean ancestors,
                      struct complaints *complaints)
{
	struct seen seen = { g_string_new(NULL), ancestors };
	struct json_visitor visitor = { .paths = paths, .item = on_item, .document = on_document, .user = &seen };
	AUTO(input) input = input_of_bytes("test.json", text, length);
	g_assert_true(json_read(input, &visitor, complaints, NULL));
	return g_string_free(seen.log, FALSE);
}

static void check_items(const char *text, const char *path, const char *expected)
{
	const char *const paths[] = { path, NULL };
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), paths, FALSE, complaints);
	g_assert_cmpstr(items, ==, expected);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

static void test_paths(void)
{
	check_items("{\"a\": [1, true, null, \"x\"]}", "", "0={a:[1,true,null,\"x\"]};doc=null;");
	check_items("[{\"a\":1},{\"a\":2}]", "[]", "0={a:1};0={a:2};doc=[];");
	check_items("{\"messages\":[{\"id\":1}],\"x\":[2]}", "messages[]", "0={id:1};doc={messages:[],x:[2]};");
	check_items("{\"post_stream\":{\"posts\":[{\"id\":1},{\"id\":2}],\"stream\":[1,2]},\"id\":9}", "post_stream.posts[]",
	            "0={id:1};0={id:2};doc={post_stream:{posts:[],stream:[1,2]},id:9};");
	check_items("{\"rows\":{\"a\":{\"v\":1},\"b\":2}}", "rows.*", "0=a:{v:1};0=b:2;doc={rows:{}};");
	check_items("{\"a\":{\"b\":5}}", "a.b", "0=b:5;doc={a:{}};");
	check_items("[[1],[2,3]]", "[][]", "0=1;0=2;0=3;doc=[[],[]];");
	check_items("{\"x\":1}", "messages[]", "doc={x:1};");
	check_items("7", "", "0=7;doc=null;");
}

static void test_ancestors(void)
{
	static const char *const paths[] = { "chats.list[].messages[]", NULL };
	static const char text[] = "{\"chats\":{\"list\":[{\"name\":\"A\",\"messages\":[1,2],\"id\":5},{\"name\":\"B\",\"messages\":[3]}]}}";
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), paths, TRUE, complaints);
	g_assert_cmpstr(items, ==,
	                "0=1<{chats:{list:[{name:\"A\",messages:[]}]}};"
	                "0=2<{chats:{list:[{name:\"A\",messages:[]}]}};"
	                "0=3<{chats:{list:[{name:\"A\",messages:[],id:5},{name:\"B\",messages:[]}]}};"
	                "doc={chats:{list:[{name:\"A\",messages:[],id:5},{name:\"B\",messages:[]}]}};");
}

/* Python writes words that no JSON knows; in strings they are only letters. At every size of piece the same. */
static void test_words(void)
{
	check_items("[{\"a\":NaN,\"b\":-Infinity,\"c\":[Infinity, NaN],\"d\":\"NaN: , \\\"NaN\\\" -Infinity\"}]", "[]",
	            "0={a:\"\",b:\"\",c:[\"\",\"\"],d:\"NaN: , \"NaN\" -Infinity\"};doc=[];");
	check_items("NaN", "", "0=\"\";doc=null;");
	g_autoptr(GString) text = g_string_new("["), expected = g_string_new(NULL);
	for (int i = 0; text->len < 700000; i++) {
		g_string_append_printf(text, "%s{\"k\":%*s,\"s\":\"%*s\"}", i ? "," : "", i % 7 + 3, i % 3 ? "NaN" : "-Infinity", i % 11 + 3, "NaN");
		g_string_append_printf(expected, "0={k:\"\",s:\"%*s\"};", i % 11 + 3, "NaN");
	}
	g_string_append(text, "]");
	g_string_append(expected, "doc=[];");
	check_items(text->str, "[]", expected->str);
}

static gboolean wants_no_x(guint path, const char *key, void *user)
{
	(void)path, (void)user;
	return *key != 'x';
}

/* What nobody wants is passed over, but for an item's first key, and where another path leads through it. */
static void test_wants(void)
{
	static const char *const paths[] = { "posts[]", "users[]", "users[].x[]", NULL };
	static const char text[] = "{\"x\":0,\"posts\":[{\"x0\":1,\"x1\":{\"a\":[1,{\"b\":2}]},\"y\":{\"x\":3},\"x2\":\"}\",\"z\":4},{\"y\":5,\"x3\":[]}],"
	                           "\"users\":[{\"n\":1,\"x\":[6]}]}";
	AUTO(complaints) complaints = complaints_new();
	struct seen seen = { g_string_new(NULL), FALSE };
	struct json_visitor visitor = { .paths = paths, .item = on_item, .document = on_document, .user = &seen, .wants = wants_no_x };
	AUTO(input) input = input_of_bytes("test.json", text, strlen(text));
	g_assert_true(json_read(input, &visitor, complaints, NULL));
	g_assert_cmpstr(seen.log->str, ==, "0={x0:1,y:{x:3},z:4};0={y:5};2=6;1={n:1,x:[]};doc={x:0,posts:[],users:[]};");
	g_string_free(seen.log, TRUE);
}

static void test_two_paths(void)
{
	static const char *const paths[] = { "posts[]", "posts[].comments[]", "users[]", NULL };
	static const char text[] = "{\"posts\":[{\"id\":1,\"comments\":[\"c\"],\"t\":2}],\"users\":[\"u\"],\"after\":true}";
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), paths, FALSE, complaints);
	g_assert_cmpstr(items, ==, "1=\"c\";0={id:1,comments:[],t:2};2=\"u\";doc={posts:[],users:[],after:true};");
}

static void test_many_documents(void)
{
	check_items("{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}", "", "0={a:1};doc=null;0={a:2};doc=null;0={a:3};doc=null;");
	check_items("{\"a\":1}{\"a\":2} [3]", "", "0={a:1};doc=null;0={a:2};doc=null;0=[3];doc=null;");
}

static void test_prefixes(void)
{
	check_items("window.YTD.tweets.part0 = [ {\"tweet\" : {\"id\" : \"1\"} } ]", "[]", "0={tweet:{id:\"1\"}};doc=[];");
	check_items("\xef\xbb\xbfwindow.YTD.x.part0 = {\"a\":1};\n", "", "0={a:1};doc=null;");
	g_assert_cmpuint(json_prefix("true", 4), ==, 0);
	g_assert_cmpuint(json_prefix("a = b", 5), ==, 0);
	g_assert_cmpuint(json_prefix("[1]", 3), ==, 0);
	g_assert_cmpuint(json_prefix("x={", 3), ==, 2);
}

static void test_texts(void)
{
	check_items("[12345678901234567890123, 1.50, -0, 1e400]", "", "0=[12345678901234567890123,1.50,-0,1e400];doc=null;");
	check_items("[\"a\\\"\\\\\\/\\n\\u00e9\\uD83D\\uDC08\"]", "", "0=[\"a\"\\/\né🐈\"];doc=null;");
}

static void check_mended(const char *text, const char *expected, guint count)
{
	AUTO(complaints) complaints = complaints_new();
	static const char *const paths[] = { "", NULL };
	g_autofree char *items = items_of(text, strlen(text), paths, FALSE, complaints);
	g_assert_cmpstr(items, ==, expected);
	g_autofree char *words = g_strdup_printf("%u broken", count);
	g_assert_cmpuint(complaints_size(complaints), ==, 1);
	g_assert_true(g_str_has_prefix(complaints_get(complaints, 0)->message, words));
}

static void test_surrogates(void)
{
	check_mended("\"a\\uD83Db\"", "0=\"a\ufffd" "b\";doc=null;", 1);
	check_mended("\"\\uDC08\\uD83D\\uD83D\\uDC08\"", "0=\"\ufffd\ufffd🐈\";doc=null;", 2);
	check_mended("\"\\\\uD83D\\u0000.\"", "0=\"\\uD83D\ufffd.\";doc=null;", 1);
}

static void check_complaint(const char *text, const char *path, const char *items_expected, const char *printed)
{
	const char *const paths[] = { path, NULL };
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *items = items_of(text, strlen(text), paths, FALSE, complaints);
	g_assert_cmpstr(items, ==, items_expected);
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, FALSE, out);
	g_string_truncate(out, MIN(out->len, strlen(printed)));
	g_assert_cmpstr(out->str, ==, printed);
}

static void test_cut_off(void)
{
	check_complaint("{\"name\":\"A\",\"messages\":[{\"id\":1},{\"id\":2,\"x\":[", "messages[]",
	                "0={id:1};doc={name:\"A\",messages:[]};",
	                "test.json:1:47: error: the file ends in the middle of a document\n");
	check_complaint("{\"name\":\"unfin", "", "doc=null;", "test.json:1:9: error: the file ends in the middle");
	check_complaint("", "", "", "test.json:1:1: warning: there is nothing in this file\n");
	check_complaint(" \n ", "", "", "test.json:2:2: warning: there is nothing in this file\n");
}

static void test_damaged_lines(void)
{
	check_complaint("{\"a\":1}\n{\"a\":}\n{\"a\":3}\n", "", "0={a:1};doc=null;doc=null;0={a:3};doc=null;",
	                "test.json:2:6: error: this line is not JSON: unallowed token");
	check_complaint("{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":4}\n", "",
	                "0={a:1};doc=null;doc=null;0={a:3};doc=null;0={a:4};doc=null;",
	                "test.json:2:1: error: this line is not JSON");
	check_complaint("oops\n{\"a\":1}\n", "", "0={a:1};doc=null;", "test.json:1:1: error: this line is not JSON: invalid char in json text\n");
	check_complaint("{\n \"a\": 1,\n \"b\" 2\n}\n{\"c\":1}", "", "doc=null;",
	                "test.json:3:6: error: this is not JSON: object key and value must be separated by a colon");
}

static void test_depth(void)
{
	g_autofree char *deep = g_strnfill(300, '['), *open = g_strnfill(200, '['), *close = g_strnfill(200, ']');
	g_autofree char *whole = g_strconcat("doc=", open, close, ";", NULL);
	check_complaint(deep, "x[]", whole, "test.json:1:201: error: more than 200 brackets are open here");
}

static struct place place_in(const struct tree *tree, const char *path)
{
	return tree_find(tree, path)->at;
}

/* Places must hold across the edges of pieces, whatever token lies there. */
static void test_places(void)
{
	for (guint pad = 0; pad < 40; pad++) {
		g_autoptr(GString) text = g_string_new("{\"pad\":\"");
		while (text->len < 256 * 1024 - 50 + pad)
			g_string_append_c(text, 'x');
		g_string_append(text, "\",\n \"key\" : \"\\u00e9 v\\uD83D\\uDC08al\" , \"n\":[ 12345 ,{}]}");
		AUTO(input) input = input_of_bytes("test.json", text->str, text->len);
		AUTO(complaints) complaints = complaints_new();
		AUTO(tree) tree = json_parse(input, complaints);
		g_assert_cmpstr(tree_text(tree, "key"), ==, "é v🐈al");
		g_assert_cmpint(place_in(tree, "key").offset, ==, strstr(text->str, "\"\\u00e9") - text->str);
		g_assert_cmpint(place_in(tree, "n").offset, ==, strstr(text->str, "[ 12345") - text->str);
		g_assert_cmpint(place_in(tree, "n.0").offset, ==, strstr(text->str, "12345") - text->str);
		g_assert_cmpint(place_in(tree, "n.1").offset, ==, strstr(text->str, "{}") - text->str);
		g_assert_cmpint(place_in(tree, "pad").offset, ==, 7);
	}
}

static void test_parse(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) good = input_of_bytes("good.json", "{\"a\":[{\"b\":false}]}", 19);
	AUTO(tree) tree = json_parse(good, complaints);
	g_assert_cmpstr(tree_text(tree, "a.0.b"), ==, "false");
	AUTO(input) bad = input_of_bytes("bad.json", "{\"a\":1", 6);
	g_assert_null(json_parse(bad, complaints));
	g_assert_cmpuint(complaints_size(complaints), ==, 1);
}

/* What may be a row may be a page of rows: a document or a list that holds rows of another path is none itself. */
static void rows_or_pages_of_rows(void)
{
	static const char *const paths[] = { "", "[]", "[][]", "items[]", NULL };
	static const struct {
		const char *text, *items;
	} cases[] = {
		{ "{\"a\":1}\n{\"a\":2}", "0={a:1};0={a:2};" },
		{ "[{\"a\":1},{\"a\":[2]}]", "1={a:1};1={a:[2]};" },
		{ "[[{\"a\":1}],[{\"a\":2}]]", "2={a:1};2={a:2};" },
		{ "{\"n\":1,\"items\":[{\"a\":1}]}", "3={a:1};" },
		{ "{\"n\":0,\"items\":[]}\n{\"a\":1}", "0={a:1};" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(complaints) complaints = complaints_new();
		AUTO(input) input = input_of_bytes("a.json", cases[i].text, strlen(cases[i].text));
		struct seen seen = { g_string_new(NULL), FALSE };
		struct json_visitor visitor = { .paths = paths, .item = on_item, .user = &seen, .yielding = 15 };
		g_assert_true(json_read(input, &visitor, complaints, NULL));
		g_assert_cmpstr(seen.log->str, ==, cases[i].items);
		g_string_free(seen.log, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/paths", test_paths);
	g_test_add_func("/json/rows-or-pages", rows_or_pages_of_rows);
	g_test_add_func("/json/ancestors", test_ancestors);
	g_test_add_func("/json/words", test_words);
	g_test_add_func("/json/wants", test_wants);
	g_test_add_func("/json/two-paths", test_two_paths);
	g_test_add_func("/json/many-documents", test_many_documents);
	g_test_add_func("/json/prefixes", test_prefixes);
	g_test_add_func("/json/texts", test_texts);
	g_test_add_func("/json/surrogates", test_surrogates);
	g_test_add_func("/json/cut-off", test_cut_off);
	g_test_add_func("/json/damaged-lines", test_damaged_lines);
	g_test_add_func("/json/depth", test_depth);
	g_test_add_func("/json/places", test_places);
	g_test_add_func("/json/parse", test_parse);
	return g_test_run();
}
