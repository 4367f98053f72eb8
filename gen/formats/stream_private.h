/* What stream.c and pack.c share. */
#ifndef FORMATS_STREAM_PRIVATE_H
#define FORMATS_STREAM_PRIVATE_H

#include "formats/stream.h"

struct stream {
	gssize (*take)(struct stream *, void *, gsize, GError **); /* past the head */
	int file;              /* -1: none */
	const guint8 *bytes;   /* of memory */
	gsize left;
	struct pack *pack;       /* whose current member this is */
	struct pack *owned_pack; /* the same, where it goes with the stream */
	char *failure;
	guint8 *head; /* NUL-terminated */
	gsize head_length, head_read;
};

struct stream *stream_new(gssize (*take)(struct stream *, void *, gsize, GError **));

/* zstd.c: what a stream of Zstandard says; the window may be as wide as the format allows, and memory grows up to it. `below`
 * stays the caller's. Reading gives 0 at the end, -1 and error for damaged bytes. */
struct unzstd;
struct unzstd *unzstd_new(struct stream *below);
void unzstd_free(struct unzstd *);
gssize unzstd_read(struct unzstd *, void *buffer, gsize size, GError **);

#endif
