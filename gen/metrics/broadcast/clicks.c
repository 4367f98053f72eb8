/* Do views become visits: link clicks and their rate (METRICS B10). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

#define CLICKS_LEAST 20   /* fewer clicks than this make no rate (B10) */
#define UNTAGGED_MOST 0.4 /* of posts: above, topics are not ranked, as kinds of posts are not (B28) */

/* ---- what a post says of clicks ---- */

static gboolean
has_clicks(const struct post_metric *snapshot)
{
	return snapshot->link_clicks != NO_COUNT;
}

static gboolean
has_clicks_and_impressions(const struct post_metric *snapshot)
{
	return has_clicks(snapshot) && snapshot->impressions != NO_COUNT;
}

static double
clicks_of(const struct post_metric *snapshot)
{
	return (double)snapshot->link_clicks;
}

/* Where the export does not say whether there was a link, its text does; without a text we take it. */
static gboolean
may_have_link(const struct publishing *publishing, const struct publication *publication)
{
	const struct post *post = publication->post;
	const char *text = records_text(publishing->records, post->text);

	if (post->has_link >= 0)
		return post->has_link;
	return post->format == POST_FORMAT_LINK || !text || strstr(text, "http://") || strstr(text, "https://");
}

static const struct sample_rule rate_rule = { .needs = has_clicks_and_impressions, .y = clicks_of, .x = impressions_of, .takes = may_have_link };
static const struct sample_rule clicks_rule = { .needs = has_clicks, .y = clicks_of };

static double
sample_sum(const struct sample *sample)
{
	double sum = 0;

	for (guint i = 0; i < sample->posts->len; i++)
		sum += SAMPLED_AT(sample, i)->y;
	return sum;
}

/* ---- B10 rate ---- */

static void
link_ctr(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &rate_rule, inquiry_scope(inquiry), &inquiry->period);
	struct value value = sample_ratio(inquiry->publishing, sample, 1, "nothing was shown");

	if (!sample->published)
		value = value_none(STATE_UNDEFINED, "no posts with a link were published");
	else if (value_has_number(&value) && sample_sum(sample) < CLICKS_LEAST)
		value_raise(&value, STATE_TOO_FEW, NULL);
	sample_row(inquiry, figure, &value, sample);
}

/* ---- B10 by topic: clicks of the posts against those that the rate of their channels lets expect ---- */

struct topic {
	const char *name;
	GArray *clicks, *expected; /* double, a post */
};

static void
topic_clear(gpointer data)
{
	struct topic *topic = data;

	g_array_unref(topic->clicks);
	g_array_unref(topic->expected);
}

static struct topic *
topic_named(GArray *topics, const char *name)
{
	struct topic fresh = { .name = name };

	for (guint i = 0; i < topics->len; i++)
		if (strcmp(g_array_index(topics, struct topic, i).name, name) == 0)
			return &g_array_index(topics, struct topic, i);
	fresh.clicks = g_array_new(FALSE, FALSE, sizeof(double));
	fresh.expected = g_array_new(FALSE, FALSE, sizeof(double));
	g_array_append_val(topics, fresh);
	return &g_array_index(topics, struct topic, topics->len - 1);
}

static int
compare_topics(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct topic *)a)->name, ((const struct topic *)b)->name);
}

/* The posts of one channel, by topic; answers how many have none. */
static guint
topics_gather(const struct publishing *publishing, const struct sample *sample, GArray *topics)
{
	double clicks = sample_sum(sample), shown = 0;
	guint untagged = 0;

	for (guint i = 0; i < sample->posts->len; i++)
		shown += SAMPLED_AT(sample, i)->x;
	for (guint i = 0; shown > 0 && i < sample->posts->len; i++) {
		const struct sampled *sampled = SAMPLED_AT(sample, i);
		const char *name = records_atom(publishing->records, sampled->publication->post->topic);
		double expected = sampled->x * clicks / shown;
		untagged += !name;
		if (!name)
			continue;
		struct topic *topic = topic_named(topics, name);
		g_array_append_val(topic->clicks, sampled->y);
		g_array_append_val(topic->expected, expected);
	}
	return untagged;
}

static void
topic_row(const struct inquiry *inquiry, struct figure *figure, const struct topic *topic)
{
	const double *clicks = (const double *)(gpointer)topic->clicks->data, *expected = (const double *)(gpointer)topic->expected->data;
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint n = topic->clicks->len;
	double sum = 0;

	for (guint i = 0; i < n; i++)
		sum += clicks[i];
	figure_set_word(figure, row, 2, topic->name);
	row->values[0] = answer_interval(ratio_clustered(clicks, expected, n, NULL), n, "nobody followed a link");
	if (row->values[0].lo < 0)
		row->values[0].lo = 0;
	if (value_has_number(&row->values[0]) && sum < CLICKS_LEAST)
		row->values[0] = value_none(STATE_TOO_FEW, NULL);
	row->values[1] = value_count(n);
	row->values[2] = value_count((gint64)sum);
}

static void
link_ctr_by_topic(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) topics = g_array_new(FALSE, FALSE, sizeof(struct topic));
	guint posts = 0, untagged = 0;

	g_array_set_clear_func(topics, topic_clear);
	for (guint scope = 0; scope <= scope_map_count(inquiry->publishing->scopes); scope++) {
		AUTO(sample) sample = sample_new(inquiry->publishing, &rate_rule, (int)scope, &inquiry->window);
		posts += sample->posts->len;
		untagged += topics_gather(inquiry->publishing, sample, topics);
	}
	g_array_sort(topics, compare_topics);
	for (guint i = 0; i < topics->len; i++)
		topic_row(inquiry, figure, &g_array_index(topics, struct topic, i));
	figure->unranked |= untagged > UNTAGGED_MOST * posts;
	if (untagged)
		figure_note(figure, "%u of %u posts have no topic%s", untagged, posts, figure->unranked ? ": too many for a ranking" : "");
}

/* ---- clicks of one account: its days, else its posts ---- */

struct clicks {
	struct value value;
	double weeks[WEEKS_MOST];
};

static gint64
week_start(const struct publishing *publishing, gint32 monday, guint week)
{
	return instant_of_day(monday + 7 * (gint32)week, publishing->project->zone);
}

/* By week of publication; weeks whose posts are not all measured are not known. */
static void
weeks_of_posts(const struct publishing *publishing, guint scope, gint64 end, double weeks[WEEKS_MOST])
{
	gint32 monday = weeks_begin(publishing, end);

	for (guint i = 0; i < WEEKS_MOST; i++) {
		struct period week = { .start = week_start(publishing, monday, i), .end = week_start(publishing, monday, i + 1),
		                       .first = monday + 7 * (gint32)i, .past = monday + 7 * (gint32)i + 7 };
		AUTO(sample) sample = sample_new(publishing, &clicks_rule, (int)scope, &week);
		weeks[i] = sample->maturing + sample->unmeasured ? NAN : sample_sum(sample);
	}
}

/* Posts too young to be measured, as they stand: part of the count, and left out of what is compared. */
static double
clicks_so_far(const struct publishing *publishing, guint scope, const struct period *period)
{
	struct stretch posts = publishing_posts(publishing, period);
	double sum = 0;

	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &publishing->posts[i];
		guint last = publication->past;
		if (publication->scope != scope || !publication_is_maturing(publishing, publication) || publication_mature(publishing, publication, has_clicks))
			continue;
		while (last > publication->first && !has_clicks(publishing->snapshots[last - 1]))
			last--;
		if (last > publication->first)
			sum += clicks_of(publishing->snapshots[last - 1]);
	}
	return sum;
}

/* Events and exposure up to the day from which on posts are too young. */
static void
clicks_compared(const struct inquiry *inquiry, guint scope, struct value *value)
{
	gint64 end = scope_map_end(inquiry->publishing->scopes, scope) - (gint64)inquiry->project->mature_days * 86400;
	struct period old = inquiry->period;
	AUTO(sample) sample = NULL;

	if (end < inquiry->period.end) {
		old.past = day_of_instant(end, inquiry->project->zone);
		old.end = instant_of_day(old.past, inquiry->project->zone);
	}
	if (old.end <= old.start)
		return;
	sample = sample_new(inquiry->publishing, &clicks_rule, (int)scope, &old);
	value->events = sample_sum(sample);
	value->exposure = (double)(old.end - old.start) / 86400;
}

static struct value
clicks_of_posts(const struct inquiry *inquiry, guint scope)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &clicks_rule, (int)scope, &inquiry->period);
	double so_far = clicks_so_far(inquiry->publishing, scope, &inquiry->period);
	struct value value = value_estimate(sample_sum(sample) + so_far, NAN, NAN, NO_COUNT);

	if (sample->published && sample->posts->len + sample->maturing == 0)
		return sample_absent(inquiry->publishing, sample);
	clicks_compared(inquiry, scope, &value);
	if (sample->unmeasured) {
		g_autofree char *words = g_strdup_printf("%u of %u posts measured", sample->posts->len, sample->published);
		value_raise(&value, STATE_PARTIAL, g_intern_string(words));
	}
	return value;
}

static gboolean
posts_report_clicks(const struct publishing *publishing, guint scope)
{
	for (guint i = 0; i < publishing->n_posts; i++) {
		const struct publication *publication = &publishing->posts[i];
		for (guint j = publication->first; publication->scope == scope && j < publication->past; j++)
			if (has_clicks(publishing->snapshots[j]))
				return TRUE;
	}
	return FALSE;
}

static struct clicks
clicks_of_account(const struct inquiry *inquiry, guint scope)
{
	gint64 end = MIN(inquiry->period.end, scope_map_end(inquiry->publishing->scopes, scope));
	struct clicks clicks = { .value = value_none(STATE_NO_DATA, NULL) };

	if (publishing_reports(inquiry->publishing, scope, "link_clicks")) {
		clicks.value = flow_value(inquiry, scope, "link_clicks", FALSE);
		publishing_weeks(inquiry->publishing, scope, "link_clicks", end, clicks.weeks);
	} else if (posts_report_clicks(inquiry->publishing, scope) && scope_map_reports(inquiry->publishing->scopes, scope, &inquiry->period)) {
		clicks.value = clicks_of_posts(inquiry, scope);
		weeks_of_posts(inquiry->publishing, scope, end, clicks.weeks);
	}
	return clicks;
}

/* ---- all accounts ---- */

/* Did it tell of clicks in the month before? Then a month without it is no whole. */
static gboolean
was_there_before(const struct inquiry *inquiry, guint scope)
{
	struct inquiry before = *inquiry;
	struct clicks clicks;

	before.period = period_step(inquiry->period, -1, inquiry->project->zone);
	before.current = FALSE;
	clicks = clicks_of_account(&before, scope);
	return value_has_number(&clicks.value);
}

static void
clicks_add(struct clicks *all, const struct clicks *one, const struct inquiry *inquiry)
{
	double days = period_days(&inquiry->period);

	all->value.value += one->value.value;
	/* days left out of the comparison count at the rate of the others */
	all->value.events += isnan(one->value.exposure) || one->value.exposure <= 0 ? one->value.events
	                                                                            : one->value.events * days / one->value.exposure;
	value_raise(&all->value, one->value.state, one->value.reason);
	weeks_add(all->weeks, one->weeks);
}

static struct clicks
clicks_of_all(const struct inquiry *inquiry)
{
	struct clicks all = { .value = value_none(STATE_OK, NULL) };
	guint known = 0;

	all.value.value = all.value.events = 0;
	all.value.exposure = period_days(&inquiry->period);
	for (guint i = 0; i <= scope_map_count(inquiry->publishing->scopes); i++) {
		struct clicks one = clicks_of_account(inquiry, i);
		if (value_has_number(&one.value)) {
			clicks_add(&all, &one, inquiry);
			known++;
		} else if (was_there_before(inquiry, i)) {
			g_autofree char *words = g_strdup_printf("without %s", scope_label(inquiry->publishing, i));
			value_raise(&all.value, STATE_PARTIAL, g_intern_string(words));
		}
	}
	if (!known)
		all.value = value_none(STATE_NO_DATA, NULL);
	return all;
}

static void
young_note(const struct inquiry *inquiry, struct figure *figure, guint scope)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &clicks_rule, (int)scope, &inquiry->period);

	if (!inquiry->current)
		return;
	if (publishing_reports(inquiry->publishing, scope, "link_clicks"))
		unsettled_note(inquiry, figure, scope);
	else if (sample->maturing)
		figure_note(figure, "%s: %u of %u posts are younger than %d days and may still be clicked; comparisons leave these days out",
		            scope_label(inquiry->publishing, scope), sample->maturing, sample->published, inquiry->project->mature_days);
}

static void
link_clicks(const struct inquiry *inquiry, struct figure *figure)
{
	int scope = inquiry_scope(inquiry);
	struct clicks clicks = scope == SCOPE_NONE ? clicks_of_all(inquiry) : clicks_of_account(inquiry, (guint)scope);

	if (value_has_number(&clicks.value))
		clicks.value.dispersion = weeks_dispersion(clicks.weeks);
	if (scope != SCOPE_NONE)
		young_note(inquiry, figure, (guint)scope);
	inquiry_row(inquiry, figure)->values[0] = clicks.value;
}

/* ---- how far their data reach ---- */

static gint64
rate_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_clicks_and_impressions);
}

static gint64
clicks_span(const struct inquiry *inquiry)
{
	return span_of_days(inquiry, "link_clicks", has_clicks);
}

/* ---- the metrics ---- */

static const char *const reads[] = { "account_day", "post", "post_metric", NULL };

const struct metric metric_link_ctr = {
	.definition = {
		.name = "b_link_ctr", .card = "B10", .discipline = DISCIPLINE_BROADCAST, .label = "Link click rate",
		.question = "Do views become visits?",
		.formula = "Clicks on the links of the month's posts over the times these posts were shown, at least a week after each was published; only "
		           "posts with a link. Clicks on profiles or pictures are not counted.",
		.noun = "posts' views", .phrase = "{value} of the times a link was shown, somebody followed it", .unit = UNIT_SHARE,
		.additivity = ADD_RATIO, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B10; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_EACH, .headline = TRUE, .reach = rate_span, .reads = reads_posts, .columns = sample_columns, .measure = link_ctr,
};

static const struct metric_column topic_columns[] = {
	{ .name = "topic", .label = "Topic", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "posts", .label = "Posts", .unit = UNIT_COUNT },
	{ .name = "clicks", .label = "Link clicks", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_link_ctr_by_topic = {
	.definition = {
		.name = "b_link_ctr_by_topic", .card = "B10", .discipline = DISCIPLINE_BROADCAST, .label = "Links followed, by topic",
		.question = "Of which topics are the links followed?",
		.formula = "Clicks on the links of the posts of a topic over those that the click rate of their channels lets expect, over 90 days, at least "
		           "a week after each post was published: 1 is usual. Only posts with a link; views of channels are not added.",
		.noun = "times the usual link clicks", .unit = UNIT_RATIO, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.reference = 1, .reference_label = "usual", .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B10; indirect standardisation; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = rate_span, .reads = reads_posts, .columns = topic_columns,
	.measure = link_ctr_by_topic,
};

const struct metric metric_link_clicks = {
	.definition = {
		.name = "b_link_clicks", .card = "B10", .discipline = DISCIPLINE_BROADCAST, .label = "Link clicks",
		.question = "How often did people follow our links?",
		.formula = "Clicks on links: those of the month's days where the platform reports days, else those of the month's posts at least a week "
		           "after each was published. A click is a click everywhere, so channels are added.",
		.noun = "link clicks", .phrase = "People followed our links {value} times", .unit = UNIT_COUNT, .additivity = ADD_FLOW,
		.shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1, .source = "METRICS B10, §4.4 (overdispersion of 26 weeks)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .headline = TRUE, .reach = clicks_span, .reads = reads, .measure = link_clicks,
};
