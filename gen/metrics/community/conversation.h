/* CONVERSATION: the community's records prepared once for all community metrics (METRICS §2.3, §6.0, §6.0b): people with their kinds,
 * messages in thread order, threads, questions with their responses, who addressed whom, who was there on which day, who came when.
 * Everything is a dense number into a flat array; arrays are in an order that does not depend on the order of the input rows.
 * Read-only after conversation_new, and safe to read from many threads.
 *
 * `scope` in queries is a number of `scopes` or SCOPE_NONE for all accounts together.
 */
#ifndef METRICS_COMMUNITY_CONVERSATION_H
#define METRICS_COMMUNITY_CONVERSATION_H

#include "base/auto.h"
#include "metrics/scope.h"
#include "model/project.h"
#include "model/records.h"

#define NOBODY G_MAXUINT32
#define NO_UTTERANCE G_MAXUINT32

/* One human, bot or collapsed tombstone: the closure of accounts (merge.h). Sorted by id. An account that no member row names is a
 * person of its own, with its platform. */
struct person {
	atom id, platform;
	atom region;      /* 0: not known */
	guint8 kind;      /* MEMBER_MEMBER (unknown ones too), MEMBER_STAFF, MEMBER_BOT, MEMBER_DELETED (collapsed: never a person) */
	guint8 moderates; /* by role; whoever is staff besides is staff */
	guint8 banned;    /* for spam or for good, and not reversed */
	guint8 was_unknown;
	guint32 accounts; /* how many accounts they have; 0 for one without a member row */
	gint64 joined_at; /* the earliest; NO_TIME */
	gint64 first_at;  /* first contribution; NO_TIME */
	guint32 first_utterance; /* NO_UTTERANCE when it was no message */
};

enum {
	UTTERANCE_COUNTS = 1, /* in volumes: not deleted, hidden, automatic or by a bot */
	UTTERANCE_SPEAKS = 2, /* and by a known human: may ask, answer, address */
	UTTERANCE_BOT = 4,    /* by a bot, or automatic */
	UTTERANCE_DELETED = 8
};

/* One message. Sorted by thread, then second, then original order. */
struct utterance {
	gint64 at;
	guint32 row;    /* of KIND_message */
	guint32 person; /* NOBODY: unknown or erased */
	guint32 discussion;
	gint32 day;     /* local, in report_tz */
	guint8 is;      /* UTTERANCE_… */
	guint8 hour;    /* local */
};

/* One thread. Sorted by the time of its first message. */
struct discussion {
	guint32 first, past;  /* utterances */
	guint32 root;         /* its opening message; NO_UTTERANCE when the export lacks it, or a channel stands for a thread */
	guint32 row;          /* of KIND_thread, NO_ROW */
	guint16 scope;
	guint8 is_channel;    /* an export without threads: good for who addresses whom only */
	guint8 visibility;    /* VISIBILITY_PUBLIC, _MEMBERS or _PRIVATE */
	atom platform, space;
};

/* A thread's opening message by a member that asks something (§6.0b.6). Sorted by time. */
struct question {
	gint64 at;
	guint32 root, discussion, asker;
	guint32 response;     /* first response by another human, NO_UTTERANCE */
	gint64 ended_at;      /* closed or deleted by its author; NO_TIME */
	gint64 resolved_at;   /* NO_TIME */
	guint32 accepted;     /* utterance that was accepted, NO_UTTERANCE */
	guint8 closed;        /* ended by closing */
	guint8 duplicate;     /* and the reason was that it had been asked before */
	guint8 can_resolve;   /* where it was asked, questions can be marked as solved */
	guint8 by_platform;   /* the platform or a person says it is a question; else the rule */
};

/* What a person's label says of a message; the words for it stand in labels.def. */
enum label_meaning {
	LABEL_NONE, LABEL_QUESTION, LABEL_NO_QUESTION, LABEL_RESOLVED, LABEL_COMPLAINT, LABEL_IDEA, LABEL_FEEDBACK, LABEL_HANDOFF,
	LABEL_ANSWERED, LABEL_OUTCOME, LABEL_ADVOCACY, LABEL_DISPOSITION
};
enum mood { MOOD_NONE, MOOD_NEGATIVE, MOOD_NEUTRAL, MOOD_POSITIVE };

/* One label by one person. Sorted by utterance, meaning, time, then who it was. */
struct judgement {
	gint64 at;           /* when it was given; NO_TIME */
	guint32 utterance;
	guint8 meaning, mood;
	atom rater, detail;
};

/* A message by a member that addresses us: names staff, replies to staff, or stands in a thread that staff opened. Sorted by time. */
struct call {
	gint64 at;
	guint32 utterance;
	guint32 by_staff;    /* first later word of staff to it, NO_UTTERANCE */
	guint32 by_peer;     /* a member's later answer that was accepted, NO_UTTERANCE */
};

/* What was done to one message by flags and moderators. Sorted by time of the first flag or, without one, of the removal; then by id. */
struct incident {
	gint64 flagged_at;   /* the first flag; NO_TIME: nobody flagged it */
	gint64 decided_at;   /* the first decision by a person at or after it; NO_TIME: open */
	gint64 removed_at;   /* hidden, deleted or called spam; NO_TIME */
	guint32 utterance;   /* NO_UTTERANCE: no export holds the message */
	guint16 scope;
	guint8 verdict;      /* VERDICT_…, of the flags */
	guint8 is_spam;      /* a moderator's word, or removed by one and the author banned */
};

/* Something moderators did to a message or an account. Sorted by time, then by id. */
struct sanction {
	gint64 at;
	gint64 appeal_at, reversed_at; /* NO_TIME; reversed also by a later restoring */
	guint16 scope;
	guint8 kind;         /* MOD_HIDE, _DELETE, _WARN, _SUSPEND, _BAN or _SPAM */
	guint8 is_removal;   /* took a message away that was there */
};

enum edge_basis { EDGE_REPLY, EDGE_MENTION, EDGE_PREVIOUS, EDGE_ROOT, EDGE_BASES };

/* `from` addressed `to`. Sorted by time. */
struct edge {
	gint64 at;
	guint32 from, to, discussion, utterance;
	gint32 day;
	guint8 basis;
};

/* Somebody contributed on a day. Sorted by day, person, scope. */
struct presence {
	gint32 day;
	guint32 person;
	guint16 scope;
	guint16 messages; /* 0: only helped at an event; stops at 65535 */
};

/* Somebody on the list of an event, once an event. Sorted by the event's time and id, then person. */
struct guest {
	gint64 at;                     /* when the event began */
	gint32 day;
	guint32 event;                 /* row of KIND_event */
	guint32 person;
	guint8 registered, attended;   /* 0 or 1; nobody attended an event whose list was not kept */
};

/* Somebody was there on a day without contributing by it. Sorted by day, person, kind; one row a reaction, visit, event. */
enum sight { SIGHT_REACTION, SIGHT_VISIT, SIGHT_EVENT };
struct sighting {
	gint32 day;
	guint32 person;
	guint8 by;
};

/* Somebody's first contribution in a scope, and (scope = scope_map_count + 1) anywhere. Sorted by time. */
struct arrival {
	gint64 at;
	guint32 person;
	guint32 utterance; /* NO_UTTERANCE: at an event */
	guint16 scope;
};

/* What somebody is to us from an instant on (NO_TIME: ever since). Sorted by person, time. */
struct standing_since {
	guint32 person;
	gint64 since;
	guint8 relation, stage; /* 0: this row does not say */
};

/* Two people within a window: at least one edge either way (§6.0). Sorted by a, then b. */
struct tie {
	guint32 a, b;         /* a < b */
	guint32 ab, ba;       /* messages each way */
	gint64 first_at;
	gint32 first_day, last_day;
	guint32 days, threads; /* distinct */
};
struct ties {
	struct tie *ties;
	guint32 n;
};
enum tie_kind { TIE_ONE_OFF, TIE_THIN, TIE_DEEP, TIE_KINDS };

struct conversation {
	const struct records *records;
	const struct project *project;
	GTimeZone *zone;
	struct scope_map *scopes;
	guint n_scopes;         /* declared; number n_scopes is elsewhere, n_scopes + 1 is anywhere (arrivals) */
	guint8 *has_threads;    /* [scope]: some thread is no channel */
	gboolean has_staff;     /* we were told who is staff; else nothing may be said of members against staff */

	struct person *people;
	guint32 n_people;
	struct utterance *utterances;
	guint32 *by_time;       /* utterances in order of time */
	guint32 n_utterances;
	struct discussion *discussions;
	guint32 n_discussions;
	struct question *questions;
	guint32 n_questions;
	struct edge *edges;
	guint32 n_edges;
	guint32 *heard_start, *heard; /* edges to person p, by time: heard[heard_start[p]] … heard[heard_start[p + 1] − 1] */
	struct presence *presences;
	guint32 n_presences;
	guint32 *lived_start, *lived; /* presences of person p, by day; the same form */
	struct arrival *arrivals;
	guint32 n_arrivals;
	struct guest *guests;
	guint32 n_guests;
	struct sighting *sightings; /* of members */
	guint32 n_sightings;
	gboolean has_list;      /* we know of members who never did a thing: a list of members was read */
	struct standing_since *standings;
	guint32 n_standings;
	struct judgement *judgements;
	guint32 n_judgements;
	struct call *calls;
	guint32 n_calls;
	struct incident *incidents;
	guint32 n_incidents;
	struct sanction *sanctions;
	guint32 n_sanctions;
	gint64 *moderated_from; /* [scope]: the first mod_action, NO_TIME: none is told of there */

	gint64 bot_messages;    /* left out everywhere; said once */
	gint64 unplaced;        /* messages without a time */
	gint64 flags_astray;    /* flags that name no message */
	struct tie_cache *cache;
	struct circle_cache *circles; /* circles.h */
	struct vocabulary_cache *vocabulary; /* vocabulary.h */
};

struct conversation *conversation_new(const struct records *, const struct project *, struct complaints *);
void conversation_free(struct conversation *);
/* Lets go what was kept for those who ask for the same window; nobody may be asking now. */
void conversation_forget(struct conversation *);
AUTO_DEFINE(conversation)

/* ---- reading it ---- */
struct span { guint32 first, past; };
/* Elements with start ≤ at < end (days for presences). */
struct span conversation_edges(const struct conversation *, const struct period *);
struct span conversation_questions(const struct conversation *, const struct period *);
struct span conversation_arrivals(const struct conversation *, const struct period *);
struct span conversation_discussions(const struct conversation *, const struct period *); /* by their first message */
struct span conversation_presences(const struct conversation *, gint32 first_day, gint32 past_day);
struct span conversation_guests(const struct conversation *, gint64 start, gint64 end); /* by when the event began */
struct span conversation_sightings(const struct conversation *, gint32 first_day, gint32 past_day);
struct span conversation_calls(const struct conversation *, const struct period *);
struct span conversation_incidents(const struct conversation *, const struct period *); /* by the first flag; unflagged ones by the removal */
struct span conversation_sanctions(const struct conversation *, const struct period *);
struct span conversation_messages(const struct conversation *, const struct period *);    /* of by_time */

/* The labels on the messages [first, past). */
struct span conversation_judgements(const struct conversation *, guint32 first, guint32 past);
gboolean conversation_is_judged(const struct conversation *, guint32 utterance, enum label_meaning);
/* When the first message with such a label was written; NO_TIME: there is none. Before it nobody labelled, which is not "none". */
gint64 conversation_labels_begin(const struct conversation *, enum label_meaning);

static inline gboolean
conversation_is_member(const struct conversation *conversation, guint32 person)
{
	return person != NOBODY && conversation->people[person].kind == MEMBER_MEMBER;
}

static inline gboolean
conversation_is_staff(const struct conversation *conversation, guint32 person)
{
	return person != NOBODY && conversation->people[person].kind == MEMBER_STAFF;
}

static inline gboolean
conversation_in_scope(const struct conversation *conversation, guint32 discussion, int scope)
{
	return scope == SCOPE_NONE || conversation->discussions[discussion].scope == scope;
}

static inline const struct message *
conversation_message(const struct conversation *conversation, guint32 utterance)
{
	return RECORD_AT(conversation->records, message, conversation->utterances[utterance].row);
}

/* The person called this in people.csv, or NOBODY. */
guint32 conversation_person(const struct conversation *, const char *id);
/* Marks (1) the members active on the days [first, past) in a scope: a byte a person; returns how many. Caller frees *marks. */
guint32 conversation_active(const struct conversation *, gint32 first_day, gint32 past_day, int scope, guint8 **marks);
/* Did they contribute in the scope on one of the days? */
gboolean conversation_was_there(const struct conversation *, guint32 person, gint32 first_day, gint32 past_day, int scope);
/* RELATION_…, or the number of a buying stage, as it was at an instant; 0: not known. */
guint8 conversation_relation(const struct conversation *, guint32 person, gint64 at);
guint8 conversation_stage(const struct conversation *, guint32 person, gint64 at);
/* Where a scope's durations are cut at the latest: `until`, or the end of the scope's own data. */
gint64 conversation_watched_until(const struct conversation *, guint32 discussion, gint64 until);
/* Some thread can be asked and answered in this scope; an export without threads has none. */
gboolean conversation_has_threads(const struct conversation *, int scope);

/* All ties of humans in the window and scope; kept for the next who asks. */
const struct ties *conversation_ties(const struct conversation *, const struct period *window, int scope);
/* The same for a window that nobody else asks for; caller frees. */
struct ties *ties_new(const struct conversation *, const struct period *window, int scope);
void ties_free(struct ties *);
/* Deep needs to be mutual, on `days` days (project: deep_days), over deep_span_days, in deep_threads threads. */
enum tie_kind tie_kind_of(const struct tie *, const struct project *, int days);
static inline gboolean tie_is_mutual(const struct tie *tie) { return tie->ab > 0 && tie->ba > 0; }

#endif
