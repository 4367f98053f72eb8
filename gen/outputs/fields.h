/* The data of a template: an object of texts, flags and lists. The names stand in markup_variables; a name that is not set is an
 * unknown name to the template engine, so optional texts are set to NULL, which is an empty section. */
#ifndef OUTPUTS_FIELDS_H
#define OUTPUTS_FIELDS_H

#include "formats/tree.h"

struct tree *fields_new(void);
void fields_text(struct tree *fields, const char *name, const char *text);
void fields_flag(struct tree *fields, const char *name, gboolean flag);
void fields_number(struct tree *fields, const char *name, gint64 number);
/* An empty object or list under a name; the parent owns it. */
struct tree *fields_object(struct tree *fields, const char *name);
struct tree *fields_list(struct tree *fields, const char *name);
/* An empty object at the end of a list. */
struct tree *fields_item(struct tree *list);

#endif
