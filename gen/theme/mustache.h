/* Mustache: the whole core of the spec (github.com/mustache/spec), inheritance blocks and dynamic names; lambdas not. {{x}} escapes, {{{x}}}
 * does not. Templates are compiled once and rendered many times. */
#ifndef THEME_MUSTACHE_H
#define THEME_MUSTACHE_H

#include "base/auto.h"
#include "base/complaint.h"
#include "formats/tree.h"

struct mustache;

/* A broken template (unclosed section, bad delimiter) is a complaint with its line and column, and NULL. */
struct mustache *mustache_compile(const char *name, const char *text, struct complaints *);
void mustache_free(struct mustache *);
AUTO_DEFINE(mustache)

/* Gives the template of a partial or parent by name, or NULL (renders as nothing). */
typedef const struct mustache *(*mustache_partial)(const char *name, void *user);

/* Escaping of {{x}}: HTML's five characters; or none, for text. */
enum mustache_escape { ESCAPE_HTML, ESCAPE_NONE };

/* `data` is a tree of objects, arrays, strings, numbers, booleans; false, null, "" and [] are empty sections.
 * `unknown`, when not NULL, gets each name that nothing knew (strict mode). Appends to `out`. */
void mustache_render(const struct mustache *, const struct tree *data, enum mustache_escape, mustache_partial, void *user,
                     GPtrArray *unknown, GString *out);

#endif
