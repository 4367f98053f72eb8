/* What stands in a file that nobody knows: columns, or keys of its items, with their first values. */
#ifndef PLATFORMS_SURVEY_H
#define PLATFORMS_SURVEY_H

#include "formats/input.h"
#include "formats/tree.h"

enum guess { GUESS_EMPTY, GUESS_INSTANT, GUESS_DAY, GUESS_COUNT, GUESS_PERCENT, GUESS_REAL, GUESS_LINK, GUESS_ID, GUESS_TEXT, GUESS_WORD };

struct column {
	char *name, *folded;
	GPtrArray *values;          /* char *: the first that are not missing */
	enum guess guess;           /* starter.c's */
	const char *format, *other; /* of days and instants; other: fits as well */
	gboolean placed;
};

struct survey {
	GPtrArray *columns; /* struct column * */
	GPtrArray *items;   /* struct tree *: of JSON and XML */
	guint documents;
	char *container, *each, *root, *sheet; /* each: NULL in tables; root: of XML; sheet: of a workbook */
	guint sheets;       /* of the workbook */
	char delimiter;     /* of a CSV */
	char *word;         /* starter.c's: the platform's name */
	gboolean comma;     /* … and that numbers have a decimal comma */
};

/* Reads up the input. `sheet`: of a workbook; NULL: the first that has a header. No columns: no rows with names were found. */
struct survey *survey_new(struct input *, const char *sheet, struct complaints *, GError **);
void survey_free(struct survey *);
AUTO_DEFINE(survey)

#endif
