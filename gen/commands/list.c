/* tidings list: what there is — platforms, metrics, charts, themes, variables. */
#include <gio/gio.h>
#include <string.h>

#include "charts/chart.h"
#include "commands/command.h"
#include "metrics/metric.h"
#include "outputs/markup.h"
#include "platforms/description.h"

static const char *const discipline_words[] = { "own table", "broadcast", "community" };

static int
compare_platforms(gconstpointer a, gconstpointer b)
{
	const struct description *x = *(const struct description *const *)a, *y = *(const struct description *const *)b;
	int by_platform = strcmp(x->platform, y->platform);

	return by_platform ? by_platform : strcmp(x->id, y->id);
}

static GPtrArray *
descriptions_by_platform(const struct descriptions *all)
{
	GPtrArray *sorted = g_ptr_array_new();

	for (guint i = 0; i < descriptions_count(all); i++)
		g_ptr_array_add(sorted, (gpointer)descriptions_get(all, i));
	g_ptr_array_sort(sorted, compare_platforms);
	return sorted;
}

static void
list_read(const struct description *description)
{
	g_autoptr(GString) makes = g_string_new(NULL);

	for (guint i = 0; i < description->makes->len; i++)
		g_string_append_printf(makes, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(description->makes, i));
	g_print("| %s | %s | %s | %s | %s |\n", description->platform, description->title, discipline_words[description->discipline], makes->str,
	        description->get ? description->get : "");
}

/* What is read, then what lies beside it in the same exports and is left. */
static void
list_platforms(const struct globals *globals)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) all = descriptions_load(globals->folder, complaints);
	g_autoptr(GPtrArray) sorted = descriptions_by_platform(all);

	g_print("| platform | export | discipline | records | where to get it |\n|---|---|---|---|---|\n");
	for (guint i = 0; i < sorted->len; i++)
		if (!((const struct description *)sorted->pdata[i])->unread)
			list_read(sorted->pdata[i]);
	g_print("\nThese come beside them, are known and are not read:\n\n| platform | file | why not |\n|---|---|---|\n");
	for (guint i = 0; i < sorted->len; i++) {
		const struct description *description = sorted->pdata[i];
		if (description->unread)
			g_print("| %s | %s | %s |\n", description->platform, description->title, description->unread);
	}
	command_say(globals, complaints);
}

static void
list_metrics(const struct globals *globals)
{
	(void)globals;
	for (guint i = 0; metrics[i]; i++)
		g_print("%-4s %-32s %-9s %s\n", metrics[i]->definition.card, metrics[i]->definition.name,
		        discipline_words[metrics[i]->definition.discipline], metrics[i]->definition.question);
}

static void
list_charts(const struct globals *globals)
{
	(void)globals;
	for (guint i = 0; charts[i]; i++)
		g_print("%-10s %s\n", charts[i]->name, charts[i]->summary);
}

static void
list_themes(const struct globals *globals)
{
	g_auto(GStrv) inside = g_resources_enumerate_children("/tidings/themes", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	g_autofree char *folder = g_build_filename(globals->folder, "themes", NULL);
	g_autoptr(GDir) own = g_dir_open(folder, 0, NULL);

	for (guint i = 0; inside && inside[i]; i++) {
		g_strdelimit(inside[i], "/", '\0');
		g_print("%s\n", inside[i]);
	}
	for (const char *name; own && (name = g_dir_read_name(own));)
		g_print("%s (this project)\n", name);
}

/* What a template may name: the members of a node as the walker hands them over. */
static void
list_variables(const struct globals *globals)
{
	(void)globals;
	for (const struct markup_variable *variable = markup_variables; variable->name; variable++)
		g_print("%-18s %s\n", variable->name, variable->meaning);
}

static const struct {
	const char *name;
	void (*list)(const struct globals *);
} lists[] = {
	{ "platforms", list_platforms }, { "metrics", list_metrics }, { "charts", list_charts }, { "themes", list_themes },
	{ "variables", list_variables },
};

static enum exit_code
list_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	const GOptionEntry entries[] = { { 0 } };

	if (!command_options(self, entries, &argc, &argv))
		return EXIT_USAGE;
	for (guint i = 0; argc == 2 && i < G_N_ELEMENTS(lists); i++)
		if (strcmp(lists[i].name, argv[1]) == 0) {
			lists[i].list(globals);
			return EXIT_FINE;
		}
	g_printerr("tidings list: it lists platforms, metrics, charts, themes or variables\n");
	return EXIT_USAGE;
}

const struct command command_list = {
	"list", "platforms|metrics|charts|themes|variables", "what there is", list_run,
};
