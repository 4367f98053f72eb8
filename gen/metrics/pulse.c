/* Week by week. */
#include "metrics/pulse.h"

#include <math.h>

#include "metrics/statistics/pulse.h"

#define WEEKS_SHOWN 13

enum { KEY_WITH = 2 };
enum { VALUE_COUNT, VALUE_EXPECTED, VALUE_LOW, VALUE_HIGH };

const struct metric_column PULSE_COLUMNS[] = {
	{ .name = "with", .label = "Coincides with", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "expected", .label = "Expected" },
	{ .name = "low", .label = "Expected at least" }, { .name = "high", .label = "Expected at most" }, { NULL },
};

/* An annotation about a metric speaks to that metric's side only. */
static gboolean
concerns(const struct inquiry *inquiry, const struct annotation *annotation)
{
	const char *affects = records_atom(inquiry->records, annotation->affects);
	const struct metric *metric = metric_find(affects);

	return !metric || metric->definition.discipline == inquiry->metric->definition.discipline;
}

static int
compare_annotations(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct annotation *x = *(const struct annotation *const *)a, *y = *(const struct annotation *const *)b;

	if (x->on_day != y->on_day)
		return x->on_day < y->on_day ? -1 : 1;
	return g_strcmp0(records_text(user, x->text), records_text(user, y->text));
}

/* Of the week, by day. The caller unrefs. */
static GPtrArray *
annotations_of(const struct inquiry *inquiry, const struct period *week)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, annotation); i++) {
		struct annotation *row = RECORD_AT(inquiry->records, annotation, i);
		if (row->on_day >= week->first && row->on_day < week->past && row->text && concerns(inquiry, row))
			g_ptr_array_add(found, row);
	}
	g_ptr_array_sort_with_data(found, compare_annotations, (gpointer)inquiry->records);
	return found;
}

/* What happened in the week by the project's own word: "coincides with", never "because". NULL: nothing. Caller frees. */
static char *
coincidences(const struct inquiry *inquiry, const struct period *week)
{
	g_autoptr(GPtrArray) found = annotations_of(inquiry, week);
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++)
		g_string_append_printf(words, "%s%s", i ? "; " : "", records_text(inquiry->records, ((const struct annotation *)g_ptr_array_index(found, i))->text));
	return g_string_free(words, words->len == 0);
}

static void
week_is_unusual(const struct inquiry *inquiry, struct figure *figure, struct figure_row *row, const struct period *week)
{
	g_autofree char *monday = day_iso(week->first), *with = coincidences(inquiry, week);

	if (!with)
		return;
	figure_set_word(figure, row, KEY_WITH, with);
	figure_note(figure, "The unusual week of %s coincides with: %s.", monday, with);
}

/* `counts`: the weeks before, oldest first. */
static void
week_row(const struct inquiry *inquiry, struct figure *figure, const struct period *week, const double *counts, double count)
{
	struct interval band = pulse_band(counts, PULSE_WEEKS);
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_period(figure, row, 0, week);
	row->values[VALUE_COUNT] = value_count((gint64)count);
	if (!band.bounded)
		return;
	row->values[VALUE_EXPECTED] = value_estimate(band.value, NAN, NAN, PULSE_WEEKS);
	row->values[VALUE_LOW] = value_estimate(band.low, NAN, NAN, PULSE_WEEKS);
	row->values[VALUE_HIGH] = value_estimate(band.high, NAN, NAN, PULSE_WEEKS);
	if (pulse_unusual(band, count))
		week_is_unusual(inquiry, figure, row, week);
}

static struct period
last_week(const struct inquiry *inquiry)
{
	struct period week = period_of_day(PERIOD_WEEK, inquiry->period.past - 1, inquiry->project->zone);

	return week.end > inquiry->data_end || week.end > inquiry->period.end ? period_step(week, -1, inquiry->project->zone) : week;
}

void
pulse_measure(const struct inquiry *inquiry, struct figure *figure, gint64 begin, pulse_count count, gpointer user)
{
	struct period week = period_step(last_week(inquiry), -(WEEKS_SHOWN + PULSE_WEEKS - 1), inquiry->project->zone);
	double counts[WEEKS_SHOWN + PULSE_WEEKS];
	guint before = figure->rows->len;

	for (guint i = 0; i < G_N_ELEMENTS(counts); i++, week = period_step(week, 1, inquiry->project->zone)) {
		counts[i] = count(inquiry, week.first, week.past, user);
		struct period oldest = period_step(week, -PULSE_WEEKS, inquiry->project->zone);
		if (i >= PULSE_WEEKS && begin != NO_TIME && begin <= oldest.start)
			week_row(inquiry, figure, &week, &counts[i - PULSE_WEEKS], counts[i]);
	}
	if (figure->rows->len == before)
		inquiry_row(inquiry, figure)->values[VALUE_COUNT] = value_none(STATE_NO_DATA, "a week is held against the eight weeks before it: there are not so many yet");
}
