/* How many saw us and follow us: what platforms report of an account (METRICS B02–B05, B17). Never added over accounts. */
#include <math.h>

#include "base/number.h"
#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/statistics/interval.h"

#define REACH_FROM 100 /* accounts below which platforms tell no reach (B02) */
#define RATE_FROM 100 /* followers at the start below which a growth rate is only noise (B05) */

static guint
scope_of_inquiry(const struct inquiry *inquiry)
{
	int scope = inquiry_scope(inquiry);

	g_assert(scope != SCOPE_NONE); /* measured for each account only */
	return (guint)scope;
}

/* ---- B02 reach ---- */

static char *
bounds_words(double low, double high, gboolean complete, const char *language)
{
	g_autofree char *from = number_text(low, 0, language), *to = number_text(high, 0, language);

	return complete ? g_strdup_printf("between %s and %s", from, to) : g_strdup_printf("at least %s", from);
}

/* Unique accounts are never added. Without the window's own number the largest day is certain and the sum of all days the most it can
 * be: the value is the lower bound, and said to be one. */
static struct value
reach_bounds(const struct inquiry *inquiry, const struct flow *flow)
{
	gboolean complete = flow->days >= inquiry->period.past - inquiry->period.first;
	g_autofree char *words = bounds_words(flow->largest, flow->sum, complete, inquiry->project->language);
	struct value value = value_estimate(flow->largest, flow->largest, complete ? flow->sum : INFINITY, NO_COUNT);

	value_raise(&value, STATE_NOT_REACHED, g_intern_string(words));
	value.n = complete ? (gint64)flow->sum : NO_COUNT;
	return value;
}

static struct value
reach(const struct inquiry *inquiry)
{
	struct flow flow = publishing_flow(inquiry->publishing, scope_of_inquiry(inquiry), "reach", &inquiry->period);
	struct value value;

	if (!flow.known)
		return value_none(STATE_NO_DATA, NULL);
	if (!flow.whole)
		return reach_bounds(inquiry, &flow);
	value = value_estimate(flow.sum, NAN, NAN, (gint64)flow.sum);
	if (flow.changed)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

/* ---- B03 impressions ---- */

static gboolean
has_impressions(const struct post_metric *snapshot)
{
	return snapshot->impressions != NO_COUNT;
}

static const struct sample_rule shown_rule = { .needs = has_impressions, .y = impressions_of, .x = impressions_of };

/* An account that gives no days: its posts of the month, as they stood when a week old. */
static struct value
impressions_of_posts(const struct inquiry *inquiry, struct figure *figure, guint scope)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &shown_rule, (int)scope, &inquiry->period);
	struct value value = sample_absent(inquiry->publishing, sample);
	double sum = 0;

	if (value.state != STATE_OK)
		return value;
	for (guint i = 0; i < sample->posts->len; i++)
		sum += SAMPLED_AT(sample, i)->y;
	value = value_estimate(sum, NAN, NAN, NO_COUNT);
	if (sample->changed)
		value_raise(&value, STATE_BREAK, NULL);
	if (inquiry->current)
		figure_note(figure, "%s reports no days: the posts of the month, a week after each was published", scope_label(inquiry->publishing, scope));
	return value;
}

static void
impressions(const struct inquiry *inquiry, struct figure *figure)
{
	guint scope = scope_of_inquiry(inquiry);
	struct value value;

	if (publishing_reports(inquiry->publishing, scope, "impressions")) {
		value = flow_value(inquiry, scope, "impressions", FALSE);
		unsettled_note(inquiry, figure, scope);
	} else
		value = impressions_of_posts(inquiry, figure, scope);
	inquiry_row(inquiry, figure)->values[0] = value;
}

/* ---- B04 followers ---- */

static struct level
followers_on(const struct inquiry *inquiry, gint32 day)
{
	return publishing_level(inquiry->publishing, scope_of_inquiry(inquiry), "followers_end", day);
}

/* The last day of the period the data reach. */
static gint32
last_day_of(const struct inquiry *inquiry)
{
	gint32 reached = inquiry->data_end == NO_TIME ? inquiry->period.past : day_of_instant(inquiry->data_end, inquiry->project->zone);

	return MIN(inquiry->period.past, reached) - 1;
}

static struct value
followers_end(const struct inquiry *inquiry)
{
	struct level level = followers_on(inquiry, last_day_of(inquiry));
	struct value value = value_estimate(level.value, NAN, NAN, NO_COUNT);

	if (!level.known)
		return value_none(STATE_NO_DATA, NULL);
	if (level.changed)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

/* ---- B05 gained and lost ---- */

static struct value
net_of_levels(const struct inquiry *inquiry)
{
	struct level start = followers_on(inquiry, inquiry->period.first - 1), end = followers_on(inquiry, last_day_of(inquiry));
	struct value value = value_estimate(end.value - start.value, NAN, NAN, NO_COUNT);

	if (!start.known || !end.known)
		return value_none(STATE_NO_DATA, NULL);
	if (start.definition != end.definition)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

static struct value
net_of_flows(const struct value *gained, const struct value *lost)
{
	struct value value = answer_interval(count_net(gained->value, lost->value), NO_COUNT, NULL);

	value_raise(&value, MAX(gained->state, lost->state), gained->state > lost->state ? gained->reason : lost->reason);
	return value;
}

/* Three ways to tell it: who came and who left, the numbers of followers, or (YouTube) only each day's difference. */
static struct value
net_of(const struct inquiry *inquiry, guint scope, const struct value *gained, const struct value *lost)
{
	if (value_has_number(gained) && value_has_number(lost))
		return net_of_flows(gained, lost);
	struct value levels = net_of_levels(inquiry), stated = flow_value(inquiry, scope, "followers_net", FALSE);
	return levels.state == STATE_NO_DATA && value_has_number(&stated) ? stated : levels;
}

static struct value
growth_of(const struct inquiry *inquiry, const struct value *net)
{
	struct level start = followers_on(inquiry, inquiry->period.first - 1);

	if (!start.known || !value_has_number(net))
		return value_none(STATE_NO_DATA, NULL);
	if (start.value == 0)
		return value_none(STATE_UNDEFINED, "there were no followers at the start");
	if (start.value < RATE_FROM)
		return value_none(STATE_TOO_FEW, NULL);
	return value_estimate(net->value / start.value, NAN, NAN, NO_COUNT);
}

static void
follower_net(const struct inquiry *inquiry, struct figure *figure)
{
	guint scope = scope_of_inquiry(inquiry);
	struct value gained = flow_value(inquiry, scope, "followers_gained", TRUE), lost = flow_value(inquiry, scope, "followers_lost", TRUE);
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = net_of(inquiry, scope, &gained, &lost);
	if (row->values[0].state == STATE_NO_DATA && value_has_number(&gained))
		row->values[0].reason = "only new followers are reported, not those who left";
	row->values[1] = gained;
	row->values[2] = lost;
	row->values[3] = growth_of(inquiry, &row->values[0]);
}

/* ---- B17 frequency ---- */

static void
frequency(const struct inquiry *inquiry, struct figure *figure)
{
	guint scope = scope_of_inquiry(inquiry);
	struct flow shown = publishing_flow(inquiry->publishing, scope, "impressions", &inquiry->period);
	struct flow reached = publishing_flow(inquiry->publishing, scope, "reach", &inquiry->period);
	struct value *value = &inquiry_row(inquiry, figure)->values[0];

	if (!shown.known || !reached.known || shown.side != reached.side)
		*value = value_none(STATE_NO_DATA, NULL);
	else if (reached.largest <= 0)
		*value = value_none(STATE_UNDEFINED, "nobody was reached");
	else if (reached.whole)
		*value = value_estimate(shown.sum / reached.sum, NAN, NAN, NO_COUNT);
	else { /* views over at most the sum of days, and at least the largest day */
		double low = shown.sum / reached.sum, high = shown.sum / reached.largest;
		g_autofree char *from = number_text(low, 1, inquiry->project->language), *to = number_text(high, 1, inquiry->project->language);
		g_autofree char *words = g_strdup_printf("between %s and %s", from, to);
		*value = value_estimate(low, low, high, NO_COUNT);
		value_raise(value, STATE_NOT_REACHED, figure_word(figure, words));
	}
}

/* ---- how far their data reach ---- */

static gint64
reach_span(const struct inquiry *inquiry)
{
	return span_of_days(inquiry, "reach", NULL);
}

static gint64
impressions_span(const struct inquiry *inquiry)
{
	return span_of_days(inquiry, "impressions", has_impressions);
}

static gint64
followers_span(const struct inquiry *inquiry)
{
	return span_of_days(inquiry, "followers_end", NULL);
}

static gint64
net_span(const struct inquiry *inquiry)
{
	gint64 flows = MAX(span_of_days(inquiry, "followers_gained", NULL), span_of_days(inquiry, "followers_net", NULL));

	return MAX(flows, span_of_days(inquiry, "followers_end", NULL));
}

static gint64
frequency_span(const struct inquiry *inquiry)
{
	return span_both(span_of_days(inquiry, "reach", NULL), span_of_days(inquiry, "impressions", NULL));
}

/* ---- the metrics ---- */

static const char *const reads[] = { "account_day", "post", "post_metric", NULL };

const struct metric metric_reach = {
	.definition = {
		.name = "b_reach", .card = "B02", .discipline = DISCIPLINE_BROADCAST, .label = "Accounts reached",
		.question = "How many different accounts saw us?",
		.formula = "Different accounts that saw us, as the platform estimates them for exactly the month. Where it gives days only, the number "
		           "lies between the largest day and the sum of all days. It is never added over days, posts or channels.",
		.noun = "accounts", .phrase = "{value} accounts saw us, by the platform's estimate", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE, .minimum = REACH_FROM, .comfortable = REACH_FROM, .version = 1,
		.source = "METRICS B02; Facebook Page Insights reference (unique values are counted independently)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = reach_span, .reads = reads, .value = reach,
};

const struct metric metric_impressions = {
	.definition = {
		.name = "b_impressions", .card = "B03", .discipline = DISCIPLINE_BROADCAST, .label = "Times shown",
		.question = "How often was our content shown?",
		.formula = "Impressions, or views where the platform counts these now, summed over the days of the month. Platforms count differently, so "
		           "channels are not added; where counting changed, the line is broken.",
		.noun = "views", .phrase = "Our content was shown {value} times", .unit = UNIT_COUNT, .additivity = ADD_FLOW_PLATFORM,
		.shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1, .source = "METRICS B03, §10",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = impressions_span, .reads = reads, .measure = impressions,
};

const struct metric metric_followers_end = {
	.definition = {
		.name = "b_followers_end", .card = "B04", .discipline = DISCIPLINE_BROADCAST, .label = "Followers",
		.question = "How big is the audience?",
		.formula = "Followers on the last day of the month, or up to three days before. Channels are not added: one person may follow several.",
		.noun = "followers", .phrase = "{value} accounts followed us at the end of the month", .unit = UNIT_COUNT, .additivity = ADD_STOCK,
		.shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1, .source = "METRICS B04",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = followers_span, .reads = reads, .value = followers_end,
};

static const struct metric_column net_columns[] = {
	{ .name = "gained", .label = "Gained", .unit = UNIT_COUNT },
	{ .name = "lost", .label = "Lost", .unit = UNIT_COUNT },
	{ .name = "growth", .label = "Of the followers at the start", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_follower_net = {
	.definition = {
		.name = "b_follower_net", .card = "B05", .discipline = DISCIPLINE_BROADCAST, .label = "Followers gained less lost",
		.question = "Is the audience growing, and is it churn or gain?",
		.formula = "New followers less those who left, over the days of the month. Where a platform only tells how many there are, the difference "
		           "between end and start, and where it only tells each day's difference, their sum; gained and lost are then not reported.",
		.noun = "followers", .phrase = "The number of followers changed by {value}", .unit = UNIT_COUNT,
		.additivity = ADD_FLOW_PLATFORM, .shape = SHAPE_FLOWS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B05; Skellam 1946 (difference of two counts)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = net_span, .reads = reads, .columns = net_columns, .measure = follower_net,
};

const struct metric metric_frequency = {
	.definition = {
		.name = "b_frequency", .card = "B17", .discipline = DISCIPLINE_BROADCAST, .label = "Views per account reached",
		.question = "How often does one person see us?",
		.formula = "Times shown over accounts reached, of the same platform and month. Where reach is only known within bounds, so is this.",
		.noun = "views per account", .phrase = "An account that saw us saw us {value} times", .unit = UNIT_RATIO, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE, .version = 1, .source = "METRICS B17",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = frequency_span, .reads = reads, .measure = frequency,
};
