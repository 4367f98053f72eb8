/* Spelling: text as the theme's fonts can show it. A missing glyph is silence for who listens, and breaks PDF/UA. */
#ifndef OUTPUTS_PDF_SPELLING_H
#define OUTPUTS_PDF_SPELLING_H

#include "theme/theme.h"

/* Characters that no font of the theme has become their names ("[flamingo]"), breaks and tabs become blanks, numbers
 * hold to their per cent sign and ranges together. Caller frees. */
char *spelling_printable(const struct theme *, const char *text);

#endif
