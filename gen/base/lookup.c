/* Heads and chains. */
#include "base/lookup.h"

#include <string.h>

struct lookup *
lookup_new(guint32 atoms, guint32 rows)
{
	struct lookup *lookup = g_new0(struct lookup, 1);

	lookup->head = g_new(guint32, (gsize)atoms + 1);
	memset(lookup->head, 0xff, sizeof(guint32) * ((gsize)atoms + 1)); /* NO_ROW */
	lookup->rows = MAX(rows, 1);
	lookup->next = g_new(guint32, lookup->rows);
	return lookup;
}

void
lookup_free(struct lookup *lookup)
{
	g_free(lookup->head);
	g_free(lookup->next);
	g_free(lookup);
}

void
lookup_add(struct lookup *lookup, atom key, guint32 row)
{
	if (row >= lookup->rows) {
		lookup->rows = MAX(row + 1, lookup->rows * 2);
		lookup->next = g_renew(guint32, lookup->next, lookup->rows);
	}
	lookup->next[row] = lookup->head[key];
	lookup->head[key] = row;
}
