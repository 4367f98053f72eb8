/* Labels to values: hand-overs (C41), what came of it (C54), who spoke for us (C44), how messages feel (C52). */
#include <math.h>
#include <string.h>

#include "metrics/community/conversation.h"

#include "talk.h"

static void
label(struct talk *talk, guint message, const char *word, const char *by, const char *at, const char *detail)
{
	g_autofree char *id = g_strdup_printf("m%u", message);

	talk_label(talk, id, word, by, at, detail);
}

static void
write_many(struct talk *talk, guint n, const char *when)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *who = g_strdup_printf("p%02u", i), *thread = g_strdup_printf("%s-%u", when, i);
		talk_says(talk, thread, who, when);
	}
}

/* Without labels each says which it needs; nothing is 0. */
static void
test_without_labels(void)
{
	static const char *const names[] = { "c_handoff_completed_7d", "c_liaison_answer_median", "c_advocacy", "c_disposition" };
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 20, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(figure) figure = talk_figure(measuring, names[i], 10);
		g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(talk_now(figure, "value")->reason, "labels.csv"));
	}
	AUTO(figure) steps = talk_figure(measuring, "c_liaison", 10);
	g_assert_cmpuint(steps->rows->len, ==, 1);
	g_assert_cmpint(talk_cell(steps, NULL, "value")->state, ==, STATE_NO_DATA);
	talk_close(&talk);
}

/* Twelve hand-overs: six closed after one day, two after ten, an outcome before the hand-over, one nobody dates, two open. A second label by
 * another is the same hand-over. */
static void
test_handoff(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 12, "2026-10-05 10:00");
	for (guint i = 1; i <= 12; i++)
		label(&talk, i, "handoff", "joan", i == 12 ? NULL : "2026-10-06 10:00", "workshop");
	label(&talk, 1, "hand-off", "hanna", "2026-10-07 10:00", "workshop");
	for (guint i = 1; i <= 8; i++)
		label(&talk, i, "outcome", "joan", i <= 6 ? "2026-10-07 10:00" : "2026-10-16 10:00", "changed");
	label(&talk, 9, "outcome", "joan", "2026-10-05 12:00", "answered");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_handoff_completed_7d", 10);
	g_assert_cmpint(talk_now(figure, "value")->n, ==, 11);
	assert_near(talk_now(figure, "value")->value, 6 / 11.0);
	assert_near(talk_now(figure, "completed")->value, 8);
	assert_near(talk_now(figure, "open")->value, 3);
	g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_SMALL);
	g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "1 hand-overs say no time"));
	talk_close(&talk);
}

/* Six raised: answered by staff, by an outcome after staff's thank-you, by a label; handed over and only thanked before; one open; and an idea
 * in a thread where a complaint was raised before is one thread. */
static void
test_liaison(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "S", MEMBER_STAFF);
	write_many(&talk, 6, "2026-10-05 10:00");
	talk_says(&talk, "2026-10-05 10:00-0", "S", "2026-10-05 15:00"); /* 5 hours */
	talk_says(&talk, "2026-10-05 10:00-1", "S", "2026-10-05 11:00");
	talk_says(&talk, "2026-10-05 10:00-3", "S", "2026-10-05 11:00");
	talk_says(&talk, "2026-10-05 10:00-5", "p05", "2026-10-20 11:00");
	for (guint i = 1; i <= 6; i++)
		label(&talk, i, i % 3 == 0 ? "idea" : i % 3 == 1 ? "complaint" : "feedback", "joan", "2026-10-05 12:00", NULL);
	label(&talk, 10, "idea", "joan", NULL, NULL);
	label(&talk, 2, "handoff", "joan", "2026-10-05 12:00", "board");
	label(&talk, 2, "outcome", "joan", "2026-10-07 10:00", "declined"); /* 48 hours, not the 1 of the thank-you */
	label(&talk, 3, "answered", "joan", "2026-10-06 10:00", NULL);      /* 24 hours */
	label(&talk, 4, "handoff", "joan", "2026-10-05 12:00", "board");
	for (int turn = 0; turn < 2; turn++) {
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) steps = talk_figure(measuring, "c_liaison", 10);
		assert_near(talk_cell(steps, "Raised", "value")->value, 6);
		assert_near(talk_cell(steps, "Handed over", "value")->value, 2);
		assert_near(talk_cell(steps, "Answered", "value")->value, 3);
		assert_near(talk_cell(steps, "Closed with an outcome", "value")->value, 1);
		AUTO(figure) raw = talk_raw(measuring, "c_liaison_answer_median", 10);
		g_assert_cmpint(talk_now(raw, "value")->n, ==, 6);
		assert_near(talk_now(raw, "value")->value, 48); /* 5, 24, 48 and three open; the median of those answered would be 24 */
		talk_reverse(&talk, KIND_label);
		talk_reverse(&talk, KIND_message);
	}
	talk_close(&talk);
}

/* People count once, staff and last month's words not at all. */
static void
test_advocacy(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "S", MEMBER_STAFF);
	write_many(&talk, 40, "2026-10-05 10:00");
	talk_says(&talk, "s", "S", "2026-10-06 10:00");
	talk_says(&talk, "again", "p00", "2026-10-07 10:00");
	talk_says(&talk, "old", "p09", "2026-09-07 10:00");
	for (guint i = 1; i <= 6; i++)
		label(&talk, i, "advocacy", "joan", NULL, NULL);
	label(&talk, 1, "advocacy", "hanna", NULL, NULL);
	for (guint i = 41; i <= 43; i++)
		label(&talk, i, "advocacy", "joan", "2026-10-20 10:00", NULL);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_advocacy", 10);
	assert_near(talk_now(figure, "value")->value, 6);
	assert_near(talk_now(figure, "share")->value, 6 / 40.0);
	talk_close(&talk);
}

/* Forty messages by forty people, two raters: twenty both positive, ten both negative, ten one of each. */
static void
rate(struct talk *talk, const char *other)
{
	write_many(talk, 40, "2026-10-05 10:00");
	for (guint i = 1; i <= 40; i++) {
		label(talk, i, "disposition", "joan", NULL, i <= 20 || i > 30 ? "positive" : "negative");
		if (other)
			label(talk, i, "disposition", other, NULL, i <= 20 ? "positive" : "negative");
	}
}

static void
test_disposition(void)
{
	struct talk talk = talk_open("2026-11-30");

	rate(&talk, "hanna");
	for (int turn = 0; turn < 2; turn++) {
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) figure = talk_figure(measuring, "c_disposition", 10);
		assert_near(talk_now(figure, "value")->value, 25 / 40.0); /* half of each message they disagree on */
		assert_near(talk_now(figure, "negative")->value, 15 / 40.0);
		assert_near(talk_now(figure, "neutral")->value, 0);
		g_assert_cmpint(talk_now(figure, "value")->n, ==, 40);
		g_assert_true(value_has_interval(talk_now(figure, "value")));
		/* 0.75 observed; 0.75 · 0.5 + 0.25 · 0.5 = 0.5 by chance: κ = 0.5 */
		g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "40 of 40"));
		g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "Cohen’s kappa 0.50"));
		talk_reverse(&talk, KIND_label);
	}
	talk_close(&talk);
}

/* One person's judgement of a mood is no measurement: it is not shown. A third rater makes it Fleiss'. */
static void
test_raters(void)
{
	struct talk talk = talk_open("2026-11-30");

	rate(&talk, NULL);
	AUTO(measuring) alone = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(alone, "c_disposition", 10);
	g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_NO_DATA);
	g_assert_nonnull(strstr(talk_now(figure, "value")->reason, "another"));
	talk_close(&talk);
	talk = talk_open("2026-11-30");
	rate(&talk, "hanna");
	label(&talk, 1, "disposition", "elsie", NULL, "positive");
	AUTO(measuring) three = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) of_three = talk_figure(three, "c_disposition", 10);
	g_assert_nonnull(strstr(g_ptr_array_index(of_three->notes, 0), "Fleiss’ kappa"));
	talk_close(&talk);
}

/* By stage at the time of the message; a stage of three people is hidden, and another with it. */
static void
test_stages(void)
{
	static const char *const moods[] = { "positive", "neutral", "negative" };
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 40; i++) {
		g_autofree char *who = g_strdup_printf("p%02u", i);
		int stage = choice_find(record_field_find(KIND_standing, "stage")->words, i < 3 ? "deciding" : i < 18 ? "customer" : "aware");
		talk_member(&talk, who, MEMBER_MEMBER);
		talk_standing(&talk, who, NULL, RELATION_UNKNOWN, stage);
	}
	write_many(&talk, 40, "2026-10-05 10:00");
	for (guint i = 0; i < 40; i++) {
		label(&talk, i + 1, "disposition", "joan", NULL, moods[i % 3]);
		label(&talk, i + 1, "disposition", "hanna", NULL, moods[i % 3]);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_disposition_by_stage", 10);
	g_assert_cmpint(talk_cell(figure, "deciding", "value")->state, ==, STATE_SUPPRESSED);
	g_assert_cmpint(talk_cell(figure, "customer", "people")->state, ==, STATE_SUPPRESSED); /* else 40 less the others would tell */
	assert_near(talk_cell(figure, "aware", "people")->value, 22);
	assert_near(talk_cell(figure, "aware", "value")->value, 8 / 22.0);
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/voices/without-labels", test_without_labels);
	g_test_add_func("/voices/handoff", test_handoff);
	g_test_add_func("/voices/liaison", test_liaison);
	g_test_add_func("/voices/advocacy", test_advocacy);
	g_test_add_func("/voices/disposition", test_disposition);
	g_test_add_func("/voices/raters", test_raters);
	g_test_add_func("/voices/stages", test_stages);
	return g_test_run();
}
