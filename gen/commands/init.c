/* tidings init DIR: a commented starting project, from the files under inputs/starter inside the binary. */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/publish.h"
#include "commands/command.h"

#define STARTER "/tidings/inputs/starter"
#define KEY_BYTES 32

static gboolean
folder_make(const char *folder, int mode, GError **error)
{
	if (g_mkdir_with_parents(folder, mode) == 0)
		return TRUE;
	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", folder, g_strerror(errno));
	return FALSE;
}

/* A file that is already there is the user's. */
static gboolean
file_lay(const char *resource, const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize length;
	const void *data;

	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_print("kept    %s\n", path);
		return TRUE;
	}
	bytes = g_resources_lookup_data(resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
	if (!bytes)
		return FALSE;
	data = g_bytes_get_data(bytes, &length);
	g_print("wrote   %s\n", path);
	return file_replace(path, data, length, 0644, error);
}

static gboolean
tree_lay(const char *resource, const char *folder, GError **error)
{
	g_auto(GStrv) children = g_resources_enumerate_children(resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

	if (!children || !folder_make(folder, 0755, error))
		return FALSE;
	for (guint i = 0; children[i]; i++) {
		gboolean is_folder = g_str_has_suffix(children[i], "/");
		g_autofree char *name = g_strndup(children[i], strlen(children[i]) - is_folder);
		g_autofree char *from = g_build_path("/", resource, name, NULL), *to = g_build_filename(folder, name, NULL);
		if (!(is_folder ? tree_lay(from, to, error) : file_lay(from, to, error)))
			return FALSE;
	}
	return TRUE;
}

/* The key of pseudonyms and tokens: from the system's randomness, once; it never leaves the project. */
static gboolean
key_make(const char *project, GError **error)
{
	g_autofree char *folder = g_build_filename(project, ".tidings", NULL), *path = g_build_filename(folder, "key", NULL);
	g_autoptr(GFile) random = g_file_new_for_path("/dev/urandom");
	g_autoptr(GFileInputStream) stream = NULL;
	g_autoptr(GString) hex = g_string_new(NULL);
	guint8 bytes[KEY_BYTES];

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	stream = g_file_read(random, NULL, error);
	if (!stream || !g_input_stream_read_all(G_INPUT_STREAM(stream), bytes, sizeof bytes, NULL, NULL, error) || !folder_make(folder, 0700, error))
		return FALSE;
	for (guint i = 0; i < sizeof bytes; i++)
		g_string_append_printf(hex, "%02x", bytes[i]);
	g_string_append_c(hex, '\n');
	g_print("wrote   %s\n", path);
	return file_replace(path, hex->str, hex->len, 0600, error);
}

static enum exit_code
init_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	const GOptionEntry entries[] = { { 0 } };
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = NULL, *exports = NULL;

	if (!command_options(self, entries, &argc, &argv))
		return EXIT_USAGE;
	if (argc != 2) {
		g_printerr("tidings init: name the folder to begin in\n");
		return EXIT_USAGE;
	}
	folder = g_path_is_absolute(argv[1]) ? g_strdup(argv[1]) : g_build_filename(globals->folder, argv[1], NULL);
	exports = g_build_filename(folder, "exports", NULL);
	if (!tree_lay(STARTER, folder, &error) || !folder_make(exports, 0755, &error) || !key_make(folder, &error))
		return command_fail(error);
	g_print("next: put export files into %s, then `tidings inspect` and `tidings build`\n", exports);
	return EXIT_FINE;
}

const struct command command_init = {
	"init", "DIR", "a commented starting project", init_run,
};
