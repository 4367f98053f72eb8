/* Workbooks of both kinds, with what real ones hold and what broken and hostile ones hold. */
#include "formats/spreadsheet.h"

#include "formats/spreadsheet_private.h"
#include "workbook.h"

/* --- rows as "line:cell|cell;", text in brackets, a run of blank rows as "line:;" */

static gboolean write_row(const struct csv_row *row, void *user)
{
	GString *out = user;
	g_string_append_printf(out, "%" G_GUINT64_FORMAT ":", row->line);
	for (guint i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		g_assert_cmpuint(strlen(cell->text), ==, cell->length);
		g_assert_cmpint(cell->offset, ==, row->offset + i);
		g_string_append_printf(out, cell->quoted ? "%s[%s]" : "%s%s", i ? "|" : "", cell->text);
	}
	g_string_append_c(out, ';');
	return TRUE;
}

/* All sheets, each as "name{rows}"; then what was complained about. Takes over the bytes. */
static char *read_workbook(GByteArray *bytes, gboolean blank_rows)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("book", bytes->data, bytes->len);
	AUTO(workbook) workbook = workbook_open(input, complaints, &error);
	g_assert_no_error(error);
	for (guint i = 0; workbook && i < workbook_sheets(workbook); i++) {
		g_string_append_printf(out, "%s{", sheet_name(workbook, i));
		sheet_read(workbook, i, blank_rows, complaints, write_row, out);
		g_string_append_c(out, '}');
	}
	complaints_print(complaints, FALSE, out);
	g_byte_array_unref(bytes);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void check(GByteArray *bytes, const char *expected)
{
	g_autofree char *found = read_workbook(bytes, FALSE);
	g_assert_cmpstr(found, ==, expected);
}

/* --- numbers */

static void check_number(double value, const char *code, gboolean since_1904, const char *expected)
{
	g_autoptr(GString) out = g_string_new(NULL);
	number_append(out, value, look_of_code(code), since_1904);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_numbers(void)
{
	check_number(0, "General", FALSE, "0");
	check_number(-0.0, "General", FALSE, "0");
	check_number(593, "0", FALSE, "593");
	check_number(-1.5, "#,##0.00;[Red]-#,##0.00", FALSE, "-1.5");
	check_number(0.28160000000000002, "General", FALSE, "0.2816");
	check_number(0.2799325463743676, "General", FALSE, "0.2799325463743676");
	check_number(122158123456789.0, "0", FALSE, "122158123456789");
	check_number(1221581234567891.0, "0", FALSE, "1221581234567891");
	check_number(122158123456789000.0, "0", FALSE, "1.22158123456789E+17");
	check_number(7420000000000000001.0, "0", FALSE, "7.42E+18");
	check_number(0.0339, "0.00%", FALSE, "3.39%");
	check_number(1, "0%", FALSE, "100%");
}

static void test_dates(void)
{
	check_number(46155, "mm/dd/yyyy", FALSE, "2026-05-13");
	check_number(46155.75, "mm/dd/yyyy", FALSE, "2026-05-13");
	check_number(46155.763310185184, "yyyy/mm/dd hh:mm:ss", FALSE, "2026-05-13 18:19:10");
	check_number(46155.99999999, "d/m/yy h:mm", FALSE, "2026-05-14 00:00:00");
	check_number(44693, "yyyy-mm-dd", TRUE, "2026-05-13");
	check_number(1, "d mmm yyyy", FALSE, "1900-01-01");
	check_number(59, "d mmm yyyy", FALSE, "1900-02-28");
	check_number(61, "d mmm yyyy", FALSE, "1900-03-01");
	check_number(0.5, "h:mm AM/PM", FALSE, "12:00:00");
	check_number(0.0031712962962962962, "mm:ss", FALSE, "00:04:34");
	check_number(1.086157407407407, "[h]:mm:ss", FALSE, "26:04:04");
	check_number(46155, "mmm", FALSE, "2026-05-13");
	check_number(-1, "yyyy-mm-dd", FALSE, "-1");
	check_number(1e300, "[h]:mm", FALSE, "1E+300");
	check_number(46155, "[$-409]d\\-mmm\\-yy;@", FALSE, "2026-05-13");
	check_number(12, "0 \"days\"", FALSE, "12");
	check_number(12, "[Red]0.0", FALSE, "12");
	check_number(12, "0.00E+00", FALSE, "12");
	check_number(12, "0_d", FALSE, "12");
	g_assert_true(look_of_number(14).date && look_of_number(22).clock && look_of_number(46).elapsed && look_of_number(10).percent);
	g_assert_false(look_of_number(0).date || look_of_number(4).date || look_of_number(49).clock);
}

/* --- .xlsx */

#define WORKBOOK \
	"xl/workbook.xml", "<workbook><sheets><sheet name='Metrics' sheetId='1' r:id='a' xmlns:r='r'/>" \
	"<sheet name='Chart' r:id='c' xmlns:r='r'/><sheet name='All/posts' r:id='b' xmlns:r='r'/></sheets></workbook>"

static GByteArray *xlsx_of(const char *sheet, const char *strings, const char *styles)
{
	const char *const parts[] = { PARTS_TYPES, PARTS_TOP, PARTS_RELATIONS, WORKBOOK, "xl/sharedStrings.xml", strings, "xl/styles.xml", styles,
		                          "xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>", "xl/worksheets/sheet1.xml", sheet, NULL };
	return zip_of(parts);
}

static void test_xlsx_cells(void)
{
	check(xlsx_of("<worksheet><sheetData>"
	              "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
	              "<row r='3'><c r='C3'><v>12</v></c><c r='A3' s='1'><v>46155.5</v></c><c r='D3' s='2'><v>0.05</v></c></row>"
	              "<row><c t='b'><v>1</v></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='str'><f>A1</f><v>x</v></c>"
	              "<c t='inlineStr'><is><r><t>a </t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c><c s='2'/></row>"
	              "</sheetData><mergeCells/></worksheet>",
	              "<sst><si><t>Date &amp; time</t></si><si><r><t xml:space='preserve'>two </t></r><r><rPr/><t>runs_x000A_</t></r>"
	              "<rPh sb='0' eb='1'><t>phonetic</t></rPh></si></sst>",
	              "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd hh:mm'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
	              "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='9'/></cellXfs></styleSheet>"),
	      "Metrics{1:[Date & time]|[two runs\n];3:2026-05-13 12:00:00||12|5%;4:TRUE|[#DIV/0!]|[x]|[a b];}All_posts{}");
}

static void test_xlsx_numbers(void)
{
	check(xlsx_of("<x:worksheet xmlns:x='y'><x:sheetData><x:row r='2'><x:c r='A2'><x:v>7420000000000000001</x:v></x:c>"
	              "<x:c r='B2'><x:v>1.22158E+17</x:v></x:c><x:c r='C2'><x:v>0.28160000000000002</x:v></x:c><x:c r='D2'><x:v> </x:v></x:c>"
	              "<x:c r='E2' s='9'><x:v>-3</x:v></x:c></x:row></x:sheetData></x:worksheet>", "<sst/>", "<styleSheet/>"),
	      "Metrics{2:7420000000000000001|1.22158E+17|0.2816||-3;}All_posts{}");
}

static void test_xlsx_1904(void)
{
	const char *const parts[] = { PARTS_TYPES, "xl/workbook.xml",
		"<workbook><workbookPr date1904='1'/><sheets><sheet name='S' r:id='a' xmlns:r='r'/></sheets></workbook>", PARTS_RELATIONS,
		"XL/Styles.xml", "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>", "xl/worksheets/sheet1.xml",
		"<worksheet><sheetData><row><c><v>44693</v></c></row></sheetData></worksheet>", NULL };
	check(zip_of(parts), "S{1:2026-05-13;}");
}

static void test_blank_rows(void)
{
	g_autofree char *found = read_workbook(
		xlsx_of("<worksheet><sheetData><row r='3'><c r='A3'><v>1</v></c></row><row r='4'/><row r='9'><c r='B9'><v>2</v></c></row>"
	            "<row r='10'><c r='A10'><v>3</v></c></row></sheetData></worksheet>", "<sst/>", "<styleSheet/>"), TRUE);
	g_assert_cmpstr(found, ==, "Metrics{1:;3:1;4:;9:|2;10:3;}All_posts{}");
}

static void test_xlsx_faults(void)
{
	check(xlsx_of("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1' t='s'><v>7</v></c></row>"
	              "<row r='2'><c r='A2'><f>B1</f></c></row><row r='3'><c r='A3'></row>", "<sst/>", "<styleSheet/>"),
	      "Metrics{1:1;}All_posts{}"
	      "book!Metrics:1:2: error: a cell refers to a text that the workbook does not have\n"
	      "    1 | 1\n      | ^\n"
	      "hint: download it again, or open and save it in a spreadsheet program\n"
	      "and 1 more like it\n"
	      "book!Metrics:2:1: warning: a formula was never calculated, and is left empty\n"
	      "    2 | \n      | ^\n"
	      "hint: open and save it in a spreadsheet program\n");
}

/* What is complained about, in one line each. */
static void check_fault(GByteArray *bytes, const char *expected)
{
	g_autofree char *found = read_workbook(bytes, FALSE);
	if (!strstr(found, expected))
		g_error("expected \"%s\" in \"%s\"", expected, found);
}

static void test_hostile(void)
{
	check_fault(xlsx_of("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]><worksheet><sheetData><row><c t='str'><v>&b;</v></c></row>"
	                    "</sheetData></worksheet>", "<sst/>", "<styleSheet/>"), "Metrics{}All_posts{}book!Metrics:1:1: error: the sheet cannot be read to its end: it has a DOCTYPE");
	g_autoptr(GString) deep = g_string_new("<worksheet>");
	for (guint i = 0; i < 5000; i++)
		g_string_append(deep, "<a>");
	check_fault(xlsx_of(deep->str, "<sst/>", "<styleSheet/>"), "its elements lie too deep");
	g_autoptr(GString) wide = g_string_new("<worksheet><sheetData><row><c t='str'><v>");
	for (guint i = 0; i < 70000; i++)
		g_string_append(wide, "twenty letters here ");
	g_string_append(wide, "</v></c></row></sheetData></worksheet>");
	check_fault(xlsx_of(wide->str, "<sst/>", "<styleSheet/>"), "a text is longer than 1 MiB");
	check_fault(xlsx_of("<worksheet><sheetData><row r='2000000'><c><v>1</v></c></row><row><c r='ZZZZZZZ1'><v>2</v></c></row></sheetData></worksheet>",
	                    "<sst/>", "<styleSheet/>"), "a cell lies further out than any sheet goes");
}

/* An archive that blows up: 80 MiB of blanks in a zip of less than one. */
static void test_bomb(void)
{
	g_autofree char *blanks = g_malloc(80 << 20);
	memset(blanks, ' ', 80 << 20);
	memcpy(blanks, "<worksheet>", 11);
	blanks[(80 << 20) - 1] = '\0';
	GByteArray *bytes = xlsx_of(blanks, "<sst/>", "<styleSheet/>");
	g_assert_cmpuint(bytes->len, <, 1 << 20);
	check_fault(bytes, "it expands to far more than its size");
}

static void test_no_workbook(void)
{
	const char *const document[] = { PARTS_TYPES, "word/document.xml", "<document/>", NULL };
	const char *const binary[] = { PARTS_TYPES, "_rels/.rels",
		"<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='xl/workbook.bin'/></Relationships>",
		"xl/workbook.bin", "\x83\x01", NULL };
	check_fault(zip_of(document), "an office file that is no workbook");
	check_fault(zip_of(binary), "an office file that is no workbook");
	check_fault(ole_of("WordDocument", (const guint8 *)"text text", 9), "an office file that is no workbook");
	check_fault(ole_of("EncryptedPackage", (const guint8 *)"secret secret", 13), "book: error: the workbook is encrypted");
	GByteArray *cut = xlsx_of("<worksheet/>", "<sst/>", "<styleSheet/>");
	g_byte_array_set_size(cut, cut->len / 2);
	g_autofree char *found = read_workbook(cut, FALSE);
	g_assert_nonnull(strstr(found, "hint: "));
}

/* --- .xls */

/* A workbook of one sheet, its own records and the sheet's given. */
static GByteArray *stream_of(guint version, const GByteArray *globals, const GByteArray *cells)
{
	GByteArray *out = g_byte_array_new();
	g_autofree char *begin = g_strdup_printf("2:%u 2:5 2:0 2:0", version);
	g_autofree char *begin_sheet = g_strdup_printf("2:%u 2:0x10 2:0 2:0", version);
	put(out, 0x809, begin);
	g_byte_array_append(out, globals->data, globals->len);
	guint length = version == 0x600 ? 4 + 12 : 4 + 11;
	g_autofree char *bound = g_strdup_printf("4:%u 1:0 1:0 1:4 %s s:Days", out->len + length + 4, version == 0x600 ? "1:0" : "");
	put(out, 0x85, bound);
	put(out, 0x0a, "");
	put(out, 0x809, begin_sheet);
	g_byte_array_append(out, cells->data, cells->len);
	put(out, 0x0a, "");
	return out;
}

static GByteArray *xls_of(guint version, GByteArray *globals, GByteArray *cells)
{
	g_autoptr(GByteArray) stream = stream_of(version, globals, cells);
	g_byte_array_unref(globals);
	g_byte_array_unref(cells);
	return ole_of(version == 0x600 ? "Workbook" : "Book", stream->data, stream->len);
}

static void test_xls_cells(void)
{
	GByteArray *globals = g_byte_array_new(), *cells = g_byte_array_new();
	put(globals, 0x42, "2:1200");
	put(globals, 0x41e, "2:164 2:10 1:0 s:yyyy/mm/dd");
	put(globals, 0xe0, "2:0 2:0 4:0 4:0 4:0 4:0");
	put(globals, 0xe0, "2:0 2:164 4:0 4:0 4:0 4:0");
	put(globals, 0xe0, "2:0 2:22 4:0 4:0 4:0 4:0");
	put(globals, 0xfc, "4:3 4:3 2:4 1:0 s:Date 2:3 1:1 u:Süß 2:3 1:13 2:1 4:2 u:né! 4:0 2:9"); /* the last with a run and phonetics */
	put(cells, 0x200, "4:0 4:9 2:0 2:5 2:0");
	put(cells, 0x203, "2:1 2:0 2:1 8:46155");                   /* rows need not be sorted */
	put(cells, 0xfd, "2:0 2:0 2:0 4:0");
	put(cells, 0xfd, "2:0 2:1 2:0 4:1");
	put(cells, 0xfd, "2:0 2:2 2:0 4:2");
	put(cells, 0x201, "2:0 2:3 2:0");
	put(cells, 0x27e, "2:1 2:1 2:0 4:0x96e");                   /* 603, whole */
	put(cells, 0xbd, "2:1 2:2 2:0 4:0x3ff80000 2:0 4:0x3b 2:3"); /* 1.5; 14/100 */
	put(cells, 0x205, "2:1 2:4 2:0 1:1 1:0");
	put(cells, 0x205, "2:1 2:5 2:0 1:7 1:1");
	put(cells, 0x6, "2:2 2:0 2:2 8:46155.5 2:0 4:0 2:0");
	put(cells, 0x6, "2:2 2:1 2:0 1:0 1:0 1:0 1:0 1:0 1:0 2:0xffff 2:0 4:0 2:0");
	put(cells, 0x4bc, "2:0");
	put(cells, 0x207, "2:5 1:0 s:total");
	put(cells, 0x6, "2:2 2:2 2:0 1:1 1:0 1:1 1:0 1:0 1:0 2:0xffff 2:0 4:0 2:0");
	put(cells, 0x6, "2:2 2:3 2:0 1:2 1:0 1:42 1:0 1:0 1:0 2:0xffff 2:0 4:0 2:0");
	put(cells, 0x6, "2:2 2:4 2:0 1:3 1:0 1:0 1:0 1:0 1:0 2:0xffff 2:0 4:0 2:0");
	put(cells, 0x809, "2:0x600 2:0x20 2:0 2:0");                /* a chart in the sheet */
	put(cells, 0x203, "2:0 2:0 2:0 8:1");
	put(cells, 0x0a, "");
	put(cells, 0x204, "2:4 2:1 2:0 2:5 1:0 s:label");
	check(xls_of(0x600, globals, cells),
	      "Days{1:[Date]|[Süß]|[né!];2:2026-05-13|603|1.5|0.14|TRUE|#DIV/0!;3:2026-05-13 12:00:00|[total]|TRUE|#N/A;5:|[label];}");
}

/* Texts of one byte a letter go on with two after the cut, and back. */
static void test_xls_continued(void)
{
	GByteArray *globals = g_byte_array_new(), *cells = g_byte_array_new();
	put(globals, 0xfc, "4:3 4:3 2:6 1:0 s:abc");
	put(globals, 0x3c, "1:1 u:d");
	put(globals, 0x3c, "1:0 s:ef 2:2 1:8 2:1 s:gh 2:0"); /* a run of formatting is cut too, without a flag */
	put(globals, 0x3c, "2:0 2:3 1:1 u:日本");
	put(globals, 0x3c, "1:1 u:語");
	put(cells, 0xfd, "2:0 2:0 2:0 4:0");
	put(cells, 0xfd, "2:0 2:1 2:0 4:1");
	put(cells, 0xfd, "2:0 2:2 2:0 4:2");
	check(xls_of(0x600, globals, cells), "Days{1:[abcdef]|[gh]|[日本語];}");
}

static void test_xls_pairs(void)
{
	GByteArray *globals = g_byte_array_new(), *cells = g_byte_array_new();
	put(globals, 0xfc, "4:1 4:1 2:5 1:1 2:0xd83d 2:0xdeb2 2:0xd83d 2:0xdc00 2:0xde00");
	put(cells, 0xfd, "2:0 2:0 2:0 4:0");
	put(cells, 0x204, "2:0 2:1 2:0 2:3 1:1 2:0x41 2:0 2:0xd800");
	check(xls_of(0x600, globals, cells), "Days{1:[🚲🐀\xef\xbf\xbd]|[A\xef\xbf\xbd\xef\xbf\xbd];}");
}

static void test_xls_of_excel_95(void)
{
	GByteArray *globals = g_byte_array_new(), *cells = g_byte_array_new();
	put(globals, 0x42, "2:1251");
	put(globals, 0x22, "2:1");
	put(globals, 0xe0, "2:0 2:14 4:0 4:0");
	put(cells, 0x204, "2:0 2:0 2:0 2:3 1:0xc4 1:0xe5 1:0xed");
	put(cells, 0x203, "2:0 2:1 2:0 8:44693");
	check(xls_of(0x500, globals, cells), "Days{1:[Ден]|2026-05-13;}");
}

static void test_xls_faults(void)
{
	GByteArray *globals = g_byte_array_new();
	put(globals, 0x2f, "2:1 2:1 2:1");
	check_fault(xls_of(0x600, globals, g_byte_array_new()), "hint: save it without a password, or each sheet as CSV");
	globals = g_byte_array_new();
	put(globals, 0xfc, "4:2 4:2 2:9 1:0 s:short");
	check_fault(xls_of(0x600, globals, g_byte_array_new()), "the workbook's texts end too early");
	GByteArray *cells = g_byte_array_new();
	put(cells, 0x203, "2:0 2:0 2:0 8:1");
	put(cells, 0xfd, "2:1 2:0 2:0 4:5");
	put(cells, 0x203, "2:2 2:0 2:0 4:1");
	put(cells, 0x203, "2:3 2:0");
	check_fault(xls_of(0x600, g_byte_array_new(), cells), "Days{1:1;}book!Days:2:1: error: a cell cannot be read");
	globals = g_byte_array_new();
	put(globals, 0x85, "4:99999999 1:0 1:0 1:1 1:0 s:X");
	check_fault(xls_of(0x600, globals, g_byte_array_new()), "book!X:1:1: error: the sheet ends too early");
	check_fault(ole_of("Workbook", (const guint8 *)"no records at all", 17), "an office file that is no workbook");
}

/* Anywhere a file is cut it is read or complained about. */
static void test_cut(void)
{
	GByteArray *globals = g_byte_array_new(), *cells = g_byte_array_new();
	put(globals, 0xfc, "4:1 4:1 2:6 1:0 s:abc");
	put(globals, 0x3c, "1:1 u:def");
	put(cells, 0xfd, "2:0 2:0 2:0 4:0");
	put(cells, 0x203, "2:0 2:1 2:0 8:2");
	g_autoptr(GByteArray) stream = stream_of(0x600, globals, cells);
	for (guint length = 4; length < stream->len; length++) {
		g_autofree char *found = read_workbook(ole_of("Workbook", stream->data, length), FALSE);
		g_assert_nonnull(strstr(found, "hint: "));
	}
	check(ole_of("Workbook", stream->data, stream->len), "Days{1:[abcdef]|2;}");
	g_byte_array_unref(globals);
	g_byte_array_unref(cells);
}

/* --- places and recognising */

static void test_places(void)
{
	g_autoptr(GByteArray) bytes = xlsx_of("<worksheet><sheetData><row r='7'><c r='A7' t='str'><v>one\ntwo</v></c><c r='C7'><v>1,2k</v></c></row>"
	                                      "</sheetData></worksheet>", "<sst/>", "<styleSheet/>");
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("exports/li.xlsx", bytes->data, bytes->len);
	AUTO(workbook) workbook = workbook_open(input, complaints, NULL);
	g_assert_cmpstr(workbook_format(workbook), ==, "xlsx");
	complain(complaints, SEVERITY_ERROR, (struct place){ sheet_source(workbook, 0), 6 * SHEET_COLUMNS + 2 }, "test", NULL, "no number");
	g_autoptr(GString) said = g_string_new(NULL);
	complaints_print(complaints, FALSE, said);
	g_assert_cmpstr(said->str, ==, "exports/li.xlsx!Metrics:7:3: error: no number\n    7 | one two··1,2k\n      |          ^\n");
}

static gboolean is_office(const void *bytes, gsize length)
{
	AUTO(input) input = input_of_bytes("x", bytes, length);
	return input_is_office(input);
}

static void test_recognise(void)
{
	const char *const plain[] = { "posts.csv", "a,b", NULL };
	g_autoptr(GByteArray) book = xlsx_of("<worksheet/>", "<sst/>", "<styleSheet/>");
	g_autoptr(GByteArray) ole = ole_of("Workbook", (const guint8 *)"x", 1);
	g_autoptr(GByteArray) zip = zip_of(plain);
	g_assert_true(is_office(book->data, book->len));
	g_assert_true(is_office(ole->data, ole->len));
	g_assert_false(is_office(zip->data, zip->len));
	g_assert_false(is_office("Name\tUser ID\n", 13)); /* Meetup's .xls */
	g_assert_false(is_office("", 0));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spreadsheet/numbers", test_numbers);
	g_test_add_func("/spreadsheet/dates", test_dates);
	g_test_add_func("/spreadsheet/xlsx-cells", test_xlsx_cells);
	g_test_add_func("/spreadsheet/xlsx-numbers", test_xlsx_numbers);
	g_test_add_func("/spreadsheet/xlsx-1904", test_xlsx_1904);
	g_test_add_func("/spreadsheet/blank-rows", test_blank_rows);
	g_test_add_func("/spreadsheet/xlsx-faults", test_xlsx_faults);
	g_test_add_func("/spreadsheet/hostile", test_hostile);
	g_test_add_func("/spreadsheet/bomb", test_bomb);
	g_test_add_func("/spreadsheet/no-workbook", test_no_workbook);
	g_test_add_func("/spreadsheet/xls-cells", test_xls_cells);
	g_test_add_func("/spreadsheet/xls-continued", test_xls_continued);
	g_test_add_func("/spreadsheet/xls-pairs", test_xls_pairs);
	g_test_add_func("/spreadsheet/xls-95", test_xls_of_excel_95);
	g_test_add_func("/spreadsheet/xls-faults", test_xls_faults);
	g_test_add_func("/spreadsheet/cut", test_cut);
	g_test_add_func("/spreadsheet/places", test_places);
	g_test_add_func("/spreadsheet/recognise", test_recognise);
	return g_test_run();
}
