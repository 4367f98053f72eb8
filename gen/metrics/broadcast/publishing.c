/* What we published, held for measuring. */
#include "metrics/broadcast/publishing.h"

struct publishing *
publishing_new(const struct records *records, const struct project *project, struct complaints *complaints)
{
	struct publishing *publishing = g_new0(struct publishing, 1);

	(void)complaints;
	publishing->records = records;
	publishing->project = project;
	return publishing;
}

void
publishing_free(struct publishing *publishing)
{
	g_free(publishing);
}
