/* Cells and their legend. */
#include "charts/cells.h"

#include <math.h>

#include "charts/words.h"

struct cells
cells_over(const struct sheet *sheet, GPtrArray *rows, guint column)
{
	struct cells cells = { .unit = figure_unit(sheet->request->figure, column) };
	double low = 0, high = 0;
	for (guint i = 0; i < rows->len; i++) {
		const struct value *value = &((struct figure_row *)g_ptr_array_index(rows, i))->values[column];
		if (value_has_number(value)) {
			low = fmin(low, value->value);
			high = fmax(high, value->value);
		}
	}
	struct ticks ticks = ticks_amounts(low, high);
	cells.low = ticks.at[0];
	cells.high = ticks.at[ticks.count - 1];
	return cells;
}

double
cells_gap(const struct sheet *sheet)
{
	return 0.1 * sheet->em;
}

static int
step_of(const struct cells *cells, double value)
{
	return CLAMP((int)floor((value - cells->low) / (cells->high - cells->low) * 5), 0, 4);
}

static void
write_figure(const struct sheet *sheet, const struct cells *cells, const struct value *value, double x, double y, enum tint tint)
{
	double high = cells->high * (cells->unit == UNIT_SHARE ? 100 : 1); /* all cells have the decimals of the largest */
	int decimals = cells->unit == UNIT_COUNT || high >= 10 ? 0 : high >= 1 ? 1 : 2;
	g_autofree char *words = tick_words(value->value, cells->unit, decimals + (cells->unit == UNIT_SHARE ? 2 : 0), FALSE, sheet->language);
	sheet_text(sheet, x, y + sheet_drop(sheet), words, letters(tint, ANCHOR_MIDDLE));
}

static void
draw_dot(const struct sheet *sheet, double x, double y)
{
	paper_circle(sheet->paper, x, y, 0.12 * sheet->em);
	paper_fill(sheet->paper, TINT_INK3);
}

static void
draw_open(const struct sheet *sheet, double x, double y, double width, double height)
{
	double half = paper_pen(sheet->paper, "grid") / 2;
	paper_rectangle(sheet->paper, x + half, y + half, width - 2 * half, height - 2 * half);
	paper_hatch(sheet->paper, TINT_MAIN);
	paper_rectangle(sheet->paper, x + half, y + half, width - 2 * half, height - 2 * half);
	paper_stroke(sheet->paper, (struct stroke){ .tint = TINT_MAIN, .width = 2 * half });
}

/* Hatched, with the figure on a piece of paper. */
static void
draw_provisional(const struct sheet *sheet, const struct cells *cells, const struct value *value, double x, double y, double width, double height)
{
	draw_open(sheet, x, y, width, height);
	if (!cells->figures)
		return;
	double patch = fmin(1.6 * sheet->em, width * 0.8);
	paper_rectangle(sheet->paper, x + (width - patch) / 2, y + 0.15 * height, patch, 0.7 * height);
	paper_fill(sheet->paper, TINT_PAPER);
	write_figure(sheet, cells, value, x + width / 2, y + height / 2, TINT_INK);
}

static void
draw_number(const struct sheet *sheet, struct cells *cells, const struct value *value, double x, double y, double width, double height)
{
	int step = step_of(cells, value->value);
	if (value->state == STATE_PARTIAL || value->state == STATE_PROVISIONAL) {
		cells->open = TRUE;
		draw_provisional(sheet, cells, value, x, y, width, height);
		return;
	}
	paper_rectangle(sheet->paper, x, y, width, height);
	paper_fill(sheet->paper, TINT_RAMP1 + (enum tint)step);
	if (cells->figures)
		write_figure(sheet, cells, value, x + width / 2, y + height / 2, TINT_ON1 + (enum tint)step);
}

static void
draw_state(const struct sheet *sheet, struct cells *cells, const struct value *value, double x, double y, double width, double height)
{
	switch (value->state) {
	case STATE_SUPPRESSED:
		cells->hidden = TRUE;
		sheet_hidden(sheet, x, y, width, height);
		break;
	case STATE_NO_DATA:
		cells->unknown = TRUE;
		sheet_unknown(sheet, x, y, width, height);
		break;
	case STATE_UNDEFINED:
		sheet_text(sheet, x + width / 2, y + height / 2 + sheet_drop(sheet), "–", letters(TINT_INK3, ANCHOR_MIDDLE));
		break;
	default:
		cells->too_few = TRUE;
		draw_dot(sheet, x + width / 2, y + height / 2);
	}
}

void
cell_draw(const struct sheet *sheet, struct cells *cells, const struct value *value, double x, double y, double width, double height, const char *name)
{
	g_autofree char *number = estimate_words(value, cells->unit, sheet->language), *state = state_words(value);
	g_autofree char *words = g_strdup_printf("%s: %s", name, value_has_number(value) || !state ? number : state);
	paper_begin(sheet->paper, words);
	if (value_has_number(value))
		draw_number(sheet, cells, value, x, y, width, height);
	else
		draw_state(sheet, cells, value, x, y, width, height);
	paper_end(sheet->paper);
}

/* ---- the legend ---- */

struct legend {
	const struct sheet *sheet;
	double start, x, y;
};

static void
legend_wrap(struct legend *legend, double width)
{
	if (legend->x + width <= legend->sheet->width || legend->x <= legend->start)
		return;
	legend->x = legend->start;
	legend->y += 1.5 * legend->sheet->em;
}

/* A sample of one state with its word; returns where the sample goes. */
static double
legend_word(struct legend *legend, const char *word)
{
	double em = legend->sheet->em, sample = 1.1 * em;
	double width = sample + 0.4 * em + sheet_measure(legend->sheet, word, letters(TINT_INK3, ANCHOR_START));
	legend_wrap(legend, width);
	double x = legend->x;
	sheet_text(legend->sheet, x + sample + 0.4 * em, legend->y + sheet_drop(legend->sheet), word, letters(TINT_INK3, ANCHOR_START));
	legend->x += width + 1.1 * em;
	return x;
}

static void
legend_ramp(struct legend *legend, const struct cells *cells)
{
	const struct sheet *sheet = legend->sheet;
	double em = sheet->em, box = 1.5 * em, height = 0.9 * em;
	int decimals = cells->unit == UNIT_SHARE ? 2 : ticks_amounts(cells->low, cells->high).decimals;
	g_autofree char *low = tick_words(cells->low, cells->unit, decimals, TRUE, sheet->language);
	g_autofree char *high = tick_words(cells->high, cells->unit, decimals, TRUE, sheet->language);
	sheet_text(sheet, legend->x, legend->y + sheet_drop(sheet), low, letters(TINT_INK3, ANCHOR_START));
	legend->x += sheet_measure(sheet, low, letters(TINT_INK3, ANCHOR_START)) + 0.5 * em;
	for (int step = 0; step < 5; step++) {
		paper_rectangle(sheet->paper, legend->x, legend->y - height / 2, box, height);
		paper_fill(sheet->paper, TINT_RAMP1 + (enum tint)step);
		legend->x += box + cells_gap(sheet);
	}
	legend->x += 0.4 * em;
	sheet_text(sheet, legend->x, legend->y + sheet_drop(sheet), high, letters(TINT_INK3, ANCHOR_START));
	legend->x += sheet_measure(sheet, high, letters(TINT_INK3, ANCHOR_START)) + 1.4 * em;
}

void
cells_legend(const struct sheet *sheet, const struct cells *cells, double x, double y)
{
	struct legend legend = { sheet, x, x, y };
	double em = sheet->em, height = 0.9 * em;
	legend_ramp(&legend, cells);
	if (cells->too_few) {
		double at = legend_word(&legend, "too few");
		draw_dot(sheet, at + 0.55 * em, legend.y);
	}
	if (cells->open) {
		double at = legend_word(&legend, "not final");
		draw_open(sheet, at, legend.y - height / 2, 1.1 * em, height);
	}
	if (cells->hidden) {
		double at = legend_word(&legend, "hidden");
		sheet_hidden(sheet, at, legend.y - height / 2, 1.1 * em, height);
	}
	if (cells->unknown) {
		double at = legend_word(&legend, "not reported");
		sheet_unknown(sheet, at, legend.y - height / 2, 1.1 * em, height);
	}
}
