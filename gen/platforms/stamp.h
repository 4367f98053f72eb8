/* Dates in the names of files and folders: when an export was made (DESIGN §4). */
#ifndef PLATFORMS_STAMP_H
#define PLATFORMS_STAMP_H

#include <glib.h>

/* The last date or epoch in the name of the file, else in that of the folder or archive it lies in, and so on upwards:
 * 2026-10-31, 20261031, 2026.10.31, Oct-31-2026, "Oct 31 2026", epoch seconds or milliseconds. A day counts as its end in
 * `zone`. NO_TIME when there is none. folder_only: the file's own name is passed over. */
gint64 stamp_of_path(const char *path, gboolean folder_only, GTimeZone *zone);

#endif
