/* Rows and places of CSV, in the forms that platforms and people really save. */
#include "formats/csv.h"

#include <csv.h>
#include <string.h>

#include "base/random.h"

/* Rows as "line:cell|cell|…;", a quoted cell in brackets. */
static gboolean write_row(const struct csv_row *row, void *user)
{
	GString *out = user;
	g_string_append_printf(out, "%" G_GUINT64_FORMAT ":", row->line);
	for (guint i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		g_assert_cmpuint(strlen(cell->text), ==, cell->length);
		g_string_append_printf(out, cell->quoted ? "%s[%s]" : "%s%s", i ? "|" : "", cell->text);
	}
	g_string_append_c(out, ';');
	return TRUE;
}

static char *rows_of(const char *text, gsize length, struct csv_options options, struct complaints *complaints)
{
	AUTO(complaints) own = complaints_new();
	AUTO(input) input = input_of_bytes("test.csv", text, length);
	GString *out = g_string_new(NULL);
	g_assert_true(csv_read(input, &options, complaints ? complaints : own, write_row, out, NULL, NULL));
	return g_string_free(out, FALSE);
}

static void check_rows(const char *text, const char *expected)
{
	g_autofree char *rows = rows_of(text, strlen(text), (struct csv_options){ 0 }, NULL);
	g_assert_cmpstr(rows, ==, expected);
}

static void test_plain(void)
{
	check_rows("Date,Views\r\n2026-05-01,12\r\n", "1:Date|Views;2:2026-05-01|12;");
	check_rows("a,b\n1,2", "1:a|b;2:1|2;");
	check_rows("a,b,\n,,x\n", "1:a|b|;2:||x;");
	check_rows("a,\"b, \"\"c\"\"\nd\",e\nf,g,h\n", "1:a|[b, \"c\"\nd]|e;3:f|g|h;");
	check_rows("a,\"\",  b  , \"c\" \n", "1:a|[]|b|[c];");
	check_rows("", "");
	check_rows("\n\n", "");
	check_rows("a,b\r\r\nc,d\r\n", "1:a|b;2:c|d;");
	check_rows("a,b,", "1:a|b|;");
}

static void test_delimiters(void)
{
	check_rows("Date;Primary\n2026-05-01;1,5\n2026-05-02;2\n", "1:Date|Primary;2:2026-05-01|1,5;3:2026-05-02|2;");
	check_rows("a\tb\n1,2\t3\n4\t5\n", "1:a|b;2:1,2|3;3:4|5;");
	check_rows("a|b\n1|2\n", "1:a|b;2:1|2;");
	check_rows("sep=;\r\na;b,c\r\n", "2:a|b,c;");
	check_rows("sep=\t\na\tb\n", "2:a|b;");
	check_rows("\"sep=,\"\na,b\n", "2:a|b;");
	check_rows("SEP=,\n", "");
	check_rows("sep=wrong,x\n", "1:sep=wrong|x;");
	g_autofree char *given = rows_of("a;b,c\n", 6, (struct csv_options){ .delimiter = ',' }, NULL);
	g_assert_cmpstr(given, ==, "1:a;b|c;");
}

static void test_blank_rows(void)
{
	static const char text[] = "a,b\n\n,,\n   \n\t\t\nc,d\r\n\r\ne,f\n";
	g_autofree char *all = rows_of(text, strlen(text), (struct csv_options){ ',', TRUE }, NULL);
	g_assert_cmpstr(all, ==, "1:a|b;2:;3:||;4:;5:;6:c|d;7:;8:e|f;");
	check_rows(text, "1:a|b;6:c|d;8:e|f;");
	g_autofree char *tabs = rows_of("a\tb\n\t\t\nc\td\n", 11, (struct csv_options){ '\t', TRUE }, NULL);
	g_assert_cmpstr(tabs, ==, "1:a|b;2:||;3:c|d;");
}

static void test_wide(void)
{
	static const char table[] = "sep=,\r\n\"Visits\"\r\n\"Date\",\"Primary\"\r\n\"2026-05-01\",\"3\"\r\n";
	gsize length;
	g_autofree char *wide = g_convert(table, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
	g_autofree char *marked = g_malloc(length + 2);
	memcpy(marked, "\xff\xfe", 2);
	memcpy(marked + 2, wide, length);
	g_autofree char *rows = rows_of(marked, length + 2, (struct csv_options){ 0 }, NULL);
	g_assert_cmpstr(rows, ==, "2:[Visits];3:[Date]|[Primary];4:[2026-05-01]|[3];");
}

static gboolean check_columns(const struct csv_row *row, void *user)
{
	guint *rows = user;
	g_assert_cmpuint(row->count, ==, 2400);
	g_assert_cmpstr(row->cells[2399].text, ==, "c2399");
	++*rows;
	return TRUE;
}

static void test_many_columns(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int row = 0; row < 200; row++)
		for (int column = 0; column < 2400; column++)
			g_string_append_printf(text, "c%d%c", column, column == 2399 ? '\n' : ',');
	AUTO(input) input = input_of_bytes("wide.csv", text->str, text->len);
	AUTO(complaints) complaints = complaints_new();
	guint rows = 0;
	g_assert_true(csv_read(input, &(struct csv_options){ 0 }, complaints, check_columns, &rows, NULL, NULL));
	g_assert_cmpuint(rows, ==, 200);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

static void test_saved_twice(void)
{
	check_rows("\"id,\"\"a b\"\",c,d,e\"\n\"1,\"\"x, y\"\",3,4,5\"\nshort\n",
	           "1:id|[a b]|c|d|e;2:1|[x, y]|3|4|5;3:short;");
	check_rows("\"just one, with a comma\"\n", "1:[just one, with a comma];");
	/* a spreadsheet has filled the rows up to their header's width */
	check_rows("id,a,c,d,e\n\"1,\"\"x, y\"\",3,4,5\",,,,\n", "1:id|a|c|d|e;2:1|[x, y]|3|4|5;");
	check_rows("id,a,c,d,e\n\"Larkfield, Weirside\",,,,\n", "1:id|a|c|d|e;2:[Larkfield, Weirside]||||;");
}

/* Every cell's offset must lead back to its text. */
static gboolean check_offsets(const struct csv_row *row, void *user)
{
	const char *text = user;
	for (guint i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		const char *at = text + cell->offset + (text[cell->offset] == '"');
		gsize same = strcspn(cell->text, "\"");
		g_assert_true(strncmp(at, cell->text, same) == 0);
	}
	return TRUE;
}

static void test_offsets(void)
{
	static const char *const texts[] = {
		"a,b\r\n\"c, d\", e ,\n\n\"f\"\"g\",,h\n",
		"sep=;\na;\"b\nc\";d\r\n",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		AUTO(input) input = input_of_bytes("test.csv", texts[i], strlen(texts[i]));
		AUTO(complaints) complaints = complaints_new();
		g_assert_true(csv_read(input, &(struct csv_options){ 0 }, complaints, check_offsets, (void *)texts[i], NULL, NULL));
	}
}

static gboolean keep_third_offset(const struct csv_row *row, void *user)
{
	*(gint64 *)user = row->cells[2].offset;
	return TRUE;
}

static void test_offset_saved_twice(void)
{
	static const char text[] = "\"id,\"\"a b\"\",c,d,e\"\n";
	AUTO(input) input = input_of_bytes("test.csv", text, strlen(text));
	AUTO(complaints) complaints = complaints_new();
	gint64 offset = 0;
	g_assert_true(csv_read(input, &(struct csv_options){ ',', FALSE }, complaints, keep_third_offset, &offset, NULL, NULL));
	g_assert_cmpint(offset, ==, strchr(text, 'c') - text);
}

static void check_complaint(const char *text, const char *rows_expected, const char *printed_expected)
{
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *rows = rows_of(text, strlen(text), (struct csv_options){ .delimiter = ',' }, complaints);
	g_assert_cmpstr(rows, ==, rows_expected);
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert_true(g_str_has_prefix(printed->str, printed_expected));
}

static void test_bad_quotes(void)
{
	check_complaint("a,b\n\"x\" y,2\nz,3\n", "1:a|b;2:x\" y|2;3:z|3;",
	                "test.csv:2:5: warning: a quote stands where none may, and is taken as a letter\n"
	                "    2 | \"x\" y,2\n      |     ^\n");
	check_complaint("a,b\n5\" disk,2\n", "1:a|b;2:5\" disk|2;",
	                "test.csv:2:2: warning: a quote stands where none may, and is taken as a letter\n");
}

static void test_open_quote(void)
{
	check_complaint("a,b\n1,2\n3,\"open\nx,y\nz", "1:a|b;2:1|2;",
	                "test.csv:3:3: error: the quote that opens here is never closed; lines 3 to 5 are left out\n"
	                "    3 | 3,\"open\n      |   ^\n");
}

static gboolean stop_at_second(const struct csv_row *row, void *user)
{
	guint *rows = user;
	(void)row;
	return ++*rows < 2;
}

static void test_stop(void)
{
	AUTO(input) input = input_of_bytes("test.csv", "a\nb\nc\n\"open", 11);
	AUTO(complaints) complaints = complaints_new();
	guint rows = 0;
	g_assert_true(csv_read(input, &(struct csv_options){ 0 }, complaints, stop_at_second, &rows, NULL, NULL));
	g_assert_cmpuint(rows, ==, 2);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

/* Cells that cross the edge of a read must come whole: all line lengths are tried around it. */
static void test_read_edges(void)
{
	for (guint pad = 0; pad < 12; pad++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 256 * 1024 - 40 + pad)
			g_string_append(text, "x,\"y\"\n");
		g_string_append(text, "é,\"q\"\"r\r\ns\",  end\r\nlast,\"1\"\n");
		g_autofree char *rows = rows_of(text->str, text->len, (struct csv_options){ .delimiter = ',' }, NULL);
		g_assert_nonnull(strstr(rows, ":é|[q\"r\r\ns]|end;"));
		g_assert_true(g_str_has_suffix(rows, ":last|[1];"));
	}
}

/* --- the same rows as libcsv gives by itself, for any text it takes without an error */

static void oracle_cell(void *text, size_t length, void *user)
{
	GString *out = user;
	g_string_append_len(out, text ? text : "", (gssize)length);
	g_string_append_c(out, '|');
}

static void oracle_row(int end, void *user)
{
	(void)end;
	g_string_append_c(user, ';');
}

/* NULL where libcsv finds an error. */
static char *oracle_rows(const char *text, gsize length)
{
	struct csv_parser parser;
	GString *out = g_string_new(NULL);
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	gboolean fine = csv_parse(&parser, text, length, oracle_cell, oracle_row, out) == length &&
	                csv_fini(&parser, oracle_cell, oracle_row, out) == 0;
	csv_free(&parser);
	return g_string_free(out, !fine);
}

static gboolean write_like_oracle(const struct csv_row *row, void *user)
{
	for (guint i = 0; i < row->count; i++)
		oracle_cell((void *)row->cells[i].text, row->cells[i].length, user);
	if (row->count > 0) /* libcsv keeps no blank lines */
		oracle_row(0, user);
	return TRUE;
}

/* TRUE when libcsv found no error, so there was something to compare. */
static gboolean check_against_oracle(const char *text, gsize length)
{
	g_autofree char *expected = oracle_rows(text, length);
	if (!expected)
		return FALSE;
	g_autoptr(GString) rows = g_string_new(NULL);
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("random.csv", text, length);
	g_assert_true(csv_read(input, &(struct csv_options){ ',', TRUE }, complaints, write_like_oracle, rows, NULL, NULL));
	if (!g_str_equal(rows->str, expected))
		g_error("differs from libcsv:\n%s\n%s\n%s", text, rows->str, expected);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	return TRUE;
}

static void test_oracle(void)
{
	static const char *const parts[] = { "a", "bc", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\t", "\"x\"", "\"y,z\",", "\"\n\"" };
	struct random random = random_seeded("csv", "oracle", "1");
	guint compared = 0;
	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (guint count = random_below(&random, 14); count > 0; count--)
			g_string_append(text, parts[random_below(&random, G_N_ELEMENTS(parts))]);
		compared += check_against_oracle(text->str, text->len);
	}
	g_assert_cmpuint(compared, >, 5000);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/csv/plain", test_plain);
	g_test_add_func("/csv/delimiters", test_delimiters);
	g_test_add_func("/csv/blank-rows", test_blank_rows);
	g_test_add_func("/csv/utf-16", test_wide);
	g_test_add_func("/csv/many-columns", test_many_columns);
	g_test_add_func("/csv/saved-twice", test_saved_twice);
	g_test_add_func("/csv/offsets", test_offsets);
	g_test_add_func("/csv/offset-saved-twice", test_offset_saved_twice);
	g_test_add_func("/csv/bad-quotes", test_bad_quotes);
	g_test_add_func("/csv/open-quote", test_open_quote);
	g_test_add_func("/csv/stop", test_stop);
	g_test_add_func("/csv/read-edges", test_read_edges);
	g_test_add_func("/csv/oracle", test_oracle);
	return g_test_run();
}
