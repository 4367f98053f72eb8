/* RECORDS: what happened, in canonical entities, as plain arrays. The structs, their field tables and the arrays are made
 * from model/records.def; "struct post" has the fields of RECORD(post) behind a common `struct record`. */
#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H

#include <math.h>

#include "base/auto.h"
#include "base/calendar.h"
#include "base/complaint.h"
#include "base/intern.h"
#include "base/number.h"

/* Where a record came from: first member of every record struct. */
struct record {
	__extension__ gint64 offset : 40;  /* place in sources[source]; -1: none */
	__extension__ guint64 source : 24; /* index into records->sources */
	guint32 captured;                  /* see record_captured */
	guint32 order;                     /* position within its source, for ties in time */
};
/* Capture time of the row (DESIGN §4), which decides merges and maturity: an instant from 1970 to 2106, or NO_TIME. Held narrow,
 * as a community is millions of rows. */
struct record record_head(gint64 captured_at, struct place, guint32 source, guint32 order);
gint64 record_captured(const struct record *);
void record_set_captured(struct record *, gint64 captured_at);

typedef gint8 record_flag; /* 0, 1, or -1 = not reported */

#define RECORD_ATOM atom
#define RECORD_TEXT text_ref
#define RECORD_COUNT gint64
#define RECORD_REAL double
#define RECORD_TIME gint64
#define RECORD_DAY gint32
#define RECORD_FLAG record_flag

/* Choices: the number is the position of the word; 0 is "unknown". */
enum {
	POST_FORMAT_UNKNOWN, POST_FORMAT_TEXT, POST_FORMAT_IMAGE, POST_FORMAT_VIDEO, POST_FORMAT_SHORT, POST_FORMAT_STORY,
	POST_FORMAT_LINK, POST_FORMAT_POLL, POST_FORMAT_EMAIL, POST_FORMAT_OTHER
};
enum { PAID_UNKNOWN, PAID_ORGANIC, PAID_BOOSTED, PAID_AD, PAID_TOTAL };
enum { MEMBER_UNKNOWN, MEMBER_MEMBER, MEMBER_STAFF, MEMBER_BOT, MEMBER_DELETED };
enum {
	RELATION_UNKNOWN, RELATION_CUSTOMER, RELATION_PROSPECT, RELATION_FORMER_CUSTOMER, RELATION_PARTNER, RELATION_FAN_NONCUSTOMER,
	RELATION_PRESS
};
enum { CONSENT_UNKNOWN, CONSENT_NONE, CONSENT_FIRST_NAME, CONSENT_FULL };
enum { VISIBILITY_UNKNOWN, VISIBILITY_PUBLIC, VISIBILITY_MEMBERS, VISIBILITY_PRIVATE };
enum { REPLY_RULE_UNKNOWN, REPLY_RULE_PARENT, REPLY_RULE_THREAD, REPLY_RULE_CHANNEL };
enum { DELETED_BY_UNKNOWN, DELETED_BY_AUTHOR, DELETED_BY_MODERATOR, DELETED_BY_SYSTEM };
enum { MOD_UNKNOWN, MOD_FLAG, MOD_HIDE, MOD_DELETE, MOD_WARN, MOD_SUSPEND, MOD_BAN, MOD_SPAM, MOD_APPROVE, MOD_RESTORE };
enum { ACTOR_UNKNOWN, ACTOR_MEMBER, ACTOR_MODERATOR, ACTOR_STAFF, ACTOR_AUTO };
enum { VERDICT_UNKNOWN, VERDICT_AGREED, VERDICT_DISAGREED, VERDICT_IGNORED };
enum { DECISION_UNKNOWN, DECISION_WAITING, DECISION_HONOURED, DECISION_DECLINED };
enum { ASSIGNMENT_UNKNOWN, ASSIGNMENT_RANDOMISED, ASSIGNMENT_POSTS };
enum { OUTCOME_UNKNOWN, OUTCOME_WON, OUTCOME_LOST };

/* A choice field is a guint8. */
#define RECORD_post_format guint8
#define RECORD_paid guint8
#define RECORD_member_kind guint8
#define RECORD_relation guint8
#define RECORD_buying_stage guint8
#define RECORD_consent guint8
#define RECORD_visibility guint8
#define RECORD_deleted_by guint8
#define RECORD_mod_kind guint8
#define RECORD_actor_kind guint8
#define RECORD_verdict guint8
#define RECORD_attendance_part guint8
#define RECORD_annotation_kind guint8
#define RECORD_decision guint8
#define RECORD_assignment guint8
#define RECORD_reply_rule guint8
#define RECORD_outcome guint8

#define RECORD(name) struct name { struct record record;
#define KEY(type, field) RECORD_##type field;
#define FIELD(type, field) RECORD_##type field;
#define RARE(type, field)
#define WITH_RARE(name) guint32 rare;
#define END(name) };
#include "model/records.def"

/* The rare parts; of most records they are empty. */
#define RECORD(name) __extension__ struct name##_rare {
#define KEY(type, field)
#define FIELD(type, field)
#define RARE(type, field) RECORD_##type field;
#define END(name) };
#include "model/records.def"

enum record_kind {
#define RECORD(name) KIND_##name,
#define KEY(type, field)
#define FIELD(type, field)
#define END(name)
#include "model/records.def"
	KIND_COUNT
};

enum field_type { FIELD_ATOM, FIELD_TEXT, FIELD_COUNT, FIELD_REAL, FIELD_TIME, FIELD_DAY, FIELD_FLAG, FIELD_CHOICE };

struct record_field {
	const char *name;
	enum field_type type;
	gboolean key;
	gboolean rare;
	gsize offset;              /* in the record's struct; of a rare field in its whole row */
	const char *const *words;  /* of a choice, NULL-terminated; else NULL */
};

struct record_type {
	const char *name;
	gsize size, whole;         /* bytes of the struct, and of a whole row */
	gsize rare_at, rare_size;  /* where the struct holds the number of its rare part, and that one's bytes; 0: it has none */
	const struct record_field *fields;
	guint field_count;
};

const struct record_type *record_type(enum record_kind);

/* KIND_COUNT for an unknown name; NULL for an unknown field. */
enum record_kind record_kind_find(const char *name);
const struct record_field *record_field_find(enum record_kind, const char *name);
/* Does the whole row say something in this field? FALSE for the kinds of nothing above: no atom, NO_COUNT, NAN, NO_TIME, NO_DAY, -1, unknown. */
gboolean record_reports(const struct record_field *, const void *row);
/* Bytes of a field's value. */
gsize record_field_size(const struct record_field *);
/* The number of a choice's word, or -1; case matters. */
int choice_find(const char *const *words, const char *word);

/* A whole row is how a record is made, and what generic code reads: the struct and, right behind it, its rare part.
 * records_add takes it apart: the struct goes to `rows`, the rare part, when it says anything, to `rare`, and the struct's
 * field `rare` is its place there + 1. Only records with RARE fields have one; the row of any other is whole as it is. */
#define RECORD_WHOLE_LIMIT 512 /* bytes: no whole row is larger */

/* All records of a run (or of one file, before they are joined). One array a kind: records->rows[KIND_post] holds
 * struct post by value. */
struct records {
	GArray *rows[KIND_COUNT];
	GArray *rare[KIND_COUNT]; /* NULL for records without RARE fields */
	struct intern *atoms;  /* behind every atom */
	struct texts *texts;   /* behind every text_ref */
	GPtrArray *sources;    /* const struct source *, not owned */
	GHashTable *source_numbers; /* struct source * → its index + 1 */
	GPtrArray *forgotten;  /* struct forgotten *: one a request to be forgotten, once the records are merged */
};

/* Somebody who asked to be forgotten (METRICS §9.8): what is left of them in a run. */
struct forgotten {
	gint32 requested_on;  /* NO_DAY: not said */
	gint64 first;         /* the earliest instant of anything of theirs or about them; NO_TIME: nothing has a date, or nothing was found */
	gboolean found;       /* some record was theirs */
	gboolean anonymised;  /* still counted, as nobody */
	gboolean repeated;    /* another request is for the same person */
	GPtrArray *names;     /* char *: what they were called, so that it is not said; never to be written anywhere */
	GRegex *called;       /* finds those names in a text; NULL: nothing to look for */
};
struct forgotten *forgotten_new(gint32 requested_on, gboolean anonymised);
void forgotten_free(struct forgotten *);
gboolean forgotten_is_named(const struct forgotten *, const char *text);
/* Any of them: struct forgotten *. */
gboolean forgotten_any_named(const GPtrArray *, const char *text);

struct records *records_new(void);
void records_free(struct records *);
/* Without rows, texts and sources; strings stay while they are few, as the next file of a chat will bring the same. */
void records_empty(struct records *);
AUTO_DEFINE(records)

/* A whole row with every field "not reported"; the caller fills it and calls records_add, which copies it. `whole` must be as
 * large as record_type(kind)->whole. */
void record_clear(enum record_kind, void *whole);
void records_add(struct records *, enum record_kind, const void *whole);
/* A row of `rows` as a whole one: itself, or put together in `buffer` of RECORD_WHOLE_LIMIT bytes. */
const void *record_whole(const struct records *, enum record_kind, const void *row, void *buffer);
/* Moves the rows of `from` (left empty) behind those of `into`, numbers translated. Order of calls = order of rows. */
void records_join(struct records *into, struct records *from);
guint records_count(const struct records *, enum record_kind);
/* 0 if the source is not there yet: adds it. */
guint32 records_source(struct records *, const struct source *);
struct place record_place(const struct records *, const struct record *);

/* Row i of a kind, typed: RECORD_AT(records, post, i)->url */
#define RECORD_AT(records, kind, i) (&g_array_index((records)->rows[KIND_##kind], struct kind, i))
/* The rare part of a row: RECORD_RARE(records, message, row)->closed_at; with all fields "not reported" where it says nothing. */
#define RECORD_RARE(records, kind, row) ((const struct kind##_rare *)record_rare_part(records, KIND_##kind, (row)->rare))
/* The same to be changed; NULL where it says nothing. */
#define RECORD_RARE_HELD(records, kind, row) ((row)->rare ? &g_array_index((records)->rare[KIND_##kind], struct kind##_rare, (row)->rare - 1) : NULL)
const void *record_rare_part(const struct records *, enum record_kind, guint32 rare);
#define RECORD_COUNT_OF(records, kind) ((records)->rows[KIND_##kind]->len)

static inline const char *records_atom(const struct records *records, atom number) { return intern_text(records->atoms, number); }
static inline const char *records_text(const struct records *records, text_ref ref) { return texts_get(records->texts, ref); }
/* For whoever reads the text of every message: see texts_read. */
static inline const char *records_text_once(const struct records *records, text_ref ref, GString *buffer) { return texts_read(records->texts, ref, buffer); }

/* What the reading of one file amounted to: every row is accounted for. */
struct reading {
	const struct source *source;
	char *platform, *kind, *encoding, *account, *zone; /* NULL when not known; owned */
	gint64 captured_at;
	gint32 first_day, last_day;          /* NO_DAY when the file has no dates */
	guint64 rows, records, merged, explained, refused; /* merged: rows whose record another capture replaced */
	GPtrArray *used, *unused;            /* GRefString: names of columns, or of an item's keys; thousands of files have the same */
	gboolean keyed;                      /* … of keys */
	gboolean ambiguous;                  /* two descriptions fit equally well */
};
struct reading *reading_new(const struct source *);
void reading_free(struct reading *);

#endif
