/* The head of a discipline or chapter: its rule, its sign, its name, and what it is in a few words. */
#ifndef OUTPUTS_PDF_HEAD_H
#define OUTPUTS_PDF_HEAD_H

#include "outputs/pdf/book.h"

/* "Broadcast", "What we said"; NULL for no discipline. */
const char *discipline_name(enum discipline);
const char *discipline_words(enum discipline);

/* Height of a head with these words at this width; `bare`: without the rule. */
double head_height(const struct pen *, enum discipline, const char *name, const char *words, double width, gboolean bare);
/* Puts the head onto the last page, as a heading of level 2. */
void head_place(struct book *, enum discipline, const char *name, const char *words, double x, double y, double width,
                gboolean bare);

#endif
