/* The simple kinds: text, tags, item labels, rules. */
#include "outputs/pdf/block.h"

void block_init(struct block *block, const struct block_kind *kind, enum discipline discipline)
{
	block->kind = kind;
	block->discipline = discipline;
}

void block_free(struct block *block)
{
	g_free(block->id);
	g_free(block->entry);
	if (block->kind->free)
		block->kind->free(block);
	g_free(block);
}

guint block_parts(const struct block *block)
{
	return block->kind->parts ? block->kind->parts(block) : 1;
}

double block_height(const struct block *block, guint from, guint to)
{
	return block->kind->height ? block->kind->height(block, from, to) : 0;
}

/* --- text */

struct text_block {
	struct block base;
	const char *tag;
	struct setting *setting;
	enum align align;
};

static guint text_parts(const struct block *block)
{
	return setting_lines(((const struct text_block *)block)->setting);
}

static double text_height(const struct block *block, guint from, guint to)
{
	return (to - from) * setting_leading(((const struct text_block *)block)->setting);
}

static void text_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct text_block *text = (const struct text_block *)block;
	gboolean whole = from == 0 && to == text_parts(block);
	if (from == 0)
		tag_begin(pen->tagger, text->tag, NULL);
	setting_draw(text->setting, pen, from, to, x, y, text->align, !whole);
	if (to == text_parts(block))
		tag_end(pen->tagger);
}

static void text_free(struct block *block)
{
	setting_free(((struct text_block *)block)->setting);
}

static const struct block_kind text_kind = {text_parts, text_height, text_draw, text_free};

struct block *block_text(const char *tag, struct setting *setting, enum align align, enum discipline discipline)
{
	struct text_block *text = g_new0(struct text_block, 1);
	block_init(&text->base, &text_kind, discipline);
	text->base.least = 2;
	text->tag = tag;
	text->setting = setting;
	text->align = align;
	return &text->base;
}

/* --- tags around blocks */

struct tag_block {
	struct block base;
	const char *tag, *numbering;
};

static void open_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct tag_block *tag = (const struct tag_block *)block;
	(void)from, (void)to, (void)x, (void)y;
	tag_begin(pen->tagger, tag->tag, &(struct tag_words){.numbering = tag->numbering});
}

static void close_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	(void)block, (void)from, (void)to, (void)x, (void)y;
	tag_end(pen->tagger);
}

static const struct block_kind open_kind = {.draw = open_draw}, close_kind = {.draw = close_draw};

struct block *block_open(const char *tag, const char *numbering)
{
	struct tag_block *block = g_new0(struct tag_block, 1);
	block_init(&block->base, &open_kind, DISCIPLINE_NONE);
	block->base.opens = TRUE;
	block->tag = tag;
	block->numbering = numbering;
	return &block->base;
}

struct block *block_close(void)
{
	struct block *block = g_new0(struct block, 1);
	block_init(block, &close_kind, DISCIPLINE_NONE);
	block->closes = TRUE;
	return block;
}

/* --- the mark of an item */

struct label_block {
	struct block base;
	struct setting *number; /* NULL: a dot */
	double middle;
};

/* LOOK: marks are drawn, never typed; the reader aloud gets the word. */
static void draw_dot(const struct label_block *label, struct pen *pen, double x, double y)
{
	tag_begin(pen->tagger, "Lbl", &(struct tag_words){.actual = "•"});
	pen_set_tint(pen, label->base.discipline, label->base.discipline ? TINT_MAIN : TINT_INK3);
	cairo_new_path(pen->cairo); /* text leaves its pen down */
	if (label->base.discipline == DISCIPLINE_BROADCAST)
		cairo_rectangle(pen->cairo, x, y + label->middle - 1.3, 2.6, 2.6);
	else
		cairo_arc(pen->cairo, x + 1.4, y + label->middle, 1.4, 0, 2 * G_PI);
	cairo_fill(pen->cairo);
	tag_end(pen->tagger);
}

static void label_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct label_block *label = (const struct label_block *)block;
	(void)from, (void)to;
	if (label->number)
		setting_draw_tagged(label->number, pen, "Lbl", x, y, ALIGN_LEFT);
	else
		draw_dot(label, pen, x, y);
}

static void label_free(struct block *block)
{
	struct label_block *label = (struct label_block *)block;
	g_clear_pointer(&label->number, setting_free);
}

static const struct block_kind label_kind = {.draw = label_draw, .free = label_free};

struct block *block_label(const struct theme *theme, const char *number, enum role role, enum discipline discipline)
{
	struct label_block *label = g_new0(struct label_block, 1);
	block_init(&label->base, &label_kind, discipline);
	label->base.opens = TRUE;
	label->middle = theme->types[MEDIUM_PRINT][role].leading / 2 + 0.4;
	if (number) {
		label->number = setting_new(theme, role, TINT_INK2, discipline);
		setting_add(label->number, number, FACE_COUNT, TINT_COUNT);
		setting_break(label->number, 40, FIT_PLAIN);
	}
	return &label->base;
}

/* --- rules */

struct rule_block {
	struct block base;
	int rule;
	double width, height;
};

static double rule_height(const struct block *block, guint from, guint to)
{
	(void)from, (void)to;
	return ((const struct rule_block *)block)->height;
}

static void rule_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct rule_block *rule = (const struct rule_block *)block;
	(void)from, (void)to;
	tag_begin_artifact(pen->tagger);
	if (rule->rule < 0)
		pen_stroke(pen, x, y, rule->width, 0.5, block->discipline, TINT_RULE);
	else
		pen_rule(pen, (enum rule_kind)rule->rule, block->discipline, x, y, rule->width);
	tag_end(pen->tagger);
}

static const struct block_kind rule_kind = {.height = rule_height, .draw = rule_draw};

struct block *block_rule(const struct theme *theme, int kind, double width, enum discipline discipline)
{
	struct rule_block *rule = g_new0(struct rule_block, 1);
	block_init(&rule->base, &rule_kind, discipline);
	rule->rule = kind;
	rule->width = width;
	rule->height = kind < 0 ? 0.5 : pen_rule_height(theme, (enum rule_kind)kind);
	return &rule->base;
}
