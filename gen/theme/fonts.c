/* Font files by name, a private fontconfig over them, and subsets for pages. */
#include "theme/fonts.h"

#include <string.h>

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <hb-subset.h>
#include <pango/pangofc-fontmap.h>

#include "formats/tree.h"

static const char *const FONT_FOLDERS[] = { "/usr/share/fonts", "/usr/local/share/fonts", NULL };

static int
names_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
folder_names(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	if (!dir)
		return NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; (name = g_dir_read_name(dir));)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, names_compare);
	return names;
}

static char *
find_below(const char *folder, const char *file, int depth)
{
	g_autofree char *here = g_build_filename(folder, file, NULL);
	if (g_file_test(here, G_FILE_TEST_IS_REGULAR))
		return g_steal_pointer(&here);
	g_autoptr(GPtrArray) names = depth > 0 ? folder_names(folder) : NULL;
	for (guint i = 0; names && i < names->len; i++) {
		g_autofree char *below = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
		char *found = g_file_test(below, G_FILE_TEST_IS_DIR) ? find_below(below, file, depth - 1) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

char *
font_find(const char *folder, const char *file)
{
	char *found = folder ? find_below(folder, file, 2) : NULL;
	g_autofree char *own = g_build_filename(g_get_user_data_dir(), "fonts", NULL);
	for (guint i = 0; !found && FONT_FOLDERS[i]; i++)
		found = find_below(FONT_FOLDERS[i], file, 3);
	return found ? found : find_below(own, file, 3);
}

static gboolean
add_file(FcConfig *config, const char *path, GError **error)
{
	if (FcConfigAppFontAddFile(config, (const FcChar8 *)path))
		return TRUE;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a font that can be read", path);
	return FALSE;
}

/* TRUE also when a cut is missing: Bold is drawn with Regular then. */
static gboolean
add_fallback(FcConfig *config, const char *family, gboolean *found, GError **error)
{
	static const char *const cuts[] = { "Regular", "Bold" };
	g_auto(GStrv) words = g_strsplit(family, " ", -1);
	g_autofree char *name = g_strjoinv("", words);
	*found = FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(cuts); i++) {
		g_autofree char *file = g_strdup_printf("%s-%s.ttf", name, cuts[i]);
		g_autofree char *path = font_find(NULL, file);
		if (path && !add_file(config, path, error))
			return FALSE;
		*found = *found || path;
	}
	return TRUE;
}

static gboolean
add_fallbacks(FcConfig *config, const struct theme *theme, struct complaints *complaints, GError **error)
{
	const struct tree *list = tree_find(theme->tokens, "fonts.fallback");
	for (const struct tree *item = list ? list->first : NULL; item; item = item->next) {
		gboolean found = FALSE;
		if (!item->text)
			continue;
		if (!add_fallback(config, item->text, &found, error))
			return FALSE;
		if (!found)
			complain(complaints, SEVERITY_NOTE, item->at, "font-missing",
			         "install the package fonts-noto-core", "the fallback font \"%s\" is not installed", item->text);
	}
	return TRUE;
}

PangoFontMap *
fonts_open(const struct theme *theme, struct complaints *complaints, GError **error)
{
	FcConfig *config = FcConfigCreate();
	gboolean sound = TRUE;
	for (enum face face = 0; sound && face < FACE_COUNT; face++)
		sound = add_file(config, theme->font_files[face], error);
	sound = sound && add_fallbacks(config, theme, complaints, error);
	PangoFontMap *map = sound ? pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) : NULL;
	if (map)
		pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	FcConfigDestroy(config);
	return map;
}

void
fonts_close(PangoFontMap *map)
{
	if (!map)
		return;
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), NULL); /* pango 1.50 never lets go of it by itself */
	g_object_unref(map);
}

static void
subset_add_text(hb_subset_input_t *input, const char *text)
{
	hb_set_t *letters = hb_subset_input_unicode_set(input);
	hb_set_add(letters, ' ');
	hb_set_add(letters, 0x00a0);
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		hb_set_add(letters, g_utf8_get_char(at));
}

static GBytes *
face_bytes(hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_blob(face);
	unsigned length = 0;
	const char *data = hb_blob_get_data(blob, &length);
	GBytes *bytes = g_bytes_new(data, length);
	hb_blob_destroy(blob);
	return bytes;
}

GBytes *
theme_font_subset(const struct theme *theme, enum face face, const char *text, GError **error)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(theme->font_files[face]);
	hb_face_t *whole = hb_face_create(blob, 0);
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	g_assert(input);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	subset_add_text(input, text);
	hb_face_t *part = blob ? hb_subset_or_fail(whole, input) : NULL;
	GBytes *bytes = part ? face_bytes(part) : NULL;
	if (!bytes)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "no subset can be made of %s", theme->font_files[face]);
	hb_face_destroy(part);
	hb_subset_input_destroy(input);
	hb_face_destroy(whole);
	hb_blob_destroy(blob);
	return bytes;
}
