/* Ad managers give the same spend by campaign, by ad set and by ad, a file each. Where two files tell a campaign's same days
 * at the same cost, the finer one stays: reports of different kinds are never added. */
#include "platforms/merge_steps.h"

#include <math.h>

#include "base/complaint.h"

#define SAME_SHARE 0.005 /* costs are rounded row by row */
#define SAME_ROUNDING 0.01

static gint64 count_added(gint64 a, gint64 b)
{
	return a == NO_COUNT ? b : b == NO_COUNT ? a : a + b;
}

/* To the millionth, so that the order of rows does not matter. */
static double real_added(double a, double b)
{
	return isnan(a) ? b : isnan(b) ? a : round((a + b) * 1e6) / 1e6;
}

void ad_row_add(struct ad_row *row, const struct ad_row *part)
{
	row->spend = real_added(row->spend, part->spend);
	row->impressions = count_added(row->impressions, part->impressions);
	row->viewable = count_added(row->viewable, part->viewable);
	row->measurable = count_added(row->measurable, part->measurable);
	row->link_clicks = count_added(row->link_clicks, part->link_clicks);
	row->clicks = count_added(row->clicks, part->clicks);
	row->results = row->result_kind == part->result_kind ? real_added(row->results, part->results) : NAN;
	row->claimed_conversions = real_added(row->claimed_conversions, part->claimed_conversions);
	row->reach = NO_COUNT; /* people are counted once, not part by part */
}

/* What one file says of a campaign over a span. */
struct telling {
	guint32 source;
	guint rows;
	double spend;
	gboolean dropped;
};

struct group {
	const struct ad_row *first;
	GArray *tellings; /* struct telling */
};

static guint group_hash(gconstpointer pointer)
{
	const struct ad_row *row = ((const struct group *)pointer)->first;

	return ((row->platform * 31 + row->account) * 31 + row->campaign) * 31 + (guint)row->span_start * 7 + (guint)row->span_end;
}

static gboolean group_equal(gconstpointer a, gconstpointer b)
{
	const struct ad_row *x = ((const struct group *)a)->first, *y = ((const struct group *)b)->first;

	return x->platform == y->platform && x->account == y->account && x->campaign == y->campaign && x->span_start == y->span_start &&
	       x->span_end == y->span_end;
}

static void group_free(gpointer pointer)
{
	g_array_unref(((struct group *)pointer)->tellings);
	g_free(pointer);
}

static struct group *group_of(GHashTable *groups, GPtrArray *order, const struct ad_row *row)
{
	struct group wanted = {row, NULL}, *group = g_hash_table_lookup(groups, &wanted);

	if (group)
		return group;
	group = g_new0(struct group, 1);
	group->first = row;
	group->tellings = g_array_new(FALSE, FALSE, sizeof(struct telling));
	g_hash_table_add(groups, group);
	g_ptr_array_add(order, group);
	return group;
}

static struct telling *telling_of(const struct group *group, guint32 source)
{
	for (guint i = 0; i < group->tellings->len; i++) {
		struct telling *telling = &g_array_index(group->tellings, struct telling, i);
		if (telling->source == source)
			return telling;
	}
	return NULL;
}

static void tell(struct group *group, const struct ad_row *row)
{
	struct telling *found = telling_of(group, row->record.source), fresh = {.source = row->record.source};

	if (!found) {
		g_array_append_val(group->tellings, fresh);
		found = &g_array_index(group->tellings, struct telling, group->tellings->len - 1);
	}
	found->rows++;
	found->spend += row->spend; /* one unknown cost makes the sum unknown: it then equals nothing */
}

static gboolean cost_the_same(const struct telling *a, const struct telling *b)
{
	double most = fmax(fabs(a->spend), fabs(b->spend));

	return fabs(a->spend - b->spend) <= fmax(most * SAME_SHARE, SAME_ROUNDING * (a->rows + b->rows));
}

static gboolean settle_group(const struct group *group)
{
	gboolean any = FALSE;

	for (guint i = 0; i < group->tellings->len; i++)
		for (guint j = i + 1; j < group->tellings->len; j++) {
			struct telling *a = &g_array_index(group->tellings, struct telling, i), *b = &g_array_index(group->tellings, struct telling, j);
			if (a->dropped || b->dropped || isnan(a->spend) || isnan(b->spend) || !cost_the_same(a, b))
				continue;
			*(b->rows > a->rows ? &a->dropped : &b->dropped) = TRUE;
			any = TRUE;
		}
	return any;
}

static void say_dropped(const struct records *records, const struct ad_row *row, struct complaints *complaints)
{
	struct place at = {records->sources->pdata[row->record.source], row->record.offset};

	complain(complaints, SEVERITY_NOTE, at, "told-twice", NULL, "another report tells the same spend of this campaign in finer rows; not added");
}

static void drop_rows(struct records *records, const GPtrArray *owners, struct complaints *complaints)
{
	GArray *rows = records->rows[KIND_ad_row];
	guint kept = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		if (telling_of(owners->pdata[i], row->record.source)->dropped)
			say_dropped(records, row, complaints);
		else
			g_array_index(rows, struct ad_row, kept++) = *row;
	}
	g_array_set_size(rows, kept);
}

void records_ads(struct records *records, struct complaints *complaints)
{
	g_autoptr(GHashTable) groups = g_hash_table_new(group_hash, group_equal);
	g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(group_free), owners = g_ptr_array_new();
	gboolean any = FALSE;

	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		struct group *group = group_of(groups, order, row);
		tell(group, row);
		g_ptr_array_add(owners, group);
	}
	for (guint i = 0; i < order->len; i++)
		any |= settle_group(order->pdata[i]);
	if (any)
		drop_rows(records, owners, complaints);
}
