/* .xls of Excel 5 to 2003: an OLE container (libgsf) with a stream of records ([MS-XLS]): first those of the workbook, then
 * those of each sheet. Cells of a sheet are noted where they lie, and read in order of rows. */
#include "formats/spreadsheet_private.h"

#include <gsf/gsf-infile-impl.h>
#include <gsf/gsf.h>
#include <string.h>

#include "formats/biff_text.h"

#define STREAM_LIMIT (1u << 30)
#define VERSION_8 0x0600
#define VERSION_5 0x0500

enum record_id {
	FORMULA = 0x0006, END_OF_FILE = 0x000a, DATE_MODE = 0x0022, FILE_PASS = 0x002f, CODE_PAGE = 0x0042, BOUND_SHEET = 0x0085,
	MUL_RK = 0x00bd, RSTRING = 0x00d6, XF = 0x00e0, SST = 0x00fc, LABEL_SST = 0x00fd, NUMBER = 0x0203, LABEL = 0x0204,
	BOOL_ERR = 0x0205, STRING = 0x0207, RK = 0x027e, FORMAT = 0x041e, BEGIN_OF_FILE = 0x0809
};

struct biff {
	struct records_of_book stream;
	gboolean since_1904;
	GHashTable *defined; /* number of a format → struct look * */
	GArray *formats;     /* guint, by XF */
	GString *strings;    /* shared ones, one behind the other */
	GArray *ends;        /* guint32: where each ends */
};

static guint number_at(const guint8 *at, guint bytes)
{
	guint number = 0;
	for (guint i = 0; i < bytes; i++)
		number |= (guint)at[i] << (8 * i);
	return number;
}

/* --- the container */

static void ignore_log(const char *domain, GLogLevelFlags level, const char *message, void *user)
{
	(void)domain, (void)level, (void)message, (void)user;
}

/* libgsf tells of damage on stderr, which is ours to say. */
static void container_prepare(void)
{
	static gsize done;
	if (!g_once_init_enter(&done))
		return;
	gsf_init();
	g_log_set_handler("libgsf:msole", G_LOG_LEVEL_MASK, ignore_log, NULL);
	g_once_init_leave(&done, 1);
}

/* gsf_infile_child_by_name prints what goes wrong in the method that it calls. */
static GsfInput *stream_named(GsfInfile *container, const char *const *names)
{
	GsfInput *stream = NULL;
	for (guint i = 0; names[i] && !stream; i++)
		stream = ((GsfInfileClass *)G_OBJECT_GET_CLASS(container))->child_by_name(container, names[i], NULL);
	return stream;
}

static gboolean copy_stream(GsfInput *stream, struct biff *book)
{
	gsf_off_t size = gsf_input_size(stream);
	if (size < 4 || size > STREAM_LIMIT)
		return FALSE;
	book->stream.bytes = g_malloc((gsize)size);
	book->stream.length = (gsize)size;
	return gsf_input_read(stream, (gsize)size, book->stream.bytes) != NULL;
}

static gboolean read_container(struct biff *book, GsfInfile *container, struct place at, struct complaints *complaints)
{
	static const char *const books[] = { "Workbook", "WORKBOOK", "Book", "BOOK", NULL }, *const sealed[] = { "EncryptedPackage", NULL };
	g_autoptr(GObject) encrypted = (GObject *)stream_named(container, sealed);
	g_autoptr(GObject) stream = encrypted ? NULL : (GObject *)stream_named(container, books);
	if (encrypted)
		complain_of_encryption(complaints, at);
	else if (!stream)
		complain_of_kind(complaints, at);
	else if (!copy_stream((GsfInput *)stream, book))
		complain_of_damage(complaints, at, "the workbook's records cannot be read");
	else
		return TRUE;
	return FALSE;
}

/* One at a time: libgsf makes its types when they are first needed, and does not guard that. */
static gboolean open_container(struct biff *book, const guint8 *bytes, gsize length, struct place at, struct complaints *complaints)
{
	static GMutex mutex;
	container_prepare();
	g_mutex_lock(&mutex);
	GsfInput *memory = gsf_input_memory_new(bytes, (gsf_off_t)length, FALSE);
	GsfInfile *container = gsf_infile_msole_new(memory, NULL);
	gboolean read = container && read_container(book, container, at, complaints);
	if (!container)
		complain_of_damage(complaints, at, "the file is cut off or damaged");
	g_clear_object(&container);
	g_object_unref(memory);
	g_mutex_unlock(&mutex);
	return read;
}

/* --- the workbook's own records */

/* Numbers that Windows and Mac give to encodings. */
static struct decoder *decoder_of_page(guint page)
{
	g_autofree char *name = page == 10000 || page == 32768 ? g_strdup("MACINTOSH") : page == 32769 ? g_strdup("CP1252")
	                        : page == 65001 ? g_strdup("UTF-8") : g_strdup_printf("CP%u", page);
	struct decoder *decoder = decoder_new(name);
	return decoder ? decoder : decoder_new("WINDOWS-1252");
}

static void read_page(struct biff *book, const struct record *record)
{
	if (record->length < 2)
		return;
	decoder_free(book->stream.decoder);
	book->stream.decoder = decoder_of_page(number_at(record->data, 2));
}

/* BIFF5 has one byte of length here. */
static void read_format(struct biff *book, const struct record *record)
{
	struct cursor cursor = cursor_in(&book->stream, record, 0);
	guint number = cursor_number(&cursor, 2);
	g_autoptr(GString) code = g_string_new(NULL);
	cursor_append_text(&cursor, book->stream.narrow ? 1 : 2, code);
	struct look look = look_of_code(code->str);
	if (!cursor.failed)
		g_hash_table_insert(book->defined, GUINT_TO_POINTER(number), g_memdup2(&look, sizeof look));
}

static void read_xf(struct biff *book, const struct record *record)
{
	guint format = record->length >= 4 ? number_at(record->data + 2, 2) : 0;
	g_array_append_val(book->formats, format);
}

static gboolean has_sheet(const GPtrArray *sheets, gsize position)
{
	for (guint i = 0; i < sheets->len; i++)
		if (((const struct sheet *)sheets->pdata[i])->position == position)
			return TRUE;
	return FALSE;
}

/* Charts, macros and dialogs have a kind that is not 0. */
static void read_bound_sheet(struct biff *book, const struct record *record, GPtrArray *sheets)
{
	struct cursor cursor = cursor_in(&book->stream, record, 0);
	g_autoptr(GString) name = g_string_new(NULL);
	guint position = cursor_number(&cursor, 4);
	cursor_number(&cursor, 1);
	guint kind = cursor_number(&cursor, 1);
	cursor_append_text(&cursor, 1, name);
	if (cursor.failed || kind != 0 || sheets->len >= SHEET_LIMIT || has_sheet(sheets, position))
		return;
	struct sheet *sheet = sheet_new(name->str, (gssize)name->len);
	sheet->position = position;
	g_ptr_array_add(sheets, sheet);
}

static gboolean read_strings(struct biff *book, const struct record *record)
{
	struct cursor cursor = cursor_in(&book->stream, record, 4);
	guint count = cursor_number(&cursor, 4);
	for (guint i = 0; i < count && !cursor.failed; i++) {
		cursor_append_text(&cursor, 2, book->strings);
		guint32 end = (guint32)book->strings->len;
		g_array_append_val(book->ends, end);
	}
	return !cursor.failed;
}

/* One record; FALSE and a complaint when the workbook cannot be read. */
static gboolean read_global(struct biff *book, const struct record *record, GPtrArray *sheets, struct place at,
                            struct complaints *complaints)
{
	switch (record->id) {
	case CODE_PAGE: read_page(book, record); return TRUE;
	case DATE_MODE: book->since_1904 = record->length >= 2 && record->data[0] == 1; return TRUE;
	case FORMAT: read_format(book, record); return TRUE;
	case XF: read_xf(book, record); return TRUE;
	case BOUND_SHEET: read_bound_sheet(book, record, sheets); return TRUE;
	case SST:
		if (read_strings(book, record))
			return TRUE;
		complain_of_damage(complaints, at, "the workbook's texts end too early");
		return FALSE;
	case FILE_PASS: complain_of_encryption(complaints, at); return FALSE;
	default: return TRUE;
	}
}

static gboolean read_version(struct biff *book, const struct record *record)
{
	guint version = record->id == BEGIN_OF_FILE && record->length >= 4 ? number_at(record->data, 2) : 0;
	book->stream.narrow = version == VERSION_5;
	return version == VERSION_8 || version == VERSION_5;
}

static gboolean read_globals(struct biff *book, GPtrArray *sheets, struct place at, struct complaints *complaints)
{
	struct record record;
	if (!record_at(&book->stream, 0, &record) || !read_version(book, &record)) {
		complain_of_kind(complaints, at);
		return FALSE;
	}
	while (record_at(&book->stream, record.next, &record)) {
		if (record.id == END_OF_FILE)
			return TRUE;
		if (!read_global(book, &record, sheets, at, complaints))
			return FALSE;
	}
	complain_of_damage(complaints, at, "the workbook ends too early");
	return FALSE;
}

static void biff_free(void *pointer)
{
	struct biff *book = pointer;
	g_free(book->stream.bytes);
	decoder_free(book->stream.decoder);
	g_hash_table_unref(book->defined);
	g_array_unref(book->formats);
	g_string_free(book->strings, TRUE);
	g_array_unref(book->ends);
	g_free(book);
}

static void *biff_open(const guint8 *bytes, gsize length, struct place at, GPtrArray *sheets, struct complaints *complaints)
{
	struct biff *book = g_new0(struct biff, 1);
	book->stream.decoder = decoder_new("WINDOWS-1252");
	book->defined = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	book->formats = g_array_new(FALSE, FALSE, sizeof(guint));
	book->strings = g_string_new(NULL);
	book->ends = g_array_new(FALSE, FALSE, sizeof(guint32));
	if (open_container(book, bytes, length, at, complaints) && read_globals(book, sheets, at, complaints))
		return book;
	biff_free(book);
	return NULL;
}

/* --- a sheet: where its cells are */

struct found {
	guint16 row, column, xf, id;
	guint32 order;         /* in which it came */
	const guint8 *data;    /* what stands behind row, column and XF */
	guint length;
	gsize position;        /* of its record; of a formula with a text: of the STRING behind it, or 0 */
};

struct scan {
	const struct biff *book;
	GArray *cells; /* struct found */
	gboolean unsorted;
};

static int compare_found(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void add_found(struct scan *scan, struct found found)
{
	guint count = scan->cells->len;
	found.order = count;
	if (count > 0)
		scan->unsorted |= compare_found(&g_array_index(scan->cells, struct found, count - 1), &found) > 0;
	g_array_append_val(scan->cells, found);
}

static void add_cell(struct scan *scan, const struct record *record, gsize position)
{
	if (record->length < 6)
		return;
	add_found(scan, (struct found){
		.row = (guint16)number_at(record->data, 2), .column = (guint16)number_at(record->data + 2, 2),
		.xf = (guint16)number_at(record->data + 4, 2), .id = (guint16)record->id, .data = record->data + 6,
		.length = record->length - 6, .position = record->id == FORMULA ? 0 : position });
}

/* A row, its first column, an XF and a number for each cell, its last column. */
static void add_cells(struct scan *scan, const struct record *record)
{
	guint count = record->length >= 6 ? (record->length - 6) / 6 : 0;
	for (guint i = 0; i < count; i++) {
		const guint8 *at = record->data + 4 + (gsize)i * 6;
		add_found(scan, (struct found){
			.row = (guint16)number_at(record->data, 2), .column = (guint16)(number_at(record->data + 2, 2) + i),
			.xf = (guint16)number_at(at, 2), .id = RK, .data = at + 2, .length = 4 });
	}
}

/* A formula's text comes in a record behind it. */
static void note_text(struct scan *scan, gsize position)
{
	struct found *last = scan->cells->len ? &g_array_index(scan->cells, struct found, scan->cells->len - 1) : NULL;
	if (last && last->id == FORMULA)
		last->position = position;
}

static void scan_record(struct scan *scan, const struct record *record, gsize position)
{
	switch (record->id) {
	case NUMBER: case RK: case LABEL: case RSTRING: case LABEL_SST: case BOOL_ERR: case FORMULA:
		add_cell(scan, record, position);
		return;
	case MUL_RK: add_cells(scan, record); return;
	case STRING: note_text(scan, position); return;
	default: return;
	}
}

/* Up to the sheet's end; charts within it have records of their own. FALSE when the stream ends before. */
static gboolean scan_sheet(struct scan *scan, gsize position)
{
	struct record record;
	guint depth = 0;
	for (; record_at(&scan->book->stream, position, &record); position = record.next) {
		if (record.id == BEGIN_OF_FILE)
			depth++;
		else if (depth == 0)
			return FALSE;
		else if (record.id == END_OF_FILE && --depth == 0)
			return TRUE;
		else if (depth == 1)
			scan_record(scan, &record, position);
	}
	return FALSE;
}

/* --- a sheet: what its cells say */

static struct look look_of_cell(const struct biff *book, const struct found *found)
{
	guint format = found->xf < book->formats->len ? g_array_index(book->formats, guint, found->xf) : 0;
	const struct look *defined = g_hash_table_lookup(book->defined, GUINT_TO_POINTER(format));
	return defined ? *defined : look_of_number(format);
}

static double double_at(const guint8 *at)
{
	guint64 bits = (guint64)number_at(at + 4, 4) << 32 | number_at(at, 4);
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}

/* Thirty bits of a number: whole, or the upper half of a double, and perhaps times a hundred. */
static double rk_value(guint bits)
{
	guint64 upper = (guint64)(bits & ~3u) << 32;
	double value;
	if (bits & 2)
		value = (double)((gint32)bits >> 2);
	else
		memcpy(&value, &upper, sizeof value);
	return bits & 1 ? value / 100 : value;
}

static void append_error(guint code, GString *out)
{
	static const struct {
		guint code;
		const char *words;
	} errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0f, "#VALUE!" }, { 0x17, "#REF!" }, { 0x1d, "#NAME?" }, { 0x24, "#NUM!" } };
	for (gsize i = 0; i < G_N_ELEMENTS(errors); i++)
		if (errors[i].code == code) {
			g_string_append(out, errors[i].words);
			return;
		}
	g_string_append(out, "#N/A");
}

static void append_truth(guint value, gboolean error, GString *out)
{
	if (error)
		append_error(value, out);
	else
		g_string_append(out, value ? "TRUE" : "FALSE");
}

/* A text in a record, `skip` bytes from its begin. FALSE when it is cut off. */
static gboolean append_text(const struct biff *book, gsize position, guint skip, GString *out)
{
	struct record record;
	if (!record_at(&book->stream, position, &record))
		return FALSE;
	struct cursor cursor = cursor_in(&book->stream, &record, skip);
	cursor_append_text(&cursor, 2, out);
	return !cursor.failed;
}

static gboolean append_shared(const struct biff *book, guint number, GString *out)
{
	if (number >= book->ends->len)
		return FALSE;
	guint32 begin = number ? g_array_index(book->ends, guint32, number - 1) : 0;
	g_string_append_len(out, book->strings->str + begin, g_array_index(book->ends, guint32, number) - begin);
	return TRUE;
}

/* The last result: a number, unless its upper bytes say that it is something else. */
static gboolean append_result(const struct biff *book, const struct found *found, GString *out)
{
	const guint8 *at = found->data;
	if (at[6] != 0xff || at[7] != 0xff)
		number_append(out, double_at(at), look_of_cell(book, found), book->since_1904);
	else if (at[0] == 0)
		return found->position == 0 || append_text(book, found->position, 0, out);
	else if (at[0] == 1 || at[0] == 2)
		append_truth(at[2], at[0] == 2, out);
	return TRUE;
}

/* FALSE when the cell is damaged. */
static gboolean append_cell(const struct biff *book, const struct found *found, GString *out)
{
	static const struct {
		guint id, length;
	} least[] = { { NUMBER, 8 }, { RK, 4 }, { LABEL_SST, 4 }, { BOOL_ERR, 2 }, { FORMULA, 8 } };
	for (gsize i = 0; i < G_N_ELEMENTS(least); i++)
		if (found->id == least[i].id && found->length < least[i].length)
			return FALSE;
	switch (found->id) {
	case NUMBER: number_append(out, double_at(found->data), look_of_cell(book, found), book->since_1904); return TRUE;
	case RK: number_append(out, rk_value(number_at(found->data, 4)), look_of_cell(book, found), book->since_1904); return TRUE;
	case LABEL_SST: return append_shared(book, number_at(found->data, 4), out);
	case BOOL_ERR: append_truth(found->data[0], found->data[1] != 0, out); return TRUE;
	case FORMULA: return append_result(book, found, out);
	default: return append_text(book, found->position, 6, out);
	}
}

static gboolean is_text(const struct found *found)
{
	return found->id == LABEL_SST || found->id == LABEL || found->id == RSTRING || (found->id == FORMULA && found->position > 0);
}

static void give_cells(const struct biff *book, const GArray *cells, struct sheet_rows *rows)
{
	for (guint i = 0; i < cells->len; i++) {
		const struct found *found = &g_array_index(cells, struct found, i);
		if (!append_cell(book, found, sheet_rows_text(rows)))
			complain_of_damage(sheet_rows_complaints(rows), sheet_rows_place(rows, found->row, found->column), "a cell cannot be read");
		if (!sheet_rows_put(rows, found->row, found->column, is_text(found)))
			return;
	}
}

static void biff_read(void *pointer, const struct sheet *sheet, struct sheet_rows *rows)
{
	struct biff *book = pointer;
	struct scan scan = { .book = book, .cells = g_array_new(FALSE, FALSE, sizeof(struct found)) };
	gboolean whole = scan_sheet(&scan, sheet->position);
	if (scan.unsorted)
		g_array_sort(scan.cells, compare_found);
	give_cells(book, scan.cells, rows);
	g_array_unref(scan.cells);
	if (!whole)
		complain_of_damage(sheet_rows_complaints(rows), sheet_rows_place(rows, 0, 0), "the sheet ends too early");
}

const struct book_kind book_biff = { "xls", biff_open, biff_free, biff_read };
