/* UTF-8 text: encodings by bytes, folding for comparison, small cleaning. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <glib.h>

/* By the first bytes: "UTF-8" (with skip = 3 after a BOM), "UTF-16LE", "UTF-16BE" (by BOM, or by NULs in every other
 * byte), "WINDOWS-1252" when the sample has more wrong bytes than UTF-8 letters beyond ASCII. A sequence cut off at the end of
 * the sample is no fault. */
const char *encoding_detect(const guint8 *bytes, gsize length, gsize *skip);

/* For matching headers and names: BOM, U+00AD and zero-width characters dropped, NBSP to blank, blanks collapsed and
 * trimmed, NFKC, case folded, U+2019 to an apostrophe. Caller frees. */
char *text_fold(const char *text);
/* Past blanks as people and spreadsheets write them: TAB, NBSP and the narrow NBSP too; not line ends. */
const char *text_past_blanks(const char *text);
/* `&amp;` `&lt;` `&gt;` `&quot;` `&#39;` `&#x1F408;` and the HTML 4 names, once. Caller frees. */
char *text_unescape_entities(const char *text);
/* Cut to at most `characters`, at a word end where one is near, with "…". Caller frees. */
char *text_excerpt(const char *text, guint characters);
/* Glob with * and ?, where * does not cross '/' and ** does. */
gboolean text_glob(const char *pattern, const char *text);
/* Valid UTF-8 without control characters other than TAB and LF; wrong bytes become U+FFFD. Caller frees. */
char *text_clean(const char *text, gssize length);

#endif
