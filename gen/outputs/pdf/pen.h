/* What a block draws with: cairo, the tags, the theme, and where the ids of the document stand. Coordinates are pt from
 * the page's top left; the matrix is never changed while text or links are drawn. */
#ifndef OUTPUTS_PDF_PEN_H
#define OUTPUTS_PDF_PEN_H

#include "model/document.h"
#include "outputs/pdf/sheet.h"
#include "outputs/pdf/tagging.h"

struct spot {
	int page; /* from 1 */
	double x, y;
};

struct pen {
	cairo_t *cairo;
	struct tagger *tagger;
	const struct theme *theme;
	const struct sheet *sheet;
	const struct document *document;
	GHashTable *spots; /* id → struct spot * */
};

void pen_set_tint(const struct pen *, enum discipline, enum tint);
/* A horizontal stroke whose upper edge is `y`. */
void pen_stroke(const struct pen *, double x, double y, double width, double thickness, enum discipline, enum tint);
/* The rule of a discipline, single or double, both of the same outer height: over a head (strong), a row (grey), or
 * under the head of a table. */
enum rule_kind { RULE_HEAD, RULE_ROW, RULE_TABLE };
double pen_rule_height(const struct theme *, enum rule_kind);
void pen_rule(const struct pen *, enum rule_kind, enum discipline, double x, double y, double width);
/* The frame of a box within these edges: single or double. */
void pen_frame(const struct pen *, enum discipline, double x, double y, double width, double height);
/* The sign of a discipline, standing on `baseline`; gives its width with the space behind it. */
double pen_sign(const struct pen *, enum discipline, double x, double baseline);

#endif
