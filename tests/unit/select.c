/* What a letter to members may show, and what never: private spaces, words without leave, names without consent. */
#include <string.h>

#include "talk.h"

static GPtrArray *
october(const struct measuring *measuring)
{
	struct period period = talk_month(10);

	return measuring_selections(measuring, &period);
}

static const struct selection *
named(GPtrArray *selections, const char *name)
{
	for (guint i = 0; i < selections->len; i++) {
		const struct selection *selection = g_ptr_array_index(selections, i);
		if (strcmp(selection->name, name) == 0)
			return selection;
	}
	g_assert_not_reached();
}

static const struct selection_item *
item_of(const struct selection *selection, guint i)
{
	g_assert_cmpuint(i, <, selection->items->len);
	return g_ptr_array_index(selection->items, i);
}

static void
space_add(struct talk *talk, const char *name, int visibility)
{
	struct space space;

	record_clear(KIND_space, &space);
	space.platform = talk_atom(talk, talk->platform);
	space.space = space.name = talk_atom(talk, name);
	space.visibility = (guint8)visibility;
	records_add(talk->records, KIND_space, &space);
}

static void
person_add(struct talk *talk, const char *person, const char *name, const char *consent, const char *quote)
{
	struct person_row *row = g_new0(struct person_row, 1);

	talk_member(talk, person, MEMBER_MEMBER);
	row->person = g_strdup(person);
	row->name = g_strdup(name);
	row->consent_newsletter = g_strdup(consent);
	row->consent_quote = g_strdup(quote);
	row->consent_until = NO_DAY;
	g_ptr_array_add(talk->project->people, row);
}

static void
titled(struct talk *talk, struct message *message, const char *space, const char *title)
{
	message->space = talk_atom(talk, space);
	if (title)
		talk_rare(talk, message)->title = texts_add(talk->records->texts, title, -1);
}

static void
test_unanswered(void)
{
	struct talk talk = talk_open("2026-11-02");

	space_add(&talk, "Workshop", VISIBILITY_PUBLIC);
	space_add(&talk, "Bench", VISIBILITY_MEMBERS);
	space_add(&talk, "Board", VISIBILITY_PRIVATE);
	titled(&talk, talk_asks(&talk, "t1", "a", "2026-10-24 10:00"), "Workshop", "Which saddle?");
	titled(&talk, talk_asks(&talk, "t2", "a", "2026-10-10 10:00"), "Bench", "Hidden words");
	titled(&talk, talk_asks(&talk, "t3", "a", "2026-10-01 10:00"), "Board", "Secret");
	titled(&talk, talk_asks(&talk, "t4", "a", "2026-10-02 10:00"), "Workshop", "Answered");
	talk_says(&talk, "t4", "b", "2026-10-02 11:00")->space = talk_atom(&talk, "Workshop");
	titled(&talk, talk_asks(&talk, "t5", "a", "2026-11-02 20:00"), "Workshop", "Of today");
	titled(&talk, talk_asks(&talk, "t6", "a", "2026-10-03 10:00"), "Workshop", "Older");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	const struct selection *waiting = named(selections, "unanswered");
	g_assert_cmpint(waiting->total, ==, 3);
	g_assert_cmpstr(item_of(waiting, 0)->title, ==, "Older");
	g_assert_cmpstr(item_of(waiting, 0)->reason, ==, "waiting four weeks");
	g_assert_cmpstr(item_of(waiting, 1)->title, ==, "Which saddle?");
	g_assert_cmpstr(item_of(waiting, 1)->space, ==, "Workshop");
	g_assert_cmpstr(item_of(waiting, 2)->title, ==, "A question in Bench"); /* no words from a members' space */
	talk_close(&talk);
}

static void
test_conversations(void)
{
	static const char *const people[] = { "a", "b", "c", "d", "e" };
	struct talk talk = talk_open("2026-11-02");

	talk_member(&talk, "boss", MEMBER_STAFF);
	titled(&talk, talk_says(&talk, "old", "a", "2024-10-01 10:00"), "Workshop", "Old bolts");
	titled(&talk, talk_says(&talk, "new", "a", "2026-10-01 10:00"), "Workshop", "New nuts");
	for (guint i = 0; i < 5; i++) {
		talk_says(&talk, "old", people[i], "2026-10-05 10:00")->space = talk_atom(&talk, "Workshop");
		if (i < 3)
			talk_says(&talk, "new", people[i], "2026-10-06 10:00")->space = talk_atom(&talk, "Workshop");
	}
	for (guint i = 0; i < 9; i++) /* loud, but two people and staff */
		talk_says(&talk, "loud", i % 3 ? people[i % 2] : "boss", "2026-10-07 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	const struct selection *stayed = named(selections, "conversations"), *revived = named(selections, "revived");
	g_assert_cmpuint(stayed->items->len, ==, 2);
	g_assert_cmpstr(item_of(stayed, 0)->title, ==, "Old bolts");
	g_assert_cmpstr(item_of(stayed, 0)->reason, ==, "5 members, back after two years");
	g_assert_cmpstr(item_of(stayed, 1)->reason, ==, "3 members");
	g_assert_cmpuint(revived->items->len, ==, 1);
	talk_close(&talk);
}

static void
test_names_with_consent_only(void)
{
	struct talk talk = talk_open("2026-11-02");

	space_add(&talk, "Workshop", VISIBILITY_PUBLIC);
	space_add(&talk, "Bench", VISIBILITY_MEMBERS);
	talk_says(&talk, "old", "helper", "2026-01-05 10:00");
	person_add(&talk, "helper", "Rosa Lind", "first_name", "no");
	person_add(&talk, "n1", "Vera Moss", "full", "no");
	person_add(&talk, "n2", "Nils Moor", "none", "no");
	person_add(&talk, "n4", "Ada Reed", "full", "no");
	person_add(&talk, "n5", "Ben Hay", "full", "no");
	person_add(&talk, "n5", "Ben Hay", "none", "no"); /* and thought better of it */
	talk_says(&talk, "t1", "n1", "2026-10-05 10:00")->space = talk_atom(&talk, "Workshop");
	talk_says(&talk, "t1", "helper", "2026-10-05 11:00")->space = talk_atom(&talk, "Workshop");
	talk_says(&talk, "t2", "n2", "2026-10-06 10:00")->space = talk_atom(&talk, "Workshop");
	talk_says(&talk, "t3", "n3", "2026-10-06 10:00")->space = talk_atom(&talk, "Workshop");
	talk_says(&talk, "t4", "n4", "2026-10-06 10:00")->space = talk_atom(&talk, "Bench"); /* among members only */
	talk_says(&talk, "t5", "n5", "2026-10-06 10:00")->space = talk_atom(&talk, "Workshop");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	const struct selection *newcomers = named(selections, "newcomers"), *thanks = named(selections, "thanks");
	g_assert_cmpint(newcomers->total, ==, 5);
	g_assert_cmpuint(newcomers->items->len, ==, 1);
	g_assert_cmpstr(item_of(newcomers, 0)->title, ==, "Vera Moss");
	g_assert_null(item_of(newcomers, 0)->id); /* never an account */
	g_assert_cmpint(thanks->total, ==, 1);
	g_assert_cmpstr(item_of(thanks, 0)->title, ==, "Rosa");
	talk_close(&talk);
}

/* What others wrote above their thread names people, too. */
static void
test_titles_name_nobody(void)
{
	static const struct { const char *title, *shown; } cases[] = {
		{ "Thanks, Vera Moss!", "Thanks, Vera Moss!" }, { "Is NILS MOOR back?", "A question in Workshop" }, { "Ask @nilly", "A question in Workshop" },
		{ "Nils Moorhead bridge", "Nils Moorhead bridge" }, { "nilly spokes", "nilly spokes" },
	};
	struct talk talk = talk_open("2026-11-02");

	space_add(&talk, "Workshop", VISIBILITY_PUBLIC);
	person_add(&talk, "n1", "Vera Moss", "full", "no");
	person_add(&talk, "n2", "Nils Moor", "first_name", "no");
	RECORD_AT(talk.records, member, 0)->name = talk_atom(&talk, "Vera Moss");
	RECORD_AT(talk.records, member, 1)->name = talk_atom(&talk, "Nils Moor");
	RECORD_AT(talk.records, member, 1)->handle = talk_atom(&talk, "nilly");
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *when = g_strdup_printf("2026-10-%02u 10:00", 5 + i);
		titled(&talk, talk_asks(&talk, thread, "n3", when), "Workshop", cases[i].title);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(item_of(named(selections, "unanswered"), i)->title, ==, cases[i].shown);
	talk_close(&talk);
}

static void
test_consent_ends(void)
{
	struct talk talk = talk_open("2026-11-02");

	space_add(&talk, "Workshop", VISIBILITY_PUBLIC);
	person_add(&talk, "n1", "Vera Moss", "full", "yes");
	((struct person_row *)g_ptr_array_index(talk.project->people, 0))->consent_until = day_from_civil(2026, 9, 30);
	titled(&talk, talk_asks(&talk, "t1", "n1", "2026-10-05 10:00"), "Workshop", NULL);
	RECORD_AT(talk.records, message, 0)->text = texts_add(talk.records->texts, "My own words?", -1);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	g_assert_cmpuint(named(selections, "newcomers")->items->len, ==, 0);
	g_assert_cmpstr(item_of(named(selections, "unanswered"), 0)->title, ==, "A question in Workshop");
	((struct person_row *)g_ptr_array_index(talk.project->people, 0))->consent_until = NO_DAY;
	g_autoptr(GPtrArray) again = october(measuring);
	g_assert_cmpstr(item_of(named(again, "unanswered"), 0)->title, ==, "My own words?");
	talk_close(&talk);
}

static void
test_events(void)
{
	static const char *const starts[] = { "2026-10-20 18:30", "2026-11-09 18:30", "2026-11-05 09:05", "2027-03-01 10:00" };
	struct talk talk = talk_open("2026-11-02");
	struct event event;

	talk_says(&talk, "t", "a", "2026-10-05 10:00");
	for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
		record_clear(KIND_event, &event);
		event.event_id = talk_atom(&talk, starts[i]);
		event.title = texts_add(talk.records->texts, "Brake evening", -1);
		event.start = talk_time(starts[i]);
		records_add(talk.records, KIND_event, &event);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	const struct selection *events = named(selections, "events");
	g_assert_cmpuint(events->items->len, ==, 2);
	g_assert_cmpstr(item_of(events, 0)->reason, ==, "Thursday 5 November, 09:05");
	g_assert_cmpstr(item_of(events, 1)->reason, ==, "Monday 9 November, 18:30");
	talk_close(&talk);
}

static void
test_nothing(void)
{
	struct talk talk = talk_open("2026-11-02");

	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_autoptr(GPtrArray) selections = october(measuring);
	for (guint i = 0; i < selections->len; i++)
		g_assert_cmpuint(((struct selection *)g_ptr_array_index(selections, i))->items->len, ==, 0);
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/select/unanswered", test_unanswered);
	g_test_add_func("/select/conversations", test_conversations);
	g_test_add_func("/select/names-with-consent-only", test_names_with_consent_only);
	g_test_add_func("/select/titles-name-nobody", test_titles_name_nobody);
	g_test_add_func("/select/consent-ends", test_consent_ends);
	g_test_add_func("/select/events", test_events);
	g_test_add_func("/select/nothing", test_nothing);
	return g_test_run();
}
