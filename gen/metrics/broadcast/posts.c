/* How much did we say, in which form and how steadily (METRICS B01, B30). A census: no intervals. */
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/statistics/diversity.h"

/* ---- B01 ---- */

static guint
posts_count(const struct inquiry *inquiry, int format)
{
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);
	int scope = inquiry_scope(inquiry);
	guint n = 0;

	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &inquiry->publishing->posts[i];
		n += publication_in(publication, scope) && (format < 0 || publication->post->format == format);
	}
	return n;
}

/* One thing said on three networks is three posts, and one content. */
static guint
contents_count(const struct inquiry *inquiry)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);
	int scope = inquiry_scope(inquiry);
	guint alone = 0;

	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &inquiry->publishing->posts[i];
		if (!publication_in(publication, scope))
			continue;
		if (publication->post->content_id)
			g_hash_table_add(seen, GUINT_TO_POINTER(publication->post->content_id));
		else
			alone++;
	}
	return g_hash_table_size(seen) + alone;
}

static void
posts_published(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = value_count(posts_count(inquiry, -1));
	row->values[1] = value_count(contents_count(inquiry));
}

static void
posts_by_format(const struct inquiry *inquiry, struct figure *figure)
{
	static const char *const words[] = { "Not said", "Text", "Picture", "Video", "Short video", "Story", "Link", "Poll", "Mail", "Other" };

	for (int format = 0; format < (int)G_N_ELEMENTS(words); format++) {
		guint n = posts_count(inquiry, format);
		struct figure_row *row;
		if (!n)
			continue;
		row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, words[format]);
		row->values[0] = value_count(n);
	}
}

/* ---- B30 cadence ---- */

static double *
gaps_of(const struct inquiry *inquiry, guint *n)
{
	struct stretch posts = publishing_posts(inquiry->publishing, &inquiry->period);
	int scope = inquiry_scope(inquiry);
	double *gaps = g_new(double, posts.past - posts.first + 1);
	gint64 last = NO_TIME;

	*n = 0;
	for (guint i = posts.first; i < posts.past; i++) {
		const struct publication *publication = &inquiry->publishing->posts[i];
		if (!publication_in(publication, scope))
			continue;
		if (last != NO_TIME)
			gaps[(*n)++] = (double)(publication->at - last) / 3600;
		last = publication->at;
	}
	return gaps;
}

/* Standard deviation over mean, from the burstiness (σ − μ)/(σ + μ). */
static struct value
variation_of(const double *gaps, guint n)
{
	struct interval burst = burstiness(gaps, n);

	return burst.defined && burst.value < 1 ? value_estimate((1 + burst.value) / (1 - burst.value), NAN, NAN, n)
	                                        : value_none(STATE_UNDEFINED, "there were no gaps");
}

static void
cadence(const struct inquiry *inquiry, struct figure *figure)
{
	guint n;
	g_autofree double *gaps = gaps_of(inquiry, &n);
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = answer_interval(median_of(gaps, n), n, "fewer than two posts");
	row->values[1] = variation_of(gaps, n);
}

/* ---- the metrics ---- */

static const struct metric_column published_columns[] = {
	{ .name = "contents", .label = "Different contents", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_posts_published = {
	.definition = {
		.name = "b_posts_published", .card = "B01", .discipline = DISCIPLINE_BROADCAST, .label = "Posts published",
		.question = "How much did we say?",
		.formula = "Posts of ours published in the month and not deleted. Replies, reposts of others and advertisements are none; the same content "
		           "on three networks is three posts.",
		.noun = "posts", .phrase = "We published {value} posts", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_SERIES,
		.comparison = COMPARE_NONE, .version = 1, .source = "METRICS B01; a census",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH, .reach = span_of_posts, .reads = reads_posts, .columns = published_columns, .measure = posts_published,
};

static const struct metric_column format_columns[] = {
	{ .name = "format", .label = "Form", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

const struct metric metric_posts_by_format = {
	.definition = {
		.name = "b_posts_by_format", .card = "B01", .discipline = DISCIPLINE_BROADCAST, .label = "Posts by form",
		.question = "In which form did we say it?",
		.formula = "Posts published in the month, by what the platform calls them: text, picture, video, story and so on.",
		.noun = "posts", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B01; a census",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL_AND_EACH, .reach = span_of_posts, .reads = reads_posts, .columns = format_columns, .measure = posts_by_format,
};

static const struct metric_column cadence_columns[] = {
	{ .name = "variation", .label = "Variation of the gaps", .unit = UNIT_RATIO },
	{ NULL },
};

const struct metric metric_cadence_regularity = {
	.definition = {
		.name = "b_cadence_regularity", .card = "B30", .discipline = DISCIPLINE_BROADCAST, .label = "Time between posts",
		.question = "Do we speak steadily?",
		.formula = "The middle one of the gaps between posts of the month, in hours. Beside it their variation: standard deviation over mean; 0 is a "
		           "clock, 1 is chance.",
		.noun = "gaps", .phrase = "Half of the gaps between posts were shorter than {value}", .unit = UNIT_HOURS, .additivity = ADD_DIST,
		.shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 8, .comfortable = 8, .version = 1, .source = "METRICS B30, §4.8",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = span_of_posts, .reads = reads_posts, .columns = cadence_columns, .measure = cadence,
};
