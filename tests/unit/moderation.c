/* Flags, decisions and removals from records to values (C23–C25, C46), and what must be said where there is no number. */
#include <math.h>
#include <string.h>

#include "metrics/community/conversation.h"
#include "metrics/statistics/interval.h"

#include "talk.h"

/* `n` messages by as many people, "m1" … if they are the first. */
static void
write_many(struct talk *talk, guint n, const char *when)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *who = g_strdup_printf("p%02u", i % 40), *thread = g_strdup_printf("%s-%u", when, i);
		talk_says(talk, thread, who, when);
	}
}

static void
flag(struct talk *talk, guint message, const char *when)
{
	g_autofree char *id = g_strdup_printf("m%u", message);

	talk_moderates(talk, id, MOD_FLAG, ACTOR_MEMBER, when);
}

static struct mod_action *
decide(struct talk *talk, guint message, int kind, int actor, const char *when)
{
	g_autofree char *id = g_strdup_printf("m%u", message);

	return talk_moderates(talk, id, kind, actor, when);
}

static void
assert_state_everywhere(const struct measuring *measuring, enum state state)
{
	static const char *const names[] = { "c_flag_rate", "c_flag_handling_median", "c_flag_agreement", "c_decision_upheld_rate",
		                                 "c_removal_reversal", "c_spam_exposure_median" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(figure) figure = talk_figure(measuring, names[i], 10);
		g_assert_cmpint(talk_now(figure, "value")->state, ==, state);
		g_assert_nonnull(talk_now(figure, "value")->reason);
	}
}

/* Nobody tells of flags: that is not "no flags". */
static void
test_nothing_told(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 50, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_state_everywhere(measuring, STATE_NO_DATA);
	talk_close(&talk);
}

/* And what is told of from November on says nothing of October. */
static void
test_told_later(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 50, "2026-10-05 10:00");
	flag(&talk, 1, "2026-11-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_state_everywhere(measuring, STATE_NO_DATA);
	talk_close(&talk);
}

/* Six of 200 messages, one of them flagged three times, one removed since, one an old one; the bot's words are no messages. */
static void
test_flag_rate(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "robot", MEMBER_BOT);
	write_many(&talk, 200, "2026-10-05 10:00");
	for (guint i = 1; i <= 6; i++)
		flag(&talk, i, "2026-10-06 10:00");
	flag(&talk, 1, "2026-10-07 10:00");
	flag(&talk, 1, "2026-11-07 10:00"); /* not flagged anew in November */
	talk_rare(&talk, RECORD_AT(talk.records, message, 0))->deleted_at = talk_time("2026-10-09 10:00");
	for (guint i = 0; i < 100; i++)
		talk_says(&talk, "r", "robot", "2026-10-08 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_flag_rate", 10);
	assert_near(talk_now(figure, "value")->value, 30); /* not 8 of 200, nor 6 of 300 */
	assert_near(talk_now(figure, "value")->lo, count_byar(6).low * 5);
	assert_near(talk_now(figure, "value")->hi, count_byar(6).high * 5);
	g_assert_cmpint(talk_now(figure, "value")->n, ==, 6);
	assert_near(talk_now(figure, "messages")->value, 200);
	g_assert_nonnull(strstr(g_ptr_array_index(figure->notes, 0), "independent events"));
	AUTO(figure) later = talk_raw(measuring, "c_flag_rate", 11);
	assert_near(talk_now(later, "flagged")->value, 0);
	talk_close(&talk);
}

/* Flags that come in bursts make a range wider than chance alone. */
static void
test_flag_bursts(void)
{
	struct talk talk = talk_open("2026-10-31");

	write_many(&talk, 30, "2026-07-05 10:00");
	for (gint32 day = day_from_civil(2026, 7, 6); day < day_from_civil(2026, 10, 31); day += 7) {
		g_autofree char *date = day_iso(day), *when = g_strdup_printf("%s 10:00", date);
		guint burst = day % 4 == 0 ? 12 : 1, first = talk.next;
		write_many(&talk, 40, when);
		for (guint i = 0; i < burst; i++)
			flag(&talk, first + i, when);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_flag_rate", 10);
	const struct value *rate = talk_now(figure, "value");
	double flagged = talk_now(figure, "flagged")->value, messages = talk_now(figure, "messages")->value;
	assert_near(rate->value, 1000 * flagged / messages);
	g_assert_cmpfloat(rate->dispersion, >, 2);
	g_assert_cmpfloat(rate->lo, <, 1000 * count_byar(flagged).low / messages);
	g_assert_cmpfloat(rate->hi, >, 1000 * count_byar(flagged).high / messages);
	talk_close(&talk);
}

/* METRICS §7.1 as flags: decided after 1, 2, 2, 5 and 30 hours; three open when the data end. Machines, flags and members decide nothing. */
static void
test_handling(void)
{
	static const int hours[] = { 1, 2, 2, 5, 30 };
	struct talk talk = talk_open("2026-10-31");

	write_many(&talk, 10, "2026-10-28 10:00");
	for (guint i = 0; i < 5; i++) {
		flag(&talk, i + 1, "2026-10-28 10:00");
		flag(&talk, i + 1, "2026-10-28 10:30");
		decide(&talk, i + 1, MOD_HIDE, ACTOR_AUTO, "2026-10-28 10:40");
		decide(&talk, i + 1, MOD_SPAM, ACTOR_MEMBER, "2026-10-28 10:45");
		decide(&talk, i + 1, i % 2 ? MOD_APPROVE : MOD_WARN, ACTOR_MODERATOR, "2026-10-28 10:00")->at += hours[i] * 3600;
	}
	flag(&talk, 6, "2026-10-31 20:00"); /* four hours before the end of the data */
	flag(&talk, 7, "2026-10-31 04:00"); /* twenty */
	flag(&talk, 8, "2026-10-29 00:00"); /* seventy-two */
	decide(&talk, 9, MOD_DELETE, ACTOR_MODERATOR, "2026-10-28 11:00"); /* nobody had flagged it */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_flag_handling_median", 10);
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 8);
	assert_near(talk_now(raw, "value")->value, 5); /* not 2, the median of those decided */
	assert_near(talk_now(raw, "value")->lo, 1);
	assert_near(talk_now(raw, "decided")->value, 5);
	assert_near(talk_now(raw, "open")->value, 3);
	talk_close(&talk);
}

/* A decision may name the flag instead of the message, or the message tell that a moderator removed it. */
static void
test_handling_named_otherwise(void)
{
	struct talk talk = talk_open("2026-10-31");

	write_many(&talk, 3, "2026-10-05 10:00");
	flag(&talk, 1, "2026-10-05 11:00");
	talk_moderates(&talk, NULL, MOD_APPROVE, ACTOR_STAFF, "2026-10-05 13:00")->resolves = talk_atom(&talk, "a1");
	flag(&talk, 2, "2026-10-05 11:00");
	talk_rare(&talk, RECORD_AT(talk.records, message, 1))->deleted_at = talk_time("2026-10-05 12:00");
	RECORD_AT(talk.records, message, 1)->deleted_by = DELETED_BY_MODERATOR;
	talk_moderates(&talk, NULL, MOD_FLAG, ACTOR_MEMBER, "2026-10-05 12:00"); /* names nothing */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	const struct conversation *conversation = measuring_conversation(measuring);
	g_assert_cmpuint(conversation->n_incidents, ==, 2);
	g_assert_cmpint(conversation->flags_astray, ==, 1);
	AUTO(figure) raw = talk_raw(measuring, "c_flag_handling_median", 10);
	assert_near(talk_now(raw, "decided")->value, 2);
	talk_close(&talk);
}

static void
test_agreement(void)
{
	static const int verdicts[] = { VERDICT_AGREED, VERDICT_AGREED, VERDICT_AGREED, VERDICT_DISAGREED, VERDICT_IGNORED, VERDICT_UNKNOWN };
	struct talk talk = talk_open("2026-10-31");

	write_many(&talk, 6, "2026-10-05 10:00");
	for (guint i = 0; i < G_N_ELEMENTS(verdicts); i++) {
		flag(&talk, i + 1, "2026-10-05 11:00");
		decide(&talk, i + 1, MOD_WARN, ACTOR_MODERATOR, "2026-10-05 12:00")->verdict = (guint8)verdicts[i];
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_flag_agreement", 10);
	assert_near(talk_now(raw, "value")->value, 0.75);
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 4);
	assert_near(talk_now(raw, "ignored")->value, 1);
	assert_near(talk_now(raw, "no_verdict")->value, 1);
	talk_close(&talk);
}

/* Eight decisions looked at again: two fell within thirty days, one after sixty, one without an appeal; one nobody asked about, and one
 * whose thirty days are not over in October. */
static void
test_upheld(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 20, "2026-08-05 10:00");
	for (guint i = 1; i <= 7; i++) {
		struct mod_action *action = decide(&talk, i, MOD_WARN, ACTOR_MODERATOR, "2026-08-10 10:00");
		action->appeal_at = talk_time("2026-08-11 10:00");
		if (i <= 2)
			action->reversed_at = talk_time("2026-08-20 10:00");
		else if (i == 3)
			action->reversed_at = talk_time("2026-10-10 10:00");
	}
	decide(&talk, 8, MOD_HIDE, ACTOR_AUTO, "2026-08-10 10:00");
	decide(&talk, 8, MOD_RESTORE, ACTOR_MODERATOR, "2026-08-12 10:00");
	decide(&talk, 9, MOD_HIDE, ACTOR_MODERATOR, "2026-08-10 10:00");
	decide(&talk, 10, MOD_WARN, ACTOR_MODERATOR, "2026-10-10 10:00")->appeal_at = talk_time("2026-10-11 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_decision_upheld_rate", 10);
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 8);
	assert_near(talk_now(raw, "value")->value, 5 / 8.0);
	assert_near(talk_now(raw, "appealed")->value, 7);
	assert_near(talk_now(raw, "reversed")->value, 3);
	AUTO(figure) none = talk_raw(measuring, "c_decision_upheld_rate", 8);
	g_assert_cmpint(talk_now(none, "value")->state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(talk_now(none, "value")->reason, ==, "no appeals");
	talk_close(&talk);
}

/* Hidden and then deleted is one removal; what came back and went again are two; an approved one was never removed. */
static void
test_reversal(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 20, "2026-08-05 10:00");
	for (guint i = 1; i <= 6; i++)
		decide(&talk, i, MOD_HIDE, ACTOR_AUTO, "2026-08-10 10:00");
	decide(&talk, 1, MOD_DELETE, ACTOR_MODERATOR, "2026-08-11 10:00");
	decide(&talk, 2, MOD_RESTORE, ACTOR_MODERATOR, "2026-08-11 10:00");
	decide(&talk, 2, MOD_DELETE, ACTOR_MODERATOR, "2026-08-12 10:00");
	decide(&talk, 7, MOD_APPROVE, ACTOR_MODERATOR, "2026-08-12 10:00");
	talk_moderates(&talk, NULL, MOD_BAN, ACTOR_MODERATOR, "2026-08-12 10:00")->target = talk_atom(&talk, "p09");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) raw = talk_raw(measuring, "c_removal_reversal", 10);
	g_assert_cmpint(talk_now(raw, "value")->n, ==, 7);
	assert_near(talk_now(raw, "value")->value, 1 / 7.0);
	talk_close(&talk);
}

/* Spam by a moderator's word, and by a banned person's removed message; not what members only called so, nor what was cleared. */
static void
test_spam(void)
{
	struct talk talk = talk_open("2026-10-31");

	write_many(&talk, 10, "2026-10-05 10:00");
	decide(&talk, 1, MOD_HIDE, ACTOR_AUTO, "2026-10-05 11:00");
	decide(&talk, 1, MOD_SPAM, ACTOR_MODERATOR, "2026-10-05 14:00"); /* seen for one hour, not four */
	decide(&talk, 2, MOD_SPAM, ACTOR_MODERATOR, "2026-10-05 12:00");
	talk_moderates(&talk, NULL, MOD_BAN, ACTOR_MODERATOR, "2026-10-06 10:00")->target = talk_atom(&talk, "p02");
	talk_rare(&talk, RECORD_AT(talk.records, message, 2))->deleted_at = talk_time("2026-10-05 13:00");
	RECORD_AT(talk.records, message, 2)->deleted_by = DELETED_BY_MODERATOR;
	decide(&talk, 4, MOD_SPAM, ACTOR_MEMBER, "2026-10-05 11:00");
	decide(&talk, 5, MOD_SPAM, ACTOR_MODERATOR, "2026-10-05 11:00");
	decide(&talk, 5, MOD_RESTORE, ACTOR_MODERATOR, "2026-10-05 12:00");
	for (int turn = 0; turn < 2; turn++) {
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) raw = talk_raw(measuring, "c_spam_exposure_median", 10);
		g_assert_cmpint(talk_now(raw, "value")->n, ==, 3);
		assert_near(talk_now(raw, "value")->value, 2);
		talk_reverse(&talk, KIND_mod_action);
		talk_reverse(&talk, KIND_message);
	}
	talk_close(&talk);
}

/* Three spaces: one with seven people flagged, one with two, who are hidden, and with them those of a third; a private one is left out. */
static void
test_by_space(void)
{
	static const struct { const char *name; guint flags; } spaces[] = { { "square", 9 }, { "corner", 2 }, { "bench", 7 } };
	struct talk talk = talk_open("2026-10-31");
	struct space hidden;

	record_clear(KIND_space, &hidden);
	hidden.platform = talk_atom(&talk, "discourse");
	hidden.space = talk_atom(&talk, "board");
	hidden.visibility = VISIBILITY_PRIVATE;
	records_add(talk.records, KIND_space, &hidden);
	for (guint s = 0; s < G_N_ELEMENTS(spaces); s++)
		for (guint i = 0; i < 20; i++) {
			g_autofree char *who = g_strdup_printf("p%02u", i), *thread = g_strdup_printf("%u-%u", s, i);
			talk_says(&talk, thread, who, "2026-10-05 10:00")->space = talk_atom(&talk, spaces[s].name);
			if (i < spaces[s].flags)
				flag(&talk, talk.next - 1, "2026-10-06 10:00");
		}
	talk_says(&talk, "secret", "p01", "2026-10-05 10:00")->space = hidden.space;
	flag(&talk, talk.next - 1, "2026-10-06 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_flags_by_space", 10);
	g_assert_cmpuint(figure->rows->len, ==, 3);
	assert_near(talk_cell(figure, "square", "value")->value, 9);
	assert_near(talk_cell(figure, "square", "per_1000")->value, 450);
	g_assert_cmpint(talk_cell(figure, "corner", "value")->state, ==, STATE_SUPPRESSED);
	g_assert_cmpint(talk_cell(figure, "bench", "value")->state, ==, STATE_SUPPRESSED);
	assert_near(talk_cell(figure, "bench", "messages")->value, 20);
	talk_close(&talk);
}

static void
test_by_kind(void)
{
	struct talk talk = talk_open("2026-11-30");

	write_many(&talk, 20, "2026-08-05 10:00");
	for (guint i = 1; i <= 10; i++) {
		struct mod_action *action = decide(&talk, i, i <= 6 ? MOD_WARN : MOD_HIDE, ACTOR_MODERATOR, "2026-08-10 10:00");
		action->appeal_at = talk_time("2026-08-11 10:00");
		if (i == 1)
			action->reversed_at = talk_time("2026-08-20 10:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_decision_upheld_by_kind", 10);
	g_assert_cmpuint(figure->rows->len, ==, 2);
	assert_near(talk_cell(figure, "Warned", "value")->value, 5 / 6.0);
	g_assert_cmpint(talk_cell(figure, "Warned", "value")->state, ==, STATE_SMALL);
	g_assert_cmpint(talk_cell(figure, "Hidden", "value")->state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/moderation/nothing-told", test_nothing_told);
	g_test_add_func("/moderation/told-later", test_told_later);
	g_test_add_func("/moderation/flag-rate", test_flag_rate);
	g_test_add_func("/moderation/flag-bursts", test_flag_bursts);
	g_test_add_func("/moderation/handling-7.1", test_handling);
	g_test_add_func("/moderation/handling-named-otherwise", test_handling_named_otherwise);
	g_test_add_func("/moderation/agreement", test_agreement);
	g_test_add_func("/moderation/upheld", test_upheld);
	g_test_add_func("/moderation/reversal", test_reversal);
	g_test_add_func("/moderation/spam", test_spam);
	g_test_add_func("/moderation/by-space", test_by_space);
	g_test_add_func("/moderation/by-kind", test_by_kind);
	return g_test_run();
}
