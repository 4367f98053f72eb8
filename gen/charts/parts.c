/* Parts of a whole: a bar a whole; its parts solid, hatched, open, pale — never steps of colour — with their counts inside. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "charts/axis.h"
#include "charts/words.h"

#define PITCH 2.1
#define PARTS_MOST 4

struct parts {
	struct sheet sheet;
	GPtrArray *rows;
	int whole, part;       /* key columns; whole −1: there is one whole only */
	GPtrArray *wholes, *names; /* const char *: in the figure's order */
	double left;           /* where bars begin */
	double head;           /* em over the first bar, for the names */
};

/* ---- reading ---- */

static void
add_word(GPtrArray *words, const char *word)
{
	for (guint i = 0; i < words->len; i++)
		if (g_strcmp0(g_ptr_array_index(words, i), word) == 0)
			return;
	g_ptr_array_add(words, (gpointer)word);
}

/* The last word key names the part; a word before it, or the period, the whole. */
static void
choose_keys(struct parts *parts, const struct figure *figure)
{
	parts->whole = parts->part = -1;
	for (guint i = 0; i < figure->key_columns->len; i++) {
		const struct figure_column *column = &g_array_index(figure->key_columns, struct figure_column, i);
		gboolean scope = strcmp(column->name, "scope") == 0;
		if (column->kind == KEY_NUMBER || (scope && parts->part >= 0))
			continue;
		if (!scope || parts->sheet.request->scope == NULL) {
			parts->whole = parts->part;
			parts->part = (int)i;
		}
	}
}

static void
parts_read(struct parts *parts, const struct chart_request *request)
{
	*parts = (struct parts){ .rows = rows_asked_for(request), .wholes = g_ptr_array_new(), .names = g_ptr_array_new() };
	parts->sheet = (struct sheet){ .request = request, .language = request->language ? request->language : "en" };
	choose_keys(parts, request->figure);
	for (guint i = 0; parts->part >= 0 && i < parts->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(parts->rows, i);
		add_word(parts->wholes, parts->whole < 0 ? "" : row->keys[parts->whole].word);
		add_word(parts->names, row->keys[parts->part].word);
	}
}

static void
parts_clear(struct parts *parts)
{
	g_ptr_array_unref(parts->rows);
	g_ptr_array_unref(parts->wholes);
	g_ptr_array_unref(parts->names);
}

static const struct value *
part_value(const struct parts *parts, guint whole, guint part)
{
	for (guint i = 0; i < parts->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(parts->rows, i);
		gboolean here = parts->whole < 0 || g_strcmp0(row->keys[parts->whole].word, g_ptr_array_index(parts->wholes, whole)) == 0;
		if (here && g_strcmp0(row->keys[parts->part].word, g_ptr_array_index(parts->names, part)) == 0)
			return row_headline(row);
	}
	return NULL;
}

/* Of the parts past the last texture, all that is left. */
static double
amount_of(const struct parts *parts, guint whole, guint part)
{
	guint past = part + 1 == PARTS_MOST ? parts->names->len : part + 1;
	double sum = 0;
	for (guint i = part; i < past; i++) {
		const struct value *value = part_value(parts, whole, i);
		sum += value && value_has_number(value) ? fmax(value->value, 0) : 0;
	}
	return sum;
}

static guint
shown_parts(const struct parts *parts)
{
	return MIN(parts->names->len, PARTS_MOST);
}

static const char *
part_name(const struct parts *parts, guint part)
{
	gboolean rest = part + 1 == PARTS_MOST && parts->names->len > PARTS_MOST;
	return rest ? "all others" : g_ptr_array_index(parts->names, part);
}

static double
total_of(const struct parts *parts, guint whole)
{
	double sum = 0;
	for (guint i = 0; i < shown_parts(parts); i++)
		sum += amount_of(parts, whole, i);
	return sum;
}

/* ---- drawing ---- */

static void
fill_texture(struct paper *paper, guint part, double x, double y, double width, double height)
{
	static const enum tint fills[PARTS_MOST] = { TINT_MAIN, TINT_PAPER, TINT_PAPER, TINT_BAND };
	paper_rectangle(paper, x, y, width, height);
	if (part == 1)
		paper_hatch(paper, TINT_MAIN);
	else
		paper_fill(paper, fills[part]);
	paper_rectangle(paper, x, y, width, height);
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "axis") });
}

static void
write_amount(const struct sheet *sheet, guint part, double amount, enum unit unit, double x, double y, double width)
{
	struct value value = value_estimate(amount, NAN, NAN, NO_COUNT);
	g_autofree char *words = value_words(&value, unit, sheet->language);
	struct lettering lettering = letters_strong(part == 0 ? TINT_PAPER : TINT_INK, ANCHOR_MIDDLE);
	double wide = sheet_measure(sheet, words, lettering);
	if (wide + 0.5 * sheet->em > width)
		return;
	if (part == 1 && wide > 0) {
		paper_rectangle(sheet->paper, x - wide / 2 - 0.3 * sheet->em, y - 0.55 * sheet->em, wide + 0.6 * sheet->em, 1.1 * sheet->em);
		paper_fill(sheet->paper, TINT_PAPER);
	}
	sheet_text(sheet, x, y + sheet_drop(sheet), words, lettering);
}

static void
draw_whole(const struct parts *parts, guint whole, double top)
{
	const struct sheet *sheet = &parts->sheet;
	double em = sheet->em, total = total_of(parts, whole), height = 1.68 * em, gap = 0.1 * em, y = top + height / 2;
	double x = parts->left, edge = paper_pen(sheet->paper, "axis"), room = sheet->width - parts->left - edge;
	struct lettering lettering = letters(TINT_INK, ANCHOR_START);
	lettering.width = parts->left - 0.5 * em;
	if (parts->left > em)
		sheet_text(sheet, 0, y + sheet_drop(sheet), g_ptr_array_index(parts->wholes, whole), lettering);
	if (total <= 0)
		sheet_unknown(sheet, x, top, room, height);
	for (guint part = 0; total > 0 && part < shown_parts(parts); part++) {
		double amount = amount_of(parts, whole, part), width = amount / total * room;
		g_autofree char *name = g_strdup_printf("%s: %g of %g", part_name(parts, part), amount, total);
		if (amount <= 0)
			continue;
		paper_begin(sheet->paper, name);
		fill_texture(sheet->paper, part, x, top, fmax(width - gap, edge), height);
		write_amount(sheet, part, amount, figure_unit(sheet->request->figure, 0), x + (width - gap) / 2, y, width - gap);
		paper_end(sheet->paper);
		x += width;
	}
}

/* The names of the parts over the first bar: each over its part, pushed right of the one before; a name that would no longer
 * begin over its part, or would leave the page, goes to a line above. Returns how many lines are used; draws if asked to. */
static int
place_names(const struct parts *parts, gboolean draw)
{
	const struct sheet *sheet = &parts->sheet;
	double em = sheet->em, total = total_of(parts, 0), room = sheet->width - parts->left, x = parts->left, past[2] = { x, x };
	int lines = 1;
	for (guint part = 0; part < shown_parts(parts); part++) {
		const char *name = part_name(parts, part);
		double width = sheet_measure(sheet, name, letters(TINT_INK2, ANCHOR_START)), share = total > 0 ? amount_of(parts, 0, part) / total : 0;
		double low = fmin(fmax(x, past[0]), sheet->width - width);
		int line = low >= past[0] && low <= x + share * room ? 0 : 1;
		double at = line == 0 ? low : fmax(past[1], fmin(x, sheet->width - width));
		if (draw)
			sheet_text(sheet, at, (line == 0 ? parts->head - 0.5 : parts->head - 1.6) * em, name, letters(TINT_INK2, ANCHOR_START));
		past[line] = at + width + 0.7 * em;
		lines = MAX(lines, line + 1);
		x += share * room;
	}
	return lines;
}

static void
parts_layout(struct parts *parts, struct paper *paper)
{
	const struct chart_request *request = parts->sheet.request;
	parts->sheet = sheet_open(paper, request, 3 * paper_em(paper));
	parts->left = paper_pen(paper, "axis");
	parts->head = 0.1;
	if (!request->text_inside || parts->wholes->len == 0)
		return;
	for (guint i = 0; i < parts->wholes->len; i++) {
		double width = sheet_measure(&parts->sheet, g_ptr_array_index(parts->wholes, i), letters(TINT_INK, ANCHOR_START));
		parts->left = fmax(parts->left, fmin(width, 0.3 * request->width) + (width > 0 ? 0.7 * parts->sheet.em : 0));
	}
	parts->head = place_names(parts, FALSE) == 1 ? 1.5 : 2.6;
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct parts parts;
	parts_read(&parts, request);
	parts_layout(&parts, paper);
	double wholes = parts.wholes->len, head = parts.head;
	parts_clear(&parts);
	return (wholes == 0 ? 3 : head + wholes * PITCH - 0.3) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct parts parts;
	parts_read(&parts, request);
	parts_layout(&parts, paper);
	if (parts.wholes->len == 0)
		sheet_empty(&parts.sheet, "There is nothing to show. This is not zero.");
	else
		place_names(&parts, TRUE);
	for (guint i = 0; i < parts.wholes->len; i++)
		draw_whole(&parts, i, (parts.head + i * PITCH) * parts.sheet.em);
	parts_clear(&parts);
}

static char *
describe(const struct chart_request *request)
{
	struct parts parts;
	parts_read(&parts, request);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Parts of a whole: %s.", figure_subject(request->figure));
	for (guint whole = 0; whole < parts.wholes->len; whole++) {
		const char *name = g_ptr_array_index(parts.wholes, whole);
		g_string_append_printf(out, " %s%s", name, *name ? ": " : "");
		for (guint part = 0; part < shown_parts(&parts); part++) {
			struct value value = value_estimate(amount_of(&parts, whole, part), NAN, NAN, NO_COUNT);
			g_autofree char *words = value_words(&value, figure_unit(request->figure, 0), parts.sheet.language);
			g_string_append_printf(out, "%s%s %s", part ? ", " : "", part_name(&parts, part), words);
		}
		g_string_append_c(out, '.');
	}
	if (parts.wholes->len == 0)
		g_string_append(out, " There is nothing to show.");
	parts_clear(&parts);
	return g_string_free(out, FALSE);
}

const struct chart chart_parts = {
	.name = "parts",
	.shape = SHAPE_SHARES,
	.summary = "parts of a whole, by texture",
	.height = height,
	.draw = draw,
	.describe = describe,
};
