/* The prediction band of a weekly count. */
#include "metrics/statistics/pulse.h"

#include <math.h>

struct interval
pulse_band(const double *counts, guint weeks)
{
	if (weeks < PULSE_WEEKS)
		return (struct interval){ 0 };
	const double *last = counts + weeks - PULSE_WEEKS;
	double mean = 0;
	for (guint i = 0; i < PULSE_WEEKS; i++)
		mean += last[i] / PULSE_WEEKS;
	double half = Z95 * sqrt(dispersion_of_weeks(last, PULSE_WEEKS).factor * mean * (1 + 1.0 / PULSE_WEEKS));
	return interval_of(mean, MAX(0, mean - half), mean + half);
}

gboolean
pulse_unusual(struct interval band, double count)
{
	return band.bounded && (count < band.low || count > band.high);
}

struct interval
pulse_residual(struct interval band, double count)
{
	double error = (band.high - band.value) / Z95; /* the low bound may have been cut at 0 */
	return band.bounded && error > 0 ? interval_value((count - band.value) / error) : (struct interval){ 0 };
}
