/* Setting: inline nodes set as lines of type. Text is added in pieces, then broken to a width once; lines stand on the
 * role's leading, whatever faces they mix. A range never breaks; characters that no font of the
 * theme has are spelled out ("[flamingo]"), because a missing glyph is silence for who listens. */
#ifndef OUTPUTS_PDF_SETTING_H
#define OUTPUTS_PDF_SETTING_H

#include "model/document.h"
#include "outputs/pdf/pen.h"

struct setting;

/* `tint`: of text that says nothing else. */
struct setting *setting_new(const struct theme *, enum role, enum tint, enum discipline);
void setting_free(struct setting *);
AUTO_DEFINE(setting)

/* Lets an interval stand on the line below its value, as it must in narrow cells. */
void setting_loosen(struct setting *);
/* FACE_COUNT and TINT_COUNT: the setting's own. NULL text adds nothing. */
void setting_add(struct setting *, const char *text, enum face, enum tint);
/* The inline nodes from `first` on, up to the first block. */
void setting_add_nodes(struct setting *, const struct node *first);
/* Text that goes somewhere as a whole; a url we do not follow is plain text. */
void setting_add_link(struct setting *, const char *text, const char *url, enum face, enum tint);
gboolean setting_is_empty(const struct setting *);

/* How lines are broken: as they come; without a single word on the last line; all about equally long. */
enum fit { FIT_PLAIN, FIT_PRETTY, FIT_BALANCED };
void setting_break(struct setting *, double width, enum fit);
/* Before or after breaking: the width without any break, and the width of its longest word. */
double setting_natural_width(struct setting *);
double setting_word_width(struct setting *);

guint setting_lines(const struct setting *);
double setting_leading(const struct setting *);
double setting_height(const struct setting *);
/* Of the longest line as broken. */
double setting_width(const struct setting *);
/* From the upper edge of a line to its baseline. */
double setting_baseline(const struct setting *);
char *setting_text(const struct setting *); /* caller frees */

/* Draws lines [from, to), the first one's upper edge at y, aligned within the width they were broken to. A tag must be
 * open; `spans` puts the text into Spans of its own, as it must be where the open tag holds other tags too. */
void setting_draw(const struct setting *, struct pen *, guint from, guint to, double x, double y, enum align, gboolean spans);
/* All lines, in a tag of this name. */
void setting_draw_tagged(const struct setting *, struct pen *, const char *tag, double x, double y, enum align);
/* All lines, as furniture. */
void setting_draw_furniture(const struct setting *, struct pen *, double x, double y, enum align);

#endif
