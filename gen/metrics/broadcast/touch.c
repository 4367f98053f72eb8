/* Origins of leads and visits. */
#include "metrics/broadcast/touch.h"

#include <string.h>

/* ---- leads ---- */

/* The account a source names: "saturday-mail" is the one labelled "Saturday mail". */
static guint
scope_of_source(const struct publishing *publishing, const char *source)
{
	guint n = scope_map_count(publishing->scopes);
	g_autofree char *wanted = origin_squeeze(source);

	for (guint i = 0; *wanted && i < n; i++) {
		const struct account *account = scope_map_account(publishing->scopes, i);
		const char *const names[] = { account->id, account->label, account->network ? account->network : account->platform };
		for (guint j = 0; j < G_N_ELEMENTS(names); j++) {
			g_autofree char *name = origin_squeeze(names[j]);
			if (strcmp(name, wanted) == 0)
				return i;
		}
	}
	return n;
}

static guint
scope_of_post(const struct publishing *publishing, atom post_id)
{
	for (guint i = 0; post_id && i < publishing->n_posts; i++)
		if (publishing->posts[i].post->post_id == post_id)
			return publishing->posts[i].scope;
	return scope_map_count(publishing->scopes);
}

static const char *
source_words(struct publishing *publishing, const struct prospect *prospect)
{
	const struct account *account = scope_map_account(publishing->scopes, prospect->scope);
	const char *name = account ? account->label ? account->label : account->id : records_atom(publishing->records, prospect->lead->source);
	g_autofree char *paid = NULL;

	if (prospect->origin == ORIGIN_UNKNOWN)
		return "Source unknown";
	if (prospect->origin == ORIGIN_ELSEWHERE)
		return "Not from what we published";
	if (!name)
		name = prospect->origin == ORIGIN_MAIL ? "Mail" : prospect->origin == ORIGIN_AD ? "Advertisements" : "Posts";
	else if (prospect->origin == ORIGIN_AD)
		name = paid = g_strdup_printf("%s, paid", name);
	return g_string_chunk_insert_const(publishing->words, name);
}

static int
compare_prospects(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct prospect *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return g_strcmp0(records_atom(user, x->lead->lead_id), records_atom(user, y->lead->lead_id));
}

void
publishing_prospects(struct publishing *publishing)
{
	const struct records *records = publishing->records;
	guint n = RECORD_COUNT_OF(records, lead);

	publishing->prospects = g_new(struct prospect, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct lead *lead = RECORD_AT(records, lead, i);
		struct prospect prospect = { .lead = lead, .at = lead_created_at(publishing->project, lead) };
		if (prospect.at == NO_TIME)
			continue;
		prospect.origin = lead_origin(records, publishing->project, lead);
		prospect.scope = scope_of_source(publishing, records_atom(records, lead->source));
		if (prospect.scope == scope_map_count(publishing->scopes))
			prospect.scope = scope_of_post(publishing, lead->post_id);
		prospect.source = source_words(publishing, &prospect);
		publishing->prospects[publishing->n_prospects++] = prospect;
	}
	g_qsort_with_data(publishing->prospects, (gint)publishing->n_prospects, sizeof(struct prospect), compare_prospects, (gpointer)records);
}

gboolean
publishing_has_leads(const struct publishing *publishing, const struct period *period)
{
	return publishing->n_prospects > 0 && publishing->prospects[0].at < period->end;
}

GPtrArray *
publishing_leads(const struct publishing *publishing, const struct period *period)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	GPtrArray *leads = g_ptr_array_new();

	for (guint i = 0; i < publishing->n_prospects; i++) {
		const struct prospect *prospect = &publishing->prospects[i];
		if (period_holds(period, prospect->at) && g_hash_table_add(seen, GUINT_TO_POINTER(lead_somebody(prospect->lead))))
			g_ptr_array_add(leads, (gpointer)prospect);
	}
	return leads;
}

/* ---- visits ---- */

static enum visit_table
table_of(const struct site_visits *row)
{
	if (row->page || row->event || row->sessions == NO_COUNT)
		return VISITS_OTHER;
	if (row->source || row->medium)
		return row->campaign ? VISITS_BY_CAMPAIGN : VISITS_BY_SOURCE;
	if (row->channel)
		return VISITS_BY_CHANNEL;
	return row->campaign ? VISITS_OTHER : VISITS_WHOLE;
}

/* GA4 writes "source / medium" in one cell; a description may leave it in `source`. */
static const char *
medium_of(const struct records *records, const struct site_visits *row)
{
	const char *source = records_atom(records, row->source), *slash = source ? strstr(source, " / ") : NULL;

	return row->medium || !slash ? records_atom(records, row->medium) : slash + 3;
}

static int
compare_visits(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct visited *x = a, *y = b;
	const atom first[] = { x->row->channel, x->row->source, x->row->medium, x->row->campaign };
	const atom second[] = { y->row->channel, y->row->source, y->row->medium, y->row->campaign };
	int order = 0;

	if (x->scope != y->scope)
		return x->scope < y->scope ? -1 : 1;
	if (x->table != y->table)
		return x->table < y->table ? -1 : 1;
	if (x->row->span_start != y->row->span_start)
		return x->row->span_start < y->row->span_start ? -1 : 1;
	if (x->row->span_end != y->row->span_end)
		return x->row->span_end < y->row->span_end ? -1 : 1;
	for (guint i = 0; !order && i < G_N_ELEMENTS(first); i++)
		order = g_strcmp0(records_atom(user, first[i]), records_atom(user, second[i]));
	return order;
}

void
publishing_visits(struct publishing *publishing)
{
	const struct records *records = publishing->records;
	guint n = RECORD_COUNT_OF(records, site_visits);

	publishing->visits = g_new(struct visited, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct site_visits *row = RECORD_AT(records, site_visits, i);
		if (row->span_start == NO_DAY || row->span_end == NO_DAY)
			continue;
		publishing->visits[publishing->n_visits++] =
		    (struct visited){ row, scope_map_of(publishing->scopes, row->platform, row->account, 0), table_of(row),
		                      origin_of(medium_of(records, row), records_atom(records, row->channel)) };
	}
	g_qsort_with_data(publishing->visits, (gint)publishing->n_visits, sizeof(struct visited), compare_visits, (gpointer)records);
}

/* Walks the rows of one table within the period, spans that do not overlap; FALSE from `each` never stops it. */
static gint32
visits_walk(const struct publishing *publishing, guint scope, enum visit_table table, const struct period *period,
            void (*each)(const struct visited *, gpointer), gpointer user)
{
	gint32 free_from = period->first, start = NO_DAY, end = NO_DAY, days = 0;

	for (guint i = 0; i < publishing->n_visits; i++) {
		const struct visited *visited = &publishing->visits[i];
		const struct site_visits *row = visited->row;
		gboolean of_span = row->span_start == start && row->span_end == end;
		if (visited->scope != scope || visited->table != table)
			continue;
		if (!of_span && (row->span_start < free_from || row->span_end >= period->past || row->span_end < row->span_start))
			continue;
		if (!of_span)
			days += row->span_end - row->span_start + 1;
		start = row->span_start;
		end = row->span_end;
		free_from = end + 1;
		each(visited, user);
	}
	return days;
}

static void
visit_sum_add(const struct visited *visited, gpointer user)
{
	struct visit_sum *sum = user;

	sum->known = TRUE;
	sum->all += (double)visited->row->sessions;
	if (origin_is_ours(visited->origin))
		sum->sessions += (double)visited->row->sessions;
}

struct visit_sum
publishing_visited(const struct publishing *publishing, guint scope, const struct period *period)
{
	static const enum visit_table tables[] = { VISITS_BY_CAMPAIGN, VISITS_BY_SOURCE, VISITS_BY_CHANNEL };
	struct visit_sum best = { 0 };

	for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
		struct visit_sum sum = { 0 };
		sum.days = visits_walk(publishing, scope, tables[i], period, visit_sum_add, &sum);
		if (sum.days > best.days) /* the finest table, unless a coarser one tells of more days */
			best = sum;
	}
	return best;
}

struct campaign_walk {
	const struct records *records;
	const char *campaign;
	struct visit_sum sum;
};

static void
campaign_add(const struct visited *visited, gpointer user)
{
	struct campaign_walk *walk = user;
	const char *name = records_atom(walk->records, visited->row->campaign);

	if (name && g_ascii_strcasecmp(name, walk->campaign) == 0)
		visit_sum_add(visited, &walk->sum);
}

struct visit_sum
publishing_visited_by(const struct publishing *publishing, const char *campaign, const struct period *period)
{
	struct campaign_walk walk = { .records = publishing->records, .campaign = campaign };

	for (guint i = 0; i <= scope_map_count(publishing->scopes); i++) {
		gint32 days = visits_walk(publishing, i, VISITS_BY_CAMPAIGN, period, campaign_add, &walk);
		walk.sum.days = MAX(walk.sum.days, days);
	}
	return walk.sum;
}

struct channel_walk {
	const struct records *records;
	void (*each)(const char *channel, double sessions, enum origin, gpointer user);
	gpointer user;
};

static const char *
origin_words(enum origin origin)
{
	static const char *const words[] = { "Direct or not set", "Posts", "Mail", "Advertisements", "Community", "Elsewhere" };

	return words[origin];
}

static void
channel_add(const struct visited *visited, gpointer user)
{
	struct channel_walk *walk = user;
	const char *channel = records_atom(walk->records, visited->row->channel);

	walk->each(channel ? channel : origin_words(visited->origin), (double)visited->row->sessions, visited->origin, walk->user);
}

void
publishing_channels(const struct publishing *publishing, guint scope, const struct period *period,
                    void (*each)(const char *channel, double sessions, enum origin, gpointer user), gpointer user)
{
	static const enum visit_table tables[] = { VISITS_BY_CHANNEL, VISITS_BY_CAMPAIGN, VISITS_BY_SOURCE };
	struct channel_walk walk = { publishing->records, each, user };

	for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
		if (visits_walk(publishing, scope, tables[i], period, channel_add, &walk) > 0)
			return;
}
