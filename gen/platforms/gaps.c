/* Days that a table leaves out because nothing happened on them (Meta's follows): between its first and last day they are 0. */
#include "platforms/mapper.h"

/* The table's records of one measure, by day. */
static GArray *days_of_measure(const struct records *records, guint from, atom measure)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = from; i < RECORD_COUNT_OF(records, account_day); i++) {
		const struct account_day *row = RECORD_AT(records, account_day, i);
		if (row->measure == measure && row->span_start == row->span_end)
			g_array_append_val(numbers, i);
	}
	return numbers;
}

static int compare_days(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct records *records = user;
	gint32 x = RECORD_AT(records, account_day, *(const guint *)a)->span_start, y = RECORD_AT(records, account_day, *(const guint *)b)->span_start;

	return (x > y) - (x < y);
}

static void add_zeros(struct mapper *mapper, struct account_day row, gint32 past)
{
	row.value = 0;
	while (++row.span_start < past) {
		row.span_end = row.span_start;
		records_add(mapper->records, KIND_account_day, &row);
		mapper->reading->records++;
	}
}

static void fill_measure(struct mapper *mapper, guint from, atom measure)
{
	g_autoptr(GArray) numbers = days_of_measure(mapper->records, from, measure);

	g_array_sort_with_data(numbers, compare_days, mapper->records);
	for (guint i = 0; i + 1 < numbers->len; i++)
		add_zeros(mapper, *RECORD_AT(mapper->records, account_day, g_array_index(numbers, guint, i)),
		          RECORD_AT(mapper->records, account_day, g_array_index(numbers, guint, i + 1))->span_start);
}

void gaps_fill(struct mapper *mapper, const struct part *part, guint from)
{
	for (guint i = 0; part->gaps && i < part->gaps->len; i++) {
		atom measure = intern_find(mapper->records->atoms, part->gaps->pdata[i], -1);
		if (measure)
			fill_measure(mapper, from, measure);
	}
}
