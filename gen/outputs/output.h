/* An output writes an edition in one format into a publication. A leaf walks the documents; outputs.def lists the leaves. */
#ifndef OUTPUTS_OUTPUT_H
#define OUTPUTS_OUTPUT_H

#include "base/publish.h"
#include "model/document.h"
#include "model/project.h"
#include "theme/theme.h"

struct output_request {
	const struct edition *edition;
	const struct project *project;
	const struct theme *theme;
	struct complaints *complaints;
};

struct output {
	const char *name;    /* "html" */
	const char *summary; /* for --help and README */
	const char *part;    /* "report", "newsletter" or "data": what --only picks */
	/* Writes its files; FALSE and error when it cannot. */
	gboolean (*write)(const struct output_request *, struct publication *, GError **);
};

extern const struct output *const outputs[]; /* NULL-terminated, in the order of outputs.def */

/* out/index.html and out/feed.xml, rebuilt from the editions that stand in `out` (their manifest.json). */
gboolean site_rebuild(const char *out, const struct project *, const struct theme *, gint64 now, GError **);

#endif
