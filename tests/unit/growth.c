/* Growth accounting on random communities: the books balance every month, and say what counting by hand says. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "metrics/community/conversation.h"

#include "talk.h"

#define PEOPLE 24
#define MONTHS 9 /* January to September 2026 */
#define COMMUNITIES 25

/* Who was there in which month, by the story and not by the program. */
struct story {
	gboolean there[PEOPLE][MONTHS + 1]; /* by month, from 1 */
};

static void
story_tell(struct story *story, struct talk *talk, struct random *random)
{
	double loyal = 0.1 + 0.8 * random_unit(random);

	memset(story, 0, sizeof *story);
	talk_event(talk, "evening", "2026-05-20 18:00");
	for (guint p = 0; p < PEOPLE; p++) {
		g_autofree char *name = g_strdup_printf("p%02u", p);
		int kind = p % 8 == 7 ? MEMBER_STAFF : p % 8 == 6 ? MEMBER_BOT : MEMBER_UNKNOWN;
		talk_member(talk, name, kind);
		for (int month = 1; month <= MONTHS; month++) {
			guint messages = random_unit(random) < loyal ? random_below(random, 3) : 0;
			for (guint i = 0; i < messages; i++) {
				g_autofree char *when = g_strdup_printf("2026-%02d-%02u %02u:30", month, 1 + random_below(random, 28), random_below(random, 24));
				talk_says(talk, name, name, when);
			}
			story->there[p][month] = messages > 0 && kind == MEMBER_UNKNOWN;
		}
		if (random_unit(random) < 0.3) {
			talk_guest(talk, "evening", name, NULL, 1);
			RECORD_AT(talk->records, attendance, RECORD_COUNT_OF(talk->records, attendance) - 1)->part = 4; /* helped */
			story->there[p][5] |= kind == MEMBER_UNKNOWN;
		}
	}
}

struct counts {
	double active, fresh, back, stayed, gone;
};

static struct counts
story_count(const struct story *story, int month)
{
	struct counts counts = { 0, 0, 0, 0, 0 };

	for (guint p = 0; p < PEOPLE; p++) {
		gboolean now = story->there[p][month], then = story->there[p][month - 1], ever = FALSE;
		for (int earlier = 1; earlier < month; earlier++)
			ever |= story->there[p][earlier];
		counts.active += now;
		counts.fresh += now && !ever;
		counts.back += now && ever && !then;
		counts.stayed += now && then;
		counts.gone += then && !now;
	}
	return counts;
}

static void
community_check(guint number)
{
	g_autofree char *name = g_strdup_printf("community %u", number);
	struct random random = random_seeded("growth", name, "2026");
	struct talk talk = talk_open("2026-12-31");
	struct story story;

	story_tell(&story, &talk, &random);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (int month = 2; month <= MONTHS; month++) {
		struct counts then = story_count(&story, month - 1), expected = story_count(&story, month);
		AUTO(figure) growth = talk_figure(measuring, "c_growth_accounting", month);
		if (talk_now(growth, "value")->state == STATE_NO_DATA) /* before the first message of all */
			continue;
		assert_near(talk_value(measuring, "c_active_members", month, SCOPE_ALL).value, expected.active);
		assert_near(talk_now(growth, "new")->value, expected.fresh);
		assert_near(talk_now(growth, "resurrected")->value, expected.back);
		assert_near(talk_now(growth, "retained")->value, expected.stayed);
		assert_near(talk_now(growth, "lost")->value, expected.gone);
		assert_near(expected.active, then.active + expected.fresh + expected.back - expected.gone);
	}
	talk_close(&talk);
}

static void
test_books_balance(void)
{
	for (guint i = 0; i < COMMUNITIES; i++)
		community_check(i);
}

/* The build fails: somebody who is called new, though he was there the month before. */
static void
test_a_wrong_book_stops_the_build(void)
{
	if (g_test_subprocess()) {
		struct talk talk = talk_open("2026-11-30");
		talk_says(&talk, "a", "a", "2026-09-05 10:00");
		talk_says(&talk, "a", "a", "2026-10-05 10:00");
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		const struct conversation *conversation = measuring_conversation(measuring);
		for (guint32 i = 0; i < conversation->n_arrivals; i++)
			conversation->arrivals[i].at = talk_time("2026-10-05 10:00");
		talk_value(measuring, "c_retention_m1", 10, SCOPE_ALL);
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_failed();
	g_test_trap_assert_stderr("*does not add up*2026-10*");
}

/* A month that is not over has lost nobody yet. */
static void
test_month_not_over(void)
{
	static const char *const names[] = { "c_growth_accounting", "c_quick_ratio", "c_retention_m1" };
	struct talk talk = talk_open("2026-10-20");

	for (guint i = 0; i < 12; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-09-05 10:00");
		if (i < 6)
			talk_says(&talk, name, name, "2026-10-05 10:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(figure) figure = talk_figure(measuring, names[i], 10);
		g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_PARTIAL);
		g_assert_false(value_has_number(talk_now(figure, "value")));
		g_assert_nonnull(strstr(talk_now(figure, "value")->reason, "not over"));
	}
	AUTO(figure) active = talk_figure(measuring, "c_active_members", 10);
	assert_near(talk_now(active, "value")->value, 6); /* to date */
	talk_close(&talk);
}

/* METRICS §7.14, over its week of seven days: a was there on seven of them, b on two, c on one, d on none. */
static void
test_stickiness_of_a_week(void)
{
	struct talk talk = talk_open("2026-11-30");
	struct period week;

	g_assert_true(period_parse("2026-W41", NULL, &week));
	talk_says(&talk, "d", "d", "2026-09-01 10:00");
	for (int day = 5; day <= 11; day++) {
		g_autofree char *when = g_strdup_printf("2026-10-%02d 10:00", day);
		talk_says(&talk, "a", "a", when);
		if (day < 7)
			talk_says(&talk, "b", "b", when);
		if (day < 6)
			talk_says(&talk, "c", "c", when);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct metric *metric = metric_find("c_stickiness");
	struct inquiry inquiry = measuring_inquiry(measuring, metric, &week, &week, SCOPE_ALL);
	struct value share = metric->value(&inquiry);
	assert_near(share.value, 0.476190);
	g_assert_cmpint(share.n, ==, 3);
	talk_close(&talk);
}

/* A month of which twenty days are told has twenty days: who came on each of them is there on all. */
static void
test_stickiness_to_date(void)
{
	struct talk talk = talk_open("2026-10-20");

	for (int day = 1; day <= 20; day++) {
		g_autofree char *when = g_strdup_printf("2026-10-%02d 10:00", day);
		talk_says(&talk, "a", "a", when);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(talk_value(measuring, "c_stickiness", 10, SCOPE_ALL).value, 1);
	talk_close(&talk);
}

/* Back in October: a and b after a pause within five months, c after seven; d paused and stayed away. */
static void
test_back_after_a_pause(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (const char *who = "abd"; *who; who++)
		talk_says(&talk, (char[]){ *who, 0 }, (char[]){ *who, 0 }, "2026-06-05 10:00");
	talk_says(&talk, "c", "c", "2026-02-05 10:00");
	for (const char *who = "abc"; *who; who++)
		talk_says(&talk, (char[]){ *who, 0 }, (char[]){ *who, 0 }, "2026-10-05 10:00");
	talk_says(&talk, "e", "e", "2026-10-05 10:00"); /* new is not back */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_resurrection_rate", 10);
	g_assert_cmpint(talk_now(figure, "value")->n, ==, 3);
	assert_near(talk_now(figure, "older")->value, 1);
	talk_close(&talk);
}

/* Fifteen helpers: the range is of people, and holds the value. */
static void
test_absence_has_a_range(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 60; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *helper = g_strdup_printf("h%02u", (i * i) % 15);
		talk_asks(&talk, thread, "x", "2026-10-05 10:00");
		talk_says(&talk, thread, helper, "2026-10-05 11:00");
	}
	for (guint i = 0; i < 15; i++) {
		g_autofree char *thread = g_strdup_printf("u%u", i), *helper = g_strdup_printf("h%02u", i);
		talk_asks(&talk, thread, "x", "2026-10-06 10:00");
		talk_says(&talk, thread, helper, "2026-10-06 11:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value factor = talk_value(measuring, "c_absence_factor", 10, SCOPE_ALL);
	g_assert_cmpint(factor.n, ==, 75);
	g_assert_true(value_has_interval(&factor));
	g_assert_cmpfloat(factor.lo, <=, factor.value);
	g_assert_cmpfloat(factor.hi, >=, factor.value);
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/growth/books-balance", test_books_balance);
	g_test_add_func("/growth/a-wrong-book-stops-the-build", test_a_wrong_book_stops_the_build);
	g_test_add_func("/growth/month-not-over", test_month_not_over);
	g_test_add_func("/growth/stickiness-of-a-week-7.14", test_stickiness_of_a_week);
	g_test_add_func("/growth/stickiness-to-date", test_stickiness_to_date);
	g_test_add_func("/growth/back-after-a-pause", test_back_after_a_pause);
	g_test_add_func("/growth/absence-has-a-range", test_absence_has_a_range);
	return g_test_run();
}
