/* The paths of json_visitor taken apart, and compared step by step on the way down. Private to formats/. */
#ifndef FORMATS_JSON_ROUTE_H
#define FORMATS_JSON_ROUTE_H

#include "formats/tree.h"

enum step_kind { STEP_KEY, STEP_ELEMENT, STEP_ANY };

struct step {
	enum step_kind kind;
	char *key;
};

struct route {
	struct step *steps;
	guint length;
};

struct route route_of(const char *path);
void route_clear(struct route *);
/* Does a value under `key` (NULL in an array) of a parent of this type fit the step at `depth`? FALSE past the end. */
gboolean route_fits(const struct route *, guint depth, enum tree_type parent, const char *key);

#endif
