/* The first two pages: a parallel text, row by row, broadcast left and community right (LOOK §1). Each row has one topic on
 * both sides; a cell tries its candidates in order and says so when it has nothing. */
#include <math.h>
#include <string.h>

#include "charts/chart.h"
#include "reports/blocks.h"
#include "reports/findings.h"
#include "reports/report.h"
#include "reports/sentences.h"
#include "reports/words.h"

/* Fills a cell; FALSE: nothing to show. */
typedef gboolean (*cell_fill)(const struct report_request *, struct document *, struct node *cell);

#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

/* ---- helpers ---- */

static const char *
prefix_of(enum discipline discipline)
{
	return discipline == DISCIPLINE_BROADCAST ? "broadcast" : "community";
}

/* The first of these figures that has a number for the period, and the scope it has it for. */
static const struct figure *
first_with_number(const struct report_request *request, const char *const *metrics, const char **scope)
{
	for (guint i = 0; metrics[i]; i++) {
		const struct figure *figure = report_figure(request, metrics[i]);
		*scope = SCOPE_ALL;
		if (figure && value_has_number(figure_number(figure, &request->period, SCOPE_ALL)))
			return figure;
		for (guint a = 0; figure && a < request->project->accounts->len; a++) {
			*scope = ((const struct account *)g_ptr_array_index(request->project->accounts, a))->id;
			if (value_has_number(figure_number(figure, &request->period, *scope)))
				return figure;
		}
	}
	return NULL;
}

/* Of those with a number, the first that may be compared with the month before; else the first. */
static const struct figure *
first_compared(const struct report_request *request, const char *const *metrics, const char **scope)
{
	for (guint i = 0; metrics[i]; i++) {
		const struct figure *figure = report_figure(request, metrics[i]);
		const struct change *change = figure ? figure_change(figure, SCOPE_ALL, AGAINST_PREVIOUS) : NULL;
		*scope = SCOPE_ALL;
		if (change && change->word != CHANGE_UNSAID && value_has_number(figure_number(figure, &request->period, SCOPE_ALL)))
			return figure;
	}
	return first_with_number(request, metrics, scope);
}

/* On these pages the sentence above a chart is its finding: the chart itself is titled by its subject, without notes. */
static void
chart_plain(struct node *chart, const struct figure *figure)
{
	g_autofree char *label = words_capital(figure->definition->label);

	if (!chart)
		return;
	node_set(&chart->title, "%s", label);
	g_clear_pointer(&chart->note, g_free);
}

static void
statement_add(struct node *cell, char *sentence)
{
	node_markup(node_add(cell, NODE_STATEMENT), sentence);
	g_free(sentence);
}

/* ---- In short ---- */

static gboolean
in_short(const struct report_request *request, struct document *document, struct node *cell)
{
	const struct notes_side *side = request->notes ? &request->notes->sides[cell->discipline] : NULL;
	g_autofree char *sentence = side && side->headline ? g_strdup(side->headline) : findings_headline(request, cell->discipline);

	(void)document;
	node_text(node_add(cell, NODE_HEADLINE), "%s", sentence);
	return TRUE;
}

/* ---- Goals ---- */

static void
goal_large(const struct report_request *request, struct node *cell, const struct goal_words *goal)
{
	struct node *number = node_add(cell, NODE_NUMBER);
	g_autofree char *label = words_small(goal->label);
	g_autofree char *sentence = sentence_goal(goal, request->project->language);

	if (value_has_number(goal->actual)) {
		number->title = words_number(goal->actual, goal->unit, request->project->language);
		node_set(&number->subtitle, "%s", goal->unit == UNIT_COUNT ? label : words_unit(goal->unit));
	} else {
		node_set(&number->title, "\xe2\x80\x93");
		node_set(&number->subtitle, "%s", label);
	}
	node_markup(number, sentence);
}

static gboolean
goals(const struct report_request *request, struct document *document, struct node *cell)
{
	g_autoptr(GArray) said = sentence_goals(request, cell->discipline);
	const struct figure *figure = report_figure(request, cell->discipline == DISCIPLINE_BROADCAST ? "b_goal_attainment" : "c_goal_attainment");
	g_autofree char *id = g_strdup_printf("goals-%s", prefix_of(cell->discipline));
	struct node *chart;

	if (!said->len)
		return FALSE;
	goal_large(request, cell, &g_array_index(said, struct goal_words, 0));
	chart = block_chart_of(request, document, cell, figure, NULL, TRUE, NULL, id);
	if (chart) { /* the bars carry their own labels */
		node_set(&chart->title, "Against the plan");
		node_set(&chart->subtitle, "tall stroke: planned \xc2\xb7 pale: 95\xc2\xa0%% range");
	}
	return TRUE;
}

/* ---- Change: one series over thirteen months ---- */

static gboolean
series_of(const struct report_request *request, struct document *document, struct node *cell, const char *const *metrics)
{
	const char *scope;
	const struct figure *figure = first_compared(request, metrics, &scope);
	g_autofree char *id = figure ? g_strdup_printf("change-%s", figure->definition->name) : NULL;

	if (!figure)
		return FALSE;
	statement_add(cell, sentence_statement(request, figure, scope));
	chart_plain(block_chart_of(request, document, cell, figure, scope, FALSE, "line", id), figure);
	return TRUE;
}

static gboolean
change_said(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const broadcast[] = { "b_link_clicks", "b_site_visits", "b_leads_generated", "b_impressions", NULL };
	static const char *const community[] = { "c_member_to_member_share", "c_active_members", "c_answered_within_24h", NULL };

	return series_of(request, document, cell, cell->discipline == DISCIPLINE_BROADCAST ? broadcast : community);
}

/* ---- Worth knowing: values with intervals ---- */

#define RECENT_PERIODS 4

/* The last periods of one scope, a row each: "October (n = 214)". */
static struct figure *
recent_periods(const struct report_request *request, const struct figure *from)
{
	struct figure *series = figure_where(from, "scope", SCOPE_ALL);
	struct figure *recent = figure_new(from->definition, &from->period);
	guint first = series->rows->len > RECENT_PERIODS ? series->rows->len - RECENT_PERIODS : 0;

	figure_add_key(recent, "month", "Month", KEY_WORD);
	figure_add_value(recent, "value", from->definition->label, from->definition->unit);
	for (guint i = first; i < series->rows->len; i++) {
		struct period period = { .first = (gint32)ROW_AT(series, i)->keys[0].number };
		g_autofree char *month = words_month(&period, request->project->language);
		struct figure_row *row = figure_add_row(recent);
		row->values[0] = ROW_AT(series, i)->values[0];
		row->values[0].reason = figure_word(recent, row->values[0].reason);
		if (row->values[0].n != NO_COUNT) {
			g_autofree char *label = g_strdup_printf("%s  n\xc2\xa0=\xc2\xa0%" G_GINT64_FORMAT, month, row->values[0].n);
			figure_set_word(recent, row, 0, label);
		} else
			figure_set_word(recent, row, 0, month);
	}
	figure_free(series);
	return recent;
}

static gboolean
worth_knowing_community(const struct report_request *request, struct document *document, struct node *cell)
{
	const struct figure *figure = report_figure(request, "c_ttfr_median");
	struct figure *recent;

	if (!figure || !figure_number(figure, &request->period, SCOPE_ALL))
		return FALSE;
	statement_add(cell, sentence_statement(request, figure, SCOPE_ALL));
	recent = recent_periods(request, figure);
	document_keep(document, recent);
	chart_plain(block_chart(request, document, cell, recent, "dot", "worth-c-ttfr-median"), figure);
	return TRUE;
}

static gboolean
worth_knowing_broadcast(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const metrics[] = { "b_engagement_rate_impr", "b_link_ctr", NULL };
	const char *scope;
	const struct figure *figure = first_with_number(request, metrics, &scope);

	if (!figure)
		return FALSE;
	statement_add(cell, sentence_statement(request, figure, scope));
	chart_plain(block_chart_of(request, document, cell, figure, NULL, TRUE, "dot", "worth-b-engagement"), figure);
	return TRUE;
}

static gboolean
worth_knowing(const struct report_request *request, struct document *document, struct node *cell)
{
	return cell->discipline == DISCIPLINE_BROADCAST ? worth_knowing_broadcast(request, document, cell)
	                                                : worth_knowing_community(request, document, cell);
}

/* ---- Decision needed: asked by people, never generated ---- */

static gboolean
decision_needed(const struct report_request *request, struct document *document, struct node *cell)
{
	const GPtrArray *decisions = request->notes ? request->notes->sides[cell->discipline].decisions : NULL;
	const struct decision_asked *asked = decisions && decisions->len ? g_ptr_array_index(decisions, 0) : NULL;
	struct node *box;

	(void)document;
	if (!asked)
		return FALSE;
	box = node_add(cell, NODE_DECISION);
	node_set(&box->title, "%s", asked->question);
	if (asked->by != NO_DAY) {
		g_autofree char *by = words_day(asked->by, request->project->language);
		node_set(&box->subtitle, "%s%s%sdecide by %s", asked->owner ? "Owner: " : "", asked->owner ? asked->owner : "",
		         asked->owner ? " \xc2\xb7 " : "", by);
	} else if (asked->owner)
		node_set(&box->subtitle, "Owner: %s", asked->owner);
	return TRUE;
}

/* ---- Not shown ---- */

static gboolean
not_shown(const struct report_request *request, struct document *document, struct node *cell)
{
	g_autofree char *words = findings_left_out(request, cell->discipline);
	struct node *note = node_add(cell, NODE_NOTE);

	(void)document;
	node_set(&note->label, "Not shown");
	node_text(note, "%s. %s", words ? words : "nothing is left out",
	          cell->discipline == DISCIPLINE_BROADCAST ? "Channels are not added: the same person may be counted on each."
	                                                   : "Unanswered questions count as still waiting, never as answered.");
	return TRUE;
}

/* ---- Where: a line an account ---- */

/* A column of the table by account: a metric's value, or the n it rests on. */
struct where_column {
	const char *metric, *head;
	gboolean shows_n;
};
static const struct where_column where_columns[][4] = {
	[DISCIPLINE_BROADCAST] = { { "b_impressions", "Times shown", FALSE }, { "b_engagement_rate_impr", "Acted", FALSE },
	                           { "b_link_ctr", "Clicked", FALSE }, { 0 } },
	[DISCIPLINE_COMMUNITY] = { { "c_active_members", "Active members", FALSE }, { "c_answered_within_24h", "Questions", TRUE },
	                           { "c_answered_within_24h", "Answered in a day", FALSE }, { 0 } },
};

static const struct value *
where_value(const struct report_request *request, const struct where_column *column, const char *scope)
{
	const struct figure *figure = report_figure(request, column->metric);

	return figure ? figure_number(figure, &request->period, scope) : NULL;
}

static gboolean
where_has(const struct report_request *request, enum discipline discipline, const char *scope)
{
	for (const struct where_column *column = where_columns[discipline]; column->metric; column++)
		if (value_has_number(where_value(request, column, scope)))
			return TRUE;
	return FALSE;
}

/* Narrow: a state is said in one or two words. */
static void
where_cell(const struct report_request *request, struct node *cell, const struct where_column *column, const struct value *value, gboolean strong)
{
	const struct figure *figure = report_figure(request, column->metric);
	const char *language = request->project->language;
	struct value plain;

	if (!value_has_number(value)) {
		node_span(cell, NODE_STATE, "%s", value && value->state == STATE_TOO_FEW ? "too few"
		                                  : value && value->state == STATE_SUPPRESSED ? "hidden" : "\xe2\x80\x93");
		return;
	}
	plain = *value;
	if (plain.state == STATE_SMALL) /* its interval says how little it is */
		plain.state = STATE_OK;
	if (column->shows_n)
		plain = value_count(value->n);
	block_value(cell, &plain, column->shows_n ? UNIT_COUNT : figure->definition->unit, strong, language);
}

static void
where_line(const struct report_request *request, struct node *table, const char *label, const char *scope, gboolean strong)
{
	struct node *line = node_add(table, NODE_TABLE_ROW);

	block_cell_text(line, TRUE, ALIGN_LEFT, label);
	for (const struct where_column *column = where_columns[table->discipline]; column->metric; column++)
		where_cell(request, block_cell(line, FALSE, ALIGN_RIGHT), column, where_value(request, column, scope), strong);
}

static gboolean
where(const struct report_request *request, struct document *document, struct node *cell)
{
	enum discipline discipline = cell->discipline;
	struct node *table, *head;
	guint lines = 0;

	(void)document;
	for (guint a = 0; a < request->project->accounts->len; a++)
		lines += where_has(request, discipline, ((struct account *)g_ptr_array_index(request->project->accounts, a))->id);
	if (!lines)
		return FALSE;
	table = node_add(cell, NODE_TABLE);
	node_set(&table->title, "%s", discipline == DISCIPLINE_BROADCAST ? "By channel" : "By place");
	head = node_add(table, NODE_TABLE_ROW);
	head->header = TRUE;
	block_cell_text(head, TRUE, ALIGN_LEFT, discipline == DISCIPLINE_BROADCAST ? "Channel" : "Place");
	for (const struct where_column *column = where_columns[discipline]; column->metric; column++)
		block_cell_text(head, TRUE, ALIGN_RIGHT, column->head);
	for (guint a = 0; a < request->project->accounts->len; a++) {
		const struct account *account = g_ptr_array_index(request->project->accounts, a);
		if (account->discipline == discipline && where_has(request, discipline, account->id))
			where_line(request, table, account->label, account->id, FALSE);
	}
	if (discipline == DISCIPLINE_COMMUNITY) /* people and questions may be counted over places; views may not over channels */
		where_line(request, table, "All", SCOPE_ALL, TRUE);
	return TRUE;
}

/* ---- the other rows of the second page: the first figure that has something to draw ---- */

static gboolean
has_rows_now(const struct report_request *request, const struct figure *figure)
{
	struct figure *now = figure_at(figure, &request->period);
	gboolean some = FALSE;

	for (guint i = 0; i < now->rows->len && !some; i++)
		some = value_has_number(&ROW_AT(now, i)->values[0]) || figure->definition->shape == SHAPE_EDGES;
	figure_free(now);
	return some;
}

static gboolean
picture_of(const struct report_request *request, struct document *document, struct node *cell, const char *const *metrics)
{
	for (guint i = 0; metrics[i]; i++) {
		const struct figure *figure = report_figure(request, metrics[i]);
		g_autofree char *id = g_strdup_printf("picture-%s", metrics[i]);
		if (figure && has_rows_now(request, figure) &&
		    block_chart_of(request, document, cell, figure, figure_key(figure, "scope") >= 0 && figure_find(figure, &request->period, SCOPE_ALL) ? SCOPE_ALL : NULL,
		                   TRUE, NULL, id))
			return TRUE;
	}
	return FALSE;
}

static gboolean
path(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const broadcast[] = { "b_lead_stages", "b_site_visits_by_channel", NULL };
	static const char *const community[] = { "c_ttfr_curve", NULL };

	return picture_of(request, document, cell, cell->discipline == DISCIPLINE_BROADCAST ? broadcast : community);
}

static gboolean
spread(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const broadcast[] = { "b_engagement_posts", NULL };
	static const char *const community[] = { "c_network", NULL };

	return picture_of(request, document, cell, cell->discipline == DISCIPLINE_BROADCAST ? broadcast : community);
}

static gboolean
detail(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const broadcast[] = { "b_leads_by_source", "b_posts_by_format", NULL };
	static const char *const community[] = { "c_unanswered_ages", "c_unanswered_open", NULL };

	return picture_of(request, document, cell, cell->discipline == DISCIPLINE_BROADCAST ? broadcast : community);
}

/* ---- Words: the definitions a reader of these two pages needs ---- */

static gboolean
words(const struct report_request *request, struct document *document, struct node *cell)
{
	static const char *const metrics[][5] = {
		[DISCIPLINE_BROADCAST] = { "b_impressions", "b_reach", "b_engagement_rate_impr", "b_leads_generated", NULL },
		[DISCIPLINE_COMMUNITY] = { "c_active_members", "c_answered_within_24h", "c_member_to_member_share", "c_deep_tie_share", NULL },
	};
	gboolean some = FALSE;

	(void)document;
	for (guint i = 0; metrics[cell->discipline][i]; i++) {
		const struct figure *figure = report_figure(request, metrics[cell->discipline][i]);
		struct node *note;
		if (!figure)
			continue;
		note = node_add(cell, NODE_NOTE);
		node_set(&note->label, "%s", figure->definition->label);
		node_text(note, "%s", figure->definition->formula);
		some = TRUE;
	}
	return some;
}

/* ---- the spreads ---- */

struct row_plan {
	const char *label;
	cell_fill fill;
	const char *empty[3]; /* by discipline: what is said when there is nothing */
};

static const struct row_plan first_page[] = {
	{ "In short", in_short, { NULL } },
	{ "Goals", goals, { NULL, "No goals are set for broadcasting. goals: in tidings.yaml sets them.", "No goals are set for the community. goals: in tidings.yaml sets them." } },
	{ "Change", change_said, { NULL, "No channel gave a number for this month. This is not zero.", "No place gave a number for this month. This is not zero." } },
	{ "Worth knowing", worth_knowing, { NULL, "No posts are old enough to be measured.", "No questions were asked." } },
	{ "Decision needed", decision_needed, { NULL, "Nothing to decide.", "Nothing to decide." } },
	{ "Not shown", not_shown, { NULL } },
};

static const struct row_plan second_page[] = {
	{ "Where", where, { NULL, "No channel gave a number for this month. This is not zero.", "No place gave a number for this month. This is not zero." } },
	{ "Path", path, { NULL, "No leads were recorded.", "Too few questions for a curve." } },
	{ "Spread", spread, { NULL, "No posts are old enough to be measured.", "Too few people for a picture." } },
	{ "Detail", detail, { NULL, "No leads were recorded.", "How many questions are open is not known." } },
	{ "Words", words, { NULL } },
};

static struct node *
cell_add(const struct report_request *request, struct document *document, struct node *row, const struct row_plan *plan,
         enum discipline discipline, gboolean *some)
{
	struct node *cell = node_add(row, NODE_CELL);

	cell->discipline = discipline;
	if (plan->fill(request, document, cell))
		*some = TRUE;
	else if (plan->empty[discipline])
		block_empty(cell, plan->label, plan->empty[discipline]);
	return cell;
}

static void
spread_add(const struct report_request *request, struct document *document, const struct row_plan *plans, guint count, const char *id)
{
	struct node *page = node_add(document->root, NODE_SPREAD);

	node_set(&page->id, "%s", id);
	for (guint i = 0; i < count; i++) {
		struct node *row = node_add(page, NODE_ROW);
		gboolean some = FALSE;
		node_set(&row->label, "%s", plans[i].label);
		cell_add(request, document, row, &plans[i], DISCIPLINE_BROADCAST, &some);
		cell_add(request, document, row, &plans[i], DISCIPLINE_COMMUNITY, &some);
		if (!some)
			node_remove(row);
	}
	if (!page->first)
		node_remove(page);
}

static void
executive(const struct report_request *request, struct document *document)
{
	spread_add(request, document, first_page, G_N_ELEMENTS(first_page), "in-short");
	spread_add(request, document, second_page, G_N_ELEMENTS(second_page), "in-detail");
}

const struct report_part part_executive = { "executive", executive };
