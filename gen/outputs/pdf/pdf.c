/* The PDF output: the report, and on two pages of its own what executives read. Document → book → cairo → libqpdf. */
#include <cairo-pdf.h>

#include "outputs/output.h"
#include "outputs/pdf/accessible.h"
#include "outputs/pdf/chapter.h"
#include "outputs/pdf/metadata.h"
#include "outputs/pdf/spread.h"

/* Blocks outside of any chapter are one of their own, without a head. */
static double place_loose(struct book *book, const struct node *node, gboolean goes_on, double y)
{
	struct node alone = *node, chapter = {.kind = NODE_CHAPTER, .first = &alone, .last = &alone};
	alone.next = NULL;
	return chapter_place(book, &chapter, goes_on, y);
}

static void place_document(struct book *book, const struct document *document)
{
	double y = 0;
	gboolean goes_on = FALSE;
	for (const struct node *node = document->root->first; node; node = node->next) {
		gboolean plain = node->discipline == DISCIPLINE_NONE && node->kind != NODE_SPREAD;
		if (node->kind == NODE_SPREAD)
			spread_place(book, node);
		else if (node->kind == NODE_CHAPTER)
			y = chapter_place(book, node, goes_on && plain, y);
		else
			y = place_loose(book, node, goes_on && plain, y);
		goes_on = plain;
	}
	if (book_pages(book) == 0)
		book_add_page(book, NULL);
}

static cairo_status_t collect(void *bytes, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(bytes, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Text positions stay where Pango measured them, whatever device cairo thinks of. */
static cairo_t *context_on(cairo_surface_t *surface)
{
	cairo_t *cairo = cairo_create(surface);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(cairo, options);
	cairo_font_options_destroy(options);
	return cairo;
}

static gboolean surface_is_sound(cairo_surface_t *surface, GError **error)
{
	cairo_status_t status = cairo_surface_status(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		return TRUE;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the PDF could not be drawn: %s", cairo_status_to_string(status));
	return FALSE;
}

/* Draws what was placed; the bytes as cairo writes them. */
static GBytes *draw(struct book *book, struct pen *pen, GError **error)
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, bytes, pen->sheet->width, pen->sheet->height);
	g_autofree char *date = instant_iso(metadata_instant(pen->document));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date); /* else the time of day */
	pen->cairo = context_on(surface);
	pen->tagger = tagger_new(pen->cairo);
	book_draw(book, surface);
	cairo_destroy(pen->cairo);
	cairo_surface_finish(surface);
	gboolean sound = surface_is_sound(surface, error);
	cairo_surface_destroy(surface);
	GBytes *plain = g_byte_array_free_to_bytes(bytes);
	if (!sound)
		g_clear_pointer(&plain, g_bytes_unref);
	return plain;
}

static GBytes *make_pdf(const struct document *document, const struct theme *theme, const char *paper, GError **error)
{
	struct sheet sheet = sheet_of(theme, paper);
	g_autoptr(GHashTable) spots = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	struct pen pen = {.theme = theme, .sheet = &sheet, .document = document, .spots = spots};
	AUTO(book) book = book_new(&pen);
	place_document(book, document);
	g_autoptr(GBytes) plain = draw(book, &pen, error);
	AUTO(tagger) tagger = pen.tagger;
	return plain ? accessible_pdf(plain, tagger_marks(tagger), sheet.height, document, error) : NULL;
}

static gboolean write_one(const struct output_request *request, const struct document *document, const char *name,
                          struct publication *publication, GError **error)
{
	const char *paper = request->project ? request->project->paper : NULL;
	if (!document)
		return TRUE;
	g_autoptr(GBytes) pdf = make_pdf(document, request->theme, paper, error);
	if (!pdf)
		return FALSE;
	publication_write(publication, name, g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf));
	return TRUE;
}

static gboolean pdf_write(const struct output_request *request, struct publication *publication, GError **error)
{
	return write_one(request, request->edition->report, "report.pdf", publication, error) &&
	       write_one(request, request->edition->executive, "executive.pdf", publication, error);
}

const struct output output_pdf = {
	.name = "pdf",
	.summary = "report.pdf and executive.pdf: tagged, PDF/UA-1 and PDF/A-2a",
	.part = "report",
	.write = pdf_write,
};
