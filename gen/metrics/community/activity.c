/* Who takes part, and why there are more or fewer of them (C01–C04). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/resample.h"

static guint32
active_in(const struct inquiry *inquiry, const struct period *period, guint8 **marks)
{
	return conversation_active(inquiry->conversation, period->first, period->past, inquiry_place(inquiry), marks);
}

static struct value
active_members(const struct inquiry *inquiry)
{
	g_autofree guint8 *marks = NULL;

	return answer_people(active_in(inquiry, &inquiry->period, &marks));
}

const struct metric metric_active_members = {
	.definition = {
		.name = "c_active_members", .card = "C01", .discipline = DISCIPLINE_COMMUNITY, .label = "Active members",
		.question = "How many people take part?", .phrase = "{value} people took part",
		.formula = "Members (not staff, not bots) who wrote at least one message or helped at an event in the period. "
		           "Reactions and log-ins alone do not count.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE, .version = 1,
		.source = "CHAOSS Contributors; contrast Discourse DAU/MAU, which counts visits",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reads = READS_EVENTS, .value = active_members,
};

/* ---- growth accounting ---- */

enum growth { GROWTH_NEW, GROWTH_RESURRECTED, GROWTH_RETAINED, GROWTH_CHURNED, GROWTH_KINDS };

static guint8 *
newcomers_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_arrivals(conversation, &inquiry->period);
	guint8 *marks = g_new0(guint8, conversation->n_people + 1);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation->arrivals[i].scope == inquiry_arrivals(inquiry))
			marks[conversation->arrivals[i].person] = 1;
	return marks;
}

/* METRICS C02: |A_t| = |A_t−1| + new + resurrected − churned, each counted by its own definition; a build whose books do not balance
 * fails, whatever else it could say. */
static void
growth_prove(const struct inquiry *inquiry, const gint64 *counts, gint64 active, gint64 active_before)
{
	gboolean balances = active == active_before + counts[GROWTH_NEW] + counts[GROWTH_RESURRECTED] - counts[GROWTH_CHURNED];
	gboolean whole = active == counts[GROWTH_NEW] + counts[GROWTH_RESURRECTED] + counts[GROWTH_RETAINED];
	g_autofree char *month = period_id(&inquiry->period);

	if (!balances || !whole)
		g_error("growth of active members does not add up in %s, %s: %" G_GINT64_FORMAT " + %" G_GINT64_FORMAT " new + %" G_GINT64_FORMAT
		        " back again - %" G_GINT64_FORMAT " lost is not %" G_GINT64_FORMAT, month, inquiry->scope, active_before, counts[GROWTH_NEW],
		        counts[GROWTH_RESURRECTED], counts[GROWTH_CHURNED], active);
}

/* Counts each kind; gained and lost (may be NULL) get 1 for each person active in either month. Returns how many those are. */
static guint
growth_of(const struct inquiry *inquiry, gint64 *counts, double **gained, double **lost)
{
	struct period before = inquiry_month_before(inquiry);
	g_autofree guint8 *now = NULL, *then = NULL, *new = newcomers_of(inquiry);
	gint64 active = active_in(inquiry, &inquiry->period, &now), active_before = active_in(inquiry, &before, &then);
	g_autoptr(GArray) gains = g_array_new(FALSE, FALSE, sizeof(double)), losses = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint32 p = 0; p < inquiry->conversation->n_people; p++) {
		if (!now[p] && !then[p])
			continue;
		gboolean is_new = now[p] && new[p], is_back = now[p] && !then[p] && !new[p];
		double gain = is_new || is_back, loss = then[p] && !now[p];
		counts[GROWTH_NEW] += is_new;
		counts[GROWTH_RESURRECTED] += is_back;
		counts[GROWTH_RETAINED] += now[p] && then[p];
		counts[GROWTH_CHURNED] += then[p] && !now[p];
		g_array_append_val(gains, gain);
		g_array_append_val(losses, loss);
	}
	growth_prove(inquiry, counts, active, active_before);
	guint people = gains->len;
	if (gained) {
		*gained = (double *)(void *)g_array_free(g_steal_pointer(&gains), FALSE);
		*lost = (double *)(void *)g_array_free(g_steal_pointer(&losses), FALSE);
	}
	return people;
}

/* Until a month is over nobody can be said not to have come back. */
static gboolean
month_is_over(const struct inquiry *inquiry, struct value *value)
{
	if (inquiry->data_end >= inquiry->period.end)
		return TRUE;
	*value = value_none(STATE_PARTIAL, "the month is not over: who is not back yet may still come");
	return FALSE;
}

/* §2.3: unmerged accounts make more people than there are; said where there is more than one place to have an account in. */
static void
note_accounts(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *active = NULL;
	guint32 people = 0, accounts = 0, alone = 0, unknown = 0;

	active_in(inquiry, &inquiry->period, &active);
	for (guint32 p = 0; p < conversation->n_people; p++) {
		const struct person *person = &conversation->people[p];
		people += active[p];
		accounts += active[p] * MAX(person->accounts, 1);
		alone += active[p] && person->accounts <= 1;
		unknown += active[p] && person->was_unknown;
	}
	if (people && conversation->n_scopes > 1)
		figure_note(figure, "Accounts per person: %.2f. %u accounts are merged with no other: people who have two are counted twice.", (double)accounts / people, alone);
	if (unknown)
		figure_note(figure, "Of %.0f\xc2\xa0%% of the people nobody says whether they are members, staff or bots; they count as members.", 100.0 * unknown / people);
}

static void
note_bots(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->period);
	guint32 bots = 0;

	for (guint32 i = span.first; i < span.past; i++)
		bots += (conversation->utterances[conversation->by_time[i]].is & UTTERANCE_BOT) != 0;
	if (bots)
		figure_note(figure, "Bot messages left out of all numbers: %u.", bots);
}

static void
growth_accounting(const struct inquiry *inquiry, struct figure *figure)
{
	gint64 counts[GROWTH_KINDS] = { 0 };
	struct figure_row *row = inquiry_row(inquiry, figure);

	note_short_history(inquiry, figure);
	if (inquiry->current) {
		note_accounts(inquiry, figure);
		note_bots(inquiry, figure);
	}
	if (!month_is_over(inquiry, &row->values[0]))
		return;
	guint people = growth_of(inquiry, counts, NULL, NULL);
	gint64 gained = counts[GROWTH_NEW] + counts[GROWTH_RESURRECTED];
	row->values[0] = value_estimate((double)(gained - counts[GROWTH_CHURNED]), NAN, NAN, people);
	row->values[1] = answer_people(gained);
	row->values[2] = answer_people(counts[GROWTH_CHURNED]);
	row->values[3] = answer_people(counts[GROWTH_NEW]);
	row->values[4] = answer_people(counts[GROWTH_RESURRECTED]);
	row->values[5] = answer_people(counts[GROWTH_RETAINED]);
}

static const struct metric_column growth_columns[] = {
	{ .name = "gained", .label = "Gained" }, { .name = "lost", .label = "Not back this month" }, { .name = "new", .label = "New" },
	{ .name = "resurrected", .label = "Back again" }, { .name = "retained", .label = "Stayed" }, { NULL },
};

const struct metric metric_growth_accounting = {
	.definition = {
		.name = "c_growth_accounting", .card = "C02", .discipline = DISCIPLINE_COMMUNITY, .label = "Change in active members",
		.question = "Why did it grow or shrink?",
		.formula = "Active this month = active last month + new (first contribution ever) + back again (active before, not last month) "
		           "− not back (active last month only).",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_UNIQUE, .shape = SHAPE_FLOWS, .comparison = COMPARE_NONE, .version = 1,
		.source = "Hsu, Diligence at Social Capital 1: growth accounting",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = growth_columns, .measure = growth_accounting,
};

static struct value
quick_ratio(const struct inquiry *inquiry)
{
	gint64 counts[GROWTH_KINDS] = { 0 };
	g_autofree double *gained = NULL, *lost = NULL;
	struct value partial;

	if (!month_is_over(inquiry, &partial))
		return partial;
	guint people = growth_of(inquiry, counts, &gained, &lost);
	return answer_ratio(inquiry, gained, lost, people, "nobody left");
}

const struct metric metric_quick_ratio = {
	.definition = {
		.name = "c_quick_ratio", .card = "C03", .discipline = DISCIPLINE_COMMUNITY, .label = "Gained for each one lost",
		.question = "Do we gain people faster than we lose them?", .phrase = "people gained for each one lost: {value}",
		.formula = "(New + back again) / not back this month. Range: bootstrap over people active in either month.",
		.noun = "people who did not come back", .unit = UNIT_RATIO, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE,
		.reference = 1, .reference_label = "no gain, no loss",
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 15, .version = 1,
		.source = "Hsu, Diligence at Social Capital 1: quick ratio",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .value = quick_ratio,
};

static struct value
retention(const struct inquiry *inquiry)
{
	gint64 counts[GROWTH_KINDS] = { 0 };
	struct value partial;

	if (!month_is_over(inquiry, &partial))
		return partial;
	growth_of(inquiry, counts, NULL, NULL);
	return answer_share(counts[GROWTH_RETAINED], counts[GROWTH_RETAINED] + counts[GROWTH_CHURNED], "nobody was active the month before");
}

const struct metric metric_retention = {
	.definition = {
		.name = "c_retention_m1", .card = "C04", .discipline = DISCIPLINE_COMMUNITY, .label = "People back from the month before",
		.question = "Do people come back next month?", .phrase = "{value} of last month’s people came back",
		.formula = "Members active in both months / members active last month. Range: Wilson.",
		.noun = "people active last month", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1, .source = "Hsu, Diligence at Social Capital 1",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .headline = TRUE, .value = retention,
};
