/* Days and instants by integer arithmetic; zones are GLib's over the system's tzdata. */
#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

#define DAY_SECONDS 86400

static gint64 floor_div(gint64 value, gint64 by)
{
	return value / by - (value % by < 0);
}

static gboolean year_is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return days[month - 1] + (month == 2 && year_is_leap(year));
}

/* Hinnant, "chrono-compatible low-level date algorithms": years begin in March, eras have 400 of them. Any year: a period at an end
 * of the calendar has neighbours beyond it. */
static gint32 day_of_date(int year, int month, int day)
{
	int shifted = year - (month <= 2);
	int era = (int)floor_div(shifted, 400);
	int of_era = shifted - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

gint32 day_from_civil(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return NO_DAY;
	return day_of_date(year, month, day);
}

void day_to_civil(gint32 day, int *year, int *month, int *day_of_month)
{
	gint64 shifted = (gint64)day + 719468;
	int era = (int)floor_div(shifted, 146097);
	int of_era = (int)(shifted - (gint64)era * 146097);
	int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * years + years / 4 - years / 100);
	int march_month = (5 * of_year + 2) / 153;
	*day_of_month = of_year - (153 * march_month + 2) / 5 + 1;
	*month = march_month < 10 ? march_month + 3 : march_month - 9;
	*year = years + era * 400 + (*month <= 2);
}

gint32 day_month_end(gint32 day)
{
	int year, month, of_month;
	day_to_civil(day, &year, &month, &of_month);
	return day_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
}

int day_weekday(gint32 day)
{
	return (int)((((gint64)day + 3) % 7 + 7) % 7);
}

char *day_iso(gint32 day)
{
	int year, month, of_month;
	day_to_civil(day, &year, &month, &of_month);
	return g_strdup_printf("%04d-%02d-%02d", year, month, of_month);
}

/* GLib takes any "EST5EDT" or "+02:00" for a zone; only names of tzdata are meant here. */
static gboolean zone_is_known(const char *name)
{
	if (!g_ascii_isalpha(*name) || strstr(name, ".."))
		return FALSE;
	const char *folder = g_getenv("TZDIR");
	g_autofree char *path = g_build_filename(folder ? folder : "/usr/share/zoneinfo", name, NULL);
	return g_str_equal(name, "UTC") || g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

GTimeZone *zone_open(const char *iana_name)
{
	if (!iana_name || !zone_is_known(iana_name))
		return NULL;
	return g_time_zone_new_identifier(iana_name);
}

/* NULL is UTC. */
static gint64 zone_offset(GTimeZone *zone, gint64 instant)
{
	if (!zone)
		return 0;
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, instant);
	return interval < 0 ? 0 : g_time_zone_get_offset(zone, interval);
}

static gint64 clock_of_instant(gint64 instant, GTimeZone *zone)
{
	return instant + zone_offset(zone, instant);
}

gint32 day_of_instant(gint64 instant, GTimeZone *zone)
{
	return (gint32)floor_div(clock_of_instant(instant, zone), DAY_SECONDS);
}

int hour_of_instant(gint64 instant, GTimeZone *zone)
{
	gint64 clock = clock_of_instant(instant, zone);
	return (int)((clock - floor_div(clock, DAY_SECONDS) * DAY_SECONDS) / 3600);
}

/* The first instant whose clock shows at least `clock`; in the window around it the clock only jumps forward. */
static gint64 instant_after_gap(gint64 clock, GTimeZone *zone)
{
	gint64 low = clock - 2 * DAY_SECONDS, high = clock + 2 * DAY_SECONDS;
	while (low < high) {
		gint64 middle = low + (high - low) / 2;
		if (clock_of_instant(middle, zone) >= clock)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

gint64 instant_of_clock(gint32 day, int second, GTimeZone *zone)
{
	gint64 clock = (gint64)day * DAY_SECONDS + second;
	gint64 before = clock - zone_offset(zone, clock - DAY_SECONDS);
	if (clock_of_instant(before, zone) == clock)
		return before;
	gint64 after = clock - zone_offset(zone, clock + DAY_SECONDS);
	if (clock_of_instant(after, zone) == clock)
		return after;
	return instant_after_gap(clock, zone);
}

gint64 instant_of_day(gint32 day, GTimeZone *zone)
{
	return instant_of_clock(day, 0, zone);
}

char *instant_iso(gint64 instant)
{
	gint32 day = (gint32)floor_div(instant, DAY_SECONDS);
	int rest = (int)(instant - (gint64)day * DAY_SECONDS);
	g_autofree char *date = day_iso(day);
	return g_strdup_printf("%sT%02d:%02d:%02dZ", date, rest / 3600, rest / 60 % 60, rest % 60);
}

/* --- periods */

static struct period period_between(enum period_kind kind, gint32 first, gint32 past, GTimeZone *zone)
{
	return (struct period){ kind, first, past, instant_of_day(first, zone), instant_of_day(past, zone) };
}

/* `months` counts from year 0. */
static gint32 day_of_months(int months)
{
	int year = (int)floor_div(months, 12);
	return day_of_date(year, months - year * 12 + 1, 1);
}

/* The period takes `length` of them. */
static struct period period_of_months(enum period_kind kind, int months, int length, GTimeZone *zone)
{
	return period_between(kind, day_of_months(months), day_of_months(months + length), zone);
}

static int months_of_day(gint32 day)
{
	int year, month, of_month;
	day_to_civil(day, &year, &month, &of_month);
	return year * 12 + month - 1;
}

struct period period_of_day(enum period_kind kind, gint32 day, GTimeZone *zone)
{
	int months = months_of_day(day);
	switch (kind) {
	case PERIOD_WEEK: {
		gint32 monday = day - day_weekday(day);
		return period_between(kind, monday, monday + 7, zone);
	}
	case PERIOD_MONTH: return period_of_months(kind, months, 1, zone);
	case PERIOD_QUARTER: return period_of_months(kind, (int)floor_div(months, 3) * 3, 3, zone);
	case PERIOD_ROLLING90: return period_between(kind, day - 89, day + 1, zone);
	case PERIOD_DAY: break;
	}
	return period_between(PERIOD_DAY, day, day + 1, zone);
}

struct period period_month(int year, int month, GTimeZone *zone)
{
	g_assert(month >= 1 && month <= 12);
	return period_of_months(PERIOD_MONTH, year * 12 + month - 1, 1, zone);
}

/* Monday of an ISO week; the 4th of January always lies in week 1. NO_DAY for a week that the year does not have. */
static gint32 week_monday(int year, int week)
{
	gint32 fourth = day_of_date(year, 1, 4), next_fourth = day_of_date(year + 1, 1, 4);
	if (week < 1)
		return NO_DAY;
	gint32 monday = fourth - day_weekday(fourth) + 7 * (week - 1);
	return monday < next_fourth - day_weekday(next_fourth) ? monday : NO_DAY;
}

static void week_of_monday(gint32 monday, int *year, int *week)
{
	int month, of_month;
	day_to_civil(monday + 3, year, &month, &of_month); /* its Thursday names the year */
	*week = (monday - week_monday(*year, 1)) / 7 + 1;
}

gboolean period_parse(const char *text, GTimeZone *zone, struct period *period)
{
	int year, part, of_month, used = 0;
	gint32 day = NO_DAY;
	enum period_kind kind = PERIOD_DAY;
	gsize length = strlen(text);
	if (length == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &part, &of_month, &used) == 3)
		day = day_from_civil(year, part, of_month);
	else if (length == 8 && sscanf(text, "%4d-W%2d%n", &year, &part, &used) == 2 && year >= 1)
		kind = PERIOD_WEEK, day = week_monday(year, part);
	else if (length == 7 && sscanf(text, "%4d-Q%1d%n", &year, &part, &used) == 2 && part >= 1 && part <= 4)
		kind = PERIOD_QUARTER, day = day_from_civil(year, part * 3, 1);
	else if (length == 7 && sscanf(text, "%4d-%2d%n", &year, &part, &used) == 2)
		kind = PERIOD_MONTH, day = day_from_civil(year, part, 1);
	if (day == NO_DAY || (gsize)used != length || strspn(text, "0123456789-QW") != length)
		return FALSE;
	*period = period_of_day(kind, day, zone);
	return TRUE;
}

struct period period_step(struct period period, int steps, GTimeZone *zone)
{
	int months = months_of_day(period.first);
	switch (period.kind) {
	case PERIOD_MONTH: return period_of_months(PERIOD_MONTH, months + steps, 1, zone);
	case PERIOD_QUARTER: return period_of_months(PERIOD_QUARTER, months + 3 * steps, 3, zone);
	case PERIOD_DAY:
	case PERIOD_WEEK:
	case PERIOD_ROLLING90: break;
	}
	gint32 shift = (period.past - period.first) * steps;
	return period_between(period.kind, period.first + shift, period.past + shift, zone);
}

struct period period_year_before(struct period period, GTimeZone *zone)
{
	if (period.kind == PERIOD_MONTH)
		return period_step(period, -12, zone);
	if (period.kind == PERIOD_QUARTER)
		return period_step(period, -4, zone);
	if (period.kind == PERIOD_WEEK) {
		int year, week;
		week_of_monday(period.first, &year, &week);
		gint32 monday = week_monday(year - 1, week);
		if (monday == NO_DAY) /* week 53 where last year had 52 */
			monday = week_monday(year - 1, week - 1);
		return period_between(PERIOD_WEEK, monday, monday + 7, zone);
	}
	/* 52 whole weeks: the same weekdays stand on both sides. */
	return period_between(period.kind, period.first - 364, period.past - 364, zone);
}

double period_days(const struct period *period)
{
	return (double)(period->end - period->start) / DAY_SECONDS;
}

char *period_id(const struct period *period)
{
	int year, month, of_month, week;
	day_to_civil(period->first, &year, &month, &of_month);
	switch (period->kind) {
	case PERIOD_WEEK:
		week_of_monday(period->first, &year, &week);
		return g_strdup_printf("%04d-W%02d", year, week);
	case PERIOD_MONTH: return g_strdup_printf("%04d-%02d", year, month);
	case PERIOD_QUARTER: return g_strdup_printf("%04d-Q%d", year, (month + 2) / 3);
	case PERIOD_ROLLING90: {
		g_autofree char *last = day_iso(period->past - 1);
		return g_strconcat("90d-", last, NULL);
	}
	case PERIOD_DAY: break;
	}
	return day_iso(period->first);
}

gboolean period_holds(const struct period *period, gint64 instant)
{
	return instant >= period->start && instant < period->end;
}
