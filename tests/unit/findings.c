/* Findings: in the order of the rule, none without a licence, none from a state, none over the wall; and nothing to say is said. */
#include "reports/findings.h"

#include <math.h>
#include <string.h>

#include "metrics/metric.h"

extern const struct report_part part_broadcast;

#define N "\xc2\xa0"
#define TO "\xe2\x80\x93"

struct made {
	struct project *project;
	struct notes *notes;
	struct report_request request;
};

static void
made_open(struct made *made, gconstpointer unused)
{
	(void)unused;
	made->project = project_new(".");
	g_free(made->project->language);
	made->project->language = g_strdup("en");
	g_clear_pointer(&made->project->zone, g_time_zone_unref);
	made->project->zone = zone_open("Europe/London");
	made->notes = notes_new();
	made->request = (struct report_request){ .project = made->project, .period = period_month(2026, 10, made->project->zone), .notes = made->notes,
	                                         .figures = g_ptr_array_new_with_free_func((GDestroyNotify)figure_free),
	                                         .selections = g_ptr_array_new_with_free_func((GDestroyNotify)selection_free) };
}

static void
made_close(struct made *made, gconstpointer unused)
{
	(void)unused;
	g_ptr_array_unref(made->request.figures);
	g_ptr_array_unref(made->request.selections);
	notes_free(made->notes);
	project_free(made->project);
}

/* ---- figures, of metrics that are there ---- */

static struct figure *
figure_of(struct made *made, const char *name)
{
	const struct metric *metric = metric_find(name);
	struct figure *figure;

	g_assert_nonnull(metric);
	figure = figure_new(&metric->definition, &made->request.period);
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		if (metric->columns[i].is_key)
			figure_add_key(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].key_kind);
	figure_add_value(figure, "value", metric->definition.label, metric->definition.unit);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		if (!metric->columns[i].is_key)
			figure_add_value(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].unit);
	g_ptr_array_add(made->request.figures, figure);
	return figure;
}

static struct figure_row *
row_of(struct figure *figure, const struct period *period, struct value value)
{
	struct figure_row *row = figure_add_row(figure);

	figure_set_period(figure, row, 0, period);
	figure_set_word(figure, row, 1, SCOPE_ALL);
	row->values[0] = value;
	return row;
}

static struct figure *
changed(struct made *made, const char *name, struct value value, enum change_word word, double p)
{
	struct figure *figure = figure_of(made, name);
	struct change change = { .scope = SCOPE_ALL, .against = AGAINST_PREVIOUS, .word = word, .relative = TRUE, .value = 0.2, .lo = 0.1, .hi = 0.3, .p = p };

	row_of(figure, &made->request.period, value);
	g_array_append_val(figure->changes, change);
	return figure;
}

static void
goal_add(struct made *made, const char *metric, enum discipline discipline, const char *label, const char *verdict, struct value actual, double target)
{
	gboolean broadcast = discipline == DISCIPLINE_BROADCAST;
	const char *name = broadcast ? "b_goal_attainment" : "c_goal_attainment";
	const struct figure *known = NULL;
	struct goal *goal = g_new0(struct goal, 1);

	for (guint i = 0; i < made->request.figures->len; i++)
		if (strcmp(((struct figure *)g_ptr_array_index(made->request.figures, i))->definition->name, name) == 0)
			known = g_ptr_array_index(made->request.figures, i);
	struct figure *figure = known ? (struct figure *)known : figure_of(made, name);
	struct figure_row *row = row_of(figure, &made->request.period, value_estimate(actual.value / target, NAN, NAN, actual.n));
	goal->id = g_strdup(label);
	goal->label = g_strdup(label);
	goal->metric = g_strdup(metric);
	goal->discipline = discipline;
	g_ptr_array_add(made->project->goals, goal);
	figure_set_word(figure, row, 2, label);
	figure_set_word(figure, row, 3, label);
	figure_set_word(figure, row, 4, verdict);
	row->values[figure_value(figure, "attainment")] = row->values[0];
	row->values[figure_value(figure, "actual")] = actual;
	row->values[figure_value(figure, "target")] = value_estimate(target, NAN, NAN, NO_COUNT);
}

static struct figure_row *
week_add(struct made *made, struct figure *figure, const char *monday, double count, double low, double high)
{
	gint32 day;
	gint64 unused;
	struct period week;

	g_assert_true(moment_parse(monday, "%Y-%m-%d", NULL, 0, &day, &unused));
	week = period_of_day(PERIOD_WEEK, day, made->project->zone);
	struct figure_row *row = row_of(figure, &week, value_count((gint64)count));
	row->values[figure_value(figure, "expected")] = value_estimate((low + high) / 2, NAN, NAN, 8);
	row->values[figure_value(figure, "low")] = value_estimate(low, NAN, NAN, 8);
	row->values[figure_value(figure, "high")] = value_estimate(high, NAN, NAN, 8);
	return row;
}

static void
decision_add(struct made *made, enum discipline discipline, const char *question)
{
	struct decision_asked *asked = g_new0(struct decision_asked, 1);

	asked->question = g_strdup(question);
	asked->by = made->request.period.past + 13;
	g_ptr_array_add(made->notes->sides[discipline].decisions, asked);
}

/* ---- looking at findings ---- */

static const struct finding *
finding_at(const GPtrArray *findings, guint i)
{
	g_assert_cmpuint(i, <, findings->len);
	return g_ptr_array_index(findings, i);
}

static guint
words_in(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint count = 0;

	for (guint i = 0; words[i]; i++)
		count += *words[i] != '\0';
	return count;
}

/* What holds of every list of findings. */
static GPtrArray *
findings_sound(const struct made *made, enum discipline discipline)
{
	static const char *const causes[] = { "because", "thanks to", "led to", "drove", "due to", "caused" };
	GPtrArray *findings = findings_of(&made->request, discipline);

	g_assert_cmpuint(findings->len, >=, 1);
	g_assert_cmpuint(findings->len, <=, FINDINGS_MOST);
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = finding_at(findings, i);
		g_assert_cmpuint(words_in(finding->sentence), <=, FINDING_WORDS);
		for (guint j = 0; j < G_N_ELEMENTS(causes); j++)
			g_assert_null(strstr(finding->sentence, causes[j]));
		g_assert_true(i == 0 || finding_at(findings, i - 1)->kind <= finding->kind);
	}
	return findings;
}

/* A month with something of everything, on both sides. */
static void
rich_month(struct made *made)
{
	struct period september = report_previous(&made->request);
	struct figure *pulse, *waiting, *terms;

	changed(made, "c_member_to_member_share", value_estimate(0.63, 0.58, 0.68, 1215), CHANGE_UP, 0.004);
	changed(made, "c_answered_within_24h", value_estimate(0.78, 0.72, 0.83, 214), CHANGE_DOWN, 0.001);
	changed(made, "b_site_visits", value_count(5707), CHANGE_UP, 0.001);
	goal_add(made, "c_answered_within_24h", DISCIPLINE_COMMUNITY, "Answered within a day", "too close to call", value_estimate(0.78, 0.72, 0.83, 214), 0.8);
	goal_add(made, "b_leads_generated", DISCIPLINE_BROADCAST, "Leads", "met", value_estimate(84, 67, 104, 84), 65);
	pulse = figure_of(made, "c_pulse");
	week_add(made, pulse, "2026-10-05", 240, 180, 290);
	figure_set_word(pulse, week_add(made, pulse, "2026-10-12", 412, 180, 290), 2, "Open evening");
	week_add(made, pulse, "2026-09-21", 900, 180, 290); /* ended before the month */
	waiting = figure_of(made, "c_unanswered_open");
	row_of(waiting, &september, value_count(9));
	row_of(waiting, &made->request.period, value_count(12))->values[1] = value_estimate(63.4, NAN, NAN, 12);
	terms = figure_of(made, "c_trending_terms");
	struct figure_row *row = row_of(terms, &made->request.period, value_estimate(2.1, 0.9, 3.3, 14));
	figure_set_word(terms, row, 2, "winter check");
	row->values[figure_value(terms, "authors")] = value_count(14);
	row->values[figure_value(terms, "authors_before")] = value_count(0);
	decision_add(made, DISCIPLINE_COMMUNITY, "Give two members moderator rights for weekday evenings?");
}

static void
in_the_order_of_the_rule(struct made *made, gconstpointer unused)
{
	static const enum finding_kind kinds[] = { FINDING_GOAL, FINDING_WEEK, FINDING_CHANGE, FINDING_CHANGE, FINDING_WORD, FINDING_DECISION, FINDING_WAITING };
	static const char *const sentences[] = {
		"Answered within a day: **78" N "%** ~(72" TO "83)~, n" N "=" N "214; 80" N "% planned: too close to call.",
		"Members’ messages: **412** in the week of 12 October, above the 180" TO "290 expected from the eight weeks before; coincides with: Open evening.",
		NULL, /* the smaller p first */
		"**63" N "%** of replies were between members ~(58" TO "68)~, n" N "=" N "1,215: up versus September (+10" N "to" N "+30" N "%).",
		"“winter check” was said by **14** members, by none in September ~(false discovery rate 10" N "%)~.",
		"Decision needed: Give two members moderator rights for weekday evenings? ~By 14 November.~",
		"**12** questions are still waiting for a human reply, the oldest for 63" N "days ~(9 at the end of September)~.",
	};

	(void)unused;
	rich_month(made);
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_COMMUNITY);
	g_assert_cmpuint(findings->len, ==, G_N_ELEMENTS(kinds));
	for (guint i = 0; i < findings->len; i++) {
		g_assert_cmpint(finding_at(findings, i)->kind, ==, kinds[i]);
		if (sentences[i])
			g_assert_cmpstr(finding_at(findings, i)->sentence, ==, sentences[i]);
	}
	g_assert_nonnull(strstr(finding_at(findings, 2)->sentence, "down versus September"));
}

static void
nothing_over_the_wall(struct made *made, gconstpointer unused)
{
	(void)unused;
	rich_month(made);
	g_autoptr(GPtrArray) broadcast = findings_sound(made, DISCIPLINE_BROADCAST);

	g_assert_cmpuint(broadcast->len, ==, 2);
	g_assert_cmpstr(finding_at(broadcast, 0)->sentence, ==, "Leads: **84** ~(67" TO "104)~, 129" N "% of 65 planned: met.");
	g_assert_true(g_str_has_prefix(finding_at(broadcast, 1)->sentence, "**5,707**"));
	g_autoptr(GPtrArray) community = findings_sound(made, DISCIPLINE_COMMUNITY);
	for (guint i = 0; i < community->len; i++) {
		g_assert_null(strstr(finding_at(community, i)->sentence, "visits"));
		g_assert_null(strstr(finding_at(community, i)->sentence, "Leads"));
	}
}

static void
no_finding_without_a_licence(struct made *made, gconstpointer unused)
{
	struct figure *pulse, *lift;

	(void)unused;
	changed(made, "b_site_visits", value_count(5707), CHANGE_UNCLEAR, 0.03);
	changed(made, "b_link_clicks", value_count(900), CHANGE_UNSAID, NAN);
	changed(made, "b_posts_published", value_count(64), CHANGE_UP, 0.0001); /* no headline: nobody tested it with the others */
	pulse = figure_of(made, "b_mentions_weekly");
	for (guint i = 0; i < 4; i++) { /* one week just outside, among four: as chance would have it */
		static const char *const mondays[] = { "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19" };
		week_add(made, pulse, mondays[i], i == 2 ? 31 : 20, 10, 30);
	}
	lift = figure_of(made, "b_experiment_lift");
	figure_set_word(lift, row_of(lift, &made->request.period, value_estimate(0.03, -0.01, 0.07, 900)), 4, "no clear difference");
	figure_set_word(lift, row_of(lift, &made->request.period, value_estimate(0.03, NAN, NAN, 40)), 4, "a comparison: did better");
	goal_add(made, "b_leads_generated", DISCIPLINE_BROADCAST, "Leads", NULL, value_estimate(84, 67, 104, 84), 65);
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_BROADCAST);

	g_assert_cmpuint(findings->len, ==, 1);
	g_assert_cmpint(finding_at(findings, 0)->kind, ==, FINDING_QUIET);
	g_assert_cmpstr(finding_at(findings, 0)->sentence, ==,
	                "Nothing unusual: none of **4** weeks lay clearly outside its expected range, and the **one** comparison shows no clear change.");
}

static void
none_from_states(struct made *made, gconstpointer unused)
{
	struct figure *waiting = figure_of(made, "c_unanswered_open"), *terms = figure_of(made, "c_trending_terms"), *pulse = figure_of(made, "c_pulse");
	struct figure_row *row;

	(void)unused;
	row_of(waiting, &made->request.period, value_none(STATE_NO_DATA, "the export has no threads"));
	row = row_of(terms, &made->request.period, value_none(STATE_SUPPRESSED, NULL));
	row->values[figure_value(terms, "authors")] = value_count(3);
	row->values[figure_value(terms, "authors_before")] = value_count(0);
	row = week_add(made, pulse, "2026-10-12", 900, 180, 290);
	row->values[0] = value_estimate(900, NAN, NAN, 900);
	value_raise(&row->values[0], STATE_PARTIAL, "3 of 7 days");
	struct value small = value_estimate(0.63, 0.3, 0.8, 9);
	value_raise(&small, STATE_SMALL, NULL);
	changed(made, "c_member_to_member_share", small, CHANGE_UP, 0.001);
	goal_add(made, "c_answered_within_24h", DISCIPLINE_COMMUNITY, "Answered", "met", value_none(STATE_TOO_FEW, NULL), 0.8);
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_COMMUNITY);

	g_assert_cmpuint(findings->len, ==, 1);
	g_assert_cmpint(finding_at(findings, 0)->kind, ==, FINDING_QUIET);
}

static void
coincides_only_with_a_word(struct made *made, gconstpointer unused)
{
	(void)unused;
	week_add(made, figure_of(made, "c_pulse"), "2026-10-12", 60, 180, 290);
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_COMMUNITY);

	g_assert_cmpstr(finding_at(findings, 0)->sentence, ==,
	                "Members’ messages: **60** in the week of 12 October, below the 180" TO "290 expected from the eight weeks before.");
	g_assert_cmpstr(finding_at(findings, 0)->headline, ==, "Members’ messages: unusual week of 12 October.");
}

static void
a_clear_experiment(struct made *made, gconstpointer unused)
{
	struct figure *lift = figure_of(made, "b_experiment_lift");
	struct figure_row *row = row_of(lift, &made->request.period, value_estimate(0.015, 0.001814, 0.028274, 4800)); /* METRICS 7.10 */

	(void)unused;
	figure_set_word(lift, row, 3, "Subject B, against Subject A");
	figure_set_word(lift, row, 4, "did better");
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_BROADCAST);
	g_assert_cmpstr(finding_at(findings, 0)->sentence, ==,
	                "Subject B, against Subject A: did better by **1.5" N "points** ~(0.2" N "to" N "2.8)~, n" N "=" N "4,800.");
}

/* Five goals, nine changes, three decisions and what waits: seven are said, the unusual yields. */
static void
seven_at_most(struct made *made, gconstpointer unused)
{
	static const char *const moved[] = { "c_member_to_member_share", "c_answered_within_24h", "c_newcomer_response_24h", "c_retention_m1",
		                             "c_peer_first_response_share", "c_hub_share", "c_deep_tie_share" };

	(void)unused;
	for (guint i = 0; i < 5; i++) {
		g_autofree char *label = g_strdup_printf("Goal %u", i + 1);
		goal_add(made, "c_answered_within_24h", DISCIPLINE_COMMUNITY, label, "met", value_estimate(0.9, 0.85, 0.95, 214), 0.8);
	}
	for (guint i = 0; i < G_N_ELEMENTS(moved); i++)
		changed(made, moved[i], value_estimate(0.5, 0.4, 0.6, 100), CHANGE_UP, 0.001 * (9 - i));
	for (guint i = 0; i < 3; i++)
		decision_add(made, DISCIPLINE_COMMUNITY, "Shall we?");
	row_of(figure_of(made, "c_unanswered_open"), &made->request.period, value_count(12));
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_COMMUNITY);

	g_assert_cmpuint(findings->len, ==, FINDINGS_MOST);
	g_assert_true(g_str_has_prefix(finding_at(findings, 0)->sentence, "Goal 1"));
	g_assert_true(g_str_has_prefix(finding_at(findings, 2)->sentence, "Goal 3"));
	g_assert_cmpint(finding_at(findings, 3)->kind, ==, FINDING_CHANGE);
	g_assert_cmpfloat(finding_at(findings, 3)->strength, ==, -0.001 * 3); /* the last made, the smallest p */
	g_assert_cmpint(finding_at(findings, 4)->kind, ==, FINDING_DECISION);
}

static void
nothing_to_say_is_said(struct made *made, gconstpointer unused)
{
	g_autofree char *headline = findings_headline(&made->request, DISCIPLINE_BROADCAST), *left_out = findings_left_out(&made->request, DISCIPLINE_BROADCAST);
	g_autoptr(GPtrArray) findings = findings_sound(made, DISCIPLINE_BROADCAST);

	(void)unused;
	g_assert_cmpstr(finding_at(findings, 0)->sentence, ==, "Nothing to compare yet.");
	g_assert_cmpstr(headline, ==, "Nothing to compare yet.");
	g_assert_null(left_out);
}

static void
headlines(struct made *made, gconstpointer unused)
{
	(void)unused;
	rich_month(made);
	g_autofree char *broadcast = findings_headline(&made->request, DISCIPLINE_BROADCAST), *community = findings_headline(&made->request, DISCIPLINE_COMMUNITY);

	g_assert_cmpstr(broadcast, ==, "Leads: as planned. Visits from what we published up on September.");
	g_assert_cmpstr(community, ==, "Answered within a day: too close to call. Members’ messages: unusual week of 12 October.");
}

static void
what_is_left_out(struct made *made, gconstpointer unused)
{
	g_autofree char *words = NULL;

	(void)unused;
	row_of(figure_of(made, "b_link_clicks"), &made->request.period, value_none(STATE_NO_DATA, NULL));
	row_of(figure_of(made, "b_site_visits"), &made->request.period, value_none(STATE_TOO_FEW, NULL));
	row_of(figure_of(made, "c_hub_share"), &made->request.period, value_none(STATE_SUPPRESSED, NULL));
	words = findings_left_out(&made->request, DISCIPLINE_BROADCAST);
	g_assert_cmpstr(words, ==, "1 number with too little data, 1 number not reported");
}

/* A metric that steps aside for a better one is not listed with what is missing. */
static void
told_elsewhere_is_not_missing(struct made *made, gconstpointer unused)
{
	AUTO(document) document = document_new("a chapter");
	g_autofree char *left_out = NULL, *chapter = NULL;

	(void)unused;
	row_of(figure_of(made, "b_click_to_lead"), &made->request.period, value_none(STATE_NO_DATA, TOLD_ELSEWHERE "visitors who became leads"));
	row_of(figure_of(made, "b_site_visits"), &made->request.period, value_none(STATE_NO_DATA, "no export of the site"));
	left_out = findings_left_out(&made->request, DISCIPLINE_BROADCAST);
	part_broadcast.compose(&made->request, document);
	chapter = node_plain(document->root);
	g_assert_cmpstr(left_out, ==, "1 number not reported");
	g_assert_nonnull(strstr(chapter, "visits from what we published"));
	g_assert_null(strstr(chapter, "licks that became leads"));
}

#define CASE(name, function) g_test_add("/findings/" name, struct made, NULL, made_open, function, made_close)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	CASE("in-the-order-of-the-rule", in_the_order_of_the_rule);
	CASE("nothing-over-the-wall", nothing_over_the_wall);
	CASE("no-finding-without-a-licence", no_finding_without_a_licence);
	CASE("none-from-states", none_from_states);
	CASE("coincides-only-with-a-word", coincides_only_with_a_word);
	CASE("a-clear-experiment-7.10", a_clear_experiment);
	CASE("seven-at-most", seven_at_most);
	CASE("nothing-to-say-is-said", nothing_to_say_is_said);
	CASE("headlines", headlines);
	CASE("what-is-left-out", what_is_left_out);
	CASE("told-elsewhere-is-not-missing", told_elsewhere_is_not_missing);
	return g_test_run();
}
