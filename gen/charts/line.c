/* Line: one value a month with its 95 % band, last year in grey, a goal, and the last value in words at its end.
 * Months without a value are gaps; a break of definition ends the line, and last year's; what is not final is dashed and hollow. */
#include <math.h>

#include "base/number.h"
#include "charts/axis.h"
#include "charts/words.h"

#define MONTHS_SHOWN 13

/* The chart taken apart: what is drawn, where. */
struct line {
	struct sheet sheet;
	struct plot plot;
	struct series *series;
	struct ticks ticks;
	enum unit unit;
};

static gboolean
breaks_before(const struct moment *moment)
{
	return moment->value->state == STATE_BREAK;
}

static gboolean
is_open(const struct moment *moment)
{
	return moment->value->state == STATE_PARTIAL || moment->value->state == STATE_PROVISIONAL;
}

static double
place_x(const struct line *line, const struct moment *moment)
{
	return scale_at(&line->plot.x, moment->place);
}

static double
place_y(const struct line *line, double value)
{
	return scale_at(&line->plot.y, value);
}

static const struct moment *
last_moment(const struct series *series)
{
	for (guint i = series->moments->len; i > 0; i--)
		if (value_has_number(series_at(series, i - 1)->value))
			return series_at(series, i - 1);
	return NULL;
}

/* ---- measuring ---- */

static void
stretch(const struct value *value, double *low, double *high)
{
	if (!value_has_number(value))
		return;
	*low = fmin(*low, value_has_interval(value) ? value->lo : value->value);
	*high = fmax(*high, value_has_interval(value) ? value->hi : value->value);
}

static struct ticks
value_ticks(const struct line *line)
{
	double low = 0, high = isnan(line->sheet.request->goal) ? 0 : line->sheet.request->goal;
	for (guint i = 0; i < line->series->moments->len; i++) {
		const struct moment *moment = series_at(line->series, i);
		stretch(moment->value, &low, &high);
		if (moment->before)
			high = fmax(high, moment->before->value);
	}
	if (line->unit == UNIT_SHARE && low >= 0 && high > 0.75)
		high = fmax(high, 1); /* a share that comes near the whole shows the whole */
	return ticks_amounts(low, high);
}

/* The reported month has no number, and an earlier one ends the line. */
static gboolean
ends_early(const struct line *line)
{
	return line->series->months && last_moment(line->series)->day < line->sheet.request->figure->period.first;
}

/* "58–68", or what the state says; with its month where the line ends before the reported one. NULL where nothing is known. */
static char *
second_words(const struct line *line, const struct value *value)
{
	char *words = is_open(last_moment(line->series)) ? state_words(value) : interval_words(value, line->unit, line->sheet.language);

	if (!ends_early(line))
		return words;
	g_autofree char *month = month_words(last_moment(line->series)->day, TRUE, line->sheet.language), *known = words;
	return g_strdup_printf("%s%s%s", known ? known : "", known ? ", " : "", month);
}

static struct lettering
end_letters(void)
{
	return (struct lettering){ .role = ROLE_CHART_END, .tint = TINT_INK, .anchor = ANCHOR_START, .face = FACE_COUNT };
}

/* "221 a year", over "earlier"; NULL where no line of last year is drawn to the last month. */
static char *
year_before_words(const struct line *line, const struct moment *last)
{
	if (!last->before || line->series->with_before < 2)
		return NULL;
	g_autofree char *value = value_words(last->before, line->unit, line->sheet.language);
	return g_strdup_printf("%s a\u00a0year", value);
}

/* Room at the right for the last value, the lines below it, and last year's. */
static double
end_room(const struct line *line)
{
	const struct sheet *sheet = &line->sheet;
	const struct moment *last = last_moment(line->series);
	if (!last || !sheet->request->text_inside)
		return 0.8 * sheet->em;
	g_autofree char *value = value_words(last->value, line->unit, sheet->language);
	g_autofree char *second = second_words(line, last->value), *before = year_before_words(line, last);
	double room = fmax(sheet_measure(sheet, value, end_letters()), 3.4 * sheet->em);
	room = fmax(room, sheet_measure(sheet, before, letters(TINT_INK3, ANCHOR_START)));
	if (second)
		room = fmax(room, fmin(sheet_measure(sheet, second, letters(TINT_INK2, ANCHOR_START)), 0.42 * sheet->width));
	return room + 0.8 * sheet->em;
}

static void
line_layout(struct line *line, struct paper *paper, const struct chart_request *request, double height)
{
	line->sheet = sheet_open(paper, request, height);
	line->series = series_of(request, MONTHS_SHOWN);
	line->unit = figure_unit(request->figure, 0);
	line->ticks = value_ticks(line);
	const struct series *series = line->series;
	double em = line->sheet.em, bottom = request->text_inside ? 1.75 : 0.5, count = series->moments->len;
	line->plot = (struct plot){ .left = axis_room(&line->sheet, &line->ticks, line->unit), .top = 0.9 * em,
		                    .right = request->width - end_room(line), .bottom = height - bottom * em };
	line->plot.x = (struct scale){ .from = line->plot.left, .to = line->plot.right };
	if (count > 0) {
		line->plot.x.low = series_at(series, 0)->place;
		line->plot.x.high = series_at(series, series->moments->len - 1)->place;
	}
	line->plot.y = (struct scale){ line->ticks.at[0], line->ticks.at[line->ticks.count - 1], line->plot.bottom, line->plot.top, FALSE };
}

/* ---- drawing ---- */

/* The run of drawable moments from `first`: how many follow each other without gap or break. */
static guint
run_length(const struct line *line, guint first, gboolean (*drawable)(const struct value *))
{
	guint i = first;
	for (; i < line->series->moments->len; i++) {
		const struct moment *moment = series_at(line->series, i);
		gboolean follows = i == first || (moment->place == series_at(line->series, i - 1)->place + 1 && !breaks_before(moment));
		if (!drawable(moment->value) || !follows)
			break;
	}
	return i - first;
}

static void
draw_band_run(const struct line *line, guint first, guint count)
{
	for (guint i = 0; i < 2 * count; i++) {
		gboolean back = i >= count;
		const struct moment *moment = series_at(line->series, first + (back ? 2 * count - 1 - i : i));
		double y = place_y(line, back ? moment->value->hi : moment->value->lo);
		if (i == 0)
			paper_move(line->sheet.paper, place_x(line, moment), y);
		else
			paper_line(line->sheet.paper, place_x(line, moment), y);
	}
	paper_close(line->sheet.paper);
	paper_fill(line->sheet.paper, TINT_BAND);
}

static void
draw_band(const struct line *line)
{
	for (guint i = 0; i < line->series->moments->len; i++) {
		guint count = run_length(line, i, value_has_interval);
		if (count > 1)
			draw_band_run(line, i, count);
		i += count > 0 ? count - 1 : 0;
	}
}

static void
draw_ghost(const struct line *line)
{
	gboolean pen_down = FALSE;
	if (line->series->with_before < 2)
		return;
	for (guint i = 0; i < line->series->moments->len; i++) {
		const struct moment *moment = series_at(line->series, i);
		if (moment->before && pen_down)
			paper_line(line->sheet.paper, place_x(line, moment), place_y(line, moment->before->value));
		else if (moment->before)
			paper_move(line->sheet.paper, place_x(line, moment), place_y(line, moment->before->value));
		pen_down = moment->before != NULL;
	}
	paper_stroke(line->sheet.paper, (struct stroke){ .tint = TINT_GHOST, .width = paper_pen(line->sheet.paper, "ghost"), .round = TRUE });
}

static void
draw_segment(const struct line *line, guint from, guint to)
{
	for (guint i = from; i <= to; i++) {
		const struct moment *moment = series_at(line->series, i);
		double x = place_x(line, moment), y = place_y(line, moment->value->value);
		if (i == from)
			paper_move(line->sheet.paper, x, y);
		else
			paper_line(line->sheet.paper, x, y);
	}
}

/* A run; its last step is dashed when it leads to a value that is not final. A run of one is a small mark. */
static void
draw_run(const struct line *line, guint first, guint count)
{
	guint last = first + count - 1;
	const struct moment *end = series_at(line->series, last);
	gboolean dashed = is_open(end) && count > 1;
	if (count == 1 && end != last_moment(line->series))
		paper_mark_sized(line->sheet.paper, place_x(line, end), place_y(line, end->value->value),
		                 paper_mark_radius(line->sheet.paper) * 0.7, TINT_MAIN, TRUE);
	if (dashed) {
		draw_segment(line, last - 1, last);
		paper_data_dashes(line->sheet.paper);
	}
	if (last - (dashed ? 1 : 0) > first) {
		draw_segment(line, first, last - (dashed ? 1 : 0));
		paper_data_line(line->sheet.paper);
	}
}

static gboolean
has_number(const struct value *value)
{
	return value_has_number(value);
}

static void
draw_data(const struct line *line)
{
	for (guint i = 0; i < line->series->moments->len; i++) {
		guint count = run_length(line, i, has_number);
		if (count > 0)
			draw_run(line, i, count);
		i += count > 0 ? count - 1 : 0;
	}
}

/* A dotted vertical between the two months, two strokes on the axis, and why. */
static void
draw_break(const struct line *line, const struct moment *moment)
{
	const struct sheet *sheet = &line->sheet;
	double em = sheet->em, x = scale_at(&line->plot.x, moment->place - 0.5), bottom = line->plot.bottom;
	paper_move(sheet->paper, x, line->plot.top - 0.2 * em);
	paper_line(sheet->paper, x, bottom);
	paper_dots(sheet->paper, TINT_INK3);
	for (int stroke = 0; stroke < 2; stroke++) {
		double at = x + (stroke - 0.5) * 0.28 * em;
		sheet_line(sheet, at - 0.17 * em, bottom + 0.26 * em, at + 0.17 * em, bottom - 0.26 * em, TINT_INK,
		           paper_pen(sheet->paper, "ghost"));
	}
	g_autofree char *words = state_words(moment->value);
	gboolean left = x > (line->plot.left + line->plot.right) / 2;
	sheet_text(sheet, x + (left ? -0.4 : 0.4) * em, line->plot.top + 0.55 * em, words, letters_state(left ? ANCHOR_END : ANCHOR_START));
}

static void
draw_breaks(const struct line *line)
{
	for (guint i = 1; i < line->series->moments->len; i++)
		if (breaks_before(series_at(line->series, i)))
			draw_break(line, series_at(line->series, i));
}

/* One point has no line: its interval stands upright. */
static void
draw_upright_interval(const struct line *line, const struct moment *moment)
{
	struct paper *paper = line->sheet.paper;
	double x = place_x(line, moment), low = place_y(line, moment->value->lo), high = place_y(line, moment->value->hi);
	gboolean twin = paper_discipline(paper) == DISCIPLINE_COMMUNITY;
	double width = paper_pen(paper, twin ? "interval_double.0" : "interval_single");
	double apart = twin ? (paper_pen(paper, "interval_double.1") + width) / 2 : 0;
	for (int side = -1; side <= (twin ? 1 : -1); side += 2)
		sheet_line(&line->sheet, x + side * apart, low, x + side * apart, high, TINT_MAIN, width);
}

/* "221 a year / earlier", pushed clear of the block between top and bottom. */
static void
draw_year_before(const struct line *line, const struct moment *last, double x, double top, double bottom)
{
	const struct sheet *sheet = &line->sheet;
	g_autofree char *words = year_before_words(line, last);
	if (!words)
		return;
	double em = sheet->em, y = place_y(line, last->before->value) + sheet_drop(sheet);
	gboolean below = last->before->value <= last->value->value;
	double above = top - 2.6 * em;
	y = below ? fmax(y, bottom + 1.5 * em) : fmin(y, above);
	if (y + 1.12 * em > line->plot.bottom)
		y = above;
	if (y < line->plot.top)
		y = bottom + 1.5 * em;
	sheet_text(sheet, x, y, words, letters(TINT_INK3, ANCHOR_START));
	sheet_text(sheet, x, y + 1.12 * em, "earlier", letters(TINT_INK3, ANCHOR_START));
}

/* Value Bold, interval or state below, n for a lone point, last year clear of them. */
static void
draw_end(const struct line *line, const struct moment *last)
{
	const struct sheet *sheet = &line->sheet;
	double em = sheet->em, x = place_x(line, last) + 0.75 * em, y = place_y(line, last->value->value) + 0.1 * em;
	g_autofree char *value = value_words(last->value, line->unit, sheet->language);
	g_autofree char *second = second_words(line, last->value);
	gboolean alone = line->series->moments->len == 1, counted = alone && last->value->n != NO_COUNT;
	double under = 1.1 * em * ((second ? 1 : 0) + (counted ? 1 : 0));
	double axis = ends_early(line) ? 0.5 * em : 0; /* there the words stand over the axis, and not beside it */
	y = CLAMP(y, line->plot.top + 0.3 * em, line->plot.bottom - under - axis);
	sheet_text(sheet, x, y, value, end_letters());
	struct lettering lettering = letters(TINT_INK2, ANCHOR_START);
	lettering.width = sheet->width - x;
	sheet_text(sheet, x, y + 1.1 * em, second, lettering);
	if (counted) {
		g_autofree char *n = g_strdup_printf("n\u00a0=\u00a0%" G_GINT64_FORMAT, last->value->n);
		sheet_text(sheet, x, y + (second ? 2.25 : 1.1) * em, n, lettering);
	}
	draw_year_before(line, last, x, y, y + under);
}

static void
draw_last(const struct line *line)
{
	const struct moment *last = last_moment(line->series);
	if (!last)
		return;
	g_autofree char *month = line->series->months ? month_in_full(last->day, line->sheet.language) : g_strdup("last");
	g_autofree char *words = estimate_words(last->value, line->unit, line->sheet.language);
	g_autofree char *name = g_strdup_printf("%s: %s", month, words);
	if (line->series->moments->len == 1 && value_has_interval(last->value))
		draw_upright_interval(line, last);
	paper_begin(line->sheet.paper, name);
	paper_mark(line->sheet.paper, place_x(line, last), place_y(line, last->value->value), last->value->state != STATE_OK &&
	           last->value->state != STATE_BREAK);
	paper_end(line->sheet.paper);
	draw_end(line, last);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	AUTO(series) series = series_of(request, MONTHS_SHOWN);
	return (last_moment(series) ? 15.5 : 5) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct line line;
	line_layout(&line, paper, request, request->height > 0 ? request->height : height(paper, request));
	if (!last_moment(line.series)) {
		sheet_empty(&line.sheet, "No month has a value yet. This is not zero.");
	} else {
		draw_band(&line);
		axis_across(&line.sheet, &line.plot, &line.ticks, line.unit);
		axis_months(&line.sheet, &line.plot, line.series);
		draw_ghost(&line);
		draw_breaks(&line);
		draw_data(&line);
		axis_goal(&line.sheet, &line.plot);
		draw_last(&line);
	}
	series_free(line.series);
}

/* ---- in words ---- */

static char *
moment_name(const struct series *series, const struct moment *moment, const char *language)
{
	return series->months ? month_in_full(moment->day, language) : day_iso((gint32)moment->day);
}

static void
tell_moment(GString *out, const char *what, const struct series *series, const struct moment *moment, enum unit unit, const char *language)
{
	g_autofree char *words = value_words(moment->value, unit, language), *when = moment_name(series, moment, language);
	g_string_append_printf(out, " %s %s in %s.", what, words, when);
}

static void
tell_extremes(GString *out, const struct series *series, enum unit unit, const char *language)
{
	const struct moment *peak = NULL, *trough = NULL;
	for (guint i = 0; i < series->moments->len; i++) {
		const struct moment *moment = series_at(series, i);
		if (!value_has_number(moment->value))
			continue;
		peak = !peak || moment->value->value > peak->value->value ? moment : peak;
		trough = !trough || moment->value->value < trough->value->value ? moment : trough;
	}
	if (!peak || peak->value->value == trough->value->value)
		return;
	tell_moment(out, "Highest:", series, peak, unit, language);
	tell_moment(out, "Lowest:", series, trough, unit, language);
}

static void
tell_states(GString *out, const struct series *series, const char *language)
{
	for (guint i = 0; i < series->moments->len; i++) {
		const struct moment *moment = series_at(series, i);
		g_autofree char *words = state_words(moment->value), *when = moment_name(series, moment, language);
		if (words)
			g_string_append_printf(out, " %s: %s.", when, words);
	}
}

static void
tell_last(GString *out, const struct series *series, enum unit unit, const char *language)
{
	const struct moment *last = last_moment(series);
	g_autofree char *when = moment_name(series, last, language), *words = estimate_words(last->value, unit, language);
	g_string_append_printf(out, " %s: %s", when, words);
	if (last->before) {
		g_autofree char *before = value_words(last->before, unit, language);
		g_string_append_printf(out, "; a year earlier %s", before);
	}
	g_string_append_c(out, '.');
}

static char *
describe(const struct chart_request *request)
{
	AUTO(series) series = series_of(request, MONTHS_SHOWN);
	const char *language = request->language ? request->language : "en";
	enum unit unit = figure_unit(request->figure, 0);
	if (!last_moment(series))
		return g_strdup_printf("Line by month: %s; no month has a value.", figure_subject(request->figure));
	g_autofree char *first = moment_name(series, series_at(series, 0), language);
	g_autofree char *last = moment_name(series, series_at(series, series->moments->len - 1), language);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Line by month: %s, %s to %s.", figure_subject(request->figure), first, last);
	tell_last(out, series, unit, language);
	tell_extremes(out, series, unit, language);
	tell_states(out, series, language);
	return g_string_free(out, FALSE);
}

const struct chart chart_line = {
	.name = "line",
	.shape = SHAPE_SERIES,
	.summary = "one value a month, its range, last year in grey",
	.height = height,
	.draw = draw,
	.describe = describe,
};
