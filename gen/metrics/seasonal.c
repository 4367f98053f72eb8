/* From a figure's months to one sentence on their trend. */
#include "metrics/seasonal.h"

#include <math.h>

#include "base/number.h"
#include "base/random.h"
#include "metrics/statistics/change.h"
#include "metrics/statistics/season.h"

#define YEARS_NEEDED 2

/* A month that stands for itself: neither part of one nor counted another way than those before. */
static gboolean
is_whole(const struct value *value)
{
	return value->state == STATE_OK || value->state == STATE_SMALL;
}

/* The values of a scope up to the reported month, as far back as they are whole and without a gap. Caller unrefs (double). */
static GArray *
months_of(const struct figure *figure, const char *scope, GTimeZone *zone)
{
	GArray *months = g_array_new(FALSE, FALSE, sizeof(double));

	for (struct period period = figure->period;; period = period_step(period, -1, zone)) {
		const struct value *value = figure_number(figure, &period, scope);
		if (!value || !is_whole(value))
			return months;
		g_array_prepend_val(months, value->value);
	}
}

/* How far the trend moved in the last month; relative for amounts, in points for shares. */
static struct interval
trend_change(const struct season *season, gboolean is_share, struct random *random)
{
	struct interval change = season_change(season, season->n - 2, season->n - 1, random);
	double before = season->trend[season->n - 2];

	if (is_share)
		return change;
	if (!change.defined || before <= 0)
		return (struct interval){ 0 };
	return interval_of(change.value / before, change.low / before, change.high / before);
}

static enum comparison_word
word_of_trend(const struct interval *change, double material)
{
	if (change->low <= 0 && change->high >= 0)
		return COMPARISON_UNCLEAR;
	if (fabs(change->value) < material)
		return COMPARISON_SAME;
	return change->value > 0 ? COMPARISON_UP : COMPARISON_DOWN;
}

static char *
signed_text(double hundredth, const char *language)
{
	g_autofree char *text = number_text(100 * hundredth, 1, language);

	return g_strconcat(hundredth > 0 ? "+" : "", text, NULL);
}

static void
trend_noted(struct figure *figure, const struct account *account, const struct interval *change, enum comparison_word word, guint months, const char *language)
{
	static const char *const words[] = { "", "up", "down", "about the same", "not clearly different" };
	g_autofree char *low = signed_text(change->low, language), *high = signed_text(change->high, language);

	figure_note(figure, "%s%sSeasonally adjusted (STL over %u months), the trend is %s against the month before: %s to %s\xc2\xa0%s.",
	            account ? account->label : "", account ? ": " : "", months, words[word], low, high,
	            figure->definition->unit == UNIT_SHARE ? "points" : "%");
}

static void
scope_noted(struct figure *figure, const struct project *project, const char *scope)
{
	g_autoptr(GArray) months = months_of(figure, scope, project->zone);
	gboolean is_share = figure->definition->unit == UNIT_SHARE;
	g_autofree char *id = period_id(&figure->period);
	struct random random = random_seeded("seasonal trend", figure->definition->name, id);

	if (months->len < YEARS_NEEDED * SEASON_YEAR)
		return;
	AUTO(season) season = season_new((const double *)(gpointer)months->data, months->len, SEASON_YEAR);
	if (!season)
		return;
	struct interval change = trend_change(season, is_share, &random);
	if (change.defined && change.bounded)
		trend_noted(figure, project_account(project, scope), &change, word_of_trend(&change, is_share ? MATERIALITY.points : project->materiality),
		            months->len, project->language);
}

void
seasonal_note(struct figure *figure, const struct metric *metric, const struct project *project)
{
	if (metric->windows != WINDOWS_SERIES || metric->definition.comparison == COMPARE_NONE || figure->key_columns->len > 2)
		return;
	if (metric->scopes != SCOPES_EACH)
		scope_noted(figure, project, SCOPE_ALL);
	for (guint i = 0; metric->scopes == SCOPES_EACH && i < project->accounts->len; i++)
		scope_noted(figure, project, ((const struct account *)g_ptr_array_index(project->accounts, i))->id);
}
