/* What people wrote, as each platform marks it up. One leaf a platform, ending in one const struct; markup.def lists them. */
#ifndef PLATFORMS_MARKUP_H
#define PLATFORMS_MARKUP_H

#include <glib.h>

struct markup {
	const char *name; /* as descriptions say: `markup: slack` */
	/* The text without marks. own_words: also without links, code and quotes, which are not the writer's words (METRICS
	 * §6.0b.6). Account ids named in it are appended to `mentions` (owned strings) when it is not NULL. Caller frees. */
	char *(*plain)(const char *text, gboolean own_words, GPtrArray *mentions);
};

/* NULL when there is none. */
const struct markup *markup_find(const char *name);
/* "?" in the first 300 characters of the own words. */
gboolean text_asks(const char *own_words);

/* What the leaves share. Callers free. */
char *text_without_links(const char *text);
/* Without ``` fences and `spans`. */
char *text_without_code(const char *text);
/* E-mail addresses and telephone numbers (with a country's code) as "…": contact data goes no further than a keyed hash. "@name@host" is a
 * name of the Fediverse. */
char *text_without_contacts(const char *text);
/* Nothing but an e-mail address. */
gboolean text_is_address(const char *text);
/* Without lines that begin with ">". */
char *text_without_quotes(const char *text);
/* Appends the first group of every match; the text stays as it is. */
void mentions_collect(const char *text, const char *pattern, GPtrArray *mentions);
/* Replaces by a GRegex replacement string. */
char *text_replace(const char *text, const char *pattern, const char *replacement);

#endif
