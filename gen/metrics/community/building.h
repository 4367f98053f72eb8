/* Inside conversation_new: the steps and what they hand on. Each step needs those above it. */
#ifndef METRICS_COMMUNITY_BUILDING_H
#define METRICS_COMMUNITY_BUILDING_H

#include "metrics/community/conversation.h"
#include "base/lookup.h"

/* What is needed only while building. */
struct building {
	struct conversation *conversation; /* being filled */
	struct complaints *complaints;     /* NULL */
	struct lookup *accounts;           /* account atom → member rows */
	struct lookup *messages;           /* message id atom → message rows */
	guint32 *person_of_member;         /* member row → person */
	GHashTable *strangers;             /* guint64 platform and account → person, for accounts without a member row */
	guint32 *person_of_message;        /* message row → person or NOBODY */
	guint32 *utterance_of_message;     /* message row → utterance, NO_UTTERANCE for rows without a time */
};

void build_people(struct building *);       /* people; person_of_message */
void build_discussions(struct building *);  /* discussions, utterances, by_time */
void build_judgements(struct building *);   /* labels of messages */
void build_questions(struct building *);
void build_edges(struct building *);        /* edges, heard */
void build_presences(struct building *);    /* presences, lived, arrivals, first contributions */
void build_guests(struct building *);       /* guests of events */
void build_sightings(struct building *);    /* sightings, those of guests too; whether there is a list of members */
void build_calls(struct building *);        /* messages that address staff */
void build_moderation(struct building *);   /* incidents, sanctions */
struct tie_cache *tie_cache_new(void);
void tie_cache_forget(struct tie_cache *);
void tie_cache_free(struct tie_cache *);
struct circle_cache *circle_cache_new(void);
void circle_cache_forget(struct circle_cache *);
void circle_cache_free(struct circle_cache *);
struct vocabulary_cache *vocabulary_cache_new(void);
void vocabulary_cache_free(struct vocabulary_cache *);

/* The person behind an account, or NOBODY (account 0, or never seen). */
guint32 building_person(const struct building *, atom platform, atom account);
/* The event of an id, or NULL. */
const struct event *event_find(const struct records *, atom event_id);
/* The message row of an id, or NO_ROW. */
guint32 building_message(const struct building *, atom platform, atom message_id);

#endif
