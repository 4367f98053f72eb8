/* Do we hear when people speak to us (C18)? Every message by a member that addresses staff waits for a word of staff, or for a peer's
 * answer that is accepted. */
#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"

#define WITHIN_HOURS 48
#define DRAWN_LEAST 10 /* messages of a curve (METRICS §4.15) */
#define NO_CALLS "nobody addressed us"
#define NO_COMPLAINTS "no complaint among them"
#define NO_LABELS "no message is labelled as a complaint: tables/labels.csv"
enum { HEARD_BY_PEER = 1, HEARD_BY_STAFF = 2 };

static const char *const READS_CALLS[] = { "message", "message_mention", "label", NULL };

static gboolean
is_heard_by(const struct conversation *conversation, guint32 answer, gint64 end)
{
	return answer != NO_UTTERANCE && conversation->utterances[answer].at <= end;
}

/* Hours from speaking to the first word, staff's before a peer's at the same second. FALSE for a call after the end of watching. */
static gboolean
call_clock(const struct inquiry *inquiry, const struct call *call, struct duration *clock)
{
	const struct conversation *conversation = inquiry->conversation;
	gint64 end = conversation_watched_until(conversation, conversation->utterances[call->utterance].discussion, inquiry->follow_until);

	if (call->at > end)
		return FALSE;
	*clock = (struct duration){ (double)(end - call->at) / 3600, CENSORED };
	if (is_heard_by(conversation, call->by_peer, end))
		*clock = (struct duration){ (double)(conversation->utterances[call->by_peer].at - call->at) / 3600, HEARD_BY_PEER };
	if (is_heard_by(conversation, call->by_staff, end)) {
		double hours = (double)(conversation->utterances[call->by_staff].at - call->at) / 3600;
		if (clock->cause == CENSORED || hours <= clock->time)
			*clock = (struct duration){ hours, HEARD_BY_STAFF };
	}
	return TRUE;
}

/* A person called it a complaint, or its writer unhappy. */
static gboolean
is_complaint(const struct conversation *conversation, guint32 utterance)
{
	struct span span = conversation_judgements(conversation, utterance, utterance + 1);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct judgement *judgement = &conversation->judgements[i];
		if (judgement->meaning == LABEL_COMPLAINT || (judgement->meaning == LABEL_DISPOSITION && judgement->mood == MOOD_NEGATIVE))
			return TRUE;
	}
	return FALSE;
}

/* All calls of the window and scope, and those that are complaints. */
static void
clocks_gather(const struct inquiry *inquiry, GArray *all, GArray *complaints)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_calls(conversation, &inquiry->window);
	int place = inquiry_place(inquiry);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct call *call = &conversation->calls[i];
		struct duration clock;
		if (!conversation_in_scope(conversation, conversation->utterances[call->utterance].discussion, place) ||
		    !call_clock(inquiry, call, &clock))
			continue;
		g_array_append_val(all, clock);
		if (is_complaint(conversation, call->utterance))
			g_array_append_val(complaints, clock);
	}
}

static const struct duration *
clocks_of(const GArray *clocks)
{
	return (const struct duration *)(const void *)clocks->data;
}

/* By whom: each side competes with the other. */
static void
heard_by(const struct inquiry *inquiry, const GArray *clocks, struct figure_row *row)
{
	const guint columns[] = { [HEARD_BY_STAFF] = 1, [HEARD_BY_PEER] = 2 };

	for (guint cause = HEARD_BY_PEER; cause <= HEARD_BY_STAFF; cause++) {
		struct value *value = &row->values[columns[cause]];
		*value = answer_interval(incidence_by(clocks_of(clocks), clocks->len, cause, WITHIN_HOURS), clocks->len, NO_CALLS);
		if (clocks->len < inquiry->metric->definition.minimum || row->values[0].state >= STATE_TOO_FEW)
			*value = value_none(clocks->len ? STATE_TOO_FEW : STATE_UNDEFINED, clocks->len ? NULL : NO_CALLS);
	}
}

static void
complaints_heard(const struct inquiry *inquiry, const GArray *clocks, struct figure_row *row)
{
	const char *missing = labels_missing(inquiry, (const enum label_meaning[3]){ LABEL_COMPLAINT, LABEL_DISPOSITION }, NO_LABELS);
	AUTO(survival) curve = survival_new(clocks_of(clocks), clocks->len);

	row->values[3] = answer_share_by(curve, WITHIN_HOURS, NO_COMPLAINTS);
	row->values[4] = value_count(clocks->len);
	inquiry_settle(inquiry, &row->values[3]);
	if (missing)
		row->values[3] = row->values[4] = value_none(STATE_NO_DATA, missing);
}

static void
inbound(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct duration)), complaints = g_array_new(FALSE, FALSE, sizeof(struct duration));

	if (!inquiry->conversation->has_staff) {
		row->values[0] = value_none(STATE_NO_DATA, NO_STAFF_LIST);
		return;
	}
	clocks_gather(inquiry, all, complaints);
	AUTO(survival) curve = survival_new(clocks_of(all), all->len);
	row->values[0] = answer_share_by(curve, WITHIN_HOURS, NO_CALLS);
	heard_by(inquiry, all, row);
	complaints_heard(inquiry, complaints, row);
}

static const struct metric_column inbound_columns[] = {
	{ .name = "by_staff", .label = "By staff", .unit = UNIT_SHARE }, { .name = "by_peer", .label = "By a peer’s accepted answer", .unit = UNIT_SHARE },
	{ .name = "complaints", .label = "Complaints that got a word", .unit = UNIT_SHARE }, { .name = "all_complaints", .label = "Complaints" }, { NULL },
};

const struct metric metric_inbound_acknowledged_48h = {
	.definition = {
		.name = "c_inbound_acknowledged_48h", .card = "C18", .discipline = DISCIPLINE_COMMUNITY, .label = "Messages to us that got a word in two days",
		.question = "When people speak to us, do we hear?", .phrase = "{value} of messages that addressed us got a word within two days",
		.formula = "Messages by members that name staff, reply to staff or stand in a thread that staff opened, a thank-you as well as a complaint: "
		           "share followed within 48 hours by a message of staff in the thread or one that names the writer, or by a member’s answer "
		           "that was accepted (1 − Kaplan–Meier). Reactions are no words.",
		.noun = "messages to us", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "community management practice: hear and be seen to hear; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_CALLS, .columns = inbound_columns, .measure = inbound,
};

/* ---- the curve ---- */

static void
inbound_steps(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct duration)), complaints = g_array_new(FALSE, FALSE, sizeof(struct duration));

	if (!inquiry->conversation->has_staff)
		return;
	clocks_gather(inquiry, all, complaints);
	AUTO(survival) curve = survival_new(clocks_of(all), all->len);
	if (curve->n >= DRAWN_LEAST)
		curve_rows(inquiry, figure, curve, NO_CALLS);
}

static const struct metric_column curve_columns[] = {
	{ .name = "hours", .label = "Hours since written", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "waiting", .label = "Still waiting" }, { .name = "heard", .label = "Got a word since the row before" },
	{ .name = "censored", .label = "Left waiting when the data end" }, { NULL },
};

const struct metric metric_inbound_curve = {
	.definition = {
		.name = "c_inbound_curve", .card = "C18", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of messages to us that got a word",
		.question = "How fast do we hear?", .phrase = "half of the messages that addressed us got a word within {value}",
		.formula = "Share of messages by members that address us with a word of staff, or a member’s accepted answer, within so many hours "
		           "(1 − Kaplan–Meier), drawn to the last observed hour. Range: log–log Greenwood.",
		.noun = "messages to us", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = "as “Messages to us that got a word in two days”",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reads = READS_CALLS, .columns = curve_columns, .measure = inbound_steps,
};
