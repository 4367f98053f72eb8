/* How long does a post live: the hours until it has half of its week's views (METRICS B35). Exports by the month do not tell; it takes
 * counts of the same post several times within its first two days. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/statistics/survival.h"

#define EARLY_HOURS 48
#define EARLY_LEAST 4
#define WEEK_HOURS 168
#define NO_CLOCK "its posts have a day without a time"
#define TOO_SELDOM "it takes four counts of a post within two days of its publication: tables/snapshots.csv"

static gboolean
has_impressions(const struct post_metric *snapshot)
{
	return snapshot->impressions != NO_COUNT;
}

/* ---- one post ---- */

struct point {
	double hours, views;
};

/* Its counts by age, of the definition of the first; posts without a clock have no age in hours. */
static GArray *
course_of(const struct publishing *publishing, const struct publication *publication)
{
	GArray *points = g_array_new(FALSE, FALSE, sizeof(struct point));
	const struct post_metric *first = NULL;

	for (guint i = publication->first; publication->hour >= 0 && i < publication->past; i++) {
		const struct post_metric *snapshot = publishing->snapshots[i];
		struct point point = { publication_age(publishing, publication, snapshot) * 24, (double)snapshot->impressions };
		if (!has_impressions(snapshot) || point.hours <= 0 || (first && snapshot->definition != first->definition))
			continue;
		first = first ? first : snapshot;
		g_array_append_val(points, point);
	}
	return points;
}

#define POINT_AT(points, i) (&g_array_index((points), struct point, i))

static double
between(double at, double from, double to, double low, double high)
{
	return to > from ? low + (high - low) * (at - from) / (to - from) : high;
}

/* Views after so many hours, by a straight line between the counts around it; NAN where the counts end before. */
static double
views_after(const GArray *points, double hours)
{
	struct point before = { 0, 0 };

	for (guint i = 0; i < points->len; i++) {
		const struct point *point = POINT_AT(points, i);
		if (point->hours >= hours)
			return between(hours, before.hours, point->hours, before.views, point->views);
		before = *point;
	}
	return NAN;
}

/* The first hour at which there were so many. */
static double
hours_until(const GArray *points, double views)
{
	struct point before = { 0, 0 };

	for (guint i = 0; i < points->len; i++) {
		const struct point *point = POINT_AT(points, i);
		if (point->views >= views)
			return between(views, before.views, point->views, before.hours, point->hours);
		before = *point;
	}
	return NAN;
}

static guint
early_counts(const GArray *points)
{
	guint n = 0;

	for (guint i = 0; i < points->len; i++)
		n += POINT_AT(points, i)->hours <= EARLY_HOURS;
	return n;
}

/* NAN where it was counted too seldom, not for a week, or never seen. */
static double
half_life_of(const struct publishing *publishing, const struct publication *publication)
{
	g_autoptr(GArray) points = course_of(publishing, publication);
	double week = views_after(points, WEEK_HOURS);

	return early_counts(points) >= EARLY_LEAST && week > 0 ? hours_until(points, week / 2) : NAN;
}

/* ---- posts of a month ---- */

/* Hours of those that were counted often enough; `published` and `timed` get how many there were, and had a clock. Caller frees. */
static double *
half_lives_of(const struct inquiry *inquiry, guint *n, guint *published, guint *timed)
{
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);
	double *hours = g_new(double, posts.past - posts.first + 1);

	*n = *published = *timed = 0;
	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &inquiry->publishing->posts[i];
		if (!publication_in(publication, inquiry_scope(inquiry)))
			continue;
		++*published;
		*timed += publication->hour >= 0;
		hours[*n] = half_life_of(inquiry->publishing, publication);
		*n += !isnan(hours[*n]);
	}
	return hours;
}

static void
post_half_life(const struct inquiry *inquiry, struct figure *figure)
{
	guint n, published, timed;
	g_autofree double *hours = half_lives_of(inquiry, &n, &published, &timed);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (n)
		row->values[0] = answer_interval(median_of(hours, n), n, NULL);
	else if (published)
		row->values[0] = value_none(STATE_NO_DATA, timed ? TOO_SELDOM : NO_CLOCK);
	else
		row->values[0] = value_none(STATE_UNDEFINED, "no posts were published");
	row->values[1] = value_count(published - n);
}

static void
curve_row(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve, double hours)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_number(figure, row, 2, hours);
	row->values[0] = hours > 0 ? answer_interval(survival_share_by(curve, hours), curve->n, NULL) : value_estimate(0, NAN, NAN, curve->n);
	row->values[1] = value_count(survival_at_risk(curve, hours));
}

/* The distribution of the half-lives: nothing is censored, so that Kaplan and Meier's curve is the share of posts. */
static void
half_life_curve(const struct inquiry *inquiry, struct figure *figure)
{
	guint n, published, timed;
	g_autofree double *hours = half_lives_of(inquiry, &n, &published, &timed);
	g_autofree struct duration *ended = g_new(struct duration, n + 1);

	for (guint i = 0; i < n; i++)
		ended[i] = (struct duration){ hours[i], 1 };
	if (n < inquiry->metric->definition.minimum)
		return;
	AUTO(survival) curve = survival_new(ended, n);
	curve_row(inquiry, figure, curve, 0);
	for (guint i = 0; i < curve->n_steps; i++)
		curve_row(inquiry, figure, curve, curve->steps[i].time);
}

static gint64
views_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_impressions);
}

/* ---- the metrics ---- */

static const struct metric_column half_life_columns[] = {
	{ .name = "left", .label = "Posts counted too seldom", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_post_half_life = {
	.definition = {
		.name = "b_post_half_life", .card = "B35", .discipline = DISCIPLINE_BROADCAST, .label = "Half-life of a post",
		.question = "How long is a post seen?",
		.formula = "The middle one of the hours until the month's posts had half of their first week's views, by straight lines between counts; only posts "
		           "counted at least four times in their first two days, and after a week.",
		.noun = "posts", .phrase = "Half of the posts had half of their week's views within {value}", .unit = UNIT_HOURS, .additivity = ADD_DIST,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 6, .comfortable = 12, .version = 1, .source = "METRICS B35, §4.8",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = views_span, .reads = reads_posts, .columns = half_life_columns, .measure = post_half_life,
};

static const struct metric_column half_life_curve_columns[] = {
	{ .name = "hours", .label = "Hours since published", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "waiting", .label = "Posts not there before then", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_half_life_curve = {
	.definition = {
		.name = "b_half_life_curve", .card = "B35", .discipline = DISCIPLINE_BROADCAST, .label = "Half-lives of posts",
		.question = "When have posts had half of their views?",
		.phrase = "half of the posts had half of their week's views within {value}",
		.formula = "Share of the month's posts that had half of their first week's views within so many hours; posts as for the half-life.",
		.noun = "posts", .unit = UNIT_SHARE, .additivity = ADD_DIST, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 6, .version = 1, .source = "METRICS B35; empirical distribution, log–log Greenwood range",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = views_span, .reads = reads_posts, .columns = half_life_curve_columns, .measure = half_life_curve,
};
