/* YAML to plan: the parts of the compiler. Every mistake is a complaint at its line and column; compiling goes on, so
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
	gboolean in_explain; /* where emits may carry "adds" and "cut" */
	GHashTable *given; /* slots of `$name` that something gives its value */
	GArray *asked; /* struct asked_name: those that are read */
	GPtrArray *spread; /* GRegex *: patterns of per_column, whose groups are names too; not owned */
	guint mistakes;
};

/* A `$name` that is read, and where. */
struct asked_name {
	guint slot;
	const struct tree *at;
};

/* The whole: fills `description` (plan included). FALSE when there was a mistake. */
gboolean description_compile(struct description *, const struct tree *, struct complaints *);

/* compile_read.c */
void compile_mistake(struct compiler *, const struct tree *, const char *hint, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Complains about keys that are not in the NULL-terminated list. FALSE when `tree` is no mapping. */
gboolean compile_keys(struct compiler *, const struct tree *, const char *what, const char *const *known);
/* The text of a scalar child, or NULL; a container there is a mistake. Not owned. */
const char *compile_text(struct compiler *, const struct tree *, const char *key);
gboolean compile_truth(struct compiler *, const struct tree *, const char *key);
/* One text or a list of texts, and of such lists (anchors); NULL when the key is not there. char *, owned. */
GPtrArray *compile_texts(struct compiler *, const struct tree *);
GRegex *compile_pattern(struct compiler *, const struct tree *);
/* The same of a text that stands at `tree`. */
GRegex *compile_pattern_of(struct compiler *, const struct tree *, const char *text, GRegexCompileFlags);
guint compile_slot(struct plan *, const char *name);
/* The slot of a `$name` that is given its value here. */
guint compile_given(struct compiler *, const char *name);
gboolean compile_is_table(const struct compiler *);

/* compile_value.c */
struct condition *compile_condition(struct compiler *, const struct tree *);
/* field NULL: `standard` is how it is read. */
struct value *compile_value(struct compiler *, const struct tree *, const struct record_field *, enum read_kind standard);

/* Adds the first key of a path, once. */
void compile_top_key(GPtrArray *keys, const char *path);

/* compile_file.c. "columns: [A, [B, C]]": A and one of B, C; folded when `fold`, else with `prefix` in front unless they begin with "/". NULL when
 * the key is not there. */
GPtrArray *compile_groups(struct compiler *, const struct tree *, const char *prefix, gboolean fold);
/* All words of the groups; takes them over. NULL of NULL. */
GPtrArray *compile_flattened(GPtrArray *groups);
/* For each of a list (see compile.c): `user` of a rule is the whole description. */
void compile_rule(struct compiler *, const struct tree *, void *user);
void compile_stamp(struct compiler *, const struct tree *, void *user);
void compile_captures(struct compiler *, const struct tree *);

/* compile_fit.c. Mistakes in what compiles and would yet do nothing: keys of another container … */
void compile_fit_file(struct compiler *, const struct tree *description);
void compile_fit_rule(struct compiler *, const struct tree *rule);
void compile_fit_part(struct compiler *, const struct tree *part);
void compile_fit_emit(struct compiler *, const struct tree *emit);
/* … details that the value's kind does not read, and formats that no date has … */
void compile_fit_value(struct compiler *, const struct tree *value, const struct alternative *);
void compile_fit_formats(struct compiler *, const struct tree *formats);
/* … and names that are read and given by nobody. After all else. */
void compile_fit_names(struct compiler *);

/* plan.c */
struct plan *plan_new(void);

/* plan.c: of what the arrays of a plan hold */
void column_setting_free(gpointer);
void column_use_free(gpointer);
void assignment_free(gpointer);
void emit_free(gpointer);
void naming_free(gpointer);
void verdict_free(gpointer);
void origin_free(gpointer);
void test_free(gpointer);
void piece_free(gpointer);
void alternative_free(gpointer);

#endif
