/* From an atom to the rows that bear it, without hashing: atoms are dense, so a head per atom and a chain through the rows do. */
#ifndef BASE_LOOKUP_H
#define BASE_LOOKUP_H

#include "base/intern.h"

#define NO_ROW G_MAXUINT32

struct lookup {
	guint32 *head; /* atom → row, NO_ROW */
	guint32 *next; /* row → the next row of the same atom, NO_ROW */
	guint32 rows;
};

/* For numbers up to `atoms`; room for `rows` rows, which may grow by lookup_add. */
struct lookup *lookup_new(guint32 atoms, guint32 rows);
void lookup_free(struct lookup *);
AUTO_DEFINE(lookup)
/* Rows of an atom are found latest added first. */
void lookup_add(struct lookup *, atom, guint32 row);

static inline guint32 lookup_first(const struct lookup *lookup, atom key) { return key ? lookup->head[key] : NO_ROW; }
static inline guint32 lookup_next(const struct lookup *lookup, guint32 row) { return lookup->next[row]; }

#endif
