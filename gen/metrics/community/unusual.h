/* Which spaces an unusual week is made of (C27). */
#ifndef METRICS_COMMUNITY_UNUSUAL_H
#define METRICS_COMMUNITY_UNUSUAL_H

#include "metrics/metric.h"

/* Notes on a pulse's figure, for each week of the reported period outside its range, the up to three spaces whose members' messages lie furthest
 * from what their own eight weeks before let expect, and outside of it. Private spaces, and those in which fewer people wrote in that week
 * than may be told of, are passed over. */
void note_unusual_spaces(const struct inquiry *, struct figure *);

#endif
