/* Days without their year, in rows that run in the order of time: the newest is the last such day before the capture, and the year
 * steps where the row beside it has a later day of the year. */
#include "platforms/mapper.h"

/* From one to the next is the shorter way round the year. */
static gboolean is_forward(int from, int to)
{
	return (to - from + 366) % 366 < 183;
}

/* Do the rows run forward in time, or backward? FALSE: now so, now so, and no year can be told. */
static gboolean runs_one_way(const int *days, guint count, gboolean *up)
{
	int earlier = NO_DAY;
	guint forward = 0, backward = 0;

	for (guint i = 0; i < count; i++) {
		if (days[i] == NO_DAY)
			continue;
		if (earlier != NO_DAY && days[i] != earlier)
			*(is_forward(earlier, days[i]) ? &forward : &backward) += 1;
		earlier = days[i];
	}
	*up = forward >= backward;
	return !forward || !backward;
}

static int last_year_of(const struct mapper *mapper, gint32 day_of_2000)
{
	int year, month, day, capture_year;
	gint32 capture = day_of_instant(mapper->captured_at, mapper->zone);

	day_to_civil(day_of_2000, &year, &month, &day);
	day_to_civil(capture, &capture_year, &(int){0}, &(int){0});
	for (year = capture_year; year > capture_year - 9; year--) {
		gint32 found = day_from_civil(year, month, day);
		if (found != NO_DAY && found <= capture)
			return year;
	}
	return 0;
}

gboolean years_roll(const struct mapper *mapper, const int *days, guint count, int *years)
{
	gboolean up;
	int newer = NO_DAY, year = 0;

	if (!runs_one_way(days, count, &up))
		return FALSE;
	for (guint i = 0; i < count; i++) {
		guint at = up ? count - 1 - i : i;
		if (days[at] == NO_DAY)
			continue;
		if (newer == NO_DAY)
			year = last_year_of(mapper, days[at]);
		else if (days[at] > newer)
			year--;
		newer = days[at];
		years[at] = year;
	}
	return TRUE;
}
