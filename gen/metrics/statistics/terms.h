/* Which terms are suddenly talked about: log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 16–22;
 * METRICS C28). Counts are distinct authors, not tokens, so that one loud person makes no trend.
 * Many terms are asked at once: keep by benjamini_hochberg() (multiple.h) at 10 % over those with at least 5 authors. */
#ifndef METRICS_STATISTICS_TERMS_H
#define METRICS_STATISTICS_TERMS_H

#include "metrics/statistics/interval.h"

struct term_prior {
	double strength;   /* α₀ = min(500, background / 20) */
	double background; /* Σ of author counts of all terms in the twelve months before */
};
struct term_prior term_prior_of(double background);
/* α of one term: α₀ · its background / Σ. A term never seen before counts as half an author, else its odds would be infinite. */
double term_alpha(struct term_prior, double authors_background);

struct term_score {
	gboolean defined;
	struct interval delta; /* log odds ratio now against before, ± z·error */
	double error, z, p;    /* two-sided */
};
/* `authors` of `all` author mentions use the term now, `authors_before` of `all_before` did then; alpha and alpha_0 are the term's
 * and the whole prior. Undefined when a count exceeds its total or the prior is 0. */
struct term_score term_log_odds(double authors, double all, double authors_before, double all_before, double alpha, double alpha_0);

/* Two-sided p of the same question without approximation: given authors + authors_before, how many fall into the present by chance alone
 * (conditional binomial test of two rates; Przyborowski & Wilenski 1940). The z above misses words that nobody used before: with a prior
 * of next to nothing their standard error is as large as their log odds. 1 where there is nothing to test. */
double term_exact_p(double authors, double all, double authors_before, double all_before);

#endif
