/* Tags of a PDF while it is drawn. cairo writes the structure tree but knows no alternative text, scope, span or
 * artifact; so each tag begun is also noted here, in order, and accessible.h adds the rest to the finished file.
 * Only innermost tags carry content: text beside a link in a paragraph stands in a Span of its own. */
#ifndef OUTPUTS_PDF_TAGGING_H
#define OUTPUTS_PDF_TAGGING_H

#include <cairo.h>
#include <glib.h>

#include "base/auto.h"

/* What an element says beyond its name; NULL and 0: nothing. Strings are copied. */
struct tag_words {
	const char *alternative; /* of a Figure */
	const char *actual;      /* stands for what is drawn */
	const char *scope;       /* "Column" or "Row": of a TH */
	const char *contents;    /* of a link's annotation */
	const char *numbering;   /* "Disc" or "Decimal": of an L */
	int columns;             /* covered by a TH or TD, when more than one */
	cairo_rectangle_t box;   /* of a Figure, pt from the page's top left */
};

struct tagger;

struct tagger *tagger_new(cairo_t *);
void tagger_free(struct tagger *);
AUTO_DEFINE(tagger)

/* `words` may be NULL. */
void tag_begin(struct tagger *, const char *name, const struct tag_words *words);
/* `where` in cairo's notation: "uri='…'" or "page=3 pos=[40 70]", and "rect=[x y w h …]". */
void tag_begin_link(struct tagger *, const char *where, const char *contents);
void tag_end(struct tagger *);
/* Furniture: what a reader aloud passes over. Nothing may be begun within. */
void tag_begin_artifact(struct tagger *);
/* How many tags are open; for checks. */
guint tagger_depth(const struct tagger *);

/* One tag as it was begun. */
struct tag_mark {
	char *name, *alternative, *actual, *scope, *contents, *numbering;
	int columns;
	cairo_rectangle_t box;
};
/* struct tag_mark *, in the order of beginning: the order of the structure tree, depth first. */
const GPtrArray *tagger_marks(const struct tagger *);

/* The name cairo lets pass for an artifact; no element of ours bears it. */
#define TAG_ARTIFACT "Private"

#endif
