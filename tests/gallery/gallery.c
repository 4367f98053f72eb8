/* The gallery: every chart with ordinary figures and hard cases, on one page to look at (HTML, light and dark) and one PDF.
 * Usage: gallery FOLDER [THEME] writes FOLDER/gallery.html, FOLDER/gallery.pdf and the pictures of FOLDER/mail. */
#include <cairo-pdf.h>
#include <stdio.h>

#include "samples.h"

static void
add_fonts(GString *page, const struct theme *theme)
{
	GString *letters = g_string_new("…’“”–−·€✓مسارالدراجات");
	for (gunichar letter = 32; letter < 0x180; letter++)
		g_string_append_unichar(letters, letter < 127 || letter > 160 ? letter : ' ');
	for (enum face face = 0; face < FACE_COUNT; face++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) font = theme_font_subset(theme, face, letters->str, &error);
		g_assert_no_error(error);
		g_autofree char *data = g_base64_encode(g_bytes_get_data(font, NULL), g_bytes_get_size(font));
		g_string_append_printf(page, "@font-face{font-family:Gallery;font-weight:%d;font-style:%s;src:url(data:font/ttf;base64,%s)}\n",
		                       theme->font_weight[face], theme->font_italic[face] ? "italic" : "normal", data);
	}
	g_string_free(letters, TRUE);
}

static struct chart_request
request_of(const struct sample *sample, double width, gboolean text)
{
	return (struct chart_request){ .figure = sample->figure, .scope = sample->scope,
		                       .width = strcmp(sample->chart, "spark") == 0 ? 90 : width, .goal = sample->goal,
		                       .goal_label = sample->goal_label, .text_inside = text, .language = "en" };
}

static void
add_sample(GString *page, const struct theme *theme, const struct sample *sample, guint number)
{
	const struct chart *chart = chart_find(sample->chart);
	struct chart_request request = request_of(sample, 328, TRUE);
	g_autofree char *id = g_strdup_printf("g%u", number), *words = chart->describe(&request);
	g_autofree char *svg = chart_svg(chart, &request, theme, MEDIUM_SCREEN, id, sample->title, words);
	g_string_append_printf(page, "<figure><figcaption><small>%s</small><b>%s</b><span>%s</span></figcaption>%s</figure>\n",
	                       sample->chart, sample->title, sample->subtitle, svg);
}

static char *
page_of(const struct theme *theme, const GArray *samples)
{
	GString *page = g_string_new("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gallery</title><style>\n");
	g_autofree char *variables = theme_variables(theme), *style = paper_style();
	add_fonts(page, theme);
	g_string_append_printf(page, "%s%s", variables, style);
	g_string_append(page, ":root{color-scheme:light dark}body{background:var(--paper);color:var(--ink);font:15px/22px Gallery;"
	                      "font-variant-numeric:tabular-nums;margin:32px auto;width:1096px}svg{display:block;overflow:visible}"
	                      "div{display:grid;grid-template-columns:repeat(3,328px);gap:28px 56px}figure{margin:0}figcaption{margin-bottom:12px}"
	                      "b,small,span{display:block}span{font-size:12.5px;color:var(--ink2)}small{font-size:11.6px;color:var(--ink3)}</style>\n");
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		gboolean first = i == 0 || strcmp(sample->section, g_array_index(samples, struct sample, i - 1).section) != 0;
		if (first)
			g_string_append_printf(page, "%s<h2>%s</h2><div>\n", i ? "</div>" : "", sample->section);
		add_sample(page, theme, sample, i);
	}
	g_string_append(page, "</div></html>\n");
	return g_string_free(page, FALSE);
}

static void
write_pdf(const char *path, const struct theme *theme, const GArray *samples)
{
	cairo_surface_t *surface = cairo_pdf_surface_create(path, 780, 1400);
	cairo_t *cairo = cairo_create(surface);
	double y[3] = { 30, 30, 30 };
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		const struct chart *chart = chart_find(sample->chart);
		struct chart_request request = request_of(sample, 225, TRUE);
		enum discipline discipline = sample->figure->definition->discipline;
		guint column = i % 3;
		AUTO(paper) paper = paper_on_cairo(cairo, theme, MEDIUM_PRINT, discipline, FALSE);
		cairo_save(cairo);
		cairo_translate(cairo, 30 + column * 248, y[column]);
		paper_text(paper, 0, 0, sample->title, (struct lettering){ .role = ROLE_TITLE, .tint = TINT_INK, .face = FACE_COUNT });
		cairo_translate(cairo, 0, 10);
		chart->draw(paper, &request);
		cairo_restore(cairo);
		y[column] += chart_height(chart, &request, theme, MEDIUM_PRINT) + 40;
	}
	cairo_show_page(cairo);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
}

static void
write_mail(const char *folder, const struct theme *theme, const GArray *samples)
{
	g_autofree char *mail = g_build_filename(folder, "mail", NULL);
	g_mkdir_with_parents(mail, 0755);
	for (guint i = 0; i < samples->len; i++) {
		const struct sample *sample = &g_array_index(samples, struct sample, i);
		struct chart_request request = request_of(sample, 536, FALSE);
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) png = chart_png(chart_find(sample->chart), &request, theme, 2, &error);
		g_assert_no_error(error);
		g_autofree char *path = g_strdup_printf("%s/%02u-%s.png", mail, i, sample->chart);
		g_file_set_contents(path, g_bytes_get_data(png, NULL), (gssize)g_bytes_get_size(png), NULL);
	}
}

int
main(int count, char **words)
{
	const char *folder = count > 1 ? words[1] : ".";
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	AUTO(theme) theme = theme_load(count > 2 ? words[2] : "default", NULL, complaints, &error);
	if (!theme) {
		fprintf(stderr, "gallery: %s\n", error->message);
		return 1;
	}
	g_autoptr(GArray) samples = samples_new();
	g_autofree char *page = page_of(theme, samples), *html = g_build_filename(folder, "gallery.html", NULL);
	g_autofree char *pdf = g_build_filename(folder, "gallery.pdf", NULL);
	g_file_set_contents(html, page, -1, NULL);
	write_pdf(pdf, theme, samples);
	write_mail(folder, theme, samples);
	return 0;
}
