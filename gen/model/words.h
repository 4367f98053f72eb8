/* Values, intervals and states as people read them (LOOK §7, METRICS §3.1). All results are fresh strings, the caller frees.
 * U+00A0 keeps value, unit and interval on one line. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "model/figure.h"

/* "78 %", "4.2 h", "412,600", "12 of 40" (shares over fewer than 20), or the state's words. */
char *words_value(const struct value *, enum unit, const char *language);
/* The number without its unit ("78") and the unit alone ("%", "h", ""): for the figure set large. */
char *words_number(const struct value *, enum unit, const char *language);
const char *words_unit(enum unit);
/* "(72–83)", "(3.1 or more)"; NULL when there is no interval. */
char *words_interval(const struct value *, enum unit, const char *language);
/* The same without brackets: "72–83". */
char *words_range(const struct value *, enum unit, const char *language);
/* "too few to say (n = 2)", "not reported by TikTok", "small sample (n = 15)"; NULL when the state needs no words. */
char *words_state(const struct value *, const char *scope_label);
/* Decimals the value is printed with: what its interval allows, else what its unit is used to. */
int words_decimals(const struct value *, enum unit);

#endif
