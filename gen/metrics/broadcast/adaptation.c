/* Is content adapted to each network, and how is it met (METRICS B43)? Posts of one content on several networks are a group; a post is
 * copied when another network of the group carries nearly the same words. */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/statistics/multiple.h"
#include "metrics/vocabulary/likeness.h"

#define COPIED_FROM 0.8  /* similarity of the words */
#define SHARED_FROM 0.8  /* runs of five words, for posts that nobody has tagged */
#define DAYS_APART 7
#define POSTS_LEAST 8    /* of each kind: fewer have no range (§4.6) */
#define POSTS_SAID 3     /* of a kind, for its rate (§4.15) */
#define FALSE_FINDINGS 0.05

enum basis { BY_CONTENT, BY_LINK, BY_WORDS, BASES };

struct group {
	atom content;      /* 0: none */
	gint32 begin;
	enum basis basis;
	GArray *posts;     /* guint: places in the window's posts */
};

struct grouping {
	const struct inquiry *inquiry;
	struct stretch posts;
	struct wording **words; /* one a post of the stretch */
	GPtrArray *groups;      /* struct group * */
};

/* ---- groups ---- */

static const struct publication *
post_at(const struct grouping *grouping, guint i)
{
	return &grouping->inquiry->publishing->posts[grouping->posts.first + i];
}

static struct wording *
words_of(const struct inquiry *inquiry, const struct publication *publication)
{
	const char *text = records_text(inquiry->records, publication->post->text);

	return wording_new(text && *text ? text : records_text(inquiry->records, publication->post->title));
}

static void
group_free(gpointer data)
{
	struct group *group = data;

	g_array_unref(group->posts);
	g_free(group);
}

static struct group *
group_add(struct grouping *grouping, const struct publication *publication)
{
	struct group *group = g_new0(struct group, 1);

	*group = (struct group){ publication->post->content_id, publication->day, BY_CONTENT, g_array_new(FALSE, FALSE, sizeof(guint)) };
	g_ptr_array_add(grouping->groups, group);
	return group;
}

/* BASES: on none. Only posts of other networks may claim it: the same text twice on one network is a repetition. */
static enum basis
belongs(const struct grouping *grouping, const struct group *group, guint post)
{
	enum basis basis = BASES;

	for (guint i = 0; i < group->posts->len; i++) {
		guint other = g_array_index(group->posts, guint, i);
		if (post_at(grouping, other)->scope == post_at(grouping, post)->scope)
			continue;
		if (wording_same_link(grouping->words[post], grouping->words[other]))
			return BY_LINK;
		if (wording_shared(grouping->words[post], grouping->words[other]) >= SHARED_FROM)
			basis = BY_WORDS;
	}
	return basis;
}

static struct group *
group_of_untagged(struct grouping *grouping, guint post)
{
	for (guint i = 0; i < grouping->groups->len; i++) {
		struct group *group = g_ptr_array_index(grouping->groups, i);
		enum basis basis = post_at(grouping, post)->day - group->begin <= DAYS_APART ? belongs(grouping, group, post) : BASES;
		if (basis == BASES)
			continue;
		group->basis = group->content ? BY_CONTENT : MAX(group->basis, basis);
		return group;
	}
	return NULL;
}

static struct group *
group_of_content(struct grouping *grouping, atom content)
{
	for (guint i = 0; i < grouping->groups->len; i++) {
		struct group *group = g_ptr_array_index(grouping->groups, i);
		if (group->content == content)
			return group;
	}
	return NULL;
}

/* In order of time, so that a group begins with its first post. Accounts that tidings.yaml does not declare are no network we know. */
static struct grouping *
grouping_new(const struct inquiry *inquiry)
{
	struct grouping *grouping = g_new0(struct grouping, 1);

	*grouping = (struct grouping){ inquiry, publishing_posts(inquiry->publishing, &inquiry->window), NULL, g_ptr_array_new_with_free_func(group_free) };
	grouping->words = g_new0(struct wording *, grouping->posts.past - grouping->posts.first + 1);
	for (guint i = 0; i < grouping->posts.past - grouping->posts.first; i++) {
		const struct publication *publication = post_at(grouping, i);
		atom content = publication->post->content_id;
		grouping->words[i] = words_of(inquiry, publication);
		if (publication->scope >= scope_map_count(inquiry->publishing->scopes) || !grouping->words[i]->length)
			continue;
		struct group *group = content ? group_of_content(grouping, content) : group_of_untagged(grouping, i);
		g_array_append_val((group ? group : group_add(grouping, publication))->posts, i);
	}
	return grouping;
}

static void
grouping_free(struct grouping *grouping)
{
	for (guint i = 0; i < grouping->posts.past - grouping->posts.first; i++)
		wording_free(grouping->words[i]);
	g_free(grouping->words);
	g_ptr_array_unref(grouping->groups);
	g_free(grouping);
}
AUTO_DEFINE(grouping)

static gboolean
spans_networks(const struct grouping *grouping, const struct group *group)
{
	for (guint i = 1; i < group->posts->len; i++)
		if (post_at(grouping, g_array_index(group->posts, guint, i))->scope != post_at(grouping, g_array_index(group->posts, guint, 0))->scope)
			return TRUE;
	return FALSE;
}

static gboolean
is_copied(const struct grouping *grouping, const struct group *group, guint post)
{
	for (guint i = 0; i < group->posts->len; i++) {
		guint other = g_array_index(group->posts, guint, i);
		if (post_at(grouping, other)->scope != post_at(grouping, post)->scope &&
		    wording_similarity(grouping->words[post], grouping->words[other]) >= COPIED_FROM)
			return TRUE;
	}
	return FALSE;
}

/* ---- the share of groups ---- */

static gboolean
is_adapted(const struct grouping *grouping, const struct group *group)
{
	for (guint i = 0; i < group->posts->len; i++)
		if (is_copied(grouping, group, g_array_index(group->posts, guint, i)))
			return FALSE;
	return TRUE;
}

static void
adaptation(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(grouping) grouping = grouping_new(inquiry);
	guint counts[BASES] = { 0 }, all = 0, adapted = 0;
	struct figure_row *row = inquiry_row(inquiry, figure);

	for (guint i = 0; i < grouping->groups->len; i++) {
		const struct group *group = g_ptr_array_index(grouping->groups, i);
		if (!spans_networks(grouping, group))
			continue;
		all++;
		counts[group->basis]++;
		adapted += is_adapted(grouping, group);
	}
	row->values[0] = answer_share(adapted, all, "nothing was published on two networks");
	row->values[1] = value_count(adapted);
	row->values[2] = value_count(all);
	if (all)
		figure_note(figure, "Posts belong together by the table of tags in %u cases, by the same link in %u, by the same words in %u", counts[BY_CONTENT],
		            counts[BY_LINK], counts[BY_WORDS]);
}

/* ---- how they are met, network by network ---- */

enum kind { ADAPTED, COPIED, KINDS, OF_NO_GROUP };

/* What each post of the window is. Caller frees. */
static guint8 *
kinds_of(const struct grouping *grouping)
{
	guint n = grouping->posts.past - grouping->posts.first;
	guint8 *kinds = g_malloc(n + 1);

	memset(kinds, OF_NO_GROUP, n + 1);
	for (guint i = 0; i < grouping->groups->len; i++) {
		const struct group *group = g_ptr_array_index(grouping->groups, i);
		for (guint j = 0; j < group->posts->len && spans_networks(grouping, group); j++) {
			guint post = g_array_index(group->posts, guint, j);
			kinds[post] = is_copied(grouping, group, post) ? COPIED : ADAPTED;
		}
	}
	return kinds;
}

/* One network: the two rates, and the difference between them. */
struct met {
	guint scope, posts[KINDS];
	struct interval rates[KINDS], difference;
	double p;
	gboolean changed, stands;
};

static struct interval
rate_of(const struct grouping *grouping, const guint8 *kinds, const struct sample *sample, enum kind kind, guint *posts, double *error)
{
	g_autofree double *y = g_new(double, sample->posts->len + 1), *x = g_new(double, sample->posts->len + 1);

	*posts = 0;
	for (guint i = 0; i < sample->posts->len; i++) {
		const struct sampled *sampled = SAMPLED_AT(sample, i);
		if (kinds[sampled->publication - post_at(grouping, 0)] != kind)
			continue;
		y[*posts] = sampled->y;
		x[(*posts)++] = sampled->x;
	}
	return ratio_clustered(y, x, *posts, error);
}

/* Two clustered ratios of different posts: their errors add in squares (§4.6). */
static void
met_compare(struct met *met, const double errors[KINDS])
{
	double error = hypot(errors[ADAPTED], errors[COPIED]), difference = met->rates[ADAPTED].value - met->rates[COPIED].value;
	guint freedom = met->posts[ADAPTED] + met->posts[COPIED] - 2;

	met->p = 1;
	if (MIN(met->posts[ADAPTED], met->posts[COPIED]) < POSTS_LEAST || !(error > 0))
		return;
	met->difference = interval_of(difference, difference - student_quantile(freedom) * error, difference + student_quantile(freedom) * error);
	met->p = normal_two_sided(difference / error * Z95 / student_quantile(freedom));
}

static struct met
met_of(const struct grouping *grouping, const guint8 *kinds, guint scope)
{
	AUTO(sample) sample = sample_new(grouping->inquiry->publishing, &engagement_rule, (int)scope, &grouping->inquiry->window);
	struct met met = { .scope = scope, .changed = sample->changed };
	double errors[KINDS] = { 0 };

	for (enum kind kind = ADAPTED; kind < KINDS; kind++)
		met.rates[kind] = rate_of(grouping, kinds, sample, kind, &met.posts[kind], &errors[kind]);
	met_compare(&met, errors);
	return met;
}

static const char *
verdict_of(const struct met *met)
{
	if (!met->difference.bounded)
		return "too few posts to compare";
	if (!met->stands || (met->difference.low <= 0 && met->difference.high >= 0))
		return "a comparison: no clear difference";
	return met->difference.value > 0 ? "a comparison: adapted posts did better" : "a comparison: adapted posts did worse";
}

static struct value
rate_value(const struct met *met, enum kind kind)
{
	struct value value = answer_interval(met->rates[kind], met->posts[kind], "nothing was shown");

	return met->posts[kind] < POSTS_SAID ? value_none(STATE_TOO_FEW, NULL) : value;
}

static void
met_row(const struct inquiry *inquiry, struct figure *figure, const struct met *met)
{
	const struct account *account = scope_map_account(inquiry->publishing->scopes, met->scope);
	struct interval points = interval_scale(met->difference, 100);
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, account->label ? account->label : account->id);
	figure_set_word(figure, row, 3, verdict_of(met));
	row->values[0] = points.bounded ? answer_interval(points, MIN(met->posts[ADAPTED], met->posts[COPIED]), NULL) : value_none(STATE_TOO_FEW, NULL);
	row->values[0].n = MIN(met->posts[ADAPTED], met->posts[COPIED]);
	if (met->changed)
		value_raise(&row->values[0], STATE_BREAK, NULL);
	for (enum kind kind = ADAPTED; kind < KINDS; kind++) {
		row->values[1 + 2 * kind] = rate_value(met, kind);
		row->values[2 + 2 * kind] = value_count(met->posts[kind]);
	}
}

/* Every network is one more look: by Holm (1979). */
static void
met_judge(GArray *all)
{
	g_autofree double *p = g_new(double, all->len + 1);
	g_autofree gboolean *stands = g_new0(gboolean, all->len + 1);

	for (guint i = 0; i < all->len; i++)
		p[i] = g_array_index(all, struct met, i).p;
	holm(p, all->len, FALSE_FINDINGS, stands);
	for (guint i = 0; i < all->len; i++)
		g_array_index(all, struct met, i).stands = stands[i];
}

static void
adaptation_response(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(grouping) grouping = grouping_new(inquiry);
	g_autofree guint8 *kinds = kinds_of(grouping);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct met));

	for (guint scope = 0; scope < scope_map_count(inquiry->publishing->scopes); scope++) {
		struct met met = met_of(grouping, kinds, scope);
		if (met.posts[ADAPTED] && met.posts[COPIED])
			g_array_append_val(all, met);
	}
	met_judge(all);
	for (guint i = 0; i < all->len; i++)
		met_row(inquiry, figure, &g_array_index(all, struct met, i));
	if (!all->len)
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_UNDEFINED, "no network has both adapted and copied posts that were measured");
}

/* ---- the metrics ---- */

static gint64
response_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_interactions);
}

static const struct metric_column adaptation_columns[] = {
	{ .name = "adapted", .label = "Adapted", .unit = UNIT_COUNT },
	{ .name = "groups", .label = "On several networks", .unit = UNIT_COUNT },
	{ NULL },
};

static const char *const reads[] = { "post", "tag", NULL };

const struct metric metric_adaptation = {
	.definition = {
		.name = "b_adaptation", .card = "B43", .discipline = DISCIPLINE_BROADCAST, .label = "Content adapted to each network",
		.question = "Is content adapted to each network?", .phrase = "{value} of what went to several networks was adapted to each",
		.formula = "Of contents published on two networks or more in 90 days, those whose words differ between all of them: less than 80 % alike, "
		           "links, handles and hashtags left out. Posts are one content by the table of tags, else by the same link or 80 % of the runs of "
		           "five words within a week.",
		.noun = "contents", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 8, .comfortable = 8, .version = 1, .source = "METRICS B43; Wilson 1927; Broder 1997 (shared runs)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = span_of_posts, .reads = reads, .columns = adaptation_columns, .measure = adaptation,
};

static const struct metric_column response_columns[] = {
	{ .name = "network", .label = "Network", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "verdict", .label = "Adapted against copied", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "adapted", .label = "Adapted", .unit = UNIT_SHARE },
	{ .name = "adapted_posts", .label = "Adapted posts", .unit = UNIT_COUNT },
	{ .name = "copied", .label = "Copied", .unit = UNIT_SHARE },
	{ .name = "copied_posts", .label = "Copied posts", .unit = UNIT_COUNT },
	{ NULL },
};

static const char *const reads_response[] = { "post", "tag", "post_metric", NULL };

const struct metric metric_adaptation_response = {
	.definition = {
		.name = "b_adaptation_response", .card = "B43", .discipline = DISCIPLINE_BROADCAST, .label = "Adapted against copied posts",
		.question = "How are adapted and copied posts met?",
		.formula = "Engagement rate, at least a week after publication, of the posts of 90 days whose words were made for their network, less that "
		           "of posts whose words another network carries too; within each network, in percentage points. A comparison, not a test: which "
		           "posts are adapted was not left to chance.",
		.noun = "percentage points", .unit = UNIT_INDEX, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 8, .comfortable = 8, .version = 1, .source = "METRICS B43; Cochran 1977 (clusters are posts); Holm 1979",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = response_span, .reads = reads_response, .columns = response_columns,
	.measure = adaptation_response,
};
