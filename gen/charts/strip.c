/* Strip: one mark an item, stacked without jitter at the largest size that fits; the middle dotted; the highest filled and
 * named with its interval. */
#include <math.h>

#include "charts/axis.h"
#include "charts/words.h"

struct spot {
	const struct figure_row *row;
	double x, height; /* height of the mark's middle over the baseline, in marks */
};

struct strip {
	struct sheet sheet;
	struct plot plot;
	struct ticks ticks;
	enum unit unit;
	GArray *spots;    /* struct spot, by value */
	double radius, middle;
};

static int
compare_spots(gconstpointer a, gconstpointer b)
{
	double x = row_headline(((const struct spot *)a)->row)->value, y = row_headline(((const struct spot *)b)->row)->value;
	return x < y ? -1 : x > y;
}

static GArray *
spots_of(const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_of_period(request);
	GArray *spots = g_array_new(FALSE, FALSE, sizeof(struct spot));
	for (guint i = 0; i < rows->len; i++) {
		struct spot spot = { g_ptr_array_index(rows, i), 0, 0 };
		if (value_has_number(row_headline(spot.row)))
			g_array_append_val(spots, spot);
	}
	g_array_sort(spots, compare_spots);
	return spots;
}

static const struct spot *
spot_at(const struct strip *strip, guint index)
{
	return &g_array_index(strip->spots, struct spot, index);
}

static double
value_at(const GArray *spots, guint index)
{
	return row_headline(g_array_index(spots, struct spot, index).row)->value;
}

static double
middle_of(const GArray *spots)
{
	guint half = spots->len / 2;
	return spots->len % 2 ? value_at(spots, half) : (value_at(spots, half - 1) + value_at(spots, half)) / 2;
}

/* ---- stacking ---- */

/* The lowest place over x where a mark of this size touches none of those that have a place. */
static double
lowest_free(const GArray *placed, double x, double size)
{
	double height = size / 2;
	for (gboolean moved = TRUE; moved;) {
		moved = FALSE;
		for (guint i = placed->len; i > 0 && x - g_array_index(placed, struct spot, i - 1).x < size; i--) {
			double other = g_array_index(placed, struct spot, i - 1).height;
			if (fabs(other - height) < size * 0.999) {
				height = other + size;
				moved = TRUE;
			}
		}
	}
	return height;
}

/* Stacks all marks of one radius, up to a rim. Over it they lie on each other; unless they must, the first of these ends it: FALSE. */
static gboolean
stack(struct strip *strip, double radius, double rim, gboolean must)
{
	g_autoptr(GArray) placed = g_array_new(FALSE, FALSE, sizeof(struct spot));
	double size = 2.2 * radius;
	for (guint i = 0; i < strip->spots->len; i++) {
		struct spot *spot = &g_array_index(strip->spots, struct spot, i);
		spot->x = scale_at(&strip->plot.x, value_at(strip->spots, i));
		spot->height = lowest_free(placed, spot->x, size);
		if (spot->height + size / 2 <= rim)
			g_array_append_val(placed, *spot);
		else if (must)
			spot->height = rim - size / 2;
		else
			return FALSE;
	}
	return TRUE;
}

/* The largest radius with which all stand below the rim. */
static void
stack_all(struct strip *strip, double rim)
{
	double em = strip->sheet.em;
	for (strip->radius = 0.42 * em; strip->radius > 0.08 * em; strip->radius *= 0.9)
		if (stack(strip, strip->radius, rim, FALSE))
			return;
	stack(strip, strip->radius, rim, TRUE);
}

static void
strip_open(struct strip *strip, struct paper *paper, const struct chart_request *request, double height)
{
	strip->sheet = sheet_open(paper, request, height);
	strip->spots = spots_of(request);
	strip->unit = figure_unit(request->figure, 0);
	if (strip->spots->len == 0)
		return;
	double em = strip->sheet.em, last = value_at(strip->spots, strip->spots->len - 1);
	strip->ticks = ticks_amounts(value_at(strip->spots, 0), last);
	strip->middle = middle_of(strip->spots);
	strip->plot = (struct plot){ .left = 0.6 * em, .top = (request->text_inside ? 1.6 : 0.4) * em, .right = request->width - 0.9 * em,
		                     .bottom = height - (request->text_inside ? 1.7 : 0.5) * em };
	strip->plot.x = (struct scale){ strip->ticks.at[0], strip->ticks.at[strip->ticks.count - 1], strip->plot.left, strip->plot.right, FALSE };
	stack_all(strip, strip->plot.bottom - strip->plot.top);
}

/* ---- drawing ---- */

static void
draw_middle(const struct strip *strip)
{
	const struct sheet *sheet = &strip->sheet;
	double x = scale_at(&strip->plot.x, strip->middle);
	struct value middle = value_estimate(strip->middle, NAN, NAN, 0);
	g_autofree char *number = value_words(&middle, strip->unit, sheet->language), *words = g_strdup_printf("middle %s", number);
	paper_move(sheet->paper, x, strip->plot.top - 0.1 * sheet->em);
	paper_line(sheet->paper, x, strip->plot.bottom);
	paper_dots(sheet->paper, TINT_INK);
	double half = sheet_measure(sheet, words, letters(TINT_INK2, ANCHOR_START)) / 2;
	struct lettering lettering = letters(TINT_INK2, ANCHOR_MIDDLE);
	lettering.halo = TRUE;
	sheet_text(sheet, CLAMP(x, half, sheet->width - half), 1.05 * sheet->em, words, lettering);
}

static void
draw_spot(const struct strip *strip, const struct spot *spot, gboolean named)
{
	struct paper *paper = strip->sheet.paper;
	double y = strip->plot.bottom - spot->height, radius = strip->radius;
	gboolean careful = row_headline(spot->row)->state != STATE_OK;
	if (named) {
		paper_mark_sized(paper, spot->x, y, fmax(radius, 0.36 * strip->sheet.em), TINT_MAIN, TRUE);
		return;
	}
	for (int pass = 0; pass < 2; pass++) {
		paper_mark_path(paper, spot->x, y, radius);
		if (pass == 0)
			paper_fill(paper, careful ? TINT_PAPER : TINT_BAND);
		else
			paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = paper_pen(paper, "axis") });
	}
}

/* The highest pile under a label that reaches from `from` to `to`. */
static double
pile_under(const struct strip *strip, double from, double to, const struct spot *except)
{
	double top = 0;
	for (guint i = 0; i < strip->spots->len; i++) {
		const struct spot *spot = spot_at(strip, i);
		if (spot != except && spot->x > from - strip->radius && spot->x < to + strip->radius)
			top = fmax(top, spot->height + strip->radius);
	}
	return top;
}

/* The highest item: its name, its value with interval, and a stroke down to it. */
static void
draw_name(const struct strip *strip, const struct spot *spot)
{
	const struct sheet *sheet = &strip->sheet;
	double em = sheet->em, most = 0.7 * sheet->width;
	struct lettering strong = letters_strong(TINT_INK, ANCHOR_END), soft = letters(TINT_INK2, ANCHOR_END);
	strong.halo = soft.halo = TRUE;
	g_autofree char *whole = row_name(sheet->request->figure, spot->row), *name = paper_cut(sheet->paper, whole, strong, most);
	g_autofree char *words = estimate_words(row_headline(spot->row), strip->unit, sheet->language);
	double width = fmax(sheet_measure(sheet, name, strong), sheet_measure(sheet, words, soft));
	gboolean left = spot->x > sheet->width / 2;
	double from = left ? fmax(spot->x + 0.5 * em - width, 0) : spot->x - 0.5 * em, to = from + width;
	double pile = fmax(pile_under(strip, from, to, spot), spot->height + strip->radius);
	double baseline = fmax(strip->plot.bottom - fmax(pile + 1.3 * em, 4.2 * em), strip->plot.top + 2.1 * em);
	strong.anchor = soft.anchor = left ? ANCHOR_END : ANCHOR_START;
	double y = strip->plot.bottom - spot->height - fmax(strip->radius, 0.36 * em) - 0.2 * em;
	if (y > baseline + 0.4 * em && sheet->request->text_inside)
		sheet_line(sheet, spot->x, y, spot->x, baseline + 0.4 * em, TINT_INK, paper_pen(sheet->paper, "axis"));
	sheet_text(sheet, left ? to : from, baseline - 1.05 * em, name, strong);
	sheet_text(sheet, left ? to : from, baseline, words, soft);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	g_autoptr(GArray) spots = spots_of(request);
	return (spots->len == 0 ? 3 : spots->len < 12 ? 9 : 14.6) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct strip strip;
	strip_open(&strip, paper, request, request->height > 0 ? request->height : height(paper, request));
	if (strip.spots->len == 0) {
		sheet_empty(&strip.sheet, "Nothing can be compared yet. This is not zero.");
	} else {
		const struct spot *best = spot_at(&strip, strip.spots->len - 1);
		axis_upright(&strip.sheet, &strip.plot, &strip.ticks, strip.unit);
		sheet_line(&strip.sheet, strip.plot.left, strip.plot.bottom, strip.plot.right, strip.plot.bottom, TINT_INK3, paper_pen(paper, "axis"));
		draw_middle(&strip);
		for (guint i = 0; i < strip.spots->len; i++)
			draw_spot(&strip, spot_at(&strip, i), spot_at(&strip, i) == best);
		draw_name(&strip, best);
	}
	g_array_unref(strip.spots);
}

static char *
describe(const struct chart_request *request)
{
	g_autoptr(GArray) spots = spots_of(request);
	const char *language = request->language ? request->language : "en";
	enum unit unit = figure_unit(request->figure, 0);
	if (spots->len == 0)
		return g_strdup_printf("Strip: %s; nothing to show.", figure_subject(request->figure));
	const struct figure_row *best = g_array_index(spots, struct spot, spots->len - 1).row;
	struct value middle = value_estimate(middle_of(spots), NAN, NAN, 0);
	g_autofree char *low = value_words(row_headline(g_array_index(spots, struct spot, 0).row), unit, language);
	g_autofree char *high = estimate_words(row_headline(best), unit, language), *half = value_words(&middle, unit, language);
	g_autofree char *name = row_name(request->figure, best);
	return g_strdup_printf("Strip, one mark an item: %s. %u items from %s; the middle is %s; the highest is %s with %s.",
	                       figure_subject(request->figure), spots->len, low, half, name, high);
}

const struct chart chart_strip = {
	.name = "strip",
	.shape = SHAPE_POSTS,
	.summary = "one mark an item, the highest named",
	.height = height,
	.draw = draw,
	.describe = describe,
};
