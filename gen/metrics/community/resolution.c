/* Are problems solved (C10)? Only where a question can be marked as solved. */
#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/resample.h"

#define WITHIN_HOURS (7 * 24)
#define NOWHERE "no space where questions can be marked as solved: say `resolves: yes` of one under spaces:, or label questions as resolved"
enum { RESOLVED = 1, DUPLICATE = 2, ENDED_OTHERWISE = 3 };

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
		*clock = (struct duration){ (double)(closed - question->at) / 3600, question->duplicate ? DUPLICATE : ENDED_OTHERWISE };
	return TRUE;
}

static int
compare_clocks(const void *a, const void *b)
{
	const struct duration *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

/* Ascending. */
static GArray *
resolution_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->period);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (question->can_resolve && conversation_in_scope(conversation, question->discussion, inquiry_place(inquiry)) &&
		    resolution_clock(inquiry, question, &clock))
			g_array_append_val(clocks, clock);
	}
	g_array_sort(clocks, compare_clocks);
	return clocks;
}

static gboolean
can_resolve(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;

	for (guint32 i = 0; i < conversation->n_questions; i++)
		if (conversation->questions[i].can_resolve && conversation_in_scope(conversation, conversation->questions[i].discussion, inquiry_place(inquiry)))
			return TRUE;
	return FALSE;
}

/* ---- where clocks can end otherwise, solving competes ---- */

static gboolean
resolved_drawn(const guint *times, guint clusters, gpointer user, double *value)
{
	struct interval share = incidence_of(user, times, clusters, RESOLVED, WITHIN_HOURS);

	*value = share.value;
	return share.defined;
}

static guint
count_ended(const GArray *clocks, guint cause)
{
	guint count = 0;

	for (guint i = 0; i < clocks->len; i++) {
		const struct duration *clock = &g_array_index(clocks, struct duration, i);
		count += clock->cause == cause && clock->time <= WITHIN_HOURS;
	}
	return count;
}

/* Too few or small by the questions that were solved, as for a curve. */
static struct value
resolution_competing(const struct inquiry *inquiry, const GArray *clocks)
{
	struct random random = answer_random(inquiry);
	struct interval share = bootstrap(clocks->len, 0, resolved_drawn, clocks->data, &random);
	struct value value = answer_interval(share, clocks->len, "nothing was watched for a week");

	answer_events(&value, count_ended(clocks, RESOLVED));
	return value;
}

static void
resolution(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) clocks = resolution_clocks(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint duplicates = count_ended(clocks, DUPLICATE), otherwise = count_ended(clocks, ENDED_OTHERWISE);

	if (!can_resolve(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, NOWHERE);
		return;
	}
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	row->values[0] = duplicates + otherwise ? resolution_competing(inquiry, clocks)
	                                        : answer_share_by(curve, WITHIN_HOURS, "no questions were asked where they can be solved");
	row->values[1] = value_count(count_ended(clocks, RESOLVED));
	row->values[2] = value_count(duplicates);
	row->values[3] = value_count(otherwise);
}

static const struct metric_column resolution_columns[] = {
	{ .name = "solved", .label = "Solved" }, { .name = "duplicate", .label = "Closed as asked before" },
	{ .name = "otherwise", .label = "Closed or withdrawn otherwise" }, { NULL },
};

const struct metric metric_resolution_rate = {
	.definition = {
		.name = "c_resolution_rate", .card = "C10", .discipline = DISCIPLINE_COMMUNITY, .label = "Solved within a week",
		.question = "Are problems actually solved?", .phrase = "{value} of questions were solved within a week",
		.formula = "Questions of spaces where they can be marked as solved: share marked within seven days (1 − Kaplan–Meier). A question closed as "
		           "asked before is no failure, and one closed or withdrawn otherwise is not open any more: both compete with solving "
		           "(Aalen–Johansen; range: bootstrap over questions), and stand beside it.",
		.noun = "questions", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "Discourse Solved; Kaplan & Meier 1958; Aalen & Johansen 1978",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = resolution_columns,
	.measure = resolution,
};
