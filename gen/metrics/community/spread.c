/* On how many shoulders it rests: messages over members (C32), first replies over helpers (C33). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/diversity.h"

/* Counts of people with at least one, in the order of people. Caller unrefs (double). */
static GArray *
counts_of(const struct conversation *conversation, const double *each)
{
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint32 p = 0; p < conversation->n_people; p++)
		if (each[p] > 0)
			g_array_append_val(counts, each[p]);
	return counts;
}

static void
contribution_gini(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_presences(conversation, inquiry->period.first, inquiry->period.past);
	g_autofree double *messages = g_new0(double, conversation->n_people + 1);
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct random random = answer_random(inquiry);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation_is_member(conversation, conversation->presences[i].person))
			messages[conversation->presences[i].person] += conversation->presences[i].messages;
	g_autoptr(GArray) counts = counts_of(conversation, messages);
	const double *values = (const double *)(const void *)counts->data;
	row->values[0] = answer_interval(gini_resampled(values, counts->len, &random), counts->len, "nobody wrote");
	row->values[1] = answer_interval(gini_corrected(gini(values, counts->len), counts->len), counts->len, "nobody wrote");
	if (counts->len < inquiry->metric->definition.minimum)
		row->values[1] = value_none(STATE_TOO_FEW, NULL);
}

static const struct metric_column gini_columns[] = { { .name = "corrected", .label = "Corrected for small numbers", .unit = UNIT_INDEX }, { NULL } };

const struct metric metric_contribution_gini = {
	.definition = {
		.name = "c_contribution_gini", .card = "C32", .discipline = DISCIPLINE_COMMUNITY, .label = "How unevenly members write",
		.question = "Do a few write nearly everything?",
		.phrase = "on a scale from 0 (all alike) to 1 (one writes everything), members stand at {value}",
		.formula = "Gini coefficient of messages over the members who wrote in the period (readers are not among them): 0 = all alike, near 1 = one "
		           "writes everything. Range: bootstrap over people.",
		.noun = "members who wrote", .unit = UNIT_INDEX, .additivity = ADD_DIST, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "Gini 1912; correction: Deltas 2003",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = gini_columns, .measure = contribution_gini,
};

/* ---- C33 ---- */

/* First replies by members in the period, of each helper. Caller unrefs (double). */
static GArray *
replies_of_helpers(const struct inquiry *inquiry, gint64 *replies)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree double *helped = g_new0(double, conversation->n_people + 1);

	*replies = 0;
	for (guint32 i = 0; i < conversation->n_questions && conversation->questions[i].at < inquiry->period.end; i++) {
		const struct question *question = &conversation->questions[i];
		const struct utterance *response = question->response == NO_UTTERANCE ? NULL : &conversation->utterances[question->response];
		if (!response || !period_holds(&inquiry->period, response->at) || !conversation_is_member(conversation, response->person))
			continue;
		helped[response->person]++;
		++*replies;
	}
	return counts_of(conversation, helped);
}

static struct value
absence(const struct inquiry *inquiry)
{
	struct random random = answer_random(inquiry);
	gint64 replies;

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		return value_none(STATE_NO_DATA, NO_THREADS);
	g_autoptr(GArray) counts = replies_of_helpers(inquiry, &replies);
	return answer_interval(absence_resampled((const double *)(const void *)counts->data, counts->len, 0.5, &random), replies, "no member answered a question");
}

const struct metric metric_absence_factor = {
	.definition = {
		.name = "c_absence_factor", .card = "C33", .discipline = DISCIPLINE_COMMUNITY, .label = "Helpers who carry half of the first replies",
		.question = "How many helpers could we lose?", .phrase = "half of the members’ first replies came from {value} people",
		.formula = "Smallest number of members who together gave at least half of all first replies by members in the period. No names. "
		           "Range: bootstrap over helpers.",
		.noun = "first replies", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.minimum = 30, .comfortable = 30, .version = 1, .source = "CHAOSS Contributor Absence Factor",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = absence,
};
