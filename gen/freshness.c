/* Whether a published edition still is what a build would write. */
#include <gio/gio.h>
#include <string.h>

#include "base/version.h"
#include "formats/json.h"
#include "pipeline.h"

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
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autofree char *sha256 = file ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)g_mapped_file_get_contents(file),
	                                                             g_mapped_file_get_length(file)) : NULL;

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

gboolean
run_is_current(const struct run *run, const struct period *period)
{
	g_autofree char *id = period_id(period), *made_at = instant_iso(run->now);
	g_autofree char *folder = run->options.out ? g_build_filename(run->options.out, id, NULL) : g_build_filename(run->project->folder, "out", id, NULL);
	g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
	AUTO(complaints) unsaid = complaints_new(); /* a broken manifest is no complaint: the edition is built anew */
	AUTO(input) input = run->options.force || run->options.only ? NULL : input_open(path, "manifest.json", NULL);
	AUTO(tree) manifest = input ? json_parse(input, unsaid) : NULL;

	return manifest && word_is(manifest, "tidings", TIDINGS_VERSION) && word_is(manifest, "made_at", made_at) &&
	       inputs_same(tree_get(manifest, "inputs"), run->inputs) && outputs_list(tree_get(manifest, "outputs"), "report.pdf") &&
	       outputs_list(tree_get(manifest, "outputs"), "figures.json") && outputs_whole(folder, tree_get(manifest, "outputs"));
}
