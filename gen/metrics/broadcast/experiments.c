/* Which positioning worked better (METRICS B14). People assigned by chance make a test, read once and at its end; posts alternated by hand
 * make a comparison. */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/statistics/experiment.h"
#include "metrics/statistics/multiple.h"

#define OVERLAP_LEAST 0.8 /* of the arms' days */
#define FALSE_FINDINGS 0.05
#define DAYPARTS 5        /* four of six hours, and one for posts without a clock */

enum { KEY_QUESTION = 2, KEY_VERSION, KEY_VERDICT };
enum { VALUE_LIFT, VALUE_A, VALUE_B, VALUE_CHANCE, VALUE_LOSS };

/* ---- arms and their order ---- */

static int
compare_arms(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct arm *x = *(const struct arm *const *)a, *y = *(const struct arm *const *)b;

	return g_strcmp0(records_atom(user, x->arm_id), records_atom(user, y->arm_id));
}

/* By id; the first is what the others are held against. The caller unrefs. */
static GPtrArray *
arms_of(const struct records *records, const struct experiment *experiment)
{
	GPtrArray *arms = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(records, arm); i++)
		if (RECORD_AT(records, arm, i)->experiment_id == experiment->experiment_id)
			g_ptr_array_add(arms, RECORD_AT(records, arm, i));
	g_ptr_array_sort_with_data(arms, compare_arms, (gpointer)records);
	return arms;
}

static const char *
label_of(const struct records *records, const struct arm *arm)
{
	const char *label = records_text(records, arm->label);

	return label ? label : records_atom(records, arm->arm_id);
}

static struct figure_row *
arm_row(const struct inquiry *inquiry, struct figure *figure, const struct experiment *experiment, const struct arm *a, const struct arm *b)
{
	const char *question = records_text(inquiry->records, experiment->question);
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree char *version = g_strdup_printf("%s, against %s", label_of(inquiry->records, b), label_of(inquiry->records, a));

	figure_set_word(figure, row, KEY_QUESTION, question ? question : records_atom(inquiry->records, experiment->experiment_id));
	figure_set_word(figure, row, KEY_VERSION, version);
	return row;
}

static void
row_says(struct figure *figure, struct figure_row *row, const char *verdict, struct value value)
{
	figure_set_word(figure, row, KEY_VERDICT, verdict);
	row->values[VALUE_LIFT] = value;
}

/* ---- people assigned by chance ---- */

static struct trial_arm
trial_of(const struct arm *arm)
{
	gboolean known = arm->exposed != NO_COUNT && arm->converted != NO_COUNT;

	return (struct trial_arm){ known ? (double)arm->exposed : 0, known ? (double)arm->converted : 0 };
}

static struct split_check
split_of(const GPtrArray *arms)
{
	g_autofree double *exposed = g_new(double, arms->len + 1), *planned = g_new(double, arms->len + 1);
	gboolean is_planned = TRUE;

	for (guint i = 0; i < arms->len; i++) {
		const struct arm *arm = g_ptr_array_index(arms, i);
		exposed[i] = trial_of(arm).exposed;
		planned[i] = arm->planned_share;
		is_planned &= arm->planned_share > 0;
	}
	return experiment_split(exposed, is_planned ? planned : NULL, arms->len);
}

static double
exposed_in_all(const GPtrArray *arms)
{
	double all = 0;

	for (guint i = 0; i < arms->len; i++)
		all += trial_of(g_ptr_array_index(arms, i)).exposed;
	return all;
}

/* Without a number of people planned beforehand, or with fewer of them, a test shows where to look and nothing more; NULL: it is one. */
static const char *
why_exploratory(const struct experiment *experiment, const GPtrArray *arms)
{
	if (experiment->planned_n == NO_COUNT)
		return "exploratory: no number of people was planned";
	return exposed_in_all(arms) < (double)experiment->planned_n ? "exploratory: fewer people than planned" : NULL;
}

static const char *
verdict_of_trial(const struct trial *trial, gboolean stands, const char *exploratory)
{
	gboolean clear = stands && (trial->lift.low > 0 || trial->lift.high < 0);

	if (exploratory)
		return exploratory;
	if (!clear)
		return "no clear difference";
	return trial->lift.value > 0 ? "did better" : "did worse";
}

static void
trial_row(struct figure *figure, struct figure_row *row, struct trial_arm a, struct trial_arm b, gboolean stands, const char *exploratory)
{
	struct trial trial = experiment_read(a, b);

	if (!trial.defined) {
		row_says(figure, row, NULL, value_none(STATE_UNDEFINED, "an arm has nobody, or more conversions than people"));
		return;
	}
	row_says(figure, row, verdict_of_trial(&trial, stands, exploratory), answer_interval(trial.lift, (gint64)(a.exposed + b.exposed), NULL));
	row->values[VALUE_A] = answer_share((gint64)a.converted, (gint64)a.exposed, NULL);
	row->values[VALUE_B] = answer_share((gint64)b.converted, (gint64)b.exposed, NULL);
	row->values[VALUE_CHANCE] = value_estimate(trial.chance_better, NAN, NAN, NO_COUNT);
	row->values[VALUE_LOSS] = value_estimate(trial.loss_of_b, NAN, NAN, NO_COUNT);
}

/* Every other arm against the first; with more than two arms by Holm (1979). */
static void
trial_rows(const struct inquiry *inquiry, struct figure *figure, const struct experiment *experiment, const GPtrArray *arms)
{
	guint n = arms->len - 1;
	struct trial_arm a = trial_of(g_ptr_array_index(arms, 0));
	struct split_check split = split_of(arms);
	const char *exploratory = why_exploratory(experiment, arms);
	g_autofree double *p = g_new(double, n + 1);
	g_autofree gboolean *stands = g_new0(gboolean, n + 1);

	for (guint i = 0; i < n; i++) {
		struct trial trial = experiment_read(a, trial_of(g_ptr_array_index(arms, i + 1)));
		p[i] = trial.defined ? trial.p : 1;
	}
	holm(p, n, FALSE_FINDINGS, stands);
	for (guint i = 0; i < n; i++) {
		struct figure_row *row = arm_row(inquiry, figure, experiment, g_ptr_array_index(arms, 0), g_ptr_array_index(arms, i + 1));
		if (split.defined && split.verdict == SPLIT_VOID)
			row_says(figure, row, "void", value_none(STATE_UNDEFINED, "the groups are not comparable: other shares than planned"));
		else
			trial_row(figure, row, a, trial_of(g_ptr_array_index(arms, i + 1)), stands[i] || n == 1, exploratory);
	}
	if (split.defined && split.verdict == SPLIT_WARNING)
		figure_note(figure, "%s: the groups are less alike in size than planned", records_atom(inquiry->records, experiment->experiment_id));
}

/* ---- posts alternated by hand ---- */

struct compared {
	GArray *rates;   /* double */
	GArray *is_b;    /* gboolean */
	GArray *strata;  /* guint: weekday × part of the day */
	gint32 first[2], last[2];
};

static guint
stratum_of(const struct publication *publication)
{
	guint part = publication->hour < 0 ? DAYPARTS - 1 : (guint)publication->hour / 6;

	return (guint)day_weekday(publication->day) * DAYPARTS + part;
}

static void
compared_add(struct compared *compared, const struct publishing *publishing, const struct publication *publication, gboolean is_b)
{
	const struct post_metric *snapshot = publication_mature(publishing, publication, has_interactions);
	guint stratum = stratum_of(publication);
	double rate;

	if (!snapshot || snapshot->impressions <= 0)
		return;
	rate = interactions_of(snapshot) / impressions_of(snapshot);
	g_array_append_val(compared->rates, rate);
	g_array_append_val(compared->is_b, is_b);
	g_array_append_val(compared->strata, stratum);
	compared->first[is_b] = MIN(compared->first[is_b], publication->day);
	compared->last[is_b] = MAX(compared->last[is_b], publication->day);
}

/* The posts of an arm: ids divided by semicolons. In the order of publication, so that chance falls the same way every time. */
static void
arm_posts(const struct publishing *publishing, const struct arm *arm, gboolean is_b, struct compared *compared)
{
	const char *words = records_atom(publishing->records, arm->post_id);
	g_auto(GStrv) ids = g_strsplit(words ? words : "", ";", -1);

	for (guint i = 0; i < publishing->n_posts; i++) {
		const char *id = records_atom(publishing->records, publishing->posts[i].post->post_id);
		for (guint j = 0; ids[j]; j++)
			if (g_strcmp0(g_strstrip(ids[j]), id) == 0)
				compared_add(compared, publishing, &publishing->posts[i], is_b);
	}
}

/* The days both ran, of the days one of them did. */
static double
overlap_of(const struct compared *compared)
{
	gint32 both = MIN(compared->last[0], compared->last[1]) - MAX(compared->first[0], compared->first[1]) + 1;
	gint32 any = MAX(compared->last[0], compared->last[1]) - MIN(compared->first[0], compared->first[1]) + 1;

	return any > 0 ? (double)MAX(both, 0) / any : 0;
}

static struct permutation
compared_read(const struct inquiry *inquiry, const struct compared *compared)
{
	struct random random = answer_random(inquiry);

	return experiment_permute((const double *)(gpointer)compared->rates->data, (const gboolean *)(gpointer)compared->is_b->data,
	                          (const guint *)(gpointer)compared->strata->data, compared->rates->len, &random);
}

static void
compared_says(struct figure *figure, struct figure_row *row, const struct compared *compared, const struct permutation *permutation, gboolean stands)
{
	if (!permutation->defined)
		row_says(figure, row, NULL, value_none(STATE_NO_DATA, "no post of one version was measured"));
	else if (overlap_of(compared) < OVERLAP_LEAST)
		row_says(figure, row, "void", value_none(STATE_UNDEFINED, "the versions were not published in the same weeks"));
	else
		row_says(figure, row, !stands ? "a comparison: no clear difference"
		                      : permutation->difference > 0 ? "a comparison: did better" : "a comparison: did worse",
		         value_estimate(permutation->difference, NAN, NAN, compared->rates->len));
}

static struct compared
compared_new(const struct publishing *publishing, const struct arm *a, const struct arm *b)
{
	struct compared compared = { g_array_new(FALSE, TRUE, sizeof(double)), g_array_new(FALSE, TRUE, sizeof(gboolean)),
	                             g_array_new(FALSE, TRUE, sizeof(guint)), { G_MAXINT32, G_MAXINT32 }, { NO_DAY, NO_DAY } };

	arm_posts(publishing, a, FALSE, &compared);
	arm_posts(publishing, b, TRUE, &compared);
	return compared;
}

static void
compared_clear(struct compared *compared)
{
	g_array_unref(compared->rates);
	g_array_unref(compared->is_b);
	g_array_unref(compared->strata);
}

/* As with people: every other version against the first, by Holm where there are more than two. */
static void
comparison_rows(const struct inquiry *inquiry, struct figure *figure, const struct experiment *experiment, const GPtrArray *arms)
{
	guint n = arms->len - 1;
	const struct arm *first = g_ptr_array_index(arms, 0);
	g_autofree struct compared *compared = g_new(struct compared, n);
	g_autofree struct permutation *permutations = g_new(struct permutation, n);
	g_autofree double *p = g_new(double, n);
	g_autofree gboolean *stands = g_new0(gboolean, n);

	for (guint i = 0; i < n; i++) {
		compared[i] = compared_new(inquiry->publishing, first, g_ptr_array_index(arms, i + 1));
		permutations[i] = compared_read(inquiry, &compared[i]);
		p[i] = permutations[i].defined ? permutations[i].p : 1;
	}
	holm(p, n, FALSE_FINDINGS, stands);
	for (guint i = 0; i < n; i++) {
		compared_says(figure, arm_row(inquiry, figure, experiment, first, g_ptr_array_index(arms, i + 1)), &compared[i], &permutations[i], stands[i]);
		compared_clear(&compared[i]);
	}
}

/* ---- experiments of a period ---- */

static gboolean
is_of_period(const struct experiment *experiment, const struct period *period)
{
	return experiment->start != NO_TIME && experiment->start < period->end && (experiment->stop == NO_TIME || experiment->stop >= period->start);
}

/* The number read must not look until the planned end: a test that is read every day finds something by chance. */
static gboolean
is_running(const struct inquiry *inquiry, const struct experiment *experiment)
{
	gint64 known = inquiry->data_end == NO_TIME ? inquiry->period.end : MIN(inquiry->data_end, inquiry->period.end);

	return experiment->stop == NO_TIME || experiment->stop > known;
}

static void
experiment_rows(const struct inquiry *inquiry, struct figure *figure, const struct experiment *experiment)
{
	g_autoptr(GPtrArray) arms = arms_of(inquiry->records, experiment);

	if (arms->len < 2)
		return;
	if (is_running(inquiry, experiment))
		for (guint i = 1; i < arms->len; i++)
			row_says(figure, arm_row(inquiry, figure, experiment, g_ptr_array_index(arms, 0), g_ptr_array_index(arms, i)), "running",
			         value_none(STATE_NO_DATA, "running, no read yet"));
	else if (experiment->assignment == ASSIGNMENT_POSTS)
		comparison_rows(inquiry, figure, experiment, arms);
	else
		trial_rows(inquiry, figure, experiment, arms);
}

static int
compare_experiments(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct experiment *x = *(const struct experiment *const *)a, *y = *(const struct experiment *const *)b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return g_strcmp0(records_atom(user, x->experiment_id), records_atom(user, y->experiment_id));
}

static void
experiment_lift(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) experiments = g_ptr_array_new();

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, experiment); i++)
		if (is_of_period(RECORD_AT(inquiry->records, experiment, i), &inquiry->period))
			g_ptr_array_add(experiments, RECORD_AT(inquiry->records, experiment, i));
	g_ptr_array_sort_with_data(experiments, compare_experiments, (gpointer)inquiry->records);
	for (guint i = 0; i < experiments->len; i++)
		experiment_rows(inquiry, figure, g_ptr_array_index(experiments, i));
}

static const struct metric_column columns[] = {
	{ .name = "question", .label = "Question", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "version", .label = "Version", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "verdict", .label = "Verdict", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "first", .label = "The other version", .unit = UNIT_SHARE },
	{ .name = "second", .label = "This version", .unit = UNIT_SHARE },
	{ .name = "chance", .label = "Chance that it is better", .unit = UNIT_SHARE },
	{ .name = "loss", .label = "Expected loss if it is chosen", .unit = UNIT_SHARE },
	{ NULL },
};

static const char *const reads[] = { "experiment", "arm", "post", "post_metric", NULL };

const struct metric metric_experiment_lift = {
	.definition = {
		.name = "b_experiment_lift", .card = "B14", .discipline = DISCIPLINE_BROADCAST, .label = "Difference between versions",
		.question = "Which positioning worked better?",
		.formula = "Share of people who acted on one version less that of the other, read once at the planned end. Versions shown to people by chance "
		           "make a test; posts alternated by hand make a comparison of their engagement rates within weekdays and parts of the day.",
		.noun = "people or posts", .unit = UNIT_SHARE, .additivity = ADD_DIST, .shape = SHAPE_TABLE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B14; Newcombe 1998, Beta(1,1) posterior (E. Miller 2015), Holm 1979, stratified permutation",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = reads, .columns = columns, .measure = experiment_lift,
};
