/* Broadcast metrics end to end, from records to figures: METRICS §7.11, §7.12, §7.15, states, attribution, order of rows. */
#include "said.h"

#include <math.h>
#include <string.h>

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static const struct change *
change_of(const struct figure *figure, const char *scope, enum against against)
{
	const struct change *change = figure_change(figure, scope, against);

	g_assert_nonnull(change);
	return change;
}

/* The rows of one month in a figure of items: "scope item = value". The caller frees. */
static char *
items_of(const struct figure *figure)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		g_string_append_printf(text, "%s %s = %g\n", row->keys[1].word, row->keys[2].word, row->values[0].value);
	}
	return g_string_free(text, FALSE);
}

static void
said_goal(struct said *said, const char *id, const char *metric, double target, gboolean lower)
{
	struct goal *goal = g_new0(struct goal, 1);

	goal->id = g_strdup(id);
	goal->metric = g_strdup(metric);
	goal->discipline = DISCIPLINE_BROADCAST;
	goal->target = target;
	goal->lower_is_better = lower;
	goal->period = g_strdup("month");
	g_ptr_array_add(said->project->goals, goal);
}

static void
goal_says(const struct figure *figure, guint i, const char *verdict, double attainment)
{
	const struct figure_row *row = g_ptr_array_index(figure->rows, i);

	g_assert_cmpstr(row->keys[figure_key(figure, "verdict")].word, ==, verdict);
	NEAR(row->values[figure_value(figure, "attainment")].value, attainment);
}

static void
some_leads(struct said *said)
{
	gint64 day = at("2026-05-12") + 9 * HOUR;

	said_post(said, "x", "a", at("2026-04-04"));
	said_complete(said, "2026-06-30");
	said_lead(said, "1", "p1", day, "facebook", "social", day - DAY);
	said_lead(said, "2", "p2", day, "saturday-mail", "email", day - DAY);
	said_lead(said, "3", "p2", day + DAY, "facebook", "social", day);            /* the same person again */
	said_lead(said, "4", "p4", day, "facebook", "paid_social", day - DAY);
	said_lead(said, "5", "p5", day, NULL, NULL, NO_TIME);                         /* unknown */
	said_lead(said, "6", "p6", day, "facebook", "social", day - 31 * DAY);       /* a touch too old: unknown */
	said_lead(said, "7", "p7", day, "google", "organic", day - DAY);             /* known, not ours */
	said_lead(said, "8", "p8", day, "forum", "community", day - DAY);            /* the community's */
	said_lead(said, "9", NULL, day, "facebook", "social", day - DAY);
	said_lead(said, "10", "p10", at("2026-06-02"), "facebook", "social", at("2026-06-01"));
}

/* ---- §7.11 ---- */

static void
four_posts(struct said *said, const char *definition_of_last)
{
	static const gint64 interactions[] = { 50, 10, 6, 200 }, impressions[] = { 1000, 1000, 100, 10000 };

	for (int i = 0; i < 4; i++) {
		const char *id = (const char *[]){ "a", "b", "c", "d" }[i];
		gint64 published = at("2026-05-04") + i * DAY;
		said_post(said, "x", id, published);
		said_snapshot(said, "x", id, published + 3 * DAY, "views", 1, 2, NO_COUNT); /* too young to count */
		said_snapshot(said, "x", id, published + 10 * DAY, i == 3 ? definition_of_last : "views", interactions[i], impressions[i], NO_COUNT);
		said_snapshot(said, "x", id, published + 40 * DAY, "views", 9999, 10000, NO_COUNT); /* too late to matter */
	}
}

static void
test_engagement(void)
{
	struct said said = said_new();
	struct value value;

	four_posts(&said, "views");
	said_complete(&said, "2026-07-10");
	value = said_value(&said, "b_engagement_rate_impr", "2026-05", "x");
	NEAR(value.value, 266.0 / 12100); /* not 0.035, the mean of the ratios */
	g_assert_cmpint(value.n, ==, 4);
	g_assert_cmpint(value.state, ==, STATE_SMALL); /* 3 posts are enough, 8 are comfortable */
	g_assert_true(isnan(value.lo));                /* and under 8 there is no interval */

	AUTO(figure) figure = said_figure(&said, "b_engagement_rate_impr", "2026-05");
	struct period may = month(&said, "2026-05");
	const struct figure_row *row = figure_find(figure, &may, "x");
	NEAR(row->values[figure_value(figure, "age_days")].value, 10);
	g_assert_true(strstr(g_ptr_array_index(figure->notes, 0), "reactions"));
	said_clear(&said);
}

/* With eight posts and more the interval is that of clusters, far wider than one over single views. */
static void
test_engagement_interval(void)
{
	struct said said = said_new();
	struct value value;

	for (int i = 0; i < 12; i++) {
		g_autofree char *id = g_strdup_printf("p%d", i);
		said_post(&said, "x", id, at("2026-05-02") + i * DAY);
		said_snapshot(&said, "x", id, at("2026-05-12") + i * DAY, "views", i % 2 ? 10 : 60, 1000, NO_COUNT);
	}
	said_complete(&said, "2026-06-10");
	value = said_value(&said, "b_engagement_rate_impr", "2026-05", "x");
	g_assert_cmpint(value.state, ==, STATE_OK);
	NEAR(value.value, 0.035);
	/* residuals ±25 of 12 posts: s = √(12/11 · 12 · 625) / 12000, t(11) = 2.200985 */
	NEAR(value.hi - value.value, 2.200985 * sqrt(12.0 / 11 * 12 * 625) / 12000);
	NEAR(value.value - value.lo, value.hi - value.value);
	said_clear(&said);
}

static void
test_engagement_posts(void)
{
	struct said said = said_new();

	four_posts(&said, "views");
	said_complete(&said, "2026-07-10");
	AUTO(figure) figure = said_figure(&said, "b_engagement_posts", "2026-05");
	g_autofree char *rows = items_of(figure);

	g_assert_cmpstr(rows, ==, "x a = 0.05\nx b = 0.01\nx c = 0.06\nx d = 0.02\n");
	said_clear(&said);
}

/* A post without a snapshot old enough is not zero: it is not measured, and counted as that. */
static void
test_not_mature(void)
{
	struct said said = said_new();
	struct period may = month(&said, "2026-05");

	said_post(&said, "x", "a", at("2026-05-04"));
	said_snapshot(&said, "x", "a", at("2026-05-06"), "views", 5, 100, NO_COUNT);
	said_post(&said, "x", "late", at("2026-06-20"));
	said_snapshot(&said, "x", "late", at("2026-06-21"), "views", 5, 100, NO_COUNT);
	said_complete(&said, "2026-06-22");
	AUTO(figure) figure = said_figure(&said, "b_engagement_rate_impr", "2026-05");
	const struct figure_row *row = figure_find(figure, &may, "x");

	g_assert_cmpint(row->values[0].state, ==, STATE_NO_DATA);
	g_assert_true(isnan(row->values[0].value));
	NEAR(row->values[figure_value(figure, "left")].value, 1);

	struct value younger = said_value(&said, "b_engagement_rate_impr", "2026-06", "x");
	g_assert_cmpint(younger.state, ==, STATE_NO_DATA);
	g_assert_cmpstr(younger.reason, ==, "posts are measured when they are 7 days old");
	g_assert_null(figure_find(figure, &may, "facebook")); /* never published anything: no row at all */
	said_clear(&said);
}

static void
test_two_definitions(void)
{
	struct said said = said_new();
	struct value value;

	four_posts(&said, "impressions");
	said_complete(&said, "2026-07-10");
	value = said_value(&said, "b_engagement_rate_impr", "2026-05", "x");
	g_assert_cmpint(value.state, ==, STATE_BREAK);
	NEAR(value.value, 66.0 / 2100); /* the odd one is no part of the sum */
	g_assert_cmpint(value.n, ==, 3);
	said_clear(&said);
}

/* Twelve posts a month, measured at one age a month. */
static void
posts_of_month(struct said *said, const char *first, const char *definition, gint64 age_days)
{
	for (int i = 0; i < 12; i++) {
		g_autofree char *id = g_strdup_printf("%s-%d", first, i);
		gint64 published = at(first) + i * DAY;
		said_post(said, "x", id, published);
		said_snapshot(said, "x", id, published + age_days * DAY, definition, 30 + i, 1000, NO_COUNT);
	}
}

static enum change_word
word_against(struct said *said, enum against against, const char **reason)
{
	AUTO(figure) figure = said_figure(said, "b_engagement_rate_impr", "2026-06");
	const struct change *change = change_of(figure, "x", against);

	*reason = g_intern_string(change->reason);
	return change->word;
}

/* A younger post has had less time: months measured at ages that differ by half are not compared. */
static void
test_ages(void)
{
	struct said same = said_new(), apart = said_new();
	const char *reason;

	posts_of_month(&same, "2026-05-02", "views", 9);
	posts_of_month(&same, "2026-06-02", "views", 12);
	posts_of_month(&apart, "2026-05-02", "views", 30);
	posts_of_month(&apart, "2026-06-02", "views", 9);
	said_complete(&same, "2026-07-31");
	said_complete(&apart, "2026-07-31");
	g_assert_cmpint(word_against(&same, AGAINST_PREVIOUS, &reason), ==, CHANGE_UNCLEAR);
	g_assert_cmpint(word_against(&apart, AGAINST_PREVIOUS, &reason), ==, CHANGE_UNSAID);
	g_assert_cmpstr(reason, ==, "the posts were measured at different ages");
	said_clear(&same);
	said_clear(&apart);
}

/* Counting changed in May: June may be held against May, but not against June of last year. */
static void
test_break_between(void)
{
	struct said said = said_new();
	const char *reason;

	posts_of_month(&said, "2025-06-02", "impressions", 9);
	posts_of_month(&said, "2026-04-02", "impressions", 9);
	posts_of_month(&said, "2026-05-02", "views", 9);
	posts_of_month(&said, "2026-06-02", "views", 9);
	said_complete(&said, "2026-07-31");
	g_assert_cmpint(said_value(&said, "b_engagement_rate_impr", "2026-06", "x").state, ==, STATE_OK);
	g_assert_cmpint(word_against(&said, AGAINST_YEAR_BEFORE, &reason), ==, CHANGE_UNSAID);
	g_assert_cmpstr(reason, ==, "the definition changed in between");
	said_clear(&said);
}

/* ---- §7.15 ---- */

static void
test_reach(void)
{
	struct said said = said_new();
	struct value value;

	for (int i = 1; i <= 31; i++) {
		g_autofree char *day = g_strdup_printf("2026-05-%02d", i);
		said_span(&said, "x", day, day, "reach", "", PAID_ORGANIC, i == 1 ? 1000 : i == 2 ? 1200 : i == 3 ? 900 : 0);
	}
	said_span(&said, "meta", "2026-05-01", "2026-05-31", "reach", "", PAID_ORGANIC, 6000);
	value = said_value(&said, "b_reach", "2026-05", "x");
	g_assert_cmpstr(value.reason, ==, "between 1,200 and 3,100");
	g_assert_cmpfloat(value.value, ==, 1200);
	g_assert_cmpfloat(value.lo, ==, 1200);
	g_assert_cmpfloat(value.hi, ==, 3100);
	g_assert_cmpint(value.state, ==, STATE_NOT_REACHED);
	g_assert_cmpfloat(said_value(&said, "b_reach", "2026-05", "facebook").value, ==, 6000);

	AUTO(figure) figure = said_figure(&said, "b_reach", "2026-05");
	struct period may = month(&said, "2026-05");
	g_assert_null(figure_find(figure, &may, SCOPE_ALL));
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		g_assert_cmpfloat(row->values[0].value, !=, 3100); /* the sum of days is not the reach … */
		g_assert_cmpfloat(row->values[0].value, !=, 9100); /* … nor is a sum of channels */
	}
	said_clear(&said);
}

/* Days that are missing make bounds without an upper one. */
static void
test_reach_gaps(void)
{
	struct said said = said_new();
	struct value value;

	said_days(&said, "x", "2026-05-01", "2026-05-20", "reach", "", 50);
	said_days(&said, "x", "2026-06-01", "2026-06-05", "reach", "", 50);
	value = said_value(&said, "b_reach", "2026-05", "x");
	g_assert_cmpstr(value.reason, ==, "at least 50");
	g_assert_true(isinf(value.hi));
	said_clear(&said);
}

/* ---- views and followers ---- */

static void
test_impressions(void)
{
	struct said said = said_new();

	said_days(&said, "meta", "2026-03-01", "2026-04-30", "impressions", "old", 100);
	said_days(&said, "meta", "2026-05-01", "2026-07-15", "impressions", "views", 300);
	said_days(&said, "x", "2026-05-01", "2026-05-20", "impressions", "", 10);
	said_days(&said, "x", "2026-06-01", "2026-06-30", "impressions", "", 10);
	g_assert_cmpint(said_value(&said, "b_impressions", "2026-04", "facebook").state, ==, STATE_OK);
	g_assert_cmpint(said_value(&said, "b_impressions", "2026-05", "facebook").state, ==, STATE_BREAK);
	g_assert_cmpint(said_value(&said, "b_impressions", "2026-06", "facebook").state, ==, STATE_OK);
	g_assert_cmpfloat(said_value(&said, "b_impressions", "2026-06", "facebook").value, ==, 9000);
	g_assert_cmpint(said_value(&said, "b_impressions", "2026-07", "facebook").state, ==, STATE_PARTIAL);

	struct value gaps = said_value(&said, "b_impressions", "2026-05", "x");
	g_assert_cmpint(gaps.state, ==, STATE_PARTIAL);
	g_assert_cmpstr(gaps.reason, ==, "20 of 31 days");
	said_clear(&said);
}

static void
test_followers(void)
{
	struct said said = said_new();
	struct period may = month(&said, "2026-05");

	said_days(&said, "x", "2026-04-30", "2026-05-30", "followers_end", "", 500);
	said_span(&said, "x", "2026-05-31", "2026-05-31", "followers_end", "", PAID_UNKNOWN, 530);
	said_days(&said, "meta", "2026-05-01", "2026-05-31", "followers_gained", "", 2);
	said_days(&said, "meta", "2026-05-01", "2026-05-31", "followers_lost", "", 1);
	said_days(&said, "mailchimp", "2026-05-01", "2026-05-31", "followers_gained", "", 2);
	AUTO(figure) figure = said_figure(&said, "b_follower_net", "2026-05");
	const struct figure_row *x = figure_find(figure, &may, "x"), *facebook = figure_find(figure, &may, "facebook");
	const struct figure_row *mail = figure_find(figure, &may, "mail");

	g_assert_cmpfloat(said_value(&said, "b_followers_end", "2026-05", "x").value, ==, 530);
	g_assert_cmpfloat(x->values[0].value, ==, 30);
	g_assert_cmpint(x->values[figure_value(figure, "gained")].state, ==, STATE_NO_DATA); /* not 0 */
	NEAR(x->values[figure_value(figure, "growth")].value, 0.06);
	g_assert_cmpfloat(facebook->values[0].value, ==, 31);
	NEAR(facebook->values[0].lo, 31 - 1.959964 * sqrt(93));
	g_assert_cmpint(mail->values[0].state, ==, STATE_NO_DATA); /* nobody says who left */
	g_assert_cmpfloat(mail->values[figure_value(figure, "gained")].value, ==, 62);
	said_clear(&said);
}

/* YouTube tells neither who came nor how many there are, only the difference of each day. */
static void
test_followers_by_difference(void)
{
	struct said said = said_new();
	struct period may = month(&said, "2026-05");

	said_days(&said, "x", "2026-05-01", "2026-05-20", "followers_net", "", 3);
	said_days(&said, "x", "2026-05-21", "2026-05-31", "followers_net", "", -1);
	AUTO(figure) figure = said_figure(&said, "b_follower_net", "2026-05");
	const struct figure_row *x = figure_find(figure, &may, "x");

	g_assert_cmpfloat(x->values[0].value, ==, 49);
	g_assert_cmpint(x->values[figure_value(figure, "gained")].state, ==, STATE_NO_DATA);
	g_assert_cmpint(x->values[figure_value(figure, "growth")].state, ==, STATE_NO_DATA);
	said_clear(&said);
}

/* ---- §7.12: per day, with the dispersion of real weeks ---- */

static void
clicks_every_day(struct said *said, const char *first, const char *last, double even, double odd)
{
	for (gint32 day = day_of(first); day <= day_of(last); day++) {
		g_autofree char *iso = day_iso(day);
		said_span(said, "meta", iso, iso, "link_clicks", "", PAID_ORGANIC, (day - day_weekday(day)) / 7 % 2 ? odd : even);
	}
}

static void
test_clicks_per_day(void)
{
	struct said said = said_new();

	clicks_every_day(&said, "2025-06-01", "2026-03-31", 100, 100);
	said_complete(&said, "2026-03-10");
	AUTO(figure) figure = said_figure(&said, "b_link_clicks", "2026-02");
	struct period february = month(&said, "2026-02");

	g_assert_cmpfloat(figure_number(figure, &february, "facebook")->value, ==, 2800);
	g_assert_cmpfloat(figure_number(figure, &february, "facebook")->dispersion, ==, 1);
	/* 2800 in 28 days after 3100 in 31: as many a day, so no −10 % */
	NEAR(change_of(figure, "facebook", AGAINST_PREVIOUS)->value, 0);
	g_assert_cmpint(change_of(figure, "facebook", AGAINST_PREVIOUS)->word, ==, CHANGE_UNCLEAR);
	said_clear(&said);
}

/* Bursts take the word away that evenly spread clicks would earn. */
static void
test_clicks_in_bursts(void)
{
	struct said calm = said_new(), bursty = said_new();

	clicks_every_day(&calm, "2025-06-01", "2026-01-31", 20, 20);
	clicks_every_day(&calm, "2026-02-01", "2026-03-31", 28, 28);
	clicks_every_day(&bursty, "2025-06-01", "2026-01-31", 0, 40);
	clicks_every_day(&bursty, "2026-02-01", "2026-03-31", 8, 48);
	said_complete(&calm, "2026-03-10");
	said_complete(&bursty, "2026-03-10");
	AUTO(figure) even = said_figure(&calm, "b_link_clicks", "2026-02");
	AUTO(figure) uneven = said_figure(&bursty, "b_link_clicks", "2026-02");

	g_assert_cmpint(change_of(even, SCOPE_ALL, AGAINST_PREVIOUS)->word, ==, CHANGE_UP);
	g_assert_cmpint(change_of(uneven, SCOPE_ALL, AGAINST_PREVIOUS)->word, ==, CHANGE_UNCLEAR);
	said_clear(&calm);
	said_clear(&bursty);
}

/* A channel that told of clicks last month and is silent now makes the sum incomplete, not smaller. */
static void
test_clicks_without_a_channel(void)
{
	struct said said = said_new();
	struct value value;

	said_days(&said, "meta", "2026-03-01", "2026-05-31", "link_clicks", "", 10);
	said_days(&said, "x", "2026-03-01", "2026-04-30", "link_clicks", "", 10);
	said_complete(&said, "2026-06-10");
	g_assert_cmpint(said_value(&said, "b_link_clicks", "2026-04", SCOPE_ALL).state, ==, STATE_OK);
	value = said_value(&said, "b_link_clicks", "2026-05", SCOPE_ALL);
	g_assert_cmpfloat(value.value, ==, 310);
	g_assert_cmpint(value.state, ==, STATE_PARTIAL);
	g_assert_cmpstr(value.reason, ==, "without X");
	said_goal(&said, "clicks", "b_link_clicks", 600, FALSE);
	AUTO(figure) goals = said_figure(&said, "b_goal_attainment", "2026-05");
	goal_says(goals, 0, "too close to call", 310.0 / 600);
	said_clear(&said);
}

/* Posts too young to be measured count as they stand; what is compared ends before them. */
static void
test_young_clicks(void)
{
	struct said said = said_new();
	struct value value;

	said_post(&said, "x", "old", at("2026-05-04"));
	said_snapshot(&said, "x", "old", at("2026-05-20"), "views", NO_COUNT, 100, 12);
	said_post(&said, "x", "young", at("2026-05-28"));
	said_snapshot(&said, "x", "young", at("2026-05-30"), "views", NO_COUNT, 100, 3);
	said_snapshot(&said, "x", "young", at("2026-06-01"), "views", NO_COUNT, 200, 5);
	said_complete(&said, "2026-06-01");
	value = said_value(&said, "b_link_clicks", "2026-05", "x");
	g_assert_cmpint(value.state, ==, STATE_OK);
	g_assert_cmpfloat(value.value, ==, 17);
	g_assert_cmpfloat(value.events, ==, 12);
	g_assert_cmpfloat(value.exposure, ==, 25); /* to 26 May, seven days before the data end */
	said_clear(&said);
}

/* A channel that ended in the middle of the month makes its own number partial, and not that of leads. */
static void
test_one_channel_ends(void)
{
	struct said said = said_new();

	some_leads(&said);
	g_free(((struct account *)g_ptr_array_index(said.project->accounts, 0))->complete_to);
	((struct account *)g_ptr_array_index(said.project->accounts, 0))->complete_to = g_strdup("2026-05-20");
	said_post(&said, "x", "b", at("2026-05-04"));
	g_assert_cmpint(said_value(&said, "b_leads_generated", "2026-05", SCOPE_ALL).state, ==, STATE_OK);
	g_assert_cmpint(said_value(&said, "b_posts_published", "2026-05", "x").state, ==, STATE_PARTIAL);
	said_clear(&said);
}

/* Days that may still change are shown, and left out of what is compared. */
static void
test_unsettled(void)
{
	struct said said = said_new();
	struct value value;

	said_days(&said, "meta", "2026-04-01", "2026-05-31", "link_clicks", "", 10);
	said_complete(&said, "2026-05-31"); /* to midnight after that day: the last two days are younger than 48 hours */
	value = said_value(&said, "b_link_clicks", "2026-05", "facebook");
	g_assert_cmpint(value.state, ==, STATE_OK);
	g_assert_cmpfloat(value.value, ==, 310);
	g_assert_cmpfloat(value.events, ==, 290);
	g_assert_cmpfloat(value.exposure, ==, 29);
	said_clear(&said);
}

/* ---- leads ---- */

static void
test_leads(void)
{
	struct said said = said_new();
	struct value value;

	some_leads(&said);
	value = said_value(&said, "b_leads_generated", "2026-05", SCOPE_ALL);
	g_assert_cmpfloat(value.value, ==, 4);
	AUTO(figure) figure = said_figure(&said, "b_leads_by_source", "2026-05");
	g_autofree char *rows = items_of(figure);
	g_assert_cmpstr(rows, ==,
	                "all Facebook = 2\nall Facebook, paid = 1\nall Saturday mail = 1\nall Not from what we published = 1\nall Source unknown = 2\n");
	said_clear(&said);
}

/* What platforms claim stands beside, a row a platform, and changes no count. */
static void
test_claimed(void)
{
	struct said said = said_new();
	struct period may = month(&said, "2026-05");

	some_leads(&said);
	for (int i = 0; i < 2; i++) {
		struct ad_row row;
		record_clear(KIND_ad_row, &row);
		row.platform = word(&said, i ? "meta" : "x");
		row.ad_id = word(&said, "1");
		row.span_start = day_of("2026-05-01");
		row.span_end = day_of("2026-05-31");
		row.claimed_conversions = 40;
		records_add(said.records, KIND_ad_row, &row);
	}
	AUTO(figure) figure = said_figure(&said, "b_leads_claimed", "2026-05");

	g_assert_cmpfloat(figure_number(figure, &may, "x")->value, ==, 40);
	g_assert_cmpfloat(figure_number(figure, &may, "facebook")->value, ==, 40);
	g_assert_null(figure_number(figure, &may, SCOPE_ALL));
	g_assert_cmpfloat(said_value(&said, "b_leads_generated", "2026-05", SCOPE_ALL).value, ==, 4);
	said_clear(&said);
}

static void
test_stages(void)
{
	struct said said = said_new();
	struct lead_stage stage;

	said_post(&said, "x", "a", at("2026-05-30"));
	said_complete(&said, "2026-06-30");
	for (int i = 0; i < 10; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		said_lead(&said, id, NULL, at("2026-02-01"), "facebook", "social", NO_TIME);
		record_clear(KIND_lead_stage, &stage);
		stage.lead_id = word(&said, id);
		stage.stage = word(&said, i < 2 ? "customer" : "handed_to_sales"); /* two went straight on: they passed the stage */
		stage.entered_at = at(i == 9 ? "2026-06-01" : "2026-02-10");        /* one took longer than 90 days */
		if (i < 6 || i == 9)
			records_add(said.records, KIND_lead_stage, &stage);
	}
	said_lead(&said, "young", NULL, at("2026-06-01"), "facebook", "social", NO_TIME); /* cannot be followed for 90 days */
	AUTO(figure) figure = said_figure(&said, "b_lead_stages", "2026-06");
	g_autofree char *rows = items_of(figure);

	g_assert_cmpstr(rows, ==, "all Leads = 10\nall Handed to sales = 6\nall Customers = 2\n");
	said_clear(&said);
}

/* ---- goals ---- */

static void
test_goals(void)
{
	struct said said = said_new();

	said_days(&said, "meta", "2026-04-01", "2026-06-15", "link_clicks", "", 10);
	said_complete(&said, "2026-06-15");
	said_goal(&said, "more", "b_link_clicks", 300, FALSE);
	said_goal(&said, "less", "b_link_clicks", 155, TRUE);
	said_goal(&said, "much", "b_link_clicks", 1000, FALSE);
	AUTO(figure) may = said_figure(&said, "b_goal_attainment", "2026-05");
	goal_says(may, 0, "met", 310.0 / 300);
	goal_says(may, 1, "missed", 0.5);
	AUTO(figure) june = said_figure(&said, "b_goal_attainment", "2026-06"); /* half of it */
	goal_says(june, 0, "too close to call", 150.0 / 300);
	goal_says(june, 2, "behind pace", 0.15);
	NEAR(((struct figure_row *)g_ptr_array_index(june->rows, 0))->values[figure_value(june, "pace")].value, 1); /* evenly over the days */
	NEAR(((struct figure_row *)g_ptr_array_index(june->rows, 1))->values[figure_value(june, "pace")].value, 155.0 * 0.5 / 150);
	const struct value *actual = &((struct figure_row *)g_ptr_array_index(june->rows, 0))->values[figure_value(june, "actual")];
	g_assert_cmpstr(actual->reason, ==, "15 of 30 days");
	g_assert_cmpint(actual[1].state, ==, STATE_OK); /* the plan is for the whole month */
	g_assert_cmpfloat(actual[1].value, ==, 300);
	said_clear(&said);
}

/* Half of June's clicks used to come in its last ten days: 150 by the middle are more than was due. */
static void
test_goals_by_last_year(void)
{
	struct said said = said_new();

	said_days(&said, "meta", "2025-06-01", "2025-06-20", "link_clicks", "", 5);
	said_days(&said, "meta", "2025-06-21", "2025-06-30", "link_clicks", "", 10);
	said_days(&said, "meta", "2025-07-01", "2026-06-15", "link_clicks", "", 10);
	said_complete(&said, "2026-06-15");
	said_goal(&said, "more", "b_link_clicks", 300, FALSE);
	AUTO(figure) june = said_figure(&said, "b_goal_attainment", "2026-06");
	goal_says(june, 0, "on pace", 150.0 / 300);
	NEAR(((struct figure_row *)g_ptr_array_index(june->rows, 0))->values[figure_value(june, "pace")].value, 150 / (300 * 75.0 / 200));
	g_assert_cmpstr(g_ptr_array_index(june->notes, 0), ==,
	                "Link clicks: a year ago 38 % of the month had come after as many days; the pace is held against that");
	said_clear(&said);
}

/* Of last year's June half the days are missing: it is no measure, and the days count evenly. */
static void
test_goals_without_last_year(void)
{
	struct said said = said_new();

	said_days(&said, "meta", "2025-06-16", "2026-06-15", "link_clicks", "", 10);
	said_complete(&said, "2026-06-15");
	said_goal(&said, "more", "b_link_clicks", 300, FALSE);
	AUTO(figure) june = said_figure(&said, "b_goal_attainment", "2026-06");
	goal_says(june, 0, "too close to call", 150.0 / 300);
	said_clear(&said);
}

/* ---- the order of rows says nothing ---- */

static void
rows_reverse(struct records *records)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		GArray *rows = records->rows[kind];
		gsize size = record_type((enum record_kind)kind)->size;
		for (guint i = 0; i < rows->len / 2; i++) {
			g_autofree char *spare = g_memdup2(rows->data + i * size, size);
			memcpy(rows->data + i * size, rows->data + (rows->len - 1 - i) * size, size);
			memcpy(rows->data + (rows->len - 1 - i) * size, spare, size);
		}
	}
}

static char *
everything(const struct said *said)
{
	AUTO(measuring) measuring = measuring_new(said->records, said->project, said->complaints);
	struct period may = month(said, "2026-05");
	g_autoptr(GPtrArray) figures = measuring_figures(measuring, &may, 2, NULL);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(figures, i);
		for (guint j = 0; j < figure->rows->len; j++) {
			const struct figure_row *row = g_ptr_array_index(figure->rows, j);
			g_string_append(text, figure->definition->name);
			for (guint k = 0; k < figure->key_columns->len; k++)
				g_string_append_printf(text, " %s", row->keys[k].word);
			for (guint k = 0; k < figure->value_columns->len; k++)
				g_string_append_printf(text, " %.17g %.17g %.17g %s", row->values[k].value, row->values[k].lo, row->values[k].hi,
				                       state_word(row->values[k].state));
			g_string_append_c(text, '\n');
		}
	}
	return g_string_free(text, FALSE);
}

static void
test_order(void)
{
	struct said said = said_new();
	g_autofree char *before = NULL, *after = NULL;

	four_posts(&said, "impressions");
	some_leads(&said);
	said_days(&said, "meta", "2026-03-01", "2026-05-31", "link_clicks", "", 10);
	said_days(&said, "meta", "2026-04-10", "2026-05-31", "impressions", "new", 10);
	said_days(&said, "meta", "2026-03-01", "2026-05-12", "impressions", "old", 10);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, "facebook", "social", 690);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, "(direct)", "(none)", 310);
	before = everything(&said);
	rows_reverse(said.records);
	after = everything(&said);
	g_assert_cmpstr(before, ==, after);
	g_assert_true(strstr(before, "b_engagement_rate_impr 2026-05 x 0.03142"));
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/broadcast/engagement", test_engagement);
	g_test_add_func("/broadcast/engagement-interval", test_engagement_interval);
	g_test_add_func("/broadcast/engagement-posts", test_engagement_posts);
	g_test_add_func("/broadcast/not-mature", test_not_mature);
	g_test_add_func("/broadcast/two-definitions", test_two_definitions);
	g_test_add_func("/broadcast/ages", test_ages);
	g_test_add_func("/broadcast/break-between", test_break_between);
	g_test_add_func("/broadcast/reach", test_reach);
	g_test_add_func("/broadcast/reach-gaps", test_reach_gaps);
	g_test_add_func("/broadcast/impressions", test_impressions);
	g_test_add_func("/broadcast/followers", test_followers);
	g_test_add_func("/broadcast/followers-by-difference", test_followers_by_difference);
	g_test_add_func("/broadcast/clicks-per-day", test_clicks_per_day);
	g_test_add_func("/broadcast/clicks-in-bursts", test_clicks_in_bursts);
	g_test_add_func("/broadcast/clicks-without-a-channel", test_clicks_without_a_channel);
	g_test_add_func("/broadcast/unsettled", test_unsettled);
	g_test_add_func("/broadcast/young-clicks", test_young_clicks);
	g_test_add_func("/broadcast/one-channel-ends", test_one_channel_ends);
	g_test_add_func("/broadcast/leads", test_leads);
	g_test_add_func("/broadcast/claimed", test_claimed);
	g_test_add_func("/broadcast/stages", test_stages);
	g_test_add_func("/broadcast/goals", test_goals);
	g_test_add_func("/broadcast/goals-by-last-year", test_goals_by_last_year);
	g_test_add_func("/broadcast/goals-without-last-year", test_goals_without_last_year);
	g_test_add_func("/broadcast/order", test_order);
	return g_test_run();
}
