/* Funnel: one mark a stage, joined; the count at the right, the share kept from the stage before under it. The scale is
 * logarithmic where counts differ twentyfold. */
#include <math.h>

#include "charts/lanes.h"
#include "charts/words.h"

#define PITCH 2.7
#define LOG_WORDS "log scale"

struct funnel {
	struct lanes lanes;
	struct ticks ticks;
};

static void
choose_scale(struct funnel *funnel)
{
	struct lanes *lanes = &funnel->lanes;
	double least = INFINITY, most = 0;
	for (guint i = 0; i < lanes->rows->len; i++) {
		const struct value *value = lanes_value(lanes, i);
		if (value_has_number(value)) {
			most = fmax(most, value->value);
			least = value->value > 0 ? fmin(least, value->value) : least;
		}
	}
	gboolean logarithmic = isfinite(least) && most >= 20 * least;
	funnel->ticks = logarithmic ? ticks_logarithmic(least, most, 5) : ticks_amounts(0, most);
	double first = funnel->ticks.at[0], last = funnel->ticks.at[funnel->ticks.count - 1];
	lanes->plot.x = (struct scale){ first, last, lanes->plot.left + 0.4 * lanes->sheet.em, lanes->plot.right, logarithmic };
}

static char *
kept_words(const struct funnel *funnel, guint index)
{
	const struct value *kept = row_value(funnel->lanes.sheet.request->figure, lanes_row(&funnel->lanes, index), "kept");
	const struct value *value = lanes_value(&funnel->lanes, index);
	if (value->state != STATE_OK && value->state != STATE_SMALL)
		return state_words(value);
	return kept && value_has_number(kept) ? estimate_words(kept, UNIT_SHARE, funnel->lanes.sheet.language) : NULL;
}

static double
words_room(const struct funnel *funnel)
{
	double widest = 0;
	for (guint i = 0; i < funnel->lanes.rows->len; i++) {
		g_autofree char *kept = kept_words(funnel, i);
		g_autofree char *count = value_words(lanes_value(&funnel->lanes, i), funnel->lanes.unit, funnel->lanes.sheet.language);
		widest = fmax(widest, sheet_measure(&funnel->lanes.sheet, kept, letters(TINT_INK2, ANCHOR_END)));
		widest = fmax(widest, sheet_measure(&funnel->lanes.sheet, count, letters_strong(TINT_INK, ANCHOR_END)));
	}
	return widest > 0 ? fmin(widest, 0.36 * funnel->lanes.sheet.width) + 0.9 * funnel->lanes.sheet.em : 0.5 * funnel->lanes.sheet.em;
}

static void
funnel_open(struct funnel *funnel, struct paper *paper, const struct chart_request *request)
{
	lanes_open(&funnel->lanes, paper, request, PITCH, 0);
	double said = sheet_measure(&funnel->lanes.sheet, LOG_WORDS, letters(TINT_INK3, ANCHOR_START));
	funnel->lanes.plot.left = fmax(funnel->lanes.plot.left, said > 0 ? said + 1.2 * funnel->lanes.sheet.em : 0);
	funnel->lanes.plot.right -= words_room(funnel);
	choose_scale(funnel);
}

/* Nobody left: the mark stands at the very left, also where a logarithm has no zero. */
static double
place(const struct funnel *funnel, const struct value *value)
{
	const struct scale *scale = &funnel->lanes.plot.x;
	return value->value < scale->low ? scale->from : scale_at(scale, value->value);
}

static void
draw_path(const struct funnel *funnel)
{
	gboolean down = FALSE;
	for (guint i = 0; i < funnel->lanes.rows->len; i++) {
		const struct value *value = lanes_value(&funnel->lanes, i);
		if (value_has_number(value) && down)
			paper_line(funnel->lanes.sheet.paper, place(funnel, value), lanes_y(&funnel->lanes, i));
		else if (value_has_number(value))
			paper_move(funnel->lanes.sheet.paper, place(funnel, value), lanes_y(&funnel->lanes, i));
		down = value_has_number(value);
	}
	paper_data_line(funnel->lanes.sheet.paper);
}

static void
draw_stage(const struct funnel *funnel, guint index)
{
	const struct sheet *sheet = &funnel->lanes.sheet;
	const struct value *value = lanes_value(&funnel->lanes, index);
	double y = lanes_y(&funnel->lanes, index);
	g_autofree char *count = value_words(value, funnel->lanes.unit, sheet->language), *kept = kept_words(funnel, index);
	struct lettering lettering = letters(TINT_INK2, ANCHOR_END);
	lettering.width = sheet->width - funnel->lanes.plot.right - 0.5 * sheet->em;
	lanes_label(&funnel->lanes, index);
	lanes_begin(&funnel->lanes, index);
	if (value_has_number(value))
		paper_mark(sheet->paper, place(funnel, value), y, value->state != STATE_OK);
	paper_end(sheet->paper);
	sheet_text(sheet, sheet->width, y + sheet_drop(sheet), count, letters_strong(TINT_INK, ANCHOR_END));
	sheet_text(sheet, sheet->width, y + sheet_drop(sheet) + 1.14 * sheet->em, kept, lettering);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct funnel funnel;
	funnel_open(&funnel, paper, request);
	if (funnel.lanes.rows->len == 0) {
		funnel.lanes.sheet.height = 3 * funnel.lanes.sheet.em;
		sheet_empty(&funnel.lanes.sheet, "There is nothing to show. This is not zero.");
	} else {
		axis_upright(&funnel.lanes.sheet, &funnel.lanes.plot, &funnel.ticks, funnel.lanes.unit);
		draw_path(&funnel);
		for (guint i = 0; i < funnel.lanes.rows->len; i++)
			draw_stage(&funnel, i);
		if (funnel.lanes.plot.x.logarithmic)
			sheet_text(&funnel.lanes.sheet, 0, funnel.lanes.plot.bottom + 1.2 * funnel.lanes.sheet.em, LOG_WORDS,
			           letters(TINT_INK3, ANCHOR_START));
	}
	lanes_close(&funnel.lanes);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct lanes lanes;
	lanes_open(&lanes, paper, request, PITCH, 0);
	double rows = lanes.rows->len, em = lanes.sheet.em;
	lanes_close(&lanes);
	return rows == 0 ? 3 * em : (PITCH * rows + (request->text_inside ? 1.7 : 0)) * em;
}

static char *
describe(const struct chart_request *request)
{
	return lanes_describe(request, "Path from stage to stage");
}

const struct chart chart_funnel = {
	.name = "funnel",
	.shape = SHAPE_STAGES,
	.summary = "counts along a path, with the share kept",
	.height = height,
	.draw = draw,
	.describe = describe,
};
