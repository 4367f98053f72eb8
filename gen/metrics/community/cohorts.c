/* Who came together, and who of them is still there (C30); who came back after a pause (C38). */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define MONTHS 12
#define PAUSE_MONTHS 5 /* active two to six months before */

static guint8 *
cohort_of(const struct inquiry *inquiry, const struct period *month, gint64 *people)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_arrivals(conversation, month);
	guint8 *marks = g_new0(guint8, conversation->n_people + 1);

	*people = 0;
	for (guint32 i = span.first; i < span.past; i++) {
		const struct arrival *arrival = &conversation->arrivals[i];
		if (arrival->scope != inquiry_arrivals(inquiry) || !conversation_is_member(conversation, arrival->person))
			continue;
		marks[arrival->person] = 1;
		(*people)++;
	}
	return marks;
}

static void
cohort_row(const struct inquiry *inquiry, struct figure *figure, const struct period *joined, int age, const guint8 *cohort, gint64 people)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period month = period_step(*joined, age, inquiry->project->zone);
	g_autofree guint8 *active = NULL;
	gint64 back = 0;
	struct figure_row *row = inquiry_row(inquiry, figure);

	conversation_active(conversation, month.first, month.past, inquiry_place(inquiry), &active);
	for (guint32 p = 0; p < conversation->n_people; p++)
		back += cohort[p] && active[p];
	figure_set_period(figure, row, 2, joined);
	figure_set_number(figure, row, 3, age);
	row->values[0] = answer_people_share(back, people, "nobody came new");
	if (row->values[0].state == STATE_OK && people < 10)
		value_raise(&row->values[0], STATE_SMALL, NULL);
	row->values[1] = answer_people(people);
}

/* Months that cannot be known yet have no row. */
static void
cohort_retention(const struct inquiry *inquiry, struct figure *figure)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	note_short_history(inquiry, figure);
	for (int back = MONTHS; back > 0; back--) {
		struct period joined = period_step(inquiry->period, -back, inquiry->project->zone);
		gint64 people;
		if (begin == NO_TIME || joined.start < begin)
			continue; /* in the data's first month everybody is new */
		g_autofree guint8 *cohort = cohort_of(inquiry, &joined, &people);
		for (int age = 1; people > 0 && age <= back; age++) {
			struct period month = period_step(joined, age, inquiry->project->zone);
			if (month.end <= inquiry->data_end)
				cohort_row(inquiry, figure, &joined, age, cohort, people);
		}
	}
}

static const struct metric_column cohort_columns[] = {
	{ .name = "cohort", .label = "Came in", .is_key = TRUE, .key_kind = KEY_PERIOD }, { .name = "age", .label = "Months later", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "people", .label = "People" }, { NULL },
};

const struct metric metric_cohort_retention = {
	.definition = {
		.name = "c_cohort_retention", .card = "C30", .discipline = DISCIPLINE_COMMUNITY, .label = "Newcomers who are back, by month",
		.question = "Of those who came together, who is still there?",
		.formula = "Of the members whose first contribution ever lies in a month: share who contributed so many months later. Months that are not "
		           "over have no cell. Range: Wilson.",
		.noun = "newcomers", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_COHORTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "cohort retention; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = cohort_columns, .measure = cohort_retention,
};

/* ---- C38 ---- */

static void
resurrection(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	GTimeZone *zone = inquiry->project->zone;
	struct period before = inquiry_month_before(inquiry), first = period_step(before, -PAUSE_MONTHS, zone);
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree guint8 *now = NULL, *then = NULL, *earlier = NULL;
	gint64 paused = 0, back = 0, older = 0;

	conversation_active(conversation, inquiry->period.first, inquiry->period.past, inquiry_place(inquiry), &now);
	conversation_active(conversation, before.first, before.past, inquiry_place(inquiry), &then);
	conversation_active(conversation, first.first, before.first, inquiry_place(inquiry), &earlier);
	for (guint32 p = 0; p < conversation->n_people; p++) {
		paused += earlier[p] && !then[p];
		back += earlier[p] && !then[p] && now[p];
		older += now[p] && !then[p] && !earlier[p] && conversation->people[p].first_at < first.start;
	}
	row->values[0] = answer_share(back, paused, "nobody had paused");
	row->values[1] = value_count(older);
}

static const struct metric_column resurrection_columns[] = { { .name = "older", .label = "Back after a longer pause" }, { NULL } };

const struct metric metric_resurrection_rate = {
	.definition = {
		.name = "c_resurrection_rate", .card = "C38", .discipline = DISCIPLINE_COMMUNITY, .label = "People back after a pause",
		.question = "Do people who paused come back?", .phrase = "{value} of those who had paused came back",
		.formula = "Members not active last month but active in the five months before it: share active this month. Who came back after "
		           "a longer pause is said beside it. Range: Wilson.",
		.noun = "people who had paused", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "Savannah, resuming activity; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = resurrection_columns, .measure = resurrection,
};
