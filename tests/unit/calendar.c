/* Days, zones with clock changes, periods, and moments as exports write them. */
#include "base/calendar.h"

#include <string.h>

static GTimeZone *zone(const char *name)
{
	GTimeZone *opened = zone_open(name);
	g_assert_nonnull(opened);
	return opened;
}

static void test_days(void)
{
	g_assert_cmpint(day_from_civil(1970, 1, 1), ==, 0);
	g_assert_cmpint(day_from_civil(2000, 3, 1), ==, 11017);
	g_assert_cmpint(day_from_civil(1969, 12, 31), ==, -1);
	g_assert_cmpint(day_from_civil(2026, 2, 29), ==, NO_DAY);
	g_assert_cmpint(day_from_civil(2026, 13, 1), ==, NO_DAY);
	g_assert_cmpint(day_weekday(0), ==, 3); /* a Thursday */
	g_assert_cmpint(day_weekday(-4), ==, 6);
	for (gint32 day = -200000; day < 200000; day += 13) {
		int year, month, of_month;
		day_to_civil(day, &year, &month, &of_month);
		g_assert_cmpint(day_from_civil(year, month, of_month), ==, day);
	}
	g_autofree char *iso = day_iso(day_from_civil(2026, 10, 31));
	g_assert_cmpstr(iso, ==, "2026-10-31");
}

static void test_zones(void)
{
	g_assert_null(zone_open("Europe/Atlantis"));
	g_assert_null(zone_open("+02:00"));
	g_assert_null(zone_open("../etc/passwd"));
	g_assert_null(zone_open(""));
	g_autoptr(GTimeZone) london = zone("Europe/London");
	g_autoptr(GTimeZone) pacific = zone("America/Los_Angeles");
	/* 2026-10-25 01:00 UTC: London's clocks go back. */
	gint64 change = 1792890000;
	g_assert_cmpint(hour_of_instant(change - 1, london), ==, 1);
	g_assert_cmpint(hour_of_instant(change, london), ==, 1);
	g_assert_cmpint(hour_of_instant(change + 3600, london), ==, 2);
	/* 06:30 UTC on 1 November is still October in Los Angeles. */
	gint64 early = (gint64)day_from_civil(2026, 11, 1) * 86400 + 6 * 3600 + 1800;
	g_assert_cmpint(day_of_instant(early, pacific), ==, day_from_civil(2026, 10, 31));
	g_assert_cmpint(hour_of_instant(early, pacific), ==, 23);
	g_assert_cmpint(day_of_instant(early, NULL), ==, day_from_civil(2026, 11, 1));
}

static void test_midnights(void)
{
	g_autoptr(GTimeZone) london = zone("Europe/London");
	g_autofree char *summer = instant_iso(instant_of_day(day_from_civil(2026, 10, 1), london));
	g_assert_cmpstr(summer, ==, "2026-09-30T23:00:00Z");
	/* São Paulo skipped midnight of 2018-11-04: the day began at 01:00, which is 03:00 UTC. */
	g_autoptr(GTimeZone) paulo = zone("America/Sao_Paulo");
	g_autofree char *skipped = instant_iso(instant_of_day(day_from_civil(2018, 11, 4), paulo));
	g_assert_cmpstr(skipped, ==, "2018-11-04T03:00:00Z");
	/* Havana has two midnights on 2026-11-01; the day begins with the first. */
	g_autoptr(GTimeZone) havana = zone("America/Havana");
	g_autofree char *twice = instant_iso(instant_of_day(day_from_civil(2026, 11, 1), havana));
	g_assert_cmpstr(twice, ==, "2026-11-01T04:00:00Z");
}

static void test_months(void)
{
	g_autoptr(GTimeZone) london = zone("Europe/London");
	struct period march = period_month(2026, 3, london), october = period_month(2026, 10, london);
	g_assert_cmpfloat_with_epsilon(period_days(&march), 30.958333, 1e-6);
	g_assert_cmpfloat_with_epsilon(period_days(&october), 31.041667, 1e-6);
	g_assert_true(period_holds(&october, october.start));
	g_assert_true(period_holds(&october, october.end - 1));
	g_assert_false(period_holds(&october, october.end));
	struct period january = period_month(2026, 1, london), before = period_step(january, -1, london);
	g_autofree char *id = period_id(&before);
	g_assert_cmpstr(id, ==, "2025-12");
	g_assert_cmpint(before.end, ==, january.start);
	struct period year = period_year_before(october, london);
	g_autofree char *year_id = period_id(&year);
	g_assert_cmpstr(year_id, ==, "2025-10");
}

static void test_period_names(void)
{
	static const struct {
		const char *name, *first, *last, *previous, *year_before;
	} rows[] = {
		{ "2026-10", "2026-10-01", "2026-10-31", "2026-09", "2025-10" },
		{ "2026-W44", "2026-10-26", "2026-11-01", "2026-W43", "2025-W44" },
		{ "2026-W53", "2026-12-28", "2027-01-03", "2026-W52", "2025-W52" },
		{ "2027-W01", "2027-01-04", "2027-01-10", "2026-W53", "2026-W01" },
		{ "2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3", "2025-Q4" },
		{ "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-28", "2023-03-02" },
		/* The ends of the calendar have neighbours. */
		{ "9999-12", "9999-12-01", "9999-12-31", "9999-11", "9998-12" },
		{ "9999-W52", "9999-12-27", "10000-01-02", "9999-W51", "9998-W52" },
		{ "0001-01", "0001-01-01", "0001-01-31", "0000-12", "0000-01" },
		{ "0001-Q1", "0001-01-01", "0001-03-31", "0000-Q4", "0000-Q1" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct period period;
		g_assert_true(period_parse(rows[i].name, NULL, &period));
		struct period before = period_step(period, -1, NULL), year = period_year_before(period, NULL);
		g_autofree char *id = period_id(&period), *first = day_iso(period.first), *last = day_iso(period.past - 1);
		g_autofree char *before_id = period_id(&before), *year_id = period_id(&year);
		g_assert_cmpstr(id, ==, rows[i].name);
		g_assert_cmpstr(first, ==, rows[i].first);
		g_assert_cmpstr(last, ==, rows[i].last);
		g_assert_cmpstr(before_id, ==, rows[i].previous);
		g_assert_cmpstr(year_id, ==, rows[i].year_before);
	}
	static const char *const wrong[] = { "", "2026", "2026-13", "2026-00", "2026-Q5", "2026-W54", "2025-W53", "2026-W00",
		                             "2026-02-30", "2026-10x", "2026-1-31 ", "October", "2026--1", "90d-2026-10-31", "0000-12",
		                             "0000-W52" };
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct period period;
		g_assert_false(period_parse(wrong[i], NULL, &period));
	}
}

static void test_rolling(void)
{
	struct period window = period_of_day(PERIOD_ROLLING90, day_from_civil(2026, 10, 31), NULL);
	g_autofree char *id = period_id(&window), *first = day_iso(window.first);
	g_assert_cmpstr(id, ==, "90d-2026-10-31");
	g_assert_cmpstr(first, ==, "2026-08-03");
	g_assert_cmpfloat(period_days(&window), ==, 90);
	struct period before = period_step(window, -1, NULL);
	g_assert_cmpint(before.past, ==, window.first);
	struct period early = period_step(period_month(1, 1, NULL), -30, NULL), late = period_step(period_month(9999, 12, NULL), 30, NULL);
	g_assert_cmpint(early.past - early.first, ==, 31);
	g_assert_cmpint(late.past - late.first, ==, 30);
	g_assert_cmpint(period_step(early, 30, NULL).first, ==, day_from_civil(1, 1, 1));
}

static void test_moments(void)
{
	static const struct {
		const char *text, *format, *zone, *instant;
	} rows[] = {
		{ "2026-10-31 23:30", "%Y-%m-%d %H:%M", "Europe/London", "2026-10-31T23:30:00Z" },
		{ "2026-07-01 00:15:10", "%Y-%m-%d %H:%M:%S", "Europe/London", "2026-06-30T23:15:10Z" },
		{ "2026-03-29 01:30", "%Y-%m-%d %H:%M", "Europe/London", "2026-03-29T01:00:00Z" }, /* in the gap */
		{ "2026-10-25 01:30", "%Y-%m-%d %H:%M", "Europe/London", "2026-10-25T00:30:00Z" }, /* first of two */
		{ "02/19/2015 11:45:22 PM", "%m/%d/%Y %I:%M:%S %p", "America/Los_Angeles", "2015-02-20T07:45:22Z" },
		{ "1/2/26, 12:05\u202fAM", "%m/%d/%y, %I:%M %p", "UTC", "2026-01-02T00:05:00Z" },
		{ "Sat Oct 31 10:00:00 +0000 2026", "%a %b %d %H:%M:%S %z %Y", "Asia/Tokyo", "2026-10-31T10:00:00Z" },
		{ "2026-10-31T10:00:00.123456+05:30", "%Y-%m-%dT%H:%M:%S.%f%z", "UTC", "2026-10-31T04:30:00Z" },
		{ "2026-10-31T10:00:00Z", "%Y-%m-%dT%H:%M:%S%z", "UTC", "2026-10-31T10:00:00Z" },
		{ "1609459200.000200", "%s", "UTC", "2021-01-01T00:00:00Z" },
		{ "1609459200999", "%Q", "UTC", "2021-01-01T00:00:00Z" },
		{ "-1", "%Q", "UTC", "1969-12-31T23:59:59Z" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GTimeZone) in = zone(rows[i].zone);
		gint32 day;
		gint64 instant;
		g_assert_true(moment_parse(rows[i].text, rows[i].format, in, 0, &day, &instant));
		g_autofree char *iso = instant_iso(instant);
		g_assert_cmpstr(iso, ==, rows[i].instant);
		g_assert_cmpint(day, ==, day_of_instant(instant, in));
	}
}

static void test_month_names(void)
{
	static const struct {
		const char *text, *format, *day;
	} rows[] = {
		{ "Oct 3, 2026", "%b %d, %Y", "2026-10-03" },       { "3. März 2026", "%d. %B %Y", "2026-03-03" },
		{ "3 de MAYO de 2026", "%d de %B de %Y", "2026-05-03" }, { "3 sept. 2026", "%d %b %Y", "2026-09-03" },
		{ "7 févr. 2026", "%d %b %Y", "2026-02-07" },       { "1 août 2026", "%d %B %Y", "2026-08-01" },
		{ "12 de março de 2026", "%d de %B de %Y", "2026-03-12" }, { "5 set 2026", "%d %b %Y", "2026-09-05" },
		{ "9 giugno 2026", "%d %B %Y", "2026-06-09" },      { "9 DIC 26", "%d %b %y", "2026-12-09" },
		{ "segunda-feira, 5 out 2026", "%A, %d %b %Y", "2026-10-05" },
		{ "sáb. 3   enero 2026", "%a %d %b %Y", "2026-01-03" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint32 day;
		gint64 instant;
		g_assert_true(moment_parse(rows[i].text, rows[i].format, NULL, 0, &day, &instant));
		g_autofree char *iso = day_iso(day);
		g_assert_cmpstr(iso, ==, rows[i].day);
		g_assert_cmpint(instant, ==, NO_TIME);
	}
}

static void test_years(void)
{
	gint32 day;
	gint64 instant;
	g_assert_false(moment_parse("October 31", "%B %d", NULL, 0, &day, &instant));
	g_assert_true(moment_parse("October 31", "%B %d", NULL, 2025, &day, &instant));
	g_assert_cmpint(day, ==, day_from_civil(2025, 10, 31));
	g_assert_false(moment_parse("February 29", "%B %d", NULL, 2025, &day, &instant));
	g_assert_true(moment_parse("February 29", "%B %d", NULL, 2024, &day, &instant));
	g_assert_true(moment_parse("2026-10-31", "%Y-%m-%d", NULL, 1999, &day, &instant));
	g_assert_cmpint(day, ==, day_from_civil(2026, 10, 31));
}

static void test_bad_moments(void)
{
	static const char *const rows[][2] = {
		{ "2026-10-31x", "%Y-%m-%d" }, { "2026-10", "%Y-%m-%d" },     { "31/12/2026", "%m/%d/%Y" },
		{ "26-10-31", "%Y-%m-%d" },    { "Foo 3, 2026", "%b %d, %Y" }, { "2026-10-31 24:00", "%Y-%m-%d %H:%M" },
		{ "", "%Y-%m-%d" },            { "13:00 PM", "%I:%M %p" },    { "1.6e9", "%s" },
		{ "99999999999999999999", "%s" }, { "3.\xd0\xb0\xd0\xbf\xd1\x80", "%d.%b" }, { "2026-10-31", "%Y-%m-%d %q" },
		/* out of the calendar, by the clock of UTC at least */
		{ "9999-12-31 23:59-14:00", "%Y-%m-%d %H:%M%z" }, { "0001-01-01 00:00+14:00", "%Y-%m-%d %H:%M%z" }, { "-99999999999", "%s" },
		{ "253402300800", "%s" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint32 day;
		gint64 instant;
		g_assert_false(moment_parse(rows[i][0], rows[i][1], NULL, 2026, &day, &instant));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/calendar/days", test_days);
	g_test_add_func("/calendar/zones", test_zones);
	g_test_add_func("/calendar/midnights", test_midnights);
	g_test_add_func("/calendar/months", test_months);
	g_test_add_func("/calendar/period-names", test_period_names);
	g_test_add_func("/calendar/rolling", test_rolling);
	g_test_add_func("/moment/instants", test_moments);
	g_test_add_func("/moment/month-names", test_month_names);
	g_test_add_func("/moment/years", test_years);
	g_test_add_func("/moment/bad", test_bad_moments);
	return g_test_run();
}
