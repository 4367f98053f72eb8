/* Bytes of an encoding to UTF-8, piece by piece. Private to formats/. */
#ifndef FORMATS_DECODE_H
#define FORMATS_DECODE_H

#include <glib.h>

#include "base/auto.h"

struct decoder;

/* NULL for an encoding that iconv does not know. */
struct decoder *decoder_new(const char *encoding);
void decoder_free(struct decoder *);
AUTO_DEFINE(decoder)
/* Appends what can be decoded and returns how many bytes that took; the rest (a character cut off at the end) is to come
 * again with more. `last`: no more will come. Wrong bytes and NULs become U+FFFD. */
gsize decoder_feed(struct decoder *, const guint8 *bytes, gsize length, gboolean last, GString *out);
guint64 decoder_replaced(const struct decoder *);

#endif
