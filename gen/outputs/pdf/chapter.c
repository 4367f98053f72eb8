/* Pours a chapter's bands into pages and levels the columns at their end. */
#include "outputs/pdf/chapter.h"

#include "outputs/pdf/compose.h"
#include "outputs/pdf/head.h"

static const double least_room = 72, below_head = 12, between_bands = 16, above_group = 30, below_group = 8, between_chapters = 26, room_to_go_on = 130;

struct pouring {
	struct book *book;
	const struct sheet *sheet;
	const char *running;
	double y;
	gboolean fresh; /* nothing of the chapter's matter stands on this page yet */
};

static void next_page(struct pouring *pouring)
{
	book_add_page(pouring->book, pouring->running);
	pouring->y = book_top(pouring->book);
	pouring->fresh = TRUE;
}

static double room(const struct pouring *pouring)
{
	return book_bottom(pouring->book) - pouring->y;
}

/* Both columns at this height; gives the height used, and where the right one ends. */
static double take_columns(const struct flow *flow, struct cursor from, double height, gboolean force, struct cursor *middle,
                           struct cursor *to)
{
	double left = flow_take(flow, from, height, force, middle);
	double right = middle->block == from.block && middle->part == from.part
	                       ? (*to = *middle, 0)
	                       : flow_take(flow, *middle, height, FALSE, to);
	return MAX(left, right);
}

/* The least height at which both columns hold the rest, so that they end level. */
static double level_columns(const struct flow *flow, struct cursor from, double height)
{
	struct cursor middle, to;
	double low = 0, high = height;
	while (high - low > 1) {
		double half = (low + high) / 2;
		take_columns(flow, from, half, FALSE, &middle, &to);
		if (flow_ends_at(flow, to))
			high = half;
		else
			low = half;
	}
	return high;
}

static void place_columns(struct pouring *pouring, const struct flow *flow, struct cursor *at, double height, gboolean force)
{
	struct cursor middle, to;
	double used = take_columns(flow, *at, height, force, &middle, &to);
	book_place_flow(pouring->book, flow, *at, middle, sheet_column(pouring->sheet, 0), pouring->y);
	if (to.block != middle.block || to.part != middle.part)
		book_place_flow(pouring->book, flow, middle, to, sheet_column(pouring->sheet, 1), pouring->y);
	pouring->y += used;
	pouring->fresh = FALSE;
	*at = to;
}

static gboolean fits_somewhat(const struct pouring *pouring, const struct flow *flow, struct cursor at, gboolean *all)
{
	struct cursor middle, to;
	take_columns(flow, at, room(pouring), FALSE, &middle, &to);
	*all = flow_ends_at(flow, to);
	return to.block != at.block || to.part != at.part;
}

static void pour_columns(struct pouring *pouring, const struct flow *flow)
{
	struct cursor at = {0, 0};
	while (!flow_ends_at(flow, at)) {
		gboolean all, fits = fits_somewhat(pouring, flow, at, &all);
		if ((!fits || (!all && room(pouring) < least_room)) && !pouring->fresh) {
			next_page(pouring);
			continue;
		}
		place_columns(pouring, flow, &at, all ? level_columns(flow, at, room(pouring)) : room(pouring), !fits);
		if (!flow_ends_at(flow, at))
			next_page(pouring);
	}
}

static void pour_wide(struct pouring *pouring, const struct flow *flow)
{
	struct cursor at = {0, 0}, to;
	while (!flow_ends_at(flow, at)) {
		double used = flow_take(flow, at, room(pouring), pouring->fresh, &to);
		if (to.block != at.block || to.part != at.part)
			book_place_flow(pouring->book, flow, at, to, pouring->sheet->left, pouring->y);
		pouring->y += used;
		pouring->fresh = FALSE;
		at = to;
		if (!flow_ends_at(flow, at))
			next_page(pouring);
	}
}

/* All of what a heading stands over fits, but not the beginning of the wide table that it introduces. */
static gboolean is_left_behind_by_table(const struct pouring *pouring, const struct band *words, const struct band *table)
{
	struct pouring after = *pouring;
	if (!table || !table->wide || table->heads)
		return FALSE;
	after.y += level_columns(words->flow, (struct cursor){0, 0}, room(&after)) + between_bands;
	return room(&after) < room_to_go_on;
}

/* A heading, and no room for the beginning of what it stands over. */
static gboolean is_left_behind(const struct pouring *pouring, const struct band *band, const struct band *next, const struct band *table)
{
	struct pouring after = *pouring;
	gboolean all;
	if (!band->heads || !next)
		return FALSE;
	after.y += flow_height(band->flow) + below_group;
	if (next->wide)
		return room(&after) < room_to_go_on;
	if (!fits_somewhat(&after, next->flow, (struct cursor){0, 0}, &all))
		return TRUE;
	return all ? is_left_behind_by_table(&after, next, table) : room(&after) < room_to_go_on;
}

static double space_between(const struct band *before, const struct band *band)
{
	return before->heads ? below_group : band->heads ? above_group : between_bands;
}

static const struct band *band_at(const GPtrArray *bands, guint i)
{
	return i < bands->len ? bands->pdata[i] : NULL;
}

static void pour_bands(struct pouring *pouring, GPtrArray *bands)
{
	for (guint i = 0; i < bands->len; i++) {
		struct band *band = bands->pdata[i];
		if (i > 0 && !pouring->fresh)
			pouring->y += space_between(bands->pdata[i - 1], band);
		if (!pouring->fresh && is_left_behind(pouring, band, band_at(bands, i + 1), band_at(bands, i + 2)))
			next_page(pouring);
		(band->wide ? pour_wide : pour_columns)(pouring, book_keep(pouring->book, g_steal_pointer(&band->flow)));
	}
}

static void place_head(struct pouring *pouring, const struct node *chapter)
{
	const char *name = chapter->title ? chapter->title : discipline_name(chapter->discipline);
	book_mark(pouring->book, name, 0, chapter->id, pouring->y);
	if (!name)
		return;
	/* at the head of a page the furniture's rule is enough for what has no discipline */
	gboolean bare = !chapter->discipline && pouring->y <= book_top(pouring->book);
	double width = pouring->sheet->measure;
	head_place(pouring->book, chapter->discipline, name, chapter->subtitle, pouring->sheet->left, pouring->y, width, bare);
	pouring->y += head_height(book_pen(pouring->book), chapter->discipline, name, chapter->subtitle, width, bare) + below_head;
}

double chapter_place(struct book *book, const struct node *chapter, gboolean goes_on, double y)
{
	const struct pen *pen = book_pen(book);
	g_autoptr(GPtrArray) bands = compose_chapter(pen, chapter, chapter->discipline, chapter->discipline == DISCIPLINE_NONE);
	struct pouring pouring = {book, pen->sheet, chapter->title, y + between_chapters, FALSE};
	if (!goes_on || room(&pouring) < room_to_go_on)
		next_page(&pouring);
	book_open_tag(book, "Sect");
	place_head(&pouring, chapter);
	pour_bands(&pouring, bands);
	book_close_tag(book);
	return pouring.y;
}
