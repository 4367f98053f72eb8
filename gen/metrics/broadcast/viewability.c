/* Of the advertisements that could be watched, how many could be seen (METRICS B20). What counts as seen is the platform's: for the Media
 * Rating Council half of the pixels for a second (large ones 30 %), half of a video for two. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

#define CAMPAIGNS_INDEPENDENT 30 /* from so many on, impressions are counted one by one */

/* ---- rows of a period ---- */

static gboolean
tells(const struct ad_row *row)
{
	return row->viewable != NO_COUNT || row->measurable != NO_COUNT;
}

static gboolean
counts(const struct ad_row *row)
{
	return row->viewable != NO_COUNT && row->measurable != NO_COUNT;
}

static gboolean
row_is_in(const struct inquiry *inquiry, const struct ad_row *row)
{
	const struct publishing *publishing = inquiry->publishing;

	return row->span_start >= inquiry->period.first && row->span_end < inquiry->period.past &&
	       scope_map_of(publishing->scopes, row->platform, row->account, 0) == (guint)inquiry_scope(inquiry);
}

struct viewed {
	gboolean told;       /* some row tells of one of the two */
	double viewable, measurable;
	double served, of_served; /* impressions of rows that tell both, and the measurable ones among them */
	GArray *days, *campaigns; /* struct cluster */
};

struct cluster {
	guint64 key;
	double viewable, measurable;
};

static void
cluster_add(GArray *clusters, guint64 key, const struct ad_row *row)
{
	struct cluster fresh = { key, (double)row->viewable, (double)row->measurable };

	for (guint i = 0; i < clusters->len; i++) {
		struct cluster *cluster = &g_array_index(clusters, struct cluster, i);
		if (cluster->key == key) {
			cluster->viewable += fresh.viewable;
			cluster->measurable += fresh.measurable;
			return;
		}
	}
	g_array_append_val(clusters, fresh);
}

static void
viewed_add(struct viewed *viewed, const struct ad_row *row)
{
	viewed->told |= tells(row);
	if (!counts(row))
		return;
	viewed->viewable += (double)row->viewable;
	viewed->measurable += (double)row->measurable;
	if (row->impressions != NO_COUNT) {
		viewed->served += (double)row->impressions;
		viewed->of_served += (double)row->measurable;
	}
	cluster_add(viewed->days, (guint64)row->span_start, row);
	cluster_add(viewed->campaigns, row->campaign ? row->campaign : row->ad_id, row);
}

static struct viewed
viewed_in(const struct inquiry *inquiry)
{
	struct viewed viewed = { .days = g_array_new(FALSE, FALSE, sizeof(struct cluster)), .campaigns = g_array_new(FALSE, FALSE, sizeof(struct cluster)) };

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, ad_row); i++)
		if (row_is_in(inquiry, RECORD_AT(inquiry->records, ad_row, i)))
			viewed_add(&viewed, RECORD_AT(inquiry->records, ad_row, i));
	return viewed;
}

static void
viewed_clear(struct viewed *viewed)
{
	g_array_unref(viewed->days);
	g_array_unref(viewed->campaigns);
}

/* ---- measuring ---- */

/* The order of adding decides the last bit of a sum of squares: by size, whatever the order of the rows. */
static int
compare_clusters(gconstpointer a, gconstpointer b)
{
	const struct cluster *x = a, *y = b;

	if (x->measurable != y->measurable)
		return x->measurable < y->measurable ? -1 : 1;
	return (x->viewable > y->viewable) - (x->viewable < y->viewable);
}

/* By day; a file by the month has no days, and is taken by campaign. */
static struct interval
share_of_clusters(const struct viewed *viewed)
{
	GArray *clusters = viewed->days->len >= viewed->campaigns->len ? viewed->days : viewed->campaigns;
	g_autofree double *y = g_new(double, clusters->len + 1), *x = g_new(double, clusters->len + 1);

	g_array_sort(clusters, compare_clusters);
	for (guint i = 0; i < clusters->len; i++) {
		y[i] = g_array_index(clusters, struct cluster, i).viewable;
		x[i] = g_array_index(clusters, struct cluster, i).measurable;
	}
	return ratio_clustered(y, x, clusters->len, NULL);
}

static struct value
viewable_share(const struct viewed *viewed)
{
	gboolean single = viewed->campaigns->len >= CAMPAIGNS_INDEPENDENT;
	struct value value;

	if (!viewed->campaigns->len)
		return value_none(STATE_NO_DATA, viewed->told ? "the export tells only one of viewable and measurable impressions" : NULL);
	if (viewed->viewable > viewed->measurable)
		return value_none(STATE_UNDEFINED, "more impressions were viewable than measurable");
	value = answer_interval(single ? proportion_wilson(viewed->viewable, viewed->measurable) : share_of_clusters(viewed),
	                        (gint64)viewed->measurable, "no impression could be measured");
	if (value.lo < 0) /* a share has no values beyond */
		value.lo = 0;
	if (value.hi > 1)
		value.hi = 1;
	return value;
}

static void
viewability(const struct inquiry *inquiry, struct figure *figure)
{
	struct viewed viewed = viewed_in(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = viewable_share(&viewed);
	row->values[1] = viewed.served > 0 ? value_estimate(viewed.of_served / viewed.served, NAN, NAN, (gint64)viewed.served)
	                                   : value_none(STATE_NO_DATA, NULL);
	viewed_clear(&viewed);
}

/* Accounts whose export never tells of it have no rows. */
static gint64
viewable_span(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(inquiry->records, ad_row, i);
		if (tells(row) && scope_map_of(publishing->scopes, row->platform, row->account, 0) == (guint)inquiry_scope(inquiry))
			return span_of_ads(inquiry);
	}
	return NO_TIME;
}

static const char *const reads[] = { "ad_row", NULL };

static const struct metric_column viewed_columns[] = {
	{ .name = "measurable", .label = "Of the impressions, measurable", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_viewability = {
	.definition = {
		.name = "b_viewability", .card = "B20", .discipline = DISCIPLINE_BROADCAST, .label = "Advertisements that could be seen",
		.question = "Were our advertisements on the screen at all?",
		.formula = "Viewable over measurable impressions of the month's advertisements; those that could not be measured are left out, and beside it stands "
		           "how many could. What counts as viewable is the platform's line.",
		.noun = "measurable impressions", .phrase = "{value} of the advertisements that could be measured could be seen", .unit = UNIT_SHARE,
		.additivity = ADD_RATIO, .unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 5, .comfortable = 30, .version = 1,
		.source = "METRICS B20; MRC viewable impression guidelines; Cochran 1977 (clusters are days), Wilson 1927 from 30 campaigns on",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = viewable_span, .reads = reads, .columns = viewed_columns, .measure = viewability,
};
