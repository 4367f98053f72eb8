/* Many questions at once: how many "findings" chance alone would bring (METRICS §4.10). */
#ifndef METRICS_STATISTICS_MULTIPLE_H
#define METRICS_STATISTICS_MULTIPLE_H

#include <glib.h>

/* Which of n two-sided p values stand when a share `rate` of false findings is tolerated (Benjamini & Hochberg 1995): the
 * largest k with p₍ₖ₎ ≤ rate·k/n, and all smaller ones. kept[i] answers p[i]. Returns how many stand. */
guint benjamini_hochberg(const double *p, guint n, double rate, gboolean *kept);

/* The same for experiments with more than two arms, keeping the chance of even one false finding under `rate` (Holm 1979). */
guint holm(const double *p, guint n, double rate, gboolean *kept);

#endif
