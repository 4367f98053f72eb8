/* Posts in order of time, snapshots in order of capture, account days in order of what they say. */
#include "metrics/broadcast/publishing.h"

#include <string.h>

#include "base/text.h"
#include "metrics/broadcast/mentions.h"
#include "metrics/broadcast/touch.h"

#define DAY_SECONDS 86400
#define TITLE_LENGTH 40

enum side
side_of(guint8 paid)
{
	switch (paid) {
	case PAID_ORGANIC: return SIDE_ORGANIC;
	case PAID_BOOSTED:
	case PAID_AD: return SIDE_PAID;
	case PAID_TOTAL: return SIDE_TOTAL;
	default: return SIDE_UNSAID;
	}
}

/* ---- posts ---- */

static gboolean
post_is_ours(const struct post *post)
{
	return post->is_reply != 1 && post->is_repost != 1 && post->deleted_at == NO_TIME && post->paid != PAID_AD &&
	       (post->published_at != NO_TIME || post->published_day != NO_DAY);
}

static struct publication
publication_of(const struct publishing *publishing, const struct post *post)
{
	GTimeZone *zone = publishing->project->zone;
	struct publication publication = { .post = post, .hour = -1,
	                                   .scope = scope_map_of(publishing->scopes, post->platform, post->account, post->network) };

	if (post->published_at != NO_TIME) {
		publication.at = post->published_at;
		publication.day = day_of_instant(post->published_at, zone);
		publication.hour = (gint8)hour_of_instant(post->published_at, zone);
	} else {
		publication.day = post->published_day;
		publication.at = instant_of_day(post->published_day, zone);
	}
	return publication;
}

static int
compare_publications(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct publication *x = a, *y = b;
	const struct records *records = user;
	int order = (x->at > y->at) - (x->at < y->at);

	if (!order)
		order = g_strcmp0(records_atom(records, x->post->platform), records_atom(records, y->post->platform));
	return order ? order : g_strcmp0(records_atom(records, x->post->post_id), records_atom(records, y->post->post_id));
}

static void
posts_prepare(struct publishing *publishing)
{
	const struct records *records = publishing->records;
	guint n = RECORD_COUNT_OF(records, post);

	publishing->posts = g_new(struct publication, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct post *post = RECORD_AT(records, post, i);
		if (post_is_ours(post))
			publishing->posts[publishing->n_posts++] = publication_of(publishing, post);
	}
	g_qsort_with_data(publishing->posts, (gint)publishing->n_posts, sizeof(struct publication), compare_publications, (gpointer)records);
}

/* ---- snapshots ---- */

struct taken {
	const struct post_metric *row;
	guint post;
	guint fullness;
};

static gint64
captured_of(const struct post_metric *row)
{
	return row->captured != NO_TIME ? row->captured : record_captured(&row->record);
}

static guint
fullness_of(const struct post_metric *row)
{
	const gint64 counts[] = { row->impressions, row->reach, row->reactions, row->comments, row->shares, row->quotes, row->saves, row->link_clicks };
	guint full = 0;

	for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
		full += counts[i] != NO_COUNT;
	return full;
}

static int
compare_taken(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct taken *x = a, *y = b;
	gint64 first = captured_of(x->row), second = captured_of(y->row);
	enum side side = side_of(x->row->scope), other = side_of(y->row->scope);

	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	if (first != second)
		return first < second ? -1 : 1;
	if (side != other)
		return side < other ? -1 : 1;
	if (x->fullness != y->fullness)
		return x->fullness > y->fullness ? -1 : 1;
	return g_strcmp0(records_atom(user, x->row->definition), records_atom(user, y->row->definition));
}

static gpointer
post_key(atom platform, atom id)
{
	return GSIZE_TO_POINTER((gsize)platform << 32 | id);
}

/* Numbers of posts (from 1) by platform and id. */
static GHashTable *
posts_index(const struct publishing *publishing)
{
	GHashTable *index = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint i = 0; i < publishing->n_posts; i++) {
		const struct post *post = publishing->posts[i].post;
		g_hash_table_insert(index, post_key(post->platform, post->post_id), GUINT_TO_POINTER(i + 1));
	}
	return index;
}

static struct taken *
snapshots_find(const struct publishing *publishing, guint *n)
{
	const struct records *records = publishing->records;
	g_autoptr(GHashTable) index = posts_index(publishing);
	struct taken *taken = g_new(struct taken, RECORD_COUNT_OF(records, post_metric) + 1);

	*n = 0;
	for (guint i = 0; i < RECORD_COUNT_OF(records, post_metric); i++) {
		const struct post_metric *row = RECORD_AT(records, post_metric, i);
		guint post = GPOINTER_TO_UINT(g_hash_table_lookup(index, post_key(row->platform, row->post_id)));
		if (post && captured_of(row) != NO_TIME && side_of(row->scope) != SIDE_PAID)
			taken[(*n)++] = (struct taken){ row, post - 1, fullness_of(row) };
	}
	return taken;
}

static void
snapshots_prepare(struct publishing *publishing)
{
	g_autofree struct taken *taken = snapshots_find(publishing, &publishing->n_snapshots);
	guint at = 0;

	g_qsort_with_data(taken, (gint)publishing->n_snapshots, sizeof(struct taken), compare_taken, (gpointer)publishing->records);
	publishing->snapshots = g_new(const struct post_metric *, publishing->n_snapshots + 1);
	for (guint i = 0; i < publishing->n_posts; i++) {
		publishing->posts[i].first = at;
		for (; at < publishing->n_snapshots && taken[at].post == i; at++)
			publishing->snapshots[at] = taken[at].row;
		publishing->posts[i].past = at;
	}
}

/* ---- account days ---- */

static int
compare_reported(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct reported *x = a, *y = b;
	int order;

	if (x->scope != y->scope)
		return x->scope < y->scope ? -1 : 1;
	if (x->row->measure != y->row->measure)
		return x->row->measure < y->row->measure ? -1 : 1;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	order = x->row->definition == y->row->definition ? 0 : g_strcmp0(records_atom(user, x->row->definition), records_atom(user, y->row->definition));
	if (order)
		return order;
	if (x->row->span_start != y->row->span_start)
		return x->row->span_start < y->row->span_start ? -1 : 1;
	return (x->row->span_end > y->row->span_end) - (x->row->span_end < y->row->span_end);
}

static void
reported_prepare(struct publishing *publishing)
{
	const struct records *records = publishing->records;
	guint n = RECORD_COUNT_OF(records, account_day);

	publishing->reported = g_new(struct reported, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct account_day *row = RECORD_AT(records, account_day, i);
		if (row->span_start == NO_DAY || row->span_end == NO_DAY || isnan(row->value))
			continue;
		publishing->reported[publishing->n_reported++] =
		    (struct reported){ row, scope_map_of(publishing->scopes, row->platform, row->account, row->network), side_of(row->scope) };
	}
	g_qsort_with_data(publishing->reported, (gint)publishing->n_reported, sizeof(struct reported), compare_reported, (gpointer)records);
}

/* ---- whole ---- */

struct publishing *
publishing_new(const struct records *records, const struct project *project, struct complaints *complaints)
{
	struct publishing *publishing = g_new0(struct publishing, 1);

	(void)complaints; /* what is wrong with a row was said when it was read */
	publishing->records = records;
	publishing->project = project;
	publishing->scopes = scope_map_new(records, project, DISCIPLINE_BROADCAST);
	publishing->words = g_string_chunk_new(256);
	posts_prepare(publishing);
	snapshots_prepare(publishing);
	reported_prepare(publishing);
	publishing_prospects(publishing);
	publishing_visits(publishing);
	publishing->mentions = mentions_new(records, project);
	return publishing;
}

void
publishing_free(struct publishing *publishing)
{
	scope_map_free(publishing->scopes);
	g_free(publishing->posts);
	g_free(publishing->snapshots);
	g_free(publishing->reported);
	g_free(publishing->prospects);
	g_free(publishing->visits);
	mentions_free(publishing->mentions);
	g_string_chunk_free(publishing->words);
	g_free(publishing);
}

/* ---- reading posts ---- */

static guint
posts_before(const struct publishing *publishing, gint64 instant)
{
	guint low = 0, high = publishing->n_posts;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (publishing->posts[middle].at < instant)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct stretch
publishing_posts(const struct publishing *publishing, const struct period *period)
{
	return (struct stretch){ posts_before(publishing, period->start), posts_before(publishing, period->end) };
}

/* The latest moment at which it can have been published. */
static gint64
published_by(const struct publishing *publishing, const struct publication *publication)
{
	return publication->hour >= 0 ? publication->at : instant_of_day(publication->day + 1, publishing->project->zone);
}

double
publication_age(const struct publishing *publishing, const struct publication *publication, const struct post_metric *snapshot)
{
	return (double)(captured_of(snapshot) - published_by(publishing, publication)) / DAY_SECONDS;
}

static gboolean
snapshot_is_organic_enough(const struct publication *publication, const struct post_metric *snapshot)
{
	return publication->post->paid != PAID_BOOSTED || side_of(snapshot->scope) == SIDE_ORGANIC;
}

const struct post_metric *
publication_mature(const struct publishing *publishing, const struct publication *publication, snapshot_needs needs)
{
	for (guint i = publication->first; i < publication->past; i++) {
		const struct post_metric *snapshot = publishing->snapshots[i];
		if (publication_age(publishing, publication, snapshot) >= publishing->project->mature_days && needs(snapshot) &&
		    snapshot_is_organic_enough(publication, snapshot))
			return snapshot;
	}
	return NULL;
}

gboolean
publication_is_maturing(const struct publishing *publishing, const struct publication *publication)
{
	gint64 end = scope_map_end(publishing->scopes, publication->scope);

	return end != NO_TIME && end - published_by(publishing, publication) < (gint64)publishing->project->mature_days * DAY_SECONDS;
}

static char *
without_links(const char *words)
{
	g_autoptr(GRegex) link = g_regex_new("\\s*https?://\\S+", G_REGEX_OPTIMIZE, 0, NULL);
	char *plain = g_regex_replace_literal(link, words, -1, 0, "", 0, NULL);

	return *plain ? plain : (g_free(plain), g_strdup(words));
}

char *
publication_title(const struct publishing *publishing, const struct publication *publication)
{
	const struct post *post = publication->post;
	const char *words = records_text(publishing->records, post->title);

	if (!words || !*words)
		words = records_text(publishing->records, post->text);
	if (!words || !*words)
		words = records_atom(publishing->records, post->post_id);
	g_autofree char *plain = without_links(words ? words : "");
	return text_excerpt(plain, TITLE_LENGTH);
}
