/* Pulse: counts by week in the range that was to be expected; the unusual weeks are filled, the last of them named. */
#include <math.h>

#include "charts/axis.h"
#include "charts/words.h"

#define WEEKS_SHOWN 17

struct pulse {
	struct sheet sheet;
	struct plot plot;
	struct series *series;
	struct ticks ticks;
	enum unit unit;
	int low, high; /* value columns of the expected range, −1: none */
};

static const struct value *
expected(const struct moment *moment, int column)
{
	return column >= 0 && value_has_number(moment->value + column) ? moment->value + column : NULL;
}

static gboolean
is_unusual(const struct pulse *pulse, const struct moment *moment)
{
	const struct value *low = expected(moment, pulse->low), *high = expected(moment, pulse->high);
	if (!value_has_number(moment->value))
		return FALSE;
	return (low && moment->value->value < low->value) || (high && moment->value->value > high->value);
}

static void
pulse_read(struct pulse *pulse, const struct chart_request *request)
{
	*pulse = (struct pulse){ .series = series_of(request, WEEKS_SHOWN), .unit = figure_unit(request->figure, 0),
		                 .low = figure_value(request->figure, "low"), .high = figure_value(request->figure, "high") };
	pulse->sheet = (struct sheet){ .request = request, .language = request->language ? request->language : "en" };
	double most = 0;
	for (guint i = 0; i < pulse->series->moments->len; i++) {
		const struct moment *moment = series_at(pulse->series, i);
		const struct value *high = expected(moment, pulse->high);
		most = value_has_number(moment->value) ? fmax(most, moment->value->value) : most;
		most = high ? fmax(most, high->value) : most;
	}
	pulse->ticks = ticks_amounts(0, most);
}

static const struct moment *
last_unusual(const struct pulse *pulse)
{
	for (guint i = pulse->series->moments->len; i > 0; i--)
		if (is_unusual(pulse, series_at(pulse->series, i - 1)))
			return series_at(pulse->series, i - 1);
	return NULL;
}

static const struct moment *
last_number(const struct pulse *pulse)
{
	for (guint i = pulse->series->moments->len; i > 0; i--)
		if (value_has_number(series_at(pulse->series, i - 1)->value))
			return series_at(pulse->series, i - 1);
	return NULL;
}

static void
pulse_layout(struct pulse *pulse, struct paper *paper, double height)
{
	const struct chart_request *request = pulse->sheet.request;
	pulse->sheet = sheet_open(paper, request, height);
	double em = pulse->sheet.em;
	pulse->plot = (struct plot){ .left = axis_room(&pulse->sheet, &pulse->ticks, pulse->unit), .top = 2.0 * em, .right = request->width - 0.8 * em,
		                     .bottom = height - (request->text_inside ? 1.75 : 0.5) * em };
	guint count = pulse->series->moments->len;
	pulse->plot.x = (struct scale){ series_at(pulse->series, 0)->place, series_at(pulse->series, count - 1)->place,
		                        pulse->plot.left + 0.6 * em, pulse->plot.right - 0.6 * em, FALSE };
	pulse->plot.y = (struct scale){ pulse->ticks.at[0], pulse->ticks.at[pulse->ticks.count - 1], pulse->plot.bottom, pulse->plot.top, FALSE };
}

/* ---- drawing ---- */

static double
place_x(const struct pulse *pulse, const struct moment *moment)
{
	return scale_at(&pulse->plot.x, moment->place);
}

static void
draw_expected(const struct pulse *pulse)
{
	guint count = pulse->series->moments->len, drawn = 0;
	for (guint i = 0; i < 2 * count; i++) {
		gboolean back = i >= count;
		const struct moment *moment = series_at(pulse->series, back ? 2 * count - 1 - i : i);
		const struct value *value = expected(moment, back ? pulse->high : pulse->low);
		if (!value)
			continue;
		double y = scale_at(&pulse->plot.y, value->value);
		if (drawn++ == 0)
			paper_move(pulse->sheet.paper, place_x(pulse, moment), y);
		else
			paper_line(pulse->sheet.paper, place_x(pulse, moment), y);
	}
	if (drawn > 2) {
		paper_close(pulse->sheet.paper);
		paper_fill(pulse->sheet.paper, TINT_PANEL);
	}
}

static void
draw_line(const struct pulse *pulse)
{
	gboolean down = FALSE;
	for (guint i = 0; i < pulse->series->moments->len; i++) {
		const struct moment *moment = series_at(pulse->series, i);
		gboolean number = value_has_number(moment->value);
		double y = number ? scale_at(&pulse->plot.y, moment->value->value) : 0;
		if (number && down)
			paper_line(pulse->sheet.paper, place_x(pulse, moment), y);
		else if (number)
			paper_move(pulse->sheet.paper, place_x(pulse, moment), y);
		down = number;
	}
	paper_stroke(pulse->sheet.paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(pulse->sheet.paper, "ghost"), .round = TRUE });
}

static void
draw_week(const struct pulse *pulse, const struct moment *moment)
{
	gboolean unusual = is_unusual(pulse, moment);
	double radius = paper_mark_radius(pulse->sheet.paper);
	g_autofree char *day = day_iso((gint32)moment->day), *value = value_words(moment->value, pulse->unit, pulse->sheet.language);
	g_autofree char *name = g_strdup_printf("week of %s: %s", day, value);
	if (!value_has_number(moment->value))
		return;
	paper_begin(pulse->sheet.paper, name);
	paper_mark_sized(pulse->sheet.paper, place_x(pulse, moment), scale_at(&pulse->plot.y, moment->value->value),
	                 unusual ? 1.15 * radius : 0.68 * radius, TINT_MAIN, unusual);
	paper_end(pulse->sheet.paper);
}

/* "318, week of 14 Sep", away from the line: under a week that fell out below, over the others. */
static void
draw_name(const struct pulse *pulse, const struct moment *moment)
{
	const struct sheet *sheet = &pulse->sheet;
	g_autofree char *value = value_words(moment->value, pulse->unit, sheet->language), *day = day_words(moment->day, sheet->language);
	g_autofree char *words = g_strdup_printf("%s, week of %s", value, day);
	double x = place_x(pulse, moment), y = scale_at(&pulse->plot.y, moment->value->value);
	struct lettering lettering = letters_strong(TINT_INK, ANCHOR_START);
	lettering.halo = TRUE;
	double width = sheet_measure(sheet, words, lettering), from = CLAMP(x - width / 2, 0, fmax(0, sheet->width - width));
	const struct value *low = expected(moment, pulse->low);
	gboolean under = low && moment->value->value < low->value && y + 1.4 * sheet->em < pulse->plot.bottom;
	sheet_text(sheet, from, under ? y + 1.4 * sheet->em : y - 0.75 * sheet->em, words, lettering);
}

/* The name of each month under its first week. */
static void
draw_months(const struct pulse *pulse)
{
	double past = -INFINITY, em = pulse->sheet.em;
	int before = -1;
	for (guint i = 0; i < pulse->series->moments->len; i++) {
		const struct moment *moment = series_at(pulse->series, i);
		int year, month, day;
		day_to_civil((gint32)moment->day, &year, &month, &day);
		g_autofree char *words = month_words(moment->day, FALSE, pulse->sheet.language);
		double width = sheet_measure(&pulse->sheet, words, letters(TINT_INK3, ANCHOR_START)), x = place_x(pulse, moment);
		if (month != before && (i > 0 || day <= 7) && x - width / 2 > past) {
			sheet_text(&pulse->sheet, x, pulse->plot.bottom + 1.35 * em, words, letters(TINT_INK3, ANCHOR_MIDDLE));
			past = x + width / 2 + 0.5 * em;
		}
		before = month;
	}
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	AUTO(series) series = series_of(request, WEEKS_SHOWN);
	return (series->moments->len ? 15.5 : 3) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct pulse pulse;
	pulse_read(&pulse, request);
	if (!last_number(&pulse)) {
		struct sheet sheet = sheet_open(paper, request, height(paper, request));
		sheet_empty(&sheet, "No week has a count yet. This is not zero.");
	} else {
		pulse_layout(&pulse, paper, request->height > 0 ? request->height : height(paper, request));
		draw_expected(&pulse);
		axis_across(&pulse.sheet, &pulse.plot, &pulse.ticks, pulse.unit);
		draw_line(&pulse);
		for (guint i = 0; i < pulse.series->moments->len; i++)
			draw_week(&pulse, series_at(pulse.series, i));
		draw_months(&pulse);
		const struct moment *named = last_unusual(&pulse);
		draw_name(&pulse, named ? named : last_number(&pulse));
	}
	series_free(pulse.series);
}

static char *
describe(const struct chart_request *request)
{
	struct pulse pulse;
	pulse_read(&pulse, request);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Line by week, with the expected range: %s.", figure_subject(request->figure));
	const struct moment *last = last_number(&pulse);
	if (last) {
		g_autofree char *value = value_words(last->value, pulse.unit, pulse.sheet.language), *day = day_words(last->day, pulse.sheet.language);
		g_string_append_printf(out, " Week of %s: %s.", day, value);
	} else {
		g_string_append(out, " There is nothing to show.");
	}
	gboolean any = FALSE;
	for (guint i = 0; i < pulse.series->moments->len; i++) {
		const struct moment *moment = series_at(pulse.series, i);
		if (!is_unusual(&pulse, moment))
			continue;
		g_autofree char *value = value_words(moment->value, pulse.unit, pulse.sheet.language), *day = day_words(moment->day, pulse.sheet.language);
		g_string_append_printf(out, "%s week of %s, %s", any ? ";" : " Outside the range:", day, value);
		any = TRUE;
	}
	g_string_append(out, any ? "." : last ? " No week was outside the range." : "");
	series_free(pulse.series);
	return g_string_free(out, FALSE);
}

const struct chart chart_pulse = {
	.name = "pulse",
	.shape = SHAPE_PULSE,
	.summary = "weekly counts in their expected range",
	.height = height,
	.draw = draw,
	.describe = describe,
};
