/* Scratch files: what memory should not hold. They have no name, so they are readable by nobody else and gone with the process. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include <glib.h>

/* A new empty file: in TMPDIR and nowhere else where that is set, otherwise in /var/tmp, which is a disk where /tmp is memory, or in /tmp.
 * The caller closes it; -1 where none can be made: what it was for stays in memory. */
int scratch_open(void);

/* `size` bytes of zeros that lie on disk: a file's pages, which the system writes out when memory is short. NULL where no disk gives them
 * beforehand (a full one, or one that is memory itself). */
void *scratch_map(gsize size);
void scratch_unmap(void *, gsize size);
/* Takes the pages out of the process; their bytes stay and come back when they are touched. */
void scratch_release(void *, gsize size);

#endif
