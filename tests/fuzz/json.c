/* JSON: items and ancestors are sound trees with places in the text; every complaint can be printed. */
#include "fuzz.h"

#include "formats/json.h"

const char *const fuzz_seeds[] = {
	"{\"name\":\"A\",\"messages\":[{\"id\":1,\"x\":[true,null,-1.5e3]},{\"id\":2}],\"n\":{\"a\":[]}}",
	"{\"a\":1}\n{\"a\":\"\\u00e9\\uD83D\\uDC08\"}\n{\"a\":3}\n",
	"window.YTD.tweets.part0 = [ {\"tweet\" : {\"id\" : \"1\"} } ];",
	"[[1,[2]],{\"b\\\\\":\"\\uD83D\",\"messages\":[1]}]",
	"\"\\u0000\" 12 {\"messages\":[\"\xc3\xa9\"]}{",
	NULL,
};

static void check_tree(const struct tree *tree)
{
	g_assert((tree->type == TREE_STRING || tree->type == TREE_NUMBER) == (tree->text != NULL));
	g_assert(!tree->text || g_utf8_validate(tree->text, -1, NULL));
	g_assert(tree->at.source && tree->at.offset >= 0);
	const struct tree *last = NULL;
	for (const struct tree *child = tree->first; child; child = child->next) {
		check_tree(child);
		last = child;
	}
	g_assert(tree->last == last);
}

static void on_item(guint path, struct tree *item, const struct tree *ancestors, void *user)
{
	(void)path;
	(void)user;
	check_tree(item);
	check_tree(ancestors);
	tree_free(item);
}

static void on_document(const struct tree *ancestors, void *user)
{
	(void)user;
	check_tree(ancestors);
}

static gboolean wants_some(guint path, const char *key, void *user)
{
	(void)user;
	return (*key + path) % 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const all[] = { "messages[]", "[]", "n.*", "messages[].x[]", "", NULL };
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("fuzz.json", bytes, length);
	struct json_visitor visitor = { .paths = all + length % G_N_ELEMENTS(all), .item = on_item, .document = on_document, .wants = length % 3 ? wants_some : NULL };
	g_assert(json_read(input, &visitor, complaints, NULL));
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}
