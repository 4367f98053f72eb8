/* Inside project/ only: the parts that reader.c puts together. */
#ifndef PROJECT_SETTINGS_H
#define PROJECT_SETTINGS_H

#include "formats/tree.h"
#include "model/project.h"

/* tidings.yaml; FALSE when a run must stop. */
gboolean settings_read(struct project *, const struct tree *, struct complaints *);
/* opening_hours:, may be NULL. */
void opening_read(struct project *, const struct tree *, struct complaints *);
/* people.csv, erasures.csv, unsubscribes.csv, each optional; FALSE when one that is there cannot be read, and a run must stop. */
gboolean people_read(struct project *, struct complaints *);

#endif
