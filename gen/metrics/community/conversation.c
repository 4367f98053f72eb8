/* The conversation: made step by step, then asked for slices of time. */
#include "metrics/community/conversation.h"

#include "metrics/community/building.h"

guint32
building_message(const struct building *building, atom platform, atom message_id)
{
	const struct records *records = building->conversation->records;
	guint32 row = lookup_first(building->messages, message_id);

	while (row != NO_ROW && RECORD_AT(records, message, row)->platform != platform)
		row = lookup_next(building->messages, row);
	return row;
}

static struct lookup *
messages_by_id(const struct records *records)
{
	guint32 n = RECORD_COUNT_OF(records, message);
	struct lookup *lookup = lookup_new(intern_count(records->atoms), n);

	for (guint32 i = 0; i < n; i++)
		lookup_add(lookup, RECORD_AT(records, message, i)->message_id, i);
	return lookup;
}

static void
building_clear(struct building *building)
{
	lookup_free(building->accounts);
	lookup_free(building->messages);
	g_free(building->person_of_member);
	g_hash_table_unref(building->strangers);
	g_free(building->person_of_message);
	g_free(building->utterance_of_message);
}

struct conversation *
conversation_new(const struct records *records, const struct project *project, struct complaints *complaints)
{
	struct conversation *conversation = g_new0(struct conversation, 1);
	struct building building = { .conversation = conversation, .complaints = complaints, .messages = messages_by_id(records) };

	conversation->records = records;
	conversation->project = project;
	conversation->zone = project->zone;
	conversation->scopes = scope_map_new(records, project, DISCIPLINE_COMMUNITY);
	conversation->n_scopes = scope_map_count(conversation->scopes);
	conversation->has_threads = g_new0(guint8, conversation->n_scopes + 1);
	conversation->cache = tie_cache_new();
	conversation->circles = circle_cache_new();
	conversation->vocabulary = vocabulary_cache_new();
	build_people(&building);
	build_discussions(&building);
	build_judgements(&building);
	build_questions(&building);
	build_edges(&building);
	build_presences(&building);
	build_guests(&building);
	build_sightings(&building);
	build_calls(&building);
	build_moderation(&building);
	building_clear(&building);
	return conversation;
}

void
conversation_free(struct conversation *conversation)
{
	gpointer arrays[] = { conversation->has_threads, conversation->people, conversation->utterances, conversation->by_time,
	                      conversation->discussions, conversation->questions, conversation->edges, conversation->heard_start,
	                      conversation->heard, conversation->presences, conversation->lived_start, conversation->lived,
	                      conversation->arrivals, conversation->judgements, conversation->calls, conversation->incidents,
	                      conversation->sanctions, conversation->moderated_from, conversation->standings, conversation->sightings,
	                      conversation->guests };

	for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
		g_free(arrays[i]);
	scope_map_free(conversation->scopes);
	tie_cache_free(conversation->cache);
	circle_cache_free(conversation->circles);
	vocabulary_cache_free(conversation->vocabulary);
	g_free(conversation);
}

void
conversation_forget(struct conversation *conversation)
{
	tie_cache_forget(conversation->cache);
	circle_cache_forget(conversation->circles);
}

/* ---- slices of time ---- */

typedef gint64 (*time_of)(const struct conversation *, guint32);

static guint32
first_not_before(const struct conversation *conversation, guint32 n, time_of time, gint64 bound)
{
	guint32 low = 0, high = n;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		if (time(conversation, middle) < bound)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct span
span_between(const struct conversation *conversation, guint32 n, time_of time, gint64 start, gint64 end)
{
	guint32 first = first_not_before(conversation, n, time, start), past = first_not_before(conversation, n, time, end);

	return (struct span){ first, MAX(first, past) };
}

static gint64 edge_time(const struct conversation *conversation, guint32 i) { return conversation->edges[i].at; }
static gint64 question_time(const struct conversation *conversation, guint32 i) { return conversation->questions[i].at; }
static gint64 arrival_time(const struct conversation *conversation, guint32 i) { return conversation->arrivals[i].at; }
static gint64 presence_day(const struct conversation *conversation, guint32 i) { return conversation->presences[i].day; }
static gint64 guest_time(const struct conversation *conversation, guint32 i) { return conversation->guests[i].at; }
static gint64 sighting_day(const struct conversation *conversation, guint32 i) { return conversation->sightings[i].day; }
static gint64 call_time(const struct conversation *conversation, guint32 i) { return conversation->calls[i].at; }

static gint64
incident_time(const struct conversation *conversation, guint32 i)
{
	const struct incident *incident = &conversation->incidents[i];

	return incident->flagged_at != NO_TIME ? incident->flagged_at : incident->removed_at;
}

static gint64 sanction_time(const struct conversation *conversation, guint32 i) { return conversation->sanctions[i].at; }

static gint64
discussion_time(const struct conversation *conversation, guint32 i)
{
	return conversation->utterances[conversation->discussions[i].first].at;
}

static gint64
message_time(const struct conversation *conversation, guint32 i)
{
	return conversation->utterances[conversation->by_time[i]].at;
}

struct span
conversation_edges(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_edges, edge_time, period->start, period->end);
}

struct span
conversation_questions(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_questions, question_time, period->start, period->end);
}

struct span
conversation_arrivals(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_arrivals, arrival_time, period->start, period->end);
}

struct span
conversation_discussions(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_discussions, discussion_time, period->start, period->end);
}

struct span
conversation_messages(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_utterances, message_time, period->start, period->end);
}

struct span
conversation_presences(const struct conversation *conversation, gint32 first_day, gint32 past_day)
{
	return span_between(conversation, conversation->n_presences, presence_day, first_day, past_day);
}

struct span
conversation_guests(const struct conversation *conversation, gint64 start, gint64 end)
{
	return span_between(conversation, conversation->n_guests, guest_time, start, end);
}

struct span
conversation_sightings(const struct conversation *conversation, gint32 first_day, gint32 past_day)
{
	return span_between(conversation, conversation->n_sightings, sighting_day, first_day, past_day);
}

struct span
conversation_calls(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_calls, call_time, period->start, period->end);
}

struct span
conversation_incidents(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_incidents, incident_time, period->start, period->end);
}

struct span
conversation_sanctions(const struct conversation *conversation, const struct period *period)
{
	return span_between(conversation, conversation->n_sanctions, sanction_time, period->start, period->end);
}

/* ---- people ---- */

guint32
conversation_person(const struct conversation *conversation, const char *id)
{
	guint32 low = 0, high = conversation->n_people;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		int order = g_strcmp0(records_atom(conversation->records, conversation->people[middle].id), id);
		if (order == 0 && !conversation->people[middle].platform)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NOBODY;
}

guint32
conversation_active(const struct conversation *conversation, gint32 first_day, gint32 past_day, int scope, guint8 **marks)
{
	struct span span = conversation_presences(conversation, first_day, past_day);
	guint32 active = 0;

	*marks = g_new0(guint8, conversation->n_people + 1);
	for (guint32 i = span.first; i < span.past; i++) {
		const struct presence *presence = &conversation->presences[i];
		if ((scope != SCOPE_NONE && presence->scope != scope) || !conversation_is_member(conversation, presence->person))
			continue;
		active += !(*marks)[presence->person];
		(*marks)[presence->person] = 1;
	}
	return active;
}

gboolean
conversation_was_there(const struct conversation *conversation, guint32 person, gint32 first_day, gint32 past_day, int scope)
{
	for (guint32 i = conversation->lived_start[person]; i < conversation->lived_start[person + 1]; i++) {
		const struct presence *presence = &conversation->presences[conversation->lived[i]];
		if (presence->day >= past_day)
			return FALSE;
		if (presence->day >= first_day && (scope == SCOPE_NONE || presence->scope == scope))
			return TRUE;
	}
	return FALSE;
}

/* The last that was said by then: `at` NO_TIME would be before all. */
static const struct standing_since *
standing_at(const struct conversation *conversation, guint32 person, gint64 at, gboolean of_stage)
{
	const struct standing_since *found = NULL;
	guint32 low = 0, high = conversation->n_standings;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		if (conversation->standings[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < conversation->n_standings && conversation->standings[low].person == person; low++) {
		const struct standing_since *standing = &conversation->standings[low];
		if (standing->since <= at && (of_stage ? standing->stage : standing->relation))
			found = standing;
	}
	return found;
}

guint8
conversation_relation(const struct conversation *conversation, guint32 person, gint64 at)
{
	const struct standing_since *standing = standing_at(conversation, person, at, FALSE);

	return standing ? standing->relation : RELATION_UNKNOWN;
}

guint8
conversation_stage(const struct conversation *conversation, guint32 person, gint64 at)
{
	const struct standing_since *standing = standing_at(conversation, person, at, TRUE);

	return standing ? standing->stage : 0;
}

/* ---- scopes ---- */

gint64
conversation_watched_until(const struct conversation *conversation, guint32 discussion, gint64 until)
{
	gint64 end = scope_map_end(conversation->scopes, conversation->discussions[discussion].scope);

	return end == NO_TIME ? until : MIN(end, until);
}

gboolean
conversation_has_threads(const struct conversation *conversation, int scope)
{
	if (scope != SCOPE_NONE)
		return conversation->has_threads[scope];
	for (guint i = 0; i <= conversation->n_scopes; i++)
		if (conversation->has_threads[i])
			return TRUE;
	return FALSE;
}
