/* HTML as forums write it, to text without a parser. Private to formats/. */
#ifndef FORMATS_HTML_PLAIN_H
#define FORMATS_HTML_PLAIN_H

#include <glib.h>

/* What html_to_text gives, for HTML of paragraphs, lists, quotes, code, links and emphasis, all of it well nested. NULL for
 * anything else (mentions, tables, emoji, odd entities, damage): that is libxml2's. Caller frees. */
char *html_plain_text(const char *html, gboolean own_words);
/* The same by libxml2's parser, whatever it is: the measure of the above. */
char *html_parsed_text(const char *html, gboolean own_words, GPtrArray *mentions);

#endif
