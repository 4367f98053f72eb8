/* One date that is wrong, or a post that is planned, would be the end of all data. So rows are counted by spans of four weeks, and dates that
 * nothing bears out are left off at the end. */
#include "metrics/extent.h"

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

struct extent {
	struct spans behind, ahead; /* of the capture of their own export, and up to it */
	GHashTable *captures;       /* gint64 *: of all rows */
	struct span passed;         /* over */
	enum stray stray;
	gint64 noted;               /* the capture of the row before */
	gint64 first, last, captured, alone_from; /* NO_TIME: none */
};

struct extent *
extent_new(void)
{
	struct extent *extent = g_new0(struct extent, 1);

	extent->captures = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	extent->noted = extent->first = extent->last = extent->captured = extent->alone_from = NO_TIME;
	return extent;
}

void
extent_free(struct extent *extent)
{
	g_free(extent->behind.spans);
	g_free(extent->ahead.spans);
	g_hash_table_unref(extent->captures);
	g_free(extent);
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
capture_note(struct extent *extent, gint64 captured)
{
	if (captured == extent->noted)
		return;
	extent->noted = captured;
	if (!g_hash_table_contains(extent->captures, &captured))
		g_hash_table_add(extent->captures, g_memdup2(&captured, sizeof captured));
}

void
extent_row(struct extent *extent, const struct record *record, gint64 first, gint64 last)
{
	gint64 captured = record_captured(record);
	struct span row = { first != NO_TIME ? first : last, last != NO_TIME ? last : first, 1, *record };

	capture_note(extent, captured);
	if (row.first != NO_TIME)
		spans_add(captured != NO_TIME && row.first > captured + DAY_SECONDS ? &extent->ahead : &extent->behind, &row);
}

/* ---- settling ---- */

static void
extent_pass_over(struct extent *extent, enum stray stray, const struct span *span)
{
	extent->stray = MAX(extent->stray, stray);
	span_widen(&extent->passed, span);
}

/* Where it is so of many, the stamp is not the export's. */
static void
settle_ahead(struct extent *extent)
{
	gboolean few = extent->ahead.count * FEW_AMONG <= extent->behind.count;

	for (guint i = 0; extent->ahead.spans && i < SPANS; i++)
		if (extent->ahead.spans[i].count && few)
			extent_pass_over(extent, STRAY_AHEAD, &extent->ahead.spans[i]);
		else if (extent->ahead.spans[i].count)
			spans_add(&extent->behind, &extent->ahead.spans[i]);
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
settle_alone(struct extent *extent)
{
	struct spans *spans = &extent->behind;
	int last = spans->spans ? span_before(spans, SPANS - 1) : -1, before;

	for (; last >= 0 && is_alone(spans, last, before = span_before(spans, last - 1)); last = before) {
		extent_pass_over(extent, STRAY_ALONE, &spans->spans[last]);
		extent->alone_from = spans->spans[last].first;
		spans->count -= spans->spans[last].count;
		spans->spans[last] = (struct span){ .count = 0 };
	}
}

/* Without a stamp an export was made on the last day in it: then a stray date is that of the whole file. */
static gint64
newest_capture(const struct extent *extent)
{
	gint64 newest = NO_TIME;
	GHashTableIter iter;
	gpointer captured;

	g_hash_table_iter_init(&iter, extent->captures);
	while (g_hash_table_iter_next(&iter, &captured, NULL))
		if (extent->alone_from == NO_TIME || *(gint64 *)captured < extent->alone_from)
			newest = MAX(newest, *(gint64 *)captured); /* NO_TIME is the least of all */
	return newest;
}

void
extent_settle(struct extent *extent)
{
	struct span all = { .count = 0 };

	settle_ahead(extent);
	settle_alone(extent);
	for (guint i = 0; extent->behind.spans && i < SPANS; i++)
		span_widen(&all, &extent->behind.spans[i]);
	extent->captured = newest_capture(extent);
	if (all.count) {
		extent->first = all.first;
		extent->last = all.last;
	}
	g_clear_pointer(&extent->behind.spans, g_free);
	g_clear_pointer(&extent->ahead.spans, g_free);
}

/* ---- asked ---- */

gint64
extent_first(const struct extent *extent)
{
	return extent->first;
}

/* A capture stamp is the last second that is told, often a day's last; one older than the last row is no stamp of the whole. */
gint64
extent_end(const struct extent *extent, GTimeZone *zone)
{
	if (extent->captured != NO_TIME && (extent->last == NO_TIME || extent->captured > extent->last))
		return extent->captured + 1;
	if (extent->last == NO_TIME)
		return NO_TIME;
	return instant_of_day(day_of_instant(extent->last, zone) + 1, zone);
}

enum stray
extent_stray(const struct extent *extent, struct record *row, guint *count, gint64 *to)
{
	if (extent->stray == STRAY_NONE || extent->passed.last <= MAX(extent->last, extent->captured))
		return STRAY_NONE;
	*row = extent->passed.row;
	*count = extent->passed.count;
	*to = extent->passed.last;
	return extent->stray;
}

gint64
extent_alone_from(const struct extent *extent)
{
	return extent->alone_from;
}
