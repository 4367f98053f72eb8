/* Survival curve, drawn as a rising share: steps with their 95 % band, ticks where some are still waiting, the median as a
 * dotted L with its interval, in grey an earlier period or another group by its name. It ends at the last observed hour. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "charts/axis.h"
#include "charts/words.h"

/* Past this many medians the curve says nothing new; the beginning would be squeezed into a corner. */
#define MEDIANS_SHOWN 12
#define HOURS_AT_LEAST 72
#define STEP_SEEN 0.4 /* pt or px */

struct curve {
	struct sheet sheet;
	struct plot plot;
	GPtrArray *now, *before;  /* rows in time order; before: of the curve in grey */
	const char *group;        /* whose the curve in grey is; NULL: of an earlier period */
	struct ticks ticks, shares;
	double end;               /* hours */
	double divisor;           /* 24 where the axis counts days */
	double unit;              /* hours of the figure's key: 1, or 24 where it is named "days" */
};

/* The key that is the time. */
static int
time_key(const struct figure *figure)
{
	int hours = figure_key(figure, "hours");
	return hours >= 0 ? hours : figure_key(figure, "days");
}

static double
hours_of(const struct curve *curve, const struct figure_row *row)
{
	int column = time_key(curve->sheet.request->figure);
	return column < 0 ? NAN : row->keys[column].number * curve->unit;
}

static int
compare_hours(gconstpointer a, gconstpointer b, gpointer column)
{
	double x = (*(struct figure_row *const *)a)->keys[GPOINTER_TO_INT(column)].number;
	double y = (*(struct figure_row *const *)b)->keys[GPOINTER_TO_INT(column)].number;
	return x < y ? -1 : x > y;
}

/* The rows of one period, or group, in time order; those without a share are left out. */
static GPtrArray *
rows_of(const struct chart_request *request, GPtrArray *rows, const char *key, const char *wanted)
{
	GPtrArray *chosen = g_ptr_array_new();
	for (guint i = 0; i < rows->len; i++) {
		struct figure_row *row = g_ptr_array_index(rows, i);
		const char *word = row_word(request->figure, row, key);
		if ((!word || g_strcmp0(word, wanted) == 0) && value_has_number(row_headline(row)))
			g_ptr_array_add(chosen, row);
	}
	int column = time_key(request->figure);
	if (column >= 0)
		g_ptr_array_sort_with_data(chosen, compare_hours, GINT_TO_POINTER(column));
	return chosen;
}

/* The earlier period to compare with: the same month last year, else the latest before; NULL: none. */
static const char *
earlier_period(const struct figure *figure, GPtrArray *rows)
{
	const char *chosen = NULL;
	double first = figure->period.first, best = -INFINITY;
	for (guint i = 0; i < rows->len; i++) {
		double day = row_number(figure, g_ptr_array_index(rows, i), "period");
		gboolean year = fabs(first - day - 365.5) < 1;
		double rank = isnan(day) || day >= first ? -INFINITY : year ? INFINITY : day;
		if (rank > best) {
			best = rank;
			chosen = row_word(figure, g_ptr_array_index(rows, i), "period");
		}
	}
	return chosen;
}

/* 1 − S of a product of fractions: half of 236 may come out as 0.499999999999999. */
#define SHARE_NOISE 1e-9

/* First hour at which `share` is reached; `bound` −1, 0, 1: of the lower end, the curve, the upper end. INFINITY: never. */
static double
hour_reached(const struct curve *curve, double share, int bound)
{
	for (guint i = 0; i < curve->now->len; i++) {
		const struct figure_row *row = g_ptr_array_index(curve->now, i);
		const struct value *value = row_headline(row);
		double level = bound < 0 ? value->lo : bound > 0 ? value->hi : value->value;
		if (level >= share - SHARE_NOISE)
			return hours_of(curve, row);
	}
	return INFINITY;
}

static const struct figure_row *
row_at(GPtrArray *rows, const struct curve *curve, double hours)
{
	const struct figure_row *at = NULL;
	for (guint i = 0; i < rows->len && hours_of(curve, g_ptr_array_index(rows, i)) <= hours; i++)
		at = g_ptr_array_index(rows, i);
	return at;
}

static double
end_of(const struct curve *curve)
{
	double last = hours_of(curve, g_ptr_array_index(curve->now, curve->now->len - 1)), median = hour_reached(curve, 0.5, 0);
	double enough = isfinite(median) ? fmax(HOURS_AT_LEAST, MEDIANS_SHOWN * median) : last;
	return fmax(fmin(last, enough), 1);
}

static void
choose_rows(struct curve *curve, const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_asked_for(request);
	g_autofree char *id = period_id(&request->figure->period);
	const char *first = figure_group(request->figure, 0), *key = first ? "group" : "period";
	const char *grey = first ? figure_group(request->figure, 1) : earlier_period(request->figure, rows);
	curve->group = first ? grey : NULL;
	curve->now = rows_of(request, rows, key, first ? first : id);
	curve->before = grey ? rows_of(request, rows, key, grey) : g_ptr_array_new();
}

static gboolean
curve_open(struct curve *curve, struct paper *paper, const struct chart_request *request, double height)
{
	*curve = (struct curve){ 0 };
	choose_rows(curve, request);
	curve->unit = figure_key(request->figure, "days") >= 0 ? 24 : 1;
	curve->sheet = paper ? sheet_open(paper, request, height) : (struct sheet){ .request = request, .language = request->language ? request->language : "en" };
	if (curve->now->len == 0)
		return FALSE;
	curve->end = end_of(curve);
	curve->divisor = curve->end > 120 || curve->unit > 1 ? 24 : 1;
	curve->shares = (struct ticks){ { 0, 0.25, 0.5, 0.75, 1 }, 5, 2 };
	curve->ticks = ticks_hours(curve->end);
	return TRUE;
}

static void
curve_close(struct curve *curve)
{
	g_ptr_array_unref(curve->now);
	g_ptr_array_unref(curve->before);
}

static void
curve_layout(struct curve *curve)
{
	double em = curve->sheet.em, width = curve->sheet.width;
	double foot = curve->sheet.request->text_inside ? 2.9 : 0.5;
	curve->plot = (struct plot){ .left = axis_room(&curve->sheet, &curve->shares, UNIT_SHARE), .top = 0.8 * em,
		                     .right = width - 0.8 * em, .bottom = curve->sheet.height - foot * em };
	curve->plot.x = (struct scale){ 0, curve->end, curve->plot.left, curve->plot.right, FALSE };
	curve->plot.y = (struct scale){ 0, 1, curve->plot.bottom, curve->plot.top, FALSE };
}

/* ---- drawing ---- */

static double
level_of(const struct value *value, int bound)
{
	double level = bound < 0 ? value->lo : bound > 0 ? value->hi : value->value;
	return isnan(level) ? value->value : level;
}

/* Where a curve ends: the one in grey may have been watched for a shorter time. */
static double
right_of(const struct curve *curve, GPtrArray *rows)
{
	if (rows != curve->before || rows->len == 0)
		return curve->plot.right;
	return fmin(curve->plot.right, scale_at(&curve->plot.x, hours_of(curve, g_ptr_array_index(rows, rows->len - 1))));
}

/* Steps from (0, 0): level, then up. Steps closer than the eye can part are drawn as one. */
static void
add_steps(const struct curve *curve, GPtrArray *rows, int bound)
{
	double stand = curve->plot.left, y = scale_at(&curve->plot.y, 0); /* y: reached at the step that stands at `stand` */
	paper_move(curve->sheet.paper, stand, y);
	for (guint i = 0; i < rows->len && hours_of(curve, g_ptr_array_index(rows, i)) <= curve->end; i++) {
		const struct figure_row *row = g_ptr_array_index(rows, i);
		double x = scale_at(&curve->plot.x, hours_of(curve, row));
		if (x >= stand + STEP_SEEN) {
			paper_line(curve->sheet.paper, stand, y);
			paper_line(curve->sheet.paper, x, y);
			stand = x;
		}
		y = scale_at(&curve->plot.y, level_of(row_headline(row), bound));
	}
	paper_line(curve->sheet.paper, stand, y);
	paper_line(curve->sheet.paper, right_of(curve, rows), y);
}

/* The same steps from the end back to the beginning, closing the band. */
static void
add_steps_back(const struct curve *curve, int bound)
{
	double right = curve->plot.right;
	guint shown = 0;
	while (shown < curve->now->len && hours_of(curve, g_ptr_array_index(curve->now, shown)) <= curve->end)
		shown++;
	for (guint i = shown; i > 0; i--) {
		const struct figure_row *row = g_ptr_array_index(curve->now, i - 1);
		double x = scale_at(&curve->plot.x, hours_of(curve, row)), y = scale_at(&curve->plot.y, level_of(row_headline(row), bound));
		if (i > 1 && x > right - STEP_SEEN)
			continue;
		paper_line(curve->sheet.paper, right, y);
		paper_line(curve->sheet.paper, x, y);
		right = x;
	}
	paper_line(curve->sheet.paper, right, curve->plot.bottom);
	paper_close(curve->sheet.paper);
}

static void
draw_curves(const struct curve *curve)
{
	struct paper *paper = curve->sheet.paper;
	add_steps(curve, curve->now, -1);
	add_steps_back(curve, 1);
	paper_fill(paper, TINT_BAND);
	axis_across(&curve->sheet, &curve->plot, &curve->shares, UNIT_SHARE);
	if (curve->before->len > 1) {
		add_steps(curve, curve->before, 0);
		paper_stroke(paper, (struct stroke){ .tint = TINT_GHOST, .width = paper_pen(paper, "ghost") });
	}
	add_steps(curve, curve->now, 0);
	paper_data_line(paper);
}

/* The group's name at the end of its curve, on the side away from the other one. */
static void
draw_group(const struct curve *curve)
{
	if (!curve->group || curve->before->len < 2)
		return;
	const struct figure_row *grey = row_at(curve->before, curve, curve->end), *row = row_at(curve->now, curve, curve->end);
	double em = curve->sheet.em, y = scale_at(&curve->plot.y, row_headline(grey)->value);
	gboolean above = row_headline(grey)->value > row_headline(row)->value;
	double base = above ? fmax(y - 0.5 * em, 0.9 * em) : fmin(y + 1.2 * em, curve->plot.bottom - 0.3 * em);
	struct lettering lettering = letters(TINT_INK3, ANCHOR_END);
	lettering.halo = TRUE;
	sheet_text(&curve->sheet, right_of(curve, curve->before), base, curve->group, lettering);
}

/* A tick where some were last seen still waiting; at most one an em, so that they stay ticks. */
static void
draw_waiting(const struct curve *curve)
{
	double em = curve->sheet.em, last = -INFINITY;
	for (guint i = 0; i < curve->now->len; i++) {
		const struct figure_row *row = g_ptr_array_index(curve->now, i);
		const struct value *censored = row_value(curve->sheet.request->figure, row, "censored");
		double x = scale_at(&curve->plot.x, hours_of(curve, row)), y = scale_at(&curve->plot.y, row_headline(row)->value);
		if (!censored || !value_has_number(censored) || censored->value <= 0 || x < last + em || x > curve->plot.right)
			continue;
		sheet_line(&curve->sheet, x, y - 0.34 * em, x, y + 0.34 * em, TINT_INK, paper_pen(curve->sheet.paper, "ghost"));
		last = x;
	}
}

static void
draw_hours(const struct curve *curve)
{
	const struct sheet *sheet = &curve->sheet;
	double em = sheet->em, bottom = curve->plot.bottom;
	for (int i = 0; i < curve->ticks.count; i++) {
		double x = scale_at(&curve->plot.x, curve->ticks.at[i]);
		gboolean last = i + 1 == curve->ticks.count, days = curve->divisor > 1;
		g_autofree char *number = tick_words(curve->ticks.at[i] / curve->divisor, days ? UNIT_COUNT : UNIT_HOURS, curve->ticks.decimals, last, sheet->language);
		g_autofree char *words = g_strconcat(number, last && days ? "\u00a0days" : "", NULL);
		double half = sheet_measure(sheet, words, letters(TINT_INK3, ANCHOR_START)) / 2;
		sheet_line(sheet, x, bottom, x, bottom + 0.3 * em, TINT_INK3, paper_pen(sheet->paper, "grid"));
		if (i > 0)
			sheet_text(sheet, fmin(x + half, sheet->width), bottom + 1.35 * em, words, letters(TINT_INK3, ANCHOR_END));
	}
	int column = time_key(sheet->request->figure);
	const char *named = column < 0 ? NULL : g_array_index(sheet->request->figure->key_columns, struct figure_column, column).label;
	gboolean hours_as_days = curve->divisor > curve->unit && named && g_str_has_prefix(named, "Hours ");
	g_autofree char *label = hours_as_days ? g_strconcat("Days ", named + strlen("Hours "), NULL) : g_strdup(named);
	struct lettering lettering = letters(TINT_INK3, ANCHOR_MIDDLE);
	lettering.width = sheet->width;
	sheet_text(sheet, (curve->plot.left + curve->plot.right) / 2, bottom + 2.6 * em, label, lettering);
}

/* "4.2 h (3.1–6.0)" from where the curve and its two ends cross the half. */
static char *
median_words(const struct curve *curve)
{
	struct value median = value_estimate(hour_reached(curve, 0.5, 0), hour_reached(curve, 0.5, 1), hour_reached(curve, 0.5, -1), NO_COUNT);
	if (isinf(median.value))
		return NULL;
	if (isinf(median.lo)) /* a curve without a band: nothing is known of its ends */
		median.lo = median.hi = NAN;
	if (curve->unit == 1)
		return estimate_words(&median, UNIT_HOURS, curve->sheet.language);
	median = (struct value){ .value = median.value / 24, .lo = median.lo / 24, .hi = median.hi / 24, .n = NO_COUNT };
	return estimate_words(&median, UNIT_DAYS, curve->sheet.language);
}

static void
draw_median(const struct curve *curve)
{
	const struct sheet *sheet = &curve->sheet;
	double em = sheet->em, median = hour_reached(curve, 0.5, 0);
	if (!(median <= curve->end))
		return;
	double x = scale_at(&curve->plot.x, median), y = scale_at(&curve->plot.y, 0.5);
	paper_move(sheet->paper, curve->plot.left, y);
	paper_line(sheet->paper, x, y);
	paper_line(sheet->paper, x, curve->plot.bottom);
	paper_dots(sheet->paper, TINT_INK);
	paper_mark(sheet->paper, x, y, FALSE);
	g_autofree char *words = median_words(curve);
	struct lettering lettering = letters_strong(TINT_INK, ANCHOR_START);
	lettering.halo = TRUE;
	gboolean right = x + 0.75 * em + sheet_measure(sheet, words, lettering) <= sheet->width;
	lettering.anchor = right ? ANCHOR_START : ANCHOR_END;
	sheet_text(sheet, x + (right ? 0.75 : -0.75) * em, y + 1.1 * em, words, lettering);
}

/* The share after a day, where a day is on the axis and far enough from the median to have its own words. */
static void
draw_day(const struct curve *curve)
{
	const struct sheet *sheet = &curve->sheet;
	const struct figure_row *row = row_at(curve->now, curve, 24);
	if (!row || curve->unit > 1 || curve->end < 30 || hour_reached(curve, 0.5, 0) > 18)
		return;
	double em = sheet->em, x = scale_at(&curve->plot.x, 24), y = scale_at(&curve->plot.y, row_headline(row)->value);
	paper_mark_sized(sheet->paper, x, y, paper_mark_radius(sheet->paper) * 0.9, TINT_MAIN, TRUE);
	g_autofree char *share = value_words(row_headline(row), figure_unit(sheet->request->figure, 0), sheet->language);
	g_autofree char *words = g_strdup_printf("%s after a day", share);
	struct lettering lettering = letters(TINT_INK, ANCHOR_START);
	lettering.halo = TRUE;
	double width = sheet_measure(sheet, words, lettering), overlap = fmax(0, x + width - sheet->width);
	double hours_past = fmin(curve->end, (x - overlap + width - curve->plot.left) / (curve->plot.right - curve->plot.left) * curve->end);
	double above = scale_at(&curve->plot.y, level_of(row_headline(row_at(curve->now, curve, hours_past)), 1));
	sheet_text(sheet, x + 0.2 * em - overlap, fmax(above - 0.5 * em, 0.9 * em), words, lettering);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	(void)request;
	return 17.2 * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct curve curve;
	if (curve_open(&curve, paper, request, request->height > 0 ? request->height : height(paper, request))) {
		curve_layout(&curve);
		draw_curves(&curve);
		draw_hours(&curve);
		draw_waiting(&curve);
		draw_group(&curve);
		draw_median(&curve);
		draw_day(&curve);
	} else {
		sheet_empty(&curve.sheet, "There was nothing to wait for. This is not zero.");
	}
	curve_close(&curve);
}

/* ---- in words ---- */

static void
tell_share(GString *out, const struct curve *curve, double hours, const char *when)
{
	const struct figure_row *row = row_at(curve->now, curve, hours);
	if (!row || hours > hours_of(curve, g_ptr_array_index(curve->now, curve->now->len - 1)))
		return;
	g_autofree char *share = estimate_words(row_headline(row), UNIT_SHARE, curve->sheet.language);
	g_string_append_printf(out, " %s %s.", share, when);
}

static void
tell_shares(GString *out, const struct curve *curve)
{
	if (curve->unit > 1) {
		tell_share(out, curve, 30 * 24, "after 30 days");
		tell_share(out, curve, 365 * 24, "after a year");
	} else {
		tell_share(out, curve, 24, "after a day");
		tell_share(out, curve, 72, "after three days");
	}
}

static void
tell_median(GString *out, const struct curve *curve)
{
	g_autofree char *median = median_words(curve);
	if (median)
		g_string_append_printf(out, " Half within %s.", median);
	else
		g_string_append(out, " Fewer than half by the end.");
}

/* The other group's curve is read like the first one. */
static void
tell_group(GString *out, const struct curve *curve)
{
	struct curve other = *curve;
	if (!curve->group || curve->before->len < 2)
		return;
	other.now = curve->before;
	g_string_append_printf(out, " In grey, %s:", curve->group);
	tell_median(out, &other);
	tell_shares(out, &other);
}

static char *
describe(const struct chart_request *request)
{
	struct curve curve;
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Rising curve by %s: %s.", figure_key(request->figure, "days") >= 0 ? "days" : "hours", figure_subject(request->figure));
	if (curve_open(&curve, NULL, request, 0)) {
		g_autofree char *last = value_words(row_headline(g_ptr_array_index(curve.now, curve.now->len - 1)), UNIT_SHARE, curve.sheet.language);
		g_autofree char *state = state_words(row_headline(g_ptr_array_index(curve.now, 0)));
		tell_median(out, &curve);
		tell_shares(out, &curve);
		g_string_append_printf(out, " It ends at %s after %.0f %s.", last, hours_of(&curve, g_ptr_array_index(curve.now, curve.now->len - 1)) / curve.unit,
		                       curve.unit > 1 ? "days" : "hours");
		if (state)
			g_string_append_printf(out, " %s.", state);
		tell_group(out, &curve);
	} else {
		g_string_append(out, " There is nothing to show.");
	}
	curve_close(&curve);
	return g_string_free(out, FALSE);
}

const struct chart chart_survival = {
	.name = "survival",
	.shape = SHAPE_SURVIVAL,
	.summary = "share reached by time, with its range and median",
	.height = height,
	.draw = draw,
	.describe = describe,
};
