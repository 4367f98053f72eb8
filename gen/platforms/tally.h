/* TALLY: what `tidings inspect` keeps of records. It says how many rows tell what another capture told (DESIGN §4), and needs
 * neither the rows nor their texts for that: 20 bytes a record remain, so a file of any length is inspected. */
#ifndef PLATFORMS_TALLY_H
#define PLATFORMS_TALLY_H

#include "model/records.h"

struct tally;

struct tally *tally_new(void);
void tally_free(struct tally *);
AUTO_DEFINE(tally)

/* Takes rows out of `records` once they are many; for between two rows of a file. What can be settled at the file's end only stays.
 * `dated`: when the file was captured is known. */
void tally_relieve(struct tally *, struct records *, struct reading *, gboolean dated);
/* Takes all of a file's rows when it has been read, and leaves `records` as new. Of rows with equal keys the newest capture stays and the
 * reading of every other counts it as `merged`, as records_merge does it. `reading` must outlive the tally. */
void tally_take(struct tally *, struct records *, struct reading *);

#endif
