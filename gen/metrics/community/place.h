/* What community leaves share: the inquiry's scope as a number of the conversation, and the clocks of questions. */
#ifndef METRICS_COMMUNITY_PLACE_H
#define METRICS_COMMUNITY_PLACE_H

#include "metrics/community/conversation.h"
#include "metrics/metric.h"
#include "metrics/statistics/survival.h"

#define NO_STAFF_LIST "nobody is marked as staff: name them in tidings.yaml"
#define NO_THREADS "the export has no threads"
#define NO_RELATIONS "people.csv says of nobody what they are to us: the column relation"
#define NOT_BEFORE "the data do not reach back before that month"

/* What community metrics are made from, for `explain`. */
extern const char *const READS_MESSAGES[], *const READS_EVENTS[], *const READS_JOINING[];

/* What somebody is to us, in the plural, for a label: RELATION_CUSTOMER is "customers". */
const char *relation_label(int relation);
#define RELATIONS (RELATION_PRESS + 1)
extern const char *const READS_MESSAGES[], *const READS_EVENTS[], *const READS_MODERATION[], *const READS_LABELS[];

/* SCOPE_NONE for all. */
int inquiry_place(const struct inquiry *);
/* The scope number under which arrivals of this inquiry stand. */
guint inquiry_arrivals(const struct inquiry *);
/* The month before the inquiry's. */
struct period inquiry_month_before(const struct inquiry *);

/* The last day of the period on which each member contributed; NO_DAY for who did not. Caller frees. */
gint32 *inquiry_last_days(const struct inquiry *);
/* People of the month may be taken as having come in it: the data reach back before it. In the data's first month everybody is new. */
gboolean inquiry_knows_before(const struct inquiry *, const struct period *month);
/* Where messages stand, as people call it. Places without a name of their own are their account's; private ones have none (NULL). Caller
 * frees. */
char *place_name(const struct conversation *, const struct discussion *);
/* The same for many messages of few spaces: names are kept in a table, and live as long as it does. */
GHashTable *place_names_new(void);
const char *place_name_kept(GHashTable *names, const struct conversation *, const struct discussion *);
/* Why nothing can be said in the window of what the labels (up to three, LABEL_NONE: fewer) tell: `never` where nobody ever gave one; NULL. */
const char *labels_missing(const struct inquiry *, const enum label_meaning[3], const char *never);
/* When flags and decisions of moderators begin to be told of in the inquiry's scope; NO_TIME: never. */
gint64 moderation_begin(const struct inquiry *);
/* Why nothing can be said of moderation in the window, or NULL. */
const char *moderation_missing(const struct inquiry *);
/* Where clocks of moderation in a scope are cut. */
gint64 moderation_watched_until(const struct inquiry *, guint scope);

/* Merges or a history under twelve months make old people new: said once, of the reported month. */
void note_short_history(const struct inquiry *, struct figure *);

/* Cause of a question's clock: who answered. */
enum { ANSWERED_BY_MEMBER = 1, ANSWERED_BY_STAFF = 2 };
/* Hours from asking to the first response; censored where the data end, or at closing and deleting, which are no replies.
 * FALSE for a question asked after the end of watching. */
gboolean question_clock(const struct inquiry *, const struct question *, struct duration *);
/* Clocks of all questions asked in the inquiry's window and scope. Caller unrefs (struct duration). */
GArray *question_clocks(const struct inquiry *);
/* Its survival curve; caller frees. */
struct survival *question_curve(const struct inquiry *);

#endif
