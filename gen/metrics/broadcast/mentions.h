/* MENTIONS: what people outside say of us, and of those we compare ourselves with (METRICS B31, B32, B38, B41), in order of time.
 * A voice is an author, counted once whatever the platform: the exports give a hash of the name. Mentions by our own accounts and by
 * staff are not external; they are counted apart and nowhere else. `about` is "brand" (also "us", nothing, the organisation's or the brand's
 * name), "competitor:NAME", or something else that we have not declared. */
#ifndef METRICS_BROADCAST_MENTIONS_H
#define METRICS_BROADCAST_MENTIONS_H

#include "metrics/broadcast/publishing.h"
#include "metrics/metric.h"

enum about { ABOUT_BRAND, ABOUT_COMPETITOR, ABOUT_OTHER };

struct mentioned {
	const struct mention *row;
	gint64 at;             /* where only a day is known, its local midnight */
	gint32 day;
	guint voice;           /* number of its author from 1; 0: the export names none */
	gboolean is_ours;      /* our own word */
	enum about about;
	const char *competitor; /* "Ashby Wheels"; NULL */
};

/* Prepared once, as a part of `publishing`. */
struct mentions {
	const struct records *records;
	const struct project *project;
	GArray *rows;          /* struct mentioned: all with a time, by time, platform, id */
	guint voices;          /* the highest number */
	gint64 begin, end;     /* the first of them, own ones too; to where they reach: the newest capture, else the end of the last one's day.
	                          NO_TIME: there are none */
	/* while gathering */
	GHashTable *numbers;   /* atom of an author → voice */
};
struct mentions *mentions_new(const struct records *, const struct project *);
void mentions_free(struct mentions *);
#define MENTIONED_AT(mentions, i) (&g_array_index((mentions)->rows, struct mentioned, i))

/* Does the caller want it? */
typedef gboolean (*mention_wants)(const struct mentioned *, gpointer user);
gboolean mention_is_brand(const struct mentioned *, gpointer unused);

/* Of those wanted on the local days first … past − 1, how many were said outside, and by how many voices; unnamed: without an author.
 * own: our own, which are in none of these. */
struct heard {
	guint messages, voices, unnamed, own;
};
struct heard mentions_heard(const struct mentions *, gint32 first, gint32 past, mention_wants, gpointer user);
/* How much burstier than chance voices come, by the complete weeks before the end of the inquiry's period (§4.4). */
double mentions_dispersion(const struct inquiry *, mention_wants, gpointer user);

/* NO_DATA with what to supply, or before the first mention; PARTIAL where the first one fell into the period after its first week; OK. */
struct value mentions_absent(const struct inquiry *);
/* To where they reach; where there are none, the end of the period, so that the metric says what to supply. */
gint64 mentions_reach(const struct inquiry *);
extern const char *const reads_mentions[];

#endif
