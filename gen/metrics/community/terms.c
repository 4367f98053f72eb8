/* What people are suddenly talking about (C28). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/community/vocabulary.h"

#define SHOWN 10

static void
trending_terms(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(trends) trends = trends_of(inquiry, (guint)MAX(5, inquiry->k));

	for (guint i = 0; i < trends->rows->len && i < SHOWN; i++) {
		const struct trend *trend = &g_array_index(trends->rows, struct trend, i);
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, trend->term);
		row->values[0] = answer_interval(trend->score.delta, trend->authors, NULL);
		row->values[1] = value_count(trend->authors); /* k or more of them (§9.7): of words said in public no more needs hiding */
		row->values[2] = value_count(trend->before);
		row->values[3] = value_estimate(trend->score.z, NAN, NAN, trend->authors);
	}
	if (!trends->rows->len)
		inquiry_row(inquiry, figure)->values[0] = trends_none(trends);
	if (inquiry_place(inquiry) == SCOPE_NONE)
		figure_note(figure, "%u terms were tested; false ones among those shown: about one in ten.", trends->tested);
}

static const struct metric_column term_columns[] = {
	{ .name = "term", .label = "Term", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "authors", .label = "Members now" },
	{ .name = "authors_before", .label = "Members the month before" }, { .name = "z", .label = "z", .unit = UNIT_INDEX }, { NULL },
};

const struct metric metric_trending_terms = {
	.definition = {
		.name = "c_trending_terms", .card = "C28", .discipline = DISCIPLINE_COMMUNITY, .label = "What people suddenly talk about",
		.question = "What are people suddenly talking about?",
		.formula = "Log-odds, with an informative prior, of how many members used a word or pair of words this month against the month before; words are "
		           "compared by their stems. Each member counts once a term. At least five members; exact test of the two rates, false discovery "
		           "rate 10 %. Names, links, code and quotes are left out.",
		.noun = "members", .unit = UNIT_INDEX, .additivity = ADD_DIST, .shape = SHAPE_TERMS, .comparison = COMPARE_NONE, .version = 1,
		.source = "Monroe, Colaresi & Quinn 2008, with authors instead of tokens; stems by Snowball (Porter 2001); Benjamini & Hochberg 1995",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .by_k = TRUE, .reads = READS_MESSAGES, .columns = term_columns, .measure = trending_terms,
};
