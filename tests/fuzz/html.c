/* The scanner in front of the HTML parser: what it says is what the parser says, or it says nothing. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "formats/html_plain.h"

const char *const fuzz_seeds[] = {
	"<p>Hello <em>all</em>, see <a href=\"https://example.org/?a=1&amp;b=2\" rel=\"nofollow\">this</a> &amp; that&hellip;</p>\n<p>two</p>",
	"<ul>\n<li>one</li>\n<li><p>two <code>x  y</code></p></li>\n</ul>\n<ol><li>three<br>four<br>five</li></ol>",
	"<blockquote>\n<p>you said</p>\n</blockquote>\n<p>no&nbsp;: I didn&#39;t</p>",
	"<h2>Title</h2><pre class=\"lang-c\"><code>int  x;\n\ty</code></pre><hr><p><strong>a <span class=\"h-card\">b</span></strong> c</p>",
	"<p> a\n\n b </p> <p>Caf\xc3\xa9 \xe2\x80\xa6</p><h1> x</h1><h3></h3>",
	NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *html = g_utf8_make_valid((const char *)bytes, (gssize)length);
	for (gboolean own_words = FALSE; own_words <= TRUE; own_words++) {
		g_autofree char *plain = html_plain_text(html, own_words);
		if (!plain)
			continue;
		g_autofree char *parsed = html_parsed_text(html, own_words, NULL);
		if (strcmp(plain, parsed))
			g_error("%s\n scanned: %s\n parsed:  %s", html, plain, parsed);
	}
	return 0;
}
