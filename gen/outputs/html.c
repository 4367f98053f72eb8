/* report.html: the whole report as one file that needs nothing else. */
#include "outputs/output.h"

#include <string.h>

#include "outputs/fields.h"
#include "outputs/page.h"
#include "outputs/picture.h"

struct drawing {
	const struct output_request *request;
	const struct document *document;
	guint count; /* charts and images so far: ids of those that have none */
};

static void
draw_chart(const struct node *node, struct tree *fields, struct drawing *drawing)
{
	const struct theme *theme = drawing->request->theme;
	const struct chart *chart = chart_find(node->chart);
	struct chart_request request = chart_request_of(node, theme_number(theme, "screen.measure"), drawing->document->language);
	g_autofree char *id = node->id ? g_strconcat(node->id, "-picture", NULL) : g_strdup_printf("picture-%u", drawing->count);

	g_autofree char *name = node->subtitle ? g_strdup_printf("%s: %s", node->title, node->subtitle) : g_strdup(node->title);

	g_assert(chart);
	g_autofree char *svg = chart_svg(chart, &request, theme, MEDIUM_SCREEN, id, name, node->alt);
	fields_text(fields, "svg", svg);
}

static void
draw_image(const struct node *node, struct tree *fields, struct drawing *drawing)
{
	const struct output_request *request = drawing->request;
	g_autofree char *folder = g_build_filename(request->project->folder, "letters", NULL);
	int width = (int)theme_number(request->theme, "screen.measure");
	struct picture *picture = picture_of_image(node, folder, width, drawing->count, request->complaints);
	g_autofree char *uri = picture ? picture_data_uri(picture) : NULL;

	fields_text(fields, "src", uri);
	fields_number(fields, "width", picture ? picture->width : 0);
	fields_number(fields, "height", picture ? picture->height : 0);
	if (picture)
		picture_free(picture);
}

static void
draw(const struct node *node, struct tree *fields, void *user)
{
	struct drawing *drawing = user;

	drawing->count++;
	if (node->kind == NODE_CHART)
		draw_chart(node, fields, drawing);
	else
		draw_image(node, fields, drawing);
}

static char *
report_make(const struct output_request *request, const struct document *document, GError **error)
{
	struct drawing drawing = {.request = request, .document = document};
	AUTO(markup) markup = markup_new(&(struct markup_settings){
		.theme = request->theme, .document = document, .folder = "html", .medium = MEDIUM_SCREEN, .escape = ESCAPE_HTML,
		.picture = draw, .user = &drawing, .complaints = request->complaints,
	});
	g_autofree char *body = markup_node(markup, document->root);
	g_autofree char *title = g_strdup_printf("%s: %s, %s", document->organisation, document->title, document->period_words);

	return page_make(markup, request->theme, &(struct page){document->language, title, document->summary, "../feed.xml", body}, error);
}

static gboolean
html_write(const struct output_request *request, struct publication *publication, GError **error)
{
	const struct document *document = request->edition->report;

	if (!document)
		return TRUE;
	g_autofree char *page = report_make(request, document, error);
	if (!page)
		return FALSE;
	publication_write(publication, "report.html", page, strlen(page));
	return TRUE;
}

const struct output output_html = {
	.name = "html",
	.summary = "report.html: the report on one page, for screens, phones and print",
	.part = "report",
	.write = html_write,
};
