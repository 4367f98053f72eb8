/* What people's labels say of members: who spoke for us (C44), and how messages feel (C52). Nothing is guessed from words: without labels
 * there is no number, and without two people who labelled the same messages no disposition. */
#include <string.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/agreement.h"
#include "metrics/statistics/resample.h"

#define MOODS 3 /* MOOD_NEGATIVE, _NEUTRAL, _POSITIVE, from 0 */
#define NO_ADVOCACY "no message is labelled as advocacy: tables/labels.csv"
#define NO_DISPOSITION "no message is labelled with a disposition: tables/labels.csv"
#define ONE_RATER "nobody labelled a message that another had labelled: how far labels agree is not known"

static gboolean
speaks_here(const struct inquiry *inquiry, guint32 number)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct utterance *utterance = &conversation->utterances[number];

	return utterance->is & UTTERANCE_SPEAKS && conversation_is_member(conversation, utterance->person) &&
	       period_holds(&inquiry->window, utterance->at) && conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry));
}

/* ---- C44 ---- */

static gint64
advocates_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *marks = g_new0(guint8, conversation->n_people + 1);
	gint64 people = 0;

	for (guint32 i = 0; i < conversation->n_judgements; i++) {
		const struct judgement *judgement = &conversation->judgements[i];
		guint32 person = conversation->utterances[judgement->utterance].person;
		if (judgement->meaning != LABEL_ADVOCACY || !speaks_here(inquiry, judgement->utterance))
			continue;
		people += !marks[person];
		marks[person] = 1;
	}
	return people;
}

static void
advocacy(const struct inquiry *inquiry, struct figure *figure)
{
	const char *missing = labels_missing(inquiry, (const enum label_meaning[3]){ LABEL_ADVOCACY }, NO_ADVOCACY);
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree guint8 *marks = NULL;

	if (missing) {
		row->values[0] = value_none(STATE_NO_DATA, missing);
		return;
	}
	gint64 active = conversation_active(inquiry->conversation, inquiry->window.first, inquiry->window.past, inquiry_place(inquiry), &marks);
	gint64 people = advocates_of(inquiry);
	row->values[0] = answer_people(people);
	row->values[1] = answer_people_share(people, active, "nobody took part");
	if (active < 5)
		row->values[1] = value_none(STATE_TOO_FEW, NULL);
	else if (active < 30)
		value_raise(&row->values[1], STATE_SMALL, NULL);
}

static const struct metric_column advocacy_columns[] = { { .name = "share", .label = "Of active members", .unit = UNIT_SHARE }, { NULL } };

const struct metric metric_advocacy = {
	.definition = {
		.name = "c_advocacy", .card = "C44", .discipline = DISCIPLINE_COMMUNITY, .label = "Members who spoke for us",
		.question = "Who recommends us unasked?", .phrase = "{value} members spoke for us unasked",
		.formula = "Distinct members with a message in the period that somebody labelled advocacy: they recommended us, brought somebody or answered "
		           "for us unasked. Beside it: their share of active members, with Wilson’s range.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1,
		.source = "community management practice: advocates for the brand; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_LABELS, .columns = advocacy_columns, .measure = advocacy,
};

/* ---- C52: messages with dispositions ---- */

/* One labelled message. */
struct mood_of {
	guint32 utterance, discussion, person;
	guint32 first, past;   /* its dispositions among the judgements */
	guint counts[MOODS];   /* raters who said so */
	guint raters;
	guint8 stage;          /* of its writer when it was written */
};

static gboolean
is_disposition(const struct judgement *judgement)
{
	return judgement->meaning == LABEL_DISPOSITION && judgement->mood != MOOD_NONE;
}

static struct mood_of
mood_begin(const struct inquiry *inquiry, guint32 judgement)
{
	guint32 number = inquiry->conversation->judgements[judgement].utterance;
	const struct utterance *utterance = &inquiry->conversation->utterances[number];

	return (struct mood_of){ .utterance = number, .discussion = utterance->discussion, .person = utterance->person, .first = judgement,
	                         .stage = conversation_stage(inquiry->conversation, utterance->person, utterance->at) };
}

/* In the order of threads. Caller unrefs. */
static GArray *
moods_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	GArray *moods = g_array_new(FALSE, FALSE, sizeof(struct mood_of));

	for (guint32 i = 0; i < conversation->n_judgements; i++) {
		const struct judgement *judgement = &conversation->judgements[i];
		if (!is_disposition(judgement) || !speaks_here(inquiry, judgement->utterance))
			continue;
		if (moods->len == 0 || g_array_index(moods, struct mood_of, moods->len - 1).utterance != judgement->utterance) {
			struct mood_of fresh = mood_begin(inquiry, i);
			g_array_append_val(moods, fresh);
		}
		struct mood_of *mood = &g_array_index(moods, struct mood_of, moods->len - 1);
		mood->counts[judgement->mood - MOOD_NEGATIVE]++;
		mood->raters++;
		mood->past = i + 1;
	}
	return moods;
}

/* ---- do the raters agree ---- */

/* Messages that two people or more labelled. */
struct raters {
	guint items;
	atom one, other;         /* the two of them, in the order of their names */
	gboolean many;           /* there are more */
	guint *first, *second;   /* [item] what each of the two said */
	guint *counts;           /* [item][mood] */
};

static void
raters_clear(struct raters *raters)
{
	g_free(raters->first);
	g_free(raters->second);
	g_free(raters->counts);
}

static void
raters_note(struct raters *raters, const struct records *records, atom rater)
{
	if (rater == raters->one || rater == raters->other)
		return;
	raters->many |= raters->one && raters->other;
	*(raters->one ? &raters->other : &raters->one) = rater;
	if (raters->other && g_strcmp0(records_atom(records, raters->other), records_atom(records, raters->one)) < 0) {
		atom swapped = raters->one;
		raters->one = raters->other;
		raters->other = swapped;
	}
}

static void
raters_take(const struct conversation *conversation, struct raters *raters, const struct mood_of *mood)
{
	for (guint32 i = mood->first; i < mood->past; i++) {
		const struct judgement *judgement = &conversation->judgements[i];
		guint *said = judgement->rater == raters->one ? raters->first : raters->second;
		if (is_disposition(judgement))
			said[raters->items] = judgement->mood - MOOD_NEGATIVE;
	}
	memcpy(&raters->counts[raters->items * MOODS], mood->counts, sizeof mood->counts);
	raters->items++;
}

static struct raters
raters_of(const struct conversation *conversation, const GArray *moods)
{
	struct raters raters = { .first = g_new0(guint, moods->len + 1), .second = g_new0(guint, moods->len + 1),
	                         .counts = g_new0(guint, (moods->len + 1) * MOODS) };

	for (guint m = 0; m < moods->len; m++) {
		const struct mood_of *mood = &g_array_index(moods, struct mood_of, m);
		for (guint32 i = mood->first; mood->raters > 1 && i < mood->past; i++)
			if (is_disposition(&conversation->judgements[i]))
				raters_note(&raters, conversation->records, conversation->judgements[i].rater);
	}
	for (guint m = 0; m < moods->len; m++)
		if (g_array_index(moods, struct mood_of, m).raters > 1)
			raters_take(conversation, &raters, &g_array_index(moods, struct mood_of, m));
	return raters;
}

static gboolean
kappa_drawn(const guint *times, guint items, gpointer user, double *value)
{
	const struct raters *raters = user;
	struct interval kappa = raters->many ? agreement_fleiss(raters->counts, times, items, MOODS)
	                                     : agreement_cohen(raters->first, raters->second, times, items, MOODS);

	*value = kappa.value;
	return kappa.defined;
}

/* Said with every number that rests on it. FALSE: nobody knows how far labels agree. */
static gboolean
agreement_known(const struct inquiry *inquiry, struct figure *figure, const GArray *moods)
{
	struct raters raters = raters_of(inquiry->conversation, moods);
	struct random random = answer_random(inquiry);
	struct interval kappa = bootstrap(raters.items, 0, kappa_drawn, &raters, &random);
	const char *name = raters.many ? "Fleiss’ kappa" : "Cohen’s kappa";

	if (inquiry->current && kappa.bounded)
		figure_note(figure, "%u of %u messages were labelled by two people or more: %s %.2f (%.2f to %.2f); 1 is full agreement, 0 chance.",
		            raters.items, moods->len, name, kappa.value, kappa.low, kappa.high);
	else if (inquiry->current && raters.items)
		figure_note(figure, "%u of %u messages were labelled by two people or more: %s cannot be told well from so few.", raters.items, moods->len, name);
	raters_clear(&raters);
	return raters.items > 0;
}

/* ---- shares ---- */

/* The share of messages with a mood, where each message weighs one and its raters share it; over messages of a stage, or of all (−1).
 * Threads are resampled. */
static struct value
mood_share(const struct inquiry *inquiry, const GArray *moods, int stage, guint mood)
{
	g_autofree double *y = g_new(double, moods->len + 1), *x = g_new(double, moods->len + 1);
	guint32 last = G_MAXUINT32;
	guint threads = 0;

	for (guint i = 0; i < moods->len; i++) {
		const struct mood_of *message = &g_array_index(moods, struct mood_of, i);
		if (stage >= 0 && message->stage != stage)
			continue;
		if (message->discussion != last)
			y[threads] = x[threads] = 0, threads++;
		last = message->discussion;
		y[threads - 1] += (double)message->counts[mood] / message->raters;
		x[threads - 1] += 1;
	}
	return answer_ratio(inquiry, y, x, threads, "no message was labelled");
}

/* Distinct writers of a stage (or of all): of messages that somebody gave the mood, and of any. */
static gint64
writers_of(const struct inquiry *inquiry, const GArray *moods, int stage, int mood)
{
	g_autofree guint8 *marks = g_new0(guint8, inquiry->conversation->n_people + 1);
	gint64 people = 0;

	for (guint i = 0; i < moods->len; i++) {
		const struct mood_of *message = &g_array_index(moods, struct mood_of, i);
		if ((stage >= 0 && message->stage != stage) || (mood >= 0 && !message->counts[mood]))
			continue;
		people += !marks[message->person];
		marks[message->person] = 1;
	}
	return people;
}

/* How many people a share of their messages tells about: those in it where they are few. Else all who wrote, so that of a row that must be
 * hidden, and the next smallest with it, all columns mean the same one. */
static gint64
people_told(const struct inquiry *inquiry, gint64 with, gint64 all)
{
	return with > 0 && with < project_k(inquiry->project, TRUE) ? with : all;
}

/* Value 0: positive, 1: neutral, 2: negative, 3: messages, 4: writers. */
static void
moods_row(const struct inquiry *inquiry, const GArray *moods, int stage, struct figure_row *row)
{
	static const enum mood order[] = { MOOD_POSITIVE, MOOD_NEUTRAL, MOOD_NEGATIVE };
	gint64 all = writers_of(inquiry, moods, stage, -1);

	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		guint mood = order[i] - MOOD_NEGATIVE;
		gint64 with = writers_of(inquiry, moods, stage, (int)mood);
		row->values[i] = answer_about(mood_share(inquiry, moods, stage, mood), people_told(inquiry, with, all));
	}
	for (guint i = 1; i < G_N_ELEMENTS(order); i++)
		if (row->values[0].n < inquiry->metric->definition.minimum)
			row->values[i] = answer_about(value_none(STATE_TOO_FEW, NULL), all);
	row->values[3] = answer_about(value_count(row->values[0].n), all);
	row->values[4] = answer_people(all);
}

static const char *
disposition_missing(const struct inquiry *inquiry, struct figure *figure, const GArray *moods)
{
	const char *missing = labels_missing(inquiry, (const enum label_meaning[3]){ LABEL_DISPOSITION }, NO_DISPOSITION);

	if (missing)
		return missing;
	return moods->len && !agreement_known(inquiry, figure, moods) ? ONE_RATER : NULL;
}

static void
disposition(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) moods = moods_of(inquiry);
	const char *missing = disposition_missing(inquiry, figure, moods);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (missing)
		row->values[0] = value_none(STATE_NO_DATA, missing);
	else
		moods_row(inquiry, moods, -1, row);
}

#define MOOD_COLUMNS \
	{ .name = "neutral", .label = "Neutral", .unit = UNIT_SHARE }, { .name = "negative", .label = "Negative", .unit = UNIT_SHARE }, \
	{ .name = "messages", .label = "Labelled messages" }, { .name = "people", .label = "Members who wrote them" }

static const struct metric_column disposition_columns[] = { MOOD_COLUMNS, { NULL } };

const struct metric metric_disposition = {
	.definition = {
		.name = "c_disposition", .card = "C52", .discipline = DISCIPLINE_COMMUNITY, .label = "Labelled messages that are positive",
		.question = "How do members feel about us?", .phrase = "{value} of the messages that people labelled are positive",
		.formula = "Members’ messages of these 90 days that people labelled with a disposition: share positive; beside it neutral and negative. Who "
		           "labelled the same message share its weight. Labels are a choice of messages, not all of them. Range: bootstrap over threads.",
		.noun = "labelled messages", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "labels by people only; Cohen 1960 and Fleiss 1971 for their agreement",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_LABELS, .columns = disposition_columns, .measure = disposition,
};

/* ---- by buying stage ---- */

static const char *
stage_label(guint8 stage)
{
	return stage ? record_field_find(KIND_standing, "stage")->words[stage] : "not known";
}

static void
disposition_by_stage(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) moods = moods_of(inquiry);
	const char *missing = disposition_missing(inquiry, figure, moods);
	const struct record_field *field = record_field_find(KIND_standing, "stage");

	if (missing)
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, missing);
	for (guint8 stage = 0, shown; !missing && field->words[stage]; stage++) {
		shown = field->words[stage + 1] ? (guint8)(stage + 1) : 0; /* unknown stands last */
		if (writers_of(inquiry, moods, shown, -1) == 0)
			continue;
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, stage_label(shown));
		moods_row(inquiry, moods, shown, row);
	}
}

static const struct metric_column stage_columns[] = {
	{ .name = "stage", .label = "Buying stage of the writer", .is_key = TRUE, .key_kind = KEY_WORD }, MOOD_COLUMNS, { NULL },
};
static const struct metric_total stage_totals[] = { { .over = "stage" }, { NULL } };

const struct metric metric_disposition_by_stage = {
	.definition = {
		.name = "c_disposition_by_stage", .card = "C52", .discipline = DISCIPLINE_COMMUNITY, .label = "Positive among labelled messages, by buying stage",
		.question = "Do people feel differently where they stand?", .phrase = "{value} of the messages that people labelled are positive",
		.formula = "As “Labelled messages that are positive”, by the buying stage of the writer when the message was written (people.csv).",
		.noun = "labelled messages", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "as “Labelled messages that are positive”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_LABELS, .columns = stage_columns, .totals = stage_totals,
	.measure = disposition_by_stage,
};
