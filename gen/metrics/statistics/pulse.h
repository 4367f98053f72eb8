/* Is this week unusual? A band for the next weekly count from the weeks before it (METRICS §4.12; C27). */
#ifndef METRICS_STATISTICS_PULSE_H
#define METRICS_STATISTICS_PULSE_H

#include "metrics/statistics/interval.h"

#define PULSE_WEEKS 8

/* Mean μ of the last 8 of `weeks` complete weekly counts (oldest first, the week in question not among them), and the prediction
 * interval μ ± z·√(φμ(1 + 1/8)), φ = max(1, variance/mean) of those 8, low not under 0. Undefined under 8 weeks. */
struct interval pulse_band(const double *counts, guint weeks);
/* The count lies outside the band. FALSE where there is no band. */
gboolean pulse_unusual(struct interval band, double count);
/* (count − μ) in prediction errors: to rank categories by how far they are off. Undefined without a band or at μ = 0. */
struct interval pulse_residual(struct interval band, double count);

#endif
