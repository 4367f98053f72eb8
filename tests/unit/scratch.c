/* Scratch files: without a name, and as memory that may leave the process and comes back. */
#include "base/scratch.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_nameless(void)
{
	struct stat status;
	char byte;
	int file = scratch_open();
	g_assert_cmpint(file, >=, 0);
	g_assert_cmpint(fstat(file, &status), ==, 0);
	g_assert_cmpuint(status.st_nlink, ==, 0); /* nobody finds it, and it is gone with the process */
	g_assert_cmpuint(status.st_mode & 077, ==, 0);
	g_assert_cmpint(pwrite(file, "x", 1, 70000), ==, 1);
	g_assert_cmpint(pread(file, &byte, 1, 70000), ==, 1);
	g_assert_cmpint(byte, ==, 'x');
	close(file);
}

/* A disk that was chosen is not replaced by another: without it there is none, and memory has to do. */
static void test_chosen(void)
{
	g_autofree char *before = g_strdup(g_getenv("TMPDIR"));
	g_setenv("TMPDIR", "/nowhere/at/all", TRUE);
	int file = scratch_open();
	void *room = scratch_map(4096);
	if (before)
		g_setenv("TMPDIR", before, TRUE);
	else
		g_unsetenv("TMPDIR");
	g_assert_cmpint(file, ==, -1);
	g_assert_null(room);
}

static void test_released(void)
{
	const gsize size = 1 << 22;
	char *room = scratch_map(size);
	if (!room) {
		g_test_skip("no disk gives room beforehand here");
		return;
	}
	for (gsize i = 0; i < size; i += 4096)
		g_assert_cmpint(room[i], ==, 0);
	for (gsize i = 0; i < size; i += 997)
		room[i] = (char)(i % 127);
	scratch_release(room, size);
	for (gsize i = 0; i < size; i += 997)
		g_assert_cmpint(room[i], ==, (char)(i % 127));
	scratch_unmap(room, size);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/scratch/nameless", test_nameless);
	g_test_add_func("/scratch/chosen", test_chosen);
	g_test_add_func("/scratch/released", test_released);
	return g_test_run();
}
