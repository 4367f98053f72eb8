/* Charts as PNG and images of letters, for pages and mails. */
#include "outputs/picture.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#define PIXELS_A_PX 2

void
picture_free(struct picture *picture)
{
	g_free(picture->name);
	g_bytes_unref(picture->bytes);
	g_free(picture);
}

char *
picture_data_uri(const struct picture *picture)
{
	gsize length;
	const guchar *bytes = g_bytes_get_data(picture->bytes, &length);
	g_autofree char *base64 = g_base64_encode(bytes, length);

	return g_strdup_printf("data:%s;base64,%s", picture->type, base64);
}

struct chart_request
chart_request_of(const struct node *node, double width, const char *language)
{
	return (struct chart_request){
		.figure = node->figure, .scope = node->scope, .width = width, .goal = node->goal, .text_inside = TRUE, .language = language,
	};
}

/* Width and height stand at fixed places in the first chunk (PNG, ISO 15948, §11.2.2). */
static void
png_size(const struct picture *picture, int *width, int *height)
{
	const guchar *bytes = g_bytes_get_data(picture->bytes, NULL);

	*width = bytes[16] << 24 | bytes[17] << 16 | bytes[18] << 8 | bytes[19];
	*height = bytes[20] << 24 | bytes[21] << 16 | bytes[22] << 8 | bytes[23];
}

struct picture *
picture_of_chart(const struct node *node, const struct theme *theme, double width, const char *language, guint number, GError **error)
{
	const struct chart *chart = chart_find(node->chart);
	struct chart_request request = chart_request_of(node, width, language);

	g_assert(chart);
	request.text_inside = FALSE;
	GBytes *png = chart_png(chart, &request, theme, PIXELS_A_PX, error);
	if (!png)
		return NULL;
	struct picture *picture = g_new0(struct picture, 1);
	picture->bytes = png;
	picture->type = "image/png";
	picture->name = g_strdup_printf("chart-%u.png", number);
	png_size(picture, &picture->width, &picture->height);
	picture->width /= PIXELS_A_PX;
	picture->height /= PIXELS_A_PX;
	return picture;
}

/* A plain name below the folder. */
static gboolean
name_stays_inside(const char *name)
{
	return name && *name && *name != '/' && !strstr(name, "..") && !strchr(name, ':') && !strchr(name, '\\');
}

static GdkPixbuf *
image_read(const char *path, int width, GError **error)
{
	g_autoptr(GdkPixbuf) raw = gdk_pixbuf_new_from_file(path, error);
	g_autoptr(GdkPixbuf) upright = raw ? gdk_pixbuf_apply_embedded_orientation(raw) : NULL;

	if (!upright)
		return NULL;
	int wide = gdk_pixbuf_get_width(upright), high = gdk_pixbuf_get_height(upright);
	if (wide <= width)
		return g_steal_pointer(&upright);
	return gdk_pixbuf_scale_simple(upright, width, MAX(1, (int)((gint64)high * width / wide)), GDK_INTERP_HYPER);
}

static struct picture *
image_write(GdkPixbuf *pixels, guint number, int css_width, GError **error)
{
	gboolean clear = gdk_pixbuf_get_has_alpha(pixels);
	char *buffer = NULL;
	gsize length = 0;

	if (!gdk_pixbuf_save_to_buffer(pixels, &buffer, &length, clear ? "png" : "jpeg", error, clear ? NULL : "quality", "82", NULL))
		return NULL;
	struct picture *picture = g_new0(struct picture, 1);
	picture->bytes = g_bytes_new_take(buffer, length);
	picture->type = clear ? "image/png" : "image/jpeg";
	picture->name = g_strdup_printf("image-%u.%s", number, clear ? "png" : "jpg");
	picture->width = MIN(css_width, gdk_pixbuf_get_width(pixels));
	picture->height = MAX(1, (int)((gint64)gdk_pixbuf_get_height(pixels) * picture->width / gdk_pixbuf_get_width(pixels)));
	return picture;
}

struct picture *
picture_of_image(const struct node *node, const char *folder, int width, guint number, struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;

	if (!name_stays_inside(node->url)) {
		complain(complaints, SEVERITY_WARNING, (struct place){NULL, -1}, "image-place", "put it beside the letter and write its name only",
		         "the picture \"%s\" is left out: it is no file beside the letter", node->url ? node->url : "");
		return NULL;
	}
	g_autofree char *path = g_build_filename(folder, node->url, NULL);
	g_autoptr(GdkPixbuf) pixels = image_read(path, width * PIXELS_A_PX, &error);
	struct picture *picture = pixels ? image_write(pixels, number, width, &error) : NULL;
	if (!picture)
		complain(complaints, SEVERITY_WARNING, (struct place){NULL, -1}, "image", NULL, "the picture \"%s\" is left out: %s", node->url,
		         error ? error->message : "it has no pixels");
	return picture;
}
