/* The shell of an HTML page: one self-contained file, style and fonts inside, no script, and a policy that allows nothing else. */
#ifndef OUTPUTS_PAGE_H
#define OUTPUTS_PAGE_H

#include "outputs/markup.h"

struct page {
	const char *language, *title, *description, *feed; /* description and feed: NULL where there is none */
	const char *body;
};

/* The page by html/page.mustache; the fonts hold just the characters of the body. NULL and error when a font cannot be
 * cut. Caller frees. */
char *page_make(struct markup *, const struct theme *, const struct page *, GError **);

#endif
