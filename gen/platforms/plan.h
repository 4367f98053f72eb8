/* A compiled description: what inputs/platforms/README.md documents, as plain structs. Made by compile.c, walked by
 * table.c and items.c (where rows are), map.c (rows to records), value.c (a cell to a field). Read-only once made, so all
 * jobs share one. */
#ifndef PLATFORMS_PLAN_H
#define PLATFORMS_PLAN_H

#include "base/calendar.h"
#include "base/number.h"
#include "model/records.h"
#include "platforms/markup.h"

/* Where a text comes from. */
enum origin_type {
	ORIGIN_COLUMN,  /* name: folded header; all columns of that name, the first that is not missing */
	ORIGIN_COLUMNS, /* pattern on the header as written: all that match */
	ORIGIN_CELL,    /* number: cell from 1, whatever its header */
	ORIGIN_EXTRA,   /* number: cell from 1 behind the header's last */
	ORIGIN_KEY,     /* name: path in the item, `up` arrays further out */
	ORIGIN_ABOVE,   /* name: path in the document around the items */
	ORIGIN_NAME     /* number: slot of a `$name` */
};

struct origin {
	enum origin_type type;
	char *name;
	GRegex *pattern;
	GRegex *described; /* the column's description row must match; or NULL */
	guint number, up;
	guint index;       /* of column origins: dense, for the binding to a table's header */
};

/* "{space}/{ts}": texts and origins in turn. */
struct piece {
	char *literal;         /* NULL: */
	struct origin *origin;
};

enum test_type { TEST_EQUALS, TEST_MATCHES, TEST_MISSING, TEST_PRESENT, TEST_SAME, TEST_NOT };

struct condition {
	GPtrArray *any; /* GPtrArray of struct test *: a group holds when all of it hold */
};

struct test {
	enum test_type type;
	struct origin *origin;
	GPtrArray *words;        /* TEST_EQUALS: folded */
	GRegex *pattern;         /* TEST_MATCHES */
	struct origin *other;    /* TEST_SAME */
	struct condition *inner; /* TEST_NOT */
};

enum read_kind {
	READ_ID, READ_TEXT, READ_COUNT, READ_REAL, READ_MONEY, READ_FRACTION, READ_PERCENT, READ_INSTANT, READ_DAY, READ_DURATION,
	READ_CHOICE, READ_FLAG, READ_HASH
};

enum year_rule {
	YEAR_WRITTEN,
	YEAR_ROLLS,  /* rows in order of time, the last on or before the capture; the year steps where the month jumps */
	YEAR_BEFORE, /* the last such day on or before the capture */
	YEAR_NAMED   /* from `year_from` */
};

struct alternative {
	struct condition *when; /* NULL: always */
	GPtrArray *origins;     /* struct origin *: the first that is not missing */
	gboolean longest;       /* the longest of them instead */
	char *constant;
	GPtrArray *template;    /* struct piece *; or NULL */
	gboolean truth;         /* a flag that says whether `test` holds */
	struct condition *test;
	GRegex *match;          /* its first group (or all of it) is the text; no match: missing */
	enum read_kind kind;
	GPtrArray *formats;     /* char *; NULL: the usual ones */
	GTimeZone *zone;        /* NULL: the file's */
	enum year_rule year;
	struct origin *year_from;
	struct origin *after;   /* a day written YYYYMMDD, or ISO with a clock or without: the text counts days after it */
	gboolean day_before;    /* the instant ends the day meant */
	gboolean month_end;     /* the last day of the day's month is meant */
	struct origin *until;   /* … or this day by the same formats, if it is earlier; or NULL */
	gboolean hashed;        /* an id made of what people wrote */
	GHashTable *words;      /* folded text → word; or NULL */
	double unit;            /* of durations and reals: seconds in it; 1 */
	const struct markup *markup;
	struct place at;
};

struct value {
	GPtrArray *alternatives; /* struct alternative *: the first that gives a text */
};

struct assignment {
	const struct record_field *field;
	struct value *value;
};

/* One measure of a wide row: per_column makes a record of each. */
struct column_use {
	char *name;          /* becomes $measure; NULL: the pattern's own names */
	struct value *value; /* origins[0] of its first alternative may be a pattern over many columns */
	GPtrArray *set;      /* struct setting * */
};

struct setting {
	guint slot;
	char *text;
};

struct emit {
	enum record_kind record;
	struct condition *when;
	GPtrArray *each;        /* char *: arrays inside the item, from outside in */
	GPtrArray *per_column;  /* struct column_use *; or NULL */
	const struct record_field *into; /* of per_column: the field the number goes to */
	GPtrArray *assignments; /* struct assignment * */
	GPtrArray *needs;       /* const struct record_field *: without them the record is not made */
	gboolean once;          /* equal keys are given once a file */
	GPtrArray *sums;        /* const struct record_field *: added over rows of one key in one table; empty: such rows are not joined */
	GPtrArray *adds;        /* const struct column_use *: of a stated total, what the table's rows must add up to */
	gboolean cut;           /* … and may fall short of, since the table does not show every row */
	struct place at;
};

enum verdict_type { VERDICT_EXPLAIN, VERDICT_REFUSE };

struct verdict {
	enum verdict_type type;
	struct condition *when;
	char *why;         /* NULL: not worth a word */
	gboolean nameless; /* without a condition: for a first or last row without a name that is the sum of the others */
	gboolean whole_file; /* of a refusal: the file is at fault, and no row of it is shown */
	GPtrArray *emits;  /* struct emit *: a stated total */
};

struct naming {
	guint slot;
	struct value *value;
};

/* One table of a file, or the items of one array. */
struct part {
	char *name;           /* for words about it */
	char *each;           /* JSON: "messages[]"; XML: the element */
	gboolean yielding;    /* … one place of several: what holds rows of the others is no row */
	char *named_by;       /* items are arrays: their names stand in this array of the document ("columns"); or NULL */
	GPtrArray *columns;   /* GPtrArray of folded names: one of each group must be there */
	GPtrArray *without;   /* folded names that must not be there */
	GRegex *title;        /* the table's title must match; or NULL */
	gboolean described;   /* a row of descriptions follows the header */
	GPtrArray *gaps;      /* char *: measures of account_day whose days without a row are 0; or NULL */
	gboolean even;        /* a row has as many cells as the header, no fewer */
	gboolean ignored;     /* a table that is known and not used */
	char *why;            /* … and the reason; NULL: not worth a word */
	const struct alternative *rolls; /* the value whose year rolls: its rows wait for the end; or NULL */
	GPtrArray *above;     /* char *: top keys of the document its values use */
	GPtrArray *keys;      /* char *: top keys of an item its values use */
	GPtrArray *names;     /* struct naming * */
	GPtrArray *verdicts;  /* struct verdict * */
	GPtrArray *emits;     /* struct emit * */
	struct place at;
};

enum capture_from { CAPTURE_PATH, CAPTURE_PREAMBLE, CAPTURE_TITLE, CAPTURE_HEADER };

struct capture {
	enum capture_from from;
	GRegex *pattern;
	GArray *slots; /* guint: slot of group i + 1; G_MAXUINT for a group without a name */
};

enum split { SPLIT_NONE, SPLIT_BLANK, SPLIT_TITLED, SPLIT_BLOCK, SPLIT_TABS, SPLIT_PAIRS };

/* One way to recognise: all of it must fit. */
struct rule {
	GPtrArray *paths;       /* char *: globs, one must fit; NULL: any */
	GRegex *first_line;
	GPtrArray *columns;     /* GPtrArray of folded alternatives */
	GPtrArray *without;     /* char *: folded */
	GPtrArray *keys;        /* GPtrArray of alternatives: whole paths "messages[].id" */
	GPtrArray *without_keys;
	char *root;             /* XML: the root element */
	guint width;            /* how many cells of the header have a text; 0: any */
	guint weight;           /* how specific: requirements in it */
};

/* When the file was made. */
struct stamp {
	struct value *value;  /* an instant or day; NULL with from_path */
	GRegex *path;
	GPtrArray *formats;
};

struct plan {
	GPtrArray *rules;      /* struct rule * */
	GPtrArray *captures;   /* struct capture * */
	GPtrArray *slots;      /* char *: names of `$name` */
	enum split split;
	GRegex *between;       /* lines between tables that say nothing; or NULL */
	GPtrArray *parts;      /* struct part * */
	GPtrArray *missing;    /* char *: folded tokens */
	char *zone;            /* IANA; NULL: the account's */
	char *encoding;        /* NULL: by bytes */
	char delimiter;
	enum number_style numbers;
	struct value *account; /* the handle, as the file names it; or NULL */
	struct value *network;
	GPtrArray *stamps;     /* struct stamp *: tried in turn, before the general rule of DESIGN §4 */
	GPtrArray *keys;       /* char *: top keys of items that account, network and stamps use */
	gboolean stamp_of_folder; /* the file's own name says nothing of its capture (Slack's day files) */
	guint column_origins;  /* how many origins have an index */
	gboolean reads_header; /* some capture is of a column's name */
	gboolean takes_extra;  /* some origin reads cells behind the header's last */
};

/* The slots that every plan has, in this order. */
enum { SLOT_MEASURE, SLOT_COLUMN, SLOT_TITLE, SLOT_COUNT };

void plan_free(struct plan *);
AUTO_DEFINE(plan)

#endif
