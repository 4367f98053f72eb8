/* Dot with interval: an estimate a row, its 95 % range, the value at the right; a line at the definition's reference. Without intervals and over a hundredfold
 * range the scale is logarithmic, and says so. */
#include <math.h>

#include "base/number.h"
#include "charts/lanes.h"
#include "charts/words.h"

#define PITCH 1.75
#define PITCH_TWO 2.2 /* with a second dot below the first */
#define BELOW 0.62
#define LOG_WORDS "log scale"

struct dots {
	struct lanes lanes;
	struct ticks ticks;
	gboolean logarithmic;
};

/* What the figure's definition holds all values against, or NULL. */
static const struct definition *
reference_of(const struct chart_request *request)
{
	const struct definition *definition = request->figure->definition;
	return definition && definition->reference_label ? definition : NULL;
}

/* The column of what was before, whose dots stand in grey below those of the headline; -1: there is none. */
static int
column_before(const struct chart_request *request)
{
	return figure_value(request->figure, "before");
}

static double
top_em(const struct chart_request *request)
{
	return isnan(request->goal) && !reference_of(request) && column_before(request) < 0 ? 0.4 : 1.5;
}

static double
pitch_em(const struct chart_request *request)
{
	return column_before(request) < 0 ? PITCH : PITCH_TWO;
}

/* ---- measuring ---- */

struct extent {
	double low, high, least; /* least positive value */
	gboolean intervals;
};

static void
extent_stretch(struct extent *extent, const struct value *value)
{
	gboolean interval = value && value_has_interval(value);
	if (!value || !value_has_number(value))
		return;
	extent->low = fmin(extent->low, interval && isfinite(value->lo) ? value->lo : value->value);
	extent->high = fmax(extent->high, interval && isfinite(value->hi) ? value->hi : value->value);
	extent->least = value->value < extent->least ? value->value : extent->least;
	extent->intervals = extent->intervals || interval;
}

static const struct value *
value_before(const struct lanes *lanes, guint index)
{
	int column = column_before(lanes->sheet.request);
	return column < 0 ? NULL : &lanes_row(lanes, index)->values[column];
}

static struct extent
extent_of(const struct lanes *lanes)
{
	struct extent extent = { 0, 0, INFINITY, FALSE };
	for (guint i = 0; i < lanes->rows->len; i++) {
		extent_stretch(&extent, lanes_value(lanes, i));
		extent_stretch(&extent, value_before(lanes, i));
	}
	return extent;
}

static void
choose_scale(struct dots *dots)
{
	struct extent extent = extent_of(&dots->lanes);
	double goal = dots->lanes.sheet.request->goal;
	const struct definition *held = reference_of(dots->lanes.sheet.request);
	if (!isnan(goal))
		extent.high = fmax(extent.high, goal);
	if (held)
		extent.high = fmax(extent.high, held->reference);
	dots->logarithmic = !extent.intervals && extent.least > 0 && isfinite(extent.least) && extent.high > 100 * extent.least;
	dots->ticks = dots->logarithmic ? ticks_logarithmic(extent.least, extent.high, 5) : ticks_amounts(extent.low, extent.high);
}

static double
value_room(const struct lanes *lanes)
{
	double widest = 0;
	for (guint i = 0; i < lanes->rows->len; i++) {
		const struct value *value = lanes_value(lanes, i);
		g_autofree char *words = value->state == STATE_SUPPRESSED ? g_strdup("hidden") : value_words(value, lanes->unit, lanes->sheet.language);
		widest = fmax(widest, sheet_measure(&lanes->sheet, words, letters_strong(TINT_INK, ANCHOR_START)));
	}
	return widest > 0 ? widest + 0.7 * lanes->sheet.em : 0.8 * lanes->sheet.em;
}

static void
dots_open(struct dots *dots, struct paper *paper, const struct chart_request *request)
{
	struct lanes *lanes = &dots->lanes;
	lanes_open(lanes, paper, request, pitch_em(request), top_em(request));
	choose_scale(dots);
	const struct ticks *ticks = &dots->ticks;
	double said = dots->logarithmic ? sheet_measure(&lanes->sheet, LOG_WORDS, letters(TINT_INK3, ANCHOR_START)) + 1.6 * lanes->sheet.em : 0;
	lanes->plot.left = fmax(lanes->plot.left, fmax(said, 0.6 * lanes->sheet.em));
	lanes->plot.right -= value_room(lanes);
	lanes->plot.x = (struct scale){ ticks->at[0], ticks->at[ticks->count - 1], lanes->plot.left, lanes->plot.right, dots->logarithmic };
}

/* ---- drawing ---- */

/* Under the dots, which are the data; where a goal stands too, only that is named. */
static void
draw_reference(const struct dots *dots)
{
	const struct sheet *sheet = &dots->lanes.sheet;
	const struct definition *held = reference_of(sheet->request);
	if (!held)
		return;
	double x = scale_at(&dots->lanes.plot.x, held->reference);
	sheet_line(sheet, x, dots->lanes.plot.top - 0.2 * sheet->em, x, dots->lanes.plot.bottom, TINT_INK3, paper_pen(sheet->paper, "axis"));
	if (isnan(sheet->request->goal))
		sheet_text(sheet, x, sheet->em, held->reference_label, letters(TINT_INK3, ANCHOR_MIDDLE));
}

static void
draw_goal(const struct dots *dots)
{
	const struct sheet *sheet = &dots->lanes.sheet;
	if (isnan(sheet->request->goal))
		return;
	double x = scale_at(&dots->lanes.plot.x, sheet->request->goal);
	paper_move(sheet->paper, x, dots->lanes.plot.top - 0.2 * sheet->em);
	paper_line(sheet->paper, x, dots->lanes.plot.bottom);
	paper_dots(sheet->paper, TINT_INK);
	sheet_text(sheet, x, sheet->em, sheet->request->goal_label, letters(TINT_INK, ANCHOR_MIDDLE));
}

/* What stands in a row that has no number (LOOK §6). */
static void
draw_state(const struct dots *dots, guint index)
{
	const struct sheet *sheet = &dots->lanes.sheet;
	const struct plot *plot = &dots->lanes.plot;
	const struct value *value = lanes_value(&dots->lanes, index);
	double y = lanes_y(&dots->lanes, index), half = 0.42 * sheet->em, width = plot->right - plot->left;
	if (value->state == STATE_SUPPRESSED) {
		sheet_hidden(sheet, plot->left, y - half, width, 2 * half);
		sheet_text(sheet, plot->right + 0.7 * sheet->em, y + sheet_drop(sheet), "hidden", letters(TINT_INK2, ANCHOR_START));
		return;
	}
	if (value->state == STATE_NO_DATA)
		sheet_unknown(sheet, plot->left, y - 1.5 * half, width, 3 * half); /* clear of the words in it */
	g_autofree char *words = state_words(value);
	g_autofree char *said = value->state == STATE_UNDEFINED ? g_strconcat("–\u00a0 ", words, NULL) : g_strdup(words);
	struct lettering lettering = letters_state(ANCHOR_START);
	lettering.width = sheet->width - plot->left - 0.3 * sheet->em;
	sheet_text(sheet, plot->left + 0.3 * sheet->em, y + sheet_drop(sheet), said, lettering);
}

/* Known only to lie between two numbers: a range without a mark in it. */
static gboolean
is_bounds(const struct value *value)
{
	return value->state == STATE_NOT_REACHED && value_has_interval(value) && isfinite(value->hi);
}

static void
draw_interval(const struct dots *dots, const struct value *value, double y)
{
	const struct plot *plot = &dots->lanes.plot;
	gboolean open = isinf(value->hi) || (value->state == STATE_NOT_REACHED && !is_bounds(value));
	if (isnan(value->lo) && !open)
		return;
	double low = isfinite(value->lo) ? value->lo : value->value;
	double from = scale_at(&plot->x, low), to = open ? plot->right : scale_at(&plot->x, value->hi);
	paper_interval(dots->lanes.sheet.paper, from, fmax(to, from + paper_pen(dots->lanes.sheet.paper, "grid")), y, open);
}

/* In grey below the row: what was before, its range a line. */
static void
draw_before(const struct dots *dots, guint index)
{
	const struct sheet *sheet = &dots->lanes.sheet;
	const struct scale *x = &dots->lanes.plot.x;
	const struct value *before = value_before(&dots->lanes, index);
	double y = lanes_y(&dots->lanes, index) + BELOW * sheet->em;
	if (!before || !value_has_number(before))
		return;
	if (value_has_interval(before) && isfinite(before->hi))
		sheet_line(sheet, scale_at(x, before->lo), y, scale_at(x, before->hi), y, TINT_GHOST, paper_pen(sheet->paper, "ghost"));
	paper_mark_sized(sheet->paper, scale_at(x, before->value), y, paper_mark_radius(sheet->paper) * 0.7, TINT_GHOST, TRUE);
}

/* "the month before", or NULL. */
static char *
before_words(const struct chart_request *request)
{
	int column = column_before(request);
	return column < 0 ? NULL : g_ascii_strdown(g_array_index(request->figure->value_columns, struct figure_column, column).label, -1);
}

static void
draw_before_key(const struct dots *dots)
{
	const struct sheet *sheet = &dots->lanes.sheet;
	g_autofree char *before = before_words(sheet->request);
	if (!before)
		return;
	g_autofree char *words = g_strdup_printf("grey: %s", before);
	sheet_text(sheet, dots->lanes.plot.left, sheet->em, words, letters(TINT_INK3, ANCHOR_START));
}

static void
draw_row(const struct dots *dots, guint index)
{
	const struct lanes *lanes = &dots->lanes;
	const struct value *value = lanes_value(lanes, index);
	double y = lanes_y(lanes, index);
	lanes_label(lanes, index);
	draw_before(dots, index);
	if (!value_has_number(value)) {
		draw_state(dots, index);
		return;
	}
	gboolean careful = value->state != STATE_OK && value->state != STATE_BREAK, strong = lanes_is_spoken_of(lanes, index);
	lanes_begin(lanes, index);
	draw_interval(dots, value, y);
	if (!is_bounds(value))
		paper_mark(lanes->sheet.paper, scale_at(&lanes->plot.x, value->value), y, careful);
	paper_end(lanes->sheet.paper);
	g_autofree char *words = value_words(value, lanes->unit, lanes->sheet.language);
	sheet_text(&lanes->sheet, lanes->plot.right + 0.7 * lanes->sheet.em, y + sheet_drop(&lanes->sheet), words,
	           strong ? letters_strong(TINT_INK, ANCHOR_START) : letters(careful ? TINT_INK2 : TINT_INK, ANCHOR_START));
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct dots dots;
	dots_open(&dots, paper, request);
	if (dots.lanes.rows->len == 0) {
		dots.lanes.sheet.height = 3 * dots.lanes.sheet.em;
		sheet_empty(&dots.lanes.sheet, "There is nothing to show. This is not zero.");
	} else {
		axis_upright(&dots.lanes.sheet, &dots.lanes.plot, &dots.ticks, dots.lanes.unit);
		draw_reference(&dots);
		draw_before_key(&dots);
		for (guint i = 0; i < dots.lanes.rows->len; i++)
			draw_row(&dots, i);
		draw_goal(&dots);
		if (dots.logarithmic)
			sheet_text(&dots.lanes.sheet, 0, dots.lanes.plot.bottom + 1.2 * dots.lanes.sheet.em, LOG_WORDS, letters(TINT_INK3, ANCHOR_START));
		else
			lanes_left_out(&dots.lanes);
	}
	lanes_close(&dots.lanes);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct lanes lanes;
	lanes_open(&lanes, paper, request, pitch_em(request), top_em(request));
	double rows = lanes.rows->len, em = lanes.sheet.em;
	lanes_close(&lanes);
	return rows == 0 ? 3 * em : (top_em(request) + pitch_em(request) * rows + (request->text_inside ? 1.7 : 0.3)) * em;
}

static void
tell_reference(GString *out, const struct chart_request *request)
{
	const struct definition *held = reference_of(request);
	if (!held)
		return;
	struct value reference = value_estimate(held->reference, NAN, NAN, NO_COUNT);
	g_autofree char *at = value_words(&reference, held->unit, request->language ? request->language : "en");
	g_string_append_printf(out, " A line at %s: %s.", at, held->reference_label);
}

static char *
describe(const struct chart_request *request)
{
	g_autofree char *rows = lanes_describe(request, "Dots with 95 % ranges");
	g_autofree char *before = before_words(request);
	GString *out = g_string_new(rows);
	tell_reference(out, request);
	if (before)
		g_string_append_printf(out, " In grey: %s.", before);
	return g_string_free(out, FALSE);
}

const struct chart chart_dot = {
	.name = "dot",
	.shape = SHAPE_ESTIMATE,
	.summary = "an estimate a row with its range",
	.height = height,
	.draw = draw,
	.describe = describe,
};

static char *
describe_terms(const struct chart_request *request)
{
	return lanes_describe(request, "Words by strength, with 95 % ranges");
}

const struct chart chart_terms = {
	.name = "terms",
	.shape = SHAPE_TERMS,
	.summary = "words by strength, with ranges",
	.height = height,
	.draw = draw,
	.describe = describe_terms,
};
