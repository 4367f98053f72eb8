/* Spans that do not overlap, of one side and one definition; levels; weeks. */
#include "metrics/broadcast/days.h"

#include <math.h>

#include "metrics/statistics/interval.h"

#define LOOK_BACK 92  /* days in which an earlier definition still matters */
#define LOOK_NEAR 31  /* of these, the days that matter most */
#define LEVEL_DAYS 3  /* how old the last known level may be */

/* ---- finding ---- */

static gboolean
is_before(const struct reported *reported, guint scope, atom measure)
{
	return reported->scope != scope ? reported->scope < scope : reported->row->measure < measure;
}

/* The rows of one account and measure. */
static struct stretch
rows_of(const struct publishing *publishing, guint scope, const char *measure)
{
	atom number = intern_find(publishing->records->atoms, measure, -1);
	guint low = 0, high = publishing->n_reported;
	struct stretch rows;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (is_before(&publishing->reported[middle], scope, number))
			low = middle + 1;
		else
			high = middle;
	}
	rows.first = rows.past = low;
	while (number && rows.past < publishing->n_reported && publishing->reported[rows.past].scope == scope &&
	       publishing->reported[rows.past].row->measure == number)
		rows.past++;
	return rows;
}

/* The rows from `first` on that have one side and definition. */
static guint
run_past(const struct publishing *publishing, struct stretch rows, guint first)
{
	const struct reported *begin = &publishing->reported[first];
	guint past = first;

	while (past < rows.past && publishing->reported[past].side == begin->side && publishing->reported[past].row->definition == begin->row->definition)
		past++;
	return past;
}

gboolean
publishing_reports(const struct publishing *publishing, guint scope, const char *measure)
{
	struct stretch rows = rows_of(publishing, scope, measure);

	return rows.first < rows.past && publishing->reported[rows.first].side != SIDE_PAID;
}

/* ---- counts over a period ---- */

static void
flow_add(struct flow *flow, const struct account_day *row)
{
	if (!flow->known)
		flow->first = row->span_start;
	flow->known = TRUE;
	flow->sum += row->value;
	flow->days += row->span_end - row->span_start + 1;
	flow->last = row->span_end;
	flow->rows++;
	flow->estimated |= row->estimated == 1;
}

/* Days [first, past) of one run: the very window if there is one, else what does not overlap. */
static struct flow
flow_of_run(const struct publishing *publishing, guint from, guint to, gint32 first, gint32 past)
{
	const struct reported *begin = &publishing->reported[from];
	struct flow flow = { .side = begin->side, .definition = begin->row->definition }, whole = flow;
	gint32 free_from = first;

	for (guint i = from; i < to; i++) {
		const struct account_day *row = publishing->reported[i].row;
		if (row->span_start >= first && row->span_end < past)
			flow.largest = MAX(flow.largest, row->value);
		if (row->span_start == first && row->span_end == past - 1 && !whole.known) {
			flow_add(&whole, row);
			whole.whole = TRUE;
		} else if (row->span_start >= free_from && row->span_end < past && row->span_end >= row->span_start) {
			flow_add(&flow, row);
			free_from = row->span_end + 1;
		}
	}
	return whole.known ? whole : flow;
}

static gboolean
flow_is_better(const struct flow *flow, const struct flow *best)
{
	if (!flow->known || !best->known)
		return flow->known;
	return flow->side == best->side && flow->days > best->days; /* an earlier side has come before */
}

/* `differs`: another definition of that side tells of days the best one does not, or the other way round. */
static struct flow
flow_best(const struct publishing *publishing, struct stretch rows, gint32 first, gint32 past, gboolean *differs)
{
	struct flow best = { 0 };

	*differs = FALSE;
	for (guint i = rows.first, end; i < rows.past; i = end) {
		struct flow flow;
		end = run_past(publishing, rows, i);
		if (publishing->reported[i].side == SIDE_PAID)
			continue;
		flow = flow_of_run(publishing, i, end, first, past);
		if (flow.known && best.known && flow.side == best.side)
			*differs |= flow.first != best.first || flow.last != best.last;
		if (flow_is_better(&flow, &best))
			best = flow;
	}
	return best;
}

struct flow
publishing_flow(const struct publishing *publishing, guint scope, const char *measure, const struct period *period)
{
	struct stretch rows = rows_of(publishing, scope, measure);
	gboolean differs, unused;
	struct flow flow = flow_best(publishing, rows, period->first, period->past, &differs);
	struct flow before = flow_best(publishing, rows, period->first - LOOK_NEAR, period->first, &unused);

	if (!before.known)
		before = flow_best(publishing, rows, period->first - LOOK_BACK, period->first, &unused);
	flow.changed = flow.known && (differs || (before.known && (before.definition != flow.definition || before.side != flow.side)));
	return flow;
}

/* ---- levels ---- */

/* The newest level after `from` and up to `day`. */
static struct level
level_before(const struct publishing *publishing, struct stretch rows, gint32 from, gint32 day)
{
	struct level level = { .day = from };

	for (guint i = rows.first; i < rows.past; i++) {
		const struct account_day *row = publishing->reported[i].row;
		if (publishing->reported[i].side == SIDE_PAID || row->span_end > day || row->span_end <= level.day)
			continue;
		level = (struct level){ .known = TRUE, .value = row->value, .day = row->span_end, .definition = row->definition };
	}
	return level;
}

/* This definition has a row in the days (from, day]. */
static gboolean
definition_is_in(const struct publishing *publishing, struct stretch rows, atom definition, gint32 from, gint32 day)
{
	for (guint i = rows.first; i < rows.past; i++) {
		const struct account_day *row = publishing->reported[i].row;
		if (row->definition == definition && row->span_end > from && row->span_end <= day)
			return TRUE;
	}
	return FALSE;
}

struct level
publishing_level(const struct publishing *publishing, guint scope, const char *measure, gint32 day)
{
	struct stretch rows = rows_of(publishing, scope, measure);
	struct level level = level_before(publishing, rows, day - LEVEL_DAYS - 1, day);
	struct level before = level_before(publishing, rows, day - LOOK_BACK, day - LOOK_NEAR);

	level.changed = level.known && before.known && before.definition != level.definition &&
	                !definition_is_in(publishing, rows, level.definition, day - LOOK_BACK, day - LOOK_NEAR);
	return level;
}

/* ---- weeks ---- */

gint32
weeks_begin(const struct publishing *publishing, gint64 end)
{
	gint32 day = day_of_instant(end, publishing->project->zone); /* the week that holds `end` is not over */

	return day - day_weekday(day) - 7 * WEEKS_MOST;
}

void
publishing_weeks(const struct publishing *publishing, guint scope, const char *measure, gint64 end, double counts[WEEKS_MOST])
{
	struct stretch rows = rows_of(publishing, scope, measure);
	gint32 monday = weeks_begin(publishing, end);

	for (gint32 i = 0; i < WEEKS_MOST; i++) {
		gboolean unused;
		struct flow flow = flow_best(publishing, rows, monday + 7 * i, monday + 7 * i + 7, &unused);
		counts[i] = flow.days == 7 ? flow.sum : NAN;
	}
}

void
weeks_add(double into[WEEKS_MOST], const double counts[WEEKS_MOST])
{
	for (guint i = 0; i < WEEKS_MOST; i++)
		into[i] += counts[i];
}

double
weeks_dispersion(const double counts[WEEKS_MOST])
{
	double known[WEEKS_MOST];
	guint n = 0;

	for (guint i = 0; i < WEEKS_MOST; i++)
		if (!isnan(counts[i]))
			known[n++] = counts[i];
	return dispersion_of_weeks(known, n).factor;
}
