/* Rows by scope and period, labels, and months in order. */
#include "charts/rows.h"

#include <math.h>
#include <string.h>

const char *
row_word(const struct figure *figure, const struct figure_row *row, const char *key)
{
	int column = figure_key(figure, key);
	return column < 0 ? NULL : row->keys[column].word;
}

double
row_number(const struct figure *figure, const struct figure_row *row, const char *key)
{
	int column = figure_key(figure, key);
	return column < 0 ? NAN : row->keys[column].number;
}

const struct value *
row_value(const struct figure *figure, const struct figure_row *row, const char *column)
{
	int index = figure_value(figure, column);
	return index < 0 ? NULL : &row->values[index];
}

const struct value *
row_headline(const struct figure_row *row)
{
	return &row->values[0];
}

enum unit
figure_unit(const struct figure *figure, guint value_column)
{
	if (value_column < figure->value_columns->len)
		return g_array_index(figure->value_columns, struct figure_column, value_column).unit;
	return figure->definition ? figure->definition->unit : UNIT_COUNT;
}

const char *
figure_subject(const struct figure *figure)
{
	if (figure->title)
		return figure->title;
	return figure->definition && figure->definition->label ? figure->definition->label : "values";
}

static gboolean
row_is(const struct figure *figure, const struct figure_row *row, const char *key, const char *word)
{
	return g_strcmp0(row_word(figure, row, key), word) == 0;
}

GPtrArray *
rows_asked_for(const struct chart_request *request)
{
	const struct figure *figure = request->figure;
	gboolean all = !request->scope || figure_key(figure, "scope") < 0;
	GPtrArray *rows = g_ptr_array_new();
	for (guint i = 0; i < figure->rows->len; i++) {
		struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (all || row_is(figure, row, "scope", request->scope))
			g_ptr_array_add(rows, row);
	}
	return rows;
}

GPtrArray *
rows_of_period(const struct chart_request *request)
{
	const struct figure *figure = request->figure;
	GPtrArray *rows = rows_asked_for(request);
	g_autofree char *id = period_id(&figure->period);
	GPtrArray *now = g_ptr_array_new();
	for (guint i = 0; i < rows->len; i++)
		if (row_is(figure, g_ptr_array_index(rows, i), "period", id))
			g_ptr_array_add(now, g_ptr_array_index(rows, i));
	if (now->len == 0) {
		g_ptr_array_unref(now);
		return rows;
	}
	g_ptr_array_unref(rows);
	return now;
}

static gboolean
names_a_thing(const struct figure_column *column)
{
	return column->kind == KEY_WORD && strcmp(column->name, "scope") != 0 && strcmp(column->name, "period") != 0;
}

const char *
row_label(const struct figure *figure, const struct figure_row *row)
{
	const char *label = row_word(figure, row, "label");
	for (guint i = 0; !label && i < figure->key_columns->len; i++)
		if (names_a_thing(&g_array_index(figure->key_columns, struct figure_column, i)))
			label = row->keys[i].word;
	if (!label)
		label = row_word(figure, row, "scope");
	if (!label)
		label = row_word(figure, row, "period");
	return label ? label : "";
}

char *
row_name(const struct figure *figure, const struct figure_row *row)
{
	g_auto(GStrv) words = g_strsplit_set(row_label(figure, row), " \t\r\n", -1);
	GString *name = g_string_new(NULL);
	for (int i = 0; words[i]; i++)
		if (*words[i])
			g_string_append_printf(name, "%s%s", name->len ? " " : "", words[i]);
	return g_string_free(name, FALSE);
}

/* ---- months in order ---- */

static double
month_place(const char *id)
{
	return g_ascii_strtod(id, NULL) * 12 + g_ascii_strtod(id + 5, NULL) - 1;
}

static gboolean
is_month(const char *id)
{
	return id && strlen(id) == 7 && id[4] == '-' && g_ascii_isdigit(id[5]) && g_ascii_isdigit(id[6]);
}

static int
moment_compare(gconstpointer a, gconstpointer b)
{
	double difference = ((const struct moment *)a)->place - ((const struct moment *)b)->place;
	return difference < 0 ? -1 : difference > 0;
}

static void
add_moment(struct series *series, const struct figure *figure, const struct figure_row *row)
{
	const char *id = row_word(figure, row, "period");
	struct moment moment = { .day = row_number(figure, row, "period"), .value = row_headline(row) };
	gboolean week = id && strchr(id, 'W');
	moment.place = series->months ? month_place(id) : week ? floor(moment.day / 7) : moment.day;
	if (moment.day < figure->period.past || figure->period.past <= figure->period.first)
		g_array_append_val(series->moments, moment);
}

/* Whether counting changed after `earlier`, up to `later`: the two do not count the same thing. */
static gboolean
breaks_between(const struct series *series, guint earlier, guint later)
{
	for (guint i = earlier + 1; i <= later; i++)
		if (series_at(series, i)->value->state == STATE_BREAK)
			return TRUE;
	return FALSE;
}

/* Values of last year stand twelve places earlier; none is held against one that is counted in another way. */
static void
look_back(struct series *series, guint first)
{
	double year = series->months ? 12 : 52;
	for (guint i = first; i < series->moments->len; i++) {
		struct moment *moment = &g_array_index(series->moments, struct moment, i);
		for (guint j = 0; j < i; j++) {
			const struct moment *earlier = series_at(series, j);
			if (earlier->place == moment->place - year && value_has_number(earlier->value) && earlier->value->state != STATE_PARTIAL && !breaks_between(series, j, i))
				moment->before = earlier->value;
		}
		series->with_before += moment->before ? 1 : 0;
	}
}

/* Months before anything was kept are no part of the picture: it begins with the first that is more than "no data". */
static guint
silent_before(const struct series *series, guint first)
{
	guint begin = first;
	while (begin < series->moments->len && series_at(series, begin)->value->state == STATE_NO_DATA && !series_at(series, begin)->before)
		begin++;
	return begin < series->moments->len ? begin : first;
}

struct series *
series_of(const struct chart_request *request, int most)
{
	const struct figure *figure = request->figure;
	g_autoptr(GPtrArray) rows = rows_asked_for(request);
	struct series *series = g_new0(struct series, 1);
	series->moments = g_array_new(FALSE, FALSE, sizeof(struct moment));
	series->months = rows->len > 0;
	for (guint i = 0; i < rows->len; i++)
		series->months = series->months && is_month(row_word(figure, g_ptr_array_index(rows, i), "period"));
	for (guint i = 0; i < rows->len; i++)
		add_moment(series, figure, g_ptr_array_index(rows, i));
	g_array_sort(series->moments, moment_compare);
	guint past = series->moments->len, first = past > (guint)most ? past - (guint)most : 0;
	while (first > 0 && first < past && series_at(series, past - 1)->place - series_at(series, first)->place >= most)
		first++;
	look_back(series, first);
	first = silent_before(series, first);
	if (first > 0)
		g_array_remove_range(series->moments, 0, first);
	return series;
}

void
series_free(struct series *series)
{
	g_array_unref(series->moments);
	g_free(series);
}

const struct moment *
series_at(const struct series *series, guint index)
{
	return &g_array_index(series->moments, struct moment, index);
}
