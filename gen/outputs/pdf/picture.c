/* Figures with their alternative text. */
#include "outputs/pdf/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "charts/chart.h"

struct chart_block {
	struct block base;
	const struct chart *chart;
	struct chart_request request;
	double height;
	char *alternative;
};

static struct chart_request request_of(const struct node *node, const struct document *document, double width)
{
	return (struct chart_request){
		.figure = node->figure,
		.scope = node->scope,
		.width = width,
		.goal = node->goal,
		.text_inside = TRUE,
		.language = document->language ? document->language : "en",
	};
}

static double chart_block_height(const struct block *block, guint from, guint to)
{
	(void)from, (void)to;
	return ((const struct chart_block *)block)->height;
}

static void chart_draw_on(const struct pen *pen, const struct chart *chart, const struct chart_request *request,
                          enum discipline discipline, double x, double y)
{
	cairo_save(pen->cairo);
	cairo_translate(pen->cairo, x, y);
	AUTO(paper) paper = paper_on_cairo(pen->cairo, pen->theme, MEDIUM_PRINT, discipline, FALSE);
	chart->draw(paper, request);
	cairo_restore(pen->cairo);
}

static void chart_block_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct chart_block *chart = (const struct chart_block *)block;
	(void)from, (void)to;
	tag_begin(pen->tagger, "Figure",
	          &(struct tag_words){.alternative = chart->alternative, .box = {x, y, chart->request.width, chart->height}});
	chart_draw_on(pen, chart->chart, &chart->request, block->discipline, x, y);
	tag_end(pen->tagger);
}

static void chart_block_free(struct block *block)
{
	g_free(((struct chart_block *)block)->alternative);
}

static const struct block_kind chart_kind = {.height = chart_block_height, .draw = chart_block_draw, .free = chart_block_free};

/* What the document says of the chart, else what the chart says of itself, and the values. */
static char *alternative_of(const struct chart_block *chart, const struct node *node, const char *values)
{
	g_autofree char *own = node->alt && *node->alt ? g_strdup(node->alt) : chart->chart->describe(&chart->request);
	const char *words = own && *own ? own : node->title ? node->title : "Chart";
	return values ? g_strconcat(words, " ", values, NULL) : g_strdup(words);
}

/* Charts with a free vertical scale; rows of bars or cells keep their pitch. */
static gboolean can_be_lower(const struct chart *chart)
{
	return chart->shape == SHAPE_SERIES || chart->shape == SHAPE_SURVIVAL || chart->shape == SHAPE_EDGES;
}

struct block *picture_chart(const struct pen *pen, const struct node *node, const char *values, double width, double share,
                            enum discipline discipline)
{
	const struct chart *kind = node->chart && node->figure ? chart_find(node->chart) : NULL;
	if (!kind)
		return NULL;
	struct chart_block *chart = g_new0(struct chart_block, 1);
	block_init(&chart->base, &chart_kind, discipline);
	chart->chart = kind;
	chart->request = request_of(node, pen->document, width);
	AUTO(paper) paper = paper_for_measuring(pen->theme, MEDIUM_PRINT, discipline);
	chart->height = kind->height(paper, &chart->request);
	if (share < 1 && can_be_lower(kind))
		chart->height = chart->request.height = chart->height * share;
	chart->alternative = alternative_of(chart, node, values);
	return &chart->base;
}

void picture_draw_spark(struct pen *pen, const struct node *node, enum discipline discipline, double x, double y, double width,
                        double height)
{
	const struct chart *chart = node->chart && node->figure ? chart_find(node->chart) : NULL;
	if (!chart)
		return;
	struct chart_request request = request_of(node, pen->document, width);
	request.height = height;
	tag_begin(pen->tagger, "Figure",
	          &(struct tag_words){.alternative = node->alt ? node->alt : chart->summary, .box = {x, y, width, height}});
	chart_draw_on(pen, chart, &request, discipline, x, y);
	tag_end(pen->tagger);
}

/* --- images */

struct image_block {
	struct block base;
	GdkPixbuf *pixbuf;
	char *alternative;
	double width, height;
};

static double image_height(const struct block *block, guint from, guint to)
{
	(void)from, (void)to;
	return ((const struct image_block *)block)->height;
}

/* cairo wants premultiplied ARGB in one word a pixel; letters' pictures are laid on white paper. */
static guint32 pixel_on_white(const guint8 *pixel, gboolean alpha)
{
	guint opacity = alpha ? pixel[3] : 255, word = 0xFF;
	for (int i = 0; i < 3; i++)
		word = word << 8 | (pixel[i] * opacity + 255 * (255 - opacity)) / 255;
	return word;
}

static cairo_surface_t *surface_of(const GdkPixbuf *pixbuf)
{
	int width = gdk_pixbuf_get_width(pixbuf), height = gdk_pixbuf_get_height(pixbuf);
	int step = gdk_pixbuf_get_n_channels(pixbuf), stride = gdk_pixbuf_get_rowstride(pixbuf);
	const guint8 *from = gdk_pixbuf_read_pixels(pixbuf);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	guint8 *to = cairo_image_surface_get_data(surface);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			((guint32 *)(to + y * cairo_image_surface_get_stride(surface)))[x] =
				pixel_on_white(from + y * stride + x * step, gdk_pixbuf_get_has_alpha(pixbuf));
	cairo_surface_mark_dirty(surface);
	return surface;
}

static void image_paint(const struct image_block *image, const struct pen *pen, double x, double y)
{
	cairo_surface_t *surface = surface_of(image->pixbuf);
	cairo_save(pen->cairo);
	cairo_translate(pen->cairo, x, y);
	cairo_scale(pen->cairo, image->width / gdk_pixbuf_get_width(image->pixbuf), image->height / gdk_pixbuf_get_height(image->pixbuf));
	cairo_set_source_surface(pen->cairo, surface, 0, 0);
	cairo_paint(pen->cairo);
	cairo_restore(pen->cairo);
	cairo_surface_destroy(surface);
}

static void image_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct image_block *image = (const struct image_block *)block;
	(void)from, (void)to;
	struct tag_words words = {.alternative = image->alternative, .box = {x, y, image->width, image->height}};
	if (image->alternative)
		tag_begin(pen->tagger, "Figure", &words);
	else
		tag_begin_artifact(pen->tagger); /* without words it is decoration */
	image_paint(image, pen, x, y);
	tag_end(pen->tagger);
}

static void image_free(struct block *block)
{
	struct image_block *image = (struct image_block *)block;
	g_object_unref(image->pixbuf);
	g_free(image->alternative);
}

static const struct block_kind image_kind = {.height = image_height, .draw = image_draw, .free = image_free};

struct block *picture_image(const struct node *node, double width, enum discipline discipline)
{
	GdkPixbuf *pixbuf = node->url ? gdk_pixbuf_new_from_file(node->url, NULL) : NULL;
	if (!pixbuf)
		return NULL;
	struct image_block *image = g_new0(struct image_block, 1);
	block_init(&image->base, &image_kind, discipline);
	image->pixbuf = pixbuf;
	image->alternative = node->alt && *node->alt ? g_strdup(node->alt) : NULL;
	image->width = MIN(width, gdk_pixbuf_get_width(pixbuf) * 0.75); /* 96 pixels an inch at most */
	image->height = image->width * gdk_pixbuf_get_height(pixbuf) / gdk_pixbuf_get_width(pixbuf);
	return &image->base;
}
