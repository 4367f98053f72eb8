/* Complaints: the printed form, folding, joining, counting. */
#include "base/complaint.h"

#include <string.h>

static const char sample[] = "Date,Title,Views\n2026-05-13,\"Open evening\",1,2k,81\n\tx\x1b y\n";

static char *sample_line(const struct source *source, gint64 offset, guint *line, guint *column)
{
	const char *text = source->state, *first = text;
	if (offset > (gint64)strlen(text))
		return NULL;
	*line = 1;
	for (const char *at = text; at < text + offset; at++)
		if (*at == '\n')
			first = at + 1, ++*line;
	*column = (guint)(text + offset - first) + 1;
	return g_strndup(first, strcspn(first, "\n"));
}

static struct source source = { .path = (char *)"exports/may/tiktok.csv", .line_at = sample_line, .state = (void *)sample };

static void check_printed(struct complaints *complaints, gboolean colour, const char *expected)
{
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, colour, out);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_form(void)
{
	AUTO(complaints) complaints = complaints_new();
	complain(complaints, SEVERITY_ERROR, (struct place){ &source, 43 }, "not-a-number",
	         "write 1200, or export again with the plain number format", "\"%s\" is not a number: \"%s\"", "views", "1,2k");
	check_printed(complaints, FALSE,
	              "exports/may/tiktok.csv:2:27: error: \"views\" is not a number: \"1,2k\"\n"
	              "    2 | 2026-05-13,\"Open evening\",1,2k,81\n"
	              "      |                           ^\n"
	              "hint: write 1200, or export again with the plain number format\n");
}

static void test_places(void)
{
	AUTO(complaints) complaints = complaints_new();
	complain(complaints, SEVERITY_WARNING, (struct place){ NULL, -1 }, "a", NULL, "no place");
	complain(complaints, SEVERITY_NOTE, (struct place){ &source, -1 }, "b", NULL, "whole file");
	complain(complaints, SEVERITY_ERROR, (struct place){ &source, 5000 }, "c", NULL, "past the end");
	check_printed(complaints, FALSE,
	              "warning: no place\nexports/may/tiktok.csv: note: whole file\n"
	              "exports/may/tiktok.csv: error: past the end\n");
}

static void test_controls(void)
{
	AUTO(complaints) complaints = complaints_new();
	complain(complaints, SEVERITY_ERROR, (struct place){ &source, 55 }, "a", NULL, "odd\x1b[31m text");
	check_printed(complaints, FALSE,
	              "exports/may/tiktok.csv:3:5: error: odd·[31m text\n    3 | ·x· y\n      |     ^\n");
	g_autoptr(GString) out = g_string_new(NULL);
	complaints_print(complaints, TRUE, out);
	g_assert_nonnull(strstr(out->str, "\033[1;31merror:\033[0m"));
}

static char *long_line(const struct source *at, gint64 offset, guint *line, guint *column)
{
	(void)at;
	*line = 1, *column = (guint)offset + 1;
	g_autofree char *text = g_strnfill(1000, 'x');
	text[offset] = '!';
	return g_strdup(offset > LINE_LEAD ? text + offset - LINE_LEAD : text);
}

static void test_long_lines(void)
{
	struct source wide = { .path = (char *)"w.json", .line_at = long_line };
	for (gint64 offset = 300; offset <= 700; offset += 400) {
		AUTO(complaints) complaints = complaints_new();
		complain(complaints, SEVERITY_ERROR, (struct place){ &wide, offset }, "a", NULL, "here");
		g_autoptr(GString) out = g_string_new(NULL);
		complaints_print(complaints, FALSE, out);
		g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
		const char *mark = strchr(lines[2], '^'), *shown = strchr(lines[1], '!');
		g_assert_nonnull(mark);
		g_assert_cmpint(g_utf8_strlen(lines[1], shown - lines[1]), ==, mark - lines[2]);
		g_assert_cmpint(g_utf8_strlen(lines[1], -1), <, 120);
		g_assert_true(g_str_has_suffix(lines[1], "…"));
	}
}

static struct complaint bad_cell(const struct source *in, const char *column)
{
	return (struct complaint){ .severity = SEVERITY_ERROR, .at = { in, 0 }, .kind = "not-a-number", .column = column,
		                   .expected = "a whole number", .message = "bad" };
}

static void test_folding(void)
{
	struct source other = { .path = (char *)"b.csv" };
	struct complaint views = bad_cell(&source, "views"), likes = bad_cell(&source, "likes"), far = bad_cell(&other, "views");
	AUTO(complaints) complaints = complaints_new();
	for (int i = 0; i < 42; i++)
		complaints_add(complaints, &views);
	complaints_add(complaints, &likes);
	complaints_add(complaints, &far);
	complain(complaints, SEVERITY_NOTE, (struct place){ &source, -1 }, "note", NULL, "a note");
	g_assert_cmpuint(complaints_size(complaints), ==, 4);
	g_assert_cmpuint(complaints_get(complaints, 0)->folded, ==, 41);
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_ERROR), ==, 44);
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_NOTE), ==, 45);
	g_autoptr(GString) out = g_string_new(NULL);
	complaint_print(complaints_get(complaints, 0), FALSE, out);
	g_assert_nonnull(strstr(out->str, "and 41 more like it\n"));
}

static void test_joining(void)
{
	struct complaint views = bad_cell(&source, "views"), likes = bad_cell(&source, "likes");
	AUTO(complaints) one = complaints_new();
	AUTO(complaints) two = complaints_new();
	complaints_add(one, &views);
	complaints_add(two, &likes);
	complaints_add(two, &views);
	complaints_add(two, &views);
	complaints_join(one, two);
	g_assert_cmpuint(complaints_size(two), ==, 0);
	g_assert_cmpuint(complaints_size(one), ==, 2);
	g_assert_cmpuint(complaints_get(one, 0)->folded, ==, 2);
	g_assert_cmpstr(complaints_get(one, 1)->column, ==, "likes");
	g_assert_cmpuint(complaints_count(one, SEVERITY_ERROR), ==, 4);
	complaints_add(two, &views); /* an emptied list takes new ones */
	g_assert_cmpuint(complaints_size(two), ==, 1);
}

static void test_splitting(void)
{
	struct complaint views = { .severity = SEVERITY_ERROR, .at = { &source, 43 }, .kind = "number", .column = "views", .message = "m" };
	AUTO(complaints) one = complaints_new();
	AUTO(complaints) two = complaints_new();
	complaints_add(one, &views);
	views.column = "likes";
	complaints_add(one, &views);
	complaints_split(one, 1, two);
	g_assert_cmpuint(complaints_size(one), ==, 1);
	g_assert_cmpuint(complaints_size(two), ==, 1);
	g_assert_cmpstr(complaints_get(two, 0)->column, ==, "likes");
	complaints_add(one, &views); /* folds into nothing that has gone */
	g_assert_cmpuint(complaints_size(one), ==, 2);
	complaints_split(one, 1, two); /* and there into its like */
	g_assert_cmpuint(complaints_size(two), ==, 1);
	g_assert_cmpuint(complaints_get(two, 0)->folded, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/complaint/form", test_form);
	g_test_add_func("/complaint/places", test_places);
	g_test_add_func("/complaint/controls", test_controls);
	g_test_add_func("/complaint/long-lines", test_long_lines);
	g_test_add_func("/complaint/folding", test_folding);
	g_test_add_func("/complaint/joining", test_joining);
	g_test_add_func("/complaint/splitting", test_splitting);
	return g_test_run();
}
