/* A subcommand: one file, one line in commands.def. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "pipeline.h"

/* What stands before the subcommand on the command line. */
struct globals {
	const char *folder;  /* -C DIR; "." */
	gboolean colour;     /* stderr is a terminal and NO_COLOR is not set */
	gboolean progress;   /* stderr is a terminal */
};

struct command {
	const char *name;
	const char *arguments; /* "PATH…" */
	const char *summary;   /* one line for --help */
	/* argv[0] is the subcommand's name. */
	enum exit_code (*run)(const struct command *, const struct globals *, int argc, char **argv);
};

extern const struct command *const commands[]; /* NULL-terminated, in the order of commands.def */

/* Parses a subcommand's own options; FALSE after it has said what is wrong (exit with EXIT_USAGE). `--help` prints and exits. */
gboolean command_options(const struct command *, const GOptionEntry *, int *argc, char ***argv);
/* FALSE, after saying so, when something is left that is no option: `build 2026-10` would build another month. */
gboolean command_takes_no_more(const struct command *, int argc, char **argv);
/* Complaints to stderr. */
void command_say(const struct globals *, const struct complaints *);
/* Warnings and errors to stderr; notes, which need nobody's hand, are counted. `log` is where they stand. */
void command_say_briefly(const struct globals *, struct complaints *, const char *log);
/* An error to stderr; gives EXIT_WORLD. */
enum exit_code command_fail(const GError *);
/* A time given by --now: "2026-11-02", "2026-11-02T09:00:00Z" or seconds. FALSE after saying what is wrong. */
gboolean command_time(const char *text, gint64 *time);

#endif
