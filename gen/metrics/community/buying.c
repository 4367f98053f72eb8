/* Members on their way to buying (C43): at which stage they are, and the leads that came after the community. Words say "after": what
 * brought a lead nobody can see. A lead is credited once, in origin.h; those of broadcasts are never counted here. */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/origin.h"

#define WEEKS_MOST 26 /* behind the dispersion of a comparison */
#define NO_STAGES "people.csv says of nobody at which stage of buying they are: the column stage"
#define NO_LEADS "no leads are recorded: a CRM’s export, or tables/leads.csv"

static const char *const READS_STAGES[] = { "message", "standing", NULL };
static const char *const READS_LEADS[] = { "lead", "lead_stage", "message", NULL };

/* ---- stages ---- */

#define STAGES_MOST 8

/* Active members by the stage they were at with their last contribution in the period; the first number is those not known. */
static void
stages_count(const struct inquiry *inquiry, gint64 *people)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree gint32 *last = inquiry_last_days(inquiry);

	for (guint32 p = 0; p < conversation->n_people; p++)
		if (last[p] != NO_DAY)
			people[conversation_stage(conversation, p, instant_of_day(last[p] + 1, conversation->zone) - 1)]++;
}

static gboolean
stages_are_told(const struct conversation *conversation)
{
	for (guint32 i = 0; i < conversation->n_standings; i++)
		if (conversation->standings[i].stage)
			return TRUE;
	return FALSE;
}

static void
stage_coverage(const struct inquiry *inquiry, struct figure *figure)
{
	const char *const *words = record_field_find(KIND_member, "stage")->words;
	gint64 people[STAGES_MOST] = { 0 }, known = 0;

	if (!stages_are_told(inquiry->conversation)) {
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, NO_STAGES);
		return;
	}
	stages_count(inquiry, people);
	for (guint stage = 1; words[stage]; stage++)
		known += people[stage];
	for (guint stage = 1; words[stage]; stage++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, words[stage]);
		row->values[0] = answer_people(people[stage]);
		row->values[1] = answer_people_share(people[stage], known, "of nobody who took part is the stage known");
	}
	if (people[0] > 0)
		figure_note(figure, "Of %" G_GINT64_FORMAT " more active members the stage is not known.", people[0]);
}

static const struct metric_column stage_columns[] = {
	{ .name = "stage", .label = "Stage", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "share", .label = "Of those whose stage is known", .unit = UNIT_SHARE },
	{ NULL },
};

static const struct metric_total stage_totals[] = { { .over = "stage" }, { NULL } };

const struct metric metric_stage_coverage = {
	.definition = {
		.name = "c_stage_coverage", .card = "C43", .discipline = DISCIPLINE_COMMUNITY, .label = "Active members by stage of buying",
		.question = "Does the community speak with people at every stage of buying?",
		.formula = "Active members by stage of buying (people.csv, as it was at their last contribution in the period).",
		.noun = "active members", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE,
		.version = 1, .source = "stages of buying as people.csv tells them; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_STAGES, .columns = stage_columns, .totals = stage_totals,
	.measure = stage_coverage,
};

/* ---- leads ---- */

enum road { ROAD_NONE, ROAD_THREAD, ROAD_ANSWER, ROADS };

/* A lead, and by which road it came to be one of ours. */
struct comer {
	const struct lead *lead;
	gint64 at;
	enum road road;
};

/* What is asked of every lead. */
struct reception {
	const struct inquiry *inquiry;
	GArray *comers;         /* by time, then id */
	gint64 *answered;       /* when each person's first answered question was answered; NO_TIME */
	GHashTable *by_address; /* e-mail hash → person's name, for leads that name nobody */
};

static gint64 *
first_answers(const struct conversation *conversation)
{
	gint64 *answered = g_new(gint64, conversation->n_people + 1);

	for (guint32 p = 0; p <= conversation->n_people; p++)
		answered[p] = NO_TIME;
	for (guint32 i = 0; i < conversation->n_questions; i++) {
		const struct question *question = &conversation->questions[i];
		gint64 at = question->response == NO_UTTERANCE ? NO_TIME : conversation->utterances[question->response].at;
		if (at != NO_TIME && (answered[question->asker] == NO_TIME || at < answered[question->asker]))
			answered[question->asker] = at;
	}
	return answered;
}

static GHashTable *
people_by_address(const struct records *records)
{
	GHashTable *by_address = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		if (member->email_hash)
			g_hash_table_insert(by_address, GUINT_TO_POINTER(member->email_hash), GUINT_TO_POINTER(member->person));
	}
	return by_address;
}

/* A question of theirs was answered before they became a lead. */
static gboolean
was_answered_before(const struct reception *reception, const struct lead *lead)
{
	const struct conversation *conversation = reception->inquiry->conversation;
	atom person = lead->person ? lead->person : GPOINTER_TO_UINT(g_hash_table_lookup(reception->by_address, GUINT_TO_POINTER(lead->email_hash)));
	guint32 number = person ? conversation_person(conversation, records_atom(conversation->records, person)) : NOBODY;

	return conversation_is_member(conversation, number) && reception->answered[number] != NO_TIME &&
	       reception->answered[number] < lead_created_at(reception->inquiry->project, lead);
}

/* By the single attribution: a lead whose last touch is known to be something else is that one's. */
static enum road
road_of(const struct reception *reception, const struct lead *lead)
{
	enum origin origin = lead_origin(reception->inquiry->records, reception->inquiry->project, lead);

	if (origin == ORIGIN_COMMUNITY)
		return ROAD_THREAD;
	return origin == ORIGIN_UNKNOWN && was_answered_before(reception, lead) ? ROAD_ANSWER : ROAD_NONE;
}

static int
compare_comers(gconstpointer a, gconstpointer b, gpointer records)
{
	const struct comer *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return g_strcmp0(records_atom(records, x->lead->lead_id), records_atom(records, y->lead->lead_id));
}

static struct reception
reception_open(const struct inquiry *inquiry)
{
	const struct records *records = inquiry->records;
	struct reception reception = { inquiry, g_array_new(FALSE, FALSE, sizeof(struct comer)), first_answers(inquiry->conversation),
	                               people_by_address(records) };

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, lead); i++) {
		struct comer comer = { .lead = RECORD_AT(records, lead, i), .at = lead_created_at(inquiry->project, RECORD_AT(records, lead, i)) };
		if (comer.at == NO_TIME)
			continue;
		comer.road = road_of(&reception, comer.lead);
		g_array_append_val(reception.comers, comer);
	}
	g_array_sort_with_data(reception.comers, compare_comers, (gpointer)records);
	return reception;
}

static void
reception_close(struct reception *reception)
{
	g_array_unref(reception->comers);
	g_free(reception->answered);
	g_hash_table_unref(reception->by_address);
}

static gint64
stage_entered_at(const struct project *project, const struct lead_stage *stage)
{
	if (stage->entered_at != NO_TIME || stage->entered_day == NO_DAY)
		return stage->entered_at;
	return instant_of_day(stage->entered_day, project->zone);
}

/* It has come to another stage since, and was not lost there. */
static gboolean
has_moved_on(const struct inquiry *inquiry, const struct lead *lead)
{
	gint64 created = lead_created_at(inquiry->project, lead);

	for (guint32 i = 0; i < RECORD_COUNT_OF(inquiry->records, lead_stage); i++) {
		const struct lead_stage *stage = RECORD_AT(inquiry->records, lead_stage, i);
		gint64 entered = stage->lead_id == lead->lead_id && stage->outcome != OUTCOME_LOST ? stage_entered_at(inquiry->project, stage) : NO_TIME;
		if (entered != NO_TIME && entered > created && entered <= inquiry->follow_until)
			return TRUE;
	}
	return FALSE;
}

struct yield {
	gint64 leads[ROADS], moved_on;
};

/* Of several leads of somebody in the period the first counts, as in B11. */
static struct yield
yield_of(const struct reception *reception, gint64 start, gint64 end, gboolean follow)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	struct yield yield = { { 0 }, 0 };

	for (guint i = 0; i < reception->comers->len; i++) {
		const struct comer *comer = &g_array_index(reception->comers, struct comer, i);
		if (comer->at < start || comer->at >= end || !g_hash_table_add(seen, GUINT_TO_POINTER(lead_somebody(comer->lead))))
			continue;
		yield.leads[comer->road]++;
		yield.moved_on += follow && comer->road != ROAD_NONE && has_moved_on(reception->inquiry, comer->lead);
	}
	return yield;
}

/* Of the weekly counts up to the end of the period, as far back as there are leads. */
static double
weekly_dispersion(const struct reception *reception, gint64 first)
{
	GTimeZone *zone = reception->inquiry->project->zone;
	struct period week = period_of_day(PERIOD_WEEK, reception->inquiry->period.past, zone);
	double counts[WEEKS_MOST];
	guint n = 0;

	for (week = period_step(week, -1, zone); n < WEEKS_MOST && week.start >= first; week = period_step(week, -1, zone), n++) {
		struct yield yield = yield_of(reception, week.start, week.end, FALSE);
		counts[WEEKS_MOST - 1 - n] = (double)(yield.leads[ROAD_THREAD] + yield.leads[ROAD_ANSWER]);
	}
	return dispersion_of_weeks(counts + WEEKS_MOST - n, n).factor;
}

static void
community_leads(const struct inquiry *inquiry, struct figure *figure)
{
	struct reception reception = reception_open(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 first = reception.comers->len ? g_array_index(reception.comers, struct comer, 0).at : NO_TIME;

	if (first == NO_TIME || first >= inquiry->period.end)
		row->values[0] = value_none(STATE_NO_DATA, NO_LEADS);
	else {
		struct yield yield = yield_of(&reception, inquiry->period.start, inquiry->period.end, TRUE);
		gint64 all = yield.leads[ROAD_THREAD] + yield.leads[ROAD_ANSWER];
		row->values[0] = answer_interval(count_byar((double)all), all, NULL);
		row->values[0].events = (double)all;
		row->values[0].exposure = period_days(&inquiry->period);
		row->values[0].dispersion = weekly_dispersion(&reception, first);
		row->values[1] = value_count(yield.leads[ROAD_THREAD]);
		row->values[2] = value_count(yield.leads[ROAD_ANSWER]);
		row->values[3] = all > 0 && all < 5 ? value_none(STATE_TOO_FEW, NULL) : answer_share(yield.moved_on, all, "there were no such leads");
	}
	reception_close(&reception);
}

static const struct metric_column lead_columns[] = {
	{ .name = "after_thread", .label = "Last touch a thread" }, { .name = "after_answer", .label = "Source unknown, a question answered before" },
	{ .name = "moved_on", .label = "Moved on a stage since", .unit = UNIT_SHARE }, { NULL },
};

const struct metric metric_community_leads = {
	.definition = {
		.name = "c_community_leads", .card = "C43", .discipline = DISCIPLINE_COMMUNITY, .label = "Leads after the community",
		.question = "How many people became leads after they had been in the community?",
		.phrase = "{value} people became leads after they had been in the community",
		.formula = "People who became leads in the period and whose last touch, in the 30 days before (attribution_days), was a thread of the community; "
		           "or of whose source nothing is known, but a question of theirs had been answered before. No lead that is credited to what we "
		           "published. Range: Byar.",
		.noun = "leads", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS,
		.version = 1, .source = "last touch, one credit a lead: ours; Breslow & Day 1987; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_LEADS, .columns = lead_columns, .measure = community_leads,
};
