/* Weighted log-odds of terms between two periods. */
#include "metrics/statistics/terms.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#define PRIOR_MOST 500
#define PRIOR_SHARE 20
#define UNSEEN_AUTHORS 0.5

struct term_prior
term_prior_of(double background)
{
	return (struct term_prior){ .strength = MIN(PRIOR_MOST, background / PRIOR_SHARE), .background = background };
}

double
term_alpha(struct term_prior prior, double authors_background)
{
	if (!(prior.background > 0))
		return 0;
	return prior.strength * MAX(authors_background, UNSEEN_AUTHORS) / prior.background;
}

static double
log_odds(double authors, double all, double alpha, double alpha_0)
{
	return log((authors + alpha) / (all + alpha_0 - authors - alpha));
}

struct term_score
term_log_odds(double authors, double all, double authors_before, double all_before, double alpha, double alpha_0)
{
	gboolean sound = alpha > 0 && alpha < alpha_0 && authors >= 0 && authors <= all && authors_before >= 0 &&
	                 authors_before <= all_before;
	if (!sound)
		return (struct term_score){ 0 };
	double delta = log_odds(authors, all, alpha, alpha_0) - log_odds(authors_before, all_before, alpha, alpha_0);
	double error = sqrt(1 / (authors + alpha) + 1 / (authors_before + alpha));
	struct term_score score = { .delta = interval_of(delta, delta - Z95 * error, delta + Z95 * error), .error = error };
	score.defined = score.delta.bounded;
	score.z = score.defined ? delta / error : 0;
	score.p = score.defined ? normal_two_sided(score.z) : 0;
	return score;
}

double
term_exact_p(double authors, double all, double authors_before, double all_before)
{
	if (!(all > 0) || !(all_before > 0) || authors < 0 || authors_before < 0 || authors + authors_before < 1)
		return 1;
	double share = all / (all + all_before);
	guint together = (guint)(authors + authors_before), now = (guint)authors;
	double at_most = gsl_cdf_binomial_P(now, share, together);
	double at_least = now > 0 ? gsl_cdf_binomial_Q(now - 1, share, together) : 1;
	return fmin(1, 2 * fmin(at_most, at_least));
}
