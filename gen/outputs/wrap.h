/* Plain text for mail: long lines broken, blank lines folded. */
#ifndef OUTPUTS_WRAP_H
#define OUTPUTS_WRAP_H

#include <glib.h>

/* Breaks lines at blanks so that none is longer than `width` columns (wide characters take two); what follows is moved in
 * as far as the line began, and behind a "- " or "12. ". A word longer than that (an address) stays whole. No-break
 * blanks hold. Blanks at line ends go; more than one empty line becomes one. Caller frees. */
char *wrap_text(const char *text, guint width);

#endif
