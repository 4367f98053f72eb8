/* The way of leads on: from stage to stage, how long it takes, who waits for sales, what it is worth. */
#include "said.h"

#include <math.h>
#include <string.h>

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-6)

static void
said_stage(struct said *said, const char *lead, const char *stage, gint64 entered, guint8 outcome)
{
	struct lead_stage row;

	record_clear(KIND_lead_stage, &row);
	row.lead_id = word(said, lead);
	row.stage = word(said, stage);
	row.entered_at = entered;
	row.outcome = outcome;
	records_add(said->records, KIND_lead_stage, &row);
}

static void
said_ours(struct said *said, int number, gint64 created)
{
	g_autofree char *id = g_strdup_printf("L%02d", number);

	said_lead(said, id, NULL, created, "facebook", "social", NO_TIME);
}

static const struct value *
column_of(const struct figure *figure, const struct figure_row *row, const char *column)
{
	g_assert_nonnull(row);
	g_assert_cmpint(figure_value(figure, column), >=, 0);
	return &row->values[figure_value(figure, column)];
}

/* ---- B12 where no visits are known ---- */

static void
test_clicks_to_leads(void)
{
	struct said said = said_new();

	said_post(&said, "x", "a", at("2026-04-04"));
	said_days(&said, "x", "2026-05-01", "2026-05-31", "link_clicks", "", 10);
	said_complete(&said, "2026-06-30");
	for (int i = 0; i < 31; i++)
		said_ours(&said, i, at("2026-05-01") + i * DAY);
	said_lead(&said, "late", NULL, at("2026-06-29"), "google", "organic", NO_TIME);
	NEAR(said_value(&said, "b_click_to_lead", "2026-05", SCOPE_ALL).value, 0.1);
	said_visits(&said, "2026-05-01", "2026-05-31", NULL, "facebook", "social", 620);
	NEAR(said_value(&said, "b_visit_to_lead", "2026-05", SCOPE_ALL).value, 0.05);
	g_assert_cmpint(said_value(&said, "b_click_to_lead", "2026-05", SCOPE_ALL).state, ==, STATE_NO_DATA); /* one of the two, never both */
	g_assert_cmpstr(said_value(&said, "b_click_to_lead", "2026-05", SCOPE_ALL).reason, ==, TOLD_ELSEWHERE "visitors who became leads");
	said_clear(&said);
}

/* ---- B26 ---- */

/* Forty leads of the first of May; of each ten, so many go to sales after so many days; so many are lost on the fifth day. */
static void
forty_leads(struct said *said, int gone, int after, int lost)
{
	said_post(said, "x", "a", at("2026-04-04"));
	said_complete(said, "2026-06-30");
	said_lead(said, "late", NULL, at("2026-06-29"), "google", "organic", NO_TIME); /* leads are known to the end of June */
	for (int i = 0; i < 40; i++) {
		g_autofree char *id = g_strdup_printf("L%02d", i);
		said_ours(said, i, at("2026-05-01"));
		if (i % 10 < gone)
			said_stage(said, id, "handed_to_sales", at("2026-05-01") + after * DAY, OUTCOME_UNKNOWN);
		else if (i % 10 < gone + lost)
			said_stage(said, id, "closed", at("2026-05-06"), OUTCOME_LOST);
	}
}

static void
test_time_to_sales(void)
{
	struct said said = said_new();

	forty_leads(&said, 6, 10, 0);
	AUTO(figure) figure = said_figure(&said, "b_time_to_next_stage", "2026-05");
	const struct figure_row *row = row_of(figure, "step", "From lead to sales");

	NEAR(row->values[0].value, 0.6);
	g_assert_cmpint(row->values[0].n, ==, 40);
	g_assert_cmpint(row->values[0].state, ==, STATE_OK);
	g_assert_true(value_has_interval(&row->values[0]));
	NEAR(column_of(figure, row, "median_days")->value, 10);
	g_assert_cmpint(row_of(figure, "step", "From sales to customer")->values[0].state, ==, STATE_TOO_FEW);
	said_clear(&said);
}

/* Lost leads compete where they are many: to censor them would say that 6 of 7 go on (6/7), and 6 of 10 do. */
static void
test_losses_compete(void)
{
	struct said said = said_new();

	forty_leads(&said, 6, 10, 3);
	AUTO(figure) figure = said_figure(&said, "b_time_to_next_stage", "2026-05");
	const struct figure_row *row = row_of(figure, "step", "From lead to sales");

	NEAR(row->values[0].value, 0.6);
	NEAR(column_of(figure, row, "lost")->value, 12);
	NEAR(column_of(figure, row, "median_days")->value, 10);
	g_assert_false(value_has_interval(&row->values[0]));
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==,
	                "From lead to sales: 12 of 40 leads were lost on the way; they count among all, and never go on");
	said_clear(&said);
}

/* One lost in forty ends its watching: 4 of the 39 others had to be waited for longer. */
static void
test_few_losses_are_censored(void)
{
	struct said said = said_new();

	forty_leads(&said, 6, 10, 0);
	said_stage(&said, "L09", "closed", at("2026-05-06"), OUTCOME_LOST);
	AUTO(figure) figure = said_figure(&said, "b_time_to_next_stage", "2026-05");
	NEAR(row_of(figure, "step", "From lead to sales")->values[0].value, 24.0 / 39);
	said_clear(&said);
}

/* A tool that only tells the stage of today does not tell how long it took: not "at once". */
static void
test_undated(void)
{
	struct said said = said_new();

	forty_leads(&said, 5, 10, 0);
	for (int i = 0; i < 4; i++) {
		g_autofree char *id = g_strdup_printf("L%d9", i);
		said_stage(&said, id, "customer", NO_TIME, OUTCOME_UNKNOWN);
	}
	AUTO(figure) figure = said_figure(&said, "b_time_to_next_stage", "2026-05");
	const struct figure_row *row = row_of(figure, "step", "From lead to sales");

	NEAR(column_of(figure, row, "median_days")->value, 10);
	g_assert_cmpint(row->values[0].n, ==, 36);
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==,
	                "From lead to sales: 4 leads are left out, since their tool does not tell when they went on");
	said_clear(&said);
}

static void
test_curve(void)
{
	struct said said = said_new();

	forty_leads(&said, 6, 10, 0);
	AUTO(figure) figure = said_figure(&said, "b_next_stage_curve", "2026-05");
	int days = figure_key(figure, "days");
	const struct figure_row *first = g_ptr_array_index(figure->rows, 0), *second = g_ptr_array_index(figure->rows, 1),
	                        *last = g_ptr_array_index(figure->rows, 2);

	g_assert_cmpuint(figure->rows->len, ==, 3);
	NEAR(first->keys[days].number, 0);
	NEAR(first->values[0].value, 0);
	NEAR(second->keys[days].number, 10);
	NEAR(second->values[0].value, 0.6);
	NEAR(column_of(figure, second, "gone_on")->value, 24);
	NEAR(column_of(figure, last, "censored")->value, 16);
	said_clear(&said);
}

static void
test_no_leads(void)
{
	struct said said = said_new();

	said_post(&said, "x", "a", at("2026-04-04"));
	said_complete(&said, "2026-06-30");
	AUTO(figure) figure = said_figure(&said, "b_time_to_next_stage", "2026-05");
	AUTO(figure) curve = said_figure(&said, "b_next_stage_curve", "2026-05");
	g_assert_cmpuint(figure->rows->len + curve->rows->len, ==, 0);
	said_clear(&said);
}

/* ---- B45 ---- */

static void
test_who_waits(void)
{
	struct said said = said_new();

	said_post(&said, "x", "a", at("2026-04-04"));
	said_complete(&said, "2026-05-31");
	for (int i = 0; i < 6; i++)
		said_ours(&said, i, at("2026-05-20") - i * DAY);
	said_lead(&said, "theirs", NULL, at("2026-05-01"), "google", "organic", NO_TIME);
	said_stage(&said, "L00", "lead", at("2026-05-20"), OUTCOME_UNKNOWN);
	said_stage(&said, "L00", "marketingqualifiedlead", at("2026-05-25"), OUTCOME_UNKNOWN);
	said_stage(&said, "L01", "Opportunity", at("2026-05-25"), OUTCOME_UNKNOWN);
	said_stage(&said, "L02", "closed", at("2026-05-25"), OUTCOME_LOST);
	said_stage(&said, "L03", "customer", NO_TIME, OUTCOME_UNKNOWN);
	said_stage(&said, "L04", "handed_to_sales", at("2026-06-20"), OUTCOME_UNKNOWN);
	AUTO(figure) figure = said_figure(&said, "b_leads_to_hand_over", "2026-05");
	const struct figure_row *row = g_ptr_array_index(figure->rows, 0);
	g_autofree char *id = project_pseudonym(said.project, "lead", "L05");

	g_assert_cmpuint(figure->rows->len, ==, 2);
	g_assert_cmpstr(row->keys[2].word, ==, id); /* the longest wait first */
	g_assert_cmpstr(row->keys[3].word, ==, "Facebook");
	g_assert_cmpstr(row->keys[4].word, ==, "lead");
	NEAR(row->values[0].value, 17);
	g_assert_cmpstr(((struct figure_row *)g_ptr_array_index(figure->rows, 1))->keys[4].word, ==, "marketingqualifiedlead");
	said_clear(&said);
}

static void
test_pseudonyms(void)
{
	struct said said = said_new();
	g_autofree char *plain = project_pseudonym(said.project, "lead", "9004");

	said.project->key = g_strdup("0123456789abcdef");
	g_autofree char *keyed = project_pseudonym(said.project, "lead", "9004"), *again = project_pseudonym(said.project, "lead", "9004");
	g_autofree char *other = project_pseudonym(said.project, "lead", "9005"), *kind = project_pseudonym(said.project, "post", "9004");
	g_assert_cmpuint(strlen(keyed), ==, 12);
	g_assert_cmpstr(keyed, ==, again);
	g_assert_cmpstr(keyed, !=, plain);
	g_assert_cmpstr(keyed, !=, other);
	g_assert_cmpstr(keyed, !=, kind);
	said_clear(&said);
}

/* ---- B39 ---- */

static void
said_worth(struct said *said, const char *outcome, const char *version, double value, const char *currency)
{
	struct worth row;

	record_clear(KIND_worth, &row);
	row.outcome = word(said, outcome);
	row.version = version ? word(said, version) : 0;
	row.value = value;
	row.currency = word(said, currency);
	records_add(said->records, KIND_worth, &row);
}

/* Twelve leads of May, two of which become customers, and one of April that does so in May; one that is not ours. */
static void
some_worth(struct said *said)
{
	said_post(said, "x", "a", at("2026-04-04"));
	said_complete(said, "2026-06-30");
	for (int i = 0; i < 12; i++)
		said_ours(said, i, at("2026-05-02") + i * DAY);
	said_ours(said, 20, at("2026-04-10"));
	said_lead(said, "theirs", NULL, at("2026-06-10"), "google", "organic", NO_TIME);
	said_stage(said, "L01", "customer", at("2026-05-20"), OUTCOME_UNKNOWN);
	said_stage(said, "L02", "customer", at("2026-05-21"), OUTCOME_UNKNOWN);
	said_stage(said, "L20", "customer", at("2026-05-22"), OUTCOME_UNKNOWN);
	said_stage(said, "theirs", "customer", at("2026-05-22"), OUTCOME_UNKNOWN);
}

static void
test_worth(void)
{
	struct said said = said_new();

	some_worth(&said);
	said_worth(&said, "lead", "2025", 99, "GBP");
	said_worth(&said, "lead", "2026", 10, "GBP");
	said_worth(&said, "customer", "2026", 100, "GBP");
	said_worth(&said, "lead", "2026-06", 20, "GBP"); /* holds from June on */
	AUTO(figure) figure = said_figure(&said, "b_economic_value", "2026-05");
	struct period may = month(&said, "2026-05"), march = month(&said, "2026-03");
	const struct value *value = figure_number(figure, &may, SCOPE_ALL);

	NEAR(value->value, 12 * 10 + 3 * 100);
	g_assert_cmpint(value->n, ==, 13); /* leads that had an outcome */
	g_assert_cmpint(value->state, ==, STATE_OK);
	g_assert_true(value->lo < 420 && value->hi > 420);
	g_assert_cmpint(figure_number(figure, &march, SCOPE_ALL)->state, ==, STATE_NO_DATA); /* before the first lead: not 0 */
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "Values of version 2026, in GBP: 3 \xc3\x97 customer at 100.00, 12 \xc3\x97 lead at 10.00");
	said_clear(&said);
}

static void
test_worth_of_another_version(void)
{
	struct said said = said_new();

	some_worth(&said);
	said_worth(&said, "lead", "2026-04", 10, "GBP");
	said_worth(&said, "lead", "2026-05", 20, "GBP");
	NEAR(said_value(&said, "b_economic_value", "2026-05", SCOPE_ALL).value, 240);
	g_assert_cmpint(said_value(&said, "b_economic_value", "2026-05", SCOPE_ALL).state, ==, STATE_BREAK);
	said_clear(&said);
}

static void
test_worth_nobody_told(void)
{
	struct said said = said_new();
	struct value value;

	some_worth(&said);
	value = said_value(&said, "b_economic_value", "2026-05", SCOPE_ALL);
	g_assert_cmpint(value.state, ==, STATE_NO_DATA);
	g_assert_cmpstr(value.reason, ==, "what an outcome is worth is not told: tables/values.csv");
	said_worth(&said, "lead", NULL, 10, "GBP"); /* without a version: none */
	g_assert_cmpint(said_value(&said, "b_economic_value", "2026-05", SCOPE_ALL).state, ==, STATE_NO_DATA);
	said_worth(&said, "lead", "2026", 10, "GBP");
	said_worth(&said, "customer", "2026", 10, "EUR");
	g_assert_cmpint(said_value(&said, "b_economic_value", "2026-05", SCOPE_ALL).state, ==, STATE_UNDEFINED);
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/broadcast-leads/clicks-to-leads", test_clicks_to_leads);
	g_test_add_func("/broadcast-leads/time-to-sales", test_time_to_sales);
	g_test_add_func("/broadcast-leads/losses-compete", test_losses_compete);
	g_test_add_func("/broadcast-leads/few-losses-are-censored", test_few_losses_are_censored);
	g_test_add_func("/broadcast-leads/undated", test_undated);
	g_test_add_func("/broadcast-leads/curve", test_curve);
	g_test_add_func("/broadcast-leads/no-leads", test_no_leads);
	g_test_add_func("/broadcast-leads/who-waits", test_who_waits);
	g_test_add_func("/broadcast-leads/pseudonyms", test_pseudonyms);
	g_test_add_func("/broadcast-leads/worth", test_worth);
	g_test_add_func("/broadcast-leads/worth-of-another-version", test_worth_of_another_version);
	g_test_add_func("/broadcast-leads/worth-nobody-told", test_worth_nobody_told);
	return g_test_run();
}
