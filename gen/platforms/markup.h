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
/* Links dropped: for texts whose other marks are gone. Caller frees. */
char *text_without_links(const char *text);

#endif
