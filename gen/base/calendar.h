/* Civil days, instants, zones and periods.
 * A day is a gint32: days since 1970-01-01 (proleptic Gregorian). An instant is a gint64: seconds UTC.
 * Zones are IANA names; a period begins and ends at local midnights of its zone (half-open). */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <glib.h>

#define NO_DAY G_MININT32
#define NO_TIME G_MININT64

gint32 day_from_civil(int year, int month, int day); /* NO_DAY if there is no such day in the years 1 to 9999 */
void day_to_civil(gint32 day, int *year, int *month, int *day_of_month);
gint32 day_month_end(gint32 day); /* the last day of its month */
int day_weekday(gint32 day); /* 0 = Monday … 6 = Sunday */
/* "2026-10-31"; caller frees. */
char *day_iso(gint32 day);

/* NULL for a name that tzdata does not know. Caller unrefs (GTimeZone). */
GTimeZone *zone_open(const char *iana_name);
gint32 day_of_instant(gint64 instant, GTimeZone *);
int hour_of_instant(gint64 instant, GTimeZone *);
gint64 instant_of_day(gint32 day, GTimeZone *); /* local midnight; where it does not exist, the first instant of the day */
/* When the zone's clock shows `second` of the day: the first of two, the end of a gap that leaves it out. */
gint64 instant_of_clock(gint32 day, int second, GTimeZone *);
char *instant_iso(gint64 instant);               /* "2026-10-31T23:00:00Z" */

/* Reads a text by a strptime-like format: %Y %y %m %d %e %b %B (English, German, Spanish, Portuguese, French and
 * Italian month names, abbreviated or whole, case folded) %a %A (skipped) %H %I %M %S %p %f (fraction, cut)
 * %z (+0000, +00:00, Z) %s (epoch seconds, fraction cut) %Q (epoch milliseconds); blanks match any run of blanks;
 * a dot after an abbreviated name is passed over; other characters match themselves. The whole text must be used. Without %z the clock is read in `zone`.
 * `day` is always set, by the clock of `zone` (NULL: UTC); `instant` is NO_TIME when the format has no hour. Returns FALSE when the text does not fit,
 * or says a day outside of the years 1 to 9999.
 * A format without %Y, %y, %s or %Q fails unless `year` is not 0: that year is then used. */
gboolean moment_parse(const char *text, const char *format, GTimeZone *zone, int year, gint32 *day, gint64 *instant);
/* Whether every letter behind a % is one that moment_parse knows, and there is one. */
gboolean moment_is_format(const char *format);

enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_ROLLING90 };

struct period {
	enum period_kind kind;
	gint32 first, past; /* days: [first, past) */
	gint64 start, end;  /* instants of those local midnights */
};

struct period period_of_day(enum period_kind, gint32 day, GTimeZone *); /* the period that holds the day; rolling90 ends with it */
struct period period_month(int year, int month, GTimeZone *);
/* "2026-10", "2026-W44", "2026-Q4" or "2026-10-31". FALSE if it is none of these. */
gboolean period_parse(const char *text, GTimeZone *, struct period *);
struct period period_step(struct period, int steps, GTimeZone *); /* adjacent periods of the same kind */
struct period period_year_before(struct period, GTimeZone *);     /* same month, quarter or ISO week last year */
double period_days(const struct period *);                        /* (end - start) / 86400: 30.96 in a month with a clock change */
char *period_id(const struct period *);                           /* "2026-10"; for rolling90 "90d-2026-10-31". Caller frees */
gboolean period_holds(const struct period *, gint64 instant);

#endif
