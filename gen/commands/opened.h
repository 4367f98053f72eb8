/* A figure as `explain` opens it on a terminal: the month by scope and part, its comparisons, what limits it, the months before. */
#ifndef COMMANDS_OPENED_H
#define COMMANDS_OPENED_H

#include "metrics/metric.h"

/* Prints to stdout. */
void opened_print(const struct figure *, const struct metric *, const struct project *);

#endif
