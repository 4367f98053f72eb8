/* What every template of a page or mail can use besides its own node: document, colours, sizes, fonts. */
#ifndef OUTPUTS_SHARED_H
#define OUTPUTS_SHARED_H

#include "formats/tree.h"
#include "model/document.h"
#include "theme/theme.h"

/* `document` may be NULL. Caller frees. */
struct tree *shared_fields(const struct theme *, const struct document *, enum medium);

#endif
