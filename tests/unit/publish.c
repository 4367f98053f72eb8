/* Publication: whole or not at all, over an old edition, after a run that died, and never twice at once. */
#include "base/publish.h"

#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static char *content_of(const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *content = NULL;
	g_file_get_contents(path, &content, NULL, NULL);
	return content;
}

static void check_content(const char *name, const char *expected)
{
	g_autofree char *content = content_of(name);
	g_assert_cmpstr(content, ==, expected);
}

static void check_gone(const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void publish(const char *edition, const char *name, const char *text)
{
	GError *error = NULL;
	AUTO(publication) publication = publication_open(folder, edition, &error);
	g_assert_no_error(error);
	publication_write(publication, name, text, strlen(text));
	g_assert_cmpuint(publication_bytes(publication), ==, strlen(text));
	g_assert_true(publication_swap(publication, &error));
	g_assert_no_error(error);
}

static void test_swap(void)
{
	publish("2026-10", "data/x.csv", "one");
	check_content("2026-10/data/x.csv", "one");
	publish("2026-10", "y.txt", "two");
	check_content("2026-10/y.txt", "two");
	check_gone("2026-10/data");
	check_gone(".2026-10.new");
	check_gone(".2026-10.old");
}

static void test_dropped(void)
{
	publish("2026-09", "x", "old");
	AUTO(publication) publication = publication_open(folder, "2026-09", NULL);
	publication_write(publication, "x", "new", 3);
	check_content("2026-09/x", "old");
	publication_free(g_steal_pointer(&publication));
	check_content("2026-09/x", "old");
	check_gone(".2026-09.new");
}

static void test_failed(void)
{
	publish("2026-08", "x", "old");
	GError *error = NULL;
	AUTO(publication) publication = publication_open(folder, "2026-08", &error);
	publication_write(publication, "a", "file", 4);
	publication_write(publication, "a/b", "no folder", 9); /* "a" is a file */
	publication_write(publication, "c", "after", 5);
	g_assert_false(publication_swap(publication, &error));
	g_assert_nonnull(error);
	g_clear_error(&error);
	check_content("2026-08/x", "old");
	check_gone("2026-08/c");
}

static void test_twice(void)
{
	GError *error = NULL;
	AUTO(publication) publication = publication_open(folder, "2026-07", NULL);
	g_assert_nonnull(publication);
	g_assert_null(publication_open(folder, "2026-07", &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_BUSY);
	g_clear_error(&error);
}

static void test_left_overs(void)
{
	g_autofree char *dead = g_build_filename(folder, ".2026-06.new", "deep", NULL);
	g_autofree char *aside = g_build_filename(folder, ".2026-06.old", NULL);
	g_mkdir_with_parents(dead, 0777);
	g_mkdir_with_parents(aside, 0777);
	g_autofree char *kept = g_build_filename(aside, "x", NULL);
	g_file_set_contents(kept, "kept", -1, NULL);
	publication_free(publication_open(folder, "2026-06", NULL));
	check_content("2026-06/x", "kept"); /* a death between two renames is mended */
	check_gone(".2026-06.new");
}

static void test_folders(void)
{
	AUTO(publication) publication = publication_open(folder, "2026-05", NULL);
	publication_folder(publication, "digests", 0700);
	publication_folder(publication, "digests/tmp", 0700);
	g_assert_true(publication_swap(publication, NULL));
	g_autofree char *path = g_build_filename(folder, "2026-05/digests/tmp", NULL);
	struct stat status;
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0700);
}

static void test_file(void)
{
	GError *error = NULL;
	g_autofree char *path = g_build_filename(folder, "key", NULL);
	g_assert_true(file_replace(path, "secret", 6, 0600, &error));
	g_assert_true(file_replace(path, "changed", 7, 0600, &error));
	check_content("key", "changed");
	struct stat status;
	stat(path, &status);
	g_assert_cmpint(status.st_mode & 0777, ==, 0600);
	g_autofree char *of_file = file_sha256(path, &error), *of_bytes = sha256_hex("changed", 7);
	g_assert_cmpstr(of_file, ==, of_bytes);
	g_autofree char *nowhere = g_build_filename(folder, "none", "key", NULL);
	g_assert_false(file_replace(nowhere, "x", 1, 0600, &error));
	g_assert_nonnull(error);
	g_clear_error(&error);
	g_autofree char *abc = sha256_hex("abc", 3);
	g_assert_cmpstr(abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("tidings-publish-XXXXXX", NULL);
	g_test_add_func("/publish/swap", test_swap);
	g_test_add_func("/publish/dropped", test_dropped);
	g_test_add_func("/publish/failed", test_failed);
	g_test_add_func("/publish/twice", test_twice);
	g_test_add_func("/publish/left-overs", test_left_overs);
	g_test_add_func("/publish/folders", test_folders);
	g_test_add_func("/publish/file", test_file);
	int failed = g_test_run();
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(folder);
	return failed;
}
