/* The nouns as stable text: what `tidings build --dump records|figures|selections|document` prints and golden cases compare. */
#ifndef MODEL_DUMP_H
#define MODEL_DUMP_H

#include "model/document.h"
#include "model/records.h"

/* One record a block of one line: "post platform=x post_id=20 published_at=2026-10-01T09:00:00Z …", absent fields left out,
 * kinds in the order of records.def, rows in their order; texts in JSON quotes. With `places`, each line ends in "@ path:line". */
void dump_records(const struct records *, gboolean places, GString *out);
/* One such line; `place` as places_locate found it, or NULL. */
void dump_record(const struct records *, enum record_kind, const void *row, const struct located *place, GString *out);
/* A head line "name card discipline shape", then a line a row: keys, then value [lo, hi] n state; changes and notes below. */
void dump_figure(const struct figure *, GString *out);
void dump_selection(const struct selection *, GString *out);
/* The tree, indented, a node a line. */
void dump_document(const struct document *, GString *out);
/* Text as a JSON string, quotes included. */
void dump_quoted(const char *text, GString *out);
/* Shortest decimal that reads back as the same number, "nan" never: caller checks. */
void dump_number(double number, GString *out);

#endif
