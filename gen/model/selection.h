/* SELECTION: ranked references to what is worth a member's time, each with its reason. Newsletter and digests are made of these. */
#ifndef MODEL_SELECTION_H
#define MODEL_SELECTION_H

#include "base/auto.h"
#include "base/calendar.h"

enum selection_item_kind { ITEM_THREAD, ITEM_MESSAGE, ITEM_PERSON, ITEM_EVENT, ITEM_TERM, ITEM_COUNT };

/* One thing chosen. Strings are owned by the selection; NULL where there is none (a private thread has no title). */
struct selection_item {
	enum selection_item_kind kind;
	const char *id;      /* thread, message, event id or term; of a person never an account, only what may be printed */
	const char *title;   /* of a thread or event; the name a person consented to */
	const char *url;
	const char *space;   /* name of the space */
	const char *reason;  /* "waiting 9 days", "14 members, back after two years" */
	const char *quote;   /* only with consent_quote */
	gint64 at;           /* asked, begun, posted; NO_TIME */
	gint64 number;       /* what it was ranked by (days waiting, members) */
	double z;            /* ITEM_TERM: strength; else NAN */
};

struct selection {
	const char *name;    /* "unanswered", "conversations", "newcomers", "thanks", "terms", "events", "revived" */
	const char *label;   /* "Questions you could answer" */
	const char *rule;    /* how it was ranked, in words */
	gint64 total;        /* how many there were before cutting to the best */
	GPtrArray *items;    /* struct selection_item * */
	GStringChunk *words;
};

/* name, label and rule are static words of the leaf. */
struct selection *selection_new(const char *name, const char *label, const char *rule);
void selection_free(struct selection *);
AUTO_DEFINE(selection)
/* An empty item of this kind, already in the list. */
struct selection_item *selection_add(struct selection *, enum selection_item_kind);
const char *selection_word(struct selection *, const char *text); /* a copy that lives with the selection */

#endif
