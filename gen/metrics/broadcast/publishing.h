/* PUBLISHING: the broadcast records prepared once for all broadcast metrics. */
#ifndef METRICS_BROADCAST_PUBLISHING_H
#define METRICS_BROADCAST_PUBLISHING_H

#include "base/auto.h"
#include "model/project.h"
#include "model/records.h"

struct publishing {
	const struct records *records;
	const struct project *project;
};

struct publishing *publishing_new(const struct records *, const struct project *, struct complaints *);
void publishing_free(struct publishing *);
AUTO_DEFINE(publishing)

#endif
