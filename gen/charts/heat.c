/* Heat map: weekday × hour, or any two words crossed; five steps, figures inside where the cells are wide enough. */
#include <math.h>
#include <string.h>

#include "charts/cells.h"
#include "charts/words.h"

/* One side of the table: the key column it comes from and its items in order. */
struct side {
	int column;
	gboolean hours, weekdays;
	GArray *items; /* struct key */
};

struct heat {
	struct sheet sheet;
	GPtrArray *rows;
	struct side down, across;
	struct cells cells;
	double left, top, pitch_x, pitch_y;
};

/* ---- the two sides ---- */

static gboolean
key_equal(const struct key *a, const struct key *b)
{
	return a->word || b->word ? g_strcmp0(a->word, b->word) == 0 : a->number == b->number;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	double difference = ((const struct key *)a)->number - ((const struct key *)b)->number;
	return difference < 0 ? -1 : difference > 0;
}

static void
side_add(struct side *side, const struct key *key)
{
	for (guint i = 0; i < side->items->len; i++)
		if (key_equal(&g_array_index(side->items, struct key, i), key))
			return;
	g_array_append_val(side->items, *key);
}

/* All hours and weekdays stand, whether they have a value or not. */
static void
side_fill(struct side *side, int count)
{
	for (int i = 0; i < count; i++)
		side_add(side, &(struct key){ .number = i });
}

static struct side
side_of(const struct figure *figure, GPtrArray *rows, int column)
{
	const struct figure_column *key = &g_array_index(figure->key_columns, struct figure_column, column);
	struct side side = { .column = column, .hours = strcmp(key->name, "hour") == 0, .weekdays = strcmp(key->name, "weekday") == 0,
		             .items = g_array_new(FALSE, FALSE, sizeof(struct key)) };
	side_fill(&side, side.hours ? 24 : side.weekdays ? 7 : 0);
	for (guint i = 0; i < rows->len; i++)
		side_add(&side, &((struct figure_row *)g_ptr_array_index(rows, i))->keys[column]);
	if (key->kind == KEY_NUMBER)
		g_array_sort(side.items, compare_numbers);
	return side;
}

/* The n-th key that is crossed: neither period nor scope. */
static int
crossed_key(const struct figure *figure, int wanted)
{
	for (guint i = 0; i < figure->key_columns->len; i++) {
		const char *name = g_array_index(figure->key_columns, struct figure_column, i).name;
		if (strcmp(name, "period") != 0 && strcmp(name, "scope") != 0 && wanted-- == 0)
			return (int)i;
	}
	return -1;
}

static int
key_or(const struct figure *figure, const char *name, int otherwise)
{
	int column = figure_key(figure, name);
	return column >= 0 ? column : otherwise;
}

static char *
item_words(const struct side *side, guint index, const char *language)
{
	const struct key *key = &g_array_index(side->items, struct key, index);
	if (side->weekdays)
		return weekday_words((int)key->number, language);
	return key->word ? g_strdup(key->word) : g_strdup_printf("%g", key->number);
}

/* ---- measuring ---- */

static double
words_room(const struct heat *heat)
{
	double widest = 0;
	for (guint i = 0; i < heat->down.items->len; i++) {
		g_autofree char *words = item_words(&heat->down, i, heat->sheet.language);
		widest = fmax(widest, sheet_measure(&heat->sheet, words, letters(TINT_INK2, ANCHOR_START)));
	}
	return widest > 0 ? fmin(widest, 0.3 * heat->sheet.width) + 0.75 * heat->sheet.em : 0;
}

/* FALSE when the figure has no two keys to cross, or no rows. */
static gboolean
heat_open(struct heat *heat, struct paper *paper, const struct chart_request *request)
{
	const struct figure *figure = request->figure;
	int down = key_or(figure, "weekday", crossed_key(figure, 0)), across = key_or(figure, "hour", crossed_key(figure, 1));
	*heat = (struct heat){ .sheet = sheet_open(paper, request, request->height), .rows = rows_of_period(request) };
	if (down < 0 || across < 0 || heat->rows->len == 0)
		return FALSE;
	heat->down = side_of(figure, heat->rows, down);
	heat->across = side_of(figure, heat->rows, across);
	heat->cells = cells_over(&heat->sheet, heat->rows, 0);
	heat->left = words_room(heat);
	heat->top = request->text_inside ? 1.5 * heat->sheet.em : 0;
	heat->pitch_x = (request->width - heat->left) / heat->across.items->len;
	heat->cells.figures = request->text_inside && heat->pitch_x >= 3 * heat->sheet.em;
	heat->pitch_y = (heat->cells.figures ? 2.2 : 1.4) * heat->sheet.em;
	return TRUE;
}

static void
heat_close(struct heat *heat)
{
	g_ptr_array_unref(heat->rows);
	g_clear_pointer(&heat->down.items, g_array_unref);
	g_clear_pointer(&heat->across.items, g_array_unref);
}

static double
heat_bottom(const struct heat *heat)
{
	return heat->top + heat->pitch_y * heat->down.items->len;
}

/* ---- drawing ---- */

static void
draw_words(const struct heat *heat)
{
	const struct sheet *sheet = &heat->sheet;
	struct lettering across = letters(TINT_INK3, ANCHOR_MIDDLE), down = letters(TINT_INK2, ANCHOR_START);
	across.width = heat->across.hours ? 0 : heat->pitch_x - 0.2 * sheet->em;
	down.width = heat->left - 0.4 * sheet->em;
	for (guint i = 0; i < heat->across.items->len; i++) {
		g_autofree char *words = item_words(&heat->across, i, sheet->language);
		if (!heat->across.hours || i % 6 == 0)
			sheet_text(sheet, heat->left + (i + 0.5) * heat->pitch_x, sheet->em, words, across);
	}
	for (guint i = 0; i < heat->down.items->len; i++) {
		g_autofree char *words = item_words(&heat->down, i, sheet->language);
		sheet_text(sheet, 0, heat->top + (i + 0.5) * heat->pitch_y + sheet_drop(sheet), words, down);
	}
}

static const struct figure_row *
find_row(const struct heat *heat, guint down, guint across)
{
	for (guint i = 0; i < heat->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(heat->rows, i);
		if (key_equal(&row->keys[heat->down.column], &g_array_index(heat->down.items, struct key, down)) &&
		    key_equal(&row->keys[heat->across.column], &g_array_index(heat->across.items, struct key, across)))
			return row;
	}
	return NULL;
}

static void
draw_cell(struct heat *heat, guint down, guint across)
{
	const struct figure_row *row = find_row(heat, down, across);
	if (!row)
		return;
	double gap = cells_gap(&heat->sheet);
	g_autofree char *line = item_words(&heat->down, down, heat->sheet.language);
	g_autofree char *column = item_words(&heat->across, across, heat->sheet.language);
	g_autofree char *name = g_strdup_printf("%s, %s%s", line, column, heat->across.hours ? " h" : "");
	cell_draw(&heat->sheet, &heat->cells, row_headline(row), heat->left + across * heat->pitch_x + gap / 2,
	          heat->top + down * heat->pitch_y + gap / 2, heat->pitch_x - gap, heat->pitch_y - gap, name);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct heat heat;
	if (heat_open(&heat, paper, request)) {
		draw_words(&heat);
		for (guint down = 0; down < heat.down.items->len; down++)
			for (guint across = 0; across < heat.across.items->len; across++)
				draw_cell(&heat, down, across);
		if (request->text_inside)
			cells_legend(&heat.sheet, &heat.cells, heat.left, heat_bottom(&heat) + 1.35 * heat.sheet.em);
	} else {
		heat.sheet.height = 3 * heat.sheet.em;
		sheet_empty(&heat.sheet, "There is nothing to show. This is not zero.");
	}
	heat_close(&heat);
}

/* Two lines of legend where more than one state needs explaining. */
static double
height(struct paper *paper, const struct chart_request *request)
{
	struct heat heat;
	gboolean open = heat_open(&heat, paper, request);
	double legend = request->text_inside ? 2.0 : 0, em = heat.sheet.em;
	enum state seen[] = { STATE_TOO_FEW, STATE_SUPPRESSED, STATE_NO_DATA, STATE_PARTIAL, STATE_PROVISIONAL };
	int states = 0;
	for (guint s = 0; s < G_N_ELEMENTS(seen); s++) {
		gboolean met = FALSE;
		for (guint i = 0; i < heat.rows->len; i++)
			met = met || row_headline(g_ptr_array_index(heat.rows, i))->state == seen[s];
		states += met;
	}
	double result = open ? heat_bottom(&heat) + (legend + (states > 2 && legend > 0 ? 1.5 : 0)) * em : 3 * em;
	heat_close(&heat);
	return result;
}

/* ---- in words ---- */

static char *
cell_name(const struct heat *heat, const struct figure_row *row)
{
	struct side down = heat->down, across = heat->across;
	GArray *one = g_array_new(FALSE, FALSE, sizeof(struct key)), *two = g_array_new(FALSE, FALSE, sizeof(struct key));
	g_array_append_val(one, row->keys[down.column]);
	g_array_append_val(two, row->keys[across.column]);
	down.items = one;
	across.items = two;
	const char *language = heat->sheet.request->language ? heat->sheet.request->language : "en";
	g_autofree char *line = item_words(&down, 0, language), *column = item_words(&across, 0, language);
	g_array_unref(one);
	g_array_unref(two);
	return g_strdup_printf("%s, %s%s", line, column, across.hours ? " h" : "");
}

static void
tell_extremes(GString *out, const struct heat *heat, enum unit unit, const char *language)
{
	const struct figure_row *peak = NULL, *trough = NULL;
	guint without = 0;
	for (guint i = 0; i < heat->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(heat->rows, i);
		if (!value_has_number(row_headline(row))) {
			without++;
			continue;
		}
		peak = !peak || row_headline(row)->value > row_headline(peak)->value ? row : peak;
		trough = !trough || row_headline(row)->value < row_headline(trough)->value ? row : trough;
	}
	for (int end = 0; peak && end < 2; end++) {
		const struct figure_row *row = end ? trough : peak;
		g_autofree char *name = cell_name(heat, row), *value = value_words(row_headline(row), unit, language);
		g_string_append_printf(out, " %s: %s, %s.", end ? "Lowest" : "Highest", name, value);
	}
	if (without)
		g_string_append_printf(out, " %u of %u cells have no value to show.", without, heat->rows->len);
}

static char *
describe(const struct chart_request *request)
{
	struct heat heat = { .sheet.request = request, .rows = rows_of_period(request) };
	const struct figure *figure = request->figure;
	int down = key_or(figure, "weekday", crossed_key(figure, 0)), across = key_or(figure, "hour", crossed_key(figure, 1));
	GString *out = g_string_new(NULL);
	if (down >= 0 && across >= 0) {
		heat.down = side_of(figure, heat.rows, down);
		heat.across = side_of(figure, heat.rows, across);
		g_string_append_printf(out, "Heat map, %s: %s.", heat.across.hours ? "weekdays down, hours across" : "two groupings crossed",
		                       figure_subject(figure));
		tell_extremes(out, &heat, figure_unit(figure, 0), request->language ? request->language : "en");
	}
	if (heat.rows->len == 0)
		g_string_append(out, " There is nothing to show.");
	heat_close(&heat);
	return g_string_free(out, FALSE);
}

const struct chart chart_heat = {
	.name = "heat",
	.shape = SHAPE_MATRIX,
	.summary = "weekday by hour, or any two groupings crossed",
	.height = height,
	.draw = draw,
	.describe = describe,
};
