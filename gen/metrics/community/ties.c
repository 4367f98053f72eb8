/* Ties: pairs of people within a window, folded from edges; kept, since several metrics ask for the same window. */
#include <string.h>

#include "metrics/community/building.h"

struct held {
	int scope;
	gint32 first, past;
	struct ties *ties;
};

struct tie_cache {
	GMutex lock;
	GArray *held; /* struct held */
};

void
ties_free(struct ties *ties)
{
	g_free(ties->ties);
	g_free(ties);
}

struct tie_cache *
tie_cache_new(void)
{
	struct tie_cache *cache = g_new0(struct tie_cache, 1);

	g_mutex_init(&cache->lock);
	cache->held = g_array_new(FALSE, FALSE, sizeof(struct held));
	return cache;
}

void
tie_cache_forget(struct tie_cache *cache)
{
	for (guint i = 0; i < cache->held->len; i++)
		ties_free(g_array_index(cache->held, struct held, i).ties);
	g_array_set_size(cache->held, 0);
}

void
tie_cache_free(struct tie_cache *cache)
{
	tie_cache_forget(cache);
	g_array_unref(cache->held);
	g_mutex_clear(&cache->lock);
	g_free(cache);
}

/* ---- folding ---- */

struct pair {
	guint32 ends[2]; /* the smaller first */
	guint32 edge;
};

/* A stable counting sort by one end: linear, and people are dense. */
static GArray *
pairs_sorted(GArray *pairs, guint end, guint32 people)
{
	g_autofree guint32 *next = g_new0(guint32, people + 1);
	GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(struct pair), pairs->len);

	for (guint i = 0; i < pairs->len; i++)
		next[g_array_index(pairs, struct pair, i).ends[end] + 1]++;
	for (guint32 p = 0; p < people; p++)
		next[p + 1] += next[p];
	g_array_set_size(sorted, pairs->len);
	for (guint i = 0; i < pairs->len; i++) {
		const struct pair *pair = &g_array_index(pairs, struct pair, i);
		g_array_index(sorted, struct pair, next[pair->ends[end]]++) = *pair;
	}
	g_array_unref(pairs);
	return sorted;
}

/* Sorted by both ends, then by time. */
static GArray *
pairs_of(const struct conversation *conversation, const struct period *window, int scope)
{
	struct span span = conversation_edges(conversation, window);
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		struct pair pair = { { MIN(edge->from, edge->to), MAX(edge->from, edge->to) }, i };
		if (conversation_in_scope(conversation, edge->discussion, scope))
			g_array_append_val(pairs, pair);
	}
	return pairs_sorted(pairs_sorted(pairs, 1, conversation->n_people), 0, conversation->n_people);
}

static int
compare_numbers(const void *a, const void *b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

static guint32
distinct(guint32 *numbers, guint n)
{
	guint32 kinds = 0;

	qsort(numbers, n, sizeof *numbers, compare_numbers);
	for (guint i = 0; i < n; i++)
		kinds += i == 0 || numbers[i] != numbers[i - 1];
	return kinds;
}

/* One pair's edges come in order of time. */
static struct tie
tie_fold(const struct conversation *conversation, const struct pair *pairs, guint n)
{
	const struct edge *first = &conversation->edges[pairs[0].edge], *last = &conversation->edges[pairs[n - 1].edge];
	struct tie tie = { .a = pairs[0].ends[0], .b = pairs[0].ends[1], .first_at = first->at, .first_day = first->day, .last_day = last->day };
	g_autofree guint32 *threads = g_new(guint32, n);
	gint32 day = NO_DAY;

	for (guint i = 0; i < n; i++) {
		const struct edge *edge = &conversation->edges[pairs[i].edge];
		tie.ab += edge->from == tie.a;
		tie.ba += edge->from == tie.b;
		tie.days += edge->day != day;
		day = edge->day;
		threads[i] = edge->discussion;
	}
	tie.threads = distinct(threads, n);
	return tie;
}

struct ties *
ties_new(const struct conversation *conversation, const struct period *window, int scope)
{
	g_autoptr(GArray) pairs = pairs_of(conversation, window, scope);
	const struct pair *rows = (const struct pair *)(const void *)pairs->data;
	struct ties *ties = g_new0(struct ties, 1);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct tie));

	for (guint first = 0, past; first < pairs->len; first = past) {
		for (past = first + 1; past < pairs->len && memcmp(rows[past].ends, rows[first].ends, sizeof rows->ends) == 0;)
			past++;
		struct tie tie = tie_fold(conversation, &rows[first], past - first);
		g_array_append_val(found, tie);
	}
	ties->n = found->len;
	ties->ties = (struct tie *)(void *)g_array_free(found, FALSE);
	return ties;
}

const struct ties *
conversation_ties(const struct conversation *conversation, const struct period *window, int scope)
{
	struct tie_cache *cache = conversation->cache;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&cache->lock);

	for (guint i = 0; i < cache->held->len; i++) {
		const struct held *held = &g_array_index(cache->held, struct held, i);
		if (held->scope == scope && held->first == window->first && held->past == window->past)
			return held->ties;
	}
	struct held fresh = { scope, window->first, window->past, ties_new(conversation, window, scope) };
	g_array_append_val(cache->held, fresh);
	return fresh.ties;
}

/* ---- kinds ---- */

enum tie_kind
tie_kind_of(const struct tie *tie, const struct project *project, int days)
{
	gboolean lasts = tie->last_day - tie->first_day >= project->deep_span_days;

	if (tie->days <= 1)
		return TIE_ONE_OFF;
	if (tie_is_mutual(tie) && tie->days >= (guint32)days && lasts && tie->threads >= (guint32)project->deep_threads)
		return TIE_DEEP;
	return TIE_THIN;
}
