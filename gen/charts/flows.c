/* Flows: gained above the line, lost below it, month by month; a panel a scope where a figure holds several, since flows of
 * different places are not added. */
#include <math.h>
#include <string.h>

#include "charts/axis.h"
#include "charts/words.h"

#define MONTHS_SHOWN 13
#define PANEL 10.5
#define PANELS_MOST 8

struct panel {
	struct sheet sheet;
	struct plot plot;
	struct series *series;
	const char *scope; /* NULL: the only one */
	struct ticks ticks;
	double top;
};

/* ---- reading ---- */

/* Scopes in the order of the figure; one NULL where there is nothing to part. Caller unrefs. */
static GPtrArray *
scopes_of(const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_asked_for(request);
	GPtrArray *scopes = g_ptr_array_new();
	for (guint i = 0; i < rows->len && scopes->len < PANELS_MOST; i++) {
		const char *scope = row_word(request->figure, g_ptr_array_index(rows, i), "scope");
		gboolean known = FALSE;
		for (guint j = 0; j < scopes->len; j++)
			known = known || g_strcmp0(g_ptr_array_index(scopes, j), scope) == 0;
		if (!known)
			g_ptr_array_add(scopes, (gpointer)scope);
	}
	return scopes;
}

static struct series *
panel_series(const struct chart_request *request, const char *scope)
{
	struct chart_request part = *request;
	part.scope = scope ? scope : request->scope;
	return series_of(&part, MONTHS_SHOWN);
}

/* The row behind a moment: its headline is the row's first value. */
static const struct value *
flow_of(const struct figure *figure, const struct moment *moment, const char *column)
{
	int index = figure_value(figure, column);
	return index < 0 ? NULL : moment->value + index;
}

static double
amount(const struct figure *figure, const struct moment *moment, gboolean lost)
{
	const struct value *value = flow_of(figure, moment, lost ? "lost" : "gained");
	if (value)
		return value_has_number(value) ? fabs(value->value) : NAN;
	if (!value_has_number(moment->value)) /* no two columns: the sign of the net decides the side */
		return NAN;
	return lost == (moment->value->value < 0) ? fabs(moment->value->value) : 0;
}

/* As the figure's column calls that side: "moved up". Caller frees. */
static char *
side_words(const struct figure *figure, gboolean lost)
{
	int column = figure_value(figure, lost ? "lost" : "gained");
	char *words = g_strdup(column < 0 ? lost ? "lost" : "gained" : g_array_index(figure->value_columns, struct figure_column, column).label);
	*words = g_ascii_tolower(*words);
	return words;
}

static void
panel_open(struct panel *panel, struct paper *paper, const struct chart_request *request, const char *scope, double top)
{
	panel->sheet = sheet_open(paper, request, PANEL * paper_em(paper));
	panel->scope = scope;
	panel->series = panel_series(request, scope);
	panel->top = top;
	double most = 0, least = 0;
	for (guint i = 0; i < panel->series->moments->len; i++) {
		most = fmax(most, amount(request->figure, series_at(panel->series, i), FALSE));
		least = fmin(least, -fmax(0, amount(request->figure, series_at(panel->series, i), TRUE)));
	}
	panel->ticks = ticks_amounts(least, most);
}

static void
panel_layout(struct panel *panel, double left, double right)
{
	double em = panel->sheet.em, count = panel->series->moments->len;
	double foot = panel->sheet.request->text_inside ? 1.75 : 0.4, head = panel->scope && panel->sheet.request->text_inside ? 1.9 : 0.7;
	panel->plot = (struct plot){ .left = left, .top = panel->top + head * em, .right = right, .bottom = panel->top + (PANEL - foot) * em };
	if (count == 0)
		return;
	double first = series_at(panel->series, 0)->place, last = series_at(panel->series, panel->series->moments->len - 1)->place;
	double half = (right - left) / (last - first + 1) / 2;
	panel->plot.x = (struct scale){ first, last, left + half, right - half, FALSE };
	panel->plot.y = (struct scale){ panel->ticks.at[0], panel->ticks.at[panel->ticks.count - 1], panel->plot.bottom, panel->plot.top, FALSE };
}

/* ---- drawing ---- */

/* Gained is filled, lost is open: an outline over a pale ground. */
static void
draw_bar(const struct panel *panel, double x, double zero, double y, double width, gboolean lost)
{
	struct paper *paper = panel->sheet.paper;
	double edge = paper_pen(paper, "axis");
	if (fabs(y - zero) < edge)
		return;
	paper_rectangle(paper, x - width / 2, fmin(y, zero), width, fabs(y - zero));
	paper_fill(paper, lost ? TINT_BAND : TINT_MAIN);
	if (!lost)
		return;
	paper_rectangle(paper, x - width / 2 + edge / 2, fmin(y, zero), width - edge, fabs(y - zero));
	paper_stroke(paper, (struct stroke){ .tint = TINT_MAIN, .width = edge });
}

/* A double stem that ends in a mark: filled for gained, open for lost. */
static void
draw_stem(const struct panel *panel, double x, double zero, double y, double width, gboolean lost)
{
	struct paper *paper = panel->sheet.paper;
	paper_move(paper, x, zero);
	paper_line(paper, x, y);
	paper_data_line(paper);
	paper_mark_sized(paper, x, y, fmin(width / 2, paper_mark_radius(paper)), TINT_MAIN, !lost);
}

static void
draw_month(const struct panel *panel, const struct moment *moment)
{
	const struct figure *figure = panel->sheet.request->figure;
	double x = scale_at(&panel->plot.x, moment->place), zero = scale_at(&panel->plot.y, 0);
	double pitch = (panel->plot.right - panel->plot.left) / (panel->plot.x.high - panel->plot.x.low + 1), width = fmin(0.62 * pitch, 2 * panel->sheet.em);
	double gained = amount(figure, moment, FALSE), lost = amount(figure, moment, TRUE);
	g_autofree char *month = month_in_full(moment->day, panel->sheet.language);
	g_autofree char *up = side_words(figure, FALSE), *down = side_words(figure, TRUE);
	g_autofree char *name = g_strdup_printf("%s: %g %s, %g %s", month, isnan(gained) ? 0 : gained, up, isnan(lost) ? 0 : lost, down);
	paper_begin(panel->sheet.paper, name);
	for (int side = 0; side < 2; side++) {
		double size = side ? lost : gained;
		if (isnan(size) || size <= 0)
			continue;
		double y = scale_at(&panel->plot.y, side ? -size : size);
		if (paper_discipline(panel->sheet.paper) == DISCIPLINE_COMMUNITY)
			draw_stem(panel, x, zero, y, width, side);
		else
			draw_bar(panel, x, zero, y, width, side);
	}
	paper_end(panel->sheet.paper);
	if (isnan(gained) && isnan(lost))
		sheet_unknown(&panel->sheet, x - width / 2, panel->plot.top, width, panel->plot.bottom - panel->plot.top);
}

/* "+310 gained", "−46 lost" beside the last month, above and below the line, clear of the months' names. */
static void
draw_end(const struct panel *panel)
{
	const struct sheet *sheet = &panel->sheet;
	const struct moment *last = series_at(panel->series, panel->series->moments->len - 1);
	double em = sheet->em, zero = scale_at(&panel->plot.y, 0), x = panel->plot.right + 0.6 * em;
	double under = fmin(zero + 1.3 * em, panel->plot.bottom - 0.9 * em);
	for (int side = 0; side < 2; side++) {
		double size = amount(sheet->request->figure, last, side), y = side ? under : under - 2.9 * em;
		if (isnan(size))
			continue;
		g_autofree char *number = number_words(side ? -size : size, UNIT_COUNT, 0, sheet->language);
		g_autofree char *words = g_strconcat(side || size == 0 ? "" : "+", number, NULL);
		sheet_text(sheet, x, y, words, letters_strong(TINT_INK, ANCHOR_START));
		g_autofree char *name = side_words(sheet->request->figure, side);
		gboolean fits = x + sheet_measure(sheet, name, letters(TINT_INK2, ANCHOR_START)) <= sheet->width;
		sheet_text(sheet, x, y + 1.1 * em, fits ? name : side ? "lost" : "gained", letters(TINT_INK2, ANCHOR_START));
	}
}

static void
draw_panel(const struct panel *panel)
{
	if (panel->series->moments->len == 0)
		return;
	if (panel->scope)
		sheet_text(&panel->sheet, 0, panel->top + 0.95 * panel->sheet.em, panel->scope, letters_strong(TINT_INK, ANCHOR_START));
	axis_across(&panel->sheet, &panel->plot, &panel->ticks, UNIT_COUNT);
	axis_months(&panel->sheet, &panel->plot, panel->series);
	for (guint i = 0; i < panel->series->moments->len; i++)
		draw_month(panel, series_at(panel->series, i));
	draw_end(panel);
}

/* For the last month's numbers and the names of the two sides, a third of the picture at most. */
static double
end_room(struct paper *paper, const struct chart_request *request)
{
	struct sheet sheet = sheet_open(paper, request, PANEL * paper_em(paper));
	double room = 3.8 * sheet.em;
	if (!request->text_inside)
		return 0.4 * sheet.em;
	for (int side = 0; side < 2; side++) {
		g_autofree char *name = side_words(request->figure, side);
		room = fmax(room, sheet_measure(&sheet, name, letters(TINT_INK2, ANCHOR_START)));
	}
	return fmin(room, 0.33 * request->width) + 0.7 * sheet.em;
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	g_autoptr(GPtrArray) scopes = scopes_of(request);
	return (scopes->len == 0 ? 3 : scopes->len * PANEL + 0.5 * (scopes->len - 1)) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	g_autoptr(GPtrArray) scopes = scopes_of(request);
	struct panel panels[PANELS_MOST];
	double left = 0, em = paper_em(paper), room = end_room(paper, request);
	if (scopes->len == 0) {
		struct sheet sheet = sheet_open(paper, request, 3 * em);
		sheet_empty(&sheet, "There is nothing to show. This is not zero.");
	}
	for (guint i = 0; i < scopes->len; i++) {
		const char *scope = scopes->len > 1 ? g_ptr_array_index(scopes, i) : NULL;
		panel_open(&panels[i], paper, request, scope, i * (PANEL + 0.5) * em);
		left = fmax(left, axis_room(&panels[i].sheet, &panels[i].ticks, UNIT_COUNT));
	}
	for (guint i = 0; i < scopes->len; i++) {
		panel_layout(&panels[i], left, request->width - room);
		draw_panel(&panels[i]);
		series_free(panels[i].series);
	}
}

static void
tell_scope(GString *out, const struct chart_request *request, const char *scope)
{
	AUTO(series) series = panel_series(request, scope);
	const char *language = request->language ? request->language : "en";
	if (series->moments->len == 0)
		return;
	const struct moment *last = series_at(series, series->moments->len - 1);
	double gained = amount(request->figure, last, FALSE), lost = amount(request->figure, last, TRUE), best = 0;
	g_autofree char *month = month_in_full(last->day, language), *state = state_words(last->value);
	g_autofree char *up = side_words(request->figure, FALSE), *down = side_words(request->figure, TRUE);
	for (guint i = 0; i < series->moments->len; i++)
		best = fmax(best, amount(request->figure, series_at(series, i), FALSE));
	g_string_append_printf(out, " %s%s%s:", scope ? scope : "", scope ? ", " : "", month);
	if (isnan(gained) && isnan(lost))
		g_string_append_printf(out, " %s.", state ? state : "not reported");
	else
		g_string_append_printf(out, " %g %s, %g %s; most %s in a month: %g.", isnan(gained) ? 0 : gained, up, isnan(lost) ? 0 : lost, down, up, best);
}

static char *
describe(const struct chart_request *request)
{
	g_autoptr(GPtrArray) scopes = scopes_of(request);
	GString *out = g_string_new(NULL);
	g_autofree char *up = side_words(request->figure, FALSE), *down = side_words(request->figure, TRUE);
	g_string_append_printf(out, "Bars by month, %s above the line, %s below it: %s.", up, down, figure_subject(request->figure));
	for (guint i = 0; i < scopes->len; i++)
		tell_scope(out, request, scopes->len > 1 ? g_ptr_array_index(scopes, i) : NULL);
	if (scopes->len == 0)
		g_string_append(out, " There is nothing to show.");
	return g_string_free(out, FALSE);
}

const struct chart chart_flows = {
	.name = "flows",
	.shape = SHAPE_FLOWS,
	.summary = "gained and lost by month",
	.height = height,
	.draw = draw,
	.describe = describe,
};
