/* A figure in aligned lines of words. */
#include "commands/opened.h"

#include <string.h>

#include "reports/words.h"

#define LABEL_MOST 44 /* characters of a label before the lines give up standing below each other */

/* ---- one value: "7 h (4–9), n = 236, small sample" ---- */

static void
append_value(GString *out, const struct value *value, enum unit unit, const char *language)
{
	g_autofree char *words = words_value(value, unit, language), *interval = words_interval(value, unit, language), *state = words_state(value, NULL);
	gboolean speaks = state && !strstr(words, state);

	g_string_append(out, words);
	if (interval)
		g_string_append_printf(out, " %s", interval);
	if (value->n != NO_COUNT && (value->n != (gint64)value->value || unit != UNIT_COUNT) && !(speaks && strstr(state, "n\xc2\xa0=")))
		g_string_append_printf(out, ", n\xc2\xa0=\xc2\xa0%" G_GINT64_FORMAT, value->n);
	if (speaks)
		g_string_append_printf(out, ", %s", state);
	else if (value_has_number(value) && value->reason)
		g_string_append_printf(out, ", %s", value->reason);
}

static enum unit
unit_of(const struct figure *figure, guint column)
{
	return g_array_index(figure->value_columns, struct figure_column, column).unit;
}

/* The headline, then the other columns by name. */
static char *
values_words(const struct figure *figure, const struct figure_row *row, const char *language)
{
	GString *out = g_string_new(NULL);

	append_value(out, &row->values[0], unit_of(figure, 0), language);
	for (guint i = 1; i < figure->value_columns->len; i++) {
		const struct figure_column *column = &g_array_index(figure->value_columns, struct figure_column, i);
		g_autofree char *label = words_small(column->label);
		if (row->values[i].state == STATE_NO_DATA && !row->values[i].reason)
			continue;
		g_string_append_printf(out, "; %s ", label);
		append_value(out, &row->values[i], column->unit, language);
	}
	return g_string_free(out, FALSE);
}

/* ---- lines ---- */

static const char *
scope_words(const struct metric *metric, const struct project *project, const char *scope)
{
	const struct account *account = project_account(project, scope);

	if (g_strcmp0(scope, SCOPE_ALL) == 0)
		return metric->definition.discipline == DISCIPLINE_BROADCAST ? "all channels" : "all places";
	return account && account->label ? account->label : scope;
}

/* "Forum, Monday, 14": the scope and the keys of its own; of parts of the whole, only what they are. */
static char *
row_label(const struct figure *figure, const struct figure_row *row, const struct metric *metric, const struct project *project)
{
	gboolean parts = metric->scopes == SCOPES_ALL && figure->key_columns->len > 2;
	GString *out = g_string_new(parts ? "" : scope_words(metric, project, row->keys[1].word));

	for (guint i = 2; i < figure->key_columns->len; i++) {
		g_autofree char *name = words_small(g_array_index(figure->key_columns, struct figure_column, i).label);
		const char *comma = out->len ? ", " : "";
		if (row->keys[i].word)
			g_string_append_printf(out, "%s%s", comma, row->keys[i].word);
		else
			g_string_append_printf(out, "%s%s %g", comma, name, row->keys[i].number);
	}
	return g_string_free(out, FALSE);
}

static void
line_print(const char *label, int width, const char *words)
{
	int pad = MAX(width - (int)g_utf8_strlen(label, -1), 0);

	g_print("  %s%*s  %s\n", label, pad, "", words);
}

static gboolean
is_of(const struct figure_row *row, const char *period)
{
	return g_strcmp0(row->keys[0].word, period) == 0;
}

static void
month_print(const struct figure *figure, const struct metric *metric, const struct project *project)
{
	g_autofree char *id = period_id(&figure->period), *name = words_period(&figure->period, project->language);
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	int width = 0;

	g_print("\n%s\n", name);
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		char *label = is_of(row, id) ? row_label(figure, row, metric, project) : NULL;
		g_ptr_array_add(labels, label);
		width = label ? MAX(width, MIN(LABEL_MOST, (int)g_utf8_strlen(label, -1))) : width;
	}
	for (guint i = 0; i < figure->rows->len; i++) {
		g_autofree char *words = values_words(figure, g_ptr_array_index(figure->rows, i), project->language);
		if (labels->pdata[i])
			line_print(labels->pdata[i], width, words);
	}
}

static void
changes_print(const struct figure *figure, const struct metric *metric, const struct project *project)
{
	for (guint i = 0; i < figure->changes->len; i++) {
		const struct change *change = &g_array_index(figure->changes, struct change, i);
		struct period earlier = change->against == AGAINST_PREVIOUS ? period_step(figure->period, -1, project->zone)
		                                                             : period_year_before(figure->period, project->zone);
		g_autofree char *words = words_change(change, metric->definition.unit, &earlier, change->against == AGAINST_YEAR_BEFORE, project->language);
		g_autofree char *name = words_period(&earlier, project->language);
		if (i == 0)
			g_print("\ncompared\n");
		if (words)
			g_print("  %s: %s%s%s\n", scope_words(metric, project, change->scope), words, change->reason ? "; " : "", change->reason ? change->reason : "");
		else
			g_print("  %s: no word against %s%s%s\n", scope_words(metric, project, change->scope), name, change->reason ? ": " : "", change->reason ? change->reason : "");
	}
}

static void
limits_print(const struct figure *figure)
{
	if (figure->notes->len || figure->missing->len)
		g_print("\nto know\n");
	for (guint i = 0; i < figure->notes->len; i++)
		g_print("  %s\n", (const char *)figure->notes->pdata[i]);
	for (guint i = 0; i < figure->missing->len; i++)
		g_print("  %s does not report this\n", (const char *)figure->missing->pdata[i]);
}

/* The headline of earlier periods, newest first; parts of earlier periods stand in data/. */
static void
earlier_print(const struct figure *figure, const struct metric *metric, const struct project *project)
{
	g_autofree char *id = period_id(&figure->period);
	const char *scope = NULL;
	guint first = figure->rows->len;

	if (figure->key_columns->len > 2)
		return;
	for (guint i = figure->rows->len; i-- > 0;) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		GString *words = g_string_new(NULL);
		if (metric->scopes != SCOPES_EACH && strcmp(row->keys[1].word, SCOPE_ALL) != 0)
			continue;
		if (!is_of(row, id) && row->values[0].state != STATE_NO_DATA) {
			append_value(words, &row->values[0], unit_of(figure, 0), project->language);
			if (first == figure->rows->len || g_strcmp0(scope, row->keys[1].word) != 0)
				g_print("\nearlier, %s\n", scope_words(metric, project, scope = row->keys[1].word));
			line_print(row->keys[0].word, 0, words->str);
			first = i;
		}
		g_string_free(words, TRUE);
	}
}

void
opened_print(const struct figure *figure, const struct metric *metric, const struct project *project)
{
	month_print(figure, metric, project);
	changes_print(figure, metric, project);
	limits_print(figure);
	earlier_print(figure, metric, project);
}
