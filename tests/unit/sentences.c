/* Sentences: a verb needs a licence from the interval, a state speaks for itself, and no cause is ever named. */
#include <math.h>
#include <string.h>

#include "reports/report.h"
#include "reports/sentences.h"

#define N "\xc2\xa0"

static const struct definition share = { .name = "c_member_to_member_share", .card = "C11", .discipline = DISCIPLINE_COMMUNITY,
	.label = "Replies between members", .noun = "replies", .phrase = "{value} of replies were between members", .unit = UNIT_SHARE,
	.additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS, .formula = "f", .source = "s", .question = "q", .version = 1 };
static const struct definition clicks = { .name = "b_link_clicks", .card = "B10", .discipline = DISCIPLINE_BROADCAST, .label = "Link clicks",
	.noun = "link clicks", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .formula = "f",
	.source = "s", .question = "q", .version = 1 };
static const struct definition sources = { .name = "b_leads_by_source", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Leads by source",
	.noun = "leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .formula = "f", .source = "s", .question = "q", .version = 1 };
static const struct definition rates = { .name = "b_engagement_rate_impr", .card = "B06", .discipline = DISCIPLINE_BROADCAST, .label = "Engagement rate",
	.noun = "views", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .formula = "f", .source = "s", .question = "q", .version = 1 };

struct made {
	struct project *project;
	struct report_request request;
};

static void
made_open(struct made *made, gconstpointer unused)
{
	(void)unused;
	made->project = project_new(".");
	made->project->language = g_strdup("en");
	made->project->zone = zone_open("Europe/London");
	GPtrArray *figures = g_ptr_array_new_with_free_func((GDestroyNotify)figure_free);
	made->request = (struct report_request){ .project = made->project, .period = period_month(2026, 10, made->project->zone),
	                                         .figures = figures, .open_figures = figures, .forgotten = g_ptr_array_new(),
	                                         .selections = g_ptr_array_new_with_free_func((GDestroyNotify)selection_free) };
}

static void
made_close(struct made *made, gconstpointer unused)
{
	(void)unused;
	g_ptr_array_unref(made->request.figures);
	g_ptr_array_unref((GPtrArray *)made->request.forgotten);
	g_ptr_array_unref(made->request.selections);
	project_free(made->project);
}

static struct figure *
figure_of(struct made *made, const struct definition *definition, struct value value)
{
	struct figure *figure = figure_new(definition, &made->request.period);
	struct figure_row *row;

	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	row = figure_add_row(figure);
	figure_set_period(figure, row, 0, &made->request.period);
	figure_set_word(figure, row, 1, SCOPE_ALL);
	row->values[0] = value;
	g_ptr_array_add(made->request.figures, figure);
	return figure;
}

static void
change_add(struct figure *figure, enum against against, enum change_word word, double lo, double hi, gboolean relative)
{
	struct change change = { .scope = SCOPE_ALL, .against = against, .word = word, .relative = relative, .value = (lo + hi) / 2, .lo = lo, .hi = hi, .p = NAN };

	g_array_append_val(figure->changes, change);
}

static void
statement_of_a_change(struct made *made, gconstpointer unused)
{
	struct figure *figure = figure_of(made, &clicks, value_count(7936));
	g_autofree char *sentence = NULL, *title = NULL;

	(void)unused;
	change_add(figure, AGAINST_PREVIOUS, CHANGE_UNCLEAR, -0.08, 0.23, TRUE);
	change_add(figure, AGAINST_YEAR_BEFORE, CHANGE_UP, 0.03, 0.31, TRUE);
	sentence = sentence_statement(&made->request, figure, SCOPE_ALL);
	title = sentence_title(&made->request, figure, SCOPE_ALL);
	g_assert_cmpstr(sentence, ==,
	                "**7,936** link clicks, 256 a day: no clear change versus September (between" N "\xe2\x88\x92" "8" N "% and" N "+23" N
	                "%); up versus October 2025 (+3" N "to" N "+31" N "%).");
	g_assert_cmpstr(title, ==, "Link clicks: no clear change");
}

static void
statement_of_a_share(struct made *made, gconstpointer unused)
{
	struct figure *figure = figure_of(made, &share, value_estimate(0.63, 0.58, 0.68, 1215));
	g_autofree char *sentence = NULL, *title = NULL, *subtitle = NULL;

	(void)unused;
	change_add(figure, AGAINST_PREVIOUS, CHANGE_UP, 0.02, 0.16, FALSE);
	sentence = sentence_statement(&made->request, figure, SCOPE_ALL);
	title = sentence_title(&made->request, figure, SCOPE_ALL);
	subtitle = sentence_subtitle(&made->request, figure, SCOPE_ALL);
	g_assert_cmpstr(sentence, ==, "**63" N "%** of replies were between members ~(58\xe2\x80\x93" "68)~: up versus September (+2" N "to" N "+16" N "points).");
	g_assert_cmpstr(title, ==, "Replies between members: up on September");
	g_assert_nonnull(strstr(subtitle, "of 1,215 replies"));
}

static void
states_speak_for_themselves(struct made *made, gconstpointer unused)
{
	struct figure *figure = figure_of(made, &share, value_none(STATE_NO_DATA, "no staff list was given"));
	g_autofree char *sentence = sentence_statement(&made->request, figure, SCOPE_ALL), *title = sentence_title(&made->request, figure, SCOPE_ALL);

	(void)unused;
	g_assert_cmpstr(sentence, ==, "Replies between members: _no staff list was given_.");
	g_assert_cmpstr(title, ==, "Replies between members"); /* the subject, no claim */
}

/* A figure by items: key "item" instead of a scope. */
static struct figure *
items_of(struct made *made, const struct definition *definition, const char *const *names, const struct value *values)
{
	struct figure *figure = figure_new(definition, &made->request.period);

	figure_add_key(figure, "source", "Source", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	for (guint i = 0; names[i]; i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_word(figure, row, 0, names[i]);
		row->values[0] = values[i];
	}
	g_ptr_array_add(made->request.figures, figure);
	return figure;
}

static void
parts_of_a_sum(struct made *made, gconstpointer unused)
{
	static const char *const names[] = { "Facebook", "Saturday mail", "Instagram", "LinkedIn", NULL };
	struct value values[] = { value_count(11), value_count(33), value_count(18), value_count(22) };
	struct figure *figure = items_of(made, &sources, names, values);
	g_autofree char *title = sentence_title(&made->request, figure, NULL);

	(void)unused;
	g_assert_cmpstr(title, ==, "Saturday mail and LinkedIn: 55 of 84 leads");
}

static void
a_first_needs_a_clear_interval(struct made *made, gconstpointer unused)
{
	static const char *const names[] = { "LinkedIn", "Facebook", NULL };
	struct value apart[] = { value_estimate(0.024, 0.018, 0.030, 40), value_estimate(0.008, 0.006, 0.010, 40) };
	struct value close[] = { value_estimate(0.024, 0.008, 0.040, 40), value_estimate(0.018, 0.006, 0.030, 40) };
	g_autofree char *clear = sentence_title(&made->request, items_of(made, &rates, names, apart), NULL);
	g_autofree char *unclear = sentence_title(&made->request, items_of(made, &rates, names, close), NULL);

	(void)unused;
	g_assert_cmpstr(clear, ==, "LinkedIn has the highest engagement rate");
	g_assert_cmpstr(unclear, ==, "Engagement rate: none clearly highest");
}

/* Channels that count differently have no first, however far apart; bounds are no 95 % ranges. */
static void
what_is_counted_differently_has_no_first(struct made *made, gconstpointer unused)
{
	static const char *const names[] = { "LinkedIn", "Facebook", NULL };
	struct definition unranked = rates;
	struct value apart[] = { value_estimate(0.024, 0.018, 0.030, 40), value_estimate(0.008, 0.006, 0.010, 40) };
	struct value bounds[] = { value_estimate(1200, 1200, 3100, NO_COUNT), value_estimate(900, 900, 2000, NO_COUNT) };

	(void)unused;
	unranked.unranked = TRUE;
	g_autofree char *title = sentence_title(&made->request, items_of(made, &unranked, names, apart), NULL);
	g_assert_null(strstr(title, "highest"));
	value_raise(&bounds[0], STATE_NOT_REACHED, "between 1,200 and 3,100");
	value_raise(&bounds[1], STATE_NOT_REACHED, "between 900 and 2,000");
	g_autofree char *subtitle = sentence_subtitle(&made->request, items_of(made, &sources, names, bounds), NULL);
	g_assert_nonnull(strstr(subtitle, "from the least to the most it can be"));
	g_assert_null(strstr(subtitle, "95"));
	g_ptr_array_set_size(made->request.figures, 0); /* they speak by a definition that ends here */
}

/* A month in which nothing was measured still composes, sound, and no newsletter is made of nothing. */
static void
an_empty_month(struct made *made, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	g_autoptr(GPtrArray) readings = g_ptr_array_new();

	(void)unused;
	made->project->name = g_strdup("Shed");
	made->request.complaints = complaints;
	made->request.readings = readings;
	AUTO(edition) edition = edition_compose(&made->request);
	g_assert_nonnull(edition->report);
	g_assert_null(edition->newsletter);
	g_assert_cmpstr(edition->report->period_words, ==, "October 2026");
}

/* The curve that stands beside another one in grey is named, and no median is taken from it. */
static void
a_curve_beside_another(struct made *made, gconstpointer unused)
{
	static const struct definition curve = { .name = "c_newcomer_response_curve", .card = "C05", .discipline = DISCIPLINE_COMMUNITY, .label = "Who heard back",
		.noun = "newcomers", .phrase = "half of the newcomers heard back within {value}", .unit = UNIT_SHARE, .additivity = ADD_DURATION,
		.shape = SHAPE_SURVIVAL, .formula = "f", .source = "s", .question = "q", .version = 1 };
	static const struct { const char *group; double hours, share; } rows[] = {
		{ "newcomers", 0, 0 }, { "newcomers", 9, 0.4 }, { "others", 0, 0 }, { "others", 5, 0.6 } };
	AUTO(figure) figure = figure_new(&curve, &made->request.period);
	g_autofree char *title = NULL, *subtitle = NULL;

	(void)unused;
	figure_add_key(figure, "hours", "Hours", KEY_NUMBER);
	figure_add_key(figure, "group", "Who", KEY_WORD);
	figure_add_value(figure, "value", "Heard back", UNIT_SHARE);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_number(figure, row, 0, rows[i].hours);
		figure_set_word(figure, row, 1, rows[i].group);
		row->values[0] = value_estimate(rows[i].share, NAN, NAN, 46);
	}
	title = sentence_title(&made->request, figure, NULL);
	subtitle = sentence_subtitle(&made->request, figure, NULL);
	g_assert_cmpstr(title, ==, "Fewer than half of the newcomers heard back by the end");
	g_assert_true(g_str_has_suffix(subtitle, " \xc2\xb7 grey: others"));
}

#define CASE(name, function) g_test_add("/sentences/" name, struct made, NULL, made_open, function, made_close)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	CASE("statement-of-a-change", statement_of_a_change);
	CASE("statement-of-a-share", statement_of_a_share);
	CASE("states-speak-for-themselves", states_speak_for_themselves);
	CASE("parts-of-a-sum", parts_of_a_sum);
	CASE("a-first-needs-a-clear-interval", a_first_needs_a_clear_interval);
	CASE("what-is-counted-differently-has-no-first", what_is_counted_differently_has_no_first);
	CASE("an-empty-month", an_empty_month);
	CASE("a-curve-beside-another", a_curve_beside_another);
	return g_test_run();
}
