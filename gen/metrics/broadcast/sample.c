/* Mature posts and their parts of a rate. */
#include "metrics/broadcast/sample.h"

#include <math.h>

#include "metrics/answer.h"
#include "metrics/statistics/resample.h"

/* Days of earlier posts whose definition this period is held against: the nearest that has some. */
#define LOOK_NEAR 31
#define LOOK_BACK 92

/* ---- interactions ---- */

static double
count_or_nothing(gint64 count)
{
	return count == NO_COUNT ? 0 : (double)count;
}

double
interactions_of(const struct post_metric *snapshot)
{
	return count_or_nothing(snapshot->reactions) + count_or_nothing(snapshot->comments) + count_or_nothing(snapshot->shares) +
	       count_or_nothing(snapshot->quotes) + count_or_nothing(snapshot->saves);
}

guint
interactions_reported(const struct post_metric *snapshot)
{
	return (snapshot->reactions != NO_COUNT) | (snapshot->comments != NO_COUNT) << 1 | (snapshot->shares != NO_COUNT) << 2 |
	       (snapshot->saves != NO_COUNT) << 3;
}

gboolean
has_interactions(const struct post_metric *snapshot)
{
	return snapshot->impressions != NO_COUNT && interactions_reported(snapshot);
}

double
impressions_of(const struct post_metric *snapshot)
{
	return (double)snapshot->impressions;
}

char *
components_words(guint components)
{
	static const char *const names[] = { "reactions", "comments", "shares", "saves", "link clicks", "other clicks", "hides", "reports", "unfollows" };
	GString *words = g_string_new(NULL);
	guint left = 0;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		left += components >> i & 1;
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (components >> i & 1) {
			left--;
			g_string_append_printf(words, "%s%s", names[i], left > 1 ? ", " : left == 1 ? " and " : "");
		}
	return g_string_free(words, FALSE);
}

const char *const reads_posts[] = { "post", "post_metric", NULL };

const struct sample_rule engagement_rule = {
	.needs = has_interactions, .y = interactions_of, .x = impressions_of, .components = interactions_reported,
};

/* ---- gathering ---- */

int
inquiry_scope(const struct inquiry *inquiry)
{
	return scope_map_find(inquiry->publishing->scopes, inquiry->scope);
}

static struct sampled
sampled_of(const struct publishing *publishing, const struct sample_rule *rule, const struct publication *publication,
           const struct post_metric *snapshot)
{
	return (struct sampled){ publication, snapshot, rule->y(snapshot), rule->x ? rule->x(snapshot) : 1,
	                         publication_age(publishing, publication, snapshot) };
}

static gboolean
publication_tells(const struct publishing *publishing, const struct publication *publication, snapshot_needs needs)
{
	for (guint i = publication->first; i < publication->past; i++)
		if (needs(publishing->snapshots[i]))
			return TRUE;
	return publication->first == publication->past;
}

static void
sample_gather(struct sample *sample, const struct publishing *publishing, const struct sample_rule *rule, int scope, const struct period *period)
{
	struct stretch posts = publishing_posts(publishing, period);

	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &publishing->posts[i];
		const struct post_metric *snapshot;
		if (!publication_in(publication, scope) || (rule->takes && !rule->takes(publishing, publication)))
			continue;
		sample->published++;
		sample->is_told |= publication_tells(publishing, publication, rule->needs);
		snapshot = publication_mature(publishing, publication, rule->needs);
		if (snapshot) {
			struct sampled sampled = sampled_of(publishing, rule, publication, snapshot);
			g_array_append_val(sample->posts, sampled);
		} else if (publication_is_maturing(publishing, publication))
			sample->maturing++;
		else
			sample->unmeasured++;
	}
}

/* ---- one definition only ---- */

struct tally {
	atom definition;
	guint posts, last;
};

/* How often each definition occurs. Of as many, the later one. */
static atom
definition_of_most(const struct sample *sample)
{
	g_autoptr(GArray) tallies = g_array_new(FALSE, TRUE, sizeof(struct tally));
	struct tally best = { 0 };

	for (guint i = 0; i < sample->posts->len; i++) {
		struct tally *tally = NULL, fresh = { .definition = SAMPLED_AT(sample, i)->snapshot->definition };
		for (guint j = 0; j < tallies->len && !tally; j++)
			if (g_array_index(tallies, struct tally, j).definition == fresh.definition)
				tally = &g_array_index(tallies, struct tally, j);
		if (!tally) {
			g_array_append_val(tallies, fresh);
			tally = &g_array_index(tallies, struct tally, tallies->len - 1);
		}
		tally->posts++;
		tally->last = i;
		if (tally->posts > best.posts || (tally->posts == best.posts && tally->last > best.last))
			best = *tally;
	}
	return best.definition;
}

/* Posts counted by other definitions have no place in the same sum (METRICS §8, integrity). Posts of different accounts do not meet
 * in one sum but where nothing is divided by views, so a definition matters only where there is an x. */
static void
sample_unify(struct sample *sample, atom definition)
{
	for (guint i = sample->posts->len; i-- > 0;)
		if (SAMPLED_AT(sample, i)->snapshot->definition != definition) {
			g_array_remove_index(sample->posts, i);
			sample->left_out++;
		}
}

static void
sample_components(struct sample *sample, const struct sample_rule *rule)
{
	for (guint i = 0; rule->components && i < sample->posts->len; i++)
		sample->components |= rule->components(SAMPLED_AT(sample, i)->snapshot);
}

static double
median_age(const struct sample *sample)
{
	g_autofree double *ages = g_new(double, sample->posts->len + 1);

	for (guint i = 0; i < sample->posts->len; i++)
		ages[i] = SAMPLED_AT(sample, i)->age_days;
	if (sample->posts->len == 0)
		return NAN;
	values_sort(ages, sample->posts->len);
	return quantile_sorted(ages, sample->posts->len, 0.5);
}

static struct sample *
sample_begin(void)
{
	struct sample *sample = g_new0(struct sample, 1);

	sample->posts = g_array_new(FALSE, TRUE, sizeof(struct sampled));
	return sample;
}

static struct sample *
sample_before(const struct publishing *publishing, const struct sample_rule *rule, int scope, const struct period *period, gint32 days)
{
	struct period before = { .first = period->first - days, .past = period->first, .end = period->start,
	                         .start = instant_of_day(period->first - days, publishing->project->zone) };
	struct sample *sample = sample_begin();

	sample_gather(sample, publishing, rule, scope, &before);
	return sample;
}

/* Was it counted otherwise before? Nobody knows where there were no posts. */
static gboolean
sample_differs_from_before(const struct publishing *publishing, const struct sample *sample, const struct sample_rule *rule, int scope,
                           const struct period *period, atom definition)
{
	AUTO(sample) near = sample_before(publishing, rule, scope, period, LOOK_NEAR);
	AUTO(sample) back = sample_before(publishing, rule, scope, period, LOOK_BACK);
	struct sample *earlier = near->posts->len ? near : back;

	if (earlier->posts->len == 0)
		return FALSE;
	sample_components(earlier, rule);
	return definition_of_most(earlier) != definition || earlier->components != sample->components;
}

struct sample *
sample_new(const struct publishing *publishing, const struct sample_rule *rule, int scope, const struct period *period)
{
	struct sample *sample = sample_begin();
	gboolean divides = rule->x && scope != SCOPE_NONE;

	sample_gather(sample, publishing, rule, scope, period);
	if (divides && sample->posts->len) {
		atom definition = definition_of_most(sample);
		sample_unify(sample, definition);
		sample_components(sample, rule);
		sample->changed = sample->left_out > 0 || sample_differs_from_before(publishing, sample, rule, scope, period, definition);
	} else
		sample_components(sample, rule);
	sample->age_days = median_age(sample);
	return sample;
}

void
sample_free(struct sample *sample)
{
	g_array_unref(sample->posts);
	g_free(sample);
}

/* ---- values ---- */

struct value
sample_absent(const struct publishing *publishing, const struct sample *sample)
{
	g_autofree char *reason = NULL;

	if (sample->posts->len)
		return value_none(STATE_OK, NULL);
	if (!sample->published)
		return value_none(STATE_UNDEFINED, "no posts were published");
	if (!sample->is_told)
		return value_none(STATE_NO_DATA, NULL);
	if (sample->maturing)
		reason = g_strdup_printf("posts are measured when they are %d days old", publishing->project->mature_days);
	else
		reason = g_strdup_printf("no post was measured %d days after it was published", publishing->project->mature_days);
	return value_none(STATE_NO_DATA, g_intern_string(reason));
}

static double *
parts_of(const struct sample *sample, gboolean is_x)
{
	double *parts = g_new(double, sample->posts->len + 1);

	for (guint i = 0; i < sample->posts->len; i++)
		parts[i] = is_x ? SAMPLED_AT(sample, i)->x : SAMPLED_AT(sample, i)->y;
	return parts;
}

struct value
sample_ratio(const struct publishing *publishing, const struct sample *sample, double factor, const char *nothing)
{
	struct value value = sample_absent(publishing, sample);
	g_autofree double *y = parts_of(sample, FALSE), *x = parts_of(sample, TRUE);

	if (value.state != STATE_OK)
		return value;
	value = answer_interval(interval_scale(ratio_clustered(y, x, sample->posts->len, NULL), factor), sample->posts->len, nothing);
	if (value.lo < 0) /* a rate of counts has no values below */
		value.lo = 0;
	if (sample->changed)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

struct value
sample_mean(const struct inquiry *inquiry, const struct sample *sample)
{
	struct value value = sample_absent(inquiry->publishing, sample);
	g_autofree double *y = parts_of(sample, FALSE), *x = parts_of(sample, TRUE);
	struct random random = answer_random(inquiry);

	if (value.state != STATE_OK)
		return value;
	return answer_interval(bootstrap_ratio(y, x, sample->posts->len, &random), sample->posts->len, "no posts were published");
}

/* ---- rows ---- */

const struct metric_column sample_columns[] = {
	{ .name = "age_days", .label = "Measured at, days", .unit = UNIT_COUNT },
	{ .name = "left", .label = "Posts not measured", .unit = UNIT_COUNT },
	{ NULL },
};

struct figure_row *
sample_row(const struct inquiry *inquiry, struct figure *figure, const struct value *value, const struct sample *sample)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = *value;
	row->values[1] = isnan(sample->age_days) ? value_none(STATE_UNDEFINED, "no post was measured")
	                                         : value_estimate(round(sample->age_days * 10) / 10, NAN, NAN, sample->posts->len);
	row->values[2] = value_count(sample->maturing + sample->unmeasured + sample->left_out);
	return row;
}
