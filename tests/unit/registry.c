/* The registry and the loop around metrics: figures, states, comparisons, the same for any number of jobs. */
#include <math.h>
#include <string.h>

#include "metrics/scope.h"
#include "model/dump.h"

#include "talk.h"

static void
test_registry_is_sound(void)
{
	g_autofree char *fault = metrics_check();

	g_assert_cmpstr(fault, ==, NULL);
	g_assert_null(metric_find("c_happiness"));
}

/* The cards of the specification: B01 to B45 and C01 to C55. */
static gboolean
card_is_there(char letter, int number)
{
	g_autofree char *card = g_strdup_printf("%c%02d", letter, number);

	for (guint i = 0; metrics[i]; i++)
		if (strcmp(metrics[i]->definition.card, card) == 0)
			return metric_group(metrics[i]->definition.name) != NULL;
	g_test_message("no metric has the card %s", card);
	return FALSE;
}

static void
test_every_card_has_a_metric(void)
{
	for (int number = 1; number <= 45; number++)
		g_assert_true(card_is_there('B', number));
	for (int number = 1; number <= 55; number++)
		g_assert_true(card_is_there('C', number));
	g_assert_false(card_is_there('B', 46));
}

/* Two questions a day for three months, answered after as many hours as the day has units. */
static void
fill(struct talk *talk)
{
	char when[20], thread[20];

	for (int month = 8; month <= 10; month++)
		for (int day = 1; day <= 28; day++)
			for (int i = 0; i < 2; i++) {
				g_snprintf(thread, sizeof thread, "%d-%d-%d", month, day, i);
				g_snprintf(when, sizeof when, "2026-%02d-%02d %02d:00", month, day, 1 + i);
				talk_asks(talk, thread, i ? "a" : "b", when);
				g_snprintf(when, sizeof when, "2026-%02d-%02d %02d:30", month, day, 2 + day % 10 + i);
				if (day % 5)
					talk_says(talk, thread, "c", when);
			}
}

static char *
figures_text(const struct talk *talk, guint jobs)
{
	AUTO(measuring) measuring = measuring_new(talk->records, talk->project, talk->complaints);
	struct period october = talk_month(10);
	g_autoptr(GPtrArray) figures = measuring_figures(measuring, &october, jobs, NULL);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < figures->len; i++)
		dump_figure(g_ptr_array_index(figures, i), text);
	return g_string_free(text, FALSE);
}

static void
test_jobs_and_rows_change_nothing(void)
{
	struct talk talk = talk_open("2026-11-03");

	fill(&talk);
	g_autofree char *one = figures_text(&talk, 1), *four = figures_text(&talk, 4);
	talk_reverse(&talk, KIND_message);
	g_autofree char *reversed = figures_text(&talk, 2);
	g_assert_cmpstr(one, ==, four);
	g_assert_cmpstr(one, ==, reversed);
	g_assert_nonnull(strstr(one, "c_ttfr_median"));
	talk_close(&talk);
}

static void
test_default_period(void)
{
	struct talk talk = talk_open("2026-10-30");

	fill(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct period period = measuring_default_period(measuring, NO_TIME);
	g_autofree char *id = period_id(&period);
	g_assert_cmpstr(id, ==, "2026-09"); /* October lacks a day */
	talk_close(&talk);
}

static const struct value *
figure_of(const struct measuring *measuring, const char *name, struct figure **figure)
{
	struct period october = talk_month(10);

	*figure = measuring_figure(measuring, metric_find(name), &october);
	return figure_number(*figure, &october, SCOPE_ALL);
}

static void
test_partial_month(void)
{
	struct talk talk = talk_open("2026-10-20");
	AUTO(figure) figure = NULL;

	fill(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct value *value = figure_of(measuring, "c_answered_within_24h", &figure);
	g_assert_cmpint(value->state, ==, STATE_PARTIAL);
	g_assert_cmpstr(value->reason, ==, "20 of 31 days");
	const struct change *change = figure_change(figure, SCOPE_ALL, AGAINST_PREVIOUS);
	g_assert_cmpint(change->word, ==, CHANGE_UNSAID);
	talk_close(&talk);
}

static void
test_months_before_the_data(void)
{
	struct talk talk = talk_open("2026-11-03");
	AUTO(figure) figure = NULL;

	fill(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	figure_of(measuring, "c_active_members", &figure);
	struct period june = talk_month(6), september = talk_month(9);
	g_assert_cmpint(figure_number(figure, &june, SCOPE_ALL)->state, ==, STATE_NO_DATA); /* not zero */
	assert_near(figure_number(figure, &september, SCOPE_ALL)->value, 3);
	g_assert_cmpuint(figure->rows->len, ==, 50); /* twenty-five months, all and the forum */
	talk_close(&talk);
}

/* Equal pace in both months: an interval, and no word for a change. */
static void
test_no_clear_change(void)
{
	struct talk talk = talk_open("2026-11-30");
	AUTO(figure) figure = NULL;

	fill(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct value *value = figure_of(measuring, "c_answered_within_24h", &figure);
	g_assert_cmpint(value->state, ==, STATE_OK);
	assert_near(value->value, 46 / 56.0);
	const struct change *change = figure_change(figure, SCOPE_ALL, AGAINST_PREVIOUS);
	g_assert_cmpint(change->word, ==, CHANGE_UNCLEAR);
	g_assert_cmpfloat(change->lo, <, 0);
	g_assert_cmpfloat(change->hi, >, 0);
	g_assert_null(figure_change(figure, SCOPE_ALL, AGAINST_YEAR_BEFORE)); /* no data a year ago */
	talk_close(&talk);
}

/* METRICS §2.2: the month before is watched no longer than this one was. */
static void
test_equal_follow_up(void)
{
	struct talk talk = talk_open("2026-11-03");

	fill(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct period september = talk_month(9), october = talk_month(10);
	const struct metric *metric = metric_find("c_ttfr_median");
	struct inquiry now = measuring_inquiry(measuring, metric, &october, &october, SCOPE_ALL);
	struct inquiry then = measuring_inquiry(measuring, metric, &october, &september, SCOPE_ALL);
	g_assert_cmpint(now.follow_until - october.end, ==, 3 * 86400);
	g_assert_cmpint(then.follow_until - september.end, ==, 3 * 86400);
	talk_close(&talk);
}

static void
test_nothing_at_all(void)
{
	struct talk talk = talk_open("2026-10-31");
	AUTO(figure) figure = NULL;

	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpint(figure_of(measuring, "c_ttfr_median", &figure)->state, ==, STATE_NO_DATA);
	g_assert_cmpuint(figure->missing->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(figure->missing, 0), ==, "forum");
	talk_close(&talk);
}

/* A flag noted in a table of our own, two days after the forum's last message: the forum is told up to its last message all the same. */
static void
test_own_tables_reach_nowhere(void)
{
	static struct source topics = { .path = (char *)"exports/topics.json" }, table = { .path = (char *)"tables/moderation.csv" };
	struct talk talk = talk_open(NULL);
	struct mod_action flag;

	talk_says(&talk, "t", "a", "2026-10-20 10:00")->record.source = records_source(talk.records, &topics);
	record_clear(KIND_mod_action, &flag);
	flag.platform = talk_atom(&talk, "discourse");
	flag.action_id = talk_atom(&talk, "f1");
	flag.at = talk_time("2026-10-22 10:00");
	record_set_captured(&flag.record, flag.at);
	flag.record.source = records_source(talk.records, &table);
	records_add(talk.records, KIND_mod_action, &flag);
	AUTO(scope_map) scopes = scope_map_new(talk.records, talk.project, DISCIPLINE_COMMUNITY);
	g_assert_cmpint(scope_map_end(scopes, 0), ==, talk_time("2026-10-21"));
	talk_close(&talk);
}

/* The month that a forum reports which said something on each of 30 days up to 2026-10-31, and once on `stray`. The export was made on `captured`
 * (NULL: on the last day in it, for nobody knows). `said`: what was complained about. */
static char *
month_with(const char *stray, const char *captured, const char *now, char **said)
{
	struct talk talk = talk_open(NULL);
	gint64 first = talk_time("2026-10-01 10:00");
	g_autoptr(GString) words = g_string_new(NULL);

	for (int day = 0; day < 31; day++) {
		g_autofree char *iso = day_iso((gint32)(first / 86400) + day), *at = g_strconcat(iso, " 10:00", NULL);
		talk_says(&talk, "t", "a", at);
	}
	if (stray)
		talk_says(&talk, "t", "b", stray);
	for (guint i = 0; i < RECORD_COUNT_OF(talk.records, message); i++)
		record_set_captured(&RECORD_AT(talk.records, message, i)->record, captured ? talk_time(captured) : talk_time(stray ? stray : "2026-10-31 23:59") + 60);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	measuring_strays_said(measuring, talk.complaints);
	struct period period = measuring_default_period(measuring, now ? talk_time(now) : NO_TIME);
	complaints_print(talk.complaints, FALSE, words);
	*said = g_strdup(words->str);
	talk_close(&talk);
	return period_id(&period);
}

/* One date that nothing bears out does not move the month, and is told; a date somewhat later is the data's. */
static void
test_stray_dates(void)
{
	static const struct {
		const char *stray, *captured, *now, *month, *said;
	} rows[] = {
		{ NULL, NULL, NULL, "2026-10", NULL },
		{ "2099-12-31 10:00", NULL, NULL, "2026-10", "2099-12-31 lies a year or more after everything else" },
		{ "2099-12-31 10:00", "2026-11-02 09:00", NULL, "2026-10", "2099-12-31 lies after the day on which its own export was made" },
		{ "2027-03-05 10:00", "2026-11-02 09:00", NULL, "2026-10", "2027-03-05 lies after the day on which its own export was made" },
		{ "2026-11-01 10:00", "2026-11-02 09:00", NULL, "2026-10", NULL },
		{ "2027-03-05 10:00", NULL, NULL, "2027-02", NULL },
		{ "2027-03-05 10:00", NULL, "2026-11-02 09:00", "2026-10", NULL }, /* the command says which month it took */
		{ NULL, "2019-01-01 09:00", NULL, "2026-10", NULL },               /* a stamp that is older than all of it is none */
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *said = NULL, *month = month_with(rows[i].stray, rows[i].captured, rows[i].now, &said);
		g_assert_cmpstr(month, ==, rows[i].month);
		if (rows[i].said)
			g_assert_nonnull(strstr(said, rows[i].said));
		else
			g_assert_cmpstr(said, ==, "");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/registry/cards", test_every_card_has_a_metric);
	g_test_add_func("/registry/is-sound", test_registry_is_sound);
	g_test_add_func("/registry/jobs-and-rows-change-nothing", test_jobs_and_rows_change_nothing);
	g_test_add_func("/registry/default-period", test_default_period);
	g_test_add_func("/registry/stray-dates", test_stray_dates);
	g_test_add_func("/registry/partial-month", test_partial_month);
	g_test_add_func("/registry/months-before-the-data", test_months_before_the_data);
	g_test_add_func("/registry/no-clear-change", test_no_clear_change);
	g_test_add_func("/registry/equal-follow-up", test_equal_follow_up);
	g_test_add_func("/registry/nothing-at-all", test_nothing_at_all);
	g_test_add_func("/registry/own-tables", test_own_tables_reach_nowhere);
	return g_test_run();
}
