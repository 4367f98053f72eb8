/* Index and feed: made of what stands in out/, newest first, the same every time, and never of half an edition. */
#include "outputs/output.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "larkfield.h"

static void
put(const char *out, const char *edition, const char *name, const char *text)
{
	g_autofree char *folder = g_build_filename(out, edition, NULL), *path = g_build_filename(folder, name, NULL);

	g_mkdir_with_parents(folder, 0755);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
put_edition(const char *out, const char *id, const char *period, const char *made_at)
{
	g_autofree char *manifest = g_strdup_printf(
		"{\"manifest\": 1, \"edition\": \"%s\", \"made_at\": \"%s\", \"first_day\": \"%s-01\", \"report\": {\"period\": \"%s\", \"summary\": \"a </summary> & b\"},"
		" \"newsletter\": {\"period\": \"%s\", \"number\": \"no. 18\", \"summary\": null}, \"outputs\": [{\"path\": \"report.html\"}, {\"path\": \"report.pdf\"}]}",
		id, made_at, id, period, period);

	put(out, id, "manifest.json", manifest);
}

static char *
rebuilt(const char *out, const char *name, const char *organisation)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(project) project = project_new(out);
	g_autoptr(GError) error = NULL;
	AUTO(theme) theme = theme_load("default", NULL, complaints, &error);
	g_autofree char *path = g_build_filename(out, name, NULL);
	char *text = NULL;

	g_assert_no_error(error);
	g_free(project->name);
	project->name = g_strdup(organisation);
	g_assert_true(site_rebuild(out, project, theme, 1793700000, &error));
	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static char *
some_out(void)
{
	char *out = g_dir_make_tmp("tidings-XXXXXX", NULL);

	put_edition(out, "2026-09", "September 2026", "2026-10-02T10:00:00Z");
	put_edition(out, "2026-10", "October 2026", "2026-11-03T10:00:00Z");
	put_edition(out, "2025-12", "December 2025", "2026-12-01T10:00:00Z");
	return out;
}

static void
check_index(void)
{
	g_autofree char *out = some_out();
	put_edition(out, ".2026-11.new", "November 2026", "2026-12-03T10:00:00Z");
	put(out, "2026-08", "manifest.json", "{\"edition\": \"2026-08\", \"outp");
	put(out, "notes", "readme.txt", "ours");
	g_autofree char *index = rebuilt(out, "index.html", "Larkfield"), *again = rebuilt(out, "index.html", "Larkfield");

	g_assert_cmpstr(index, ==, again);
	const char *october = strstr(index, "October 2026"), *september = strstr(index, "September 2026"), *december = strstr(index, "December 2025");
	g_assert_nonnull(october);
	g_assert_true(october < september && september < december);
	g_assert_nonnull(strstr(index, "href=\"2026-10/report.html\""));
	g_assert_null(strstr(index, "newsletter.html"));
	g_assert_null(strstr(index, "November"));
	g_assert_null(strstr(index, "2026-08"));
	g_assert_null(strstr(index, "href=\"notes"));
	if (g_getenv("KEEP")) /* to be looked at in a browser */
		g_file_set_contents(g_getenv("KEEP"), index, -1, NULL);
}

static guint
matches(xmlDoc *document, const char *path)
{
	xmlXPathContext *context = xmlXPathNewContext(document);
	xmlXPathRegisterNs(context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
	guint count = found->nodesetval ? (guint)found->nodesetval->nodeNr : 0;

	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return count;
}

static void
check_feed(void)
{
	g_autofree char *out = some_out(), *feed = rebuilt(out, "feed.xml", "Larkfield & \"Sons\" <b>\x01");
	xmlDoc *document = xmlReadMemory(feed, (int)strlen(feed), "feed.xml", NULL, XML_PARSE_NONET);

	g_assert_nonnull(document);
	g_assert_cmpuint(matches(document, "/a:feed/a:entry"), ==, 3);
	g_assert_cmpuint(matches(document, "/a:feed/a:entry[1]/a:link[@href='2026-10/report.html']"), ==, 1);
	g_assert_cmpuint(matches(document, "/a:feed/a:updated[.='2026-12-01T10:00:00Z']"), ==, 1);
	g_assert_cmpuint(matches(document, "/a:feed/a:entry[1]/a:updated[.='2026-11-03T10:00:00Z']"), ==, 1);
	g_assert_cmpuint(matches(document, "/a:feed/a:entry/a:summary[.='a </summary> & b']"), ==, 3);
	g_assert_cmpuint(matches(document, "//a:id[not(. = preceding::a:id)]"), ==, 4);
	xmlFreeDoc(document);
}

static void
check_empty(void)
{
	g_autofree char *out = g_dir_make_tmp("tidings-XXXXXX", NULL), *index = rebuilt(out, "index.html", "<script>alert(1)</script>");
	g_autofree char *feed = rebuilt(out, "feed.xml", "Larkfield");

	g_assert_nonnull(strstr(index, "No edition has been published yet."));
	g_assert_null(strstr(index, "<script"));
	g_assert_nonnull(strstr(feed, "<updated>2026-11-03T10:00:00Z</updated>"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/site/index", check_index);
	g_test_add_func("/site/feed", check_feed);
	g_test_add_func("/site/empty", check_empty);
	return g_test_run();
}
