/* The theme's font files, found on this machine and put into a fontconfig of their own: nothing else can slip in, the
 * system's cache is never read (17 ms instead of up to a second), and the same files give the same bytes everywhere. */
#ifndef THEME_FONTS_H
#define THEME_FONTS_H

#include "theme/theme.h"

/* Full path of a font file by its name ("Lato-Regular.ttf"): first below `folder` (may be NULL), then below the system's
 * font folders, in sorted order. NULL if it is nowhere. Caller frees. */
char *font_find(const char *folder, const char *file);
/* A font map over theme->font_files and the fallback families of tokens.yaml ("Noto Sans Arabic" is looked for as
 * NotoSansArabic-Regular.ttf and -Bold.ttf); a family that is not installed is a note, other scripts then lack letters.
 * Caller closes. NULL and error when a file is no font. */
PangoFontMap *fonts_open(const struct theme *, struct complaints *, GError **);
/* NULL is passed over. */
void fonts_close(PangoFontMap *);

#endif
