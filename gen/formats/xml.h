/* XML by libxml2's SAX2 push parser, streamed: elements of a chosen name come one by one as trees; attributes and
 * child elements are children under their names, text content is the tree's text. No entities from outside, no network. */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H

#include "formats/input.h"
#include "formats/tree.h"

struct xml_visitor {
	const char *element; /* "row"; NULL: the root's children */
	void (*item)(struct tree *item, const char *root, void *user); /* the visitor owns item */
	void *user;
};

gboolean xml_read(struct input *, const struct xml_visitor *, struct complaints *, GError **);
/* HTML that people wrote, as plain text: tags dropped, entities decoded, block ends as line ends, `code`, `pre`,
 * `blockquote` and <aside class="quote"> left out when `own_words`. Mentions (class="mention" or "user-mention" that is
 * not "silent") are appended to `mentions` (array of owned strings: data-user-id where there is one, else the name
 * without '@') when it is not NULL. Caller frees. */
char *html_to_text(const char *html, gboolean own_words, GPtrArray *mentions);
/* HTML that people wrote, cleaned for printing: allowed elements only, links http, https and mailto only. Caller frees. */
char *html_clean(const char *html);

#endif
