/* What is wrong with the user's data: said at its place, folded, counted, never fatal.
 * A complaint goes on; a failure of the world is a GError; a bug is g_assert. */
#ifndef BASE_COMPLAINT_H
#define BASE_COMPLAINT_H

#include <glib.h>

#include "base/auto.h"

#define LINE_LEAD 400

struct located;

/* A text that complaints can point into. Sources live as long as the run. */
struct source {
	char *path; /* as the user knows it: "exports/yt.zip/Table data.csv" */
	/* The line of UTF-8 text that holds byte `offset` of the decoded text, with its number (from 1) and the
	 * column in characters (from 1). Caller frees. NULL where the text cannot be shown again. Where the column
	 * lies past LINE_LEAD, the text given begins LINE_LEAD characters before the place; its end may be cut too. */
	char *(*line_at)(const struct source *, gint64 offset, guint *line, guint *column);
	void *state; /* the maker's */
	gboolean of_cells; /* a sheet: lines are rows, their cells joined by TABs, and the column is the cell's number from 1 */
	/* The same for many places at once, of all sources that have this function: each file is opened once. NULL: line_at is asked. */
	void (*locate)(struct located **, guint count, gboolean texts);
};

/* A place is a source and a byte offset into its decoded text; line and column are worked out when printed.
 * Offset -1: the file as a whole. source NULL: no place (a setting given on the command line). */
struct place {
	const struct source *source;
	gint64 offset;
};

/* A place and what line_at says of it. */
struct located {
	struct place at;
	char *text; /* owned; NULL where it cannot be shown, or was not asked for */
	guint line, column; /* 0: nobody can tell */
};

/* Finds all of them, in one pass over each file; what was read from archives is unpacked once. */
void places_locate(struct located *, guint count, gboolean texts);

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct complaint {
	enum severity severity;
	struct place at;
	const char *kind;     /* static, kebab-case: complaints of one kind in one source and column fold together */
	const char *expected; /* for refused cells: what would have been read ("a whole number"); else NULL */
	const char *found;    /* for refused cells: what stood there; kept only when `harmless`, see below */
	gboolean harmless;    /* found is a number or a date, so it may be written to log/refused.csv */
	const char *column;   /* the column or key it stood under, or NULL */
	const char *message;  /* one short sentence without a full stop */
	const char *discreet; /* the message without the name of whom it is about, for pages; NULL: it names nobody */
	const char *hint;     /* what to do; NULL where there is nothing to say */
	guint folded;         /* how many more like it came after (filled by complaints) */
	struct located shown; /* its line, once complaints_locate has found it */
};

/* A growing list. One job fills one list; lists are joined in the order of the input, so the words are the same
 * for any number of jobs. Not thread-safe. */
struct complaints;

struct complaints *complaints_new(void);
void complaints_free(struct complaints *);
AUTO_DEFINE(complaints)

/* Adds a copy; all strings are copied. The same kind, source and column folds into the first. */
void complaints_add(struct complaints *, const struct complaint *);

/* What may stand in a report: the discreet words where there are some. */
const char *complaint_in_public(const struct complaint *);

/* The short way: severity, place, kind, hint (may be NULL), then a printf message. */
void complain(struct complaints *, enum severity, struct place, const char *kind, const char *hint,
              const char *format, ...) G_GNUC_PRINTF(6, 7);

/* Moves all of `from` behind those of `into`; `from` is left empty. */
void complaints_join(struct complaints *into, struct complaints *from);

/* Moves those from index `first` on behind those of `into`, where they fold anew. */
void complaints_split(struct complaints *from, guint first, struct complaints *into);

/* Counts every complaint of at least this severity, folded ones included. */
guint complaints_count(const struct complaints *, enum severity at_least);
/* The list, in order. Valid until the next change. */
const struct complaint *complaints_get(const struct complaints *, guint index);
guint complaints_size(const struct complaints *);

/* Finds the lines of all of them at once, for those who print them one by one; found lines are kept. */
void complaints_locate(struct complaints *);

/* The printed form:
 *   exports/may/tiktok.csv:14:22: error: "views" is not a number: "1,2k"
 *      14 | 2026-05-13,"Open evening",1,2k,81
 *         |                           ^
 *   hint: write 1200, or export again with the plain number format
 *   and 41 more like it
 * A long line is cut around the caret; control characters are shown as '·'; `colour` adds ANSI bold and red. */
void complaint_print(const struct complaint *, gboolean colour, GString *out);
void complaints_print(const struct complaints *, gboolean colour, GString *out);

#endif
