/* XML and members' HTML: nothing breaks, and nothing dangerous comes through the cleaning. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "formats/xml.h"

const char *const fuzz_seeds[] = {
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<posts><row Id=\"1\" Body=\"&lt;p&gt;a&#xA;\" /><row>x<b/>y</row></posts>",
	"<p>Hello <b onclick='x'>all</b> <a href=\"https://example.org/?a=1\">go</a><script>bad()</script></p>",
	"<a href=\"java\nscript:x\">y</a><img src=x onerror=y alt='cat \"'><svg><script>z</script></svg>",
	"<!DOCTYPE p [<!ENTITY e 'x'>]><p><row>&e;<![CDATA[<w>]]></row></p>",
	"<aside class=\"quote\"><a class='mention'>@bob</a></aside><pre>x  <code>y</code></pre><ul><li>1<li>2</ul>",
	NULL,
};

static void on_item(struct tree *item, const char *root, void *user)
{
	(void)user;
	g_assert(root && item->key);
	tree_free(item);
}

static void check_clean(const char *html)
{
	static const char *const dangerous[] = { "<script", "<svg", "<iframe", "<img", "<a href=\"java", NULL };
	g_autofree char *clean = html_clean(html);
	g_autofree char *lower = g_ascii_strdown(clean, -1);
	g_assert(g_utf8_validate(clean, -1, NULL));
	for (guint i = 0; dangerous[i]; i++)
		g_assert(!strstr(lower, dangerous[i]));
	/* Every '<' that is left begins a tag of ours. */
	for (const char *at = clean; (at = strchr(at, '<')); at++)
		g_assert(g_ascii_isalpha(at[1]) || at[1] == '/');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("fuzz.xml", bytes, length);
	struct xml_visitor visitor = { length % 2 ? "row" : NULL, on_item, NULL };
	g_assert(xml_read(input, &visitor, complaints, NULL));
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_autofree char *html = text_clean((const char *)bytes, (gssize)length);
	g_autoptr(GPtrArray) mentions = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = html_to_text(html, length % 3 == 0, mentions);
	g_assert(g_utf8_validate(text, -1, NULL));
	check_clean(html);
	return 0;
}
