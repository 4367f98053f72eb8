/* Do people come to events, do they take part afterwards, and do meetings go before ties (C45, C55)? */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/resample.h"

#define AFTER_DAYS 30   /* a contribution, or a first exchange, so soon after an event */
#define HISTORY_DAYS 90 /* before the window: else old ties would look new */
#define DAY_SECONDS 86400
#define NO_LIST "no list says who came to an event: tables/attendance.csv"

static const char *const READS_GUESTS[] = { "attendance", "event", "message", NULL };

/* The guests of the event whose first stands at `first`. */
static struct span
guests_of_event(const struct conversation *conversation, guint32 first, guint32 end)
{
	struct span span = { first, first + 1 };

	while (span.past < end && conversation->guests[span.past].event == conversation->guests[first].event)
		span.past++;
	return span;
}

/* ---- who registered and came ---- */

struct turnout {
	gint64 registered, came, unannounced; /* came without registering */
};

/* A list on which nobody is marked as having come was not kept. */
static gboolean
list_was_kept(const struct conversation *conversation, struct span guests)
{
	for (guint32 i = guests.first; i < guests.past; i++)
		if (conversation->guests[i].attended)
			return TRUE;
	return FALSE;
}

static void
turnout_take(const struct conversation *conversation, struct span guests, struct turnout *turnout)
{
	for (guint32 i = guests.first; i < guests.past; i++) {
		const struct guest *guest = &conversation->guests[i];
		if (!conversation_is_member(conversation, guest->person))
			continue;
		turnout->registered += guest->registered;
		turnout->came += guest->registered && guest->attended;
		turnout->unannounced += !guest->registered && guest->attended;
	}
}

static struct turnout
turnout_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_guests(conversation, inquiry->period.start, inquiry->period.end);
	struct turnout turnout = { 0, 0, 0 };

	for (struct span event = { span.first, span.first }; event.past < span.past;) {
		event = guests_of_event(conversation, event.past, span.past);
		if (list_was_kept(conversation, event))
			turnout_take(conversation, event, &turnout);
	}
	return turnout;
}

static void
event_turnout(const struct inquiry *inquiry, struct figure *figure)
{
	struct turnout turnout = turnout_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (inquiry->conversation->n_guests == 0) {
		row->values[0] = value_none(STATE_NO_DATA, NO_LIST);
		return;
	}
	row->values[0] = answer_share(turnout.came, turnout.registered, "nobody had registered for an event");
	row->values[1] = value_count(turnout.came);
	row->values[2] = value_count(turnout.unannounced);
}

static const struct metric_column turnout_columns[] = {
	{ .name = "came", .label = "Registered and came" }, { .name = "unannounced", .label = "Came without registering" }, { NULL },
};

const struct metric metric_event_turnout = {
	.definition = {
		.name = "c_event_turnout", .card = "C45", .discipline = DISCIPLINE_COMMUNITY, .label = "Registered people who came",
		.question = "Do people come who said they would?", .phrase = "{value} of those who had registered for an event came",
		.formula = "Members who registered for an event of the period and came / members who registered, over events whose list of guests was "
		           "kept. Range: Wilson.",
		.noun = "registrations", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "Wilson 1927; conversion rate as in CHAOSS",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_GUESTS, .columns = turnout_columns, .measure = event_turnout,
};

/* ---- event by event ---- */

static void
event_row(const struct inquiry *inquiry, struct figure *figure, struct span guests)
{
	const struct guest *first = &inquiry->conversation->guests[guests.first];
	const struct event *event = RECORD_AT(inquiry->records, event, first->event);
	const char *title = event->title ? records_text(inquiry->records, event->title) : records_atom(inquiry->records, event->event_id);
	g_autofree char *day = day_iso(first->day), *label = g_strdup_printf("%s, %s", title, day);
	struct turnout turnout = { 0, 0, 0 };
	struct figure_row *row = inquiry_row(inquiry, figure);

	turnout_take(inquiry->conversation, guests, &turnout);
	figure_set_word(figure, row, 2, label);
	row->values[0] = answer_people_share(turnout.came, turnout.registered, "nobody had registered");
	row->values[1] = answer_people(turnout.came + turnout.unannounced);
}

static void
turnout_by_event(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_guests(conversation, inquiry->period.start, inquiry->period.end);

	for (struct span event = { span.first, span.first }; event.past < span.past;) {
		event = guests_of_event(conversation, event.past, span.past);
		if (list_was_kept(conversation, event))
			event_row(inquiry, figure, event);
	}
	if (figure->rows->len == 0)
		inquiry_row(inquiry, figure)->values[0] = conversation->n_guests ? value_none(STATE_UNDEFINED, "no list of guests was kept in the month")
		                                                                 : value_none(STATE_NO_DATA, NO_LIST);
}

static const struct metric_column event_columns[] = {
	{ .name = "event", .label = "Event", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "people", .label = "Members who came" }, { NULL },
};

static const struct metric_total event_totals[] = { { .over = "event" }, { NULL } };

const struct metric metric_turnout_by_event = {
	.definition = {
		.name = "c_event_turnout_by_event", .card = "C45", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of registered people who came",
		.question = "To which events do people come who said they would?",
		.formula = "Members who registered for the event and came / members who registered. Range: Wilson.",
		.noun = "registrations", .unit = UNIT_SHARE, .additivity = ADD_DIST, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "as “Registered people who came”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_GUESTS, .columns = event_columns, .totals = event_totals,
	.measure = turnout_by_event,
};

/* ---- who takes part afterwards ---- */

struct aftermath {
	gint64 complete, contributed, too_recent;
};

/* Each person once, from their first event of the month before. */
static struct aftermath
aftermath_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period month = inquiry_month_before(inquiry);
	struct span span = conversation_guests(conversation, month.start, month.end);
	g_autofree guint8 *seen = g_new0(guint8, conversation->n_people + 1);
	struct aftermath after = { 0, 0, 0 };

	for (guint32 i = span.first; i < span.past; i++) {
		const struct guest *guest = &conversation->guests[i];
		gint32 first = guest->day + 1, past = first + AFTER_DAYS;
		if (!guest->attended || !conversation_is_member(conversation, guest->person) || seen[guest->person])
			continue;
		gboolean over = instant_of_day(past, conversation->zone) <= inquiry->follow_until;
		seen[guest->person] = 1;
		*(over ? &after.complete : &after.too_recent) += 1;
		after.contributed += over && conversation_was_there(conversation, guest->person, first, past, SCOPE_NONE);
	}
	return after;
}

static void
event_return(const struct inquiry *inquiry, struct figure *figure)
{
	struct aftermath after = aftermath_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (inquiry->conversation->n_guests == 0) {
		row->values[0] = value_none(STATE_NO_DATA, NO_LIST);
		return;
	}
	row->values[0] = answer_share(after.contributed, after.complete, after.too_recent ? "too recent to know" : "nobody came to an event last month");
	row->values[1] = value_count(after.too_recent);
}

static const struct metric_column return_columns[] = {
	{ .name = "too_recent", .label = "Not yet known" }, { NULL },
};

const struct metric metric_event_return = {
	.definition = {
		.name = "c_event_return", .card = "C45", .discipline = DISCIPLINE_COMMUNITY, .label = "Guests who took part afterwards",
		.question = "Do people take part after they came to an event?", .phrase = "{value} of last month’s guests took part within 30 days after",
		.formula = "Of the members who came to an event in the month before: share who contributed in the 30 days after its day. Guests whose "
		           "thirty days are not over are not counted, and said beside it. Range: Wilson.",
		.noun = "guests of the month before", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1, .source = "Wilson 1927; conversion rate as in CHAOSS",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_GUESTS, .columns = return_columns, .measure = event_return,
};

/* ---- C55 ---- */

/* An event's guests (a span of guests), and the ties that began soon after it. */
struct gathering {
	struct span guests;
	double ties;
};

/* Events that began in the thirty days before the window or within it. Caller unrefs (struct gathering). */
static GArray *
gatherings_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_guests(conversation, inquiry->window.start - AFTER_DAYS * DAY_SECONDS, inquiry->window.end);
	GArray *gatherings = g_array_new(FALSE, FALSE, sizeof(struct gathering));

	for (struct span event = { span.first, span.first }; event.past < span.past;) {
		event = guests_of_event(conversation, event.past, span.past);
		struct gathering gathering = { event, 0 };
		g_array_append_val(gatherings, gathering);
	}
	return gatherings;
}

static gboolean
was_at(const struct conversation *conversation, const struct gathering *gathering, guint32 person)
{
	guint32 low = gathering->guests.first, high = gathering->guests.past;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		if (conversation->guests[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < gathering->guests.past && conversation->guests[low].person == person && conversation->guests[low].attended;
}

/* The last event both had come to in the thirty days before their first exchange, or NULL. */
static struct gathering *
gathering_before(const struct conversation *conversation, GArray *gatherings, const struct tie *tie)
{
	for (guint i = gatherings->len; i-- > 0;) {
		struct gathering *gathering = &g_array_index(gatherings, struct gathering, i);
		gint64 since = tie->first_at - conversation->guests[gathering->guests.first].at;
		if (since >= 0 && since <= AFTER_DAYS * DAY_SECONDS && was_at(conversation, gathering, tie->a) && was_at(conversation, gathering, tie->b))
			return gathering;
	}
	return NULL;
}

/* New ties between members within the window; credits those after an event to it. */
static double
ties_credit(const struct inquiry *inquiry, GArray *gatherings)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period ever = { .kind = inquiry->window.kind, .start = 0, .end = inquiry->window.end, .first = 0, .past = inquiry->window.past };
	const struct ties *ties = conversation_ties(conversation, &ever, SCOPE_NONE);
	double fresh = 0;

	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		if (tie->first_at < inquiry->window.start || !conversation_is_member(conversation, tie->a) || !conversation_is_member(conversation, tie->b))
			continue;
		struct gathering *gathering = gathering_before(conversation, gatherings, tie);
		fresh++;
		if (gathering)
			gathering->ties++;
	}
	return fresh;
}

struct credit {
	const GArray *gatherings;
	double elsewhere; /* new ties after no event: they stay whatever events are drawn */
};

static gboolean
share_after(const guint *times, guint n, gpointer user, double *value)
{
	const struct credit *credit = user;
	double after = 0;

	for (guint i = 0; i < n; i++)
		after += times[i] * g_array_index(credit->gatherings, struct gathering, i).ties;
	*value = after / (after + credit->elsewhere);
	return after + credit->elsewhere > 0;
}

static struct value
share_after_events(const struct inquiry *inquiry, GArray *gatherings, double fresh)
{
	struct random random = answer_random(inquiry);
	struct credit credit = { gatherings, fresh };

	for (guint i = 0; i < gatherings->len; i++)
		credit.elsewhere -= g_array_index(gatherings, struct gathering, i).ties;
	return answer_interval(bootstrap(gatherings->len, 0, share_after, &credit, &random), (gint64)fresh, "no new ties began");
}

static struct value
offline_ties(const struct inquiry *inquiry)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);
	g_autoptr(GArray) gatherings = gatherings_of(inquiry);

	if (inquiry->conversation->n_guests == 0)
		return value_none(STATE_NO_DATA, NO_LIST);
	if (begin == NO_TIME || begin > inquiry->window.start - HISTORY_DAYS * DAY_SECONDS)
		return value_none(STATE_NO_DATA, "needs 90 days of history before the 90 that are measured, to know which ties are new");
	if (gatherings->len == 0)
		return value_none(STATE_UNDEFINED, "there was no event");
	return share_after_events(inquiry, gatherings, ties_credit(inquiry, gatherings));
}

const struct metric metric_offline_ties = {
	.definition = {
		.name = "c_offline_ties", .card = "C55", .discipline = DISCIPLINE_COMMUNITY, .label = "New ties after a meeting",
		.question = "Do ties begin after meetings?", .phrase = "{value} of new ties between members began within 30 days after both had come to an event",
		.formula = "Ties between two members whose first exchange ever lies in the last 90 days, and at most 30 days after both came to the same "
		           "event / all ties new in the 90 days. Range: bootstrap over events.",
		.noun = "new ties between members", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE,
		.comparison = COMPARE_INTERVALS, .minimum = 15, .comfortable = 60, .version = 1, .source = "first exchanges after a shared event: ours; Efron & Tibshirani 1993",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_GUESTS, .value = offline_ties,
};
