/* Do raters agree beyond chance? Kappa: 1 is perfect, 0 what chance would give, below 0 worse than chance. Values without bounds: resample
 * the items for those. `times` says how often item i occurs (NULL: once each). Undefined without items, or where chance alone would
 * always agree (everything in one category). */
#ifndef METRICS_STATISTICS_AGREEMENT_H
#define METRICS_STATISTICS_AGREEMENT_H

#include "metrics/statistics/interval.h"

/* The same two raters throughout: item i is in category first[i] by one and second[i] by the other, from 0 (Cohen 1960, Educational and
 * Psychological Measurement 20:37). */
struct interval agreement_cohen(const guint *first, const guint *second, const guint *times, guint items, guint categories);

/* Any raters, two or more an item: counts[i * categories + c] of them put item i into category c (Fleiss 1971, Psychological Bulletin
 * 76:378; with unequal numbers of raters each item weighs the same, Gwet 2014, Handbook of Inter-Rater Reliability §3). Items with fewer than two
 * ratings are passed over. */
struct interval agreement_fleiss(const guint *counts, const guint *times, guint items, guint categories);

#endif
