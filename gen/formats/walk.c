/* inputs_walk: folders in sorted order, archives opened on the way, each member streamed once. */
#include "formats/input_private.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/calendar.h"

struct walk {
	struct complaints *complaints;
	input_visit visit;
	void *user;
	GError **error;
	const char *disk; /* the plain file being walked */
};

enum course { COURSE_ON, COURSE_STOPPED, COURSE_FAILED };

/* Zulip's archives write letters of a topic as ".E2.9C.94", also the first one. */
static gboolean name_is_encoded(const char *name)
{
	return name[0] == '.' && strspn(name + 1, "0123456789ABCDEF") >= 2 && g_str_has_suffix(name, ".json");
}

/* Left by machines, not by people. */
static gboolean name_is_litter(const char *name)
{
	return (*name == '.' && !name_is_encoded(name)) || g_str_equal(name, "__MACOSX") || g_ascii_strcasecmp(name, "desktop.ini") == 0 ||
	       g_ascii_strcasecmp(name, "thumbs.db") == 0 || g_str_has_prefix(name, "~$");
}

static gboolean path_is_litter(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	for (guint i = 0; parts[i]; i++)
		if (name_is_litter(parts[i]) && !g_str_equal(parts[i], "..") && !g_str_equal(parts[i], "."))
			return TRUE;
	return FALSE;
}

static void complain_of_file(struct walk *walk, const char *shown, enum severity severity, const char *kind,
                             const char *hint, const char *what)
{
	const struct source *source = source_new(shown, NULL, NULL, 0);
	complain(walk->complaints, severity, (struct place){ source, -1 }, kind, hint, "%s", what);
}

static void complain_of_pack(struct walk *walk, const char *shown, const char *why)
{
	g_autofree char *what = g_strdup_printf("the archive cannot be read to its end: %s", why);
	complain_of_file(walk, shown, SEVERITY_ERROR, "archive-damaged", "download it again, or unpack it yourself", what);
}

/* The name of a compressed file without its suffix. */
static char *name_unpacked(const char *shown)
{
	static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst" };
	g_autofree char *name = g_path_get_basename(shown);
	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(name, suffixes[i]) && strlen(name) > strlen(suffixes[i]))
			return g_strndup(name, strlen(name) - strlen(suffixes[i]));
	return g_strdup("content");
}

/* Where the walk stands inside archives. */
struct spot {
	guint steps[PACK_DEPTH];
	guint depth;
	struct pack *pack; /* the innermost */
};

static enum course walk_pack(struct walk *, struct pack *, const char *shown, const struct spot *);

static enum course visit_stream(struct walk *walk, struct stream *stream, const char *shown, gint64 stamp,
                                const struct spot *spot)
{
	AUTO(input) input = input_over(stream, FALSE, source_new(shown, walk->disk, spot->steps, spot->depth), stamp);
	return walk->visit(input, walk->user) ? COURSE_ON : COURSE_STOPPED;
}

/* Looks at the head: visits a plain file, walks an archive. */
static enum course walk_stream(struct walk *walk, struct stream *stream, const char *shown, gint64 stamp,
                               const struct spot *spot)
{
	gsize length;
	const guint8 *head = stream_head(stream, &length, walk->error);
	if (!head) {
		g_prefix_error(walk->error, "%s: ", shown);
		return COURSE_FAILED;
	}
	enum wrapping wrapping = wrapping_of(head, length);
	if (wrapping == WRAPPING_NONE || spot->depth == PACK_DEPTH)
		return visit_stream(walk, stream, shown, stamp, spot);
	g_autoptr(GError) why = NULL;
	AUTO(pack) pack = spot->pack ? pack_of_stream(stream, spot->pack, wrapping, &why)
	                             : pack_of_file(walk->disk, wrapping, &why);
	if (pack)
		return walk_pack(walk, pack, shown, spot);
	complain_of_pack(walk, shown, why->message);
	return COURSE_ON;
}

static enum course walk_pack(struct walk *walk, struct pack *pack, const char *shown, const struct spot *spot)
{
	struct spot inner = *spot;
	struct member member;
	g_autofree char *failure = NULL;
	guint step = 0;
	inner.depth++;
	inner.pack = pack;
	for (; pack_next(pack, &member, &failure); step++) {
		g_autofree char *name = member.name ? member.name : name_unpacked(shown);
		if (!member.file || path_is_litter(name))
			continue;
		inner.steps[spot->depth] = step;
		g_autofree char *path = g_strconcat(shown, "/", name, NULL);
		enum course course = walk_stream(walk, pack_stream(pack), path, member.stamp, &inner);
		if (stream_failure(pack_stream(pack)))
			complain_of_pack(walk, path, stream_failure(pack_stream(pack)));
		if (course != COURSE_ON)
			return course;
	}
	if (failure)
		complain_of_pack(walk, shown, failure);
	else if (step == 0)
		complain_of_file(walk, shown, SEVERITY_WARNING, "archive-empty", "download it again", "there is nothing in the archive");
	return COURSE_ON;
}

/* What browsers call a file until all of it is there; half an export beside the whole one would count as a newer one. */
static gboolean is_unfinished(const char *path)
{
	static const char *const suffixes[] = { ".crdownload", ".part", ".partial", ".opdownload", ".download" };
	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(path, suffixes[i]))
			return TRUE;
	return FALSE;
}

static enum course walk_file(struct walk *walk, const char *path, const char *shown)
{
	if (is_unfinished(path)) {
		complain_of_file(walk, shown, SEVERITY_WARNING, "download-unfinished", "download it again, or remove it", "a download that was not finished is not read");
		return COURSE_ON;
	}
	g_autoptr(GError) why = NULL;
	AUTO(stream) stream = stream_of_file(path, &why);
	if (!stream) {
		complain_of_file(walk, shown, SEVERITY_ERROR, "file-unreadable", NULL, why->message);
		return COURSE_ON;
	}
	walk->disk = path;
	return walk_stream(walk, stream, shown, NO_TIME, &(struct spot){ .depth = 0 });
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static GPtrArray *names_in(const char *path, GError **error)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, error);
	if (!folder)
		return NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; (name = g_dir_read_name(folder));)
		if (!name_is_litter(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* Files below a folder; a link to a folder could lead in circles, so it is passed over. */
static gboolean list_folder(const char *path, GPtrArray *files, GError **error)
{
	g_autoptr(GPtrArray) names = names_in(path, error);
	if (!names)
		return FALSE;
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *child = g_build_filename(path, names->pdata[i], NULL);
		gboolean folder = g_file_test(child, G_FILE_TEST_IS_DIR);
		if (!folder)
			g_ptr_array_add(files, g_steal_pointer(&child));
		else if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && !list_folder(child, files, error))
			return FALSE;
	}
	return TRUE;
}

GPtrArray *inputs_list(const char *path, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	struct stat status;
	if (stat(path, &status) < 0 && lstat(path, &status) < 0) { /* a link to nothing is a file that cannot be read */
		g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(errno), "cannot open %s: %s", path, g_strerror(errno));
		return NULL;
	}
	if (!S_ISDIR(status.st_mode))
		g_ptr_array_add(files, g_strdup(path));
	else if (!list_folder(path, files, error))
		return NULL;
	return g_steal_pointer(&files);
}

gboolean inputs_walk(const char *path, const char *shown, struct complaints *complaints, input_visit visit, void *user,
                     GError **error)
{
	GError *failure = NULL;
	struct walk walk = { complaints, visit, user, &failure, NULL };
	g_autoptr(GPtrArray) files = inputs_list(path, error);
	enum course course = COURSE_ON;
	for (guint i = 0; files && i < files->len && course == COURSE_ON; i++) {
		const char *file = files->pdata[i];
		g_autofree char *name = g_strconcat(shown ? shown : path, file + strlen(path), NULL);
		course = walk_file(&walk, file, name);
	}
	if (failure)
		g_propagate_error(error, failure);
	return files && course != COURSE_FAILED;
}
