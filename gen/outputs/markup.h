/* The one walk over a document that html, mail and text share. Each node is rendered by the theme's template of its kind,
 * children first: a statement by html/statement.mustache, with {{title}} {{id}} {{{children}}} …, so that a theme can
 * override a single block. All texts are escaped by the template engine; only what came out of a template is {{{raw}}}.
 *
 * What every template can use stands in markup_variables. */
#ifndef OUTPUTS_MARKUP_H
#define OUTPUTS_MARKUP_H

#include "base/auto.h"
#include "model/document.h"
#include "theme/mustache.h"
#include "theme/theme.h"

struct markup;

struct markup_settings {
	const struct theme *theme;
	const struct document *document; /* NULL for pages that show no document */
	const char *folder;              /* "html", "mail" or "text" */
	enum medium medium;
	enum mustache_escape escape;
	guint cards;                     /* at most so many cards or items in a section; 0: all */
	/* Adds the picture to the fields of a chart or an image; what it does not add is unknown to the template. */
	void (*picture)(const struct node *, struct tree *fields, void *user);
	void *user;
	struct complaints *complaints;   /* broken templates and names that nothing knows */
};

struct markup *markup_new(const struct markup_settings *);
void markup_free(struct markup *);
AUTO_DEFINE(markup)
/* A node with all that is in it. Caller frees. */
char *markup_node(struct markup *, const struct node *);
/* Any template of the folder ("page") over these fields. Caller frees. */
char *markup_page(struct markup *, const char *name, struct tree *fields);
/* The names that templates know, with their meaning, for `tidings list variables`; ends with a NULL name. A test proves that
 * no other name is used by the default theme. */
struct markup_variable {
	const char *name, *meaning;
};
extern const struct markup_variable markup_variables[];

/* "https:", "http:", "mailto:" and "#…" pass; anything else, or white space and control characters inside, gives FALSE. */
gboolean markup_url_is_safe(const char *url);

#endif
