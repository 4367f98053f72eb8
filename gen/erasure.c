/* People who asked to be forgotten, in what we wrote ourselves: letters and notes lose the paragraphs that name them. Records have lost
 * them already (platforms/erase). */
#include "formats/input.h"
#include "pipeline.h"
#include "platforms/read.h"
#include "project/reader.h"

static gboolean
names_somebody(const struct run *run, const char *text)
{
	return forgotten_any_named(run->collection->records->forgotten, text);
}

char *
run_path_shown(const struct run *run, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path), *pseudonym = project_pseudonym(run->project, "file", path);

	return names_somebody(run, path) ? g_build_filename(names_somebody(run, folder) ? "exports" : folder, pseudonym, NULL) : g_strdup(path);
}

/* Each returns how many pieces went. */
static guint
words_clear(const struct run *run, char **words)
{
	if (!names_somebody(run, *words))
		return 0;
	g_clear_pointer(words, g_free);
	return 1;
}

static guint
paragraphs_clear(const struct run *run, char **body)
{
	g_auto(GStrv) paragraphs = g_strsplit(*body ? *body : "", "\n\n", -1);
	g_autoptr(GString) kept = g_string_new(NULL);
	guint gone = 0;

	for (guint i = 0; paragraphs[i]; i++) {
		gboolean goes = names_somebody(run, paragraphs[i]);
		gone += goes;
		if (!goes)
			g_string_append_printf(kept, "%s%s", kept->len ? "\n\n" : "", paragraphs[i]);
	}
	if (gone) {
		g_free(*body);
		*body = g_strdup(kept->str);
	}
	return gone;
}

static void
gone_said(struct run *run, const char *sort, const char *id, guint gone)
{
	if (gone)
		complain(run->complaints, SEVERITY_WARNING, (struct place){ NULL, -1 }, "names-forgotten", "write it without the name",
		         "%s/%s.md names somebody who asked to be forgotten: %u paragraph%s or line%s left out", sort, id, gone, gone == 1 ? "" : "s",
		         gone == 1 ? "" : "s");
}

struct letter *
run_letter(struct run *run, const char *id)
{
	struct letter *letter = letter_read(run->project, id, run->complaints);
	guint gone = 0;

	if (!letter)
		return NULL;
	gone += words_clear(run, &letter->title) + words_clear(run, &letter->author) + words_clear(run, &letter->summary);
	gone += paragraphs_clear(run, &letter->body);
	for (guint i = letter->changed->len; i-- > 0;)
		if (names_somebody(run, g_ptr_array_index(letter->changed, i))) {
			g_ptr_array_remove_index(letter->changed, i);
			gone++;
		}
	gone_said(run, "letters", id, gone);
	return letter;
}

static guint
decisions_clear(const struct run *run, GPtrArray *decisions)
{
	guint gone = 0;

	for (guint i = decisions->len; i-- > 0;) {
		struct decision_asked *decision = g_ptr_array_index(decisions, i);
		gone += words_clear(run, &decision->owner);
		if (!names_somebody(run, decision->question))
			continue;
		g_ptr_array_remove_index(decisions, i);
		gone++;
	}
	return gone;
}

struct notes *
run_notes(struct run *run, const char *id)
{
	struct notes *notes = notes_read(run->project, id, run->complaints);
	guint gone = 0;

	for (guint i = 0; notes && i < G_N_ELEMENTS(notes->sides); i++) {
		struct notes_side *side = &notes->sides[i];
		gone += words_clear(run, &side->headline) + paragraphs_clear(run, &side->body);
		gone += side->decisions ? decisions_clear(run, side->decisions) : 0;
	}
	gone_said(run, "notes", id, gone);
	return notes;
}

/* ---- what an edition says of them ---- */

gboolean
run_touches(const struct forgotten *forgotten, const struct period *period)
{
	return !forgotten->repeated && (forgotten->first == NO_TIME || forgotten->first < period->end);
}

guint
run_removed(const struct run *run, const struct period *period)
{
	const GPtrArray *all = run->collection->records->forgotten;
	guint removed = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct forgotten *forgotten = g_ptr_array_index(all, i);
		gboolean after = forgotten->requested_on == NO_DAY || forgotten->requested_on >= period->past;
		removed += forgotten->found && !forgotten->anonymised && after && run_touches(forgotten, period);
	}
	return removed;
}
