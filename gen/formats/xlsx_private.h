/* What xlsx.c and xlsx_part.c share. */
#ifndef FORMATS_XLSX_PRIVATE_H
#define FORMATS_XLSX_PRIVATE_H

#include <libxml/parser.h>

#include "formats/spreadsheet_private.h"

struct xlsx {
	const guint8 *bytes;
	gsize length;
	gboolean since_1904;
	GArray *looks;    /* struct look, by style */
	GString *strings; /* shared ones, one behind the other */
	GArray *ends;     /* guint32: where each ends */
};

struct attributes {
	const xmlChar **rows; /* five pointers each: name, prefix, namespace, begin and end of the value */
	int count;
};

/* One part being read. `open` and `close` are told of each element; text is collected while `listening`. */
struct part {
	void (*open)(struct part *, const char *name, const struct attributes *);
	void (*close)(struct part *, const char *name);
	struct xlsx *book;
	void *user;
	GString *text;
	gboolean listening;
	guint depth;   /* open elements */
	gboolean done; /* the rest is not wanted */
	char *fault;
	xmlParserCtxtPtr parser;
};

/* The bytes between an attribute's quotes; FALSE when there is none of that name. */
gboolean attribute_find(const struct attributes *, const char *name, const char **value, gsize *length);
/* NULL when there is none. Caller frees. */
char *attribute_text(const struct attributes *, const char *name);
/* `otherwise` when there is none, or it is no number of at most nine digits. */
guint attribute_number(const struct attributes *, const char *name, guint otherwise);
gboolean attribute_is(const struct attributes *, const char *name, const char *wanted);

/* Reads a member of the zip from its beginning. FALSE when there is no such member; what is wrong with it is then in `fault`. */
gboolean part_read(struct part *, const char *member);
/* From within `open` or `close`: the rest is not wanted; `fault` (NULL: none; taken over) says why. */
void part_end(struct part *, char *fault);

/* What a part's ids mean. */
struct relation {
	char *id, *type, *target;
};

/* struct relation *; empty when the member is not there. Caller frees. */
GPtrArray *relations_of(struct xlsx *, const char *member);
/* Types are addresses whose last word tells; a relation without a target is none. */
gboolean relation_type_is(const struct relation *, const char *word);
/* The first of that type; NULL when there is none. */
const struct relation *relation_of_type(const GPtrArray *relations, const char *word);
const struct relation *relation_of_id(const GPtrArray *relations, const char *id);
/* A target as seen from the part that names it. Caller frees. */
char *relation_resolve(const char *from, const char *target);

#endif
