/* Two values of a figure become one word, or the reason why there is none. */
#include "metrics/compare.h"

#include <math.h>

#include "metrics/statistics/change.h"

#define FALSE_FINDINGS 0.10

static struct interval
interval_of_value(const struct value *value)
{
	if (!value_has_number(value))
		return (struct interval){ 0 };
	return value_has_interval(value) ? interval_of(value->value, value->lo, value->hi) : interval_value(value->value);
}

static enum silence
silence_of_state(const struct value *value)
{
	switch (value->state) {
	case STATE_OK: return SILENCE_NONE;
	case STATE_SMALL: return SILENCE_SMALL;
	case STATE_PARTIAL: return SILENCE_PARTIAL;
	case STATE_PROVISIONAL: return SILENCE_PROVISIONAL;
	case STATE_BREAK: return SILENCE_BREAK;
	default: return SILENCE_UNDEFINED;
	}
}

static struct comparison
comparison_of_counts(const struct value *before, const struct value *now, struct materiality material)
{
	double dispersion = isnan(now->dispersion) ? 1 : now->dispersion;

	if (isnan(before->events) || isnan(now->events) || isnan(before->exposure) || isnan(now->exposure))
		return (struct comparison){ .silence = SILENCE_UNDEFINED, .p = 1 };
	return change_rates(before->events, before->exposure, now->events, now->exposure, dispersion, material);
}

static struct comparison
comparison_of(const struct definition *definition, const struct value *before, const struct value *now, struct materiality material)
{
	struct comparison comparison = { .silence = SILENCE_NO_INTERVAL, .p = 1 };

	if (definition->comparison == COMPARE_COUNTS)
		comparison = comparison_of_counts(before, now, material);
	else if (definition->comparison == COMPARE_INTERVALS && definition->unit == UNIT_SHARE)
		comparison = change_shares(interval_of_value(before), interval_of_value(now), material);
	else if (definition->comparison == COMPARE_INTERVALS)
		comparison = change_values(interval_of_value(before), interval_of_value(now), material);
	comparison = change_silence(comparison, silence_of_state(now));
	return change_silence(comparison, silence_of_state(before));
}

static struct change
change_of(const char *scope, enum against against, const struct comparison *comparison)
{
	struct change change = { .scope = scope, .against = against, .word = (enum change_word)comparison->word,
	                         .relative = comparison->relative, .value = NAN, .lo = NAN, .hi = NAN, .p = NAN };

	if (comparison->word == COMPARISON_NONE) {
		change.reason = silence_words(comparison->silence);
		return change;
	}
	change.value = comparison->change.value;
	change.lo = comparison->change.low;
	change.hi = comparison->change.high;
	change.p = comparison->p;
	return change;
}

/* ---- what takes a word away beside the two states ---- */

/* Counting changed in a month between the two: the later one may be sound by itself, and yet they are not the same thing. */
static gboolean
is_broken_between(const struct figure *figure, const char *scope, const struct period *then)
{
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (g_strcmp0(row->keys[1].word, scope) == 0 && row->keys[0].number > then->first && row->keys[0].number <= figure->period.first &&
		    row->values[0].state == STATE_BREAK)
			return TRUE;
	}
	return FALSE;
}

/* Posts measured at ages that differ by half or more (§2.2); figures of such posts have a value column "age_days". */
static gboolean
ages_differ(const struct figure *figure, const char *scope, const struct period *then)
{
	int column = figure_value(figure, "age_days");
	const struct figure_row *now = figure_find(figure, &figure->period, scope), *before = figure_find(figure, then, scope);
	double age, age_before;

	if (column < 0 || !now || !before)
		return FALSE;
	age = now->values[column].value;
	age_before = before->values[column].value;
	return isnan(age) || isnan(age_before) || fabs(age - age_before) >= 0.5 * fmax(age, age_before);
}

static void
compare_scope(struct figure *figure, const struct metric *metric, const struct project *project, const char *scope)
{
	const struct value *now = figure_number(figure, &figure->period, scope);
	struct materiality material = { project->materiality, MATERIALITY.points };
	const struct period before[] = { [AGAINST_PREVIOUS] = period_step(figure->period, -1, project->zone),
	                                 [AGAINST_YEAR_BEFORE] = period_year_before(figure->period, project->zone) };

	for (enum against against = AGAINST_PREVIOUS; now && against <= AGAINST_YEAR_BEFORE; against++) {
		const struct value *then = figure_number(figure, &before[against], scope);
		if (!then || !value_has_number(now) || !value_has_number(then))
			continue;
		struct comparison comparison = comparison_of(&metric->definition, then, now, material);
		comparison = change_silence(comparison, is_broken_between(figure, scope, &before[against]) ? SILENCE_BREAK : SILENCE_NONE);
		comparison = change_silence(comparison, ages_differ(figure, scope, &before[against]) ? SILENCE_AGES : SILENCE_NONE);
		struct change change = change_of(figure_word(figure, scope), against, &comparison);
		g_array_append_val(figure->changes, change);
	}
}

void
compare_figure(struct figure *figure, const struct metric *metric, const struct project *project)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);

	if (metric->windows == WINDOWS_CURRENT || figure->key_columns->len > 2) /* rows that are parts of something have no headline */
		return;
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		const char *scope = row->keys[1].word;
		if (g_hash_table_add(done, (gpointer)scope))
			compare_scope(figure, metric, project, scope);
	}
}

/* ---- many looks ---- */

static gboolean
is_headline(const struct metric *metric, const struct change *change)
{
	return metric->headline && (metric->scopes == SCOPES_EACH || g_strcmp0(change->scope, SCOPE_ALL) == 0);
}

static GPtrArray *
family_of(GPtrArray *figures, enum discipline discipline, enum against against)
{
	GPtrArray *family = g_ptr_array_new();

	for (guint i = 0; i < figures->len; i++) {
		struct figure *figure = g_ptr_array_index(figures, i);
		for (guint j = 0; figure->definition->discipline == discipline && j < figure->changes->len; j++) {
			struct change *change = &g_array_index(figure->changes, struct change, j);
			if (change->against == against && change->word != CHANGE_UNSAID && is_headline(metrics[i], change))
				g_ptr_array_add(family, change);
		}
	}
	return family;
}

static void
family_adjust(GPtrArray *family)
{
	g_autofree struct comparison *tests = g_new0(struct comparison, family->len + 1);

	for (guint i = 0; i < family->len; i++) {
		const struct change *change = g_ptr_array_index(family, i);
		tests[i].word = (enum comparison_word)change->word;
		tests[i].p = change->p;
	}
	change_adjust(tests, family->len, FALSE_FINDINGS);
	for (guint i = 0; i < family->len; i++) {
		struct change *change = g_ptr_array_index(family, i);
		change->word = (enum change_word)tests[i].word;
		if (tests[i].outvoted)
			change->reason = "among so many comparisons, chance alone would show one like it";
	}
}

void
compare_adjust(GPtrArray *figures)
{
	for (enum discipline discipline = DISCIPLINE_BROADCAST; discipline <= DISCIPLINE_COMMUNITY; discipline++)
		for (enum against against = AGAINST_PREVIOUS; against <= AGAINST_YEAR_BEFORE; against++) {
			g_autoptr(GPtrArray) family = family_of(figures, discipline, against);
			family_adjust(family);
		}
}
