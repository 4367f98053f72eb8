/* Strings to dense numbers and back: 0 is "absent", 1 the first string that came. One pool a job, not thread-safe;
 * pools are joined by intern_join, which says what each number became. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <glib.h>

#include "base/auto.h"

typedef guint32 atom; /* an interned string; 0 = absent */

struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *);
AUTO_DEFINE(intern)

/* length -1: up to NUL. The empty string is absent: 0. */
atom intern_add(struct intern *, const char *text, gssize length);
/* 0 when it was never added. */
atom intern_find(const struct intern *, const char *text, gssize length);
/* NULL for 0. Lives as long as the pool. */
const char *intern_text(const struct intern *, atom);
guint32 intern_count(const struct intern *);
/* Adds all of `from`; result[a] is the number here of `from`'s a (result[0] = 0). Caller frees. */
atom *intern_join(struct intern *into, const struct intern *from);

/* Texts that are kept for quoting or counting, not for comparing: an append-only store with 64-bit handles, 0 = none.
 * Chunks of 1 MiB; longer texts are cut at a character boundary. Beyond `spill_after` bytes (0: never) chunks move to
 * an unlinked temporary file and are mapped back when read, so memory does not grow with what people wrote. */
typedef guint64 text_ref;

struct texts;

struct texts *texts_new(gsize spill_after);
void texts_free(struct texts *);
AUTO_DEFINE(texts)
text_ref texts_add(struct texts *, const char *text, gssize length);
/* Lets go of all texts; no handle is good any more. */
void texts_empty(struct texts *);
/* NULL for 0; NUL-terminated; lives as long as the store. */
const char *texts_get(const struct texts *, text_ref);
/* The same for whoever reads all of them once: what has moved out is copied into `buffer`, so that memory does not fill with it again.
 * Valid until the buffer is used for another text. */
const char *texts_read(const struct texts *, text_ref, GString *buffer);
/* Moves the chunks of `from` (left empty); add the result to each non-zero handle of `from`. */
text_ref texts_join(struct texts *into, struct texts *from);

#endif
