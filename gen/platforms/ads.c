/* Ad managers give the same spend by campaign, by ad set and by ad, a file each. Where two files tell a campaign's same days
 * at the same cost, the finer one stays: reports of different kinds are never added. A file that tells less of a campaign than its own
 * row does (the search terms that may be shown, the ads that are active) is a part of it. Where the rows name other things than campaigns
 * (ads, places, ages), the account's sums show that it is the same money. */
#include "platforms/merge_steps.h"

#include <math.h>

#include "base/calendar.h"
#include "base/complaint.h"

#define SAME_SHARE 0.005 /* costs are rounded row by row */
#define SAME_ROUNDING 0.01
#define SAME_SHOWN 0.001 /* of impressions: cut by device and by place they differ by a few */

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

/* What one file says of a campaign, or of an account, over a span. */
struct telling {
	guint32 source;
	guint rows;
	double spend, impressions;
	gboolean whole;   /* a campaign's own row */
	gboolean named;   /* every row names its campaign */
	gboolean dropped;
	const char *why;
};

struct group {
	const struct ad_row *first;
	atom campaign;    /* 0: any */
	GArray *tellings; /* struct telling */
};

static guint group_hash(gconstpointer pointer)
{
	const struct group *group = pointer;
	const struct ad_row *row = group->first;

	return ((row->platform * 31 + row->account) * 31 + group->campaign) * 31 + (guint)row->span_start * 7 + (guint)row->span_end;
}

static gboolean group_equal(gconstpointer a, gconstpointer b)
{
	const struct group *one = a, *other = b;
	const struct ad_row *x = one->first, *y = other->first;

	return x->platform == y->platform && x->account == y->account && one->campaign == other->campaign && x->span_start == y->span_start &&
	       x->span_end == y->span_end;
}

static void group_free(gpointer pointer)
{
	g_array_unref(((struct group *)pointer)->tellings);
	g_free(pointer);
}

static struct group *group_of(GHashTable *groups, GPtrArray *order, const struct ad_row *row, atom campaign)
{
	struct group wanted = {row, campaign, NULL}, *group = g_hash_table_lookup(groups, &wanted);

	if (group)
		return group;
	group = g_new0(struct group, 1);
	group->first = row;
	group->campaign = campaign;
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
	struct telling *found = telling_of(group, row->record.source), fresh = {.source = row->record.source, .whole = TRUE, .named = TRUE};

	if (!found) {
		g_array_append_val(group->tellings, fresh);
		found = &g_array_index(group->tellings, struct telling, group->tellings->len - 1);
	}
	found->rows++;
	found->spend += row->spend; /* one unknown cost makes the sum unknown: it then equals nothing */
	found->impressions += row->impressions == NO_COUNT ? NAN : (double)row->impressions;
	found->whole &= row->campaign && row->ad_id == row->campaign;
	found->named &= row->campaign != 0;
}

gboolean ad_costs_agree(double a, double b, guint rows)
{
	return fabs(a - b) <= fmax(fmax(fabs(a), fabs(b)) * SAME_SHARE, SAME_ROUNDING * rows);
}

static gboolean cost_the_same(const struct telling *a, const struct telling *b)
{
	return ad_costs_agree(a->spend, b->spend, a->rows + b->rows);
}

static const char FINER[] = "another report tells the same spend of this campaign in finer rows; not added",
                  PART[] = "another report tells the whole campaign; of its parts, these are not all, and they are not added",
                  SAME_MONEY[] = "another report tells the same spend of the account in other rows; not added";

static void drop_telling(struct telling *telling, const char *why)
{
	telling->dropped = TRUE;
	telling->why = why;
}

static void settle_campaign_pair(struct telling *a, struct telling *b)
{
	if (cost_the_same(a, b))
		drop_telling(b->rows > a->rows ? a : b, FINER);
	else if (a->whole != b->whole) {
		struct telling *whole = a->whole ? a : b, *parts = a->whole ? b : a;
		drop_telling(parts->spend < whole->spend ? parts : whole, parts->spend < whole->spend ? PART : FINER);
	}
}

/* Rows without campaigns give way to those with (ads_overlap.c), so here both or neither name them. */
static void settle_account_pair(struct telling *a, struct telling *b)
{
	gboolean shown = fabs(a->impressions - b->impressions) <= SAME_SHOWN * fmax(a->impressions, b->impressions);

	if (a->named == b->named && a->spend > 0 && a->impressions > 0 && shown && cost_the_same(a, b))
		drop_telling(b->rows > a->rows ? a : b, SAME_MONEY);
}

static gboolean settle_group(const struct group *group, void (*settle_pair)(struct telling *, struct telling *))
{
	gboolean any = FALSE;

	for (guint i = 0; i < group->tellings->len; i++)
		for (guint j = i + 1; j < group->tellings->len; j++) {
			struct telling *a = &g_array_index(group->tellings, struct telling, i), *b = &g_array_index(group->tellings, struct telling, j);
			if (a->dropped || b->dropped || isnan(a->spend) || isnan(b->spend))
				continue;
			settle_pair(a, b);
			any |= a->dropped || b->dropped;
		}
	return any;
}

static void say_dropped(const struct records *records, const struct ad_row *row, const char *why, struct complaints *complaints)
{
	struct place at = {records->sources->pdata[row->record.source], row->record.offset};

	complain(complaints, SEVERITY_NOTE, at, "told-twice", NULL, "%s", why);
}

static void drop_rows(struct records *records, const GPtrArray *owners, struct complaints *complaints)
{
	GArray *rows = records->rows[KIND_ad_row];
	guint kept = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		const struct telling *telling = telling_of(owners->pdata[i], row->record.source);
		if (telling->dropped)
			say_dropped(records, row, telling->why, complaints);
		else
			g_array_index(rows, struct ad_row, kept++) = *row;
	}
	g_array_set_size(rows, kept);
}

/* ---- the first day of a report by day, the first month of one by month ---- */

/* The days that a file's rows reach from and to, and what its rows that begin later are. */
struct reach {
	gint32 first, last;
	gboolean by_day;   /* one of them is a day alone */
	guint later, months;
};

/* From the first of a month to its end, or to the end of all. */
static gboolean is_month(const struct ad_row *row, const struct reach *reach)
{
	gint32 end = day_month_end(row->span_start);

	return day_month_end(row->span_start - 1) == row->span_start - 1 && row->span_end == MIN(end, reach->last);
}

static struct reach *reaches_of(const struct records *records)
{
	struct reach *reaches = g_new0(struct reach, records->sources->len + 1);

	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		struct reach *reach = &reaches[row->record.source];
		gboolean fresh = !reach->last;
		reach->first = fresh ? row->span_start : MIN(reach->first, row->span_start);
		reach->last = fresh ? row->span_end : MAX(reach->last, row->span_end);
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		struct reach *reach = &reaches[row->record.source];
		if (row->span_start == reach->first)
			continue;
		reach->later++;
		reach->months += is_month(row, reach);
		reach->by_day |= row->span_start == row->span_end && !is_month(row, reach);
	}
	return reaches;
}

/* LinkedIn's rows begin with their day or month, or with the report: those of its first day or month look as if they told all of it, and
 * those of the first of a month as if they told the month, until another row of the file is found to be a day or a month. */
static void shorten_first_rows(struct records *records)
{
	g_autofree struct reach *reaches = reaches_of(records);

	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		struct ad_row *row = RECORD_AT(records, ad_row, i);
		const struct reach *reach = &reaches[row->record.source];
		gboolean whole = row->span_start == reach->first && row->span_end == reach->last;
		if (reach->by_day && (whole || is_month(row, reach)))
			row->span_end = row->span_start;
		else if (whole && reach->later && reach->later == reach->months)
			row->span_end = MIN(row->span_end, day_month_end(row->span_start));
	}
}

/* ---- all of them ---- */

static void settle_all(struct records *records, gboolean by_campaign, struct complaints *complaints)
{
	g_autoptr(GHashTable) groups = g_hash_table_new(group_hash, group_equal);
	g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(group_free), owners = g_ptr_array_new();
	gboolean any = FALSE;

	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		struct group *group = group_of(groups, order, row, by_campaign ? row->campaign : 0);
		tell(group, row);
		g_ptr_array_add(owners, group);
	}
	for (guint i = 0; i < order->len; i++)
		if (!by_campaign || ((const struct group *)order->pdata[i])->campaign)
			any |= settle_group(order->pdata[i], by_campaign ? settle_campaign_pair : settle_account_pair);
	if (any)
		drop_rows(records, owners, complaints);
}

void records_ads(struct records *records, struct complaints *complaints)
{
	shorten_first_rows(records);
	settle_all(records, TRUE, complaints);
	settle_all(records, FALSE, complaints);
}
