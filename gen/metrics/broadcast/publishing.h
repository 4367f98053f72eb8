/* PUBLISHING: the broadcast records prepared once for all broadcast metrics: posts in order of time with their snapshots in order
 * of capture (METRICS §2.2), what accounts report a day, where leads and visits came from. Everything is sorted by what it is and
 * not by the order of the input rows. Read-only after publishing_new, and safe to read from many threads.
 *
 * `scope` in queries is a number of `scopes` or SCOPE_NONE for all accounts together.
 */
#ifndef METRICS_BROADCAST_PUBLISHING_H
#define METRICS_BROADCAST_PUBLISHING_H

#include "base/auto.h"
#include "metrics/origin.h"
#include "metrics/scope.h"
#include "model/project.h"
#include "model/records.h"

/* Something we said, to everybody: no reply, no repost of others, no advertisement, not deleted. Sorted by time, platform, id. */
struct publication {
	const struct post *post;
	guint scope;
	gint64 at;         /* where only a day is known, its local midnight */
	gint32 day;        /* local, in report_tz; the platform's own day where it gives no clock */
	gint8 hour;        /* local, 0–23; -1: no clock */
	guint first, past; /* snapshots */
};

/* Organic figures are never added to paid ones: a reading takes the best of these that there is, and only that. */
enum side { SIDE_ORGANIC, SIDE_UNSAID, SIDE_TOTAL, SIDE_PAID };
enum side side_of(guint8 paid);

/* What an account reports of a span of days. Sorted by scope, measure, side, definition, span. */
struct reported {
	const struct account_day *row;
	guint scope;
	enum side side;
};

/* A lead with the one touch it is credited to. Sorted by time, id. */
struct prospect {
	const struct lead *lead;
	gint64 at;
	enum origin origin;
	guint scope;        /* the account credited; scope_map_count(scopes) where tidings.yaml has none of that name */
	const char *source; /* "Saturday mail", "Facebook, paid", "Source unknown" */
};

/* Visits of our site in a span, by where they came from. Sorted by scope, table, span, source. */
enum visit_table { VISITS_BY_SOURCE, VISITS_BY_CAMPAIGN, VISITS_BY_CHANNEL, VISITS_WHOLE, VISITS_OTHER };
struct visited {
	const struct site_visits *row;
	guint scope;
	enum visit_table table;
	enum origin origin;
};

struct publishing {
	const struct records *records;
	const struct project *project;
	struct scope_map *scopes;
	struct publication *posts;
	guint n_posts;
	const struct post_metric **snapshots; /* of posts[i]: [first, past), by capture */
	guint n_snapshots;
	struct reported *reported;
	guint n_reported;
	struct prospect *prospects;
	guint n_prospects;
	struct visited *visits;
	guint n_visits;
	struct mentions *mentions; /* mentions.h */
	GStringChunk *words; /* behind prospects' sources */
};

struct publishing *publishing_new(const struct records *, const struct project *, struct complaints *);
void publishing_free(struct publishing *);
AUTO_DEFINE(publishing)

/* ---- posts ---- */
struct stretch { guint first, past; };
/* Posts published in the period. */
struct stretch publishing_posts(const struct publishing *, const struct period *);
static inline gboolean
publication_in(const struct publication *publication, int scope)
{
	return scope == SCOPE_NONE || publication->scope == (guint)scope;
}
/* Its age in days when the snapshot was taken; where only its day is known, counted from that day's end. */
double publication_age(const struct publishing *, const struct publication *, const struct post_metric *);
/* Does the snapshot report what the caller needs? */
typedef gboolean (*snapshot_needs)(const struct post_metric *);
/* The earliest snapshot aged at least project->mature_days that reports it; NULL when there is none. Never a paid one; of several
 * taken at once an organic one, then the fullest. A boosted post is only measured by what is said to be organic. */
const struct post_metric *publication_mature(const struct publishing *, const struct publication *, snapshot_needs);
/* The end of the data of its account is less than mature_days after it was published. */
gboolean publication_is_maturing(const struct publishing *, const struct publication *);
/* Title, else the beginning of the text, else the id; at most 40 characters. Caller frees. */
char *publication_title(const struct publishing *, const struct publication *);

#endif
