/* Records of .xls and the texts in them, which run over the ends of records. Private to formats/. */
#ifndef FORMATS_BIFF_TEXT_H
#define FORMATS_BIFF_TEXT_H

#include <glib.h>

#include "formats/decode.h"

struct record {
	guint id, length;
	const guint8 *data;
	gsize next; /* where the one behind it begins */
};

/* The stream of a workbook, and how its texts are written. */
struct records_of_book {
	guint8 *bytes;
	gsize length;
	gboolean narrow;         /* BIFF5: bytes of a code page */
	struct decoder *decoder; /* of them */
};

/* FALSE at the stream's end, or when it ends within the record. */
gboolean record_at(const struct records_of_book *, gsize position, struct record *);

/* Reads on from a record through the CONTINUE records behind it. */
struct cursor {
	const struct records_of_book *stream;
	const guint8 *at, *past;
	gsize next;
	gboolean failed; /* sticky: there was less than wanted */
};

struct cursor cursor_in(const struct records_of_book *, const struct record *, guint skip);
guint cursor_number(struct cursor *, guint bytes); /* little-endian, 1 to 4 bytes */
/* A text with its length in front, of one or two bytes; formatting and phonetics are passed over. */
void cursor_append_text(struct cursor *, guint length_bytes, GString *out);

#endif
