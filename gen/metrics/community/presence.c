/* Who was there on which day, and when each person came first: what all counts of people are made from. */
#include "metrics/community/building.h"

/* A contribution: a message, or helping at an event (§6.0 "active"). */
struct contribution {
	gint64 at;
	gint32 day;
	guint32 person, utterance;
	guint16 scope;
};

static gboolean
is_person(const struct conversation *conversation, guint32 person)
{
	guint8 kind = person == NOBODY ? MEMBER_DELETED : conversation->people[person].kind;

	return kind == MEMBER_MEMBER || kind == MEMBER_STAFF;
}

/* ---- helping at events ---- */

const struct event *
event_find(const struct records *records, atom event_id)
{
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, event); i++)
		if (RECORD_AT(records, event, i)->event_id == event_id)
			return RECORD_AT(records, event, i);
	return NULL;
}

static gboolean
attendance_helps(const struct attendance *attendance)
{
	const struct record_field *part = record_field_find(KIND_attendance, "part");

	return attendance->attended == 1 && attendance->part > choice_find(part->words, "attendee");
}

static int
compare_contributions(const void *a, const void *b)
{
	const struct contribution *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->scope > y->scope) - (x->scope < y->scope);
}

static GArray *
helped_at_events(const struct building *building)
{
	const struct conversation *conversation = building->conversation;
	const struct records *records = conversation->records;
	GArray *helped = g_array_new(FALSE, FALSE, sizeof(struct contribution));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, attendance); i++) {
		const struct attendance *row = RECORD_AT(records, attendance, i);
		const struct event *event = event_find(records, row->event_id);
		guint32 person = building_person(building, row->platform, row->account);
		if (!event || event->start == NO_TIME || !attendance_helps(row) || !is_person(conversation, person))
			continue;
		struct contribution contribution = { event->start, day_of_instant(event->start, conversation->zone), person, NO_UTTERANCE,
		                                     (guint16)scope_map_of(conversation->scopes, row->platform, 0, 0) };
		g_array_append_val(helped, contribution);
	}
	g_array_sort(helped, compare_contributions);
	return helped;
}

/* ---- all contributions in order of time ---- */

struct stream {
	const struct conversation *conversation;
	const GArray *helped;
	guint32 message, event; /* next of each */
};

static gboolean
stream_message(struct stream *stream, struct contribution *out)
{
	const struct conversation *conversation = stream->conversation;

	for (; stream->message < conversation->n_utterances; stream->message++) {
		guint32 number = conversation->by_time[stream->message];
		const struct utterance *utterance = &conversation->utterances[number];
		if (!(utterance->is & UTTERANCE_SPEAKS))
			continue;
		*out = (struct contribution){ utterance->at, utterance->day, utterance->person, number,
		                              conversation->discussions[utterance->discussion].scope };
		return TRUE;
	}
	return FALSE;
}

static gboolean
stream_next(struct stream *stream, struct contribution *out)
{
	gboolean message = stream_message(stream, out);

	if (stream->event < stream->helped->len) {
		const struct contribution *helped = &g_array_index(stream->helped, struct contribution, stream->event);
		if (!message || helped->at < out->at) {
			*out = *helped;
			stream->event++;
			return TRUE;
		}
	}
	stream->message += message;
	return message;
}

/* ---- who came when ---- */

struct seen {
	guint8 *bits;
	gsize width;
};

static gboolean
seen_before(struct seen *seen, guint32 person, guint scope)
{
	gsize place = person * seen->width + scope;
	gboolean before = seen->bits[place / 8] >> place % 8 & 1;

	seen->bits[place / 8] |= (guint8)(1 << place % 8);
	return before;
}

static void
arrivals_take(struct conversation *conversation, struct seen *seen, GArray *arrivals, const struct contribution *contribution)
{
	const guint scopes[] = { contribution->scope, conversation->n_scopes + 1 };

	for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
		if (seen_before(seen, contribution->person, scopes[i]))
			continue;
		struct arrival arrival = { contribution->at, contribution->person, contribution->utterance, (guint16)scopes[i] };
		g_array_append_val(arrivals, arrival);
		if (i == 1) {
			conversation->people[contribution->person].first_at = contribution->at;
			conversation->people[contribution->person].first_utterance = contribution->utterance;
		}
	}
}

/* ---- who was there on which day ---- */

static int
compare_within_day(const void *a, const void *b)
{
	const struct presence *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->scope > y->scope) - (x->scope < y->scope);
}

/* Sorts the presences from `first` on (one day's) and folds equal ones. */
static void
day_close(GArray *presences, guint first)
{
	struct presence *rows = (struct presence *)(void *)presences->data;
	guint kept = first;

	if (presences->len == first)
		return;
	qsort(rows + first, presences->len - first, sizeof *rows, compare_within_day);
	for (guint i = first + 1; i < presences->len; i++) {
		if (compare_within_day(&rows[kept], &rows[i]) != 0)
			rows[++kept] = rows[i];
		else if (rows[i].messages && rows[kept].messages < G_MAXUINT16)
			rows[kept].messages++;
	}
	g_array_set_size(presences, kept + 1);
}

static void
lived_write(struct conversation *conversation)
{
	guint32 *start = g_new0(guint32, conversation->n_people + 2);

	for (guint32 i = 0; i < conversation->n_presences; i++)
		start[conversation->presences[i].person + 2]++;
	for (guint32 i = 2; i < conversation->n_people + 2; i++)
		start[i] += start[i - 1];
	conversation->lived = g_new(guint32, conversation->n_presences);
	for (guint32 i = 0; i < conversation->n_presences; i++)
		conversation->lived[start[conversation->presences[i].person + 1]++] = i;
	conversation->lived_start = start;
}

static void
contributions_walk(struct conversation *conversation, const GArray *helped, GArray *presences, GArray *arrivals)
{
	struct stream stream = { conversation, helped, 0, 0 };
	gsize width = conversation->n_scopes + 2;
	struct seen seen = { g_new0(guint8, (conversation->n_people * width) / 8 + 1), width };
	struct contribution contribution;
	gint32 day = NO_DAY;
	guint first = 0;

	while (stream_next(&stream, &contribution)) {
		if (contribution.day != day) {
			day_close(presences, first);
			first = presences->len;
			day = contribution.day;
		}
		struct presence presence = { day, contribution.person, contribution.scope, contribution.utterance != NO_UTTERANCE };
		g_array_append_val(presences, presence);
		arrivals_take(conversation, &seen, arrivals, &contribution);
	}
	day_close(presences, first);
	g_free(seen.bits);
}

void
build_presences(struct building *building)
{
	struct conversation *conversation = building->conversation;
	g_autoptr(GArray) helped = helped_at_events(building);
	GArray *presences = g_array_new(FALSE, FALSE, sizeof(struct presence)), *arrivals = g_array_new(FALSE, FALSE, sizeof(struct arrival));

	contributions_walk(conversation, helped, presences, arrivals);
	conversation->n_presences = presences->len;
	conversation->presences = (struct presence *)(void *)g_array_free(presences, FALSE);
	conversation->n_arrivals = arrivals->len;
	conversation->arrivals = (struct arrival *)(void *)g_array_free(arrivals, FALSE);
	lived_write(conversation);
}
