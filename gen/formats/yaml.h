/* YAML by libyaml into a tree; every node keeps its place. Scalars are strings (the reader knows what it wants), an
 * empty plain scalar or ~ is null. Anchors are resolved; duplicate keys and tabs are complaints. */
#ifndef FORMATS_YAML_H
#define FORMATS_YAML_H

#include "formats/input.h"
#include "formats/tree.h"

/* NULL and a complaint with line and column when it is broken. Caller frees. */
struct tree *yaml_parse(struct input *, struct complaints *);

#endif
