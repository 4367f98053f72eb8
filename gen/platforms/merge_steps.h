/* The steps of merge.c that fill files of their own. */
#ifndef PLATFORMS_MERGE_STEPS_H
#define PLATFORMS_MERGE_STEPS_H

#include "model/project.h"
#include "model/records.h"

/* erase.c: before everything else. */
void records_erase(struct records *, const struct project *);
/* threads.c: numbers in threads become ids; a reply chain without a thread lies in that of the message it begins with. */
void records_threads(struct records *);
/* people.c: member rows for everybody, persons, kinds. */
void records_people(struct records *, const struct project *, struct complaints *);
/* ads.c: two rows of one file that tell the same ad and days are parts of it (keywords, devices, two ads of one name): their figures are
 * added, but the people reached. A row that says the very same again adds nothing. */
void ad_row_add(struct ad_row *, const struct ad_row *part);
/* ads.c: of two files that tell one campaign's spend, by campaign and by ad, the finer stays. */
void records_ads(struct records *, struct complaints *);
/* Are two sums of costs, of so many rows together, the same but for rounding? */
gboolean ad_costs_agree(double a, double b, guint rows);
/* ads_overlap.c: of rows whose days overlap one telling stays; what the account tells as a whole gives way to its campaigns, and where these
 * tell clearly less money, both sums are told. */
void records_ads_overlaps(struct records *, struct complaints *);

/* Does a row of this kind count as "merged" when it goes? Side rows (members, spaces, mentions, stated totals) repeat by nature; what people count are
 * posts, messages and figures. */
gboolean record_kind_is_counted(enum record_kind);
/* Rows of files whose loss has been counted: a row of a file may have become many records. FALSE when it is there already. */
GHashTable *lost_rows_new(void);
gboolean lost_rows_add(GHashTable *, guint32 source, guint32 order);

/* stale.c: messages that another capture replaced. When all messages are merged, and before their reactions and mentions are, those that
 * stood in the rows that lost are dropped where the newest capture tells its own. `readings`: const struct source * → struct reading *. */
struct lost_messages *lost_messages_new(void);
void lost_messages_free(struct lost_messages *);
void lost_messages_add(struct lost_messages *, const struct message *loser);
void lost_messages_take_along(struct lost_messages *, struct records *, GHashTable *readings);

/* Does `name` (a platform or an account's id in tidings.yaml, "*" any) mean the place that records carry? */
gboolean place_means(const struct project *, const char *name, const char *place);
/* The account whose records carry this place; NULL when there is none or it cannot be told. */
const struct account *place_account(const struct project *, const char *place, enum discipline);

#endif
