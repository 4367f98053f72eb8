/* A row of sums that has lost its name ("Grand total" stood in a cell of its own, which is gone): the first or the last row of a table,
 * whose first cell is empty. Such a row may as well be a thing without a name, so it waits until the other rows have been added up. */
#include "platforms/mapper.h"

#include <string.h>

struct waiting {
	struct cell *cells; /* texts owned */
	guint count;
	gint64 offset;
};

/* Of the table at hand. */
struct nameless {
	struct waiting *first, *last; /* its first row; the row before, which may be the last. NULL: these have names */
};

static struct waiting *waiting_new(const struct row *row)
{
	struct waiting *waiting = g_new0(struct waiting, 1);

	waiting->cells = g_memdup2(row->cells, row->count * sizeof(struct cell));
	waiting->count = row->count;
	waiting->offset = row->offset;
	for (guint i = 0; i < row->count; i++)
		waiting->cells[i].text = g_strdup(row->cells[i].text);
	return waiting;
}

static void waiting_free(struct waiting *waiting)
{
	for (guint i = 0; waiting && i < waiting->count; i++)
		g_free((char *)waiting->cells[i].text);
	if (waiting)
		g_free(waiting->cells);
	g_free(waiting);
}

static struct row row_of(const struct waiting *waiting, struct header *header)
{
	return (struct row){.cells = waiting->cells, .count = waiting->count, .header = header, .offset = waiting->offset};
}

static const struct verdict *verdict_of(const struct part *part)
{
	for (guint i = 0; i < part->verdicts->len; i++)
		if (((const struct verdict *)part->verdicts->pdata[i])->nameless)
			return part->verdicts->pdata[i];
	return NULL;
}

static gboolean is_empty(const struct cell *cell)
{
	return strspn(cell->text, " \t") == strlen(cell->text);
}

static gboolean has_no_name(const struct row *row)
{
	if (!row->count || !is_empty(&row->cells[0]))
		return FALSE;
	for (guint i = 1; i < row->count; i++)
		if (!is_empty(&row->cells[i]))
			return TRUE;
	return FALSE;
}

/* It is a row like the others; or the sum of them, where the verdict is given. */
static void let_go(struct mapper *mapper, const struct part *part, struct waiting **waiting, struct header *header, const struct verdict *verdict)
{
	if (!*waiting)
		return;
	struct row row = row_of(*waiting, header);
	mapper->forced = verdict;
	mapper_row(mapper, part, &row);
	mapper->forced = NULL;
	g_clear_pointer(waiting, waiting_free);
}

gboolean nameless_wait(struct mapper *mapper, const struct part *part, const struct row *row, gboolean is_first)
{
	if (!verdict_of(part))
		return FALSE;
	if (!mapper->nameless)
		mapper->nameless = g_new0(struct nameless, 1);
	let_go(mapper, part, &mapper->nameless->last, row->header, NULL);
	if (!has_no_name(row) || mapper_verdict(mapper, part, row))
		return FALSE;
	*(is_first ? &mapper->nameless->first : &mapper->nameless->last) = waiting_new(row);
	return TRUE;
}

static gboolean is_sum(struct mapper *mapper, const struct verdict *verdict, const struct waiting *waiting, const struct waiting *other, struct header *header)
{
	if (!waiting)
		return FALSE;
	struct row row = row_of(waiting, header), more = other ? row_of(other, header) : row;
	for (guint i = 0; i < verdict->emits->len; i++)
		if (totals_prove(mapper, verdict->emits->pdata[i], &row, other ? &more : NULL))
			return TRUE;
	return FALSE;
}

void nameless_settle(struct mapper *mapper, const struct part *part, struct header *header)
{
	struct nameless *nameless = mapper->nameless;

	if (!nameless)
		return;
	const struct verdict *verdict = verdict_of(part);
	gboolean first = is_sum(mapper, verdict, nameless->first, nameless->last, header);
	gboolean last = !first && is_sum(mapper, verdict, nameless->last, nameless->first, header);
	let_go(mapper, part, &nameless->first, header, first ? verdict : NULL);
	let_go(mapper, part, &nameless->last, header, last ? verdict : NULL);
	g_clear_pointer(&mapper->nameless, g_free);
}
