/* tidings.yaml: what is there is read, what is wrong is said with its line, and a run without a zone stops. */
#include <glib/gstdio.h>
#include <string.h>

#include "project/reader.h"

struct folder {
	char *path;
};

static void
folder_open(struct folder *folder, gconstpointer unused)
{
	(void)unused;
	folder->path = g_dir_make_tmp("tidings-XXXXXX", NULL);
}

static void
folder_close(struct folder *folder, gconstpointer unused)
{
	static const char *const files[] = { "tidings.yaml", "people.csv", "erasures.csv", "letters/2026-10.md", "letters", "notes/2026-10.md", "notes" };

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(folder->path, files[i], NULL);
		g_remove(path);
	}
	g_rmdir(folder->path);
	g_free(folder->path);
}

static void
lay(struct folder *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder->path, name, NULL), *parent = g_path_get_dirname(path);

	g_mkdir_with_parents(parent, 0755);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static const char good[] =
    "name: Shed\n"
    "report_tz: Europe/London\n"
    "accounts:\n"
    "  - { id: forum, platform: discourse, name: Forum }\n"
    "  - { id: x, platform: x }\n"
    "spaces:\n"
    "  - { account: forum, space: \"5\", visibility: private }\n"
    "staff:\n"
    "  - { person: p-a, hats: [broadcast, community] }\n"
    "goals:\n"
    "  community:\n"
    "    - { id: answered, metric: c_answered_within_24h, target: 80% }\n"
    "opening_hours: { tue-thu: 9-17, Saturday: \"10:30–14:00\", sun: closed, closed: [2026-12-25] }\n"
    "thresholds: { materiality: 5%, k_internal: 7 }\n";

static void
read_whole(struct folder *folder, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable;

	(void)unused;
	lay(folder, "tidings.yaml", good);
	lay(folder, "people.csv", "person,platform,account,consent_newsletter\np-a,discourse,ada,full\n");
	AUTO(project) project = project_open(folder->path, complaints, &usable);
	g_assert_true(usable);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	g_assert_cmpstr(project->name, ==, "Shed");
	g_assert_cmpuint(project->accounts->len, ==, 2);
	g_assert_cmpint(project_account(project, "forum")->discipline, ==, DISCIPLINE_COMMUNITY);
	g_assert_cmpint(project_account(project, "x")->discipline, ==, DISCIPLINE_BROADCAST);
	g_assert_cmpstr(project_space(project, "forum", "5")->visibility, ==, "private");
	g_assert_true(((struct staff_member *)g_ptr_array_index(project->staff, 0))->broadcasts);
	g_assert_cmpfloat(((struct goal *)g_ptr_array_index(project->goals, 0))->target, ==, 0.8);
	g_assert_cmpint(project->k_internal, ==, 7);
	g_assert_cmpint(project->opening[0].until, ==, 0); /* Monday is not named */
	g_assert_cmpint(project->opening[3].from, ==, 9 * 3600);
	g_assert_cmpint(project->opening[3].until, ==, 17 * 3600);
	g_assert_cmpint(project->opening[5].from, ==, 10 * 3600 + 1800);
	g_assert_cmpint(project->opening[6].until, ==, 0);
	g_assert_cmpint(g_array_index(project->closed_days, gint32, 0), ==, day_from_civil(2026, 12, 25));
	g_assert_cmpuint(project->people->len, ==, 1);
}

static void
stops(struct folder *folder, const char *yaml, const char *words, guint line)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable = TRUE;
	g_autoptr(GString) printed = g_string_new(NULL);
	g_autofree char *place = g_strdup_printf("tidings.yaml:%u:", line);

	lay(folder, "tidings.yaml", yaml);
	AUTO(project) project = project_open(folder->path, complaints, &usable);
	g_assert_false(usable);
	complaints_print(complaints, FALSE, printed);
	g_assert_nonnull(strstr(printed->str, words));
	if (line)
		g_assert_nonnull(strstr(printed->str, place));
}

/* What cannot be read of the opening hours is said, and those days are closed. */
static void
opening_mistaken(struct folder *folder, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable;

	(void)unused;
	lay(folder, "tidings.yaml", "name: Shed\nreport_tz: Europe/London\n"
	    "opening_hours: { fri-mon: 9-17, tue: 17-9, wed: \"-17\", thu: 9-25, fri: 8-12, sat: \"9000000000000000000-18\", sun: \"9-24:30\", closed: [Christmas] }\n");
	AUTO(project) project = project_open(folder->path, complaints, &usable);
	g_assert_true(usable);
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_ERROR), ==, 7);
	for (int day = 0; day < 7; day++)
		g_assert_cmpint(project->opening[day].until, ==, day == 4 ? 12 * 3600 : 0);
	g_assert_cmpuint(project->closed_days->len, ==, 0);
	stops(folder, "name: Shed\nreport_tz: UTC\nopening_hours: [9-17]\n", "\"opening_hours\" should be names with values, not a list", 3);
	stops(folder, "name: Shed\nreport_tz: UTC\nopening_hours: 9-17\n", "\"opening_hours\" should be names with values, not \"9-17\"", 3);
}

static void
what_stops_a_run(struct folder *folder, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable = TRUE;

	(void)unused;
	AUTO(project) none = project_open(folder->path, complaints, &usable);
	g_assert_false(usable);
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_ERROR), ==, 1);
	stops(folder, "name: Shed\n", "\"report_tz\" is missing", 0);
	stops(folder, "name: Shed\nreport_tz: Europe/Larkfield\n", "\"report_tz\" should be a time zone's name", 2);
	stops(folder, "name: Shed\nreport_tz: UTC\ngoals:\n  community:\n    - { id: a, metric: c_x, target: soon }\n", "no target that is a number", 5);
	stops(folder, "name: [\n", "tidings.yaml", 0);
	stops(folder, "name: Shed\nreport_tz: UTC\naccounts: { id: x, platform: x }\n", "\"accounts\" should be a list, not names with values", 3);
	stops(folder, "name: Shed\nreport_tz: UTC\nthresholds: 3\n", "\"thresholds\" should be names with values, not \"3\"", 3);
	stops(folder, "name: Shed\nreport_tz: UTC\ngoals:\n  community: c_active_members\n", "\"community\" should be a list", 4);
	/* what no mail can bear would else be found out when all work is done */
	stops(folder, "name: Shed\nreport_tz: UTC\nnewsletter:\n  from: \"\"\n", "\"from\" should be a mailbox, not \"\"", 4);
	stops(folder, "name: Shed\nreport_tz: UTC\nnewsletter:\n  from: Shed <a@example.org>\n  reply_to: Hanna\n", "\"reply_to\" should be a mailbox", 5);
}

static void
mistakes_are_said(struct folder *folder, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable;
	g_autoptr(GString) printed = g_string_new(NULL);

	(void)unused;
	lay(folder, "tidings.yaml", "name: Shed\nreport_tz: UTC\ntyop: 1\naccounts:\n  - { id: chat, platform: slack }\n  - { id: chat, platform: slack }\n"
	                            "spaces:\n  - { account: chat, space: board, visibility: secret }\n");
	AUTO(project) project = project_open(folder->path, complaints, &usable);
	complaints_print(complaints, FALSE, printed);
	g_assert_true(usable);
	g_assert_nonnull(strstr(printed->str, "tidings.yaml:3:"));
	g_assert_nonnull(strstr(printed->str, "stands twice"));
	g_assert_cmpuint(project->accounts->len, ==, 1);
	g_assert_cmpstr(project_space(project, "chat", "board")->visibility, ==, "private"); /* what is not understood is private */
}

static void
writings(struct folder *folder, gconstpointer unused)
{
	AUTO(complaints) complaints = complaints_new();
	gboolean usable;

	(void)unused;
	lay(folder, "tidings.yaml", good);
	lay(folder, "letters/2026-10.md", "---\ntitle: Hello\nchanged_because_of_you:\n  - Longer hours\n---\nDear **all**\n");
	lay(folder, "notes/2026-10.md", "---\ncommunity:\n  decisions:\n    - { question: Why not?, owner: me, by: 2026-11-14 }\n---\n## Community\n\nIt went well.\n");
	AUTO(project) project = project_open(folder->path, complaints, &usable);
	AUTO(letter) letter = letter_read(project, "2026-10", complaints);
	AUTO(notes) notes = notes_read(project, "2026-10", complaints);
	g_assert_cmpstr(letter->title, ==, "Hello");
	g_assert_cmpstr(letter->body, ==, "Dear **all**\n");
	g_assert_cmpuint(letter->changed->len, ==, 1);
	g_assert_cmpuint(notes->sides[DISCIPLINE_COMMUNITY].decisions->len, ==, 1);
	g_assert_cmpstr(notes->sides[DISCIPLINE_COMMUNITY].body, ==, "It went well.");
	g_assert_null(notes->sides[DISCIPLINE_BROADCAST].body);
	g_assert_null(letter_read(project, "2026-09", complaints));
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
}

#define CASE(name, function) g_test_add("/settings/" name, struct folder, NULL, folder_open, function, folder_close)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	CASE("read-whole", read_whole);
	CASE("opening-mistaken", opening_mistaken);
	CASE("what-stops-a-run", what_stops_a_run);
	CASE("mistakes-are-said", mistakes_are_said);
	CASE("writings", writings);
	return g_test_run();
}
