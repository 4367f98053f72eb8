/* Ties as a graph, ties as pairs to resample. */
#include "metrics/community/web.h"

#include "metrics/answer.h"
#include "metrics/statistics/resample.h"

#define INFERRED_SHARE 0.6

gboolean
tie_among_members(const struct conversation *conversation, const struct tie *tie)
{
	return conversation_is_member(conversation, tie->a) && conversation_is_member(conversation, tie->b);
}

/* ---- a graph ---- */

/* Numbers the marked people, in their order. Returns how many. */
static guint
people_number(guint *node, guint32 people)
{
	guint n = 0;

	for (guint32 p = 0; p < people; p++)
		node[p] = node[p] ? n++ : NO_NODE;
	return n;
}

static struct graph *
graph_of_ties(const struct web *web, guint people, const struct tie *const *ties, guint n)
{
	g_autofree guint *from = g_new(guint, n + 1), *to = g_new(guint, n + 1);
	g_autofree double *weight = g_new(double, n + 1);

	for (guint i = 0; i < n; i++) {
		from[i] = web->node[ties[i]->a];
		to[i] = web->node[ties[i]->b];
		weight[i] = ties[i]->ab + (double)ties[i]->ba;
	}
	return graph_new(people, from, to, weight, n);
}

struct web *
web_new(const struct inquiry *inquiry, gboolean members_only)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct ties *ties = conversation_ties(conversation, &inquiry->window, inquiry_place(inquiry));
	g_autoptr(GPtrArray) taken = g_ptr_array_new();
	struct web *web = g_new0(struct web, 1);

	web->node = g_new0(guint, conversation->n_people + 1);
	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		if (members_only && !tie_among_members(conversation, tie))
			continue;
		g_ptr_array_add(taken, (gpointer)tie);
		web->node[tie->a] = web->node[tie->b] = 1;
	}
	guint people = people_number(web->node, conversation->n_people);
	web->person = g_new(guint32, people + 1);
	for (guint32 p = 0; p < conversation->n_people; p++)
		if (web->node[p] != NO_NODE)
			web->person[web->node[p]] = p;
	web->graph = graph_of_ties(web, people, (const struct tie *const *)taken->pdata, taken->len);
	return web;
}

void
web_free(struct web *web)
{
	graph_free(web->graph);
	g_free(web->person);
	g_free(web->node);
	g_free(web);
}

/* ---- resampling people ---- */

static gboolean
share_drawn(const guint *times, guint clusters, gpointer user, double *value)
{
	const GArray *pairs = user;
	double all = 0, counted = 0;

	(void)clusters;
	for (guint i = 0; i < pairs->len; i++) {
		const struct pair *pair = &g_array_index(pairs, struct pair, i);
		double weight = (double)times[pair->a] * times[pair->b];
		all += weight;
		counted += pair->counts ? weight : 0;
	}
	*value = all > 0 ? counted / all : 0;
	return all > 0;
}

struct value
answer_pairs(const struct inquiry *inquiry, const GArray *pairs, const char *empty)
{
	g_autofree guint *node = g_new0(guint, inquiry->conversation->n_people + 1);
	g_autoptr(GArray) numbered = g_array_sized_new(FALSE, FALSE, sizeof(struct pair), pairs->len);
	struct random random = answer_random(inquiry);

	for (guint i = 0; i < pairs->len; i++)
		node[g_array_index(pairs, struct pair, i).a] = node[g_array_index(pairs, struct pair, i).b] = 1;
	guint people = people_number(node, inquiry->conversation->n_people);
	for (guint i = 0; i < pairs->len; i++) {
		const struct pair *pair = &g_array_index(pairs, struct pair, i);
		struct pair between = { node[pair->a], node[pair->b], pair->counts };
		g_array_append_val(numbered, between);
	}
	return answer_interval(bootstrap(people, numbered->len, share_drawn, numbered, &random), pairs->len, empty);
}

/* ---- notes ---- */

static gboolean
is_time_to_note(const struct inquiry *inquiry)
{
	return inquiry->current && inquiry_place(inquiry) == SCOPE_NONE;
}

void
note_draws(const struct inquiry *inquiry, struct figure *figure, const GArray *pairs)
{
	guint draws = pairs ? resample_draws(pairs->len) : RESAMPLE_DRAWS;

	if (is_time_to_note(inquiry) && draws < RESAMPLE_DRAWS)
		figure_note(figure, "Range from %u draws, since there are so many ties.", draws);
}

void
note_bases(const struct inquiry *inquiry, struct figure *figure, gboolean shares)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_edges(conversation, &inquiry->window);
	gint64 counts[EDGE_BASES] = { 0 }, all = span.past - span.first;

	if (!is_time_to_note(inquiry) || all == 0)
		return;
	for (guint32 i = span.first; i < span.past; i++)
		counts[conversation->edges[i].basis]++;
	if (shares)
		figure_note(figure, "Who addressed whom: %.0f %% by explicit reply, %.0f %% by mention, %.0f %% as the message before, %.0f %% as the opener of the thread.",
		            100.0 * counts[EDGE_REPLY] / all, 100.0 * counts[EDGE_MENTION] / all, 100.0 * counts[EDGE_PREVIOUS] / all,
		            100.0 * counts[EDGE_ROOT] / all);
	if (counts[EDGE_PREVIOUS] + counts[EDGE_ROOT] > INFERRED_SHARE * all)
		figure_note(figure, "Threads only: who replied to whom is inferred.");
}
