/* From files to RECORDS: runs of files are read by a pool of threads, each into arrays of its own, and joined in the order
 * of their paths, so that nothing depends on who was first. */
#include "platforms/read.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#include "formats/input.h"
#include "formats/media.h"
#include "formats/spreadsheet.h"
#include "platforms/foreign.h"
#include "platforms/mapper.h"
#include "platforms/merge.h"
#include "platforms/recognise.h"

#define RUN_BYTES (4 << 20) /* small files are read in runs of about this size: a chat is thousands of them */
#define RUN_FILES 200

struct setting_of_run {
	const struct project *project;
	const struct recogniser *recogniser;
	const char *hash_key;
	GAsyncQueue *done;
};

struct run {
	guint number;
	GPtrArray *paths, *shown; /* char *, owned */
	struct setting_of_run *setting;
	struct records *records;
	struct tally *tally; /* takes the records of each file; NULL: they are kept */
	GPtrArray *readings;
	struct complaints *complaints;
	GError *error;
};

void collection_free(struct collection *collection)
{
	if (!collection)
		return;
	records_free(collection->records);
	g_ptr_array_unref(collection->readings);
	g_free(collection);
}

static struct collection *collection_new(void)
{
	struct collection *collection = g_new0(struct collection, 1);

	collection->records = records_new();
	collection->readings = g_ptr_array_new_with_free_func((GDestroyNotify)reading_free);
	return collection;
}

/* ---- one file ---- */

/* No bytes, or a list without anything in it. */
static gboolean holds_nothing(struct input *input)
{
	gsize length;
	const char *head = input_head(input, &length);

	return strspn(head, " \t\r\n[]{},\"") == length;
}

static char *hint_for(const struct recognition *found, const char *foreign)
{
	const char *starter = "`tidings inspect --starter` writes a description to begin with; put it into platforms/";

	if (!found->near)
		return g_strdup(foreign ? foreign : starter);
	return g_strdup_printf("it is nearly \"%s\", but no column is called \"%s\": was it renamed or left out? Else %s", found->near->title, found->lacking, starter);
}

/* foreign: what it is instead of an export; NULL when nobody knows. */
static void complain_unknown(struct run *run, struct place at, const struct recognition *found, gboolean empty, const char *foreign, const char *noun)
{
	if (found->rival) {
		g_autofree char *hint = g_strdup_printf("one of them needs a column or key more, or `without:` (%s, %s)", found->description->id, found->rival->id);
		complain(run->complaints, SEVERITY_ERROR, at, "ambiguous-file", hint, "two descriptions fit equally well: %s and %s",
		         found->description->title, found->rival->title);
	} else if (empty)
		complain(run->complaints, SEVERITY_NOTE, at, "empty-file", NULL, "there is nothing in the %s", noun);
	else {
		g_autofree char *hint = hint_for(found, foreign);
		complain(run->complaints, SEVERITY_WARNING, at, "unknown-file", hint, "nobody knows this %s", noun);
	}
}

static void complain_replaced(struct run *run, struct input *input)
{
	guint64 count = input_replaced(input);

	if (count)
		complain(run->complaints, SEVERITY_WARNING, (struct place){input_source(input), -1}, "wrong-bytes",
		         "the file is in another encoding, or damaged", "%" G_GUINT64_FORMAT " bytes are no %s", count, input_encoding(input));
}

static struct mapper *mapper_for(struct run *run, const struct description *description, struct reading *reading, gint64 stamp)
{
	struct mapper *mapper = mapper_new(description, run->setting->project, run->records, reading, run->complaints, run->setting->hash_key);

	reading->platform = g_strdup(description->platform);
	reading->kind = g_strdup(description->kind);
	mapper->tally = run->tally;
	mapper_settle(mapper, stamp);
	return mapper;
}

static void finish_file(struct run *run, struct mapper *mapper)
{
	mapper_finish(mapper);
	if (run->tally)
		tally_take(run->tally, run->records, mapper->reading);
}

static gboolean map_file(struct run *run, struct input *input, const struct description *description, struct reading *reading)
{
	AUTO(mapper) mapper = mapper_for(run, description, reading, input_stamp(input));
	gboolean table = description->container == CONTAINER_CSV || description->container == CONTAINER_SPREADSHEET;

	if (description->plan->encoding)
		input_decode_as(input, description->plan->encoding);
	gboolean good = table ? table_map(mapper, input, &run->error) : items_map(mapper, input, &run->error);
	finish_file(run, mapper);
	return good;
}

static struct reading *add_reading(struct run *run, const struct source *source)
{
	struct reading *reading = reading_new(source);

	g_ptr_array_add(run->readings, reading);
	return reading;
}

static gboolean note_row(const struct csv_row *row, void *user)
{
	(void)row;
	*(gboolean *)user = TRUE;
	return FALSE;
}

static gboolean sheet_is_empty(struct workbook *workbook, guint sheet)
{
	AUTO(complaints) ignored = complaints_new();
	gboolean any = FALSE;

	sheet_read(workbook, sheet, FALSE, ignored, note_row, &any);
	return !any;
}

static void read_sheet(struct run *run, struct workbook *workbook, guint sheet, gint64 stamp)
{
	struct recognition found = recognise_sheet(run->setting->recogniser, workbook, sheet);
	struct reading *reading = add_reading(run, sheet_source(workbook, sheet));

	reading->ambiguous = found.rival != NULL;
	reading->encoding = g_strdup(workbook_format(workbook));
	if (!found.description || found.rival) {
		complain_unknown(run, (struct place){reading->source, -1}, &found, sheet_is_empty(workbook, sheet), NULL, "sheet");
		return;
	}
	AUTO(mapper) mapper = mapper_for(run, found.description, reading, stamp);
	table_map_sheet(mapper, workbook, sheet);
	finish_file(run, mapper);
}

/* Each sheet is a file of its own. */
static gboolean read_workbook(struct run *run, struct input *input)
{
	AUTO(workbook) workbook = workbook_open(input, run->complaints, &run->error);

	if (!workbook)
		add_reading(run, input_source(input));
	for (guint i = 0; workbook && i < workbook_sheets(workbook); i++)
		read_sheet(run, workbook, i, input_stamp(input));
	return !run->error;
}

static gboolean read_text(struct run *run, struct input *input)
{
	struct recognition found = recognise(run->setting->recogniser, input);
	struct reading *reading = add_reading(run, input_source(input));
	gboolean good = TRUE;

	reading->ambiguous = found.rival != NULL;
	if (found.description && !found.rival)
		good = map_file(run, input, found.description, reading);
	else
		complain_unknown(run, (struct place){reading->source, -1}, &found, found.hollow || holds_nothing(input),
		                 foreign_hint(input_head(input, &(gsize){0})), "file");
	g_free(reading->encoding);
	reading->encoding = g_strdup(input_encoding(input));
	complain_replaced(run, input);
	return good;
}

/* What people sent along has no reading of its own: the first of a kind is named, the others are counted. */
static gboolean is_media(struct run *run, struct input *input)
{
	gsize length;
	const guint8 *head = input_raw_head(input, &length);

	if (!bytes_are_media(head, length))
		return FALSE;
	complain(run->complaints, SEVERITY_NOTE, (struct place){NULL, -1}, "media-file", NULL,
	         "%s holds no text: pictures, sound, films and documents are left unread", input_path(input));
	return TRUE;
}

static gboolean read_input(struct input *input, void *user)
{
	if (is_media(user, input))
		return TRUE;
	return input_is_office(input) ? read_workbook(user, input) : read_text(user, input);
}

static void run_read(struct run *run)
{
	for (guint i = 0; i < run->paths->len && !run->error; i++)
		inputs_walk(run->paths->pdata[i], run->shown->pdata[i], run->complaints, read_input, run, &run->error);
}

/* ---- runs ---- */

static struct run *run_new(guint number, struct setting_of_run *setting)
{
	struct run *run = g_new0(struct run, 1);

	run->number = number;
	run->setting = setting;
	run->paths = g_ptr_array_new_with_free_func(g_free);
	run->shown = g_ptr_array_new_with_free_func(g_free);
	run->records = records_new();
	run->readings = g_ptr_array_new();
	run->complaints = complaints_new();
	return run;
}

static void run_free(gpointer pointer)
{
	struct run *run = pointer;

	g_ptr_array_unref(run->paths);
	g_ptr_array_unref(run->shown);
	g_clear_pointer(&run->records, records_free);
	g_clear_pointer(&run->readings, g_ptr_array_unref);
	complaints_free(run->complaints);
	g_clear_error(&run->error);
	g_free(run);
}

static void run_join(struct run *run, struct collection *into, struct complaints *complaints)
{
	records_join(into->records, run->records);
	g_clear_pointer(&run->records, records_free); /* two copies of everything would be too many */
	for (guint i = 0; i < run->readings->len; i++)
		g_ptr_array_add(into->readings, run->readings->pdata[i]);
	g_ptr_array_set_size(run->readings, 0);
	complaints_join(complaints, run->complaints);
}

static guint64 size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? (guint64)status.st_size : 0;
}

/* Which files go together depends on the list alone, not on the number of threads. */
static void add_to_runs(GPtrArray *runs, struct setting_of_run *setting, GPtrArray *paths, const char *root, const char *shown)
{
	struct run *run = NULL;
	guint64 bytes = 0;

	for (guint i = 0; i < paths->len; i++) {
		const char *path = paths->pdata[i];
		if (!run || bytes > RUN_BYTES || run->paths->len >= RUN_FILES) {
			run = run_new(runs->len, setting);
			g_ptr_array_add(runs, run);
			bytes = 0;
		}
		const char *below = g_str_has_prefix(path, root) ? path + strlen(root) : path;
		g_ptr_array_add(run->paths, g_strdup(path));
		g_ptr_array_add(run->shown, *below ? g_build_filename(shown, below, NULL) : g_strdup(shown));
		bytes += size_of(path);
	}
}

static void work(gpointer data, gpointer user)
{
	struct run *run = data;

	(void)user;
	run_read(run);
	g_async_queue_push(run->setting->done, run);
}

static gboolean is_done(const GPtrArray *runs, const guint8 *done, guint at)
{
	return at < runs->len && done[at];
}

/* Joins runs as soon as all before them are joined; the first error of the world, in order, ends it. */
static gboolean wait_for_runs(GPtrArray *runs, struct setting_of_run *setting, struct collection *into, read_progress progress,
                              void *user, struct complaints *complaints, GError **error)
{
	g_autofree guint8 *done = g_new0(guint8, runs->len + 1);
	guint joined = 0, files = 0, all = 0;
	gboolean good = TRUE;

	for (guint i = 0; i < runs->len; i++)
		all += ((struct run *)runs->pdata[i])->paths->len;
	for (guint i = 0; i < runs->len; i++) {
		struct run *run = g_async_queue_pop(setting->done);
		done[run->number] = 1;
		files += run->paths->len;
		if (progress)
			progress(files, all, user);
		for (; is_done(runs, done, joined); joined++) {
			struct run *next = runs->pdata[joined];
			run_join(next, into, complaints);
			if (next->error && good) {
				g_propagate_error(error, g_steal_pointer(&next->error));
				good = FALSE;
			}
		}
	}
	return good;
}

static gboolean read_runs(GPtrArray *runs, struct setting_of_run *setting, guint jobs, struct collection *into, read_progress progress,
                          void *user, struct complaints *complaints, GError **error)
{
	GThreadPool *pool = g_thread_pool_new(work, NULL, (int)(jobs ? jobs : g_get_num_processors()), TRUE, error);

	if (!pool)
		return FALSE;
	for (guint i = 0; i < runs->len; i++)
		g_thread_pool_push(pool, runs->pdata[i], NULL);
	gboolean good = wait_for_runs(runs, setting, into, progress, user, complaints, error);
	g_thread_pool_free(pool, FALSE, TRUE);
	return good;
}

/* ---- what callers see ---- */

static struct setting_of_run setting_new(const struct project *project, const struct recogniser *recogniser)
{
	struct setting_of_run setting = {.project = project, .recogniser = recogniser, .done = g_async_queue_new()};
	/* without a key (inspect, tests) hashes are the same everywhere; they never leave the records */
	setting.hash_key = project && project->key ? project->key : "tidings";
	return setting;
}

static void setting_clear(struct setting_of_run *setting)
{
	g_async_queue_unref(setting->done);
}

static gboolean list_folder(GPtrArray *runs, struct setting_of_run *setting, const char *folder, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GPtrArray) paths = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	paths = inputs_list(path, error);
	if (!paths)
		return FALSE;
	add_to_runs(runs, setting, paths, path, name);
	return TRUE;
}

struct collection *project_read(const struct project *project, const struct descriptions *descriptions, guint jobs,
                                read_progress progress, void *user, struct complaints *complaints, GError **error)
{
	AUTO(recogniser) recogniser = recogniser_new(descriptions);
	struct setting_of_run setting = setting_new(project, recogniser);
	g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func(run_free);
	AUTO(collection) collection = collection_new();
	gboolean good = list_folder(runs, &setting, project->folder, "exports", error) &&
	                list_folder(runs, &setting, project->folder, "tables", error) &&
	                read_runs(runs, &setting, jobs, collection, progress, user, complaints, error);

	setting_clear(&setting);
	if (!good)
		return NULL;
	records_merge(collection->records, project, collection->readings, complaints);
	return g_steal_pointer(&collection);
}

static struct run *run_of_path(struct setting_of_run *setting, const char *path, const char *shown)
{
	struct run *run = run_new(0, setting);

	g_ptr_array_add(run->paths, g_strdup(path));
	g_ptr_array_add(run->shown, g_strdup(shown));
	return run;
}

struct collection *path_read(const char *path, const char *shown, const struct project *project,
                             const struct descriptions *descriptions, struct complaints *complaints, GError **error)
{
	AUTO(recogniser) recogniser = recogniser_new(descriptions);
	struct setting_of_run setting = setting_new(project, recogniser);
	AUTO(collection) collection = collection_new();
	struct run *run = run_of_path(&setting, path, shown ? shown : path);

	run_read(run);
	run_join(run, collection, complaints);
	gboolean good = !run->error;
	if (!good)
		g_propagate_error(error, g_steal_pointer(&run->error));
	run_free(run);
	setting_clear(&setting);
	return good ? g_steal_pointer(&collection) : NULL;
}

gboolean path_look_through(const char *path, const struct project *project, const struct descriptions *descriptions, struct tally *tally,
                           GPtrArray *readings, struct complaints *complaints, GError **error)
{
	AUTO(recogniser) recogniser = recogniser_new(descriptions);
	struct setting_of_run setting = setting_new(project, recogniser);
	struct run *run = run_of_path(&setting, path, path);

	run->tally = tally;
	run_read(run);
	g_ptr_array_extend_and_steal(readings, g_steal_pointer(&run->readings));
	complaints_join(complaints, run->complaints);
	gboolean good = !run->error;
	if (!good)
		g_propagate_error(error, g_steal_pointer(&run->error));
	run_free(run);
	setting_clear(&setting);
	return good;
}
