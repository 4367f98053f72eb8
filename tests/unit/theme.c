/* Themes: what the default says, overrides laid over it, broken tokens complained about, fonts private, brand colours guarded. */
#include "theme/theme.h"

#include <glib/gstdio.h>
#include <string.h>

#include "formats/tree.h"

static struct theme *
load(const char *folder, guint *count)
{
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	struct theme *theme = theme_load("default", folder, complaints, &error);
	g_assert_no_error(error);
	*count = complaints_count(complaints, SEVERITY_WARNING);
	return theme;
}

/* A project folder with this tokens.yaml for the default theme. Caller frees. */
static char *
project_with(const char *tokens)
{
	char *folder = g_dir_make_tmp("theme-XXXXXX", NULL);
	g_autofree char *theme = g_build_filename(folder, "themes", "default", NULL), *file = g_build_filename(theme, "tokens.yaml", NULL);
	g_mkdir_with_parents(theme, 0700);
	g_assert_true(g_file_set_contents(file, tokens, -1, NULL));
	return folder;
}

static void
remove_project(char *folder)
{
	static const char *const parts[] = { "themes/default/tokens.yaml", "themes/default", "themes", "" };
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(folder, parts[i], NULL);
		g_remove(path);
	}
	g_free(folder);
}

static void
test_default(void)
{
	guint count;
	AUTO(theme) theme = load(NULL, &count);
	g_autofree char *main = colour_hex(theme_colour(theme, DISCIPLINE_COMMUNITY, TINT_MAIN, FALSE));
	g_autofree char *on = colour_hex(theme_colour(theme, DISCIPLINE_BROADCAST, TINT_ON1, FALSE)); /* "ink" by name */
	g_assert_cmpuint(count, ==, 0);
	g_assert_cmpstr(main, ==, "#A44B1D");
	g_assert_cmpstr(on, ==, "#15181C");
	g_assert_cmpfloat(theme->types[MEDIUM_PRINT][ROLE_CHART].size, ==, 7);
	g_assert_cmpint(theme->types[MEDIUM_SCREEN][ROLE_FIGURE].face, ==, FACE_DISPLAY);
	g_assert_cmpfloat(theme_number(theme, "stroke.line_double.outer"), ==, 2.2);
	g_assert_cmpfloat(theme_number(theme, "space.box_pad.1"), ==, 9);
	g_assert_nonnull(strstr(theme->font_features, "liga=0"));
}

static void
test_contrast_of_default(void)
{
	guint count;
	AUTO(theme) theme = load(NULL, &count);
	for (int dark = 0; dark < 2; dark++)
		for (int discipline = DISCIPLINE_BROADCAST; discipline <= DISCIPLINE_COMMUNITY; discipline++) {
			const struct colour *tints = theme->colours[dark][discipline];
			g_assert_cmpfloat(colour_contrast(tints[TINT_INK3], tints[TINT_PAPER]), >=, 4.5);
			g_assert_cmpfloat(colour_contrast(tints[TINT_MAIN], tints[TINT_PAPER]), >=, 4.5);
			g_assert_cmpfloat(colour_contrast(tints[TINT_MAIN], tints[TINT_BAND]), >=, 3);
			for (int step = 0; step < 5; step++)
				g_assert_cmpfloat(colour_contrast(tints[TINT_RAMP1 + step], tints[TINT_ON1 + step]), >=, 4.5);
		}
}

static void
test_override(void)
{
	char *folder = project_with("colour:\n  light:\n    rule: '#ABCDEF'\n    grid: bluish\ntype:\n  chart: {pt: [8, -1]}\n");
	guint count;
	AUTO(theme) theme = load(folder, &count);
	g_autofree char *rule = colour_hex(theme_colour(theme, DISCIPLINE_NONE, TINT_RULE, FALSE));
	g_autofree char *grid = colour_hex(theme_colour(theme, DISCIPLINE_NONE, TINT_GRID, FALSE));
	g_assert_cmpstr(rule, ==, "#ABCDEF");
	g_assert_cmpstr(grid, ==, "#E2E5E8"); /* not a colour: the default's stands */
	g_assert_cmpfloat(theme->types[MEDIUM_PRINT][ROLE_CHART].size, ==, 8);
	g_assert_cmpfloat(theme->types[MEDIUM_PRINT][ROLE_CHART].leading, ==, 8.5);
	g_assert_cmpuint(count, >=, 2);
	remove_project(folder);
}

static void
test_unknown(void)
{
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	g_assert_null(theme_load("no-such-theme", NULL, complaints, &error));
	g_assert_nonnull(strstr(error->message, "no-such-theme"));
}

static void
test_missing_font(void)
{
	char *folder = project_with("fonts:\n  text: {file: Nowhere-Regular.ttf}\n");
	g_autoptr(GError) error = NULL;
	AUTO(complaints) complaints = complaints_new();
	g_assert_null(theme_load("default", folder, complaints, &error));
	g_assert_nonnull(strstr(error->message, "Nowhere-Regular.ttf"));
	remove_project(folder);
}

/* Only the theme's own files are there, and other scripts find letters. */
static void
test_private_fonts(void)
{
	guint count;
	AUTO(theme) theme = load(NULL, &count);
	PangoFontFamily **families = NULL;
	int n = 0;
	pango_font_map_list_families(theme->font_map, &families, &n);
	/* pango adds its generic names, which lead to the same files */
	static const char *const own[] = { "Lato", "Noto Sans", "Sans", "Serif", "Monospace", "System-ui" };
	for (int i = 0; i < n; i++) {
		gboolean known = FALSE;
		for (guint k = 0; k < G_N_ELEMENTS(own); k++)
			known = known || g_str_has_prefix(pango_font_family_get_name(families[i]), own[k]);
		g_assert_true(known);
	}
	g_free(families);
	static const char *const texts[] = { "Grüße, naïve − 4.2 h", "مسار الدراجات", "שלום", "नमस्ते", "Україна", "สวัสดี" };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(PangoLayout) layout = theme_layout(theme, MEDIUM_PRINT, ROLE_BODY, texts[i]);
		g_assert_cmpint(pango_layout_get_unknown_glyphs_count(layout), ==, 0);
	}
}

/* Figures are tabular, and no ligature joins f and i. */
static void
test_features(void)
{
	guint count;
	AUTO(theme) theme = load(NULL, &count);
	int ones, eights;
	g_autoptr(PangoLayout) layout = theme_layout(theme, MEDIUM_PRINT, ROLE_BODY, "1111");
	pango_layout_get_size(layout, &ones, NULL);
	pango_layout_set_text(layout, "8888", -1);
	pango_layout_get_size(layout, &eights, NULL);
	g_assert_cmpint(ones, ==, eights);
	pango_layout_set_text(layout, "fi", -1);
	PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
	PangoGlyphItem *run = line->runs->data;
	g_assert_cmpint(run->glyphs->num_glyphs, ==, 2);
}

static void
test_subset(void)
{
	guint count;
	g_autoptr(GError) error = NULL;
	AUTO(theme) theme = load(NULL, &count);
	g_autoptr(GBytes) small = theme_font_subset(theme, FACE_TEXT, "abc", &error);
	g_autoptr(GBytes) again = theme_font_subset(theme, FACE_TEXT, "cba", &error);
	g_assert_no_error(error);
	g_autofree char *whole = NULL;
	gsize length;
	g_assert_true(g_file_get_contents(theme->font_files[FACE_TEXT], &whole, &length, NULL));
	g_assert_cmpuint(g_bytes_get_size(small), <, length / 10);
	g_assert_cmpmem(g_bytes_get_data(small, NULL), 4, "\0\1\0\0", 4); /* TrueType */
	g_assert_true(g_bytes_equal(small, again));
}

static void
test_brand(void)
{
	guint count;
	AUTO(complaints) complaints = complaints_new();
	AUTO(theme) theme = load(NULL, &count);
	theme_brand(theme, "#FFEE00", NULL, complaints); /* yellow is too pale */
	g_autofree char *kept = colour_hex(theme_colour(theme, DISCIPLINE_BROADCAST, TINT_MAIN, FALSE));
	g_assert_cmpstr(kept, ==, "#2365B3");
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_WARNING), ==, 1);
	theme_brand(theme, "#1F6B4A", "#8A3B7C", complaints);
	g_autofree char *taken = colour_hex(theme_colour(theme, DISCIPLINE_BROADCAST, TINT_MAIN, FALSE));
	g_assert_cmpstr(taken, ==, "#1F6B4A");
	g_assert_cmpuint(complaints_count(complaints, SEVERITY_WARNING), ==, 1);
	for (int dark = 0; dark < 2; dark++)
		for (int step = 0; step < 5; step++)
			g_assert_cmpfloat(colour_contrast(theme->colours[dark][1][TINT_RAMP1 + step], theme->colours[dark][1][TINT_ON1 + step]), >=, 4.5);
}

static void
test_variables(void)
{
	guint count;
	AUTO(theme) theme = load(NULL, &count);
	g_autofree char *style = theme_variables(theme);
	g_assert_nonnull(strstr(style, "--ink:#15181C"));
	g_assert_nonnull(strstr(style, ".community{--main:#A44B1D"));
	g_assert_nonnull(strstr(style, "prefers-color-scheme:dark"));
}

int
main(int count, char **words)
{
	g_test_init(&count, &words, NULL);
	g_test_add_func("/theme/default", test_default);
	g_test_add_func("/theme/contrast", test_contrast_of_default);
	g_test_add_func("/theme/override", test_override);
	g_test_add_func("/theme/unknown", test_unknown);
	g_test_add_func("/theme/missing-font", test_missing_font);
	g_test_add_func("/theme/private-fonts", test_private_fonts);
	g_test_add_func("/theme/features", test_features);
	g_test_add_func("/theme/subset", test_subset);
	g_test_add_func("/theme/brand", test_brand);
	g_test_add_func("/theme/variables", test_variables);
	return g_test_run();
}
