/* Clocks of questions (C07): by opening hours nights, weekends, holidays and changed clocks do not count; an earlier month is cut alike. */
#include <math.h>
#include <string.h>

#include "metrics/community/place.h"

#include "talk.h"

/* Asked and answered, by the clock of Europe/London in UTC, and the open hours between. */
static void
test_hours(void)
{
	static const struct { const char *asked, *answered; double hours; } cases[] = {
		{ "2026-10-05 09:00", "2026-10-05 12:00", 3 },    /* Monday 10 to 13 in summer time */
		{ "2026-10-05 20:00", "2026-10-06 05:00", 0 },    /* a night */
		{ "2026-10-09 15:00", "2026-10-12 09:00", 2 },    /* Friday 16 to Monday 10 */
		{ "2026-10-23 15:30", "2026-10-26 09:30", 1 },    /* the same where the clocks changed on Sunday */
		{ "2026-10-14 11:00", "2026-10-16 11:00", 8 },    /* Thursday was a holiday */
		{ "2026-10-17 11:00", "2026-10-18 11:00", 0 },    /* a weekend */
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct talk talk = talk_open("2026-11-30");
		gint32 holiday = day_from_civil(2026, 10, 15);
		g_time_zone_unref(talk.project->zone);
		talk.project->zone = zone_open("Europe/London");
		g_array_append_val(talk.project->closed_days, holiday);
		talk_asks(&talk, "t", "a", cases[i].asked);
		talk_says(&talk, "t", "b", cases[i].answered);
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) raw = talk_raw(measuring, "c_ttfr_median_bh", 10);
		assert_near(((struct figure_row *)g_ptr_array_index(raw->rows, 0))->values[0].value, cases[i].hours);
		talk_close(&talk);
	}
}

static void
test_words(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_asks(&talk, "t", "a", "2026-10-05 10:00");
	AUTO(measuring) granted = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(granted, "c_ttfr_median_bh", 10);
	g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "tidings.yaml names none: Mon–Fri 9:00–17:00"));
	talk.project->opening_said = TRUE;
	talk.project->opening[2].until = 0;
	talk.project->opening[6] = (struct opening){ 10 * 3600, 24 * 3600 };
	AUTO(figure) said = talk_figure(granted, "c_ttfr_median_bh", 10);
	g_assert_nonnull(strstr(g_ptr_array_index(said->notes, 0), "Opening hours: Mon–Tue 9:00–17:00, Thu–Fri 9:00–17:00, Sun 10:00–24:00"));
	talk_close(&talk);
}

/* METRICS §7.1, re-censoring: asked 24 hours before the end of September, answered after 200; October is followed for 72 hours, so that September
 * is too: the question is one that waited 96 hours. */
static void
test_recensored(void)
{
	struct talk talk = talk_open("2026-11-03");
	struct period september = talk_month(9), october = talk_month(10);
	struct duration clock;

	talk_asks(&talk, "t", "a", "2026-09-30 00:00");
	talk_says(&talk, "t", "b", "2026-10-08 08:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct question *question = &measuring_conversation(measuring)->questions[0];
	struct inquiry inquiry = measuring_inquiry(measuring, metric_find("c_ttfr_median"), &october, &september, SCOPE_ALL);
	g_assert_true(question_clock(&inquiry, question, &clock));
	assert_near(clock.time, 96);
	g_assert_cmpuint(clock.cause, ==, CENSORED);
	inquiry = measuring_inquiry(measuring, metric_find("c_ttfr_median"), &september, &september, SCOPE_ALL);
	g_assert_true(question_clock(&inquiry, question, &clock));
	assert_near(clock.time, 200); /* when September itself is reported, all that is known counts */
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/opening/hours", test_hours);
	g_test_add_func("/opening/words", test_words);
	g_test_add_func("/opening/recensored-7.1", test_recensored);
	return g_test_run();
}
