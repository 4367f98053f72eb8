/* WORDS of a text: what its writer said, without links, addresses, handles, hashtags, code, quoted lines, words with digits, and the
 * common words of several languages. On both sides of the wall the same. */
#ifndef METRICS_VOCABULARY_WORDS_H
#define METRICS_VOCABULARY_WORDS_H

#include "base/auto.h"

/* Calls `word` for each word that could be a topic, NULL between phrases. Words are in lower case and valid until the next call. */
void text_words(const char *text, void (*word)(const char *, gpointer user), gpointer user);

/* Stems by Snowball (Porter 2001; libstemmer): "brakes" and "brake" are one word. Not for several threads at once. */
struct stems;
struct stems *stems_new(void);
void stems_free(struct stems *);
AUTO_DEFINE(stems)
/* Of a word in lower case; `language` by BCP 47, the word itself where it is NULL or Snowball does not know it. Valid until the next call. */
const char *stem_of(struct stems *, const char *word, const char *language);

#endif
