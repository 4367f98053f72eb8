/* Whether a published edition still is what a build would write. */
#include <gio/gio.h>
#include <string.h>

#include "base/publish.h"
#include "base/version.h"
#include "formats/json.h"
#include "pipeline.h"
#include "platforms/read.h"

static gboolean
word_is(const struct tree *manifest, const char *key, const char *expected)
{
	return g_strcmp0(tree_text(manifest, key), expected) == 0;
}

/* The same files with the same bytes, in the same order. */
static gboolean
inputs_same(const struct tree *listed, const GPtrArray *inputs)
{
	const struct tree *entry = listed ? listed->first : NULL;

	for (guint i = 0; i < inputs->len; i++, entry = entry->next) {
		const struct edition_input *input = g_ptr_array_index(inputs, i);
		if (!entry || !word_is(entry, "path", input->path) || !word_is(entry, "sha256", input->sha256))
			return FALSE;
	}
	return entry == NULL;
}

static gboolean
output_whole(const char *folder, const struct tree *entry)
{
	g_autofree char *path = g_build_filename(folder, tree_text(entry, "path"), NULL);
	g_autofree char *sha256 = file_sha256(path, NULL);

	return sha256 && word_is(entry, "sha256", sha256);
}

static gboolean
outputs_whole(const char *folder, const struct tree *listed)
{
	for (const struct tree *entry = listed ? listed->first : NULL; entry; entry = entry->next)
		if (!output_whole(folder, entry))
			return FALSE;
	return listed != NULL;
}

/* An edition of one part only (--only) is no edition. */
static gboolean
outputs_list(const struct tree *listed, const char *path)
{
	for (const struct tree *entry = listed ? listed->first : NULL; entry; entry = entry->next)
		if (word_is(entry, "path", path))
			return TRUE;
	return FALSE;
}

static char *
edition_folder(const struct run *run, const char *id)
{
	return run->options.out ? g_build_filename(run->options.out, id, NULL) : g_build_filename(run->project->folder, "out", id, NULL);
}

/* A broken manifest is no complaint: the edition is built anew. */
static struct tree *
manifest_read(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
	AUTO(complaints) unsaid = complaints_new();
	AUTO(input) input = input_open(path, "manifest.json", NULL);

	return input ? json_parse(input, unsaid) : NULL;
}

gboolean
run_is_current(const struct run *run, const struct period *period)
{
	g_autofree char *id = period_id(period), *made_at = instant_iso(run->now), *folder = edition_folder(run, id);
	AUTO(tree) manifest = run->options.force || run->options.only ? NULL : manifest_read(folder);

	return manifest && word_is(manifest, "tidings", TIDINGS_VERSION) && word_is(manifest, "made_at", made_at) &&
	       inputs_same(tree_get(manifest, "inputs"), run->inputs) && outputs_list(tree_get(manifest, "outputs"), "report.pdf") &&
	       outputs_list(tree_get(manifest, "outputs"), "figures.json") && outputs_whole(folder, tree_get(manifest, "outputs"));
}

/* ---- editions that tell of somebody who asked to be forgotten since ---- */

static const char *
sha256_listed(const struct tree *listed, const char *path)
{
	for (const struct tree *entry = listed ? listed->first : NULL; entry; entry = entry->next)
		if (word_is(entry, "path", path))
			return tree_text(entry, "sha256");
	return NULL;
}

static const char *
sha256_now(const struct run *run, const char *path)
{
	for (guint i = 0; i < run->inputs->len; i++) {
		const struct edition_input *input = g_ptr_array_index(run->inputs, i);
		if (strcmp(input->path, path) == 0)
			return input->sha256;
	}
	return NULL;
}

static gboolean
is_older_than(const struct run *run, const struct tree *manifest, const char *path)
{
	return g_strcmp0(sha256_listed(tree_get(manifest, "inputs"), path), sha256_now(run, path)) != 0;
}

static gboolean
is_touched_by_erasure(const struct run *run, const struct period *period)
{
	const GPtrArray *forgotten = run->collection->records->forgotten;

	for (guint i = 0; i < forgotten->len; i++)
		if (run_touches(g_ptr_array_index(forgotten, i), period))
			return TRUE;
	return FALSE;
}

/* Who unsubscribes is still in the digests of an edition that has some. */
static gboolean
has_digests(const char *folder)
{
	g_autofree char *digests = g_build_filename(folder, "digests", NULL);

	return g_file_test(digests, G_FILE_TEST_IS_DIR);
}

static gboolean
is_touched(const struct run *run, const char *id, const struct period *period)
{
	g_autofree char *folder = edition_folder(run, id);
	AUTO(tree) manifest = manifest_read(folder);

	return manifest && ((is_older_than(run, manifest, "erasures.csv") && is_touched_by_erasure(run, period)) ||
	                    (is_older_than(run, manifest, "unsubscribes.csv") && has_digests(folder)));
}

static int
compare_periods(gconstpointer a, gconstpointer b)
{
	const struct period *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

GArray *
run_touched(const struct run *run)
{
	GArray *touched = g_array_new(FALSE, FALSE, sizeof(struct period));
	g_autofree char *out = edition_folder(run, ".");
	g_autoptr(GDir) folder = g_dir_open(out, 0, NULL);

	for (const char *name; folder && (name = g_dir_read_name(folder));) {
		struct period period;
		if (period_parse(name, run->project->zone, &period) && period.kind == PERIOD_MONTH && is_touched(run, name, &period))
			g_array_append_val(touched, period);
	}
	g_array_sort(touched, compare_periods);
	return touched;
}
