/* Scales and ticks: from values to places on the paper, and which values deserve a label. */
#ifndef CHARTS_SCALE_H
#define CHARTS_SCALE_H

#include <glib.h>

struct scale {
	double low, high;   /* values; positive when logarithmic */
	double from, to;    /* where they lie on the paper */
	gboolean logarithmic;
};
/* A value outside is placed outside. low = high: everything lies in the middle. */
double scale_at(const struct scale *, double value);

#define TICKS_MAX 16
struct ticks {
	double at[TICKS_MAX]; /* rising; multiples of one step, never sums, so 0.3 is 0.3 */
	int count;
	int decimals;         /* that all of them need */
};

/* Extended Wilkinson ticks, about `wanted`, at most `most` (≥ 2) of them. `loose`: the first is not above low, the last not below high,
 * and zero is among them when it lies between.
 * Source: Talbot, Lin, Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes", InfoVis 2010,
 * with the steps 1 5 2 2.5 4 3 and the weights of R's labeling::extended: ticks_extended(8.1, 14.1, 4, …) is 8 10 12 14. */
struct ticks ticks_extended(double low, double high, int wanted, int most, gboolean loose);
/* For amounts: from zero (or from below it, where there are negative values) to at least high, at most 5. */
struct ticks ticks_amounts(double low, double high);
/* Powers of ten around [low, high], thinned to at most `most`; within less than two decades also 2 and 5 times them. low > 0. */
struct ticks ticks_logarithmic(double low, double high, int most);
/* Hours on clock steps (1, 2, 3, 6, 12 h, 1, 2, 7 … days), from 0 to at most high, at most 5. */
struct ticks ticks_hours(double high);

#endif
