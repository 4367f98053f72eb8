/* Community metrics from records to values: the worked examples of METRICS §7, and what must be said where there is no number. */
#include <math.h>
#include <string.h>

#include "metrics/goals.h"

#include "talk.h"

static struct figure *
figure_of(const struct measuring *measuring, const char *name, int month)
{
	struct period period = talk_month(month);

	return measuring_figure(measuring, metric_find(name), &period);
}

static const struct value *
column_of(const struct figure *figure, const char *column)
{
	const struct figure_row *row = figure_find(figure, &figure->period, SCOPE_ALL);
	int number = figure_value(figure, column);

	g_assert_nonnull(row);
	g_assert_cmpint(number, >=, 0);
	return &row->values[number];
}

static struct inquiry
raw_inquiry(const struct measuring *measuring, const char *name)
{
	struct period october = talk_month(10);

	return measuring_inquiry(measuring, metric_find(name), &october, &october, SCOPE_ALL);
}

/* A column as the leaf answers it, before the registry judges its size. */
static struct value
raw_value(const struct inquiry *inquiry, const char *column)
{
	const struct metric *metric = inquiry->metric;
	AUTO(figure) figure = figure_new(&metric->definition, &inquiry->period);

	if (metric->value)
		return metric->value(inquiry);
	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	figure_add_value(figure, "value", "Value", metric->definition.unit);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		figure_add_value(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].unit);
	metric->measure(inquiry, figure);
	return ((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[figure_value(figure, column)];
}

/* `from` addresses `to` so many times, in a thread of their own. */
static void
addresses(struct talk *talk, const char *from, const char *to, guint times, const char *when)
{
	g_autofree char *thread = g_strdup_printf("%s-%s", from, to);

	for (guint i = 0; i < times; i++) {
		g_autofree char *id = g_strdup_printf("m%u", talk->next);
		talk_says(talk, thread, from, when);
		talk_mentions(talk, id, to);
	}
}

static void
write_once(struct talk *talk, const char *const *names, const char *when)
{
	for (guint i = 0; names[i]; i++)
		talk_says(talk, names[i], names[i], when);
}

/* METRICS §7.2 */
static void
test_members_hub_reciprocity(void)
{
	static const char *const names[] = { "S", "a", "b", "c", "d", NULL };
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "S", MEMBER_STAFF);
	write_once(&talk, names, "2026-01-05 10:00");
	addresses(&talk, "S", "a", 3, "2026-10-05 10:00");
	addresses(&talk, "S", "b", 2, "2026-10-05 10:00");
	addresses(&talk, "S", "c", 1, "2026-10-05 10:00");
	addresses(&talk, "a", "S", 1, "2026-10-05 10:00");
	addresses(&talk, "a", "b", 2, "2026-10-05 10:00");
	addresses(&talk, "b", "a", 1, "2026-10-05 10:00");
	addresses(&talk, "c", "a", 1, "2026-10-05 10:00");
	addresses(&talk, "d", "c", 1, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);

	struct value share = talk_value(measuring, "c_member_to_member_share", 10, SCOPE_ALL);
	g_assert_cmpint(share.n, ==, 12);
	AUTO(figure) members = figure_of(measuring, "c_member_to_member_share", 10);
	g_assert_cmpint(column_of(members, "value")->state, ==, STATE_TOO_FEW); /* 12 edges of the 15 it takes */
	struct inquiry inquiry = raw_inquiry(measuring, "c_member_to_member_share");
	assert_near(raw_value(&inquiry, "value").value, 5 / 12.0);
	inquiry = raw_inquiry(measuring, "c_hub_share");
	assert_near(raw_value(&inquiry, "value").value, 7 / 12.0);
	inquiry = raw_inquiry(measuring, "c_reciprocity");
	assert_near(raw_value(&inquiry, "value").value, 2 / 6.0);
	assert_near(raw_value(&inquiry, "edges").value, 0.5);
	assert_near(raw_value(&inquiry, "corrected").value, 1 / 6.0);
	inquiry = raw_inquiry(measuring, "c_centralization_in");
	assert_near(raw_value(&inquiry, "value").value, 0.4375);
	inquiry = raw_inquiry(measuring, "c_centralization_out");
	assert_near(raw_value(&inquiry, "value").value, 0.4375);
	talk_close(&talk);
}

/* No list of staff: nothing may be said of members against staff, and surely not "100 %". */
static void
test_no_staff_list(void)
{
	static const char *const names[] = { "c_member_to_member_share", "c_hub_share", "c_staff_reply_share", "c_peer_first_response_share", NULL };
	struct talk talk = talk_open("2026-11-30");

	talk_asks(&talk, "t", "a", "2026-10-05 10:00");
	talk_says(&talk, "t", "b", "2026-10-05 11:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; names[i]; i++) {
		AUTO(figure) figure = figure_of(measuring, names[i], 10);
		g_assert_cmpint(column_of(figure, "value")->state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(column_of(figure, "value")->reason, "staff"));
	}
	talk_close(&talk);
}

static void
test_month_without_questions(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_asks(&talk, "t", "a", "2026-09-05 10:00");
	talk_says(&talk, "u", "b", "2026-10-05 11:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) median = figure_of(measuring, "c_ttfr_median", 10);
	g_assert_cmpint(column_of(median, "value")->state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(column_of(median, "value")->reason, ==, "no questions were asked");
	AUTO(figure) open = figure_of(measuring, "c_unanswered_open", 10);
	assert_near(column_of(open, "value")->value, 1); /* September's still waits */
	talk_close(&talk);
}

/* METRICS §7.1: hours 1, 2, 2, 5, 30 answered; 4, 20, 72 still open, closed or deleted. */
static void
test_time_to_reply(void)
{
	static const struct { double hours; gboolean answered; } asked[] = {
		{ 1, TRUE }, { 2, TRUE }, { 2, TRUE }, { 5, TRUE }, { 30, TRUE }, { 4, FALSE }, { 20, FALSE }, { 72, FALSE },
	};
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i);
		gint64 start = talk_time("2026-10-05 10:00"), end = start + (gint64)(asked[i].hours * 3600);
		struct message *question = talk_asks(&talk, thread, "a", "2026-10-05 10:00");
		if (!asked[i].answered && i % 2)
			talk_rare(&talk, question)->closed_at = end;
		else if (!asked[i].answered)
			talk_rare(&talk, question)->deleted_at = end, question->deleted_by = 1;
		if (asked[i].answered)
			talk_says(&talk, thread, "b", "2026-10-05 10:00")->created_at = end;
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct inquiry inquiry = raw_inquiry(measuring, "c_ttfr_median");
	struct value median = raw_value(&inquiry, "value");
	assert_near(median.value, 5);
	assert_near(median.lo, 1);
	g_assert_true(isnan(median.hi)); /* not reached */
	assert_near(raw_value(&inquiry, "answered").value, 5);
	assert_near(raw_value(&inquiry, "closed").value, 3);
	inquiry = raw_inquiry(measuring, "c_answered_within_24h");
	struct value day = raw_value(&inquiry, "value");
	assert_near(day.value, 0.53125);
	assert_near(day.lo, 0.2371);
	assert_near(day.hi, 0.8801);
	AUTO(figure) figure = figure_of(measuring, "c_ttfr_median", 10);
	g_assert_cmpint(column_of(figure, "value")->state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

/* METRICS §7.6 */
static void
test_growth(void)
{
	static const char *const before[] = { "h", "a", NULL }, *const then[] = { "a", "b", "c", "d", "e", NULL };
	static const char *const now[] = { "a", "b", "c", "f", "g", "h", NULL };
	struct talk talk = talk_open("2026-11-30");

	write_once(&talk, before, "2026-08-05 10:00");
	write_once(&talk, then, "2026-09-05 10:00");
	write_once(&talk, now, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) growth = figure_of(measuring, "c_growth_accounting", 10);
	assert_near(column_of(growth, "value")->value, 1);
	assert_near(column_of(growth, "new")->value, 2);
	assert_near(column_of(growth, "resurrected")->value, 1);
	assert_near(column_of(growth, "retained")->value, 3);
	assert_near(column_of(growth, "lost")->value, 2);
	assert_near(talk_value(measuring, "c_quick_ratio", 10, SCOPE_ALL).value, 1.5);
	AUTO(figure) ratio = figure_of(measuring, "c_quick_ratio", 10);
	g_assert_cmpint(column_of(ratio, "value")->state, ==, STATE_TOO_FEW);
	struct value retention = talk_value(measuring, "c_retention_m1", 10, SCOPE_ALL);
	assert_near(retention.value, 0.6);
	assert_near(retention.lo, 0.23072);
	assert_near(retention.hi, 0.88238);
	assert_near(talk_value(measuring, "c_active_members", 10, SCOPE_ALL).value, 6);
	talk_close(&talk);
}

static void
test_nobody_left(void)
{
	static const char *const names[] = { "a", "b", NULL };
	struct talk talk = talk_open("2026-11-30");

	write_once(&talk, names, "2026-09-05 10:00");
	write_once(&talk, names, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value ratio = talk_value(measuring, "c_quick_ratio", 10, SCOPE_ALL);
	g_assert_cmpint(ratio.state, ==, STATE_UNDEFINED);
	g_assert_cmpstr(ratio.reason, ==, "nobody left");
	talk_close(&talk);
}

/* METRICS §7.7: twelve newcomers in August, seen on 20 October: three came too late to know; four of nine came back after 30 to 59 days. */
static void
test_newcomers_stay(void)
{
	struct talk talk = talk_open("2026-10-20");

	for (guint i = 0; i < 12; i++) {
		g_autofree char *name = g_strdup_printf("n%02u", i), *when = g_strdup_printf("2026-08-%02u 10:00", i < 9 ? 1 + i : 25);
		talk_says(&talk, name, name, when);
		if (i < 4)
			talk_says(&talk, name, name, "2026-09-15 10:00"); /* 45, 44, 43, 42 days on */
		else if (i < 6)
			talk_says(&talk, name, name, "2026-08-28 10:00"); /* too early */
		else if (i < 8)
			talk_says(&talk, name, name, "2026-10-15 10:00"); /* too late */
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct inquiry inquiry = raw_inquiry(measuring, "c_newcomer_survival_30_60");
	struct value stay = raw_value(&inquiry, "value");
	assert_near(stay.value, 4 / 9.0);
	assert_near(stay.lo, 0.18878);
	assert_near(stay.hi, 0.73335);
	assert_near(raw_value(&inquiry, "too_recent").value, 3);
	talk_close(&talk);
}

static void
test_newcomers_hear_back(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "bot", MEMBER_BOT);
	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "old", "old", "2026-09-01 10:00");
	talk_says(&talk, "t1", "n1", "2026-10-05 10:00"); /* opened a thread, staff answer */
	talk_says(&talk, "t1", "bot", "2026-10-05 10:01");
	talk_says(&talk, "t1", "boss", "2026-10-05 12:00");
	talk_says(&talk, "old", "n2", "2026-10-05 10:00"); /* replied somewhere, and is addressed */
	talk_says(&talk, "old", "old", "2026-10-05 20:00");
	talk_says(&talk, "t3", "n3", "2026-10-05 10:00"); /* mentioned elsewhere, too late */
	talk_says(&talk, "old", "old", "2026-10-07 10:00");
	talk_mentions(&talk, "m8", "n3");
	talk_says(&talk, "t4", "n4", "2026-10-05 10:00"); /* only the bot */
	talk_says(&talk, "t4", "bot", "2026-10-05 10:01");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct inquiry inquiry = raw_inquiry(measuring, "c_newcomer_response_24h");
	struct value share = raw_value(&inquiry, "value");
	g_assert_cmpint(share.n, ==, 4);
	assert_near(share.value, 0.5);
	talk_close(&talk);
}

/* Opens a thread of its own, where staff answer `hours` later (0: nobody but a bot), and writes there again. */
static void
write_and_wait(struct talk *talk, const char *kind, guint number, const char *when, int hours)
{
	g_autofree char *name = g_strdup_printf("%s%u", kind, number), *thread = g_strdup_printf("%s-%s", name, when);

	talk_says(talk, thread, name, when);
	talk_says(talk, thread, "bot", when)->created_at += 60;
	if (hours)
		talk_says(talk, thread, "boss", when)->created_at += hours * 3600;
	talk_says(talk, thread, name, when)->created_at += 90 * 3600;
}

static struct talk
talk_with_old(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_member(&talk, "bot", MEMBER_BOT);
	talk_member(&talk, "boss", MEMBER_STAFF);
	for (guint i = 0; i < 12; i++)
		write_and_wait(&talk, "old", i, "2026-09-05 10:00", 0);
	return talk;
}

static const struct value *
end_of_group(const struct figure *figure, const char *group)
{
	const struct figure_row *end = NULL;

	for (guint i = 0; i < figure->rows->len; i++)
		if (strcmp(((const struct figure_row *)g_ptr_array_index(figure->rows, i))->keys[3].word, group) == 0)
			end = g_ptr_array_index(figure->rows, i);
	g_assert_nonnull(end);
	return &end->values[0];
}

/* Ten newcomers, five of them met; twelve others, nine of them met: each once, from the first message of the month, and no newcomer among the others. */
static void
test_newcomers_beside_others(void)
{
	struct talk talk = talk_with_old();

	for (guint i = 0; i < 10; i++)
		write_and_wait(&talk, "new", i, "2026-10-05 10:00", i < 5 ? 2 : 0);
	for (guint i = 0; i < 12; i++)
		write_and_wait(&talk, "old", i, "2026-10-06 10:00", i < 9 ? 1 : 0);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) curve = talk_figure(measuring, "c_newcomer_response_curve", 10);
	g_assert_cmpstr(figure_group(curve, 0), ==, "newcomers");
	g_assert_cmpstr(figure_group(curve, 1), ==, "others");
	g_assert_null(figure_group(curve, 2));
	g_assert_cmpint(talk_now(curve, "value")->n, ==, 10);
	assert_near(end_of_group(curve, "newcomers")->value, 0.5);
	assert_near(end_of_group(curve, "others")->value, 0.75);
	g_assert_cmpint(end_of_group(curve, "others")->n, ==, 3); /* still waiting when the data end: censored, not left out */
	g_assert_cmpuint(curve->rows->len, ==, 6);
	AUTO(figure) first = talk_figure(measuring, "c_newcomer_response_curve", 9); /* all are new where the data begin */
	g_assert_cmpstr(figure_group(first, 0), ==, "newcomers");
	g_assert_null(figure_group(first, 1));
	g_assert_nonnull(strstr(g_ptr_array_index(first->notes, first->notes->len - 1), "Too few others"));
	talk_close(&talk);
}

/* Not a step of so few is told: nobody, under k, under what a curve needs. */
static void
test_few_newcomers(void)
{
	static const struct { guint newcomers; enum state state; } few[] = { { 0, STATE_UNDEFINED }, { 3, STATE_SUPPRESSED }, { 7, STATE_TOO_FEW } };

	for (guint f = 0; f < G_N_ELEMENTS(few); f++) {
		struct talk talk = talk_with_old();
		for (guint i = 0; i < few[f].newcomers; i++)
			write_and_wait(&talk, "new", i, "2026-10-05 10:00", 2);
		for (guint i = 0; i < 12; i++)
			write_and_wait(&talk, "old", i, "2026-10-06 10:00", 1);
		AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
		AUTO(figure) curve = talk_figure(measuring, "c_newcomer_response_curve", 10);
		g_assert_cmpuint(curve->rows->len, ==, 1);
		g_assert_cmpint(talk_now(curve, "value")->state, ==, few[f].state);
		talk_close(&talk);
	}
}

static void
test_helpers(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_asks(&talk, "t1", "a", "2026-09-29 10:00");
	talk_says(&talk, "t1", "b", "2026-10-02 10:00"); /* by the month of the help */
	talk_asks(&talk, "t2", "a", "2026-10-03 10:00");
	talk_says(&talk, "t2", "boss", "2026-10-03 11:00");
	talk_says(&talk, "t2", "c", "2026-10-03 12:00")->is_accepted = 1;
	talk_asks(&talk, "t3", "a", "2026-10-04 10:00");
	talk_says(&talk, "t3", "b", "2026-10-04 11:00");
	talk_asks(&talk, "t4", "c", "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct inquiry inquiry = raw_inquiry(measuring, "c_helpers");
	assert_near(raw_value(&inquiry, "value").value, 2); /* b once, c */
	struct value peers = talk_value(measuring, "c_peer_first_response_share", 10, SCOPE_ALL);
	assert_near(peers.value, 0.5);
	g_assert_cmpint(peers.n, ==, 2);
	AUTO(figure) first = figure_of(measuring, "c_first_replies", 10);
	g_assert_cmpuint(first->rows->len, ==, 3);
	assert_near(((struct figure_row *)g_ptr_array_index(first->rows, 2))->values[0].value, 1);
	talk_close(&talk);
}

static void
test_staff_listen(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "t1", "a", "2026-10-01 10:00");
	talk_says(&talk, "t1", "boss", "2026-10-01 11:00");
	talk_says(&talk, "t2", "boss", "2026-10-02 10:00");
	talk_says(&talk, "t2", "boss", "2026-10-02 11:00");
	talk_says(&talk, "t3", "boss", "2026-10-02 11:00")->automatic = 1;
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = talk_value(measuring, "c_staff_reply_share", 10, SCOPE_ALL);
	assert_near(share.value, 1 / 3.0);
	g_assert_cmpint(talk_value(measuring, "c_staff_reply_share", 9, SCOPE_ALL).state, ==, STATE_UNDEFINED);
	talk_close(&talk);
}

/* Twenty people in a ring, a pair apart: the pair would point at somebody. */
static void
test_network_hides_small_pieces(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 22; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-08-10 10:00");
	}
	for (guint i = 0; i < 20; i++) {
		g_autofree char *from = g_strdup_printf("p%02u", i), *to = g_strdup_printf("p%02u", (i + 1) % 20);
		addresses(&talk, from, to, 1, "2026-10-05 10:00");
	}
	addresses(&talk, "p20", "p21", 3, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_network", 10);
	guint nodes = 0, ties = 0;
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		gboolean is_node = strcmp(row->keys[figure_key(figure, "kind")].word, "node") == 0;
		nodes += is_node;
		ties += !is_node;
		g_assert_true(!is_node || value_has_number(&row->values[figure_value(figure, "x")]));
	}
	g_assert_cmpuint(nodes, ==, 20);
	g_assert_cmpuint(ties, ==, 20);
	talk_close(&talk);
}

static void
test_hours_hide_few_people(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 6; i++) {
		g_autofree char *name = g_strdup_printf("p%u", i);
		talk_says(&talk, name, name, "2026-10-05 10:15"); /* a Monday: six people, who write twice an hour later */
		talk_says(&talk, name, name, "2026-10-05 11:15");
		talk_says(&talk, name, name, "2026-10-05 11:45");
		if (i < 4)
			talk_says(&talk, name, name, "2026-10-06 11:15"); /* a Tuesday: four */
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_messages_by_hour", 10);
	g_assert_cmpuint(figure->rows->len, ==, 168);
	assert_near(((struct figure_row *)g_ptr_array_index(figure->rows, 11))->values[0].value, 12);
	g_assert_cmpint(((struct figure_row *)g_ptr_array_index(figure->rows, 10))->values[0].state, ==, STATE_SUPPRESSED); /* so that the four are not all − 12 − 6 */
	g_assert_cmpint(((struct figure_row *)g_ptr_array_index(figure->rows, 24 + 11))->values[0].state, ==, STATE_SUPPRESSED);
	assert_near(((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[0].value, 0); /* a true zero is shown */
	talk_close(&talk);
}

/* ---- threads, rhythm, cohorts ---- */

static void
test_threads(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "boss", MEMBER_STAFF);
	talk_says(&talk, "s1", "boss", "2026-10-01 10:00"); /* a seed that grew */
	talk_says(&talk, "s1", "a", "2026-10-02 10:00");
	talk_says(&talk, "s1", "b", "2026-10-03 10:00");
	talk_says(&talk, "s1", "c", "2026-10-04 10:00");
	talk_says(&talk, "s2", "boss", "2026-10-05 10:00"); /* and one that did not, though others came much later */
	talk_says(&talk, "s2", "a", "2026-10-20 10:00");
	talk_says(&talk, "s2", "b", "2026-10-20 10:00");
	talk_says(&talk, "s2", "c", "2026-10-20 10:00");
	talk_says(&talk, "t1", "a", "2026-10-06 10:00"); /* into the void: only the author again */
	talk_says(&talk, "t1", "a", "2026-10-06 11:00");
	talk_asks(&talk, "q1", "a", "2026-10-07 10:00"); /* a question is none of C36's */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value seeds = talk_value(measuring, "c_seed_yield", 10, SCOPE_ALL), silent = talk_value(measuring, "c_zero_reply_share", 10, SCOPE_ALL);
	assert_near(seeds.value, 0.5);
	g_assert_cmpint(seeds.n, ==, 2);
	assert_near(silent.value, 1 / 3.0);
	struct inquiry inquiry = raw_inquiry(measuring, "c_thread_depth");
	assert_near(raw_value(&inquiry, "value").value, 0.5);
	assert_near(raw_value(&inquiry, "median_replies").value, 2); /* 0, 1, 3, 3 */
	talk_close(&talk);
}

static void
test_resolution(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 4; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i);
		talk_rare(&talk, talk_asks(&talk, thread, "a", "2026-10-05 10:00"))->resolved_at = talk_time(i < 3 ? "2026-10-06 10:00" : "2026-10-25 10:00");
	}
	talk_says(&talk, "t7", "a", "2026-09-05 10:00");
	talk_asks(&talk, "t8", "a", "2026-10-05 10:00"); /* not solved, where others were */
	talk_asks(&talk, "t9", "a", "2026-10-05 10:00")->space = talk_atom(&talk, "lounge"); /* a space where nothing can be marked */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = talk_value(measuring, "c_resolution_rate", 10, SCOPE_ALL);
	g_assert_cmpint(share.n, ==, 5);
	assert_near(share.value, 0.6);
	g_assert_cmpint(talk_value(measuring, "c_resolution_rate", 9, SCOPE_ALL).state, ==, STATE_UNDEFINED); /* nothing was asked */
	talk_close(&talk);
}

/* Ten questions: four solved on the second day, two closed as asked before on the first, one withdrawn on the fourth, three open. */
static void
test_resolution_competes(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 10; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i);
		struct message *question = talk_asks(&talk, thread, "a", "2026-10-05 10:00");
		if (i < 4)
			talk_rare(&talk, question)->resolved_at = talk_time("2026-10-06 10:00");
		else if (i < 6)
			talk_rare(&talk, question)->closed_at = talk_time("2026-10-05 15:00"), talk_rare(&talk, question)->close_reason = talk_atom(&talk, "Duplicate of #12");
		else if (i == 6)
			talk_rare(&talk, question)->deleted_at = talk_time("2026-10-08 10:00"), question->deleted_by = DELETED_BY_AUTHOR;
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct inquiry inquiry = raw_inquiry(measuring, "c_resolution_rate");
	struct value share = raw_value(&inquiry, "value");
	assert_near(share.value, 0.4); /* not 4 of 8, as if duplicates had gone on waiting, nor 6 of 10, as if closing were solving */
	g_assert_true(share.lo > 0.05 && share.lo < 0.2 && share.hi > 0.6 && share.hi < 0.85);
	assert_near(raw_value(&inquiry, "solved").value, 4);
	assert_near(raw_value(&inquiry, "duplicate").value, 2);
	assert_near(raw_value(&inquiry, "otherwise").value, 1);
	talk_close(&talk);
}

/* Labels say what no platform tells: a whole space can be marked then, the questions without a label included. */
static void
test_resolution_by_label(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_asks(&talk, "t1", "a", "2026-10-05 10:00");
	talk_asks(&talk, "t2", "a", "2026-10-05 10:00");
	talk_label(&talk, "m1", "Solved", "joan", "2026-10-06 10:00", NULL);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(talk_value(measuring, "c_resolution_rate", 10, SCOPE_ALL).value, 0.5);
	g_assert_cmpint(talk_value(measuring, "c_resolution_rate", 10, SCOPE_ALL).n, ==, 2);
	talk_close(&talk);
}

/* The form of METRICS §7.14: people on an average day over people of the month. */
static void
test_stickiness(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (int day = 1; day <= 31; day++) {
		g_autofree char *when = g_strdup_printf("2026-10-%02d 10:00", day);
		talk_says(&talk, "a", "a", when);
		if (day <= 2)
			talk_says(&talk, "b", "b", when);
		if (day == 1)
			talk_says(&talk, "b", "b", when); /* twice on a day is once */
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(talk_value(measuring, "c_stickiness", 10, SCOPE_ALL).value, (33 / 31.0) / 2);
	talk_close(&talk);
}

static void
test_cohorts_end_with_the_data(void)
{
	struct talk talk = talk_open("2026-10-31");

	talk_says(&talk, "x", "x", "2026-05-15 10:00");
	for (guint i = 0; i < 12; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		talk_says(&talk, name, name, "2026-08-10 10:00");
		if (i < 6)
			talk_says(&talk, name, name, "2026-09-10 10:00");
		if (i < 3)
			talk_says(&talk, name, name, "2026-10-10 10:00"); /* three are too few to be told of */
	}
	talk_says(&talk, "y", "y", "2026-09-15 10:00"); /* a cohort of one is hidden */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_cohort_retention", 10);
	struct figure_row **rows = (struct figure_row **)figure->rows->pdata;
	g_assert_cmpuint(figure->rows->len, ==, 3); /* August after one and two months, September after one */
	assert_near(rows[0]->values[0].value, 0.5);
	g_assert_cmpint(rows[1]->values[0].state, ==, STATE_SUPPRESSED);
	assert_near(rows[1]->values[1].value, 12);
	g_assert_cmpint(rows[2]->values[0].state, ==, STATE_SUPPRESSED);
	assert_near(talk_value(measuring, "c_resurrection_rate", 10, SCOPE_ALL).value, 0);
	g_assert_cmpint(talk_value(measuring, "c_resurrection_rate", 10, SCOPE_ALL).n, ==, 7); /* six of August, and x */
	talk_close(&talk);
}

static void
test_pulse(void)
{
	struct talk talk = talk_open("2026-10-31");

	for (gint32 day = day_from_civil(2026, 7, 1); day < day_from_civil(2026, 10, 31); day++) {
		g_autofree char *date = day_iso(day), *when = g_strdup_printf("%s 10:00", date);
		for (guint i = 0; i < (strcmp(date, "2026-10-14") == 0 ? 40 : 2); i++)
			talk_says(&talk, "a", "a", when);
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_pulse", 10);
	int low = figure_value(figure, "low"), high = figure_value(figure, "high");
	guint unusual = 0;
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		gboolean is_unusual = row->values[0].value < row->values[low].value || row->values[0].value > row->values[high].value;
		unusual += is_unusual;
		g_assert_true(!is_unusual || strcmp(row->keys[0].word, "2026-W42") == 0);
	}
	g_assert_cmpuint(unusual, ==, 1);
	g_assert_cmpstr(((struct figure_row *)g_ptr_array_index(figure->rows, figure->rows->len - 1))->keys[0].word, ==, "2026-W43"); /* W44 is not over */
	talk_close(&talk);
}

static void
test_few_carry_it(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 10; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *helper = g_strdup_printf("h%u", i < 6 ? 0 : i);
		talk_asks(&talk, thread, "a", "2026-10-05 10:00");
		talk_says(&talk, thread, helper, "2026-10-05 11:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value factor = talk_value(measuring, "c_absence_factor", 10, SCOPE_ALL);
	assert_near(factor.value, 1);
	g_assert_cmpint(factor.n, ==, 10);
	struct inquiry inquiry = raw_inquiry(measuring, "c_contribution_gini");
	assert_near(raw_value(&inquiry, "value").value, 60 / 120.0); /* 1 1 1 1 6 10: Σ(2i − n − 1)x = −5 −3 −1 +1 +18 +50 */
	talk_close(&talk);
}

/* ---- goals ---- */

static void
goal_add(struct talk *talk, const char *metric, double target, enum discipline discipline)
{
	struct goal *goal = g_new0(struct goal, 1);

	goal->id = g_strdup(metric);
	goal->metric = g_strdup(metric);
	goal->period = g_strdup("month");
	goal->target = target;
	goal->discipline = discipline;
	g_ptr_array_add(talk->project->goals, goal);
}

static void
test_goals(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f", NULL };
	struct talk talk = talk_open("2026-11-30");

	write_once(&talk, names, "2026-09-05 10:00");
	write_once(&talk, names, "2026-10-05 10:00");
	goal_add(&talk, "c_active_members", 5, DISCIPLINE_COMMUNITY);
	goal_add(&talk, "c_retention_m1", 0.9, DISCIPLINE_COMMUNITY);
	goal_add(&talk, "c_ttfr_median", 4, DISCIPLINE_COMMUNITY);
	goal_add(&talk, "b_posts_published", 4, DISCIPLINE_BROADCAST);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_goal_attainment", 10);
	int verdict = figure_key(figure, "verdict");
	g_assert_cmpuint(figure->rows->len, ==, 3); /* the other side's goal is not ours */
	struct figure_row **rows = (struct figure_row **)figure->rows->pdata;
	g_assert_cmpstr(rows[0]->keys[verdict].word, ==, "met");
	assert_near(rows[0]->values[0].value, 1.2);
	g_assert_cmpstr(rows[1]->keys[verdict].word, ==, "too close to call"); /* 6 of 6, but the range reaches down to 61 % */
	g_assert_cmpstr(rows[2]->keys[verdict].word, ==, NULL); /* no questions, no verdict */
	talk_close(&talk);
}

static void
test_verdicts(void)
{
	static const struct definition flow = { .additivity = ADD_FLOW, .comparison = COMPARE_COUNTS };
	static const struct definition share = { .additivity = ADD_RATIO, .comparison = COMPARE_INTERVALS };
	struct goal up = { .target = 60 }, down = { .target = 0.5, .lower_is_better = TRUE };
	struct value count = value_count(30), half = value_estimate(0.3, 0.2, 0.4, 100);

	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 1), ==, "missed");
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.5), ==, "too close to call");
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.2), ==, "on pace");
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.9), ==, "behind pace");
	count.dispersion = 4; /* in bursts: 4 × Byar of 7.5 reaches from 12.5 to 60 */
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.9), ==, "too close to call");
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.2), ==, "on pace");
	count.lo = 20;
	count.hi = 43;
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.9), ==, "too close to call"); /* an interval of independent events does not undo that */
	count.dispersion = 1;
	g_assert_cmpstr(goal_verdict(&up, &flow, &count, 0.9), ==, "behind pace");
	g_assert_cmpstr(goal_verdict(&down, &share, &half, 1), ==, "met");
	g_assert_cmpstr(goal_verdict(&down, &share, &half, 0.5), ==, NULL);
	assert_near(goal_attainment(&down, &half).value, 0.5 / 0.3);
	up.target = 0;
	g_assert_cmpint(goal_attainment(&up, &count).state, ==, STATE_UNDEFINED);
}

/* ---- words ---- */

static void
says_text(struct talk *talk, const char *who, const char *when, const char *text)
{
	struct message *message = talk_says(talk, who, who, when);

	message->text = texts_add(talk->records->texts, text, -1);
}

static void
test_trending_terms(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (int month = 1; month <= 10; month++)
		for (guint i = 0; i < 40; i++) {
			g_autofree char *name = g_strdup_printf("p%02u", i), *when = g_strdup_printf("2026-%02d-%02u 10:00", month, 1 + i % 28);
			says_text(&talk, name, when, i % 2 ? "a squeaky chain again" : "loose saddle and tyres");
			if (month == 10 && i < 20)
				says_text(&talk, name, when, "the puncture clinic was fun");
		}
	for (guint i = 0; i < 50; i++)
		says_text(&talk, "p01", "2026-10-20 10:00", "gravel gravel gravel"); /* one loud person makes no trend */
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_trending_terms", 10);
	gboolean clinic = FALSE;
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		clinic |= strstr(row->keys[2].word, "puncture clinic") != NULL;
		g_assert_null(strstr(row->keys[2].word, "gravel"));
		g_assert_null(strstr(row->keys[2].word, "saddle"));
	}
	g_assert_true(clinic);
	talk_close(&talk);
}

static void
test_private_words_do_not_count(void)
{
	struct talk talk = talk_open("2026-11-30");
	struct space space;

	record_clear(KIND_space, &space);
	space.platform = talk_atom(&talk, "discourse");
	space.space = talk_atom(&talk, "board");
	space.visibility = VISIBILITY_PRIVATE;
	records_add(talk.records, KIND_space, &space);
	for (guint i = 0; i < 40; i++) {
		g_autofree char *name = g_strdup_printf("p%02u", i);
		says_text(&talk, name, "2026-09-05 10:00", "squeaky chain");
		says_text(&talk, name, "2026-10-05 10:00", "secret merger");
		RECORD_AT(talk.records, message, RECORD_COUNT_OF(talk.records, message) - 1)->space = space.space;
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_of(measuring, "c_trending_terms", 10);
	g_assert_cmpuint(figure->rows->len, ==, 1); /* that there are none */
	g_assert_false(value_has_number(((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values));
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/community/members-hub-reciprocity-7.2", test_members_hub_reciprocity);
	g_test_add_func("/community/no-staff-list", test_no_staff_list);
	g_test_add_func("/community/month-without-questions", test_month_without_questions);
	g_test_add_func("/community/time-to-reply-7.1", test_time_to_reply);
	g_test_add_func("/community/growth-7.6", test_growth);
	g_test_add_func("/community/nobody-left", test_nobody_left);
	g_test_add_func("/community/newcomers-stay-7.7", test_newcomers_stay);
	g_test_add_func("/community/newcomers-hear-back", test_newcomers_hear_back);
	g_test_add_func("/community/newcomers-beside-others", test_newcomers_beside_others);
	g_test_add_func("/community/few-newcomers", test_few_newcomers);
	g_test_add_func("/community/helpers", test_helpers);
	g_test_add_func("/community/staff-listen", test_staff_listen);
	g_test_add_func("/community/network-hides-small-pieces", test_network_hides_small_pieces);
	g_test_add_func("/community/hours-hide-few-people", test_hours_hide_few_people);
	g_test_add_func("/community/threads", test_threads);
	g_test_add_func("/community/resolution", test_resolution);
	g_test_add_func("/community/resolution-competes", test_resolution_competes);
	g_test_add_func("/community/resolution-by-label", test_resolution_by_label);
	g_test_add_func("/community/stickiness", test_stickiness);
	g_test_add_func("/community/cohorts-end-with-the-data", test_cohorts_end_with_the_data);
	g_test_add_func("/community/pulse", test_pulse);
	g_test_add_func("/community/few-carry-it", test_few_carry_it);
	g_test_add_func("/community/goals", test_goals);
	g_test_add_func("/community/verdicts", test_verdicts);
	g_test_add_func("/community/trending-terms", test_trending_terms);
	g_test_add_func("/community/private-words-do-not-count", test_private_words_do_not_count);
	return g_test_run();
}
