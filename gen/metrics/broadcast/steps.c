/* Stages of leads, looked up by lead. */
#include "metrics/broadcast/steps.h"

#include <string.h>

#include "metrics/origin.h"

/* What a row of lead_stage stands for, beside its name. */
enum meaning { MEANS_HANDED = STEP_HANDED, MEANS_WON = STEP_WON, MEANS_LOST, MEANS_NOTHING };

struct stage_name {
	const char *name; /* letters and figures only, lower case */
	enum meaning meaning;
};
static const struct stage_name STAGE_NAMES[] = {
	{ "handedtosales", MEANS_HANDED }, { "salesqualifiedlead", MEANS_HANDED }, { "sql", MEANS_HANDED }, { "opportunity", MEANS_HANDED },
	{ "customer", MEANS_WON }, { "won", MEANS_WON }, { "closedwon", MEANS_WON },
	{ "lost", MEANS_LOST }, { "closedlost", MEANS_LOST }, { "disqualified", MEANS_LOST }, { "unqualified", MEANS_LOST },
};

struct stage {
	const struct lead_stage *row;
	gint64 at; /* or STEP_UNDATED */
	enum meaning meaning;
};

struct steps {
	const struct records *records;
	struct stage *stages; /* by lead, then time, undated ones last, then name */
	GHashTable *first;    /* lead atom → index + 1 of its first stage */
	guint n;
};

static gint64
entered_at(const struct publishing *publishing, const struct lead_stage *row)
{
	if (row->entered_at != NO_TIME)
		return row->entered_at;
	return row->entered_day == NO_DAY ? STEP_UNDATED : instant_of_day(row->entered_day, publishing->project->zone);
}

static enum meaning
meaning_of(const struct records *records, const struct lead_stage *row)
{
	g_autofree char *name = origin_squeeze(records_atom(records, row->stage));

	if (row->outcome != OUTCOME_UNKNOWN)
		return row->outcome == OUTCOME_WON ? MEANS_WON : MEANS_LOST;
	for (guint i = 0; i < G_N_ELEMENTS(STAGE_NAMES); i++)
		if (strcmp(STAGE_NAMES[i].name, name) == 0)
			return STAGE_NAMES[i].meaning;
	return MEANS_NOTHING;
}

static int
compare_stages(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct stage *x = a, *y = b;
	const struct records *records = user;

	if (x->row->lead_id != y->row->lead_id)
		return x->row->lead_id < y->row->lead_id ? -1 : 1; /* only to stand together: nobody sees this order */
	if (x->at != y->at)
		return y->at == STEP_UNDATED || (x->at != STEP_UNDATED && x->at < y->at) ? -1 : 1;
	return g_strcmp0(records_atom(records, x->row->stage), records_atom(records, y->row->stage));
}

struct steps *
steps_new(const struct publishing *publishing)
{
	const struct records *records = publishing->records;
	guint n = RECORD_COUNT_OF(records, lead_stage);
	struct steps *steps = g_new0(struct steps, 1);

	steps->records = records;
	steps->stages = g_new(struct stage, n + 1);
	steps->first = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (guint i = 0; i < n; i++) {
		const struct lead_stage *row = RECORD_AT(records, lead_stage, i);
		steps->stages[steps->n++] = (struct stage){ row, entered_at(publishing, row), meaning_of(records, row) };
	}
	g_qsort_with_data(steps->stages, (gint)steps->n, sizeof(struct stage), compare_stages, (gpointer)records);
	for (guint i = steps->n; i-- > 0;)
		g_hash_table_insert(steps->first, GUINT_TO_POINTER(steps->stages[i].row->lead_id), GUINT_TO_POINTER(i + 1));
	return steps;
}

void
steps_free(struct steps *steps)
{
	g_hash_table_unref(steps->first);
	g_free(steps->stages);
	g_free(steps);
}

/* The stages of a lead in order of time, the first of them; `past` is behind the last. NULL twice where it has none. */
static const struct stage *
stages_of(const struct steps *steps, const struct lead *lead, const struct stage **past)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(steps->first, GUINT_TO_POINTER(lead->lead_id))), end = at;

	while (at && end < steps->n && steps->stages[end].row->lead_id == lead->lead_id)
		end++;
	*past = at ? &steps->stages[end] : NULL;
	return at ? &steps->stages[at - 1] : NULL;
}

static gint64
first_with(const struct steps *steps, const struct lead *lead, enum meaning meaning)
{
	const struct stage *past, *stage = stages_of(steps, lead, &past);

	for (; stage < past; stage++)
		if (stage->meaning == meaning)
			return stage->at;
	return NO_TIME;
}

gint64
steps_entered(const struct steps *steps, const struct lead *lead, enum lead_step step)
{
	return first_with(steps, lead, (enum meaning)step);
}

gint64
steps_reached(const struct steps *steps, const struct lead *lead, enum lead_step step)
{
	gint64 first = NO_TIME;

	for (; step < STEP_COUNT; step++) {
		gint64 at = steps_entered(steps, lead, step);
		if (first <= STEP_UNDATED ? at > first : at > STEP_UNDATED && at < first)
			first = at;
	}
	return first;
}

gint64
steps_lost(const struct steps *steps, const struct lead *lead)
{
	return first_with(steps, lead, MEANS_LOST);
}

gint64
steps_entered_stage(const struct steps *steps, const struct lead *lead, atom name)
{
	const struct stage *past, *stage = stages_of(steps, lead, &past);

	for (; stage < past; stage++)
		if (stage->row->stage == name)
			return stage->at;
	return NO_TIME;
}

const char *
steps_stage(const struct steps *steps, const struct lead *lead, gint64 at)
{
	const struct stage *past, *stage = stages_of(steps, lead, &past);
	const char *name = NULL;

	for (; stage < past && stage->at <= at; stage++)
		name = records_atom(steps->records, stage->row->stage);
	return name;
}
