/* tidings: options that stand before the subcommand, and the way to it. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/version.h"
#include "commands/command.h"

#define LARGE_BLOCK (128 * 1024) /* bytes; from here on the C library asks the system for each block by itself */

static void
help(FILE *out)
{
	fputs("tidings \xe2\x80\x94 what we said, and what people did together: monthly reports and newsletters from export files\n\n"
	      "usage: tidings [-C DIR] COMMAND [OPTION\xe2\x80\xa6]\n\n", out);
	for (guint i = 0; commands[i]; i++)
		fprintf(out, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n  -C DIR      the project folder; default: this one\n  --version   print the version\n\n"
	      "`tidings COMMAND --help` prints a command's options.\n"
	      "exit codes: 0 fine \xc2\xb7 1 disk or font failed \xc2\xb7 2 usage or settings \xc2\xb7 3 published, but rows were refused \xc2\xb7 "
	      "4 published, but data are stale or a goal has none\n", out);
}

static const struct command *
command_find(const char *name)
{
	for (guint i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* The options before the subcommand; returns where it stands, or -1 after saying what is wrong. */
static int
globals_parse(struct globals *globals, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-')
			return i;
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			help(stdout);
			exit(EXIT_FINE);
		} else if (strcmp(argv[i], "--version") == 0) {
			g_print("tidings " TIDINGS_VERSION "\n");
			exit(EXIT_FINE);
		} else if (strcmp(argv[i], "-C") == 0 && i + 1 < argc)
			globals->folder = argv[++i];
		else {
			g_printerr("tidings: \"%s\" is no option here%s\nhint: `tidings --help` lists what is\n", argv[i], strcmp(argv[i], "-C") ? "" : " without a folder");
			return -1;
		}
	}
	help(stderr);
	return -1;
}

/* Words are UTF-8 in every locale: paths and names of exports are, and cron has no locale at all. */
static void
say(const char *text)
{
	fputs(text, stdout);
}

static void
say_aside(const char *text)
{
	fputs(text, stderr);
}

int
main(int argc, char **argv)
{
	gboolean terminal = isatty(STDERR_FILENO);
	struct globals globals = { ".", terminal && !g_getenv("NO_COLOR"), terminal };
	const struct command *command;
	int at;

	/* zip archives write clocks without a zone: they mean the same on every machine, and nobody looks up the machine's a thousand times */
	g_setenv("TZ", "UTC0", TRUE);
	/* a limit that is told does not grow with what is freed: the memory of files that have been read goes back, instead of lying in pieces
	 * between what is kept (a tenth of all, of millions of messages) */
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	g_set_print_handler(say);
	g_set_printerr_handler(say_aside);
	at = globals_parse(&globals, argc, argv);
	if (at < 0)
		return EXIT_USAGE;
	command = command_find(argv[at]);
	if (!command) {
		g_printerr("tidings: there is no command \"%s\"\nhint: `tidings --help` lists them\n", argv[at]);
		return EXIT_USAGE;
	}
	return (int)command->run(command, &globals, argc - at, argv + at);
}
