/* Changes and periods as people read them (LOOK §7, METRICS §4.9, §11.1), beside the values of model/words.h. All results are
 * fresh strings, the caller frees. U+00A0 keeps value, unit and interval on one line. */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "model/words.h"

/* "October 2026", "October", "31 October", "31 October 2026", by ICU in the language. */
char *words_period(const struct period *, const char *language);
char *words_month(const struct period *, const char *language);
char *words_day(gint32 day, const char *language);
char *words_date(gint32 day, const char *language);

/* "no clear change versus September (between −8 % and +23 %)", "up versus September (+3 to +31 %)",
 * "about the same as in September (…)"; NULL when nothing may be said. Differences of shares are in points. */
char *words_change(const struct change *, enum unit, const struct period *earlier, gboolean name_year, const char *language);

/* First letter raised or lowered, the rest as it is; a first word of capitals ("GA4") stays. */
char *words_capital(const char *);
char *words_small(const char *);
/* "a", "a and b", "a, b and c". */
char *words_list(char **items);

#endif
