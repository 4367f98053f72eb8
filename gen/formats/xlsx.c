/* .xlsx: a zip of XML parts (ECMA-376), which xlsx_part.c reads; here is what they mean: shared strings, styles, the workbook, sheets.
 * Elements are known by their local names: strict and transitional files differ only in namespaces. */
#include "formats/xlsx_private.h"

#include <string.h>

#define STRINGS_LIMIT (1u << 29) /* bytes of all shared strings */

/* --- shared strings */

static void append_scalar(GString *text, guint unit)
{
	gboolean scalar = unit > 0 && (unit < 0xd800 || unit > 0xdfff);
	g_string_append_unichar(text, scalar ? unit : 0xfffd);
}

/* "_x000D_" stands for a character that XML cannot hold. */
static void append_unescaped(GString *out, const char *text, gsize length)
{
	const char *past = text + length;
	for (const char *at; (at = memchr(text, '_', (gsize)(past - text))); text = at) {
		guint unit = 0, digits = 0;
		g_string_append_len(out, text, at - text);
		while (past - at > 6 && at[1] == 'x' && digits < 4 && g_ascii_isxdigit(at[2 + digits]))
			unit = unit * 16 + (guint)g_ascii_xdigit_value(at[2 + digits++]);
		if (digits == 4 && at[6] == '_')
			append_scalar(out, unit);
		else
			g_string_append_c(out, '_');
		at += digits == 4 && at[6] == '_' ? 7 : 1;
	}
	g_string_append_len(out, text, past - text);
}

struct strings {
	gboolean within, phonetic;
};

static void strings_open(struct part *part, const char *name, const struct attributes *attributes)
{
	struct strings *strings = part->user;
	(void)attributes;
	strings->within |= strcmp(name, "si") == 0;
	strings->phonetic |= strcmp(name, "rPh") == 0;
	part->listening = strings->within && !strings->phonetic && strcmp(name, "t") == 0;
}

static void strings_close(struct part *part, const char *name)
{
	struct strings *strings = part->user;
	struct xlsx *book = part->book;
	part->listening = FALSE;
	if (strcmp(name, "rPh") == 0)
		strings->phonetic = FALSE;
	if (strcmp(name, "si") != 0)
		return;
	append_unescaped(book->strings, part->text->str, part->text->len);
	g_string_truncate(part->text, 0);
	guint32 end = (guint32)book->strings->len;
	g_array_append_val(book->ends, end);
	strings->within = FALSE;
	if (book->strings->len > STRINGS_LIMIT || book->ends->len > STRINGS_LIMIT / 16)
		part_end(part, g_strdup("its texts are larger than 512 MiB"));
}

/* --- styles */

struct styles {
	GHashTable *looks; /* number of a format → struct look * */
	gboolean within;   /* the formats of cells, not those of named styles */
};

static void style_define(struct styles *styles, const struct attributes *attributes)
{
	g_autofree char *code = attribute_text(attributes, "formatCode");
	struct look look = look_of_code(code ? code : "");
	g_hash_table_insert(styles->looks, GUINT_TO_POINTER(attribute_number(attributes, "numFmtId", 0)), g_memdup2(&look, sizeof look));
}

static void styles_open(struct part *part, const char *name, const struct attributes *attributes)
{
	struct styles *styles = part->user;
	if (strcmp(name, "numFmt") == 0)
		style_define(styles, attributes);
	styles->within |= strcmp(name, "cellXfs") == 0;
	if (!styles->within || strcmp(name, "xf") != 0)
		return;
	guint format = attribute_number(attributes, "numFmtId", 0);
	const struct look *defined = g_hash_table_lookup(styles->looks, GUINT_TO_POINTER(format));
	struct look look = defined ? *defined : look_of_number(format);
	g_array_append_val(part->book->looks, look);
}

static void styles_close(struct part *part, const char *name)
{
	part->done |= strcmp(name, "cellXfs") == 0;
}

/* --- the workbook */

struct contents {
	const char *member; /* of the workbook itself */
	GPtrArray *relations, *sheets;
};

static gboolean has_sheet(const struct contents *contents, const char *member)
{
	for (guint i = 0; i < contents->sheets->len; i++)
		if (g_ascii_strcasecmp(((const struct sheet *)contents->sheets->pdata[i])->member, member) == 0)
			return TRUE;
	return FALSE;
}

/* Charts have a kind of sheet of their own; a part named twice would be read a thousand times by those who mean harm. */
static void add_sheet(struct contents *contents, const struct attributes *attributes)
{
	g_autofree char *id = attribute_text(attributes, "id"), *name = attribute_text(attributes, "name");
	const struct relation *relation = relation_of_id(contents->relations, id);
	if (!relation || !relation_type_is(relation, "worksheet") || contents->sheets->len >= SHEET_LIMIT)
		return;
	g_autofree char *member = relation_resolve(contents->member, relation->target);
	if (has_sheet(contents, member))
		return;
	struct sheet *sheet = sheet_new(name ? name : "", -1);
	sheet->member = g_steal_pointer(&member);
	g_ptr_array_add(contents->sheets, sheet);
}

static void contents_open(struct part *part, const char *name, const struct attributes *attributes)
{
	if (strcmp(name, "workbookPr") == 0)
		part->book->since_1904 = attribute_is(attributes, "date1904", "1") || attribute_is(attributes, "date1904", "true");
	if (strcmp(name, "sheet") == 0)
		add_sheet(part->user, attributes);
}

/* Says what is wrong with a part, if anything is. */
static gboolean part_is_sound(struct part *part, struct place at, struct complaints *complaints)
{
	g_autofree char *fault = g_steal_pointer(&part->fault);
	g_autofree char *what = fault ? g_strdup_printf("the workbook cannot be read: %s", fault) : NULL;
	if (what)
		complain_of_damage(complaints, at, what);
	return !fault;
}

static gboolean read_side_parts(struct xlsx *book, const struct contents *contents, struct place at, struct complaints *complaints)
{
	const struct relation *strings = relation_of_type(contents->relations, "sharedStrings");
	const struct relation *styles = relation_of_type(contents->relations, "styles");
	g_autoptr(GHashTable) looks = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	struct part strings_part = { .open = strings_open, .close = strings_close, .book = book, .user = &(struct strings){ 0 } };
	struct part styles_part = { .open = styles_open, .close = styles_close, .book = book, .user = &(struct styles){ .looks = looks } };
	g_autofree char *strings_member = strings ? relation_resolve(contents->member, strings->target) : NULL;
	g_autofree char *styles_member = styles ? relation_resolve(contents->member, styles->target) : NULL;
	if (strings_member)
		part_read(&strings_part, strings_member);
	if (styles_member)
		part_read(&styles_part, styles_member);
	gboolean sound = part_is_sound(&strings_part, at, complaints);
	return part_is_sound(&styles_part, at, complaints) && sound;
}

static gboolean read_contents(struct xlsx *book, struct contents *contents, struct place at, struct complaints *complaints)
{
	struct part part = { .open = contents_open, .book = book, .user = contents };
	if (g_str_has_suffix(contents->member, ".bin") || !part_read(&part, contents->member)) {
		complain_of_kind(complaints, at);
		return FALSE;
	}
	return part_is_sound(&part, at, complaints) && read_side_parts(book, contents, at, complaints);
}

/* "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". Caller frees. */
static char *relations_member(const char *member)
{
	g_autofree char *folder = g_path_get_dirname(member), *name = g_path_get_basename(member);
	g_autofree char *file = g_strconcat(name, ".rels", NULL);
	return strcmp(folder, ".") == 0 ? g_build_filename("_rels", file, NULL) : g_build_filename(folder, "_rels", file, NULL);
}

static void xlsx_free(void *pointer)
{
	struct xlsx *book = pointer;
	g_array_unref(book->looks);
	g_array_unref(book->ends);
	g_string_free(book->strings, TRUE);
	g_free(book);
}

static void *xlsx_open(const guint8 *bytes, gsize length, struct place at, GPtrArray *sheets, struct complaints *complaints)
{
	struct xlsx *book = g_new0(struct xlsx, 1);
	book->bytes = bytes;
	book->length = length;
	book->looks = g_array_new(FALSE, FALSE, sizeof(struct look));
	book->strings = g_string_new(NULL);
	book->ends = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GPtrArray) top = relations_of(book, "_rels/.rels");
	const struct relation *main_part = relation_of_type(top, "officeDocument");
	g_autofree char *member = relation_resolve("", main_part ? main_part->target : "xl/workbook.xml");
	g_autofree char *relations = relations_member(member);
	g_autoptr(GPtrArray) known = relations_of(book, relations);
	struct contents contents = { member, known, sheets };
	if (read_contents(book, &contents, at, complaints))
		return book;
	xlsx_free(book);
	return NULL;
}

/* --- a sheet */

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_BOOLEAN, TYPE_TEXT };

struct reading {
	struct sheet_rows *rows;
	guint row, column; /* of the cell at hand, from 0 */
	guint next_row;
	enum cell_type type;
	guint style;
	gboolean within; /* a cell */
	gboolean formula, valued, phonetic;
	struct complaints *complaints;
};

/* "AB12": the column, from 0; FALSE when there is none. */
static gboolean column_of(const char *reference, gsize length, guint *column)
{
	guint number = 0;
	for (gsize i = 0; i < length && g_ascii_isalpha(reference[i]); i++)
		number = MIN(number * 26 + (guint)(g_ascii_toupper(reference[i]) - 'A' + 1), SHEET_COLUMNS + 1);
	if (number > 0)
		*column = number - 1;
	return number > 0;
}

static enum cell_type type_of(const struct attributes *attributes)
{
	const char *type;
	gsize length;
	if (!attribute_find(attributes, "t", &type, &length) || length == 0 || *type == 'n')
		return TYPE_NUMBER;
	if (length == 1 && *type == 's')
		return TYPE_SHARED;
	return *type == 'b' ? TYPE_BOOLEAN : TYPE_TEXT; /* inlineStr, str, e, d: as it stands */
}

/* Rows that do not say where they are come behind the last; none goes back. */
static void begin_row(struct reading *reading, const struct attributes *attributes)
{
	guint number = attribute_number(attributes, "r", 0);
	reading->row = number > reading->next_row ? number - 1 : reading->next_row;
	reading->next_row = reading->row + 1;
	reading->column = G_MAXUINT;
}

static void begin_cell(struct part *part, struct reading *reading, const struct attributes *attributes)
{
	const char *reference;
	gsize length;
	if (!attribute_find(attributes, "r", &reference, &length) || !column_of(reference, length, &reading->column))
		reading->column++;
	reading->type = type_of(attributes);
	reading->style = attribute_number(attributes, "s", 0);
	reading->within = TRUE;
	reading->formula = reading->valued = FALSE;
	g_string_truncate(part->text, 0);
}

static void sheet_open(struct part *part, const char *name, const struct attributes *attributes)
{
	struct reading *reading = part->user;
	if (strcmp(name, "row") == 0)
		begin_row(reading, attributes);
	else if (strcmp(name, "c") == 0)
		begin_cell(part, reading, attributes);
	else if (strcmp(name, "rPh") == 0)
		reading->phonetic = TRUE;
	else if (strcmp(name, "f") == 0)
		reading->formula = TRUE;
	part->listening = reading->within && !reading->phonetic && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
	reading->valued |= part->listening;
}

static void append_shared(struct part *part, struct reading *reading, GString *out)
{
	const struct xlsx *book = part->book;
	char *end;
	guint64 number = g_ascii_strtoull(part->text->str, &end, 10);
	if (end == part->text->str || number >= book->ends->len) {
		complain_of_damage(reading->complaints, sheet_rows_place(reading->rows, reading->row, reading->column),
		                   "a cell refers to a text that the workbook does not have");
		return;
	}
	guint32 begin = number ? g_array_index(book->ends, guint32, number - 1) : 0;
	g_string_append_len(out, book->strings->str + begin, g_array_index(book->ends, guint32, number) - begin);
}

/* More than fifteen digits, of which the rest is zeros: a spreadsheet has kept no more. */
static gboolean is_cut(const char *digits)
{
	gsize length = strlen(digits);
	return length > 15 && strspn(digits + 15, "0") == length - 15;
}

/* Whole numbers stay as written: ids of more digits than a number holds come from programs that are not Excel. */
static void append_number(struct part *part, struct reading *reading, GString *out)
{
	static const struct look general;
	const struct xlsx *book = part->book;
	struct look look = reading->style < book->looks->len ? g_array_index(book->looks, struct look, reading->style) : general;
	const char *text = g_strstrip(part->text->str), *digits = text + (*text == '-');
	gboolean whole = *digits && strspn(digits, "0123456789") == strlen(digits) && !is_cut(digits);
	char *end;
	double value = g_ascii_strtod(text, &end);
	if ((whole && memcmp(&look, &general, sizeof look) == 0) || end == text || *end)
		g_string_append(out, text);
	else
		number_append(out, value, look, book->since_1904);
}

static void append_value(struct part *part, struct reading *reading, GString *out)
{
	switch (reading->type) {
	case TYPE_NUMBER: append_number(part, reading, out); break;
	case TYPE_SHARED: append_shared(part, reading, out); break;
	case TYPE_BOOLEAN: g_string_append(out, *part->text->str == '1' || *part->text->str == 't' ? "TRUE" : "FALSE"); break;
	case TYPE_TEXT: append_unescaped(out, part->text->str, part->text->len); break;
	}
}

/* Programs that do not calculate leave formulas without a result. */
static void complain_of_formula(struct reading *reading)
{
	complain(reading->complaints, SEVERITY_WARNING, sheet_rows_place(reading->rows, reading->row, reading->column), "formula-without-result",
	         "open and save it in a spreadsheet program", "a formula was never calculated, and is left empty");
}

static void end_cell(struct part *part, struct reading *reading)
{
	gboolean text = reading->type == TYPE_SHARED || reading->type == TYPE_TEXT;
	if (reading->valued)
		append_value(part, reading, sheet_rows_text(reading->rows));
	else if (reading->formula)
		complain_of_formula(reading);
	reading->within = FALSE;
	if (!sheet_rows_put(reading->rows, reading->row, reading->column, text))
		part_end(part, NULL);
}

static void sheet_close(struct part *part, const char *name)
{
	struct reading *reading = part->user;
	part->listening = FALSE;
	if (strcmp(name, "rPh") == 0)
		reading->phonetic = FALSE;
	else if (strcmp(name, "c") == 0 && reading->within)
		end_cell(part, reading);
	else if (strcmp(name, "sheetData") == 0)
		part_end(part, NULL);
}

static void xlsx_read(void *book, const struct sheet *sheet, struct sheet_rows *rows)
{
	struct reading reading = { .rows = rows, .complaints = sheet_rows_complaints(rows), .column = G_MAXUINT };
	struct part part = { .open = sheet_open, .close = sheet_close, .book = book, .user = &reading };
	gboolean there = part_read(&part, sheet->member);
	g_autofree char *fault = there ? part.fault : g_strdup("it is not in the file");
	g_autofree char *what = fault ? g_strdup_printf("the sheet cannot be read to its end: %s", fault) : NULL;
	if (what)
		complain_of_damage(reading.complaints, sheet_rows_place(rows, reading.row, 0), what);
}

const struct book_kind book_xlsx = { "xlsx", xlsx_open, xlsx_free, xlsx_read };
