/* One chapter a discipline: what people wrote about it, then every figure of the registry with its finding, chart and table. */
#include <string.h>

#include "charts/chart.h"
#include "metrics/metric.h"
#include "reports/blocks.h"
#include "reports/findings.h"
#include "reports/prose.h"
#include "reports/report.h"
#include "reports/sentences.h"
#include "reports/words.h"

#define NBSP "\xc2\xa0"

/* A figure worth a section: something in it has a number, or is hidden. */
static gboolean
figure_speaks(const struct figure *figure)
{
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (value_has_number(&row->values[0]) || row->values[0].state == STATE_SUPPRESSED)
			return TRUE;
	}
	return FALSE;
}

/* The scopes of a figure that are not "all", in the order of tidings.yaml. */
static GPtrArray *
scopes_of(const struct report_request *request, const struct figure *figure)
{
	GPtrArray *scopes = g_ptr_array_new();

	for (guint i = 0; i < request->project->accounts->len; i++) {
		const struct account *account = g_ptr_array_index(request->project->accounts, i);
		if (value_has_number(figure_number(figure, &request->period, account->id)))
			g_ptr_array_add(scopes, account->id);
	}
	return scopes;
}

static gboolean
has_all(const struct report_request *request, const struct figure *figure)
{
	return figure_key(figure, "scope") < 0 || figure_find(figure, &request->period, SCOPE_ALL) != NULL;
}

static void
statement(const struct report_request *request, struct node *parent, const struct figure *figure, const char *scope)
{
	g_autofree char *sentence = sentence_statement(request, figure, scope);

	node_markup(node_add(parent, NODE_STATEMENT), sentence);
}

static char *
id_of(const struct figure *figure, const char *part)
{
	char *id = g_strdup_printf("%s%s%s", figure->definition->name, part ? "-" : "", part ? part : "");

	return g_strdelimit(id, "_", '-');
}

/* A line an account that has a number, each with its own statement: nothing is added up over them. */
static void
series_each(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure, gboolean now)
{
	g_autoptr(GPtrArray) scopes = scopes_of(request, figure);

	for (guint i = 0; i < scopes->len; i++) {
		const char *scope = g_ptr_array_index(scopes, i);
		g_autofree char *id = id_of(figure, scope);
		struct node *chart = block_chart_of(request, document, parent, figure, scope, now, NULL, id);
		if (chart) {
			g_autofree char *title = g_steal_pointer(&chart->title);
			node_set(&chart->title, "%s \xe2\x80\x93 %s", report_scope_label(request, figure, scope), title);
		}
	}
}

/* The same number of each account: by which, and not again what the line above it says. */
static void
series_by(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure)
{
	g_autofree char *id = id_of(figure, "by"), *label = words_capital(figure->definition->label);
	gboolean count = figure->definition->unit == UNIT_COUNT;
	struct node *chart = block_chart_of(request, document, parent, figure, NULL, TRUE, count ? "bar" : "dot", id);

	if (!chart)
		return;
	node_set(&chart->title, "%s, by %s", label, figure->definition->discipline == DISCIPLINE_BROADCAST ? "channel" : "place");
	g_clear_pointer(&chart->note, g_free);
}

static void
series(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure)
{
	g_autofree char *id = id_of(figure, NULL);
	g_autoptr(GPtrArray) scopes = scopes_of(request, figure);

	if (!has_all(request, figure)) {
		series_each(request, document, parent, figure, FALSE);
		return;
	}
	statement(request, parent, figure, SCOPE_ALL);
	block_chart_of(request, document, parent, figure, SCOPE_ALL, FALSE, NULL, id);
	if (scopes->len > 1)
		series_by(request, document, parent, figure);
}

/* A curve of nobody has no picture, but a reason. */
static gboolean
is_empty_curve(const struct report_request *request, const struct figure *figure)
{
	g_autoptr(GPtrArray) scopes = scopes_of(request, figure);

	return scopes->len == 0 && figure->definition->shape == SHAPE_SURVIVAL && !value_has_number(figure_number(figure, &request->period, SCOPE_ALL));
}

/* Anything but a series: the reported month, all accounts in one picture. */
static void
picture(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure)
{
	g_autofree char *id = id_of(figure, NULL);
	enum shape shape = figure->definition->shape;
	gboolean one_scope = shape != SHAPE_ESTIMATE && shape != SHAPE_TABLE && shape != SHAPE_GOALS && has_all(request, figure);
	gboolean over_time = shape == SHAPE_FLOWS || shape == SHAPE_COHORTS || shape == SHAPE_PULSE;
	if ((shape == SHAPE_STAGES || shape == SHAPE_SURVIVAL) && !one_scope) { /* one path a picture */
		series_each(request, document, parent, figure, TRUE);
		return;
	}
	struct node *chart = block_chart_of(request, document, parent, figure, one_scope ? SCOPE_ALL : NULL, !over_time, NULL, id);

	if (!chart && shape == SHAPE_TABLE) {
		struct figure *now = figure_at(figure, &request->period);
		document_keep(document, now);
		block_table(request, parent, now);
	} else if (!chart)
		statement(request, parent, figure, NULL);
}

/* Every number leads to how it is made. */
static void
definition_linked(struct node *parent, const struct definition *definition)
{
	struct node *link = node_add(parent, NODE_LINK);

	node_set(&link->url, "#d-%s", definition->name);
	g_strdelimit(link->url, "_", '-');
	node_text(link, "How" NBSP "it" NBSP "is" NBSP "counted");
}

/* A chart or table that has no finding to be titled by would repeat the heading, or the statement above it: it asks the question instead. */
static gboolean
title_repeats(const struct node *chart, const char *label)
{
	const struct node *before = chart->parent->first;
	g_autofree char *said = NULL;

	for (; before->next != chart; before = before->next)
		;
	said = before->kind == NODE_STATEMENT ? node_plain(before) : NULL;
	return g_strcmp0(chart->title, label) == 0 || (said && g_str_has_prefix(said, chart->title));
}

static void
question_placed(struct node *question, const struct definition *definition, const char *label)
{
	gboolean asked = FALSE;

	for (struct node *node = question->next; node; node = node->next)
		if ((node->kind == NODE_CHART || node->kind == NODE_TABLE) && title_repeats(node, label)) {
			node_set(&node->title, "%s", asked ? label : definition->question);
			asked = TRUE;
		}
	if (asked)
		node_remove(question->first);
}

static void
figure_section(const struct report_request *request, struct document *document, struct node *chapter, const struct figure *figure)
{
	struct node *heading = node_add(chapter, NODE_HEADING), *question;
	g_autofree char *label = words_capital(figure->definition->label);

	heading->level = 3;
	heading->id = id_of(figure, "heading");
	node_text(heading, "%s", label);
	question = node_add(chapter, NODE_PARAGRAPH);
	node_span(question, NODE_SOFT, "%s ", figure->definition->question);
	definition_linked(question, figure->definition);
	if (!figure_speaks(figure) || is_empty_curve(request, figure))
		statement(request, chapter, figure, SCOPE_ALL);
	else if (figure->definition->shape == SHAPE_SERIES)
		series(request, document, chapter, figure);
	else
		picture(request, document, chapter, figure);
	question_placed(question, figure->definition, label);
}

/* ---- groups of figures: a heading each, and the way to them at the head of the chapter ---- */

static char *
group_id(enum discipline discipline, const char *group)
{
	g_autofree char *words = g_ascii_strdown(group, -1);

	g_strcanon(words, "abcdefghijklmnopqrstuvwxyz", '-');
	return g_strdup_printf("%s-%s", discipline == DISCIPLINE_BROADCAST ? "b" : "c", words);
}

static void
group_heading(struct node *chapter, const char *group)
{
	struct node *heading = node_add(chapter, NODE_HEADING);

	heading->level = 2;
	heading->id = group_id(chapter->discipline, group);
	node_text(heading, "%s", group);
}

/* Calls `begin` with each group of the discipline, and `each` (may be NULL) with its figures, in the order of the registry. Figures that say
 * nothing, and groups of such, are left to silent_listed. */
struct walk {
	const struct report_request *request;
	struct document *document;
	struct node *node;
};

static void
groups_walk(const struct walk *walk, enum discipline discipline, void (*begin)(const struct walk *, const char *group),
            void (*each)(const struct walk *, const struct figure *))
{
	const char *last = NULL;

	for (guint i = 0; i < walk->request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(walk->request->figures, i);
		const char *group = metric_group(figure->definition->name);
		if (figure->definition->discipline != discipline || figure->definition->list || !figure_speaks(figure))
			continue;
		if (group && g_strcmp0(group, last) != 0)
			begin(walk, last = group);
		if (each)
			each(walk, figure);
	}
}

static void
group_linked(const struct walk *walk, const char *group)
{
	g_autofree char *id = group_id(walk->node->parent->discipline, group);

	if (walk->node->first)
		node_text(walk->node, " \xc2\xb7 ");
	struct node *link = node_add(walk->node, NODE_LINK);
	node_set(&link->url, "#%s", id);
	node_text(link, "%s", group);
}

static void
group_begun(const struct walk *walk, const char *group)
{
	group_heading(walk->node, group);
}

static void
figure_shown(const struct walk *walk, const struct figure *figure)
{
	figure_section(walk->request, walk->document, walk->node, figure);
}

/* ---- what says nothing: by the reason, instead of a page of empty frames ---- */

static const char *
silence_of(const struct report_request *request, const struct figure *figure)
{
	const struct value *value = figure_number(figure, &request->period, SCOPE_ALL);

	if (!value && figure->rows->len)
		value = ((const struct figure_row *)g_ptr_array_index(figure->rows, figure->rows->len - 1))->values;
	if (value && value->state == STATE_TOO_FEW)
		return "too few cases to say";
	return value && value->reason ? value->reason : "nothing is read that tells it";
}

/* What another number tells is not missed. */
static gboolean
is_silent_for(const struct report_request *request, const struct figure *figure, enum discipline discipline, const char *reason)
{
	if (figure->definition->discipline != discipline || figure->definition->list || figure_speaks(figure))
		return FALSE;
	return reason ? strcmp(silence_of(request, figure), reason) == 0 : !g_str_has_prefix(silence_of(request, figure), TOLD_ELSEWHERE);
}

/* "Nothing is read that tells it: posts published, reach." */
static void
silent_line(const struct report_request *request, struct node *parent, enum discipline discipline, const char *reason)
{
	g_autofree char *words = words_capital(reason);
	const char *comma = "";

	node_set(&parent->label, "%s:", words);
	for (guint i = 0; i < request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(request->figures, i);
		g_autofree char *label = words_small(figure->definition->label);
		if (!is_silent_for(request, figure, discipline, reason))
			continue;
		node_text(parent, "%s%s", comma, label);
		comma = ", ";
	}
	node_text(parent, ".");
}

static void
silent_heading(struct node *chapter)
{
	struct node *heading = node_add(chapter, NODE_HEADING);

	heading->level = 2;
	heading->id = group_id(chapter->discipline, "not told");
	node_text(heading, "Not told this month");
}

static void
silent_listed(const struct report_request *request, struct node *chapter)
{
	g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(request->figures, i);
		if (!is_silent_for(request, figure, chapter->discipline, NULL) || !g_hash_table_add(said, (gpointer)silence_of(request, figure)))
			continue;
		if (g_hash_table_size(said) == 1)
			silent_heading(chapter);
		silent_line(request, node_add(chapter, NODE_NOTE), chapter->discipline, silence_of(request, figure));
	}
}

static void
notes_of(const struct report_request *request, struct node *chapter)
{
	if (request->notes)
		prose_add(chapter, request->notes->sides[chapter->discipline].body);
}

/* What is worth saying before everything is shown; at its end what is not shown. */
static void
findings_said(const struct report_request *request, struct node *chapter)
{
	g_autoptr(GPtrArray) findings = findings_of(request, chapter->discipline);
	g_autofree char *left_out = findings_left_out(request, chapter->discipline);
	struct node *list;

	group_heading(chapter, "Findings");
	list = node_add(chapter, NODE_LIST);
	for (guint i = 0; i < findings->len; i++)
		node_markup(node_add(node_add(list, NODE_ITEM), NODE_PARAGRAPH), ((const struct finding *)g_ptr_array_index(findings, i))->sentence);
	if (left_out)
		node_span(node_add(chapter, NODE_PARAGRAPH), NODE_SOFT, "Not shown: %s.", left_out);
}

static void
chapter_of(const struct report_request *request, struct document *document, enum discipline discipline, const char *title,
           const char *subtitle, const char *id)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER), *links;

	chapter->discipline = discipline;
	node_set(&chapter->title, "%s", title);
	node_set(&chapter->subtitle, "%s", subtitle);
	node_set(&chapter->id, "%s", id);
	notes_of(request, chapter);
	links = node_add(chapter, NODE_PARAGRAPH);
	groups_walk(&(struct walk){ request, document, links }, discipline, group_linked, NULL);
	if (!links->first)
		node_remove(links);
	findings_said(request, chapter);
	groups_walk(&(struct walk){ request, document, chapter }, discipline, group_begun, figure_shown);
	silent_listed(request, chapter);
}

static void
broadcast(const struct report_request *request, struct document *document)
{
	chapter_of(request, document, DISCIPLINE_BROADCAST, "Broadcast", "What we said", "broadcast");
}

static void
community(const struct report_request *request, struct document *document)
{
	chapter_of(request, document, DISCIPLINE_COMMUNITY, "Community", "What people did together", "community");
}

const struct report_part part_broadcast = { "broadcast", broadcast };
const struct report_part part_community = { "community", community };
