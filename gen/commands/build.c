/* tidings build: the main job. */
#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "metrics/metric.h"
#include "model/dump.h"
#include "platforms/read.h"
#include "reports/report.h"

struct build_options {
	char *period, *only, *out, *now, *dump;
	gboolean all, force, places, verbose;
	int jobs;
};

static void
build_options_clear(struct build_options *options)
{
	g_free(options->period);
	g_free(options->only);
	g_free(options->out);
	g_free(options->now);
	g_free(options->dump);
}

/* ---- --dump: a noun as text, nothing published ---- */

static void
dump_edition(const struct edition *edition, const char *noun, GString *out)
{
	if (strcmp(noun, "figures") == 0)
		for (guint i = 0; i < edition->figures->len; i++)
			dump_figure(g_ptr_array_index(edition->figures, i), out);
	else if (strcmp(noun, "selections") == 0)
		for (guint i = 0; i < edition->selections->len; i++)
			dump_selection(g_ptr_array_index(edition->selections, i), out);
	else {
		dump_document(edition->report, out);
		if (edition->newsletter)
			dump_document(edition->newsletter, out);
	}
}

static enum exit_code
dump(struct run *run, const struct build_options *options)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct period period;

	if (strcmp(options->dump, "records") == 0)
		dump_records(run->collection->records, options->places, out);
	else {
		if (!run_measure(run) || !run_period(run, &period))
			return EXIT_USAGE;
		AUTO(edition) edition = run_compose(run, &period);
		dump_edition(edition, options->dump, out);
	}
	fwrite(out->str, 1, out->len, stdout);
	return EXIT_FINE;
}

/* ---- publishing ---- */

static void
said_done(const struct run *run, const struct edition *edition)
{
	g_autofree char *out = run->options.out ? g_strdup(run->options.out) : g_build_filename(run->project->folder, "out", NULL);

	g_print("%s/%s/report.html\n", out, edition->id);
	g_print("%s/%s/report.pdf\n", out, edition->id);
	if (edition->newsletter)
		g_print("%s/%s/newsletter.html\n", out, edition->id);
}

static enum exit_code
publish_one(struct run *run, const struct period *period)
{
	AUTO(edition) edition = run_compose(run, period);
	g_autoptr(GError) error = NULL;

	if (!run_is_current(run, period) && !run_publish(run, edition, &error))
		return command_fail(error);
	said_done(run, edition);
	return run_verdict(run, edition);
}

/* Every month from the first with data to the last complete one, oldest first; the worst verdict counts. What is said of
 * one month stands in no other. */
static enum exit_code
publish_all(struct run *run, struct period last)
{
	AUTO(complaints) said = complaints_new();
	guint of_reading = complaints_size(run->complaints);
	enum exit_code worst = EXIT_FINE;
	struct period period = last;
	gint64 begin = measuring_data_begin(run->measuring);

	while (period.start > begin)
		period = period_step(period, -1, run->project->zone);
	for (; period.first <= last.first && worst != EXIT_WORLD; period = period_step(period, 1, run->project->zone)) {
		enum exit_code code = publish_one(run, &period);
		complaints_split(run->complaints, of_reading, said);
		worst = code == EXIT_WORLD ? code : MAX(worst, code);
	}
	complaints_join(run->complaints, said);
	return worst;
}

/* What was published of somebody who asked to be forgotten since. How those months fare is not this run's verdict, and what is said of
 * them stands in no other's pages. A part alone (--only) is for looking at, and mends nothing. */
static enum exit_code
publish_touched(struct run *run, struct complaints *said)
{
	guint of_reading = complaints_size(run->complaints);
	g_autoptr(GArray) touched = run_touched(run);
	enum exit_code code = EXIT_FINE;

	for (guint i = 0; !run->options.only && i < touched->len && code != EXIT_WORLD; i++) {
		code = publish_one(run, &g_array_index(touched, struct period, i));
		complaints_split(run->complaints, of_reading, said);
	}
	return code == EXIT_WORLD ? code : EXIT_FINE;
}

static enum exit_code
publish(struct run *run)
{
	AUTO(complaints) said = complaints_new();
	g_autoptr(GError) error = NULL;
	struct period period;
	enum exit_code code;

	if (!run_measure(run) || !run_period(run, &period))
		return EXIT_USAGE;
	code = publish_touched(run, said);
	if (code != EXIT_WORLD)
		code = run->options.all ? publish_all(run, period) : publish_one(run, &period);
	complaints_join(run->complaints, said);
	if (code == EXIT_WORLD)
		return code;
	return run_finish(run, &error) ? code : command_fail(error);
}

/* ---- the command ---- */

static gboolean
one_of(const char *option, const char *given, const char *const *known)
{
	g_autofree char *all = NULL;

	if (!given || g_strv_contains(known, given))
		return TRUE;
	all = g_strjoinv(", ", (char **)known);
	g_printerr("tidings build: %s %s: it takes %s\n", option, given, all);
	return FALSE;
}

/* The notes stand in the log once something was published. */
static void
say(const struct globals *globals, const struct run *run, const struct build_options *options, enum exit_code code)
{
	g_autofree char *log = g_build_filename(globals->folder, "log", "notes.csv", NULL);

	if (options->verbose || options->dump || code == EXIT_USAGE || code == EXIT_WORLD)
		command_say(globals, run->complaints);
	else
		command_say_briefly(globals, run->complaints, log);
}

static enum exit_code
build_with(const struct globals *globals, const struct build_options *options)
{
	static const char *const nouns[] = { "records", "figures", "selections", "document", NULL };
	static const char *const parts[] = { "report", "newsletter", "data", NULL };
	gint64 now = NO_TIME;
	g_autoptr(GError) error = NULL;
	enum exit_code code;

	if (!one_of("--dump", options->dump, nouns) || !one_of("--only", options->only, parts) || (options->now && !command_time(options->now, &now)))
		return EXIT_USAGE;
	struct run_options wanted = { .folder = globals->folder, .out = options->out, .period = options->period, .all = options->all,
	                              .force = options->force, .only = options->only, .jobs = (guint)MAX(options->jobs, 0), .now = now,
	                              .progress = globals->progress };
	AUTO(run) run = options->dump || run_can_publish(&wanted, &error) ? run_open(&wanted, &error) : NULL;
	if (!run)
		return command_fail(error);
	code = !run->usable ? EXIT_USAGE : options->dump ? dump(run, options) : publish(run);
	say(globals, run, options, code);
	return code;
}

static enum exit_code
build_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	struct build_options options = { 0 };
	const GOptionEntry entries[] = {
		{ "period", 0, 0, G_OPTION_ARG_STRING, &options.period, "the month to report; default: the last complete one in the data", "2026-10" },
		{ "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "every complete month in the data", NULL },
		{ "only", 0, 0, G_OPTION_ARG_STRING, &options.only, "write this part only: report, newsletter or data", "PART" },
		{ "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, "publish here; default: out/ in the project", "DIR" },
		{ "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs, "threads; default: one a processor. The result does not depend on it", "N" },
		{ "force", 0, 0, G_OPTION_ARG_NONE, &options.force, "rebuild although nothing has changed", NULL },
		{ "now", 0, 0, G_OPTION_ARG_STRING, &options.now, "the date the edition bears; default: SOURCE_DATE_EPOCH, else the newest capture", "TIME" },
		{ "dump", 0, 0, G_OPTION_ARG_STRING, &options.dump, "print records, figures, selections or document, and publish nothing", "NOUN" },
		{ "verbose", 'v', 0, G_OPTION_ARG_NONE, &options.verbose, "every note on the data, with its line; default: how many there are", NULL },
		{ "places", 0, 0, G_OPTION_ARG_NONE, &options.places, "with --dump records: where each record stands", NULL },
		{ 0 },
	};
	gboolean understood = command_options(self, entries, &argc, &argv) && command_takes_no_more(self, argc, argv);
	enum exit_code code = understood ? build_with(globals, &options) : EXIT_USAGE;

	build_options_clear(&options);
	return code;
}

const struct command command_build = {
	"build", "[OPTION…]", "read the exports, measure, and publish the month", build_run,
};
