/* How much people take part, rung by rung, and who moved up or down since the month before (C31). Measured, never assumed: no
 * 90-9-1. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"

#define REGULAR_MESSAGES 10
#define REGULAR_DAYS 4
#define LEADER_THREADS 3 /* begun and joined by others */
#define THRESHOLDS "Regulars wrote 10 messages or more on at least 4 days; leaders began at least 3 threads that others joined, or moderate."

enum rung { RUNG_INACTIVE, RUNG_PRESENT, RUNG_CONTRIBUTOR, RUNG_REGULAR, RUNG_LEADER, RUNGS, NO_RUNG = RUNGS };

static const char *const rung_labels[RUNGS] = { "inactive", "present", "contributors", "regulars", "leaders" };
static const char *const READS_LADDER[] = { "member", "message", "attendance", "event", "reaction", "member_day", NULL };

/* ---- what each did in a month ---- */

struct deeds {
	guint32 messages, days, threads;
	gint32 last;
	guint8 active, present;
};

/* Others joined a thread if some other human wrote in it by the end of watching. */
static gboolean
thread_was_joined(const struct inquiry *inquiry, const struct discussion *discussion)
{
	const struct conversation *conversation = inquiry->conversation;
	guint32 opener = conversation->utterances[discussion->root].person;

	for (guint32 i = discussion->first; i < discussion->past; i++) {
		const struct utterance *utterance = &conversation->utterances[i];
		if (utterance->is & UTTERANCE_SPEAKS && utterance->person != opener && utterance->at < inquiry->follow_until)
			return TRUE;
	}
	return FALSE;
}

static void
threads_count(const struct inquiry *inquiry, const struct period *month, struct deeds *deeds)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_discussions(conversation, month);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct discussion *discussion = &conversation->discussions[i];
		const struct utterance *root = discussion->root == NO_UTTERANCE ? NULL : &conversation->utterances[discussion->root];
		if (root && root->is & UTTERANCE_SPEAKS && root->person != NOBODY && thread_was_joined(inquiry, discussion))
			deeds[root->person].threads++;
	}
}

/* A person each; caller frees. */
static struct deeds *
deeds_of(const struct inquiry *inquiry, const struct period *month)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span there = conversation_presences(conversation, month->first, month->past);
	struct span seen = conversation_sightings(conversation, month->first, month->past);
	struct deeds *deeds = g_new0(struct deeds, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++)
		deeds[p].last = NO_DAY;
	for (guint32 i = there.first; i < there.past; i++) {
		const struct presence *presence = &conversation->presences[i];
		struct deeds *of = &deeds[presence->person];
		of->messages += presence->messages;
		of->days += presence->messages > 0 && presence->day != of->last;
		of->last = presence->messages > 0 ? presence->day : of->last;
		of->active = 1;
	}
	for (guint32 i = seen.first; i < seen.past; i++)
		deeds[conversation->sightings[i].person].present = 1;
	threads_count(inquiry, month, deeds);
	return deeds;
}

/* ---- the rung of each ---- */

static enum rung
rung_of(const struct person *person, const struct deeds *deeds)
{
	if (deeds->threads >= LEADER_THREADS || (person->moderates && deeds->active))
		return RUNG_LEADER;
	if (deeds->messages >= REGULAR_MESSAGES && deeds->days >= REGULAR_DAYS)
		return RUNG_REGULAR;
	if (deeds->active)
		return RUNG_CONTRIBUTOR;
	return deeds->present ? RUNG_PRESENT : RUNG_INACTIVE;
}

/* The first day on which each is known: joined, seen or heard; of who is only on the list, ever since. */
static gint32 *
known_since(const struct conversation *conversation)
{
	gint32 *known = g_new(gint32, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++) {
		const struct person *person = &conversation->people[p];
		gint64 first = person->joined_at == NO_TIME ? person->first_at : person->first_at == NO_TIME ? person->joined_at : MIN(person->joined_at, person->first_at);
		known[p] = first == NO_TIME ? G_MAXINT32 : day_of_instant(first, conversation->zone);
	}
	for (guint32 i = 0; i < conversation->n_sightings; i++)
		known[conversation->sightings[i].person] = MIN(known[conversation->sightings[i].person], conversation->sightings[i].day);
	for (guint32 p = 0; p < conversation->n_people; p++)
		known[p] = known[p] == G_MAXINT32 ? G_MININT32 : known[p];
	return known;
}

/* The rung of each known member in a month, NO_RUNG for others. Without a list of members only those who took part stand on it. */
static guint8 *
rungs_of(const struct inquiry *inquiry, const struct period *month)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree struct deeds *deeds = deeds_of(inquiry, month);
	g_autofree gint32 *known = known_since(conversation);
	guint8 *rungs = g_malloc(conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++) {
		const struct person *person = &conversation->people[p];
		gboolean stands = conversation_is_member(conversation, p) && !person->banned && known[p] < month->past;
		rungs[p] = (guint8)(stands ? rung_of(person, &deeds[p]) : NO_RUNG);
		if (!conversation->has_list && rungs[p] < RUNG_CONTRIBUTOR)
			rungs[p] = NO_RUNG;
	}
	return rungs;
}

/* ---- the ladder ---- */

static void
note_population(const struct inquiry *inquiry, struct figure *figure)
{
	if (!inquiry->current)
		return;
	figure_note(figure, THRESHOLDS);
	if (!inquiry->conversation->has_list)
		figure_note(figure, "No list of all members was read: shares are of those who took part.");
}

/* How many stand on each rung, and on any. */
struct stand {
	gint64 people[RUNGS + 1], all;
};

static struct stand
stand_in(const struct inquiry *inquiry, const struct period *month)
{
	g_autofree guint8 *rungs = rungs_of(inquiry, month);
	struct stand stand = { { 0 }, 0 };

	for (guint32 p = 0; p < inquiry->conversation->n_people; p++) {
		stand.people[rungs[p]]++;
		stand.all += rungs[p] != NO_RUNG;
	}
	return stand;
}

static void
ladder(const struct inquiry *inquiry, struct figure *figure)
{
	struct period before = inquiry_month_before(inquiry);
	struct stand now = stand_in(inquiry, &inquiry->period), then = stand_in(inquiry, &before);

	for (int rung = inquiry->conversation->has_list ? RUNG_INACTIVE : RUNG_CONTRIBUTOR; rung < RUNGS; rung++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, rung_labels[rung]);
		row->values[0] = answer_people_share(now.people[rung], now.all, "nobody took part");
		row->values[1] = answer_people(now.people[rung]);
		row->values[2] = answer_people_share(then.people[rung], then.all, "nobody took part");
	}
	note_population(inquiry, figure);
}

static const struct metric_column ladder_columns[] = {
	{ .name = "step", .label = "Step", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "people", .label = "Members" },
	{ .name = "before", .label = "The month before", .unit = UNIT_SHARE }, { NULL },
};

static const struct metric_total ladder_totals[] = { { .over = "step" }, { NULL } };

const struct metric metric_participation_ladder = {
	.definition = {
		.name = "c_participation_ladder", .card = "C31", .discipline = DISCIPLINE_COMMUNITY, .label = "How much members take part",
		.question = "How many read, write, write often, lead?",
		.formula = "Members known by the end of the month (list of members, else those who took part): inactive; present (reacted, visited, came to an "
		           "event); contributors; regulars (10 messages or more on at least 4 days); leaders (began at least 3 threads that others "
		           "joined, or moderate). Each stands on the highest step only. Range: Wilson.",
		.noun = "members", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "steps as in Community Roundtable’s reports, measured; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_LADDER, .columns = ladder_columns, .totals = ladder_totals, .measure = ladder,
};

/* ---- movement ---- */

/* Who stood on a step in both months, from each to each. */
struct moves {
	gint64 people[RUNGS][RUNGS];
};

static struct moves
moves_of(const struct inquiry *inquiry)
{
	struct period before = inquiry_month_before(inquiry);
	g_autofree guint8 *then = rungs_of(inquiry, &before), *now = rungs_of(inquiry, &inquiry->period);
	struct moves moves = { { { 0 } } };

	for (guint32 p = 0; p < inquiry->conversation->n_people; p++)
		if (then[p] != NO_RUNG && now[p] != NO_RUNG)
			moves.people[then[p]][now[p]]++;
	return moves;
}

static void
ladder_moves(const struct inquiry *inquiry, struct figure *figure)
{
	struct moves moves = moves_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 up = 0, down = 0, stayed = 0;

	for (int from = 0; from < RUNGS; from++)
		for (int to = 0; to < RUNGS; to++)
			*(to > from ? &up : to < from ? &down : &stayed) += moves.people[from][to];
	if (up + down + stayed == 0) {
		row->values[0] = value_none(STATE_UNDEFINED, "nobody was known in both months");
		return;
	}
	row->values[0] = value_estimate((double)(up - down), NAN, NAN, up + down + stayed);
	row->values[1] = answer_people(up);
	row->values[2] = answer_people(down);
	row->values[3] = answer_people(stayed);
	note_population(inquiry, figure);
}

static const struct metric_column move_columns[] = {
	{ .name = "gained", .label = "Moved up" }, { .name = "lost", .label = "Moved down" }, { .name = "stayed", .label = "Stayed" }, { NULL },
};

const struct metric metric_ladder_moves = {
	.definition = {
		.name = "c_ladder_moves", .card = "C31", .discipline = DISCIPLINE_COMMUNITY, .label = "Steps up and down",
		.question = "Do people take part more than the month before, or less?",
		.formula = "Members who stood on a higher, or a lower, step of taking part than the month before; only who was known in both months.",
		.noun = "members", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_FLOWS, .comparison = COMPARE_NONE, .version = 1,
		.source = "as “How much members take part”",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_LADDER, .columns = move_columns, .measure = ladder_moves,
};

static void
ladder_paths(const struct inquiry *inquiry, struct figure *figure)
{
	struct moves moves = moves_of(inquiry);

	for (int from = inquiry->conversation->has_list ? RUNG_INACTIVE : RUNG_CONTRIBUTOR; from < RUNGS; from++)
		for (int to = inquiry->conversation->has_list ? RUNG_INACTIVE : RUNG_CONTRIBUTOR; to < RUNGS; to++) {
			struct figure_row *row = inquiry_row(inquiry, figure);
			figure_set_word(figure, row, 2, rung_labels[from]);
			figure_set_word(figure, row, 3, rung_labels[to]);
			row->values[0] = answer_people(moves.people[from][to]);
		}
}

static const struct metric_column path_columns[] = {
	{ .name = "from", .label = "The month before", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "to", .label = "This month", .is_key = TRUE, .key_kind = KEY_WORD }, { NULL },
};

static const struct metric_total path_totals[] = { { .over = "from" }, { .over = "to" }, { NULL } };

const struct metric metric_ladder_paths = {
	.definition = {
		.name = "c_ladder_paths", .card = "C31", .discipline = DISCIPLINE_COMMUNITY, .label = "Members from step to step",
		.question = "From which step to which did people move?",
		.formula = "Members by the step of taking part on which they stood the month before and this month; only who was known in both months.",
		.noun = "members", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_MATRIX, .comparison = COMPARE_NONE, .version = 1,
		.source = "as “How much members take part”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_LADDER, .columns = path_columns, .totals = path_totals, .measure = ladder_paths,
};
