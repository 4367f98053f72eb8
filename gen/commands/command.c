/* What all subcommands share. */
#include "commands/command.h"

#include <stdlib.h>

#define COMMAND(name) extern const struct command command_##name;
#include "commands/commands.def"
#undef COMMAND

#define COMMAND(name) &command_##name,
const struct command *const commands[] = {
#include "commands/commands.def"
	NULL,
};
#undef COMMAND

gboolean
command_options(const struct command *command, const GOptionEntry *entries, int *argc, char ***argv)
{
	g_autofree char *usage = g_strdup_printf("%s \xe2\x80\x94 %s", command->arguments, command->summary);
	g_autoptr(GOptionContext) context = g_option_context_new(usage);
	g_autoptr(GError) error = NULL;
	g_autofree char *program = g_strdup_printf("tidings %s", command->name);

	g_set_prgname(program);
	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, argc, argv, &error))
		return TRUE;
	g_printerr("tidings %s: %s\nhint: `tidings %s --help`\n", command->name, error->message, command->name);
	return FALSE;
}

gboolean
command_takes_no_more(const struct command *command, int argc, char **argv)
{
	if (argc < 2)
		return TRUE;
	g_printerr("tidings %s: \"%s\" is no option\nhint: `tidings %s --help`\n", command->name, argv[1], command->name);
	return FALSE;
}

void
command_say(const struct globals *globals, const struct complaints *complaints)
{
	g_autoptr(GString) text = g_string_new(NULL);

	complaints_print(complaints, globals->colour, text);
	if (text->len)
		g_printerr("%s", text->str);
}

void
command_say_briefly(const struct globals *globals, struct complaints *complaints, const char *log)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint notes = 0;

	complaints_locate(complaints);
	for (guint i = 0; i < complaints_size(complaints); i++) {
		const struct complaint *complaint = complaints_get(complaints, i);
		if (complaint->severity == SEVERITY_NOTE)
			notes += 1 + complaint->folded;
		else
			complaint_print(complaint, globals->colour, text);
	}
	if (notes)
		g_string_append_printf(text, "%u note%s on the data: %s (with their lines: `tidings check`, or build -v)\n", notes, notes == 1 ? "" : "s", log);
	if (text->len)
		g_printerr("%s", text->str);
}

enum exit_code
command_fail(const GError *error)
{
	g_printerr("tidings: %s\n", error->message);
	return EXIT_WORLD;
}

gboolean
command_time(const char *text, gint64 *time)
{
	static const char *const formats[] = { "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%s" };
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	gint32 day;

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (moment_parse(text, formats[i], utc, 0, &day, time))
			return TRUE;
	if (moment_parse(text, "%Y-%m-%d", utc, 0, &day, time)) {
		*time = (gint64)day * 86400;
		return TRUE;
	}
	g_printerr("tidings: \"%s\" is not a time\nhint: --now 2026-11-02T09:00:00Z\n", text);
	return FALSE;
}
