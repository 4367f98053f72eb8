/* What accounts report by day or span, read so that nothing is counted twice and nothing unique is added (METRICS §3.2). */
#ifndef METRICS_BROADCAST_DAYS_H
#define METRICS_BROADCAST_DAYS_H

#include "metrics/broadcast/publishing.h"

/* Counts of an account over a period: rows with its very window, else the days and spans within it that do not overlap; one side
 * (organic before total) and one definition, the one that covers most days. */
struct flow {
	gboolean known;
	double sum;
	double largest;      /* of one span within the period: the lower bound of a unique number */
	gint32 days;         /* covered by rows */
	gint32 first, last;  /* days */
	guint rows;
	gboolean whole;      /* one row with exactly this window */
	gboolean estimated;
	enum side side;
	atom definition;
	gboolean changed;    /* the definition changed within the period, or since the month (else the quarter) before */
};
struct flow publishing_flow(const struct publishing *, guint scope, const char *measure, const struct period *);

/* The last known level on or up to three days before `day` (B04). */
struct level {
	gboolean known;
	double value;
	gint32 day;
	atom definition;
	gboolean changed; /* a month before it was counted by another definition, and not by this one */
};
struct level publishing_level(const struct publishing *, guint scope, const char *measure, gint32 day);

/* Has the account ever reported this, on any day? Then a period without it is missing, else it is not reported. */
gboolean publishing_reports(const struct publishing *, guint scope, const char *measure);

/* The 26 complete weeks (Monday to Sunday) that end before `end`, oldest first: their counts, NAN where a day is missing. */
#define WEEKS_MOST 26
void publishing_weeks(const struct publishing *, guint scope, const char *measure, gint64 end, double counts[WEEKS_MOST]);
/* Monday of the oldest of those weeks. */
gint32 weeks_begin(const struct publishing *, gint64 end);
/* Adds week by week; a NAN on either side stays one. */
void weeks_add(double into[WEEKS_MOST], const double counts[WEEKS_MOST]);
/* The overdispersion of the weeks that are known (§4.4). */
double weeks_dispersion(const double counts[WEEKS_MOST]);

#endif
