/* Flags: how much goes wrong (C23), how long until somebody decides (C24), how often moderators agree (C25). A message flagged by
 * several people is one. More flags may mean more trouble or better eyes: nothing here calls it worse. */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"
#include "metrics/statistics/interval.h"

#define PER 1000
#define NO_FLAGS "nothing was flagged"
#define DRAWN_LEAST 10 /* flagged messages of a curve (METRICS §4.15) */
#define WEEKS 26 /* the dispersion of flags comes from so many weeks at most (METRICS §4.4) */

static gboolean
incident_in(const struct inquiry *inquiry, const struct incident *incident)
{
	int place = inquiry_place(inquiry);

	return incident->flagged_at != NO_TIME && (place == SCOPE_NONE || incident->scope == place);
}

typedef void (*incident_take)(const struct inquiry *, const struct incident *, gpointer user);

/* Every message first flagged in the period. */
static void
flags_walk(const struct inquiry *inquiry, const struct period *period, incident_take take, gpointer user)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_incidents(conversation, period);

	for (guint32 i = span.first; i < span.past; i++)
		if (incident_in(inquiry, &conversation->incidents[i]))
			take(inquiry, &conversation->incidents[i], user);
}

/* ---- C23 ---- */

static void
count_take(const struct inquiry *inquiry, const struct incident *incident, gpointer user)
{
	gint64 *count = user;

	(void)inquiry, (void)incident;
	++*count;
}

/* All that people wrote in the period where moderation is recorded: what was removed, and what banned people wrote, included. */
static gint64
messages_moderated(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);
	int place = inquiry_place(inquiry);
	gint64 messages = 0;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		guint scope = conversation->discussions[utterance->discussion].scope;
		gint64 from = conversation->moderated_from[scope];
		messages += !(utterance->is & UTTERANCE_BOT) && (place == SCOPE_NONE || scope == (guint)place) && from != NO_TIME &&
		            from < inquiry->window.end;
	}
	return messages;
}

static void
week_take(const struct inquiry *inquiry, const struct incident *incident, gpointer user)
{
	double *counts = user;
	gint32 day = day_of_instant(incident->flagged_at, inquiry->project->zone);

	counts[WEEKS - 1 - (inquiry->window.past - 1 - day) / 7] += 1;
}

/* How much burstier than chance flags come, by the weeks that end with the window, since the first one that is told of. */
static struct dispersion
dispersion_of_flags(const struct inquiry *inquiry)
{
	gint64 from = moderation_begin(inquiry);
	gint32 first = inquiry->window.past - 7 * WEEKS;
	double counts[WEEKS] = { 0 };
	struct period weeks = { .start = instant_of_day(first, inquiry->project->zone), .end = inquiry->window.end };
	gint32 begin = from == NO_TIME ? inquiry->window.past : day_of_instant(from, inquiry->project->zone);
	guint known = (guint)CLAMP((inquiry->window.past - begin) / 7, 0, WEEKS);

	flags_walk(inquiry, &weeks, week_take, counts);
	return dispersion_of_weeks(counts + WEEKS - known, known);
}

/* Byar's limits of k/φ independent bursts of φ flags each. */
static struct value
rate_of(const struct inquiry *inquiry, gint64 flagged, gint64 messages)
{
	struct dispersion dispersion = dispersion_of_flags(inquiry);
	struct interval bursts = interval_scale(count_byar((double)flagged / dispersion.factor), dispersion.factor * PER / (double)messages);
	struct value value = answer_interval(bursts, flagged, NULL);

	value.events = (double)flagged;
	value.exposure = (double)messages;
	value.dispersion = dispersion.factor;
	return value;
}

static void
note_flags(const struct inquiry *inquiry, struct figure *figure)
{
	if (!inquiry->current || inquiry_place(inquiry) != SCOPE_NONE)
		return;
	if (inquiry->conversation->flags_astray)
		figure_note(figure, "%" G_GINT64_FORMAT " flags name no message and are not counted.", inquiry->conversation->flags_astray);
	if (dispersion_of_flags(inquiry).assumed)
		figure_note(figure, "Assumes independent events: flags are told of for less than eight weeks.");
}

static void
flag_rate(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 flagged = 0, messages = messages_moderated(inquiry);

	if (moderation_missing(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	flags_walk(inquiry, &inquiry->window, count_take, &flagged);
	row->values[0] = messages ? rate_of(inquiry, flagged, messages) : value_none(STATE_UNDEFINED, "nobody wrote");
	row->values[1] = value_count(flagged);
	row->values[2] = value_count(messages);
	note_flags(inquiry, figure);
}

static const struct metric_column rate_columns[] = {
	{ .name = "flagged", .label = "Messages flagged" }, { .name = "messages", .label = "Messages" }, { NULL },
};

const struct metric metric_flag_rate = {
	.definition = {
		.name = "c_flag_rate", .card = "C23", .discipline = DISCIPLINE_COMMUNITY, .label = "Flagged messages per 1,000",
		.question = "How much goes wrong?", .phrase = "{value} of 1,000 messages were flagged",
		.formula = "Messages that somebody flagged for the first time in the period, each once, for every 1,000 that people wrote; removed ones "
		           "included. More flags may mean more trouble or better eyes. Range: Byar, as wide as flags come in bursts.",
		.noun = "flagged messages", .unit = UNIT_RATE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS,
		.minimum = 5, .comfortable = 5, .version = 1, .source = "Discourse, flags; Breslow & Day 1987 for Byar’s limits",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_MODERATION, .columns = rate_columns, .measure = flag_rate,
};

/* ---- by space ---- */

/* What was flagged and written in one place. */
struct place_count {
	char *name;
	gint64 flagged, messages;
	guint8 *marks; /* whose messages were flagged */
	gint64 people;
};

static void
place_count_free(gpointer data)
{
	struct place_count *count = data;

	g_free(count->name);
	g_free(count->marks);
	g_free(count);
}

struct place_counts {
	GHashTable *by_name; /* → struct place_count */
	GHashTable *names;   /* place_name_kept */
};

/* The count of a discussion's place. NULL: it is private. */
static struct place_count *
place_count_of(const struct inquiry *inquiry, struct place_counts *counts, guint32 discussion)
{
	const struct conversation *conversation = inquiry->conversation;
	const char *name = place_name_kept(counts->names, conversation, &conversation->discussions[discussion]);
	struct place_count *count = name ? g_hash_table_lookup(counts->by_name, name) : NULL;

	if (!name || count)
		return count;
	count = g_new0(struct place_count, 1);
	count->name = g_strdup(name);
	count->marks = g_new0(guint8, conversation->n_people + 1);
	g_hash_table_insert(counts->by_name, count->name, count);
	return count;
}

static void
place_take(const struct inquiry *inquiry, const struct incident *incident, gpointer counts)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct utterance *utterance = incident->utterance == NO_UTTERANCE ? NULL : &conversation->utterances[incident->utterance];
	struct place_count *count = utterance ? place_count_of(inquiry, counts, utterance->discussion) : NULL;

	if (!count)
		return;
	count->flagged++;
	if (utterance->person == NOBODY || count->marks[utterance->person])
		return;
	count->marks[utterance->person] = 1;
	count->people++;
}

static void
places_wrote(const struct inquiry *inquiry, struct place_counts *counts)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		gint64 from = conversation->moderated_from[conversation->discussions[utterance->discussion].scope];
		struct place_count *count = utterance->is & UTTERANCE_BOT || from == NO_TIME ? NULL
		                            : place_count_of(inquiry, counts, utterance->discussion);
		if (count)
			count->messages++;
	}
}

static int
compare_place_counts(const void *a, const void *b)
{
	return strcmp(((const struct place_count *)a)->name, ((const struct place_count *)b)->name);
}

static void
place_row(const struct inquiry *inquiry, struct figure *figure, const struct place_count *count)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct value rate = count->messages ? value_estimate(PER * (double)count->flagged / (double)count->messages, NAN, NAN, count->flagged)
	                                    : value_none(STATE_UNDEFINED, "nobody wrote");

	figure_set_word(figure, row, 2, count->name);
	row->values[0] = answer_about(value_count(count->flagged), count->people);
	row->values[1] = value_count(count->messages);
	row->values[2] = answer_about(rate, count->people);
}

static void
flags_by_space(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GHashTable) by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, place_count_free), names = place_names_new();
	struct place_counts counts = { by_name, names };

	if (moderation_missing(inquiry)) {
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	flags_walk(inquiry, &inquiry->window, place_take, &counts);
	places_wrote(inquiry, &counts);
	g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_values(by_name), compare_place_counts);
	for (const GList *count = sorted; count; count = count->next)
		place_row(inquiry, figure, count->data);
}

static const struct metric_column space_columns[] = {
	{ .name = "space", .label = "Space", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "messages", .label = "Messages" },
	{ .name = "per_1000", .label = "Flagged per 1,000", .unit = UNIT_RATE }, { NULL },
};
static const struct metric_total space_totals[] = { { .over = "space" }, { NULL } };

const struct metric metric_flags_by_space = {
	.definition = {
		.name = "c_flags_by_space", .card = "C23", .discipline = DISCIPLINE_COMMUNITY, .label = "Flagged messages by space",
		.question = "Where does it go wrong?",
		.formula = "Messages first flagged in these 90 days, by the space they stand in, beside the messages written there. Private spaces are left out.",
		.noun = "flagged messages", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "asked for by Discourse’s moderators as flags by category",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .columns = space_columns, .totals = space_totals,
	.measure = flags_by_space,
};

/* ---- C24 ---- */

/* Hours from the first flag to the first decision of a person; open flags wait until the data end. Decided, nobody says when: no clock. */
static void
handling_take(const struct inquiry *inquiry, const struct incident *incident, gpointer user)
{
	GArray *clocks = user;
	gint64 end = moderation_watched_until(inquiry, incident->scope);
	struct duration clock = { (double)(end - incident->flagged_at) / 3600, CENSORED };

	if (incident->flagged_at > end || (incident->decided_at == NO_TIME && incident->verdict != VERDICT_UNKNOWN))
		return;
	if (incident->decided_at != NO_TIME && incident->decided_at <= end)
		clock = (struct duration){ (double)(incident->decided_at - incident->flagged_at) / 3600, 1 };
	g_array_append_val(clocks, clock);
}

/* Caller frees. */
static struct survival *
handling_curve(const struct inquiry *inquiry)
{
	g_autoptr(GArray) clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	flags_walk(inquiry, &inquiry->window, handling_take, clocks);
	return survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
}

static void
flag_handling(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (moderation_missing(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	AUTO(survival) curve = handling_curve(inquiry);
	row->values[0] = answer_median(curve, NO_FLAGS, "fewer than half had been decided by then");
	row->values[1] = value_count(curve->n_events);
	row->values[2] = value_count((gint64)curve->n - curve->n_events);
}

static void
handling_steps(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(survival) curve = handling_curve(inquiry);

	if (curve->n >= DRAWN_LEAST)
		curve_rows(inquiry, figure, curve, NO_FLAGS);
}

static const struct metric_column handling_columns[] = {
	{ .name = "decided", .label = "Decided" }, { .name = "open", .label = "Open" }, { NULL },
};

const struct metric metric_flag_handling_median = {
	.definition = {
		.name = "c_flag_handling_median", .card = "C24", .discipline = DISCIPLINE_COMMUNITY, .label = "Time until a flag is decided",
		.question = "How fast do we deal with it?", .phrase = "half of the flagged messages were decided on within {value}",
		.formula = "Median hours from the first flag on a message to the first decision by a moderator or staff, over all messages flagged in the "
		           "period. Open flags count as still waiting (Kaplan–Meier).",
		.noun = "flagged messages", .unit = UNIT_HOURS, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 10, .comfortable = 30, .version = 1,
		.source = "asked for by Discourse’s moderators as time to handle a flag; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MODERATION, .columns = handling_columns, .measure = flag_handling,
};

static const struct metric_column curve_columns[] = {
	{ .name = "hours", .label = "Hours since flagged", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "waiting", .label = "Still open" }, { .name = "decided", .label = "Decided since the row before" },
	{ .name = "censored", .label = "Left open when the data end" }, { NULL },
};

const struct metric metric_flag_handling_curve = {
	.definition = {
		.name = "c_flag_handling_curve", .card = "C24", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of flags decided",
		.question = "How fast are flags decided?", .phrase = "half of the flagged messages were decided on within {value}",
		.formula = "Share of messages flagged in the period on which a moderator or staff decided within so many hours (1 − Kaplan–Meier), drawn to "
		           "the last observed hour. Range: log–log Greenwood.",
		.noun = "flagged messages", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = "as “Time until a flag is decided”",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reads = READS_MODERATION, .columns = curve_columns, .measure = handling_steps,
};

/* ---- C25: do moderators agree with flags ---- */

struct verdicts {
	gint64 agreed, disagreed, ignored, none;
};

static void
verdict_take(const struct inquiry *inquiry, const struct incident *incident, gpointer user)
{
	struct verdicts *verdicts = user;
	gint64 end = moderation_watched_until(inquiry, incident->scope);
	gboolean is_late = incident->decided_at != NO_TIME && incident->decided_at > end;

	*(is_late || incident->verdict == VERDICT_UNKNOWN ? &verdicts->none : incident->verdict == VERDICT_AGREED ? &verdicts->agreed
	  : incident->verdict == VERDICT_DISAGREED ? &verdicts->disagreed : &verdicts->ignored) += 1;
}

static void
flag_agreement(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct verdicts verdicts = { 0 };

	if (moderation_missing(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	flags_walk(inquiry, &inquiry->window, verdict_take, &verdicts);
	row->values[0] = answer_share(verdicts.agreed, verdicts.agreed + verdicts.disagreed, "no flag was agreed or disagreed with");
	row->values[1] = value_count(verdicts.disagreed);
	row->values[2] = value_count(verdicts.ignored);
	row->values[3] = value_count(verdicts.none);
}

static const struct metric_column agreement_columns[] = {
	{ .name = "disagreed", .label = "Disagreed with" }, { .name = "ignored", .label = "Ignored" },
	{ .name = "no_verdict", .label = "Without a verdict" }, { NULL },
};

const struct metric metric_flag_agreement = {
	.definition = {
		.name = "c_flag_agreement", .card = "C25", .discipline = DISCIPLINE_COMMUNITY, .label = "Flags that moderators agreed with",
		.question = "Do members and moderators see the same trouble?", .phrase = "moderators agreed with {value} of the flags they judged",
		.formula = "Messages flagged in these 90 days whose flag a moderator agreed with / agreed or disagreed with. Ignored flags are no verdict and "
		           "stand beside it. Range: Wilson.",
		.noun = "judged flags", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "Discourse, reviewable scores: agreed, disagreed, ignored; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .columns = agreement_columns, .measure = flag_agreement,
};
