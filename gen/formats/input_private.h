/* What input.c and walk.c share. */
#ifndef FORMATS_INPUT_PRIVATE_H
#define FORMATS_INPUT_PRIVATE_H

#include "formats/input.h"
#include "formats/stream.h"

#define PACK_DEPTH 3 /* a zip in a tar in a gz is enough */

/* Where a source's text can be had again. */
struct origin {
	char *disk;               /* NULL: of memory */
	guint steps[PACK_DEPTH];  /* the way into archives, see stream_of_member */
	guint depth;
	void *bytes;
	gsize length;
	char *encoding;
};

struct source *source_new(const char *shown, const char *disk, const guint *steps, guint depth);
/* A source is kept as long as the run. */
void source_keep(struct source *);
/* The same input once more, from its begin; NULL when it is gone. */
struct input *input_again(const struct source *);
/* locate.c: where a line of a source stands, and many at once (base/complaint.h). */
char *source_line_at(const struct source *, gint64 offset, guint *line, guint *column);
void sources_locate(struct located **, guint count, gboolean texts);
struct input *input_over(struct stream *, gboolean owns_stream, struct source *, gint64 stamp);

#endif
