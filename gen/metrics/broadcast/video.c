/* Do people watch what we film: to the end, how far, how long (METRICS B19). What a platform calls a start or a view differs, so nothing
 * is added or compared over platforms, and one sum holds one definition only. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"

/* ---- what each reads ---- */

static gboolean
has_completion(const struct post_metric *snapshot)
{
	return snapshot->video_starts != NO_COUNT && snapshot->video_q100 != NO_COUNT;
}

static gboolean
has_quartiles(const struct post_metric *snapshot)
{
	return has_completion(snapshot) && snapshot->video_q25 != NO_COUNT && snapshot->video_q50 != NO_COUNT && snapshot->video_q75 != NO_COUNT;
}

static double
starts_of(const struct post_metric *snapshot)
{
	return (double)snapshot->video_starts;
}

static double
quarter_of(const struct post_metric *snapshot)
{
	return (double)snapshot->video_q25;
}

static double
half_of(const struct post_metric *snapshot)
{
	return (double)snapshot->video_q50;
}

static double
three_quarters_of(const struct post_metric *snapshot)
{
	return (double)snapshot->video_q75;
}

static double
end_of(const struct post_metric *snapshot)
{
	return (double)snapshot->video_q100;
}

static double
seconds_of(const struct post_metric *snapshot)
{
	return snapshot->watch_seconds;
}

static gboolean
has_seconds_of_starts(const struct post_metric *snapshot)
{
	return !isnan(snapshot->watch_seconds) && snapshot->video_starts != NO_COUNT;
}

static gboolean
has_seconds_of_views(const struct post_metric *snapshot)
{
	return !isnan(snapshot->watch_seconds) && snapshot->impressions != NO_COUNT;
}

/* Called a video, or not called anything and watched all the same. */
static gboolean
is_video(const struct publishing *publishing, const struct publication *publication)
{
	guint8 format = publication->post->format;

	for (guint i = publication->first; format == POST_FORMAT_UNKNOWN && i < publication->past; i++) {
		const struct post_metric *snapshot = publishing->snapshots[i];
		if (!isnan(snapshot->watch_seconds) || (snapshot->video_starts != NO_COUNT && snapshot->video_starts > 0))
			return TRUE;
	}
	return format == POST_FORMAT_VIDEO || format == POST_FORMAT_SHORT || format == POST_FORMAT_STORY;
}

static const struct sample_rule completion_rule = { .needs = has_completion, .y = end_of, .x = starts_of, .takes = is_video };
static const struct sample_rule starts_rule = { .needs = has_seconds_of_starts, .y = seconds_of, .x = starts_of, .takes = is_video };
static const struct sample_rule views_rule = { .needs = has_seconds_of_views, .y = seconds_of, .x = impressions_of, .takes = is_video };

/* ---- to the end ---- */

#define NOTHING_STARTED "no video was started"

static struct value
ratio_of_videos(const struct inquiry *inquiry, const struct sample *sample)
{
	return sample->published ? sample_ratio(inquiry->publishing, sample, 1, NOTHING_STARTED)
	                         : value_none(STATE_UNDEFINED, "no videos were published");
}

static void
video_completion(const struct inquiry *inquiry, struct figure *figure)
{
	AUTO(sample) sample = sample_new(inquiry->publishing, &completion_rule, inquiry_scope(inquiry), &inquiry->period);
	struct value value = ratio_of_videos(inquiry, sample);

	sample_row(inquiry, figure, &value, sample);
}

/* ---- how far ---- */

static double
sum_of(const struct sample *sample)
{
	double sum = 0;

	for (guint i = 0; i < sample->posts->len; i++)
		sum += SAMPLED_AT(sample, i)->y;
	return sum;
}

static void
retention_row(const struct inquiry *inquiry, struct figure *figure, const char *point, double (*reached)(const struct post_metric *))
{
	const struct sample_rule rule = { .needs = has_quartiles, .y = reached, .x = starts_of, .takes = is_video };
	AUTO(sample) sample = sample_new(inquiry->publishing, &rule, inquiry_scope(inquiry), &inquiry->period);
	struct value kept = ratio_of_videos(inquiry, sample);
	struct figure_row *row;

	if (kept.state == STATE_NO_DATA || kept.state == STATE_UNDEFINED)
		return;
	row = inquiry_row(inquiry, figure);
	figure_set_word(figure, row, 2, point);
	row->values[0] = value_estimate(sum_of(sample), NAN, NAN, sample->posts->len);
	row->values[1] = reached == starts_of ? value_none(STATE_UNDEFINED, "there was no point before") : kept;
	value_raise(&row->values[0], kept.state, kept.reason);
}

static void
video_retention(const struct inquiry *inquiry, struct figure *figure)
{
	retention_row(inquiry, figure, "Started", starts_of);
	retention_row(inquiry, figure, "A quarter", quarter_of);
	retention_row(inquiry, figure, "Half", half_of);
	retention_row(inquiry, figure, "Three quarters", three_quarters_of);
	retention_row(inquiry, figure, "To the end", end_of);
}

/* ---- how long ---- */

/* One account counts by one rule at all times: by starts where any of its videos tells them, else by views. */
static const struct sample_rule *
watch_rule(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_seconds_of_starts) != NO_TIME ? &starts_rule : &views_rule;
}

/* An account that tells of days only (X's video overview): seconds over views of the days that have both. */
static struct value
watch_of_days(const struct inquiry *inquiry, guint scope)
{
	const char *views = publishing_reports(inquiry->publishing, scope, "video_views") ? "video_views" : "impressions";
	struct flow seconds = publishing_flow(inquiry->publishing, scope, "watch_seconds", &inquiry->period);
	struct flow viewed = publishing_flow(inquiry->publishing, scope, views, &inquiry->period);
	struct value value;

	if (!seconds.known || !viewed.known || seconds.days != viewed.days || seconds.side != viewed.side)
		return value_none(STATE_NO_DATA, NULL);
	if (viewed.sum <= 0)
		return value_none(STATE_UNDEFINED, NOTHING_STARTED);
	value = value_estimate(seconds.sum / viewed.sum, NAN, NAN, NO_COUNT);
	if (seconds.changed || viewed.changed)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

static void
basis_note(const struct inquiry *inquiry, struct figure *figure, const char *basis)
{
	if (inquiry->current)
		figure_note(figure, "%s: over %s", scope_label(inquiry->publishing, (guint)inquiry_scope(inquiry)), basis);
}

static void
avg_watch(const struct inquiry *inquiry, struct figure *figure)
{
	const struct sample_rule *rule = watch_rule(inquiry);
	gboolean by_post = span_of_snapshots(inquiry, rule->needs) != NO_TIME;
	AUTO(sample) sample = sample_new(inquiry->publishing, rule, inquiry_scope(inquiry), &inquiry->period);
	struct value value = by_post ? ratio_of_videos(inquiry, sample) : watch_of_days(inquiry, (guint)inquiry_scope(inquiry));

	sample_row(inquiry, figure, &value, sample);
	basis_note(inquiry, figure, !by_post ? "the views of its days" : rule == &starts_rule ? "video starts" : "views as the platform counts them");
}

/* ---- how far their data reach ---- */

static gint64
completion_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_completion);
}

static gint64
quartiles_span(const struct inquiry *inquiry)
{
	return span_of_snapshots(inquiry, has_quartiles);
}

static gint64
watch_span(const struct inquiry *inquiry)
{
	return MAX(span_of_snapshots(inquiry, watch_rule(inquiry)->needs), span_of_days(inquiry, "watch_seconds", NULL));
}

/* ---- the metrics ---- */

static const char *const reads[] = { "account_day", "post", "post_metric", NULL };

const struct metric metric_video_completion = {
	.definition = {
		.name = "b_video_completion", .card = "B19", .discipline = DISCIPLINE_BROADCAST, .label = "Videos watched to the end",
		.question = "Of the videos started, how many were watched to the end?",
		.formula = "Views to the end over starts of the month's videos, each as it stood at least a week after it was published. Platforms draw the "
		           "line of a start differently, so they are not compared.",
		.noun = "videos' starts", .phrase = "{value} of the videos started were watched to the end", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
		.unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B19; MRC viewable video; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = completion_span, .reads = reads_posts, .columns = sample_columns, .measure = video_completion,
};

static const struct metric_column retention_columns[] = {
	{ .name = "point", .label = "Watched", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "kept", .label = "Of those started", .unit = UNIT_SHARE },
	{ NULL },
};

const struct metric metric_video_retention = {
	.definition = {
		.name = "b_video_retention", .card = "B19", .discipline = DISCIPLINE_BROADCAST, .label = "How far videos are watched",
		.question = "Where do people leave our videos?",
		.formula = "Views that came to a quarter, half, three quarters and the end of the month's videos, and their share of those started; only videos "
		           "that tell of all of these, at least a week after each was published.",
		.noun = "views", .unit = UNIT_COUNT, .additivity = ADD_FLOW_PLATFORM, .shape = SHAPE_STAGES, .comparison = COMPARE_NONE,
		.minimum = 3, .comfortable = 8, .version = 1, .source = "METRICS B19; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_EACH, .reach = quartiles_span, .reads = reads_posts, .columns = retention_columns, .measure = video_retention,
};

const struct metric metric_avg_watch = {
	.definition = {
		.name = "b_avg_watch_s", .card = "B19", .discipline = DISCIPLINE_BROADCAST, .label = "Seconds watched per view",
		.question = "How long do people watch?",
		.formula = "Seconds watched over views of the month's videos, each as it stood at least a week after it was published: over starts where the "
		           "platform counts them, else over views. What counts as a view differs, so platforms are not compared.",
		.noun = "videos' views", .phrase = "A view of our videos lasted {value} on average", .unit = UNIT_SECONDS, .additivity = ADD_RATIO,
		.unranked = TRUE, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .minimum = 3, .comfortable = 8, .version = 1,
		.source = "METRICS B19; Cochran 1977 (clusters are posts)",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_EACH, .reach = watch_span, .reads = reads, .columns = sample_columns, .measure = avg_watch,
};
