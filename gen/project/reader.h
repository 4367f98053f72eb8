/* Reads a project folder's own files — tidings.yaml, people.csv, erasures.csv, unsubscribes.csv, letters and notes — into
 * model/project. Mistakes are complaints with file, line and column; what can still be used is used. */
#ifndef PROJECT_READER_H
#define PROJECT_READER_H

#include "model/project.h"

/* Never NULL; `usable` is FALSE when a run must stop (no tidings.yaml, no report_tz, a goal that cannot be understood):
 * the complaints say why. */
struct project *project_open(const char *folder, struct complaints *, gboolean *usable);

/* letters/PERIOD.md and notes/PERIOD.md; NULL when there is none. */
struct letter *letter_read(const struct project *, const char *period_id, struct complaints *);
struct notes *notes_read(const struct project *, const char *period_id, struct complaints *);

#endif
