/* The readings of METRICS §6.0b on small threads: roots, responses, who addresses whom, bots, erased people, order of rows. */
#include <string.h>

#include "metrics/community/conversation.h"

#include "talk.h"

static guint32
person(const struct conversation *conversation, const char *name)
{
	guint32 found = conversation_person(conversation, name);

	g_assert_cmpuint(found, !=, NOBODY);
	return found;
}

/* "a>b:reply c>a:root" in order of time. */
static char *
edges_text(const struct conversation *conversation)
{
	static const char *const bases[] = { "reply", "mention", "previous", "root" };
	GString *text = g_string_new(NULL);

	for (guint32 i = 0; i < conversation->n_edges; i++) {
		const struct edge *edge = &conversation->edges[i];
		g_string_append_printf(text, "%s%s>%s:%s", i ? " " : "", records_atom(conversation->records, conversation->people[edge->from].id),
		                       records_atom(conversation->records, conversation->people[edge->to].id), bases[edge->basis]);
	}
	return g_string_free(text, FALSE);
}

static void
assert_edges(struct talk *talk, const char *expected)
{
	AUTO(conversation) conversation = conversation_new(talk->records, talk->project, talk->complaints);
	g_autofree char *edges = edges_text(conversation);

	g_assert_cmpstr(edges, ==, expected);
}

static void
test_previous_message(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "bot", MEMBER_BOT);
	talk_says(&talk, "t", "a", "2026-10-05 10:00");
	talk_says(&talk, "t", "b", "2026-10-05 11:00");
	talk_says(&talk, "t", "bot", "2026-10-05 11:30");
	talk_says(&talk, "t", "b", "2026-10-05 12:00"); /* own and bot rows are skipped */
	talk_says(&talk, "t", "c", "2026-10-05 13:00");
	talk_says(&talk, "t", "d", "2026-10-07 13:00"); /* more than a day later: the root's author */
	talk_says(&talk, "t", "a", "2026-10-09 13:00"); /* the root's author himself, a day late: nobody */
	assert_edges(&talk, "b>a:previous b>a:previous c>b:previous d>a:root");
	talk_close(&talk);
}

/* That one account writes most is said once, where its exports are read (platforms/people.c), and not again here. */
static void
test_loud(void)
{
	struct talk talk = talk_open("2026-10-31");

	for (int i = 0; i < 400; i++)
		talk_says(&talk, "t", i % 10 ? "a" : "b", "2026-10-05 10:00");
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(complaints_size(talk.complaints), ==, 0);
	talk_close(&talk);
}

static void
test_parent_field(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk.rule = REPLY_RULE_PARENT;
	talk_says(&talk, "t", "a", "2026-10-05 10:00");
	talk_says(&talk, "t", "b", "2026-10-05 11:00");                /* no parent: the opener */
	talk_replies(&talk, "t", "c", "2026-10-05 12:00", "m2");
	talk_says(&talk, "t", "a", "2026-10-05 13:00");                /* the opener means the last other */
	talk_replies(&talk, "t", "c", "2026-10-05 14:00", "m3");       /* to oneself: no edge at all */
	talk_replies(&talk, "t", "d", "2026-10-05 15:00", "gone");     /* a missing parent falls through */
	assert_edges(&talk, "b>a:root c>b:reply a>c:previous d>a:root");
	talk_close(&talk);
}

static void
test_mentions(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "silent", MEMBER_MEMBER);
	talk_member(&talk, "bot", MEMBER_BOT);
	talk_says(&talk, "t", "a", "2026-10-05 10:00");
	talk_says(&talk, "u", "b", "2026-10-05 10:30");
	talk_says(&talk, "t", "c", "2026-10-05 11:00");
	talk_mentions(&talk, "m3", "b");
	talk_mentions(&talk, "m3", "a");
	talk_mentions(&talk, "m3", "silent"); /* never wrote */
	talk_says(&talk, "t", "b", "2026-10-05 12:00");
	talk_mentions(&talk, "m4", "b");      /* oneself: falls through */
	talk_replies(&talk, "t", "a", "2026-10-05 13:00", "m4");
	talk_mentions(&talk, "m5", "c");      /* beside a reply: adds none */
	assert_edges(&talk, "c>a:mention c>b:mention b>c:previous a>b:reply");
	talk_close(&talk);
}

static void
test_channel(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk.rule = REPLY_RULE_CHANNEL;
	talk_asks(&talk, "general", "a", "2026-10-05 10:00");
	talk_says(&talk, "general", "b", "2026-10-05 11:00");
	talk_says(&talk, "general", "c", "2026-10-07 11:00"); /* too late, and a channel has no root */
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_autofree char *edges = edges_text(conversation);
	g_assert_cmpstr(edges, ==, "b>a:previous");
	g_assert_cmpuint(conversation->n_questions, ==, 0);
	g_assert_false(conversation_has_threads(conversation, SCOPE_NONE));
	talk_close(&talk);
}

static void
test_bot_root(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "bot", MEMBER_BOT);
	talk_asks(&talk, "t", "bot", "2026-10-05 10:00");
	talk_says(&talk, "t", "a", "2026-10-07 10:00");
	talk_says(&talk, "t", "b", "2026-10-07 11:00");
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_autofree char *edges = edges_text(conversation);
	g_assert_cmpstr(edges, ==, "b>a:previous");
	g_assert_cmpuint(conversation->n_questions, ==, 0);
	g_assert_cmpint(conversation->bot_messages, ==, 1);
	talk_close(&talk);
}

static void
test_responses(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "bot", MEMBER_BOT);
	talk_member(&talk, "gone", MEMBER_DELETED);
	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_member(&talk, "a", MEMBER_UNKNOWN); /* counts as member */
	talk_asks(&talk, "t", "a", "2026-10-05 10:00");
	talk_says(&talk, "t", "a", "2026-10-05 10:10");
	talk_says(&talk, "t", "bot", "2026-10-05 10:20");
	talk_says(&talk, "t", "gone", "2026-10-05 10:30");
	talk_rare(&talk, talk_says(&talk, "t", "b", "2026-10-05 10:40"))->deleted_at = talk_time("2026-10-05 10:50");
	talk_says(&talk, "t", "b", "2026-10-05 10:45")->automatic = 1;
	talk_says(&talk, "t", "b", "2026-10-05 11:00");
	talk_asks(&talk, "s", "boss", "2026-10-06 10:00");  /* staff ask nothing that counts */
	talk_asks(&talk, "g", "gone", "2026-10-06 10:00");  /* collapsed tombstones never ask */
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_questions, ==, 1);
	const struct question *question = &conversation->questions[0];
	g_assert_cmpuint(question->asker, ==, person(conversation, "a"));
	g_assert_cmpint(conversation->utterances[question->response].at, ==, talk_time("2026-10-05 11:00"));
	talk_close(&talk);
}

static void
test_single_message_is_a_root(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_asks(&talk, NULL, "a", "2026-10-05 10:00");
	talk_says(&talk, "m1", "b", "2026-10-05 12:00")->is_root = 0; /* names the message as its thread */
	talk_asks(&talk, NULL, "c", "2026-10-05 13:00");
	talk_says(&talk, "lost", "d", "2026-10-05 14:00")->is_root = 0; /* its root lies outside the export */
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_discussions, ==, 3);
	g_assert_cmpuint(conversation->n_questions, ==, 2);
	g_assert_cmpuint(conversation->questions[0].response, !=, NO_UTTERANCE);
	g_assert_cmpuint(conversation->questions[1].response, ==, NO_UTTERANCE);
	talk_close(&talk);
}

static void
test_reply_chain_without_threads(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk.rule = REPLY_RULE_PARENT;
	talk_asks(&talk, NULL, "a", "2026-10-05 10:00");
	talk_replies(&talk, NULL, "b", "2026-10-05 11:00", "m1");
	talk_replies(&talk, NULL, "c", "2026-10-05 12:00", "m2");
	talk_replies(&talk, NULL, "d", "2026-10-05 13:00", "m4"); /* a circle of one */
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_discussions, ==, 2);
	g_assert_cmpuint(conversation->discussions[0].past - conversation->discussions[0].first, ==, 3);
	talk_close(&talk);
}

static void
test_question_sources(void)
{
	struct talk talk = talk_open("2026-10-31");
	struct label label;

	talk_asks(&talk, "t1", "a", "2026-10-05 10:00")->is_question = 0; /* the platform knows better than the rule */
	talk_says(&talk, "t2", "a", "2026-10-05 11:00")->is_question = 1;
	talk_says(&talk, "t3", "a", "2026-10-05 12:00");
	record_clear(KIND_label, &label);
	label.platform = talk_atom(&talk, "discourse");
	label.message_id = talk_atom(&talk, "m3");
	label.label = talk_atom(&talk, "question");
	records_add(talk.records, KIND_label, &label);
	struct message *spam = talk_asks(&talk, "t4", "a", "2026-10-05 13:00");
	talk_rare(&talk, spam)->deleted_at = talk_time("2026-10-05 14:00");
	spam->deleted_by = 2; /* a moderator */
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_questions, ==, 2);
	talk_close(&talk);
}

static void
test_same_thread_name_in_two_spaces(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_asks(&talk, "1760000000.1", "a", "2026-10-05 10:00")->space = talk_atom(&talk, "general");
	talk_says(&talk, "1760000000.1", "b", "2026-10-05 11:00")->space = talk_atom(&talk, "random");
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_discussions, ==, 2);
	g_assert_cmpuint(conversation->questions[0].response, ==, NO_UTTERANCE);
	talk_close(&talk);
}

static void
test_aliases_are_one_person(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_account(&talk, "chat", "slack");
	talk_member(&talk, "anna", MEMBER_MEMBER);
	talk.platform = "slack";
	struct member *other = talk_member(&talk, "U1", MEMBER_STAFF);
	other->person = talk_atom(&talk, "anna");
	talk_says(&talk, "t", "U1", "2026-10-05 10:00");
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_people, ==, 1);
	g_assert_cmpint(conversation->people[0].kind, ==, MEMBER_STAFF);
	g_assert_cmpuint(conversation->people[0].accounts, ==, 2);
	g_assert_true(conversation->has_staff);
	g_assert_cmpint(conversation->discussions[0].scope, ==, 1);
	talk_close(&talk);
}

static void
fill(struct talk *talk)
{
	static const char *const names[] = { "a", "b", "c", "d", "e" };
	char thread[4], when[20];

	for (guint i = 0; i < 60; i++) {
		g_snprintf(thread, sizeof thread, "t%u", i * 7 % 11);
		g_snprintf(when, sizeof when, "2026-10-%02u %02u:00", 1 + i % 20, i * 5 % 24);
		talk_asks(talk, thread, names[i * 3 % 5], when);
	}
}

static void
test_order_of_rows(void)
{
	struct talk talk = talk_open("2026-10-31");

	fill(&talk);
	AUTO(conversation) one = conversation_new(talk.records, talk.project, talk.complaints);
	g_autofree char *edges = edges_text(one);
	talk_reverse(&talk, KIND_message);
	AUTO(conversation) other = conversation_new(talk.records, talk.project, talk.complaints);
	g_autofree char *edges_too = edges_text(other);
	g_assert_cmpstr(edges, ==, edges_too);
	g_assert_cmpuint(one->n_presences, ==, other->n_presences);
	g_assert_cmpmem(one->presences, one->n_presences * sizeof *one->presences, other->presences, other->n_presences * sizeof *other->presences);
	talk_close(&talk);
}

static void
test_presence_and_arrival(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_says(&talk, "t", "a", "2026-10-05 23:59");
	talk_says(&talk, "t", "a", "2026-10-06 00:00");
	talk_says(&talk, "t", "a", "2026-10-06 10:00");
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpuint(conversation->n_presences, ==, 2);
	g_assert_cmpuint(conversation->presences[1].messages, ==, 2);
	g_assert_cmpuint(conversation->n_arrivals, ==, 2); /* in the forum, and anywhere */
	gint32 sixth = day_from_civil(2026, 10, 6);
	g_assert_true(conversation_was_there(conversation, 0, sixth, sixth + 1, SCOPE_NONE));
	g_assert_false(conversation_was_there(conversation, 0, sixth + 1, sixth + 30, SCOPE_NONE));
	talk_close(&talk);
}

/* METRICS §7.3 */
static void
test_deep_ties(void)
{
	static const struct { const char *from, *to; int day; const char *thread; } said[] = {
		{ "u1", "v1", 1, "p" }, { "u1", "v1", 9, "q" }, { "v1", "u1", 9, "q" }, { "u1", "v1", 20, "q" },
		{ "u2", "v2", 5, "p" }, { "v2", "u2", 5, "q" }, { "u2", "v2", 5, "p" }, { "v2", "u2", 5, "q" },
		{ "u3", "v3", 1, "p" }, { "u3", "v3", 30, "q" }, { "u3", "v3", 60, "p" },
		{ "u4", "v4", 1, "p" }, { "v4", "u4", 2, "q" }, { "u4", "v4", 3, "p" },
		{ "u5", "v5", 1, "p" }, { "v5", "u5", 15, "p" }, { "u5", "v5", 29, "p" },
	};
	static const enum tie_kind expected[] = { TIE_DEEP, TIE_ONE_OFF, TIE_THIN, TIE_THIN, TIE_THIN };
	struct talk talk = talk_open("2026-12-31");
	gint32 start = day_from_civil(2026, 9, 1);

	for (guint i = 1; i <= 5; i++)
		for (guint side = 0; side < 2; side++) {
			g_autofree char *name = g_strdup_printf("%c%u", side ? 'v' : 'u', i);
			talk_says(&talk, name, name, "2026-08-01 10:00");
		}
	for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
		g_autofree char *day = day_iso(start + said[i].day), *when = g_strdup_printf("%s 10:00", day);
		guint number = talk.next;
		g_autofree char *thread = g_strdup_printf("%s%c", said[i].thread, said[i].from[1]), *id = g_strdup_printf("m%u", number);
		talk_says(&talk, thread, said[i].from, when);
		talk_mentions(&talk, id, said[i].to);
	}
	AUTO(conversation) conversation = conversation_new(talk.records, talk.project, talk.complaints);
	struct period window = period_of_day(PERIOD_ROLLING90, start + 80, NULL);
	const struct ties *ties = conversation_ties(conversation, &window, SCOPE_NONE);
	g_assert_cmpuint(ties->n, ==, 5);
	for (guint i = 0; i < ties->n; i++)
		g_assert_cmpint(tie_kind_of(&ties->ties[i], talk.project, talk.project->deep_days), ==, expected[i]);
	g_assert_true(ties == conversation_ties(conversation, &window, SCOPE_NONE)); /* kept */
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/conversation/rule-3-previous-message", test_previous_message);
	g_test_add_func("/conversation/loud", test_loud);
	g_test_add_func("/conversation/parent-field", test_parent_field);
	g_test_add_func("/conversation/mentions", test_mentions);
	g_test_add_func("/conversation/channel-is-thread", test_channel);
	g_test_add_func("/conversation/bot-root", test_bot_root);
	g_test_add_func("/conversation/responses", test_responses);
	g_test_add_func("/conversation/single-message-is-a-root", test_single_message_is_a_root);
	g_test_add_func("/conversation/reply-chain-without-threads", test_reply_chain_without_threads);
	g_test_add_func("/conversation/question-sources", test_question_sources);
	g_test_add_func("/conversation/same-thread-name-in-two-spaces", test_same_thread_name_in_two_spaces);
	g_test_add_func("/conversation/aliases-are-one-person", test_aliases_are_one_person);
	g_test_add_func("/conversation/order-of-rows", test_order_of_rows);
	g_test_add_func("/conversation/presence-and-arrival", test_presence_and_arrival);
	g_test_add_func("/conversation/deep-ties-7.3", test_deep_ties);
	return g_test_run();
}
