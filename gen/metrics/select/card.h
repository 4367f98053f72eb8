/* What selections share: how a thread is shown to members, and who agreed to be named (METRICS §9.4, §9.6, §11.2). */
#ifndef METRICS_SELECT_CARD_H
#define METRICS_SELECT_CARD_H

#include "metrics/community/conversation.h"
#include "base/lookup.h"
#include "metrics/metric.h"

/* May it be shown at all? Public threads, and those of members' spaces; never private ones, channels, or threads a bot opened. */
gboolean card_is_open(const struct conversation *, guint32 discussion);
/* Title, link and space of a thread. Words of people stand there only if the space is public: its title, unless it names
 * a member who did not agree to be named; without a title, the opening words of somebody who agreed to be quoted; else `instead` and the space: "A question in Bench". */
void card_fill(const struct inquiry *, struct selection *, struct selection_item *, guint32 discussion, const char *instead);
/* The name a person agreed to be called by in newsletters ("Rosa Lind", or "Rosa"), or NULL. Lives as long as the project. */
char *card_name(const struct inquiry *, guint32 person);
/* Days between two instants, rounded down, in words: "9 days", "3 weeks", "two years". Caller frees. */
char *card_span(gint64 from, gint64 to);

#endif
