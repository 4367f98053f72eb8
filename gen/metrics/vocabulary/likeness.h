/* LIKENESS of two texts, by their words in order: is it the same text, or has it been adapted (METRICS B43)? */
#ifndef METRICS_VOCABULARY_LIKENESS_H
#define METRICS_VOCABULARY_LIKENESS_H

#include "base/auto.h"

/* The words of a text as a reader hears them: case folded, without signs, links, handles and hashtags, which differ between networks
 * even where nothing was rewritten. */
struct wording {
	guint *words; /* a hash each */
	guint length;
	GPtrArray *links; /* char *: "larkfield.example/booking", without protocol, "www.", query and trailing slash */
};
/* NULL: an empty one. Caller frees. */
struct wording *wording_new(const char *text);
void wording_free(struct wording *);
AUTO_DEFINE(wording)

/* 2 · the longest common subsequence of words over the words of both: 1 for the same words in the same order, 0 for none in common (Hirschberg
 * 1975; the measure of `diff`). 0 when one is empty. */
double wording_similarity(const struct wording *, const struct wording *);
/* Of the runs of five words of the text that has fewer, the share that the other has too: a short version of a long text shares all
 * of its own (Broder 1997, containment). 0 when one has fewer than five words. */
double wording_shared(const struct wording *, const struct wording *);
/* They carry a link to the same page. */
gboolean wording_same_link(const struct wording *, const struct wording *);

#endif
