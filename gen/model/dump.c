/* The nouns as text: a line a thing, fields in the order of their tables, nothing that depends on the machine. */
#include "model/dump.h"

#include <math.h>
#include <string.h>

void
dump_quoted(const char *text, GString *out)
{
	g_string_append_c(out, '"');
	for (; *text; text++) {
		guchar byte = (guchar)*text;
		if (byte == '"' || byte == '\\')
			g_string_append_printf(out, "\\%c", byte);
		else if (byte == '\n')
			g_string_append(out, "\\n");
		else if (byte < 0x20 || byte == 0x7f)
			g_string_append_printf(out, "\\u%04x", byte);
		else
			g_string_append_c(out, (char)byte);
	}
	g_string_append_c(out, '"');
}

void
dump_number(double number, GString *out)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	for (int precision = 6; precision <= 17; precision++) {
		g_autofree char *format = g_strdup_printf("%%.%dg", precision);
		g_ascii_formatd(digits, sizeof digits, format, number);
		if (g_ascii_strtod(digits, NULL) == number)
			break;
	}
	g_string_append(out, digits);
}

/* ---- records ---- */

static void
dump_word(const char *word, GString *out)
{
	if (strpbrk(word, " \"=\\\n\t") || !*word)
		dump_quoted(word, out);
	else
		g_string_append(out, word);
}

static void
dump_owned(char *word, GString *out)
{
	g_string_append(out, word);
	g_free(word);
}

static void
dump_field(const struct records *records, const struct record_field *field, const void *at, GString *out)
{
	g_string_append_printf(out, " %s=", field->name);
	switch (field->type) {
	case FIELD_ATOM: dump_word(records_atom(records, *(const atom *)at), out); break;
	case FIELD_TEXT: dump_quoted(records_text(records, *(const text_ref *)at), out); break;
	case FIELD_COUNT: g_string_append_printf(out, "%" G_GINT64_FORMAT, *(const gint64 *)at); break;
	case FIELD_REAL: dump_number(*(const double *)at, out); break;
	case FIELD_TIME: dump_owned(instant_iso(*(const gint64 *)at), out); break;
	case FIELD_DAY: dump_owned(day_iso(*(const gint32 *)at), out); break;
	case FIELD_FLAG: g_string_append(out, *(const record_flag *)at ? "yes" : "no"); break;
	case FIELD_CHOICE: g_string_append(out, field->words[*(const guint8 *)at]); break;
	}
}

void
dump_record(const struct records *records, enum record_kind kind, const void *row, const struct located *place, GString *out)
{
	const struct record_type *type = record_type(kind);
	_Alignas(8) char buffer[RECORD_WHOLE_LIMIT];
	const char *whole = record_whole(records, kind, row, buffer);

	g_string_append(out, type->name);
	for (guint i = 0; i < type->field_count; i++) {
		const void *at = whole + type->fields[i].offset;
		if (record_reports(&type->fields[i], whole))
			dump_field(records, &type->fields[i], at, out);
	}
	if (place && place->at.source)
		g_string_append_printf(out, " @ %s:%u", place->at.source->path, place->line);
	g_string_append_c(out, '\n');
}

/* Where all records of a kind stand. */
static struct located *
places_of(const struct records *records, enum record_kind kind)
{
	gsize size = record_type(kind)->size;
	guint count = records->rows[kind]->len;
	struct located *places = g_new0(struct located, count + 1);

	for (guint i = 0; i < count; i++)
		places[i].at = record_place(records, (const void *)(records->rows[kind]->data + (gsize)i * size));
	places_locate(places, count, FALSE);
	return places;
}

void
dump_records(const struct records *records, gboolean places, GString *out)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		const struct record_type *type = record_type((enum record_kind)kind);
		g_autofree struct located *at = places ? places_of(records, (enum record_kind)kind) : NULL;
		for (guint i = 0; i < records->rows[kind]->len; i++)
			dump_record(records, (enum record_kind)kind, records->rows[kind]->data + (gsize)i * type->size, at ? &at[i] : NULL, out);
	}
}

/* ---- figures ---- */

static const char *const discipline_words[] = { "none", "broadcast", "community" };
static const char *const shape_words[] = {
	"series", "estimate", "amounts", "goals", "matrix", "cohorts", "survival", "stages", "posts", "shares", "flows", "edges",
	"terms", "pulse", "slope", "dots", "table",
};

static void
dump_value(const struct value *value, GString *out)
{
	if (value_has_number(value)) {
		g_string_append_c(out, ' ');
		dump_number(value->value, out);
	}
	if (value_has_interval(value)) {
		g_string_append(out, " [");
		dump_number(value->lo, out);
		g_string_append(out, ", ");
		dump_number(value->hi, out);
		g_string_append_c(out, ']');
	}
	if (value->n != NO_COUNT)
		g_string_append_printf(out, " n=%" G_GINT64_FORMAT, value->n);
	g_string_append_printf(out, " %s", state_word(value->state));
	if (value->reason) {
		g_string_append(out, " (");
		g_string_append(out, value->reason);
		g_string_append_c(out, ')');
	}
}

static void
dump_row(const struct figure *figure, const struct figure_row *row, GString *out)
{
	g_string_append(out, " ");
	for (guint i = 0; i < figure->key_columns->len; i++) {
		const struct figure_column *column = &g_array_index(figure->key_columns, struct figure_column, i);
		g_string_append_printf(out, " %s=", column->name);
		if (column->kind == KEY_NUMBER)
			dump_number(row->keys[i].number, out);
		else
			dump_word(row->keys[i].word ? row->keys[i].word : "-", out);
	}
	for (guint i = 0; i < figure->value_columns->len; i++) {
		const struct figure_column *column = &g_array_index(figure->value_columns, struct figure_column, i);
		g_string_append_printf(out, " | %s:", column->name);
		dump_value(&row->values[i], out);
	}
	g_string_append_c(out, '\n');
}

static void
dump_change(const struct change *change, GString *out)
{
	static const char *const words[] = { "unsaid", "up", "down", "about the same", "no clear change" };

	g_string_append_printf(out, "  change %s against %s: %s", change->scope, change->against == AGAINST_PREVIOUS ? "previous" : "year-before",
	                       words[change->word]);
	if (!isnan(change->value)) {
		g_string_append(out, change->relative ? " ratio " : " difference ");
		dump_number(change->value, out);
		g_string_append(out, " [");
		dump_number(change->lo, out);
		g_string_append(out, ", ");
		dump_number(change->hi, out);
		g_string_append_c(out, ']');
	}
	if (change->reason)
		g_string_append_printf(out, " (%s)", change->reason);
	g_string_append_c(out, '\n');
}

void
dump_figure(const struct figure *figure, GString *out)
{
	g_string_append_printf(out, "%s %s %s %s\n", figure->definition->name, figure->definition->card,
	                       discipline_words[figure->definition->discipline], shape_words[figure->definition->shape]);
	for (guint i = 0; i < figure->rows->len; i++)
		dump_row(figure, g_ptr_array_index(figure->rows, i), out);
	for (guint i = 0; i < figure->changes->len; i++)
		dump_change(&g_array_index(figure->changes, struct change, i), out);
	for (guint i = 0; i < figure->notes->len; i++)
		g_string_append_printf(out, "  note %s\n", (const char *)g_ptr_array_index(figure->notes, i));
	for (guint i = 0; i < figure->missing->len; i++)
		g_string_append_printf(out, "  missing %s\n", (const char *)g_ptr_array_index(figure->missing, i));
}

/* ---- selections ---- */

static void
dump_named(const char *name, const char *text, GString *out)
{
	if (!text)
		return;
	g_string_append_printf(out, " %s=", name);
	dump_quoted(text, out);
}

void
dump_selection(const struct selection *selection, GString *out)
{
	g_string_append_printf(out, "%s total=%" G_GINT64_FORMAT "\n", selection->name, selection->total);
	for (guint i = 0; i < selection->items->len; i++) {
		const struct selection_item *item = g_ptr_array_index(selection->items, i);
		g_string_append_printf(out, "  %u number=%" G_GINT64_FORMAT, i + 1, item->number);
		dump_named("id", item->id, out);
		dump_named("title", item->title, out);
		dump_named("space", item->space, out);
		dump_named("reason", item->reason, out);
		dump_named("quote", item->quote, out);
		dump_named("url", item->url, out);
		g_string_append_c(out, '\n');
	}
}

/* ---- documents ---- */

static void
dump_node(const struct node *node, int depth, GString *out)
{
	for (int i = 0; i < depth; i++)
		g_string_append(out, "  ");
	g_string_append(out, node_kind_name(node->kind));
	if (node->discipline)
		g_string_append_printf(out, " %s", discipline_words[node->discipline]);
	dump_named("id", node->id, out);
	dump_named("label", node->label, out);
	dump_named("title", node->title, out);
	dump_named("subtitle", node->subtitle, out);
	if (node->chart)
		g_string_append_printf(out, " chart=%s", node->chart);
	if (node->figure)
		g_string_append_printf(out, " figure=%s", node->figure->definition->name);
	dump_named("url", node->url, out);
	dump_named("text", node->text, out);
	dump_named("alt", node->alt, out);
	dump_named("note", node->note, out);
	g_string_append_c(out, '\n');
	for (const struct node *child = node->first; child; child = child->next)
		dump_node(child, depth + 1, out);
}

void
dump_document(const struct document *document, GString *out)
{
	dump_named("title", document->title, out);
	dump_named("organisation", document->organisation, out);
	dump_named("period", document->period_words, out);
	dump_named("coverage", document->coverage, out);
	g_string_append_c(out, '\n');
	dump_node(document->root, 0, out);
}
