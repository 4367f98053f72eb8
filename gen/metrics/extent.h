/* How far the data of one account reach, by the dates of its rows: from the first to the last that others bear out. Inside scope.c. */
#ifndef METRICS_EXTENT_H
#define METRICS_EXTENT_H

#include "model/records.h"

/* Why dates are passed over. */
enum stray { STRAY_NONE, STRAY_AHEAD, STRAY_ALONE };

struct extent;

struct extent *extent_new(void);
void extent_free(struct extent *);
/* A row, dated from `first` to `last` (NO_TIME: it bears no date). */
void extent_row(struct extent *, const struct record *, gint64 first, gint64 last);
/* Once all rows were told. A date is passed over when it lies after the capture of its own export (where that is so of few), and when it stands
 * alone, a year or more after everything else. */
void extent_settle(struct extent *);
/* The rest is asked after that. NO_TIME: no rows. */
gint64 extent_first(const struct extent *);
/* Exclusive: the second after the newest capture, else the end of the last row's day. */
gint64 extent_end(const struct extent *, GTimeZone *);
/* What was passed over and would have reached further: the last such row, its date, and how many there are. */
enum stray extent_stray(const struct extent *, struct record *row, guint *count, gint64 *to);
/* The first date that stands alone, or NO_TIME: no capture from then on is one. */
gint64 extent_alone_from(const struct extent *);

#endif
