/* VOCABULARY: which words people suddenly use, counted by how many people use them and never by how often, so that one loud person
 * makes no trend (METRICS C28, B38). What is read to it, and who counts as a person, is its caller's affair: members' messages on one
 * side of the wall, mentions by outsiders on the other; the mathematics is the same.
 * Words are compared by their stems and printed in the form that most people wrote; pairs of neighbouring words are terms too, if enough
 * people used them in the period. Names and handles of members and staff are never terms (§9.7). */
#ifndef METRICS_VOCABULARY_VOCABULARY_H
#define METRICS_VOCABULARY_VOCABULARY_H

#include "base/calendar.h"
#include "metrics/statistics/terms.h"
#include "model/figure.h"
#include "model/project.h"
#include "model/records.h"

/* What is read, in this order: the period for its words, the period again for the pairs of those that enough people used (all pairs
 * would take more memory than the texts), the period before it, and for the prior the twelve months before the period. */
enum { WINDOW_NOW, WINDOW_PAIRS, WINDOW_BEFORE, WINDOW_BACKGROUND, WINDOWS };
void vocabulary_windows(const struct period *, GTimeZone *, struct period windows[WINDOWS]);

struct trend {
	const char *term;      /* as most people wrote it, in lower case; owned by trends */
	const char *stems;     /* what it was counted by */
	guint authors, before; /* people who used it in the period, and in the one before */
	struct term_score score;
	double p;              /* exact, two-sided */
};

struct trends {
	GArray *rows;          /* struct trend, strongest first: those that stand at a false discovery rate of 10 % and have risen */
	guint tested;
	GStringChunk *words;
};
void trends_free(struct trends *);
AUTO_DEFINE(trends)
/* What a figure says where no row stands: UNDEFINED when terms were tested, else NO_DATA. */
struct value trends_none(const struct trends *);

struct vocabulary;
/* Terms of fewer than `least` people in the period are not asked for. */
struct vocabulary *vocabulary_new(const struct records *, const struct project *, guint least);
void vocabulary_free(struct vocabulary *);
AUTO_DEFINE(vocabulary)
/* What is read from now on belongs to this window. */
void vocabulary_begin(struct vocabulary *, int window);
/* A text (NULL: none) by somebody; all texts of one person in a window one after another. Language NULL: the project's. */
void vocabulary_read(struct vocabulary *, guint32 author, const char *text, const char *language);
/* When all is read: terms that `least` people used, no fewer than vocabulary_new was told. Caller frees. */
struct trends *vocabulary_trends(const struct vocabulary *, guint least);

/* Does a text use the term, by its stems? A term of three words by either of its pairs. */
gboolean vocabulary_says(struct vocabulary *, const struct trend *, const char *text, const char *language);

#endif
