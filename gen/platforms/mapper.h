/* One file on its way to records: what is known of it, and the row at hand. table.c and items.c find the rows and hand them
 * to mapper_row (map.c); value.c turns cells into fields, record.c fields into records, owner.c says whose they are. */
#ifndef PLATFORMS_MAPPER_H
#define PLATFORMS_MAPPER_H

#include "formats/csv.h"
#include "formats/spreadsheet.h"
#include "formats/tree.h"
#include "model/project.h"
#include "platforms/description.h"
#include "platforms/plan.h"
#include "platforms/tally.h"

#define ROW_DEPTH 4

/* A table's header, and which columns each origin of the plan means in it. */
struct header {
	GPtrArray *written;      /* char *, as the cells are */
	GPtrArray *names;        /* char *, on one line */
	GPtrArray *folded;       /* char * */
	GPtrArray *descriptions; /* char *, of a described table; or NULL */
	GArray **bound;          /* by origin->index: guint columns; NULL: not looked for yet */
	guint bound_count;
	guint8 *used;            /* by column */
};

struct header *header_new(const struct csv_row *, guint origins);
void header_free(struct header *);
AUTO_DEFINE(header)

struct row {
	/* of a table */
	const struct cell *cells;
	guint count;
	struct header *header;
	/* or an item, inside items, inside a document */
	const struct tree *items[ROW_DEPTH]; /* the innermost last */
	guint depth;
	const struct tree *above;
	gint64 offset;
	int year; /* where a year rolls; 0 elsewhere */
};

/* The fields of a kind of record that a file's owner and time fill. */
struct owner_fields {
	gboolean known;
	const struct record_field *captured, *platform, *account, *network, *zone;
};

/* "31/10/2026", "10/31/2026"; unknown: days past the twelfth stand in neither place, or in both. */
enum day_order { DAY_ORDER_UNKNOWN, DAY_FIRST, MONTH_FIRST };

struct mapper {
	const struct description *description;
	const struct plan *plan;
	const struct project *project; /* or NULL */
	struct records *records;
	struct reading *reading;
	struct complaints *complaints;
	struct tally *tally;           /* takes the rows; NULL: they are kept */
	const char *hash_key;          /* of e-mail addresses */
	const char *path;              /* as the file was called when it was made (path_as_made) */
	guint32 source;
	guint32 order;                 /* rows so far */
	const char **names;            /* by slot */
	enum number_style numbers;     /* the plan's, or what the file's own numbers show */
	enum day_order day_order;      /* of days that a spreadsheet wrote in its own way */
	GStringChunk *kept;            /* texts that live as long as the file */
	GStringChunk *scratch;         /* … as the row */
	GString *building;             /* a text being put together */
	gint64 captured_at;            /* NO_TIME: the last day in the data will say */
	gint64 archive_stamp;
	gboolean dated, owned;         /* captured_at and owner have been looked for */
	/* whose file it is */
	const struct account *account; /* or NULL */
	const char *place;             /* platform as records carry it */
	const char *account_name;      /* of broadcast records */
	const char *network;
	const char *zone_name;
	GTimeZone *zone;
	gboolean homeless;             /* it cannot be known: every row is refused */
	char *known_handle, *known_network;
	/* the row at hand */
	GHashTable *once;              /* keys given already, of emits with `once` */
	GPtrArray *once_here;          /* … those of the row at hand: forgotten when it is thrown away */
	GHashTable *joined;            /* key → number of the record of this table, of emits with `sums` */
	GHashTable *added;             /* guint64 of the rows whose amounts are added up so far */
	gboolean failed;
	gboolean repeated;             /* it told what a row before it has told */
	const char *unmet;             /* the field without which an emit made no record of it */
	guint64 silent;                /* rows that nothing was made of, though nothing explains them */
	gint64 silent_at;              /* the first of them */
	const char *silent_for;        /* what it lacked, or NULL */
	gboolean is_sheet;             /* the table stands in a workbook */
	GHashTable *date_cells, *date_texts; /* struct alternative *: that were read from a date cell; from a text with day and month as numbers */
	guint long_ids, rounded_ids;   /* ids of more than fifteen digits; those that end in zeros from there on */
	gboolean counts_in_groups;     /* "1.234" stood where things are counted, and nothing else shows how the file writes numbers */
	guint doubtful_reals;          /* … and so many such were read with a fraction */
	gboolean unordered;            /* rows whose days have no year are in no order of time */
	gint32 row_first, row_last;    /* days it speaks of; NO_DAY */
	GPtrArray *mentions;           /* char *: found in the texts of the record at hand */
	const struct part *ignored;    /* its reason has been told */
	gint64 twins_at;               /* where two columns of one name last differed: a cell is read more than once */
	const struct verdict *forced;  /* on the row at hand; or NULL */
	struct nameless *nameless;     /* of the table at hand: rows that may be its sums; or NULL */
	struct totals *totals;         /* of the table at hand; NULL: it has stated none and no row is added up */
	gboolean asks, has_words;
	guint rows_before[KIND_COUNT]; /* where this file's records begin */
	struct owner_fields owner_fields[KIND_COUNT];
	const struct record_field *message_text; /* the field whose words are looked at */
};

struct mapper *mapper_new(const struct description *, const struct project *, struct records *, struct reading *,
                          struct complaints *, const char *hash_key);
void mapper_free(struct mapper *);
AUTO_DEFINE(mapper)

/* Matches a text against the plan's captures of one place; TRUE when one fitted. */
gboolean mapper_capture(struct mapper *, enum capture_from, const char *text);
/* owner.c. Before the first row: whose file it is, as far as its path says. archive_stamp: as of input_stamp. */
void mapper_settle(struct mapper *, gint64 archive_stamp);
/* Asked again at every row, since handle and network may change from row to row. */
void mapper_own(struct mapper *, const struct row *);
/* What the file's owner and time say of a record; what the description assigned stays. */
void mapper_put_owner(struct mapper *, enum record_kind, void *record);
gboolean is_dated_by_capture(enum record_kind);
/* Finds the capture time (DESIGN §4), once, when the first row is at hand: what stands in the file goes before its name. */
void mapper_date(struct mapper *, const struct row *);
/* One row, to records or to an account of why not. */
void mapper_row(struct mapper *, const struct part *, struct row *);
/* What the description says of a row that is none of its kind; NULL: nothing. */
const struct verdict *mapper_verdict(struct mapper *, const struct part *, const struct row *);
/* Rows that are known and not used; `why` NULL: nothing worth a word. */
void mapper_explained(struct mapper *, guint64 rows, gint64 offset, const char *why);
void mapper_refused(struct mapper *, gint64 offset, const char *kind, const char *hint, const char *message);
/* At the end of the file: all rows that made records are refused after all. */
void mapper_refuse_all(struct mapper *, const char *kind, const char *hint, const char *message);
/* At the end of the file: what only then is known goes into the records. */
void mapper_finish(struct mapper *);

/* record.c. A record of the row, kept unless the row has failed or an emit's needs are not met. `number`: of a wide row's column. */
void record_make(struct mapper *, const struct row *, const struct emit *, double number);

/* row.c. A text of the row or NULL when it is missing; lives as long as the row. `whole`: only the empty text is missing. */
const char *origin_text(struct mapper *, const struct row *, const struct origin *, gboolean whole, gint64 *offset);
const char *origin_label(const struct row *, const struct origin *);
gboolean condition_holds(struct mapper *, const struct row *, const struct condition *);
/* The columns of a pattern or name in this header: guint. */
const GArray *origin_columns(const struct row *, const struct origin *);
gboolean is_missing(const struct mapper *, const char *text, gboolean whole);

#define NEGATIVE_HINT "it counts as not reported"

/* value.c. The text of the first alternative that gives one; NULL when it is missing. */
const char *value_text(struct mapper *, const struct row *, const struct value *);
/* Into a field of the record; FALSE when the text is not what it should be (complained about). */
gboolean value_put(struct mapper *, const struct row *, const struct value *, const struct record_field *, void *record);
/* A real by the value's own rules: NAN when missing; FALSE when wrong. */
gboolean value_real(struct mapper *, const struct row *, const struct value *, double *out);
/* A text by the rules of an alternative; FALSE when wrong (complained about). Of a wide row, what its measure counts is whole. */
gboolean alternative_real(struct mapper *, const struct row *, const struct alternative *, const char *text, gint64 offset, double *out);
/* The moment of a value; FALSE when it is missing or wrong (then complained about). */
gboolean value_moment(struct mapper *, const struct row *, const struct value *, gint32 *day, gint64 *instant);
/* Month and day of a text without a year, as a day of the leap year 2000; NO_DAY when it is none. */
gint32 yearless_day(struct mapper *, const struct row *, const struct alternative *);

/* ids.c. An id without what a program put to it that took it for a number, "9,001.0"; other texts as they are. Lives as long as the row. */
const char *id_plain(struct mapper *, const char *text);

/* moment.c. The moment of a text, or what it should be and is not ("a date that can be read"). */
const char *moment_fault(struct mapper *, const struct row *, const struct alternative *, const char *text, gint32 *day, gint64 *instant);
/* … with this year where the text has none. */
gboolean moment_of_year(struct mapper *, const struct alternative *, const char *text, int year, gint32 *day, gint64 *instant);
/* A spreadsheet has written an ISO day anew, and nothing tells its day from its month. */
gboolean moment_is_doubtful(const struct mapper *, const struct alternative *, const char *text);
/* Some days of one column were date cells and some were texts: a spreadsheet has read the first with day and month exchanged. */
gboolean moments_are_mixed(const struct mapper *);

/* totals.c. Totals that a table states are held against what its rows add up to; rows of a part that knows no totals cost nothing.
 * FALSE when a cell is no number (complained about). */
gboolean totals_add_row(struct mapper *, const struct part *, const struct row *);
gboolean totals_add_stated(struct mapper *, const struct emit *, const struct row *);
/* Is the row the sum of the table's rows so far, and of one `more` (or NULL), in what an emit adds? */
gboolean totals_prove(struct mapper *, const struct emit *, const struct row *, const struct row *more);
/* At the end of a table: complains of every total that its rows do not add up to, and forgets. */
void totals_compare(struct mapper *);

/* nameless.c. TRUE: the row has no name, may be the sum of the others, and waits for the table's end. */
gboolean nameless_wait(struct mapper *, const struct part *, const struct row *, gboolean is_first);
void nameless_settle(struct mapper *, const struct part *, struct header *);

/* cut.c. How the rows of a table ended so far. */
struct row_ends {
	guint64 rows, short_rows; /* those with fewer cells than the header */
	guint last_length;        /* of the last cells of all; 0: one was empty, or they differ */
	gboolean last_filled;     /* no last cell was empty */
};
/* Takes the row into account. Why it is one in which the file breaks off, or NULL: it ends with a line end, or as the others do. */
const char *row_cut_off(struct mapper *, struct row_ends *, const struct header *, const struct csv_row *);

/* stray.c. Why a row that nothing explains is none of its table's: a line of words or sums that people wrote below it; NULL: it is one. */
const char *stray_row(const struct row *);

/* years.c. The years of days as days of the leap year 2000 (NO_DAY: none); FALSE when the rows are in no order of time. */
gboolean years_roll(const struct mapper *, const int *days, guint count, int *years);

/* gaps.c. Days between the first and the last that this table's account_day records, from number `from` on, do not have. */
void gaps_fill(struct mapper *, const struct part *, guint from);

/* dialect.c. Where the description leaves it open: how the numbers of a table are written, by those of its head that can be read
 * in one way only, else by a semicolon between its cells; NUMBER_AUTO when nothing or both is shown. How days are written that a
 * spreadsheet has saved again, by those past the twelfth. */
struct dialect { enum number_style numbers; enum day_order day_order; };
struct dialect dialect_of_head(struct input *, const struct csv_options *);

/* table.c, items.c: the rows of a whole input, or of a sheet. FALSE and error when the world fails. */
gboolean table_map(struct mapper *, struct input *, GError **);
void table_map_sheet(struct mapper *, struct workbook *, guint sheet);
gboolean items_map(struct mapper *, struct input *, GError **);

#endif
