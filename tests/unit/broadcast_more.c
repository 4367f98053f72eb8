/* Broadcast metrics beside the core: hours and kinds of posts, concentration, mail, money, campaigns, requests, experiments. */
#include "said.h"

#include <math.h>
#include <string.h>

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static double
number_of(const struct figure *figure, const struct figure_row *row, const char *column)
{
	int at_column = figure_value(figure, column);

	g_assert_nonnull(row);
	g_assert_cmpint(at_column, >=, 0);
	return row->values[at_column].value;
}

static struct post *
last_post(struct said *said)
{
	return RECORD_AT(said->records, post, RECORD_COUNT_OF(said->records, post) - 1);
}

/* ---- B28, B29: response against the usual of each channel ---- */

/* X is shown ten times as often and acted on a tenth as much as Facebook; on both, "loud" posts do twice as well as "quiet" ones. */
static void
two_channels(struct said *said)
{
	for (int channel = 0; channel < 2; channel++)
		for (int i = 0; i < 20; i++) {
			g_autofree char *id = g_strdup_printf("%d-%d", channel, i);
			gboolean loud = i % 2;
			const char *platform = channel ? "meta" : "x";
			said_post(said, platform, id, at("2026-05-01") + i * DAY + (loud ? 18 : 9) * HOUR);
			last_post(said)->topic = word(said, loud ? "loud" : "quiet");
			said_snapshot(said, platform, id, at("2026-06-05"), "d", channel ? (loud ? 400 : 200) : (loud ? 400 : 200), channel ? 1000 : 10000, NO_COUNT);
		}
	said_complete(said, "2026-06-30");
}

static void
test_mix(void)
{
	struct said said = said_new();

	two_channels(&said);
	AUTO(figure) figure = said_figure(&said, "b_content_mix", "2026-05");
	const struct figure_row *loud = row_of(figure, "group", "loud"), *quiet = row_of(figure, "group", "quiet");

	g_assert_true(loud == g_ptr_array_index(figure->rows, 0)); /* ranked by what is certain */
	g_assert_false(figure->unranked);
	NEAR(loud->values[0].value, 7.0 / 6);  /* 4/3 and the usual 1 weigh the same: of two groups κ is the median exposure */
	NEAR(quiet->values[0].value, 5.0 / 6);
	NEAR(number_of(figure, loud, "share"), 0.5);
	/* 6000 interactions on each channel: were they single chances, the range would be ±2 %; posts differ far more */
	g_assert_cmpfloat(loud->values[0].hi - loud->values[0].lo, >, 0.1);
	said_clear(&said);
}

static void
test_mix_untagged(void)
{
	struct said said = said_new();

	two_channels(&said);
	for (guint i = 0; i < 20; i++)
		RECORD_AT(said.records, post, i)->topic = 0;
	for (guint i = 21; i < 40; i += 2)
		RECORD_AT(said.records, post, i)->topic = word(&said, "zesty");
	AUTO(figure) figure = said_figure(&said, "b_content_mix", "2026-05");

	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "20 of 40 posts have no topic: too many for a ranking");
	g_assert_true(figure->unranked);
	g_assert_true(row_of(figure, "group", "quiet") == g_ptr_array_index(figure->rows, 0)); /* by name, though the other is better met */
	g_assert_true(row_of(figure, "group", "zesty") == g_ptr_array_index(figure->rows, 1));
	g_assert_cmpfloat(row_of(figure, "group", "zesty")->values[0].value, >, row_of(figure, "group", "quiet")->values[0].value);
	said_clear(&said);
}

static const struct value *
cell(const struct figure *figure, int weekday, int hour)
{
	const struct figure_row *row = g_ptr_array_index(figure->rows, (guint)(weekday * 24 + hour));

	g_assert_cmpfloat(row->keys[figure_key(figure, "weekday")].number, ==, weekday);
	g_assert_cmpfloat(row->keys[figure_key(figure, "hour")].number, ==, hour);
	return &row->values[0];
}

static void
test_hours(void)
{
	struct said said = said_new();

	for (int i = 0; i < 12; i++) { /* Mondays at nine, Tuesdays at eighteen: the second twice as well met */
		g_autofree char *id = g_strdup_printf("%d", i);
		gboolean second = i % 2;
		said_post(&said, "x", id, at("2026-03-02") + (i / 2) * 7 * DAY + (second ? DAY + 18 * HOUR : 9 * HOUR));
		said_snapshot(&said, "x", id, at("2026-06-05"), "d", second ? 200 : 100, 10000, NO_COUNT);
	}
	said_post(&said, "x", "alone", at("2026-05-07"));
	said_snapshot(&said, "x", "alone", at("2026-06-05"), "d", 100, 10000, NO_COUNT);
	said_complete(&said, "2026-06-30");
	AUTO(figure) figure = said_figure(&said, "b_week_hour_response", "2026-05");

	g_assert_cmpuint(figure->rows->len, ==, 168);
	g_assert_cmpint(cell(figure, 0, 9)->n, ==, 6);
	g_assert_cmpfloat(cell(figure, 1, 18)->value, >, cell(figure, 0, 9)->value);
	g_assert_cmpint(cell(figure, 3, 0)->state, ==, STATE_TOO_FEW); /* one post is no hour */
	g_assert_true(isnan(cell(figure, 6, 6)->value));               /* blank, not 0 */
	said_clear(&said);
}

/* ---- B36 ---- */

static void
test_concentration(void)
{
	struct said said = said_new();

	for (int i = 0; i < 12; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		said_post(&said, "x", id, at("2026-05-02") + i * DAY);
		said_snapshot(&said, "x", id, at("2026-06-05"), "d", 1, i == 3 ? 8900 : 100, NO_COUNT);
	}
	said_complete(&said, "2026-06-30");
	struct value value = said_value(&said, "b_reach_concentration", "2026-05", "x");

	NEAR(value.value, 9100.0 / 10000);
	g_assert_true(value.lo < value.value && value.value <= value.hi);
	said_clear(&said);
}

/* ---- mail ---- */

static void
said_issue(struct said *said, const char *id, const char *day, gint64 delivered, gint64 clickers, gint64 unsubscribes)
{
	struct mail_issue issue;

	record_clear(KIND_mail_issue, &issue);
	issue.platform = word(said, "mailchimp");
	issue.issue_id = word(said, id);
	issue.sent_at = at(day) + 8 * HOUR;
	issue.delivered = delivered;
	issue.clickers = clickers;
	issue.unsubscribes = unsubscribes;
	issue.image_loads = 99999;
	records_add(said->records, KIND_mail_issue, &issue);
}

static void
test_mail(void)
{
	struct said said = said_new();

	said_issue(&said, "second", "2026-05-09", 1000, 20, NO_COUNT);
	said_issue(&said, "first", "2026-05-02", 3000, 300, 3);
	said_complete(&said, "2026-06-30");
	NEAR(said_value(&said, "b_email_click_rate", "2026-05", "mail").value, 0.08); /* not 0.06, the mean of the rates */
	NEAR(said_value(&said, "b_unsubscribe_rate", "2026-05", "mail").value, 0.001);
	AUTO(figure) figure = said_figure(&said, "b_email_issues", "2026-05");
	const struct figure_row *first = row_of(figure, "issue", "first"), *second = row_of(figure, "issue", "second");
	g_assert_true(first == g_ptr_array_index(figure->rows, 0));
	NEAR(first->values[0].value, 0.1);
	g_assert_true(value_has_interval(&first->values[0]));
	g_assert_cmpint(second->values[figure_value(figure, "unsubscribed")].state, ==, STATE_NO_DATA); /* not 0 */
	said_clear(&said);
}

/* ---- money ---- */

static void
said_ad(struct said *said, const char *id, const char *campaign, double spend, const char *currency, gint64 impressions, gint64 clicks)
{
	struct ad_row row;

	record_clear(KIND_ad_row, &row);
	row.platform = word(said, "meta");
	row.ad_id = word(said, id);
	row.campaign = word(said, campaign);
	row.span_start = day_of("2026-05-01");
	row.span_end = day_of("2026-05-31");
	row.spend = spend;
	row.currency = word(said, currency);
	row.impressions = impressions;
	row.link_clicks = clicks;
	records_add(said->records, KIND_ad_row, &row);
}

static void
said_rate(struct said *said, const char *day, double pounds)
{
	struct fx_rate row;

	record_clear(KIND_fx_rate, &row);
	row.on_day = day_of(day);
	row.from = word(said, "EUR");
	row.to = word(said, "GBP");
	row.rate = pounds;
	row.source = word(said, "a bank");
	records_add(said->records, KIND_fx_rate, &row);
}

static void
test_money(void)
{
	struct said said = said_new();
	struct value lead;

	said_complete(&said, "2026-06-30");
	said_ad(&said, "1", "spring / near", 60.5, "GBP", 10000, 40);
	said_ad(&said, "2", "spring-search", 39.5, "GBP", 10000, NO_COUNT);
	for (int i = 0; i < 5; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		said_lead(&said, id, NULL, at("2026-05-05"), "facebook", "cpc", NO_TIME);
	}
	said_lead(&said, "organic", NULL, at("2026-05-05"), "facebook", "social", NO_TIME);
	NEAR(said_value(&said, "b_spend", "2026-05", "facebook").value, 100);
	NEAR(said_value(&said, "b_cpm", "2026-05", "facebook").value, 5);
	NEAR(said_value(&said, "b_cpc", "2026-05", "facebook").value, 60.5 / 40); /* only where link clicks are told */
	lead = said_value(&said, "b_cost_per_lead", "2026-05", SCOPE_ALL);
	NEAR(lead.value, 20); /* five leads, not six */
	g_assert_cmpfloat_with_epsilon(lead.lo, 100 / 11.66816, 1e-4);
	g_assert_cmpfloat_with_epsilon(lead.hi, 100 / 1.61135, 1e-2);
	said_ad(&said, "3", "other", 10, "EUR", 1, 1);
	g_assert_cmpint(said_value(&said, "b_spend", "2026-05", "facebook").state, ==, STATE_UNDEFINED);
	said_rate(&said, "2026-06-01", 2);   /* too late for May */
	g_assert_cmpint(said_value(&said, "b_spend", "2026-05", "facebook").state, ==, STATE_UNDEFINED);
	said_rate(&said, "2026-05-10", 0.85);
	said_rate(&said, "2026-05-01", 0.5); /* an older one */
	g_free(said.project->currency);
	said.project->currency = g_strdup("GBP");
	NEAR(said_value(&said, "b_spend", "2026-05", "facebook").value, 108.5);
	NEAR(said_value(&said, "b_cost_per_lead", "2026-05", SCOPE_ALL).value, 21.7);
	AUTO(figure) figure = said_figure(&said, "b_spend", "2026-05");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 1), ==, "1 EUR = 0.8500 GBP on 2026-05-10 (a bank)");
	said_clear(&said);
}

static void
test_campaign(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	for (int i = 0; i < 3; i++) {
		const char *platform = i < 2 ? "x" : "meta", *id = (const char *[]){ "a", "b", "c" }[i];
		said_post(&said, platform, id, at("2026-05-05"));
		last_post(&said)->campaign = word(&said, "spring");
		said_snapshot(&said, platform, id, at("2026-05-20"), "d", 10, 1000, i == 2 ? NO_COUNT : 4);
	}
	said_ad(&said, "1", "spring / near", 60.5, "GBP", 10000, 40);
	said_ad(&said, "2", "springboard", 7, "GBP", 10000, 40);
	AUTO(figure) figure = said_figure(&said, "b_campaign_result", "2026-05");
	const struct figure_row *all = row_of(figure, "channel", "All"), *x = row_of(figure, "channel", "X");

	NEAR(all->values[0].value, 3);
	NEAR(number_of(figure, all, "interactions"), 30);
	NEAR(number_of(figure, all, "clicks"), 8);
	NEAR(number_of(figure, all, "spend"), 60.5);
	g_assert_true(isnan(number_of(figure, all, "shown"))); /* views of channels are never added */
	NEAR(number_of(figure, x, "shown"), 2000);
	said_clear(&said);
}

static void
visits_of(struct said *said, const char *first, const char *last, const char *campaign, const char *medium, gint64 sessions)
{
	said_visits(said, first, last, NULL, "facebook", medium, sessions);
	RECORD_AT(said->records, site_visits, RECORD_COUNT_OF(said->records, site_visits) - 1)->campaign = word(said, campaign);
}

/* The first half of May, the whole of it exported again, and a span that reaches out of it: no day's visits count twice. */
static void
test_campaign_visits(void)
{
	struct said said = said_new();

	said_complete(&said, "2026-06-30");
	said_post(&said, "x", "a", at("2026-05-05"));
	last_post(&said)->campaign = word(&said, "spring");
	visits_of(&said, "2026-05-01", "2026-05-15", "Spring", "social", 40);
	visits_of(&said, "2026-05-01", "2026-05-31", "Spring", "social", 90);
	visits_of(&said, "2026-05-16", "2026-05-31", "other", "social", 7);
	visits_of(&said, "2026-05-16", "2026-05-31", "Spring", "social", 50);
	visits_of(&said, "2026-05-16", "2026-05-31", "Spring", "referral", 5); /* a friend's link */
	visits_of(&said, "2026-05-20", "2026-06-10", "Spring", "social", 60);
	AUTO(figure) figure = said_figure(&said, "b_campaign_result", "2026-05");

	NEAR(number_of(figure, row_of(figure, "channel", "All"), "visits"), 90);
	said_clear(&said);
}

/* ---- requests ---- */

static void
test_requests(void)
{
	struct said said = said_new();

	said_post(&said, "x", "a", at("2026-05-05"));
	said_complete(&said, "2026-06-02");
	for (int i = 0; i < 4; i++) {
		struct request request;
		record_clear(KIND_request, &request);
		request.request_id = word(&said, (const char *[]){ "a", "b", "c", "d" }[i]);
		request.asked_at = at("2026-05-10");
		request.decided_at = i == 0 ? at("2026-05-11") : i == 1 ? at("2026-05-12") : i == 2 ? at("2026-07-01") : NO_TIME;
		request.decision = i == 1 ? DECISION_DECLINED : i == 3 ? DECISION_WAITING : DECISION_HONOURED;
		request.reason = i == 1 ? word(&said, "too niche") : 0;
		records_add(said.records, KIND_request, &request);
	}
	AUTO(figure) figure = said_figure(&said, "b_requests", "2026-05");

	NEAR(row_of(figure, "decision", "Honoured")->values[0].value, 1);
	NEAR(row_of(figure, "decision", "Declined")->values[0].value, 1);
	NEAR(row_of(figure, "decision", "Waiting")->values[0].value, 2); /* one was decided after the data end */
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "Half of the 4 requests were decided within 48 hours, those still waiting included");
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 1), ==, "Declined: too niche 1");
	said_clear(&said);
}

/* ---- experiments ---- */

static void
said_experiment(struct said *said, const char *id, guint8 assignment, const char *stop, gint64 planned)
{
	struct experiment experiment;

	record_clear(KIND_experiment, &experiment);
	experiment.experiment_id = word(said, id);
	experiment.assignment = assignment;
	experiment.start = at("2026-05-03");
	experiment.stop = at(stop);
	experiment.planned_n = planned;
	records_add(said->records, KIND_experiment, &experiment);
}

static void
said_arm(struct said *said, const char *experiment, const char *id, gint64 exposed, gint64 converted, const char *posts)
{
	struct arm arm;

	record_clear(KIND_arm, &arm);
	arm.experiment_id = word(said, experiment);
	arm.arm_id = word(said, id);
	arm.planned_share = 0.5;
	arm.exposed = exposed;
	arm.converted = converted;
	arm.post_id = posts ? word(said, posts) : 0;
	records_add(said->records, KIND_arm, &arm);
}

static void
says(const struct figure *figure, const char *experiment, const char *verdict)
{
	const struct figure_row *row = row_of(figure, "question", experiment);

	g_assert_nonnull(row);
	g_assert_cmpstr(row->keys[figure_key(figure, "verdict")].word, ==, verdict);
}

/* §7.10, from records to the verdict. */
static void
test_trials(void)
{
	struct said said = said_new();

	said_post(&said, "x", "a", at("2026-05-05"));
	said_complete(&said, "2026-06-02");
	said_experiment(&said, "clear", ASSIGNMENT_RANDOMISED, "2026-05-20", 4800);
	said_arm(&said, "clear", "B", 2400, 156, NULL);
	said_arm(&said, "clear", "A", 2400, 120, NULL);
	said_experiment(&said, "tiny", ASSIGNMENT_RANDOMISED, "2026-05-20", 40);
	said_arm(&said, "tiny", "A", 20, 3, NULL);
	said_arm(&said, "tiny", "B", 20, 8, NULL);
	said_experiment(&said, "void", ASSIGNMENT_RANDOMISED, "2026-05-20", 5000);
	said_arm(&said, "void", "A", 2350, 100, NULL);
	said_arm(&said, "void", "B", 2650, 200, NULL);
	said_experiment(&said, "early", ASSIGNMENT_RANDOMISED, "2026-07-20", 5000);
	said_arm(&said, "early", "A", 2400, 120, NULL);
	said_arm(&said, "early", "B", 2400, 256, NULL);
	said_experiment(&said, "short", ASSIGNMENT_RANDOMISED, "2026-05-20", 9000);
	said_arm(&said, "short", "A", 2400, 120, NULL);
	said_arm(&said, "short", "B", 2400, 156, NULL);
	said_experiment(&said, "unplanned", ASSIGNMENT_RANDOMISED, "2026-05-20", NO_COUNT);
	said_arm(&said, "unplanned", "A", 2400, 120, NULL);
	said_arm(&said, "unplanned", "B", 2400, 156, NULL);
	AUTO(figure) figure = said_figure(&said, "b_experiment_lift", "2026-05");
	const struct figure_row *clear = row_of(figure, "question", "clear"), *early = row_of(figure, "question", "early");

	NEAR(clear->values[0].value, 0.015);
	NEAR(clear->values[0].lo, 0.001814);
	NEAR(clear->values[0].hi, 0.028274);
	NEAR(number_of(figure, clear, "chance"), 0.987147);
	says(figure, "clear", "did better");
	says(figure, "tiny", "no clear difference");
	says(figure, "void", "void");
	says(figure, "short", "exploratory: fewer people than planned");
	says(figure, "early", "running");
	says(figure, "unplanned", "exploratory: no number of people was planned");
	g_assert_cmpfloat(number_of(figure, clear, "loss"), >, 0);
	g_assert_cmpfloat(number_of(figure, clear, "loss"), <, 0.001);
	g_assert_true(isnan(early->values[0].value)); /* nobody peeks */
	said_clear(&said);
}

static void
test_comparison(void)
{
	struct said said = said_new();

	for (int i = 0; i < 24; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		said_post(&said, "x", id, at("2026-05-04") + i * 12 * HOUR);
		said_snapshot(&said, "x", id, at("2026-05-31"), "d", i / 2 % 2 ? 40 + i : 20 + i, 1000, NO_COUNT);
	}
	said_complete(&said, "2026-06-02");
	said_experiment(&said, "posts", ASSIGNMENT_POSTS, "2026-05-30", NO_COUNT);
	said_arm(&said, "posts", "A", NO_COUNT, NO_COUNT, "0;1;4;5;8; 9;12;13;16;17;20;21");
	said_arm(&said, "posts", "B", NO_COUNT, NO_COUNT, "2;3;6;7;10;11;14;15;18;19;22;23");
	said_experiment(&said, "apart", ASSIGNMENT_POSTS, "2026-05-30", NO_COUNT);
	said_arm(&said, "apart", "A", NO_COUNT, NO_COUNT, "0;1;2;3;4;5");
	said_arm(&said, "apart", "B", NO_COUNT, NO_COUNT, "18;19;20;21;22;23");
	AUTO(figure) figure = said_figure(&said, "b_experiment_lift", "2026-05");
	const struct figure_row *row = row_of(figure, "question", "posts");

	NEAR(row->values[0].value, 0.022);
	g_assert_cmpint(row->values[0].n, ==, 24);
	says(figure, "posts", "a comparison: did better"); /* never "a test" */
	says(figure, "apart", "void");
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/broadcast-more/mix", test_mix);
	g_test_add_func("/broadcast-more/mix-untagged", test_mix_untagged);
	g_test_add_func("/broadcast-more/hours", test_hours);
	g_test_add_func("/broadcast-more/concentration", test_concentration);
	g_test_add_func("/broadcast-more/mail", test_mail);
	g_test_add_func("/broadcast-more/money", test_money);
	g_test_add_func("/broadcast-more/campaign", test_campaign);
	g_test_add_func("/broadcast-more/campaign-visits", test_campaign_visits);
	g_test_add_func("/broadcast-more/requests", test_requests);
	g_test_add_func("/broadcast-more/trials", test_trials);
	g_test_add_func("/broadcast-more/comparison", test_comparison);
	return g_test_run();
}
