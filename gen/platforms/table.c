/* The rows of a CSV or a sheet: preamble, titles, headers, description rows, tables one behind the other. The header is the first row
 * that has the columns a part asks for, so sentences and settings above it need no description. */
#include "platforms/mapper.h"

#include <string.h>

#include "base/text.h"

#define TITLED_LEAST 3 /* columns of a table in which a lone cell is no row */

struct held_row {
	struct cell *cells; /* texts owned */
	guint count;
	gint64 offset;
};

struct table {
	struct mapper *mapper;
	const struct part *part; /* NULL: nobody knows the table */
	struct header *header;   /* NULL: between tables */
	gboolean titled;         /* a title has come: the next row is the header */
	gboolean described;      /* the next row describes the columns */
	guint64 unknown_rows;
	struct row_ends ends;    /* of its rows so far */
	gint64 offset;           /* of the header */
	guint first_record;      /* of account_day, when the table began */
	GPtrArray *held;         /* struct held_row *, of a part whose year rolls */
	GArray *keys, *values;   /* struct cell with a text of its own: the block of keys and values so far */
	gboolean any, used;      /* a table was found; one that a part is for */
};

static void held_free(gpointer pointer)
{
	struct held_row *held = pointer;

	for (guint i = 0; i < held->count; i++)
		g_free((char *)held->cells[i].text);
	g_free(held->cells);
	g_free(held);
}

static struct held_row *held_new(const struct csv_row *row)
{
	struct held_row *held = g_new0(struct held_row, 1);

	held->cells = g_memdup2(row->cells, row->count * sizeof(struct cell));
	held->count = row->count;
	held->offset = row->offset;
	for (guint i = 0; i < row->count; i++)
		held->cells[i].text = g_strdup(row->cells[i].text);
	return held;
}

/* ---- which part a header begins ---- */

static gboolean has_name(const struct header *header, const char *folded)
{
	gboolean glob = strchr(folded, '*') != NULL;

	for (guint i = 0; i < header->folded->len; i++)
		if (glob ? text_glob(folded, header->folded->pdata[i]) : !strcmp(header->folded->pdata[i], folded))
			return TRUE;
	return FALSE;
}

static gboolean has_one(const struct header *header, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		if (has_name(header, names->pdata[i]))
			return TRUE;
	return FALSE;
}

static gboolean fits_columns(const struct header *header, const GPtrArray *groups, const GPtrArray *without)
{
	for (guint i = 0; i < groups->len; i++)
		if (!has_one(header, groups->pdata[i]))
			return FALSE;
	return !without || !has_one(header, without);
}

static guint header_width(const struct header *header)
{
	guint width = 0;

	for (guint i = 0; i < header->names->len; i++)
		width += *(const char *)header->names->pdata[i] != '\0';
	return width;
}

static gboolean fits_a_rule(const struct plan *plan, const struct header *header, gboolean *asked)
{
	*asked = FALSE;
	for (guint i = 0; i < plan->rules->len; i++) {
		const struct rule *rule = plan->rules->pdata[i];
		if (!rule->columns || (rule->width && rule->width != header_width(header)))
			continue;
		*asked = TRUE;
		if (fits_columns(header, rule->columns, rule->without))
			return TRUE;
	}
	return FALSE;
}

static gboolean fits_part(const struct table *table, const struct part *part, const struct header *header)
{
	const char *title = table->mapper->names[SLOT_TITLE];
	gboolean asked;

	if (part->title && (!title || !g_regex_match(part->title, title, 0, NULL)))
		return FALSE;
	if (part->columns)
		return fits_columns(header, part->columns, part->without);
	if (part->without && has_one(header, part->without))
		return FALSE;
	if (part->title)
		return table->titled;
	return fits_a_rule(table->mapper->plan, header, &asked) || !asked;
}

static const struct part *part_for(const struct table *table, const struct header *header)
{
	const GPtrArray *parts = table->mapper->plan->parts;

	for (guint i = 0; i < parts->len; i++)
		if (fits_part(table, parts->pdata[i], header))
			return parts->pdata[i];
	return NULL;
}

/* ---- years that roll ---- */

static struct row row_of(const struct table *table, const struct cell *cells, guint count, gint64 offset)
{
	return (struct row){.cells = cells, .count = count, .header = table->header, .offset = offset};
}

static gint32 held_day(struct table *table, guint index)
{
	const struct held_row *held = table->held->pdata[index];
	struct row row = row_of(table, held->cells, held->count, held->offset);

	return yearless_day(table->mapper, &row, table->part->rolls);
}

static int *held_days(struct table *table)
{
	int *days = g_new(int, table->held->len + 1);

	for (guint i = 0; i < table->held->len; i++)
		days[i] = held_day(table, i);
	return days;
}

static void map_held(struct table *table)
{
	guint count = table->held->len;
	g_autofree int *days = held_days(table), *years = g_new0(int, count + 1);

	if (count) {
		const struct held_row *first = table->held->pdata[0];
		struct row row = row_of(table, first->cells, first->count, first->offset);
		mapper_date(table->mapper, &row);
	}
	table->mapper->unordered = table->mapper->captured_at != NO_TIME && !years_roll(table->mapper, days, count, years);
	for (guint i = 0; i < count; i++) {
		const struct held_row *held = table->held->pdata[i];
		struct row row = row_of(table, held->cells, held->count, held->offset);
		row.year = years[i];
		mapper_row(table->mapper, table->part, &row);
	}
	g_ptr_array_set_size(table->held, 0);
}

/* ---- the end of a table ---- */

static void add_unique(GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (!strcmp(names->pdata[i], name))
			return;
	g_ptr_array_add(names, g_ref_string_new_intern(name));
}

static void note_columns(struct table *table)
{
	struct reading *reading = table->mapper->reading;

	for (guint i = 0; i < table->header->names->len; i++)
		if (*(const char *)table->header->names->pdata[i])
			add_unique(table->header->used[i] ? reading->used : reading->unused, table->header->names->pdata[i]);
}

static void explain_unknown(struct table *table)
{
	g_autoptr(GString) why = g_string_new("a table that is not used: ");

	for (guint i = 0; i < MIN(table->header->names->len, 4); i++)
		g_string_append_printf(why, "%s%s", i ? ", " : "", (const char *)table->header->names->pdata[i]);
	mapper_explained(table->mapper, table->unknown_rows, table->offset, why->str);
	table->unknown_rows = 0;
}

static void table_end(struct table *table)
{
	if (!table->header)
		return;
	if (!table->part)
		explain_unknown(table);
	else {
		map_held(table);
		nameless_settle(table->mapper, table->part, table->header);
		totals_compare(table->mapper);
		gaps_fill(table->mapper, table->part, table->first_record);
		note_columns(table);
	}
	g_clear_pointer(&table->header, header_free);
	table->part = NULL;
	table->titled = table->described = FALSE;
	table->mapper->names[SLOT_TITLE] = NULL;
}

/* ---- rows between tables ---- */

static gboolean is_blank(const struct csv_row *row)
{
	for (guint i = 0; i < row->count; i++)
		if (*row->cells[i].text && strspn(row->cells[i].text, " \t") != strlen(row->cells[i].text))
			return FALSE;
	return TRUE;
}

static gboolean is_lone(const struct csv_row *row)
{
	for (guint i = 1; i < row->count; i++)
		if (*row->cells[i].text)
			return FALSE;
	return TRUE;
}

static char *line_text(const struct csv_row *row)
{
	GString *line = g_string_new(NULL);

	for (guint i = 0; i < row->count; i++)
		if (*row->cells[i].text)
			g_string_append_printf(line, "%s%s", line->len ? "," : "", row->cells[i].text);
	return g_string_free(line, FALSE);
}

static void table_begin(struct table *table, struct header *header, const struct part *part, gint64 offset)
{
	g_hash_table_remove_all(table->mapper->joined);
	table->header = header;
	table->part = part;
	table->described = part && part->described;
	table->ends = (struct row_ends){.last_filled = TRUE};
	table->offset = offset;
	table->first_record = RECORD_COUNT_OF(table->mapper->records, account_day);
	table->any = TRUE;
	table->used |= part != NULL;
	for (guint i = part && table->mapper->plan->reads_header ? header->names->len : 0; i-- > 0;) /* backwards: the first that fits stays */
		mapper_capture(table->mapper, CAPTURE_HEADER, header->names->pdata[i]);
}

static void row_between(struct table *table, const struct csv_row *row)
{
	enum split split = table->mapper->plan->split;
	AUTO(header) header = header_new(row, table->mapper->plan->column_origins);
	const struct part *part = part_for(table, header);
	g_autofree char *line = line_text(row);

	if (part) {
		table_begin(table, g_steal_pointer(&header), part, row->offset);
		return;
	}
	if (g_str_has_prefix(line, "sep=") && strlen(line) <= strlen("sep=,")) /* meant for a spreadsheet, and read by one as a row */
		return;
	if (table->mapper->plan->between && g_regex_match(table->mapper->plan->between, line, 0, NULL))
		return;
	if (split == SPLIT_TITLED && is_lone(row)) { /* of several the last: others may have written one above */
		mapper_capture(table->mapper, CAPTURE_TITLE, line);
		table->titled = TRUE;
		return;
	}
	if (split != SPLIT_NONE && (table->titled || (table->any && !is_lone(row)))) {
		table_begin(table, g_steal_pointer(&header), NULL, row->offset);
		return;
	}
	mapper_capture(table->mapper, CAPTURE_PREAMBLE, line);
}

/* GA4's "# …" lines: they end a table and say what the next one is about. */
static void row_of_block(struct table *table, const struct csv_row *row)
{
	g_autofree char *line = line_text(row);

	table_end(table);
	mapper_capture(table->mapper, CAPTURE_PREAMBLE, line);
	table->any = TRUE; /* whatever row comes next is a header, known or not */
	table->titled = TRUE;
}

/* ---- rows inside ---- */

static gboolean repeats_header(const struct table *table, const struct csv_row *row)
{
	if (row->count != table->header->names->len)
		return FALSE;
	for (guint i = 0; i < row->count; i++)
		if (strcmp(row->cells[i].text, table->header->written->pdata[i]))
			return FALSE;
	return TRUE;
}

/* A second series may follow without a line between: its header begins as the first one's does. */
static gboolean begins_again(struct table *table, const struct csv_row *row)
{
	const char *first = table->header->written->len ? table->header->written->pdata[0] : "";

	if (!row->count || !*first || strcmp(row->cells[0].text, first))
		return FALSE;
	AUTO(header) header = header_new(row, table->mapper->plan->column_origins);
	const struct part *part = part_for(table, header);
	if (!part)
		return FALSE;
	table_end(table);
	table_begin(table, g_steal_pointer(&header), part, row->offset);
	return TRUE;
}

/* Another export was pasted below: its days run on their own. */
static void header_again(struct table *table, const struct csv_row *row)
{
	map_held(table);
	table->mapper->reading->rows++;
	mapper_explained(table->mapper, 1, row->offset, "the header again");
}

static guint filled_cells(const struct csv_row *row)
{
	guint count = row->count;

	while (count && !*row->cells[count - 1].text)
		count--;
	return count;
}

static guint filled_names(const struct header *header)
{
	guint count = header->names->len;

	while (count && !*(const char *)header->names->pdata[count - 1])
		count--;
	return count;
}

/* Cells behind the header's last; where every column is a thing of its own, too few are as wrong. */
static gboolean is_ragged(const struct table *table, const struct csv_row *row)
{
	if (table->part->even)
		return filled_cells(row) != filled_names(table->header);
	return !table->mapper->plan->takes_extra && filled_cells(row) > table->header->names->len;
}

static void describe(struct table *table, const struct csv_row *row)
{
	table->header->descriptions = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < row->count; i++)
		g_ptr_array_add(table->header->descriptions, g_strdup(row->cells[i].text));
	table->described = FALSE;
}

static void refuse_ragged(struct table *table, const struct csv_row *row)
{
	g_autofree char *message = g_strdup_printf("the row has %u cells, its header %u", row->count, table->header->names->len);

	table->mapper->reading->rows++;
	mapper_refused(table->mapper, row->offset, "ragged-row", "a text with a delimiter has lost its quotes: export it again", message);
}

static void refuse_cut_off(struct table *table, const struct csv_row *row, const char *message)
{
	table->mapper->reading->rows++;
	mapper_refused(table->mapper, row->offset, "cut-off-row", "download the file again", message);
}

/* The blank line above the next table's title has gone; in a row of a narrow table a lone cell may be a name. */
static gboolean begins_titled(const struct table *table, const struct csv_row *row)
{
	const struct plan *plan = table->mapper->plan;

	if (plan->split != SPLIT_TITLED || !is_lone(row) || filled_names(table->header) < TITLED_LEAST)
		return FALSE;
	for (guint i = 0; i < plan->parts->len; i++) {
		const struct part *part = plan->parts->pdata[i];
		if (part->title && g_regex_match(part->title, row->cells[0].text, 0, NULL))
			return TRUE;
	}
	return FALSE;
}

static void row_inside(struct table *table, const struct csv_row *row)
{
	struct row mapped = row_of(table, row->cells, row->count, row->offset);
	const char *cut;

	if (begins_titled(table, row)) {
		table_end(table);
		row_between(table, row);
	} else if (!table->part) {
		table->mapper->reading->rows++;
		table->unknown_rows++;
	} else if (table->described)
		describe(table, row);
	else if (repeats_header(table, row))
		header_again(table, row);
	else if (begins_again(table, row))
		return;
	else if (is_ragged(table, row))
		refuse_ragged(table, row);
	else if ((cut = row_cut_off(table->mapper, &table->ends, table->header, row)))
		refuse_cut_off(table, row, cut);
	else if (table->part->rolls)
		g_ptr_array_add(table->held, held_new(row));
	else if (!nameless_wait(table->mapper, table->part, &mapped, table->ends.rows == 1))
		mapper_row(table->mapper, table->part, &mapped);
}

/* ---- blocks of keys and values: each block is one row, its keys are the header ---- */

static gboolean is_pair(const struct csv_row *row)
{
	if (row->count < 2 || row->cells[0].length < 2 || row->cells[0].text[row->cells[0].length - 1] != ':')
		return FALSE;
	for (guint i = 2; i < row->count; i++)
		if (*row->cells[i].text)
			return FALSE;
	return TRUE;
}

static void free_cell_text(gpointer pointer)
{
	g_free((char *)((struct cell *)pointer)->text);
}

static void add_copy(GArray *cells, const struct cell *cell, guint length)
{
	struct cell copy = *cell;

	copy.text = g_strndup(cell->text, length);
	copy.length = length;
	g_array_append_val(cells, copy);
}

/* What a block says is also known to the blocks after it, by the patterns on the preamble. */
static void add_pair(struct table *table, const struct csv_row *row)
{
	g_autofree char *line = line_text(row);

	mapper_capture(table->mapper, CAPTURE_PREAMBLE, line);
	add_copy(table->keys, &row->cells[0], row->cells[0].length - 1);
	add_copy(table->values, &row->cells[1], row->cells[1].length);
}

static struct csv_row row_of_cells(const GArray *cells)
{
	const struct cell *first = (const struct cell *)(const void *)cells->data;

	return (struct csv_row){.cells = first, .count = cells->len, .offset = cells->len ? first->offset : -1};
}

/* A block that no part wants has only said something for the others. */
static void pairs_end(struct table *table)
{
	struct csv_row keys = row_of_cells(table->keys), values = row_of_cells(table->values);

	if (!keys.count)
		return;
	AUTO(header) header = header_new(&keys, table->mapper->plan->column_origins);
	const struct part *part = part_for(table, header);
	if (part) {
		table_begin(table, g_steal_pointer(&header), part, keys.offset);
		row_inside(table, &values);
		table_end(table);
	}
	g_array_set_size(table->keys, 0);
	g_array_set_size(table->values, 0);
}

static void row_of_pairs(struct table *table, const struct csv_row *row)
{
	g_autofree char *line = NULL;

	if (is_pair(row)) {
		add_pair(table, row);
		return;
	}
	pairs_end(table);
	if (is_lone(row)) {
		line = line_text(row);
		mapper_capture(table->mapper, CAPTURE_TITLE, line);
	} else
		row_between(table, row);
}

/* ---- all rows ---- */

static gboolean visit(const struct csv_row *row, void *user)
{
	struct table *table = user;
	enum split split = table->mapper->plan->split;

	if (is_blank(row)) {
		pairs_end(table);
		if (split != SPLIT_NONE && (split != SPLIT_TABS || row->count > 1 || !row->count))
			table_end(table);
	} else if (split == SPLIT_BLOCK && row->cells[0].text[0] == '#')
		row_of_block(table, row);
	else if (table->header)
		row_inside(table, row);
	else if (split == SPLIT_PAIRS)
		row_of_pairs(table, row);
	else
		row_between(table, row);
	return TRUE;
}

static struct table table_new(struct mapper *mapper)
{
	struct table table = {.mapper = mapper, .held = g_ptr_array_new_with_free_func(held_free),
	                      .keys = g_array_new(FALSE, FALSE, sizeof(struct cell)), .values = g_array_new(FALSE, FALSE, sizeof(struct cell))};

	g_array_set_clear_func(table.keys, free_cell_text);
	g_array_set_clear_func(table.values, free_cell_text);
	return table;
}

static void table_finish(struct table *table, gboolean good)
{
	struct mapper *mapper = table->mapper;

	pairs_end(table);
	table_end(table);
	if (good && !table->any)
		complain(mapper->complaints, SEVERITY_WARNING, (struct place){mapper->reading->source, -1}, "no-header", NULL,
		         "the table's header was not found");
	else if (good && !table->used)
		complain(mapper->complaints, SEVERITY_WARNING, (struct place){mapper->reading->source, -1}, "no-table",
		         "look whether something stands above the header, or in it, that was not there when it was downloaded",
		         "none of its tables is one that is read");
	g_ptr_array_unref(table->held);
	g_array_unref(table->keys);
	g_array_unref(table->values);
}

gboolean table_map(struct mapper *mapper, struct input *input, GError **error)
{
	struct table table = table_new(mapper);
	struct csv_options options = {.delimiter = mapper->plan->delimiter, .blank_rows = TRUE};
	struct dialect dialect = dialect_of_head(input, &options);
	if (mapper->numbers == NUMBER_AUTO)
		mapper->numbers = dialect.numbers;
	mapper->day_order = dialect.day_order;
	guint64 lost = 0;
	gboolean good = csv_read(input, &options, mapper->complaints, visit, &table, &lost, error);

	if (table.header) { /* the lines that an open quote has swallowed are told by their numbers */
		mapper->reading->rows += lost;
		mapper->reading->refused += lost;
	}
	table_finish(&table, good);
	return good;
}

void table_map_sheet(struct mapper *mapper, struct workbook *workbook, guint sheet)
{
	struct table table = table_new(mapper);

	mapper->is_sheet = TRUE;
	sheet_read(workbook, sheet, TRUE, mapper->complaints, visit, &table);
	table_finish(&table, TRUE);
}
