/* What the company asked us to publish, and what we decided (METRICS B44). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/publishing.h"
#include "metrics/statistics/survival.h"

/* What was known at the end of the data: a decision made later was still waiting then. */
static int
decision_by(const struct request *request, gint64 end)
{
	if (request->decided_at != NO_TIME && end != NO_TIME && request->decided_at > end)
		return DECISION_WAITING;
	return request->decision == DECISION_UNKNOWN ? DECISION_WAITING : request->decision;
}

static struct duration
wait_of(const struct request *request, gint64 end)
{
	gboolean decided = request->decided_at != NO_TIME && request->decided_at <= end;

	return (struct duration){ (double)MAX((decided ? request->decided_at : end) - request->asked_at, 0) / 3600, decided };
}

static void
request_row(const struct inquiry *inquiry, struct figure *figure, const char *label, gint64 count)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, label);
	row->values[0] = value_count(count);
}

/* ---- why requests were declined ---- */

struct reason {
	const char *words;
	guint times;
};

static void
reason_add(GArray *reasons, const char *words)
{
	for (guint i = 0; i < reasons->len; i++)
		if (strcmp(g_array_index(reasons, struct reason, i).words, words) == 0) {
			g_array_index(reasons, struct reason, i).times++;
			return;
		}
	g_array_append_val(reasons, ((struct reason){ words, 1 }));
}

static int
compare_reasons(gconstpointer a, gconstpointer b)
{
	const struct reason *x = a, *y = b;

	return x->times != y->times ? (x->times > y->times ? -1 : 1) : strcmp(x->words, y->words);
}

static void
reasons_note(struct figure *figure, GArray *reasons)
{
	g_autoptr(GString) list = g_string_new(NULL);

	g_array_sort(reasons, compare_reasons);
	for (guint i = 0; i < reasons->len; i++)
		g_string_append_printf(list, "%s%s %u", i ? ", " : "", g_array_index(reasons, struct reason, i).words, g_array_index(reasons, struct reason, i).times);
	if (reasons->len)
		figure_note(figure, "Declined: %s", list->str);
}

/* ---- measuring ---- */

static void
requests(const struct inquiry *inquiry, struct figure *figure)
{
	guint all = RECORD_COUNT_OF(inquiry->records, request), n = 0, counts[DECISION_DECLINED + 1] = { 0 };
	gint64 end = inquiry->follow_until == NO_TIME ? inquiry->period.end : inquiry->follow_until;
	g_autofree struct duration *waits = g_new(struct duration, all + 1);
	g_autoptr(GArray) reasons = g_array_new(FALSE, FALSE, sizeof(struct reason));

	for (guint i = 0; i < all; i++) {
		const struct request *request = RECORD_AT(inquiry->records, request, i);
		if (request->asked_at == NO_TIME || !period_holds(&inquiry->period, request->asked_at))
			continue;
		counts[decision_by(request, end)]++;
		if (decision_by(request, end) == DECISION_DECLINED)
			reason_add(reasons, request->reason ? records_atom(inquiry->records, request->reason) : "without a reason");
		waits[n++] = wait_of(request, end);
	}
	if (!n)
		return;
	request_row(inquiry, figure, "Honoured", counts[DECISION_HONOURED]);
	request_row(inquiry, figure, "Declined", counts[DECISION_DECLINED]);
	request_row(inquiry, figure, "Waiting", counts[DECISION_WAITING]);
	AUTO(survival) curve = survival_new(waits, n);
	struct survival_median median = survival_median(curve);
	if (median.reached)
		figure_note(figure, "Half of the %u requests were decided within %.0f hours, those still waiting included", n, median.median);
	else
		figure_note(figure, "Fewer than half of the %u requests are decided", n);
	reasons_note(figure, reasons);
}

static const struct metric_column request_columns[] = {
	{ .name = "decision", .label = "Decision", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

static const char *const reads[] = { "request", NULL };

const struct metric metric_requests = {
	.definition = {
		.name = "b_requests", .card = "B44", .discipline = DISCIPLINE_BROADCAST, .label = "Requests from the company",
		.question = "What did the company ask us to publish, and what did we decide?",
		.formula = "Requests asked in the month, by what was decided when the data end.",
		.noun = "requests", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B44; a census; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = reads, .columns = request_columns, .measure = requests,
};
