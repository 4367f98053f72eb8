/* One function a kind of node. */
#include "outputs/pdf/compose.h"

#include <string.h>

#include "outputs/pdf/box.h"
#include "outputs/pdf/picture.h"
#include "outputs/pdf/table.h"

/* Rows of a chart's table that are not divided, and of a longer one how many stay together, at least. */
#define ROWS_TOGETHER 8u
#define ROWS_LEAST 4u
/* Rows whose values are read out with a chart that stands without its table. */
#define VALUES_READ 40u
/* Space below a chart or a table, pt. */
#define BELOW_FIGURE 16.0

struct composer {
	const struct pen *pen;
	GPtrArray *bands;
	enum discipline discipline;
	gboolean in_cell, apparatus, quoted;
	double indent;
	struct tightness tightness;
	int level;          /* of the last heading, in the structure */
	const char *id;     /* waits for the next block */
	double item_before; /* < 0: none waits; space above the first block of an item, else */
	gboolean after_figure; /* what comes next keeps its distance from a chart or table */
};

static const char *const heading_tags[] = {"P", "H1", "H2", "H3", "H4", "H5", "H6"};

static void band_free(void *pointer)
{
	struct band *band = pointer;
	g_clear_pointer(&band->flow, flow_free); /* stolen when it was placed */
	g_free(band);
}

/* --- adding */

static struct band *begin_band(struct composer *composer, gboolean wide)
{
	struct band *band = g_new0(struct band, 1);
	const struct sheet *sheet = composer->pen->sheet;
	band->wide = wide;
	band->flow = flow_new(wide ? sheet->measure : sheet->column);
	g_ptr_array_add(composer->bands, band);
	return band;
}

static struct flow *flow_of(struct composer *composer, gboolean wide)
{
	GPtrArray *bands = composer->bands;
	struct band *last = bands->len ? bands->pdata[bands->len - 1] : NULL;
	return (last && last->wide == wide && !last->heads ? last : begin_band(composer, wide))->flow;
}

static double width_in(const struct composer *composer, gboolean wide)
{
	return (wide ? composer->pen->sheet->measure : composer->pen->sheet->column) - composer->indent;
}

static struct block *add(struct composer *composer, struct block *block, double before, gboolean wide)
{
	if (!block)
		return NULL;
	block->before = composer->item_before >= 0 ? composer->item_before : composer->after_figure ? MAX(before, BELOW_FIGURE) : before;
	composer->item_before = -1;
	composer->after_figure = FALSE;
	block->indent = composer->indent;
	block->quoted = composer->quoted;
	block->id = g_strdup(composer->id);
	composer->id = NULL;
	return flow_add(flow_of(composer, wide), block);
}

/* Marks have no place of their own; ids and spaces wait for what follows. */
static void add_mark(struct composer *composer, struct block *mark)
{
	flow_add(flow_of(composer, FALSE), mark);
}

static struct setting *setting_in(const struct composer *composer, enum role role, enum tint tint)
{
	return setting_new(composer->pen->theme, role, tint, composer->discipline);
}

/* Takes over the setting; NULL when it is empty. */
static struct block *add_text(struct composer *composer, const char *tag, struct setting *setting, enum fit fit, double before,
                              gboolean wide)
{
	if (setting_is_empty(setting)) {
		setting_free(setting);
		return NULL;
	}
	setting_break(setting, width_in(composer, wide), fit);
	return add(composer, block_text(tag, setting, ALIGN_LEFT, composer->discipline), before, wide);
}

static void keep(struct block *block)
{
	if (block)
		block->keep = TRUE;
}

static const char *heading_tag(struct composer *composer, int wanted)
{
	composer->level = CLAMP(wanted, 1, MIN(composer->level + 1, 6));
	return heading_tags[composer->level];
}

static enum role text_role(const struct composer *composer)
{
	return composer->apparatus ? ROLE_NOTE : ROLE_BODY;
}

static enum tint text_tint(const struct composer *composer)
{
	return composer->apparatus ? TINT_INK2 : TINT_INK;
}

static const struct node *node_before(const struct node *node)
{
	const struct node *before = node->parent ? node->parent->first : NULL;
	while (before && before->next != node)
		before = before->next;
	return before;
}

/* --- prose */

static void compose_children(struct composer *, const struct node *);

/* A line or two between a heading and what it is about must not be left behind with the heading. */
static gboolean introduces(const struct node *node)
{
	const struct node *before = node_before(node), *next = node->next;
	return before && before->kind == NODE_HEADING && next && next->kind != NODE_HEADING && next->kind != NODE_PARAGRAPH;
}

static void compose_paragraph(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, text_role(composer), text_tint(composer));
	setting_add(setting, node->text, FACE_COUNT, TINT_COUNT);
	setting_add_nodes(setting, node->first);
	struct block *block = add_text(composer, "P", setting, FIT_PRETTY, composer->apparatus ? 3 : 6, FALSE);
	if (block && block_parts(block) <= 2 && introduces(node))
		keep(block);
}

/* Inline nodes that stand among blocks are a paragraph; gives the last of them. */
static const struct node *compose_loose(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, text_role(composer), text_tint(composer));
	setting_add_nodes(setting, node);
	add_text(composer, "P", setting, FIT_PRETTY, composer->apparatus ? 3 : 6, FALSE);
	while (node->next && node_is_inline(node->next->kind))
		node = node->next;
	return node;
}

static gboolean is_wide(const struct composer *composer, const struct node *node)
{
	if (!node || node->kind != NODE_TABLE || composer->in_cell || composer->indent > 0)
		return FALSE;
	return table_natural_width(composer->pen->theme, node, TABLE_FULL) > composer->pen->sheet->column;
}

/* A heading right before another one, or before notes, stands over several topics: across both columns, and larger. */
static gboolean is_group(const struct composer *composer, const struct node *node)
{
	enum node_kind next = node->next ? node->next->kind : NODE_TEXT;
	return (next == NODE_HEADING || next == NODE_NOTE) && !composer->in_cell && !composer->apparatus;
}

static enum role heading_role(const struct composer *composer, int level)
{
	return level <= 3 ? composer->apparatus ? ROLE_STATEMENT : ROLE_TITLE : composer->apparatus ? ROLE_NOTE : ROLE_STATEMENT;
}

static void enter(const struct composer *composer, struct block *block, int level, char **words)
{
	if (!block || composer->in_cell)
		return;
	block->entry = g_steal_pointer(words);
	block->entry_level = level;
}

static void compose_group_heading(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, ROLE_HEADLINE, composer->discipline ? TINT_MAIN : TINT_INK);
	g_autofree char *words = node_plain(node);
	setting_add(setting, words, FACE_COUNT, TINT_COUNT);
	struct band *band = begin_band(composer, TRUE);
	enter(composer, add_text(composer, heading_tag(composer, node->level + 1), setting, FIT_BALANCED, 0, TRUE), 1, &words);
	band->heads = TRUE;
}

static void compose_heading(struct composer *composer, const struct node *node)
{
	if (is_group(composer, node)) {
		compose_group_heading(composer, node);
		return;
	}
	gboolean wide = is_wide(composer, node->next), topic = node->level <= 3, ruled = topic && !composer->in_cell;
	if (ruled)
		keep(add(composer, block_rule(composer->pen->theme, RULE_ROW, width_in(composer, wide), composer->discipline), 18, wide));
	struct setting *setting = setting_in(composer, heading_role(composer, node->level), TINT_INK);
	g_autofree char *words = node->first ? node_plain(node) : g_strdup(node->title ? node->title : node->text);
	setting_add(setting, words, topic ? FACE_STRONG : FACE_LABEL, TINT_COUNT);
	struct block *block =
		add_text(composer, heading_tag(composer, node->level + 1), setting, FIT_BALANCED, ruled ? 5 : 10, wide);
	keep(block);
	if (topic)
		enter(composer, block, node->level - 1, &words);
}

static void compose_item(struct composer *composer, const struct node *node, const char *number)
{
	double indent = number ? 14 : 9;
	const struct theme *theme = composer->pen->theme;
	add_mark(composer, block_open("LI", NULL));
	struct block *label = block_label(theme, number, text_role(composer), composer->discipline);
	label->before = (composer->apparatus ? 1.5 : 3) * (node == node->parent->first ? 2 : 1);
	label->indent = composer->indent;
	add_mark(composer, label);
	add_mark(composer, block_open("LBody", NULL));
	composer->indent += indent;
	composer->item_before = 0;
	compose_children(composer, node);
	composer->item_before = -1;
	composer->indent -= indent;
	add_mark(composer, block_close());
	add_mark(composer, block_close());
}

static void compose_list(struct composer *composer, const struct node *node)
{
	int count = 0;
	composer->item_before = -1;
	add_mark(composer, block_open("L", node->level == 1 ? "Decimal" : "Disc"));
	for (const struct node *item = node->first; item; item = item->next) {
		g_autofree char *number = node->level == 1 ? g_strdup_printf("%d.", ++count) : NULL;
		compose_item(composer, item, number);
	}
	add_mark(composer, block_close());
}

static void compose_quote(struct composer *composer, const struct node *node)
{
	gboolean outer = composer->quoted;
	add_mark(composer, block_open("BlockQuote", NULL));
	composer->indent += 9;
	composer->quoted = TRUE;
	compose_children(composer, node);
	composer->quoted = outer;
	composer->indent -= 9;
	add_mark(composer, block_close());
}

static struct setting *headline_in(const struct composer *composer, const struct node *node, enum role role)
{
	struct setting *setting = setting_in(composer, role, TINT_INK);
	g_autofree char *words = node->first ? node_plain(node) : g_strdup(node->text);
	setting_add(setting, words, FACE_LABEL, TINT_COUNT);
	setting_break(setting, width_in(composer, FALSE), FIT_PLAIN);
	return setting;
}

/* LOOK: three lines at most; a longer one is set smaller rather than pushing the page over. */
static void compose_headline(struct composer *composer, const struct node *node)
{
	struct setting *setting = headline_in(composer, node, ROLE_HEADLINE);
	if (setting_lines(setting) > 3) {
		setting_free(setting);
		setting = headline_in(composer, node, ROLE_SECTION);
	}
	add_text(composer, "P", setting, FIT_BALANCED, 6, FALSE);
}

static void compose_statement(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, ROLE_STATEMENT, TINT_INK);
	setting_add(setting, node->text, FACE_COUNT, TINT_COUNT);
	setting_add_nodes(setting, node->first);
	struct block *block = add_text(composer, "P", setting, FIT_PRETTY, 8, FALSE);
	if (node->next && node->next->kind == NODE_CHART)
		keep(block);
}

/* --- charts and tables */

static void append_row(GString *out, const struct node *row)
{
	int index = 0;
	for (const struct node *cell = row->first; cell; cell = cell->next) {
		g_autofree char *words = node_plain(cell);
		if (cell->first && cell->first->kind == NODE_CHART)
			continue;
		g_string_append_printf(out, "%s%s", index == 0 ? "" : index == 1 ? ": " : ", ", words);
		index++;
	}
}

/* The rows of a table as one sentence; NULL when there are too many to listen to. */
static char *values_of(const struct node *table)
{
	if (!table || table_rows(table) > VALUES_READ)
		return NULL;
	GString *out = g_string_new("Values.");
	for (const struct node *row = table->first; row; row = row->next) {
		g_string_append(out, row == table->first ? " " : "; ");
		append_row(out, row);
	}
	g_string_append_c(out, '.');
	return g_string_free(out, FALSE);
}

static const struct node *table_of(const struct node *chart)
{
	for (const struct node *child = chart->first; child; child = child->next)
		if (child->kind == NODE_TABLE)
			return child;
	return NULL;
}

static const char *joint(const char *title, const char *subtitle)
{
	if (!title || !subtitle)
		return NULL;
	return g_unichar_isupper(g_utf8_get_char(subtitle)) ? ". " : ", ";
}

/* Under a statement the title only names the subject: one small line with the subtitle. */
static void compose_short_title(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, ROLE_NOTE, TINT_INK2);
	setting_add(setting, node->title, FACE_LABEL, TINT_INK);
	setting_add(setting, joint(node->title, node->subtitle), FACE_COUNT, TINT_COUNT);
	setting_add(setting, node->subtitle, FACE_COUNT, TINT_COUNT);
	keep(add_text(composer, heading_tag(composer, composer->level + 1), setting, FIT_PRETTY, 3, FALSE));
}

static void compose_title(struct composer *composer, const struct node *node, gboolean wide)
{
	struct setting *title = setting_in(composer, composer->apparatus ? ROLE_STATEMENT : ROLE_TITLE, TINT_INK);
	struct setting *subtitle = setting_in(composer, ROLE_NOTE, TINT_INK2);
	setting_add(title, node->title, FACE_STRONG, TINT_COUNT);
	setting_add(subtitle, node->subtitle, FACE_COUNT, TINT_COUNT);
	keep(add_text(composer, heading_tag(composer, composer->level + 1), title, FIT_BALANCED, 14, wide));
	keep(add_text(composer, "P", subtitle, FIT_PRETTY, theme_number(composer->pen->theme, "space.title_to_sub"), wide));
}

static gboolean follows_finding(const struct node *node)
{
	const struct node *before = node_before(node);
	return before && (before->kind == NODE_STATEMENT || before->kind == NODE_NUMBER);
}

static void compose_note_line(struct composer *composer, const char *note, double before, gboolean wide)
{
	struct setting *setting = setting_in(composer, ROLE_NOTE, TINT_INK2);
	setting_add(setting, note, FACE_COUNT, TINT_COUNT);
	add_text(composer, "P", setting, FIT_PRETTY, before, wide);
}

/* The table may go to the next column without its chart, since its head says what it holds; units of both leave holes. */
static void compose_values(struct composer *composer, const struct node *table)
{
	const struct theme *theme = composer->pen->theme;
	gboolean wide = !composer->in_cell && composer->indent <= 0 &&
	                table_least_width(theme, table, TABLE_VALUES) > composer->pen->sheet->column;
	gboolean few = table_rows(table) <= ROWS_TOGETHER;
	struct block *block = table_set(theme, table, TABLE_VALUES, width_in(composer, wide), composer->discipline);
	if (block)
		block->least = few ? 0 : ROWS_LEAST;
	add(composer, block, 6, wide);
}

/* The title's level is forgotten afterwards: the next chart's title is a sibling, not a child. */
static void compose_chart(struct composer *composer, const struct node *node)
{
	int level = composer->level;
	const struct node *table = table_of(node);
	g_autofree char *values = values_of(table);
	struct block *chart = picture_chart(composer->pen, node, values, composer->pen->sheet->column, composer->tightness.share,
	                                    composer->discipline);
	if (composer->in_cell && follows_finding(node))
		compose_short_title(composer, node);
	else
		compose_title(composer, node, FALSE);
	add(composer, chart, theme_number(composer->pen->theme, "space.sub_to_chart"), FALSE);
	if (node->note && !composer->tightness.without_notes)
		keep(chart);
	if (!composer->tightness.without_notes)
		compose_note_line(composer, node->note, 4, FALSE);
	/* On paper the picture and its alternative text hold the values; the table is folded under the chart on the page and
	 * stands in data/ (LOOK §5). */
	if (table && !chart)
		compose_values(composer, table);
	composer->level = level;
	composer->after_figure = TRUE;
}

static void compose_table(struct composer *composer, const struct node *node)
{
	int level = composer->level;
	gboolean wide = is_wide(composer, node);
	compose_title(composer, node, wide);
	add(composer, table_set(composer->pen->theme, node, TABLE_FULL, width_in(composer, wide), composer->discipline), 4, wide);
	compose_note_line(composer, node->note, 4, wide);
	composer->level = level;
	composer->after_figure = TRUE;
}

/* --- boxes, notes, cards */

static void compose_box(struct composer *composer, const struct node *node)
{
	const struct theme *theme = composer->pen->theme;
	double width = width_in(composer, FALSE);
	if (node->kind == NODE_NUMBER)
		add(composer, box_number(theme, node, width, composer->discipline), 10, FALSE);
	else if (node->kind == NODE_DECISION)
		add(composer, box_decision(theme, node, width, composer->discipline), 12, FALSE);
	else
		add(composer, box_empty(theme, node, width, composer->discipline), 10, FALSE);
}

static void add_note(struct setting *setting, const struct node *node)
{
	setting_add(setting, node->label, FACE_LABEL, TINT_INK);
	setting_add(setting, node->label ? " " : NULL, FACE_COUNT, TINT_COUNT);
	setting_add(setting, node->title, FACE_COUNT, TINT_COUNT);
	setting_add_nodes(setting, node->first);
}

/* In a cell the notes that follow one another run on as one paragraph; gives the last of them. */
static const struct node *compose_notes(struct composer *composer, const struct node *node)
{
	struct setting *setting = setting_in(composer, ROLE_NOTE, TINT_INK2);
	add_note(setting, node);
	while (composer->in_cell && node->next && node->next->kind == NODE_NOTE) {
		node = node->next;
		setting_add(setting, " ", FACE_COUNT, TINT_COUNT);
		add_note(setting, node);
	}
	add_text(composer, "P", setting, FIT_PRETTY, composer->in_cell ? 6 : 4, FALSE);
	return node;
}

static void compose_card(struct composer *composer, const struct node *node)
{
	struct setting *title = setting_in(composer, text_role(composer), TINT_INK);
	struct setting *reason = setting_in(composer, ROLE_NOTE, TINT_INK2);
	const char *words = node->title ? node->title : node->url;
	if (node->url)
		setting_add_link(title, words, node->url, FACE_LABEL, TINT_COUNT);
	else
		setting_add(title, words, FACE_LABEL, TINT_COUNT);
	setting_add(reason, node->subtitle, FACE_COUNT, TINT_COUNT);
	keep(add_text(composer, "P", title, FIT_PRETTY, 8, FALSE));
	struct block *block = add_text(composer, "P", reason, FIT_PRETTY, 0, FALSE);
	if (node->first)
		keep(block);
	compose_children(composer, node);
}

static void compose_image(struct composer *composer, const struct node *node)
{
	struct block *image = picture_image(node, width_in(composer, FALSE), composer->discipline);
	if (image)
		add(composer, image, 8, FALSE);
	else
		compose_note_line(composer, node->alt, 6, FALSE);
}

/* --- what holds others */

/* A label, a row or a chapter within a chapter: its words as a heading, then what it holds. */
static void compose_group(struct composer *composer, const struct node *node)
{
	enum discipline outer = composer->discipline;
	int level = composer->level;
	const char *words = node->label ? node->label : node->title;
	if (node->discipline)
		composer->discipline = node->discipline;
	if (words) {
		struct setting *setting = setting_in(composer, ROLE_STATEMENT, TINT_INK);
		setting_add(setting, words, FACE_LABEL, TINT_COUNT);
		keep(add_text(composer, heading_tag(composer, level + 1), setting, FIT_BALANCED, 12, FALSE));
	}
	compose_children(composer, node);
	composer->discipline = outer;
	composer->level = level;
}

/* Gives the last node it has used up. */
static const struct node *compose_node(struct composer *composer, const struct node *node)
{
	if (node->id)
		composer->id = node->id;
	switch (node->kind) {
	case NODE_HEADING: compose_heading(composer, node); break;
	case NODE_PARAGRAPH: compose_paragraph(composer, node); break;
	case NODE_LIST: compose_list(composer, node); break;
	case NODE_QUOTE: compose_quote(composer, node); break;
	case NODE_RULE: add(composer, block_rule(composer->pen->theme, -1, width_in(composer, FALSE), composer->discipline), 9, FALSE); break;
	case NODE_IMAGE: compose_image(composer, node); break;
	case NODE_HEADLINE: compose_headline(composer, node); break;
	case NODE_STATEMENT: compose_statement(composer, node); break;
	case NODE_CHART: compose_chart(composer, node); break;
	case NODE_TABLE: compose_table(composer, node); break;
	case NODE_NUMBER:
	case NODE_DECISION:
	case NODE_EMPTY: compose_box(composer, node); break;
	case NODE_NOTE: return compose_notes(composer, node);
	case NODE_CARD: compose_card(composer, node); break;
	default:
		if (node_is_inline(node->kind))
			return compose_loose(composer, node);
		compose_group(composer, node);
	}
	return node;
}

static void compose_children(struct composer *composer, const struct node *parent)
{
	for (const struct node *node = parent->first; node; node = node->next)
		node = compose_node(composer, node);
}

/* A block that must stay with one that never came would hold up the column for nothing. */
static void flow_release_last(struct flow *flow)
{
	for (guint i = flow->blocks->len; i-- > 0;) {
		struct block *block = flow->blocks->pdata[i];
		if (block->opens || block->closes)
			continue;
		block->keep = FALSE;
		return;
	}
}

struct flow *compose_cell(const struct pen *pen, const struct node *cell, int level, struct tightness tightness)
{
	g_autoptr(GPtrArray) bands = g_ptr_array_new();
	struct composer composer = {.pen = pen, .bands = bands, .discipline = cell->discipline, .in_cell = TRUE, .level = level,
	                            .tightness = tightness, .item_before = -1};
	struct flow *flow = flow_of(&composer, FALSE);
	compose_children(&composer, cell);
	flow_release_last(flow);
	g_free(bands->pdata[0]);
	return flow;
}

GPtrArray *compose_chapter(const struct pen *pen, const struct node *parent, enum discipline discipline, gboolean apparatus)
{
	GPtrArray *bands = g_ptr_array_new_with_free_func(band_free);
	struct composer composer = {.pen = pen, .bands = bands, .discipline = discipline, .apparatus = apparatus, .level = 2,
	                            .tightness = {.share = 1}, .item_before = -1};
	compose_children(&composer, parent);
	for (guint i = 0; i < bands->len; i++)
		flow_release_last(((struct band *)bands->pdata[i])->flow);
	return bands;
}
