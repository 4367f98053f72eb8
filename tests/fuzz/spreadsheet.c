/* Spreadsheets: a seed that begins with '<' is a sheet's XML (further parts behind each TAB) and is put into an .xlsx; "%"
 * and hex digits are the records of an .xls; anything else is a file as it stands. Rows are sound, complaints can be printed. */
#include "fuzz.h"

#include "../unit/workbook.h"
#include "formats/spreadsheet.h"

const char *const fuzz_seeds[] = {
	"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row><row r='3'><c r='C3' s='1'><v>46155.5</v></c>"
	"<c t='b'><v>1</v></c><c t='inlineStr'><is><t>a_x000D_</t><rPh><t>b</t></rPh></is></c></row></sheetData></worksheet>"
	"\t<sst><si><t>Date</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>"
	"\t<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[h]:mm:ss \"x\" yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>",
	/* BOF · DATEMODE · FORMAT · XF · BOUNDSHEET · SST with CONTINUE · EOF; a sheet of LABELSST, RK, MULRK, NUMBER, FORMULA
	   with STRING, BOOLERR, LABEL · EOF */
	"%0908080000060500000000002200020001001E040900A4000400006D2F7979E000040000000000E00004000000A400850009006C000000"
	"000001005AFC000E0002000000020000000600006162633C000E0001640065006600020008010041423C000400000000000A0000000908"
	"08000006100000000000FD000A0000000000000000000000FD000A00000001000000010000007E020A000200000001006E090000BD0012"
	"000200010000000000F83F00003B000000020003020E0003000000010000000000A0D2E54006001600030001000000000000000000FFFF"
	"000000000000000007020500020000616205020800030002000000070104020B00030003000000010001AC200A000000",
	"PK\3\4 [Content_Types].xml",
	NULL,
};

/* Pairs of hex digits; other letters are passed over. */
static GByteArray *bytes_of_hex(const char *text, gsize length)
{
	GByteArray *bytes = g_byte_array_new();
	int high = -1;
	for (gsize i = 0; i < length; i++) {
		int digit = g_ascii_xdigit_value(text[i]);
		if (digit < 0)
			continue;
		guint8 byte = (guint8)(high * 16 + digit);
		if (high >= 0)
			g_byte_array_append(bytes, &byte, 1);
		high = high >= 0 ? -1 : digit;
	}
	return bytes;
}

static GByteArray *book_of_xml(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "\t", 3);
	gboolean more = parts[0] && parts[1];
	const char *const names[] = { PARTS_TYPES, PARTS_TOP, PARTS_RELATIONS, "xl/workbook.xml",
		"<workbook><sheets><sheet name='A' r:id='a' xmlns:r='r'/></sheets></workbook>", "xl/worksheets/sheet1.xml", parts[0],
		"xl/sharedStrings.xml", more ? parts[1] : "", "xl/styles.xml", more && parts[2] ? parts[2] : "", NULL };
	return zip_of(names);
}

static GByteArray *book_of(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = g_strndup((const char *)bytes, length);
	if (*text == '<')
		return book_of_xml(text);
	if (*text == '%') {
		g_autoptr(GByteArray) stream = bytes_of_hex(text, length);
		return ole_of("Workbook", stream->data, stream->len);
	}
	return g_byte_array_append(g_byte_array_new(), bytes, (guint)length);
}

static gboolean check_row(const struct csv_row *row, void *user)
{
	guint64 *line = user;
	g_assert(row->line > *line && row->offset >= 0);
	*line = row->line;
	for (guint i = 0; i < row->count; i++) {
		g_assert(strlen(row->cells[i].text) == row->cells[i].length);
		g_assert(g_utf8_validate(row->cells[i].text, -1, NULL));
	}
	g_assert(row->count == 0 || row->cells[row->count - 1].length > 0);
	return TRUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autoptr(GByteArray) book = book_of(bytes, length);
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("fuzz.xls", book->data, book->len);
	AUTO(workbook) workbook = workbook_open(input, complaints, NULL);
	g_assert(workbook || complaints_count(complaints, SEVERITY_WARNING) > 0);
	for (guint i = 0; workbook && i < workbook_sheets(workbook); i++) {
		guint64 line = 0;
		sheet_read(workbook, i, length % 2 == 0, complaints, check_row, &line);
	}
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}
