/* Workbooks: which kind a file is, its sheets, and the way of cells into rows. A place in a sheet is no byte: its offset is
 * row × SHEET_COLUMNS + column, and the row is read again to show it. */
#include "formats/spreadsheet_private.h"

#include <gio/gio.h>
#include <string.h>

#include "base/text.h"
#include "formats/input_private.h"

#define FILE_LIMIT (1u << 30)
#define SHOWN_LETTERS 60 /* of each cell of a row that is shown again */

struct workbook {
	const struct book_kind *kind;
	void *book;
	guint8 *bytes;
	GPtrArray *sheets; /* struct sheet * */
};

/* What a sheet's source knows of it. */
struct sheet_origin {
	const struct source *file;
	guint sheet;
};

struct sheet_rows {
	const struct source *source;
	struct complaints *complaints;
	csv_visit visit;
	void *user;
	gboolean blank_rows;
	GString *text;  /* of the row's cells, each with its NUL */
	gsize begin;    /* of the cell being collected */
	GArray *cells;  /* struct cell, `offset` still in `text` + 1; 0: empty */
	guint row;
	gboolean any, stopped;
};

/* --- complaints */

void complain_of_kind(struct complaints *complaints, struct place at)
{
	complain(complaints, SEVERITY_WARNING, at, "no-workbook", "save it as .xlsx, or each sheet as CSV",
	         "an office file that is no workbook of the kinds .xlsx and .xls");
}

void complain_of_encryption(struct complaints *complaints, struct place at)
{
	complain(complaints, SEVERITY_ERROR, at, "workbook-encrypted", "save it without a password, or each sheet as CSV",
	         "the workbook is encrypted");
}

void complain_of_damage(struct complaints *complaints, struct place at, const char *what)
{
	complain(complaints, SEVERITY_ERROR, at, "workbook-damaged", "download it again, or open and save it in a spreadsheet program",
	         "%s", what);
}

/* --- rows */

static struct sheet_rows *rows_new(const struct source *source, struct complaints *complaints, csv_visit visit, void *user)
{
	struct sheet_rows *rows = g_new0(struct sheet_rows, 1);
	rows->source = source;
	rows->complaints = complaints;
	rows->visit = visit;
	rows->user = user;
	rows->text = g_string_new("");
	rows->cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
	return rows;
}

static void rows_free(struct sheet_rows *rows)
{
	g_string_free(rows->text, TRUE);
	g_array_unref(rows->cells);
	g_free(rows);
}

static gint64 place_offset(guint row, guint column)
{
	return (gint64)row * SHEET_COLUMNS + column;
}

struct place sheet_rows_place(const struct sheet_rows *rows, guint row, guint column)
{
	return (struct place){ rows->source, place_offset(row, column) };
}

struct complaints *sheet_rows_complaints(const struct sheet_rows *rows)
{
	return rows->complaints;
}

GString *sheet_rows_text(struct sheet_rows *rows)
{
	return rows->text;
}

static void rows_visit(struct sheet_rows *rows, guint row, guint count)
{
	struct csv_row given = { (const struct cell *)(void *)rows->cells->data, count, row + 1, place_offset(row, 0), FALSE };
	if (!rows->stopped)
		rows->stopped = !rows->visit(&given, rows->user);
}

/* Gives the row that was collected, with texts that no longer move. */
static void rows_flush(struct sheet_rows *rows)
{
	for (guint i = 0; i < rows->cells->len; i++) {
		struct cell *cell = &g_array_index(rows->cells, struct cell, i);
		cell->text = cell->offset > 0 ? rows->text->str + cell->offset - 1 : "";
		cell->offset = place_offset(rows->row, i);
	}
	if (rows->cells->len > 0)
		rows_visit(rows, rows->row, rows->cells->len);
	g_array_set_size(rows->cells, 0);
	g_string_truncate(rows->text, 0);
	rows->begin = 0;
}

/* Begins another row: the text collected for its first cell is kept. */
static void rows_begin(struct sheet_rows *rows, guint row)
{
	guint next = rows->any ? rows->row + 1 : 0;
	g_autofree char *waiting = g_strndup(rows->text->str + rows->begin, rows->text->len - rows->begin);
	rows_flush(rows);
	if (rows->blank_rows && row > next)
		rows_visit(rows, next, 0);
	g_string_append(rows->text, waiting);
	rows->row = row;
	rows->any = TRUE;
}

/* In place: what is no UTF-8 or would end the text. Returns its length. */
static gsize clean_text(GString *text, gsize begin)
{
	gsize length = text->len - begin;
	if (g_utf8_validate_len(text->str + begin, length, NULL))
		return length;
	g_autofree char *clean = g_utf8_make_valid(text->str + begin, (gssize)length);
	g_string_truncate(text, begin);
	g_string_append(text, clean);
	return text->len - begin;
}

gboolean sheet_rows_put(struct sheet_rows *rows, guint row, guint column, gboolean quoted)
{
	struct cell cell = { .quoted = quoted, .length = (guint)clean_text(rows->text, rows->begin) };
	gboolean outside = column >= SHEET_COLUMNS || row >= SHEET_ROWS;
	if (outside && cell.length > 0)
		complain_of_damage(rows->complaints, sheet_rows_place(rows, rows->row, 0), "a cell lies further out than any sheet goes");
	if (outside || cell.length == 0) {
		g_string_truncate(rows->text, rows->begin);
		return !rows->stopped;
	}
	if (!rows->any || row != rows->row)
		rows_begin(rows, row);
	if (column >= rows->cells->len)
		g_array_set_size(rows->cells, column + 1);
	cell.offset = (gint64)rows->begin + 1;
	g_array_index(rows->cells, struct cell, column) = cell;
	g_string_append_c(rows->text, '\0');
	rows->begin = rows->text->len;
	return !rows->stopped;
}

/* --- sheets */

/* The name becomes the end of a path. */
struct sheet *sheet_new(const char *name, gssize length)
{
	struct sheet *sheet = g_new0(struct sheet, 1);
	sheet->name = g_strdelimit(text_clean(name, length), "/\t\n", '_');
	return sheet;
}

static void sheet_free(gpointer pointer)
{
	struct sheet *sheet = pointer;
	g_free(sheet->name);
	g_free(sheet->member);
	g_free(sheet);
}

/* --- workbooks */

static gboolean is_compound(const guint8 *head, gsize length)
{
	return length >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static gboolean is_zip(const guint8 *head, gsize length)
{
	return length >= 4 && memcmp(head, "PK\3\4", 4) == 0;
}

gboolean input_is_office(struct input *input)
{
	gsize length;
	const guint8 *head = input_raw_head(input, &length);
	return is_compound(head, length) || (is_zip(head, length) && wrapping_of(head, length) == WRAPPING_NONE);
}

void workbook_free(struct workbook *workbook)
{
	if (!workbook)
		return;
	if (workbook->book)
		workbook->kind->free(workbook->book);
	g_ptr_array_unref(workbook->sheets);
	g_free(workbook->bytes);
	g_free(workbook);
}

/* Too large is a fault of the file, not of the world. */
static guint8 *read_bytes(struct input *input, gsize *length, struct complaints *complaints, GError **error)
{
	GError *why = NULL;
	guint8 *bytes = input_read_raw(input, FILE_LIMIT, length, &why);
	if (g_error_matches(why, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
		complain(complaints, SEVERITY_ERROR, (struct place){ input_source(input), -1 }, "workbook-too-large",
		         "save its sheets as CSV", "the workbook is larger than 1 GiB");
	else if (why)
		g_propagate_error(error, g_steal_pointer(&why));
	g_clear_error(&why);
	return bytes;
}

static struct workbook *open_without_sources(struct input *input, struct complaints *complaints, GError **error)
{
	gsize length;
	guint8 *bytes = read_bytes(input, &length, complaints, error);
	if (!bytes)
		return NULL;
	AUTO(workbook) workbook = g_new0(struct workbook, 1);
	workbook->bytes = bytes;
	workbook->sheets = g_ptr_array_new_with_free_func(sheet_free);
	workbook->kind = is_compound(bytes, length) ? &book_biff : &book_xlsx;
	workbook->book = workbook->kind->open(bytes, length, (struct place){ input_source(input), -1 }, workbook->sheets, complaints);
	return workbook->book ? g_steal_pointer(&workbook) : NULL;
}

void sheet_read(struct workbook *workbook, guint sheet, gboolean blank_rows, struct complaints *complaints, csv_visit visit,
                void *user)
{
	const struct sheet *chosen = workbook->sheets->pdata[sheet];
	struct sheet_rows *rows = rows_new(chosen->source, complaints, visit, user);
	rows->blank_rows = blank_rows;
	workbook->kind->read(workbook->book, chosen, rows);
	rows_flush(rows);
	rows_free(rows);
}

/* --- showing a row again */

struct glimpse {
	guint64 line;
	char *text;
};

static gboolean on_glimpse(const struct csv_row *row, void *user)
{
	struct glimpse *glimpse = user;
	if (row->line < glimpse->line)
		return TRUE;
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < row->count && row->line == glimpse->line; i++) {
		g_autofree char *cell = text_excerpt(row->cells[i].text, SHOWN_LETTERS);
		g_strdelimit(cell, "\t\r\n", ' ');
		g_string_append_printf(text, "%s%s", i ? "\t" : "", cell);
	}
	glimpse->text = g_string_free(g_steal_pointer(&text), FALSE);
	return FALSE;
}

static char *sheet_line_at(const struct source *source, gint64 offset, guint *line, guint *column)
{
	const struct sheet_origin *origin = source->state;
	AUTO(complaints) ignored = complaints_new();
	AUTO(input) input = offset < 0 ? NULL : input_again(origin->file);
	AUTO(workbook) workbook = input ? open_without_sources(input, ignored, NULL) : NULL;
	if (!workbook || origin->sheet >= workbook->sheets->len)
		return NULL;
	struct glimpse glimpse = { .line = (guint64)(offset / SHEET_COLUMNS) + 1 };
	sheet_read(workbook, origin->sheet, FALSE, ignored, on_glimpse, &glimpse);
	*line = (guint)glimpse.line;
	*column = (guint)(offset % SHEET_COLUMNS) + 1;
	return glimpse.text ? glimpse.text : g_strdup("");
}

/* A line's number stands in the place itself. */
static void sheets_locate(struct located **places, guint count, gboolean texts)
{
	for (guint i = 0; i < count; i++) {
		struct located *place = places[i];
		if (texts)
			place->text = sheet_line_at(place->at.source, place->at.offset, &place->line, &place->column);
		else {
			place->line = (guint)(place->at.offset / SHEET_COLUMNS) + 1;
			place->column = (guint)(place->at.offset % SHEET_COLUMNS) + 1;
		}
	}
}

/* --- what others see */

static void sheet_keep_source(struct sheet *sheet, guint number, const struct source *file)
{
	struct sheet_origin *origin = g_new0(struct sheet_origin, 1);
	origin->file = file;
	origin->sheet = number;
	sheet->source = g_new0(struct source, 1);
	sheet->source->path = g_strconcat(file->path, "!", sheet->name, NULL);
	sheet->source->line_at = sheet_line_at;
	sheet->source->locate = sheets_locate;
	sheet->source->state = origin;
	sheet->source->of_cells = TRUE;
	source_keep(sheet->source);
}

struct workbook *workbook_open(struct input *input, struct complaints *complaints, GError **error)
{
	struct workbook *workbook = open_without_sources(input, complaints, error);
	for (guint i = 0; workbook && i < workbook->sheets->len; i++)
		sheet_keep_source(workbook->sheets->pdata[i], i, input_source(input));
	return workbook;
}

const char *workbook_format(const struct workbook *workbook)
{
	return workbook->kind->format;
}

guint workbook_sheets(const struct workbook *workbook)
{
	return workbook->sheets->len;
}

const char *sheet_name(const struct workbook *workbook, guint sheet)
{
	return ((const struct sheet *)workbook->sheets->pdata[sheet])->name;
}

const struct source *sheet_source(const struct workbook *workbook, guint sheet)
{
	return ((const struct sheet *)workbook->sheets->pdata[sheet])->source;
}
