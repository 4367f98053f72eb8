/* How long steps take, said by g_debug and nowhere else: `G_MESSAGES_DEBUG=all tidings build` tells, `make bench` adds it up. What is
 * published never depends on it.
 *
 *     struct stopwatch watch = stopwatch_start();
 *     …
 *     stopwatch_tell(&watch, "c_network");
 */
#ifndef BASE_STOPWATCH_H
#define BASE_STOPWATCH_H

#include <glib.h>

struct stopwatch {
	gint64 began;  /* microseconds of the wall clock */
	double thread; /* seconds of this thread's processor */
};

struct stopwatch stopwatch_start(void);
/* "step c_network 0.213 0.208": seconds since the start, and those that this thread had a processor. */
void stopwatch_tell(const struct stopwatch *, const char *step);

#endif
