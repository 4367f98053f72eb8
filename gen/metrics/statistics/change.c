/* From two values with intervals to the one word that may be printed about them. */
#include "metrics/statistics/change.h"

#include <math.h>

#include "metrics/statistics/multiple.h"

const struct materiality MATERIALITY = { .relative = 0.05, .points = 0.01 };

static const char *const SILENCE_WORDS[] = {
	[SILENCE_NONE] = "",
	[SILENCE_UNDEFINED] = "there is nothing to compare with",
	[SILENCE_NO_INTERVAL] = "the difference has no interval",
	[SILENCE_PARTIAL] = "the period is not over",
	[SILENCE_PROVISIONAL] = "the last days may still change",
	[SILENCE_BREAK] = "the definition changed in between",
	[SILENCE_SMALL] = "the sample is small",
	[SILENCE_AGES] = "the posts were measured at different ages",
};

const char *
silence_words(enum silence silence)
{
	return SILENCE_WORDS[silence];
}

/* The word for a change around 0, by the side of 0 its bounds lie on. */
static enum comparison_word
word_of(struct interval change, double material)
{
	if (change.low <= 0 && change.high >= 0)
		return COMPARISON_UNCLEAR;
	if (fabs(change.value) < material)
		return COMPARISON_SAME;
	return change.value > 0 ? COMPARISON_UP : COMPARISON_DOWN;
}

/* Two-sided p of a change whose bounds lie 1.96 standard errors away: that of the bound on the side of 0. */
static double
p_of(struct interval change)
{
	double reach = change.value > 0 ? change.value - change.low : change.high - change.value;
	return reach > 0 ? normal_two_sided(Z95 * change.value / reach) : change.value != 0 ? 0 : 1;
}

static struct comparison
comparison_of(struct interval change, gboolean relative, double material)
{
	struct comparison it = { .relative = relative, .change = change, .p = 1 };
	if (!change.defined)
		it.silence = SILENCE_UNDEFINED;
	else if (!change.bounded)
		it.silence = SILENCE_NO_INTERVAL;
	else {
		it.word = word_of(change, material);
		it.p = p_of(change);
	}
	return it;
}

struct comparison
change_values(struct interval earlier, struct interval later, struct materiality material)
{
	struct interval difference = interval_difference(earlier, later);
	if (difference.defined && earlier.value == 0)
		difference = (struct interval){ 0 };
	if (difference.defined)
		difference = interval_scale(difference, 1 / fabs(earlier.value));
	return comparison_of(difference, TRUE, material.relative);
}

struct comparison
change_shares(struct interval earlier, struct interval later, struct materiality material)
{
	return comparison_of(interval_difference(earlier, later), FALSE, material.points);
}

struct comparison
change_rates(double count_before, double exposure_before, double count, double exposure, double dispersion,
             struct materiality material)
{
	struct interval ratio = rate_ratio(count_before, exposure_before, count, exposure, dispersion);
	struct interval change = ratio;
	if (ratio.defined)
		change = ratio.bounded ? interval_of(ratio.value - 1, ratio.low - 1, ratio.high - 1) : interval_value(ratio.value - 1);
	struct comparison it = comparison_of(change, TRUE, material.relative);
	if (ratio.bounded) /* the ratio's interval is symmetric on the log scale: test there */
		it.p = normal_two_sided(Z95 * log(ratio.value) / log(ratio.high / ratio.value));
	return it;
}

struct comparison
change_silence(struct comparison it, enum silence silence)
{
	if (silence == SILENCE_NONE || it.silence != SILENCE_NONE)
		return it;
	it.word = COMPARISON_NONE;
	it.silence = silence;
	return it;
}

void
change_adjust(struct comparison *family, guint n, double rate)
{
	g_autofree double *p = g_new(double, n);
	g_autofree guint *member = g_new(guint, n);
	g_autofree gboolean *kept = g_new(gboolean, n);
	guint tests = 0;
	for (guint i = 0; i < n; i++)
		if (family[i].word != COMPARISON_NONE) {
			p[tests] = family[i].p;
			member[tests++] = i;
		}
	benjamini_hochberg(p, tests, rate, kept);
	for (guint i = 0; i < tests; i++) {
		struct comparison *it = &family[member[i]];
		if (kept[i] || it->word == COMPARISON_UNCLEAR)
			continue;
		it->word = COMPARISON_UNCLEAR;
		it->outvoted = TRUE;
	}
}
