/* CIRCLES: groups of members who mostly talk among themselves within a window (METRICS C47), found once and kept: several metrics ask. */
#ifndef METRICS_COMMUNITY_CIRCLES_H
#define METRICS_COMMUNITY_CIRCLES_H

#include "metrics/community/web.h"
#include "metrics/statistics/graph_null.h"

#define CIRCLE_LEAST 5 /* people; smaller groups are none */
#define NO_CIRCLE G_MAXUINT

struct circles {
	guint people;          /* members with a tie to another */
	gsize ties;
	gboolean enough;       /* people and ties enough to look for groups */
	gboolean stable;       /* different starts agree (GROUPS_STABLE): else `of` is not to be shown */
	double modularity, stability;
	struct graph_null null;
	guint sampled;         /* people the random networks were made of, where that is fewer than all; else 0 */
	guint n;               /* groups of at least CIRCLE_LEAST */
	guint *of;             /* group of each person of the conversation, 0 the largest; NO_CIRCLE */
	gint64 inside;         /* people in these groups */
};

/* Of the inquiry's window and scope. Lives as long as the conversation, or until it forgets. */
const struct circles *circles_of(const struct inquiry *);

#endif
