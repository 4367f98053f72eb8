/* Undecoded bytes, from a file, from memory, or from a member of an archive (inside archives). Private to formats/. */
#ifndef FORMATS_STREAM_H
#define FORMATS_STREAM_H

#include <glib.h>

#include "base/auto.h"

#define STREAM_HEAD (64 * 1024)

struct stream;

/* NULL and error when it cannot be opened. */
struct stream *stream_of_file(const char *path, GError **);
/* Borrows the bytes. */
struct stream *stream_of_bytes(const void *bytes, gsize length);
void stream_free(struct stream *);
AUTO_DEFINE(stream)

/* The first STREAM_HEAD bytes or fewer, which are still to be read; NULL and error when the disk fails. */
const guint8 *stream_head(struct stream *, gsize *length, GError **);
/* The head anew, with up to `size` bytes: for those who have not seen enough. Before anything is read. */
const guint8 *stream_look(struct stream *, gsize size, gsize *length, GError **);
/* 0 at the end, -1 and error when the disk fails. A damaged archive ends early: see stream_failure. */
gssize stream_read(struct stream *, void *buffer, gsize size, GError **);
/* Why the bytes ended before their end, or NULL. */
const char *stream_failure(const struct stream *);

/* How bytes are wrapped, by their head: an archive of members (a spreadsheet is one, but read as one file), or one
 * compressed file (in which a tar may lie). */
enum wrapping { WRAPPING_NONE, WRAPPING_ARCHIVE, WRAPPING_COMPRESSED };
enum wrapping wrapping_of(const guint8 *head, gsize length);

/* An archive being walked, from its first member to its last. All members of a top archive, nested ones included, may
 * expand to 16 GiB, and past 256 MiB to a thousand times the size of the file: more is taken for a bomb. */
struct pack;

/* By path, so that it can be sought in (7z needs that). NULL and error with libarchive's words. */
struct pack *pack_of_file(const char *path, enum wrapping, GError **);
/* Over bytes in memory, which are borrowed: members can be sought in them. */
struct pack *pack_of_bytes(const void *bytes, gsize length, enum wrapping, GError **);
/* Over a member of `outer`, which it reads up; `below` is borrowed. */
struct pack *pack_of_stream(struct stream *below, struct pack *outer, enum wrapping, GError **);
void pack_free(struct pack *);
AUTO_DEFINE(pack)

struct member {
	char *name; /* owned by the caller; clean UTF-8, NULL for a compressed file that has none; only ever to be shown */
	gint64 stamp; /* or NO_TIME */
	gboolean file; /* not a folder or link */
};

/* FALSE at the end, or when the rest cannot be read: then *failure says why (owned by the caller). */
gboolean pack_next(struct pack *, struct member *, char **failure);
/* The bytes of the member that came last; valid until the next one. */
struct stream *pack_stream(struct pack *);

/* Opens the way to a member again: `steps` are positions, counted from 0 over all members, one for each archive. */
struct stream *stream_of_member(const char *path, const guint *steps, guint depth, GError **);

#endif
