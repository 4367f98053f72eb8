/* The way of leads on from where broadcasts brought them: from stage to stage, how long it takes, and who still waits for sales
 * (METRICS B25, B26, B45). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/steps.h"
#include "metrics/broadcast/touch.h"
#include "metrics/statistics/survival.h"

#define DAY_SECONDS 86400
#define STAGE_DAYS 90    /* B25: reached within */
#define KEPT_LEAST 5     /* leads a share of them needs */
#define WITHIN_DAYS 30   /* B26 */
#define LOST_COMPETES 10 /* one lead in so many lost: losing competes with going on, else it only ends the watching (B26) */
#define CURVE_POINTS 200

static gint64
stages_end(const struct inquiry *inquiry)
{
	return inquiry->follow_until == NO_TIME ? inquiry->period.end : inquiry->follow_until;
}

/* Leads from what we published, created up to the end of the period; one a person. The caller unrefs. */
static GPtrArray *
leads_so_far(const struct inquiry *inquiry, gint64 until)
{
	const struct period all = { .start = G_MININT64, .end = until };
	GPtrArray *leads = publishing_leads(inquiry->publishing, &all);

	for (guint i = leads->len; i-- > 0;)
		if (!origin_is_ours(((const struct prospect *)g_ptr_array_index(leads, i))->origin))
			g_ptr_array_remove_index(leads, i);
	return leads;
}

/* ---- B25 ---- */

/* Has it got that far, in time and before the data end? */
static gboolean
reached(const struct inquiry *inquiry, const struct steps *steps, const struct prospect *prospect, enum lead_step step)
{
	gint64 limit = MIN(stages_end(inquiry), prospect->at + (gint64)STAGE_DAYS * DAY_SECONDS);
	gint64 at = steps_reached(steps, prospect->lead, step);

	return at != NO_TIME && at <= limit;
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
	AUTO(steps) steps = steps_new(inquiry->publishing);
	guint counts[3] = { 0 };
	g_autofree char *from = day_iso(cohort.first), *to = day_iso(cohort.past - 1);

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		if (!origin_is_ours(prospect->origin))
			continue;
		counts[0]++;
		counts[1] += reached(inquiry, steps, prospect, STEP_HANDED);
		counts[2] += reached(inquiry, steps, prospect, STEP_WON);
	}
	if (!counts[0])
		return;
	stage_row(inquiry, figure, "Leads", counts[0], 0);
	stage_row(inquiry, figure, "Handed to sales", counts[1], counts[0]);
	stage_row(inquiry, figure, "Customers", counts[2], counts[1]);
	figure_note(figure, "Leads of %s to %s, followed for %d days each", from, to, STAGE_DAYS);
}

/* ---- B26: from entering one stage to entering the next ---- */

enum { GOES_ON = 1, IS_LOST };

struct passage {
	const char *label;
	struct duration *days;
	guint n, gone_on, lost;
	guint undated;          /* they went on, nobody knows when: left out */
	gboolean competes; /* so many are lost that losing is an end of its own */
	struct survival *curve; /* of going on; NULL where losing competes */
};

static void
passage_clear(struct passage *passage)
{
	g_free(passage->days);
	g_clear_pointer(&passage->curve, survival_free);
}

/* When it entered the stage the passage starts from: as a lead, or at sales. */
static gint64
entered(const struct steps *steps, const struct prospect *prospect, enum lead_step to)
{
	return to == STEP_HANDED ? prospect->at : steps_entered(steps, prospect->lead, (enum lead_step)(to - 1));
}

/* What ended the wait: the earlier of going on and being lost, as far as the data reach. */
static struct duration
wait_of(const struct inquiry *inquiry, const struct steps *steps, const struct prospect *prospect, enum lead_step to)
{
	gint64 from = entered(steps, prospect, to), end = stages_end(inquiry);
	gint64 on = steps_reached(steps, prospect->lead, to), lost = steps_lost(steps, prospect->lead);
	guint cause = CENSORED;

	if (lost != NO_TIME && lost >= from && lost <= end) {
		cause = IS_LOST;
		end = lost;
	}
	if (on != NO_TIME && on <= end) {
		cause = GOES_ON;
		end = on;
	}
	return (struct duration){ (double)MAX(end - from, 0) / DAY_SECONDS, cause };
}

static void
passage_decide(struct passage *passage)
{
	for (guint i = 0; i < passage->n; i++) {
		passage->gone_on += passage->days[i].cause == GOES_ON;
		passage->lost += passage->days[i].cause == IS_LOST;
	}
	passage->competes = passage->n && passage->lost * LOST_COMPETES >= passage->n;
	for (guint i = 0; !passage->competes && i < passage->n; i++)
		if (passage->days[i].cause == IS_LOST)
			passage->days[i].cause = CENSORED;
	if (!passage->competes)
		passage->curve = survival_new(passage->days, passage->n);
}

/* Did it go on, or was it lost, at a time its tool does not tell? */
static gboolean
is_undated(const struct steps *steps, const struct prospect *prospect, enum lead_step to)
{
	gint64 on = steps_reached(steps, prospect->lead, to);

	return on == STEP_UNDATED || (on == NO_TIME && steps_lost(steps, prospect->lead) == STEP_UNDATED);
}

/* Leads that entered the stage before `to` within the window. */
static struct passage
passage_of(const struct inquiry *inquiry, const char *label, enum lead_step to)
{
	AUTO(steps) steps = steps_new(inquiry->publishing);
	g_autoptr(GPtrArray) leads = leads_so_far(inquiry, inquiry->window.end);
	struct passage passage = { .label = label, .days = g_new(struct duration, leads->len + 1) };

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		gint64 from = entered(steps, prospect, to);
		if (from <= STEP_UNDATED || !period_holds(&inquiry->window, from))
			continue;
		if (is_undated(steps, prospect, to))
			passage.undated++;
		else
			passage.days[passage.n++] = wait_of(inquiry, steps, prospect, to);
	}
	passage_decide(&passage);
	return passage;
}

#define NOBODY "no lead came to this stage"
#define FEW_WENT_ON "fewer than half went on by then"

static struct value
passage_median(const struct passage *passage)
{
	return passage->competes ? answer_incidence_median(passage->days, passage->n, GOES_ON, NOBODY, FEW_WENT_ON)
	                         : answer_median(passage->curve, NOBODY, FEW_WENT_ON);
}

static struct value
passage_share_by(const struct passage *passage, double days)
{
	return passage->competes ? answer_incidence_by(passage->days, passage->n, GOES_ON, days, NOBODY)
	                         : answer_share_by(passage->curve, days, NOBODY);
}

static void
lost_note(struct figure *figure, const struct passage *passage)
{
	if (passage->competes)
		figure_note(figure, "%s: %u of %u leads were lost on the way; they count among all, and never go on", passage->label, passage->lost, passage->n);
	else if (passage->lost)
		figure_note(figure, "%s: %u of %u leads were lost on the way and are watched until then", passage->label, passage->lost, passage->n);
	if (passage->undated)
		figure_note(figure, "%s: %u leads are left out, since their tool does not tell when they went on", passage->label, passage->undated);
}

static void
passage_row(const struct inquiry *inquiry, struct figure *figure, const char *label, enum lead_step to)
{
	struct passage passage = passage_of(inquiry, label, to);

	if (passage.n + passage.undated) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, label);
		row->values[0] = passage_share_by(&passage, WITHIN_DAYS);
		row->values[1] = passage_median(&passage);
		row->values[2] = value_count(passage.lost);
		lost_note(figure, &passage);
	}
	passage_clear(&passage);
}

static void
time_to_next_stage(const struct inquiry *inquiry, struct figure *figure)
{
	passage_row(inquiry, figure, "From lead to sales", STEP_HANDED);
	passage_row(inquiry, figure, "From sales to customer", STEP_WON);
}

/* ---- B26: the curve of the first passage ---- */

static int
compare_days(gconstpointer a, gconstpointer b)
{
	const struct duration *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

/* Of the sorted durations in [from, past): how many ended, or ended watching, otherwise than by going on. */
static guint
stayed_in(const struct passage *passage, guint from, guint past)
{
	guint stayed = 0;

	for (; from < past; from++)
		stayed += passage->days[from].cause != GOES_ON;
	return stayed;
}

static void
curve_row(const struct inquiry *inquiry, struct figure *figure, const struct passage *passage, double days, guint from, guint past)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint stayed = stayed_in(passage, from, past);

	figure_set_number(figure, row, 2, days);
	row->values[0] = days > 0 ? passage_share_by(passage, days) : value_estimate(0, NAN, NAN, passage->n);
	row->values[1] = value_count(passage->n - past);
	row->values[2] = value_count(past - from - stayed);
	row->values[3] = value_count(stayed);
}

/* From 0 to the last observed day, at most CURVE_POINTS rows. */
static void
next_stage_curve(const struct inquiry *inquiry, struct figure *figure)
{
	struct passage passage = passage_of(inquiry, "From lead to sales", STEP_HANDED);
	guint step = passage.n / CURVE_POINTS + 1;

	qsort(passage.days, passage.n, sizeof *passage.days, compare_days);
	if (passage.n >= inquiry->metric->definition.minimum)
		curve_row(inquiry, figure, &passage, 0, 0, 0);
	for (guint from = 0, past; passage.n >= inquiry->metric->definition.minimum && from < passage.n; from = past) {
		past = MIN(from + step, passage.n);
		while (past < passage.n && passage.days[past].time == passage.days[past - 1].time)
			past++;
		if (passage.days[past - 1].time > 0)
			curve_row(inquiry, figure, &passage, passage.days[past - 1].time, from, past);
	}
	passage_clear(&passage);
}

/* ---- B45 ---- */

static void
leads_handed_over(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) leads = publishing_leads(inquiry->publishing, &inquiry->period);
	g_autofree struct duration *waits = g_new(struct duration, leads->len + 1);
	AUTO(steps) steps = steps_new(inquiry->publishing);
	struct figure_row *row = inquiry_row(inquiry, figure);
	guint all = 0, n = 0, handed = 0;

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		gint64 at = steps_entered(steps, prospect->lead, STEP_HANDED), end = stages_end(inquiry);
		gboolean done = at != NO_TIME && at <= end;
		if (!origin_is_ours(prospect->origin))
			continue;
		all++;
		handed += done;
		if (at != STEP_UNDATED)
			waits[n++] = (struct duration){ (double)MAX((done ? at : end) - prospect->at, 0) / DAY_SECONDS, done };
	}
	row->values[0] = answer_share(handed, all, "there were no leads");
	row->values[0].events = handed;
	row->values[0].exposure = all;
	AUTO(survival) curve = survival_new(waits, n);
	row->values[1] = answer_median(curve, "there were no leads", "fewer than half were handed over by then");
}

/* Neither handed over, won nor lost when the data end. */
static gboolean
is_due(const struct inquiry *inquiry, const struct steps *steps, const struct lead *lead)
{
	gint64 end = stages_end(inquiry), on = steps_reached(steps, lead, STEP_HANDED), lost = steps_lost(steps, lead);

	return (on == NO_TIME || on > end) && (lost == NO_TIME || lost > end);
}

static void
due_row(const struct inquiry *inquiry, struct figure *figure, const struct steps *steps, const struct prospect *prospect)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree char *id = project_pseudonym(inquiry->project, "lead", records_atom(inquiry->records, prospect->lead->lead_id));
	const char *stage = steps_stage(steps, prospect->lead, stages_end(inquiry));

	figure_set_word(figure, row, 2, id);
	figure_set_word(figure, row, 3, prospect->source);
	figure_set_word(figure, row, 4, stage ? stage : "lead");
	row->values[0] = value_estimate(floor((double)(inquiry->period.end - prospect->at) / DAY_SECONDS), NAN, NAN, NO_COUNT);
}

/* The longest wait first: leads stand in order of time. */
static void
leads_to_hand_over(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) leads = leads_so_far(inquiry, inquiry->period.end);
	AUTO(steps) steps = steps_new(inquiry->publishing);

	for (guint i = 0; i < leads->len; i++) {
		const struct prospect *prospect = g_ptr_array_index(leads, i);
		if (is_due(inquiry, steps, prospect->lead))
			due_row(inquiry, figure, steps, prospect);
	}
	if (!inquiry->project->key)
		figure_note(figure, "The project has no key of its own (`tidings init` makes one): whoever knows the ids of leads can find them here");
}

/* ---- the metrics ---- */

static const char *const reads[] = { "lead", "lead_stage", NULL };

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
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_stages, .reads = reads, .columns = stage_columns, .measure = lead_stages,
};

static const struct metric_column passage_columns[] = {
	{ .name = "step", .label = "Step", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "median_days", .label = "Half within", .unit = UNIT_DAYS },
	{ .name = "lost", .label = "Lost on the way", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_time_to_next_stage = {
	.definition = {
		.name = "b_time_to_next_stage", .card = "B26", .discipline = DISCIPLINE_BROADCAST, .label = "Leads that went on within 30 days",
		.question = "How long do leads wait before they go on?",
		.formula = "Of the leads from what we published that entered a stage in the last 90 days, the share that entered the next one within 30 days, and "
		           "beside it the days within which half did. Those still there count as waiting (Kaplan–Meier); where one in ten or more is lost on "
		           "the way, losing counts as an end of its own (Aalen–Johansen).",
		.noun = "leads", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 10, .comfortable = 30, .version = 1, .source = "METRICS B26; Kaplan & Meier 1958; Aalen & Johansen 1978",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = span_of_stages, .reads = reads, .columns = passage_columns, .measure = time_to_next_stage,
};

static const struct metric_column curve_columns[] = {
	{ .name = "days", .label = "Days since they became a lead", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "waiting", .label = "Still waiting" }, { .name = "gone_on", .label = "Handed over since the row before" },
	{ .name = "censored", .label = "Lost, or waiting when the data end" }, { NULL },
};

const struct metric metric_next_stage_curve = {
	.definition = {
		.name = "b_next_stage_curve", .card = "B26", .discipline = DISCIPLINE_BROADCAST, .label = "Share of leads handed to sales",
		.question = "How fast do leads go on to sales?", .phrase = "half of the leads were handed to sales within {value}",
		.formula = "Share of the leads of the last 90 days from what we published that were handed to sales within so many days, those still waiting "
		           "included (1 − Kaplan–Meier), drawn to the last observed day. Where one in ten or more is lost, the cumulative incidence "
		           "(Aalen–Johansen), which has no range.",
		.noun = "leads", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 10, .version = 1, .source = "METRICS B26; Kaplan & Meier 1958; Aalen & Johansen 1978",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reach = span_of_stages, .reads = reads, .columns = curve_columns, .measure = next_stage_curve,
};

static const struct metric_column handed_columns[] = {
	{ .name = "median_days", .label = "Half within", .unit = UNIT_DAYS },
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
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reach = span_of_stages, .reads = reads, .columns = handed_columns, .measure = leads_handed_over,
};

static const struct metric_column due_columns[] = {
	{ .name = "lead", .label = "Lead", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "source", .label = "Source", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "stage", .label = "Stage", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

const struct metric metric_leads_to_hand_over = {
	.definition = {
		.name = "b_leads_to_hand_over", .card = "B45", .discipline = DISCIPLINE_BROADCAST, .label = "Days a lead has waited",
		.question = "Which leads wait for sales?",
		.formula = "Leads from what we published that were neither handed to sales, won nor lost when the data end, by days since they became a lead. "
		           "Ids are keyed pseudonyms, without contact data; `tidings explain b_leads_to_hand_over --rows` tells which is which.",
		.noun = "leads", .unit = UNIT_DAYS, .additivity = ADD_DIST, .shape = SHAPE_TABLE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B45; a census", .list = "leads-to-hand-over",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_stages, .reads = reads, .columns = due_columns, .measure = leads_to_hand_over,
};
