/* Files without a name, and memory that is one. */
#include "base/scratch.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

static int scratch_in(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "tidings-XXXXXX", NULL); /* the X are mkstemp's to fill */
	int file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

	if (file >= 0)
		unlink(path);
	return file;
}

int scratch_open(void)
{
	const char *wanted = g_getenv("TMPDIR");

	if (wanted && *wanted)
		return scratch_in(wanted); /* whoever chose a disk does not want people's words on another */
	int file = scratch_in("/var/tmp");
	return file >= 0 ? file : scratch_in("/tmp");
}

/* A disk that gave the bytes cannot be full later, when a write into the mapping could only be answered by a signal. */
static gboolean reserve(int file, gsize size)
{
	struct statfs on;

	return fstatfs(file, &on) == 0 && on.f_type != TMPFS_MAGIC && fallocate(file, 0, 0, (off_t)size) == 0;
}

void *scratch_map(gsize size)
{
	int file = scratch_open();
	void *mapped = MAP_FAILED;

	if (file < 0)
		return NULL;
	if (reserve(file, size))
		mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	close(file);
	return mapped == MAP_FAILED ? NULL : mapped;
}

void scratch_unmap(void *mapped, gsize size)
{
	munmap(mapped, size);
}

void scratch_release(void *mapped, gsize size)
{
	madvise(mapped, size, MADV_DONTNEED);
}
