/* Which account of the project a record belongs to, and from when to when an account's data reach. Made once a run for each
 * discipline; both towers ask it, so that "forum" means the same rows everywhere. */
#ifndef METRICS_SCOPE_H
#define METRICS_SCOPE_H

#include "base/auto.h"
#include "model/project.h"
#include "model/records.h"

#define SCOPE_NONE (-1) /* all accounts together, or an account that is not there */

struct scope_map;

/* The accounts of a discipline, in the order of tidings.yaml. Records of accounts that tidings.yaml does not declare belong to one
 * more scope behind them, "elsewhere": counted in "all", never shown alone. */
struct scope_map *scope_map_new(const struct records *, const struct project *, enum discipline);
void scope_map_free(struct scope_map *);
AUTO_DEFINE(scope_map)

guint scope_map_count(const struct scope_map *); /* declared ones; "elsewhere" has this number */
const struct account *scope_map_account(const struct scope_map *, guint scope);
/* SCOPE_NONE for SCOPE_ALL and for names nobody knows. */
int scope_map_find(const struct scope_map *, const char *account_id);
/* The scope of a record: its platform's only account; else the one whose id, handle or label it bears (`account`, broadcast only: of
 * a message it is the author), on its network. 0 where a record has no such field. */
guint scope_map_of(const struct scope_map *, atom platform, atom account, atom network);

/* METRICS §6.0b.9. Begin: the first dated row. End: `complete_to`, else the newest capture, else the end of the local day of the
 * last row that others bear out (reach.h). NO_TIME where a scope has no rows. */
gint64 scope_map_begin(const struct scope_map *, guint scope);
gint64 scope_map_end(const struct scope_map *, guint scope);
gboolean scope_map_reports(const struct scope_map *, guint scope, const struct period *); /* some of its data lie in the period */
/* Of several scopes: the earliest begin; the earliest end among those that reach into the period (all of them: NULL). */
gint64 scope_map_begin_all(const struct scope_map *);
/* `kinds`, a bit each record kind, leaves out accounts that have none of them: the site's visits do not wait for a channel that
 * has fallen silent. 0: all accounts. */
gint64 scope_map_end_all(const struct scope_map *, const struct period *, guint64 kinds);
/* How many of the accounts that report in `reported` (with `kinds` as above) have no data yet in the earlier period although tidings.yaml does
 * not say that they are younger (`since`): what "all" lacks there. *of: how many report. */
guint scope_map_lacking(const struct scope_map *, const struct period *reported, const struct period *earlier, guint64 kinds, guint *of);
/* A warning for each account with dates that were passed over. */
void scope_map_strays_said(const struct scope_map *, struct complaints *);
/* The first date that stands alone, a year or more after the others of its account; NO_TIME: none does. */
gint64 scope_map_alone_from(const struct scope_map *);
/* The month that is complete for more than half of the accounts (DESIGN §5: the default period), and is over at `now` (NO_TIME: nobody
 * said when that is); FALSE without data. */
gboolean scope_map_last_month(const struct scope_map *const *, guint n, gint64 now, GTimeZone *, struct period *);

#endif
