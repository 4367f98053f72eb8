/* Two passes: measure both cells of every row, then put the rows on pages with what height is to spare between them. */
#include "outputs/pdf/spread.h"

#include "outputs/pdf/compose.h"
#include "outputs/pdf/head.h"

static const double gap_least = 8, gap_most = 44, first_gap_most = 26, label_width = 44, label_paper = 3;

/* A row, or as much of it as a page can hold. */
struct row {
	const char *label;
	struct flow *flows[2]; /* NULL: no cell there */
	struct cursor from[2], to[2];
	enum discipline disciplines[2];
	gboolean bare;         /* a box comes first: no rule above */
	double label_height, height;
};

/* --- measuring */

static struct setting *label_setting(const struct pen *pen, const char *label)
{
	struct setting *setting = setting_new(pen->theme, ROLE_SPINE, TINT_INK, DISCIPLINE_NONE);
	setting_add(setting, label, FACE_COUNT, TINT_COUNT);
	setting_break(setting, label_width, FIT_BALANCED);
	return setting;
}

static double label_height(const struct pen *pen, const char *label)
{
	AUTO(setting) setting = label_setting(pen, label);
	return setting_height(setting);
}

static double above_row(const struct pen *pen)
{
	return pen_rule_height(pen->theme, RULE_ROW) + theme_number(pen->theme, "space.rule_to_text") - 1;
}

static int side_of(const struct node *cell, int index)
{
	return cell->discipline == DISCIPLINE_BROADCAST ? 0 : cell->discipline == DISCIPLINE_COMMUNITY ? 1 : MIN(index, 1);
}

static void row_set_cells(struct book *book, struct row *row, const struct node *node, struct tightness tightness)
{
	int index = 0;
	for (const struct node *cell = node->first; cell; cell = cell->next, index++) {
		int side = side_of(cell, index);
		if (!cell->first || row->flows[side])
			continue;
		row->flows[side] = book_keep(book, compose_cell(book_pen(book), cell, row->label ? 3 : 2, tightness));
		row->disciplines[side] = cell->discipline;
		row->bare = row->bare || cell->first->kind == NODE_DECISION;
	}
}

/* As much of the cells from `from` on as `height` holds. */
static void row_take(struct row *row, double height, gboolean force)
{
	double used[2] = {0, 0};
	for (int side = 0; side < 2; side++)
		if (row->flows[side])
			used[side] = flow_take(row->flows[side], row->from[side], height, force, &row->to[side]);
	row->height = MAX(row->label_height, MAX(used[0], used[1]));
}

static gboolean row_is_done(const struct row *row)
{
	for (int side = 0; side < 2; side++)
		if (row->flows[side] && !flow_ends_at(row->flows[side], row->to[side]))
			return FALSE;
	return TRUE;
}

/* A row higher than a page goes on as another row under the same word. */
static void rows_add(GArray *rows, struct row row, double highest)
{
	do {
		row_take(&row, highest, FALSE);
		if (!row_is_done(&row))
			row_take(&row, highest, TRUE);
		g_array_append_val(rows, row);
		row.from[0] = row.to[0];
		row.from[1] = row.to[1];
	} while (!row_is_done(&row));
}

static GArray *rows_measure(struct book *book, const struct node *spread, double highest, struct tightness tightness)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	for (const struct node *node = spread->first; node; node = node->next) {
		struct row row = {.label = node->label};
		if (node->kind != NODE_ROW)
			continue;
		row_set_cells(book, &row, node, tightness);
		row.label_height = node->label ? label_height(book_pen(book), node->label) : 0;
		if (row.flows[0] || row.flows[1])
			rows_add(rows, row, highest);
	}
	return rows;
}

/* --- pages */

/* How many rows from `first` on a page of this height holds; at least one. */
static guint rows_that_fit(const GArray *rows, guint first, double height, double above)
{
	double used = 0;
	guint count = 0;
	for (guint i = first; i < rows->len; i++, count++) {
		used += gap_least + above + g_array_index(rows, struct row, i).height;
		if (used > height && count > 0)
			break;
	}
	return count;
}

static guint pages_needed(const GArray *rows, double first_height, double height, double above)
{
	guint pages = 0;
	for (guint i = 0; i < rows->len; pages++)
		i += rows_that_fit(rows, i, pages == 0 ? first_height : height, above);
	return pages;
}

/* How much lower every page may be without needing one more: then they are about equally full. */
static double even_slack(const GArray *rows, double first_height, double height, double above)
{
	guint pages = pages_needed(rows, first_height, height, above);
	double slack = 0;
	while (pages > 1 && slack + 6 < height / 2 && pages_needed(rows, first_height - slack - 6, height - slack - 6, above) == pages)
		slack += 6;
	return slack;
}

/* Room for rows on the first and on any later page, and what stands above each. */
struct room {
	double first, later, above;
};

static guint pages_with(const GArray *rows, const struct room *room)
{
	return pages_needed(rows, room->first, room->later, room->above);
}

/* Where some points are missing to one page less (Letter is 50 pt lower than A4), charts that can do with less give them,
 * then the notes under charts go. */
static GArray *rows_fitted(struct book *book, const struct node *spread, const struct room *room)
{
	static const struct tightness steps[] = {{1, FALSE}, {0.92, FALSE}, {0.84, FALSE}, {0.92, TRUE}, {0.76, TRUE}, {0.66, TRUE}, {0.58, TRUE}};
	double highest = MIN(room->first, room->later) - gap_least - room->above;
	g_autoptr(GArray) rows = rows_measure(book, spread, highest, steps[0]);
	guint pages = pages_with(rows, room);
	for (guint i = 1; pages > 1 && i < G_N_ELEMENTS(steps); i++) {
		g_autoptr(GArray) tighter = rows_measure(book, spread, highest, steps[i]);
		if (pages_with(tighter, room) < pages)
			return g_steal_pointer(&tighter);
	}
	return g_steal_pointer(&rows);
}

/* --- pieces */

static void draw_wall(const struct piece *piece, struct pen *pen)
{
	pen_stroke(pen, piece->x - pen->sheet->wall / 2, piece->y, pen->sheet->wall, piece->height, DISCIPLINE_NONE, TINT_RULE);
}

static void draw_wall_as_furniture(const struct piece *piece, struct pen *pen)
{
	tag_begin_artifact(pen->tagger);
	draw_wall(piece, pen);
	tag_end(pen->tagger);
}

/* The shared word stands in the wall once, for the left column; for the right one the wall itself is read as the word. */
static void draw_wall_as_heading(const struct piece *piece, struct pen *pen)
{
	tag_begin(pen->tagger, "H3", &(struct tag_words){.actual = piece->words});
	draw_wall(piece, pen);
	tag_end(pen->tagger);
}

static void draw_label(const struct piece *piece, struct pen *pen)
{
	AUTO(setting) label = label_setting(pen, piece->words);
	setting_draw_tagged(label, pen, "H3", piece->middle - label_width / 2, piece->y, ALIGN_CENTRE);
}

static void draw_row_rule(const struct piece *piece, struct pen *pen)
{
	tag_begin_artifact(pen->tagger);
	pen_rule(pen, RULE_ROW, piece->discipline, piece->x, piece->y, piece->width);
	tag_end(pen->tagger);
}

/* --- one page */

struct placing {
	struct book *book;
	const struct sheet *sheet;
	const struct row *rows;
	guint count;
	double top;      /* of the heads */
	double heads;    /* their height */
	double first_gap, gap, above;
};

static double row_top(const struct placing *placing, guint row)
{
	double y = placing->top + placing->heads + placing->first_gap;
	for (guint i = 0; i < row; i++)
		y += placing->rows[i].height + placing->above + placing->gap;
	return y;
}

static double text_top(const struct placing *placing, guint row)
{
	return row_top(placing, row) + placing->above;
}

static double spine_middle(const struct placing *placing)
{
	return placing->sheet->left + placing->sheet->column + placing->sheet->spine / 2;
}

static double spread_end(const struct placing *placing)
{
	return text_top(placing, placing->count - 1) + placing->rows[placing->count - 1].height;
}

/* The wall from below this row's word to the next word; row -1: from the heads to the first word. */
static struct piece wall_piece(const struct placing *placing, int row)
{
	double from = placing->top, to = spread_end(placing);
	if (row >= 0 && placing->rows[row].label)
		from = text_top(placing, (guint)row) + placing->rows[row].label_height + label_paper;
	else if (row >= 0)
		from = row_top(placing, (guint)row);
	if ((guint)(row + 1) < placing->count)
		to = placing->rows[row + 1].label ? text_top(placing, (guint)row + 1) - label_paper : row_top(placing, (guint)row + 1);
	return (struct piece){.x = spine_middle(placing), .y = from, .height = MAX(to - from, 0)};
}

static void place_wall(const struct placing *placing, int row, const char *as_heading)
{
	struct piece piece = wall_piece(placing, row);
	piece.draw = as_heading ? draw_wall_as_heading : draw_wall_as_furniture;
	piece.words = as_heading;
	if (piece.height > 0 || as_heading)
		book_place(placing->book, &piece);
}

static void place_word(const struct placing *placing, guint index, int side)
{
	const struct row *row = &placing->rows[index];
	if (!row->label) {
		if (side == 0 || !row->flows[0])
			place_wall(placing, (int)index, NULL);
		return;
	}
	if (side == 1 && row->flows[0]) {
		place_wall(placing, (int)index, row->label);
		return;
	}
	book_place(placing->book, &(struct piece){.draw = draw_label,
	                                          .words = row->label,
	                                          .middle = spine_middle(placing),
	                                          .y = text_top(placing, index)});
	book_mark(placing->book, row->label, 1, NULL, row_top(placing, index));
	if (side == 1 || !row->flows[1])
		place_wall(placing, (int)index, NULL);
}

static void place_cell(const struct placing *placing, guint index, int side)
{
	const struct row *row = &placing->rows[index];
	double x = sheet_column(placing->sheet, side);
	if (!row->flows[side])
		return;
	if (index > 0 && !row->bare)
		book_place(placing->book, &(struct piece){.draw = draw_row_rule,
		                                          .x = x,
		                                          .y = row_top(placing, index),
		                                          .width = placing->sheet->column,
		                                          .discipline = row->disciplines[side]});
	place_word(placing, index, side);
	book_place_flow(placing->book, row->flows[side], row->from[side], row->to[side], x, text_top(placing, index));
}

/* All of one discipline, then all of the other: so the page is read aloud. */
static void place_side(const struct placing *placing, int side)
{
	enum discipline discipline = side == 0 ? DISCIPLINE_BROADCAST : DISCIPLINE_COMMUNITY;
	book_open_tag(placing->book, "Sect");
	head_place(placing->book, discipline, discipline_name(discipline), discipline_words(discipline),
	           sheet_column(placing->sheet, side), placing->top, placing->sheet->column, FALSE);
	for (guint i = 0; i < placing->count; i++)
		place_cell(placing, i, side);
	book_close_tag(placing->book);
}

static double rows_sum(const struct placing *placing)
{
	double total = 0;
	for (guint i = 0; i < placing->count; i++)
		total += placing->rows[i].height + placing->above;
	return total;
}

static void place_page(struct placing *placing)
{
	double spare = book_bottom(placing->book) - placing->top - placing->heads - rows_sum(placing);
	placing->first_gap = CLAMP(spare / placing->count, 2, first_gap_most);
	placing->gap = placing->count > 1 ? CLAMP((spare - placing->first_gap) / (placing->count - 1), 2, gap_most) : 0;
	place_wall(placing, -1, NULL);
	place_side(placing, 0);
	place_side(placing, 1);
}

void spread_place(struct book *book, const struct node *spread)
{
	const struct pen *pen = book_pen(book);
	double heads = head_height(pen, DISCIPLINE_COMMUNITY, discipline_name(DISCIPLINE_COMMUNITY),
	                           discipline_words(DISCIPLINE_COMMUNITY), pen->sheet->column, FALSE);
	book_add_page(book, NULL);
	double bottom = book_bottom(book);
	struct room room = {bottom - book_top(book) - heads, bottom - pen->sheet->top - 40 - heads, above_row(pen)};
	g_autoptr(GArray) rows = rows_fitted(book, spread, &room);
	double slack = even_slack(rows, room.first, room.later, room.above);
	book_mark(book, spread->title ? spread->title : book_pages(book) > 1 ? "In detail" : "At a glance", 0, spread->id, book_top(book));
	for (guint i = 0, page = 0; i < rows->len; page++) {
		if (page > 0)
			book_add_page(book, NULL);
		guint count = rows_that_fit(rows, i, (page == 0 ? room.first : room.later) - slack, room.above);
		struct placing placing = {book, pen->sheet, &g_array_index(rows, struct row, i), count, book_top(book), heads, 0, 0, room.above};
		place_page(&placing);
		i += count;
	}
}
