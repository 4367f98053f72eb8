/* Values, intervals, states, changes and periods as people read them (LOOK §7, METRICS §3.1, §4.9, §11.1). All results are
 * fresh strings, the caller frees. U+00A0 keeps value, unit and interval on one line. */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "model/figure.h"

/* "78 %", "4.2 h", "412,600", "12 of 40" (shares over fewer than 20), or the state's words. */
char *words_value(const struct value *, enum unit, const char *language);
/* The number without its unit ("78") and the unit alone ("%", "h", ""): for the figure set large. */
char *words_number(const struct value *, enum unit, const char *language);
const char *words_unit(enum unit);
/* "(72–83)", "(3.1–not reached)"; NULL when there is no interval. */
char *words_interval(const struct value *, enum unit, const char *language);
/* The same without brackets: "72–83". */
char *words_range(const struct value *, enum unit, const char *language);
/* "too few to say (n = 2)", "not reported by TikTok", "small sample (n = 15)"; NULL when the state needs no words. */
char *words_state(const struct value *, const char *scope_label);

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
