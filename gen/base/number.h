/* Numbers as exports write them and as people read them. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <glib.h>

#define NO_COUNT G_MININT64 /* not reported: never 0 */

/* How a file writes numbers: thousands and decimal sign. Auto: "1,234" and "1,234.5" are thousands with commas,
 * "1.234,5" the other way round; "12,5" and "1,2k" are refused rather than guessed. Whole: no sign is a decimal sign. */
enum number_style { NUMBER_AUTO, NUMBER_POINT, NUMBER_COMMA, NUMBER_WHOLE };

/* A whole number: "3423", "3423.0", "40,585", "-1". FALSE for anything with a real fraction, letters, or past 2^63. */
gboolean number_count(const char *text, enum number_style, gint64 *out);
/* A number with or without a fraction, exponent allowed; currency signs and codes around it are passed over
 * ("US$1.92", "1.92 EUR"); '%' is not. */
gboolean number_real(const char *text, enum number_style, double *out);
/* "3.39%", "3,39 %", "< 10%" is refused (a bound is not a value). Gives the fraction 0.0339. */
gboolean number_percent(const char *text, enum number_style, double *out);
/* "0:04:34", "4:34", "274", "1h 2m 3s" to seconds. */
gboolean number_duration(const char *text, double *seconds);

/* Passes over "US$", "€" or "EUR" and the blanks behind it; `text` itself when none stands there. */
const char *number_past_currency(const char *text);

/* For people. Thousands sign and decimal sign by language ("en": 7,936.5 · "de": 7.936,5 · "fr": 7 936,5 with U+202F);
 * minus is U+2212; rounding is half-even from the decimal value. Caller frees. */
char *number_text(double value, int decimals, const char *language);
/* How many decimals leave one or two significant figures in the half-width of [lo, hi] — 2 to 19 units of the last place
 * (LOOK §7: "78 % (72–83)", "4.2 h (3.1–6.0)"); 0..4. */
int number_decimals(double lo, double hi);

#endif
