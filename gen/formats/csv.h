/* CSV by libcsv, with the place of every cell. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "formats/input.h"

struct cell {
	const char *text; /* UTF-8, NUL-terminated, quotes undone; valid during the call */
	guint length;
	gboolean quoted;
	gint64 offset; /* of its first byte, for complaints */
};

struct csv_row {
	const struct cell *cells;
	guint count;
	guint64 line; /* from 1: the line the row begins on */
	gint64 offset;
	gboolean unended; /* the file ends with it, and without a line end */
};

struct csv_options {
	char delimiter; /* 0: found from the head among , ; TAB |, or from a first line "sep=X", which is then not given */
	gboolean blank_rows; /* also call for empty lines, with count 0 (they split tables); also rows of empty cells as they are */
};

/* Called for each row; return FALSE to stop. */
typedef gboolean (*csv_visit)(const struct csv_row *, void *user);

/* Reads to the end. A quote that never closes and a bad quote are complaints; a row of one cell that is itself CSV of
 * five cells or more (a re-saved file) is read again as that. *lost: the lines that a quote without end has swallowed, complained about;
 * NULL: nobody counts. FALSE and error only when the disk fails. */
gboolean csv_read(struct input *, const struct csv_options *, struct complaints *, csv_visit, void *user, guint64 *lost, GError **);
/* The rows of the head, without consuming it; the last may be cut off. What is wrong with them is not complained about. */
void csv_head(struct input *, const struct csv_options *, csv_visit, void *user);
/* The delimiter that the head of the input suggests. */
char csv_delimiter(struct input *);

#endif
