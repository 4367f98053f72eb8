/* YAML to plan: the two halves of the compiler. Every mistake is a complaint at its line and column; compiling goes on, so
 * that one run names them all. */
#ifndef PLATFORMS_COMPILE_H
#define PLATFORMS_COMPILE_H

#include "formats/tree.h"
#include "platforms/description.h"
#include "platforms/plan.h"

struct compiler {
	struct complaints *complaints;
	struct description *description;
	struct plan *plan;
	struct part *part; /* being compiled: collects the top keys its values use; or NULL */
	guint level; /* arrays inside the item, where an emit's values stand */
	gboolean in_per_column; /* where values may carry "set" */
	guint mistakes;
};

/* The whole: fills `description` (plan included). FALSE when there was a mistake. */
gboolean description_compile(struct description *, const struct tree *, struct complaints *);

/* compile_value.c */
void compile_mistake(struct compiler *, const struct tree *, const char *hint, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Complains about keys that are not in the NULL-terminated list. FALSE when `tree` is no mapping. */
gboolean compile_keys(struct compiler *, const struct tree *, const char *what, const char *const *known);
/* The text of a scalar child, or NULL; a container there is a mistake. Not owned. */
const char *compile_text(struct compiler *, const struct tree *, const char *key);
gboolean compile_truth(struct compiler *, const struct tree *, const char *key);
/* One text or a list of texts; NULL when the key is not there. char *, owned. */
GPtrArray *compile_texts(struct compiler *, const struct tree *);
GRegex *compile_pattern(struct compiler *, const struct tree *);
guint compile_slot(struct plan *, const char *name);
struct condition *compile_condition(struct compiler *, const struct tree *);
/* field NULL: `standard` is how it is read. */
struct value *compile_value(struct compiler *, const struct tree *, const struct record_field *, enum read_kind standard);

/* Adds the first key of a path, once. */
void compile_top_key(GPtrArray *keys, const char *path);

void condition_free(gpointer);
void value_free(gpointer);

#endif
