/* Measures columns, sets cells, draws rows. */
#include "outputs/pdf/table.h"

#include <string.h>

#include "outputs/pdf/picture.h"

#define GAP 7.0 /* between columns, pt */
#define EN_DASH "\xE2\x80\x93" /* "undefined": too short to span cells */

struct cell {
	struct setting *setting;
	const struct node *spark; /* a small chart instead of words */
	enum align align;
	guint column, span;
	gboolean header;
};

/* A row higher than HIGHEST goes on as further rows, which share its cells and show their later lines. */
#define HIGHEST 240.0
struct row {
	GPtrArray *cells;    /* struct cell * */
	gboolean header;
	double height;
	guint from, to;      /* lines of its cells */
};

struct table_block {
	struct block base;
	const struct theme *theme;
	enum table_size size;
	guint columns, heads; /* rows of the head */
	double *natural, *least, *left, *width;
	GPtrArray *rows; /* struct row *, the head first */
	double total;
};

static void cell_free(void *pointer)
{
	struct cell *cell = pointer;
	g_clear_pointer(&cell->setting, setting_free);
	g_free(cell);
}

static void row_free(void *pointer)
{
	struct row *row = pointer;
	g_ptr_array_unref(row->cells);
	g_free(row);
}

static void table_free(struct block *block)
{
	struct table_block *table = (struct table_block *)block;
	g_ptr_array_unref(table->rows);
	g_free(table->natural);
	g_free(table->least);
	g_free(table->left);
	g_free(table->width);
}

/* --- cells */

static const double spark_width = 48, spark_height = 11;

static double pad(const struct table_block *table)
{
	return table->size == TABLE_FULL ? theme_number(table->theme, "space.cell_pad") : 1;
}

static struct setting *cell_setting(const struct table_block *table, const struct node *node, gboolean head)
{
	enum role role = head || table->size == TABLE_VALUES ? ROLE_NOTE : ROLE_TABLE;
	struct setting *setting = setting_new(table->theme, role, head ? TINT_INK2 : TINT_INK, table->base.discipline);
	setting_loosen(setting);
	if (head) {
		g_autofree char *words = node_plain(node);
		setting_add(setting, words, FACE_LABEL, TINT_COUNT);
	} else {
		setting_add(setting, node->text, FACE_COUNT, TINT_COUNT);
		setting_add_nodes(setting, node->first);
	}
	return setting;
}

static void row_add_cell(struct table_block *table, struct row *row, const struct node *node, guint column)
{
	struct cell *cell = g_new0(struct cell, 1);
	cell->column = column;
	cell->span = MAX(1, (guint)MAX(0, node->span));
	cell->align = node->align;
	cell->header = row->header || node->header;
	if (node->first && node->first->kind == NODE_CHART)
		cell->spark = node->first;
	else
		cell->setting = cell_setting(table, node, row->header);
	g_ptr_array_add(row->cells, cell);
}

/* The words of a cell that says a state and nothing else; NULL. */
static const char *state_said(const struct node *cell)
{
	const struct node *only = cell->first && !cell->first->next ? cell->first : NULL;
	return only && only->kind == NODE_STATE ? only->text ? only->text : only->first ? only->first->text : NULL : NULL;
}

/* LOOK: a state spans the cells it holds for; said once, from the left. */
static gboolean row_spread_state(struct row *row, const struct node *node, const struct node *before)
{
	struct cell *last = row->cells->len ? row->cells->pdata[row->cells->len - 1] : NULL;
	if (!last || !before || !state_said(node) || strcmp(state_said(node), EN_DASH) == 0 || g_strcmp0(state_said(node), state_said(before)) != 0)
		return FALSE;
	last->span += MAX(1, (guint)MAX(0, node->span));
	last->align = ALIGN_LEFT;
	return TRUE;
}

static guint row_width(const struct row *row)
{
	const struct cell *last = row->cells->len ? row->cells->pdata[row->cells->len - 1] : NULL;
	return last ? last->column + last->span : 0;
}

/* A row of head cells is a head, said or not; a single one may be a row's own name. */
static gboolean is_head(const struct node *row)
{
	gboolean all = row->first && row->first->next;
	for (const struct node *cell = row->first; cell; cell = cell->next)
		all = all && cell->header;
	return row->header || all;
}

static void table_add_row(struct table_block *table, const struct node *node)
{
	struct row *row = g_new0(struct row, 1);
	const struct node *before = NULL;
	row->cells = g_ptr_array_new_with_free_func(cell_free);
	row->header = is_head(node) && table->heads == table->rows->len;
	for (const struct node *cell = node->first; cell; before = cell, cell = cell->next)
		if (cell->kind == NODE_TABLE_CELL && !row_spread_state(row, cell, before))
			row_add_cell(table, row, cell, row_width(row));
	table->heads += row->header;
	table->columns = MAX(table->columns, row_width(row));
	g_ptr_array_add(table->rows, row);
}

/* Every row reaches the last column, as the structure of a table must. */
static void row_complete(struct table_block *table, struct row *row)
{
	static const struct node nothing = {.kind = NODE_TABLE_CELL};
	while (row_width(row) < table->columns)
		row_add_cell(table, row, &nothing, row_width(row));
}

/* --- columns */

static double cell_natural(struct cell *cell)
{
	return cell->spark ? spark_width : setting_natural_width(cell->setting) + 0.2;
}

static double cell_least(struct cell *cell)
{
	return cell->spark ? spark_width : setting_word_width(cell->setting) + 0.2;
}

/* Heads count with their longest word only: they may break. */
static void columns_measure(struct table_block *table, gboolean whole_heads)
{
	for (guint c = 0; c < table->columns; c++)
		table->natural[c] = table->least[c] = 0;
	for (guint r = 0; r < table->rows->len; r++) {
		struct row *row = table->rows->pdata[r];
		for (guint i = 0; i < row->cells->len; i++) {
			struct cell *cell = row->cells->pdata[i];
			if (cell->span > 1)
				continue;
			double least = cell_least(cell), natural = row->header && !whole_heads ? least : cell_natural(cell);
			table->natural[cell->column] = MAX(table->natural[cell->column], natural);
			table->least[cell->column] = MAX(table->least[cell->column], least);
		}
	}
}

static double sum(const double *numbers, guint count)
{
	double total = 0;
	for (guint i = 0; i < count; i++)
		total += numbers[i];
	return total;
}

static double gaps(const struct table_block *table)
{
	return table->columns > 1 ? GAP * (table->columns - 1) : 0;
}

/* Room to spare goes before every column but the first, so figures spread evenly under their heads. */
static void columns_widen(struct table_block *table, double spare)
{
	for (guint c = 0; c < table->columns; c++)
		table->width[c] = table->natural[c] + (c > 0 ? spare / (table->columns - 1) : table->columns == 1 ? spare : 0);
}

/* What is missing is taken from the columns by how much they can give. */
static void columns_narrow(struct table_block *table, double room)
{
	double natural = sum(table->natural, table->columns), least = sum(table->least, table->columns);
	double share = natural > least ? (natural - room) / (natural - least) : 1;
	for (guint c = 0; c < table->columns; c++)
		table->width[c] = table->natural[c] - MIN(share, 1) * (table->natural[c] - table->least[c]);
	if (least > room)
		for (guint c = 0; c < table->columns; c++)
			table->width[c] *= room / least;
}

static void columns_place(struct table_block *table)
{
	double left = 0;
	for (guint c = 0; c < table->columns; c++) {
		table->left[c] = left;
		left += table->width[c] + GAP;
	}
}

static void columns_fit(struct table_block *table, double width)
{
	double room = width - gaps(table);
	columns_measure(table, TRUE);
	if (sum(table->natural, table->columns) > room)
		columns_measure(table, FALSE);
	double spare = room - sum(table->natural, table->columns);
	if (spare >= 0)
		columns_widen(table, spare);
	else
		columns_narrow(table, room);
	columns_place(table);
	table->total = width;
}

static double cell_width(const struct table_block *table, const struct cell *cell)
{
	guint last = MIN(cell->column + cell->span, table->columns) - 1;
	return table->left[last] + table->width[last] - table->left[cell->column];
}

/* --- rows */

static guint cell_lines(const struct row *row, const struct cell *cell)
{
	guint lines = cell->setting ? setting_lines(cell->setting) : 0;
	return MIN(row->to, lines) > row->from ? MIN(row->to, lines) - row->from : 0;
}

static double cell_height(const struct row *row, const struct cell *cell)
{
	if (cell->spark)
		return row->from == 0 ? spark_height : 0;
	return cell_lines(row, cell) * setting_leading(cell->setting);
}

static void row_measure(const struct table_block *table, struct row *row)
{
	double highest = 0;
	for (guint i = 0; i < row->cells->len; i++)
		highest = MAX(highest, cell_height(row, row->cells->pdata[i]));
	row->height = highest + 2 * pad(table);
}

static void row_set(const struct table_block *table, struct row *row)
{
	for (guint i = 0; i < row->cells->len; i++) {
		struct cell *cell = row->cells->pdata[i];
		if (cell->setting)
			setting_break(cell->setting, cell_width(table, cell), FIT_PLAIN);
	}
	row->to = G_MAXUINT;
	row_measure(table, row);
}

/* Puts what is too high of the row at `index` into a row of its own after it. */
static void row_divide(struct table_block *table, guint index)
{
	struct row *row = table->rows->pdata[index], *rest = g_new0(struct row, 1);
	double leading = table->theme->types[MEDIUM_PRINT][ROLE_TABLE].leading;
	*rest = *row;
	rest->cells = g_ptr_array_ref(row->cells);
	row->to = rest->from = row->from + (guint)(HIGHEST / leading);
	row_measure(table, row);
	row_measure(table, rest);
	g_ptr_array_insert(table->rows, (int)index + 1, rest);
}

static void rows_set(struct table_block *table)
{
	for (guint r = 0; r < table->rows->len; r++)
		row_set(table, table->rows->pdata[r]);
	for (guint r = table->heads; r < table->rows->len; r++)
		if (((struct row *)table->rows->pdata[r])->height > HIGHEST + 2 * pad(table))
			row_divide(table, r);
}

static double rows_height(const struct table_block *table, guint from, guint to)
{
	double height = 0;
	for (guint r = from; r < to; r++)
		height += ((const struct row *)table->rows->pdata[r])->height;
	return height;
}

static double head_height(const struct table_block *table)
{
	return table->heads ? rows_height(table, 0, table->heads) + pen_rule_height(table->theme, RULE_TABLE) : 0;
}

static guint table_parts(const struct block *block)
{
	const struct table_block *table = (const struct table_block *)block;
	return table->rows->len - table->heads;
}

static double table_height(const struct block *block, guint from, guint to)
{
	const struct table_block *table = (const struct table_block *)block;
	return head_height(table) + rows_height(table, table->heads + from, table->heads + to);
}

/* --- drawing */

static void cell_draw_content(const struct table_block *table, struct pen *pen, const struct row *row, const struct cell *cell,
                              double x, double y)
{
	double upper = y + pad(table), width = cell_width(table, cell);
	if (row->header) /* heads stand on their rule */
		upper = y + row->height - pad(table) - cell_height(row, cell);
	if (cell->spark && row->from == 0)
		picture_draw_spark(pen, cell->spark, table->base.discipline, x + width - spark_width, upper, spark_width, spark_height);
	else if (cell->setting)
		setting_draw(cell->setting, pen, row->from, row->from + cell_lines(row, cell), x, upper, cell->align, FALSE);
}

static void cell_draw(const struct table_block *table, struct pen *pen, const struct row *row, const struct cell *cell, double x,
                      double y)
{
	struct tag_words words = {.columns = (int)cell->span};
	if (cell->header)
		words.scope = row->header ? "Column" : "Row";
	tag_begin(pen->tagger, cell->header ? "TH" : "TD", &words);
	cell_draw_content(table, pen, row, cell, x + table->left[cell->column], y);
	tag_end(pen->tagger);
}

static void row_draw(const struct table_block *table, struct pen *pen, const struct row *row, double x, double y)
{
	tag_begin(pen->tagger, "TR", NULL);
	for (guint i = 0; i < row->cells->len; i++)
		cell_draw(table, pen, row, row->cells->pdata[i], x, y);
	tag_end(pen->tagger);
}

/* The head on a later page is furniture: its words were read with the first one. */
static void row_draw_again(const struct table_block *table, struct pen *pen, const struct row *row, double x, double y)
{
	for (guint i = 0; i < row->cells->len; i++) {
		const struct cell *cell = row->cells->pdata[i];
		double upper = y + row->height - pad(table) - cell_height(row, cell);
		if (cell->setting)
			setting_draw_furniture(cell->setting, pen, x + table->left[cell->column], upper, cell->align);
	}
}

static void hairline(const struct table_block *table, struct pen *pen, double x, double y)
{
	tag_begin_artifact(pen->tagger);
	pen_stroke(pen, x, y, table->total, theme_number(table->theme, "stroke.grid"), table->base.discipline, TINT_GRID);
	tag_end(pen->tagger);
}

/* The head with its rule; gives the y below. */
static double head_draw(const struct table_block *table, struct pen *pen, gboolean again, double x, double y)
{
	if (table->heads == 0)
		return y;
	if (!again)
		tag_begin(pen->tagger, "THead", NULL);
	for (guint r = 0; r < table->heads; r++) {
		const struct row *row = table->rows->pdata[r];
		(again ? row_draw_again : row_draw)(table, pen, row, x, y);
		y += row->height;
	}
	if (!again)
		tag_end(pen->tagger);
	tag_begin_artifact(pen->tagger);
	pen_rule(pen, RULE_TABLE, table->base.discipline, x, y, table->total);
	tag_end(pen->tagger);
	return y + pen_rule_height(table->theme, RULE_TABLE);
}

static void body_draw(const struct table_block *table, struct pen *pen, guint from, guint to, double x, double y)
{
	for (guint r = from; r < to; r++) {
		const struct row *row = table->rows->pdata[table->heads + r];
		if (r > from && table->size == TABLE_FULL)
			hairline(table, pen, x, y);
		row_draw(table, pen, row, x, y);
		y += row->height;
	}
}

static void table_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct table_block *table = (const struct table_block *)block;
	if (from == 0)
		tag_begin(pen->tagger, "Table", NULL);
	y = head_draw(table, pen, from > 0, x, y);
	if (from == 0)
		tag_begin(pen->tagger, "TBody", NULL);
	body_draw(table, pen, from, to, x, y);
	if (to < table_parts(block))
		return;
	tag_end(pen->tagger); /* TBody */
	tag_end(pen->tagger); /* Table */
}

static const struct block_kind table_kind = {table_parts, table_height, table_draw, table_free};

/* --- building */

static struct table_block *table_new(const struct theme *theme, const struct node *node, enum table_size size,
                                     enum discipline discipline)
{
	struct table_block *table = g_new0(struct table_block, 1);
	block_init(&table->base, &table_kind, discipline);
	table->base.least = 2;
	table->theme = theme;
	table->size = size;
	table->rows = g_ptr_array_new_with_free_func(row_free);
	for (const struct node *row = node->first; row; row = row->next)
		if (row->kind == NODE_TABLE_ROW)
			table_add_row(table, row);
	for (guint r = 0; r < table->rows->len; r++)
		row_complete(table, table->rows->pdata[r]);
	table->natural = g_new0(double, table->columns + 1);
	table->least = g_new0(double, table->columns + 1);
	table->left = g_new0(double, table->columns + 1);
	table->width = g_new0(double, table->columns + 1);
	return table;
}

guint table_rows(const struct node *node)
{
	guint rows = 0;
	for (const struct node *row = node->first; row; row = row->next)
		rows += row->kind == NODE_TABLE_ROW && !is_head(row);
	return rows;
}

struct block *table_set(const struct theme *theme, const struct node *node, enum table_size size, double width,
                        enum discipline discipline)
{
	struct table_block *table = table_new(theme, node, size, discipline);
	if (table->columns == 0 || table_parts(&table->base) == 0) {
		block_free(&table->base);
		return NULL;
	}
	columns_fit(table, width);
	rows_set(table);
	return &table->base;
}

static double table_measure(const struct theme *theme, const struct node *node, enum table_size size, gboolean least)
{
	struct table_block *table = table_new(theme, node, size, DISCIPLINE_NONE);
	columns_measure(table, FALSE);
	double width = sum(least ? table->least : table->natural, table->columns) + gaps(table);
	block_free(&table->base);
	return width;
}

double table_natural_width(const struct theme *theme, const struct node *node, enum table_size size)
{
	return table_measure(theme, node, size, FALSE);
}

double table_least_width(const struct theme *theme, const struct node *node, enum table_size size)
{
	return table_measure(theme, node, size, TRUE);
}
