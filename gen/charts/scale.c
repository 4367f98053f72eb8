/* Scales and ticks. Ticks are whole numbers times a power of ten until the very end. */
#include "charts/scale.h"

#include <math.h>

double
scale_at(const struct scale *scale, double value)
{
	double low = scale->low, high = scale->high;
	if (scale->logarithmic) {
		low = log10(low);
		high = log10(high);
		value = log10(value);
	}
	if (high - low <= 0)
		return (scale->from + scale->to) / 2;
	return scale->from + (value - low) / (high - low) * (scale->to - scale->from);
}

/* ---- extended Wilkinson ---- */

/* Nice steps in order of simplicity, doubled so that they are whole. */
static const int STEPS[] = { 2, 10, 4, 5, 8, 6 };
#define STEP_COUNT ((int)G_N_ELEMENTS(STEPS))
static const struct {
	double simplicity, coverage, density, legibility;
} WEIGHT = { 0.25, 0.2, 0.5, 0.05 };

struct search {
	double low, high;
	int wanted, most;
	gboolean loose;
	gboolean through_zero; /* zero must be a tick */
	double best;
	/* the best: ticks are (start + i * skip) * step / 2 * 10^power */
	int step, skip, count, power;
	double start;
};

/* whole * half-step * 10^power; small powers divide, so that 3 * 10^-1 is 0.3. */
static double
tick_value(double whole, int step, int power)
{
	double value = whole * step / 2;
	return power < 0 ? value / pow(10, -power) : value * pow(10, power);
}

static double
score_of(double simplicity, double coverage, double density)
{
	return WEIGHT.simplicity * simplicity + WEIGHT.coverage * coverage + WEIGHT.density * density + WEIGHT.legibility;
}

static double
simplicity_of(int step_index, int skip, gboolean holds_zero)
{
	return 1 - (double)step_index / (STEP_COUNT - 1) - skip + (holds_zero ? 1 : 0);
}

static double
coverage_of(const struct search *search, double first, double last)
{
	double range = search->high - search->low, above = search->high - last, below = search->low - first;
	return 1 - 0.5 * (above * above + below * below) / (0.01 * range * range);
}

static double
coverage_most(const struct search *search, double span)
{
	double range = search->high - search->low, half = (span - range) / 2;
	return span > range ? 1 - half * half / (0.01 * range * range) : 1;
}

static double
density_of(const struct search *search, int count, double first, double last)
{
	double here = (count - 1) / (last - first);
	double wanted = (search->wanted - 1) / (fmax(last, search->high) - fmin(first, search->low));
	return 2 - fmax(here / wanted, wanted / here);
}

static double
density_most(const struct search *search, int count)
{
	return count >= search->wanted ? 2 - (double)(count - 1) / (search->wanted - 1) : 1;
}

static void
consider(struct search *search, int index, int skip, int count, int power, double start)
{
	double first = tick_value(start, STEPS[index], power);
	double last = tick_value(start + (double)skip * (count - 1), STEPS[index], power);
	gboolean on_step = fmod(start, skip) == 0;
	double score = score_of(simplicity_of(index, skip, on_step && first <= 0 && last >= 0), coverage_of(search, first, last),
	                        density_of(search, count, first, last));
	gboolean allowed = (!search->loose || (first <= search->low && last >= search->high)) && (on_step || !search->through_zero);
	if (score <= search->best || !allowed)
		return;
	search->best = score;
	search->step = STEPS[index];
	search->skip = skip;
	search->count = count;
	search->power = power;
	search->start = start;
}

static void
try_powers(struct search *search, int index, int skip, int count)
{
	double simplest = simplicity_of(index, skip, TRUE), densest = density_most(search, count);
	double need = (search->high - search->low) / (count + 1) / skip / (STEPS[index] / 2.0);
	for (int power = (int)ceil(log10(need));; power++) {
		double step = tick_value(skip, STEPS[index], power);
		if (score_of(simplest, coverage_most(search, step * (count - 1)), densest) < search->best)
			return;
		double first = floor(search->high / step) * skip - (double)(count - 1) * skip;
		double past = ceil(search->low / step) * skip;
		for (double start = first; start <= past; start++)
			consider(search, index, skip, count, power, start);
	}
}

/* FALSE when no later step can win any more. */
static gboolean
try_step(struct search *search, int index, int skip)
{
	double simplest = simplicity_of(index, skip, TRUE);
	if (score_of(simplest, 1, 1) < search->best)
		return FALSE;
	for (int count = 2; count <= search->most; count++) {
		if (score_of(simplest, 1, density_most(search, count)) < search->best)
			break;
		try_powers(search, index, skip, count);
	}
	return TRUE;
}

static int
decimals_of(double value)
{
	for (int decimals = 0; decimals < 8; decimals++) {
		double grown = value * pow(10, decimals);
		if (fabs(grown - round(grown)) < 1e-6 * fmax(1, fabs(grown)))
			return decimals;
	}
	return 8;
}

static void
add_tick(struct ticks *ticks, double value)
{
	if (ticks->count >= TICKS_MAX)
		return;
	ticks->at[ticks->count++] = value + 0.0; /* no −0 */
	ticks->decimals = MAX(ticks->decimals, decimals_of(value));
}

struct ticks
ticks_extended(double low, double high, int wanted, int most, gboolean loose)
{
	struct search search = { .low = fmin(low, high), .high = fmax(low, high), .wanted = wanted, .most = CLAMP(most, 2, TICKS_MAX),
		                 .loose = loose, .through_zero = loose && low < 0 && high > 0, .best = -G_MAXDOUBLE };
	struct ticks ticks = { .count = 0 };
	if (search.high - search.low <= 1e-12 * fmax(1, fabs(search.high))) {
		add_tick(&ticks, low);
		return ticks;
	}
	gboolean open = TRUE;
	for (int skip = 1; open && skip <= 20; skip++)
		for (int index = 0; open && index < STEP_COUNT; index++)
			open = try_step(&search, index, skip);
	for (int i = 0; i < search.count; i++)
		add_tick(&ticks, tick_value(search.start + (double)i * search.skip, search.step, search.power));
	return ticks;
}

struct ticks
ticks_amounts(double low, double high)
{
	double from = fmin(low, 0), to = fmax(high, 0);
	if (from == 0 && to > 0.5 && to <= 1) /* quarters: shares come here most often */
		return ticks_extended(0, to <= 0.75 ? 0.75 : 1, to <= 0.75 ? 4 : 5, 5, TRUE);
	return ticks_extended(from, to > from ? to : from + 1, 4, 5, TRUE);
}

/* ---- logarithmic, hours ---- */

struct ticks
ticks_logarithmic(double low, double high, int most)
{
	struct ticks ticks = { .count = 0 };
	int first = (int)floor(log10(low) + 1e-9), last = (int)ceil(log10(high) - 1e-9);
	last = MAX(last, first + 1);
	int every = MAX(1, (last - first + most - 2) / (most - 1));
	static const int parts[] = { 1, 2, 5 };
	int fine = last - first < 2 ? 3 : 1;
	int power = first;
	for (; power < last; power += every)
		for (int i = 0; i < fine; i++)
			add_tick(&ticks, tick_value(2.0 * parts[i], 1, power));
	add_tick(&ticks, tick_value(1, 2, power));
	return ticks;
}

struct ticks
ticks_hours(double high)
{
	static const double steps[] = { 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 1440, 4320, 8760 };
	struct ticks ticks = { .count = 0 };
	guint i = 0;
	while (i + 1 < G_N_ELEMENTS(steps) && high / steps[i] > 4 + 1e-9)
		i++;
	for (int k = 0; k < 6 && k * steps[i] <= high * (1 + 1e-9); k++)
		add_tick(&ticks, k * steps[i]);
	return ticks;
}
