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
	char *since;     /* ISO day on which the channel or place was opened: before it nothing is missing; NULL: not said */
	enum discipline discipline; /* which block it belongs to */
	struct place at;
};

/* A place where people talk, within an account: what we know that no export says. */
struct space_setting {
	char *account; /* id of the account */
	char *space;   /* as the export calls it: a channel's folder, a number; may be a glob */
	char *name;    /* as people call it; NULL */
	char *visibility; /* "public", "members", "private"; NULL: by platform (a forum is public, a chat for members) */
	gboolean resolves; /* a question can be marked as solved there */
};

/* When somebody is there to answer, on one weekday: seconds of the day; until 0: closed. */
struct opening {
	int from, until;
};

/* Somebody paid by the organisation, and the hats they wear. */
struct staff_member {
	char *person; /* person id in people.csv, or "platform:account" */
	char *name, *role;
	gboolean broadcasts, tends; /* hats: broadcast, community */
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
	char *relation, *role, *stage, *region, *address, *language, *consent_newsletter, *consent_quote, *digest;
	gint32 relation_since, stage_since; /* NO_DAY: ever since; a row a change tells a history */
	gint32 consent_until; /* NO_DAY */
	struct place at;
};

/* A row of erasures.csv: somebody asked to be forgotten. */
struct erasure_row {
	char *platform, *account; /* account: its id, handle or name there, or a person of people.csv; platform NULL: any */
	GPtrArray *names;         /* char *: what they were called before, where exports may still say so */
	gboolean anonymise;       /* counted on as nobody, instead of erased */
	gint32 requested_on;      /* NO_DAY */
};
struct erasure_row *erasure_row_new(const char *platform, const char *account);

/* A question put to the executives: one box on the page. */
struct decision_asked {
	char *question, *owner;
	gint32 by; /* NO_DAY */
};

/* letters/2026-10.md: the community manager speaks to members. NULL strings where the front matter is silent. */
struct letter {
	char *title, *author, *summary;
	GPtrArray *changed;   /* char *: what changed because of the members */
	char *body;           /* Markdown */
	struct place at;
};

/* notes/2026-10.md: commentary and decisions asked, a side each discipline. */
struct notes_side {
	char *headline;       /* NULL: made from the figures */
	GPtrArray *decisions; /* struct decision_asked * */
	char *body;           /* Markdown below the heading "Broadcast" or "Community"; NULL */
};
struct notes {
	struct notes_side sides[3]; /* [enum discipline]; [0]: Markdown under no such heading */
	struct place at;
};
struct letter *letter_new(void);
void letter_free(struct letter *);
AUTO_DEFINE(letter)
struct notes *notes_new(void);
void notes_free(struct notes *);
AUTO_DEFINE(notes)

struct project {
	char *folder;
	char *key;               /* of pseudonyms: .tidings/key; NULL: `tidings init` made none */
	char *name;              /* of the organisation */
	char *language;          /* BCP 47 */
	char *zone_name;
	GTimeZone *zone;         /* report_tz */
	char *currency;
	struct opening opening[7];   /* from Monday on, in report_tz; Monday to Friday 9 to 17 unless tidings.yaml says */
	gboolean opening_said;       /* it does */
	GArray *closed_days;         /* gint32: holidays */
	GPtrArray *accounts;     /* struct account * */
	GPtrArray *spaces;       /* struct space_setting * */
	GPtrArray *staff;        /* struct staff_member * */
	GPtrArray *bots;         /* char *: "account-id:account", or a bare account name */
	GPtrArray *goals;        /* struct goal * */
	GPtrArray *people;       /* struct person_row * */
	GPtrArray *erased;       /* struct erasure_row * */
	GPtrArray *unsubscribed; /* char *: addresses */
	/* the newsletter */
	char *mail_title;        /* "{month} at Larkfield" */
	char *mail_from, *mail_reply_to; /* "Name <address>" */
	char *mail_list_id;      /* "Name <letters.example.org>" */
	char *mail_unsubscribe, *mail_unsubscribe_mail; /* with {token} */
	char *mail_web, *mail_join, *mail_postal; /* web: with {period} */
	gint32 mail_first_month; /* day: the month of no. 1; NO_DAY */
	char *theme, *paper;     /* "default", "a4" or "letter" */
	char *brand_short, *brand_url, *brand_logo, *brand_broadcast, *brand_community; /* colours as #rrggbb; NULL */
	/* thresholds (METRICS: the defaults stand in project_new) */
	int k_internal, k_public;          /* 5, 10 */
	double materiality;                /* 0.05 */
	int mature_days;                   /* 7 */
	int settle_hours;                  /* 48 */
	int deep_days, deep_span_days, deep_threads; /* 3, 14, 2 */
	int attribution_days;              /* 30 */
	gint64 tolerate_refused_rows;      /* more refused rows than this: exit code 3; default 0 */
	int tolerate_stale_days;           /* data older than this at `now`: exit code 4; default 45 */
};

struct project *project_new(const char *folder);
void project_free(struct project *);
AUTO_DEFINE(project)
/* NULL when there is none. */
const struct account *project_account(const struct project *, const char *id);
/* The setting of a space, or NULL. */
const struct space_setting *project_space(const struct project *, const char *account, const char *space);
/* k for what is internal (the reports) or public (mails). */
int project_k(const struct project *, gboolean is_public);
/* An id for what leaves the project: HMAC-SHA256 of kind and id under the project's key, 12 letters and figures; the same in every
 * run, and not to be guessed without the key (METRICS §9.10). Caller frees. */
char *project_pseudonym(const struct project *, const char *kind, const char *id);

#endif
