/* Values in words and figures, as LOOK §7 writes them, and the words of states (LOOK §6). All strings: caller frees. */
#ifndef CHARTS_WORDS_H
#define CHARTS_WORDS_H

#include "model/figure.h"

/* Decimals a value deserves: half its interval keeps two significant figures; without interval by its size. */
int value_decimals(const struct value *, enum unit);
/* "63 %", "4.2 h", "256": the unit follows after a no-break space. */
char *number_words(double value, enum unit, int decimals, const char *language);
/* The value alone; "12 of 15" for a share of fewer than 20; "> 72 h" for a quantile that was not reached; "–" without a number. */
char *value_words(const struct value *, enum unit, const char *language);
/* "58–68"; with a sign in it "−8 to +23"; NULL without interval. The unit is not repeated. */
char *interval_words(const struct value *, enum unit, const char *language);
/* "4.2 h (3.1–6.0)". */
char *estimate_words(const struct value *, enum unit, const char *language);
/* What the state says: the value's reason, else the state's own words; NULL for OK. "too few to say (n = 2)". */
char *state_words(const struct value *);
/* A tick; the unit only where `with_unit` (the last one): "75 %". From a million on "1 m". */
char *tick_words(double value, enum unit, int decimals, gboolean with_unit, const char *language);
/* "Oct", or "Oct ’25" (a day since 1970). */
char *month_words(double day, gboolean with_year, const char *language);
/* "14 Sep". */
char *day_words(double day, const char *language);
/* "October 2026". */
char *month_in_full(double day, const char *language);
/* 0 = Monday: "Mon". */
char *weekday_words(int weekday, const char *language);

#endif
