/* PCG32 (O'Neill 2014, pcg-random.org, the XSH-RR 64/32 variant): the only source of chance, seeded from names. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <glib.h>

struct random {
	guint64 state, increment;
};

guint64 hash_fnv1a(const char *text); /* FNV-1a, 64 bits */
/* Seed = FNV-1a64("name|scope|period"): same input, same draws (METRICS P9). */
struct random random_seeded(const char *name, const char *scope, const char *period);
guint32 random_next(struct random *);
guint32 random_below(struct random *, guint32 bound); /* unbiased, [0, bound), bound > 0 */
double random_unit(struct random *);                  /* [0, 1), 32 bits */

#endif
