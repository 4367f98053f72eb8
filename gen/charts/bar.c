/* Bar or stem: an amount a row from a zero line, its value at the end. */
#include <math.h>

#include "charts/lanes.h"
#include "charts/words.h"

#define PITCH 1.6
#define THICKNESS 0.66

/* "33", "11, 29 of 31 days", or what the state says. */
static char *
end_words(const struct lanes *lanes, const struct value *value)
{
	g_autofree char *number = value_words(value, lanes->unit, lanes->sheet.language), *state = state_words(value);
	if (!value_has_number(value))
		return g_steal_pointer(&state);
	return state ? g_strdup_printf("%s, %s", number, state) : g_steal_pointer(&number);
}

/* How far a bar of this value reaches, as a share of the full length. */
static double
reach(const struct value *value, double most)
{
	return value_has_number(value) ? fmax(value->value, 0) / most : 0.25;
}

static double
most_of(const struct lanes *lanes, double sign)
{
	double most = 0;
	for (guint i = 0; i < lanes->rows->len; i++)
		if (value_has_number(lanes_value(lanes, i)))
			most = fmax(most, sign * lanes_value(lanes, i)->value);
	return most;
}

/* The longest bars that leave room for the words after each. */
static double
full_length(const struct lanes *lanes, double most)
{
	double width = lanes->plot.right - lanes->plot.left, length = width;
	for (guint i = 0; i < lanes->rows->len; i++) {
		const struct value *value = lanes_value(lanes, i);
		g_autofree char *words = end_words(lanes, value);
		double room = sheet_measure(&lanes->sheet, words, letters(TINT_INK, ANCHOR_START)) + 1.1 * lanes->sheet.em;
		double share = reach(value, most);
		if (share > 0)
			length = fmin(length, fmax(width - room, 0) / share);
	}
	return fmax(length, 0.2 * width);
}

static void
choose_scale(struct lanes *lanes)
{
	double most = most_of(lanes, 1), least = most_of(lanes, -1);
	if (most + least <= 0)
		most = 1;
	if (least > 0) { /* words of negative bars stand left of them */
		double room = 3 * lanes->sheet.em, width = lanes->plot.right - lanes->plot.left - 2 * room;
		lanes->plot.x = (struct scale){ -least, most, lanes->plot.left + room, lanes->plot.left + room + width, FALSE };
		return;
	}
	lanes->plot.x = (struct scale){ 0, most, lanes->plot.left, lanes->plot.left + full_length(lanes, most), FALSE };
}

static void
draw_state(const struct lanes *lanes, const struct value *value, double y)
{
	const struct sheet *sheet = &lanes->sheet;
	double x = lanes->plot.left, width = 0.25 * (lanes->plot.x.to - x), half = THICKNESS / 2 * sheet->em;
	gboolean hidden = value->state == STATE_SUPPRESSED, unknown = value->state == STATE_NO_DATA;
	if (hidden)
		sheet_hidden(sheet, x, y - half, width, 2 * half);
	if (unknown)
		sheet_unknown(sheet, x, y - half, width, 2 * half);
	g_autofree char *words = state_words(value);
	struct lettering lettering = letters_state(ANCHOR_START);
	double from = x + (hidden || unknown ? width : 0) + 0.5 * sheet->em;
	lettering.width = sheet->width - from;
	sheet_text(sheet, from, y + sheet_drop(sheet), words, lettering);
}

static void
draw_row(const struct lanes *lanes, guint index)
{
	const struct sheet *sheet = &lanes->sheet;
	const struct value *value = lanes_value(lanes, index);
	double y = lanes_y(lanes, index), zero = scale_at(&lanes->plot.x, 0);
	lanes_label(lanes, index);
	if (!value_has_number(value)) {
		draw_state(lanes, value, y);
		return;
	}
	double x = scale_at(&lanes->plot.x, value->value);
	lanes_begin(lanes, index);
	paper_amount(sheet->paper, zero, x, y, THICKNESS * sheet->em, value->state == STATE_PARTIAL || value->state == STATE_PROVISIONAL);
	paper_end(sheet->paper);
	g_autofree char *words = end_words(lanes, value);
	gboolean negative = value->value < 0;
	sheet_text(sheet, x + (negative ? -0.6 : 0.6) * sheet->em, y + sheet_drop(sheet), words,
	           letters(TINT_INK, negative ? ANCHOR_END : ANCHOR_START));
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct lanes lanes;
	lanes_open(&lanes, paper, request, PITCH, 0);
	if (lanes.rows->len == 0) {
		lanes.sheet.height = 3 * lanes.sheet.em;
		sheet_empty(&lanes.sheet, "There is nothing to show. This is not zero.");
	} else {
		lanes.plot.left = fmax(lanes.plot.left, 0.6 * lanes.sheet.em);
		choose_scale(&lanes);
		double zero = scale_at(&lanes.plot.x, 0);
		sheet_line(&lanes.sheet, zero, 0, zero, lanes.plot.bottom, TINT_INK3, paper_pen(paper, "axis"));
		for (guint i = 0; i < lanes.rows->len; i++)
			draw_row(&lanes, i);
		lanes_left_out(&lanes);
	}
	lanes_close(&lanes);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct lanes lanes;
	lanes_open(&lanes, paper, request, PITCH, 0);
	double rows = lanes.rows->len, more = lanes.left_out ? 1.6 : 0.1, em = lanes.sheet.em;
	lanes_close(&lanes);
	return rows == 0 ? 3 * em : (PITCH * rows + more) * em;
}

static char *
describe(const struct chart_request *request)
{
	return lanes_describe(request, "Amounts");
}

const struct chart chart_bar = {
	.name = "bar",
	.shape = SHAPE_AMOUNTS,
	.summary = "an amount a row",
	.height = height,
	.draw = draw,
	.describe = describe,
};
