/* A project folder's own files, put together. */
#include "project/reader.h"

#include <string.h>

#include "base/text.h"
#include "formats/yaml.h"
#include "project/settings.h"

static void
key_read(struct project *project)
{
	g_autofree char *path = g_build_filename(project->folder, ".tidings", "key", NULL);

	if (g_file_get_contents(path, &project->key, NULL, NULL) && !*g_strstrip(project->key))
		g_clear_pointer(&project->key, g_free);
}

struct project *
project_open(const char *folder, struct complaints *complaints, gboolean *usable)
{
	struct project *project = project_new(folder);
	g_autofree char *path = g_build_filename(folder, "tidings.yaml", NULL);
	g_autoptr(GError) error = NULL;
	AUTO(input) input = input_open(path, "tidings.yaml", &error);
	AUTO(tree) root = input ? yaml_parse(input, complaints) : NULL;

	*usable = FALSE;
	if (!input)
		complain(complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "no-project", "`tidings init DIR` makes a commented starting project",
		         "no tidings.yaml in %s (%s)", folder, error->message);
	else if (root && root->type != TREE_OBJECT)
		complain(complaints, SEVERITY_ERROR, (struct place){ input_source(input), 0 }, "no-settings", "`tidings init DIR` shows how it looks",
		         "tidings.yaml holds no settings");
	else if (root)
		*usable = settings_read(project, root, complaints);
	*usable = people_read(project, complaints) && *usable;
	key_read(project);
	return project;
}

/* ---- letters and notes: YAML front matter between "---" lines, then Markdown ---- */

struct writing {
	struct input *input;
	struct tree *front; /* NULL: none */
	char *body;
};

static void
writing_clear(struct writing *writing)
{
	g_clear_pointer(&writing->front, tree_free);
	g_clear_pointer(&writing->input, input_free);
	g_free(writing->body);
}

#define WRITING_LIMIT (1 << 20)

/* The front matter is parsed with the lines before it kept, so that its complaints point into the file. */
static void
writing_split(struct writing *writing, char *text, struct complaints *complaints)
{
	char *end = g_str_has_prefix(text, "---\n") ? strstr(text + 4, "\n---\n") : NULL;

	if (!end) {
		writing->body = g_strdup(text);
		return;
	}
	writing->body = g_strdup(end + 5);
	*end = '\0';
	AUTO(input) front = input_of_bytes(input_path(writing->input), text, strlen(text));
	writing->front = yaml_parse(front, complaints);
}

static gboolean
writing_read(struct writing *writing, const struct project *project, const char *sort, const char *period_id, struct complaints *complaints)
{
	g_autofree char *shown = g_strdup_printf("%s/%s.md", sort, period_id);
	g_autofree char *path = g_build_filename(project->folder, shown, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return FALSE;
	writing->input = input_open(path, shown, &error);
	text = writing->input ? input_read_all(writing->input, WRITING_LIMIT, NULL, &error) : NULL;
	if (!text) {
		complain(complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, "file", NULL, "%s: %s", shown, error->message);
		return FALSE;
	}
	writing_split(writing, text, complaints);
	return TRUE;
}

struct letter *
letter_read(const struct project *project, const char *period_id, struct complaints *complaints)
{
	__attribute__((cleanup(writing_clear))) struct writing writing = { 0 };
	struct letter *letter;
	const struct tree *changed;

	if (!writing_read(&writing, project, "letters", period_id, complaints))
		return NULL;
	letter = letter_new();
	letter->title = g_strdup(tree_text(writing.front, "title"));
	letter->author = g_strdup(tree_text(writing.front, "author"));
	letter->summary = g_strdup(tree_text(writing.front, "summary"));
	letter->body = g_steal_pointer(&writing.body);
	changed = tree_get(writing.front, "changed_because_of_you");
	for (const struct tree *child = changed ? changed->first : NULL; child; child = child->next)
		if (child->text)
			g_ptr_array_add(letter->changed, g_strdup(child->text));
	return letter;
}

static void
decision_read(struct notes_side *side, const struct tree *node, struct complaints *complaints)
{
	struct decision_asked *decision;
	const char *by = tree_text(node, "by");
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	gint64 instant;
	gint32 day = NO_DAY;

	if (!tree_text(node, "question")) {
		complain(complaints, SEVERITY_ERROR, node->at, "decision", "- question: …", "a decision asked for needs a question");
		return;
	}
	if (by && !moment_parse(by, "%Y-%m-%d", utc, 0, &day, &instant))
		complain(complaints, SEVERITY_WARNING, tree_get(node, "by")->at, "date", "write 2026-11-14", "\"by\" is not a date: \"%s\"", by);
	decision = g_new0(struct decision_asked, 1);
	*decision = (struct decision_asked){ g_strdup(tree_text(node, "question")), g_strdup(tree_text(node, "owner")), day };
	g_ptr_array_add(side->decisions, decision);
}

static void
side_read(struct notes_side *side, const struct tree *front, struct complaints *complaints)
{
	const struct tree *decisions = tree_get(front, "decisions");

	side->headline = g_strdup(tree_text(front, "headline"));
	for (const struct tree *node = decisions ? decisions->first : NULL; node; node = node->next)
		decision_read(side, node, complaints);
}

/* Which side a Markdown line opens, or -1. */
static int
side_opened(const char *line)
{
	g_autofree char *folded = g_str_has_prefix(line, "## ") ? text_fold(line + 3) : NULL;

	if (!folded)
		return -1;
	return strcmp(folded, "broadcast") == 0 ? DISCIPLINE_BROADCAST : strcmp(folded, "community") == 0 ? DISCIPLINE_COMMUNITY : -1;
}

static void
body_split(struct notes *notes, const char *body)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	GString *texts[G_N_ELEMENTS(notes->sides)];
	int side = DISCIPLINE_NONE;

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		texts[i] = g_string_new(NULL);
	for (guint i = 0; lines[i]; i++) {
		int opened = side_opened(lines[i]);
		if (opened >= 0)
			side = opened;
		else
			g_string_append_printf(texts[side], "%s\n", lines[i]);
	}
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		char *text = g_strstrip(g_string_free(texts[i], FALSE));
		notes->sides[i].body = *text ? text : NULL;
		if (!*text)
			g_free(text);
	}
}

struct notes *
notes_read(const struct project *project, const char *period_id, struct complaints *complaints)
{
	__attribute__((cleanup(writing_clear))) struct writing writing = { 0 };
	struct notes *notes;

	if (!writing_read(&writing, project, "notes", period_id, complaints))
		return NULL;
	notes = notes_new();
	side_read(&notes->sides[DISCIPLINE_BROADCAST], tree_get(writing.front, "broadcast"), complaints);
	side_read(&notes->sides[DISCIPLINE_COMMUNITY], tree_get(writing.front, "community"), complaints);
	body_split(notes, writing.body);
	return notes;
}
