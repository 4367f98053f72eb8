/* Figures: building, finding, taking apart. */
#include "model/figure.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

const char *
state_word(enum state state)
{
	static const char *const words[] = {
		[STATE_OK] = "ok", [STATE_SMALL] = "small", [STATE_PROVISIONAL] = "provisional", [STATE_PARTIAL] = "partial",
		[STATE_BREAK] = "break", [STATE_NOT_REACHED] = "not_reached", [STATE_TOO_FEW] = "too_few",
		[STATE_UNDEFINED] = "undefined", [STATE_SUPPRESSED] = "suppressed", [STATE_NO_DATA] = "no_data",
	};

	return words[state];
}

/* ---- values ---- */

struct value
value_none(enum state state, const char *reason)
{
	return (struct value){ .value = NAN, .lo = NAN, .hi = NAN, .n = NO_COUNT, .state = state, .reason = reason,
	                       .events = NAN, .exposure = NAN, .dispersion = NAN, .people = NO_COUNT };
}

struct value
value_count(gint64 k)
{
	struct value value = value_none(STATE_OK, NULL);

	value.value = value.events = (double)k;
	value.n = k;
	return value;
}

struct value
value_estimate(double estimate, double lo, double hi, gint64 n)
{
	struct value value = value_none(STATE_OK, NULL);

	value.value = estimate;
	value.lo = lo;
	value.hi = hi;
	value.n = n;
	return value;
}

gboolean
value_has_number(const struct value *value)
{
	return value && value->state <= STATE_NOT_REACHED && !isnan(value->value);
}

gboolean
value_has_interval(const struct value *value)
{
	return value_has_number(value) && !isnan(value->lo) && !isnan(value->hi);
}

void
value_raise(struct value *value, enum state state, const char *reason)
{
	if (state <= value->state)
		return;
	value->state = state;
	value->reason = reason;
}

/* ---- building ---- */

static void
row_free(gpointer data)
{
	struct figure_row *row = data;

	g_free(row->keys);
	g_free(row->values);
	g_free(row);
}

struct figure *
figure_new(const struct definition *definition, const struct period *period)
{
	struct figure *figure = g_new0(struct figure, 1);

	figure->definition = definition;
	figure->unranked = definition && definition->unranked;
	figure->period = *period;
	figure->key_columns = g_array_new(FALSE, TRUE, sizeof(struct figure_column));
	figure->value_columns = g_array_new(FALSE, TRUE, sizeof(struct figure_column));
	figure->rows = g_ptr_array_new_with_free_func(row_free);
	figure->changes = g_array_new(FALSE, TRUE, sizeof(struct change));
	figure->notes = g_ptr_array_new_with_free_func(g_free);
	figure->missing = g_ptr_array_new_with_free_func(g_free);
	figure->words = g_string_chunk_new(256);
	return figure;
}

void
figure_free(struct figure *figure)
{
	g_array_unref(figure->key_columns);
	g_array_unref(figure->value_columns);
	g_ptr_array_unref(figure->rows);
	g_array_unref(figure->changes);
	g_ptr_array_unref(figure->notes);
	g_ptr_array_unref(figure->missing);
	g_string_chunk_free(figure->words);
	g_free(figure);
}

const char *
figure_word(struct figure *figure, const char *text)
{
	return text ? g_string_chunk_insert_const(figure->words, text) : NULL;
}

static void
column_add(struct figure *figure, GArray *columns, struct figure_column column)
{
	g_assert(figure->rows->len == 0);
	column.name = figure_word(figure, column.name);
	column.label = figure_word(figure, column.label);
	g_array_append_val(columns, column);
}

void
figure_add_key(struct figure *figure, const char *name, const char *label, enum key_kind kind)
{
	column_add(figure, figure->key_columns, (struct figure_column){ .name = name, .label = label, .kind = kind });
}

void
figure_add_value(struct figure *figure, const char *name, const char *label, enum unit unit)
{
	column_add(figure, figure->value_columns, (struct figure_column){ .name = name, .label = label, .unit = unit });
}

struct figure_row *
figure_add_row(struct figure *figure)
{
	struct figure_row *row = g_new0(struct figure_row, 1);

	row->keys = g_new0(struct key, figure->key_columns->len);
	row->values = g_new0(struct value, figure->value_columns->len);
	for (guint i = 0; i < figure->value_columns->len; i++)
		row->values[i] = value_none(STATE_NO_DATA, NULL);
	g_ptr_array_add(figure->rows, row);
	return row;
}

void
figure_set_word(struct figure *figure, struct figure_row *row, guint column, const char *word)
{
	g_assert(column < figure->key_columns->len);
	row->keys[column].word = figure_word(figure, word);
}

void
figure_set_number(struct figure *figure, struct figure_row *row, guint column, double number)
{
	g_assert(column < figure->key_columns->len);
	row->keys[column].number = number;
}

void
figure_set_period(struct figure *figure, struct figure_row *row, guint column, const struct period *period)
{
	g_autofree char *id = period_id(period);

	figure_set_word(figure, row, column, id);
	figure_set_number(figure, row, column, period->first);
}

void
figure_note(struct figure *figure, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(figure->notes, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* ---- finding ---- */

static int
column_find(const GArray *columns, const char *name)
{
	for (guint i = 0; i < columns->len; i++)
		if (strcmp(g_array_index(columns, struct figure_column, i).name, name) == 0)
			return (int)i;
	return -1;
}

int
figure_key(const struct figure *figure, const char *name)
{
	return column_find(figure->key_columns, name);
}

int
figure_value(const struct figure *figure, const char *name)
{
	return column_find(figure->value_columns, name);
}

const char *
figure_group(const struct figure *figure, guint number)
{
	int column = figure_key(figure, "group");
	const char *group = NULL;

	for (guint i = 0; column >= 0 && i < figure->rows->len; i++) {
		const char *word = ((const struct figure_row *)g_ptr_array_index(figure->rows, i))->keys[column].word;
		if (i > 0 && g_strcmp0(word, group) == 0)
			continue;
		if (number-- == 0)
			return word;
		group = word;
	}
	return NULL;
}

static gboolean
row_has(const struct figure_row *row, int column, const char *word)
{
	return column < 0 || g_strcmp0(row->keys[column].word, word) == 0;
}

const struct figure_row *
figure_find(const struct figure *figure, const struct period *period, const char *scope)
{
	g_autofree char *id = period_id(period);
	int at_period = figure_key(figure, "period"), at_scope = figure_key(figure, "scope");

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (row_has(row, at_period, id) && row_has(row, at_scope, scope ? scope : SCOPE_ALL))
			return row;
	}
	return NULL;
}

const struct value *
figure_number(const struct figure *figure, const struct period *period, const char *scope)
{
	const struct figure_row *row = figure ? figure_find(figure, period, scope) : NULL;

	return row ? &row->values[0] : NULL;
}

const struct change *
figure_change(const struct figure *figure, const char *scope, enum against against)
{
	for (guint i = 0; i < figure->changes->len; i++) {
		const struct change *change = &g_array_index(figure->changes, struct change, i);
		if (change->against == against && g_strcmp0(change->scope, scope ? scope : SCOPE_ALL) == 0)
			return change;
	}
	return NULL;
}

/* ---- taking apart ---- */

/* The same figure without one key column and without rows. */
static struct figure *
figure_without(const struct figure *from, int dropped)
{
	struct figure *figure = figure_new(from->definition, &from->period);

	for (guint i = 0; i < from->key_columns->len; i++) {
		const struct figure_column *column = &g_array_index(from->key_columns, struct figure_column, i);
		if ((int)i != dropped)
			figure_add_key(figure, column->name, column->label, column->kind);
	}
	for (guint i = 0; i < from->value_columns->len; i++) {
		const struct figure_column *column = &g_array_index(from->value_columns, struct figure_column, i);
		figure_add_value(figure, column->name, column->label, column->unit);
	}
	figure->title = figure_word(figure, from->title);
	figure->unranked = from->unranked;
	for (guint i = 0; i < from->notes->len; i++)
		figure_note(figure, "%s", (const char *)g_ptr_array_index(from->notes, i));
	for (guint i = 0; i < from->missing->len; i++)
		g_ptr_array_add(figure->missing, g_strdup(g_ptr_array_index(from->missing, i)));
	return figure;
}

static void
row_copy(struct figure *figure, const struct figure *from, const struct figure_row *source, int dropped)
{
	struct figure_row *row = figure_add_row(figure);
	guint to = 0;

	for (guint i = 0; i < from->key_columns->len; i++) {
		if ((int)i == dropped)
			continue;
		figure_set_word(figure, row, to, source->keys[i].word);
		figure_set_number(figure, row, to++, source->keys[i].number);
	}
	for (guint i = 0; i < from->value_columns->len; i++) {
		row->values[i] = source->values[i];
		row->values[i].reason = figure_word(figure, source->values[i].reason);
	}
}

static void
changes_copy(struct figure *figure, const struct figure *from, const char *scope)
{
	for (guint i = 0; i < from->changes->len; i++) {
		struct change change = g_array_index(from->changes, struct change, i);
		if (scope && g_strcmp0(change.scope, scope) != 0)
			continue;
		change.scope = figure_word(figure, change.scope);
		change.reason = figure_word(figure, change.reason);
		g_array_append_val(figure->changes, change);
	}
}

struct figure *
figure_copy(const struct figure *from)
{
	struct figure *figure = figure_without(from, -1);

	for (guint i = 0; i < from->rows->len; i++)
		row_copy(figure, from, g_ptr_array_index(from->rows, i), -1);
	changes_copy(figure, from, NULL);
	return figure;
}

struct figure *
figure_where(const struct figure *from, const char *name, const char *word)
{
	int column = figure_key(from, name);
	struct figure *figure = figure_without(from, column);

	for (guint i = 0; i < from->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(from->rows, i);
		if (row_has(row, column, word))
			row_copy(figure, from, row, column);
	}
	changes_copy(figure, from, strcmp(name, "scope") == 0 ? word : NULL);
	return figure;
}

struct figure *
figure_at(const struct figure *from, const struct period *period)
{
	g_autofree char *id = period_id(period);

	return figure_where(from, "period", id);
}
