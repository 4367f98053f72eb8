/* What was unusual: weeks, changes, experiments, words; or that nothing was. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "metrics/metric.h"
#include "metrics/statistics/multiple.h"
#include "metrics/statistics/pulse.h"
#include "reports/findings_parts.h"
#include "reports/sentences.h"
#include "reports/words.h"

#define NBSP "\xc2\xa0"
#define EN_DASH "\xe2\x80\x93"
#define FALSE_FINDINGS 0.10
#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

/* ---- weeks ---- */

struct week {
	const struct figure *figure;
	const struct figure_row *row;
	double residual; /* in prediction errors */
	double p;
};

static gboolean
week_ends_now(const struct gathering *gathering, const struct figure_row *row)
{
	gint32 sunday = (gint32)row->keys[0].number + 6;

	return sunday >= gathering->request->period.first && sunday < gathering->request->period.past;
}

static void
weeks_of_figure(const struct gathering *gathering, const struct figure *figure, GArray *weeks)
{
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = ROW_AT(figure, i);
		const struct value *expected = value_named(figure, row, "expected"), *low = value_named(figure, row, "low"),
		                   *high = value_named(figure, row, "high");
		if (!expected || !low || !high || row->values[0].state != STATE_OK || !week_ends_now(gathering, row))
			continue;
		struct interval residual = pulse_residual(interval_of(expected->value, low->value, high->value), row->values[0].value);
		struct week week = { figure, row, fabs(residual.value), normal_two_sided(residual.value) };
		if (residual.defined)
			g_array_append_val(weeks, week);
	}
}

/* "Members’ messages a week", "People who mention us, by week": what is counted, for a sentence that names the week. Caller frees. */
static char *
week_label(const struct week *week)
{
	static const char *const ends[] = { " a week", ", by week" };
	char *label = words_capital(week->figure->definition->label);

	for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(label, ends[i]))
			label[strlen(label) - strlen(ends[i])] = '\0';
	return label;
}

/* "People who mention us: **24** in the week of 19 October, above the 6–20 expected from the eight weeks before; coincides with …" */
static char *
week_sentence(const struct gathering *gathering, const struct week *week)
{
	const char *with = word_named(week->figure, week->row, "with");
	double low = value_named(week->figure, week->row, "low")->value, high = value_named(week->figure, week->row, "high")->value;
	g_autofree char *label = week_label(week), *count = count_words(gathering, week->row->values[0].value);
	g_autofree char *from = count_words(gathering, ceil(low)), *to = count_words(gathering, floor(high));
	g_autofree char *day = words_day((gint32)week->row->keys[0].number, gathering->request->project->language);
	GString *sentence = g_string_new(NULL);

	g_string_append_printf(sentence, "%s: **%s** in the week of %s, %s the %s" EN_DASH "%s expected", label, count, day,
	                       week->row->values[0].value > high ? "above" : "below", from, to);
	clause_add(sentence, g_strdup(" from the eight weeks before"));
	if (with)
		clause_add(sentence, g_strdup_printf("; coincides with: %s", with));
	return sentence_end(sentence);
}

static char *
week_headline(const struct gathering *gathering, const struct week *week)
{
	g_autofree char *label = week_label(week);
	g_autofree char *day = words_day((gint32)week->row->keys[0].number, gathering->request->project->language);

	return g_strdup_printf("%s: unusual week of %s.", label, day);
}

/* Of a figure's weeks that stand, the furthest off. */
static void
weeks_say(struct gathering *gathering, const GArray *weeks, const gboolean *stands)
{
	for (guint i = 0; i < weeks->len; i++) {
		const struct week *week = &g_array_index(weeks, struct week, i);
		gboolean first = stands[i] && week->residual > Z95;
		for (guint j = 0; j < weeks->len && first; j++) {
			const struct week *other = &g_array_index(weeks, struct week, j);
			if (other->figure == week->figure && stands[j] && (other->residual > week->residual || (other->residual == week->residual && j < i)))
				first = FALSE;
		}
		if (first)
			finding_add(gathering, FINDING_WEEK, week->residual, week_sentence(gathering, week), week_headline(gathering, week));
	}
}

static void
weeks_gather(struct gathering *gathering)
{
	g_autoptr(GArray) weeks = g_array_new(FALSE, FALSE, sizeof(struct week));
	GPtrArray *figures = gathering->request->figures;

	for (guint i = 0; i < figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(figures, i);
		if (figure->definition->discipline == gathering->discipline && figure->definition->shape == SHAPE_PULSE)
			weeks_of_figure(gathering, figure, weeks);
	}
	g_autofree double *p = g_new(double, weeks->len + 1);
	g_autofree gboolean *stands = g_new0(gboolean, weeks->len + 1);
	for (guint i = 0; i < weeks->len; i++)
		p[i] = g_array_index(weeks, struct week, i).p;
	benjamini_hochberg(p, weeks->len, FALSE_FINDINGS, stands);
	gathering->weeks = weeks->len;
	weeks_say(gathering, weeks, stands);
}

/* ---- changes ---- */

static gboolean
change_moved(const struct change *change)
{
	return change->word == CHANGE_UP || change->word == CHANGE_DOWN;
}

/* Only what the registry has tested together with the others; over all accounts, or where nothing is added over them, each. */
static gboolean
change_is_headline(const struct figure *figure, const struct change *change)
{
	const struct metric *metric = metric_find(figure->definition->name);

	return metric && metric->headline && change->word != CHANGE_UNSAID &&
	       (metric->scopes == SCOPES_EACH || g_strcmp0(change->scope, SCOPE_ALL) == 0);
}

static double
change_strength(const struct change *change)
{
	return isnan(change->p) ? -1 : -change->p;
}

static gboolean
change_is_better(const struct change *change, const struct change *best)
{
	if (!best || change->against != best->against)
		return !best || change->against < best->against;
	return change_strength(change) > change_strength(best);
}

static const struct change *
change_of(struct gathering *gathering, const struct figure *figure)
{
	const struct change *best = NULL;

	for (guint i = 0; i < figure->changes->len; i++) {
		const struct change *change = &g_array_index(figure->changes, struct change, i);
		if (!change_is_headline(figure, change))
			continue;
		gathering->changes++;
		if (change_moved(change) && change_is_better(change, best))
			best = change;
	}
	return best;
}

static struct period
change_earlier(const struct gathering *gathering, const struct change *change)
{
	return change->against == AGAINST_PREVIOUS ? report_previous(gathering->request) : report_year_before(gathering->request);
}

/* "65 % of replies were between members (62–69, n = 1,073): up versus September (+7 to +17 points); …" */
static char *
change_sentence(const struct gathering *gathering, const struct figure *figure, const struct change *change)
{
	const char *language = gathering->request->project->language, *scope = change->scope;
	const struct value *value = figure_number(figure, &gathering->request->period, scope);
	struct period earlier = change_earlier(gathering, change), year = report_year_before(gathering->request);
	const struct change *other = change->against == AGAINST_PREVIOUS ? figure_change(figure, scope, AGAINST_YEAR_BEFORE) : NULL;
	g_autofree char *words = words_value(value, figure->definition->unit, language);
	g_autofree char *said = words_change(change, figure->definition->unit, &earlier, change->against == AGAINST_YEAR_BEFORE, language);
	g_autofree char *also = words_change(other, figure->definition->unit, &year, TRUE, language);
	GString *sentence = g_string_new(NULL);

	if (g_strcmp0(scope, SCOPE_ALL) != 0)
		g_string_append_printf(sentence, "%s: ", report_scope_label(gathering->request, figure, scope));
	g_autofree char *phrase = sentence_phrase(figure->definition, words);
	g_string_append(sentence, phrase);
	basis_add(gathering, sentence, value, figure->definition->unit);
	g_string_append_printf(sentence, ": %s", said);
	if (also)
		clause_add(sentence, g_strdup_printf("; %s", also));
	return sentence_end(sentence);
}

static char *
change_headline(const struct gathering *gathering, const struct figure *figure, const struct change *change)
{
	const char *language = gathering->request->project->language;
	struct period earlier = change_earlier(gathering, change);
	g_autofree char *label = words_capital(figure->definition->label);
	g_autofree char *name = change->against == AGAINST_PREVIOUS ? words_month(&earlier, language) : words_period(&earlier, language);
	gboolean all = g_strcmp0(change->scope, SCOPE_ALL) == 0;

	return g_strdup_printf("%s%s%s %s on %s.", label, all ? "" : ", ", all ? "" : report_scope_label(gathering->request, figure, change->scope),
	                       change->word == CHANGE_UP ? "up" : "down", name);
}

static void
changes_gather(struct gathering *gathering)
{
	GPtrArray *figures = gathering->request->figures;

	for (guint i = 0; i < figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(figures, i);
		const struct change *change = figure->definition->discipline == gathering->discipline ? change_of(gathering, figure) : NULL;
		const struct value *value = change ? figure_number(figure, &gathering->request->period, change->scope) : NULL;
		if (value && value->state == STATE_OK)
			finding_add(gathering, FINDING_CHANGE, change_strength(change), change_sentence(gathering, figure, change),
			            change_headline(gathering, figure, change));
	}
}

/* ---- experiments ---- */

/* The verdict took Holm's correction and the planned number into account; comparisons of posts have no range, and no place here. */
static gboolean
trial_is_clear(const struct figure *figure, const struct figure_row *row)
{
	const struct value *lift = &row->values[0];
	const char *verdict = word_named(figure, row, "verdict");

	return verdict && lift->state == STATE_OK && value_has_interval(lift) && (lift->lo > 0 || lift->hi < 0) &&
	       (strcmp(verdict, "did better") == 0 || strcmp(verdict, "did worse") == 0);
}

static void
trial_say(struct gathering *gathering, const struct figure *figure, const struct figure_row *row)
{
	const char *language = gathering->request->project->language, *verdict = word_named(figure, row, "verdict");
	const struct value *lift = &row->values[0];
	int decimals = number_decimals(lift->lo * 100, lift->hi * 100);
	g_autofree char *points = number_text(fabs(lift->value) * 100, decimals, language), *n = count_words(gathering, (double)lift->n);
	g_autofree char *low = number_text(fmin(fabs(lift->lo), fabs(lift->hi)) * 100, decimals, language);
	g_autofree char *high = number_text(fmax(fabs(lift->lo), fabs(lift->hi)) * 100, decimals, language);
	g_autofree char *version = text_excerpt(word_named(figure, row, "version"), 60);
	GString *sentence = g_string_new(NULL);

	g_string_append_printf(sentence, "%s: %s by **%s" NBSP "points** ~(%s" NBSP "to" NBSP "%s)~, n" NBSP "=" NBSP "%s", version, verdict, points, low, high, n);
	finding_add(gathering, FINDING_EXPERIMENT, 0, sentence_end(sentence), g_strdup_printf("%s: %s.", version, verdict));
}

static void
trials_gather(struct gathering *gathering)
{
	const struct figure *figure = gathering->discipline == DISCIPLINE_BROADCAST ? report_figure(gathering->request, "b_experiment_lift") : NULL;

	for (guint i = 0; figure && i < figure->rows->len; i++)
		if (row_is_now(gathering, figure, ROW_AT(figure, i)) && trial_is_clear(figure, ROW_AT(figure, i)))
			trial_say(gathering, figure, ROW_AT(figure, i));
}

/* ---- words ---- */

static void
term_say(struct gathering *gathering, const struct figure *figure, const struct figure_row *row)
{
	const struct value *now = value_named(figure, row, "authors"), *before = value_named(figure, row, "authors_before");
	const char *onset = word_named(figure, row, "onset"), *language = gathering->request->project->language;
	struct period previous = report_previous(gathering->request);
	gint32 monday = NO_DAY;
	gint64 unused;

	if (!now || !before)
		return;
	g_autofree char *month = words_month(&previous, language), *count = count_words(gathering, now->value), *then = count_words(gathering, before->value);
	GString *sentence = g_string_new(NULL);
	g_string_append_printf(sentence, "“%s” was said by **%s** %s, by %s in %s", word_named(figure, row, "term"), count, figure->definition->noun,
	                       before->value > 0 ? then : "none", month);
	if (onset && moment_parse(onset, "%Y-%m-%d", NULL, 0, &monday, &unused)) {
		g_autofree char *day = words_day(monday, language);
		clause_add(sentence, g_strdup_printf(", more than usual from the week of %s", day));
	}
	clause_add(sentence, g_strdup(" ~(false discovery rate 10" NBSP "%)~"));
	finding_add(gathering, FINDING_WORD, 0, sentence_end(sentence), NULL); /* fewer people stand behind it than a newsletter's headline wants */
}

static void
terms_gather(struct gathering *gathering)
{
	GPtrArray *figures = gathering->request->figures;

	for (guint i = 0; i < figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(figures, i);
		if (figure->definition->discipline == gathering->discipline && figure->definition->shape == SHAPE_TERMS && figure->rows->len &&
		    value_has_number(&ROW_AT(figure, 0)->values[0]))
			term_say(gathering, figure, ROW_AT(figure, 0));
	}
}

/* ---- nothing unusual ---- */

static void
quiet_say(struct gathering *gathering)
{
	GString *sentence = g_string_new(NULL);
	gboolean compared = gathering->weeks || gathering->changes;

	if (gathering->weeks == 1)
		g_string_append(sentence, "the **one** week lay inside its expected range or hardly outside");
	else if (gathering->weeks)
		g_string_append_printf(sentence, "none of **%u** weeks lay clearly outside its expected range", gathering->weeks);
	if (gathering->weeks && gathering->changes)
		g_string_append(sentence, ", and ");
	if (gathering->changes == 1)
		g_string_append(sentence, "the **one** comparison shows no clear change");
	else if (gathering->changes)
		g_string_append_printf(sentence, "none of **%u** comparisons shows a clear change", gathering->changes);
	g_string_prepend(sentence, compared ? "Nothing unusual: " : "Nothing to compare yet");
	finding_add(gathering, FINDING_QUIET, 0, sentence_end(sentence), g_strdup(compared ? "Nothing unusual." : "Nothing to compare yet."));
}

void
unusual_gather(struct gathering *gathering)
{
	guint before = gathering->findings->len;

	weeks_gather(gathering);
	changes_gather(gathering);
	trials_gather(gathering);
	terms_gather(gathering);
	if (gathering->findings->len == before)
		quiet_say(gathering);
}
