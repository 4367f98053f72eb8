/* The report page: sound, self-contained, accessible in its bones, and deaf to what members write. */
#include "outputs/output.h"

#include <string.h>

#include "outputs/markup.h"
#include "larkfield.h"

extern const struct output output_html;

static struct theme *
load_theme(struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;
	struct theme *theme = theme_load("default", NULL, complaints, &error);

	g_assert_no_error(error);
	return theme;
}

static char *
write_report(struct document *report, struct complaints *complaints)
{
	g_autofree char *out = g_dir_make_tmp("tidings-XXXXXX", NULL), *path = g_build_filename(out, "2026-10", "report.html", NULL);
	g_autoptr(GError) error = NULL;
	AUTO(theme) theme = load_theme(complaints);
	AUTO(project) project = project_new(out);
	AUTO(publication) publication = publication_open(out, "2026-10", &error);
	struct edition edition = {.id = (char *)"2026-10", .report = report};
	char *page = NULL;

	g_assert_no_error(error);
	g_assert_true(output_html.write(&(struct output_request){&edition, project, theme, complaints}, publication, &error));
	g_assert_true(publication_swap(publication, &error));
	g_assert_true(g_file_get_contents(path, &page, NULL, NULL));
	return page;
}

static guint
count(const char *text, const char *needle)
{
	guint found = 0;

	for (const char *at = text; (at = strstr(at, needle)); at += strlen(needle))
		found++;
	return found;
}

static void
check_report(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(document) report = larkfield_report();
	g_autofree char *wrong = document_check(report), *page = write_report(report, complaints), *again = write_report(report, complaints);

	g_assert_cmpstr(wrong, ==, NULL);
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	g_assert_cmpstr(page, ==, again);
	g_assert_cmpuint(count(page, "<h1"), ==, 1);
	g_assert_cmpuint(count(page, "<main"), ==, 1);
	g_assert_cmpuint(count(page, "class=\"cell"), ==, 14);
	g_assert_cmpuint(count(page, "<h3 class=\"spine\"><span>Decision needed</span></h3>"), ==, 2);
	g_assert_cmpuint(count(page, " role=\"img\" "), ==, 7);
	g_assert_cmpuint(count(page, "<details><summary>Data table</summary>"), ==, 1);
	g_assert_cmpuint(count(page, "lang=\"en\""), ==, 1);
	if (g_getenv("KEEP")) /* to be looked at in a browser */
		g_file_set_contents(g_getenv("KEEP"), page, -1, NULL);
}

/* On a phone nothing is interleaved: all of Broadcast stands before all of Community. */
static void
check_order(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(document) report = larkfield_report();
	g_autofree char *page = write_report(report, complaints);
	const char *community = strstr(page, "<section class=\"side community\"");

	g_assert_nonnull(community);
	g_assert_true(strstr(page, "More leads than planned.") < community);
	g_assert_true(strstr(page, "No path from link to lead yet") < community);
	g_assert_true(strstr(page, "Members answer each other more.") > community);
}

/* The policy allows this style sheet and pictures within the page; so nothing may need more. */
static void
check_policy(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(document) report = larkfield_report();
	g_autofree char *page = write_report(report, complaints);
	const char *style = strstr(page, "<style>") + strlen("<style>"), *end = strstr(style, "</style>");
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize length = sizeof digest;

	g_checksum_update(checksum, (const guchar *)style, end - style);
	g_checksum_get_digest(checksum, digest, &length);
	g_autofree char *base64 = g_base64_encode(digest, length), *source = g_strdup_printf("style-src 'sha256-%s'", base64);
	g_assert_nonnull(strstr(page, source));
	g_assert_nonnull(strstr(page, "default-src 'none'"));
	g_assert_cmpuint(count(page, "<style"), ==, 1);
	g_assert_cmpuint(count(page, " style="), ==, 0);
	g_assert_cmpuint(count(page, "<script"), ==, 0);
	g_assert_cmpuint(count(page, " src=\"http"), ==, 0);
	g_assert_cmpuint(count(style, "url(http"), ==, 0);
}

static void
check_hostile(void)
{
	static const char *const hostile = "</script></title><img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{{style}}}";
	AUTO(complaints) complaints = complaints_new();
	AUTO(document) report = larkfield_document("Monthly report");
	struct node *chapter = larkfield_chapter(report, DISCIPLINE_COMMUNITY, "hostile", hostile, hostile);
	struct node *card = node_add(chapter, NODE_CARD), *bad = node_add(node_add(chapter, NODE_PARAGRAPH), NODE_LINK);

	node_set(&report->organisation, "%s", hostile);
	node_set(&card->title, "%s", hostile);
	node_set(&card->url, "javascript:alert(1)");
	node_set(&bad->url, "data:text/html,<script>alert(3)</script>");
	node_text(bad, "%s", hostile);
	node_add(chapter, NODE_CODE)->text = g_strdup(hostile);
	g_autofree char *page = write_report(report, complaints);
	g_assert_cmpuint(count(page, "<script"), ==, 0);
	g_assert_cmpuint(count(page, "<img"), ==, 0);
	g_assert_cmpuint(count(page, "javascript:"), ==, 0);
	g_assert_cmpuint(count(page, "data:text"), ==, 0);
	g_assert_cmpuint(count(page, "<style"), ==, 1);
	g_assert_cmpuint(count(page, "{{{style}}}"), >=, 5);
}

/* A picture in a text that the project's people wrote: only files beside the letter. */
static void
check_image_place(void)
{
	static const char *const names[] = {"../.tidings/key", "/etc/passwd", "https://tracker.example/x.png", "a/../../b.png", "nothing.png"};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(complaints) complaints = complaints_new();
		AUTO(document) report = larkfield_document("Monthly report");
		struct node *image = node_add(node_add(report->root, NODE_PARAGRAPH), NODE_IMAGE);
		node_set(&image->url, "%s", names[i]);
		node_text(image, "a picture");
		g_autofree char *page = write_report(report, complaints);
		g_assert_cmpuint(count(page, "<img"), ==, 0);
		g_assert_cmpuint(complaints_size(complaints), ==, 1);
	}
}

static void
check_urls(void)
{
	g_assert_true(markup_url_is_safe("https://forum.example/t/1?a=b&c=%20"));
	g_assert_true(markup_url_is_safe("MAILTO:a@b.example"));
	g_assert_true(markup_url_is_safe("#d-c-ttfr-median"));
	g_assert_false(markup_url_is_safe(NULL));
	g_assert_false(markup_url_is_safe(""));
	g_assert_false(markup_url_is_safe("javascript:alert(1)"));
	g_assert_false(markup_url_is_safe("java\nscript:alert(1)"));
	g_assert_false(markup_url_is_safe(" https://a.example"));
	g_assert_false(markup_url_is_safe("https://a.example/\r\nBcc: x"));
	g_assert_false(markup_url_is_safe("//a.example"));
	g_assert_false(markup_url_is_safe("vbscript:x"));
	g_assert_false(markup_url_is_safe("https:\\\\a.example"));
}

static gboolean
is_listed(const char *name)
{
	g_autofree char *first = g_strndup(name, strcspn(name, "."));

	for (const struct markup_variable *variable = markup_variables; variable->name; variable++)
		if (strcmp(variable->name, first) == 0)
			return TRUE;
	return FALSE;
}

/* Every name that a template of the default theme uses stands in the list that theme authors are given. */
static void
check_names(const char *folder)
{
	g_autofree char *path = g_build_filename("themes", "default", folder, NULL);
	g_autoptr(GDir) files = g_dir_open(path, 0, NULL);
	g_autoptr(GRegex) tag = g_regex_new("\\{\\{\\{?[#^]?([a-z_0-9.]+)\\}", 0, 0, NULL);
	guint found = 0;

	g_assert_nonnull(files);
	for (const char *name; (name = g_dir_read_name(files));) {
		g_autofree char *file = g_build_filename(path, name, NULL), *text = NULL;
		g_autoptr(GMatchInfo) match = NULL;
		g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
		for (g_regex_match(tag, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
			g_autofree char *variable = g_match_info_fetch(match, 1);
			if (!is_listed(variable))
				g_error("%s uses {{%s}}, which is not in markup_variables", file, variable);
			found++;
		}
	}
	g_assert_cmpuint(found, >, 20);
}

static void
check_variables(void)
{
	check_names("html");
	check_names("mail");
	check_names("text");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/report", check_report);
	g_test_add_func("/html/order", check_order);
	g_test_add_func("/html/policy", check_policy);
	g_test_add_func("/html/hostile", check_hostile);
	g_test_add_func("/html/image-place", check_image_place);
	g_test_add_func("/html/urls", check_urls);
	g_test_add_func("/html/variables", check_variables);
	return g_test_run();
}
