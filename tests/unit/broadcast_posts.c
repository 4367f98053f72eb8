/* What posts tell beside their engagement: clicks and quotes, their place among their kind, how long they are
 * seen, how far videos are watched; how many they reached on any channel, and advertisements that could be seen. */
#include "said.h"

#include <math.h>
#include <string.h>

#include "metrics/statistics/interval.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static struct post *
last_post(struct said *said)
{
	return RECORD_AT(said->records, post, RECORD_COUNT_OF(said->records, post) - 1);
}

static struct post_metric *
last_snapshot(struct said *said)
{
	return RECORD_AT(said->records, post_metric, RECORD_COUNT_OF(said->records, post_metric) - 1);
}

static double
number_of(const struct said *said, const char *metric, const char *scope, const char *column)
{
	AUTO(figure) figure = said_figure(said, metric, "2026-05");
	struct period may = month(said, "2026-05");
	const struct figure_row *row = figure_find(figure, &may, scope);

	g_assert_nonnull(row);
	g_assert_cmpint(figure_value(figure, column), >=, 0);
	return row->values[figure_value(figure, column)].value;
}

/* ---- B10 by topic ---- */

/* X shows posts ten times as often as Facebook, and is clicked a tenth as much; on both, "rides" bring three clicks for each of "tools". */
static void
said_linked(struct said *said, int posts, guint untagged)
{
	static const char *const platforms[] = { "x", "meta" };

	for (int i = 0; i < posts; i++) {
		g_autofree char *id = g_strdup_printf("l%d", i);
		const char *platform = platforms[i / 2 % 2];
		said_post(said, platform, id, at("2026-05-01") + i * DAY / 2);
		last_post(said)->topic = (guint)i < untagged ? 0 : word(said, i % 2 ? "rides" : "tools");
		said_snapshot(said, platform, id, at("2026-05-16") + i * DAY / 2, "d", 10, i / 2 % 2 ? 1000 : 10000, i % 2 ? 15 : 5);
	}
	said_complete(said, "2026-06-30");
}

static const struct value *
topic_value(const struct figure *figure, const char *topic)
{
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (strcmp(row->keys[figure_key(figure, "topic")].word, topic) == 0)
			return row->values;
	}
	g_assert_not_reached();
}

static void
test_clicks_by_topic(void)
{
	struct said said = said_new(), few = said_new(), bare = said_new();

	said_linked(&said, 32, 0);
	said_linked(&few, 6, 0);
	said_linked(&bare, 32, 16);
	AUTO(figure) figure = said_figure(&said, "b_link_ctr_by_topic", "2026-05");
	AUTO(figure) of_few = said_figure(&few, "b_link_ctr_by_topic", "2026-05");
	AUTO(figure) untagged = said_figure(&bare, "b_link_ctr_by_topic", "2026-05");
	const struct value *rides = topic_value(figure, "rides"), *tools = topic_value(figure, "tools");
	NEAR(rides->value, 1.5); /* 15 of the 10 that were usual, on either channel; summed views would say the same of X alone */
	NEAR(tools->value, 0.5);
	g_assert_cmpint(rides->n, ==, 16);
	g_assert_cmpint(rides->state, ==, STATE_OK);
	NEAR(rides[figure_value(figure, "clicks")].value, 240);
	g_assert_false(figure->unranked);
	g_assert_cmpint(topic_value(of_few, "tools")->state, ==, STATE_TOO_FEW); /* 15 clicks */
	g_assert_cmpint(topic_value(of_few, "rides")->state, ==, STATE_SMALL);
	g_assert_true(untagged->unranked);
	g_assert_cmpstr(g_ptr_array_index(untagged->notes, 0), ==, "16 of 32 posts have no topic: too many for a ranking");
	said_clear(&said);
	said_clear(&few);
	said_clear(&bare);
}

/* ---- B06 with clicks, B08 with quotes ---- */

static void
said_shared(struct said *said, int number, gint64 reposts, gint64 quotes)
{
	g_autofree char *id = g_strdup_printf("s%d", number);
	struct post_metric *snapshot;

	said_post(said, "x", id, at("2026-05-02") + number * DAY);
	said_snapshot(said, "x", id, at("2026-05-16") + number * DAY, "x_any_pixel", 10, 1000, 5);
	snapshot = last_snapshot(said);
	snapshot->shares = reposts;
	snapshot->quotes = quotes;
	snapshot->saves = 100;
	snapshot->other_clicks = 3;
}

static void
test_clicks_beside_engagement(void)
{
	struct said said = said_new();

	for (int i = 0; i < 10; i++)
		said_shared(&said, i, 2, NO_COUNT);
	said_complete(&said, "2026-06-30");
	NEAR(said_value(&said, "b_engagement_rate_impr", "2026-05", "x").value, 0.112);        /* saves, no clicks */
	NEAR(said_value(&said, "b_engagement_rate_plus_clicks", "2026-05", "x").value, 0.020); /* clicks, no saves */
	said_clear(&said);
}

static void
test_quotes(void)
{
	struct said said = said_new();

	for (int i = 0; i < 10; i++)
		said_shared(&said, i, 2, i < 5 ? 4 : NO_COUNT);
	said_complete(&said, "2026-06-30");
	NEAR(said_value(&said, "b_amplification_rate", "2026-05", "x").value, 4);
	NEAR(number_of(&said, "b_amplification_rate", "x", "quotes"), 4); /* of the posts that tell of them */
	NEAR(number_of(&said, "b_amplification_rate", "x", "per_1000"), 4);
	AUTO(figure) figure = said_figure(&said, "b_amplification_rate", "2026-05");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "X: quotes are known of 5 of 10 posts");
	said_clear(&said);
}

static void
test_no_quotes(void)
{
	struct said said = said_new();

	for (int i = 0; i < 10; i++)
		said_shared(&said, i, 2, NO_COUNT);
	said_complete(&said, "2026-06-30");
	AUTO(figure) figure = said_figure(&said, "b_amplification_rate", "2026-05");
	struct period may = month(&said, "2026-05");
	g_assert_cmpint(figure_find(figure, &may, "x")->values[figure_value(figure, "quotes")].state, ==, STATE_NO_DATA); /* not 0 */
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "X: the export does not tell of quotes, so only reposts are counted");
	said_clear(&said);
}

/* ---- B15 ---- */

/* Seven hides on 70,000 views: one in ten thousand, as surely as seven events can say it. */
static void
test_negative(void)
{
	struct said said = said_new();
	struct interval seven = count_byar(7);
	struct value value;

	for (int i = 0; i < 7; i++) {
		said_shared(&said, i, 2, NO_COUNT);
		last_snapshot(&said)->impressions = 10000;
		last_snapshot(&said)->hides = i < 6 ? 1 : 0;
		last_snapshot(&said)->reports = i < 6 ? 0 : 1;
	}
	said_complete(&said, "2026-06-30");
	value = said_value(&said, "b_negative_feedback_rate", "2026-05", "x");
	NEAR(value.value, 1);
	NEAR(value.lo, seven.low / 7);
	NEAR(value.hi, seven.high / 7);
	AUTO(figure) figure = said_figure(&said, "b_negative_feedback_rate", "2026-05");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "X: made of hides and reports");
	for (int i = 0; i < 3; i++)
		RECORD_AT(said.records, post_metric, i)->hides = 0;
	g_assert_cmpint(said_value(&said, "b_negative_feedback_rate", "2026-05", "x").state, ==, STATE_TOO_FEW); /* four events */
	said_clear(&said);
}

/* ---- B27 ---- */

/* `before` posts of March and April, each acted on one time in a thousand more than the one before; one of May between the last two. */
static void
said_kind(struct said *said, int before, gint64 reactions)
{
	for (int i = 0; i <= before; i++) {
		g_autofree char *id = g_strdup_printf("k%d", i);
		gint64 published = i == before ? at("2026-05-10") : at("2026-03-01") + i * 18 * HOUR;
		said_post(said, "x", id, published);
		last_post(said)->format = POST_FORMAT_IMAGE;
		said_snapshot(said, "x", id, published + 10 * DAY, "x_any_pixel", i == before ? reactions : 10 * (i + 1), 10000, NO_COUNT);
	}
	said_complete(said, "2026-06-30");
}

static void
test_percentile(void)
{
	struct said said = said_new();

	said_kind(&said, 70, 690); /* level with one, above fifty-eight of the nearest sixty: not of all seventy */
	said_post(&said, "x", "other", at("2026-05-09"));
	last_post(&said)->format = POST_FORMAT_VIDEO; /* another kind */
	said_snapshot(&said, "x", "other", at("2026-05-20"), "x_any_pixel", 1, 10000, NO_COUNT);
	AUTO(figure) figure = said_figure(&said, "b_post_percentile", "2026-05");
	const struct figure_row *other = g_ptr_array_index(figure->rows, 0), *row = g_ptr_array_index(figure->rows, 1);

	NEAR(row->values[0].value, 58.5 / 60);
	g_assert_cmpint(row->values[0].n, ==, 60);
	g_assert_cmpstr(row->keys[figure_key(figure, "standing")].word, ==, "unusually high");
	g_assert_cmpint(other->values[0].state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==,
	                "X: 1 of 1 posts stand in the highest or lowest twentieth of their kind; chance alone would put 0.1 there");
	said_clear(&said);
}

static void
test_percentile_needs_twenty(void)
{
	struct said said = said_new();

	said_kind(&said, 19, 1000);
	AUTO(figure) figure = said_figure(&said, "b_post_percentile", "2026-05");
	const struct figure_row *row = g_ptr_array_index(figure->rows, 0);

	g_assert_cmpint(row->values[0].state, ==, STATE_TOO_FEW);
	g_assert_true(isnan(row->values[0].value));
	g_assert_cmpstr(row->keys[figure_key(figure, "standing")].word, ==, "not known yet");
	g_assert_cmpuint(figure->notes->len, ==, 0);
	said_clear(&said);
}

/* ---- B35 ---- */

/* Counted after 2, 10, 24, 48 hours and after ten days; 1,000 views after seven days by a straight line. */
static void
said_counted(struct said *said, int number, double early)
{
	static const int hours[] = { 2, 10, 24, 48, 240 };
	const double views[] = { early / 2, early, 700, 800, 920 + 0.9 * 200 };
	g_autofree char *id = g_strdup_printf("h%d", number);
	gint64 published = at("2026-05-04") + number * DAY + 9 * HOUR;

	said_post(said, "x", id, published);
	for (guint i = 0; i < G_N_ELEMENTS(hours); i++)
		said_snapshot(said, "x", id, published + hours[i] * HOUR, "x_any_pixel", 1, (gint64)views[i], NO_COUNT);
}

static void
test_half_life(void)
{
	struct said said = said_new();
	/* at 168 h: 800 + 300 · 120/192 = 987.5; half is 493.75; between 10 h (400) and 24 h (700): 10 + 14 · 93.75/300 */
	const double slow = 10 + 14 * 93.75 / 300, fast = 2 + 8 * (493.75 - 300) / 300; /* 300 after 2 h, 600 after 10 h */

	for (int i = 0; i < 7; i++)
		said_counted(&said, i, i < 4 ? 400 : 600);
	said_post(&said, "x", "seldom", at("2026-05-20"));
	said_snapshot(&said, "x", "seldom", at("2026-05-29"), "x_any_pixel", 1, 1000, NO_COUNT);
	said_complete(&said, "2026-06-30");
	struct value value = said_value(&said, "b_post_half_life", "2026-05", "x");
	NEAR(value.value, slow);
	NEAR(value.lo, fast);
	g_assert_cmpint(value.n, ==, 7);
	NEAR(number_of(&said, "b_post_half_life", "x", "left"), 1);
	AUTO(figure) curve = said_figure(&said, "b_half_life_curve", "2026-05");
	g_assert_cmpuint(curve->rows->len, ==, 3);
	const struct figure_row *row = g_ptr_array_index(curve->rows, 1);
	NEAR(row->keys[figure_key(curve, "hours")].number, fast);
	NEAR(row->values[0].value, 3.0 / 7);
	said_clear(&said);
}

/* Monthly exports do not tell how long a post lives, and it is said what would. */
static void
test_half_life_of_monthly_exports(void)
{
	struct said said = said_new();

	for (int i = 0; i < 10; i++) {
		g_autofree char *id = g_strdup_printf("m%d", i);
		said_post(&said, "x", id, at("2026-05-04") + i * DAY + 9 * HOUR);
		for (int j = 1; j <= 5; j++)
			said_snapshot(&said, "x", id, at("2026-05-06") + i * DAY + j * 7 * DAY, "x_any_pixel", 1, 1000 + j, NO_COUNT);
	}
	said_complete(&said, "2026-06-30");
	struct value value = said_value(&said, "b_post_half_life", "2026-05", "x");
	g_assert_cmpint(value.state, ==, STATE_NO_DATA);
	g_assert_true(strstr(value.reason, "tables/snapshots.csv"));
	said_clear(&said);
}

/* ---- B19 ---- */

/* A video of May, a fortnight old, watched by `starts`. */
static struct post_metric *
said_video(struct said *said, const char *platform, int number, const char *definition, gint64 starts, gint64 to_the_end)
{
	g_autofree char *id = g_strdup_printf("v%d", number);
	struct post_metric *snapshot;

	said_post(said, platform, id, at("2026-05-02") + number * DAY);
	last_post(said)->format = POST_FORMAT_VIDEO;
	said_snapshot(said, platform, id, at("2026-05-16") + number * DAY, definition, 1, NO_COUNT, NO_COUNT);
	snapshot = last_snapshot(said);
	snapshot->video_starts = starts;
	snapshot->video_q100 = to_the_end;
	return snapshot;
}

static void
test_completion(void)
{
	struct said said = said_new();
	struct value value;

	for (int i = 0; i < 10; i++)
		said_video(&said, "x", i, "x_video", i ? 100 : 9100, i ? 40 : 910);
	said_post(&said, "x", "words", at("2026-05-20")); /* no video: not even one that was not measured */
	said_complete(&said, "2026-06-30");
	value = said_value(&said, "b_video_completion", "2026-05", "x");
	NEAR(value.value, 1270.0 / 10000); /* not 0.37, the mean of the videos' shares */
	g_assert_cmpint(value.n, ==, 10);
	g_assert_true(value_has_interval(&value) && value.lo >= 0);
	NEAR(number_of(&said, "b_video_completion", "x", "left"), 0);
	AUTO(figure) figure = said_figure(&said, "b_video_completion", "2026-05");
	struct period may = month(&said, "2026-05");
	g_assert_null(figure_find(figure, &may, "facebook")); /* never told of videos: no row, no zero */
	said_clear(&said);
}

/* Starts of another definition have no place in the sum. */
static void
test_completion_of_one_definition(void)
{
	struct said said = said_new();
	struct value value;

	for (int i = 0; i < 9; i++)
		said_video(&said, "x", i, i < 2 ? "x_media_views" : "x_video", 100, i < 2 ? 100 : 10);
	said_complete(&said, "2026-06-30");
	value = said_value(&said, "b_video_completion", "2026-05", "x");
	NEAR(value.value, 0.1);
	g_assert_cmpint(value.n, ==, 7);
	g_assert_cmpint(value.state, ==, STATE_BREAK);
	said_clear(&said);
}

static void
test_retention(void)
{
	struct said said = said_new();
	static const char *const points[] = { "Started", "A quarter", "Half", "Three quarters", "To the end" };
	static const double reached[] = { 1200, 900, 600, 300, 120 };

	for (int i = 0; i < 12; i++) {
		struct post_metric *snapshot = said_video(&said, "x", i, "x_video", 100, 10);
		snapshot->video_q25 = 75;
		snapshot->video_q50 = 50;
		snapshot->video_q75 = 25;
	}
	said_video(&said, "x", 12, "x_video", 5000, 5000); /* does not tell of its quarters */
	said_complete(&said, "2026-06-30");
	AUTO(figure) figure = said_figure(&said, "b_video_retention", "2026-05");

	g_assert_cmpuint(figure->rows->len, ==, 5);
	for (guint i = 0; i < 5; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		g_assert_cmpstr(row->keys[2].word, ==, points[i]);
		NEAR(row->values[0].value, reached[i]);
		if (i)
			NEAR(row->values[1].value, reached[i] / 1200);
	}
	said_clear(&said);
}

static void
test_watch(void)
{
	struct said said = said_new();

	for (int i = 0; i < 10; i++) {
		struct post_metric *snapshot = said_video(&said, i < 5 ? "x" : "meta", i, "views", i < 5 ? 100 : NO_COUNT, NO_COUNT);
		snapshot->impressions = 1000;
		snapshot->watch_seconds = i % 5 ? 1000 : 6000;
	}
	said_complete(&said, "2026-06-30");
	NEAR(said_value(&said, "b_avg_watch_s", "2026-05", "x").value, 20);       /* over starts */
	NEAR(said_value(&said, "b_avg_watch_s", "2026-05", "facebook").value, 2); /* it tells of no starts: over views */
	AUTO(figure) figure = said_figure(&said, "b_avg_watch_s", "2026-05");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "X: over video starts");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 1), ==, "Facebook: over views as the platform counts them");
	said_clear(&said);
}

static void
test_watch_of_days(void)
{
	struct said said = said_new();

	said_days(&said, "x", "2026-05-01", "2026-05-31", "watch_seconds", "x_video_views", 900);
	said_days(&said, "x", "2026-05-01", "2026-05-31", "video_views", "x_video_views", 60);
	said_days(&said, "x", "2026-04-01", "2026-04-30", "watch_seconds", "x_video_views", 900);
	said_complete(&said, "2026-06-30");
	NEAR(said_value(&said, "b_avg_watch_s", "2026-05", "x").value, 15);
	g_assert_cmpint(said_value(&said, "b_avg_watch_s", "2026-04", "x").state, ==, STATE_NO_DATA); /* seconds of no known views */
	said_clear(&said);
}

static void
test_no_videos(void)
{
	struct said said = said_new();

	said_video(&said, "x", -30, "x_video", 100, 10); /* in April */
	said_post(&said, "x", "words", at("2026-05-20"));
	said_complete(&said, "2026-06-30");
	struct value value = said_value(&said, "b_video_completion", "2026-05", "x");
	g_assert_cmpint(value.state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(value.reason, ==, "no videos were published");
	said_clear(&said);
}

/* ---- B37: §7.15 ---- */

static void
said_overlap(struct said *said, const char *first, const char *second, gint64 accounts)
{
	struct overlap row;

	record_clear(KIND_overlap, &row);
	row.first = word(said, first);
	row.second = word(said, second);
	row.span_start = day_of("2026-05-01");
	row.span_end = day_of("2026-05-31");
	row.accounts = accounts;
	records_add(said->records, KIND_overlap, &row);
}

static void
assert_bounds(const struct said *said, double low, double high, const char *words)
{
	struct value value = said_value(said, "b_unduplicated_reach_bounds", "2026-05", SCOPE_ALL);

	g_assert_cmpint(value.state, ==, STATE_NOT_REACHED); /* never a number */
	NEAR(value.value, low);
	NEAR(value.lo, low);
	g_assert_true(value.hi == high);
	g_assert_cmpstr(value.reason, ==, words);
}

static void
test_reach_of_all(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	said_span(&said, "x", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 10000);
	g_assert_cmpint(said_value(&said, "b_unduplicated_reach_bounds", "2026-05", SCOPE_ALL).state, ==, STATE_UNDEFINED);
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 6000);
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_AD, 90000); /* paid is never added */
	assert_bounds(&said, 10000, 16000, "between 10,000 and 16,000");
	said_overlap(&said, "facebook", "x", 2500);
	assert_bounds(&said, 13500, 16000, "between 13,500 and 16,000");
	AUTO(figure) figure = said_figure(&said, "b_unduplicated_reach_bounds", "2026-05");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "2 channels; for 1 of their 1 pairs it is told how many accounts they share");
	said_clear(&said);
}

/* Of a pair nobody has counted, one may lie within the other: 10,000 + 6,000 + 5,000 less 2,500 (told), 5,000 and 5,000 (at most). */
static void
test_reach_of_three(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	said_span(&said, "x", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 10000);
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 6000);
	said_span(&said, "mailchimp", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 5000);
	said_overlap(&said, "x", "facebook", 2500);
	assert_bounds(&said, 10000, 21000, "between 10,000 and 21,000");
	said_overlap(&said, "x", "mail", 1000);
	said_overlap(&said, "mail", "facebook", 500);
	assert_bounds(&said, 17000, 21000, "between 17,000 and 21,000");
	said_clear(&said);
}

/* A channel that gives days only is known within bounds itself. */
static void
test_reach_of_days(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	said_days(&said, "x", "2026-05-01", "2026-05-31", "reach", "", 100);
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 600);
	assert_bounds(&said, 600, 3700, "between 600 and 3,700");
	said_clear(&said);
}

/* Under a hundred accounts an estimate says nothing (B02). */
static void
test_reach_of_few(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	said_span(&said, "x", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 99);
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 100);
	g_assert_cmpint(said_value(&said, "b_reach", "2026-05", "x").state, ==, STATE_TOO_FEW);
	NEAR(said_value(&said, "b_reach", "2026-05", "facebook").value, 100);
	said_clear(&said);
}

/* ---- B20 ---- */

static void
said_viewed(struct said *said, const char *campaign, const char *day, gint64 impressions, gint64 measurable, gint64 viewable)
{
	struct ad_row row;

	record_clear(KIND_ad_row, &row);
	row.platform = word(said, "meta");
	row.ad_id = row.campaign = word(said, campaign);
	row.span_start = row.span_end = day_of(day);
	row.impressions = impressions;
	row.measurable = measurable;
	row.viewable = viewable;
	row.spend = 1;
	records_add(said->records, KIND_ad_row, &row);
}

static void
test_viewability(void)
{
	struct said said = said_new();
	struct value value;

	said_complete(&said, "2026-06-30");
	for (gint32 day = day_of("2026-05-01"); day <= day_of("2026-05-10"); day++) {
		g_autofree char *iso = day_iso(day);
		said_viewed(&said, "spring", iso, 1000, 800, day % 2 ? 300 : 500);
	}
	said_viewed(&said, "unmeasured", "2026-05-11", 5000, NO_COUNT, NO_COUNT);
	value = said_value(&said, "b_viewability", "2026-05", "facebook");
	NEAR(value.value, 0.5); /* of the measurable: not 0.4, of those served */
	g_assert_cmpint(value.n, ==, 8000);
	/* residuals ±100 of ten days: s = √(10/9 · 10 · 10000) / 8000, t(9) = 2.262157 */
	g_assert_cmpfloat_with_epsilon(value.hi - value.value, 2.262 * sqrt(10.0 / 9 * 10 * 10000) / 8000, 1e-5);
	NEAR(number_of(&said, "b_viewability", "facebook", "measurable"), 0.8);
	said_clear(&said);
}

static void
test_viewability_half_told(void)
{
	struct said said = said_new();
	struct value value;

	said_complete(&said, "2026-06-30");
	said_viewed(&said, "spring", "2026-05-01", 1000, NO_COUNT, 400);
	value = said_value(&said, "b_viewability", "2026-05", "facebook");
	g_assert_cmpint(value.state, ==, STATE_NO_DATA);
	g_assert_cmpstr(value.reason, ==, "the export tells only one of viewable and measurable impressions");
	said_viewed(&said, "summer", "2026-05-02", 1000, 0, 0);
	g_assert_cmpint(said_value(&said, "b_viewability", "2026-05", "facebook").state, ==, STATE_UNDEFINED);
	said_clear(&said);
}

/* From thirty campaigns on Wilson's interval over impressions. */
static void
test_viewability_of_many_campaigns(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	for (int i = 0; i < 30; i++) {
		g_autofree char *id = g_strdup_printf("c%d", i);
		said_viewed(&said, id, "2026-05-01", 20, 10, 4);
	}
	struct value value = said_value(&said, "b_viewability", "2026-05", "facebook");
	struct interval wilson = proportion_wilson(120, 300);
	NEAR(value.lo, wilson.low);
	NEAR(value.hi, wilson.high);
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/broadcast-posts/clicks-by-topic", test_clicks_by_topic);
	g_test_add_func("/broadcast-posts/clicks-beside-engagement", test_clicks_beside_engagement);
	g_test_add_func("/broadcast-posts/quotes", test_quotes);
	g_test_add_func("/broadcast-posts/no-quotes", test_no_quotes);
	g_test_add_func("/broadcast-posts/negative", test_negative);
	g_test_add_func("/broadcast-posts/percentile", test_percentile);
	g_test_add_func("/broadcast-posts/percentile-needs-twenty", test_percentile_needs_twenty);
	g_test_add_func("/broadcast-posts/half-life", test_half_life);
	g_test_add_func("/broadcast-posts/half-life-of-monthly-exports", test_half_life_of_monthly_exports);
	g_test_add_func("/broadcast-posts/completion", test_completion);
	g_test_add_func("/broadcast-posts/completion-of-one-definition", test_completion_of_one_definition);
	g_test_add_func("/broadcast-posts/retention", test_retention);
	g_test_add_func("/broadcast-posts/watch", test_watch);
	g_test_add_func("/broadcast-posts/watch-of-days", test_watch_of_days);
	g_test_add_func("/broadcast-posts/no-videos", test_no_videos);
	g_test_add_func("/broadcast-posts/reach-of-all", test_reach_of_all);
	g_test_add_func("/broadcast-posts/reach-of-three", test_reach_of_three);
	g_test_add_func("/broadcast-posts/reach-of-days", test_reach_of_days);
	g_test_add_func("/broadcast-posts/reach-of-few", test_reach_of_few);
	g_test_add_func("/broadcast-posts/viewability", test_viewability);
	g_test_add_func("/broadcast-posts/viewability-half-told", test_viewability_half_told);
	g_test_add_func("/broadcast-posts/viewability-of-many-campaigns", test_viewability_of_many_campaigns);
	return g_test_run();
}
