/* The finding of a figure as its chart's title: what may be claimed, by the figure's shape. */
#include "reports/sentences_parts.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/words.h"

static char *
title_of_change(const struct report_request *request, const struct figure *figure, const char *scope)
{
	const struct change *change = sentence_change(figure, scope, AGAINST_PREVIOUS);
	struct period earlier = report_previous(request);
	g_autofree char *label = words_capital(figure->definition->label), *name = NULL;

	if (!change) {
		change = sentence_change(figure, scope, AGAINST_YEAR_BEFORE);
		earlier = report_year_before(request);
		name = words_period(&earlier, request->project->language);
	} else
		name = words_month(&earlier, request->project->language);
	if (!change)
		return NULL;
	switch (change->word) {
	case CHANGE_UP: return g_strdup_printf("%s: up on %s", label, name);
	case CHANGE_DOWN: return g_strdup_printf("%s: down on %s", label, name);
	case CHANGE_SAME: return g_strdup_printf("%s: about the same as in %s", label, name);
	default: return g_strdup_printf("%s: no clear change", label);
	}
}

/* The first key that is no period. */
static int
item_key(const struct figure *figure)
{
	for (guint i = 0; i < figure->key_columns->len; i++)
		if (g_array_index(figure->key_columns, struct figure_column, i).kind == KEY_WORD &&
		    strcmp(g_array_index(figure->key_columns, struct figure_column, i).name, "scope") != 0)
			return (int)i;
	return figure_key(figure, "scope");
}

/* What came to us by itself, or from nowhere known, is no finding about what we said. */
static gboolean
row_is_ours(const struct figure *figure, const struct figure_row *row)
{
	int published = figure_key(figure, "published"), key = item_key(figure);
	const char *word = key >= 0 ? row->keys[key].word : NULL;

	if (published >= 0 && g_strcmp0(row->keys[published].word, "no") == 0)
		return FALSE;
	return !word || !(g_str_has_prefix(word, "Not ") || g_str_has_suffix(word, "unknown") || strcmp(word, "Unassigned") == 0);
}

/* Rows ordered by value, those without one left out; the caller unrefs. */
static GPtrArray *
rows_by_value(const struct figure *figure)
{
	GPtrArray *rows = g_ptr_array_new();

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = ROW_AT(figure, i);
		guint at = rows->len;
		if (!value_has_number(&row->values[0]) || !row_is_ours(figure, row))
			continue;
		while (at > 0 && ((const struct figure_row *)g_ptr_array_index(rows, at - 1))->values[0].value < row->values[0].value)
			at--;
		g_ptr_array_insert(rows, (gint)at, (gpointer)row);
	}
	return rows;
}

/* Shares of people of one whole: as many behind each, and no more than all together. That the largest part is the largest is no
 * finding; how large it is may be. */
static gboolean
are_parts(const GPtrArray *rows, const struct definition *definition)
{
	double sum = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct value *value = &((const struct figure_row *)g_ptr_array_index(rows, i))->values[0];
		if (value->people == NO_COUNT || value->n != ((const struct figure_row *)g_ptr_array_index(rows, 0))->values[0].n)
			return FALSE;
		sum += value->value;
	}
	return definition->unit == UNIT_SHARE && definition->additivity == ADD_RATIO && rows->len > 1 && sum <= 1 + 1e-9;
}

static char *
title_of_parts(const struct report_request *request, const struct figure *figure, const struct figure_row *largest)
{
	g_autofree char *part = words_capital(largest->keys[item_key(figure)].word);
	g_autofree char *share = words_value(&largest->values[0], figure->definition->unit, request->project->language);

	return g_strdup_printf("%s: %s of the %s", part, share, figure->definition->noun);
}

/* "LinkedIn has the highest …" needs an interval clear of every other; else none is clearly the highest. */
static char *
title_of_estimates(const struct report_request *request, const struct figure *figure)
{
	g_autoptr(GPtrArray) rows = rows_by_value(figure);
	int key = item_key(figure);
	const struct figure_row *best = rows->len ? g_ptr_array_index(rows, 0) : NULL;
	g_autofree char *label = words_capital(figure->definition->label), *small = words_small(figure->definition->label);
	double others = -HUGE_VAL;

	if (rows->len < 2 || key < 0 || figure->unranked || figure_key(figure, "verdict") >= 0) /* then each row has its own word */
		return NULL;
	if (are_parts(rows, figure->definition))
		return title_of_parts(request, figure, best);
	for (guint i = 0; i < rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(rows, i);
		if (!value_has_interval(&row->values[0]) || row->values[0].state != STATE_OK)
			return NULL;
		if (i > 0)
			others = fmax(others, row->values[0].hi);
	}
	if (best->values[0].lo > others && figure->definition->unit == UNIT_COUNT)
		return g_strdup_printf("%s: most %s", best->keys[key].word, figure->definition->noun);
	if (best->values[0].lo > others)
		return g_strdup_printf("%s has the highest %s", best->keys[key].word, small);
	return g_strdup_printf("%s: none clearly highest", label);
}

static char *
title_of_total(const struct definition *definition, const char *total)
{
	g_autofree char *one = strcmp(total, "1") == 0 ? g_strdup_printf("%s: 1", definition->label) : NULL;
	g_autofree char *phrase = definition->phrase ? sentence_with_value(definition->phrase, total) : g_strdup_printf("%s %s", total, definition->noun);

	return words_capital(one ? one : phrase);
}

/* "Saturday mail and LinkedIn: 55 of 84 leads". Only where the parts add up to a whole (FLOW) and have no order of their own. */
static char *
title_of_amounts(const struct report_request *request, const struct figure *figure)
{
	g_autoptr(GPtrArray) rows = rows_by_value(figure);
	int key = item_key(figure);
	double total = 0, top = 0;
	const struct figure_row *first, *second;
	g_autofree char *top_words = NULL, *total_words = NULL;

	for (guint i = 0; i < rows->len; i++)
		total += ((const struct figure_row *)g_ptr_array_index(rows, i))->values[0].value;
	total_words = number_text(total, 0, request->project->language);
	if (figure->definition->additivity != ADD_FLOW || total == 0)
		return figure->definition->additivity == ADD_STOCK ? title_of_total(figure->definition, total_words) : NULL;
	if (rows->len < 3 || key < 0 || ((const struct figure_row *)g_ptr_array_index(rows, 2))->values[0].value == 0) /* the two are all */
		return strcmp(total_words, "1") == 0 ? NULL : g_strdup_printf("%s %s", total_words, figure->definition->noun);
	first = g_ptr_array_index(rows, 0);
	second = g_ptr_array_index(rows, 1);
	top = first->values[0].value + second->values[0].value;
	top_words = number_text(top, 0, request->project->language);
	return g_strdup_printf("%s and %s: %s of %s %s", first->keys[key].word, second->keys[key].word, top_words, total_words,
	                       figure->definition->noun);
}

/* Not of the curve that stands beside it for comparison. */
static gboolean
is_of_first_group(const struct figure *figure, const struct figure_row *row)
{
	int group = figure_key(figure, "group");

	return group < 0 || g_strcmp0(row->keys[group].word, figure_group(figure, 0)) == 0;
}

/* The first time by which half have got there, in the figure's unit: by the curve (bound 0) or an end of its band (−1, 1); NAN: never. */
static double
survival_reached(const struct figure *figure, int bound)
{
	int hours = figure_key(figure, "hours"), time = hours >= 0 ? hours : figure_key(figure, "days"), share = figure_value(figure, "share");

	for (guint i = 0; time >= 0 && i < figure->rows->len; i++) {
		const struct figure_row *row = ROW_AT(figure, i);
		const struct value *value = &row->values[MAX(share, 0)];
		double level = bound < 0 ? value->lo : bound > 0 ? value->hi : value->value;
		if (is_of_first_group(figure, row) && value_has_number(value) && level >= 0.5 - 1e-9) /* a product of fractions is not quite a half */
			return row->keys[time].number;
	}
	return NAN;
}

/* "Half of the leads were handed to sales within {value}" of a curve that ends below the half: "Fewer than half of … by the end". */
static char *
title_of_unreached(const struct definition *definition)
{
	const char *value = definition->phrase && g_ascii_strncasecmp(definition->phrase, "half of", strlen("half of")) == 0 ? strstr(definition->phrase, " {value}") : NULL;
	const char *preposition = value ? g_strrstr_len(definition->phrase, value - definition->phrase, " ") : NULL;

	if (!preposition)
		return g_strdup_printf("Fewer than half of the %s by the end", definition->noun);
	return g_strdup_printf("Fewer than h%.*s by the end", (int)(preposition - definition->phrase - 1), definition->phrase + 1);
}

/* With as many digits as its interval allows, like the words beside the curve. */
static char *
title_of_survival(const struct report_request *request, const struct figure *figure)
{
	gboolean days = figure_key(figure, "days") >= 0;
	struct value median = value_estimate(survival_reached(figure, 0), survival_reached(figure, 1), survival_reached(figure, -1), NO_COUNT);
	g_autofree char *value = NULL;

	if (isnan(median.value))
		return title_of_unreached(figure->definition);
	if (isnan(median.lo) || isnan(median.hi))
		median.lo = median.hi = NAN;
	value = words_value(&median, days ? UNIT_DAYS : UNIT_HOURS, request->project->language);
	if (!figure->definition->phrase)
		return g_strdup_printf("Half of the %s within %s", figure->definition->noun, value);
	g_autofree char *phrase = sentence_with_value(figure->definition->phrase, value);
	return words_capital(phrase);
}

static char *
title_of_terms(const struct figure *figure)
{
	int key = item_key(figure);
	g_autofree char *list = NULL;
	char *words[4] = { NULL };

	for (guint i = 0, n = 0; key >= 0 && i < figure->rows->len && n < 3; i++)
		words[n++] = (char *)ROW_AT(figure, i)->keys[key].word;
	if (!words[0])
		return NULL;
	list = words_list(words);
	return g_strdup_printf("More people than before speak of %s", list);
}

/* "Larkfield: 81 % of 81 voices": the first part of a whole that is given in shares. */
static char *
title_of_shares(const struct report_request *request, const struct figure *figure)
{
	const struct figure_row *first = figure->rows->len ? ROW_AT(figure, 0) : NULL;
	int key = item_key(figure);
	g_autofree char *share = NULL, *n = NULL;

	if (!first || key < 0 || figure->definition->unit != UNIT_SHARE || !value_has_number(&first->values[0]))
		return NULL;
	share = words_value(&first->values[0], UNIT_SHARE, request->project->language);
	n = number_text((double)first->values[0].n, 0, request->project->language);
	return g_strdup_printf("%s: %s of %s %s", first->keys[key].word, share, n, figure->definition->noun);
}

static char *
without_markup(const char *text)
{
	GString *plain = g_string_new(NULL);

	for (; *text; text++)
		if (*text != '*' && *text != '~' && *text != '_')
			g_string_append_c(plain, *text);
	return g_string_free(plain, FALSE);
}

/* A number without comparison, said as what it is: "342 people took part". */
static char *
title_of_value(const struct report_request *request, const struct figure *figure, const char *scope)
{
	const struct value *value = sentence_value(request, figure, scope);
	g_autofree char *words = NULL, *phrase = NULL;

	if (!value || !value_has_number(value) || value->state == STATE_NOT_REACHED)
		return NULL;
	words = words_value(value, figure->definition->unit, request->project->language);
	phrase = sentence_phrase(figure->definition, words);
	return without_markup(phrase);
}

char *
sentence_title(const struct report_request *request, const struct figure *figure, const char *scope)
{
	char *title = NULL;

	switch (figure->definition->shape) {
	case SHAPE_SERIES: title = title_of_change(request, figure, scope); break;
	case SHAPE_ESTIMATE: title = title_of_estimates(request, figure); break;
	case SHAPE_AMOUNTS: title = title_of_amounts(request, figure); break;
	case SHAPE_SURVIVAL: title = title_of_survival(request, figure); break;
	case SHAPE_TERMS: title = title_of_terms(figure); break;
	case SHAPE_SHARES: title = title_of_shares(request, figure); break;
	default: break;
	}
	if (!title && (figure->definition->shape <= SHAPE_ESTIMATE || figure->definition->shape == SHAPE_DOTS))
		title = title_of_value(request, figure, scope);
	return title ? title : words_capital(figure->title ? figure->title : figure->definition->label);
}
