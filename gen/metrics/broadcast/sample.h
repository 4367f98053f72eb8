/* The posts of a period that are old enough to be measured, each with a numerator and a denominator: what every rate over posts is
 * made from (METRICS B06–B10, §2.2, §4.6). */
#ifndef METRICS_BROADCAST_SAMPLE_H
#define METRICS_BROADCAST_SAMPLE_H

#include "metrics/broadcast/publishing.h"
#include "metrics/metric.h"
#include "metrics/statistics/interval.h"

/* One post's part. */
struct sampled {
	const struct publication *publication;
	const struct post_metric *snapshot;
	double y, x, age_days;
};

/* What a rate reads from a snapshot. */
struct sample_rule {
	snapshot_needs needs;                            /* both parts are reported */
	double (*y)(const struct post_metric *);
	double (*x)(const struct post_metric *);         /* NULL: 1 a post */
	gboolean (*takes)(const struct publishing *, const struct publication *); /* NULL: every post */
	guint (*components)(const struct post_metric *); /* which counts y is made from, as bits; NULL */
};

struct sample {
	GArray *posts;       /* struct sampled, by time of publication; of one definition */
	guint published;     /* in the period, taken by the rule */
	guint maturing;      /* too young still */
	guint unmeasured;    /* old enough, but no snapshot says so */
	guint left_out;      /* measured, but counted another way than most */
	guint components;    /* of all its posts */
	gboolean is_told;    /* some snapshot of its posts, of whatever age, reports what the rule needs; or there is no snapshot yet */
	gboolean changed;    /* of several definitions, or of another one than the month (else the quarter) before */
	double age_days;     /* median age at which they were measured; NAN */
};
struct sample *sample_new(const struct publishing *, const struct sample_rule *, int scope, const struct period *);
void sample_free(struct sample *);
AUTO_DEFINE(sample)
int inquiry_scope(const struct inquiry *); /* number of its scope, or SCOPE_NONE */

#define SAMPLED_AT(sample, i) (&g_array_index((sample)->posts, struct sampled, i))

/* NO_DATA or UNDEFINED with its reason where there is nothing to measure; STATE_OK else. */
struct value sample_absent(const struct publishing *, const struct sample *);
/* Σy/Σx, clustered by post (§4.6), times `factor`; n = posts. UNDEFINED with `nothing` where Σx is 0. BREAK where counting changed. */
struct value sample_ratio(const struct publishing *, const struct sample *, double factor, const char *nothing);
/* Mean of y a post by bootstrap over posts (B07), seeded by the inquiry. */
struct value sample_mean(const struct inquiry *, const struct sample *);

/* Rows for a rate measured with `measure`: the headline, then the median age in days. */
extern const struct metric_column sample_columns[];
struct figure_row *sample_row(const struct inquiry *, struct figure *, const struct value *, const struct sample *);

/* The interactions of a post: reactions, comments, shares (with quotes), saves; clicks are none (B06). */
double interactions_of(const struct post_metric *);
guint interactions_reported(const struct post_metric *); /* bits 1 reactions, 2 comments, 4 shares, 8 saves */
gboolean has_interactions(const struct post_metric *);   /* and impressions */
double impressions_of(const struct post_metric *);
/* The bits in words: "reactions, comments and shares"; 16 link clicks, 32 other clicks, 64 hides, 128 reports, 256 unfollows. Caller frees. */
char *components_words(guint components);
extern const struct sample_rule engagement_rule;
extern const char *const reads_posts[]; /* for the metrics' `reads` */

#endif
