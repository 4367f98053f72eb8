/* Sheets on their way to records: each recognised on its own, with the places of its cells in what is said. */
#include "reading.h"
#include "workbook.h"

static void write_book(struct scene *scene, const char *name, const char *first, const char *second)
{
	const char *const parts[] = { PARTS_TYPES, PARTS_TOP, PARTS_RELATIONS, "xl/workbook.xml",
		"<workbook><sheets><sheet name='Metrics' r:id='a' xmlns:r='r'/><sheet name='Notes' r:id='b' xmlns:r='r'/></sheets></workbook>",
		"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
		"xl/worksheets/sheet1.xml", first, "xl/worksheets/sheet2.xml", second, NULL };
	g_autoptr(GByteArray) book = zip_of(parts);

	scene_write_bytes(scene, name, (const char *)book->data, (gssize)book->len);
}

/* A sheet from lines of cells, "|" between them; "#46155" is a number, "@46155" a day. */
static char *sheet_of(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *out = g_string_new("<worksheet><sheetData>");

	for (guint i = 0; lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "|", -1);
		g_string_append(out, "<row>");
		for (guint j = 0; cells[j]; j++)
			if (*cells[j] == '#' || *cells[j] == '@')
				g_string_append_printf(out, "<c s='%d'><v>%s</v></c>", *cells[j] == '@', cells[j] + 1);
			else
				g_string_append_printf(out, "<c t='str'><v>%s</v></c>", cells[j]);
		g_string_append(out, "</row>");
	}
	g_string_append(out, "</sheetData></worksheet>");
	return g_string_free(out, FALSE);
}

#define HEADER "Date|Sponsored followers|Organic followers|Auto-invited followers|Total followers\n"

static void each_sheet(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *known = sheet_of(HEADER "@46154|#0|#3|#0|#3\n@46155|#0|#5|#0|#5\n@46156|#0|x|#0|many");
	g_autofree char *unknown = sheet_of("Recipe|Flour\nBread|#500");

	write_book(scene, "larkfield_followers_1778800000000.xlsx", known, unknown);
	scene_read(scene, NULL);
	g_assert_cmpuint(scene->collection->readings->len, ==, 2);
	g_assert_true(g_str_has_suffix(scene_reading(scene, 0)->source->path, "/larkfield_followers_1778800000000.xlsx!Metrics"));
	g_assert_cmpstr(scene_reading(scene, 0)->kind, ==, "followers");
	g_assert_cmpstr(scene_reading(scene, 0)->encoding, ==, "xlsx");
	counts_are(scene_reading(scene, 0), 3, 0, 1);
	g_assert_cmpint(scene_reading(scene, 0)->first_day, ==, day_from_civil(2026, 5, 12));
	g_assert_cmpint(scene_reading(scene, 0)->last_day, ==, day_from_civil(2026, 5, 13)); /* cells that are dates */
	g_assert_null(scene_reading(scene, 1)->platform);
	g_assert_true(has_said(scene, ".xlsx!Metrics:4:5: error: \"Total followers\" is not a number"));
	g_assert_true(has_said(scene, "    4 | 2026-05-14·0·x·0·many\n      |                  ^\n"));
	g_assert_true(has_said(scene, "!Notes: warning: nobody knows this sheet"));
}

/* Not every table comes as a sheet: X writes CSV, and what a spreadsheet made of it is not trusted. */
static void only_where_allowed(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();
	g_autofree char *table = sheet_of("Date|Views\n05/12/2026|#4"), *empty = sheet_of("");

	g_assert_true(descriptions_add(set, "text.yaml", "title: T\nplatform: p\ncontainer: csv\nrecognise: { columns: [Date, Views] }\nignored: yes\n", complaints));
	write_book(scene, "views.xlsx", table, empty);
	scene->collection = path_read(scene->folder, "in", NULL, set, scene->complaints, NULL);
	g_assert_null(scene_reading(scene, 0)->platform);
	g_assert_cmpuint(complaints_count(scene->complaints, SEVERITY_WARNING), ==, 1);
	g_assert_cmpuint(complaints_count(scene->complaints, SEVERITY_NOTE), ==, 2); /* the empty sheet */
}

static void named_by_path(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();
	g_autofree char *table = sheet_of("Date|Views\n05/12/2026|#4");

	g_assert_true(descriptions_add(set, "a.yaml", "title: T\nplatform: p\ncontainer: spreadsheet\nrecognise: { path: '*!Notes', columns: [Date, Views] }\nignored: yes\n", complaints));
	g_assert_true(descriptions_add(set, "b.yaml", "title: T\nplatform: q\ncontainer: spreadsheet\nrecognise: { path: 'views.*', columns: [Date] }\nignored: yes\n", complaints));
	write_book(scene, "views.xlsx", table, table);
	scene_write(scene, "views.csv", "Date,Views\n05/12/2026,4\n");
	scene->collection = path_read(scene->folder, "in", NULL, set, scene->complaints, NULL);
	g_assert_cmpstr(scene_reading(scene, 0)->platform, ==, "q"); /* the CSV */
	g_assert_cmpstr(scene_reading(scene, 1)->platform, ==, "q");
	g_assert_cmpstr(scene_reading(scene, 2)->platform, ==, "p");
}

static void encrypted(void)
{
	AUTO(scene) scene = scene_new();
	g_autoptr(GByteArray) book = ole_of("EncryptedPackage", (const guint8 *)"secret secret", 13);

	scene_write_bytes(scene, "secret.xlsx", (const char *)book->data, (gssize)book->len);
	scene_read(scene, NULL);
	g_assert_cmpuint(scene->collection->readings->len, ==, 1);
	g_assert_true(has_said(scene, "in/secret.xlsx: error: the workbook is encrypted\nhint: save it without a password"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheets/each", each_sheet);
	g_test_add_func("/sheets/allowed", only_where_allowed);
	g_test_add_func("/sheets/path", named_by_path);
	g_test_add_func("/sheets/encrypted", encrypted);
	return g_test_run();
}
