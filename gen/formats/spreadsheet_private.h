/* What spreadsheet.c, xlsx.c and biff.c share. */
#ifndef FORMATS_SPREADSHEET_PRIVATE_H
#define FORMATS_SPREADSHEET_PRIVATE_H

#include "formats/spreadsheet.h"

#define SHEET_COLUMNS 16384 /* as many as Excel has */
#define SHEET_ROWS (1 << 20)
#define SHEET_LIMIT 1024
#define SHEET_TEXT_LIMIT (1 << 20) /* bytes of one cell; Excel ends at 32,767 characters */

/* --- how a number shows: sheet_number.c */

struct look {
	gboolean date, clock, elapsed, percent;
};

/* Of a format's number where the workbook does not define it, and of a format's code ("yyyy-mm-dd hh:mm"). */
struct look look_of_number(guint format);
struct look look_of_code(const char *code);
/* The cell's text. `since_1904`: the workbook counts days as old Macs did. */
void number_append(GString *, double, struct look, gboolean since_1904);

/* --- rows on their way to the visitor: spreadsheet.c */

struct sheet {
	char *name;
	struct source *source;
	char *member;  /* of the archive */
	gsize position; /* in the stream of records */
};

struct sheet_rows;

/* Where text of the next cell is collected; sheet_rows_put then takes it. */
GString *sheet_rows_text(struct sheet_rows *);
/* The collected text becomes the cell; rows come in ascending order. FALSE when no more are wanted. */
gboolean sheet_rows_put(struct sheet_rows *, guint row, guint column, gboolean quoted);
/* Rows and columns counted from 0; a place in the sheet being read. */
struct place sheet_rows_place(const struct sheet_rows *, guint row, guint column);
struct complaints *sheet_rows_complaints(const struct sheet_rows *);

/* --- a kind of workbook: xlsx.c, biff.c */

struct book_kind {
	const char *format;
	/* NULL and a complaint; `sheets` (struct sheet *) gets names and where they are. The bytes are borrowed. */
	void *(*open)(const guint8 *bytes, gsize length, struct place, GPtrArray *sheets, struct complaints *);
	void (*free)(void *book);
	void (*read)(void *book, const struct sheet *, struct sheet_rows *);
};

extern const struct book_kind book_xlsx, book_biff;

struct sheet *sheet_new(const char *name, gssize length);
/* An office file, but no workbook. */
void complain_of_kind(struct complaints *, struct place);
void complain_of_encryption(struct complaints *, struct place);
void complain_of_damage(struct complaints *, struct place, const char *what);

#endif
