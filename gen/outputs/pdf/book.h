/* Book: pages with what stands where, before anything is drawn. Placing comes first, so links, outline and "1 of 9" know
 * their pages; drawing follows in the order of placing, which is the order of reading. */
#ifndef OUTPUTS_PDF_BOOK_H
#define OUTPUTS_PDF_BOOK_H

#include "outputs/pdf/flow.h"

struct book;
struct piece;
typedef void (*piece_draw)(const struct piece *, struct pen *);

/* One thing on a page. Words are borrowed from the document; what a kind does not need stays 0. */
struct piece {
	piece_draw draw;
	double x, y, width, height;
	enum discipline discipline;
	const char *words, *more;
	const struct flow *flow;
	struct cursor from, to;
	double middle; /* of the wall, for a label in it */
	gboolean bare; /* a head without its rule */
};

/* `pen` measures now and draws later; its cairo and tagger may still be missing. */
struct book *book_new(struct pen *);
void book_free(struct book *);
AUTO_DEFINE(book)
struct pen *book_pen(const struct book *);

/* A fresh page; `running` is borrowed, NULL: none. */
void book_add_page(struct book *, const char *running);
guint book_pages(const struct book *);
double book_top(const struct book *); /* of the matter on the last page */
double book_bottom(const struct book *);
/* Onto the last page. */
void book_place(struct book *, const struct piece *);
void book_place_flow(struct book *, const struct flow *, struct cursor from, struct cursor to, double x, double y);
/* A tag around what is placed until the matching close; may run over pages. */
void book_open_tag(struct book *, const char *tag);
void book_close_tag(struct book *);
/* A line of the outline, and a place links may name (either may be NULL), at y on the last page. */
void book_mark(struct book *, const char *entry, int level, const char *id, double y);
/* Flows live as long as the book. */
struct flow *book_keep(struct book *, struct flow *);

/* Writes all pages with their furniture to the pen's surface, which is a PDF surface. */
void book_draw(struct book *, cairo_surface_t *);

#endif
