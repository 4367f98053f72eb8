/* What the names of files and folders say: above all when an export was made (DESIGN §4). */
#ifndef PLATFORMS_STAMP_H
#define PLATFORMS_STAMP_H

#include <glib.h>

/* The last date or epoch in the name of the file, else in that of the folder or archive it lies in, and so on upwards:
 * 2026-10-31, 20261031, 2026.10.31, Oct-31-2026, "Oct 31 2026", epoch seconds or milliseconds. A day counts as its end in
 * `zone`. NO_TIME when there is none. folder_only: the file's own name is passed over. */
gint64 stamp_of_path(const char *path, gboolean folder_only, GTimeZone *zone);

/* The path as it was before people handled the file: "a/loop.json.gz/loop.json", "a/loop (1).json" and "a/loop.JSON" are
 * "a/loop.json". A sheet keeps its name: "a/b (1).xlsx!Followers" is "a/b.xlsx!Followers". The caller frees it. */
char *path_as_made(const char *path);

#endif
