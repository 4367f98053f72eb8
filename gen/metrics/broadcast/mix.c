/* What we speak of and how it is met, and how much one post carries (METRICS B28, B36). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/response.h"
#include "metrics/broadcast/span.h"
#include "metrics/statistics/diversity.h"
#include "metrics/statistics/resample.h"

#define UNTAGGED_MOST 0.4 /* of posts: above, groups are not ranked */
#define TOP_POSTS 3

/* ---- B28: groups of posts by one property ---- */

struct group {
	const char *name;
	guint posts;            /* published */
	guint measured;
	double observed, expected;
	struct interval response;
};

struct property {
	const char *dimension;
	const char *(*of)(const struct publishing *, const struct publication *); /* NULL: untagged */
};

static const char *
topic_of(const struct publishing *publishing, const struct publication *publication)
{
	return records_atom(publishing->records, publication->post->topic);
}

static const char *
stage_of(const struct publishing *publishing, const struct publication *publication)
{
	return records_atom(publishing->records, publication->post->funnel_stage);
}

static const char *
format_of(const struct publishing *publishing, const struct publication *publication)
{
	static const char *const words[] = { NULL, "text", "picture", "video", "short video", "story", "link", "poll", "mail", "other" };

	(void)publishing;
	return words[publication->post->format];
}

static const struct property PROPERTIES[] = { { "topic", topic_of }, { "form", format_of }, { "stage", stage_of } };

static int
group_find(const GArray *groups, const char *name)
{
	for (guint i = 0; name && i < groups->len; i++)
		if (strcmp(g_array_index(groups, struct group, i).name, name) == 0)
			return (int)i;
	return -1;
}

static guint
groups_gather(const struct inquiry *inquiry, const struct property *property, GArray *groups)
{
	const struct publishing *publishing = inquiry->publishing;
	struct stretch posts = publishing_posts(publishing, &inquiry->window);
	guint untagged = 0;

	for (guint i = posts.first; i < posts.past; i++) {
		const char *name = property->of(publishing, &publishing->posts[i]);
		int at = group_find(groups, name);
		if (!name)
			untagged++;
		else if (at >= 0)
			g_array_index(groups, struct group, at).posts++;
		else
			g_array_append_val(groups, ((struct group){ .name = name, .posts = 1 }));
	}
	return untagged;
}

struct grouping {
	const struct publishing *publishing;
	const struct property *property;
	const GArray *groups;
};

static int
group_of(const struct responded *responded, gpointer user)
{
	const struct grouping *grouping = user;

	return group_find(grouping->groups, grouping->property->of(grouping->publishing, responded->publication));
}

static void
groups_respond(const struct inquiry *inquiry, const struct property *property, GArray *groups, const struct response *response)
{
	struct grouping grouping = { inquiry->publishing, property, groups };
	guint n = groups->len;
	g_autofree double *observed = g_new(double, n + 1), *expected = g_new(double, n + 1);
	g_autofree guint *posts = g_new(guint, n + 1);
	g_autofree struct interval *shrunk = g_new(struct interval, n + 1);

	response_sums(response, n, group_of, &grouping, observed, expected, posts);
	response_shrink(response, observed, expected, n, shrunk);
	for (guint i = 0; i < n; i++) {
		g_array_index(groups, struct group, i).measured = posts[i];
		g_array_index(groups, struct group, i).response = shrunk[i];
	}
}

static int
compare_by_bound(gconstpointer a, gconstpointer b)
{
	const struct group *x = a, *y = b;
	double low = x->response.bounded ? x->response.low : -1, other = y->response.bounded ? y->response.low : -1;

	if (low != other)
		return low > other ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int
compare_by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct group *)a)->name, ((const struct group *)b)->name);
}

static void
group_row(const struct inquiry *inquiry, struct figure *figure, const char *dimension, const struct group *group, guint all)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, group->name);
	figure_set_word(figure, row, 3, dimension);
	row->values[0] = group->measured ? answer_interval(group->response, group->measured, NULL) : value_none(STATE_NO_DATA, "no post of it was measured");
	row->values[1] = value_count(group->posts);
	row->values[2] = value_estimate((double)group->posts / all, NAN, NAN, all);
}

static void
property_rows(const struct inquiry *inquiry, struct figure *figure, const struct property *property, const struct response *response)
{
	g_autoptr(GArray) groups = g_array_new(FALSE, TRUE, sizeof(struct group));
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->window);
	guint untagged = groups_gather(inquiry, property, groups), all = posts.past - posts.first;
	gboolean ranked = untagged <= UNTAGGED_MOST * all;

	groups_respond(inquiry, property, groups, response);
	g_array_sort(groups, ranked ? compare_by_bound : compare_by_name);
	figure->unranked |= groups->len && !ranked;
	for (guint i = 0; i < groups->len; i++)
		group_row(inquiry, figure, property->dimension, &g_array_index(groups, struct group, i), all);
	if (untagged)
		figure_note(figure, "%u of %u posts have no %s%s", untagged, all, property->dimension, ranked ? "" : ": too many for a ranking");
}

static void
content_mix(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(response) response = response_new(inquiry->publishing, SCOPE_NONE, &inquiry->window);

	for (guint i = 0; i < G_N_ELEMENTS(PROPERTIES); i++)
		property_rows(inquiry, figure, &PROPERTIES[i], response);
}

/* ---- B36 ---- */

static gboolean
has_impressions(const struct post_metric *snapshot)
{
	return snapshot->impressions != NO_COUNT;
}

static const struct sample_rule shown_rule = { .needs = has_impressions, .y = impressions_of, .x = impressions_of };

static int
compare_descending(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

/* The share of the three largest in a sample in which post i occurs times[i] times. */
static gboolean
top_share(const guint *times, guint posts, gpointer user, double *value)
{
	const double *views = user;
	g_autoptr(GArray) drawn = g_array_new(FALSE, FALSE, sizeof(double));
	double sum = 0, top = 0;

	for (guint i = 0; i < posts; i++)
		for (guint j = 0; j < times[i]; j++) {
			g_array_append_val(drawn, views[i]);
			sum += views[i];
		}
	g_array_sort(drawn, compare_descending);
	for (guint i = 0; i < MIN(TOP_POSTS, drawn->len); i++)
		top += g_array_index(drawn, double, i);
	*value = sum > 0 ? top / sum : 0;
	return sum > 0;
}

static void
reach_concentration(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &shown_rule, inquiry_scope(inquiry), &inquiry->period);
	guint n = sample->posts->len;
	g_autofree double *views = g_new(double, n + 1);
	struct value value = sample_absent(inquiry->publishing, sample);
	struct random random = answer_random(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	for (guint i = 0; i < n; i++)
		views[i] = SAMPLED_AT(sample, i)->y;
	row->values[0] = row->values[1] = value;
	if (value.state != STATE_OK)
		return;
	row->values[0] = answer_interval(bootstrap(n, 0, top_share, views, &random), n, "nothing was shown");
	row->values[1] = answer_interval(gini_resampled(views, n, &random), n, "nothing was shown");
}

/* ---- how far their data reach ---- */

static gint64
mix_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_interactions);
}

static gint64
shown_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_impressions);
}

/* ---- the metrics ---- */

static const struct metric_column mix_columns[] = {
	{ .name = "group", .label = "Group", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "by", .label = "By", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "posts", .label = "Posts", .unit = UNIT_COUNT },
	{ .name = "share", .label = "Of all posts", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_content_mix = {
	.definition = {
		.name = "b_content_mix", .card = "B28", .discipline = DISCIPLINE_BROADCAST, .label = "Response by kind of post",
		.question = "What do we speak of, and how is it met?",
		.formula = "Interactions of the posts of a topic, form or stage over those usual for their channels, over 90 days: 1 is usual. Drawn towards "
		           "the usual where posts are few, and ranked by what is certain, unless too many posts have none. Beside it how many posts there were.",
		.noun = "times the usual response", .unit = UNIT_RATIO, .additivity = ADD_DIST, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.reference = 1, .reference_label = "usual",
		.minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B28, §4.13; observed over expected, quasi-Poisson (McCullagh & Nelder 1989)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = mix_span, .reads = reads_posts, .columns = mix_columns, .measure = content_mix,
};

static const struct metric_column concentration_columns[] = {
	{ .name = "gini", .label = "Gini coefficient of views", .unit = UNIT_INDEX },
	{ NULL },
};

const struct metric metric_reach_concentration = {
	.definition = {
		.name = "b_reach_concentration", .card = "B36", .discipline = DISCIPLINE_BROADCAST, .label = "Views on the three largest posts",
		.question = "Was it a good month, or one post?",
		.formula = "Views of the three most seen posts of the month over those of all its posts, at least a week after each was published.",
		.noun = "posts' views", .phrase = "{value} of all views fell on three posts", .unit = UNIT_SHARE, .additivity = ADD_DIST,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 10, .comfortable = 10, .version = 1,
		.source = "METRICS B36; Gini; bootstrap over posts (Efron & Tibshirani 1993)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = shown_span, .reads = reads_posts, .columns = concentration_columns, .measure = reach_concentration,
};
