/* Broadcast records prepared: maturity of posts, one definition and side at a time, unique numbers that are never added, origins. */
#include "said.h"

#include <math.h>

#include "metrics/broadcast/days.h"
#include "metrics/broadcast/touch.h"

static gboolean
any(const struct post_metric *snapshot)
{
	(void)snapshot;
	return TRUE;
}

static gboolean
has_clicks(const struct post_metric *snapshot)
{
	return snapshot->link_clicks != NO_COUNT;
}

/* §2.2: the earliest snapshot aged at least a week, not the newest and not the first. */
static void
test_mature(void)
{
	struct said said = said_new();
	gint64 published = at("2026-05-04") + 10 * HOUR;

	said_post(&said, "x", "1", published);
	said_snapshot(&said, "x", "1", published + 40 * DAY, "d", 400, 9000, 4);
	said_snapshot(&said, "x", "1", published + 6 * DAY, "d", 100, 1000, 1);
	said_snapshot(&said, "x", "1", published + 9 * DAY, "d", 200, 3000, NO_COUNT);
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);

	g_assert_cmpuint(publishing->n_posts, ==, 1);
	g_assert_cmpint(publication_mature(publishing, &publishing->posts[0], any)->reactions, ==, 200);
	g_assert_cmpint(publication_mature(publishing, &publishing->posts[0], has_clicks)->reactions, ==, 400); /* the first that says it */
	g_assert_cmpfloat_with_epsilon(publication_age(publishing, &publishing->posts[0], publishing->snapshots[1]), 9, 1e-9);
	said_clear(&said);
}

/* A post whose platform gives only a day may have been published at its end. */
static void
test_mature_by_day(void)
{
	struct said said = said_new();
	struct post post;

	record_clear(KIND_post, &post);
	post.platform = word(&said, "x");
	post.post_id = word(&said, "1");
	post.published_day = day_of("2026-05-04");
	records_add(said.records, KIND_post, &post);
	said_snapshot(&said, "x", "1", at("2026-05-11") + 12 * HOUR, "d", 1, 100, 0); /* 7½ days after its beginning, 6½ after its end */
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);

	g_assert_cmpint(publishing->posts[0].hour, ==, -1);
	g_assert_null(publication_mature(publishing, &publishing->posts[0], any));
	said_clear(&said);
}

static void
test_not_ours(void)
{
	struct said said = said_new();

	for (int i = 0; i < 5; i++) {
		struct post post;
		record_clear(KIND_post, &post);
		post.platform = word(&said, "x");
		post.post_id = word(&said, (const char *[]){ "reply", "repost", "deleted", "ad", "post" }[i]);
		post.published_at = at("2026-05-04");
		post.is_reply = i == 0;
		post.is_repost = i == 1;
		post.deleted_at = i == 2 ? at("2026-05-05") : NO_TIME;
		post.paid = i == 3 ? PAID_AD : PAID_UNKNOWN;
		records_add(said.records, KIND_post, &post);
	}
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);

	g_assert_cmpuint(publishing->n_posts, ==, 1);
	g_assert_cmpstr(records_atom(said.records, publishing->posts[0].post->post_id), ==, "post");
	said_clear(&said);
}

/* §7.15: the window's own number, else the largest day and the sum of days. */
static void
test_flow_window(void)
{
	struct said said = said_new();
	struct period period = month(&said, "2026-05");

	said_span(&said, "meta", "2026-05-01", "2026-05-01", "reach", "", PAID_ORGANIC, 1000);
	said_span(&said, "meta", "2026-05-02", "2026-05-02", "reach", "", PAID_ORGANIC, 1200);
	said_span(&said, "meta", "2026-05-03", "2026-05-03", "reach", "", PAID_ORGANIC, 900);
	{
		AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);
		struct flow flow = publishing_flow(publishing, 1, "reach", &period);
		g_assert_false(flow.whole);
		g_assert_cmpfloat(flow.largest, ==, 1200);
		g_assert_cmpfloat(flow.sum, ==, 3100);
		g_assert_cmpint(flow.days, ==, 3);
	}
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 2000);
	{
		AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);
		struct flow flow = publishing_flow(publishing, 1, "reach", &period);
		g_assert_true(flow.whole);
		g_assert_cmpfloat(flow.sum, ==, 2000);
	}
	said_clear(&said);
}

/* Organic and paid are never added, nor is a total added to its parts; overlapping spans count once. */
static void
test_flow_sides(void)
{
	struct said said = said_new();
	struct period period = month(&said, "2026-05");

	said_days(&said, "meta", "2026-05-01", "2026-05-31", "impressions", "views", 100);
	said_span(&said, "meta", "2026-05-01", "2026-05-07", "impressions", "views", PAID_ORGANIC, 700);
	said_span(&said, "meta", "2026-05-03", "2026-05-03", "impressions", "views", PAID_AD, 5000);
	said_span(&said, "meta", "2026-05-03", "2026-05-03", "impressions", "views", PAID_TOTAL, 5100);
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);
	struct flow flow = publishing_flow(publishing, 1, "impressions", &period);

	g_assert_cmpfloat(flow.sum, ==, 3100);
	g_assert_cmpint(flow.days, ==, 31);
	g_assert_false(flow.changed);
	g_assert_false(publishing_flow(publishing, 0, "impressions", &period).known);
	said_clear(&said);
}

/* Two definitions: only one is summed, and the change is told. */
static void
test_flow_definitions(void)
{
	struct said said = said_new();
	struct period april = month(&said, "2026-04"), may = month(&said, "2026-05"), june = month(&said, "2026-06");

	said_days(&said, "meta", "2026-04-01", "2026-05-09", "impressions", "old", 100);
	said_days(&said, "meta", "2026-05-10", "2026-06-30", "impressions", "new", 300);
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);
	struct flow flow = publishing_flow(publishing, 1, "impressions", &may);

	g_assert_cmpfloat(flow.sum, ==, 22 * 300);
	g_assert_true(flow.changed);
	g_assert_false(publishing_flow(publishing, 1, "impressions", &april).changed);
	g_assert_cmpfloat(publishing_flow(publishing, 1, "impressions", &june).sum, ==, 9000);
	said_clear(&said);
}

static void
test_level(void)
{
	struct said said = said_new();

	said_days(&said, "x", "2026-05-01", "2026-05-29", "followers_end", "", 512);
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);

	g_assert_true(publishing_level(publishing, 0, "followers_end", day_of("2026-06-01")).known); /* three days old */
	g_assert_false(publishing_level(publishing, 0, "followers_end", day_of("2026-06-02")).known);
	said_clear(&said);
}

static void
test_weeks(void)
{
	struct said said = said_new();
	double weeks[WEEKS_MOST];

	said_days(&said, "x", "2026-05-05", "2026-05-24", "link_clicks", "", 2); /* a Tuesday to a Sunday */
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);

	publishing_weeks(publishing, 0, "link_clicks", at("2026-05-27"), weeks);
	g_assert_cmpfloat(weeks[WEEKS_MOST - 1], ==, 14);
	g_assert_cmpfloat(weeks[WEEKS_MOST - 2], ==, 14);
	g_assert_true(isnan(weeks[WEEKS_MOST - 3])); /* its Monday is missing */
	said_clear(&said);
}

static void
test_origins(void)
{
	g_assert_cmpint(origin_of("paid_social", "SOCIAL_MEDIA"), ==, ORIGIN_AD);
	g_assert_cmpint(origin_of("social", NULL), ==, ORIGIN_POST);
	g_assert_cmpint(origin_of(NULL, "EMAIL_MARKETING"), ==, ORIGIN_MAIL);
	g_assert_cmpint(origin_of(NULL, "Organic Social"), ==, ORIGIN_POST);
	g_assert_cmpint(origin_of("(none)", "Direct"), ==, ORIGIN_UNKNOWN);
	g_assert_cmpint(origin_of("(not set)", "(not set)"), ==, ORIGIN_UNKNOWN);
	g_assert_cmpint(origin_of(NULL, NULL), ==, ORIGIN_UNKNOWN);
	g_assert_cmpint(origin_of("organic", "Organic Search"), ==, ORIGIN_ELSEWHERE);
	g_assert_cmpint(origin_of("referral", "Referral"), ==, ORIGIN_ELSEWHERE);
	g_assert_cmpint(origin_of("community", NULL), ==, ORIGIN_COMMUNITY);
}

/* One table of a site's export is read, never two that tell of the same visits. */
static void
test_visits(void)
{
	struct said said = said_new();
	struct period period = month(&said, "2026-05");

	said_visits(&said, "2026-05-01", "2026-05-31", "Organic Social", NULL, NULL, 700);
	said_visits(&said, "2026-05-01", "2026-05-31", "Direct", NULL, NULL, 300);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, "facebook", "social", 690);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, "(direct)", "(none)", 310);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, NULL, NULL, 1000);
	AUTO(publishing) publishing = publishing_new(said.records, said.project, said.complaints);
	struct visit_sum sum = publishing_visited(publishing, 3, &period);

	g_assert_cmpfloat(sum.sessions, ==, 690);
	g_assert_cmpfloat(sum.all, ==, 1000);
	g_assert_cmpint(sum.days, ==, 31);
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/publishing/mature", test_mature);
	g_test_add_func("/publishing/mature-by-day", test_mature_by_day);
	g_test_add_func("/publishing/not-ours", test_not_ours);
	g_test_add_func("/publishing/flow-window", test_flow_window);
	g_test_add_func("/publishing/flow-sides", test_flow_sides);
	g_test_add_func("/publishing/flow-definitions", test_flow_definitions);
	g_test_add_func("/publishing/level", test_level);
	g_test_add_func("/publishing/weeks", test_weeks);
	g_test_add_func("/publishing/origins", test_origins);
	g_test_add_func("/publishing/visits", test_visits);
	return g_test_run();
}
