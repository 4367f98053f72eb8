/* Dates, times and periods: what is read lies within the calendar, agrees with the clock of its zone, and is read again from how we
 * write it. The first line of a text is its format. */
#include "fuzz.h"

#include <string.h>

#include "base/calendar.h"

const char *const fuzz_seeds[] = {
	"%Y-%m-%d\n2026-10-31", "%d.%m.%Y %H:%M\n31.10.2026 18:05", "%b %e, %Y %I:%M %p\nOct. 3, 2026 12:05\xe2\x80\xafPM", "%A, %d %B %Y\nsegunda-feira, 1 mar\xc3\xa7o 2026",
	"%Y-%m-%dT%H:%M:%S.%f%z\n2026-10-25T01:30:00.5+05:30", "%s\n-1793577600.25", "%Q\n1793577600123", "%m/%d/%y %H:%M %z\n3/29/26 1:30 UTC",
	"%d %b\n29 Feb", "%Y%%%m\n2026%1", "%Y-%m-%d %H:%M:%S%z\n9999-12-31 23:59:60-14", "%Y-%m-%d %H:%M%z\n0001-01-01 00:00+14:00", "\n2026-W53", "\n2026-Q4",
	NULL,
};

static void check_written(gint32 day)
{
	int year, month, of_month;
	gint32 again;
	gint64 instant;
	g_autofree char *iso = day_iso(day);
	day_to_civil(day, &year, &month, &of_month);
	g_assert(month >= 1 && month <= 12 && of_month >= 1 && of_month <= 31);
	g_assert(year >= 1 && year <= 9999);
	g_assert(day_from_civil(year, month, of_month) == day);
	g_assert(moment_parse(iso, "%Y-%m-%d", NULL, 0, &again, &instant) && again == day && instant == NO_TIME);
}

static void check_moment(const char *text, const char *format, GTimeZone *zone, int year)
{
	gint32 day = NO_DAY, again;
	gint64 instant = NO_TIME, same;
	if (!moment_parse(text, format, zone, year, &day, &instant))
		return;
	check_written(day);
	if (instant == NO_TIME)
		return;
	g_assert(day_of_instant(instant, zone) == day);
	g_autofree char *iso = instant_iso(instant);
	g_assert(moment_parse(iso, "%Y-%m-%dT%H:%M:%S%z", NULL, 0, &again, &same) && same == instant);
}

static void check_period(const char *text, GTimeZone *zone)
{
	struct period period, again;
	if (!period_parse(text, zone, &period))
		return;
	g_autofree char *id = period_id(&period);
	g_assert(period.first < period.past && period.start < period.end);
	g_assert(period_parse(id, zone, &again) && again.first == period.first && again.past == period.past);
	struct period next = period_step(period, 1, zone), back = period_step(next, -1, zone);
	g_assert(next.first == period.past && back.first == period.first && back.end == period.end);
	period_year_before(period, zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const names[] = { "UTC", "Europe/London", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu" };
	g_autofree char *format = g_utf8_make_valid((const char *)bytes, (gssize)length);
	char *text = strchr(format, '\n');
	if (!text)
		return 0;
	*text++ = '\0';
	g_autoptr(GTimeZone) zone = zone_open(names[length % G_N_ELEMENTS(names)]);
	check_moment(text, format, zone, length % 3 ? 0 : 2024);
	check_moment(text, format, NULL, 0);
	check_period(text, zone);
	return 0;
}
