/* tidings inspect: what each file is, why, what was read and what was refused; one line a file. */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "commands/command.h"
#include "model/dump.h"
#include "platforms/read.h"
#include "platforms/starter.h"
#include "project/reader.h"

#define COLUMNS_SHOWN 60
#define NARROWEST 40 /* a terminal of fewer characters breaks lines itself */

struct inspect_options {
	gboolean verbose, json, starter;
};

/* ---- for people ---- */

/* Characters of a line of the terminal; 0: the output goes elsewhere, and lines stay whole. */
static guint
terminal_width(void)
{
	struct winsize size;

	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* On a terminal that takes it, `part` of a line, from `from` on, stands out. */
static void
mark(GString *line, gsize from, const char *part, const char *how)
{
	const char *at = *part && isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR") ? strstr(line->str + from, part) : NULL;
	gsize begin = at ? (gsize)(at - line->str) : 0;

	if (!at)
		return;
	g_string_insert(line, (gssize)(begin + strlen(part)), "\033[0m");
	g_string_insert(line, (gssize)begin, how);
}

#define BOLD "\033[1m"
#define RED "\033[1;31m"

/* On a terminal a long line is broken behind its commas, and goes on further right. `name` begins it, `trouble` is to be seen; "" for none. */
static void
line_said(const char *line, const char *name, const char *trouble)
{
	static const char indent[] = "      ";
	guint width = terminal_width(), used = 0;
	g_auto(GStrv) pieces = g_strsplit(line, ", ", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; pieces[i]; i++) {
		guint length = (guint)g_utf8_strlen(pieces[i], -1) + (pieces[i + 1] != NULL);
		gboolean breaks = i && width >= NARROWEST && used + 1 + length > width;
		g_string_append_printf(out, "%s%s%s", breaks ? "\n" : i ? " " : "", breaks ? indent : "", pieces[i]);
		if (pieces[i + 1])
			g_string_append_c(out, ',');
		used = breaks ? (guint)strlen(indent) + length : used + (i > 0) + length;
	}
	mark(out, MIN(strlen(name), out->len), trouble, RED);
	mark(out, 0, name, BOLD);
	g_print("%s\n", out->str);
}

static char *
span_of(const struct reading *reading)
{
	g_autofree char *first = reading->first_day == NO_DAY ? NULL : day_iso(reading->first_day);
	g_autofree char *last = reading->last_day == NO_DAY ? NULL : day_iso(reading->last_day);

	if (!first)
		return g_strdup("no dates");
	return last && strcmp(first, last) ? g_strdup_printf("%s \xe2\x80\xa6 %s", first, last) : g_strdup(first);
}

static void
count_said(GString *line, guint64 count, const char *one, const char *many)
{
	if (count)
		g_string_append_printf(line, ", %" G_GUINT64_FORMAT " %s", count, count == 1 ? one : many);
}

/* A breakdown may have two thousand columns: the first say what the others are. */
static void
columns_said(const GPtrArray *columns, const char *word)
{
	g_autoptr(GString) line = g_string_new(NULL);

	g_string_append_printf(line, "    %s:", word);
	for (guint i = 0; i < MIN(columns->len, COLUMNS_SHOWN); i++)
		g_string_append_printf(line, "%s %s", i ? "," : "", (const char *)g_ptr_array_index(columns, i));
	if (columns->len > COLUMNS_SHOWN)
		g_string_append_printf(line, " and %u more", columns->len - COLUMNS_SHOWN);
	if (columns->len)
		line_said(line->str, "", "");
}

static void
unknown_said(const struct reading *reading)
{
	g_autofree char *line = g_strdup_printf("%s: not recognised (%s)%s", reading->source->path, reading->encoding ? reading->encoding : "no text",
	                                        reading->ambiguous ? "; two descriptions fit equally well" : "");

	line_said(line, reading->source->path, "not recognised");
}

static void
reading_said(const struct reading *reading, const struct inspect_options *options)
{
	g_autoptr(GString) line = g_string_new(reading->source->path);
	g_autofree char *span = span_of(reading);

	if (!reading->platform) {
		unknown_said(reading);
		return;
	}
	g_string_append_printf(line, ": %s, %s", reading->platform, reading->kind);
	if (reading->account && strcmp(reading->account, reading->platform) != 0) /* whose it is, where the file or the settings say */
		g_string_append_printf(line, ", %s", reading->account);
	g_string_append_printf(line, ", %s, %" G_GUINT64_FORMAT " row%s", span, reading->rows, reading->rows == 1 ? "" : "s");
	count_said(line, reading->records, "record", "records");
	count_said(line, reading->merged, "merged", "merged");
	count_said(line, reading->explained, "explained", "explained");
	count_said(line, reading->refused, "refused", "refused");
	if (reading->records && reading->unused->len)
		g_string_append_printf(line, ", %u of %u %s", reading->used->len, reading->used->len + reading->unused->len,
		                       reading->keyed ? "keys" : "columns");
	g_string_append_printf(line, "%s%s, %s", reading->zone ? ", " : "", reading->zone ? reading->zone : "", reading->encoding);
	g_autofree char *refused = reading->refused ? g_strdup_printf("%" G_GUINT64_FORMAT " refused", reading->refused) : g_strdup("");
	line_said(line->str, reading->source->path, refused);
	if (options->verbose) {
		columns_said(reading->used, "read");
		columns_said(reading->unused, "not read");
	}
}

/* ---- for programs: one object a line ---- */

static void
json_word(GString *out, const char *name, const char *text)
{
	g_string_append_printf(out, "%s\"%s\": ", out->len > 1 ? ", " : "", name);
	if (text)
		dump_quoted(text, out);
	else
		g_string_append(out, "null");
}

static void
json_day(GString *out, const char *name, gint32 day)
{
	g_autofree char *text = day == NO_DAY ? NULL : day_iso(day);

	json_word(out, name, text);
}

static void
reading_as_json(const struct reading *reading)
{
	g_autoptr(GString) out = g_string_new("{");

	json_word(out, "path", reading->source->path);
	json_word(out, "platform", reading->platform);
	json_word(out, "kind", reading->kind);
	json_word(out, "account", reading->account);
	json_word(out, "encoding", reading->encoding);
	g_string_append_printf(out, ", \"rows\": %" G_GUINT64_FORMAT ", \"records\": %" G_GUINT64_FORMAT ", \"merged\": %" G_GUINT64_FORMAT
	                       ", \"explained\": %" G_GUINT64_FORMAT ", \"refused\": %" G_GUINT64_FORMAT,
	                       reading->rows, reading->records, reading->merged, reading->explained, reading->refused);
	json_day(out, "from", reading->first_day);
	json_day(out, "to", reading->last_day);
	g_print("%s}\n", out->str);
}

/* ---- the command ---- */

static void
summary_said(const GPtrArray *readings)
{
	guint known = 0;
	guint64 rows = 0, refused = 0;

	for (guint i = 0; i < readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(readings, i);
		known += reading->platform != NULL;
		rows += reading->rows;
		refused += reading->refused;
	}
	g_print("%u file%s, %u recognised, %" G_GUINT64_FORMAT " rows, %" G_GUINT64_FORMAT " refused\n", readings->len, readings->len == 1 ? "" : "s",
	        known, rows, refused);
}

/* ---- what is said of each file ---- */

struct said {
	const struct globals *globals;
	const struct complaints *complaints;
	GHashTable *by_source; /* struct source * → GArray of guint, indices; what was said is taken out */
};

static struct said
said_new(const struct globals *globals, struct complaints *complaints)
{
	struct said said = { globals, complaints, g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref) };

	complaints_locate(complaints); /* archives are opened once for all their files */
	for (guint i = 0; i < complaints_size(complaints); i++) {
		const struct source *source = complaints_get(complaints, i)->at.source;
		GArray *indices = g_hash_table_lookup(said.by_source, source);
		if (!indices) {
			indices = g_array_new(FALSE, FALSE, sizeof(guint));
			g_hash_table_insert(said.by_source, (gpointer)source, indices);
		}
		g_array_append_val(indices, i);
	}
	return said;
}

static void
said_of(struct said *said, const struct source *source)
{
	const GArray *indices = g_hash_table_lookup(said->by_source, source);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; indices && i < indices->len; i++)
		complaint_print(complaints_get(said->complaints, g_array_index(indices, guint, i)), said->globals->colour, text);
	if (text->len)
		g_printerr("%s", text->str);
	g_hash_table_remove(said->by_source, source);
}

/* What is said of a file stands under its line, where both go to one terminal. */
static void
readings_said(const GPtrArray *readings, const struct inspect_options *options, struct said *said)
{
	for (guint i = 0; i < readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(readings, i);
		if (options->json)
			reading_as_json(reading);
		else
			reading_said(reading, options);
		fflush(stdout);
		said_of(said, reading->source);
	}
}

/* Whole archives and folders that could not be opened have no reading of their own. */
static void
rest_said(struct said *said)
{
	for (guint i = 0; i < complaints_size(said->complaints); i++)
		said_of(said, complaints_get(said->complaints, i)->at.source);
}

/* All are looked through before anything is said, since a file may repeat what an earlier one told. What cannot be read ends it; what was
 * read before is said. */
static enum exit_code
paths_inspect(char *const *paths, const struct project *project, const struct descriptions *descriptions, const struct globals *globals,
              const struct inspect_options *options)
{
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func((GDestroyNotify)reading_free);
	AUTO(tally) tally = tally_new();
	gboolean good = TRUE;

	for (; *paths && good; paths++)
		good = path_look_through(*paths, project, descriptions, tally, readings, complaints, &error);
	struct said said = said_new(globals, complaints);
	readings_said(readings, options, &said);
	rest_said(&said);
	g_hash_table_unref(said.by_source);
	if (!options->json && readings->len != 1 && (good || readings->len))
		summary_said(readings);
	return good ? EXIT_FINE : command_fail(error);
}

/* ---- a first description ---- */

/* One file, as inspect names it: it may stand in an archive, and be a sheet of a workbook. */
struct wanted {
	const char *path;
	const char *sheet;  /* NULL: not said */
	struct complaints *complaints;
	guint seen;
	char *first;        /* path of the first file that was seen */
	char *text;         /* the description */
};

static gboolean wanted_visit(struct input *input, void *user)
{
	struct wanted *wanted = user;
	const char *path = input_path(input);
	gsize length = strlen(path);

	if (!wanted->seen++ && !wanted->first)
		wanted->first = g_strdup(path);
	if (strncmp(path, wanted->path, length) != 0 || (wanted->path[length] && wanted->path[length] != '!'))
		return TRUE;
	wanted->sheet = wanted->path[length] ? wanted->path + length + 1 : NULL;
	g_free(wanted->text);
	wanted->text = starter_description(input, wanted->sheet, wanted->complaints);
	wanted->path = ""; /* found */
	return FALSE;
}

/* The file on the disk that the path begins with: "a.zip" of "a.zip/b.xlsx!Sheet"; NULL: there is none. */
static char *file_of(const char *path)
{
	g_autofree char *file = g_strdup(path);

	while (*file && !g_file_test(file, G_FILE_TEST_EXISTS)) {
		char *slash = strrchr(file, '/'), *mark = strrchr(file, '!');
		char *end = MAX(slash, mark);
		if (!end)
			return NULL;
		*end = '\0';
	}
	return *file && g_file_test(file, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&file) : NULL;
}

static enum exit_code
starter_said(const char *path, struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = file_of(path);
	struct wanted wanted = { .path = path, .complaints = complaints };

	if (!file) {
		g_printerr("tidings inspect: %s is no file\nhint: --starter wants one file, as inspect names it\n", path);
		return EXIT_USAGE;
	}
	gboolean walked = inputs_walk(file, NULL, complaints, wanted_visit, &wanted, &error);
	g_autofree char *first = wanted.first;
	if (walked && *wanted.path && wanted.seen == 1 && g_str_equal(file, path)) { /* the only one of an archive */
		wanted.path = first;
		walked = inputs_walk(file, NULL, complaints, wanted_visit, &wanted, &error);
	}
	g_autofree char *text = wanted.text;
	if (!walked)
		return command_fail(error);
	if (*wanted.path && first)
		g_printerr("tidings inspect: %s is an archive of %u files\nhint: name one of them, such as %s\n", file, wanted.seen, first);
	if (text)
		g_print("%s", text);
	return text ? EXIT_FINE : *wanted.path ? EXIT_USAGE : EXIT_REFUSED;
}

/* Accounts and zones of the project around, where there is one; a folder of exports alone is fine too. */
static struct project *
project_around(const struct globals *globals)
{
	g_autofree char *settings = g_build_filename(globals->folder, "tidings.yaml", NULL);
	AUTO(complaints) ignored = complaints_new(); /* `check` says them; here the files are asked about */
	gboolean usable;

	return g_file_test(settings, G_FILE_TEST_EXISTS) ? project_open(globals->folder, ignored, &usable) : NULL;
}

static enum exit_code
inspect_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	struct inspect_options options = { 0 };
	const GOptionEntry entries[] = {
		{ "verbose", 'v', 0, G_OPTION_ARG_NONE, &options.verbose, "also the columns that were read and those that were not", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "one JSON object a file", NULL },
		{ "starter", 0, 0, G_OPTION_ARG_NONE, &options.starter, "a first description, in YAML, of one file that nobody knows", NULL },
		{ 0 },
	};
	enum exit_code code = EXIT_FINE;

	if (!command_options(self, entries, &argc, &argv))
		return EXIT_USAGE;
	if (argc < 2) {
		g_printerr("tidings inspect: name a file or folder\n");
		return EXIT_USAGE;
	}
	for (int i = 1; i < argc && !options.starter; i++)
		if (!g_file_test(argv[i], G_FILE_TEST_EXISTS)) {
			g_printerr("tidings inspect: there is no file or folder %s\n", argv[i]);
			return EXIT_USAGE;
		}
	if (options.starter && argc != 2) {
		g_printerr("tidings inspect: --starter wants exactly one file\n");
		return EXIT_USAGE;
	}
	AUTO(complaints) complaints = complaints_new();
	if (options.starter) {
		code = starter_said(argv[1], complaints);
		command_say(globals, complaints);
		return code;
	}
	AUTO(project) project = project_around(globals);
	AUTO(descriptions) descriptions = descriptions_load(globals->folder, complaints);
	command_say(globals, complaints); /* of the descriptions themselves */
	return paths_inspect(argv + 1, project, descriptions, globals, &options);
}

const struct command command_inspect = {
	"inspect", "PATH…", "what each file is, what was read, what was refused", inspect_run,
};
