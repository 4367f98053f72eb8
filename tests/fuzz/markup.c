/* What people wrote, by every markup: sound text and names come of it, and no address or number stays where contacts are taken out. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "platforms/markup.h"

#define MARKUP(leaf) extern const struct markup leaf;
#include "platforms/markup.def"
#undef MARKUP

static const struct markup *const LEAVES[] = {
#define MARKUP(leaf) &leaf,
#include "platforms/markup.def"
#undef MARKUP
};

const char *const fuzz_seeds[] = {
	"**Bold** and [words](https://example.org/x \"title\") ![img](a.png) @ada-b ~~gone~~ __x__\r\n> quote\r\n```c\ncode\n``` `span`",
	"caf\xc3\x83\xc2\xa9 \xc3\xb0\xc2\x9f\xc2\x9a\xc2\xb2 \xc3\xa2\xc2\x80\xc2\xa6",
	"<@U123|ada> in <#C12|general>: see <https://example.org|here> &amp; <!subteam^S1|@team> <!date^1^{date}|x> *b* _i_ ~s~",
	"<@!123> <@&45> <#67> <:bike:89> <a:b:1> ||spoiler|| <t:1793577600:R> https://example.org/a?b=c",
	"@**Ada B|12** said (@_**Cy|13**) #**Stream>topic** ```quote\nx\n``` [a](b) \xe2\x9c\x94 topic",
	"u/ada_b and /u/cy &gt; x &#x1F6B2; &amp;amp; mail ada@example.org or +44 20 7946 0000 www.example.org/x",
	"<mx-reply><blockquote>a</blockquote></mx-reply>> <@ada:example.org> said\n> more\n\nreply <a href=\"https://matrix.to/#/@cy:example.org\">Cy</a>",
	NULL,
};

static void check_leaf(const struct markup *leaf, const char *text, gboolean own_words)
{
	g_autoptr(GPtrArray) mentions = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *plain = leaf->plain(text, own_words, mentions), *alike = leaf->plain(text, own_words, NULL);
	g_assert(g_utf8_validate(plain, -1, NULL));
	g_assert(!strcmp(plain, alike));
	for (guint i = 0; i < mentions->len; i++)
		g_assert(*(const char *)mentions->pdata[i] && g_utf8_validate(mentions->pdata[i], -1, NULL));
	text_asks(plain);
}

static void check_contacts(const char *text)
{
	g_autofree char *without = text_without_contacts(text), *again = text_without_contacts(without);
	g_assert(g_utf8_validate(without, -1, NULL));
	if (strcmp(without, again))
		g_error("%s\n once:  %s\n again: %s", text, without, again);
	g_assert(!text_is_address(without));
}

static void check_cleaning(const char *text)
{
	g_autofree char *folded = text_fold(text), *again = text_fold(folded), *excerpt = text_excerpt(text, 20);
	g_assert(g_utf8_validate(folded, -1, NULL) && !strcmp(folded, again));
	g_assert(g_utf8_validate(excerpt, -1, NULL) && g_utf8_strlen(excerpt, -1) <= 21);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = text_clean((const char *)bytes, (gssize)length);
	for (guint i = 0; i < G_N_ELEMENTS(LEAVES); i++) {
		check_leaf(LEAVES[i], text, FALSE);
		check_leaf(LEAVES[i], text, TRUE);
	}
	check_contacts(text);
	check_cleaning(text);
	return 0;
}
