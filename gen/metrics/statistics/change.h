/* What may be said about a change: words are licensed by intervals, never by a sign (METRICS §4.9, §4.10).
 *
 *     up, down         the interval excludes "no change" and the change is at least material
 *     about the same   it excludes "no change", but the change is below material
 *     no clear change  it includes "no change": print "between low and high"
 *     none             a side may not be compared, or carries no interval: both numbers only, and why
 *
 *     struct comparison c = change_rates(60, 28, 84, 28, 2, MATERIALITY);
 *     c = change_silence(c, is_partial ? SILENCE_PARTIAL : SILENCE_NONE);
 */
#ifndef METRICS_STATISTICS_CHANGE_H
#define METRICS_STATISTICS_CHANGE_H

#include <glib.h>

#include "metrics/statistics/interval.h"

/* In the order of model/figure.h's enum change_word. */
enum comparison_word { COMPARISON_NONE, COMPARISON_UP, COMPARISON_DOWN, COMPARISON_SAME, COMPARISON_UNCLEAR };

/* Why there is no word. */
enum silence {
	SILENCE_NONE,
	SILENCE_UNDEFINED,   /* a side has no value, or the earlier one is 0 and the change would be relative */
	SILENCE_NO_INTERVAL, /* a census, a platform's estimate, or fewer than 5 events */
	SILENCE_PARTIAL,     /* a period is not over */
	SILENCE_PROVISIONAL, /* its last days may still change */
	SILENCE_BREAK,       /* the definition changed in between */
	SILENCE_SMALL,       /* a small sample on either side */
	SILENCE_AGES         /* posts were measured at ages that differ by half or more (§2.2) */
};
const char *silence_words(enum silence); /* for people: "the period is not over"; "" for none. Static */

struct materiality {
	double relative; /* 0.05: 5 % of the earlier value */
	double points;   /* 0.01: one percentage point, for shares */
};
extern const struct materiality MATERIALITY; /* those two */

struct comparison {
	enum comparison_word word;
	enum silence silence;   /* set when word is NONE */
	gboolean relative;      /* change is a fraction of the earlier value; else a difference in the values' unit */
	gboolean outvoted;      /* "no clear change" only because of the other tests of the family (§4.10) */
	struct interval change;
	double p;               /* two-sided; 1 where nothing was tested */
};

/* Two independent estimates: their MOVER difference over the earlier value (as a fraction of it). The earlier value is taken as
 * known when it is divided by; the test is that of the difference. */
struct comparison change_values(struct interval earlier, struct interval later, struct materiality);
/* Two shares with their intervals: the difference itself (0.015 = 1.5 points), material from `points` on. */
struct comparison change_shares(struct interval earlier, struct interval later, struct materiality);
/* Two counts over exposures (days): the rate ratio with overdispersion, minus 1. So February and January are compared per day. */
struct comparison change_rates(double count_before, double exposure_before, double count, double exposure, double dispersion,
                               struct materiality);

/* Takes the word away, keeping the numbers. SILENCE_NONE leaves it as it is; the first silence stays. */
struct comparison change_silence(struct comparison, enum silence);

/* The family of headline changes of one report: a word (up, down, about the same) that does not stand at a false discovery rate
 * of `rate` (0.10) becomes "no clear change". Those without a word are not counted as tests. */
void change_adjust(struct comparison *, guint n, double rate);

#endif
