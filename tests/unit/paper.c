/* Paper: SVG is well formed and free of style attributes, cairo and SVG agree, text is cut in the middle, states have marks. */
#include "charts/paper.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

static struct theme *theme;

static struct lettering
plain(void)
{
	return (struct lettering){ .role = ROLE_CHART, .tint = TINT_INK, .face = FACE_COUNT };
}

static xmlDocPtr
parse(const char *svg)
{
	xmlDocPtr document = xmlReadMemory(svg, (int)strlen(svg), "chart.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	g_assert_nonnull(document);
	return document;
}

static int
count_nodes(xmlDocPtr document, const char *path)
{
	xmlXPathContextPtr context = xmlXPathNewContext(document);
	xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST path, context);
	int count = found->nodesetval ? found->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return count;
}

static struct paper *
svg_paper(void)
{
	return paper_on_svg(theme, MEDIUM_SCREEN, DISCIPLINE_COMMUNITY, 100, 50, "c1", "Tom & Jerry", "1 < 2");
}

static void
test_svg_well_formed(void)
{
	AUTO(paper) paper = svg_paper();
	paper_begin(paper, "a \"name\" <b>");
	paper_text(paper, 1, 10, "R&D <i>", plain());
	paper_end(paper);
	paper_circle(paper, 10.123456, 20, 3);
	paper_fill(paper, TINT_MAIN);
	paper_rectangle(paper, 0, 0, 30, 20);
	paper_hatch(paper, TINT_MAIN);
	g_autofree char *svg = paper_finish(paper);
	xmlDocPtr document = parse(svg);
	g_assert_cmpint(count_nodes(document, "//@style"), ==, 0);
	g_assert_cmpint(count_nodes(document, "/*[@role='img'][@aria-labelledby='c1-t c1-d']"), ==, 1);
	g_assert_cmpint(count_nodes(document, "//*[local-name()='title'][@id='c1-t'][.='Tom & Jerry']"), ==, 1);
	g_assert_cmpint(count_nodes(document, "//*[local-name()='text'][.='R&D <i>'][contains(@class, 'f-ink')]"), ==, 1);
	g_assert_cmpint(count_nodes(document, "//*[local-name()='circle'][@cx='10.12'][@class='f-main']"), ==, 1);
	g_assert_cmpint(count_nodes(document, "//*[local-name()='clipPath'][@id='c1-h1']"), ==, 1);
	xmlFreeDoc(document);
}

static void
test_path_serialised(void)
{
	AUTO(paper) paper = svg_paper();
	paper_move(paper, 0, 0);
	paper_line(paper, 10, 5.5);
	paper_curve(paper, 1, 2, 3, 4, 5, 6);
	paper_close(paper);
	paper_stroke(paper, (struct stroke){ .tint = TINT_INK2, .width = 1.25, .dash = 2, .gap = 1 });
	g_autofree char *svg = paper_finish(paper);
	g_assert_nonnull(strstr(svg, "<path d=\"M0 0L10 5.5C1 2 3 4 5 6Z\" class=\"s-ink2\" stroke-width=\"1.25\" stroke-dasharray=\"2 1\"/>"));
}

/* A path is used up by stroke and fill, so the next one begins afresh. */
static void
test_path_used_up(void)
{
	AUTO(paper) paper = svg_paper();
	paper_rectangle(paper, 1, 2, 3, 4);
	paper_fill(paper, TINT_PANEL);
	paper_circle(paper, 5, 5, 1);
	paper_fill(paper, TINT_MAIN);
	g_autofree char *svg = paper_finish(paper);
	g_assert_nonnull(strstr(svg, "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" class=\"f-panel\"/><circle cx=\"5\" cy=\"5\" r=\"1\" class=\"f-main\"/>"));
}

static void
test_measure_same(void)
{
	AUTO(paper) air = paper_for_measuring(theme, MEDIUM_SCREEN, DISCIPLINE_COMMUNITY);
	AUTO(paper) svg = svg_paper();
	double ascent = 0, descent = 0;
	double one = paper_measure(air, "4.2 h (3.1–6.0)", plain(), &ascent, &descent);
	g_assert_cmpfloat(one, ==, paper_measure(svg, "4.2 h (3.1–6.0)", plain(), NULL, NULL));
	g_assert_cmpfloat(one, >, 60);
	g_assert_cmpfloat(ascent + descent, >, 11);
}

static void
test_cut(void)
{
	AUTO(paper) paper = paper_for_measuring(theme, MEDIUM_SCREEN, DISCIPLINE_BROADCAST);
	const char *name = "Bring a friend to the autumn maintenance evening";
	g_autofree char *cut = paper_cut(paper, name, plain(), 120), *whole = paper_cut(paper, name, plain(), 1000);
	g_assert_cmpstr(whole, ==, name);
	g_assert_true(g_str_has_prefix(cut, "Bring"));
	g_assert_true(g_str_has_suffix(cut, "evening"));
	g_assert_nonnull(strstr(cut, "…"));
	g_assert_cmpfloat(paper_measure(paper, cut, plain(), NULL, NULL), <=, 120);
	g_autofree char *nothing = paper_cut(paper, "", plain(), 10), *tiny = paper_cut(paper, "مسار الدراجات", plain(), 1);
	g_assert_cmpstr(nothing, ==, "");
	g_assert_true(g_utf8_validate(tiny, -1, NULL));
}

static char *
marks_of(enum discipline discipline)
{
	AUTO(paper) paper = paper_on_svg(theme, MEDIUM_SCREEN, discipline, 100, 50, "m", "t", "d");
	paper_mark(paper, 10, 10, FALSE);
	paper_mark(paper, 20, 10, TRUE);
	paper_interval(paper, 0, 50, 20, TRUE);
	paper_amount(paper, 0, 40, 30, 8, FALSE);
	return paper_finish(paper);
}

/* Told apart without colour: squares against circles, one line against two. */
static void
test_disciplines_differ_in_form(void)
{
	g_autofree char *broadcast = marks_of(DISCIPLINE_BROADCAST), *community = marks_of(DISCIPLINE_COMMUNITY);
	g_assert_null(strstr(broadcast, "<circle"));
	g_assert_nonnull(strstr(community, "<circle"));
	g_assert_nonnull(strstr(broadcast, "class=\"chart broadcast\""));
	g_assert_nonnull(strstr(community, "s-paper")); /* the core of the double line */
}

static void
test_same_bytes(void)
{
	g_autofree char *one = marks_of(DISCIPLINE_COMMUNITY), *two = marks_of(DISCIPLINE_COMMUNITY);
	g_assert_cmpstr(one, ==, two);
}

static void
test_style_covers_classes(void)
{
	g_autofree char *style = paper_style();
	for (enum tint tint = 0; tint < TINT_COUNT; tint++) {
		g_autofree char *rule = g_strdup_printf(".f-%s{fill:var(--%s)}", tint_name(tint), tint_name(tint));
		g_assert_nonnull(strstr(style, rule));
	}
}

int
main(int count, char **words)
{
	g_test_init(&count, &words, NULL);
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	theme = theme_load("default", NULL, complaints, &error);
	g_assert_no_error(error);
	g_test_add_func("/paper/svg", test_svg_well_formed);
	g_test_add_func("/paper/path", test_path_serialised);
	g_test_add_func("/paper/used-up", test_path_used_up);
	g_test_add_func("/paper/measure", test_measure_same);
	g_test_add_func("/paper/cut", test_cut);
	g_test_add_func("/paper/form", test_disciplines_differ_in_form);
	g_test_add_func("/paper/same-bytes", test_same_bytes);
	g_test_add_func("/paper/style", test_style_covers_classes);
	int result = g_test_run();
	theme_free(theme);
	return result;
}
