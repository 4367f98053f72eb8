/* Did people act on what they saw: rates over mature posts (METRICS B06–B09, B15, B16, B18). */
#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

/* ---- what each reads ---- */

static gboolean
has_comments(const struct post_metric *snapshot)
{
	return snapshot->comments != NO_COUNT;
}

static gboolean
has_comments_and_views(const struct post_metric *snapshot)
{
	return has_comments(snapshot) && snapshot->impressions != NO_COUNT;
}

static double
comments_of(const struct post_metric *snapshot)
{
	return (double)snapshot->comments;
}

static gboolean
has_shares(const struct post_metric *snapshot)
{
	return snapshot->shares != NO_COUNT;
}

static gboolean
has_shares_and_views(const struct post_metric *snapshot)
{
	return has_shares(snapshot) && snapshot->impressions != NO_COUNT;
}

static gboolean
has_quotes(const struct post_metric *snapshot)
{
	return has_shares(snapshot) && snapshot->quotes != NO_COUNT;
}

static double
quotes_of(const struct post_metric *snapshot)
{
	return (double)snapshot->quotes;
}

static double
shares_of(const struct post_metric *snapshot)
{
	return (double)snapshot->shares + (snapshot->quotes == NO_COUNT ? 0 : (double)snapshot->quotes);
}

static gboolean
has_reactions(const struct post_metric *snapshot)
{
	return snapshot->reactions != NO_COUNT;
}

static gboolean
has_reactions_and_views(const struct post_metric *snapshot)
{
	return has_reactions(snapshot) && snapshot->impressions != NO_COUNT;
}

static double
reactions_of(const struct post_metric *snapshot)
{
	return (double)snapshot->reactions;
}

static gboolean
has_saves(const struct post_metric *snapshot)
{
	return snapshot->saves != NO_COUNT && snapshot->impressions != NO_COUNT;
}

static double
saves_of(const struct post_metric *snapshot)
{
	return (double)snapshot->saves;
}

static gboolean
has_reach(const struct post_metric *snapshot)
{
	return snapshot->reach != NO_COUNT && snapshot->reach > 0 && interactions_reported(snapshot);
}

static double
reach_of(const struct post_metric *snapshot)
{
	return (double)snapshot->reach;
}

static gboolean
has_negative(const struct post_metric *snapshot)
{
	return snapshot->impressions != NO_COUNT &&
	       (snapshot->hides != NO_COUNT || snapshot->reports != NO_COUNT || snapshot->unfollows != NO_COUNT);
}

static double
negative_of(const struct post_metric *snapshot)
{
	return (snapshot->hides == NO_COUNT ? 0 : (double)snapshot->hides) + (snapshot->reports == NO_COUNT ? 0 : (double)snapshot->reports) +
	       (snapshot->unfollows == NO_COUNT ? 0 : (double)snapshot->unfollows);
}

static guint
negative_reported(const struct post_metric *snapshot)
{
	return (guint)(snapshot->hides != NO_COUNT) << 6 | (guint)(snapshot->reports != NO_COUNT) << 7 | (guint)(snapshot->unfollows != NO_COUNT) << 8;
}

/* As LinkedIn counts: every click beside reactions, comments and shares; saves are none (B06). */
static gboolean
has_clicks(const struct post_metric *snapshot)
{
	return has_interactions(snapshot) && (snapshot->link_clicks != NO_COUNT || snapshot->other_clicks != NO_COUNT);
}

static double
interactions_and_clicks(const struct post_metric *snapshot)
{
	return interactions_of(snapshot) - (snapshot->saves == NO_COUNT ? 0 : (double)snapshot->saves) +
	       (snapshot->link_clicks == NO_COUNT ? 0 : (double)snapshot->link_clicks) +
	       (snapshot->other_clicks == NO_COUNT ? 0 : (double)snapshot->other_clicks);
}

static guint
clicks_reported(const struct post_metric *snapshot)
{
	return (interactions_reported(snapshot) & ~8u) | (guint)(snapshot->link_clicks != NO_COUNT) << 4 | (guint)(snapshot->other_clicks != NO_COUNT) << 5;
}

/* A mean a post, and the same over the times the posts were shown (B07–B09). */
struct mean_rule {
	struct sample_rule by_post, by_view;
};

static const struct mean_rule conversation_rule = {
	{ .needs = has_comments, .y = comments_of }, { .needs = has_comments_and_views, .y = comments_of, .x = impressions_of },
};
static const struct mean_rule amplification_rule = {
	{ .needs = has_shares, .y = shares_of }, { .needs = has_shares_and_views, .y = shares_of, .x = impressions_of },
};
static const struct mean_rule applause_rule = {
	{ .needs = has_reactions, .y = reactions_of }, { .needs = has_reactions_and_views, .y = reactions_of, .x = impressions_of },
};
static const struct sample_rule quotes_rule = { .needs = has_quotes, .y = quotes_of };
static const struct sample_rule clicks_rule = { .needs = has_clicks, .y = interactions_and_clicks, .x = impressions_of, .components = clicks_reported };
static const struct sample_rule save_rule = { .needs = has_saves, .y = saves_of, .x = impressions_of };
static const struct sample_rule reach_rule = { .needs = has_reach, .y = interactions_of, .x = reach_of };
static const struct sample_rule negative_rule = { .needs = has_negative, .y = negative_of, .x = impressions_of, .components = negative_reported };

/* ---- measuring ---- */

static void
component_note(const struct inquiry *inquiry, struct figure *figure, const struct sample *sample)
{
	const struct account *account = project_account(inquiry->project, inquiry->scope);
	g_autofree char *words = components_words(sample->components);

	if (inquiry->current && sample->components)
		figure_note(figure, "%s: made of %s", account ? account->label : inquiry->scope, words);
}

static void
ratio_measure(const struct inquiry *inquiry, struct figure *figure, const struct sample_rule *rule, double factor)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, rule, inquiry_scope(inquiry), &inquiry->period);
	struct value value = sample_ratio(inquiry->publishing, sample, factor, "nothing was shown");

	sample_row(inquiry, figure, &value, sample);
	component_note(inquiry, figure, sample);
}

static struct figure_row *
mean_measure(const struct inquiry *inquiry, struct figure *figure, const struct mean_rule *rule)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &rule->by_post, inquiry_scope(inquiry), &inquiry->period);
	AUTO(sample) shown = sample_new(inquiry->publishing, &rule->by_view, inquiry_scope(inquiry), &inquiry->period);
	struct value value = sample_mean(inquiry, sample);
	struct figure_row *row = sample_row(inquiry, figure, &value, sample);

	row->values[3] = sample_ratio(inquiry->publishing, shown, 1000, "nothing was shown");
	return row;
}

static void
engagement_rate(const struct inquiry *inquiry, struct figure *figure)
{
	ratio_measure(inquiry, figure, &engagement_rule, 1);
}

static void
engagement_plus_clicks(const struct inquiry *inquiry, struct figure *figure)
{
	ratio_measure(inquiry, figure, &clicks_rule, 1);
}

static void
conversation_rate(const struct inquiry *inquiry, struct figure *figure)
{
	mean_measure(inquiry, figure, &conversation_rule);
}

/* Networks whose reposts leave quotes out; elsewhere a share is a share. */
static gboolean
quotes_are_apart(const struct account *account)
{
	static const char *const networks[] = { "x", "bluesky", "threads", "mastodon", NULL };

	return account && g_strv_contains(networks, account->network ? account->network : account->platform);
}

static void
quotes_note(const struct inquiry *inquiry, struct figure *figure, gint64 posts, const struct sample *quotes)
{
	const struct account *account = project_account(inquiry->project, inquiry->scope);

	if (!inquiry->current || posts <= 0 || quotes->posts->len == posts || !(quotes->posts->len || quotes_are_apart(account)))
		return;
	if (quotes->posts->len)
		figure_note(figure, "%s: quotes are known of %u of %d posts", account ? account->label : inquiry->scope, quotes->posts->len, (int)posts);
	else
		figure_note(figure, "%s: the export does not tell of quotes, so only reposts are counted", account->label);
}

static void
amplification_rate(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) quotes = sample_new(inquiry->publishing, &quotes_rule, inquiry_scope(inquiry), &inquiry->period);
	struct figure_row *row = mean_measure(inquiry, figure, &amplification_rule);

	row->values[4] = sample_mean(inquiry, quotes);
	quotes_note(inquiry, figure, row->values[0].n, quotes);
}

static void
applause_rate(const struct inquiry *inquiry, struct figure *figure)
{
	mean_measure(inquiry, figure, &applause_rule);
}

static void
save_rate(const struct inquiry *inquiry, struct figure *figure)
{
	ratio_measure(inquiry, figure, &save_rule, 1);
}

/* Events are few and come one by one: Byar's interval of their count over the views (B15). */
static void
negative_rate(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &negative_rule, inquiry_scope(inquiry), &inquiry->period);
	struct value value = sample_absent(inquiry->publishing, sample);
	double events = 0, views = 0;

	for (guint i = 0; i < sample->posts->len; i++) {
		events += SAMPLED_AT(sample, i)->y;
		views += SAMPLED_AT(sample, i)->x;
	}
	if (value.state == STATE_OK)
		value = views > 0 && events >= 0 ? answer_interval(interval_scale(count_byar(events), 10000 / views), (gint64)events, NULL)
		                                 : value_none(STATE_UNDEFINED, "nothing was shown");
	if (sample->changed && value_has_number(&value))
		value_raise(&value, STATE_BREAK, NULL);
	sample_row(inquiry, figure, &value, sample);
	component_note(inquiry, figure, sample);
}

/* Reach is not additive over posts: a median of the posts' own rates (B16). */
static void
engagement_by_reach(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &reach_rule, inquiry_scope(inquiry), &inquiry->period);
	g_autofree double *rates = g_new(double, sample->posts->len + 1);
	struct value value = sample_absent(inquiry->publishing, sample);

	for (guint i = 0; i < sample->posts->len; i++)
		rates[i] = SAMPLED_AT(sample, i)->y / SAMPLED_AT(sample, i)->x;
	if (value.state == STATE_OK)
		value = answer_interval(median_of(rates, sample->posts->len), sample->posts->len, "no post was measured");
	sample_row(inquiry, figure, &value, sample);
}

/* One row a post, ordered by time. */
static void
engagement_posts(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &engagement_rule, inquiry_scope(inquiry), &inquiry->period);

	for (guint i = 0; i < sample->posts->len; i++) {
		const struct sampled *sampled = SAMPLED_AT(sample, i);
		g_autofree char *title = publication_title(inquiry->publishing, sampled->publication);
		struct figure_row *row;
		if (sampled->x <= 0)
			continue;
		row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, title);
		row->values[0] = value_estimate(sampled->y / sampled->x, NAN, NAN, NO_COUNT);
		row->values[0].events = sampled->y;
		row->values[0].exposure = sampled->x;
		row->values[1] = value_count((gint64)sampled->x);
	}
}

/* ---- how far their data reach ---- */

static gint64
engagement_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_interactions);
}

static gint64
clicks_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_clicks);
}

static gint64
reach_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_reach);
}

static gint64
comments_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_comments);
}

static gint64
shares_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_shares);
}

static gint64
reactions_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_reactions);
}

static gint64
saves_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_saves);
}

static gint64
negative_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_negative);
}

/* ---- the metrics ---- */

const struct metric metric_engagement_rate_impr = {
	.definition = {
		.name = "b_engagement_rate_impr", .card = "B06", .discipline = DISCIPLINE_BROADCAST, .label = "Engagement rate",
		.question = "Of the times shown, how often did people act?",
		.formula = "Reactions, comments, shares and saves of the month's posts, over the times these posts were shown; each post as it stood "
		           "at least a week after it was published. Clicks are not counted.",
		.noun = "posts' views", .phrase = "{value} of the times shown, somebody acted",
		.unit = UNIT_SHARE, .additivity = ADD_RATIO, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 3, .comfortable = 8, .version = 1, .source = "METRICS B06; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .headline = TRUE, .reach = engagement_span, .reads = reads_posts, .columns = sample_columns, .measure = engagement_rate,
};

static const struct metric_column post_columns[] = {
	{ .name = "post", .label = "Post", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "shown", .label = "Times shown", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_engagement_posts = {
	.definition = {
		.name = "b_engagement_posts", .card = "B06", .discipline = DISCIPLINE_BROADCAST, .label = "Engagement rate of each post",
		.question = "Which posts did people act on?",
		.formula = "Reactions, comments, shares and saves of one post over the times it was shown, at least a week after it was published.",
		.noun = "posts", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_POSTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B06",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = engagement_span, .reads = reads_posts, .columns = post_columns, .measure = engagement_posts,
};

const struct metric metric_engagement_rate_plus_clicks = {
	.definition = {
		.name = "b_engagement_rate_plus_clicks", .card = "B06", .discipline = DISCIPLINE_BROADCAST, .label = "Engagement rate with clicks",
		.question = "What would the rate be as LinkedIn counts it?",
		.formula = "Reactions, comments, shares and all clicks on the month's posts, over the times these posts were shown; each post as it stood at "
		           "least a week after it was published. Not to be held against the engagement rate, which leaves clicks out.",
		.noun = "posts' views", .phrase = "{value} of the times shown, somebody acted or clicked",
		.unit = UNIT_SHARE, .additivity = ADD_RATIO, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 3, .comfortable = 8, .version = 1, .source = "METRICS B06; LinkedIn page analytics; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = clicks_span, .reads = reads_posts, .columns = sample_columns, .measure = engagement_plus_clicks,
};

const struct metric metric_engagement_rate_reach = {
	.definition = {
		.name = "b_engagement_rate_reach", .card = "B16", .discipline = DISCIPLINE_BROADCAST, .label = "Engagement by reach",
		.question = "Of the accounts a post reached, how many acted?",
		.formula = "The middle one of the posts' own rates: interactions of a post over the accounts it reached. Reach is never added over posts.",
		.noun = "posts' reach", .phrase = "On the middle post, {value} of the accounts it reached acted",
		.unit = UNIT_SHARE, .additivity = ADD_DIST, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 6, .comfortable = 12, .version = 1, .source = "METRICS B16, §4.8",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = reach_span, .reads = reads_posts, .columns = sample_columns, .measure = engagement_by_reach,
};

/* The first two are sample_row's. */
#define MEAN_COLUMNS \
	{ .name = "age_days", .label = "Measured at, days", .unit = UNIT_COUNT }, { .name = "left", .label = "Posts not measured", .unit = UNIT_COUNT }, \
	{ .name = "per_1000", .label = "Per 1,000 views", .unit = UNIT_RATE }

static const struct metric_column mean_columns[] = { MEAN_COLUMNS, { NULL } };
static const struct metric_column amplification_columns[] = {
	MEAN_COLUMNS, { .name = "quotes", .label = "Quotes per post", .unit = UNIT_RATE }, { NULL },
};

const struct metric metric_conversation_rate = {
	.definition = {
		.name = "b_conversation_rate", .card = "B07", .discipline = DISCIPLINE_BROADCAST, .label = "Comments per post",
		.question = "Do our posts start talk?",
		.formula = "Comments under the month's posts, over the number of these posts, at least a week after each was published, and for every 1,000 times "
		           "these posts were shown. Platforms do not say which comments are our own.",
		.noun = "comments per post", .phrase = "A post drew {value} comments on average", .unit = UNIT_RATE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B07; Kaushik 2011, conversation rate",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = comments_span, .reads = reads_posts, .columns = mean_columns, .measure = conversation_rate,
};

const struct metric metric_amplification_rate = {
	.definition = {
		.name = "b_amplification_rate", .card = "B08", .discipline = DISCIPLINE_BROADCAST, .label = "Shares per post",
		.question = "Do people pass it on?",
		.formula = "Shares and quotes of the month's posts, over the number of these posts, at least a week after each was published; quotes beside it, "
		           "where the platform counts them apart. Also for every 1,000 times these posts were shown.",
		.noun = "shares per post", .phrase = "A post was passed on {value} times on average", .unit = UNIT_RATE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B08; Kaushik 2011, amplification rate",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = shares_span, .reads = reads_posts, .columns = amplification_columns, .measure = amplification_rate,
};

const struct metric metric_applause_rate = {
	.definition = {
		.name = "b_applause_rate", .card = "B09", .discipline = DISCIPLINE_BROADCAST, .label = "Reactions per post",
		.question = "Do people like it?",
		.formula = "Reactions to the month's posts, over the number of these posts, at least a week after each was published. Also for every 1,000 times "
		           "these posts were shown.",
		.noun = "reactions per post", .phrase = "A post drew {value} reactions on average", .unit = UNIT_RATE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B09; Kaushik 2011, applause rate",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .reach = reactions_span, .reads = reads_posts, .columns = mean_columns, .measure = applause_rate,
};

const struct metric metric_save_rate = {
	.definition = {
		.name = "b_save_rate", .card = "B18", .discipline = DISCIPLINE_BROADCAST, .label = "Save rate",
		.question = "Do people keep it for later?",
		.formula = "Saves of the month's posts over the times they were shown, at least a week after each was published; only platforms with saves.",
		.noun = "posts' views", .phrase = "{value} of the times shown, somebody saved the post", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1, .source = "METRICS B18",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = saves_span, .reads = reads_posts, .columns = sample_columns, .measure = save_rate,
};

const struct metric metric_negative_feedback_rate = {
	.definition = {
		.name = "b_negative_feedback_rate", .card = "B15", .discipline = DISCIPLINE_BROADCAST, .label = "Negative feedback per 10,000 views",
		.question = "Are we shouting?",
		.formula = "Hides, reports and unfollows of the month's posts for every 10,000 times these posts were shown. Platforms report different "
		           "parts of it, so they are not compared.",
		.noun = "hides, reports and unfollows per 10,000 views", .unit = UNIT_RATE, .additivity = ADD_RATIO, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 5, .comfortable = 5, .version = 2, .source = "METRICS B15; Byar's interval over views",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = negative_span, .reads = reads_posts, .columns = sample_columns, .measure = negative_rate,
};
