/* The text of JSON files before a parser sees it. Private to formats/. */
#ifndef FORMATS_JSON_TEXT_H
#define FORMATS_JSON_TEXT_H

#include <glib.h>

/* Bytes of an assignment in front of the first document (`window.YTD.tweets.part0 = `), or 0. */
gsize json_prefix(const char *head, gsize length);
/* Python writes NaN, Infinity and -Infinity, which no JSON knows. The next such word, or NULL; it may stand in a string. */
char *json_find_word(char *text, gsize length, gsize *size);
/* Writes an empty string, which is missing everywhere, over a word; places stay. */
void json_blank_word(char *word, gsize size);
/* How much of a piece may be looked at: a word may be cut off at its end. */
gsize json_before_cut_word(const char *text, gsize length);
/* Writes U+FFFD in place of lone surrogates and of U+0000, which no text can hold (the escapes keep their length), and
 * counts them. Returns how many bytes are done; an escape cut off at the end is left for the next call unless `last`. */
gsize json_mend_escapes(char *text, gsize length, gboolean last, guint *mended);

#endif
