/* Inputs: encodings, lines shown again, folders and archives walked, damage and bombs. */
#include "formats/input.h"

#include <archive.h>
#include <archive_entry.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "base/calendar.h"
#include "base/random.h"

static char *folder;

/* --- encodings */

static void check_decoded(const char *bytes, gsize length, const char *declared, const char *expected, guint64 replaced)
{
	AUTO(input) input = input_of_bytes("test.txt", bytes, length);
	if (declared)
		input_decode_as(input, declared);
	gsize head_length, all_length;
	g_assert_cmpstr(input_head(input, &head_length), ==, expected);
	g_autofree char *all = input_read_all(input, 1 << 20, &all_length, NULL);
	g_assert_cmpstr(all, ==, expected);
	g_assert_cmpuint(all_length, ==, strlen(expected));
	g_assert_cmpuint(input_replaced(input), ==, replaced);
}

static void test_encodings(void)
{
	check_decoded("\xef\xbb\xbf" "caf\xc3\xa9", 8, NULL, "café", 0);
	check_decoded("\xff\xfe" "s\0e\0p\0=\0,\0", 12, NULL, "sep=,", 0);
	check_decoded("\xfe\xff\0s\x04\x30", 6, NULL, "sа", 0);
	check_decoded("caf\xe9", 4, NULL, "café", 0);
	check_decoded("3.\xe0\xef\xf0", 5, "WINDOWS-1251", "3.апр", 0);
	check_decoded("\xef\xbb\xbf" "a", 4, "WINDOWS-1251", "a", 0); /* the mark is believed more */
	check_decoded("a\0b", 3, NULL, "a\ufffd" "b", 1);
	check_decoded("ab\xff" "c\xc3", 5, "UTF-8", "ab\ufffd" "c\ufffd", 2);
	check_decoded("", 0, NULL, "", 0);
	check_decoded("\xff\xfe" "a\0\x00\xd8" "b\0", 8, NULL, "a\ufffd" "b", 1); /* half a surrogate pair */
}

/* Programs that put a mark before what has one; a file may hold nothing else. */
static void test_marks_in_a_row(void)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	for (int i = 0; i < 300; i++)
		g_string_append(bytes, "\xef\xbb\xbf");
	g_string_append(bytes, "a,b\n");
	AUTO(input) input = input_of_bytes("marks.csv", bytes->str, bytes->len);
	g_autofree char *text = input_read_all(input, 1000, NULL, NULL);
	g_assert_cmpstr(text, ==, "a,b\n");
}

static void test_unknown_encoding(void)
{
	g_autoptr(GError) error = NULL;
	AUTO(input) input = input_of_bytes("test.txt", "a", 1);
	input_decode_as(input, "KLINGON-8");
	g_assert_null(input_read_all(input, 100, NULL, &error));
	g_assert_nonnull(strstr(error->message, "KLINGON-8"));
}

static void test_limit(void)
{
	g_autoptr(GError) error = NULL;
	AUTO(input) input = input_of_bytes("test.txt", "0123456789", 10);
	g_assert_null(input_read_all(input, 9, NULL, &error));
	g_assert_nonnull(error);
}

/* Characters must not break where one read ends and the next begins. */
static void test_read_edges(void)
{
	for (guint pad = 0; pad < 4; pad++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (guint i = 0; i < pad; i++)
			g_string_append_c(text, 'x');
		while (text->len < 600000)
			g_string_append(text, "é🐈");
		AUTO(input) input = input_of_bytes("test.txt", text->str, text->len);
		gsize length;
		g_autofree char *all = input_read_all(input, 1 << 20, &length, NULL);
		g_assert_cmpuint(length, ==, text->len);
		g_assert_cmpint(memcmp(all, text->str, length), ==, 0);
		g_assert_cmpuint(input_replaced(input), ==, 0);
	}
}

/* --- lines shown again */

static void check_line(const struct source *source, gint64 offset, const char *expected, guint line, guint column)
{
	guint found_line = 0, found_column = 0;
	g_autofree char *text = source->line_at(source, offset, &found_line, &found_column);
	g_assert_cmpstr(text, ==, expected);
	g_assert_cmpuint(found_line, ==, line);
	g_assert_cmpuint(found_column, ==, column);
}

static void test_lines(void)
{
	AUTO(input) input = input_of_bytes("test.txt", "one\r\ntw\xc3\xb6 2\n\nlast", 17);
	const struct source *source = input_source(input);
	check_line(source, 0, "one", 1, 1);
	check_line(source, 2, "one", 1, 3);
	check_line(source, 9, "twö 2", 2, 4);
	check_line(source, 12, "", 3, 1);
	check_line(source, 16, "last", 4, 4);
	check_line(source, 17, "last", 4, 5);
	check_line(source, 18, NULL, 0, 0);
}

static void test_long_line(void)
{
	g_autoptr(GString) text = g_string_new("first\n");
	for (int i = 0; i < 400000; i++)
		g_string_append(text, "é");
	g_string_append(text, "!tail");
	AUTO(input) input = input_of_bytes("test.json", text->str, text->len);
	guint line, column;
	const struct source *source = input_source(input);
	g_autofree char *shown = source->line_at(source, 6 + 800000, &line, &column);
	g_assert_cmpuint(line, ==, 2);
	g_assert_cmpuint(column, ==, 400001);
	g_assert_cmpint(g_utf8_strlen(shown, -1), ==, LINE_LEAD + 5);
	g_assert_cmpstr(g_utf8_offset_to_pointer(shown, LINE_LEAD), ==, "!tail");
}

/* Many places of several texts, in any order, are each what they are alone. */
static void test_many_places(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 90000; i++)
		g_string_append_printf(text, i % 7 ? "é%d " : "%d\n", i);
	AUTO(input) one = input_of_bytes("one.txt", text->str, text->len);
	AUTO(input) two = input_of_bytes("two.txt", text->str + 1000, text->len - 1000);
	struct located places[400] = { 0 };
	for (guint i = 0; i < 400; i++) {
		gint64 offset = (gint64)(i * 7919 % 400 * (text->len / 400));
		while (((guint8)text->str[offset] & 0xc0) == 0x80)
			offset++;
		places[i].at = i % 2 ? (struct place){ input_source(one), offset } : (struct place){ input_source(two), MAX(offset - 1000, 0) };
	}
	places[7].at.offset = -1;
	places_locate(places, 400, TRUE);
	for (guint i = 0; i < 400; i++) {
		if (i == 7)
			g_assert_null(places[i].text);
		else
			check_line(places[i].at.source, places[i].at.offset, places[i].text, places[i].line, places[i].column);
		g_free(places[i].text);
	}
}

/* --- walking */

struct seen {
	GString *log; /* "path=content;" */
	struct complaints *complaints;
	gint64 stamp;
	const char *stop_at;
	gboolean place; /* complain at byte 2 of each */
};

static gboolean note_input(struct input *input, void *user)
{
	struct seen *seen = user;
	g_autofree char *all = input_read_all(input, 1 << 30, NULL, NULL);
	g_string_append_printf(seen->log, "%s=%.20s;", input_path(input), all);
	seen->stamp = input_stamp(input);
	if (seen->place)
		complain(seen->complaints, SEVERITY_ERROR, (struct place){ input_source(input), 2 }, "test", NULL, "here");
	return !seen->stop_at || !g_str_has_suffix(input_path(input), seen->stop_at);
}

static struct seen seen_new(void)
{
	return (struct seen){ .log = g_string_new(NULL), .complaints = complaints_new() };
}

static void seen_clear(struct seen *seen)
{
	g_string_free(seen->log, TRUE);
	complaints_free(seen->complaints);
}

static char *path_in(const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *above = g_path_get_dirname(path);
	g_mkdir_with_parents(above, 0777);
	return g_steal_pointer(&path);
}

static void put_file(const char *name, const void *bytes, gssize length)
{
	g_autofree char *path = path_in(name);
	g_assert_true(g_file_set_contents(path, bytes, length, NULL));
}

static void put_member(struct archive *archive, const char *name, const void *bytes, gsize length)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)length);
	archive_entry_set_mtime(entry, 1793491200, 0);
	g_assert_cmpint(archive_write_header(archive, entry), >=, ARCHIVE_WARN);
	g_assert_cmpint(archive_write_data(archive, bytes, length), ==, (gssize)length);
	archive_entry_free(entry);
}

/* Pairs of name and content, NULL at the end. */
static void put_archive(const char *name, int (*format)(struct archive *), int (*filter)(struct archive *),
                        const char *const *members)
{
	g_autofree char *path = path_in(name);
	setlocale(LC_CTYPE, "C.UTF-8"); /* for writing the names; reading them must not need it */
	struct archive *archive = archive_write_new();
	format(archive);
	if (filter)
		filter(archive);
	g_assert_cmpint(archive_write_open_filename(archive, path), ==, ARCHIVE_OK);
	for (; *members; members += 2)
		put_member(archive, members[0], members[1], strlen(members[1]));
	archive_write_close(archive);
	archive_write_free(archive);
	setlocale(LC_CTYPE, "C");
}

static void check_walk(const char *name, const char *expected)
{
	struct seen seen = seen_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *path = path_in(name);
	g_assert_true(inputs_walk(path, name, seen.complaints, note_input, &seen, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(seen.log->str, ==, expected);
	g_assert_cmpuint(complaints_size(seen.complaints), ==, 0);
	seen_clear(&seen);
}

static void test_folders(void)
{
	put_file("tree/b.csv", "bb", -1);
	put_file("tree/a/z.csv", "az", -1);
	put_file("tree/a.csv", "a", -1);
	put_file("tree/.hidden", "h", -1);
	put_file("tree/__MACOSX/x", "m", -1);
	put_file("tree/a/Desktop.ini", "d", -1);
	put_file("tree/empty", "", -1);
	g_autofree char *loop = path_in("tree/a/loop");
	g_assert_cmpint(symlink("..", loop), ==, 0);
	check_walk("tree", "tree/a/z.csv=az;tree/a.csv=a;tree/b.csv=bb;tree/empty=;");
	g_autofree char *path = path_in("tree");
	g_autoptr(GPtrArray) list = inputs_list(path, NULL);
	g_assert_cmpuint(list->len, ==, 4);
	g_autoptr(GError) error = NULL;
	g_assert_null(inputs_list("/nowhere/at/all", &error));
	g_assert_nonnull(error);
}

static void test_stopping(void)
{
	struct seen seen = seen_new();
	seen.stop_at = "z.csv";
	g_autofree char *path = path_in("tree");
	g_assert_true(inputs_walk(path, "t", seen.complaints, note_input, &seen, NULL));
	g_assert_cmpstr(seen.log->str, ==, "t/a/z.csv=az;");
	seen_clear(&seen);
}

static void test_unreadable(void)
{
	struct seen seen = seen_new();
	g_autofree char *path = path_in("broken/link.csv");
	g_assert_cmpint(symlink("nowhere", path), ==, 0);
	g_autofree char *above = path_in("broken");
	g_assert_true(inputs_walk(above, NULL, seen.complaints, note_input, &seen, NULL));
	g_assert_cmpuint(complaints_count(seen.complaints, SEVERITY_ERROR), ==, 1);
	seen_clear(&seen);
}

static const char *const members[] = { "general/2026-10-31.json", "[{}]",      "../../etc/passwd", "shown",
	                               "./caf\xc3\xa9.csv",       "a,b",       "__MACOSX/._x",     "litter",
	                               "folder/.hidden",          "litter",    NULL };
#define MEMBERS_SEEN(top) top "/general/2026-10-31.json=[{}];" top "/../../etc/passwd=shown;" top "/café.csv=a,b;"

static void test_archives(void)
{
	put_archive("x/export.zip", archive_write_set_format_zip, NULL, members);
	check_walk("x/export.zip", MEMBERS_SEEN("x/export.zip"));
	put_archive("x/export.tar.gz", archive_write_set_format_pax, archive_write_add_filter_gzip, members);
	check_walk("x/export.tar.gz", MEMBERS_SEEN("x/export.tar.gz"));
	put_archive("x/export.7z", archive_write_set_format_7zip, NULL, members);
	check_walk("x/export.7z", MEMBERS_SEEN("x/export.7z"));
	put_archive("x/export.tar.zst", archive_write_set_format_pax, archive_write_add_filter_zstd, members);
	check_walk("x/export.tar.zst", MEMBERS_SEEN("x/export.tar.zst"));
}

static void test_compressed(void)
{
	static const char *const one[] = { "ignored", "{\"a\":1}\n", NULL };
	put_archive("y/comments.ndjson.gz", archive_write_set_format_raw, archive_write_add_filter_gzip, one);
	check_walk("y/comments.ndjson.gz", "y/comments.ndjson.gz/comments.ndjson={\"a\":1}\n;");
	put_archive("y/c.bz2", archive_write_set_format_raw, archive_write_add_filter_bzip2, one);
	check_walk("y/c.bz2", "y/c.bz2/c={\"a\":1}\n;");
	put_archive("y/c.xz", archive_write_set_format_raw, archive_write_add_filter_xz, one);
	check_walk("y/c.xz", "y/c.xz/c={\"a\":1}\n;");
	put_archive("y/c.zst", archive_write_set_format_raw, archive_write_add_filter_zstd, one);
	check_walk("y/c.zst", "y/c.zst/c={\"a\":1}\n;");
}

#define FAR (70u << 20) /* pages leave memory after 64 */
#define BLOCK (1u << 20)

/* Block i repeats block i - 30. Plain letters, so that no encoding is guessed. */
static void far_block(char *block, gsize at)
{
	struct random random = { at / BLOCK % 30 * 1000003, 1 };
	for (gsize i = 0; i < BLOCK; i++)
		block[i] = (char)('a' + random_next(&random) % 16);
}

/* What Reddit's dumps are packed like: a window that lies on disk, and repeats that reach far back in it, across the places where its pages
 * have left memory. */
static void write_far(GByteArray *packed)
{
	ZSTD_CStream *stream = ZSTD_createCStream();
	g_autofree char *block = g_malloc(BLOCK), *out = g_malloc(BLOCK);
	ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, 1);
	ZSTD_CCtx_setParameter(stream, ZSTD_c_windowLog, 27);
	ZSTD_CCtx_setParameter(stream, ZSTD_c_enableLongDistanceMatching, 1);
	for (gsize at = 0; at <= FAR; at += BLOCK) {
		far_block(block, at);
		ZSTD_inBuffer in = { block, BLOCK, 0 };
		gsize left;
		do {
			ZSTD_outBuffer to = { out, BLOCK, 0 };
			left = ZSTD_compressStream2(stream, &to, &in, at == FAR ? ZSTD_e_end : ZSTD_e_continue);
			g_assert_false(ZSTD_isError(left));
			g_byte_array_append(packed, (const guint8 *)out, (guint)to.pos);
		} while (in.pos < in.size || (at == FAR && left));
	}
	ZSTD_freeCStream(stream);
}

static gboolean check_far(struct input *input, void *user)
{
	g_autofree char *block = g_malloc(BLOCK), *got = g_malloc(BLOCK);
	for (gsize at = 0; at <= FAR; at += BLOCK) {
		gsize have = 0;
		for (gssize more = 1; have < BLOCK && more > 0; have += (gsize)more)
			more = input_read(input, got + have, BLOCK - have, NULL);
		far_block(block, at);
		g_assert_cmpuint(have, ==, BLOCK);
		g_assert_true(memcmp(block, got, BLOCK) == 0);
	}
	g_assert_cmpint(input_read(input, got, 1, NULL), ==, 0);
	*(gboolean *)user = TRUE;
	return TRUE;
}

static void test_large_window(void)
{
	g_autoptr(GByteArray) packed = g_byte_array_new();
	AUTO(complaints) complaints = complaints_new();
	gboolean seen = FALSE;
	write_far(packed);
	put_file("y/far.zst", (const char *)packed->data, packed->len);
	g_autofree char *path = path_in("y/far.zst");
	g_assert_true(inputs_walk(path, NULL, complaints, check_far, &seen, NULL));
	g_assert_true(seen);
}

static void test_spreadsheet(void)
{
	static const char *const sheet[] = { "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<w/>", NULL };
	struct seen seen = seen_new();
	put_archive("sheet.xlsx", archive_write_set_format_zip, NULL, sheet);
	g_autofree char *path = path_in("sheet.xlsx");
	g_assert_true(inputs_walk(path, "sheet.xlsx", seen.complaints, note_input, &seen, NULL));
	g_assert_true(g_str_has_prefix(seen.log->str, "sheet.xlsx=PK"));
	seen_clear(&seen);
}

/* The content of a file made by put_archive. */
static char *packed(const char *name, gsize *length)
{
	g_autofree char *path = path_in(name);
	char *bytes = NULL;
	g_assert_true(g_file_get_contents(path, &bytes, length, NULL));
	return bytes;
}

static void put_nested(const char *outer, const char *name, const char *inner)
{
	gsize length;
	g_autofree char *bytes = packed(inner, &length), *path = path_in(outer);
	struct archive *archive = archive_write_new();
	archive_write_set_format_zip(archive);
	archive_write_open_filename(archive, path);
	put_member(archive, "plain.txt", "plain", 5);
	put_member(archive, name, bytes, length);
	archive_write_close(archive);
	archive_write_free(archive);
}

static void test_nested(void)
{
	static const char *const inner[] = { "Table data.csv", "a\nb,c\n", NULL };
	put_archive("n/inner.zip", archive_write_set_format_zip, NULL, inner);
	put_nested("n/outer.zip", "deep/inner.zip", "n/inner.zip");
	check_walk("n/outer.zip", "n/outer.zip/plain.txt=plain;n/outer.zip/deep/inner.zip/Table data.csv=a\nb,c\n;");
	/* Complaints lead back through both archives. */
	struct seen seen = seen_new();
	seen.place = TRUE;
	g_autofree char *path = path_in("n/outer.zip");
	g_assert_true(inputs_walk(path, "yt.zip", seen.complaints, note_input, &seen, NULL));
	g_assert_cmpint(seen.stamp, ==, 1793491200);
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(seen.complaints, FALSE, printed);
	g_assert_cmpstr(printed->str, ==,
	                "yt.zip/plain.txt:1:3: error: here\n    1 | plain\n      |   ^\n"
	                "yt.zip/deep/inner.zip/Table data.csv:2:1: error: here\n    2 | b,c\n      | ^\n");
	seen_clear(&seen);
}

static void test_damaged(void)
{
	gsize length;
	GString *text = g_string_new(NULL);
	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "%d,", i * 7919 % 10007);
	const char *const one[] = { "big.csv", text->str, NULL };
	put_archive("whole.tar.gz", archive_write_set_format_pax, archive_write_add_filter_gzip, one);
	g_autofree char *bytes = packed("whole.tar.gz", &length);
	put_file("cut.tar.gz", bytes, (gssize)length / 2);
	struct seen seen = seen_new();
	g_autofree char *path = path_in("cut.tar.gz");
	g_assert_true(inputs_walk(path, "cut.tar.gz", seen.complaints, note_input, &seen, NULL));
	g_assert_cmpuint(complaints_count(seen.complaints, SEVERITY_ERROR), >=, 1);
	g_assert_cmpstr(complaints_get(seen.complaints, 0)->kind, ==, "archive-damaged");
	seen_clear(&seen);
	g_string_free(text, TRUE);
}

/* 600 MB in a hundred kilobytes: more than a thousand times its size. */
static void test_bomb(void)
{
	g_autofree char *path = path_in("bomb.gz"), *fill = g_strnfill(1 << 20, 'a');
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	archive_write_set_format_raw(archive);
	archive_write_add_filter_xz(archive);
	archive_write_set_options(archive, "compression-level=0");
	archive_write_open_filename(archive, path);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_write_header(archive, entry);
	for (int i = 0; i < 600; i++)
		archive_write_data(archive, fill, 1 << 20);
	archive_write_close(archive);
	archive_write_free(archive);
	archive_entry_free(entry);
	struct seen seen = seen_new();
	g_assert_true(inputs_walk(path, "bomb", seen.complaints, note_input, &seen, NULL));
	g_assert_cmpuint(complaints_size(seen.complaints), ==, 1);
	g_assert_nonnull(strstr(complaints_get(seen.complaints, 0)->message, "expands to far more"));
	seen_clear(&seen);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("tidings-input-XXXXXX", NULL);
	g_test_add_func("/input/encodings", test_encodings);
	g_test_add_func("/input/marks-in-a-row", test_marks_in_a_row);
	g_test_add_func("/input/unknown-encoding", test_unknown_encoding);
	g_test_add_func("/input/limit", test_limit);
	g_test_add_func("/input/read-edges", test_read_edges);
	g_test_add_func("/input/lines", test_lines);
	g_test_add_func("/input/long-line", test_long_line);
	g_test_add_func("/input/many-places", test_many_places);
	g_test_add_func("/walk/folders", test_folders);
	g_test_add_func("/walk/stopping", test_stopping);
	g_test_add_func("/walk/unreadable", test_unreadable);
	g_test_add_func("/walk/archives", test_archives);
	g_test_add_func("/walk/compressed", test_compressed);
	g_test_add_func("/input/large-window", test_large_window);
	g_test_add_func("/walk/spreadsheet", test_spreadsheet);
	g_test_add_func("/walk/nested", test_nested);
	g_test_add_func("/walk/damaged", test_damaged);
	g_test_add_func("/walk/bomb", test_bomb);
	int failed = g_test_run();
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(folder);
	return failed;
}
