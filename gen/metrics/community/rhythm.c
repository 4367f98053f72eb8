/* Is this week unusual (C27), how much of a month's people is there on a day (C29), does talk come in bursts (C51)? */
#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/community/unusual.h"
#include "metrics/pulse.h"
#include "metrics/statistics/diversity.h"
#include "metrics/statistics/resample.h"

/* Members' messages within days. */
static double
messages_between(const struct inquiry *inquiry, gint32 first, gint32 past, gpointer unused)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_presences(conversation, first, past);
	int place = inquiry_place(inquiry);
	double messages = 0;

	(void)unused;
	for (guint32 i = span.first; i < span.past; i++) {
		const struct presence *presence = &conversation->presences[i];
		if (conversation_is_member(conversation, presence->person) && (place == SCOPE_NONE || presence->scope == place))
			messages += presence->messages;
	}
	return messages;
}

static void
pulse(const struct inquiry *inquiry, struct figure *figure)
{
	pulse_measure(inquiry, figure, scope_map_begin_all(inquiry->conversation->scopes), messages_between, NULL);
	note_unusual_spaces(inquiry, figure);
}

const struct metric metric_pulse = {
	.definition = {
		.name = "c_pulse", .card = "C27", .discipline = DISCIPLINE_COMMUNITY, .label = "Members’ messages a week",
		.question = "Is this week unusual?",
		.formula = "Messages by members in each complete week, beside the range to be expected from the eight weeks before it: "
		           "mean ± 1.96 · √(φ · mean · (1 + 1/8)), φ = variance / mean, at least 1. Of a week outside it, the spaces furthest off are named.",
		.noun = "messages", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_PULSE, .comparison = COMPARE_NONE, .version = 1,
		.source = "prediction interval of an overdispersed count; CHAOSS Burstiness asks the question",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = PULSE_COLUMNS, .measure = pulse,
};

/* Threads that somebody opened within days: a member or staff. */
static double
threads_between(const struct inquiry *inquiry, gint32 first, gint32 past, gpointer unused)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period days = { .start = instant_of_day(first, conversation->zone), .end = instant_of_day(past, conversation->zone) };
	struct span span = conversation_discussions(conversation, &days);
	double threads = 0;

	(void)unused;
	for (guint32 i = span.first; i < span.past; i++) {
		const struct discussion *discussion = &conversation->discussions[i];
		threads += discussion->root != NO_UTTERANCE && conversation->utterances[discussion->root].is & UTTERANCE_SPEAKS &&
		           conversation_in_scope(conversation, i, inquiry_place(inquiry));
	}
	return threads;
}

static void
pulse_threads(const struct inquiry *inquiry, struct figure *figure)
{
	if (conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		pulse_measure(inquiry, figure, scope_map_begin_all(inquiry->conversation->scopes), threads_between, NULL);
}

const struct metric metric_pulse_threads = {
	.definition = {
		.name = "c_pulse_threads", .card = "C27", .discipline = DISCIPLINE_COMMUNITY, .label = "Threads opened a week",
		.question = "Are unusually many or few conversations begun?",
		.formula = "Threads opened by people in each complete week, beside the range to be expected, as “Members’ messages a week”.",
		.noun = "threads", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_PULSE, .comparison = COMPARE_NONE, .version = 1,
		.source = "as “Members’ messages a week”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = PULSE_COLUMNS, .measure = pulse_threads,
};

/* ---- C29 ---- */

/* Days of the month that the data tell of: all of them, unless it is not over. */
static double
days_told(const struct inquiry *inquiry)
{
	gint32 past = inquiry->data_end >= inquiry->period.end ? inquiry->period.past : day_of_instant(inquiry->data_end - 1, inquiry->project->zone) + 1;

	return MAX(past - inquiry->period.first, 1);
}

/* Days each member was there in the month: their sum over days is the mean of daily people, over people the stickiness. */
static struct value
stickiness(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_presences(conversation, inquiry->period.first, inquiry->period.past);
	g_autofree double *days = g_new0(double, conversation->n_people + 1), *ones = g_new(double, conversation->n_people + 1);
	g_autofree gint32 *last = g_new(gint32, conversation->n_people + 1);
	struct random random = answer_random(inquiry);
	double past = days_told(inquiry);
	guint people = 0;

	for (guint32 p = 0; p < conversation->n_people; p++)
		last[p] = NO_DAY;
	for (guint32 i = span.first; i < span.past; i++) {
		const struct presence *presence = &conversation->presences[i];
		if (!conversation_is_member(conversation, presence->person) || last[presence->person] == presence->day)
			continue;
		last[presence->person] = presence->day;
		days[presence->person] += 1 / past;
	}
	for (guint32 p = 0; p < conversation->n_people; p++)
		if (days[p] > 0) {
			days[people] = days[p];
			ones[people++] = 1;
		}
	return answer_interval(bootstrap_ratio(days, ones, people, &random), people, "nobody took part");
}

const struct metric metric_stickiness = {
	.definition = {
		.name = "c_stickiness", .card = "C29", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of a month’s people there on a day",
		.question = "How often do people take part?", .phrase = "on an average day {value} of the month’s members took part",
		.formula = "Mean over the month’s days of the members who took part on that day / members who took part in the month. Range: bootstrap "
		           "over people.",
		.noun = "active members", .unit = UNIT_SHARE, .additivity = ADD_UNIQUE, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 30, .comfortable = 30, .version = 1, .source = "DAU/MAU from authored actions over the same month; contrast Discourse",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .value = stickiness,
};

/* ---- C51 ---- */

/* Seconds between each member's message and the next, whoever wrote it. Caller unrefs (double). */
static GArray *
gaps_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->period);
	GArray *gaps = g_array_new(FALSE, FALSE, sizeof(double));
	gint64 last = NO_TIME;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		double gap = last == NO_TIME ? 0 : (double)(utterance->at - last);
		if (!(utterance->is & UTTERANCE_SPEAKS) || !conversation_is_member(conversation, utterance->person))
			continue;
		if (last != NO_TIME)
			g_array_append_val(gaps, gap);
		last = utterance->at;
	}
	return gaps;
}

static struct value
bursts(const struct inquiry *inquiry)
{
	g_autoptr(GArray) gaps = gaps_of(inquiry);

	return answer_interval(burstiness((const double *)(const void *)gaps->data, gaps->len), gaps->len,
	                       gaps->len ? "all messages came in the same second" : "no two messages were written");
}

const struct metric metric_burstiness = {
	.definition = {
		.name = "c_burstiness", .card = "C51", .discipline = DISCIPLINE_COMMUNITY, .label = "Burstiness of messages",
		.question = "Is talk spread over the month, or does it come in bursts?",
		.phrase = "on a scale from −1 (as by clockwork) to 1 (in bursts), messages stand at {value}",
		.formula = "(σ − μ) / (σ + μ) of the time between a member’s message and the next: −1 = as by clockwork, 0 = by chance, near 1 = in bursts. "
		           "Nights are gaps too, so that 0 is hardly ever met. No range: one gap says something of the next.",
		.noun = "gaps between messages", .unit = UNIT_INDEX, .additivity = ADD_DIST, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.minimum = 30, .comfortable = 30, .version = 1, .source = "Goh & Barabási 2008; CHAOSS Burstiness",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = bursts,
};
