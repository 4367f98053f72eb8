/* Cohort triangle: who joined together, and which share came back month by month. How many joined stands left; a month that
 * cannot be known yet is nothing at all. */
#include <math.h>

#include "charts/cells.h"
#include "charts/words.h"

#define COHORTS_MOST 12
#define AGES_MOST 12
#define PITCH 1.7
#define LEGEND 1.9 /* where cells are hidden, it is said what their look means */

struct cohorts {
	struct sheet sheet;
	GPtrArray *rows;
	GArray *joined;      /* double: first days, rising */
	int ages;            /* columns 1…ages */
	struct cells cells;
	double people_right, left, pitch_x;
};

/* ---- reading ---- */

static int
compare_days(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static void
add_day(GArray *days, double day)
{
	for (guint i = 0; i < days->len; i++)
		if (g_array_index(days, double, i) == day)
			return;
	g_array_append_val(days, day);
}

static void
cohorts_read(struct cohorts *cohorts, const struct chart_request *request)
{
	*cohorts = (struct cohorts){ .rows = rows_asked_for(request), .joined = g_array_new(FALSE, FALSE, sizeof(double)) };
	cohorts->sheet = (struct sheet){ .request = request, .language = request->language ? request->language : "en" };
	for (guint i = 0; i < cohorts->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(cohorts->rows, i);
		double day = row_number(request->figure, row, "cohort"), age = row_number(request->figure, row, "age");
		if (!isnan(day))
			add_day(cohorts->joined, day);
		cohorts->ages = isnan(age) ? cohorts->ages : MAX(cohorts->ages, MIN((int)age, AGES_MOST));
	}
	g_array_sort(cohorts->joined, compare_days);
	if (cohorts->joined->len > COHORTS_MOST)
		g_array_remove_range(cohorts->joined, 0, cohorts->joined->len - COHORTS_MOST);
}

static void
cohorts_clear(struct cohorts *cohorts)
{
	g_ptr_array_unref(cohorts->rows);
	g_array_unref(cohorts->joined);
}

static const struct figure_row *
find_row(const struct cohorts *cohorts, double day, int age)
{
	const struct figure *figure = cohorts->sheet.request->figure;
	for (guint i = 0; i < cohorts->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(cohorts->rows, i);
		if (row_number(figure, row, "cohort") == day && (int)row_number(figure, row, "age") == age)
			return row;
	}
	return NULL;
}

/* How many joined: the first row of the cohort that says it. */
static const struct value *
people_of(const struct cohorts *cohorts, double day)
{
	for (int age = 0; age <= cohorts->ages; age++) {
		const struct figure_row *row = find_row(cohorts, day, age);
		const struct value *people = row ? row_value(cohorts->sheet.request->figure, row, "people") : NULL;
		if (people && value_has_number(people))
			return people;
	}
	return NULL;
}

/* ---- drawing ---- */

static void
cohorts_layout(struct cohorts *cohorts, struct paper *paper)
{
	const struct chart_request *request = cohorts->sheet.request;
	struct sheet *sheet = &cohorts->sheet;
	*sheet = sheet_open(paper, request, request->height);
	double joined = sheet_measure(sheet, "Joined", letters(TINT_INK3, ANCHOR_START));
	g_autofree char *widest = month_words(0, TRUE, sheet->language);
	joined = fmax(joined, sheet_measure(sheet, widest, letters(TINT_INK, ANCHOR_START)));
	double people = sheet_measure(sheet, "people", letters(TINT_INK3, ANCHOR_START));
	cohorts->people_right = joined + people + 0.9 * sheet->em;
	cohorts->left = request->text_inside ? cohorts->people_right + 0.9 * sheet->em : 0;
	cohorts->pitch_x = fmin((request->width - cohorts->left) / MAX(cohorts->ages, 1), 5 * sheet->em);
	cohorts->cells = cells_over(sheet, cohorts->rows, 0);
	cohorts->cells.figures = request->text_inside && cohorts->pitch_x >= 1.6 * sheet->em;
}

static gboolean
some_hidden(const struct cohorts *cohorts)
{
	for (guint i = 0; i < cohorts->rows->len; i++)
		if (row_headline(g_ptr_array_index(cohorts->rows, i))->state == STATE_SUPPRESSED)
			return TRUE;
	return FALSE;
}

static double
top_of(const struct cohorts *cohorts)
{
	return cohorts->sheet.request->text_inside ? 2.7 * cohorts->sheet.em : 0;
}

static void
draw_heads(const struct cohorts *cohorts)
{
	const struct sheet *sheet = &cohorts->sheet;
	const struct figure *figure = sheet->request->figure;
	int age = figure_key(figure, "age");
	const char *label = age < 0 ? NULL : g_array_index(figure->key_columns, struct figure_column, age).label;
	struct lettering lettering = letters(TINT_INK3, ANCHOR_START);
	lettering.width = sheet->width - cohorts->left;
	sheet_text(sheet, 0, 0.95 * sheet->em, "Joined", letters(TINT_INK3, ANCHOR_START));
	sheet_text(sheet, cohorts->people_right, 0.95 * sheet->em, "people", letters(TINT_INK3, ANCHOR_END));
	sheet_text(sheet, cohorts->left, 0.95 * sheet->em, label, lettering);
	for (int column = 1; column <= cohorts->ages; column++) {
		g_autofree char *words = g_strdup_printf("%d", column);
		sheet_text(sheet, cohorts->left + (column - 0.5) * cohorts->pitch_x, 2.2 * sheet->em, words, letters(TINT_INK3, ANCHOR_MIDDLE));
	}
}

static void
draw_cohort(struct cohorts *cohorts, guint line)
{
	const struct sheet *sheet = &cohorts->sheet;
	double day = g_array_index(cohorts->joined, double, line), gap = cells_gap(sheet), pitch = PITCH * sheet->em;
	double top = top_of(cohorts) + line * pitch, baseline = top + pitch / 2 + sheet_drop(sheet);
	const struct value *people = people_of(cohorts, day);
	g_autofree char *month = month_words(day, line == 0, sheet->language), *full = month_in_full(day, sheet->language);
	g_autofree char *count = people ? value_words(people, UNIT_COUNT, sheet->language) : NULL;
	sheet_text(sheet, 0, baseline, month, letters(TINT_INK, ANCHOR_START));
	sheet_text(sheet, cohorts->people_right, baseline, count, letters(TINT_INK2, ANCHOR_END));
	for (int age = 1; age <= cohorts->ages; age++) {
		const struct figure_row *row = find_row(cohorts, day, age);
		g_autofree char *name = g_strdup_printf("joined in %s, month %d", full, age);
		if (row)
			cell_draw(sheet, &cohorts->cells, row_headline(row), cohorts->left + (age - 1) * cohorts->pitch_x + gap / 2,
			          top + gap / 2, cohorts->pitch_x - gap, pitch - gap, name);
	}
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct cohorts cohorts;
	cohorts_read(&cohorts, request);
	double lines = cohorts.joined->len, ages = cohorts.ages, legend = request->text_inside && some_hidden(&cohorts) ? LEGEND : 0;
	cohorts_clear(&cohorts);
	return (lines == 0 || ages == 0 ? 3 : lines * PITCH + (request->text_inside ? 2.8 : 0) + legend) * paper_em(paper);
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct cohorts cohorts;
	cohorts_read(&cohorts, request);
	cohorts_layout(&cohorts, paper);
	if (cohorts.joined->len == 0 || cohorts.ages == 0) {
		cohorts.sheet.height = 3 * cohorts.sheet.em;
		sheet_empty(&cohorts.sheet, "Nobody joined long enough ago. This is not zero.");
	} else {
		draw_heads(&cohorts);
		for (guint line = 0; line < cohorts.joined->len; line++)
			draw_cohort(&cohorts, line);
		if (cohorts.cells.hidden && request->text_inside)
			cells_legend(&cohorts.sheet, &cohorts.cells, cohorts.left,
			             top_of(&cohorts) + (cohorts.joined->len * PITCH + LEGEND / 2) * cohorts.sheet.em);
	}
	cohorts_clear(&cohorts);
}

static char *
describe(const struct chart_request *request)
{
	struct cohorts cohorts;
	cohorts_read(&cohorts, request);
	enum unit unit = figure_unit(request->figure, 0);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Cohort triangle, months of joining down, months after it across: %s.", figure_subject(request->figure));
	for (guint line = 0; line < cohorts.joined->len; line++) {
		double day = g_array_index(cohorts.joined, double, line);
		const struct figure_row *first = find_row(&cohorts, day, 1);
		const struct value *people = people_of(&cohorts, day);
		g_autofree char *month = month_in_full(day, cohorts.sheet.language);
		g_autofree char *state = first ? state_words(row_headline(first)) : NULL;
		g_autofree char *share = first && value_has_number(row_headline(first)) ? value_words(row_headline(first), unit, cohorts.sheet.language) : NULL;
		g_string_append_printf(out, " %s: ", month);
		if (people)
			g_string_append_printf(out, "%.0f people, ", people->value);
		g_string_append_printf(out, "%s%s.", share ? share : state ? state : "not yet known", share ? " after a month" : "");
	}
	if (cohorts.joined->len == 0)
		g_string_append(out, " There is nothing to show.");
	cohorts_clear(&cohorts);
	return g_string_free(out, FALSE);
}

const struct chart chart_cohort = {
	.name = "cohort",
	.shape = SHAPE_COHORTS,
	.summary = "share that came back, by month of joining",
	.height = height,
	.draw = draw,
	.describe = describe,
};
