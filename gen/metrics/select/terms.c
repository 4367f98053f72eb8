/* What people talk about: the trending terms that enough members used to be said in public (§9.7). */
#include "metrics/community/vocabulary.h"

#define SHOWN 5

static char *
before_said(const struct inquiry *inquiry, guint before)
{
	if (before == 0)
		return g_strdup("nobody");
	return before < (guint)inquiry->k ? g_strdup_printf("fewer than %d", inquiry->k) : g_strdup_printf("%u", before);
}

static void
terms(const struct inquiry *inquiry, struct selection *selection)
{
	AUTO(trends) trends = trends_of(inquiry, (guint)MAX(5, inquiry->k));

	selection->total = trends->rows->len;
	for (guint i = 0; i < trends->rows->len && i < SHOWN; i++) {
		const struct trend *trend = &g_array_index(trends->rows, struct trend, i);
		struct selection_item *item = selection_add(selection, ITEM_TERM);
		g_autofree char *before = before_said(inquiry, trend->before);
		g_autofree char *reason = g_strdup_printf("mentioned by %u members (%s the month before)", trend->authors, before);
		item->id = item->title = selection_word(selection, trend->term);
		item->reason = selection_word(selection, reason);
		item->number = trend->authors;
		item->z = trend->score.z;
	}
}

const struct selecting selecting_terms = {
	.name = "terms", .label = "What people talk about",
	.rule = "Words that clearly more members used than the month before, at least ten of them; names and private spaces left out.",
	.select = terms,
};
