/* What the user has told us: tidings.yaml and the small files beside it, as data. Read by project/. */
#ifndef MODEL_PROJECT_H
#define MODEL_PROJECT_H

#include "base/auto.h"
#include "base/calendar.h"
#include "base/complaint.h"
#include "model/definition.h"

/* One channel or place of the organisation: a page, a profile, a forum, a chat. */
struct account {
	char *id;        /* short name, unique: "instagram", "forum"; the scope of figures */
	char *label;     /* "Instagram", "Workshop chat" */
	char *platform;  /* "x", "meta", "slack" …: as in the descriptions */
	char *network;   /* "facebook" or "instagram" where one platform serves both; else NULL */
	char *handle;    /* as the export names it: account id, page name, user name; NULL */
	char *exports;   /* glob below exports/ that belongs to this account; NULL: any of its platform */
	char *zone;      /* of its export days, IANA; NULL: the platform's own */
	char *link;      /* "https://forum.example.org/t/{thread}/{post}"; NULL */
	char *currency;
	char *complete_to; /* ISO day; NULL */
	enum discipline discipline; /* which block it belongs to */
	struct place at;
};

struct goal {
	char *id, *metric, *scope, *label, *owner;
	enum discipline discipline;
	double target;   /* in the metric's unit; shares as fractions */
	gboolean lower_is_better;
	char *period;    /* "month" (every month), or one period id */
	struct place at;
};

/* One account of a person, from people.csv. */
struct person_row {
	char *person, *platform, *account; /* account: id or name on that platform */
	char *name;      /* as it may be printed */
	char *kind;      /* member, staff, bot */
	char *relation, *role, *address, *language, *consent_newsletter, *consent_quote, *digest;
	gint32 consent_until; /* NO_DAY */
	struct place at;
};

struct decision_asked {
	char *question, *owner, *by;
};

struct project {
	char *folder;
	char *name;              /* of the organisation */
	char *language;          /* BCP 47 */
	char *zone_name;
	GTimeZone *zone;         /* report_tz */
	char *currency;
	GPtrArray *accounts;     /* struct account * */
	GPtrArray *staff;        /* char *: person ids or "platform:account" */
	GPtrArray *bots;         /* char *: account names known to be bots */
	GPtrArray *private_spaces; /* char *: names or globs of spaces that are private */
	GPtrArray *goals;        /* struct goal * */
	GPtrArray *people;       /* struct person_row * */
	GPtrArray *erased;       /* char *: persons or "platform:account" */
	GPtrArray *unsubscribed; /* char *: addresses */
	/* the newsletter */
	char *mail_from_name, *mail_from, *mail_list_id, *mail_list_name, *mail_unsubscribe, *mail_postal, *web_url;
	gint32 mail_first_month; /* day: the month of no. 1; NO_DAY */
	char *theme, *paper;     /* "default", "a4" or "letter" */
	char *brand_broadcast, *brand_community, *brand_logo;
	/* thresholds (METRICS: the defaults stand in project_new) */
	int k_internal, k_public;          /* 5, 10 */
	double materiality;                /* 0.05 */
	int mature_days;                   /* 7 */
	int settle_hours;                  /* 48 */
	int deep_days, deep_span_days, deep_threads; /* 3, 14, 2 */
	int attribution_days;              /* 30 */
	double tolerate_refused;           /* share of rows that may be refused: 0.01 */
};

struct project *project_new(const char *folder);
void project_free(struct project *);
AUTO_DEFINE(project)
/* NULL when there is none. */
const struct account *project_account(const struct project *, const char *id);
/* k for what is internal (the reports) or public (mails). */
int project_k(const struct project *, gboolean is_public);

#endif
