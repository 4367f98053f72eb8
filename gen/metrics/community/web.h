/* WEB: the people of a window and the ties between them as a graph, and what measures of ties share: which ties count, ranges by
 * resampling people, and the tag where who addressed whom is inferred. */
#ifndef METRICS_COMMUNITY_WEB_H
#define METRICS_COMMUNITY_WEB_H

#include "metrics/community/place.h"
#include "metrics/statistics/graph.h"

#define NO_NODE G_MAXUINT

struct web {
	struct graph *graph; /* nodes: the people with a tie, in their order; a tie weighs the messages both ways */
	guint32 *person;     /* of each node */
	guint *node;         /* of each person; NO_NODE */
};

/* The ties of the inquiry's window and scope; of members among each other only, or of everybody. */
struct web *web_new(const struct inquiry *, gboolean members_only);
void web_free(struct web *);
AUTO_DEFINE(web)

gboolean tie_among_members(const struct conversation *, const struct tie *);

/* A tie between two people of the conversation, and whether it is one of those whose share is asked for. */
struct pair {
	guint32 a, b;
	gboolean counts;
};
/* Pairs that count / pairs, with a bootstrap over people: a tie occurs as often as its two people were drawn together (METRICS C15, C39).
 * n = pairs; none: UNDEFINED in these words. */
struct value answer_pairs(const struct inquiry *, const GArray *pairs, const char *empty);
/* "Range from 310 draws", where it is not the usual number (§4.17). Once, for the current month; NULL: nothing. */
void note_draws(const struct inquiry *, struct figure *, const GArray *pairs);

/* §6.0: by which rules edges of the window were found, and above 60 % of rules 3 and 4 that the picture is inferred. Once, for the current month;
 * `shares` FALSE: only the tag. */
void note_bases(const struct inquiry *, struct figure *, gboolean shares);

#endif
