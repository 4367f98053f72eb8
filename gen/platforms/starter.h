/* A first description of a file that nobody knows, guessed from its own rows: for people to correct, not to trust. */
#ifndef PLATFORMS_STARTER_H
#define PLATFORMS_STARTER_H

#include "formats/input.h"

/* The text of a description (inputs/platforms/README.md) that compiles as it stands, with a comment for every column: what
 * its first values look like, and whether it was placed. No value of the file is repeated in it. Consumes the input.
 * `sheet`: of a workbook; NULL: the first with a header. NULL and a complaint when no rows with names are found. Caller frees. */
char *starter_description(struct input *, const char *sheet, struct complaints *);

#endif
