/* From numbers to documents: the only bridge between the tower that measures and the tower that renders. A leaf composes one
 * part of a document; reports.def lists the leaves in the order they stand in. */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include "model/document.h"
#include "model/project.h"
#include "model/records.h"

/* All that a report is made of. Everything is borrowed. */
struct report_request {
	const struct project *project;
	struct period period;
	GPtrArray *figures;        /* struct figure *, in the registry's order */
	GPtrArray *open_figures;   /* the same as members and the public may see them: the newsletter's */
	GPtrArray *selections;     /* struct selection * */
	const GPtrArray *readings; /* struct reading *: coverage */
	const struct complaints *complaints;
	const struct letter *letter; /* NULL: none written */
	const struct notes *notes;   /* NULL */
	gint64 data_end[3];        /* by discipline; NO_TIME */
	gint64 made_at;
	const GPtrArray *forgotten; /* struct forgotten *: who is not to be named */
	guint removed;             /* people erased at their request since the period ended, who were part of it */
};

/* Composes a part; appends to the document's root. */
struct report_part {
	const char *name;
	void (*compose)(const struct report_request *, struct document *);
};

/* The parts of the report, in order; the newsletter is a document of its own. NULL-terminated. */
extern const struct report_part *const report_parts[];
extern const struct report_part part_newsletter;

/* Report and newsletter of one period. The newsletter is NULL when nothing is worth a member's time (METRICS §11.2) — the run
 * then says so. Aborts if a composed document is not sound (document_check): a bug. Caller frees with edition_free. */
struct edition *edition_compose(const struct report_request *);
void edition_free(struct edition *);
AUTO_DEFINE(edition)

/* ---- for the parts ---- */

/* The figure of a metric, or NULL. */
const struct figure *report_figure(const struct report_request *, const char *metric);
const struct selection *report_selection(const struct report_request *, const char *name);
struct period report_previous(const struct report_request *);
struct period report_year_before(const struct report_request *);
/* An account's label, "all channels" or "all spaces" for SCOPE_ALL. */
const char *report_scope_label(const struct report_request *, const struct figure *, const char *scope);
/* FALSE for an account that in no period says anything of this figure: it is not part of the question. One that has fallen
 * silent is. */
gboolean report_scope_speaks(const struct figure *, const char *scope);

#endif
