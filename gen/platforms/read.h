/* From files to RECORDS: recognises every file, maps it, and says what became of each row. */
#ifndef PLATFORMS_READ_H
#define PLATFORMS_READ_H

#include "model/project.h"
#include "model/records.h"
#include "platforms/description.h"
#include "platforms/tally.h"

/* What was read. `readings` has one entry a file (members of archives are files), in path order; a file that nobody
 * knows has platform NULL. */
struct collection {
	struct records *records;
	GPtrArray *readings; /* struct reading *, owned */
};

void collection_free(struct collection *);
AUTO_DEFINE(collection)

/* Called from the calling thread as files are done; `done` and `all` count plain files. NULL: nobody watches. */
typedef void (*read_progress)(guint done, guint all, void *user);

/* Reads everything below the project's exports/ and tables/, with `jobs` threads (0: one a processor), then merges
 * (platforms/merge.h). The result does not depend on `jobs`. NULL and error only when the world fails; a folder that is
 * not there holds nothing. */
struct collection *project_read(const struct project *, const struct descriptions *, guint jobs, read_progress, void *user,
                                struct complaints *, GError **);

/* Reads one path (a file, an archive or a folder), unmerged. `shown` as for inputs_walk. project NULL: accounts are taken as the file
 * names them. */
struct collection *path_read(const char *path, const char *shown, const struct project *, const struct descriptions *,
                             struct complaints *, GError **);

/* Looks through one path: reads all of it, keeps no record and appends to `readings` (struct reading *, owned), which must outlive the
 * tally: what `tidings inspect` shows. What several paths tell twice counts as merged, when the tally is the same. FALSE and error
 * as above. */
gboolean path_look_through(const char *path, const struct project *, const struct descriptions *, struct tally *, GPtrArray *readings,
                           struct complaints *, GError **);

#endif
