/* PCG32, XSH-RR 64/32, after the reference implementation of pcg-random.org (O'Neill 2014). */
#include "base/random.h"

#define PCG_MULTIPLIER 6364136223846793005ULL
#define PCG_STREAM 0xda3e39cb94b95bdbULL /* the reference's default stream; odd, as an increment must be */

guint64 hash_fnv1a(const char *text)
{
	guint64 hash = 0xcbf29ce484222325ULL;
	for (const guint8 *byte = (const guint8 *)text; *byte; byte++)
		hash = (hash ^ *byte) * 0x100000001b3ULL;
	return hash;
}

guint32 random_next(struct random *random)
{
	guint64 old = random->state;
	random->state = old * PCG_MULTIPLIER + random->increment;
	guint32 shifted = (guint32)(((old >> 18) ^ old) >> 27);
	guint32 turn = (guint32)(old >> 59);
	return (shifted >> turn) | (shifted << (-turn & 31));
}

struct random random_seeded(const char *name, const char *scope, const char *period)
{
	g_autofree char *seed = g_strjoin("|", name, scope, period, NULL);
	struct random random = { .state = 0, .increment = PCG_STREAM };
	random_next(&random);
	random.state += hash_fnv1a(seed);
	random_next(&random);
	return random;
}

guint32 random_below(struct random *random, guint32 bound)
{
	g_assert(bound > 0);
	/* Draws below 2^32 mod bound would favour the small results: draw again. */
	guint32 threshold = -bound % bound;
	for (;;) {
		guint32 draw = random_next(random);
		if (draw >= threshold)
			return draw % bound;
	}
}

double random_unit(struct random *random)
{
	return random_next(random) * 0x1p-32;
}
