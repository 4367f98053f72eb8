/* Ticks, months and the values of model/words.h as charts print them. All strings: caller frees. */
#ifndef CHARTS_WORDS_H
#define CHARTS_WORDS_H

#include "model/words.h"

/* "63 %", "4.2 h", "256": the unit follows after a no-break space. */
char *number_words(double value, enum unit, int decimals, const char *language);
/* The value alone; "–" without a number, since a chart has its own place for states. */
char *value_words(const struct value *, enum unit, const char *language);
/* "58–68"; NULL without interval, and where the value is itself a range. */
char *interval_words(const struct value *, enum unit, const char *language);
/* "4.2 h (3.1–6.0)". */
char *estimate_words(const struct value *, enum unit, const char *language);
/* What the state says; NULL for OK. */
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
