/* Lines of many places: handed to those who know the files, all that they know at once. */
#include "base/complaint.h"

static void locate_alone(struct located *located, gboolean texts)
{
	const struct source *source = located->at.source;
	g_autofree char *text = source->line_at ? source->line_at(source, located->at.offset, &located->line, &located->column) : NULL;
	if (texts)
		located->text = g_steal_pointer(&text);
}

/* Those of one function go together; the order within is the function's business. */
static int compare_ways(const void *left, const void *right)
{
	guintptr a = (guintptr)(*(struct located *const *)left)->at.source->locate, b = (guintptr)(*(struct located *const *)right)->at.source->locate;
	return (a > b) - (a < b);
}

void places_locate(struct located *located, guint count, gboolean texts)
{
	g_autoptr(GPtrArray) together = g_ptr_array_new();
	for (guint i = 0; i < count; i++) {
		if (!located[i].at.source || located[i].at.offset < 0)
			continue;
		if (located[i].at.source->locate)
			g_ptr_array_add(together, &located[i]);
		else
			locate_alone(&located[i], texts);
	}
	g_ptr_array_sort(together, compare_ways);
	struct located **first = (struct located **)together->pdata;
	for (guint left = together->len, alike; left > 0; first += alike, left -= alike) {
		for (alike = 1; alike < left && first[alike]->at.source->locate == first[0]->at.source->locate;)
			alike++;
		first[0]->at.source->locate(first, alike, texts);
	}
}
