/* One date that is wrong, or a post that is planned, would be the end of all data. So rows are counted by spans of four weeks, and dates that
 * nothing bears out are left off at the end. */
#include "metrics/reach.h"

#include <string.h>

#include "base/calendar.h"

#define DAY_SECONDS 86400
#define SPAN_SECONDS (28 * DAY_SECONDS)
#define SPANS_FROM (-2208988800) /* 1900 */
#define SPANS 3914               /* to 2200 */
#define LONE_GAP (366 * DAY_SECONDS)
#define FEW_AMONG 10             /* one of so many is few */

struct span {
	gint64 first, last;
	guint count;
	struct record row; /* of `last` */
};

/* Rows by their first day. */
struct spans {
	struct span *spans; /* NULL: no rows */
	guint count;
};

struct reach {
	struct spans behind, ahead; /* of the capture of their own export, and up to it */
	GHashTable *captures;       /* gint64 *: of all rows */
	struct span passed;         /* over */
	enum stray stray;
	gint64 noted;               /* the capture of the row before */
	gint64 first, last, captured, alone_from; /* NO_TIME: none */
};

struct reach *
reach_new(void)
{
	struct reach *reach = g_new0(struct reach, 1);

	reach->captures = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	reach->noted = reach->first = reach->last = reach->captured = reach->alone_from = NO_TIME;
	return reach;
}

void
reach_free(struct reach *reach)
{
	g_free(reach->behind.spans);
	g_free(reach->ahead.spans);
	g_hash_table_unref(reach->captures);
	g_free(reach);
}

/* ---- counting ---- */

static void
span_widen(struct span *span, const struct span *by)
{
	if (by->count == 0)
		return;
	if (span->count == 0 || by->first < span->first)
		span->first = by->first;
	if (span->count == 0 || by->last > span->last) {
		span->last = by->last;
		span->row = by->row;
	}
	span->count += by->count;
}

static void
spans_add(struct spans *spans, const struct span *rows)
{
	gint64 number = CLAMP((rows->first - SPANS_FROM) / SPAN_SECONDS, 0, SPANS - 1);

	if (!spans->spans)
		spans->spans = g_new0(struct span, SPANS);
	span_widen(&spans->spans[number], rows);
	spans->count += rows->count;
}

/* Rows of one export stand together, mostly. */
static void
capture_note(struct reach *reach, gint64 captured)
{
	if (captured == reach->noted)
		return;
	reach->noted = captured;
	if (!g_hash_table_contains(reach->captures, &captured))
		g_hash_table_add(reach->captures, g_memdup2(&captured, sizeof captured));
}

void
reach_row(struct reach *reach, const struct record *record, gint64 first, gint64 last)
{
	gint64 captured = record_captured(record);
	struct span row = { first != NO_TIME ? first : last, last != NO_TIME ? last : first, 1, *record };

	capture_note(reach, captured);
	if (row.first != NO_TIME)
		spans_add(captured != NO_TIME && row.first > captured + DAY_SECONDS ? &reach->ahead : &reach->behind, &row);
}

/* ---- settling ---- */

static void
reach_pass_over(struct reach *reach, enum stray stray, const struct span *span)
{
	reach->stray = MAX(reach->stray, stray);
	span_widen(&reach->passed, span);
}

/* Where it is so of many, the stamp is not the export's. */
static void
settle_ahead(struct reach *reach)
{
	gboolean few = reach->ahead.count * FEW_AMONG <= reach->behind.count;

	for (guint i = 0; reach->ahead.spans && i < SPANS; i++)
		if (reach->ahead.spans[i].count && few)
			reach_pass_over(reach, STRAY_AHEAD, &reach->ahead.spans[i]);
		else if (reach->ahead.spans[i].count)
			spans_add(&reach->behind, &reach->ahead.spans[i]);
}

/* The last of the spans up to `from` that holds rows, or -1. */
static int
span_before(const struct spans *spans, int from)
{
	while (from >= 0 && spans->spans[from].count == 0)
		from--;
	return from;
}

/* One day's rows, few, and a year or more before them nothing. */
static gboolean
is_alone(const struct spans *spans, int last, int before)
{
	const struct span *span = &spans->spans[last];

	return before >= 0 && span->first - spans->spans[before].last > LONE_GAP && span->last - span->first < DAY_SECONDS &&
	       span->count * FEW_AMONG <= spans->count - span->count;
}

static void
settle_alone(struct reach *reach)
{
	struct spans *spans = &reach->behind;
	int last = spans->spans ? span_before(spans, SPANS - 1) : -1, before;

	for (; last >= 0 && is_alone(spans, last, before = span_before(spans, last - 1)); last = before) {
		reach_pass_over(reach, STRAY_ALONE, &spans->spans[last]);
		reach->alone_from = spans->spans[last].first;
		spans->count -= spans->spans[last].count;
		spans->spans[last] = (struct span){ .count = 0 };
	}
}

/* Without a stamp an export was made on the last day in it: then a stray date is that of the whole file. */
static gint64
newest_capture(const struct reach *reach)
{
	gint64 newest = NO_TIME;
	GHashTableIter iter;
	gpointer captured;

	g_hash_table_iter_init(&iter, reach->captures);
	while (g_hash_table_iter_next(&iter, &captured, NULL))
		if (reach->alone_from == NO_TIME || *(gint64 *)captured < reach->alone_from)
			newest = MAX(newest, *(gint64 *)captured); /* NO_TIME is the least of all */
	return newest;
}

void
reach_settle(struct reach *reach)
{
	struct span all = { .count = 0 };

	settle_ahead(reach);
	settle_alone(reach);
	for (guint i = 0; reach->behind.spans && i < SPANS; i++)
		span_widen(&all, &reach->behind.spans[i]);
	reach->captured = newest_capture(reach);
	if (all.count) {
		reach->first = all.first;
		reach->last = all.last;
	}
	g_clear_pointer(&reach->behind.spans, g_free);
	g_clear_pointer(&reach->ahead.spans, g_free);
}

/* ---- asked ---- */

gint64
reach_first(const struct reach *reach)
{
	return reach->first;
}

/* A capture stamp is the last second that is told, often a day's last; one older than the last row is no stamp of the whole. */
gint64
reach_end(const struct reach *reach, GTimeZone *zone)
{
	if (reach->captured != NO_TIME && (reach->last == NO_TIME || reach->captured > reach->last))
		return reach->captured + 1;
	if (reach->last == NO_TIME)
		return NO_TIME;
	return instant_of_day(day_of_instant(reach->last, zone) + 1, zone);
}

enum stray
reach_stray(const struct reach *reach, struct record *row, guint *count, gint64 *to)
{
	if (reach->stray == STRAY_NONE || reach->passed.last <= MAX(reach->last, reach->captured))
		return STRAY_NONE;
	*row = reach->passed.row;
	*count = reach->passed.count;
	*to = reach->passed.last;
	return reach->stray;
}

gint64
reach_alone_from(const struct reach *reach)
{
	return reach->alone_from;
}
