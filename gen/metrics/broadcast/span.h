/* How far the data of a metric reach: by the accounts that have what it reads. A channel that is no longer exported ends its own
 * series, and not those of leads or of the site. Each answers metric.h's `reach`: NO_TIME where the scope has none of it, ever. */
#ifndef METRICS_BROADCAST_SPAN_H
#define METRICS_BROADCAST_SPAN_H

#include "metrics/broadcast/publishing.h"
#include "metrics/metric.h"

gint64 span_of_posts(const struct inquiry *);
/* Accounts of which some snapshot reports it. */
gint64 span_of_snapshots(const struct inquiry *, snapshot_needs);
/* Accounts that report this measure by day, or (needs not NULL) by snapshot. */
gint64 span_of_days(const struct inquiry *, const char *measure, snapshot_needs);
gint64 span_of_visits(const struct inquiry *);
gint64 span_of_mail(const struct inquiry *);
gint64 span_of_ads(const struct inquiry *);
/* Leads belong to no account: to the newest capture among them. */
gint64 span_of_leads(const struct inquiry *);
/* And of their stages: to the last of either that is known. */
gint64 span_of_stages(const struct inquiry *);
/* The earlier of two; NO_TIME if one is. */
gint64 span_both(gint64, gint64);

#endif
