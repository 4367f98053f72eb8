/* The official Mustache suite (tests/mustache-spec), and what we add: complaints with places, unknown names, no endless loops. */
#include "theme/mustache.h"

#include <string.h>

#include "formats/input.h"
#include "formats/json.h"


static struct tree *
parse(const char *text, gsize length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("test.json", text, length);
	struct tree *tree = json_parse(input, complaints);

	g_assert_nonnull(tree);
	return tree;
}

static void
compiled_free(gpointer mustache)
{
	mustache_free(mustache);
}

static GHashTable *
compile_partials(const struct tree *partials)
{
	GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, compiled_free);
	AUTO(complaints) complaints = complaints_new();

	for (const struct tree *partial = partials ? partials->first : NULL; partial; partial = partial->next) {
		struct mustache *mustache = mustache_compile(partial->key, partial->text, complaints);
		g_assert_nonnull(mustache);
		g_hash_table_insert(table, partial->key, mustache);
	}
	return table;
}

static const struct mustache *
find_partial(const char *name, void *user)
{
	return g_hash_table_lookup(user, name);
}

static char *
render(const char *template, const struct tree *data, GHashTable *partials, enum mustache_escape escape, GPtrArray *unknown)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(mustache) mustache = mustache_compile("template", template, complaints);
	GString *out = g_string_new(NULL);

	g_assert_nonnull(mustache);
	mustache_render(mustache, data, escape, partials ? find_partial : NULL, partials, unknown, out);
	return g_string_free(out, FALSE);
}

static void
check_spec(gconstpointer file)
{
	g_autofree char *path = g_build_filename("tests", "mustache-spec", file, NULL);
	g_autofree char *text = NULL;
	gsize length;
	guint passed = 0;

	g_assert_true(g_file_get_contents(path, &text, &length, NULL));
	AUTO(tree) spec = parse(text, length);
	const struct tree *tests = tree_get(spec, "tests");
	for (const struct tree *test = tests->first; test; test = test->next) {
		g_autoptr(GHashTable) partials = compile_partials(tree_get(test, "partials"));
		g_autofree char *got = render(tree_text(test, "template"), tree_get(test, "data"), partials, ESCAPE_HTML, NULL);
		g_test_message("%s: %s", (const char *)file, tree_text(test, "name"));
		g_assert_cmpstr(got, ==, tree_text(test, "expected"));
		passed++;
	}
	g_assert_cmpuint(passed, ==, tree_count(tests));
	g_assert_cmpuint(passed, >=, 12);
}

static void
check_hostile(void)
{
	AUTO(tree) data = tree_new(TREE_OBJECT, NULL, NULL, (struct place){NULL, -1});
	g_autofree char *html = NULL, *text = NULL;

	tree_add(data, tree_new(TREE_STRING, "x", "\"><img src=x onerror='a()'></script>&{{y}}", (struct place){NULL, -1}));
	html = render("<p title=\"{{x}}\">{{x}}", data, NULL, ESCAPE_HTML, NULL);
	g_assert_cmpstr(html, ==,
	                "<p title=\"&quot;&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&lt;/script&gt;&amp;{{y}}\">"
	                "&quot;&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&lt;/script&gt;&amp;{{y}}");
	text = render("{{x}}", data, NULL, ESCAPE_NONE, NULL);
	g_assert_cmpstr(text, ==, "\"><img src=x onerror='a()'></script>&{{y}}");
}

static void
check_unknown(void)
{
	const char *json = "{\"known\": null, \"person\": {\"name\": \"Ama\"}}";
	AUTO(tree) data = parse(json, strlen(json));
	g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *out = render("{{known}}{{#known}}{{/known}}{{person.name}}{{person.nmae}}{{^absent}}-{{/absent}}{{absent}}", data, NULL,
	                              ESCAPE_HTML, unknown);

	g_assert_cmpstr(out, ==, "Ama-");
	g_assert_cmpuint(unknown->len, ==, 2);
	g_assert_cmpstr(unknown->pdata[0], ==, "person.nmae");
	g_assert_cmpstr(unknown->pdata[1], ==, "absent");
}

static void
check_broken(void)
{
	static const struct { const char *text; guint line, column; } cases[] = {
		{"a\n  {{#open}}b", 2, 3}, {"{{#a}}\n{{/b}}", 2, 1}, {"é{{a", 1, 2}, {"{{/a}}", 1, 1},
		{"x\n{{=<%=}}", 2, 1}, {"{{}}", 1, 1}, {"{{#a}}{{#b}}{{/a}}{{/b}}", 1, 13},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(complaints) complaints = complaints_new();
		guint line, column;
		g_assert_null(mustache_compile("page.mustache", cases[i].text, complaints));
		g_assert_cmpuint(complaints_size(complaints), ==, 1);
		const struct complaint *complaint = complaints_get(complaints, 0);
		g_assert_cmpstr(complaint->at.source->path, ==, "page.mustache");
		g_autofree char *shown = complaint->at.source->line_at(complaint->at.source, complaint->at.offset, &line, &column);
		g_assert_cmpuint(line, ==, cases[i].line);
		g_assert_cmpuint(column, ==, cases[i].column);
	}
}

/* A partial that calls itself, and a block that is its own override, end. */
static void
check_endless(void)
{
	const char *json = "{\"self\": \"a{{>self}}\", \"layout\": \"{{$x}}{{/x}}\"}";
	AUTO(tree) partials = parse(json, strlen(json));
	g_autoptr(GHashTable) table = compile_partials(partials);
	AUTO(tree) data = parse("{}", 2);
	g_autofree char *self = render("{{>self}}", data, table, ESCAPE_HTML, NULL);
	g_autofree char *block = render("{{<layout}}{{$x}}b{{$x}}c{{/x}}{{/x}}{{/layout}}", data, table, ESCAPE_HTML, NULL);

	g_assert_cmpuint(strlen(self), <=, 200);
	g_assert_cmpuint(strlen(block), <=, 200);
	g_assert_true(g_str_has_prefix(self, "aaa"));
}

int
main(int argc, char **argv)
{
	static const char *const files[] = {"interpolation.json", "sections.json", "inverted.json", "delimiters.json", "comments.json",
	                                    "partials.json", "~inheritance.json", "~dynamic-names.json"};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_strconcat("/mustache/spec/", files[i], NULL);
		g_test_add_data_func(path, files[i], check_spec);
	}
	g_test_add_func("/mustache/hostile", check_hostile);
	g_test_add_func("/mustache/unknown", check_unknown);
	g_test_add_func("/mustache/broken", check_broken);
	g_test_add_func("/mustache/endless", check_endless);
	return g_test_run();
}
