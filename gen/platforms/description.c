/* The set of descriptions: from the binary's resources and from the project's own folder, compiled, sorted by id. */
#include "platforms/description.h"

#include <gio/gio.h>
#include <string.h>

#include "formats/yaml.h"
#include "platforms/compile.h"

#define RESOURCE_FOLDER "/tidings/inputs/platforms/"

struct descriptions {
	GPtrArray *list; /* struct description *, by id */
};

static void description_free(gpointer pointer)
{
	struct description *description = pointer;

	plan_free(description->plan);
	g_ptr_array_unref(description->makes);
	g_free(description->id);
	g_free(description->title);
	g_free(description->platform);
	g_free(description->kind);
	g_free(description->get);
	g_free(description->unread);
	g_free(description);
}

struct descriptions *descriptions_new(void)
{
	struct descriptions *set = g_new0(struct descriptions, 1);

	set->list = g_ptr_array_new_with_free_func(description_free);
	return set;
}

void descriptions_free(struct descriptions *set)
{
	if (!set)
		return;
	g_ptr_array_unref(set->list);
	g_free(set);
}

guint descriptions_count(const struct descriptions *set)
{
	return set->list->len;
}

const struct description *descriptions_get(const struct descriptions *set, guint index)
{
	return set->list->pdata[index];
}

const struct description *descriptions_find(const struct descriptions *set, const char *id)
{
	for (guint i = 0; i < set->list->len; i++)
		if (!strcmp(descriptions_get(set, i)->id, id))
			return set->list->pdata[i];
	return NULL;
}

static int by_id(gconstpointer left, gconstpointer right)
{
	const struct description *const *a = left, *const *b = right;

	return strcmp((*a)->id, (*b)->id);
}

static void put(struct descriptions *set, struct description *description)
{
	for (guint i = 0; i < set->list->len; i++)
		if (!strcmp(descriptions_get(set, i)->id, description->id)) {
			g_ptr_array_remove_index(set->list, i);
			break;
		}
	g_ptr_array_add(set->list, description);
	g_ptr_array_sort(set->list, by_id);
}

static gboolean add_input(struct descriptions *set, struct input *input, struct complaints *complaints)
{
	AUTO(tree) tree = yaml_parse(input, complaints);
	g_autofree char *base = g_path_get_basename(input_path(input));

	if (!tree)
		return FALSE;
	struct description *description = g_new0(struct description, 1);
	description->id = g_strndup(base, strlen(base) - (g_str_has_suffix(base, ".yaml") ? 5 : 0));
	description->makes = g_ptr_array_new();
	if (!description_compile(description, tree, complaints)) {
		description_free(description);
		return FALSE;
	}
	put(set, description);
	return TRUE;
}

gboolean descriptions_add(struct descriptions *set, const char *shown, const char *yaml, struct complaints *complaints)
{
	AUTO(input) input = input_of_bytes(shown, yaml, strlen(yaml));

	return add_input(set, input, complaints);
}

static void add_resources(struct descriptions *set, struct complaints *complaints)
{
	g_auto(GStrv) names = g_resources_enumerate_children(RESOURCE_FOLDER, 0, NULL);

	for (guint i = 0; names && names[i]; i++) {
		g_autofree char *path = g_strconcat(RESOURCE_FOLDER, names[i], NULL);
		g_autoptr(GBytes) bytes = g_str_has_suffix(names[i], ".yaml") ? g_resources_lookup_data(path, 0, NULL) : NULL;
		if (!bytes)
			continue;
		gsize length;
		const void *data = g_bytes_get_data(bytes, &length);
		AUTO(input) input = input_of_bytes(path + strlen("/tidings/"), data, length);
		add_input(set, input, complaints);
	}
}

static gboolean add_file(struct input *input, void *user)
{
	void **both = user;

	if (g_str_has_suffix(input_path(input), ".yaml"))
		add_input(both[0], input, both[1]);
	return TRUE;
}

struct descriptions *descriptions_load(const char *folder, struct complaints *complaints)
{
	struct descriptions *set = descriptions_new();

	add_resources(set, complaints);
	if (!folder)
		return set;
	g_autofree char *own = g_build_filename(folder, "platforms", NULL);
	void *both[] = {set, complaints};
	g_autoptr(GError) error = NULL;
	if (g_file_test(own, G_FILE_TEST_IS_DIR) && !inputs_walk(own, "platforms", complaints, add_file, both, &error))
		complain(complaints, SEVERITY_ERROR, (struct place){.offset = -1}, "descriptions", NULL, "%s", error->message);
	return set;
}
