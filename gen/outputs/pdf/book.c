/* Pages, outline, places, and the drawing of it all. */
#include "outputs/pdf/book.h"

#include <string.h>

#include <cairo-pdf.h>

#include "outputs/pdf/furniture.h"

struct page {
	GArray *pieces;
	const char *running;
};

struct entry {
	char *words;
	int level, page;
	double y;
};

struct book {
	struct pen *pen;
	GPtrArray *pages, *flows;
	GArray *entries;
};

static void page_free(void *pointer)
{
	struct page *page = pointer;
	g_array_unref(page->pieces);
	g_free(page);
}

static void entry_clear(void *pointer)
{
	g_free(((struct entry *)pointer)->words);
}

static void free_flow(void *flow)
{
	flow_free(flow);
}

struct book *book_new(struct pen *pen)
{
	struct book *book = g_new0(struct book, 1);
	book->pen = pen;
	book->pages = g_ptr_array_new_with_free_func(page_free);
	book->flows = g_ptr_array_new_with_free_func(free_flow);
	book->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
	g_array_set_clear_func(book->entries, entry_clear);
	return book;
}

void book_free(struct book *book)
{
	g_ptr_array_unref(book->pages);
	g_ptr_array_unref(book->flows);
	g_array_unref(book->entries);
	g_free(book);
}

struct pen *book_pen(const struct book *book)
{
	return book->pen;
}

/* --- placing */

void book_add_page(struct book *book, const char *running)
{
	struct page *page = g_new0(struct page, 1);
	page->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	page->running = running;
	g_ptr_array_add(book->pages, page);
}

guint book_pages(const struct book *book)
{
	return book->pages->len;
}

double book_top(const struct book *book)
{
	return furniture_top(book->pen, book->pages->len == 1);
}

double book_bottom(const struct book *book)
{
	return furniture_bottom(book->pen);
}

void book_place(struct book *book, const struct piece *piece)
{
	struct page *page = book->pages->pdata[book->pages->len - 1];
	g_array_append_vals(page->pieces, piece, 1);
}

void book_mark(struct book *book, const char *words, int level, const char *id, double y)
{
	int number = (int)book->pages->len;
	struct entry entry = {g_strdup(words), level, number, y};
	if (words)
		g_array_append_val(book->entries, entry);
	if (!id)
		return;
	struct spot *spot = g_new0(struct spot, 1);
	*spot = (struct spot){number, book->pen->sheet->left, y};
	g_hash_table_insert(book->pen->spots, g_strdup(id), spot);
}

static void found_block(const struct block *block, double x, double y, void *user)
{
	(void)x;
	book_mark(user, block->entry, block->entry_level, block->id, y);
}

static void draw_flow(const struct piece *piece, struct pen *pen)
{
	flow_draw(piece->flow, pen, piece->from, piece->to, piece->x, piece->y);
}

void book_place_flow(struct book *book, const struct flow *flow, struct cursor from, struct cursor to, double x, double y)
{
	book_place(book, &(struct piece){.draw = draw_flow, .flow = flow, .from = from, .to = to, .x = x, .y = y});
	flow_locate(flow, from, to, x, y, found_block, book);
}

static void draw_open_tag(const struct piece *piece, struct pen *pen)
{
	tag_begin(pen->tagger, piece->words, NULL);
}

static void draw_close_tag(const struct piece *piece, struct pen *pen)
{
	(void)piece;
	tag_end(pen->tagger);
}

void book_open_tag(struct book *book, const char *tag)
{
	book_place(book, &(struct piece){.draw = draw_open_tag, .words = tag});
}

void book_close_tag(struct book *book)
{
	book_place(book, &(struct piece){.draw = draw_close_tag});
}

struct flow *book_keep(struct book *book, struct flow *flow)
{
	g_ptr_array_add(book->flows, flow);
	return flow;
}

/* --- drawing */

/* Named places, since cairo 1.16 forgets where a link to a later page leads. In the order of their names: same bytes. */
static void draw_spots(const struct book *book, int page)
{
	g_autoptr(GList) ids = g_list_sort(g_hash_table_get_keys(book->pen->spots), (GCompareFunc)strcmp);
	for (const GList *id = ids; id; id = id->next) {
		const struct spot *spot = g_hash_table_lookup(book->pen->spots, id->data);
		if (spot->page != page)
			continue;
		g_autofree char *where = g_strdup_printf("name='%s' x=%d y=%d", (const char *)id->data, (int)spot->x, (int)spot->y);
		cairo_tag_begin(book->pen->cairo, CAIRO_TAG_DEST, where);
		cairo_tag_end(book->pen->cairo, CAIRO_TAG_DEST);
	}
}

static void draw_page(struct book *book, cairo_surface_t *surface, guint index)
{
	const struct page *page = book->pages->pdata[index];
	g_autofree char *label = g_strdup_printf("%u", index + 1);
	cairo_pdf_surface_set_page_label(surface, label);
	furniture_draw(book->pen, page->running, (int)index + 1, (int)book->pages->len);
	for (guint i = 0; i < page->pieces->len; i++) {
		const struct piece *piece = &g_array_index(page->pieces, struct piece, i);
		piece->draw(piece, book->pen);
	}
	draw_spots(book, (int)index + 1);
	cairo_surface_show_page(surface);
}

/* Every entry hangs under the last one of a lower level. */
static void draw_outline(const struct book *book, cairo_surface_t *surface)
{
	int parents[8] = {CAIRO_PDF_OUTLINE_ROOT};
	for (guint i = 0; i < book->entries->len; i++) {
		const struct entry *entry = &g_array_index(book->entries, struct entry, i);
		int level = CLAMP(entry->level, 0, 6);
		g_autofree char *where =
			g_strdup_printf("page=%d pos=[%d %d]", entry->page, (int)book->pen->sheet->left, MAX(0, (int)entry->y - 12));
		int id = cairo_pdf_surface_add_outline(surface, parents[level], entry->words, where,
		                                       level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
		for (int deeper = level + 1; deeper < 8; deeper++)
			parents[deeper] = id;
	}
}

void book_draw(struct book *book, cairo_surface_t *surface)
{
	tag_begin(book->pen->tagger, "Document", NULL);
	for (guint i = 0; i < book->pages->len; i++)
		draw_page(book, surface, i);
	tag_end(book->pen->tagger);
	draw_outline(book, surface);
}
