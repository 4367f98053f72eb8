/* The story in one screen: read → measure → compose → render → publish. */
#include "pipeline.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/publish.h"
#include "base/stopwatch.h"
#include "formats/input.h"
#include "metrics/metric.h"
#include "outputs/output.h"
#include "platforms/read.h"
#include "project/reader.h"
#include "reports/report.h"

/* ---- progress: one line on a terminal, rewritten ---- */

static void
progress(guint done, guint all, void *user)
{
	const struct run *run = user;

	if (run->options.progress)
		g_printerr("\rreading %u of %u files%s", done, all, done == all ? "\r\x1b[K" : "");
}

/* ---- reading ---- */

/* Our own tables speak of what is planned; only exports say how late it is. `before`: from then on none does (NO_TIME: any). */
static gint64
newest_capture(const struct collection *collection, gint64 before)
{
	gint64 newest = NO_TIME;

	for (guint i = 0; i < collection->readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(collection->readings, i);
		if (g_strcmp0(reading->platform, "tidings") != 0 && (before == NO_TIME || reading->captured_at < before))
			newest = MAX(newest, reading->captured_at);
	}
	return newest;
}

/* What the environment says of the date, unless it was said on the command line; NO_TIME where neither does. FALSE: it is no date. */
static gboolean
now_stated(const struct run *run, gint64 *stated)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	gint32 day;

	*stated = run->options.now;
	if (*stated != NO_TIME || !epoch || !*epoch || moment_parse(epoch, "%s", NULL, 0, &day, stated))
		return TRUE;
	complain(run->complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "source-date-epoch", "`date +%s` prints such a number; --now 2026-11-02T09:00:00Z says it plainly",
	         "SOURCE_DATE_EPOCH should be seconds since 1970, not \"%s\"", epoch);
	return FALSE;
}

/* What was said of the file while it was read; members of an archive speak for it together. */
static const struct reading *
reading_of(const struct run *run, const char *path)
{
	for (guint i = 0; i < run->collection->readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(run->collection->readings, i);
		if (g_str_has_prefix(reading->source->path, path) && strchr("/", reading->source->path[strlen(path)]))
			return reading;
	}
	return NULL;
}

/* What cannot be opened, or is no file (a pipe would never end), has been told of by its reader, and gave nothing. */
static void
input_hashed(struct run *run, const char *path)
{
	g_autofree char *sha256 = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? file_sha256(path, NULL) : NULL;
	struct edition_input *input;
	const struct reading *reading;
	const char *shown = path + strlen(run->project->folder) + 1;

	if (!sha256)
		return;
	reading = reading_of(run, shown);
	input = g_new0(struct edition_input, 1);
	*input = (struct edition_input){ .path = run_path_shown(run, shown), .sha256 = g_steal_pointer(&sha256),
	                                 .platform = g_strdup(reading ? reading->platform : NULL), .kind = g_strdup(reading ? reading->kind : NULL) };
	g_ptr_array_add(run->inputs, input);
}

static gboolean
inputs_hashed(struct run *run, GError **error)
{
	static const char *const parts[] = { "tidings.yaml", "people.csv", "erasures.csv", "unsubscribes.csv", "exports", "letters", "notes",
		                                 "platforms", "tables", "themes" };

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(run->project->folder, parts[i], NULL);
		g_autoptr(GPtrArray) files = g_file_test(path, G_FILE_TEST_EXISTS) ? inputs_list(path, error) : NULL;
		if (!files && g_file_test(path, G_FILE_TEST_EXISTS))
			return FALSE;
		for (guint f = 0; files && f < files->len; f++)
			input_hashed(run, g_ptr_array_index(files, f));
	}
	return TRUE;
}

/* A wrong name is a wrong setting, not a file that was lost: it is said before the work. */
static gboolean
theme_known(const struct run *run)
{
	const char *name = run->project->theme;

	if (!name || theme_exists(name, run->project->folder))
		return TRUE;
	complain(run->complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "theme", "`tidings list themes` prints all; a folder of your own has a / in it",
	         "tidings.yaml: there is no theme \"%s\"", name);
	return FALSE;
}

struct run *
run_open(const struct run_options *options, GError **error)
{
	AUTO(run) run = g_new0(struct run, 1);

	run->options = *options;
	run->complaints = complaints_new();
	run->inputs = g_ptr_array_new_with_free_func(edition_input_free);
	run->project = project_open(options->folder, run->complaints, &run->usable);
	run->usable = now_stated(run, &run->now) && run->usable;
	run->usable = theme_known(run) && run->usable;
	if (!run->usable)
		return g_steal_pointer(&run);
	run->descriptions = descriptions_load(options->folder, run->complaints);
	struct stopwatch watch = stopwatch_start();
	run->collection = project_read(run->project, run->descriptions, options->jobs, progress, run, run->complaints, error);
	stopwatch_tell(&watch, "reading");
	if (!run->collection || !inputs_hashed(run, error))
		return NULL;
	run->dated = run->now != NO_TIME;
	if (!run->dated)
		run->now = newest_capture(run->collection, NO_TIME);
	return g_steal_pointer(&run);
}

void
run_free(struct run *run)
{
	g_clear_pointer(&run->measuring, measuring_free);
	g_clear_pointer(&run->collection, collection_free);
	g_clear_pointer(&run->descriptions, descriptions_free);
	g_clear_pointer(&run->project, project_free);
	g_clear_pointer(&run->complaints, complaints_free);
	g_ptr_array_unref(run->inputs);
	g_free(run);
}

/* ---- measuring ---- */

/* A goal names a metric of its own discipline: the wall holds in the settings too. */
static gboolean
goal_measurable(struct run *run, const struct goal *goal)
{
	const struct metric *metric = metric_find(goal->metric);
	static const char *const words[] = { "no", "broadcast", "community" };

	if (!metric)
		complain(run->complaints, SEVERITY_ERROR, goal->at, "goal-metric", "`tidings list metrics` prints all", "there is no metric \"%s\"", goal->metric);
	else if (metric->definition.discipline != goal->discipline)
		complain(run->complaints, SEVERITY_ERROR, goal->at, "goal-wall", "a goal and its metric belong to one discipline; neither is a score of the other",
		         "\"%s\" is a %s metric and cannot be a %s goal", goal->metric, words[metric->definition.discipline], words[goal->discipline]);
	return metric && metric->definition.discipline == goal->discipline;
}

/* An export without a stamp of its own is as old as the last day in it: one stray date would be that of the edition. */
static void
strays_passed_over(struct run *run)
{
	gint64 from = measuring_alone_from(run->measuring);

	measuring_strays_said(run->measuring, run->complaints);
	if (from != NO_TIME && !run->dated)
		run->now = newest_capture(run->collection, from);
}

gboolean
run_measure(struct run *run)
{
	struct stopwatch watch = stopwatch_start();
	gboolean measurable = TRUE;

	for (guint i = 0; i < run->project->goals->len; i++)
		measurable = goal_measurable(run, g_ptr_array_index(run->project->goals, i)) && measurable;
	if (measurable) {
		run->measuring = measuring_new(run->collection->records, run->project, run->complaints);
		strays_passed_over(run);
	}
	stopwatch_tell(&watch, "preparing");
	return measurable;
}

/* A month is over on the date of the edition, whatever the data say of later ones. */
static struct period
default_period(struct run *run)
{
	struct period by_data = measuring_default_period(run->measuring, NO_TIME);
	struct period period = run->dated ? measuring_default_period(run->measuring, run->now) : by_data;

	if (period.first != by_data.first) {
		g_autofree char *date = instant_iso(run->now), *id = period_id(&period), *later = period_id(&by_data);
		complain(run->complaints, SEVERITY_WARNING, (struct place){ NULL, -1 }, "period-ahead", "--period names a month; --now and SOURCE_DATE_EPOCH say the date",
		         "the data reach to the end of %s, but the date of this edition is %s: the month reported is %s", later, date, id);
	}
	return period;
}

gboolean
run_period(struct run *run, struct period *period)
{
	const char *asked = run->options.period;

	if (asked && (!period_parse(asked, run->project->zone, period) || period->kind != PERIOD_MONTH)) {
		complain(run->complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "period", "--period 2026-10", "\"%s\" is not a month", asked);
		return FALSE;
	}
	if (!asked)
		*period = default_period(run);
	if (measuring_data_begin(run->measuring) == NO_TIME) {
		complain(run->complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "no-data",
		         "put export files, zips included, into exports/; `tidings inspect exports` says what each is", "there is nothing to report: no export holds a complete month");
		return FALSE;
	}
	return TRUE;
}

/* ---- composing ---- */

struct edition *
run_compose(struct run *run, const struct period *period)
{
	g_autofree char *id = period_id(period);
	AUTO(letter) letter = run_letter(run, id);
	AUTO(notes) notes = run_notes(run, id);
	g_autoptr(GPtrArray) open = NULL, figures = measuring_figures(run->measuring, period, run->options.jobs, &open);
	struct stopwatch watch = stopwatch_start();
	g_autoptr(GPtrArray) selections = measuring_selections(run->measuring, period);
	stopwatch_tell(&watch, "selecting");
	struct report_request request = {
		.project = run->project, .period = *period, .figures = figures, .open_figures = open, .selections = selections, .readings = run->collection->readings,
		.complaints = run->complaints, .letter = letter, .notes = notes, .made_at = run->now, .removed = run_removed(run, period), .forgotten = run->collection->records->forgotten,
		.data_end = { NO_TIME, measuring_data_end(run->measuring, DISCIPLINE_BROADCAST), measuring_data_end(run->measuring, DISCIPLINE_COMMUNITY) },
	};
	struct edition *edition = edition_compose(&request);

	g_ptr_array_unref(edition->inputs);
	edition->inputs = g_ptr_array_ref(run->inputs);
	if (!edition->newsletter)
		complain(run->complaints, SEVERITY_NOTE, (struct place){ NULL, -1 }, "no-newsletter", NULL,
		         "no newsletter for %s: no open questions, no conversations, nobody new and nobody to thank", id);
	return edition;
}

/* ---- rendering and publishing ---- */

static char *
out_folder(const struct run *run)
{
	return run->options.out ? g_strdup(run->options.out) : g_build_filename(run->project->folder, "out", NULL);
}

static gboolean
rendered(struct run *run, const struct edition *edition, struct publication *publication, GError **error)
{
	AUTO(theme) theme = theme_load(run->project->theme ? run->project->theme : "default", run->project->folder, run->complaints, error);
	struct output_request request = { edition, run->project, theme, run->complaints };

	if (!theme)
		return FALSE;
	for (guint i = 0; outputs[i]; i++) {
		gboolean wanted = !run->options.only || strcmp(outputs[i]->part, run->options.only) == 0 || strcmp(outputs[i]->part, "manifest") == 0;
		if (wanted && !outputs[i]->write(&request, publication, error))
			return FALSE;
	}
	return TRUE;
}

/* A folder that is there and takes files, or that can be made later. */
static gboolean
folder_takes_files(const char *path, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR, "%s is a file; a folder is to be there", path);
		return FALSE;
	}
	if (g_access(path, W_OK | X_OK) == 0)
		return TRUE;
	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", path, g_strerror(errno));
	return FALSE;
}

gboolean
run_can_publish(const struct run_options *options, GError **error)
{
	g_autofree char *out = options->out ? g_strdup(options->out) : g_build_filename(options->folder, "out", NULL);
	g_autofree char *log = g_build_filename(options->folder, "log", NULL);

	return folder_takes_files(out, error) && folder_takes_files(log, error);
}

gboolean
run_publish(struct run *run, struct edition *edition, GError **error)
{
	g_autofree char *out = out_folder(run);
	AUTO(publication) publication = publication_open(out, edition->id, error);

	return publication && rendered(run, edition, publication, error) && publication_swap(publication, error);
}

/* log/refused.csv and log/notes.csv: place, rule and hint of what was refused, and of what was explained; what stood there only where it is
 * a number or a date, since the rest may be private. */
static void
append_cell(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *at = text ? text : ""; *at; at++) {
		if (*at == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *at == '\n' || *at == '\r' ? ' ' : *at);
	}
	g_string_append_c(out, '"');
}

static void
log_line(const struct complaint *complaint, const struct located *place, GString *out)
{
	append_cell(out, complaint->at.source ? complaint->at.source->path : NULL);
	g_string_append_printf(out, ",%u,%u,", place->line, place->column);
	append_cell(out, complaint->expected ? complaint->column : NULL);
	g_string_append_c(out, ',');
	append_cell(out, complaint->expected ? complaint->expected : complaint->message);
	g_string_append_c(out, ',');
	append_cell(out, complaint->harmless ? complaint->found : NULL);
	g_string_append_c(out, ',');
	append_cell(out, complaint->hint);
	g_string_append_printf(out, ",%u\n", complaint->folded);
}

static gboolean
complaints_logged(const struct run *run, const char *name, enum severity severity, GError **error)
{
	g_autofree char *folder = g_build_filename(run->project->folder, "log", NULL), *path = g_build_filename(folder, name, NULL);
	g_autoptr(GString) out = g_string_new("file,line,column,name,expected,found,hint,more\n");

	guint count = complaints_size(run->complaints);
	g_autofree struct located *places = g_new0(struct located, count + 1);

	for (guint i = 0; i < count; i++)
		places[i].at = complaints_get(run->complaints, i)->at;
	places_locate(places, count, FALSE);
	for (guint i = 0; i < count; i++)
		if (complaints_get(run->complaints, i)->severity == severity)
			log_line(complaints_get(run->complaints, i), &places[i], out);
	if (g_mkdir_with_parents(folder, 0700) != 0) {
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", folder, g_strerror(errno));
		return FALSE;
	}
	return file_replace(path, out->str, out->len, 0600, error);
}

gboolean
run_finish(struct run *run, GError **error)
{
	g_autofree char *out = out_folder(run);
	AUTO(theme) theme = theme_load(run->project->theme ? run->project->theme : "default", run->project->folder, run->complaints, error);

	return theme && site_rebuild(out, run->project, theme, run->now, error) && complaints_logged(run, "refused.csv", SEVERITY_ERROR, error) &&
	       complaints_logged(run, "notes.csv", SEVERITY_NOTE, error);
}

/* ---- the verdict ---- */

static gint64
rows_refused(const struct run *run)
{
	gint64 refused = 0;

	for (guint i = 0; i < run->collection->readings->len; i++)
		refused += (gint64)((struct reading *)g_ptr_array_index(run->collection->readings, i))->refused;
	return refused;
}

static gboolean
goal_without_number(const struct run *run, const struct edition *edition)
{
	for (guint g = 0; g < run->project->goals->len; g++) {
		const struct goal *goal = g_ptr_array_index(run->project->goals, g);
		for (guint i = 0; i < edition->figures->len; i++) {
			const struct figure *figure = g_ptr_array_index(edition->figures, i);
			const struct value *value;
			if (strcmp(figure->definition->name, goal->metric) != 0)
				continue;
			value = figure_number(figure, &edition->period, goal->scope);
			if (!value || value->state == STATE_NO_DATA)
				return TRUE;
		}
	}
	return FALSE;
}

enum exit_code
run_verdict(const struct run *run, const struct edition *edition)
{
	gint64 end = MAX(measuring_data_end(run->measuring, DISCIPLINE_BROADCAST), measuring_data_end(run->measuring, DISCIPLINE_COMMUNITY));
	gboolean stale = end == NO_TIME || run->now == NO_TIME || run->now - end > (gint64)run->project->tolerate_stale_days * 86400;

	if (stale || (edition && goal_without_number(run, edition)))
		return EXIT_STALE;
	return rows_refused(run) > run->project->tolerate_refused_rows ? EXIT_REFUSED : EXIT_FINE;
}
