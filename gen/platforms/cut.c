/* A download that broke off: the last row of a file without a line end behind it. */
#include "platforms/mapper.h"

#define FILLED_ROWS 20 /* whose last cells are all filled */
#define ALIKE_ROWS 8   /* whose last cells are of one length … */
#define ALIKE_LENGTH 8 /* … and this long: days, moments, ids */

/* The last cell is empty where none was, or shorter than all, which were of one length. */
static gboolean is_last_cut(struct row_ends *ends, const struct cell *last)
{
	gboolean cut = (ends->rows > FILLED_ROWS && ends->last_filled && !last->length) ||
	               (ends->rows > ALIKE_ROWS && ends->last_length >= ALIKE_LENGTH && last->length < ends->last_length);

	ends->last_filled &= last->length > 0;
	ends->last_length = ends->rows == 1 || ends->last_length == last->length ? last->length : 0;
	return cut;
}

/* A program may leave out the last cells of a row when they are empty, and the last line end; with no other row to compare it stays. */
static void doubt_only_row(struct mapper *mapper, const struct header *header, const struct csv_row *row)
{
	complain(mapper->complaints, SEVERITY_WARNING, (struct place){mapper->reading->source, row->offset}, "short-row",
	         "look whether the download broke off", "the file ends without a line end in its only row, which has %u cells, its header %u",
	         row->count, header->names->len);
}

static const char *of_cells(struct mapper *mapper, const struct header *header, const struct csv_row *row)
{
	g_autofree char *message = g_strdup_printf("the file ends within this row: it has %u cells, its header %u", row->count, header->names->len);

	return g_string_chunk_insert(mapper->kept, message);
}

const char *row_cut_off(struct mapper *mapper, struct row_ends *ends, const struct header *header, const struct csv_row *row)
{
	gboolean is_short = row->count < header->names->len;

	ends->rows++;
	ends->short_rows += is_short;
	gboolean last_cut = !is_short && row->count && is_last_cut(ends, &row->cells[row->count - 1]);
	if (!row->unended)
		return NULL;
	if (is_short && ends->rows == 1)
		doubt_only_row(mapper, header, row);
	else if (is_short && ends->short_rows == 1)
		return of_cells(mapper, header, row);
	return last_cut ? "the file ends within this row: its last cell is shorter than in all others" : NULL;
}
