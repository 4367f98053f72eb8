/* Publication by swap: an edition is written beside its place and put there whole, so a reader never sees half of it
 * and a failed run leaves what was published untouched. */
#ifndef BASE_PUBLISH_H
#define BASE_PUBLISH_H

#include <glib.h>

#include "base/auto.h"

struct publication;

/* Begins writing `out`/`edition` in a hidden folder beside it. NULL and error when the disk says no.
 * Left-overs of a run that died are removed first. */
struct publication *publication_open(const char *out, const char *edition, GError **);
/* Throws away what was not swapped in. */
void publication_free(struct publication *);
AUTO_DEFINE(publication)

/* Writes one file; `name` may hold folders ("data/x.csv"), never "..". Sticky: after a first failure this does nothing. */
void publication_write(struct publication *, const char *name, const void *bytes, gsize length);
/* Makes a folder with this mode, and those above it: a Maildir has empty ones, private ones. Sticky too. */
void publication_folder(struct publication *, const char *name, int mode);
/* Puts the edition in place of the old one (renameat2 EXCHANGE where the file system can, else two renames), synced.
 * FALSE and error if any write before failed; the old edition then still stands. */
gboolean publication_swap(struct publication *, GError **);
/* Calls `visit` for each file written so far, in the order of their names (manifest). */
void publication_each(const struct publication *, void (*visit)(const char *name, const char *sha256, guint64 length, void *user), void *user);
/* How many bytes were written, for the run's summary. */
guint64 publication_bytes(const struct publication *);

/* One file, written beside and renamed over; mode as for open(2). */
gboolean file_replace(const char *path, const void *bytes, gsize length, int mode, GError **);
/* SHA-256 as 64 hex digits; caller frees. */
char *sha256_hex(const void *bytes, gsize length);
/* The same of a file on the disk (manifest); NULL and error when it cannot be read. */
char *file_sha256(const char *path, GError **);

#endif
