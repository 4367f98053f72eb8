/* Documents: the little markup, and a check that finds what is unsound — the wall included. */
#include <math.h>
#include <string.h>

#include "model/document.h"
#include "reports/prose.h"

static const struct definition of_community = { .name = "c_x", .card = "C00", .discipline = DISCIPLINE_COMMUNITY, .label = "x" };

static void
markup(void)
{
	AUTO(document) document = document_new("t");
	struct node *statement = node_add(document->root, NODE_STATEMENT);
	g_autofree char *plain = NULL;

	node_markup(statement, "**63 %** of replies ~(58\xe2\x80\x93" "68)~, _small sample_ and 2 * 3");
	plain = node_plain(statement);
	g_assert_cmpstr(plain, ==, "63 % of replies (58\xe2\x80\x93" "68), small sample and 2 * 3");
	g_assert_cmpint(statement->first->kind, ==, NODE_STRONG);
	g_assert_cmpint(statement->last->kind, ==, NODE_TEXT);
	g_assert_null(document_check(document));
}

static void
complains(struct document *document, const char *part)
{
	g_autofree char *wrong = document_check(document);

	g_assert_nonnull(wrong);
	g_assert_nonnull(strstr(wrong, part));
}

static void
faults_are_found(void)
{
	struct period period = { .kind = PERIOD_MONTH };
	AUTO(document) cell = document_new("a cell outside a row");
	AUTO(document) twice = document_new("an id twice");
	AUTO(document) silent = document_new("a chart without words");
	AUTO(document) skipped = document_new("a heading level skipped");
	struct node *node;

	node_add(cell->root, NODE_CELL);
	complains(cell, "wrong place");
	node_set(&node_add(twice->root, NODE_CHAPTER)->id, "a");
	node_set(&node_add(twice->root, NODE_CHAPTER)->id, "a");
	complains(twice, "twice");
	node = node_add(silent->root, NODE_CHART);
	node->chart = "line";
	node->figure = document_keep(silent, figure_new(&of_community, &period));
	node_set(&node->title, "t");
	complains(silent, "without words");
	node_add(skipped->root, NODE_CHAPTER);
	node_add(skipped->root->last, NODE_HEADING)->level = 3;
	complains(skipped, "skipped");
}

static void
the_wall_holds(void)
{
	struct period period = { .kind = PERIOD_MONTH };
	AUTO(document) document = document_new("a community figure in the broadcast chapter");
	struct node *chapter = node_add(document->root, NODE_CHAPTER), *chart;

	chapter->discipline = DISCIPLINE_BROADCAST;
	chart = node_add(chapter, NODE_CHART);
	chart->chart = "line";
	chart->figure = document_keep(document, figure_new(&of_community, &period));
	node_set(&chart->title, "t");
	node_set(&chart->alt, "a");
	complains(document, "other discipline");
}

static void
prose(void)
{
	AUTO(document) document = document_new("t");
	g_autofree char *plain = NULL;
	struct node *paragraph;

	prose_add(document->root, "Hello *you*, see [the shed](https://shed.example/) or [this](javascript:alert(1)).\n\n- one\n- two\n\n<script>x</script>\n");
	paragraph = document->root->first;
	g_assert_cmpint(paragraph->kind, ==, NODE_PARAGRAPH);
	plain = node_plain(document->root);
	g_assert_cmpstr(plain, ==, "Hello you, see the shed or this.onetwo");
	for (const struct node *child = paragraph->first; child; child = child->next)
		g_assert_true(child->kind != NODE_LINK || g_str_has_prefix(child->url, "https://"));
	g_assert_cmpint(document->root->last->kind, ==, NODE_LIST);
	prose_add(document->root, NULL);
	g_assert_null(document_check(document));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/document/markup", markup);
	g_test_add_func("/document/faults-are-found", faults_are_found);
	g_test_add_func("/document/the-wall-holds", the_wall_holds);
	g_test_add_func("/document/prose", prose);
	return g_test_run();
}
