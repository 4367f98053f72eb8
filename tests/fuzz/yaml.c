/* YAML: a tree, or a complaint that says why there is none. */
#include "fuzz.h"

#include "formats/yaml.h"

const char *const fuzz_seeds[] = {
	"name: Larkfield\nzone: &z Europe/London\nother: *z\nhats: [broadcast, community]\n",
	"accounts:\n  - platform: x\n    id: 0123\n  - {platform: y, tags: [a, 'b', \"c\\n\"]}\n",
	"text: |\n  one\n  two\nfold: >-\n  a\n  b\n? key\n: value\n",
	"a: &a [1, &b {x: ~}]\nb: [*a, *b]\n---\nc: 1\n...\n",
	NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("fuzz.yaml", bytes, length);
	AUTO(tree) tree = yaml_parse(input, complaints);
	g_assert((tree != NULL) == (complaints_count(complaints, SEVERITY_ERROR) == 0));
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}
