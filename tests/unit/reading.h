/* What the tests of platforms/ share: files written to a folder of their own, read, and shown as records. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "model/dump.h"
#include "platforms/merge.h"
#include "platforms/read.h"

struct scene {
	char *folder;
	struct complaints *complaints;
	struct collection *collection;
	char *records; /* as dump_records shows them */
	char *said;    /* the complaints */
};

static inline struct scene *scene_new(void)
{
	struct scene *scene = g_new0(struct scene, 1);

	scene->folder = g_dir_make_tmp("tidings-XXXXXX", NULL);
	scene->complaints = complaints_new();
	return scene;
}

static inline void folder_remove(const char *path)
{
	GDir *directory = g_dir_open(path, 0, NULL);
	const char *name;

	while (directory && (name = g_dir_read_name(directory))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		if (g_file_test(below, G_FILE_TEST_IS_DIR))
			folder_remove(below);
		else
			g_remove(below);
	}
	g_clear_pointer(&directory, g_dir_close);
	g_rmdir(path);
}

static inline void scene_free(struct scene *scene)
{
	folder_remove(scene->folder);
	complaints_free(scene->complaints);
	collection_free(scene->collection);
	g_free(scene->folder);
	g_free(scene->records);
	g_free(scene->said);
	g_free(scene);
}
AUTO_DEFINE(scene)

static inline void scene_write_bytes(struct scene *scene, const char *name, const char *bytes, gssize length)
{
	g_autofree char *path = g_build_filename(scene->folder, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_mkdir_with_parents(folder, 0700);
	g_assert_true(g_file_set_contents(path, bytes, length, NULL));
}

static inline void scene_write(struct scene *scene, const char *name, const char *text)
{
	scene_write_bytes(scene, name, text, -1);
}

/* As Meta and Google write: UTF-16LE with its mark. */
static inline void scene_write_utf16(struct scene *scene, const char *name, const char *text)
{
	gsize length;
	g_autofree char *bytes = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
	g_autofree char *marked = g_malloc(length + 2);

	memcpy(marked, "\xff\xfe", 2);
	memcpy(marked + 2, bytes, length);
	scene_write_bytes(scene, name, marked, (gssize)length + 2);
}

/* Reads the whole folder with the descriptions inside the binary. */
static inline void scene_read(struct scene *scene, const struct project *project)
{
	AUTO(descriptions) descriptions = descriptions_load(NULL, scene->complaints);
	GString *records = g_string_new(NULL), *said = g_string_new(NULL);

	g_assert_cmpuint(complaints_size(scene->complaints), ==, 0);
	scene->collection = path_read(scene->folder, "in", project, descriptions, scene->complaints, NULL);
	g_assert_nonnull(scene->collection);
	if (project)
		records_merge(scene->collection->records, project, scene->collection->readings, scene->complaints);
	dump_records(scene->collection->records, FALSE, records);
	complaints_print(scene->complaints, FALSE, said);
	scene->records = g_string_free(records, FALSE);
	scene->said = g_string_free(said, FALSE);
}

static inline struct reading *scene_reading(const struct scene *scene, guint index)
{
	g_assert_cmpuint(index, <, scene->collection->readings->len);
	return scene->collection->readings->pdata[index];
}

/* A line of the records begins so. */
static inline gboolean has_record(const struct scene *scene, const char *begin)
{
	g_autofree char *line = g_strconcat("\n", begin, NULL), *all = g_strconcat("\n", scene->records, NULL);

	if (strstr(all, line))
		return TRUE;
	g_test_message("no record begins \"%s\" in\n%s\n%s", begin, scene->records, scene->said);
	return FALSE;
}

static inline gboolean has_said(const struct scene *scene, const char *words)
{
	if (strstr(scene->said, words))
		return TRUE;
	g_test_message("nobody said \"%s\" in\n%s", words, scene->said);
	return FALSE;
}

static inline void counts_are(const struct reading *reading, guint64 rows, guint64 explained, guint64 refused)
{
	g_assert_cmpuint(reading->rows, ==, rows);
	g_assert_cmpuint(reading->explained, ==, explained);
	g_assert_cmpuint(reading->refused, ==, refused);
}

#endif
