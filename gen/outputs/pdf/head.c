/* Rule, sign, name, words. */
#include "outputs/pdf/head.h"

static const double above_name = 6, beside_name = 6.5;

const char *discipline_name(enum discipline discipline)
{
	return discipline == DISCIPLINE_BROADCAST ? "Broadcast" : discipline == DISCIPLINE_COMMUNITY ? "Community" : NULL;
}

const char *discipline_words(enum discipline discipline)
{
	return discipline == DISCIPLINE_BROADCAST   ? "What we said"
	       : discipline == DISCIPLINE_COMMUNITY ? "What people did together"
	                                            : NULL;
}

/* How the words of a head stand. */
struct head {
	struct setting *name, *words;
	double sign, rule;
	gboolean below; /* the words have a line of their own */
};

static struct head head_set(const struct pen *pen, enum discipline discipline, const char *name, const char *words, double width,
                            gboolean bare)
{
	struct head head = {.rule = bare ? -above_name : pen_rule_height(pen->theme, RULE_HEAD)};
	head.sign = discipline == DISCIPLINE_BROADCAST ? 18 : discipline == DISCIPLINE_COMMUNITY ? 22.7 : 0;
	head.name = setting_new(pen->theme, ROLE_SECTION, discipline ? TINT_MAIN : TINT_INK, discipline);
	head.words = setting_new(pen->theme, ROLE_BODY, TINT_INK2, discipline);
	setting_add(head.name, name, FACE_COUNT, TINT_COUNT);
	setting_add(head.words, words, FACE_COUNT, TINT_COUNT);
	setting_break(head.name, width - head.sign, FIT_BALANCED);
	double beside = width - head.sign - setting_width(head.name) - beside_name;
	head.below = setting_lines(head.name) > 1 || setting_natural_width(head.words) > beside;
	setting_break(head.words, head.below ? width : beside, FIT_PRETTY);
	return head;
}

static void head_clear(struct head *head)
{
	setting_free(head->name);
	setting_free(head->words);
}

double head_height(const struct pen *pen, enum discipline discipline, const char *name, const char *words, double width,
                   gboolean bare)
{
	struct head head = head_set(pen, discipline, name, words, width, bare);
	double height = head.rule + above_name + setting_height(head.name) + (head.below ? 2 + setting_height(head.words) : 0);
	head_clear(&head);
	return height;
}

static void draw_words(const struct head *head, struct pen *pen, double x, double y, double baseline)
{
	if (setting_is_empty(head->words))
		return;
	if (head->below)
		setting_draw_tagged(head->words, pen, "P", x, y + setting_height(head->name) + 2, ALIGN_LEFT);
	else
		setting_draw_tagged(head->words, pen, "P", x + head->sign + setting_width(head->name) + beside_name,
		                    baseline - setting_baseline(head->words), ALIGN_LEFT);
}

static void head_draw(const struct piece *piece, struct pen *pen)
{
	struct head head = head_set(pen, piece->discipline, piece->words, piece->more, piece->width, piece->bare);
	double y = piece->y + head.rule + above_name, baseline = y + setting_baseline(head.name);
	tag_begin_artifact(pen->tagger);
	if (!piece->bare)
		pen_rule(pen, RULE_HEAD, piece->discipline, piece->x, piece->y, piece->width);
	pen_sign(pen, piece->discipline, piece->x, baseline);
	tag_end(pen->tagger);
	setting_draw_tagged(head.name, pen, "H2", piece->x + head.sign, y, ALIGN_LEFT);
	draw_words(&head, pen, piece->x, y, baseline);
	head_clear(&head);
}

void head_place(struct book *book, enum discipline discipline, const char *name, const char *words, double x, double y, double width,
                gboolean bare)
{
	book_place(book, &(struct piece){.draw = head_draw,
	                                 .x = x,
	                                 .y = y,
	                                 .width = width,
	                                 .discipline = discipline,
	                                 .words = name,
	                                 .more = words,
	                                 .bare = bare});
}
