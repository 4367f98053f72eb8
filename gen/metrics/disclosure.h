/* What a figure may tell about people (METRICS §9.1–9.3, §4.15): applied by the registry to every figure, after measuring and before
 * comparing. Leaves only say what is about people and what adds up; metric.h tells how.
 *
 * 1. A cell about 1 … k − 1 people is hidden. Cells are the rows of a breakdown: an account's, or those of a figure with more keys than
 *    period and scope. A row over everybody is a total (C01: "k-anonymity does not apply"), and totals stay. A true zero is shown.
 * 2. What is told about no more people in the same row goes with it: a share follows its numerator and its denominator, which
 *    also hides 0 % and 100 % over fewer than k (answer_people_share marks a share with its numerator, a 0 % with its denominator).
 * 3. Where fewer than k whole numbers are possible for a hidden cell, given all sums that are known, the smallest cell of its sum that is still
 *    shown is hidden too, one after the other, until none is left that could be computed (statistics/hidden.h: exact). A lone hidden cell
 *    has one possible number, 7.13's partners 2 and fans 5 have six. Only when a sum has no other positive cell are its zeros hidden; when that
 *    is not enough, the total itself is so small that it tells as much.
 *
 * 4. Where a table counts the same people again every month (a stock; metric.h, recounts), its difference to the table of the month before tells about
 *    those who came or went. A cell that changed by fewer than k people is hidden in the newer table, and 3 goes on from there; the total
 *    stays, and the older table is left as it was published. The older one is measured anew from the exports, with all that it hides: what
 *    it hides cannot be subtracted. Tables that count each month by itself, or over windows that slide, are none of these: who
 *    left and who came stand on both sides of their difference. The cells of a cohort table count the same people in the same month
 *    of theirs in every edition: their difference is nothing, unless somebody was erased, and then both editions are made anew.
 *
 * A reader cannot tell a cell that is hidden for its size from one that is hidden for its neighbour: state and words are the same.
 *
 * Sums are the metric's `totals`, and, of a metric measured for all accounts and for each, the accounts of a period against "all". Members are
 * counted once in "all" and once in each account they write in, so an account can only be computed from the others as far as they leave
 * something over: all − shown accounts ≥ 1. Then they are taken to add up, as they do where nobody uses two; where the others together
 * already fill "all", subtracting tells nothing, and nothing more is hidden.
 *
 * Limits. Only sums are known to this: an index over all cells would be one more equation, from whose digits two hidden cells could be solved; C20
 * therefore counts kinds too small to be shown as one. A reader who knows the rules may also reason that the smallest of
 * several hidden cells is the one hidden for its size; what is guaranteed is that no number follows from the numbers that are printed. */
#ifndef METRICS_DISCLOSURE_H
#define METRICS_DISCLOSURE_H

#include "metrics/metric.h"

/* Whether a figure has cells about people that are to be held against those of the month before. */
gboolean disclosure_recounts(const struct figure *, const struct metric *);
/* Hides what a figure tells about fewer than k people, and what would give it away. Its rows must all be there. `before`: the same metric's figure
 * as the month before published it (disclosure_apply of its own), where the metric recounts; else NULL. */
void disclosure_apply(struct figure *, const struct metric *, int k, const struct figure *before);

#endif
