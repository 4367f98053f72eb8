/* Files that people have beside exports and that no description can read, with what to do instead. */
#ifndef PLATFORMS_FOREIGN_H
#define PLATFORMS_FOREIGN_H

/* What a file of this head is and what to do, as a hint; NULL where nobody knows. */
const char *foreign_hint(const char *head);

#endif
