/* A small tree of keys and texts with places: what JSON, XML and YAML are read into, an item at a time. */
#ifndef FORMATS_TREE_H
#define FORMATS_TREE_H

#include "base/auto.h"
#include "base/complaint.h"

enum tree_type { TREE_NULL, TREE_TRUE, TREE_FALSE, TREE_NUMBER, TREE_STRING, TREE_ARRAY, TREE_OBJECT };

struct tree {
	enum tree_type type;
	char *key;  /* NULL in arrays */
	char *text; /* of strings (decoded) and numbers (as written: ids past 2^53 stay whole) */
	struct tree *first, *last, *next;
	struct place at;
};

struct tree *tree_new(enum tree_type, const char *key, const char *text, struct place);
/* The same for a text of `length` bytes (NULL: none) that does not end with NUL. */
struct tree *tree_new_text(enum tree_type, const char *key, const char *text, gsize length, struct place);
void tree_add(struct tree *parent, struct tree *child); /* parent takes over */
void tree_free(struct tree *);
AUTO_DEFINE(tree)

/* The child under a key, or NULL; NULL parent gives NULL. */
const struct tree *tree_get(const struct tree *, const char *key);
/* "a.b.c"; a number picks from an array ("media.0.title"), -1 its last. Keys may hold dots: the longest that fits is meant. */
const struct tree *tree_find(const struct tree *, const char *path);
/* Text of a string or number, "true"/"false" of booleans; NULL of null and containers. */
const char *tree_own_text(const struct tree *);
/* The same of what stands under a path; NULL if it is absent. */
const char *tree_text(const struct tree *, const char *path);
guint tree_count(const struct tree *); /* children */

#endif
