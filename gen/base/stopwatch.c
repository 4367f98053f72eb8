/* Two clocks read twice. */
#include "base/stopwatch.h"

#include <time.h>

static double
thread_seconds(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct stopwatch
stopwatch_start(void)
{
	return (struct stopwatch){ g_get_monotonic_time(), thread_seconds() };
}

void
stopwatch_tell(const struct stopwatch *watch, const char *step)
{
	g_debug("step %s %.3f %.3f", step, (double)(g_get_monotonic_time() - watch->began) / 1e6, thread_seconds() - watch->thread);
}
