/* A compiled template: a tree of parts. Between mustache.c, which makes it, and mustache_render.c, which runs it. */
#ifndef THEME_MUSTACHE_PARTS_H
#define THEME_MUSTACHE_PARTS_H

#include <glib.h>

enum part_kind {
	PART_TEXT,
	PART_MARGIN,   /* blanks a line begins with: partials and blocks move them */
	PART_NEWLINE,
	PART_VALUE,    /* {{x}} */
	PART_RAW,      /* {{{x}}} {{&x}} */
	PART_SECTION,  /* {{#x}} */
	PART_INVERTED, /* {{^x}} */
	PART_PARTIAL,  /* {{>x}} */
	PART_PARENT,   /* {{<x}} */
	PART_BLOCK,    /* {{$x}} */
	PART_CLOSE,    /* {{/x}}: gone once the tree stands, as are the next two */
	PART_COMMENT,
	PART_DELIMITERS
};

struct part {
	enum part_kind kind;
	gint64 offset;        /* of the tag in the template's text */
	char *text;           /* the literal, or the name */
	gboolean dynamic;     /* {{>*x}}: the name of the partial is the value of x */
	gboolean gone;        /* a tag's line has nothing but the tag: its blanks and line end are not text */
	gboolean alone;       /* such a tag */
	char *indent;         /* before a standalone partial or parent; the depth of a block's text; else NULL */
	struct part *partner; /* the closing tag, or the opening one */
	struct part *first, *last, *next;
};

struct mustache {
	char *name;
	GPtrArray *parts;     /* struct part *, in the order of the text; the tree below links the same parts */
	struct part root;
};

#endif
