/* What the people who take part are to us: customers and others (C19), and how many kinds there are in effect (C20). */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"
#include "metrics/statistics/diversity.h"
#include "metrics/statistics/resample.h"

#define UNKNOWN_TOLD 0.3  /* above this share of people whose relation is not known it is said */
#define UNKNOWN_MOST 0.6  /* above this nothing is said of the others */
#define NOBODY_KNOWN "of nobody who took part is it known what they are to us"

static const char *const READS_RELATIONS[] = { "message", "standing", NULL };

/* The active members of a period by what they were to us at their last contribution in it. */
struct segments {
	gint64 people[RELATIONS];
	GArray *kinds; /* guint8: of each person whose relation is known */
};

static void
segments_clear(struct segments *segments)
{
	g_array_unref(segments->kinds);
}

static struct segments
segments_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct segments segments = { { 0 }, g_array_new(FALSE, FALSE, sizeof(guint8)) };
	g_autofree gint32 *last = inquiry_last_days(inquiry);

	for (guint32 p = 0; p < conversation->n_people; p++) {
		if (last[p] == NO_DAY)
			continue;
		guint8 relation = conversation_relation(conversation, p, instant_of_day(last[p] + 1, conversation->zone) - 1);
		segments.people[relation]++;
		if (relation != RELATION_UNKNOWN)
			g_array_append_val(segments.kinds, relation);
	}
	return segments;
}

static double
share_unknown(const struct segments *segments)
{
	gint64 all = segments->kinds->len + segments->people[RELATION_UNKNOWN];

	return all ? (double)segments->people[RELATION_UNKNOWN] / (double)all : 0;
}

/* Why nothing may be said: FALSE, and the value says it. */
static gboolean
may_be_said(const struct inquiry *inquiry, const struct segments *segments, struct value *value)
{
	if (inquiry->conversation->n_standings == 0) {
		*value = value_none(STATE_NO_DATA, NO_RELATIONS);
		return FALSE;
	}
	if (share_unknown(segments) > UNKNOWN_MOST) {
		*value = value_none(STATE_TOO_FEW, "of more than 60\xc2\xa0% of the people it is not known what they are to us: people.csv");
		return FALSE;
	}
	return TRUE;
}

static void
note_unknown(const struct inquiry *inquiry, struct figure *figure, const struct segments *segments)
{
	if (inquiry->current && share_unknown(segments) > UNKNOWN_TOLD)
		figure_note(figure, "Of %.0f\xc2\xa0%% of the people who took part it is not known what they are to us; they are left out.", 100 * share_unknown(segments));
}

/* ---- C19 ---- */

static void
non_customers(const struct inquiry *inquiry, struct figure *figure)
{
	struct segments segments = segments_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 known = segments.kinds->len;

	if (may_be_said(inquiry, &segments, &row->values[0])) {
		row->values[0] = answer_people_share(known - segments.people[RELATION_CUSTOMER], known, NOBODY_KNOWN);
		note_unknown(inquiry, figure, &segments);
	}
	segments_clear(&segments);
}

const struct metric metric_non_customer_share = {
	.definition = {
		.name = "c_non_customer_share", .card = "C19", .discipline = DISCIPLINE_COMMUNITY, .label = "Members who are no customers",
		.question = "Is the mix diverse, people who will never buy among them?",
		.phrase = "{value} of the people who took part were no customers",
		.formula = "Active members who are prospects, fans who do not buy, partners, press or former customers / active members of whom it is known "
		           "what they are (relation in people.csv, as it was at their last contribution in the period). Range: Wilson.",
		.noun = "members whose relation is known", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1, .source = "Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_RELATIONS, .measure = non_customers,
};

static void
segment_shares(const struct inquiry *inquiry, struct figure *figure)
{
	struct segments segments = segments_of(inquiry);
	struct value why;
	gboolean said = may_be_said(inquiry, &segments, &why);

	if (!said)
		inquiry_row(inquiry, figure)->values[0] = why;
	for (int relation = RELATION_CUSTOMER; said && relation < RELATIONS; relation++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, relation_label(relation));
		row->values[0] = answer_people_share(segments.people[relation], segments.kinds->len, NOBODY_KNOWN);
		row->values[1] = answer_people(segments.people[relation]);
	}
	if (said)
		note_unknown(inquiry, figure, &segments);
	segments_clear(&segments);
}

static const struct metric_column segment_columns[] = {
	{ .name = "relation", .label = "What they are to us", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "people", .label = "Members" }, { NULL },
};

static const struct metric_total segment_totals[] = { { .over = "relation" }, { NULL } };

const struct metric metric_segment_shares = {
	.definition = {
		.name = "c_segment_shares", .card = "C19", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of active members, by what they are to us",
		.question = "What are the people who take part to us?",
		.formula = "Active members by relation (people.csv, as it was at their last contribution in the period) / active members of whom it is "
		           "known. Range: Wilson.",
		.noun = "members whose relation is known", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE,
		.comparison = COMPARE_NONE, .minimum = 5, .comfortable = 30, .version = 1, .source = "as “Members who are no customers”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_RELATIONS, .columns = segment_columns, .totals = segment_totals,
	.measure = segment_shares,
};

/* ---- C20 ---- */

/* The kind with the fewest people that is not in the pool yet; RELATION_UNKNOWN when there is none. */
static int
smallest_kind(const gint64 *people, const gboolean *pooled)
{
	int smallest = RELATION_UNKNOWN;

	for (int kind = RELATION_CUSTOMER; kind < RELATIONS; kind++)
		if (people[kind] > 0 && !pooled[kind] && (smallest == RELATION_UNKNOWN || people[kind] < people[smallest]))
			smallest = kind;
	return smallest;
}

/* From the diversity and the shares that are shown, two hidden ones could be computed: kinds of fewer than k people count as one here, together
 * with the next smallest as long as their sum leaves fewer than k numbers possible (disclosure.h). Gives how many people are in the pool. */
static gint64
small_kinds_pool(const struct segments *segments, int k, gboolean *pooled)
{
	int next = smallest_kind(segments->people, pooled), kinds = 0;
	gint64 people = 0;

	if (segments->people[next] >= k)
		return 0;
	for (; next != RELATION_UNKNOWN && (kinds < 2 || people <= k); next = smallest_kind(segments->people, pooled)) {
		pooled[next] = TRUE;
		people += segments->people[next];
		kinds++;
	}
	return people;
}

/* Writes the pool's people to the place of unknown ones, who are in none of the sums. */
static void
pool_apply(struct segments *segments, const gboolean *pooled, gint64 people)
{
	for (guint i = 0; i < segments->kinds->len; i++) {
		guint8 *kind = &g_array_index(segments->kinds, guint8, i);
		*kind = pooled[*kind] ? RELATION_UNKNOWN : *kind;
	}
	for (int kind = RELATION_CUSTOMER; kind < RELATIONS; kind++)
		segments->people[kind] = pooled[kind] ? 0 : segments->people[kind];
	segments->people[RELATION_UNKNOWN] = people;
}

/* N(N − 1)/Σn(n − 1) where person i stands times[i] times in the sample: pairs of two people, never of one with himself, or a draw
 * with repeats would look less diverse than what it was drawn from. */
static gboolean
kinds_drawn(const guint *times, guint n, gpointer user, double *value)
{
	const guint8 *kinds = user;
	double all = 0, own = 0, of_kind[RELATIONS] = { 0 }, alike = 0;

	for (guint i = 0; i < n; i++) {
		all += times[i];
		own += (double)times[i] * times[i];
		of_kind[kinds[i]] += times[i];
	}
	for (guint kind = 0; kind < RELATIONS; kind++)
		alike += of_kind[kind] * of_kind[kind];
	*value = alike > own ? (all * all - own) / (alike - own) : 0;
	return alike > own;
}

static void
diversity(const struct inquiry *inquiry, struct figure *figure)
{
	struct segments segments = segments_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct random random = answer_random(inquiry);
	gboolean pooled[RELATIONS] = { FALSE }, said = may_be_said(inquiry, &segments, &row->values[0]);
	guint known = segments.kinds->len, present = 0;
	double counts[RELATIONS] = { 0 };

	for (int relation = RELATION_CUSTOMER; relation < RELATIONS; relation++)
		present += segments.people[relation] > 0;
	if (said)
		note_unknown(inquiry, figure, &segments);
	gint64 small = small_kinds_pool(&segments, inquiry->k, pooled);
	pool_apply(&segments, pooled, small);
	for (int relation = RELATION_UNKNOWN; relation < RELATIONS; relation++)
		counts[relation] = (double)segments.people[relation];
	if (said && small > 0 && small == known)
		row->values[0] = value_none(STATE_SUPPRESSED, NULL);
	else if (said) {
		row->values[0] = answer_interval(bootstrap(known, 0, kinds_drawn, segments.kinds->data, &random), known,
		                                 known ? "no two people were alike" : NOBODY_KNOWN);
		row->values[1] = value_count(present);
		row->values[2] = answer_interval(hill_diversity(counts, RELATIONS), known, NOBODY_KNOWN);
		row->values[3] = answer_interval(hill_shannon(counts, RELATIONS), known, NOBODY_KNOWN);
		if (inquiry->current && small > 0)
			figure_note(figure, "Kinds of fewer than %d people count as one here.", inquiry->k);
	}
	segments_clear(&segments);
}

static const struct metric_column diversity_columns[] = {
	{ .name = "segments", .label = "Kinds present" }, { .name = "plain", .label = "Uncorrected", .unit = UNIT_RATIO },
	{ .name = "shannon", .label = "e to the Shannon entropy", .unit = UNIT_RATIO }, { NULL },
};

const struct metric metric_segment_diversity = {
	.definition = {
		.name = "c_segment_diversity", .card = "C20", .discipline = DISCIPLINE_COMMUNITY, .label = "Kinds of people, in effect",
		.question = "How many kinds of people take part, in effect?", .phrase = "there were in effect {value} kinds of people",
		.formula = "Hill number of order 2 over what active members are to us, corrected for the size of the sample: N(N − 1) / Σn(n − 1). As many "
		           "kinds of equal size would be as diverse. Kinds too small to be shown count as one. Range: bootstrap over people.",
		.noun = "members whose relation is known", .unit = UNIT_RATIO, .additivity = ADD_DIST, .shape = SHAPE_SERIES,
		.comparison = COMPARE_INTERVALS, .minimum = 10, .comfortable = 30, .version = 1,
		.source = "Hill 1973; CHAOSS Organizational Diversity asks the question",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .by_k = TRUE, .reads = READS_RELATIONS, .columns = diversity_columns, .measure = diversity,
};
