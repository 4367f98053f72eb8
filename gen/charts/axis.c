/* Axes and the sheet. */
#include "charts/axis.h"

#include <math.h>

#include "charts/words.h"

/* ---- the sheet ---- */

struct sheet
sheet_open(struct paper *paper, const struct chart_request *request, double height)
{
	return (struct sheet){ .paper = paper, .request = request, .em = paper_em(paper), .width = request->width, .height = height,
		               .language = request->language ? request->language : "en" };
}

struct lettering
letters(enum tint tint, enum anchor anchor)
{
	return (struct lettering){ .role = ROLE_CHART, .tint = tint, .anchor = anchor, .face = FACE_COUNT };
}

struct lettering
letters_strong(enum tint tint, enum anchor anchor)
{
	return (struct lettering){ .role = ROLE_CHART, .tint = tint, .anchor = anchor, .face = FACE_LABEL };
}

struct lettering
letters_state(enum anchor anchor)
{
	return (struct lettering){ .role = ROLE_CHART, .tint = TINT_INK2, .anchor = anchor, .face = FACE_STATE, .halo = TRUE };
}

void
sheet_text(const struct sheet *sheet, double x, double y, const char *text, struct lettering lettering)
{
	if (sheet->request->text_inside && text)
		paper_text(sheet->paper, x, y, text, lettering);
}

double
sheet_measure(const struct sheet *sheet, const char *text, struct lettering lettering)
{
	return sheet->request->text_inside && text ? paper_measure(sheet->paper, text, lettering, NULL, NULL) : 0;
}

double
sheet_drop(const struct sheet *sheet)
{
	return 0.34 * sheet->em;
}

void
sheet_line(const struct sheet *sheet, double x0, double y0, double x1, double y1, enum tint tint, double width)
{
	paper_move(sheet->paper, x0, y0);
	paper_line(sheet->paper, x1, y1);
	paper_stroke(sheet->paper, (struct stroke){ .tint = tint, .width = width });
}

void
sheet_hidden(const struct sheet *sheet, double x, double y, double width, double height)
{
	double dash = fmin(width * 0.5, 2.5 * sheet->em), middle = x + width / 2;
	paper_rectangle(sheet->paper, x, y, width, height);
	paper_fill(sheet->paper, TINT_RULE);
	sheet_line(sheet, middle - dash / 2, y + height / 2, middle + dash / 2, y + height / 2, TINT_INK2,
	           paper_pen(sheet->paper, "axis") * 1.3);
}

void
sheet_unknown(const struct sheet *sheet, double x, double y, double width, double height)
{
	double half = paper_pen(sheet->paper, "axis") / 2;
	paper_rectangle(sheet->paper, x + half, y + half, width - 2 * half, height - 2 * half);
	paper_dots(sheet->paper, TINT_INK3);
}

void
sheet_empty(const struct sheet *sheet, const char *words)
{
	sheet_unknown(sheet, 0, 0, sheet->width, sheet->height);
	struct lettering lettering = letters(TINT_INK2, ANCHOR_MIDDLE);
	lettering.width = sheet->width - 2 * sheet->em;
	sheet_text(sheet, sheet->width / 2, sheet->height / 2 + sheet_drop(sheet), words, lettering);
}

/* ---- y ---- */

double
axis_room(const struct sheet *sheet, const struct ticks *ticks, enum unit unit)
{
	double widest = 0;
	for (int i = 0; i < ticks->count; i++) {
		g_autofree char *words = tick_words(ticks->at[i], unit, ticks->decimals, i + 1 == ticks->count, sheet->language);
		widest = fmax(widest, sheet_measure(sheet, words, letters(TINT_INK3, ANCHOR_END)));
	}
	return widest > 0 ? widest + 0.45 * sheet->em : 0;
}

static gboolean
is_baseline(const struct ticks *ticks, int index)
{
	return ticks->at[index] == 0 || (index == 0 && ticks->at[0] > 0);
}

void
axis_across(const struct sheet *sheet, const struct plot *plot, const struct ticks *ticks, enum unit unit)
{
	double grid = paper_pen(sheet->paper, "grid"), axis = paper_pen(sheet->paper, "axis");
	for (int i = 0; i < ticks->count; i++) {
		double y = scale_at(&plot->y, ticks->at[i]);
		gboolean base = is_baseline(ticks, i);
		g_autofree char *words = tick_words(ticks->at[i], unit, ticks->decimals, i + 1 == ticks->count, sheet->language);
		sheet_line(sheet, plot->left, y, plot->right, y, base ? TINT_INK3 : TINT_GRID, base ? axis : grid);
		sheet_text(sheet, plot->left - 0.45 * sheet->em, y + sheet_drop(sheet), words, letters(TINT_INK3, ANCHOR_END));
	}
}

/* ---- x ---- */

/* Every how many ticks a label may stand, so that none touches its neighbour. */
static int
labels_every(const struct sheet *sheet, const struct plot *plot, const struct ticks *ticks, enum unit unit)
{
	double narrowest = INFINITY, widest = 0;
	for (int i = 0; i < ticks->count; i++) {
		g_autofree char *words = tick_words(ticks->at[i], unit, ticks->decimals, i + 1 == ticks->count, sheet->language);
		widest = fmax(widest, sheet_measure(sheet, words, letters(TINT_INK3, ANCHOR_MIDDLE)));
		narrowest = i ? fmin(narrowest, scale_at(&plot->x, ticks->at[i]) - scale_at(&plot->x, ticks->at[i - 1])) : narrowest;
	}
	return narrowest > 0 ? MAX(1, (int)ceil((widest + 0.5 * sheet->em) / narrowest)) : 1;
}

void
axis_upright(const struct sheet *sheet, const struct plot *plot, const struct ticks *ticks, enum unit unit)
{
	double grid = paper_pen(sheet->paper, "grid"), axis = paper_pen(sheet->paper, "axis");
	int every = labels_every(sheet, plot, ticks, unit);
	for (int i = 0; i < ticks->count; i++) {
		double x = scale_at(&plot->x, ticks->at[i]);
		gboolean zero = ticks->at[i] == 0 && ticks->at[0] < 0;
		sheet_line(sheet, x, plot->top, x, plot->bottom, zero ? TINT_INK3 : TINT_GRID, zero ? axis : grid);
		if (i % every)
			continue;
		g_autofree char *words = tick_words(ticks->at[i], unit, ticks->decimals, i + every >= ticks->count, sheet->language);
		double half = sheet_measure(sheet, words, letters(TINT_INK3, ANCHOR_MIDDLE)) / 2;
		sheet_text(sheet, fmin(x, sheet->width - half), plot->bottom + 1.2 * sheet->em, words, letters(TINT_INK3, ANCHOR_MIDDLE));
	}
}

/* A month's name that may be dropped. */
struct month_label {
	double x, from, to;
	char *words;
	gboolean last;
};

static gboolean
label_fits(const GArray *labels, double from, double to, double gap)
{
	for (guint i = 0; i < labels->len; i++) {
		const struct month_label *other = &g_array_index(labels, struct month_label, i);
		if (from < other->to + gap && to > other->from - gap)
			return FALSE;
	}
	return TRUE;
}

/* Adds the name if it touches none that stands already. The first is set flush with the plot when it would stick out. */
static gboolean
label_try(const struct sheet *sheet, const struct plot *plot, GArray *labels, const struct moment *moment, gboolean year, gboolean last)
{
	g_autofree char *words = month_words(moment->day, year, sheet->language);
	double width = sheet_measure(sheet, words, last ? letters_strong(TINT_INK, ANCHOR_START) : letters(TINT_INK3, ANCHOR_START));
	double x = scale_at(&plot->x, moment->place);
	double from = x <= plot->left + 0.1 ? x : x - width / 2;
	if (!label_fits(labels, from, from + width, 0.5 * sheet->em))
		return FALSE;
	struct month_label label = { .x = x, .from = from, .to = from + width, .words = g_steal_pointer(&words), .last = last };
	g_array_append_val(labels, label);
	return TRUE;
}

static int
month_of(const struct moment *moment)
{
	return (int)fmod(moment->place, 12);
}

static void
month_label_clear(void *label)
{
	g_free(((struct month_label *)label)->words);
}

/* In order of importance: the last, the first, Januaries, the quarters, and all where a few months leave room. */
static GArray *
month_labels(const struct sheet *sheet, const struct plot *plot, const struct series *series)
{
	GArray *labels = g_array_new(FALSE, FALSE, sizeof(struct month_label));
	g_array_set_clear_func(labels, month_label_clear);
	guint count = series->moments->len;
	gboolean january = FALSE;
	for (guint i = 1; i + 1 < count; i++)
		january = january || month_of(series_at(series, i)) == 0;
	label_try(sheet, plot, labels, series_at(series, count - 1), count == 1 || (!january && count < 3), TRUE);
	for (guint i = 1; i + 1 < count; i++)
		if (month_of(series_at(series, i)) == 0)
			label_try(sheet, plot, labels, series_at(series, i), TRUE, FALSE);
	if (count > 1 && !label_try(sheet, plot, labels, series_at(series, 0), TRUE, FALSE))
		label_try(sheet, plot, labels, series_at(series, 0), FALSE, FALSE);
	for (guint i = 1; i + 1 < count; i++)
		if (month_of(series_at(series, i)) % 3 == 0 || count <= 6)
			label_try(sheet, plot, labels, series_at(series, i), FALSE, FALSE);
	return labels;
}

void
axis_months(const struct sheet *sheet, const struct plot *plot, const struct series *series)
{
	double grid = paper_pen(sheet->paper, "grid");
	for (guint i = 0; i < series->moments->len; i++) {
		double x = scale_at(&plot->x, series_at(series, i)->place);
		sheet_line(sheet, x, plot->bottom, x, plot->bottom + 0.3 * sheet->em, TINT_INK3, grid);
	}
	if (!sheet->request->text_inside || series->moments->len == 0)
		return;
	g_autoptr(GArray) labels = month_labels(sheet, plot, series);
	for (guint i = 0; i < labels->len; i++) {
		const struct month_label *label = &g_array_index(labels, struct month_label, i);
		sheet_text(sheet, label->from, plot->bottom + 1.35 * sheet->em, label->words,
		           label->last ? letters_strong(TINT_INK, ANCHOR_START) : letters(TINT_INK3, ANCHOR_START));
	}
}

void
axis_goal(const struct sheet *sheet, const struct plot *plot)
{
	if (isnan(sheet->request->goal))
		return;
	double y = scale_at(&plot->y, sheet->request->goal);
	paper_move(sheet->paper, plot->left, y);
	paper_line(sheet->paper, plot->right, y);
	paper_dots(sheet->paper, TINT_INK);
	struct lettering lettering = letters(TINT_INK, ANCHOR_START);
	lettering.halo = TRUE;
	sheet_text(sheet, plot->left + 0.3 * sheet->em, y - 0.4 * sheet->em, sheet->request->goal_label, lettering);
}

double
label_room(const struct sheet *sheet, GPtrArray *rows, double share)
{
	double widest = 0;
	for (guint i = 0; i < rows->len; i++)
		widest = fmax(widest, sheet_measure(sheet, row_label(sheet->request->figure, g_ptr_array_index(rows, i)),
		                                    letters(TINT_INK, ANCHOR_START)));
	return widest > 0 ? fmin(widest, share * sheet->width) + 0.75 * sheet->em : 0;
}
