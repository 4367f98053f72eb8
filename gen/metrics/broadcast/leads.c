/* What broadcasts bring: leads by their one attributed touch (METRICS B11, B12). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/touch.h"

/* ---- B11 ---- */

static guint
leads_of_period(const struct publishing *publishing, const struct period *period)
{
	g_autoptr(GPtrArray) leads = publishing_leads(publishing, period);
	guint n = 0;

	for (guint i = 0; i < leads->len; i++)
		n += origin_is_ours(((const struct prospect *)g_ptr_array_index(leads, i))->origin);
	return n;
}

static double
leads_dispersion(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	gint64 end = inquiry->data_end == NO_TIME ? inquiry->period.end : MIN(inquiry->period.end, inquiry->data_end);
	gint32 monday = weeks_begin(publishing, end);
	double weeks[WEEKS_MOST];

	for (gint32 i = 0; i < WEEKS_MOST; i++) {
		struct period week = { .start = instant_of_day(monday + 7 * i, publishing->project->zone),
		                       .end = instant_of_day(monday + 7 * i + 7, publishing->project->zone) };
		weeks[i] = week.start < publishing->prospects[0].at ? NAN : leads_of_period(publishing, &week);
	}
	return weeks_dispersion(weeks);
}

static struct value
leads_generated(const struct inquiry *inquiry)
{
	struct value value;
	guint n;

	if (!publishing_has_leads(inquiry->publishing, &inquiry->period))
		return value_none(STATE_NO_DATA, "no leads are recorded");
	n = leads_of_period(inquiry->publishing, &inquiry->period);
	value = answer_interval(count_byar(n), n, NULL);
	value.events = n;
	value.exposure = period_days(&inquiry->period);
	value.dispersion = leads_dispersion(inquiry);
	return value;
}

/* ---- by source ---- */

struct lead_source {
	const char *name;
	guint leads;
	guint rank; /* ours first, then elsewhere, then unknown */
};

static guint
rank_of(enum origin origin)
{
	return origin_is_ours(origin) ? 0 : origin == ORIGIN_ELSEWHERE ? 1 : 2;
}

static void
source_add(GArray *sources, const struct prospect *prospect)
{
	struct lead_source fresh = { prospect->source, 1, rank_of(prospect->origin) };

	for (guint i = 0; i < sources->len; i++) {
		struct lead_source *source = &g_array_index(sources, struct lead_source, i);
		if (strcmp(source->name, prospect->source) == 0) {
			source->leads++;
			return;
		}
	}
	g_array_append_val(sources, fresh);
}

static int
compare_sources(gconstpointer a, gconstpointer b)
{
	const struct lead_source *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->leads != y->leads)
		return x->leads > y->leads ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
leads_by_source(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);
	g_autoptr(GArray) sources = g_array_new(FALSE, TRUE, sizeof(struct lead_source));

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		if (prospect->origin != ORIGIN_COMMUNITY) /* theirs: C43 */
			source_add(sources, prospect);
	}
	g_array_sort(sources, compare_sources);
	for (guint i = 0; i < sources->len; i++) {
		const struct lead_source *source = &g_array_index(sources, struct lead_source, i);
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, source->name);
		figure_set_word(figure, row, 3, source->rank == 0 ? "yes" : "no");
		row->values[0] = answer_interval(count_byar(source->leads), source->leads, NULL);
	}
}

/* ---- what platforms claim: beside, never added ---- */

static double
claimed_by(const struct publishing *publishing, guint scope, const struct period *period)
{
	double claimed = NAN;

	for (guint i = 0; i < RECORD_COUNT_OF(publishing->records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(publishing->records, ad_row, i);
		if (row->span_start < period->first || row->span_end >= period->past || isnan(row->claimed_conversions) ||
		    scope_map_of(publishing->scopes, row->platform, row->account, 0) != scope)
			continue;
		claimed = isnan(claimed) ? row->claimed_conversions : claimed + row->claimed_conversions;
	}
	return claimed;
}

static struct value
leads_claimed(const struct inquiry *inquiry)
{
	double claimed = claimed_by(inquiry->publishing, (guint)inquiry_scope(inquiry), &inquiry->period);

	return isnan(claimed) ? value_none(STATE_NO_DATA, NULL) : value_estimate(claimed, NAN, NAN, NO_COUNT);
}

/* ---- B12 ---- */

static struct value
visit_to_lead(const struct inquiry *inquiry)
{
	struct value visits = inquiry_value(inquiry, "b_site_visits", NULL), leads = inquiry_value(inquiry, "b_leads_generated", NULL);
	struct value value;

	if (!value_has_number(&visits) || !value_has_number(&leads))
		return value_none(STATE_NO_DATA, NULL);
	if (leads.n > visits.n)
		return value_none(STATE_UNDEFINED, "there were more leads than tracked visits");
	value = answer_share(leads.n, visits.n, "nobody came from what we published");
	value.events = (double)leads.n;
	value.exposure = (double)visits.n;
	value_raise(&value, MAX(visits.state, leads.state), visits.state > leads.state ? visits.reason : leads.reason);
	return value;
}

/* Where the site's visits are not exported, clicks on links stand for them, under a name of their own (B12). */
static struct value
click_to_lead(const struct inquiry *inquiry)
{
	struct value visits = inquiry_value(inquiry, "b_site_visits", NULL), clicks = inquiry_value(inquiry, "b_link_clicks", NULL);
	struct value leads = inquiry_value(inquiry, "b_leads_generated", NULL), value;

	if (value_has_number(&visits))
		return value_none(STATE_NO_DATA, TOLD_ELSEWHERE "visitors who became leads");
	if (!value_has_number(&clicks) || !value_has_number(&leads))
		return value_none(STATE_NO_DATA, "neither visits of the site nor link clicks are exported");
	if ((double)leads.n > clicks.value)
		return value_none(STATE_UNDEFINED, "there were more leads than link clicks");
	value = answer_share(leads.n, (gint64)clicks.value, "nobody followed a link");
	value_raise(&value, MAX(clicks.state, leads.state), clicks.state > leads.state ? clicks.reason : leads.reason);
	return value;
}

/* ---- how far their data reach ---- */

static gint64
visit_to_lead_span(const struct inquiry *inquiry)
{
	return span_both(span_of_leads(inquiry), span_of_visits(inquiry));
}

/* ---- the metrics ---- */

static const char *const reads[] = { "lead", NULL }, *const reads_ads[] = { "ad_row", NULL };
static const char *const reads_clicks[] = { "lead", "account_day", "post", "post_metric", NULL };
static const char *const reads_visits[] = { "lead", "site_visits", NULL };

const struct metric metric_leads_generated = {
	.definition = {
		.name = "b_leads_generated", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Leads",
		.question = "How many leads did broadcasts bring?",
		.formula = "People who became a lead in the month and whose last touch before that, within the attribution window, was a post, mail or "
		           "advertisement of ours. A lead counts once; one with an unknown source is not ours, and what platforms claim is not counted.",
		.noun = "leads", .phrase = "What we published brought {value} leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW,
		.shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1, .source = "METRICS B11; Byar's interval, §4.3, §4.4",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .headline = TRUE, .reach = span_of_leads, .reads = reads, .value = leads_generated,
};

static const struct metric_column source_columns[] = {
	{ .name = "source", .label = "Source", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "published", .label = "From what we published", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

const struct metric metric_leads_by_source = {
	.definition = {
		.name = "b_leads_by_source", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Leads by source",
		.question = "Which channel brings leads?",
		.formula = "People who became a lead in the month, by the one touch each is credited to. Unknown sources have their own row and are never "
		           "spread over the others; leads from the community are counted there.",
		.noun = "leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B11",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_leads, .reads = reads, .columns = source_columns, .measure = leads_by_source,
};

const struct metric metric_leads_claimed = {
	.definition = {
		.name = "b_leads_claimed", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Conversions claimed by the platform",
		.question = "What does each platform claim for itself?",
		.formula = "Conversions as each advertising platform counts them for itself. Several claim the same lead, so they are never added, nor "
		           "compared with the leads we count.",
		.noun = "conversions", .unit = UNIT_COUNT, .additivity = ADD_FLOW_PLATFORM, .shape = SHAPE_TABLE, .comparison = COMPARE_NONE,
		.version = 1, .source = "METRICS B11 (claimed by platform)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = span_of_ads, .reads = reads_ads, .value = leads_claimed,
};

static const char *const visit_to_lead_operands[] = { "b_site_visits", "b_leads_generated", NULL };

const struct metric metric_visit_to_lead = {
	.definition = {
		.name = "b_visit_to_lead", .card = "B12", .discipline = DISCIPLINE_BROADCAST, .label = "Visitors who became leads",
		.question = "Do visitors from broadcasts become leads?",
		.formula = "Leads from what we published over visits of our site from what we published.",
		.noun = "visits", .phrase = "{value} of the visits from what we published became a lead", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "METRICS B12; Wilson 1927",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = visit_to_lead_span, .reads = reads_visits, .operands = visit_to_lead_operands, .value = visit_to_lead,
};

static const char *const click_to_lead_operands[] = { "b_site_visits", "b_link_clicks", "b_leads_generated", NULL };

const struct metric metric_click_to_lead = {
	.definition = {
		.name = "b_click_to_lead", .card = "B12", .discipline = DISCIPLINE_BROADCAST, .label = "Clicks that became leads",
		.question = "Do those who follow our links become leads?",
		.formula = "Leads from what we published over clicks on our links; only where the visits of the site are not exported.",
		.noun = "link clicks", .phrase = "{value} of the link clicks became a lead", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "METRICS B12; Wilson 1927",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = span_of_leads, .reads = reads_clicks, .operands = click_to_lead_operands, .value = click_to_lead,
};
