/* The numbers behind the pages: figures.json, a table a figure and a table a selection in data/. What has no number has none here
 * either: an empty cell and its state, never 0. */
#include "outputs/output.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "outputs/json_writer.h"
#include "outputs/table_writer.h"

#define KEY_AT(figure, i) (&g_array_index((figure)->key_columns, struct figure_column, i))
#define VALUE_AT(figure, i) (&g_array_index((figure)->value_columns, struct figure_column, i))
#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

/* "value" only where it is one: a bound that was not reached is said as a bound. */
static double
plain_value(const struct value *value)
{
	return value_has_number(value) && value->state != STATE_NOT_REACHED ? value->value : NAN;
}

static double
bound(const struct value *value)
{
	return value->state == STATE_NOT_REACHED ? value->value : NAN;
}

static double
interval_end(const struct value *value, double end)
{
	return value_has_interval(value) ? end : NAN;
}

/* ---- data/NAME.csv ---- */

static void
head_cell(GString *out, const char *name, const char *suffix)
{
	g_autofree char *head = g_strconcat(name, suffix, NULL);

	table_text(out, head);
}

static void
table_head(GString *out, const struct figure *figure)
{
	static const char *const suffixes[] = {"", "_lo", "_hi", "_bound", "_n", "_state", "_reason"};

	for (guint i = 0; i < figure->key_columns->len; i++)
		table_text(out, KEY_AT(figure, i)->name);
	for (guint i = 0; i < figure->value_columns->len; i++)
		for (guint s = 0; s < G_N_ELEMENTS(suffixes); s++)
			head_cell(out, VALUE_AT(figure, i)->name, suffixes[s]);
	table_end_row(out);
}

static void
table_value(GString *out, const struct value *value)
{
	table_number(out, plain_value(value));
	table_number(out, interval_end(value, value->lo));
	table_number(out, interval_end(value, value->hi));
	table_number(out, bound(value));
	table_number(out, value->n == NO_COUNT ? NAN : (double)value->n);
	table_text(out, state_word(value->state));
	table_text(out, value->reason);
}

static char *
figure_table(const struct figure *figure)
{
	GString *out = g_string_new(NULL);

	table_head(out, figure);
	for (guint r = 0; r < figure->rows->len; r++) {
		const struct figure_row *row = ROW_AT(figure, r);
		for (guint i = 0; i < figure->key_columns->len; i++) {
			if (KEY_AT(figure, i)->kind == KEY_NUMBER)
				table_number(out, row->keys[i].number);
			else
				table_text(out, row->keys[i].word);
		}
		for (guint i = 0; i < figure->value_columns->len; i++)
			table_value(out, &row->values[i]);
		table_end_row(out);
	}
	return g_string_free(out, FALSE);
}

/* ---- data/LIST.csv: for somebody's desk, without the columns of uncertainty ---- */

static void
list_row(GString *out, const struct figure *figure, const struct figure_row *row)
{
	for (guint i = 0; i < figure->key_columns->len; i++)
		if (KEY_AT(figure, i)->kind == KEY_WORD && strcmp(KEY_AT(figure, i)->name, "scope") != 0)
			table_text(out, row->keys[i].word);
	for (guint i = 0; i < figure->value_columns->len; i++)
		table_number(out, plain_value(&row->values[i]));
	table_end_row(out);
}

static char *
list_table(const struct figure *figure)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < figure->key_columns->len; i++)
		if (KEY_AT(figure, i)->kind == KEY_WORD && strcmp(KEY_AT(figure, i)->name, "scope") != 0)
			table_text(out, KEY_AT(figure, i)->label);
	for (guint i = 0; i < figure->value_columns->len; i++)
		table_text(out, VALUE_AT(figure, i)->label);
	table_end_row(out);
	for (guint i = 0; i < figure->rows->len; i++)
		list_row(out, figure, ROW_AT(figure, i));
	return g_string_free(out, FALSE);
}

/* ---- data/selection-NAME.csv; without the words of members ---- */

static const char *
item_kind_word(enum selection_item_kind kind)
{
	static const char *const words[ITEM_COUNT] = {"thread", "message", "person", "event", "term"};

	return words[kind];
}

static char *
selection_table(const struct selection *selection)
{
	GString *out = g_string_new("kind,id,title,url,space,reason,at,number,strength\n");

	for (guint i = 0; i < selection->items->len; i++) {
		const struct selection_item *item = g_ptr_array_index(selection->items, i);
		g_autofree char *at = item->at == NO_TIME ? NULL : instant_iso(item->at);
		table_text(out, item_kind_word(item->kind));
		table_text(out, item->id);
		table_text(out, item->title);
		table_text(out, item->url);
		table_text(out, item->space);
		table_text(out, item->reason);
		table_text(out, at);
		table_number(out, item->number == NO_COUNT ? NAN : (double)item->number);
		table_number(out, item->z);
		table_end_row(out);
	}
	return g_string_free(out, FALSE);
}

/* ---- figures.json ---- */

static void
json_value(struct json_writer *json, const char *name, const struct value *value)
{
	json_begin_object(json, name);
	json_real(json, "value", plain_value(value));
	json_real(json, "lo", interval_end(value, value->lo));
	json_real(json, "hi", interval_end(value, value->hi));
	if (value->state == STATE_NOT_REACHED)
		json_real(json, "bound", value->value);
	if (value->n == NO_COUNT)
		json_text(json, "n", NULL);
	else
		json_whole(json, "n", value->n);
	json_text(json, "state", state_word(value->state));
	if (value->reason)
		json_text(json, "reason", value->reason);
	json_end_object(json);
}

static void
json_row(struct json_writer *json, const struct figure *figure, const struct figure_row *row)
{
	json_begin_object(json, NULL);
	for (guint i = 0; i < figure->key_columns->len; i++) {
		if (KEY_AT(figure, i)->kind == KEY_NUMBER)
			json_real(json, KEY_AT(figure, i)->name, row->keys[i].number);
		else
			json_text(json, KEY_AT(figure, i)->name, row->keys[i].word);
	}
	json_begin_object(json, "values");
	for (guint i = 0; i < figure->value_columns->len; i++)
		json_value(json, VALUE_AT(figure, i)->name, &row->values[i]);
	json_end_object(json);
	json_end_object(json);
}

static const char *
change_word_text(enum change_word word)
{
	static const char *const words[] = {"unsaid", "up", "down", "same", "unclear"};

	return words[word];
}

static void
json_changes(struct json_writer *json, const struct figure *figure)
{
	json_begin_array(json, "changes");
	for (guint i = 0; i < figure->changes->len; i++) {
		const struct change *change = &g_array_index(figure->changes, struct change, i);
		json_begin_object(json, NULL);
		json_text(json, "scope", change->scope);
		json_text(json, "against", change->against == AGAINST_PREVIOUS ? "previous" : "year_before");
		json_text(json, "word", change_word_text(change->word));
		json_flag(json, "relative", change->relative);
		json_real(json, "change", change->value);
		json_real(json, "lo", change->lo);
		json_real(json, "hi", change->hi);
		json_text(json, "reason", change->reason);
		json_end_object(json);
	}
	json_end_array(json);
}

static void
json_words(struct json_writer *json, const char *name, const GPtrArray *words)
{
	json_begin_array(json, name);
	for (guint i = 0; i < words->len; i++)
		json_text(json, NULL, g_ptr_array_index(words, i));
	json_end_array(json);
}

static void
json_figure(struct json_writer *json, const struct figure *figure)
{
	const struct definition *definition = figure->definition;
	g_autofree char *period = period_id(&figure->period);

	json_begin_object(json, NULL);
	json_text(json, "name", definition->name);
	json_text(json, "card", definition->card);
	json_text(json, "discipline", definition->discipline == DISCIPLINE_BROADCAST ? "broadcast" : "community");
	json_text(json, "label", definition->label);
	json_text(json, "formula", definition->formula);
	json_text(json, "source", definition->source);
	json_whole(json, "version", definition->version);
	json_text(json, "period", period);
	json_begin_array(json, "rows");
	for (guint i = 0; i < figure->rows->len; i++)
		json_row(json, figure, ROW_AT(figure, i));
	json_end_array(json);
	json_changes(json, figure);
	json_words(json, "notes", figure->notes);
	json_words(json, "not_reported_by", figure->missing);
	json_end_object(json);
}

static char *
figures_json(const struct edition *edition, gsize *length)
{
	struct json_writer *json = json_writer_new();

	json_begin_object(json, NULL);
	json_text(json, "edition", edition->id);
	json_begin_array(json, "figures");
	for (guint i = 0; i < edition->figures->len; i++)
		json_figure(json, g_ptr_array_index(edition->figures, i));
	json_end_array(json);
	json_end_object(json);
	return json_writer_finish(json, length);
}

static void
figure_write(const struct figure *figure, struct publication *publication)
{
	const struct definition *definition = figure->definition;
	g_autofree char *name = g_strdup_printf("data/%s.csv", definition->list ? definition->list : definition->name);
	g_autofree char *table = definition->list ? list_table(figure) : figure_table(figure);

	publication_write(publication, name, table, strlen(table));
}

static gboolean
data_write(const struct output_request *request, struct publication *publication, GError **error)
{
	const struct edition *edition = request->edition;
	gsize length;
	g_autofree char *json = figures_json(edition, &length);

	(void)error;
	publication_write(publication, "figures.json", json, length);
	for (guint i = 0; i < edition->figures->len; i++)
		figure_write(g_ptr_array_index(edition->figures, i), publication);
	for (guint i = 0; i < edition->selections->len; i++) {
		const struct selection *selection = g_ptr_array_index(edition->selections, i);
		g_autofree char *name = g_strdup_printf("data/selection-%s.csv", selection->name), *table = selection_table(selection);
		publication_write(publication, name, table, strlen(table));
	}
	return TRUE;
}

const struct output output_data = {
	.name = "data",
	.summary = "figures.json and data/*.csv: every number with its interval, n and state",
	.part = "data",
	.write = data_write,
};
