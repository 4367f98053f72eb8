/* Charts and tables of figures as document nodes. */
#include "reports/blocks.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "charts/chart.h"
#include "reports/sentences.h"
#include "reports/words.h"

/* ---- tables ---- */

struct node *
block_cell(struct node *row, gboolean header, enum align align)
{
	struct node *cell = node_add(row, NODE_TABLE_CELL);

	cell->header = header;
	cell->align = align;
	return cell;
}

void
block_cell_text(struct node *row, gboolean header, enum align align, const char *text)
{
	node_text(block_cell(row, header, align), "%s", text);
}

void
block_value(struct node *parent, const struct value *value, enum unit unit, gboolean strong, const char *language)
{
	g_autofree char *words = words_value(value, unit, language), *interval = words_interval(value, unit, language);
	g_autofree char *state = value->state == STATE_OK || value->state == STATE_NOT_REACHED ? NULL : words_state(value, NULL);

	if (!value_has_number(value)) {
		node_span(parent, NODE_STATE, "%s", words);
		return;
	}
	if (strong)
		node_span(parent, NODE_STRONG, "%s", words);
	else
		node_text(parent, "%s", words);
	if (interval)
		node_span(parent, NODE_SOFT, "\xc2\xa0%s", interval);
	if (state) {
		node_text(parent, " ");
		node_span(parent, NODE_STATE, "%s", state);
	}
}

static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

/* A key as a reader knows it: a month by name, a weekday, a number without a needless fraction. */
static char *
key_words(const struct report_request *request, const struct figure_column *column, const struct key *key)
{
	const char *language = request->project->language;

	if (column->kind == KEY_PERIOD && key->word) {
		struct period period = { .first = (gint32)key->number };
		return strlen(key->word) == strlen("2026-10") && !strchr(key->word, 'W') ? words_period(&period, language) : g_strdup(key->word);
	}
	if (column->kind == KEY_NUMBER && strcmp(column->name, "weekday") == 0 && key->number >= 0 && key->number < 7)
		return g_strdup(weekdays[(int)key->number]);
	if (column->kind == KEY_NUMBER)
		return number_text(key->number, key->number == floor(key->number) ? 0 : 1, language);
	if (strcmp(column->name, "scope") == 0 && key->word)
		return g_strdup(report_scope_label(request, NULL, key->word));
	return g_strdup(key->word ? key->word : "\xe2\x80\x93");
}

#define KEY_AT(figure, i) (&g_array_index((figure)->key_columns, struct figure_column, i))
#define VALUE_AT(figure, i) (&g_array_index((figure)->value_columns, struct figure_column, i))
#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

/* A column that says "all" in every row says nothing. */
static gboolean
key_is_told(const struct report_request *request, const struct figure *figure, guint key)
{
	if (strcmp(KEY_AT(figure, key)->name, "scope") != 0 || figure->key_columns->len == 1)
		return TRUE;
	for (guint i = 0; i < figure->rows->len; i++) {
		g_autofree char *words = key_words(request, KEY_AT(figure, key), &ROW_AT(figure, i)->keys[key]);
		if (strcmp(words, report_scope_label(request, NULL, SCOPE_ALL)) != 0 && strcmp(words, report_scope_label(request, figure, SCOPE_ALL)) != 0)
			return TRUE;
	}
	return FALSE;
}

static void
table_head(const struct report_request *request, struct node *table, const struct figure *figure)
{
	struct node *head = node_add(table, NODE_TABLE_ROW);

	head->header = TRUE;
	for (guint i = 0; i < figure->key_columns->len; i++)
		if (key_is_told(request, figure, i))
			block_cell_text(head, TRUE, KEY_AT(figure, i)->kind == KEY_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT, KEY_AT(figure, i)->label);
	for (guint i = 0; i < figure->value_columns->len; i++)
		block_cell_text(head, TRUE, ALIGN_RIGHT, VALUE_AT(figure, i)->label);
}

static void
table_line(const struct report_request *request, struct node *table, const struct figure *figure, const struct figure_row *from)
{
	struct node *line = node_add(table, NODE_TABLE_ROW);

	for (guint i = 0; i < figure->key_columns->len; i++) {
		g_autofree char *words = key_words(request, KEY_AT(figure, i), &from->keys[i]);
		if (key_is_told(request, figure, i))
			block_cell_text(line, !line->first, KEY_AT(figure, i)->kind == KEY_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT, words);
	}
	for (guint i = 0; i < figure->value_columns->len; i++)
		block_value(block_cell(line, FALSE, ALIGN_RIGHT), &from->values[i], VALUE_AT(figure, i)->unit, FALSE, request->project->language);
}

/* A curve is read off at the hours, or days, that people think in; the list ends with 0. Where time goes back, the next curve begins. */
static const double curve_hours[] = { 1, 2, 4, 8, 24, 48, 72, 168, 0 }, curve_days[] = { 1, 7, 14, 30, 60, 90, 180, 365, 730, 0 };

static void
table_of_curve(const struct report_request *request, struct node *table, const struct figure *figure, int time, const double *read_off)
{
	guint next = 0;

	table_head(request, table, figure);
	for (guint i = 0; i < figure->rows->len; i++) {
		gboolean last = i + 1 == figure->rows->len || ROW_AT(figure, i + 1)->keys[time].number < ROW_AT(figure, i)->keys[time].number;
		double until = last ? HUGE_VAL : ROW_AT(figure, i + 1)->keys[time].number;
		if (!last && (read_off[next] == 0 || until <= read_off[next]))
			continue;
		while (read_off[next] > 0 && until > read_off[next])
			next++;
		next = last ? 0 : next;
		table_line(request, table, figure, ROW_AT(figure, i));
	}
}

/* More rows than a reader wants on a page stand in the data file only. */
#define TABLE_ROWS 40

static void
table_long(const struct report_request *request, struct node *table, const struct figure *figure)
{
	guint shown = MIN(figure->rows->len, TABLE_ROWS), columns = figure->value_columns->len;

	table_head(request, table, figure);
	for (guint i = 0; i < shown; i++)
		table_line(request, table, figure, ROW_AT(figure, i));
	if (figure->rows->len > shown) {
		struct node *line = node_add(table, NODE_TABLE_ROW), *cell = block_cell(line, FALSE, ALIGN_LEFT);
		for (guint i = 0; i < figure->key_columns->len; i++)
			columns += (guint)key_is_told(request, figure, i);
		cell->span = (int)columns;
		node_span(cell, NODE_STATE, "and %u more rows in data/%s.csv", figure->rows->len - shown, figure->definition->name);
	}
}

/* Distinct numbers of a key, in order of appearance. */
static GArray *
key_numbers(const struct figure *figure, int column)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < figure->rows->len; i++) {
		double number = ROW_AT(figure, i)->keys[column].number;
		gboolean known = FALSE;
		for (guint j = 0; j < numbers->len && !known; j++)
			known = g_array_index(numbers, double, j) == number;
		if (!known)
			g_array_append_val(numbers, number);
	}
	return numbers;
}

static const struct figure_row *
row_of_pair(const struct figure *figure, int down, double down_number, int across, double across_number)
{
	for (guint i = 0; i < figure->rows->len; i++)
		if (ROW_AT(figure, i)->keys[down].number == down_number && ROW_AT(figure, i)->keys[across].number == across_number)
			return ROW_AT(figure, i);
	return NULL;
}

/* One key down, one across, the first value in the cells. */
static void
table_crossed(const struct report_request *request, struct node *table, const struct figure *figure, int down, int across)
{
	g_autoptr(GArray) lines = key_numbers(figure, down), columns = key_numbers(figure, across);
	struct node *head = node_add(table, NODE_TABLE_ROW);

	head->header = TRUE;
	block_cell_text(head, TRUE, ALIGN_LEFT, KEY_AT(figure, down)->label);
	for (guint c = 0; c < columns->len; c++) {
		g_autofree char *words = key_words(request, KEY_AT(figure, across), &(struct key){ .number = g_array_index(columns, double, c) });
		block_cell_text(head, TRUE, ALIGN_RIGHT, words);
	}
	for (guint l = 0; l < lines->len; l++) {
		struct node *line = node_add(table, NODE_TABLE_ROW);
		double number = g_array_index(lines, double, l);
		g_autofree char *words = NULL;
		for (guint c = 0; c < columns->len; c++) {
			const struct figure_row *row = row_of_pair(figure, down, number, across, g_array_index(columns, double, c));
			if (row && !words) {
				words = key_words(request, KEY_AT(figure, down), &row->keys[down]);
				block_cell_text(line, TRUE, ALIGN_LEFT, words);
				for (guint blank = 0; blank < c; blank++)
					block_cell_text(line, FALSE, ALIGN_RIGHT, "");
			}
			if (row)
				block_value(block_cell(line, FALSE, ALIGN_RIGHT), &row->values[0], VALUE_AT(figure, 0)->unit, FALSE, request->project->language);
			else if (words)
				block_cell_text(line, FALSE, ALIGN_RIGHT, "");
		}
	}
}

/* Positions in a picture are no data: a network's table says how many of each kind there are. */
static void
table_of_network(struct node *table, const struct figure *figure)
{
	int kind = figure_key(figure, "kind"), role = figure_key(figure, "role"), lasting = figure_value(figure, "lasting");
	guint members = 0, staff = 0, ties = 0, deep = 0;
	struct { const char *label; guint *count; } lines[] = { { "Members shown", &members }, { "Staff shown", &staff },
		                                                     { "Ties between them", &ties }, { "of these lasting and two-way", &deep } };

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = ROW_AT(figure, i);
		gboolean is_node = kind >= 0 && g_strcmp0(row->keys[kind].word, "node") == 0;
		if (is_node)
			(*(role >= 0 && g_strcmp0(row->keys[role].word, "staff") == 0 ? &staff : &members))++;
		else
			ties++;
		if (!is_node && lasting >= 0 && value_has_number(&row->values[lasting]) && row->values[lasting].value > 0)
			deep++;
	}
	struct node *head = node_add(table, NODE_TABLE_ROW);
	head->header = TRUE;
	block_cell_text(head, TRUE, ALIGN_LEFT, "In the picture");
	block_cell_text(head, TRUE, ALIGN_RIGHT, "Number");
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		struct node *line = node_add(table, NODE_TABLE_ROW);
		block_cell_text(line, TRUE, ALIGN_LEFT, lines[i].label);
		node_text(block_cell(line, FALSE, ALIGN_RIGHT), "%u", *lines[i].count);
	}
}

struct node *
block_table(const struct report_request *request, struct node *parent, const struct figure *figure)
{
	struct node *table = node_add(parent, NODE_TABLE);
	int weekday = figure_key(figure, "weekday"), hour = figure_key(figure, "hour");
	int cohort = figure_key(figure, "cohort"), age = figure_key(figure, "age");

	node_set(&table->title, "%s", figure->title ? figure->title : figure->definition->label);
	if (figure->definition->shape == SHAPE_EDGES)
		table_of_network(table, figure);
	else if (weekday >= 0 && hour >= 0)
		table_crossed(request, table, figure, hour, weekday);
	else if (cohort >= 0 && age >= 0 && KEY_AT(figure, age)->kind == KEY_NUMBER)
		table_crossed(request, table, figure, cohort, age);
	else if (figure->definition->shape == SHAPE_SURVIVAL && figure_key(figure, "hours") >= 0)
		table_of_curve(request, table, figure, figure_key(figure, "hours"), curve_hours);
	else if (figure->definition->shape == SHAPE_SURVIVAL && figure_key(figure, "days") >= 0)
		table_of_curve(request, table, figure, figure_key(figure, "days"), curve_days);
	else
		table_long(request, table, figure);
	return table;
}

/* ---- charts ---- */

/* What a note says after "X: ", or nothing. */
static const char *
note_tail(const struct figure *figure, guint index)
{
	const char *colon = strstr(g_ptr_array_index(figure->notes, index), ": ");

	return colon ? colon : "";
}

/* "X and Instagram: made of …": accounts of which the same is noted are named together, with the first of them; else NULL. */
static char *
note_shared(const struct figure *figure, guint index)
{
	const char *tail = note_tail(figure, index);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	g_auto(GStrv) list = NULL;
	g_autofree char *named = NULL;

	for (guint i = 0; i < figure->notes->len && *tail; i++) {
		const char *note = g_ptr_array_index(figure->notes, i);
		g_autofree char *name = strcmp(note_tail(figure, i), tail) == 0 ? g_strndup(note, (gsize)(note_tail(figure, i) - note)) : NULL;
		if (name && i < index)
			return NULL;
		if (name)
			g_strv_builder_add(names, name);
	}
	list = g_strv_builder_end(names);
	named = words_list(list);
	return *tail ? g_strconcat(named, tail, NULL) : g_strdup(g_ptr_array_index(figure->notes, index));
}

static gboolean
date_worded(const GMatchInfo *match, GString *words, gpointer language)
{
	g_autofree char *iso = g_match_info_fetch(match, 0), *date = NULL;
	gint32 day;

	if (moment_parse(iso, "%Y-%m-%d", NULL, 0, &day, &(gint64){ NO_TIME }))
		date = words_date(day, language);
	g_string_append(words, date ? date : iso);
	return FALSE;
}

/* Notes are made where no language is spoken, with days like 2026-08-17. */
static char *
dates_worded(const char *note, const char *language)
{
	g_autoptr(GRegex) dates = g_regex_new("\\b\\d{4}-\\d{2}-\\d{2}\\b", 0, 0, NULL);

	return g_regex_replace_eval(dates, note, -1, 0, 0, date_worded, (gpointer)language, NULL);
}

static void
notes_said(struct node *node, const struct figure *figure, const char *language)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < figure->notes->len; i++) {
		g_autofree char *shared = note_shared(figure, i), *dated = shared ? dates_worded(shared, language) : NULL;
		g_autofree char *note = dated ? words_capital(dated) : NULL;
		if (note)
			g_string_append_printf(words, "%s%s%s", words->len ? " " : "", note, g_str_has_suffix(note, ".") ? "" : ".");
	}
	if (words->len)
		node->note = g_string_free(words, FALSE);
	else
		g_string_free(words, TRUE);
}

struct node *
block_chart(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure,
            const char *chart_name, const char *id)
{
	const struct chart *chart = chart_name ? chart_find(chart_name) : chart_for(figure->definition->shape);
	struct chart_request drawing = { .figure = figure, .width = 328, .goal = NAN, .text_inside = TRUE, .language = request->project->language };
	struct node *node;

	(void)document;
	if (!chart || figure->rows->len == 0)
		return NULL;
	node = node_add(parent, NODE_CHART);
	node->chart = chart->name;
	node->figure = figure;
	node_set(&node->id, "%s", id);
	node->title = sentence_title(request, figure, NULL);
	node->subtitle = sentence_subtitle(request, figure, NULL);
	node->alt = chart->describe(&drawing);
	notes_said(node, figure, request->project->language);
	block_table(request, node, figure);
	return node;
}

static void
scopes_labelled(const struct report_request *request, struct figure *figure)
{
	int scope = figure_key(figure, "scope");

	for (guint i = 0; scope >= 0 && i < figure->rows->len; i++) {
		struct figure_row *row = g_ptr_array_index(figure->rows, i);
		figure_set_word(figure, row, (guint)scope, report_scope_label(request, figure, row->keys[scope].word));
	}
}

static gboolean
is_total(const struct figure *figure, guint row, int scope)
{
	return g_strcmp0(ROW_AT(figure, row)->keys[scope].word, SCOPE_ALL) == 0;
}

/* Of the rows of one month: silent accounts go, and a total does not stand as one bar among its parts. */
static void
scopes_thinned(const struct figure *whole, struct figure *part)
{
	int scope = figure_key(part, "scope");
	guint parts = 0;

	for (guint i = part->rows->len; scope >= 0 && i-- > 0;) {
		if (is_total(part, i, scope))
			continue;
		if (report_scope_speaks(whole, ROW_AT(part, i)->keys[scope].word))
			parts++;
		else if (part->rows->len > 1)
			g_ptr_array_remove_index(part->rows, i);
	}
	for (guint i = part->rows->len; parts && whole->definition->unit == UNIT_COUNT && i-- > 0;)
		if (is_total(part, i, scope))
			g_ptr_array_remove_index(part->rows, i);
}

/* Notes begin with the account they are about: "X: the last day may still change". */
static void
notes_thinned(const struct report_request *request, struct figure *part, const char *scope)
{
	for (guint i = part->notes->len; i-- > 0;) {
		const char *note = g_ptr_array_index(part->notes, i);
		for (guint a = 0; a < request->project->accounts->len; a++) {
			const struct account *account = g_ptr_array_index(request->project->accounts, a);
			gsize length = strlen(account->label);
			if (strcmp(account->id, scope) != 0 && g_str_has_prefix(note, account->label) && note[length] == ':') {
				g_ptr_array_remove_index(part->notes, i);
				break;
			}
		}
	}
}

static struct figure *
cut(const struct report_request *request, const struct figure *figure, const char *scope, gboolean now)
{
	g_autofree char *period = period_id(&request->period);
	struct figure *of_scope = scope ? figure_where(figure, "scope", scope) : NULL;
	struct figure *of_period;

	if (!now)
		return of_scope ? of_scope : figure_where(figure, "", NULL); /* no such column: a copy of all */
	of_period = figure_where(of_scope ? of_scope : figure, "period", period);
	g_clear_pointer(&of_scope, figure_free);
	return of_period;
}

struct node *
block_chart_of(const struct report_request *request, struct document *document, struct node *parent, const struct figure *figure,
               const char *scope, gboolean now, const char *chart, const char *id)
{
	struct figure *part = cut(request, figure, scope, now);

	if (!scope)
		scopes_thinned(figure, part);
	else if (strcmp(scope, SCOPE_ALL) != 0)
		notes_thinned(request, part, scope);
	scopes_labelled(request, part);
	document_keep(document, part);
	return block_chart(request, document, parent, part, chart, id);
}

void
block_empty(struct node *parent, const char *title, const char *why)
{
	struct node *empty = node_add(parent, NODE_EMPTY);

	node_set(&empty->title, "%s", title);
	node_markup(empty, why);
}
