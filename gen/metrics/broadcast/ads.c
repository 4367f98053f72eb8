/* What we paid and what it brought (METRICS B21–B24). Currencies are not mixed, and organic leads are no merit of advertisements. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/money.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/touch.h"

#define LEADS_LEAST 5 /* B24 */

/* ---- rows of a period ---- */

struct bought {
	gboolean known, mixed; /* mixed: several currencies, and no rate between them */
	double spend;
	double impressions, link_clicks; /* of rows that tell of them … */
	double spend_shown, spend_clicked; /* … and what these rows cost */
	const char *currency;
	const struct fx_rate *rate; /* one that was used; NULL */
};

/* As the file says, else as tidings.yaml says of the account or of everything. */
static const char *
currency_of(const struct publishing *publishing, const struct ad_row *row)
{
	const struct account *account = scope_map_account(publishing->scopes, scope_map_of(publishing->scopes, row->platform, row->account, 0));

	if (row->currency)
		return records_atom(publishing->records, row->currency);
	return account && account->currency ? account->currency : publishing->project->currency;
}

static void
bought_add(struct bought *bought, const struct publishing *publishing, const struct ad_row *row)
{
	const char *currency = currency_of(publishing, row);
	double spend = money_in(publishing, row->spend, currency, bought->currency, row->span_end);

	if (isnan(row->spend))
		return;
	bought->known = TRUE;
	bought->mixed |= isnan(spend);
	if (g_strcmp0(currency, bought->currency) != 0)
		bought->rate = money_rate(publishing, currency, bought->currency, row->span_end);
	bought->spend += spend;
	if (row->impressions != NO_COUNT) {
		bought->impressions += (double)row->impressions;
		bought->spend_shown += spend;
	}
	if (row->link_clicks != NO_COUNT) {
		bought->link_clicks += (double)row->link_clicks;
		bought->spend_clicked += spend;
	}
}

/* The order of adding decides the last bit of a sum of fractions: by ad, then day. */
static int
compare_ads(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct ad_row *x = *(const struct ad_row *const *)a, *y = *(const struct ad_row *const *)b;
	int order = g_strcmp0(records_atom(user, x->platform), records_atom(user, y->platform));

	if (!order)
		order = g_strcmp0(records_atom(user, x->ad_id), records_atom(user, y->ad_id));
	return order ? order : (x->span_start > y->span_start) - (x->span_start < y->span_start);
}

/* That of all rows; where there are several, the account's own, else the report's. */
static const char *
currency_of_all(const struct inquiry *inquiry, const GPtrArray *rows)
{
	const struct account *account = project_account(inquiry->project, inquiry->scope);
	const char *first = rows->len ? currency_of(inquiry->publishing, g_ptr_array_index(rows, 0)) : NULL;

	for (guint i = 1; i < rows->len; i++)
		if (g_strcmp0(currency_of(inquiry->publishing, g_ptr_array_index(rows, i)), first) != 0)
			return account && account->currency ? account->currency : inquiry->project->currency;
	return first;
}

static struct bought
bought_in(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	int scope = inquiry_scope(inquiry);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct bought bought = { 0 };

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, ad_row); i++) {
		struct ad_row *row = RECORD_AT(inquiry->records, ad_row, i);
		if (row->span_start >= inquiry->period.first && row->span_end < inquiry->period.past &&
		    (scope == SCOPE_NONE || scope_map_of(publishing->scopes, row->platform, row->account, 0) == (guint)scope))
			g_ptr_array_add(rows, row);
	}
	g_ptr_array_sort_with_data(rows, compare_ads, (gpointer)inquiry->records);
	bought.currency = currency_of_all(inquiry, rows);
	for (guint i = 0; i < rows->len; i++)
		bought_add(&bought, publishing, g_ptr_array_index(rows, i));
	return bought;
}

static struct value
bought_absent(const struct bought *bought)
{
	if (!bought->known)
		return value_none(STATE_NO_DATA, NULL);
	return bought->mixed ? value_none(STATE_UNDEFINED, "paid in several currencies, without a rate in tables/rates.csv") : value_none(STATE_OK, NULL);
}

/* ---- measuring ---- */

static void
rate_note(const struct inquiry *inquiry, struct figure *figure, const struct fx_rate *rate)
{
	const struct records *records = inquiry->records;
	const char *source = records_atom(records, rate->source);
	g_autofree char *day = day_iso(rate->on_day);

	figure_note(figure, "1 %s = %.4f %s on %s (%s)", records_atom(records, rate->from), rate->rate, records_atom(records, rate->to), day,
	            source ? source : "tables/rates.csv");
}

static void
spend(const struct inquiry *inquiry, struct figure *figure)
{
	struct bought bought = bought_in(inquiry);
	struct value value = bought_absent(&bought);
	const struct account *account = project_account(inquiry->project, inquiry->scope);

	if (value.state == STATE_OK)
		value = value_estimate(bought.spend, NAN, NAN, NO_COUNT);
	if (inquiry->current && value_has_number(&value) && bought.currency)
		figure_note(figure, "%s: in %s", account && account->label ? account->label : inquiry->scope, bought.currency);
	if (inquiry->current && value_has_number(&value) && bought.rate)
		rate_note(inquiry, figure, bought.rate);
	inquiry_row(inquiry, figure)->values[0] = value;
}

static struct value
price(const struct bought *bought, double paid, double times, double per, const char *nothing)
{
	struct value value = bought_absent(bought);

	if (value.state != STATE_OK)
		return value;
	return times > 0 ? value_estimate(paid / times * per, NAN, NAN, NO_COUNT) : value_none(STATE_UNDEFINED, nothing);
}

static struct value
cpm(const struct inquiry *inquiry)
{
	struct bought bought = bought_in(inquiry);

	return price(&bought, bought.spend_shown, bought.impressions, 1000, "nothing was shown");
}

static struct value
cpc(const struct inquiry *inquiry)
{
	struct bought bought = bought_in(inquiry);

	return price(&bought, bought.spend_clicked, bought.link_clicks, 1, "no link clicks are reported");
}

static guint
paid_leads(const struct inquiry *inquiry)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);
	guint n = 0;

	for (guint i = 0; i < leads->len; i++)
		n += ((const struct prospect *)g_ptr_array_index(leads, i))->origin == ORIGIN_AD;
	return n;
}

/* Spend over Byar's bounds of the count, the other way round. */
static struct value
cost_per_lead(const struct inquiry *inquiry)
{
	struct bought bought = bought_in(inquiry);
	struct value value = bought_absent(&bought);
	guint leads = paid_leads(inquiry);
	struct interval count = count_byar(leads);

	if (value.state != STATE_OK)
		return value;
	if (!leads)
		return value_none(STATE_UNDEFINED, "money was spent, no leads yet");
	return value_estimate(bought.spend / leads, bought.spend / count.high, bought.spend / count.low, leads);
}

/* ---- how far their data reach ---- */

static gint64
cost_span(const struct inquiry *inquiry)
{
	return span_both(span_of_ads(inquiry), span_of_leads(inquiry));
}

/* ---- the metrics ---- */

static const char *const reads[] = { "ad_row", "fx_rate", NULL }, *const reads_leads[] = { "ad_row", "lead", "fx_rate", NULL };

const struct metric metric_spend = {
	.definition = {
		.name = "b_spend", .card = "B21", .discipline = DISCIPLINE_BROADCAST, .label = "Spent on advertisements",
		.question = "What did we pay?", .phrase = "{value} was spent on advertisements",
		.formula = "What the advertising account charged for the month, in its own currency; where there are several, by the rates of tables/rates.csv.",
		.noun = "money", .unit = UNIT_MONEY, .additivity = ADD_FLOW_PLATFORM, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.version = 1, .source = "METRICS B21",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = span_of_ads, .reads = reads, .measure = spend,
};

const struct metric metric_cpm = {
	.definition = {
		.name = "b_cpm", .card = "B22", .discipline = DISCIPLINE_BROADCAST, .label = "Cost per 1,000 views",
		.question = "What does it cost to be seen?", .phrase = "1,000 views of an advertisement cost {value}",
		.formula = "Money spent over times shown, for every 1,000 times; advertisements only.",
		.noun = "per 1,000 views", .unit = UNIT_MONEY, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.lower_is_better = TRUE, .version = 1, .source = "METRICS B22",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = span_of_ads, .reads = reads, .value = cpm,
};

const struct metric metric_cpc = {
	.definition = {
		.name = "b_cpc", .card = "B23", .discipline = DISCIPLINE_BROADCAST, .label = "Cost per link click",
		.question = "What does a visit cost?", .phrase = "a click on the link of an advertisement cost {value}",
		.formula = "Money spent over link clicks of advertisements, where the platform tells link clicks from others.",
		.noun = "per link click", .unit = UNIT_MONEY, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.lower_is_better = TRUE, .version = 1, .source = "METRICS B23",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = span_of_ads, .reads = reads, .value = cpc,
};

const struct metric metric_cost_per_lead = {
	.definition = {
		.name = "b_cost_per_lead", .card = "B24", .discipline = DISCIPLINE_BROADCAST, .label = "Cost per lead",
		.question = "What does a lead from advertisements cost?",
		.formula = "Money spent on advertisements over leads whose touch was an advertisement; other leads are no merit of them.",
		.noun = "per lead", .phrase = "A lead from an advertisement cost {value}", .unit = UNIT_MONEY, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .lower_is_better = TRUE, .minimum = LEADS_LEAST, .comfortable = 15,
		.version = 1, .source = "METRICS B24; Byar's bounds reversed",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = cost_span, .reads = reads_leads, .value = cost_per_lead,
};
