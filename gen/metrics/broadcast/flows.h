/* Account days as values of a metric: what a month is worth when days are missing, not settled, or counted anew. */
#ifndef METRICS_BROADCAST_FLOWS_H
#define METRICS_BROADCAST_FLOWS_H

#include "metrics/broadcast/days.h"
#include "metrics/metric.h"

/* The count of an account for the inquiry's period. PARTIAL where days are missing (not with `gaps_are_none`: some exports leave out
 * days on which nothing happened), BREAK where counting changed, PROVISIONAL where more than a quarter of it is not settled. Days that
 * are not settled (project->settle_hours) are in the value but not in events and exposure: changes leave them out (§2.2). */
struct value flow_value(const struct inquiry *, guint scope, const char *measure, gboolean gaps_are_none);
/* How many days at the end of the period are not settled yet. */
int unsettled_days(const struct inquiry *, guint scope);
/* Notes them on the figure of the reported period. */
void unsettled_note(const struct inquiry *, struct figure *, guint scope);
/* "Facebook", or the scope's id. */
const char *scope_label(const struct publishing *, guint scope);

#endif
