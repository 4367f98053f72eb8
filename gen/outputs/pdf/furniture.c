/* Head and foot. */
#include "outputs/pdf/furniture.h"

#include <string.h>

#include "outputs/pdf/setting.h"

static const double mast_height = 18, foot_room = 60, rule_height = 0.75;

static struct setting *line_of(const struct pen *pen, enum role role, enum tint tint)
{
	return setting_new(pen->theme, role, tint, DISCIPLINE_NONE);
}

static struct setting *period_setting(const struct pen *pen)
{
	struct setting *setting = line_of(pen, ROLE_TITLE, TINT_INK);
	setting_add(setting, pen->document->period_words, FACE_LABEL, TINT_COUNT);
	setting_break(setting, pen->sheet->measure / 3, FIT_PLAIN);
	return setting;
}

static struct setting *mast_setting(const struct pen *pen, const char *running)
{
	const struct document *document = pen->document;
	const char *parts[3] = {document->organisation, document->title, running};
	struct setting *setting = line_of(pen, ROLE_TITLE, TINT_INK2);
	for (int i = 0; i < 3; i++) {
		if (!parts[i])
			continue;
		setting_add(setting, setting_is_empty(setting) ? NULL : " · ", FACE_TEXT, TINT_COUNT);
		setting_add(setting, parts[i], i == 0 ? FACE_LABEL : FACE_TEXT, i == 0 ? TINT_INK : TINT_COUNT);
	}
	setting_break(setting, pen->sheet->measure * 2 / 3 - 12, FIT_PLAIN);
	return setting;
}

/* "Data to 31 October" stands out: it is the first thing to know of a figure. */
static struct setting *coverage_setting(const struct pen *pen)
{
	const char *coverage = pen->document->coverage ? pen->document->coverage : "";
	struct setting *setting = line_of(pen, ROLE_NOTE, TINT_INK2);
	gsize head = strcspn(coverage, ",·");
	while (head > 0 && (coverage[head - 1] == ' ' || (coverage[head - 1] & 0x80)))
		head--;
	g_autofree char *first = g_strndup(coverage, head);
	setting_add(setting, first, FACE_LABEL, TINT_INK);
	setting_add(setting, coverage + head, FACE_COUNT, TINT_COUNT);
	setting_break(setting, pen->sheet->measure, FIT_PRETTY);
	return setting;
}

static struct setting *foot_setting(const struct pen *pen)
{
	struct setting *setting = line_of(pen, ROLE_NOTE, TINT_INK3);
	setting_add(setting, pen->document->foot, FACE_COUNT, TINT_COUNT);
	setting_break(setting, pen->sheet->measure - foot_room, FIT_PRETTY);
	return setting;
}

static double rule_top(const struct pen *pen)
{
	AUTO(setting) mast = mast_setting(pen, NULL);
	return pen->sheet->top + mast_height + MAX(0, setting_height(mast) - setting_leading(mast));
}

double furniture_top(const struct pen *pen, gboolean first)
{
	AUTO(setting) coverage = coverage_setting(pen);
	double below = rule_top(pen) + rule_height;
	return first && !setting_is_empty(coverage) ? below + 5 + setting_height(coverage) + 14 : below + 20;
}

double furniture_bottom(const struct pen *pen)
{
	AUTO(setting) foot = foot_setting(pen);
	double height = MAX(setting_height(foot), setting_leading(foot));
	return pen->sheet->height - pen->sheet->bottom - height - 12;
}

/* The title of the whole, in three Spans of one heading. */
static void draw_title(const struct setting *mast, const struct setting *period, struct pen *pen, double period_left)
{
	tag_begin(pen->tagger, "H1", NULL);
	setting_draw(mast, pen, 0, setting_lines(mast), pen->sheet->left, pen->sheet->top, ALIGN_LEFT, TRUE);
	if (!setting_is_empty(period))
		setting_draw(period, pen, 0, 1, period_left, pen->sheet->top, ALIGN_RIGHT, TRUE);
	tag_end(pen->tagger);
}

static void draw_mast(struct pen *pen, const char *running, gboolean first)
{
	AUTO(setting) mast = mast_setting(pen, running);
	AUTO(setting) period = period_setting(pen);
	double period_left = pen->sheet->left + pen->sheet->measure * 2 / 3;
	if (first) {
		draw_title(mast, period, pen, period_left);
	} else {
		setting_draw_furniture(mast, pen, pen->sheet->left, pen->sheet->top, ALIGN_LEFT);
		setting_draw_furniture(period, pen, period_left, pen->sheet->top, ALIGN_RIGHT);
	}
	tag_begin_artifact(pen->tagger);
	pen_stroke(pen, pen->sheet->left, rule_top(pen), pen->sheet->measure, rule_height, DISCIPLINE_NONE, TINT_INK);
	tag_end(pen->tagger);
}

static void draw_coverage(struct pen *pen)
{
	AUTO(setting) coverage = coverage_setting(pen);
	if (!setting_is_empty(coverage))
		setting_draw_tagged(coverage, pen, "P", pen->sheet->left, rule_top(pen) + rule_height + 5, ALIGN_LEFT);
}

static void draw_foot(struct pen *pen, int number, int of, gboolean first)
{
	AUTO(setting) foot = foot_setting(pen);
	AUTO(setting) folio = line_of(pen, ROLE_NOTE, TINT_INK3);
	g_autofree char *words = g_strdup_printf("%d of %d", number, of);
	setting_add(folio, words, FACE_COUNT, TINT_COUNT);
	setting_break(folio, foot_room, FIT_PLAIN);
	double y = furniture_bottom(pen) + 12;
	if (first && !setting_is_empty(foot))
		setting_draw_tagged(foot, pen, "P", pen->sheet->left, y, ALIGN_LEFT);
	else if (!setting_is_empty(foot))
		setting_draw_furniture(foot, pen, pen->sheet->left, y, ALIGN_LEFT);
	setting_draw_furniture(folio, pen, pen->sheet->left + pen->sheet->measure - foot_room, y, ALIGN_RIGHT);
}

void furniture_draw(struct pen *pen, const char *running, int number, int of)
{
	draw_mast(pen, running, number == 1);
	if (number == 1)
		draw_coverage(pen);
	draw_foot(pen, number, of, number == 1);
}
