/* Charts: every shape has one, every sample draws on every medium, inside its paper, the same twice, and says itself in words. */
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "../gallery/samples.h"
#include "charts/rows.h"

static struct theme *theme;
static GArray *samples;

static struct chart_request
request_of(const struct sample *sample, double width, gboolean text)
{
	return (struct chart_request){ .figure = sample->figure, .scope = sample->scope, .width = width, .goal = sample->goal,
		                       .goal_label = sample->goal_label, .text_inside = text, .language = "en" };
}

static char *
svg_of(const struct sample *sample)
{
	struct chart_request request = request_of(sample, 328, TRUE);
	return chart_svg(chart_find(sample->chart), &request, theme, MEDIUM_SCREEN, "x", "t", "d");
}

static void
test_every_shape(void)
{
	for (enum shape shape = 0; shape < SHAPE_TABLE; shape++)
		g_assert_nonnull(chart_for(shape));
	g_assert_null(chart_for(SHAPE_TABLE));
	g_assert_null(chart_find("pie"));
	g_assert_cmpstr(chart_for(SHAPE_SERIES)->name, ==, "line");
}

static void
test_every_chart_sampled(void)
{
	for (int i = 0; charts[i]; i++) {
		gboolean sampled = FALSE;
		for (guint s = 0; s < samples->len; s++)
			sampled = sampled || strcmp(g_array_index(samples, struct sample, s).chart, charts[i]->name) == 0;
		g_assert_true(sampled);
		g_assert_true(charts[i] == chart_find(charts[i]->name));
	}
}

/* Each x of a text lies on the paper, with half an em to spare for the last month's name. */
static void
assert_on_paper(const char *svg, double width)
{
	xmlDocPtr document = xmlReadMemory(svg, (int)strlen(svg), "chart.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	g_assert_nonnull(document);
	xmlXPathContextPtr context = xmlXPathNewContext(document);
	xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST "//*[local-name()='text']/@x", context);
	for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++) {
		xmlChar *x = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
		g_assert_cmpfloat(g_ascii_strtod((const char *)x, NULL), >=, -6);
		g_assert_cmpfloat(g_ascii_strtod((const char *)x, NULL), <=, width + 6);
		xmlFree(x);
	}
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	xmlFreeDoc(document);
}

static void
test_svg(void)
{
	for (guint i = 0; i < samples->len; i++) {
		g_autofree char *one = svg_of(&g_array_index(samples, struct sample, i)), *two = svg_of(&g_array_index(samples, struct sample, i));
		g_assert_cmpstr(one, ==, two);
		assert_on_paper(one, 328);
		g_assert_null(strstr(one, " style="));
		g_assert_false(g_regex_match_simple("[\"ML ]-?(nan|inf)[\" L]", one, 0, 0));
	}
}

/* However many marks there are, their pile stays below its rim: no path begins above the paper. */
static void
test_piles(void)
{
	guint met = 0;
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		if (strcmp(sample->chart, "strip") != 0)
			continue;
		g_autofree char *svg = svg_of(sample);
		g_assert_false(g_regex_match_simple("[ML] ?-?[0-9.]+[ ,]-[0-9]", svg, 0, 0));
		met++;
	}
	g_assert_cmpuint(met, >=, 4);
}

static void
test_png(void)
{
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		struct chart_request request = request_of(sample, 268, FALSE);
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) one = chart_png(chart_find(sample->chart), &request, theme, 1, &error);
		g_autoptr(GBytes) two = chart_png(chart_find(sample->chart), &request, theme, 1, &error);
		g_assert_no_error(error);
		g_assert_cmpmem(g_bytes_get_data(one, NULL), 4, "\x89PNG", 4);
		g_assert_true(g_bytes_equal(one, two));
	}
}

/* Pictures for mail hold no letters. */
static void
test_no_text(void)
{
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		struct chart_request request = request_of(sample, 536, FALSE);
		g_autofree char *svg = chart_svg(chart_find(sample->chart), &request, theme, MEDIUM_MAIL, "x", "t", "d");
		g_assert_null(strstr(svg, "<text"));
	}
}

static void
test_described(void)
{
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		struct chart_request request = request_of(sample, 328, TRUE);
		g_autofree char *words = chart_find(sample->chart)->describe(&request);
		g_assert_cmpuint(strlen(words), >, 20);
		g_assert_true(g_utf8_validate(words, -1, NULL));
		g_assert_null(strstr(words, "(null)"));
		g_assert_false(g_regex_match_simple("\\b(nan|inf)\\b", words, 0, 0));
	}
}

static char *
described(const char *title)
{
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		struct chart_request request = request_of(sample, 328, TRUE);
		if (strcmp(sample->title, title) == 0)
			return chart_find(sample->chart)->describe(&request);
	}
	g_assert_not_reached();
}

/* Alt texts are true: subject, range, last value, peak, states. */
static void
test_described_truly(void)
{
	g_autofree char *line = described("October is still filling: 12 of 31 days");
	g_assert_nonnull(strstr(line, "Line by month: Questions a day, October 2025 to October 2026"));
	g_assert_nonnull(strstr(line, "October 2026: 12 of 31 days"));
	g_autofree char *dots = described("No clear difference between chat and forum");
	g_assert_nonnull(strstr(dots, "Forum: 4.9\u00a0h\u00a0(3.5–7.0)"));
	g_assert_nonnull(strstr(dots, "no questions were asked"));
	g_autofree char *curve = described("Half the questions are answered within 4.2 hours");
	g_assert_nonnull(strstr(curve, "Half within 4.2\u00a0h"));
	g_assert_nonnull(strstr(curve, "78\u00a0%\u00a0(73–83) after a day"));
	g_assert_null(strstr(curve, "In grey"));
	g_autofree char *beside = described("Half of the newcomers heard back within 11 hours");
	g_assert_nonnull(strstr(beside, "heard back. Half within 11\u00a0h"));
	g_assert_nonnull(strstr(beside, "It ends at 80\u00a0% after 72 hours. In grey, others: Half within 7.0\u00a0h"));
	g_assert_nonnull(g_strrstr(beside, "81\u00a0%\u00a0(76–86) after a day"));
	g_autofree char *network = described("Four groups, joined by members as well as staff");
	g_assert_nonnull(strstr(network, "56 members and 4 staff"));
	g_autofree char *goal = described("One goal met, one too close to call, one not final");
	g_assert_nonnull(strstr(goal, "Leads: 84, planned 65: met (95 % range 67–104)"));
}

static char *
svg_titled(const char *title)
{
	for (guint i = 0; i < samples->len; i++)
		if (strcmp(g_array_index(samples, struct sample, i).title, title) == 0)
			return svg_of(&g_array_index(samples, struct sample, i));
	g_assert_not_reached();
}

/* The other group stands in grey under its own name. */
static void
test_group_in_grey(void)
{
	g_autofree char *groups = svg_titled("Half of the newcomers heard back within 11 hours"), *months = svg_titled("Half the questions are answered within 4.2 hours");

	g_assert_nonnull(strstr(groups, ">others</text>"));
	g_assert_null(strstr(groups, ">newcomers</text>"));
	g_assert_null(strstr(months, ">others</text>"));
}

/* LOOK §6: hatch for not final, a grey block for hidden, dots for unknown, dashes to what is not over, words for the rest. */
static void
test_states(void)
{
	g_autofree char *dots = svg_titled("No clear difference between chat and forum");
	g_assert_nonnull(strstr(dots, "class=\"f-rule\""));
	g_assert_nonnull(strstr(dots, ">hidden</text>"));
	g_assert_nonnull(strstr(dots, "no questions were asked"));
	g_autofree char *bars = svg_titled("Mail and LinkedIn brought 55 of the 84 leads");
	g_assert_nonnull(strstr(bars, "<clipPath"));
	g_assert_nonnull(strstr(bars, "29 of 31 days"));
	g_assert_nonnull(strstr(bars, "stroke-dasharray"));
	g_autofree char *line = svg_titled("October is still filling: 12 of 31 days");
	g_assert_nonnull(strstr(line, "stroke-dasharray"));
	g_assert_nonnull(strstr(line, "12 of 31 days"));
	g_autofree char *broken = svg_titled("Views replaced impressions in September");
	g_assert_nonnull(strstr(broken, "views since 1 Sep"));
	g_autofree char *empty = svg_titled("Nothing yet");
	g_assert_nonnull(strstr(empty, "This is not zero"));
}

/* Last year's line needs last year's months. */
static void
test_ghost(void)
{
	g_autofree char *two_years = svg_titled("More replies pass between members"), *one_year = svg_titled("Chat export missing in March");
	g_assert_nonnull(strstr(two_years, "s-ghost"));
	g_assert_null(strstr(one_year, "s-ghost"));
}

/* How many points of last year's line a chart of two years draws, counting having changed so many months before the last. */
static guint
ghost_points(guint back)
{
	struct figure *figure = series_sample(DISCIPLINE_BROADCAST, UNIT_COUNT, 25, 210, 6, 12, "Times shown");
	set_state(figure, back, STATE_BREAK, "views");
	struct sample sample = { "", "line", "", "", figure, SCOPE_ALL, NAN, NULL };
	struct chart_request request = request_of(&sample, 328, TRUE);
	AUTO(series) series = series_of(&request, 13);
	guint points = 0;
	for (guint i = 0; i < series->moments->len; i++)
		points += series_at(series, i)->before != NULL;
	g_assert_cmpuint((guint)series->with_before, ==, points);
	figure_free(figure);
	return points;
}

/* Over a break two years are not the same thing: last year's line goes on where both are counted in the new way. */
static void
test_ghost_ends_at_break(void)
{
	g_assert_cmpuint(ghost_points(24), ==, 13); /* before all that is held against it */
	g_assert_cmpuint(ghost_points(3), ==, 9);
	g_assert_cmpuint(ghost_points(12), ==, 1);  /* the last month is a year after */
	g_assert_cmpuint(ghost_points(15), ==, 4);
}

/* Rows of a figure that ranks nothing keep their order, also in a copy of it; else the largest is first. */
static void
test_unranked(void)
{
	struct figure *figure = named_begin(DISCIPLINE_BROADCAST, SHAPE_ESTIMATE, UNIT_RATIO, "Response");
	named_add(figure, "Bells", value_estimate(0.8, 0.7, 0.9, 20));
	named_add(figure, "Tyres", value_estimate(1.2, 1.1, 1.3, 20));
	for (int ranks = 0; ranks < 2; ranks++) {
		figure->unranked = !ranks;
		AUTO(figure) copy = figure_copy(figure);
		struct sample sample = { "", "dot", "", "", copy, NULL, NAN, NULL };
		g_autofree char *svg = svg_of(&sample);
		g_assert_cmpint(strstr(svg, "Tyres") < strstr(svg, "Bells"), ==, ranks);
	}
	figure_free(figure);
}

/* A value to hold the others against is a line with its name, on the scale though all values lie below it, and told in words. */
static void
test_reference(void)
{
	struct definition definition = { .name = "sample", .label = "Gained for each one lost", .unit = UNIT_RATIO, .shape = SHAPE_ESTIMATE,
		                         .reference = 4, .reference_label = "no gain, no loss" };
	struct period month = october(0);
	AUTO(figure) figure = figure_new(&definition, &month);
	figure_add_key(figure, "item", "Item", KEY_WORD);
	figure_add_value(figure, "value", "Ratio", UNIT_RATIO);
	named_add(figure, "All spaces", value_estimate(0.8, 0.6, 1.1, 40));
	struct sample sample = { "", "dot", "", "", figure, NULL, NAN, NULL };
	struct chart_request request = request_of(&sample, 328, TRUE);
	g_autofree char *svg = svg_of(&sample), *words = chart_find("dot")->describe(&request);
	g_assert_nonnull(strstr(svg, ">no gain, no loss</text>"));
	g_assert_nonnull(strstr(svg, ">4</text>"));
	g_assert_true(g_str_has_suffix(words, " A line at 4.00: no gain, no loss."));
	definition.reference_label = NULL;
	g_autofree char *plain = svg_of(&sample);
	g_assert_null(strstr(plain, "no gain"));
	g_assert_null(strstr(plain, ">4</text>"));
}

/* What was before stands in grey below each dot, within the scale; a row without it has one dot. */
static void
test_before(void)
{
	struct figure *figure = named_begin(DISCIPLINE_COMMUNITY, SHAPE_ESTIMATE, UNIT_SHARE, "Take part");
	figure_add_value(figure, "before", "The month before", UNIT_SHARE);
	named_add(figure, "Regulars", value_estimate(0.2, 0.1, 0.3, 40));
	named_add(figure, "Leaders", value_estimate(0.1, 0.05, 0.2, 40));
	struct sample sample = { "", "dot", "", "", figure, NULL, NAN, NULL };
	g_autofree char *none = svg_of(&sample);
	((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[1] = value_estimate(0.8, 0.7, 0.9, 40);
	g_autofree char *one = svg_of(&sample);
	struct chart_request request = request_of(&sample, 328, TRUE);
	g_autofree char *words = chart_find("dot")->describe(&request);
	g_assert_true(g_str_has_suffix(words, " In grey: the month before."));
	g_assert_nonnull(strstr(one, ">grey: the month before</text>"));
	g_assert_null(strstr(none, "s-ghost"));
	g_assert_nonnull(strstr(one, "s-ghost"));
	g_assert_null(strstr(none, ">75"));
	g_assert_nonnull(strstr(one, ">75")); /* the scale reaches to it */
	figure_free(figure);
}

static void
test_long_names_cut(void)
{
	g_autofree char *svg = svg_titled("Names are cut in the middle, never turned");
	g_assert_nonnull(strstr(svg, "Donau"));
	g_assert_nonnull(strstr(svg, "…"));
	g_assert_nonnull(strstr(svg, "مسار الدراجات"));
	g_assert_null(strstr(svg, "rotate"));
}

int
main(int count, char **words)
{
	g_test_init(&count, &words, NULL);
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	theme = theme_load("default", NULL, complaints, &error);
	g_assert_no_error(error);
	samples = samples_new();
	g_test_add_func("/charts/every-shape", test_every_shape);
	g_test_add_func("/charts/every-chart-sampled", test_every_chart_sampled);
	g_test_add_func("/charts/svg", test_svg);
	g_test_add_func("/charts/piles", test_piles);
	g_test_add_func("/charts/png", test_png);
	g_test_add_func("/charts/no-text", test_no_text);
	g_test_add_func("/charts/described", test_described);
	g_test_add_func("/charts/described-truly", test_described_truly);
	g_test_add_func("/charts/states", test_states);
	g_test_add_func("/charts/group-in-grey", test_group_in_grey);
	g_test_add_func("/charts/ghost", test_ghost);
	g_test_add_func("/charts/ghost-ends-at-break", test_ghost_ends_at_break);
	g_test_add_func("/charts/reference", test_reference);
	g_test_add_func("/charts/before", test_before);
	g_test_add_func("/charts/unranked", test_unranked);
	g_test_add_func("/charts/long-names", test_long_names_cut);
	int result = g_test_run();
	theme_free(theme);
	return result;
}
