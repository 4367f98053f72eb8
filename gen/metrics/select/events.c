/* Events that are still to come when the letter goes out. */
#include "metrics/select/card.h"

#define AHEAD_SECONDS (45 * 86400)
#define SHOWN 5

static int
compare_events(gconstpointer a, gconstpointer b)
{
	const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;

	return x->start != y->start ? (x->start < y->start ? -1 : 1) : 0;
}

/* "Monday 9 November, 18:30" in the report's zone. */
static char *
when_words(gint64 instant, GTimeZone *zone)
{
	static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		                              "November", "December" };
	int year, month, of_month;
	gint32 day = day_of_instant(instant, zone);
	gint64 minutes = (instant - instant_of_day(day, zone)) % 3600 / 60;

	day_to_civil(day, &year, &month, &of_month);
	return g_strdup_printf("%s %d %s, %02d:%02d", weekdays[day_weekday(day)], of_month, months[month - 1], hour_of_instant(instant, zone), (int)minutes);
}

static void
events(const struct inquiry *inquiry, struct selection *selection)
{
	gint64 from = MAX(inquiry->follow_until, inquiry->period.end);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, event); i++) {
		const struct event *event = RECORD_AT(inquiry->records, event, i);
		if (event->start != NO_TIME && event->start >= from && event->start < from + AHEAD_SECONDS)
			g_ptr_array_add(found, (gpointer)event);
	}
	g_ptr_array_sort(found, compare_events);
	selection->total = found->len;
	for (guint i = 0; i < found->len && i < SHOWN; i++) {
		const struct event *event = g_ptr_array_index(found, i);
		struct selection_item *item = selection_add(selection, ITEM_EVENT);
		g_autofree char *when = when_words(event->start, inquiry->project->zone);
		item->id = selection_word(selection, records_atom(inquiry->records, event->event_id));
		item->title = selection_word(selection, records_text(inquiry->records, event->title));
		item->url = selection_word(selection, records_text(inquiry->records, event->url));
		item->space = selection_word(selection, records_text(inquiry->records, event->place));
		item->reason = selection_word(selection, when);
		item->at = event->start;
	}
}

const struct selecting selecting_events = {
	.name = "events", .label = "Coming up", .rule = "Events of the next 45 days after the data end, the nearest first.", .select = events,
};
