/* Who was there without a word: guests of events, visits, reactions. Present is not active (METRICS §6.0), but neither is it absent. */
#include "metrics/community/building.h"

/* ---- guests ---- */

static int
compare_guests(const void *a, const void *b, void *user)
{
	const struct records *records = user;
	const struct guest *x = a, *y = b;
	int order;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	order = x->event == y->event ? 0 : g_strcmp0(records_atom(records, RECORD_AT(records, event, x->event)->event_id),
	                                             records_atom(records, RECORD_AT(records, event, y->event)->event_id));
	return order ? order : (x->person > y->person) - (x->person < y->person);
}

static void
guest_take(struct building *building, GArray *guests, const struct attendance *row)
{
	const struct conversation *conversation = building->conversation;
	const struct event *event = event_find(conversation->records, row->event_id);
	guint32 person = building_person(building, row->platform, row->account);

	if (!event || event->start == NO_TIME || person == NOBODY)
		return;
	struct guest guest = { .at = event->start, .day = day_of_instant(event->start, conversation->zone),
	                       .event = (guint32)(event - RECORD_AT(conversation->records, event, 0)), .person = person,
	                       .registered = row->registered_at != NO_TIME, .attended = row->attended == 1 };
	g_array_append_val(guests, guest);
}

/* Two accounts of a person on one list are one guest. */
static void
guests_fold(GArray *guests)
{
	struct guest *rows = (struct guest *)(void *)guests->data;
	guint kept = 0;

	for (guint i = 1; i < guests->len; i++) {
		if (rows[i].event != rows[kept].event || rows[i].person != rows[kept].person) {
			rows[++kept] = rows[i];
			continue;
		}
		rows[kept].registered |= rows[i].registered;
		rows[kept].attended |= rows[i].attended;
	}
	g_array_set_size(guests, MIN(guests->len, kept + 1));
}

void
build_guests(struct building *building)
{
	struct conversation *conversation = building->conversation;
	const struct records *records = conversation->records;
	GArray *guests = g_array_new(FALSE, FALSE, sizeof(struct guest));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, attendance); i++)
		guest_take(building, guests, RECORD_AT(records, attendance, i));
	g_array_sort_with_data(guests, compare_guests, (gpointer)records);
	guests_fold(guests);
	conversation->n_guests = guests->len;
	conversation->guests = (struct guest *)(void *)g_array_free(guests, FALSE);
}

/* ---- sightings ---- */

static void
sighting_add(const struct conversation *conversation, GArray *sightings, guint32 person, gint64 at, gint32 day, enum sight by)
{
	struct sighting sighting = { at == NO_TIME ? day : day_of_instant(at, conversation->zone), person, (guint8)by };

	if (person != NOBODY && sighting.day != NO_DAY && conversation->people[person].kind == MEMBER_MEMBER)
		g_array_append_val(sightings, sighting);
}

/* A reaction without a time of its own was given at the time of its message, as near as anybody knows. */
static void
reactions_gather(struct building *building, GArray *sightings)
{
	const struct records *records = building->conversation->records;

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, reaction); i++) {
		const struct reaction *row = RECORD_AT(records, reaction, i);
		guint32 message = row->at == NO_TIME ? building_message(building, row->platform, row->message_id) : NO_ROW;
		gint64 at = message == NO_ROW ? row->at : RECORD_AT(records, message, message)->created_at;
		sighting_add(building->conversation, sightings, building_person(building, row->platform, row->account), at, NO_DAY, SIGHT_REACTION);
	}
}

static void
visits_gather(struct building *building, GArray *sightings)
{
	const struct records *records = building->conversation->records;

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, member_day); i++) {
		const struct member_day *row = RECORD_AT(records, member_day, i);
		if (row->visits != 0 || row->read_seconds > 0)
			sighting_add(building->conversation, sightings, building_person(building, row->platform, row->account), NO_TIME, row->on_day, SIGHT_VISIT);
	}
}

static void
attendance_gather(const struct conversation *conversation, GArray *sightings)
{
	for (guint32 i = 0; i < conversation->n_guests; i++)
		if (conversation->guests[i].attended)
			sighting_add(conversation, sightings, conversation->guests[i].person, NO_TIME, conversation->guests[i].day, SIGHT_EVENT);
}

static int
compare_sightings(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->by > y->by) - (x->by < y->by);
}

/* Somebody we know of who never did a thing: only a list of members tells of such people. */
static gboolean
list_is_known(const struct conversation *conversation)
{
	g_autofree guint8 *traced = g_new0(guint8, conversation->n_people + 1);

	for (guint32 i = 0; i < conversation->n_sightings; i++)
		traced[conversation->sightings[i].person] = 1;
	for (guint32 p = 0; p < conversation->n_people; p++)
		if (conversation_is_member(conversation, p) && conversation->people[p].first_at == NO_TIME && !traced[p])
			return TRUE;
	return FALSE;
}

void
build_sightings(struct building *building)
{
	struct conversation *conversation = building->conversation;
	GArray *sightings = g_array_new(FALSE, FALSE, sizeof(struct sighting));

	reactions_gather(building, sightings);
	visits_gather(building, sightings);
	attendance_gather(conversation, sightings);
	g_array_sort(sightings, compare_sightings);
	conversation->n_sightings = sightings->len;
	conversation->sightings = (struct sighting *)(void *)g_array_free(sightings, FALSE);
	conversation->has_list = list_is_known(conversation);
}
