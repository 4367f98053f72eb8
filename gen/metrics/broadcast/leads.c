/* What broadcasts bring: leads by their one attributed touch, and their way on (METRICS B11, B12, B25, B45). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/touch.h"
#include "metrics/statistics/survival.h"

#define STAGE_DAYS 90 /* B25: reached within */
#define KEPT_LEAST 5  /* leads a share of them needs */

/* ---- B11 ---- */

static gboolean
has_leads(const struct inquiry *inquiry)
{
	return inquiry->publishing->n_prospects > 0 && inquiry->publishing->prospects[0].at < inquiry->period.end;
}

static guint
leads_of_period(const struct publishing *publishing, const struct period *period)
{
	g_autoptr(GPtrArray) leads = publishing_leads(publishing, period);
	guint n = 0;

	for (guint i = 0; i < leads->len; i++)
		n += origin_is_ours(((const struct prospect *)g_ptr_array_index(leads, i))->origin);
	return n;
}

static double
leads_dispersion(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	gint64 end = inquiry->data_end == NO_TIME ? inquiry->period.end : MIN(inquiry->period.end, inquiry->data_end);
	gint32 monday = weeks_begin(publishing, end);
	double weeks[WEEKS_MOST];

	for (gint32 i = 0; i < WEEKS_MOST; i++) {
		struct period week = { .start = instant_of_day(monday + 7 * i, publishing->project->zone),
		                       .end = instant_of_day(monday + 7 * i + 7, publishing->project->zone) };
		weeks[i] = week.start < publishing->prospects[0].at ? NAN : leads_of_period(publishing, &week);
	}
	return weeks_dispersion(weeks);
}

static struct value
leads_generated(const struct inquiry *inquiry)
{
	struct value value;
	guint n;

	if (!has_leads(inquiry))
		return value_none(STATE_NO_DATA, "no leads are recorded");
	n = leads_of_period(inquiry->publishing, &inquiry->period);
	value = answer_interval(count_byar(n), n, NULL);
	value.events = n;
	value.exposure = period_days(&inquiry->period);
	value.dispersion = leads_dispersion(inquiry);
	return value;
}

/* ---- by source ---- */

struct lead_source {
	const char *name;
	guint leads;
	guint rank; /* ours first, then elsewhere, then unknown */
};

static guint
rank_of(enum origin origin)
{
	return origin_is_ours(origin) ? 0 : origin == ORIGIN_ELSEWHERE ? 1 : 2;
}

static void
source_add(GArray *sources, const struct prospect *prospect)
{
	struct lead_source fresh = { prospect->source, 1, rank_of(prospect->origin) };

	for (guint i = 0; i < sources->len; i++) {
		struct lead_source *source = &g_array_index(sources, struct lead_source, i);
		if (strcmp(source->name, prospect->source) == 0) {
			source->leads++;
			return;
		}
	}
	g_array_append_val(sources, fresh);
}

static int
compare_sources(gconstpointer a, gconstpointer b)
{
	const struct lead_source *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->leads != y->leads)
		return x->leads > y->leads ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
leads_by_source(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);
	g_autoptr(GArray) sources = g_array_new(FALSE, TRUE, sizeof(struct lead_source));

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		if (prospect->origin != ORIGIN_COMMUNITY) /* theirs: C43 */
			source_add(sources, prospect);
	}
	g_array_sort(sources, compare_sources);
	for (guint i = 0; i < sources->len; i++) {
		const struct lead_source *source = &g_array_index(sources, struct lead_source, i);
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, source->name);
		figure_set_word(figure, row, 3, source->rank == 0 ? "yes" : "no");
		row->values[0] = answer_interval(count_byar(source->leads), source->leads, NULL);
	}
}

/* ---- what platforms claim: beside, never added ---- */

static double
claimed_by(const struct publishing *publishing, guint scope, const struct period *period)
{
	double claimed = NAN;

	for (guint i = 0; i < RECORD_COUNT_OF(publishing->records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(publishing->records, ad_row, i);
		if (row->span_start < period->first || row->span_end >= period->past || isnan(row->claimed_conversions) ||
		    scope_map_of(publishing->scopes, row->platform, row->account, 0) != scope)
			continue;
		claimed = isnan(claimed) ? row->claimed_conversions : claimed + row->claimed_conversions;
	}
	return claimed;
}

static struct value
leads_claimed(const struct inquiry *inquiry)
{
	double claimed = claimed_by(inquiry->publishing, (guint)inquiry_scope(inquiry), &inquiry->period);

	return isnan(claimed) ? value_none(STATE_NO_DATA, NULL) : value_estimate(claimed, NAN, NAN, NO_COUNT);
}

/* ---- B12 ---- */

static struct value
visit_to_lead(const struct inquiry *inquiry)
{
	struct value visits = inquiry_value(inquiry, "b_site_visits", NULL), leads = inquiry_value(inquiry, "b_leads_generated", NULL);
	struct value value;

	if (!value_has_number(&visits) || !value_has_number(&leads))
		return value_none(STATE_NO_DATA, NULL);
	if (leads.n > visits.n)
		return value_none(STATE_UNDEFINED, "there were more leads than tracked visits");
	value = answer_share(leads.n, visits.n, "nobody came from what we published");
	value.events = (double)leads.n;
	value.exposure = (double)visits.n;
	value_raise(&value, MAX(visits.state, leads.state), visits.state > leads.state ? visits.reason : leads.reason);
	return value;
}

/* ---- B25 the way of leads ---- */

static gint64
entered_at(const struct publishing *publishing, const struct lead_stage *stage)
{
	if (stage->entered_at != NO_TIME || stage->entered_day == NO_DAY)
		return stage->entered_at;
	return instant_of_day(stage->entered_day, publishing->project->zone);
}

/* Stages by lead: index of lead_stage rows + 1, chained. */
struct stage_rows {
	GHashTable *first; /* lead atom → row + 1 */
	guint *next;
};

static struct stage_rows
stage_rows_of(const struct records *records)
{
	guint n = RECORD_COUNT_OF(records, lead_stage);
	struct stage_rows rows = { g_hash_table_new(g_direct_hash, g_direct_equal), g_new0(guint, n + 1) };

	for (guint i = 0; i < n; i++) {
		gpointer lead = GUINT_TO_POINTER(RECORD_AT(records, lead_stage, i)->lead_id);
		rows.next[i] = GPOINTER_TO_UINT(g_hash_table_lookup(rows.first, lead));
		g_hash_table_insert(rows.first, lead, GUINT_TO_POINTER(i + 1));
	}
	return rows;
}

static void
stage_rows_clear(struct stage_rows *rows)
{
	g_hash_table_unref(rows->first);
	g_free(rows->next);
}

/* The stages we speak of, by the names that tools give them. */
enum lead_step { STEP_HANDED, STEP_WON, STEP_COUNT };

static gboolean
stage_is(const struct records *records, const struct lead_stage *row, enum lead_step step)
{
	static const char *const names[STEP_COUNT][4] = {
		[STEP_HANDED] = { "handed_to_sales", "salesqualifiedlead", "opportunity" }, [STEP_WON] = { "customer", "won" },
	};
	const char *stage = records_atom(records, row->stage);

	for (guint i = 0; names[step][i]; i++)
		if (g_strcmp0(stage, names[step][i]) == 0)
			return TRUE;
	return step == STEP_WON && row->outcome == OUTCOME_WON;
}

/* When the lead first got there; NO_TIME. Coming again counts once. */
static gint64
step_entered(const struct publishing *publishing, const struct stage_rows *rows, const struct lead *lead, enum lead_step step)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(rows->first, GUINT_TO_POINTER(lead->lead_id)));
	gint64 first = NO_TIME;

	for (; at; at = rows->next[at - 1]) {
		const struct lead_stage *row = RECORD_AT(publishing->records, lead_stage, at - 1);
		gint64 entered = stage_is(publishing->records, row, step) ? entered_at(publishing, row) : NO_TIME;
		if (entered != NO_TIME && (first == NO_TIME || entered < first))
			first = entered;
	}
	return first;
}

static gint64
stages_end(const struct inquiry *inquiry)
{
	return inquiry->follow_until == NO_TIME ? inquiry->period.end : inquiry->follow_until;
}

/* Has it got that far, in time and before the data end? A stage passed over counts as reached. */
static gboolean
reached(const struct inquiry *inquiry, const struct stage_rows *rows, const struct prospect *prospect, enum lead_step step)
{
	gint64 limit = MIN(stages_end(inquiry), prospect->at + (gint64)STAGE_DAYS * 86400);

	for (; step < STEP_COUNT; step++) {
		gint64 at = step_entered(inquiry->publishing, rows, prospect->lead, step);
		if (at != NO_TIME && at <= limit)
			return TRUE;
	}
	return FALSE;
}

/* Leads with complete follow-up: of the 90 days that end 90 days before the data do. */
static struct period
cohort_of(const struct inquiry *inquiry)
{
	GTimeZone *zone = inquiry->project->zone;
	gint32 past = day_of_instant(stages_end(inquiry), zone) - STAGE_DAYS;

	return (struct period){ .first = past - STAGE_DAYS, .past = past, .start = instant_of_day(past - STAGE_DAYS, zone),
	                        .end = instant_of_day(past, zone) };
}

static void
stage_row(const struct inquiry *inquiry, struct figure *figure, const char *label, guint count, guint before)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, label);
	row->values[0] = value_count(count);
	row->values[1] = answer_share(count, before, before ? NULL : "there was no stage before");
	if (before > 0 && before < KEPT_LEAST)
		value_raise(&row->values[1], STATE_TOO_FEW, NULL);
}

static void
lead_stages(const struct inquiry *inquiry, struct figure *figure)
{
	struct period cohort = cohort_of(inquiry);
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &cohort);
	struct stage_rows rows = stage_rows_of(inquiry->records);
	guint counts[3] = { 0 };
	g_autofree char *from = day_iso(cohort.first), *to = day_iso(cohort.past - 1);

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		if (!origin_is_ours(prospect->origin))
			continue;
		counts[0]++;
		counts[1] += reached(inquiry, &rows, prospect, STEP_HANDED);
		counts[2] += reached(inquiry, &rows, prospect, STEP_WON);
	}
	stage_rows_clear(&rows);
	if (!counts[0])
		return;
	stage_row(inquiry, figure, "Leads", counts[0], 0);
	stage_row(inquiry, figure, "Handed to sales", counts[1], counts[0]);
	stage_row(inquiry, figure, "Customers", counts[2], counts[1]);
	figure_note(figure, "Leads of %s to %s, followed for %d days each", from, to, STAGE_DAYS);
}

/* ---- B45 ---- */

static void
leads_handed_over(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);
	g_autofree struct duration *waits = g_new(struct duration, leads->len + 1);
	struct stage_rows rows = stage_rows_of(inquiry->records);
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint n = 0, handed = 0;

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		gint64 at = step_entered(inquiry->publishing, &rows, prospect->lead, STEP_HANDED), end = stages_end(inquiry);
		gboolean done = at != NO_TIME && at <= end;
		if (!origin_is_ours(prospect->origin))
			continue;
		handed += done;
		waits[n++] = (struct duration){ (double)MAX((done ? at : end) - prospect->at, 0) / 3600, done };
	}
	stage_rows_clear(&rows);
	row->values[0] = answer_share(handed, n, "there were no leads");
	row->values[0].events = handed;
	row->values[0].exposure = n;
	AUTO(survival) curve = survival_new(waits, n);
	row->values[1] = answer_median(curve, "there were no leads", "fewer than half were handed over by then");
}

/* ---- how far their data reach ---- */

static gint64
visit_to_lead_span(const struct inquiry *inquiry)
{
	return span_both(span_of_leads(inquiry), span_of_visits(inquiry));
}

/* ---- the metrics ---- */

static const char *const reads[] = { "lead", NULL }, *const reads_ads[] = { "ad_row", NULL };
static const char *const reads_visits[] = { "lead", "site_visits", NULL }, *const reads_stages[] = { "lead", "lead_stage", NULL };

const struct metric metric_leads_generated = {
	.definition = {
		.name = "b_leads_generated", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Leads",
		.question = "How many leads did broadcasts bring?",
		.formula = "People who became a lead in the month and whose last touch before that, within the attribution window, was a post, mail or "
		           "advertisement of ours. A lead counts once; one with an unknown source is not ours, and what platforms claim is not counted.",
		.noun = "leads", .phrase = "What we published brought {value} leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW,
		.shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1, .source = "METRICS B11; Byar's interval, §4.3, §4.4",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .headline = TRUE, .reach = span_of_leads, .reads = reads, .value = leads_generated,
};

static const struct metric_column source_columns[] = {
	{ .name = "source", .label = "Source", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "published", .label = "From what we published", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

const struct metric metric_leads_by_source = {
	.definition = {
		.name = "b_leads_by_source", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Leads by source",
		.question = "Which channel brings leads?",
		.formula = "People who became a lead in the month, by the one touch each is credited to. Unknown sources have their own row and are never "
		           "spread over the others; leads from the community are counted there.",
		.noun = "leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B11",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_leads, .reads = reads, .columns = source_columns, .measure = leads_by_source,
};

const struct metric metric_leads_claimed = {
	.definition = {
		.name = "b_leads_claimed", .card = "B11", .discipline = DISCIPLINE_BROADCAST, .label = "Conversions claimed by the platform",
		.question = "What does each platform claim for itself?",
		.formula = "Conversions as each advertising platform counts them for itself. Several claim the same lead, so they are never added, nor "
		           "compared with the leads we count.",
		.noun = "conversions", .unit = UNIT_COUNT, .additivity = ADD_FLOW_PLATFORM, .shape = SHAPE_TABLE, .comparison = COMPARE_NONE,
		.version = 1, .source = "METRICS B11 (claimed by platform)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = span_of_ads, .reads = reads_ads, .value = leads_claimed,
};

static const char *const visit_to_lead_operands[] = { "b_site_visits", "b_leads_generated", NULL };

const struct metric metric_visit_to_lead = {
	.definition = {
		.name = "b_visit_to_lead", .card = "B12", .discipline = DISCIPLINE_BROADCAST, .label = "Visitors who became leads",
		.question = "Do visitors from broadcasts become leads?",
		.formula = "Leads from what we published over visits of our site from what we published.",
		.noun = "visits", .phrase = "{value} of the visits from what we published became a lead", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "METRICS B12; Wilson 1927",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = visit_to_lead_span, .reads = reads_visits, .operands = visit_to_lead_operands, .value = visit_to_lead,
};

static const struct metric_column stage_columns[] = {
	{ .name = "stage", .label = "Stage", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "kept", .label = "Of the stage before", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_lead_stages = {
	.definition = {
		.name = "b_lead_stages", .card = "B25", .discipline = DISCIPLINE_BROADCAST, .label = "The way of leads",
		.question = "Are the leads from broadcasts looked after?",
		.formula = "Leads from what we published, and how many of them were handed to sales and became customers within 90 days. Only leads that "
		           "could be followed so long; a stage passed over counts as reached.",
		.noun = "leads", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_STAGES, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B25; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_leads, .reads = reads_stages, .columns = stage_columns, .measure = lead_stages,
};

static const struct metric_column handed_columns[] = {
	{ .name = "median_hours", .label = "Half within", .unit = UNIT_HOURS },
	{ NULL },
};

const struct metric metric_leads_handed_over = {
	.definition = {
		.name = "b_leads_handed_over", .card = "B45", .discipline = DISCIPLINE_BROADCAST, .label = "Leads handed to sales",
		.question = "Did leads reach sales?",
		.formula = "Leads of the month from what we published that were handed to sales before the data end, over all of them; both months of a "
		           "comparison are followed equally long. Beside it the time within which half were handed over, those still waiting included.",
		.noun = "leads", .phrase = "{value} of the leads were handed to sales", .unit = UNIT_SHARE, .additivity = ADD_DURATION,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "METRICS B45; Wilson 1927; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = span_of_leads, .reads = reads_stages, .columns = handed_columns, .measure = leads_handed_over,
};
