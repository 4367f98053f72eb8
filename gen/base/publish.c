/* Editions are written to a hidden folder ".EDITION.new" beside their place, locked against a second run, and swapped in. */
#include "base/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct publication {
	char *out;     /* folder of the editions */
	char *edition; /* where it will stand */
	char *beside;  /* where it is written */
	char *aside;   /* where the old one waits, when the two cannot be exchanged */
	int folder;    /* descriptor of `beside`, locked */
	guint64 bytes;
	GPtrArray *written; /* struct written_file * */
	GError *error;
};

struct written_file {
	char *name, *sha256;
	guint64 length;
};

static void set_error(GError **error, int code, const char *what, const char *path)
{
	g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s %s: %s", what, path, g_strerror(code));
}

/* Removes a file or a whole folder, never following links. */
static gboolean remove_tree(const char *path, GError **error)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return TRUE;
	if (errno != EISDIR && errno != EPERM) {
		set_error(error, errno, "cannot remove", path);
		return FALSE;
	}
	g_autoptr(GDir) folder = g_dir_open(path, 0, error);
	if (!folder)
		return FALSE;
	for (const char *name; (name = g_dir_read_name(folder));) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		if (!remove_tree(child, error))
			return FALSE;
	}
	if (rmdir(path) < 0) {
		set_error(error, errno, "cannot remove", path);
		return FALSE;
	}
	return TRUE;
}

/* A run that died between two renames left the old edition aside: put it back. */
static gboolean restore_aside(struct publication *publication, GError **error)
{
	if (access(publication->edition, F_OK) == 0 || access(publication->aside, F_OK) < 0)
		return remove_tree(publication->aside, error);
	if (rename(publication->aside, publication->edition) == 0)
		return TRUE;
	set_error(error, errno, "cannot put back", publication->edition);
	return FALSE;
}

/* Takes the lock on what is left of an earlier run, if any, then begins with an empty folder. */
static gboolean begin_beside(struct publication *publication, GError **error)
{
	const char *beside = publication->beside;
	int old = open(beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (old >= 0 && flock(old, LOCK_EX | LOCK_NB) < 0) {
		close(old);
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY, "another run is writing %s", publication->edition);
		return FALSE;
	}
	gboolean clear = remove_tree(beside, error) && restore_aside(publication, error);
	if (old >= 0)
		close(old);
	if (!clear)
		return FALSE;
	if (mkdir(beside, 0777) < 0 || (publication->folder = open(beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0 ||
	    flock(publication->folder, LOCK_EX | LOCK_NB) < 0) {
		set_error(error, errno, "cannot make", beside);
		return FALSE;
	}
	return TRUE;
}

static void written_file_free(gpointer data)
{
	struct written_file *file = data;
	g_free(file->name);
	g_free(file->sha256);
	g_free(file);
}

struct publication *publication_open(const char *out, const char *edition, GError **error)
{
	g_assert(*edition && *edition != '.' && !strchr(edition, '/'));
	if (g_mkdir_with_parents(out, 0777) < 0) {
		set_error(error, errno, "cannot make", out);
		return NULL;
	}
	struct publication *publication = g_new0(struct publication, 1);
	publication->folder = -1;
	publication->out = g_strdup(out);
	publication->edition = g_build_filename(out, edition, NULL);
	publication->beside = g_strdup_printf("%s/.%s.new", out, edition);
	publication->aside = g_strdup_printf("%s/.%s.old", out, edition);
	publication->written = g_ptr_array_new_with_free_func(written_file_free);
	if (begin_beside(publication, error))
		return publication;
	publication_free(publication);
	return NULL;
}

void publication_free(struct publication *publication)
{
	if (!publication)
		return;
	if (publication->folder >= 0) {
		remove_tree(publication->beside, NULL);
		close(publication->folder);
	}
	g_clear_error(&publication->error);
	g_ptr_array_unref(publication->written);
	g_free(publication->out);
	g_free(publication->edition);
	g_free(publication->beside);
	g_free(publication->aside);
	g_free(publication);
}

static gboolean name_is_inside(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);
	for (guint i = 0; parts[i]; i++)
		if (!*parts[i] || g_str_equal(parts[i], "..") || g_str_equal(parts[i], "."))
			return FALSE;
	return TRUE;
}

static gboolean write_all(int file, const char *bytes, gsize length)
{
	while (length > 0) {
		gssize done = write(file, bytes, length);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return FALSE;
		bytes += done, length -= (gsize)done;
	}
	return TRUE;
}

void publication_write(struct publication *publication, const char *name, const void *bytes, gsize length)
{
	g_assert(name_is_inside(name));
	if (publication->error)
		return;
	g_autofree char *path = g_build_filename(publication->beside, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	g_mkdir_with_parents(folder, 0777); /* a failure shows when the file is opened */
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (file < 0 || !write_all(file, bytes, length))
		set_error(&publication->error, errno, "cannot write", path);
	if (file >= 0 && close(file) < 0 && !publication->error)
		set_error(&publication->error, errno, "cannot write", path);
	struct written_file *written = g_new(struct written_file, 1);
	*written = (struct written_file){ g_strdup(name), sha256_hex(bytes, length), length };
	g_ptr_array_add(publication->written, written);
	publication->bytes += length;
}

void publication_folder(struct publication *publication, const char *name, int mode)
{
	g_assert(name_is_inside(name));
	if (publication->error)
		return;
	g_autofree char *path = g_build_filename(publication->beside, name, NULL);
	if (g_mkdir_with_parents(path, 0777) < 0 || chmod(path, (mode_t)mode) < 0)
		set_error(&publication->error, errno, "cannot make", path);
}

/* Where the file system cannot exchange two names, there is a moment without the edition; a death in it is mended by
 * restore_aside at the next start. */
static gboolean swap_by_two_renames(const struct publication *publication)
{
	if (rename(publication->edition, publication->aside) < 0)
		return FALSE;
	if (rename(publication->beside, publication->edition) == 0)
		return TRUE;
	int code = errno;
	if (rename(publication->aside, publication->edition) < 0)
		code = errno;
	errno = code;
	return FALSE;
}

static gboolean swap_names(const struct publication *publication)
{
	if (renameat2(AT_FDCWD, publication->beside, AT_FDCWD, publication->edition, RENAME_NOREPLACE) == 0)
		return TRUE;
	if (renameat2(AT_FDCWD, publication->beside, AT_FDCWD, publication->edition, RENAME_EXCHANGE) == 0)
		return TRUE;
	if (access(publication->edition, F_OK) < 0)
		return rename(publication->beside, publication->edition) == 0;
	return swap_by_two_renames(publication);
}

static gboolean sync_folder(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return FALSE;
	gboolean synced = fsync(folder) == 0;
	close(folder);
	return synced;
}

gboolean publication_swap(struct publication *publication, GError **error)
{
	if (publication->error) {
		g_propagate_error(error, g_steal_pointer(&publication->error));
		return FALSE;
	}
	/* One syncfs for all: an fsync for each of many digests would take minutes (SPEED §7). */
	if (syncfs(publication->folder) < 0 || !swap_names(publication)) {
		set_error(error, errno, "cannot publish", publication->edition);
		return FALSE;
	}
	sync_folder(publication->out);
	close(publication->folder);
	publication->folder = -1;
	return remove_tree(publication->beside, error) && remove_tree(publication->aside, error);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(struct written_file *const *)a)->name, (*(struct written_file *const *)b)->name);
}

void publication_each(const struct publication *publication, void (*visit)(const char *name, const char *sha256, guint64 length, void *user),
                      void *user)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_copy(publication->written, NULL, NULL);
	g_ptr_array_set_free_func(sorted, NULL);
	g_ptr_array_sort(sorted, by_name);
	for (guint i = 0; i < sorted->len; i++) {
		const struct written_file *file = sorted->pdata[i];
		visit(file->name, file->sha256, file->length, user);
	}
}

guint64 publication_bytes(const struct publication *publication)
{
	return publication->bytes;
}

/* Writes and syncs a file that is not there yet. */
static gboolean write_new(const char *path, const void *bytes, gsize length, int mode)
{
	unlink(path); /* of a run that died */
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (file < 0)
		return FALSE;
	gboolean written = write_all(file, bytes, length) && fsync(file) == 0;
	int code = errno;
	if (close(file) < 0 && written)
		return FALSE;
	errno = code;
	return written;
}

gboolean file_replace(const char *path, const void *bytes, gsize length, int mode, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *beside = g_strdup_printf("%s/.%s.new", folder, name);
	if (!write_new(beside, bytes, length, mode) || rename(beside, path) < 0) {
		set_error(error, errno, "cannot write", path);
		unlink(beside);
		return FALSE;
	}
	sync_folder(folder);
	return TRUE;
}

char *sha256_hex(const void *bytes, gsize length)
{
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
}

char *file_sha256(const char *path, GError **error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0) {
		set_error(error, errno, "cannot open", path);
		return NULL;
	}
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree guint8 *buffer = g_malloc(1 << 18);
	gssize got;
	while ((got = read(file, buffer, 1 << 18)) > 0)
		g_checksum_update(checksum, buffer, got);
	int code = errno;
	close(file);
	if (got < 0) {
		set_error(error, code, "cannot read", path);
		return NULL;
	}
	return g_strdup(g_checksum_get_string(checksum));
}
