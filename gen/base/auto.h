/* Pointers that free themselves at the end of their block. GLib's g_autoptr wants typedefs; we write plain structs:
 *
 *   AUTO_DEFINE(project)                  after project_free in the header
 *   AUTO(project) project = project_new(folder);
 *   return g_steal_pointer(&project);     hands it on
 */
#ifndef BASE_AUTO_H
#define BASE_AUTO_H

#include <glib.h>

#define AUTO_DEFINE(noun) \
	static inline void noun##_auto(struct noun **pointer) \
	{ \
		if (*pointer) \
			noun##_free(*pointer); \
	}
#define AUTO(noun) __attribute__((cleanup(noun##_auto))) struct noun *

#endif
