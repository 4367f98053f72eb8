/* Ties that form and ties that fade between two windows of 90 days (C40), deep and thin apart. */
#include "metrics/answer.h"
#include "metrics/community/web.h"

#define NO_HISTORY "the data reach back less than 180 days"

/* Members' ties of two adjacent windows: those only in the later are new, those only in the earlier were not renewed. */
struct turnover {
	gint64 formed[2], lost[2]; /* thin, deep */
	GArray *pairs[2];          /* struct pair, of the earlier: it counts when it was not renewed */
};

static int
compare_ties(const struct tie *x, const struct tie *y)
{
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static gboolean
is_deep(const struct inquiry *inquiry, const struct tie *tie)
{
	return tie_kind_of(tie, inquiry->project, inquiry->project->deep_days) == TIE_DEEP;
}

static void
turnover_earlier(const struct inquiry *inquiry, struct turnover *turnover, const struct tie *tie, gboolean renewed)
{
	gboolean deep = is_deep(inquiry, tie);
	struct pair pair = { tie->a, tie->b, !renewed };

	if (!tie_among_members(inquiry->conversation, tie))
		return;
	turnover->lost[deep] += !renewed;
	g_array_append_val(turnover->pairs[deep], pair);
}

static void
turnover_later(const struct inquiry *inquiry, struct turnover *turnover, const struct tie *tie)
{
	if (tie_among_members(inquiry->conversation, tie))
		turnover->formed[is_deep(inquiry, tie)]++;
}

/* Both lists are sorted by their people. */
static struct turnover
turnover_between(const struct inquiry *inquiry, const struct ties *earlier, const struct ties *later)
{
	struct turnover turnover = { .pairs = { g_array_new(FALSE, FALSE, sizeof(struct pair)), g_array_new(FALSE, FALSE, sizeof(struct pair)) } };

	for (guint32 i = 0, j = 0; i < earlier->n || j < later->n;) {
		int order = i == earlier->n ? 1 : j == later->n ? -1 : compare_ties(&earlier->ties[i], &later->ties[j]);
		if (order <= 0)
			turnover_earlier(inquiry, &turnover, &earlier->ties[i], order == 0);
		else
			turnover_later(inquiry, &turnover, &later->ties[j]);
		i += order <= 0;
		j += order >= 0;
	}
	return turnover;
}

/* The ninety days before the inquiry's. */
static struct period
window_before(const struct inquiry *inquiry)
{
	return period_of_day(PERIOD_ROLLING90, inquiry->window.first - 1, inquiry->project->zone);
}

static struct turnover
turnover_of(const struct inquiry *inquiry)
{
	struct period before = window_before(inquiry);
	struct ties *earlier = ties_new(inquiry->conversation, &before, inquiry_place(inquiry));
	struct ties *later = ties_new(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	struct turnover turnover = turnover_between(inquiry, earlier, later);

	ties_free(earlier);
	ties_free(later);
	return turnover;
}

static void
turnover_clear(struct turnover *turnover)
{
	g_array_unref(turnover->pairs[0]);
	g_array_unref(turnover->pairs[1]);
}

/* Two windows of history, or every tie is new. */
static gboolean
history_reaches(const struct inquiry *inquiry)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	return begin != NO_TIME && day_of_instant(begin, inquiry->conversation->zone) <= window_before(inquiry).first;
}

static void
tie_formation(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!history_reaches(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, NO_HISTORY);
		return;
	}
	struct turnover turnover = turnover_of(inquiry);
	const gint64 counts[] = {
		turnover.formed[0] + turnover.formed[1], turnover.formed[0] + turnover.formed[1], turnover.lost[0] + turnover.lost[1],
		turnover.formed[1], turnover.formed[0], turnover.lost[1], turnover.lost[0],
	};
	for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
		row->values[i] = value_count(counts[i]);
	turnover_clear(&turnover);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column formation_columns[] = {
	{ .name = "gained", .label = "New" }, { .name = "lost", .label = "Not renewed" }, { .name = "gained_deep", .label = "New and deep" },
	{ .name = "gained_thin", .label = "New and thin" }, { .name = "lost_deep", .label = "Deep, not renewed" },
	{ .name = "lost_thin", .label = "Thin, not renewed" }, { NULL },
};

const struct metric metric_tie_formation = {
	.definition = {
		.name = "c_tie_formation", .card = "C40", .discipline = DISCIPLINE_COMMUNITY, .label = "Ties that formed and ties that were not renewed",
		.question = "Do people find each other?",
		.formula = "Ties between members of the 90 days to the end of the month that the 90 days before did not have; beside them the ties of those 90 days before "
		           "that these do not have any more. Deep: lasting and two-way; thin: all others. Months share days: do not add them.",
		.noun = "ties between members", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_FLOWS, .comparison = COMPARE_NONE, .version = 1,
		.source = "Kossinets & Watts 2006, Science 311:88, as counts",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = formation_columns, .measure = tie_formation,
};

static void
tie_decay(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!history_reaches(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, NO_HISTORY);
		return;
	}
	struct turnover turnover = turnover_of(inquiry);
	row->values[1] = answer_pairs(inquiry, turnover.pairs[1], "no tie was deep");
	row->values[2] = answer_pairs(inquiry, turnover.pairs[0], "no tie was thin");
	g_array_append_vals(turnover.pairs[0], turnover.pairs[1]->data, turnover.pairs[1]->len);
	row->values[0] = answer_pairs(inquiry, turnover.pairs[0], "no two members had an exchange in the 90 days before");
	note_draws(inquiry, figure, turnover.pairs[0]);
	turnover_clear(&turnover);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column decay_columns[] = {
	{ .name = "deep", .label = "Of deep ties", .unit = UNIT_SHARE, .judged = TRUE }, { .name = "thin", .label = "Of thin ties", .unit = UNIT_SHARE, .judged = TRUE },
	{ NULL },
};

const struct metric metric_tie_decay = {
	.definition = {
		.name = "c_tie_decay", .card = "C40", .discipline = DISCIPLINE_COMMUNITY, .label = "Ties that were not renewed",
		.question = "Do ties last?", .phrase = "{value} of the ties of the 90 days before were not renewed",
		.formula = "Ties between members of the 90 days before these 90 without any exchange in these / ties of the 90 days before. Range: bootstrap over people.",
		.noun = "ties between members", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 15, .comfortable = 60, .version = 1, .source = "Burt 2000, Social Networks 22:1, decay over adjacent windows",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = decay_columns, .measure = tie_decay,
};
