/* YAML into trees, with places; and the trees themselves. */
#include "formats/yaml.h"

#include <string.h>

static struct tree *parse(const char *text, struct complaints *complaints)
{
	AUTO(input) input = input_of_bytes("tidings.yaml", text, strlen(text));
	return yaml_parse(input, complaints);
}

static void test_values(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(tree) tree = parse("name: Larkfield\nzone: &z Europe/London\nempty:\ntilde: ~\nquoted: \"~\"\nother: *z\n"
	                        "hats: [broadcast, community]\naccounts:\n  - platform: x\n    id: 0123\n", complaints);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	g_assert_cmpstr(tree_text(tree, "name"), ==, "Larkfield");
	g_assert_cmpstr(tree_text(tree, "other"), ==, "Europe/London");
	g_assert_cmpint(tree_get(tree, "empty")->type, ==, TREE_NULL);
	g_assert_cmpint(tree_get(tree, "tilde")->type, ==, TREE_NULL);
	g_assert_null(tree_text(tree, "empty"));
	g_assert_cmpstr(tree_text(tree, "quoted"), ==, "~");
	g_assert_cmpstr(tree_text(tree, "hats.1"), ==, "community");
	g_assert_null(tree_text(tree, "hats.2"));
	g_assert_null(tree_text(tree, "hats.x"));
	g_assert_cmpstr(tree_text(tree, "accounts.0.id"), ==, "0123");
	g_assert_cmpuint(tree_count(tree_get(tree, "hats")), ==, 2);
	g_assert_null(tree_text(tree, "hats"));
	g_assert_null(tree_get(NULL, "x"));
}

static void test_places(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(tree) tree = parse("# ein Käse\nname: Café ü\nlist:\n  - é\n  - bad\n", complaints);
	complain(complaints, SEVERITY_ERROR, tree_find(tree, "list.1")->at, "test", NULL, "here");
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, FALSE, out);
	g_assert_cmpstr(out->str, ==, "tidings.yaml:5:5: error: here\n    5 |   - bad\n      |     ^\n");
}

static void check_broken(const char *text, const char *printed)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(tree) tree = parse(text, complaints);
	g_assert_null(tree);
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, FALSE, out);
	if (!g_str_has_prefix(out->str, printed))
		g_error("%s", out->str);
}

static void test_broken(void)
{
	check_broken("a: 1\nb: 2\na: 3\n", "tidings.yaml:3:1: error: the key \"a\" stands here a second time\n");
	check_broken("a:\n\tb: 1\n", "tidings.yaml:2:1: error: found character that cannot start any token");
	check_broken("a: [1, 2\n", "tidings.yaml:2:1: error: did not find expected ',' or ']'");
	check_broken("? [x]\n: 1\n", "tidings.yaml:1:3: error: a key must be a plain word\n");
	check_broken("a: *nobody\n", "tidings.yaml:1:4: error: found undefined alias");
	check_broken("a: 1\n---\nb: 2\n", "tidings.yaml:3:1: error: a second document begins here\n");
	check_broken("&a [*a]\n", "tidings.yaml:1:1: error: too deep or too many parts");
}

static void test_aliases_of_aliases(void)
{
	g_autoptr(GString) text = g_string_new("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 12; i++) {
		g_string_append_printf(text, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			g_string_append_printf(text, "*a%d%s", i - 1, j < 9 ? ", " : "]\n");
	}
	check_broken(text->str, "tidings.yaml:1:");
}

static void test_empty(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(tree) tree = parse("# nothing yet\n", complaints);
	g_assert_cmpint(tree->type, ==, TREE_NULL);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yaml/values", test_values);
	g_test_add_func("/yaml/places", test_places);
	g_test_add_func("/yaml/broken", test_broken);
	g_test_add_func("/yaml/aliases-of-aliases", test_aliases_of_aliases);
	g_test_add_func("/yaml/empty", test_empty);
	return g_test_run();
}
