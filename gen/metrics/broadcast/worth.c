/* What the outcomes of leads are worth, by the organisation's own table (METRICS B39). Without a table with versions there is no number:
 * nobody else can say what a lead is worth. */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/steps.h"
#include "metrics/broadcast/touch.h"
#include "metrics/statistics/resample.h"

/* ---- the table ---- */

/* Versions that are dates ("2026", "2026-10") hold from then on; others always. */
static gboolean
version_holds(const char *version, const char *period)
{
	return version && (!g_ascii_isdigit(*version) || strncmp(version, period, strlen(version)) <= 0);
}

/* The newest version that holds in the period; NULL. */
static const char *
version_of(const struct records *records, const struct period *period)
{
	g_autofree char *id = period_id(period);
	const char *newest = NULL;

	for (guint i = 0; i < RECORD_COUNT_OF(records, worth); i++) {
		const char *version = records_atom(records, RECORD_AT(records, worth, i)->version);
		if (version_holds(version, id) && g_strcmp0(version, newest) > 0)
			newest = version;
	}
	return newest;
}

struct outcome {
	const char *name;
	atom stage;
	double worth;
	guint times;
};

struct prices {
	const char *version, *currency;
	GArray *outcomes; /* struct outcome, by name */
	gboolean mixed;   /* several currencies */
};

static int
compare_outcomes(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct outcome *)a)->name, ((const struct outcome *)b)->name);
}

static void
price_add(struct prices *prices, const struct inquiry *inquiry, const struct worth *row)
{
	const char *currency = row->currency ? records_atom(inquiry->records, row->currency) : inquiry->project->currency;
	struct outcome outcome = { records_atom(inquiry->records, row->outcome), row->outcome, row->value, 0 };

	if (!outcome.name || isnan(row->value))
		return;
	prices->mixed |= prices->outcomes->len && g_strcmp0(currency, prices->currency) != 0;
	prices->currency = currency;
	g_array_append_val(prices->outcomes, outcome);
}

static struct prices
prices_of(const struct inquiry *inquiry, const struct period *period)
{
	const struct records *records = inquiry->records;
	struct prices prices = { .version = version_of(records, period), .outcomes = g_array_new(FALSE, FALSE, sizeof(struct outcome)) };

	for (guint i = 0; prices.version && i < RECORD_COUNT_OF(records, worth); i++) {
		const struct worth *row = RECORD_AT(records, worth, i);
		if (g_strcmp0(records_atom(records, row->version), prices.version) == 0)
			price_add(&prices, inquiry, row);
	}
	g_array_sort(prices.outcomes, compare_outcomes);
	return prices;
}

/* ---- what became of leads ---- */

/* Each outcome of a lead counts once, in the month it came. "lead" is the lead itself. */
static gint64
outcome_at(const struct steps *steps, const struct prospect *prospect, const struct outcome *outcome)
{
	if (strcmp(outcome->name, "lead") == 0)
		return prospect->at;
	return strcmp(outcome->name, "won") == 0 ? steps_entered(steps, prospect->lead, STEP_WON)
	                                         : steps_entered_stage(steps, prospect->lead, outcome->stage);
}

/* Values of the leads that had an outcome in the period, in order of time. */
static GArray *
values_of(const struct inquiry *inquiry, const struct prices *prices)
{
	const struct period so_far = { .start = G_MININT64, .end = inquiry->period.end };
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &so_far);
	AUTO(steps) steps = steps_new(inquiry->publishing);
	GArray *values = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		guint had = 0;
		double value = 0;
		for (guint j = 0; origin_is_ours(prospect->origin) && j < prices->outcomes->len; j++) {
			struct outcome *outcome = &g_array_index(prices->outcomes, struct outcome, j);
			gint64 at = outcome_at(steps, prospect, outcome);
			if (at == NO_TIME || !period_holds(&inquiry->period, at))
				continue;
			had++;
			outcome->times++;
			value += outcome->worth;
		}
		if (had)
			g_array_append_val(values, value);
	}
	return values;
}

/* ---- measuring ---- */

static struct value
prices_absent(const struct inquiry *inquiry, const struct prices *prices)
{
	if (!RECORD_COUNT_OF(inquiry->records, worth))
		return value_none(STATE_NO_DATA, "what an outcome is worth is not told: tables/values.csv");
	if (!publishing_has_leads(inquiry->publishing, &inquiry->period))
		return value_none(STATE_NO_DATA, "no leads are recorded");
	if (!prices->version)
		return value_none(STATE_NO_DATA, "no version of tables/values.csv holds in this month");
	return prices->mixed ? value_none(STATE_UNDEFINED, "worth in several currencies") : value_none(STATE_OK, NULL);
}

static void
prices_note(const struct inquiry *inquiry, struct figure *figure, const struct prices *prices)
{
	g_autoptr(GString) words = g_string_new(NULL);

	for (guint i = 0; i < prices->outcomes->len; i++) {
		const struct outcome *outcome = &g_array_index(prices->outcomes, struct outcome, i);
		g_string_append_printf(words, "%s%u \xc3\x97 %s at %.2f", i ? ", " : "", outcome->times, outcome->name, outcome->worth);
	}
	if (inquiry->current && words->len)
		figure_note(figure, "Values of version %s%s%s: %s", prices->version, prices->currency ? ", in " : "", prices->currency ? prices->currency : "", words->str);
}

/* Another version than in the month before: the same leads are worth something else. */
static gboolean
version_changed(const struct inquiry *inquiry, const struct prices *prices)
{
	struct period before = period_step(inquiry->period, -1, inquiry->project->zone);
	const char *version = version_of(inquiry->records, &before);

	return version && g_strcmp0(version, prices->version) != 0;
}

static struct value
total_of(const struct inquiry *inquiry, const GArray *values)
{
	struct random random = answer_random(inquiry);
	struct interval total = bootstrap_total((const double *)(gpointer)values->data, values->len, &random);

	return answer_interval(total, values->len, NULL);
}

static void
economic_value(const struct inquiry *inquiry, struct figure *figure)
{
	struct prices prices = prices_of(inquiry, &inquiry->period);
	struct value value = prices_absent(inquiry, &prices);

	if (value.state == STATE_OK) {
		g_autoptr(GArray) values = values_of(inquiry, &prices);
		value = total_of(inquiry, values);
		if (version_changed(inquiry, &prices))
			value_raise(&value, STATE_BREAK, NULL);
		prices_note(inquiry, figure, &prices);
	}
	inquiry_row(inquiry, figure)->values[0] = value;
	g_array_unref(prices.outcomes);
}

static const char *const reads[] = { "lead", "lead_stage", "worth", NULL };

const struct metric metric_economic_value = {
	.definition = {
		.name = "b_economic_value", .card = "B39", .discipline = DISCIPLINE_BROADCAST, .label = "Worth of what leads brought",
		.question = "What is it worth, by our own table?",
		.formula = "The sum of what the month's outcomes of leads from what we published are worth: each lead, and each stage a lead entered in the month, "
		           "at its value in tables/values.csv, in the newest version that holds. An outcome not in the table is worth nothing here.",
		.noun = "worth", .phrase = "What leads brought is worth {value} by our own table", .unit = UNIT_MONEY, .additivity = ADD_FLOW,
		.shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS, .version = 1,
		.source = "METRICS B39; Kaushik 2011, economic value; Poisson bootstrap over leads (Hanley & MacGibbon 2006)",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reach = span_of_stages, .reads = reads, .measure = economic_value,
};
