/* How people responded to posts of several channels, made comparable: each post's interactions against those usual for its channel
 * (observed over expected, indirect standardisation), so that views of different platforms are never added. */
#ifndef METRICS_BROADCAST_RESPONSE_H
#define METRICS_BROADCAST_RESPONSE_H

#include "metrics/broadcast/sample.h"
#include "metrics/statistics/shrink.h"

struct responded {
	const struct publication *publication;
	double observed, expected; /* interactions; expected: its views × the rate of its channel in this window */
};

struct response {
	GArray *posts;     /* struct responded, by channel, then time */
	double dispersion; /* φ ≥ 1: how much more posts differ than chance would make them (Pearson's χ² over n − 1) */
};

/* The mature posts of a window in one account or (SCOPE_NONE) all of them. Channels without interactions are left out. */
struct response *response_new(const struct publishing *, int scope, const struct period *window);
void response_free(struct response *);
AUTO_DEFINE(response)
#define RESPONDED_AT(response, i) (&g_array_index((response)->posts, struct responded, i))

/* Sums of groups: group_of gives 0 … groups − 1, or −1 for a post that belongs to none. Arrays have room for `groups`. */
typedef int (*response_group)(const struct responded *, gpointer user);
void response_sums(const struct response *, guint groups, response_group, gpointer user, double *observed, double *expected, guint *posts);
/* Each group's response against the usual (1), drawn towards it as chance allows (§4.13); sums are divided by φ, so that one post
 * everybody shared does not make its group. Groups without posts are undefined. */
void response_shrink(const struct response *, const double *observed, const double *expected, guint groups, struct interval *);

#endif
