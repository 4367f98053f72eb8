/* A chart as a PNG: drawn by cairo, written by libpng with a palette (a sixth of the time of cairo's own writer). */
#include <string.h>

#include <gio/gio.h>
#include <png.h>

#include "charts/chart.h"

/* Indexed colours. The theme's own tints stay exact; the blends at edges, thousands of them, share buckets. */
struct palette {
	png_color colours[256];
	int count;
	GHashTable *exact, *blends; /* pixel or bucket → index + 1 */
	int shift;                  /* bits dropped from each channel of a blend until all fit */
};

static guint32
bucket_of(guint32 pixel, int shift)
{
	guint32 mask = 0xffu << shift & 0xffu;
	return pixel & (mask << 16 | mask << 8 | mask);
}

/* FALSE when there is no room left. */
static gboolean
palette_add(struct palette *palette, GHashTable *table, guint32 key, guint32 pixel)
{
	if (palette->count == 256)
		return FALSE;
	palette->colours[palette->count++] = (png_color){ (png_byte)(pixel >> 16), (png_byte)(pixel >> 8), (png_byte)pixel };
	g_hash_table_insert(table, GUINT_TO_POINTER(key), GINT_TO_POINTER(palette->count));
	return TRUE;
}

static int
palette_find(const struct palette *palette, guint32 pixel)
{
	int index = GPOINTER_TO_INT(g_hash_table_lookup(palette->exact, GUINT_TO_POINTER(pixel)));
	guint32 bucket = bucket_of(pixel, palette->shift);
	return index ? index : GPOINTER_TO_INT(g_hash_table_lookup(palette->blends, GUINT_TO_POINTER(bucket)));
}

static guint32
pixel_of(struct colour colour)
{
	g_autofree char *hex = colour_hex(colour);
	return (guint32)g_ascii_strtoull(hex + 1, NULL, 16);
}

static void
palette_begin(struct palette *palette, const struct theme *theme, enum discipline discipline)
{
	struct colour mail_paper;
	g_hash_table_remove_all(palette->exact);
	g_hash_table_remove_all(palette->blends);
	palette->count = 0;
	if (colour_parse(theme_word(theme, "mail.picture.paper"), &mail_paper))
		palette_add(palette, palette->exact, pixel_of(mail_paper), pixel_of(mail_paper));
	for (enum tint tint = 0; tint < TINT_COUNT; tint++) {
		guint32 pixel = pixel_of(theme_colour(theme, discipline, tint, FALSE));
		if (!g_hash_table_contains(palette->exact, GUINT_TO_POINTER(pixel)))
			palette_add(palette, palette->exact, pixel, pixel);
	}
}

static gboolean
palette_try(struct palette *palette, const guint32 *pixels, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		guint32 pixel = pixels[i] & 0xffffff;
		if (i > 0 && pixel == (pixels[i - 1] & 0xffffff))
			continue;
		if (!palette_find(palette, pixel) && !palette_add(palette, palette->blends, bucket_of(pixel, palette->shift), pixel))
			return FALSE;
	}
	return TRUE;
}

static void
palette_fit(struct palette *palette, const guint32 *pixels, gsize count, const struct theme *theme, enum discipline discipline)
{
	palette->exact = g_hash_table_new(g_direct_hash, g_direct_equal);
	palette->blends = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (palette->shift = 0;; palette->shift++) {
		palette_begin(palette, theme, discipline);
		if (palette_try(palette, pixels, count))
			return;
	}
}

static guint8 *
pixels_indexed(const struct palette *palette, const guint32 *pixels, gsize count)
{
	guint8 *indexed = g_malloc(count);
	for (gsize i = 0; i < count; i++) {
		guint32 pixel = pixels[i] & 0xffffff;
		gboolean same = i > 0 && pixel == (pixels[i - 1] & 0xffffff);
		indexed[i] = same ? indexed[i - 1] : (guint8)(palette_find(palette, pixel) - 1);
	}
	return indexed;
}

static void
append(png_structp png, png_bytep data, gsize length)
{
	g_byte_array_append(png_get_io_ptr(png), data, (guint)length);
}

static void
flush(png_structp png)
{
	(void)png;
}

static void
write_rows(png_structp png, png_infop info, const struct palette *palette, guint8 *indexed, guint width, guint height)
{
	png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	             PNG_FILTER_TYPE_DEFAULT);
	png_set_PLTE(png, info, palette->colours, palette->count);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_set_compression_level(png, 6);
	png_set_filter(png, 0, PNG_FILTER_NONE);
	png_write_info(png, info);
	for (guint row = 0; row < height; row++)
		png_write_row(png, indexed + (gsize)row * width);
	png_write_end(png, info);
}

static GBytes *
png_write(const struct palette *palette, guint8 *indexed, guint width, guint height, GError **error)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	GByteArray *bytes = g_byte_array_new();
	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		g_byte_array_unref(bytes);
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "a picture cannot be written");
		return NULL;
	}
	png_set_write_fn(png, bytes, append, flush);
	write_rows(png, info, palette, indexed, width, height);
	png_destroy_write_struct(&png, &info);
	return g_byte_array_free_to_bytes(bytes);
}

static GBytes *
png_of(cairo_surface_t *surface, const struct theme *theme, enum discipline discipline, GError **error)
{
	guint width = (guint)cairo_image_surface_get_width(surface), height = (guint)cairo_image_surface_get_height(surface);
	cairo_surface_flush(surface);
	g_assert(cairo_image_surface_get_stride(surface) == (int)width * 4);
	const guint32 *pixels = (const guint32 *)(const void *)cairo_image_surface_get_data(surface);
	struct palette palette;
	palette_fit(&palette, pixels, (gsize)width * height, theme, discipline);
	g_autofree guint8 *indexed = pixels_indexed(&palette, pixels, (gsize)width * height);
	g_hash_table_unref(palette.exact);
	g_hash_table_unref(palette.blends);
	return png_write(&palette, indexed, width, height, error);
}

GBytes *
chart_png(const struct chart *chart, const struct chart_request *request, const struct theme *theme, double scale, GError **error)
{
	enum medium medium = request->text_inside ? MEDIUM_SCREEN : MEDIUM_MAIL;
	enum discipline discipline = request->figure->definition ? request->figure->definition->discipline : DISCIPLINE_NONE;
	double height = chart_height(chart, request, theme, medium);
	guint pixels_wide = (guint)(request->width * scale + 0.5), pixels_high = (guint)(height * scale + 0.5);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)pixels_wide, (int)pixels_high);
	cairo_t *cairo = cairo_create(surface);
	cairo_scale(cairo, scale, scale);
	struct paper *paper = paper_on_cairo(cairo, theme, medium, discipline, FALSE);
	paper_rectangle(paper, 0, 0, request->width, height);
	paper_fill(paper, TINT_PAPER);
	chart->draw(paper, request);
	paper_free(paper);
	GBytes *bytes = png_of(surface, theme, discipline, error);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return bytes;
}
