/* Which description fits a file: by its content, never by its name alone. */
#ifndef PLATFORMS_RECOGNISE_H
#define PLATFORMS_RECOGNISE_H

#include "formats/input.h"
#include "formats/spreadsheet.h"
#include "platforms/description.h"

struct recognition {
	const struct description *description; /* the most specific that fits; NULL when none does */
	const struct description *rival;       /* fits equally well: nobody knows which it is; else NULL */
	const struct description *near;        /* where none fits: a table that lacks one column of what this one asks for; or NULL */
	const char *lacking;                   /* … that column, folded; the description's own */
	gboolean hollow;                       /* none is told from the others, since the lists in it are empty */
};

/* Every column and key that some description asks for, with who asks: a header's cells vote. Read-only once made. */
struct recogniser;

struct recogniser *recogniser_new(const struct descriptions *);
void recogniser_free(struct recogniser *);
AUTO_DEFINE(recogniser)

/* Looks at the head of the input without consuming it. */
struct recognition recognise(const struct recogniser *, struct input *);
/* One sheet, among the descriptions that take sheets. */
struct recognition recognise_sheet(const struct recogniser *, struct workbook *, guint sheet);

#endif
