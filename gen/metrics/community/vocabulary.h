/* The words people use, counted by how many members use them: never by how often, so that one loud person makes no trend (C28).
 * Left out: links, code, quoted lines, words with digits, handles, common words of several languages, names of members, all text of
 * private spaces. Pairs of neighbouring words are terms too, if enough people used them this month. */
#ifndef METRICS_COMMUNITY_VOCABULARY_H
#define METRICS_COMMUNITY_VOCABULARY_H

#include "metrics/metric.h"
#include "metrics/statistics/terms.h"

struct trend {
	const char *term;      /* lower case; owned by trends */
	guint authors, before; /* members who used it in the inquiry's period, and in the month before */
	struct term_score score;
	double p;              /* exact, two-sided */
};

struct trends {
	GArray *rows;          /* struct trend, strongest first: those that stand at a false discovery rate of 10 % and have risen */
	guint tested;
	GStringChunk *words;
};

/* Terms of at least `least` members, compared with the month before; the prior is the twelve months before that. */
struct trends *trends_of(const struct inquiry *, guint least);
void trends_free(struct trends *);
AUTO_DEFINE(trends)

/* ---- for tests ---- */
/* Calls `word` for each term-worthy word of a text, NULL between phrases. Words are folded and valid until the next call. */
void text_words(const char *text, void (*word)(const char *, gpointer user), gpointer user);

#endif
