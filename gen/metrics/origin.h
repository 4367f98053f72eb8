/* Where a visit or a lead came from, by its one last touch. Both towers ask here, so that a lead is credited once: broadcasts count
 * those of ours (B11), the community those of its threads (C43), and no lead is counted by both. */
#ifndef METRICS_ORIGIN_H
#define METRICS_ORIGIN_H

#include "model/project.h"
#include "model/records.h"

enum origin {
	ORIGIN_UNKNOWN,   /* direct, not set, no touch, or one too old: a row of its own, never spread (B11) */
	ORIGIN_POST, ORIGIN_MAIL, ORIGIN_AD, /* ours: broadcast */
	ORIGIN_COMMUNITY, /* a thread: counted in C43 only */
	ORIGIN_ELSEWHERE  /* known, but not from what we published: search, links of others */
};
static inline gboolean origin_is_ours(enum origin origin) { return origin >= ORIGIN_POST && origin <= ORIGIN_AD; }

/* By medium ("email", "paid_social"), else by channel ("Organic Social", "EMAIL_MARKETING"); either may be NULL. Words nobody
 * knows are ORIGIN_ELSEWHERE; none, "(direct)" and "(not set)" are ORIGIN_UNKNOWN. */
enum origin origin_of(const char *medium, const char *channel);
/* The letters and figures of words, lower case: "Saturday mail" and "saturday-mail" are one. Caller frees; NULL: "". */
char *origin_squeeze(const char *words);

/* NO_TIME for a lead without a date; of one with a day only, that day's local midnight. */
gint64 lead_created_at(const struct project *, const struct lead *);
/* The last touch, if it was at most attribution_days before the lead. A lead must have a date. */
enum origin lead_origin(const struct records *, const struct project *, const struct lead *);
/* Who a lead is: a person, else an address, else only itself; numbers of one pool. Of several leads of somebody in a period the
 * earliest counts, in either tower. */
atom lead_somebody(const struct lead *);

#endif
