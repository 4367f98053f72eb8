/* Are problems solved (C10)? Only where a question can be marked as solved. */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define WITHIN_HOURS (7 * 24)
enum { RESOLVED = 1, CLOSED_OTHERWISE = 2 };

static gboolean
space_resolves(const struct conversation *conversation, const struct discussion *discussion)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	const char *name = records_atom(conversation->records, discussion->space);
	const struct space_setting *setting = account && name ? project_space(conversation->project, account->id, name) : NULL;

	return setting && setting->resolves;
}

/* A question marked as solved, or in a space where that can be done. */
static gboolean
can_resolve(const struct conversation *conversation, const struct question *question)
{
	return question->resolved_at != NO_TIME || space_resolves(conversation, &conversation->discussions[question->discussion]);
}

static gboolean
resolution_clock(const struct inquiry *inquiry, const struct question *question, struct duration *clock)
{
	gint64 end = conversation_watched_until(inquiry->conversation, question->discussion, inquiry->follow_until);
	gint64 resolved = question->resolved_at, closed = question->ended_at;

	if (question->at > end)
		return FALSE;
	*clock = (struct duration){ (double)(end - question->at) / 3600, CENSORED };
	if (resolved != NO_TIME && resolved <= end && (closed == NO_TIME || resolved <= closed || question->closed))
		*clock = (struct duration){ (double)MAX(resolved - question->at, 0) / 3600, RESOLVED };
	else if (closed != NO_TIME && closed <= end)
		*clock = (struct duration){ (double)(closed - question->at) / 3600, CLOSED_OTHERWISE };
	return TRUE;
}

static GArray *
resolution_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->period);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (can_resolve(conversation, question) && conversation_in_scope(conversation, question->discussion, inquiry_place(inquiry)) &&
		    resolution_clock(inquiry, question, &clock))
			g_array_append_val(clocks, clock);
	}
	return clocks;
}

/* Closing competes with solving: where questions are closed otherwise, the share is the cumulative incidence. */
static struct value
resolution(const struct inquiry *inquiry)
{
	g_autoptr(GArray) clocks = resolution_clocks(inquiry);
	struct duration *durations = (struct duration *)(void *)clocks->data;
	gboolean competes = FALSE;

	if (clocks->len == 0)
		return value_none(STATE_NO_DATA, "no space where questions can be marked as solved");
	for (guint i = 0; i < clocks->len; i++)
		competes |= durations[i].cause == CLOSED_OTHERWISE;
	if (competes)
		return answer_interval(incidence_by(durations, clocks->len, RESOLVED, WITHIN_HOURS), clocks->len, "nothing was watched for a week");
	AUTO(survival) curve = survival_new(durations, clocks->len);
	return answer_share_by(curve, WITHIN_HOURS, "no questions were asked");
}

const struct metric metric_resolution_rate = {
	.definition = {
		.name = "c_resolution_rate", .card = "C10", .discipline = DISCIPLINE_COMMUNITY, .label = "Solved within a week",
		.question = "Are problems actually solved?", .phrase = "{value} of questions were solved within a week",
		.formula = "Questions of spaces where they can be marked as solved: share marked within seven days (1 − Kaplan–Meier). A question closed "
		           "otherwise is neither solved nor open (Aalen–Johansen, without a range).",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "Discourse Solved; Kaplan & Meier 1958; Aalen & Johansen 1978",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = resolution,
};
