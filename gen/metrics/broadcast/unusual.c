/* Is a post unusual for us: its place among the posts of its kind before it (METRICS B27). Averages hide skew; a rank does not. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

#define POSTS_BEFORE 60
#define POSTS_LEAST 20
#define UNUSUAL 0.05 /* this far from either end */

enum { VALUE_RANK, VALUE_RATE };

/* ---- the posts before ---- */

static double
rate_of(const struct post_metric *snapshot)
{
	return interactions_of(snapshot) / impressions_of(snapshot);
}

/* Of the same channel and form, counted the same way. */
static gboolean
is_alike(const struct publication *publication, const struct post_metric *snapshot, const struct sampled *sampled)
{
	return publication->scope == sampled->publication->scope && publication->post->format == sampled->publication->post->format &&
	       snapshot->definition == sampled->snapshot->definition &&
	       interactions_reported(snapshot) == interactions_reported(sampled->snapshot) && snapshot->impressions > 0;
}

struct rank {
	guint posts, below, level;
};

/* The nearest sixty before it; posts stand in order of time. */
static struct rank
rank_of(const struct publishing *publishing, const struct sampled *sampled)
{
	struct rank rank = { 0 };
	double own = rate_of(sampled->snapshot);

	for (guint i = (guint)(sampled->publication - publishing->posts); i-- > 0 && rank.posts < POSTS_BEFORE;) {
		const struct publication *publication = &publishing->posts[i];
		const struct post_metric *snapshot = publication_mature(publishing, publication, has_interactions);
		if (!snapshot || !is_alike(publication, snapshot, sampled))
			continue;
		rank.posts++;
		rank.below += rate_of(snapshot) < own;
		rank.level += rate_of(snapshot) == own;
	}
	return rank;
}

/* Percentile rank: the share below, and half of those level with it. */
static struct value
rank_value(const struct rank *rank)
{
	if (!rank->posts)
		return answer_interval((struct interval){ 0 }, 0, "no post of its kind came before");
	return value_estimate((rank->below + 0.5 * rank->level) / rank->posts, NAN, NAN, rank->posts);
}

static gboolean
is_unusual(const struct value *value)
{
	return value->value >= 1 - UNUSUAL || value->value <= UNUSUAL;
}

static const char *
rank_words(const struct value *value)
{
	if (value->n < POSTS_LEAST)
		return "not known yet";
	return !is_unusual(value) ? "usual" : value->value > 0.5 ? "unusually high" : "unusually low";
}

/* ---- measuring ---- */

struct counted {
	guint ranked, unusual;
};

static void
post_row(const struct inquiry *inquiry, struct figure *figure, const struct sampled *sampled, struct counted *counted)
{
	const struct rank rank = rank_of(inquiry->publishing, sampled);
	struct value value = rank_value(&rank);
	g_autofree char *title = publication_title(inquiry->publishing, sampled->publication);
	struct figure_row *row = inquiry_row(inquiry, figure);
	const char *words = rank_words(&value);

	figure_set_word(figure, row, 2, title);
	figure_set_word(figure, row, 3, words);
	row->values[VALUE_RANK] = value;
	row->values[VALUE_RATE] = value_estimate(rate_of(sampled->snapshot), NAN, NAN, NO_COUNT);
	counted->ranked += value.n >= POSTS_LEAST;
	counted->unusual += value.n >= POSTS_LEAST && is_unusual(&value);
}

/* Among many posts some stand at an end by chance. */
static void
counted_note(const struct inquiry *inquiry, struct figure *figure, const struct counted *counted)
{
	if (counted->ranked)
		figure_note(figure, "%s: %u of %u posts stand in the highest or lowest twentieth of their kind; chance alone would put %.1f there",
		            scope_label(inquiry->publishing, (guint)inquiry_scope(inquiry)), counted->unusual, counted->ranked,
		            2 * UNUSUAL * counted->ranked);
}

static void
post_percentile(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &engagement_rule, inquiry_scope(inquiry), &inquiry->period);
	struct counted counted = { 0 };

	for (guint i = 0; i < sample->posts->len; i++)
		if (SAMPLED_AT(sample, i)->x > 0)
			post_row(inquiry, figure, SAMPLED_AT(sample, i), &counted);
	counted_note(inquiry, figure, &counted);
}

static gint64
rank_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_interactions);
}

static const struct metric_column rank_columns[] = {
	{ .name = "post", .label = "Post", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "standing", .label = "For us", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "rate", .label = "Engagement rate", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_post_percentile = {
	.definition = {
		.name = "b_post_percentile", .card = "B27", .discipline = DISCIPLINE_BROADCAST, .label = "Each post among its kind",
		.question = "Which posts are unusual for us?",
		.formula = "The share of the 60 posts before it, of the same channel and form, whose engagement rate was lower (those level count half). Each at "
		           "least a week after it was published. In the highest or lowest twentieth a post is unusual for us.",
		.noun = "posts of its kind", .unit = UNIT_SHARE, .additivity = ADD_DIST, .shape = SHAPE_POSTS, .comparison = COMPARE_NONE,
		.minimum = POSTS_LEAST, .comfortable = POSTS_LEAST, .version = 1, .source = "METRICS B27; percentile rank (ties count half)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = rank_span, .reads = reads_posts, .columns = rank_columns, .measure = post_percentile,
};
