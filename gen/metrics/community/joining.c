/* From joining to the first contribution (C53): do people who arrive become part of it? */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"

#define FOLD_DAYS 30
#define DAY_SECONDS 86400
#define EVENTS_HARD 5
#define AT_RISK_HARD 10
#define NOBODY_JOINED "nobody joined"
#define NO_DATES "no export says when people joined: a member list with dates does, or visits, or a list of who came to an event"
#define NO_LIST "the exports know only people who contributed: a list of all members is needed"

#define JOINING_SOURCE "Kaplan & Meier 1958; conversion of newcomers, CHAOSS"

/* When each member arrived: joined, else was first seen visiting or at an event; NO_TIME. */
static gint64 *
arrivals_of(const struct conversation *conversation)
{
	gint64 *arrived = g_new(gint64, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++)
		arrived[p] = conversation_is_member(conversation, p) && !conversation->people[p].banned ? conversation->people[p].joined_at : NO_TIME;
	for (guint32 i = 0; i < conversation->n_sightings; i++) {
		const struct sighting *sighting = &conversation->sightings[i];
		if (sighting->by != SIGHT_REACTION && arrived[sighting->person] == NO_TIME && !conversation->people[sighting->person].banned)
			arrived[sighting->person] = instant_of_day(sighting->day, conversation->zone);
	}
	return arrived;
}

static gboolean
any_known(const struct conversation *conversation, const gint64 *arrived)
{
	for (guint32 p = 0; p < conversation->n_people; p++)
		if (arrived[p] != NO_TIME)
			return TRUE;
	return FALSE;
}

/* Why nothing may be said, or NULL. */
static const char *
fault_of(const struct inquiry *inquiry, const gint64 *arrived)
{
	if (!any_known(inquiry->conversation, arrived))
		return NO_DATES;
	return inquiry->conversation->has_list ? NULL : NO_LIST;
}

/* Days from arriving to the first contribution. FALSE: not of this cohort, or somebody who had contributed before; a day of grace,
 * since some lists give days only. */
static gboolean
fold_clock(const struct inquiry *inquiry, const struct period *cohort, gint64 arrived, gint64 first, struct duration *clock)
{
	gint64 end = inquiry->follow_until;

	if (arrived == NO_TIME || !period_holds(cohort, arrived) || arrived > end || (first != NO_TIME && first < arrived - DAY_SECONDS))
		return FALSE;
	*clock = (struct duration){ (double)(end - arrived) / DAY_SECONDS, CENSORED };
	if (first != NO_TIME && first <= end)
		*clock = (struct duration){ (double)MAX(first - arrived, 0) / DAY_SECONDS, 1 };
	return TRUE;
}

/* Of those who arrived in the cohort; with `relation` only who was that to us when the thirty days were over. */
static struct survival *
fold_curve(const struct inquiry *inquiry, const struct period *cohort, const gint64 *arrived, int relation)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autoptr(GArray) clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 p = 0; p < conversation->n_people; p++) {
		struct duration clock;
		if (fold_clock(inquiry, cohort, arrived[p], conversation->people[p].first_at, &clock) &&
		    (relation < 0 || conversation_relation(conversation, p, arrived[p] + FOLD_DAYS * DAY_SECONDS) == relation))
			g_array_append_val(clocks, clock);
	}
	return survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
}

static struct value
into_the_fold(const struct inquiry *inquiry)
{
	struct period cohort = inquiry_month_before(inquiry);
	g_autofree gint64 *arrived = arrivals_of(inquiry->conversation);
	const char *fault = fault_of(inquiry, arrived);

	if (fault || !inquiry_knows_before(inquiry, &cohort))
		return value_none(STATE_NO_DATA, fault ? fault : NOT_BEFORE);
	AUTO(survival) curve = fold_curve(inquiry, &cohort, arrived, -1);
	return answer_share_by(curve, FOLD_DAYS, NOBODY_JOINED);
}

const struct metric metric_into_the_fold = {
	.definition = {
		.name = "c_into_the_fold", .card = "C53", .discipline = DISCIPLINE_COMMUNITY, .label = "Arrivals who took part within 30 days",
		.question = "Do people who arrive become part of it?", .phrase = "{value} of those who arrived last month took part within 30 days",
		.formula = "Of the people who arrived in the month before (joined; without a date of joining: first visit or event): share who contributed "
		           "within 30 days (1 − Kaplan–Meier). Range: log–log Greenwood.",
		.noun = "people who arrived", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = AT_RISK_HARD, .comfortable = 30, .version = 1, .source = JOINING_SOURCE,
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_JOINING, .value = into_the_fold,
};

/* ---- the curve of a year's arrivals ---- */

/* The twelve months whose thirty days are over, for nearly all. */
static struct period
year_of(const struct inquiry *inquiry)
{
	struct period last = inquiry_month_before(inquiry), first = period_step(last, -11, inquiry->project->zone);

	first.end = last.end;
	first.past = last.past;
	return first;
}

static void
row_of_nothing(const struct inquiry *inquiry, struct figure *figure, const char *fault, const struct survival *curve)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = fault ? value_none(STATE_NO_DATA, fault) : value_none(curve->n ? STATE_TOO_FEW : STATE_UNDEFINED, curve->n ? NULL : NOBODY_JOINED);
	if (curve)
		row->values[0].n = curve->n;
}

static void
fold_by_days(const struct inquiry *inquiry, struct figure *figure)
{
	struct period year = year_of(inquiry);
	g_autofree gint64 *arrived = arrivals_of(inquiry->conversation);
	const char *fault = fault_of(inquiry, arrived);
	AUTO(survival) curve = fold_curve(inquiry, &year, arrived, -1);

	if (fault || curve->n < AT_RISK_HARD || curve->n_events < EVENTS_HARD)
		row_of_nothing(inquiry, figure, fault, curve);
	else
		curve_rows(inquiry, figure, curve, NOBODY_JOINED);
}

static const struct metric_column curve_columns[] = {
	{ .name = "days", .label = "Days since arriving", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "outside", .label = "Have not contributed" }, { .name = "came_in", .label = "First contributed since the row before" },
	{ .name = "censored", .label = "Not longer here yet" }, { NULL },
};

const struct metric metric_fold_curve = {
	.definition = {
		.name = "c_into_the_fold_curve", .card = "C53", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of arrivals who took part",
		.question = "How soon do people who arrive take part?", .phrase = "half of those who arrived had taken part after {value}",
		.formula = "Of the people who arrived in the twelve months up to the month before: share who had contributed so many days later "
		           "(1 − Kaplan–Meier), drawn to the last observed day. Range: log–log Greenwood.",
		.noun = "people who arrived", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = JOINING_SOURCE,
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_JOINING, .columns = curve_columns, .measure = fold_by_days,
};

/* ---- by what they are to us ---- */

static void
relation_row(const struct inquiry *inquiry, struct figure *figure, const struct period *year, const gint64 *arrived, int relation)
{
	AUTO(survival) curve = fold_curve(inquiry, year, arrived, relation);
	struct figure_row *row;

	if (curve->n == 0)
		return;
	row = inquiry_row(inquiry, figure);
	figure_set_word(figure, row, 2, relation_label(relation));
	row->values[0] = answer_about(answer_share_by(curve, FOLD_DAYS, NOBODY_JOINED), curve->n);
	row->values[1] = answer_people(curve->n);
}

static void
fold_by_relation(const struct inquiry *inquiry, struct figure *figure)
{
	struct period year = year_of(inquiry);
	g_autofree gint64 *arrived = arrivals_of(inquiry->conversation);
	const char *fault = fault_of(inquiry, arrived);

	if (!fault && inquiry->conversation->n_standings == 0)
		fault = NO_RELATIONS;
	if (fault)
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, fault);
	for (int relation = RELATIONS - 1; !fault && relation >= RELATION_UNKNOWN; relation--)
		relation_row(inquiry, figure, &year, arrived, relation);
}

static const struct metric_column relation_columns[] = {
	{ .name = "relation", .label = "What they are to us", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "people", .label = "People who arrived" }, { NULL },
};

static const struct metric_total relation_totals[] = { { .over = "relation" }, { NULL } };

const struct metric metric_fold_by_relation = {
	.definition = {
		.name = "c_into_the_fold_by_relation", .card = "C53", .discipline = DISCIPLINE_COMMUNITY, .label = "Share who took part within 30 days",
		.question = "Do customers and others become part of it alike?",
		.formula = "As “Arrivals who took part within 30 days”, of the people who arrived in the twelve months up to the month before, by what "
		           "they were to us when their thirty days were over (relation in people.csv).",
		.noun = "people who arrived", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = AT_RISK_HARD, .comfortable = 30, .version = 1, .source = JOINING_SOURCE,
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_JOINING, .columns = relation_columns, .totals = relation_totals,
	.measure = fold_by_relation,
};
