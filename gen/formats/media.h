/* Files that hold no text, by their first bytes. */
#ifndef FORMATS_MEDIA_H
#define FORMATS_MEDIA_H

#include <glib.h>

/* Pictures, sound, films and printed documents: archives are full of what people sent along. */
gboolean bytes_are_media(const guint8 *bytes, gsize length);

#endif
