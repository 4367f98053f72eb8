/* Ad reports whose days overlap tell one spend twice: a month and its days, a quarter and a month, the account's own card and its
 * campaigns. Of rows of two files the finer stay where they tell all of it, else the longer; where neither holds the other,
 * the newer. */
#include "platforms/merge_steps.h"

#include <math.h>

#include "base/complaint.h"
#include "base/number.h"

#define ROUNDED 0.005 /* a row's cost, in its currency */

/* Rows of one campaign, or of all campaigns of an account, by their first day. */
struct overlaps {
	const struct records *records;
	GArray *rows;      /* guint: numbers of ad rows */
	gint32 longest;    /* days of its longest span */
	guint8 *dropped;   /* by number of ad row */
	struct complaints *complaints;
};

static const struct ad_row *row_at(const struct overlaps *overlaps, guint index)
{
	return RECORD_AT(overlaps->records, ad_row, g_array_index(overlaps->rows, guint, index));
}

static gboolean is_dropped(const struct overlaps *overlaps, guint index)
{
	return overlaps->dropped[g_array_index(overlaps->rows, guint, index)];
}

static void drop(struct overlaps *overlaps, guint index)
{
	overlaps->dropped[g_array_index(overlaps->rows, guint, index)] = 1;
}

static gint32 days_of(const struct ad_row *row)
{
	return row->span_end - row->span_start + 1;
}

/* The first row that may reach into the days from `first` on. */
static guint first_reaching(const struct overlaps *overlaps, gint32 first)
{
	guint low = 0, high = overlaps->rows->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		if (row_at(overlaps, middle)->span_start < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static gboolean lies_within(const struct ad_row *inner, const struct ad_row *outer)
{
	return inner->record.source != outer->record.source && inner->span_start >= outer->span_start && inner->span_end <= outer->span_end &&
	       days_of(inner) < days_of(outer);
}

/* ---- a row and those that lie within its days ---- */

struct inner {
	guint rows;
	double spend;
};

static struct inner inner_of(const struct overlaps *overlaps, const struct ad_row *outer)
{
	struct inner inner = {0, 0};

	for (guint i = first_reaching(overlaps, outer->span_start); i < overlaps->rows->len && row_at(overlaps, i)->span_start <= outer->span_end; i++)
		if (!is_dropped(overlaps, i) && lies_within(row_at(overlaps, i), outer) && !isnan(row_at(overlaps, i)->spend)) {
			inner.rows++;
			inner.spend += row_at(overlaps, i)->spend;
		}
	return inner;
}

static void drop_inner(struct overlaps *overlaps, const struct ad_row *outer)
{
	for (guint i = first_reaching(overlaps, outer->span_start); i < overlaps->rows->len && row_at(overlaps, i)->span_start <= outer->span_end; i++)
		if (lies_within(row_at(overlaps, i), outer))
			drop(overlaps, i);
}

static void say_within(const struct overlaps *overlaps, const struct ad_row *outer, const struct inner *inner, gboolean finer_stay)
{
	struct place at = {overlaps->records->sources->pdata[outer->record.source], outer->record.offset};

	if (finer_stay)
		complain(overlaps->complaints, SEVERITY_NOTE, at, "told-in-parts", NULL, "other reports tell these days of the campaign one by one; not added");
	else
		complain(overlaps->complaints, SEVERITY_WARNING, at, "parts-missing", "export the missing days, or take the other report away",
		         "another report tells a part of these days (%.2f of %.2f spent); the whole is used and the part is not added", inner->spend,
		         outer->spend);
}

static void settle_within(struct overlaps *overlaps, guint index)
{
	const struct ad_row *outer = row_at(overlaps, index);
	struct inner inner = inner_of(overlaps, outer);
	gboolean finer_stay = inner.spend >= outer->spend - ROUNDED * (inner.rows + 1);

	if (!inner.rows || isnan(outer->spend))
		return;
	say_within(overlaps, outer, &inner, finer_stay);
	if (finer_stay)
		drop(overlaps, index);
	else
		drop_inner(overlaps, outer);
}

/* ---- two rows that reach into each other ---- */

static gboolean crosses(const struct ad_row *a, const struct ad_row *b)
{
	return a->record.source != b->record.source && b->span_start > a->span_start && b->span_start <= a->span_end && b->span_end > a->span_end;
}

static void settle_crossing(struct overlaps *overlaps, guint index)
{
	const struct ad_row *row = row_at(overlaps, index);

	for (guint i = first_reaching(overlaps, row->span_start + 1); i < overlaps->rows->len && row_at(overlaps, i)->span_start <= row->span_end; i++) {
		const struct ad_row *other = row_at(overlaps, i);
		if (is_dropped(overlaps, i) || is_dropped(overlaps, index) || !crosses(row, other))
			continue;
		const struct ad_row *older = record_captured(&other->record) < record_captured(&row->record) ? other : row;
		drop(overlaps, older == other ? i : index);
		complain(overlaps->complaints, SEVERITY_WARNING, (struct place){overlaps->records->sources->pdata[older->record.source], older->record.offset},
		         "crossing-spans", "export whole months, or segment by day", "another report tells some of these days of the campaign again; the newer one is used");
	}
}

/* ---- campaigns ---- */

static int compare_rows(gconstpointer a, gconstpointer b, gpointer records)
{
	const struct ad_row *x = RECORD_AT((struct records *)records, ad_row, *(const guint *)a), *y = RECORD_AT((struct records *)records, ad_row, *(const guint *)b);

	if (x->span_start != y->span_start)
		return x->span_start < y->span_start ? -1 : 1;
	if (x->span_end != y->span_end)
		return x->span_end < y->span_end ? -1 : 1;
	return x->record.source != y->record.source ? (x->record.source < y->record.source ? -1 : 1) : (x->record.order > y->record.order) - (x->record.order < y->record.order);
}

/* From the longest spans down, so that a quarter is held against its months before those against their days. */
static void settle_campaign(struct overlaps *overlaps)
{
	g_array_sort_with_data(overlaps->rows, compare_rows, (gpointer)overlaps->records);
	for (gint32 days = overlaps->longest; days > 1; days--)
		for (guint i = 0; i < overlaps->rows->len; i++)
			if (days_of(row_at(overlaps, i)) == days && !is_dropped(overlaps, i))
				settle_within(overlaps, i);
	for (guint i = 0; i < overlaps->rows->len; i++)
		if (!is_dropped(overlaps, i))
			settle_crossing(overlaps, i);
}

/* ---- the account's own rows, that name no campaign ---- */

static gboolean is_told_by_campaign(const struct overlaps *campaigns, const struct ad_row *row)
{
	for (guint i = first_reaching(campaigns, row->span_start - campaigns->longest + 1); i < campaigns->rows->len && row_at(campaigns, i)->span_start <= row->span_end; i++)
		if (row_at(campaigns, i)->span_end >= row->span_start && row_at(campaigns, i)->record.source != row->record.source)
			return TRUE;
	return FALSE;
}

/* The account's rows of one file that gave way to campaigns: their money, and the days they told of. */
struct yielded {
	const struct ad_row *first;
	guint rows;
	double spend;
	GHashTable *days;
};

static void yielded_free(gpointer pointer)
{
	g_hash_table_unref(((struct yielded *)pointer)->days);
	g_free(pointer);
}

static struct yielded *yielded_of(GPtrArray *files, const struct ad_row *row)
{
	for (guint i = 0; i < files->len; i++)
		if (((struct yielded *)files->pdata[i])->first->record.source == row->record.source)
			return files->pdata[i];
	struct yielded *yielded = g_new0(struct yielded, 1);
	yielded->first = row;
	yielded->days = g_hash_table_new(NULL, NULL);
	g_ptr_array_add(files, yielded);
	return yielded;
}

static void yielded_add(struct yielded *yielded, const struct ad_row *row)
{
	yielded->rows++;
	yielded->spend += isnan(row->spend) ? 0 : row->spend;
	for (gint32 day = row->span_start; day <= row->span_end; day++)
		g_hash_table_add(yielded->days, GINT_TO_POINTER(day));
}

static gboolean tells_of(const struct yielded *yielded, const struct ad_row *row)
{
	if (row->record.source == yielded->first->record.source)
		return FALSE;
	for (gint32 day = row->span_start; day <= row->span_end; day++)
		if (g_hash_table_contains(yielded->days, GINT_TO_POINTER(day)))
			return TRUE;
	return FALSE;
}

/* What campaigns tell of days outside is theirs too: less than the account in spite of that is clearly less. */
static void compare_yielded(const struct overlaps *campaigns, const struct yielded *yielded)
{
	struct inner kept = {0, 0};

	for (guint i = 0; i < campaigns->rows->len; i++)
		if (!is_dropped(campaigns, i) && !isnan(row_at(campaigns, i)->spend) && tells_of(yielded, row_at(campaigns, i))) {
			kept.rows++;
			kept.spend += row_at(campaigns, i)->spend;
		}
	if (kept.spend >= yielded->spend || ad_costs_agree(kept.spend, yielded->spend, kept.rows + yielded->rows))
		return;
	g_autofree char *stays = number_text(kept.spend, 2, "en"), *goes = number_text(yielded->spend, 2, "en");
	complain(campaigns->complaints, SEVERITY_WARNING, (struct place){campaigns->records->sources->pdata[yielded->first->record.source], yielded->first->record.offset},
	         "campaigns-missing", "the campaigns are what is used: export all of them, without filters and for all of these days, or take their report away",
	         "rows of the account that its campaigns do not add up to: %s spent (its campaigns: %s)", goes, stays);
}

static void settle_account(struct overlaps *whole, const struct overlaps *campaigns)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(yielded_free);

	for (guint i = 0; i < whole->rows->len; i++) {
		const struct ad_row *row = row_at(whole, i);
		if (is_dropped(whole, i) || !is_told_by_campaign(campaigns, row))
			continue;
		drop(whole, i);
		yielded_add(yielded_of(files, row), row);
		complain(whole->complaints, SEVERITY_NOTE, (struct place){whole->records->sources->pdata[row->record.source], row->record.offset}, "told-by-campaign",
		         NULL, "another report tells these days of the account by campaign; not added");
	}
	for (guint i = 0; i < files->len; i++)
		compare_yielded(campaigns, files->pdata[i]);
}

/* ---- all of them ---- */

/* Rows that share a key, in the order in which the keys came. */
struct grouping {
	GHashTable *by_key; /* char * → struct overlaps * */
	GPtrArray *list;    /* owned */
};

static void overlaps_free(gpointer pointer)
{
	g_array_unref(((struct overlaps *)pointer)->rows);
	g_free(pointer);
}

static struct grouping grouping_new(void)
{
	return (struct grouping){g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new_with_free_func(overlaps_free)};
}

static void grouping_clear(struct grouping *grouping)
{
	g_hash_table_unref(grouping->by_key);
	g_ptr_array_unref(grouping->list);
}

static void group_row(struct grouping *grouping, const struct overlaps *model, guint number, gboolean by_campaign)
{
	const struct ad_row *row = RECORD_AT(model->records, ad_row, number);
	g_autofree char *key = g_strdup_printf("%u/%u/%u", row->platform, row->account, by_campaign ? row->campaign : 0);
	struct overlaps *overlaps = g_hash_table_lookup(grouping->by_key, key);

	if (!overlaps) {
		overlaps = g_memdup2(model, sizeof(*model));
		overlaps->rows = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(grouping->by_key, g_steal_pointer(&key), overlaps);
		g_ptr_array_add(grouping->list, overlaps);
	}
	g_array_append_val(overlaps->rows, number);
	overlaps->longest = MAX(overlaps->longest, days_of(row));
}

static void settle_accounts(const struct grouping *campaigns, const struct grouping *accounts)
{
	for (guint i = 0; i < accounts->list->len; i++) {
		struct overlaps *told = accounts->list->pdata[i];
		const struct ad_row *row = row_at(told, 0);
		g_autofree char *nameless = g_strdup_printf("%u/%u/0", row->platform, row->account);
		struct overlaps *whole = g_hash_table_lookup(campaigns->by_key, nameless);
		g_array_sort_with_data(told->rows, compare_rows, (gpointer)told->records);
		if (whole)
			settle_account(whole, told);
	}
}

static void settle_campaigns(const struct grouping *campaigns, gboolean named)
{
	for (guint i = 0; i < campaigns->list->len; i++) {
		struct overlaps *overlaps = campaigns->list->pdata[i];
		if (!row_at(overlaps, 0)->campaign == !named)
			settle_campaign(overlaps);
	}
}

static void keep_others(struct records *records, const guint8 *dropped)
{
	GArray *rows = records->rows[KIND_ad_row];
	guint kept = 0;

	for (guint i = 0; i < rows->len; i++)
		if (!dropped[i])
			g_array_index(rows, struct ad_row, kept++) = g_array_index(rows, struct ad_row, i);
	g_array_set_size(rows, kept);
}

void records_ads_overlaps(struct records *records, struct complaints *complaints)
{
	guint count = RECORD_COUNT_OF(records, ad_row);
	g_autofree guint8 *dropped = g_new0(guint8, count + 1);
	const struct overlaps model = {.records = records, .dropped = dropped, .complaints = complaints};
	struct grouping campaigns = grouping_new(), accounts = grouping_new();

	for (guint i = 0; i < count; i++) {
		group_row(&campaigns, &model, i, TRUE);
		if (RECORD_AT(records, ad_row, i)->campaign)
			group_row(&accounts, &model, i, FALSE);
	}
	settle_campaigns(&campaigns, TRUE);
	settle_accounts(&campaigns, &accounts);
	settle_campaigns(&campaigns, FALSE); /* those of days that no campaign tells of */
	keep_others(records, dropped);
	grouping_clear(&campaigns);
	grouping_clear(&accounts);
}
