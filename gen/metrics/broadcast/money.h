/* Money of one currency in another, by the project's own table of rates and never by a guess (METRICS B21). */
#ifndef METRICS_BROADCAST_MONEY_H
#define METRICS_BROADCAST_MONEY_H

#include "metrics/broadcast/publishing.h"

/* The newest rate between the two up to that day, told either way round; NULL where there is none. */
const struct fx_rate *money_rate(const struct publishing *, const char *from, const char *to, gint32 day);
/* The amount in the other currency; NAN without a rate. Equal currencies (also: none told) need none. */
double money_in(const struct publishing *, double amount, const char *from, const char *to, gint32 day);

#endif
