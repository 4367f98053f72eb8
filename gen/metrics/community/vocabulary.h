/* The words members use, and which of them are new (C28): all text of private spaces is left out. */
#ifndef METRICS_COMMUNITY_VOCABULARY_H
#define METRICS_COMMUNITY_VOCABULARY_H

#include "metrics/metric.h"
#include "metrics/vocabulary/vocabulary.h"

/* Terms of at least `least` members, compared with the month before; the prior is the twelve months before. Caller frees. */
struct trends *trends_of(const struct inquiry *, guint least);

#endif
