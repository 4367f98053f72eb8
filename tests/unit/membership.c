/* People over time: how long they stay, how they come in, what they are to us, what they do at events. */
#include <math.h>
#include <string.h>

#include "talk.h"

/* A headline as the leaf answers it, before the registry judges its size. */
static struct value
raw_value(const struct measuring *measuring, const char *name, int month)
{
	const struct metric *metric = metric_find(name);
	struct period period = talk_month(month);
	struct inquiry inquiry = measuring_inquiry(measuring, metric, &period, &period, SCOPE_ALL);
	AUTO(figure) figure = figure_new(&metric->definition, &period);

	if (metric->value)
		return metric->value(&inquiry);
	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	figure_add_value(figure, "value", "Value", metric->definition.unit);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		figure_add_value(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].unit);
	metric->measure(&inquiry, figure);
	return ((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[0];
}

static char *
day_at(const char *day, int later)
{
	int year = atoi(day), month = atoi(day + 5), of_month = atoi(day + 8);
	g_autofree char *date = day_iso(day_from_civil(year, month, of_month) + later);

	return g_strdup_printf("%s 10:00", date);
}

/* First and last message, so many days apart. */
static void
stays(struct talk *talk, const char *who, const char *first, int days)
{
	g_autofree char *came = day_at(first, 0), *last = day_at(first, days - 1);

	talk_says(talk, who, who, came);
	if (days > 1)
		talk_says(talk, who, who, last);
}

/* Gone after 1, 1, 11, 31, 31, 61 days; still there after 15, 40, 100, 200: S falls to 8/10, ·7/8, ·4/6, ·2/3. */
static void
test_lifespan(void)
{
	static const struct { const char *first; int days; } members[] = {
		{ "2026-01-05", 1 }, { "2026-02-05", 1 }, { "2026-03-05", 11 }, { "2026-02-01", 31 }, { "2026-03-01", 31 }, { "2026-04-01", 61 },
		{ "2026-10-01", 15 }, { "2026-09-01", 40 }, { "2026-07-01", 100 }, { "2026-04-01", 200 },
	};
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "boss", "boss", "2026-01-05 10:00");
	for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		stays(&talk, name, members[i].first, members[i].days);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_member_lifespan", 10);
	static const struct { double days, gone, there; } expected[] = {
		{ 0, 0, 10 }, { 1, 0.2, 10 }, { 11, 0.3, 8 }, { 31, 1 - 0.7 * 4 / 6, 6 }, { 61, 1 - 0.7 * 4 / 6 * 2 / 3, 3 },
	};
	int days = figure_key(figure, "days"), there = figure_value(figure, "there");
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		gboolean found = FALSE;
		for (guint r = 0; r < figure->rows->len; r++) {
			const struct figure_row *row = g_ptr_array_index(figure->rows, r);
			if (row->keys[days].number != expected[i].days)
				continue;
			found = TRUE;
			assert_near(row->values[0].value, expected[i].gone);
			assert_near(row->values[there].value, expected[i].there);
		}
		g_assert_true(found);
	}
	AUTO(figure) years = talk_figure(measuring, "c_lifespan_by_year", 10);
	assert_near(talk_cell(years, "2026", "value")->value, 1 - 0.7 * 4 / 6 * 2 / 3);
	assert_near(talk_cell(years, "2026", "people")->value, 10);
	AUTO(figure) early = talk_figure(measuring, "c_member_lifespan", 2); /* nobody has been silent for so long */
	g_assert_cmpint(talk_cell(early, NULL, "value")->state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

/* n1 met two who were there before; n2 only one of them and n1, who was not; n3 met the second too late; n4 came too late to know. */
static void
test_integration(void)
{
	struct talk talk = talk_open("2026-10-20");

	talk_says(&talk, "x", "old1", "2026-07-10 10:00");
	talk_says(&talk, "y", "old2", "2026-07-10 11:00");
	talk_says(&talk, "a", "n1", "2026-09-02 10:00");
	talk_says(&talk, "a", "old1", "2026-09-03 10:00");
	talk_says(&talk, "y", "n1", "2026-09-20 10:00");
	talk_says(&talk, "b", "n2", "2026-09-04 10:00");
	talk_says(&talk, "b", "n1", "2026-09-04 11:00");
	talk_says(&talk, "b", "old1", "2026-09-04 12:00");
	talk_says(&talk, "c", "n3", "2026-09-05 10:00");
	talk_says(&talk, "c", "old1", "2026-09-06 10:00");
	talk_says(&talk, "y", "n3", "2026-10-06 10:00"); /* the 31st day after */
	talk_says(&talk, "d", "n4", "2026-09-25 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw_value(measuring, "c_newcomer_integration_30d", 10);
	g_assert_cmpint(share.n, ==, 3);
	assert_near(share.value, 1 / 3.0);
	AUTO(figure) figure = talk_figure(measuring, "c_newcomer_integration_30d", 10);
	assert_near(talk_now(figure, "too_recent")->value, 1);
	talk_close(&talk);
}

/* Ten join on 1 September: 6 contribute on the days 0 to 5, one on day 40, three never. */
static void
test_into_the_fold(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_says(&talk, "x", "x", "2026-07-01 10:00");
	for (guint i = 0; i < 10; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i), *when = day_at("2026-09-01", i == 6 ? 40 : (int)i);
		talk_member(&talk, name, MEMBER_MEMBER)->joined_at = talk_time("2026-09-01 09:00");
		if (i < 7)
			talk_says(&talk, name, name, when);
	}
	talk_member(&talk, "before", MEMBER_MEMBER)->joined_at = talk_time("2026-09-01 09:00"); /* joined a second place */
	talk_says(&talk, "before", "before", "2026-07-03 10:00");
	talk_member(&talk, "boss", MEMBER_STAFF)->joined_at = talk_time("2026-09-01 09:00");
	talk_standing(&talk, "p00", NULL, RELATION_CUSTOMER, 0);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw_value(measuring, "c_into_the_fold", 10);
	g_assert_cmpint(share.n, ==, 10);
	assert_near(share.value, 0.6);
	AUTO(figure) curve = talk_figure(measuring, "c_into_the_fold_curve", 10);
	g_assert_cmpuint(curve->rows->len, >, 5);
	AUTO(figure) relations = talk_figure(measuring, "c_into_the_fold_by_relation", 10);
	g_assert_cmpint(talk_cell(relations, "customers", "people")->state, ==, STATE_SUPPRESSED); /* one customer is somebody */
	g_assert_cmpint(talk_cell(relations, "not known", "people")->state, ==, STATE_SUPPRESSED); /* or ten less nine */
	talk_close(&talk);
}

/* Without dates, and with dates of contributors only, nothing may be said. */
static void
test_fold_needs_a_list(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_says(&talk, "x", "x", "2026-07-01 10:00");
	talk_says(&talk, "y", "y", "2026-09-05 10:00");
	{
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		struct value none = raw_value(measuring, "c_into_the_fold", 10);
		g_assert_cmpint(none.state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(none.reason, "joined"));
	}
	talk_member(&talk, "y", MEMBER_MEMBER)->joined_at = talk_time("2026-09-04 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw_value(measuring, "c_into_the_fold", 10);
	g_assert_cmpint(share.state, ==, STATE_NO_DATA); /* never "100 %" */
	g_assert_nonnull(strstr(share.reason, "list"));
	talk_close(&talk);
}

/* ---- events ---- */

static void
test_events(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "x", "x", "2026-07-01 10:00");
	talk_event(&talk, "ride", "2026-09-10 18:00");
	talk_event(&talk, "bench", "2026-09-20 18:00");
	talk_event(&talk, "lost", "2026-09-21 18:00");
	talk_guest(&talk, "ride", "a", "2026-09-01", 1);
	talk_guest(&talk, "ride", "b", "2026-09-01", 1);
	talk_guest(&talk, "ride", "c", "2026-09-01", 0);
	talk_guest(&talk, "ride", "d", "2026-09-01", -1); /* not marked on a list that was kept */
	talk_guest(&talk, "ride", "e", NULL, 1);          /* came by */
	talk_guest(&talk, "ride", "boss", "2026-09-01", 1);
	talk_guest(&talk, "bench", "a", "2026-09-02", 1);
	talk_guest(&talk, "lost", "b", "2026-09-02", -1); /* nobody kept this list */
	talk_says(&talk, "x", "a", "2026-10-10 10:00");   /* the thirtieth day after the ride */
	talk_says(&talk, "x", "b", "2026-09-10 23:00");   /* the day itself is not after it */
	talk_says(&talk, "x", "e", "2026-10-11 10:00");   /* a day too late */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value turnout = raw_value(measuring, "c_event_turnout", 9);
	g_assert_cmpint(turnout.n, ==, 5);
	assert_near(turnout.value, 3 / 5.0);
	AUTO(figure) figure = talk_figure(measuring, "c_event_turnout", 9);
	assert_near(talk_now(figure, "unannounced")->value, 1);
	talk.project->k_internal = 1;
	AUTO(figure) each = talk_figure(measuring, "c_event_turnout_by_event", 9);
	g_assert_cmpuint(each->rows->len, ==, 2); /* the lost list is none */
	assert_near(talk_cell(each, "ride, 2026-09-10", "people")->value, 3);
	g_assert_cmpint(talk_cell(each, "bench, 2026-09-20", "value")->state, ==, STATE_TOO_FEW);
	struct value back = raw_value(measuring, "c_event_return", 10);
	g_assert_cmpint(back.n, ==, 3); /* a once, b, e */
	assert_near(back.value, 1 / 3.0);
	g_assert_cmpint(raw_value(measuring, "c_event_turnout", 8).state, ==, STATE_UNDEFINED);
	talk_close(&talk);
}

static void
test_no_events(void)
{
	static const char *const names[] = { "c_event_turnout", "c_event_return", "c_offline_ties" };
	struct talk talk = talk_open("2026-10-31");

	talk_says(&talk, "x", "x", "2026-01-01 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		struct value none = raw_value(measuring, names[i], 10);
		g_assert_cmpint(none.state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(none.reason, "attendance.csv"));
	}
	talk_close(&talk);
}

/* a and b meet and talk later; c and d talked before they met; e was never there; f's tie began more than thirty days after. */
static void
test_offline_ties(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_says(&talk, "x", "x", "2026-01-01 10:00");
	talk_event(&talk, "ride", "2026-09-10 18:00");
	for (const char *who = "abcdf"; *who; who++) {
		char name[] = { *who, 0 };
		talk_guest(&talk, "ride", name, NULL, 1);
	}
	talk_says(&talk, "t1", "a", "2026-09-12 10:00");
	talk_says(&talk, "t1", "b", "2026-09-12 11:00");
	talk_says(&talk, "t2", "c", "2026-09-01 10:00");
	talk_says(&talk, "t2", "d", "2026-09-01 11:00");
	talk_says(&talk, "t3", "a", "2026-09-13 10:00");
	talk_says(&talk, "t3", "e", "2026-09-13 11:00");
	talk_says(&talk, "t4", "a", "2026-10-20 10:00");
	talk_says(&talk, "t4", "f", "2026-10-20 11:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw_value(measuring, "c_offline_ties", 10);
	g_assert_cmpint(share.n, ==, 4);
	assert_near(share.value, 0.25);
	g_assert_false(value_has_interval(&share)); /* one event tells nothing of chance */
	AUTO(figure) figure = talk_figure(measuring, "c_offline_ties", 10);
	g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_TOO_FEW);
	g_assert_cmpint(raw_value(measuring, "c_offline_ties", 4).state, ==, STATE_NO_DATA); /* no history: every tie would be new */
	talk_close(&talk);
}

/* ---- what they are to us ---- */

/* METRICS §7.13 */
static void
test_segments(void)
{
	static const struct { int relation, people; } kinds[] = {
		{ RELATION_CUSTOMER, 12 }, { RELATION_PROSPECT, 6 }, { RELATION_FAN_NONCUSTOMER, 5 }, { RELATION_PARTNER, 2 },
	};
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		for (int j = 0; j < kinds[i].people; j++) {
			g_autofree char *name = g_strdup_printf("p%u-%02d", i, j);
			talk_says(&talk, name, name, "2026-10-05 10:00");
			talk_standing(&talk, name, "2026-01-01", kinds[i].relation, 0);
		}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw_value(measuring, "c_non_customer_share", 10);
	assert_near(share.value, 0.52);
	g_assert_cmpint(share.n, ==, 25);
	AUTO(figure) pooled = talk_figure(measuring, "c_segment_diversity", 10); /* what hides partners and fans does not give them away */
	assert_near(talk_now(pooled, "value")->value, 600 / 204.0);
	assert_near(talk_now(pooled, "plain")->value, 625 / 229.0);
	assert_near(talk_now(pooled, "segments")->value, 4);
	talk.project->k_internal = 1;
	AUTO(figure) diversity = talk_figure(measuring, "c_segment_diversity", 10);
	talk.project->k_internal = 5;
	assert_near(talk_now(diversity, "value")->value, 3.260870);
	assert_near(talk_now(diversity, "plain")->value, 2.990431);
	assert_near(talk_now(diversity, "shannon")->value, 3.382987);
	assert_near(talk_now(diversity, "segments")->value, 4);
	g_assert_cmpfloat(talk_now(diversity, "value")->lo, <, 3.260870); /* drawing with repeats does not shift it */
	g_assert_cmpfloat(talk_now(diversity, "value")->hi, >, 3.260870);
	AUTO(figure) shares = talk_figure(measuring, "c_segment_shares", 10);
	assert_near(talk_cell(shares, "customers", "value")->value, 12 / 25.0);
	assert_near(talk_cell(shares, "press", "people")->value, 0); /* a true zero */
	g_assert_cmpint(talk_cell(shares, "partners", "value")->state, ==, STATE_SUPPRESSED);
	g_assert_cmpint(talk_cell(shares, "partners", "people")->state, ==, STATE_SUPPRESSED);
	g_assert_cmpint(talk_cell(shares, "fans who do not buy", "people")->state, ==, STATE_SUPPRESSED); /* 5, as complement */
	assert_near(talk_cell(shares, "prospects", "people")->value, 6);
	talk_close(&talk);
}

/* Ten prospects; one became a customer in the month, after his last word in it, another before. */
static void
test_relation_at_message_time(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 10; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-10-10 10:00");
		talk_standing(&talk, name, "2026-01-01", RELATION_PROSPECT, 0);
	}
	talk_standing(&talk, "p00", "2026-10-20", RELATION_CUSTOMER, 0);
	talk_standing(&talk, "p01", "2026-10-05", RELATION_CUSTOMER, 0);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(raw_value(measuring, "c_non_customer_share", 10).value, 0.9);
	struct value september = raw_value(measuring, "c_non_customer_share", 9);
	g_assert_cmpint(september.state, ==, STATE_UNDEFINED); /* nobody took part */
	talk_close(&talk);
}

static void
test_too_many_unknown(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 20; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-10-10 10:00");
	}
	{
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		struct value none = raw_value(measuring, "c_segment_diversity", 10);
		g_assert_cmpint(none.state, ==, STATE_NO_DATA); /* nobody has told */
		g_assert_nonnull(strstr(none.reason, "people.csv"));
	}
	for (guint i = 0; i < 7; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_standing(&talk, name, NULL, RELATION_CUSTOMER, 0);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpint(raw_value(measuring, "c_non_customer_share", 10).state, ==, STATE_TOO_FEW); /* 13 of 20 unknown */
	g_assert_cmpint(raw_value(measuring, "c_segment_shares", 10).state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

/* ---- the ladder ---- */

static void
writes(struct talk *talk, const char *who, const char *month, int days, int a_day)
{
	for (int day = 1; day <= days; day++)
		for (int i = 0; i < a_day; i++) {
			g_autofree char *when = g_strdup_printf("%s-%02d 10:00", month, day), *thread = g_strdup_printf("%s-%s-%d-%d", who, month, day, i);
			talk_says(talk, thread, who, when);
		}
}

static void
reacts(struct talk *talk, const char *who, const char *message)
{
	struct reaction reaction;

	record_clear(KIND_reaction, &reaction);
	reaction.platform = talk_atom(talk, talk->platform);
	reaction.message_id = talk_atom(talk, message);
	reaction.account = talk_atom(talk, who);
	records_add(talk->records, KIND_reaction, &reaction);
}

/* September's first message is m1; October's is found by its number. */
static void
ladder_fill(struct talk *talk)
{
	writes(talk, "regular", "2026-09", 4, 3);   /* 12 on 4 days */
	writes(talk, "loud", "2026-09", 3, 5);      /* 15 on 3 days: a contributor */
	writes(talk, "faded", "2026-09", 1, 1);
	writes(talk, "moss", "2026-09", 1, 1);
	g_autofree char *october = g_strdup_printf("m%u", talk->next);
	writes(talk, "regular", "2026-10", 2, 1);   /* down */
	writes(talk, "loud", "2026-10", 4, 3);      /* up, and begins three threads that others join: a leader */
	for (int day = 1; day <= 3; day++) {
		g_autofree char *when = g_strdup_printf("2026-10-%02d 12:00", day), *thread = g_strdup_printf("loud-2026-10-%d-0", day);
		talk_says(talk, thread, "regular", when);
	}
	writes(talk, "moss", "2026-10", 1, 1);      /* moderates */
	reacts(talk, "faded", october);             /* down: present */
	talk_member(talk, "moss", MEMBER_MEMBER)->role = talk_atom(talk, "Volunteer moderator");
	talk_member(talk, "boss", MEMBER_STAFF);
	writes(talk, "boss", "2026-10", 5, 4);
}

static void
test_ladder(void)
{
	static const struct { const char *step; double people; } expected[] = {
		{ "inactive", 1 }, { "present", 1 }, { "contributors", 1 }, { "regulars", 0 }, { "leaders", 2 },
	};
	struct talk talk = talk_open("2026-11-30");

	ladder_fill(&talk);
	talk.project->k_internal = 1; /* to see each */
	talk_member(&talk, "quiet", MEMBER_MEMBER);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) ladder = talk_figure(measuring, "c_participation_ladder", 10);
	g_assert_cmpuint(ladder->rows->len, ==, 5);
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
		assert_near(talk_cell(ladder, expected[i].step, "people")->value, expected[i].people);
	assert_near(talk_cell(ladder, "leaders", "value")->value, 2 / 5.0);
	assert_near(talk_cell(ladder, "regulars", "before")->value, 1 / 5.0);
	AUTO(figure) moves = talk_figure(measuring, "c_ladder_moves", 10);
	assert_near(talk_now(moves, "gained")->value, 1); /* loud */
	assert_near(talk_now(moves, "lost")->value, 2);   /* regular, faded */
	assert_near(talk_now(moves, "stayed")->value, 2); /* moss, quiet */
	AUTO(figure) paths = talk_figure(measuring, "c_ladder_paths", 10);
	g_assert_cmpuint(paths->rows->len, ==, 25);
	talk_close(&talk);
}

/* Without a list the shares are of those who took part, and say so. */
static void
test_ladder_without_list(void)
{
	struct talk talk = talk_open("2026-11-30");

	ladder_fill(&talk);
	talk.project->k_internal = 1;
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) ladder = talk_figure(measuring, "c_participation_ladder", 10);
	g_assert_cmpuint(ladder->rows->len, ==, 3);
	assert_near(talk_cell(ladder, "leaders", "people")->value, 2);
	g_assert_cmpint(talk_cell(ladder, "leaders", "value")->n, ==, 3);
	g_assert_nonnull(strstr(g_ptr_array_index(ladder->notes, 1), "No list"));
	talk_close(&talk);
}

/* ---- buying ---- */

static struct lead *
becomes_lead(struct talk *talk, const char *id, const char *who, const char *when)
{
	struct lead lead;

	record_clear(KIND_lead, &lead);
	lead.lead_id = talk_atom(talk, id);
	lead.person = talk_atom(talk, who);
	lead.created_at = talk_time(when);
	records_add(talk->records, KIND_lead, &lead);
	return RECORD_AT(talk->records, lead, RECORD_COUNT_OF(talk->records, lead) - 1);
}

static void
touched(struct talk *talk, struct lead *lead, const char *thread, const char *medium, const char *when)
{
	lead->thread = talk_atom(talk, thread);
	lead->medium = talk_atom(talk, medium);
	lead->touch_at = talk_time(when);
}

static void
moves_on(struct talk *talk, const char *lead_id, const char *stage, const char *when, int outcome)
{
	struct lead_stage row;

	record_clear(KIND_lead_stage, &row);
	row.lead_id = talk_atom(talk, lead_id);
	row.stage = talk_atom(talk, stage);
	row.entered_at = talk_time(when);
	row.outcome = (guint8)outcome;
	records_add(talk->records, KIND_lead_stage, &row);
}

/* Seven people: every one is credited once, by one side or by none. */
static void
test_leads_are_credited_once(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (const char *who = "abcdefg"; *who; who++)
		talk_member(&talk, (char[]){ *who, 0 }, MEMBER_MEMBER);
	talk_asks(&talk, "q1", "c", "2026-05-05 10:00");
	talk_says(&talk, "q1", "x", "2026-05-05 11:00");
	talk_asks(&talk, "q2", "d", "2026-05-05 10:00");
	talk_says(&talk, "q2", "x", "2026-05-05 11:00");
	talk_asks(&talk, "q3", "e", "2026-10-20 10:00"); /* answered after */
	talk_says(&talk, "q3", "x", "2026-10-20 11:00");
	touched(&talk, becomes_lead(&talk, "1", "a", "2026-10-10 10:00"), "q1", NULL, "2026-10-01 10:00"); /* a thread */
	touched(&talk, becomes_lead(&talk, "2", "b", "2026-10-10 10:00"), "q1", NULL, "2026-08-01 10:00"); /* long ago: unknown */
	becomes_lead(&talk, "3", "c", "2026-10-11 10:00");                                                  /* unknown, but answered before */
	touched(&talk, becomes_lead(&talk, "4", "d", "2026-10-11 10:00"), NULL, "social", "2026-10-05 10:00"); /* answered, but a post's */
	becomes_lead(&talk, "5", "e", "2026-10-12 10:00");                                                  /* unknown, not answered yet */
	touched(&talk, becomes_lead(&talk, "6", "f", "2026-10-13 10:00"), NULL, "email", "2026-10-12 10:00");
	touched(&talk, becomes_lead(&talk, "7", "f", "2026-10-14 10:00"), "q1", NULL, "2026-10-13 10:00"); /* the first of hers counts */
	touched(&talk, becomes_lead(&talk, "8", "g", "2026-09-30 10:00"), "q1", NULL, "2026-09-29 10:00"); /* another month */
	moves_on(&talk, "1", "lead", "2026-10-10 10:00", 0); /* where it began */
	moves_on(&talk, "3", "handed_to_sales", "2026-10-20 10:00", 0);
	moves_on(&talk, "1", "closed", "2026-10-20 10:00", OUTCOME_LOST);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) ours = talk_figure(measuring, "c_community_leads", 10);
	assert_near(talk_now(ours, "value")->value, 2);
	assert_near(talk_now(ours, "after_thread")->value, 1);
	assert_near(talk_now(ours, "after_answer")->value, 1);
	g_assert_cmpint(talk_now(ours, "moved_on")->state, ==, STATE_TOO_FEW);
	AUTO(figure) theirs = talk_figure(measuring, "b_leads_generated", 10);
	assert_near(talk_now(theirs, "value")->value, 2); /* d and f */
	g_assert_cmpint(talk_value(measuring, "c_community_leads", 8, SCOPE_ALL).state, ==, STATE_NO_DATA);
	talk_close(&talk);
}

static void
test_stages(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 30; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-10-10 10:00");
		if (i < 25)
			talk_standing(&talk, name, NULL, 0, i < 8 ? 2 : i < 15 ? 3 : i < 24 ? 5 : 6);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_stage_coverage", 10);
	assert_near(talk_cell(figure, "aware", "value")->value, 8);
	assert_near(talk_cell(figure, "customer", "share")->value, 9 / 25.0);
	assert_near(talk_cell(figure, "deciding", "value")->value, 0);
	g_assert_cmpint(talk_cell(figure, "advocate", "value")->state, ==, STATE_SUPPRESSED);    /* one */
	g_assert_cmpint(talk_cell(figure, "considering", "value")->state, ==, STATE_SUPPRESSED); /* seven, as complement */
	talk_close(&talk);
}

/* ---- hours and bursts ---- */

/* Monday 10 o'clock: 4 of 5 soon; Tuesday: 1 of 6; Wednesday: 4, too few. r₀ = 5/15, κ = the median, 5. */
static void
test_coverage(void)
{
	static const struct { const char *day; int asked, soon; } hours[] = { { "2026-10-05", 5, 4 }, { "2026-10-06", 6, 1 }, { "2026-10-07", 4, 0 } };
	struct talk talk = talk_open("2026-11-30");

	talk.project->k_internal = 1; /* else the four would be hidden, and the five beside them */
	for (guint h = 0; h < G_N_ELEMENTS(hours); h++)
		for (int i = 0; i < hours[h].asked; i++) {
			g_autofree char *thread = g_strdup_printf("%u-%d", h, i), *asked = g_strdup_printf("%s 10:30", hours[h].day);
			g_autofree char *answered = g_strdup_printf("%s %02d:00", hours[h].day, i < hours[h].soon ? 12 : 20);
			talk_asks(&talk, thread, thread, asked);
			talk_says(&talk, thread, "x", answered);
		}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = talk_figure(measuring, "c_response_coverage_by_hour", 10);
	struct figure_row **rows = (struct figure_row **)figure->rows->pdata;
	g_assert_cmpuint(figure->rows->len, ==, 168);
	assert_near(rows[10]->values[0].value, (4 + 5 / 3.0) / 10);
	assert_near(rows[24 + 10]->values[0].value, (1 + 5 / 3.0) / 11);
	g_assert_cmpfloat(rows[10]->values[0].hi, <=, 1);
	g_assert_cmpint(rows[48 + 10]->values[0].state, ==, STATE_TOO_FEW);
	g_assert_cmpint(rows[11]->values[0].state, ==, STATE_UNDEFINED);
	talk_close(&talk);
}

/* METRICS §7.17: gaps of 1, 1, 1 and 9 hours; whose message it is does not matter, staff's between them do not count. */
static void
test_burstiness(void)
{
	static const char *const when[] = { "2026-10-05 10:00", "2026-10-05 11:00", "2026-10-05 12:00", "2026-10-05 13:00", "2026-10-05 22:00" };
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "t", "boss", "2026-10-05 12:30");
	for (guint i = 0; i < G_N_ELEMENTS(when); i++)
		talk_says(&talk, "t", i % 2 ? "a" : "b", when[i]);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value bursts = raw_value(measuring, "c_burstiness", 10);
	assert_near(bursts.value, 0.071797);
	g_assert_cmpint(bursts.n, ==, 4);
	AUTO(figure) figure = talk_figure(measuring, "c_burstiness", 10);
	g_assert_cmpint(talk_now(figure, "value")->state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

/* Three people in one place, no list, no relations, no events, no leads: every figure says what is missing, and none says 0. */
static void
test_little_is_known(void)
{
	static const struct { const char *name; enum state state; } expected[] = {
		{ "c_member_lifespan", STATE_TOO_FEW }, { "c_lifespan_by_year", STATE_SUPPRESSED }, { "c_newcomer_integration_30d", STATE_NO_DATA },
		{ "c_into_the_fold", STATE_NO_DATA }, { "c_into_the_fold_curve", STATE_NO_DATA }, { "c_into_the_fold_by_relation", STATE_NO_DATA },
		{ "c_non_customer_share", STATE_NO_DATA }, { "c_segment_shares", STATE_NO_DATA }, { "c_segment_diversity", STATE_NO_DATA },
		{ "c_stage_coverage", STATE_NO_DATA }, { "c_community_leads", STATE_NO_DATA }, { "c_event_turnout", STATE_NO_DATA },
		{ "c_event_turnout_by_event", STATE_NO_DATA },
		{ "c_event_return", STATE_NO_DATA }, { "c_offline_ties", STATE_NO_DATA }, { "c_participation_ladder", STATE_SUPPRESSED },
		{ "c_response_coverage_by_hour", STATE_UNDEFINED }, { "c_burstiness", STATE_UNDEFINED },
	};
	struct talk talk = talk_open("2026-10-31");

	for (const char *who = "abc"; *who; who++)
		talk_says(&talk, "t", (char[]){ *who, 0 }, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		AUTO(figure) figure = talk_figure(measuring, expected[i].name, 10);
		const struct value *value = talk_now(figure, "value");
		g_assert_cmpint(value->state, ==, expected[i].state);
		g_assert_false(value_has_number(value));
		g_assert_true(value->state != STATE_NO_DATA || value->reason);
	}
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/membership/lifespan", test_lifespan);
	g_test_add_func("/membership/integration", test_integration);
	g_test_add_func("/membership/into-the-fold", test_into_the_fold);
	g_test_add_func("/membership/fold-needs-a-list", test_fold_needs_a_list);
	g_test_add_func("/membership/events", test_events);
	g_test_add_func("/membership/no-events", test_no_events);
	g_test_add_func("/membership/offline-ties", test_offline_ties);
	g_test_add_func("/membership/segments-7.13", test_segments);
	g_test_add_func("/membership/relation-at-message-time", test_relation_at_message_time);
	g_test_add_func("/membership/too-many-unknown", test_too_many_unknown);
	g_test_add_func("/membership/ladder", test_ladder);
	g_test_add_func("/membership/ladder-without-list", test_ladder_without_list);
	g_test_add_func("/membership/leads-are-credited-once", test_leads_are_credited_once);
	g_test_add_func("/membership/stages", test_stages);
	g_test_add_func("/membership/coverage", test_coverage);
	g_test_add_func("/membership/burstiness-7.17", test_burstiness);
	g_test_add_func("/membership/little-is-known", test_little_is_known);
	return g_test_run();
}
