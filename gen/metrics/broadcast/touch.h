/* Where visits and leads came from: words of GA4, HubSpot and UTM links to an origin. */
#ifndef METRICS_BROADCAST_TOUCH_H
#define METRICS_BROADCAST_TOUCH_H

#include "metrics/broadcast/publishing.h"

/* Fills publishing->prospects and ->visits. */
void publishing_prospects(struct publishing *);
void publishing_visits(struct publishing *);

/* Visits of a site account in a period, from one table of its export: sources first, else channels. */
struct visit_sum {
	gboolean known;
	double sessions;  /* that came from what we published */
	double all;       /* whatever they came from */
	gint32 days;      /* covered */
};
struct visit_sum publishing_visited(const struct publishing *, guint scope, const struct period *);
/* The same of one campaign (its name, in any case), over all sites. */
struct visit_sum publishing_visited_by(const struct publishing *, const char *campaign, const struct period *);
/* Calls `each` with sessions by channel (or, where the site gives none, by origin). Words live as long as the records. */
void publishing_channels(const struct publishing *, guint scope, const struct period *,
                         void (*each)(const char *channel, double sessions, enum origin, gpointer user), gpointer user);

/* Is any lead known from before the end of the period? Before the first, nobody wrote leads down: no data, not 0. */
gboolean publishing_has_leads(const struct publishing *, const struct period *);
/* Prospects of a period, one a person: the first of theirs counts. Caller unrefs; elements are const struct prospect *. */
GPtrArray *publishing_leads(const struct publishing *, const struct period *);

#endif
