/* Does the community's voice reach the company, and does the answer come back (C41, C54)? Made from labels: who raised a complaint, an
 * idea or feedback, that it was handed over, answered, and what became of it. */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define WITHIN_HOURS (7 * 24)
#define NO_HANDOFFS "no message is labelled as a handoff: tables/labels.csv"
#define NO_VOICES "no message is labelled as a complaint, an idea or feedback: tables/labels.csv"
#define UNDATED G_MAXINT64 /* labelled so, nobody says when */

/* One thread with labels; where a channel stands for a thread, one message. Times: NO_TIME: not labelled so. */
struct matter {
	guint32 discussion;
	gint64 raised_at;  /* when the first message labelled as a voice was written */
	gint64 handed_at, answered_at, closed_at;
};

/* ---- from labels to matters ---- */

static gboolean
is_voice(const struct judgement *judgement)
{
	return judgement->meaning == LABEL_COMPLAINT || judgement->meaning == LABEL_IDEA || judgement->meaning == LABEL_FEEDBACK;
}

static gint64
time_earlier(gint64 a, gint64 b)
{
	return a == NO_TIME ? b : b == NO_TIME ? a : MIN(a, b);
}

static gint64
time_of(const struct judgement *judgement)
{
	return judgement->at == NO_TIME ? UNDATED : judgement->at;
}

static void
matter_take(const struct conversation *conversation, struct matter *matter, const struct judgement *judgement)
{
	if (is_voice(judgement))
		matter->raised_at = time_earlier(matter->raised_at, conversation->utterances[judgement->utterance].at);
	else if (judgement->meaning == LABEL_HANDOFF)
		matter->handed_at = time_earlier(matter->handed_at, time_of(judgement));
}

/* An answer or an outcome before the hand-over is none of it. */
static void
matter_take_end(struct matter *matter, const struct judgement *judgement)
{
	gint64 at = time_of(judgement);

	if (judgement->meaning != LABEL_ANSWERED && judgement->meaning != LABEL_OUTCOME)
		return;
	if (matter->handed_at != NO_TIME && matter->handed_at != UNDATED && at < matter->handed_at)
		return;
	matter->answered_at = time_earlier(matter->answered_at, at);
	if (judgement->meaning == LABEL_OUTCOME)
		matter->closed_at = time_earlier(matter->closed_at, at);
}

/* The first word of staff in the thread after it was raised or, when it was handed over, after that: a thank-you before is no answer. */
static void
matter_take_staff(const struct conversation *conversation, struct matter *matter)
{
	const struct discussion *discussion = &conversation->discussions[matter->discussion];
	gint64 since = matter->handed_at == NO_TIME ? matter->raised_at : matter->handed_at;

	if (discussion->is_channel || matter->raised_at == NO_TIME || since == UNDATED)
		return;
	for (guint32 i = discussion->first; i < discussion->past; i++) {
		const struct utterance *utterance = &conversation->utterances[i];
		if (utterance->at <= since || !(utterance->is & UTTERANCE_SPEAKS) || !conversation_is_staff(conversation, utterance->person))
			continue;
		matter->answered_at = time_earlier(matter->answered_at, utterance->at);
		return;
	}
}

/* The labels [first, past) of one thread or message. */
static struct matter
matter_of(const struct conversation *conversation, guint32 first, guint32 past)
{
	struct matter matter = { conversation->utterances[conversation->judgements[first].utterance].discussion, NO_TIME, NO_TIME, NO_TIME, NO_TIME };

	for (guint32 i = first; i < past; i++)
		matter_take(conversation, &matter, &conversation->judgements[i]);
	for (guint32 i = first; i < past; i++)
		matter_take_end(&matter, &conversation->judgements[i]);
	matter_take_staff(conversation, &matter);
	return matter;
}

static gboolean
is_one_matter(const struct conversation *conversation, const struct judgement *a, const struct judgement *b)
{
	guint32 discussion = conversation->utterances[a->utterance].discussion;

	return a->utterance == b->utterance ||
	       (discussion == conversation->utterances[b->utterance].discussion && !conversation->discussions[discussion].is_channel);
}

/* All of the inquiry's scope (struct matter), in the order of threads. Caller unrefs. */
static GArray *
matters_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	GArray *matters = g_array_new(FALSE, FALSE, sizeof(struct matter));

	for (guint32 first = 0, past; first < conversation->n_judgements; first = past) {
		for (past = first + 1; past < conversation->n_judgements &&
		                       is_one_matter(conversation, &conversation->judgements[first], &conversation->judgements[past]);)
			past++;
		struct matter matter = matter_of(conversation, first, past);
		if (conversation_in_scope(conversation, matter.discussion, inquiry_place(inquiry)))
			g_array_append_val(matters, matter);
	}
	return matters;
}

/* Hours between two instants, cut where the thread's data end. FALSE: begun after that, or ended nobody knows when. */
static gboolean
matter_clock(const struct inquiry *inquiry, const struct matter *matter, gint64 begin, gint64 end, struct duration *clock)
{
	gint64 until = conversation_watched_until(inquiry->conversation, matter->discussion, inquiry->follow_until);

	if (begin > until || end == UNDATED)
		return FALSE;
	gboolean ended = end != NO_TIME && end <= until;
	*clock = (struct duration){ (double)((ended ? MAX(end, begin) : until) - begin) / 3600, ended ? 1 : CENSORED };
	return TRUE;
}

/* ---- C41 ---- */

static GArray *
handoff_clocks(const struct inquiry *inquiry, gint64 *undated)
{
	g_autoptr(GArray) matters = matters_of(inquiry);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint i = 0; i < matters->len; i++) {
		const struct matter *matter = &g_array_index(matters, struct matter, i);
		struct duration clock;
		*undated += matter->handed_at == UNDATED;
		if (matter->handed_at != NO_TIME && period_holds(&inquiry->window, matter->handed_at) &&
		    matter_clock(inquiry, matter, matter->handed_at, matter->closed_at, &clock))
			g_array_append_val(clocks, clock);
	}
	return clocks;
}

static void
handoff_completed(const struct inquiry *inquiry, struct figure *figure)
{
	const char *missing = labels_missing(inquiry, (const enum label_meaning[3]){ LABEL_HANDOFF }, NO_HANDOFFS);
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 undated = 0;

	if (missing) {
		row->values[0] = value_none(STATE_NO_DATA, missing);
		return;
	}
	g_autoptr(GArray) clocks = handoff_clocks(inquiry, &undated);
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	row->values[0] = answer_share_by(curve, WITHIN_HOURS, "nothing was handed over");
	row->values[1] = value_count(curve->n_events);
	row->values[2] = value_count((gint64)curve->n - curve->n_events);
	if (inquiry->current && undated)
		figure_note(figure, "%" G_GINT64_FORMAT " hand-overs say no time (the column at) and are not counted.", undated);
}

static const struct metric_column handoff_columns[] = {
	{ .name = "completed", .label = "Came back with an outcome" }, { .name = "open", .label = "Open" }, { NULL },
};

const struct metric metric_handoff_completed_7d = {
	.definition = {
		.name = "c_handoff_completed_7d", .card = "C41", .discipline = DISCIPLINE_COMMUNITY, .label = "Hand-overs completed in a week",
		.question = "Does what we hand over come back?", .phrase = "{value} of what was handed over came back with an outcome within a week",
		.formula = "Threads handed over to others in the company in these 90 days (label handoff): share with a label outcome within seven days. "
		           "Open ones count as still waiting (1 − Kaplan–Meier).",
		.noun = "hand-overs", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "community management practice: delegate and direct; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_LABELS, .columns = handoff_columns, .measure = handoff_completed,
};

/* ---- C54 ---- */

static const enum label_meaning VOICES[3] = { LABEL_COMPLAINT, LABEL_IDEA, LABEL_FEEDBACK };

static gboolean
is_raised(const struct inquiry *inquiry, const struct matter *matter)
{
	return matter->raised_at != NO_TIME && period_holds(&inquiry->window, matter->raised_at);
}

/* By the end of watching; what has no time of its own has happened. */
static gboolean
has_come(const struct inquiry *inquiry, gint64 at)
{
	return at == UNDATED || (at != NO_TIME && at <= inquiry->follow_until);
}

static void
liaison(const struct inquiry *inquiry, struct figure *figure)
{
	static const char *const steps[] = { "Raised", "Handed over", "Answered", "Closed with an outcome" };
	gint64 counts[G_N_ELEMENTS(steps)] = { 0 };
	g_autoptr(GArray) matters = matters_of(inquiry);

	if (labels_missing(inquiry, VOICES, NO_VOICES)) {
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, labels_missing(inquiry, VOICES, NO_VOICES));
		return;
	}
	for (guint i = 0; i < matters->len; i++) {
		const struct matter *matter = &g_array_index(matters, struct matter, i);
		if (!is_raised(inquiry, matter))
			continue;
		counts[0]++;
		counts[1] += has_come(inquiry, matter->handed_at);
		counts[2] += has_come(inquiry, matter->answered_at);
		counts[3] += has_come(inquiry, matter->closed_at);
	}
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, steps[i]);
		row->values[0] = value_count(counts[i]);
		row->values[1] = answer_share(counts[i], counts[0], "nothing was raised");
	}
}

static const struct metric_column liaison_columns[] = {
	{ .name = "step", .label = "What happened", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "share", .label = "Of those raised", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_liaison = {
	.definition = {
		.name = "c_liaison", .card = "C54", .discipline = DISCIPLINE_COMMUNITY, .label = "What was raised, and what came of it",
		.question = "Does the community’s voice reach the company?",
		.formula = "Threads of these 90 days with a message labelled complaint, idea or feedback; those labelled handoff; those answered by the "
		           "company (label answered or outcome, or a message of staff after the hand-over; without one, after the message); those labelled "
		           "outcome. A thread may be answered without being handed over.",
		.noun = "threads", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "community management practice: liaison between community and company",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_LABELS, .columns = liaison_columns, .measure = liaison,
};

static struct value
liaison_answer(const struct inquiry *inquiry)
{
	g_autoptr(GArray) matters = matters_of(inquiry), clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	if (labels_missing(inquiry, VOICES, NO_VOICES))
		return value_none(STATE_NO_DATA, labels_missing(inquiry, VOICES, NO_VOICES));
	for (guint i = 0; i < matters->len; i++) {
		const struct matter *matter = &g_array_index(matters, struct matter, i);
		struct duration clock;
		if (is_raised(inquiry, matter) && matter_clock(inquiry, matter, matter->raised_at, matter->answered_at, &clock))
			g_array_append_val(clocks, clock);
	}
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	return answer_median(curve, "nothing was raised", "fewer than half had been answered by then");
}

const struct metric metric_liaison_answer_median = {
	.definition = {
		.name = "c_liaison_answer_median", .card = "C54", .discipline = DISCIPLINE_COMMUNITY, .label = "Time to the company’s answer",
		.question = "Does the answer come back?", .phrase = "half of what was raised had the company’s answer within {value}",
		.formula = "Median hours from a message labelled complaint, idea or feedback to the company’s answer, as in “What was raised, and what came of "
		           "it”, over 90 days. Open ones count as still waiting (Kaplan–Meier).",
		.noun = "threads", .unit = UNIT_HOURS, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 10, .comfortable = 30, .version = 1,
		.source = "community management practice: liaison between community and company; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_LABELS, .value = liaison_answer,
};
