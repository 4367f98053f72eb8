/* A metric is one named number of one discipline. A leaf file holds a family; each metric is one const struct that ends in
 * the function that measures it for one scope and period. The registry (metrics.c) asks it for the reported month, the one
 * before, the same month last year and the twenty-four before, for each scope it is told of, and makes a FIGURE.
 *
 * Anatomy of a metric, whole:
 *
 *   static struct value
 *   active_members(const struct inquiry *inquiry)
 *   {
 *           return value_count(conversation_active(inquiry->conversation, &inquiry->period, inquiry->scope));
 *   }
 *
 *   const struct metric metric_active_members = {
 *           .definition = { .name = "c_active_members", .card = "C01", .discipline = DISCIPLINE_COMMUNITY, … },
 *           .windows = WINDOWS_SERIES, .scopes = SCOPES_ALL_AND_EACH,
 *           .value = active_members,
 *   };
 *
 * and one line in metrics.def: METRIC(active_members).
 *
 * People are protected in one place, disclosure.h, which the registry applies to every figure after measuring (METRICS §9.1–9.3). A leaf hides
 * nothing itself and computes no state SUPPRESSED. It says:
 *
 *   - Which of its values are about people, and about how many. answer_people(n) is a count of people, answer_people_share(k, n, …) a share of
 *     them, answer_about(value, n) any other value ("messages in this hour" by n members). A value that is not marked is not about people:
 *     questions, threads, clicks, or a total that stays.
 *   - What its rows add up to, where the metric has keys of its own, because a reader may know the total:
 *
 *       static const struct metric_total segment_totals[] = { { .over = "segment" }, { NULL } };                 rows of one period and scope
 *       static const struct metric_total hour_totals[] = { { .over = "weekday", .and = "hour" }, { NULL } };      one sum of all 168
 *       static const struct metric_total cross_totals[] = { { .over = "from" }, { .over = "to" }, { NULL } };     rows and columns of a matrix
 *       … .totals = segment_totals,
 *
 *     That the accounts of a metric over all and each add up to "all" needs no saying.
 *
 *   - `.recounts = TRUE`, or ADD_STOCK, where the rows count the same people again every month ("members by relation", all that ever came):
 *     then a change by one or two people tells about them, and is hidden like they would be.
 *
 * Rows over everybody of a metric without keys of its own are totals and never hidden: "18 people took part" stays.
 * inquiry_value() answers what the reader may see; whoever needs people below the threshold must count them itself.
 */
#ifndef METRICS_METRIC_H
#define METRICS_METRIC_H

#include "base/auto.h"
#include "model/figure.h"
#include "model/project.h"
#include "model/records.h"
#include "model/selection.h"

struct measuring;    /* all that measuring needs, below */
struct publishing;   /* the broadcast side prepared for measuring: metrics/broadcast/publishing.h */
struct conversation; /* the community side prepared for measuring: metrics/community/conversation.h */

/* One question to a metric: this scope, this period. Only one of the two sides is set: the metric's own. */
struct inquiry {
	const struct records *records;
	const struct project *project;
	const struct publishing *publishing;     /* broadcast metrics only, else NULL: the wall */
	const struct conversation *conversation; /* community metrics only, else NULL */
	const struct measuring *measuring;       /* who asks: for questions to other metrics */
	const struct metric *metric;
	struct period period;    /* the month the row stands for */
	struct period window;    /* what is measured: the period itself, or with `rolling90` the 90 days that end with it */
	const char *scope;       /* SCOPE_ALL or an account's id */
	gint64 data_end;         /* instant up to which the scope's data reach */
	gint64 follow_until;     /* durations are censored here: data_end, or re-censored for an earlier period (§2.2) */
	gboolean current;        /* the reported period (else one for comparison) */
	int k;                   /* nothing may be told of fewer people: what is no cell of a table (terms, pictures) keeps to it itself */
};

/* The rows that differ in these keys only add up to a total that is known, or could be. */
struct metric_total {
	const char *over, *and;
};

enum windows {
	WINDOWS_CURRENT,  /* the reported period only */
	WINDOWS_COMPARED, /* and the previous one, and the same last year */
	WINDOWS_SERIES    /* and all months from twenty-four before it */
};
enum scopes {
	SCOPES_ALL,          /* one value over all accounts of the discipline */
	SCOPES_EACH,         /* one an account, never a total (FLOW_PLATFORM, UNIQUE, STOCK) */
	SCOPES_ALL_AND_EACH
};

/* A key or value column beyond "period", "scope" and the headline value. */
struct metric_column {
	const char *name, *label;
	gboolean is_key;
	enum key_kind key_kind;
	enum unit unit;
	gboolean judged;  /* a value whose n the definition's minimums judge, as they judge the headline */
	gboolean planned; /* a value that nobody measured, like a goal's target: days that are missing take nothing from it */
};

struct metric {
	struct definition definition;
	enum windows windows;
	enum scopes scopes;
	gboolean headline;                   /* its changes over all accounts are spoken of on the first page: tested together (§4.10) */
	gboolean recounts;                   /* counts the same people again every month, as any stock does: see disclosure.h, differences */
	gboolean by_k;                       /* keeps to inquiry->k itself, so that it is measured anew for members and the public */
	gboolean rolling90;                  /* measured over the 90 days that end with the period (§2.2) */
	const struct metric_column *columns; /* ends with a NULL name; NULL: none */
	const struct metric_total *totals;   /* what the rows about people add up to; ends with a NULL over; NULL: to nothing */
	const char *const *reads;             /* kinds of records it is made from ("post", "post_metric"), NULL-terminated: for `explain` */
	/* To which instant the records it reads reach in the inquiry's scope, where that is not the end of all data of the scope. NO_TIME: the
	 * scope has none of them, ever; then an account gets no rows. NULL: the end of the scope's data. */
	gint64 (*reach)(const struct inquiry *);
	const char *const *operands;         /* names of metrics it is made from, same discipline; NULL: none. The registry checks. */
	/* One of the two. `value`: the headline value for scope and period. `measure`: adds any number of rows, each begun
	 * with inquiry_row; its first value column is the headline. */
	struct value (*value)(const struct inquiry *);
	void (*measure)(const struct inquiry *, struct figure *);
};

/* A metric that steps aside, because another one tells the same from better data, answers NO_DATA with a reason that begins with these
 * words and ends with the other's label: value_none(STATE_NO_DATA, TOLD_ELSEWHERE "visitors who became leads"). Reports then do not
 * list it among what is not told. */
#define TOLD_ELSEWHERE "told by another number: "
/* A row whose period and scope keys are set. */
struct figure_row *inquiry_row(const struct inquiry *, struct figure *);
/* The headline of another metric of the same discipline, for the same period; scope NULL: the same scope. NO_DATA for a metric that
 * is not there, belongs to the other discipline, or is not measured for that scope; SUPPRESSED where the metric's own figure hides it.
 * Measured anew: not for inner loops. */
struct value inquiry_value(const struct inquiry *, const char *metric_name, const char *scope);

/* All metrics in the order of metrics.def, NULL-terminated. */
extern const struct metric *const metrics[];
const struct metric *metric_find(const char *name);
/* The title under which metrics.def lists a metric ("Questions and answers"): static; metrics of a group stand together. NULL for a
 * name that is not there. */
const char *metric_group(const char *name);
/* What is wrong with the registry (crossing operands, a sum that is not legal, a name twice, a card without words), or NULL.
 * Run by the tests and by every build. Caller frees. */
char *metrics_check(void);

/* All that measuring needs, prepared once a run. Borrowed: records, project. */
struct measuring *measuring_new(const struct records *, const struct project *, struct complaints *);
void measuring_free(struct measuring *);
AUTO_DEFINE(measuring)
const struct publishing *measuring_publishing(const struct measuring *);
const struct conversation *measuring_conversation(const struct measuring *);
/* The last complete month in the data (DESIGN §5), by all accounts that report; one that is over at `now` (NO_TIME: nobody said it). */
struct period measuring_default_period(const struct measuring *, gint64 now);
/* Dates that nothing bears out (metrics/extent.h) do not move it: a warning for each account that has some. */
void measuring_strays_said(const struct measuring *, struct complaints *);
/* The first of those that stand alone; NO_TIME: none does. */
gint64 measuring_alone_from(const struct measuring *);
/* The first instant that any record of either discipline speaks of; NO_TIME when there are none. */
gint64 measuring_data_begin(const struct measuring *);
/* Instant to which a discipline's data reach; NO_TIME when there are none. */
gint64 measuring_data_end(const struct measuring *, enum discipline);
/* One figure (struct figure *) a metric, in the order of the registry; `jobs` threads, 0: one a processor; the result does not
 * depend on jobs. The words of headline changes have stood the test of many looks (§4.10), a family each discipline and comparison.
 * They are for the organisation; `open` (may be NULL) gets those for members and the public, where more is hidden (k_public, §9.1). */
GPtrArray *measuring_figures(const struct measuring *, const struct period *, guint jobs, GPtrArray **open);
/* The question to a metric as measuring_figures asks it: `period` is the reported one or one to compare it with. */
struct inquiry measuring_inquiry(const struct measuring *, const struct metric *, const struct period *reported,
                                 const struct period *period, const char *scope);
/* One metric only, its changes not tested together with others. Caller frees. */
struct figure *measuring_figure(const struct measuring *, const struct metric *, const struct period *);

/* What the registry makes of a raw value: too few and small by the definition's minimums, partial while the period is not over. */
void inquiry_settle(const struct inquiry *, struct value *);

/* Choosing what is worth a member's time: leaves in metrics/select/, listed in selections.def. */
struct selecting {
	const char *name, *label, *rule;
	void (*select)(const struct inquiry *, struct selection *);
};
extern const struct selecting *const selectings[];
/* struct selection *, in the order of selections.def. */
GPtrArray *measuring_selections(const struct measuring *, const struct period *);

#endif
