/* Whose file is it: which account of tidings.yaml. */
#ifndef PLATFORMS_ACCOUNT_H
#define PLATFORMS_ACCOUNT_H

#include "model/project.h"

enum account_found {
	ACCOUNT_FOUND,
	ACCOUNT_NONE,     /* tidings.yaml declares none of this platform */
	ACCOUNT_AMBIGUOUS /* several, and neither file nor settings say which */
};

/* By the network, then `files:` (a glob below exports/; what lies inside a matching folder or archive belongs too), then the
 * handle as the file names it (case folded), then because it is the only one. network, handle: NULL when the file does
 * not say. */
enum account_found account_find(const struct project *, const char *platform, const char *network, const char *handle,
                                const char *path, const struct account **);
/* Where `name` is the id of an account: the platform as its records carry it; else NULL. */
const char *place_of_name(const struct project *, const char *name);

#endif
