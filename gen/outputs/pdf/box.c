/* Number, decision, empty place. */
#include "outputs/pdf/box.h"

/* --- the number: figure and unit, and beside them what of it */

struct number_block {
	struct block base;
	struct setting *figure, *unit, *words;
	double width, words_left;
	gboolean below; /* the words stand under the figure */
};

static const double number_height = 36, number_baseline = 30.5, number_gap = 11, unit_gap = 5;

static double number_block_height(const struct block *block, guint from, guint to)
{
	const struct number_block *number = (const struct number_block *)block;
	(void)from, (void)to;
	return number_height + (number->below ? setting_height(number->words) : 0);
}

/* The first of the words' lines, so that the last one stands on the figure's baseline. */
static double words_top(const struct number_block *number)
{
	double last = (setting_lines(number->words) - 1) * setting_leading(number->words) + setting_baseline(number->words);
	return number->below ? number_height : number_baseline - last;
}

static void number_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct number_block *number = (const struct number_block *)block;
	double baseline = y + number_baseline;
	(void)from, (void)to;
	tag_begin(pen->tagger, "P", NULL);
	setting_draw(number->figure, pen, 0, 1, x, baseline - setting_baseline(number->figure), ALIGN_LEFT, TRUE);
	if (!setting_is_empty(number->unit))
		setting_draw(number->unit, pen, 0, 1, x + setting_width(number->figure) + unit_gap,
		             baseline - setting_baseline(number->unit), ALIGN_LEFT, TRUE);
	if (!setting_is_empty(number->words))
		setting_draw(number->words, pen, 0, setting_lines(number->words), x + number->words_left, y + words_top(number), ALIGN_LEFT,
		             TRUE);
	tag_end(pen->tagger);
}

static void number_free(struct block *block)
{
	struct number_block *number = (struct number_block *)block;
	setting_free(number->figure);
	setting_free(number->unit);
	setting_free(number->words);
}

static const struct block_kind number_kind = {.height = number_block_height, .draw = number_draw, .free = number_free};

static struct setting *one_line(const struct theme *theme, enum role role, const char *text, double width)
{
	struct setting *setting = setting_new(theme, role, TINT_INK, DISCIPLINE_NONE);
	setting_add(setting, text, FACE_COUNT, TINT_COUNT);
	setting_break(setting, width, FIT_PLAIN);
	return setting;
}

static void number_place_words(struct number_block *number, double width)
{
	double taken = setting_width(number->figure) + number_gap;
	if (!setting_is_empty(number->unit))
		taken += unit_gap + setting_width(number->unit);
	number->words_left = taken;
	setting_break(number->words, MAX(width - taken, 1), FIT_PRETTY);
	number->below = width - taken < 70 || setting_lines(number->words) > 3;
	if (number->below) {
		number->words_left = 0;
		setting_break(number->words, width, FIT_PRETTY);
	}
}

struct block *box_number(const struct theme *theme, const struct node *node, double width, enum discipline discipline)
{
	struct number_block *number = g_new0(struct number_block, 1);
	block_init(&number->base, &number_kind, discipline);
	number->figure = one_line(theme, ROLE_FIGURE, node->title ? node->title : node->text ? node->text : "–", width);
	number->unit = one_line(theme, ROLE_UNIT, node->subtitle, width);
	number->words = setting_new(theme, ROLE_BODY, TINT_INK, discipline);
	setting_add_nodes(number->words, node->first);
	number_place_words(number, width);
	return &number->base;
}

/* --- boxes: a frame around two settings */

struct frame_block {
	struct block base;
	struct setting *title, *words;
	double width, pad_y, pad_x;
	gboolean dotted;
};

static double frame_height(const struct block *block, guint from, guint to)
{
	const struct frame_block *frame = (const struct frame_block *)block;
	(void)from, (void)to;
	return 2 * frame->pad_y + setting_height(frame->title) + setting_height(frame->words);
}

static void dotted_frame(const struct frame_block *frame, const struct pen *pen, double x, double y)
{
	const double dots[2] = {theme_number(pen->theme, "stroke.dot_rule.0"), theme_number(pen->theme, "stroke.dot_rule.1")};
	pen_set_tint(pen, frame->base.discipline, TINT_INK3);
	cairo_save(pen->cairo);
	cairo_set_line_width(pen->cairo, 0.75);
	cairo_set_dash(pen->cairo, dots, 2, 0);
	cairo_rectangle(pen->cairo, x + 0.4, y + 0.4, frame->width - 0.8, frame_height(&frame->base, 0, 1) - 0.8);
	cairo_stroke(pen->cairo);
	cairo_restore(pen->cairo);
}

static void frame_draw(const struct block *block, struct pen *pen, guint from, guint to, double x, double y)
{
	const struct frame_block *frame = (const struct frame_block *)block;
	(void)from, (void)to;
	tag_begin_artifact(pen->tagger);
	if (frame->dotted)
		dotted_frame(frame, pen, x, y);
	else
		pen_frame(pen, block->discipline, x, y, frame->width, frame_height(block, 0, 1));
	tag_end(pen->tagger);
	if (!setting_is_empty(frame->title))
		setting_draw_tagged(frame->title, pen, "P", x + frame->pad_x, y + frame->pad_y, ALIGN_LEFT);
	if (!setting_is_empty(frame->words))
		setting_draw_tagged(frame->words, pen, "P", x + frame->pad_x, y + frame->pad_y + setting_height(frame->title), ALIGN_LEFT);
}

static void frame_free(struct block *block)
{
	struct frame_block *frame = (struct frame_block *)block;
	setting_free(frame->title);
	setting_free(frame->words);
}

static const struct block_kind frame_kind = {.height = frame_height, .draw = frame_draw, .free = frame_free};

static struct frame_block *frame_new(const struct theme *theme, double width, enum discipline discipline)
{
	struct frame_block *frame = g_new0(struct frame_block, 1);
	block_init(&frame->base, &frame_kind, discipline);
	frame->width = width;
	frame->pad_y = theme_number(theme, "space.box_pad.0");
	frame->pad_x = theme_number(theme, "space.box_pad.1");
	return frame;
}

static void frame_break(struct frame_block *frame)
{
	double inner = frame->width - 2 * frame->pad_x;
	setting_break(frame->title, inner, FIT_PRETTY);
	setting_break(frame->words, inner, FIT_PRETTY);
}

struct block *box_decision(const struct theme *theme, const struct node *node, double width, enum discipline discipline)
{
	struct frame_block *frame = frame_new(theme, width, discipline);
	frame->title = setting_new(theme, ROLE_STATEMENT, TINT_INK, discipline);
	setting_add(frame->title, node->title, FACE_STRONG, TINT_COUNT);
	setting_add_nodes(frame->title, node->first);
	frame->words = setting_new(theme, ROLE_TABLE, TINT_INK2, discipline);
	setting_add(frame->words, node->subtitle, FACE_COUNT, TINT_COUNT);
	frame->pad_y += 1;
	frame->pad_x += 1;
	frame_break(frame);
	return &frame->base;
}

struct block *box_empty(const struct theme *theme, const struct node *node, double width, enum discipline discipline)
{
	struct frame_block *frame = frame_new(theme, width, discipline);
	frame->dotted = TRUE;
	frame->title = setting_new(theme, ROLE_BODY, TINT_INK, discipline);
	setting_add(frame->title, node->title, FACE_LABEL, TINT_COUNT);
	frame->words = setting_new(theme, ROLE_TABLE, TINT_INK2, discipline);
	setting_add_nodes(frame->words, node->first);
	frame_break(frame);
	return &frame->base;
}
