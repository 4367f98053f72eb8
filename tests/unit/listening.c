/* Do we hear (C18), and do labels say what they should: from messages and labels to values. */
#include <math.h>
#include <string.h>

#include "metrics/community/conversation.h"

#include "talk.h"

static struct talk
talk_with_staff(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk.rule = REPLY_RULE_PARENT;
	talk_member(&talk, "S", MEMBER_STAFF);
	talk_member(&talk, "mute", MEMBER_STAFF); /* staff who never write are spoken to as well */
	return talk;
}

/* Ten calls: by staff after 1, 2, 3, 4 and 60 hours, by an accepted peer after 5, and four that nobody heard: a day old, ever. */
static void
test_inbound(void)
{
	static const int staff_hours[] = { 1, 2, 3, 4, 60 };
	struct talk talk = talk_with_staff();
	char id[16];

	for (guint i = 0; i < G_N_ELEMENTS(staff_hours); i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i);
		g_snprintf(id, sizeof id, "m%u", talk.next);
		talk_says(&talk, thread, "a", "2026-10-05 10:00");
		talk_mentions(&talk, id, i % 2 ? "S" : "mute");
		talk_says(&talk, thread, "b", "2026-10-05 10:30"); /* a member's word is none of ours */
		talk_says(&talk, thread, "S", "2026-10-05 10:00")->created_at += staff_hours[i] * 3600;
	}
	g_snprintf(id, sizeof id, "m%u", talk.next);
	talk_asks(&talk, "q", "a", "2026-10-05 10:00");
	talk_mentions(&talk, id, "S");
	talk_says(&talk, "q", "b", "2026-10-05 15:00")->is_accepted = 1;
	talk_says(&talk, "notice", "S", "2026-10-01 10:00");
	for (guint i = 0; i < 4; i++)
		talk_says(&talk, "notice", "a", "2026-10-05 10:00"); /* below what we wrote: addressed to us */
	g_snprintf(id, sizeof id, "m%u", talk.next);
	talk_replies(&talk, "notice", "b", "2026-10-05 11:00", "m1"); /* to a member: not to us */
	talk_says(&talk, "room", "a", "2026-11-30 12:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_inbound_acknowledged_48h", 10);
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 10);
	assert_near(talk_now(raw, "value")->value, 0.5); /* four by staff and one by a peer within 48 hours */
	assert_near(talk_now(raw, "by_staff")->value, 0.4);
	assert_near(talk_now(raw, "by_peer")->value, 0.1);
	AUTO(figure) curve = talk_figure(measuring, "c_inbound_curve", 10);
	const struct figure_row *end = g_ptr_array_index(curve->rows, curve->rows->len - 1);
	assert_near(end->values[0].value, 0.6); /* with the one that waited sixty hours */
	g_assert_cmpint(talk_now(raw, "complaints")->state, ==, STATE_NO_DATA);
	g_assert_nonnull(strstr(talk_now(raw, "complaints")->reason, "labels.csv"));
	AUTO(figure) none = talk_raw(measuring, "c_inbound_acknowledged_48h", 9);
	g_assert_cmpint(talk_now(none, "value")->state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(talk_now(none, "value")->reason, ==, "nobody addressed us");
	talk_close(&talk);
}

/* What is still unheard when the data end is no failure: 53 hours are watched, not 48 for all. */
static void
test_inbound_censored(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "S", MEMBER_STAFF);
	for (guint i = 0; i < 12; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *id = g_strdup_printf("m%u", talk.next);
		talk_says(&talk, thread, "a", i < 6 ? "2026-10-05 10:00" : "2026-10-31 22:00");
		talk_mentions(&talk, id, "S");
		if (i < 6)
			talk_says(&talk, thread, "S", "2026-10-06 10:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_inbound_acknowledged_48h", 10);
	assert_near(talk_now(raw, "value")->value, 1); /* all that were watched so long; not 6 of 12 */
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 12);
	talk_close(&talk);
}

/* The same whichever way the rows came, and complaints apart. */
static void
test_inbound_complaints(void)
{
	struct talk talk = talk_with_staff();

	for (guint i = 0; i < 24; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *id = g_strdup_printf("m%u", talk.next);
		talk_says(&talk, thread, "a", "2026-10-05 10:00");
		talk_mentions(&talk, id, "S");
		if (i % 2 == 0)
			talk_label(&talk, id, i % 4 ? "Complaint" : "disposition", "joan", NULL, i % 4 ? NULL : "Negative");
		if (i % 2 == 0 ? i < 12 : i < 23)
			talk_says(&talk, thread, "S", "2026-10-05 12:00");
	}
	for (int turn = 0; turn < 2; turn++) {
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) figure = talk_figure(measuring, "c_inbound_acknowledged_48h", 10);
		assert_near(talk_now(figure, "all_complaints")->value, 12);
		assert_near(talk_now(figure, "complaints")->value, 0.5);
		g_assert_cmpint(talk_now(figure, "complaints")->state, ==, STATE_SMALL);
		assert_near(talk_now(figure, "value")->value, 17 / 24.0);
		talk_reverse(&talk, KIND_message);
		talk_reverse(&talk, KIND_label);
		talk_reverse(&talk, KIND_message_mention);
	}
	talk_close(&talk);
}

/* ---- labels ---- */

static gboolean
complained(const struct complaints *complaints, const char *kind)
{
	for (guint i = 0; i < complaints_size(complaints); i++)
		if (strcmp(complaints_get(complaints, i)->kind, kind) == 0)
			return TRUE;
	return FALSE;
}

static void
test_labels(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_says(&talk, "t", "a", "2026-10-05 10:00");
	talk_label(&talk, "m1", "Hand-off", "joan", NULL, "sales");
	talk_label(&talk, "m1", "praise", "joan", NULL, NULL);
	talk_label(&talk, "m9", "idea", "joan", NULL, NULL);
	talk_label(&talk, "m1", "disposition", "joan", NULL, "so so");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct conversation *conversation = measuring_conversation(measuring);
	g_assert_cmpuint(conversation->n_judgements, ==, 2);
	g_assert_true(conversation_is_judged(conversation, 0, LABEL_HANDOFF));
	g_assert_cmpint(conversation_labels_begin(conversation, LABEL_IDEA), ==, NO_TIME);
	g_assert_true(complained(talk.complaints, "label-unknown"));
	g_assert_true(complained(talk.complaints, "label-astray"));
	g_assert_true(complained(talk.complaints, "label-mood"));
	talk_close(&talk);
}

static void
visit(struct talk *talk, const char *who, const char *day, gint64 visits)
{
	struct member_day row;

	record_clear(KIND_member_day, &row);
	row.platform = talk_atom(talk, talk->platform);
	row.account = talk_atom(talk, who);
	row.on_day = day_of_instant(talk_time(day), NULL);
	row.visits = visits;
	records_add(talk->records, KIND_member_day, &row);
}

/* Ten look in, four of them write as well; staff and days without a visit do not count, and the active stay the active. */
static void
test_visitors(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "S", MEMBER_STAFF);
	talk_says(&talk, "old", "p9", "2026-08-20 10:00");
	talk_says(&talk, "then", "p9", "2026-09-20 10:00");
	for (guint i = 0; i < 10; i++) {
		g_autofree char *who = g_strdup_printf("p%u", i);
		if (i < 4)
			talk_says(&talk, who, who, "2026-10-05 10:00");
		visit(&talk, who, "2026-10-05", 1);
		visit(&talk, who, "2026-10-06", i % 2 ? 2 : NO_COUNT);
	}
	visit(&talk, "S", "2026-10-05", 1);
	visit(&talk, "nobody", "2026-10-05", 0);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_visitors", 10);
	assert_near(talk_now(figure, "value")->value, 6);
	assert_near(talk_now(figure, "visited")->value, 10);
	AUTO(figure) active = talk_figure(measuring, "c_active_members", 10);
	assert_near(talk_now(active, "value")->value, 4);
	AUTO(figure) before = talk_figure(measuring, "c_visitors", 9);
	g_assert_cmpint(talk_now(before, "value")->state, ==, STATE_NO_DATA); /* nobody counted then */
	talk_close(&talk);
}

/* Of what members said in staff's threads within a week: two of four to a member; later words, other threads and staff's own are none of it. */
static void
test_facilitation(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "S", MEMBER_STAFF);
	talk_says(&talk, "seed", "S", "2026-10-01 10:00");                  /* m1 */
	talk_replies(&talk, "seed", "a", "2026-10-01 11:00", "m1");
	talk_replies(&talk, "seed", "b", "2026-10-01 12:00", "m2");         /* member to member */
	talk_replies(&talk, "seed", "S", "2026-10-01 13:00", "m2");
	talk_replies(&talk, "seed", "a", "2026-10-02 11:00", "m3");         /* and back */
	talk_replies(&talk, "seed", "a", "2026-10-20 11:00", "m3");         /* too late */
	talk_says(&talk, "other", "S", "2026-10-05 10:00");                 /* m7 */
	talk_replies(&talk, "other", "a", "2026-10-05 11:00", "m7");
	talk_says(&talk, "ours", "a", "2026-10-05 10:00");                  /* m9: a member's thread */
	talk_replies(&talk, "ours", "b", "2026-10-05 11:00", "m9");
	talk_says(&talk, "fresh", "S", "2026-10-31 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = talk_value(measuring, "c_facilitation_share", 10, SCOPE_ALL);
	AUTO(figure) raw = talk_raw(measuring, "c_facilitation_share", 10);
	g_assert_cmpint(share.n, ==, 4);
	assert_near(talk_now(raw, "value")->value, 0.5);
	talk_close(&talk);
	talk = talk_open("2026-11-30");
	talk_says(&talk, "t", "a", "2026-10-01 10:00");
	AUTO(measuring) unlisted = measuring_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpint(talk_value(unlisted, "c_facilitation_share", 10, SCOPE_ALL).state, ==, STATE_NO_DATA);
	talk_close(&talk);
}

/* A chat: twelve questions, six answered in the thread; of the others, three are followed beside it within a day by somebody else. */
static void
test_beside(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 12; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *when = g_strdup_printf("2026-10-%02u 10:00", 2 * i + 1);
		talk_asks(&talk, thread, "a", when);
		if (i < 6)
			talk_says(&talk, thread, "b", when)->created_at += 3600;
		else
			talk_says(&talk, NULL, i < 9 ? "b" : "a", when)->created_at += 7200; /* the asker's own next word is no answer */
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_answered_within_24h", 10);
	assert_near(talk_now(raw, "value")->value, 0.5);
	assert_near(talk_now(raw, "beside")->value, 0.75);
	AUTO(figure) figure = talk_figure(measuring, "c_ttfr_median", 10);
	g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "all are told by a question mark"));
	talk_close(&talk);
	talk = talk_open("2026-11-30");
	talk.rule = REPLY_RULE_PARENT;
	talk_asks(&talk, "t", "a", "2026-10-05 10:00");
	AUTO(measuring) forum = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) none = talk_raw(forum, "c_answered_within_24h", 10);
	g_assert_cmpint(talk_now(none, "beside")->state, ==, STATE_NO_DATA);
	talk_close(&talk);
}

/* The week of the launch is loud in one space, by six people; another is loud by one person, who must not be told of. */
static void
test_unusual_spaces(void)
{
	struct talk talk = talk_open("2026-10-31");

	for (gint32 day = day_from_civil(2026, 7, 1); day < day_from_civil(2026, 10, 31); day++) {
		g_autofree char *date = day_iso(day), *when = g_strdup_printf("%s 10:00", date);
		gboolean loud = strcmp(date, "2026-10-14") == 0;
		for (guint i = 0; i < (loud ? 60 : 2); i++) {
			g_autofree char *who = g_strdup_printf("p%u", i % 6);
			talk_says(&talk, NULL, who, when)->space = talk_atom(&talk, "launch");
			talk_says(&talk, NULL, "q", when)->space = talk_atom(&talk, "corner");
		}
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_pulse", 10);
	const char *note = figure->notes->len ? g_ptr_array_index(figure->notes, figure->notes->len - 1) : "";
	g_assert_nonnull(strstr(note, "week of 2026-10-12: launch with 72 messages (expected 14)"));
	g_assert_null(strstr(note, "corner"));
	AUTO(figure) threads = talk_figure(measuring, "c_pulse_threads", 10);
	g_assert_cmpuint(threads->rows->len, ==, figure->rows->len);
	talk_close(&talk);
}

/* What users read of labels is what the program counts. */
static void
test_words_are_documented(void)
{
	static const char *const words[] = {
#define LABEL(meaning, word, says, detail) word,
#include "metrics/community/labels.def"
#undef LABEL
	};
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "inputs", "starter", "tables", "labels.csv", NULL), *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *line = g_strdup_printf("\n# %s ", words[i]), *also = g_strdup_printf("(also: %s)", words[i]);
		g_assert_true(strstr(text, line) || strstr(text, also));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/listening/inbound", test_inbound);
	g_test_add_func("/listening/inbound-censored", test_inbound_censored);
	g_test_add_func("/listening/inbound-complaints", test_inbound_complaints);
	g_test_add_func("/listening/labels", test_labels);
	g_test_add_func("/listening/visitors", test_visitors);
	g_test_add_func("/listening/facilitation", test_facilitation);
	g_test_add_func("/listening/beside", test_beside);
	g_test_add_func("/listening/unusual-spaces", test_unusual_spaces);
	g_test_add_func("/listening/words-are-documented", test_words_are_documented);
	return g_test_run();
}
