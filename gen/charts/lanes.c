/* Rows with labels, sorted and spaced. */
#include "charts/lanes.h"

#include <math.h>

#include "charts/words.h"

/* Rows of these have an order of their own; all others are sorted by size. */
static gboolean
rows_in_order(const struct figure *figure)
{
	static const char *const orders[] = { "month", "period", "year", "waiting_for", "age", "bucket", "stage", "step", "point", "size", "depth", "hour", "weekday", "rank" };
	for (guint i = 0; i < G_N_ELEMENTS(orders); i++)
		if (figure_key(figure, orders[i]) >= 0)
			return TRUE;
	return FALSE;
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
	const struct value *x = row_headline(*(struct figure_row *const *)a), *y = row_headline(*(struct figure_row *const *)b);
	gboolean x_number = value_has_number(x), y_number = value_has_number(y);
	if (x_number != y_number)
		return x_number ? -1 : 1;
	return !x_number || x->value == y->value ? 0 : x->value > y->value ? -1 : 1;
}

/* g_ptr_array_sort is stable: equal rows keep the figure's order. */
static GPtrArray *
rows_sorted(const struct chart_request *request, guint *left_out)
{
	GPtrArray *rows = rows_of_period(request);
	if (!rows_in_order(request->figure) && !request->figure->unranked)
		g_ptr_array_sort(rows, compare_rows);
	*left_out = rows->len > LANES_MOST ? rows->len - LANES_MOST : 0;
	g_ptr_array_set_size(rows, (int)(rows->len - *left_out));
	return rows;
}

void
lanes_open(struct lanes *lanes, struct paper *paper, const struct chart_request *request, double pitch_em, double top_em)
{
	lanes->sheet = sheet_open(paper, request, request->height);
	lanes->rows = rows_sorted(request, &lanes->left_out);
	lanes->by_month = figure_key(request->figure, "month") >= 0;
	lanes->unit = figure_unit(request->figure, 0);
	lanes->pitch = pitch_em * lanes->sheet.em;
	double room = label_room(&lanes->sheet, lanes->rows, 0.44), top = top_em * lanes->sheet.em;
	lanes->plot = (struct plot){ .left = room, .top = top, .right = request->width, .bottom = top + lanes->pitch * lanes->rows->len };
}

void
lanes_close(struct lanes *lanes)
{
	g_ptr_array_unref(lanes->rows);
}

struct figure_row *
lanes_row(const struct lanes *lanes, guint index)
{
	return g_ptr_array_index(lanes->rows, index);
}

const struct value *
lanes_value(const struct lanes *lanes, guint index)
{
	return row_headline(lanes_row(lanes, index));
}

double
lanes_y(const struct lanes *lanes, guint index)
{
	double y = lanes->plot.top + (index + 0.5) * lanes->pitch;
	return paper_medium(lanes->sheet.paper) == MEDIUM_PRINT ? y : floor(y) + 0.5; /* level double lines stay two on pixels */
}

gboolean
lanes_is_spoken_of(const struct lanes *lanes, guint index)
{
	return index == (lanes->by_month ? lanes->rows->len - 1 : 0);
}

void
lanes_label(const struct lanes *lanes, guint index)
{
	struct lettering lettering = letters(TINT_INK, ANCHOR_START);
	lettering.width = lanes->plot.left - 0.6 * lanes->sheet.em;
	sheet_text(&lanes->sheet, 0, lanes_y(lanes, index) + sheet_drop(&lanes->sheet),
	           row_label(lanes->sheet.request->figure, lanes_row(lanes, index)), lettering);
}

static char *
row_in_words(const struct figure *figure, const struct figure_row *row, enum unit unit, const char *language)
{
	const struct value *value = row_headline(row);
	g_autofree char *number = estimate_words(value, unit, language), *state = state_words(value);
	if (!value_has_number(value))
		return g_strdup_printf("%s: %s", row_label(figure, row), state);
	/* Bounds say themselves: "between 11,612 and 219,615". */
	const char *said = state && value->state == STATE_NOT_REACHED && value->reason ? state : number;
	return state && said == number ? g_strdup_printf("%s: %s, %s", row_label(figure, row), number, state)
	                               : g_strdup_printf("%s: %s", row_label(figure, row), said);
}

void
lanes_begin(const struct lanes *lanes, guint index)
{
	g_autofree char *name = row_in_words(lanes->sheet.request->figure, lanes_row(lanes, index), lanes->unit, lanes->sheet.language);
	paper_begin(lanes->sheet.paper, name);
}

void
lanes_left_out(const struct lanes *lanes)
{
	if (lanes->left_out == 0)
		return;
	g_autofree char *words = g_strdup_printf("and %u more", lanes->left_out);
	sheet_text(&lanes->sheet, 0, lanes->plot.bottom + 1.2 * lanes->sheet.em, words, letters(TINT_INK3, ANCHOR_START));
}

char *
lanes_describe(const struct chart_request *request, const char *kind)
{
	guint left_out = 0;
	g_autoptr(GPtrArray) rows = rows_sorted(request, &left_out);
	const char *language = request->language ? request->language : "en";
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "%s: %s.", kind, figure_subject(request->figure));
	for (guint i = 0; i < rows->len; i++) {
		g_autofree char *row = row_in_words(request->figure, g_ptr_array_index(rows, i), figure_unit(request->figure, 0), language);
		g_string_append_printf(out, " %s.", row);
	}
	if (rows->len == 0)
		g_string_append(out, " There is nothing to show.");
	if (left_out)
		g_string_append_printf(out, " And %u more.", left_out);
	return g_string_free(out, FALSE);
}
