/* What sentences.c and sentences_titles.c share. */
#ifndef REPORTS_SENTENCES_PARTS_H
#define REPORTS_SENTENCES_PARTS_H

#include "reports/sentences.h"

#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

/* A value, given in words, in the place of "{value}". Caller frees. */
char *sentence_with_value(const char *phrase, const char *value);
/* The value to speak of: of the scope, or — cut figures hold one row — the last row. NULL when there is none. */
const struct value *sentence_value(const struct report_request *, const struct figure *, const char *scope);
/* A change that may be said; NULL when there is none. */
const struct change *sentence_change(const struct figure *, const char *scope, enum against);

#endif
