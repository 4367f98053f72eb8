/* Groups found by Leiden on members' ties, and whether they are more than chance would make. */
#include "metrics/community/circles.h"

#include "metrics/answer.h"
#include "metrics/community/building.h"
#include "metrics/statistics/graph_groups.h"

#define PEOPLE_LEAST 30
#define TIES_LEAST 60

struct held {
	int scope;
	gint32 first, past;
	struct circles *circles;
};

struct circle_cache {
	GMutex lock;
	GArray *held; /* struct held */
};

struct circle_cache *
circle_cache_new(void)
{
	struct circle_cache *cache = g_new0(struct circle_cache, 1);

	g_mutex_init(&cache->lock);
	cache->held = g_array_new(FALSE, FALSE, sizeof(struct held));
	return cache;
}

void
circle_cache_forget(struct circle_cache *cache)
{
	for (guint i = 0; i < cache->held->len; i++) {
		struct circles *circles = g_array_index(cache->held, struct held, i).circles;
		g_free(circles->of);
		g_free(circles);
	}
	g_array_set_size(cache->held, 0);
}

void
circle_cache_free(struct circle_cache *cache)
{
	circle_cache_forget(cache);
	g_array_unref(cache->held);
	g_mutex_clear(&cache->lock);
	g_free(cache);
}

/* ---- finding ---- */

struct sized {
	guint group, people;
};

static int
compare_sizes(const void *a, const void *b)
{
	const struct sized *x = a, *y = b;

	if (x->people != y->people)
		return x->people > y->people ? -1 : 1;
	return (x->group > y->group) - (x->group < y->group);
}

/* Groups are numbered by size; those that are too small get no number. */
static void
circles_number(struct circles *circles, const struct web *web, const struct graph_groups *groups)
{
	g_autofree struct sized *sizes = g_new0(struct sized, groups->n_groups + 1);
	g_autofree guint *number = g_new(guint, groups->n_groups + 1);

	for (guint i = 0; i < groups->n_groups; i++)
		sizes[i].group = i;
	for (guint v = 0; v < web->graph->n_nodes; v++)
		sizes[groups->group[v]].people++;
	qsort(sizes, groups->n_groups, sizeof *sizes, compare_sizes);
	for (guint i = 0; i < groups->n_groups; i++) {
		gboolean large = sizes[i].people >= CIRCLE_LEAST;
		number[sizes[i].group] = large ? circles->n++ : NO_CIRCLE;
		circles->inside += large ? sizes[i].people : 0;
	}
	for (guint v = 0; v < web->graph->n_nodes; v++)
		circles->of[web->person[v]] = number[groups->group[v]];
}

/* Random networks of more ties than can be rewired are made of a sample of the people, and its own groups are what they are compared with. */
static void
circles_compare(struct circles *circles, const struct graph *graph, struct random *random)
{
	if (graph->n_ties <= NULL_EDGES_REWIRED) {
		circles->null = graph_null_modularity(graph, circles->modularity, NULL_DRAWS_REWIRED, random);
		return;
	}
	AUTO(graph) sample = graph_sample(graph, NULL_EDGES_REWIRED, random);
	struct graph_groups groups = graph_groups_find(sample, 1, random);
	if (groups.defined)
		circles->null = graph_null_modularity(sample, groups.modularity, NULL_DRAWS_REWIRED, random);
	circles->sampled = graph_connected(sample);
	graph_groups_clear(&groups);
}

static struct circles *
circles_find(const struct inquiry *inquiry)
{
	struct circles *circles = g_new0(struct circles, 1);
	AUTO(web) web = web_new(inquiry, TRUE);
	g_autofree char *period = period_id(&inquiry->period);
	struct random random = random_seeded("c_communities", inquiry->scope, period); /* whoever asks first */

	circles->people = web->graph->n_nodes;
	circles->ties = web->graph->n_ties;
	circles->enough = circles->people >= PEOPLE_LEAST && circles->ties >= TIES_LEAST;
	circles->of = g_new(guint, inquiry->conversation->n_people + 1);
	for (guint32 p = 0; p < inquiry->conversation->n_people; p++)
		circles->of[p] = NO_CIRCLE;
	if (!circles->enough)
		return circles;
	struct graph_groups groups = graph_groups_find(web->graph, GROUPS_SEEDS, &random);
	circles->modularity = groups.modularity;
	circles->stability = groups.stability;
	circles->stable = groups.defined && groups.stability >= GROUPS_STABLE;
	if (circles->stable) {
		circles_number(circles, web, &groups);
		circles_compare(circles, web->graph, &random);
	}
	graph_groups_clear(&groups);
	return circles;
}

const struct circles *
circles_of(const struct inquiry *inquiry)
{
	struct circle_cache *cache = inquiry->conversation->circles;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&cache->lock);
	int scope = inquiry_place(inquiry);

	for (guint i = 0; i < cache->held->len; i++) {
		const struct held *held = &g_array_index(cache->held, struct held, i);
		if (held->scope == scope && held->first == inquiry->window.first && held->past == inquiry->window.past)
			return held->circles;
	}
	struct held fresh = { scope, inquiry->window.first, inquiry->window.past, circles_find(inquiry) };
	g_array_append_val(cache->held, fresh);
	return fresh.circles;
}
