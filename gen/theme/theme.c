/* Themes: tokens.yaml laid over the default's, colours, type and fonts taken from it, files looked up in their order. */
#include "theme/theme.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>

#include "formats/tree.h"
#include "formats/yaml.h"
#include "theme/fonts.h"

#define DEFAULT_THEME "default"

static const char *const FACE_NAMES[FACE_COUNT] = { "text", "state", "label", "strong", "display" };
static const char *const ROLE_NAMES[ROLE_COUNT] = {
	"figure", "unit", "headline", "section", "title", "statement", "body", "table", "chart", "chart_end", "note", "spine",
};

/* ---- files ---- */

static char *
file_on_disk(const char *folder, const char *theme, const char *name)
{
	g_autofree char *path = theme ? g_build_filename(folder, "themes", theme, name, NULL) : g_build_filename(folder, name, NULL);
	char *text = NULL;
	return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

static char *
file_inside(const char *theme, const char *name)
{
	g_autofree char *path = g_strdup_printf("/tidings/themes/%s/%s", theme, name);
	g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	return bytes ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
}

static char *
file_of_project(const struct theme *theme, const char *name)
{
	return theme->project_folder ? file_on_disk(theme->project_folder, theme->name, name) : NULL;
}

static char *
file_of_theme(const struct theme *theme, const char *name)
{
	return theme->folder ? file_on_disk(theme->folder, NULL, name) : file_inside(theme->name, name);
}

char *
theme_file(const struct theme *theme, const char *name)
{
	char *text = file_of_project(theme, name);
	if (!text)
		text = file_of_theme(theme, name);
	return text ? text : file_inside(DEFAULT_THEME, name);
}

/* ---- tokens ---- */

static struct tree *
tree_copy(const struct tree *tree)
{
	struct tree *copy = tree_new(tree->type, tree->key, tree->text, tree->at);
	for (const struct tree *child = tree->first; child; child = child->next)
		tree_add(copy, tree_copy(child));
	return copy;
}

/* `over` wherever it says something, else `under`; objects are joined key by key, in the order of `under`. */
static struct tree *
tree_overlay(const struct tree *under, const struct tree *over)
{
	if (!over || over->type == TREE_NULL)
		return tree_copy(under);
	if (under->type != TREE_OBJECT || over->type != TREE_OBJECT)
		return tree_copy(over);
	struct tree *both = tree_new(TREE_OBJECT, under->key, NULL, over->at);
	for (const struct tree *child = under->first; child; child = child->next)
		tree_add(both, tree_overlay(child, tree_get(over, child->key)));
	for (const struct tree *child = over->first; child; child = child->next)
		if (!tree_get(under, child->key))
			tree_add(both, tree_copy(child));
	return both;
}

/* Takes `text`; NULL when there is none or it is broken (complained about by the parser). */
static struct tree *
tokens_parse(const char *theme, char *text, struct complaints *complaints)
{
	g_autofree char *owned = text;
	if (!owned)
		return NULL;
	g_autofree char *shown = g_strdup_printf("themes/%s/tokens.yaml", theme);
	AUTO(input) input = input_of_bytes(shown, owned, strlen(owned));
	return yaml_parse(input, complaints);
}

static void
tokens_lay(struct tree **tokens, struct tree *over)
{
	AUTO(tree) under = *tokens;
	AUTO(tree) layer = over;
	*tokens = tree_overlay(under, layer);
}

static struct tree *
tokens_load(const struct theme *theme, struct complaints *complaints)
{
	struct tree *tokens = tokens_parse(DEFAULT_THEME, file_inside(DEFAULT_THEME, "tokens.yaml"), complaints);
	g_assert(tokens);
	if (theme->folder || strcmp(theme->name, DEFAULT_THEME) != 0)
		tokens_lay(&tokens, tokens_parse(theme->name, file_of_theme(theme, "tokens.yaml"), complaints));
	tokens_lay(&tokens, tokens_parse(theme->name, file_of_project(theme, "tokens.yaml"), complaints));
	return tokens;
}

static gboolean
number_read(const char *text, double *number)
{
	char *end = NULL;
	*number = text ? g_ascii_strtod(text, &end) : NAN;
	return text && end != text && !*end && isfinite(*number);
}

double
theme_number(const struct theme *theme, const char *path)
{
	double number;
	if (!number_read(tree_text(theme->tokens, path), &number))
		g_error("the theme has no number \"%s\"", path);
	return number;
}

const char *
theme_word(const struct theme *theme, const char *path)
{
	return tree_text(theme->tokens, path);
}

/* ---- what is read from the tokens; `standard` holds the default's, for where a word is broken ---- */

struct reading {
	const struct tree *tokens, *standard;
	struct complaints *complaints;
};

static void
complain_token(const struct reading *reading, const char *path, const char *expected)
{
	const struct tree *node = tree_find(reading->tokens, path);
	complain(reading->complaints, SEVERITY_ERROR, node ? node->at : (struct place){ NULL, -1 }, "theme-token", NULL,
	         "\"%s\" of the theme is not %s; the default's is used", path, expected);
}

static double
read_number(const struct reading *reading, const char *path)
{
	double number;
	if (number_read(tree_text(reading->tokens, path), &number) && number > 0)
		return number;
	complain_token(reading, path, "a positive number");
	g_assert_true(number_read(tree_text(reading->standard, path), &number));
	return number;
}

/* A colour, or the name of one of the mode's own ("ink"). */
static gboolean
colour_find(const struct tree *tokens, const char *mode, const char *path, struct colour *colour)
{
	const char *text = tree_text(tokens, path);
	if (text && *text != '#') {
		g_autofree char *named = g_strdup_printf("colour.%s.%s", mode, text);
		text = tree_text(tokens, named);
	}
	return colour_parse(text, colour);
}

static struct colour
read_colour(const struct reading *reading, const char *mode, const char *name)
{
	g_autofree char *path = g_strdup_printf("colour.%s.%s", mode, name);
	struct colour colour;
	if (colour_find(reading->tokens, mode, path, &colour))
		return colour;
	complain_token(reading, path, "a colour (\"#RRGGBB\")");
	g_assert_true(colour_find(reading->standard, mode, path, &colour));
	return colour;
}

static void
read_discipline(const struct reading *reading, const char *mode, const char *name, struct colour *tints)
{
	g_autofree char *main = g_strconcat(name, ".main", NULL), *band = g_strconcat(name, ".band", NULL);
	tints[TINT_MAIN] = read_colour(reading, mode, main);
	tints[TINT_BAND] = read_colour(reading, mode, band);
	for (int step = 0; step < 5; step++) {
		g_autofree char *ramp = g_strdup_printf("%s.ramp.%d", name, step), *on = g_strdup_printf("%s.on.%d", name, step);
		tints[TINT_RAMP1 + step] = read_colour(reading, mode, ramp);
		tints[TINT_ON1 + step] = read_colour(reading, mode, on);
	}
}

/* What belongs to neither discipline is grey. */
static void
tints_of_neither(struct colour *tints)
{
	static const enum tint ramp[] = { TINT_PANEL, TINT_GRID, TINT_RULE, TINT_GHOST, TINT_INK2 };
	tints[TINT_MAIN] = tints[TINT_INK];
	tints[TINT_BAND] = tints[TINT_PANEL];
	for (int step = 0; step < 5; step++) {
		tints[TINT_RAMP1 + step] = tints[ramp[step]];
		tints[TINT_ON1 + step] = tints[step < 3 ? TINT_INK : TINT_PAPER];
	}
}

static void
read_mode(const struct reading *reading, gboolean dark, struct theme *theme)
{
	const char *mode = dark ? "dark" : "light";
	for (int discipline = 0; discipline < 3; discipline++) {
		struct colour *tints = theme->colours[dark][discipline];
		for (enum tint tint = TINT_PAPER; tint < TINT_MAIN; tint++)
			tints[tint] = read_colour(reading, mode, tint_name(tint));
	}
	tints_of_neither(theme->colours[dark][DISCIPLINE_NONE]);
	read_discipline(reading, mode, "broadcast", theme->colours[dark][DISCIPLINE_BROADCAST]);
	read_discipline(reading, mode, "community", theme->colours[dark][DISCIPLINE_COMMUNITY]);
}

static enum face
read_face(const struct reading *reading, const char *role)
{
	g_autofree char *path = g_strdup_printf("type.%s.face", role);
	for (int again = 0; again < 2; again++) {
		const char *word = tree_text(again ? reading->standard : reading->tokens, path);
		for (enum face face = 0; word && face < FACE_COUNT; face++)
			if (strcmp(word, FACE_NAMES[face]) == 0)
				return face;
		complain_token(reading, path, "one of text, state, label, strong, display");
	}
	g_assert_not_reached();
}

static void
read_type(const struct reading *reading, enum role role, struct theme *theme)
{
	static const char *const units[] = { [MEDIUM_PRINT] = "pt", [MEDIUM_SCREEN] = "px", [MEDIUM_MAIL] = "px" };
	for (enum medium medium = MEDIUM_PRINT; medium <= MEDIUM_MAIL; medium++) {
		g_autofree char *size = g_strdup_printf("type.%s.%s.0", ROLE_NAMES[role], units[medium]);
		g_autofree char *leading = g_strdup_printf("type.%s.%s.1", ROLE_NAMES[role], units[medium]);
		theme->types[medium][role] = (struct type_style){
			.size = read_number(reading, size),
			.leading = read_number(reading, leading),
			.face = read_face(reading, ROLE_NAMES[role]),
		};
	}
}

static char *
read_features(const struct theme *theme)
{
	GString *out = g_string_new(NULL);
	const struct tree *list = tree_find(theme->tokens, "fonts.features");
	for (const struct tree *item = list ? list->first : NULL; item; item = item->next)
		g_string_append_printf(out, "%s%s=%s", out->len ? ", " : "", item->key, item->text);
	return g_string_free(out, FALSE);
}

static gboolean
read_font(struct theme *theme, enum face face, GError **error)
{
	g_autofree char *base = g_strdup_printf("fonts.%s", FACE_NAMES[face]);
	const struct tree *font = tree_find(theme->tokens, base);
	const char *file = tree_text(font, "file"), *family = tree_text(font, "family"), *weight = tree_text(font, "weight");
	g_autofree char *own = theme->project_folder ? g_build_filename(theme->project_folder, "themes", theme->name, NULL) : NULL;
	theme->font_files[face] = file && own ? font_find(own, file) : NULL;
	if (file && !theme->font_files[face])
		theme->font_files[face] = font_find(theme->folder, file);
	theme->font_family[face] = g_strdup(family ? family : "");
	theme->font_weight[face] = weight ? (int)g_ascii_strtoll(weight, NULL, 10) : 400;
	theme->font_italic[face] = g_strcmp0(tree_text(font, "style"), "italic") == 0;
	if (theme->font_files[face] && family)
		return TRUE;
	const char *package = theme_word(theme, "fonts.package");
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the theme \"%s\" needs the font file %s (package %s)", theme->name,
	            file ? file : base, package ? package : "unknown");
	return FALSE;
}

/* ---- loading ---- */

static PangoContext *
context_open(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("en"));
	cairo_font_options_destroy(options);
	return context;
}

static void
theme_read(struct theme *theme, struct complaints *complaints)
{
	AUTO(tree) standard = tokens_parse(DEFAULT_THEME, file_inside(DEFAULT_THEME, "tokens.yaml"), complaints);
	struct reading reading = { theme->tokens, standard, complaints };
	const char *summary = theme_word(theme, "summary"), *stack = theme_word(theme, "fonts.stack_html");
	theme->summary = g_strdup(summary ? summary : "");
	theme->font_stack_html = g_strdup(stack ? stack : "sans-serif");
	theme->font_features = read_features(theme);
	read_mode(&reading, FALSE, theme);
	read_mode(&reading, TRUE, theme);
	for (enum role role = 0; role < ROLE_COUNT; role++)
		read_type(&reading, role, theme);
}

static gboolean
theme_read_fonts(struct theme *theme, struct complaints *complaints, GError **error)
{
	for (enum face face = 0; face < FACE_COUNT; face++)
		if (!read_font(theme, face, error))
			return FALSE;
	theme->font_map = fonts_open(theme, complaints, error);
	if (!theme->font_map)
		return FALSE;
	theme->context = context_open(theme->font_map);
	return TRUE;
}

/* Where its files are looked for. */
static struct theme *
theme_named(const char *name, const char *project_folder)
{
	struct theme *theme = g_new0(struct theme, 1);
	theme->folder = strchr(name, '/') ? g_strdup(name) : NULL;
	theme->name = theme->folder ? g_path_get_basename(name) : g_strdup(name);
	theme->project_folder = g_strdup(project_folder);
	return theme;
}

static gboolean
theme_has_tokens(const struct theme *theme)
{
	g_autofree char *own = file_of_theme(theme, "tokens.yaml"), *project = file_of_project(theme, "tokens.yaml");
	return own || project;
}

gboolean
theme_exists(const char *name, const char *project_folder)
{
	AUTO(theme) theme = theme_named(name, project_folder);
	return theme_has_tokens(theme);
}

struct theme *
theme_load(const char *name, const char *project_folder, struct complaints *complaints, GError **error)
{
	AUTO(theme) theme = theme_named(name, project_folder);
	if (!theme_has_tokens(theme)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no theme \"%s\"", name);
		return NULL;
	}
	theme->tokens = tokens_load(theme, complaints);
	theme_read(theme, complaints);
	return theme_read_fonts(theme, complaints, error) ? g_steal_pointer(&theme) : NULL;
}

void
theme_free(struct theme *theme)
{
	for (enum face face = 0; face < FACE_COUNT; face++) {
		g_free(theme->font_files[face]);
		g_free(theme->font_family[face]);
	}
	g_clear_object(&theme->context);
	fonts_close(theme->font_map);
	g_clear_pointer(&theme->tokens, tree_free);
	g_free(theme->name);
	g_free(theme->summary);
	g_free(theme->font_stack_html);
	g_free(theme->font_features);
	g_free(theme->folder);
	g_free(theme->project_folder);
	g_free(theme);
}

/* ---- use ---- */

struct colour
theme_colour(const struct theme *theme, enum discipline discipline, enum tint tint, gboolean dark)
{
	return theme->colours[dark ? 1 : 0][discipline][tint];
}

PangoFontDescription *
theme_font(const struct theme *theme, enum medium medium, enum role role)
{
	const struct type_style *style = &theme->types[medium][role];
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family(font, theme->font_family[style->face]);
	pango_font_description_set_weight(font, (PangoWeight)theme->font_weight[style->face]);
	pango_font_description_set_style(font, theme->font_italic[style->face] ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	return font;
}

PangoLayout *
theme_layout(const struct theme *theme, enum medium medium, enum role role, const char *text)
{
	PangoLayout *layout = pango_layout_new(theme->context);
	PangoFontDescription *font = theme_font(theme, medium, role);
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_font_features_new(theme->font_features));
	pango_layout_set_font_description(layout, font);
	pango_layout_set_attributes(layout, attributes);
	pango_layout_set_text(layout, text, -1);
	pango_attr_list_unref(attributes);
	pango_font_description_free(font);
	return layout;
}
