/* Who only looks (beside C01): people that the platform saw on a day and who wrote nothing. Present is not active: the two are never
 * added, and this is no part of the active. */
#include "metrics/answer.h"
#include "metrics/community/place.h"

static const char *const READS_VISITS[] = { "member_day", "message", "attendance", "event", NULL };

/* The first day on which visits are told of, NO_DAY: no export tells. */
static gint32
visits_begin(const struct conversation *conversation)
{
	for (guint32 i = 0; i < conversation->n_sightings; i++)
		if (conversation->sightings[i].by == SIGHT_VISIT)
			return conversation->sightings[i].day;
	return NO_DAY;
}

/* Marks the members who looked in on the days of the window; returns how many. */
static gint64
visitors_mark(const struct inquiry *inquiry, guint8 *marks)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_sightings(conversation, inquiry->window.first, inquiry->window.past);
	gint64 people = 0;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct sighting *sighting = &conversation->sightings[i];
		if (sighting->by != SIGHT_VISIT)
			continue;
		people += !marks[sighting->person];
		marks[sighting->person] = 1;
	}
	return people;
}

static void
visitors(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree guint8 *looked = g_new0(guint8, conversation->n_people + 1), *active = NULL;
	gint32 begin = visits_begin(conversation);
	gint64 only = 0;

	if (begin == NO_DAY || begin >= inquiry->window.past) {
		row->values[0] = value_none(STATE_NO_DATA, begin == NO_DAY ? "no export tells who looked in: tables/visits.csv can" : "before the first visit that is told of");
		return;
	}
	gint64 all = visitors_mark(inquiry, looked);
	conversation_active(conversation, inquiry->window.first, inquiry->window.past, inquiry_place(inquiry), &active);
	for (guint32 p = 0; p < conversation->n_people; p++)
		only += looked[p] && !active[p];
	row->values[0] = answer_people(only);
	row->values[1] = answer_people(all);
}

static const struct metric_column visitor_columns[] = { { .name = "visited", .label = "Looked in at all" }, { NULL } };

const struct metric metric_visitors = {
	.definition = {
		.name = "c_visitors", .card = "C01", .discipline = DISCIPLINE_COMMUNITY, .label = "Members who only looked in",
		.question = "How many read without a word?", .phrase = "{value} members looked in without taking part",
		.formula = "Members whom the platform counted as visiting on a day of the period and who were not active in it. They are no part of the active "
		           "members, and are never added to them. Beside it: all who visited.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1,
		.source = "Discourse counts such visits as active users (DAU/MAU); here they stand apart",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_VISITS, .columns = visitor_columns, .measure = visitors,
};
