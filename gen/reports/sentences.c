/* Sentences about figures, by templates (METRICS §11.1). */
#include "reports/sentences_parts.h"

#include <string.h>

#include "base/number.h"
#include "reports/words.h"

#define NBSP "\xc2\xa0"
#define VALUE_UNIT(figure, i) (g_array_index((figure)->value_columns, struct figure_column, i).unit)

/* ---- the value in its phrase ---- */

char *
sentence_with_value(const char *phrase, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(phrase, "{value}", 2);

	return g_strconcat(parts[0], value, parts[1], NULL);
}

/* "**63 %** of replies were between members", "**214** questions", "Time to first reply was **4.2 h**". */
char *
sentence_phrase(const struct definition *definition, const char *value)
{
	g_autofree char *strong = g_strdup_printf("**%s**", value);
	g_autofree char *label = words_capital(definition->label);

	if (definition->unit == UNIT_COUNT && strcmp(value, "1") == 0) /* phrases and nouns are of many */
		return g_strdup_printf("%s: %s", label, strong);
	if (definition->phrase) {
		g_autofree char *phrase = sentence_with_value(definition->phrase, strong);
		return words_capital(phrase);
	}
	if (definition->unit == UNIT_COUNT)
		return g_strdup_printf("%s %s", strong, definition->noun);
	return g_strdup_printf("%s was %s", label, strong);
}

const struct value *
sentence_value(const struct report_request *request, const struct figure *figure, const char *scope)
{
	const struct value *value = figure_number(figure, &request->period, scope);

	if (!value && figure_key(figure, "period") < 0 && figure->rows->len == 1)
		value = &ROW_AT(figure, 0)->values[0];
	return value;
}

const struct change *
sentence_change(const struct figure *figure, const char *scope, enum against against)
{
	const struct change *change = figure_change(figure, scope, against);

	/* a figure cut to one scope has the changes of that scope only */
	if (!change && figure_key(figure, "scope") < 0)
		for (guint i = 0; i < figure->changes->len && !change; i++)
			if (g_array_index(figure->changes, struct change, i).against == against)
				change = &g_array_index(figure->changes, struct change, i);
	return change && change->word != CHANGE_UNSAID ? change : NULL;
}

/* ---- subtitles ---- */

static const char *
unit_words(enum unit unit)
{
	switch (unit) {
	case UNIT_SHARE: return "%";
	case UNIT_HOURS: return "hours";
	case UNIT_SECONDS: return "seconds";
	case UNIT_DAYS: return "days";
	default: return NULL;
	}
}

/* What a range of the figure is: 95 %, or where nothing else is known the bounds of what is possible; NULL: it has none. */
static const char *
range_kind(const struct figure *figure)
{
	const char *kind = NULL;

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct value *value = &ROW_AT(figure, i)->values[0];
		if (value_has_interval(value) && value->state != STATE_NOT_REACHED)
			return "95" NBSP "% range";
		if (value_has_interval(value))
			kind = "from the least to the most it can be";
	}
	return kind;
}

/* "% of replies", "Seconds, views". */
static void
said_unit(GString *words, const struct definition *definition)
{
	g_autofree char *unit = words_capital(unit_words(definition->unit));

	if (definition->unit == UNIT_SHARE)
		g_string_append_printf(words, "%% of %s", definition->noun);
	else
		g_string_append_printf(words, "%s, %s", unit, definition->noun);
}

/* "% of 1,215 replies", "link clicks a month", "hours". */
static void
counted_said(GString *words, const struct report_request *request, const struct figure *figure, const struct value *value)
{
	const struct definition *definition = figure->definition;
	gboolean flows = definition->additivity == ADD_FLOW || definition->additivity == ADD_FLOW_PLATFORM;
	const char *each = definition->shape == SHAPE_PULSE ? " a week" : flows && figure_key(figure, "period") >= 0 ? " a month" : "";
	g_autofree char *noun = words_capital(definition->noun);

	if (definition->unit == UNIT_SHARE && value && value->n > 0) {
		g_autofree char *n = number_text((double)value->n, 0, request->project->language);
		g_string_append_printf(words, "%% of %s %s", n, definition->noun);
	} else if (unit_words(definition->unit))
		said_unit(words, definition);
	else if (definition->shape == SHAPE_TERMS)
		g_string_append_printf(words, "Log-odds, %s now against before", definition->noun);
	else
		g_string_append_printf(words, "%s%s", noun, each);
}

/* Filled marks have no room for a range: it stands beside their number. */
static void
range_said(GString *words, const struct report_request *request, const struct figure *figure, const char *kind, const char *scope)
{
	const struct value *value = sentence_value(request, figure, scope);
	g_autofree char *range = value ? words_interval(value, figure->definition->unit, request->project->language) : NULL;

	if (range)
		g_string_append_printf(words, " \xc2\xb7 %s %s", kind, range);
}

/* Of more than a hundred people a mark is no person. */
static void
mark_said(GString *words, const struct report_request *request, const struct figure *figure, const char *scope)
{
	const struct value *value = sentence_value(request, figure, scope);
	g_autofree char *n = value ? number_text((double)value->n, 0, request->project->language) : NULL;

	if (value && value->n > 100 && figure->definition->unit == UNIT_COUNT)
		g_string_append_printf(words, " \xc2\xb7 a mark is 1" NBSP "%% of %s", n);
}

char *
sentence_subtitle(const struct report_request *request, const struct figure *figure, const char *scope)
{
	gboolean over_time = figure->definition->shape == SHAPE_SERIES && figure_key(figure, "period") >= 0 && figure_key(figure, "month") < 0;
	gboolean curve = over_time || figure->definition->shape == SHAPE_SURVIVAL;
	gboolean cells = figure->definition->shape == SHAPE_MATRIX || figure->definition->shape == SHAPE_COHORTS; /* each of its own number, without range */
	GString *words = g_string_new(NULL);
	g_autofree char *month = words_period(&request->period, request->project->language);
	const char *kind = range_kind(figure);

	if (figure->definition->shape == SHAPE_GOALS) { /* each row in the unit of its own number */
		g_string_append(words, "Tall stroke: planned \xc2\xb7 pale: 95" NBSP "% range");
		return g_string_free(words, FALSE);
	}
	counted_said(words, request, figure, cells ? NULL : sentence_value(request, figure, scope));
	if (figure_key(figure, "period") < 0 && figure_key(figure, "month") < 0)
		g_string_append_printf(words, ", %s", month);
	if (figure->definition->shape == SHAPE_DOTS)
		mark_said(words, request, figure, scope);
	if (kind && figure->definition->shape == SHAPE_DOTS)
		range_said(words, request, figure, kind, scope);
	else if (kind && figure->definition->shape != SHAPE_SHARES && !cells)
		g_string_append_printf(words, " \xc2\xb7 %s: %s", curve ? "band" : "lines", kind);
	if (figure->definition->shape == SHAPE_SURVIVAL && figure_group(figure, 1))
		g_string_append_printf(words, " \xc2\xb7 grey: %s", figure_group(figure, 1));
	return g_string_free(words, FALSE);
}

/* ---- statements ---- */

static void
per_day_said(GString *sentence, const struct report_request *request, const struct figure *figure, const struct value *value)
{
	double days = period_days(&request->period);
	enum additivity additivity = figure->definition->additivity;
	g_autofree char *rate = NULL;

	if (additivity != ADD_FLOW && additivity != ADD_FLOW_PLATFORM) /* people of a month are not so many a day */
		return;
	if (figure->definition->comparison != COMPARE_COUNTS || value->value < days)
		return;
	rate = number_text(value->value / days, value->value / days < 10 ? 1 : 0, request->project->language);
	g_string_append_printf(sentence, ", %s a day", rate);
}

static void
changes_said(GString *sentence, const struct report_request *request, const struct figure *figure, const char *scope)
{
	const char *language = request->project->language;
	struct period previous = report_previous(request), year = report_year_before(request);
	g_autofree char *against_previous =
	    words_change(sentence_change(figure, scope, AGAINST_PREVIOUS), figure->definition->unit, &previous, FALSE, language);
	g_autofree char *against_year = words_change(sentence_change(figure, scope, AGAINST_YEAR_BEFORE), figure->definition->unit, &year, TRUE, language);

	if (against_previous)
		g_string_append_printf(sentence, ": %s", against_previous);
	if (against_year)
		g_string_append_printf(sentence, "%s %s", against_previous ? ";" : ":", against_year);
}

static char *
statement_without_number(const struct figure *figure, const struct value *value)
{
	g_autofree char *label = words_capital(figure->definition->label);
	g_autofree char *state = value ? words_state(value, NULL) : g_strdup("nothing to report");

	return g_strdup_printf("%s: _%s_.", label, state);
}

char *
sentence_statement(const struct report_request *request, const struct figure *figure, const char *scope)
{
	const char *language = request->project->language;
	const struct value *value = sentence_value(request, figure, scope);
	GString *sentence;
	g_autofree char *words = NULL, *interval = NULL, *state = NULL, *phrase = NULL;

	if (!value || !value_has_number(value))
		return statement_without_number(figure, value);
	words = words_value(value, figure->definition->unit, language);
	interval = words_interval(value, figure->definition->unit, language);
	phrase = sentence_phrase(figure->definition, words);
	sentence = g_string_new(phrase);
	if (interval)
		g_string_append_printf(sentence, " ~%s~", interval);
	per_day_said(sentence, request, figure, value);
	changes_said(sentence, request, figure, scope);
	if (value->state != STATE_OK && (state = words_state(value, NULL)))
		g_string_append_printf(sentence, ", _%s_", state);
	g_string_append_c(sentence, '.');
	return g_string_free(sentence, FALSE);
}

/* ---- goals ---- */

static const struct goal *
goal_find(const struct report_request *request, const char *id)
{
	for (guint i = 0; i < request->project->goals->len; i++) {
		const struct goal *goal = g_ptr_array_index(request->project->goals, i);
		if (g_strcmp0(goal->id, id) == 0)
			return goal;
	}
	return NULL;
}

static const char *
key_word(const struct figure *figure, const struct figure_row *row, const char *name)
{
	int key = figure_key(figure, name);

	return key >= 0 ? row->keys[key].word : NULL;
}

static const struct value *
value_named(const struct figure *figure, const struct figure_row *row, const char *name)
{
	int column = figure_value(figure, name);

	return column >= 0 ? &row->values[column] : NULL;
}

static gboolean
goal_words_fill(const struct report_request *request, const struct figure *figure, const struct figure_row *row, struct goal_words *words)
{
	const struct goal *goal = goal_find(request, key_word(figure, row, "goal"));
	const struct figure *of = goal ? report_figure(request, goal->metric) : NULL;

	*words = (struct goal_words){ .row = row, .actual = value_named(figure, row, "actual"), .target = value_named(figure, row, "target"),
	                              .attainment = value_named(figure, row, "attainment"), .id = key_word(figure, row, "goal"),
	                              .label = key_word(figure, row, "label"), .verdict = key_word(figure, row, "verdict"),
	                              .unit = of ? of->definition->unit : UNIT_COUNT };
	if (!words->label)
		words->label = goal && goal->label ? goal->label : words->id;
	return words->actual && words->target && words->id;
}

GArray *
sentence_goals(const struct report_request *request, enum discipline discipline)
{
	const struct figure *figure = report_figure(request, discipline == DISCIPLINE_BROADCAST ? "b_goal_attainment" : "c_goal_attainment");
	GArray *goals = g_array_new(FALSE, TRUE, sizeof(struct goal_words));
	g_autofree char *period = period_id(&request->period);

	for (guint i = 0; figure && i < figure->rows->len; i++) {
		struct goal_words words;
		const char *of = key_word(figure, ROW_AT(figure, i), "period");
		if ((!of || strcmp(of, period) == 0) && goal_words_fill(request, figure, ROW_AT(figure, i), &words))
			g_array_append_val(goals, words);
	}
	return goals;
}

char *
sentence_goal(const struct goal_words *goal, const char *language)
{
	g_autofree char *target = words_value(goal->target, goal->unit, language);
	g_autofree char *range = words_range(goal->actual, goal->unit, language);
	g_autofree char *state = value_has_number(goal->actual) ? NULL : words_state(goal->actual, NULL);
	g_autofree char *attained = NULL;

	if (state)
		return g_strdup_printf("%s planned: _%s_.", target, state);
	if (goal->attainment && value_has_number(goal->attainment) && goal->unit != UNIT_SHARE)
		attained = g_strdup_printf(" (%.0f" NBSP "%%)", goal->attainment->value * 100);
	return g_strdup_printf("%s, %s planned%s: **%s**.%s%s%s", goal->label, target, attained ? attained : "",
	                       goal->verdict ? goal->verdict : "too close to call", range ? " ~95" NBSP "% range " : "", range ? range : "",
	                       range ? "~" : "");
}
