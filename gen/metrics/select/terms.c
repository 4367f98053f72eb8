/* What people talk about: the trending terms that enough members used to be said in public (§9.7). */
#include "metrics/community/vocabulary.h"

#define SHOWN 5

static void
terms(const struct inquiry *inquiry, struct selection *selection)
{
	AUTO(trends) trends = trends_of(inquiry, (guint)MAX(5, project_k(inquiry->project, TRUE)));

	selection->total = trends->rows->len;
	for (guint i = 0; i < trends->rows->len && i < SHOWN; i++) {
		const struct trend *trend = &g_array_index(trends->rows, struct trend, i);
		struct selection_item *item = selection_add(selection, ITEM_TERM);
		g_autofree char *reason = g_strdup_printf("mentioned by %u members (%u the month before)", trend->authors, trend->before);
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
