/* Bullet: actual against target. A grey track from zero, the 95 % range pale, a thin bar or stem, the goal a tall stroke;
 * the verdict stands in words, there are no good and bad zones. */
#include <math.h>
#include <string.h>

#include "charts/axis.h"
#include "charts/words.h"

#define PITCH 3.4

struct goal_row {
	const struct value *actual, *target;
	const char *label, *verdict;
	enum unit unit;
};

/* A figure of goals holds many units: the row's key "unit" says which; else shares are known by a target of at most 1. */
static enum unit
unit_of(const struct figure *figure, const struct figure_row *row, const struct value *target)
{
	static const struct {
		const char *word;
		enum unit unit;
	} words[] = {
		{ "count", UNIT_COUNT }, { "share", UNIT_SHARE }, { "hours", UNIT_HOURS }, { "rate", UNIT_RATE },
		{ "ratio", UNIT_RATIO }, { "index", UNIT_INDEX }, { "money", UNIT_MONEY }, { "seconds", UNIT_SECONDS }, { "days", UNIT_DAYS },
	};
	const char *word = row_word(figure, row, "unit");
	for (guint i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (strcmp(word, words[i].word) == 0)
			return words[i].unit;
	int column = figure_value(figure, "actual");
	enum unit unit = figure_unit(figure, column < 0 ? 0 : (guint)column);
	return unit == UNIT_COUNT && target && value_has_number(target) && target->value > 0 && target->value < 1 ? UNIT_SHARE : unit;
}

static struct goal_row
goal_row_of(const struct figure *figure, const struct figure_row *row)
{
	struct goal_row goal = { .actual = row_value(figure, row, "actual"), .target = row_value(figure, row, "target") };
	goal.actual = goal.actual ? goal.actual : row_headline(row);
	goal.label = row_label(figure, row);
	goal.verdict = row_word(figure, row, "verdict");
	goal.unit = unit_of(figure, row, goal.target);
	return goal;
}

/* "84, planned 65: met", or short "84: met"; the state's words where there is no verdict. */
static char *
goal_words(const struct goal_row *goal, gboolean brief, const char *language)
{
	g_autofree char *actual = value_words(goal->actual, goal->unit, language), *state = state_words(goal->actual);
	g_autofree char *target = goal->target && !brief && value_has_number(goal->target) ? value_words(goal->target, goal->unit, language) : NULL;
	const char *end = goal->verdict && *goal->verdict ? goal->verdict : state;
	if (!value_has_number(goal->actual))
		return target ? g_strdup_printf("planned %s", target) : g_strdup("");
	return g_strdup_printf("%s%s%s%s%s", actual, target ? ", planned " : "", target ? target : "", end ? ": " : "", end ? end : "");
}

/* ---- drawing ---- */

static double
full_scale(const struct goal_row *goal)
{
	double most = goal->target && value_has_number(goal->target) ? 1.5 * goal->target->value : 0;
	if (value_has_number(goal->actual))
		most = fmax(most, 1.05 * goal->actual->value);
	if (value_has_interval(goal->actual) && isfinite(goal->actual->hi))
		most = fmax(most, 1.02 * goal->actual->hi);
	if (goal->unit == UNIT_SHARE && most <= 1.6)
		return 1;
	return most > 0 ? most : 1;
}

static void
draw_target(const struct sheet *sheet, double x, double top)
{
	double goal = paper_pen(sheet->paper, "goal");
	sheet_line(sheet, x, top, x, top + 1.48 * sheet->em, TINT_PAPER, goal * 2.2);
	sheet_line(sheet, x, top, x, top + 1.48 * sheet->em, TINT_INK, goal);
}

static void
draw_range(const struct sheet *sheet, const struct scale *scale, const struct value *actual, double y, double height)
{
	double low = scale_at(scale, fmax(actual->lo, 0)), high = isfinite(actual->hi) ? scale_at(scale, actual->hi) : scale->to;
	paper_rectangle(sheet->paper, low, y, fmin(high, scale->to) - low, height);
	paper_fill(sheet->paper, TINT_BAND);
}

static void
draw_state(const struct sheet *sheet, const struct value *actual, double y, double height)
{
	if (actual->state == STATE_SUPPRESSED)
		sheet_hidden(sheet, 0, y, sheet->width, height);
	if (actual->state == STATE_NO_DATA)
		sheet_unknown(sheet, 0, y, sheet->width, height);
	g_autofree char *words = state_words(actual);
	struct lettering lettering = letters_state(ANCHOR_START);
	lettering.halo = FALSE;
	lettering.width = sheet->width - sheet->em;
	sheet_text(sheet, 0.5 * sheet->em, y + height / 2 + sheet_drop(sheet), actual->state == STATE_SUPPRESSED ? NULL : words, lettering);
}

static void
draw_words(const struct sheet *sheet, const struct goal_row *goal, double baseline)
{
	struct lettering label = letters_strong(TINT_INK, ANCHOR_START);
	g_autofree char *whole = goal_words(goal, FALSE, sheet->language), *brief = goal_words(goal, TRUE, sheet->language);
	double wanted = sheet_measure(sheet, goal->label, label) + sheet->em;
	gboolean fits = wanted + sheet_measure(sheet, whole, letters(TINT_INK2, ANCHOR_END)) <= sheet->width;
	const char *words = fits ? whole : brief; /* the stroke still shows the plan */
	double taken = sheet_measure(sheet, words, letters(TINT_INK2, ANCHOR_END));
	label.width = fmax(sheet->width - taken - sheet->em, 4 * sheet->em);
	sheet_text(sheet, 0, baseline, goal->label, label);
	sheet_text(sheet, sheet->width, baseline, words, letters(TINT_INK2, ANCHOR_END));
}

static void
draw_goal(const struct sheet *sheet, const struct goal_row *goal, double top)
{
	double em = sheet->em, track = top + (sheet->request->text_inside ? 1.6 : 0.2) * em, height = 0.98 * em;
	struct scale scale = { 0, full_scale(goal), 0, sheet->width, FALSE };
	draw_words(sheet, goal, top + 0.95 * em);
	paper_rectangle(sheet->paper, 0, track, sheet->width, height);
	paper_fill(sheet->paper, TINT_PANEL);
	if (value_has_number(goal->actual)) {
		if (value_has_interval(goal->actual))
			draw_range(sheet, &scale, goal->actual, track, height);
		gboolean open = goal->actual->state == STATE_PARTIAL || goal->actual->state == STATE_PROVISIONAL;
		paper_amount(sheet->paper, 0, scale_at(&scale, fmax(goal->actual->value, 0)), track + height / 2, 0.42 * em, open);
	} else {
		draw_state(sheet, goal->actual, track, height);
	}
	if (goal->target && value_has_number(goal->target) && value_has_number(goal->actual))
		draw_target(sheet, scale_at(&scale, goal->target->value), track - 0.25 * em);
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_of_period(request);
	double pitch = request->text_inside ? PITCH : 2.2;
	return rows->len ? (pitch * rows->len - 0.45) * paper_em(paper) : 3 * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct sheet sheet = sheet_open(paper, request, height(paper, request));
	g_autoptr(GPtrArray) rows = rows_of_period(request);
	double pitch = (request->text_inside ? PITCH : 2.2) * sheet.em;
	if (rows->len == 0)
		sheet_empty(&sheet, "No goals are set.");
	for (guint i = 0; i < rows->len; i++) {
		struct goal_row goal = goal_row_of(request->figure, g_ptr_array_index(rows, i));
		g_autofree char *words = goal_words(&goal, FALSE, sheet.language);
		g_autofree char *name = g_strdup_printf("%s: %s", goal.label, words);
		paper_begin(paper, name);
		draw_goal(&sheet, &goal, i * pitch);
		paper_end(paper);
	}
}

static char *
describe(const struct chart_request *request)
{
	g_autoptr(GPtrArray) rows = rows_of_period(request);
	const char *language = request->language ? request->language : "en";
	GString *out = g_string_new("Bars against their goals.");
	for (guint i = 0; i < rows->len; i++) {
		struct goal_row goal = goal_row_of(request->figure, g_ptr_array_index(rows, i));
		g_autofree char *words = goal_words(&goal, FALSE, language), *range = interval_words(goal.actual, goal.unit, language);
		g_autofree char *state = value_has_number(goal.actual) ? NULL : state_words(goal.actual);
		g_string_append_printf(out, " %s: %s%s%s", goal.label, words, state ? ", " : "", state ? state : "");
		if (range)
			g_string_append_printf(out, " (95 %% range %s)", range);
		g_string_append_c(out, '.');
	}
	if (rows->len == 0)
		g_string_append(out, " No goals are set.");
	return g_string_free(out, FALSE);
}

const struct chart chart_bullet = {
	.name = "bullet",
	.shape = SHAPE_GOALS,
	.summary = "actual against target",
	.height = height,
	.draw = draw,
	.describe = describe,
};
