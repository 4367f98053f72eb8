/* What a campaign brought: plain numbers side by side, no index (METRICS B42). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/money.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/touch.h"

/* What one campaign amounts to in one channel, or beside the channels. */
struct brought {
	guint posts, measured, leads;
	double impressions, interactions, clicks, visits, spend;
	gboolean has_impressions, has_interactions, has_clicks, has_visits, has_spend;
	gboolean mixed; /* paid in several currencies, and no rate between them */
};

static void
amount_add(double *sum, gboolean *has, double amount)
{
	*sum += amount;
	*has = TRUE;
}

static gboolean
any_snapshot(const struct post_metric *snapshot)
{
	(void)snapshot;
	return TRUE;
}

static void
brought_post(const struct publishing *publishing, const struct publication *publication, struct brought *brought)
{
	const struct post_metric *snapshot = publication_mature(publishing, publication, any_snapshot);

	brought->posts++;
	if (!snapshot)
		return;
	brought->measured++;
	if (snapshot->impressions != NO_COUNT)
		amount_add(&brought->impressions, &brought->has_impressions, (double)snapshot->impressions);
	if (interactions_reported(snapshot))
		amount_add(&brought->interactions, &brought->has_interactions, interactions_of(snapshot));
	if (snapshot->link_clicks != NO_COUNT)
		amount_add(&brought->clicks, &brought->has_clicks, (double)snapshot->link_clicks);
}

/* ---- names ---- */

/* Advertisements are called after their campaign: "winter-check / people nearby" is of "winter-check". */
static gboolean
ad_is_of(const char *ad, const char *campaign)
{
	gsize length = strlen(campaign);

	return ad && g_ascii_strncasecmp(ad, campaign, length) == 0 && !g_ascii_isalnum(ad[length]);
}

static gboolean
is_of(const struct records *records, atom of, const char *campaign)
{
	const char *name = records_atom(records, of);

	return name && g_ascii_strcasecmp(name, campaign) == 0;
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
name_add(GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_ascii_strcasecmp(g_ptr_array_index(names, i), name) == 0)
			return;
	g_ptr_array_add(names, (gpointer)name);
}

/* Campaigns of the table, and those that posts of the period name. Sorted; the caller unrefs. */
static GPtrArray *
campaigns_of(const struct inquiry *inquiry)
{
	const struct records *records = inquiry->records;
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(records, campaign); i++)
		if (RECORD_AT(records, campaign, i)->campaign)
			name_add(names, records_atom(records, RECORD_AT(records, campaign, i)->campaign));
	for (guint i = posts.first; i < posts.past; i++)
		if (inquiry->publishing->posts[i].post->campaign)
			name_add(names, records_atom(records, inquiry->publishing->posts[i].post->campaign));
	g_ptr_array_sort(names, compare_words);
	return names;
}

/* ---- amounts ---- */

static void
brought_posts(const struct inquiry *inquiry, const char *campaign, int scope, struct brought *brought)
{
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);

	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &inquiry->publishing->posts[i];
		if (publication_in(publication, scope) && is_of(inquiry->records, publication->post->campaign, campaign))
			brought_post(inquiry->publishing, publication, brought);
	}
}

static void
brought_leads(const struct inquiry *inquiry, const char *campaign, struct brought *brought)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		brought->leads += origin_is_ours(prospect->origin) && is_of(inquiry->records, prospect->lead->campaign, campaign);
	}
}

static void
brought_visits(const struct inquiry *inquiry, const char *campaign, struct brought *brought)
{
	struct visit_sum sum = publishing_visited_by(inquiry->publishing, campaign, &inquiry->period);

	brought->visits = sum.sessions;
	brought->has_visits = sum.known;
}

static void
brought_spend(const struct inquiry *inquiry, const char *campaign, struct brought *brought)
{
	const char *wanted = inquiry->project->currency;
	gint64 pence = 0; /* hundredths add up exactly, in any order */

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(inquiry->records, ad_row, i);
		const char *currency = row->currency ? records_atom(inquiry->records, row->currency) : inquiry->project->currency;
		double spend;
		if (row->span_start < inquiry->period.first || row->span_end >= inquiry->period.past || isnan(row->spend) ||
		    !ad_is_of(records_atom(inquiry->records, row->campaign), campaign))
			continue;
		wanted = wanted ? wanted : currency; /* a project without a currency: that of its first row */
		spend = money_in(inquiry->publishing, row->spend, currency, wanted, row->span_end);
		brought->mixed |= isnan(spend);
		pence += isnan(spend) ? 0 : (gint64)llround(spend * 100);
		brought->has_spend = TRUE;
	}
	brought->spend = (double)pence / 100;
}

/* ---- rows ---- */

static struct value
amount(gboolean has, double sum)
{
	return has ? value_estimate(sum, NAN, NAN, NO_COUNT) : value_none(STATE_NO_DATA, NULL);
}

/* What the campaign was for, as its table says; NULL. */
static const char *
goal_of(const struct inquiry *inquiry, const char *campaign)
{
	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, campaign); i++) {
		const struct campaign *row = RECORD_AT(inquiry->records, campaign, i);
		if (is_of(inquiry->records, row->campaign, campaign))
			return records_atom(inquiry->records, row->goal);
	}
	return NULL;
}

static struct figure_row *
brought_row(const struct inquiry *inquiry, struct figure *figure, const char *campaign, const char *channel, const struct brought *brought)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, campaign);
	figure_set_word(figure, row, 3, channel);
	figure_set_word(figure, row, 4, goal_of(inquiry, campaign));
	row->values[0] = value_count(brought->posts);
	row->values[1] = amount(brought->has_impressions, brought->impressions);
	row->values[2] = amount(brought->has_interactions, brought->interactions);
	row->values[3] = amount(brought->has_clicks, brought->clicks);
	return row;
}

static void
campaign_rows(const struct inquiry *inquiry, struct figure *figure, const char *campaign)
{
	struct brought all = { 0 };
	struct figure_row *row;

	brought_posts(inquiry, campaign, SCOPE_NONE, &all);
	brought_leads(inquiry, campaign, &all);
	brought_visits(inquiry, campaign, &all);
	brought_spend(inquiry, campaign, &all);
	if (!all.posts && !all.leads && all.visits == 0 && !all.has_spend)
		return;
	row = brought_row(inquiry, figure, campaign, "All", &all);
	row->values[1] = value_none(STATE_NO_DATA, "views of channels are not added");
	row->values[4] = amount(all.has_visits, all.visits);
	row->values[5] = value_count(all.leads);
	row->values[6] = all.mixed ? value_none(STATE_UNDEFINED, "paid in several currencies, without a rate in tables/rates.csv") : amount(all.has_spend, all.spend);
	for (guint i = 0; i <= scope_map_count(inquiry->publishing->scopes); i++) {
		struct brought one = { 0 };
		brought_posts(inquiry, campaign, (int)i, &one);
		if (one.posts)
			brought_row(inquiry, figure, campaign, scope_label(inquiry->publishing, i), &one);
	}
}

static void
campaign_result(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) names = campaigns_of(inquiry);

	for (guint i = 0; i < names->len; i++)
		campaign_rows(inquiry, figure, g_ptr_array_index(names, i));
}

static const struct metric_column campaign_columns[] = {
	{ .name = "campaign", .label = "Campaign", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "channel", .label = "Channel", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "goal", .label = "Meant for", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "shown", .label = "Times shown", .unit = UNIT_COUNT },
	{ .name = "interactions", .label = "Interactions", .unit = UNIT_COUNT },
	{ .name = "clicks", .label = "Link clicks", .unit = UNIT_COUNT },
	{ .name = "visits", .label = "Visits", .unit = UNIT_COUNT },
	{ .name = "leads", .label = "Leads", .unit = UNIT_COUNT },
	{ .name = "spend", .label = "Spent", .unit = UNIT_MONEY },
	{ NULL },
};

static const char *const reads[] = { "post", "post_metric", "site_visits", "lead", "ad_row", "campaign", NULL };

const struct metric metric_campaign_result = {
	.definition = {
		.name = "b_campaign_result", .card = "B42", .discipline = DISCIPLINE_BROADCAST, .label = "Posts of a campaign",
		.question = "What did a campaign bring?",
		.formula = "Posts of the campaign in the month with their views, interactions and link clicks, at least a week after each was published; visits, "
		           "leads and money spent that bear its name. A post belongs to one campaign; views of channels are not added.",
		.noun = "posts", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_TABLE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B42",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = reads, .columns = campaign_columns, .measure = campaign_result,
};
