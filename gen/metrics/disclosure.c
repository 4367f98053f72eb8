/* Hiding: first the cells about too few people, then as many others as it takes that those cannot be computed. */
#include "metrics/disclosure.h"

#include <math.h>
#include <string.h>

#include "metrics/statistics/hidden.h"

#define SUMS_MOST 2 /* sums that a cell is part of */

struct screen {
	struct figure *figure;
	const struct metric *metric;
	gint64 k;
	guint width;      /* value columns */
	guint8 *hidden;   /* row × column */
};

static struct figure_row *
row_at(const struct screen *screen, guint row)
{
	return g_ptr_array_index(screen->figure->rows, row);
}

static guint8 *
mark_at(const struct screen *screen, guint row, guint column)
{
	return &screen->hidden[row * screen->width + column];
}

static gboolean
is_over_all(const struct figure_row *row)
{
	return g_strcmp0(row->keys[1].word, SCOPE_ALL) == 0;
}

/* A row over everybody is a total, unless it stands for a part of them. */
static gboolean
is_part(const struct screen *screen, const struct figure_row *row)
{
	return screen->figure->key_columns->len > 2 || !is_over_all(row);
}

static gboolean
is_about_people(const struct value *value)
{
	return value->people != NO_COUNT;
}

/* ---- too few people, and what goes with them ---- */

/* A part of hidden people is hidden, too. */
static void
cell_hide(struct screen *screen, guint number, guint column)
{
	const struct figure_row *row = row_at(screen, number);

	for (guint i = 0; i < screen->width; i++)
		if (i == column || (is_about_people(&row->values[i]) && row->values[i].people <= row->values[column].people))
			*mark_at(screen, number, i) = 1;
}

static void
few_hide(struct screen *screen)
{
	for (guint i = 0; i < screen->figure->rows->len; i++)
		for (guint column = 0; column < screen->width && is_part(screen, row_at(screen, i)); column++) {
			gint64 people = row_at(screen, i)->values[column].people;
			if (people > 0 && people < screen->k)
				cell_hide(screen, i, column);
		}
}

/* ---- differences of two editions ---- */

gboolean
disclosure_recounts(const struct figure *figure, const struct metric *metric)
{
	gboolean recounts = metric->recounts || metric->definition.additivity == ADD_STOCK, has_people = FALSE;

	for (guint i = 0; recounts && i < figure->rows->len; i++)
		for (guint column = 0; column < figure->value_columns->len; column++)
			has_people |= is_about_people(&((struct figure_row *)g_ptr_array_index(figure->rows, i))->values[column]);
	return has_people;
}

/* Rows of two editions that count the same thing have the same name: all keys but the period, which is a month later. */
static char *
row_name(const struct figure *figure, const struct figure_row *row, const char *period)
{
	GString *name = g_string_new(period);

	for (guint i = 1; i < figure->key_columns->len; i++)
		g_string_append_printf(name, "\x1f%s\x1f%.17g", row->keys[i].word ? row->keys[i].word : "", row->keys[i].number);
	return g_string_free(name, FALSE);
}

static GHashTable *
rows_by_name(const struct figure *figure)
{
	GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < figure->rows->len; i++) {
		struct figure_row *row = g_ptr_array_index(figure->rows, i);
		g_hash_table_insert(rows, row_name(figure, row, row->keys[0].word), row);
	}
	return rows;
}

static char *
month_before(const struct figure_row *row)
{
	int year, month, day;

	day_to_civil((gint32)row->keys[0].number, &year, &month, &day);
	return g_strdup_printf("%04d-%02d", month == 1 ? year - 1 : year, month == 1 ? 12 : month - 1);
}

/* A hidden cell, then or now, has no people to subtract. */
static gboolean
singles_out(const struct screen *screen, const struct value *now, const struct value *then)
{
	gint64 difference = is_about_people(now) && is_about_people(then) ? ABS(now->people - then->people) : 0;

	return difference > 0 && difference < screen->k;
}

static void
differences_hide(struct screen *screen, const struct figure *before)
{
	g_autoptr(GHashTable) rows = rows_by_name(before);

	for (guint i = 0; i < screen->figure->rows->len; i++) {
		const struct figure_row *row = row_at(screen, i);
		g_autofree char *period = month_before(row), *name = row_name(screen->figure, row, period);
		const struct figure_row *then = is_part(screen, row) ? g_hash_table_lookup(rows, name) : NULL;
		for (guint column = 0; then && column < screen->width; column++)
			if (singles_out(screen, &row->values[column], &then->values[column]))
				cell_hide(screen, i, column);
	}
}

/* ---- the sums of a column ---- */

/* One column's cells, and the sums that they are parts of. */
struct column {
	struct screen *screen;
	guint number;
	gboolean accounts;      /* the accounts of a period add up to "all": then that is a row's second sum */
	GHashTable *names;      /* what its rows have in common → number of the sum */
	guint (*sums)[SUMS_MOST]; /* of each row; HIDDEN_NO_SUM */
	gint64 *left;           /* of each sum of accounts: what subtracting leaves over */
};

static const struct value *
column_value(const struct column *column, guint row)
{
	return &row_at(column->screen, row)->values[column->number];
}

static enum unit
column_unit(const struct column *column)
{
	return g_array_index(column->screen->figure->value_columns, struct figure_column, column->number).unit;
}

/* What adds up: a count itself, of a share its people. */
static gint64
column_amount(const struct column *column, guint row)
{
	const struct value *value = column_value(column, row);

	return isnan(value->value) || value->value == 0 || !is_about_people(value) ? 0 : column_unit(column) == UNIT_COUNT ? llround(value->value) : value->people;
}

static gboolean
is_cell(const struct column *column, guint row)
{
	return is_about_people(column_value(column, row)) && is_part(column->screen, row_at(column->screen, row));
}

static gboolean
is_hidden(const struct column *column, guint row)
{
	return *mark_at(column->screen, row, column->number);
}

/* What the accounts add up to. */
static gboolean
is_total(const struct column *column, guint row)
{
	return column->accounts && is_over_all(row_at(column->screen, row));
}

/* Rows with the same name add up: it has all keys but those that are summed over. */
static guint
sum_number(struct column *column, const struct figure_row *row, guint place, const char *over, const char *and)
{
	const GArray *keys = column->screen->figure->key_columns;
	GString *name = g_string_new(NULL);

	g_string_append_printf(name, "%u", place);
	for (guint i = 0; i < keys->len; i++) {
		const char *key = g_array_index(keys, struct figure_column, i).name;
		if (strcmp(key, over) != 0 && g_strcmp0(key, and) != 0)
			g_string_append_printf(name, "\x1f%s\x1f%.17g", row->keys[i].word ? row->keys[i].word : "", row->keys[i].number);
	}
	g_autofree char *words = g_string_free(name, FALSE);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(column->names, words));
	if (!number) {
		number = g_hash_table_size(column->names) + 1;
		g_hash_table_insert(column->names, g_steal_pointer(&words), GUINT_TO_POINTER(number));
	}
	return number;
}

static void
row_add_up(struct column *column, guint number)
{
	const struct figure_row *row = row_at(column->screen, number);
	const struct metric_total *total = column->screen->metric->totals;

	if (!is_about_people(column_value(column, number)))
		return;
	for (guint place = 0; total && total[place].over && place < SUMS_MOST; place++)
		column->sums[number][place] = sum_number(column, row, place, total[place].over, total[place].and);
	if (column->accounts)
		column->sums[number][SUMS_MOST - 1] = sum_number(column, row, SUMS_MOST - 1, "scope", NULL);
}

static struct column
column_open(struct screen *screen, guint number)
{
	struct column column = { .screen = screen, .number = number, .names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	                         .sums = g_malloc0_n(screen->figure->rows->len + 1, sizeof *column.sums) };

	column.accounts = screen->metric->scopes == SCOPES_ALL_AND_EACH && column_unit(&column) == UNIT_COUNT;
	for (guint i = 0; i < screen->figure->rows->len; i++)
		row_add_up(&column, i);
	column.left = g_new0(gint64, g_hash_table_size(column.names) + 1);
	return column;
}

static void
column_close(struct column *column)
{
	g_hash_table_unref(column->names);
	g_free(column->sums);
	g_free(column->left);
}

/* ---- what can be computed from what is shown ---- */

/* all − shown accounts; of a hidden "all" that is the accounts' sum: 1. Below 1 the others overlap so much that nothing is told. */
static void
accounts_subtract(struct column *column)
{
	guint rows = column->screen->figure->rows->len;
	g_autofree guint8 *total_hidden = g_new0(guint8, g_hash_table_size(column->names) + 1);

	memset(column->left, 0, (g_hash_table_size(column->names) + 1) * sizeof *column->left);
	for (guint i = 0; i < rows; i++)
		if (is_total(column, i)) {
			total_hidden[column->sums[i][SUMS_MOST - 1]] = is_hidden(column, i);
			column->left[column->sums[i][SUMS_MOST - 1]] += column_amount(column, i);
		}
	for (guint i = 0; i < rows; i++) {
		guint sum = column->sums[i][SUMS_MOST - 1];
		if (!is_total(column, i) && (!is_hidden(column, i) || total_hidden[sum]))
			column->left[sum] -= column_amount(column, i);
	}
	for (guint sum = 0; sum <= g_hash_table_size(column->names); sum++)
		column->left[sum] = total_hidden[sum] ? column->left[sum] == 0 : column->left[sum];
}

/* The sum if a reader can use it. */
static guint
sum_known(const struct column *column, guint row, guint place)
{
	guint sum = column->sums[row][place];
	gboolean of_accounts = column->accounts && place == SUMS_MOST - 1;

	return of_accounts && column->left[sum] < 1 ? HIDDEN_NO_SUM : sum;
}

static struct hidden
cell_of(const struct column *column, guint row, const guint8 *spent)
{
	guint a = sum_known(column, row, 0), b = sum_known(column, row, 1);
	gboolean runs_back = is_total(column, row);
	gint64 amount = column_amount(column, row);

	return (struct hidden){ .from = runs_back ? b : a, .to = runs_back ? a : b, .amount = amount, .least = MIN(amount, !(spent[a] || spent[b])) };
}

/* A sum of which no positive cell is shown: there a hidden cell may be a zero. Everywhere else a reader knows that it is none. */
static guint8 *
sums_spent(const struct column *column)
{
	guint n = g_hash_table_size(column->names) + 1;
	guint8 *spent = g_malloc(n);

	memset(spent, 1, n);
	for (guint i = 0; i < column->screen->figure->rows->len; i++)
		for (guint place = 0; place < SUMS_MOST; place++)
			if (is_cell(column, i) && !is_hidden(column, i) && column_amount(column, i) > 0)
				spent[column->sums[i][place]] = 0;
	spent[HIDDEN_NO_SUM] = 0;
	return spent;
}

/* The hidden cells with their ranges; rows gets the row of each. */
static GArray *
column_ranges(struct column *column, GArray *rows)
{
	GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct hidden));

	accounts_subtract(column);
	g_autofree guint8 *spent = sums_spent(column);
	for (guint i = 0; i < column->screen->figure->rows->len; i++) {
		if (!is_cell(column, i) || !is_hidden(column, i))
			continue;
		struct hidden cell = cell_of(column, i, spent);
		g_array_append_val(cells, cell);
		g_array_append_val(rows, i);
	}
	hidden_ranges((struct hidden *)(void *)cells->data, cells->len, g_hash_table_size(column->names) + 1);
	return cells;
}

/* ---- hiding more ---- */

#define NO_CELL G_MAXUINT

static guint
cells_hidden(const struct column *column, guint sum, guint place)
{
	guint n = 0;

	for (guint i = 0; i < column->screen->figure->rows->len; i++)
		n += column->sums[i][place] == sum && is_cell(column, i) && is_hidden(column, i);
	return n;
}

/* The smallest cell of a sum that is still shown, zeros last; NO_CELL when there is none. */
static guint
next_smallest(const struct column *column, guint sum, guint place)
{
	guint best = NO_CELL;

	for (guint i = 0; sum != HIDDEN_NO_SUM && i < column->screen->figure->rows->len; i++) {
		gboolean is_sum = place == SUMS_MOST - 1 && is_total(column, i); /* totals stay */
		if (column->sums[i][place] != sum || is_sum || !is_cell(column, i) || is_hidden(column, i))
			continue;
		gint64 amount = column_amount(column, i), least = best == NO_CELL ? 0 : column_amount(column, best);
		if (best == NO_CELL || (amount > 0 && (least == 0 || amount < least)))
			best = i;
	}
	return best;
}

/* First in the sum that hides fewer cells: there it is the easiest to compute. */
static guint
complement_of(const struct column *column, guint row)
{
	guint sums[SUMS_MOST] = { sum_known(column, row, 0), sum_known(column, row, 1) };
	guint first = sums[0] == HIDDEN_NO_SUM ||
	              (sums[1] != HIDDEN_NO_SUM && cells_hidden(column, sums[1], 1) < cells_hidden(column, sums[0], 0));
	guint complement = next_smallest(column, sums[first], first);

	return complement != NO_CELL ? complement : next_smallest(column, sums[!first], !first);
}

/* Hides one more cell where a hidden one is known too well; FALSE when none is, or nothing more can be done. */
static gboolean
column_hide_more(struct column *column)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint)), cells = column_ranges(column, rows);

	for (guint i = 0; i < cells->len; i++) {
		if (hidden_width(&g_array_index(cells, struct hidden, i)) >= column->screen->k)
			continue;
		guint complement = complement_of(column, g_array_index(rows, guint, i));
		if (complement == NO_CELL)
			continue;
		cell_hide(column->screen, complement, column->number);
		return TRUE;
	}
	return FALSE;
}

static gboolean
column_screen(struct screen *screen, guint number)
{
	struct column column = column_open(screen, number);
	gboolean more = FALSE;

	while (column_hide_more(&column))
		more = TRUE;
	column_close(&column);
	return more;
}

static gboolean
columns_screen(struct screen *screen)
{
	gboolean more = FALSE;

	for (guint i = 0; i < screen->width; i++)
		more |= column_screen(screen, i);
	return more;
}

/* ---- */

static void
values_withhold(const struct screen *screen)
{
	for (guint i = 0; i < screen->figure->rows->len; i++)
		for (guint column = 0; column < screen->width; column++)
			if (*mark_at(screen, i, column))
				row_at(screen, i)->values[column] = value_none(STATE_SUPPRESSED, NULL);
}

void
disclosure_apply(struct figure *figure, const struct metric *metric, int k, const struct figure *before)
{
	struct screen screen = { figure, metric, k, figure->value_columns->len, g_new0(guint8, figure->rows->len * figure->value_columns->len + 1) };

	few_hide(&screen);
	if (before)
		differences_hide(&screen, before);
	while (columns_screen(&screen))
		continue;
	values_withhold(&screen);
	g_free(screen.hidden);
}
