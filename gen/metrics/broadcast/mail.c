/* What our mails brought: clicks and farewells, of issues in sums (METRICS B33, B34). Loads of the tracking image are no people and no metric. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

/* ---- issues of a period ---- */

static gint64
sent_at(const struct publishing *publishing, const struct mail_issue *issue)
{
	if (issue->sent_at != NO_TIME || issue->sent_day == NO_DAY)
		return issue->sent_at;
	return instant_of_day(issue->sent_day, publishing->project->zone);
}

static int
compare_issues(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct mail_issue *x = *(const struct mail_issue *const *)a, *y = *(const struct mail_issue *const *)b;
	const struct publishing *publishing = user;
	gint64 first = sent_at(publishing, x), second = sent_at(publishing, y);

	if (first != second)
		return first < second ? -1 : 1;
	return g_strcmp0(records_atom(publishing->records, x->issue_id), records_atom(publishing->records, y->issue_id));
}

/* In order of sending; the caller unrefs. */
static GPtrArray *
issues_of(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	int scope = inquiry_scope(inquiry);
	GPtrArray *issues = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, mail_issue); i++) {
		struct mail_issue *issue = RECORD_AT(inquiry->records, mail_issue, i);
		gint64 at = sent_at(publishing, issue);
		if (at != NO_TIME && period_holds(&inquiry->period, at) &&
		    (scope == SCOPE_NONE || scope_map_of(publishing->scopes, issue->platform, issue->account, 0) == (guint)scope))
			g_ptr_array_add(issues, issue);
	}
	g_ptr_array_sort_with_data(issues, compare_issues, (gpointer)publishing);
	return issues;
}

/* ---- rates of a month: issues are the clusters, since the same people get each of them ---- */

typedef gint64 (*issue_count)(const struct mail_issue *);

static gint64
clickers_of(const struct mail_issue *issue)
{
	return issue->clickers;
}

static gint64
unsubscribes_of(const struct mail_issue *issue)
{
	return issue->unsubscribes;
}

static struct value
rate_of_month(const struct inquiry *inquiry, issue_count count)
{
	g_autoptr(GPtrArray) issues = issues_of(inquiry);
	g_autofree double *y = g_new(double, issues->len + 1), *x = g_new(double, issues->len + 1);
	guint n = 0;
	gint64 delivered = 0;

	for (guint i = 0; i < issues->len; i++) {
		const struct mail_issue *issue = g_ptr_array_index(issues, i);
		if (count(issue) == NO_COUNT || issue->delivered == NO_COUNT)
			continue;
		y[n] = (double)count(issue);
		x[n++] = (double)issue->delivered;
		delivered += issue->delivered;
	}
	if (!n)
		return issues->len ? value_none(STATE_NO_DATA, NULL) : value_none(STATE_UNDEFINED, "no mail was sent");
	struct value value = answer_interval(ratio_clustered(y, x, n, NULL), delivered, "no mail was delivered");
	if (value.lo < 0)
		value.lo = 0;
	return value;
}

static struct value
email_click_rate(const struct inquiry *inquiry)
{
	return rate_of_month(inquiry, clickers_of);
}

static struct value
unsubscribe_rate(const struct inquiry *inquiry)
{
	return rate_of_month(inquiry, unsubscribes_of);
}

/* ---- issue by issue ---- */

static struct value
share_of_issue(gint64 k, gint64 n)
{
	struct value value;

	if (k == NO_COUNT || n == NO_COUNT)
		return value_none(STATE_NO_DATA, NULL);
	value = answer_share(k, n, "no mail was delivered");
	value.events = (double)k;
	value.exposure = (double)n;
	return value;
}

static void
email_issues(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) issues = issues_of(inquiry);

	for (guint i = 0; i < issues->len; i++) {
		const struct mail_issue *issue = g_ptr_array_index(issues, i);
		const char *title = records_text(inquiry->records, issue->title);
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, title ? title : records_atom(inquiry->records, issue->issue_id));
		row->values[0] = share_of_issue(issue->clickers, issue->delivered);
		row->values[1] = share_of_issue(issue->unsubscribes, issue->delivered);
		row->values[2] = issue->delivered == NO_COUNT ? value_none(STATE_NO_DATA, NULL) : value_count(issue->delivered);
	}
}

/* ---- the metrics ---- */

static const char *const reads[] = { "mail_issue", NULL };

const struct metric metric_email_click_rate = {
	.definition = {
		.name = "b_email_click_rate", .card = "B33", .discipline = DISCIPLINE_BROADCAST, .label = "Mail click rate",
		.question = "Do readers of our mail follow its links?",
		.formula = "Readers who followed a link, summed over the month's issues, over mails delivered. Loads of the tracking image (\"opens\") are made "
		           "by machines as well as people and are not used.",
		.noun = "mails delivered", .phrase = "{value} of the mails led to a click", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS, .minimum = 30, .comfortable = 30, .version = 1,
		.source = "METRICS B33; Cochran 1977 (clusters are issues)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = span_of_mail, .reads = reads, .value = email_click_rate,
};

const struct metric metric_unsubscribe_rate = {
	.definition = {
		.name = "b_unsubscribe_rate", .card = "B34", .discipline = DISCIPLINE_BROADCAST, .label = "Unsubscribe rate",
		.question = "How many say goodbye?",
		.formula = "Readers who unsubscribed from the month's issues over mails delivered.",
		.noun = "mails delivered", .phrase = "{value} of the mails led to a farewell", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS, .lower_is_better = TRUE, .minimum = 30, .comfortable = 30, .version = 1,
		.source = "METRICS B34; Cochran 1977 (clusters are issues)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = span_of_mail, .reads = reads, .value = unsubscribe_rate,
};

static const struct metric_column issue_columns[] = {
	{ .name = "issue", .label = "Issue", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "unsubscribed", .label = "Unsubscribed", .unit = UNIT_SHARE },
	{ .name = "delivered", .label = "Delivered", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_email_issues = {
	.definition = {
		.name = "b_email_issues", .card = "B33", .discipline = DISCIPLINE_BROADCAST, .label = "Mail click rate by issue",
		.question = "Which issue made readers click?",
		.formula = "Readers of one issue who followed a link over mails delivered of it.",
		.noun = "mails delivered", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 30, .comfortable = 30, .version = 1, .source = "METRICS B33, B34; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = span_of_mail, .reads = reads, .columns = issue_columns, .measure = email_issues,
};
