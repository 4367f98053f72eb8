/* The season taken out of two years of months, and months in which some places had no data yet. */
#include <math.h>
#include <string.h>

#include "metrics/seasonal.h"

#include "talk.h"

static const struct metric counted = {
	.definition = { .name = "c_counted", .label = "Counted", .discipline = DISCIPLINE_COMMUNITY, .unit = UNIT_COUNT, .comparison = COMPARE_COUNTS },
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL,
};

/* `months` up to October 2026: a level, a slope a month, a yearly wave and a little noise that is not chance. */
static struct figure *
wave(guint months, double slope)
{
	struct period october = talk_month(10);
	g_autoptr(GTimeZone) zone = zone_open("UTC");
	struct figure *figure = figure_new(&counted.definition, &october);

	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	figure_add_value(figure, "value", "Counted", UNIT_COUNT);
	for (guint back = months; back-- > 0;) {
		struct period period = period_step(october, -(int)back, zone);
		struct figure_row *row = figure_add_row(figure);
		double t = (double)(months - back);
		figure_set_period(figure, row, 0, &period);
		figure_set_word(figure, row, 1, SCOPE_ALL);
		row->values[0] = value_count((gint64)(1000 + slope * t + 300 * sin(2 * G_PI * t / 12) + 17 * sin(37 * t * t)));
	}
	return figure;
}

static const char *
note_of(struct figure *figure)
{
	g_autoptr(GTimeZone) zone = zone_open("UTC");
	AUTO(project) project = project_new(".");

	project->zone = g_time_zone_ref(zone);
	seasonal_note(figure, &counted, project);
	g_assert_cmpuint(figure->notes->len, <=, 1);
	return figure->notes->len ? g_ptr_array_index(figure->notes, 0) : "";
}

static void
test_trend_without_its_season(void)
{
	AUTO(figure) rising = wave(30, 80);
	AUTO(figure) falling = wave(30, -25);
	AUTO(figure) still = wave(30, 0);

	const char *up = note_of(rising), *down = note_of(falling);

	/* the raw numbers swing by 300 within each year, whatever the trend does */
	g_assert_nonnull(strstr(up, "Seasonally adjusted (STL over 30 months), the trend is "));
	g_assert_nonnull(strstr(up, "against the month before: +"));
	g_assert_null(strstr(up, "not clearly"));
	g_assert_nonnull(strstr(down, "against the month before: \xe2\x88\x92"));
	g_assert_nonnull(strstr(note_of(still), "not clearly different"));
}

static void
test_nothing_is_said_of_less_than_two_years(void)
{
	AUTO(figure) little = wave(23, 80);
	AUTO(figure) gap = wave(30, 80);

	g_assert_cmpstr(note_of(little), ==, "");
	value_raise(&((struct figure_row *)g_ptr_array_index(gap->rows, 20))->values[0], STATE_PARTIAL, NULL);
	g_assert_cmpstr(note_of(gap), ==, "");
}

/* ---- a place whose data begin later ---- */

static struct value
members_in(const char *since, int month)
{
	struct talk talk = talk_open("2026-11-03");

	talk_account(&talk, "chat", "slack");
	((struct account *)g_ptr_array_index(talk.project->accounts, 1))->since = g_strdup(since);
	for (int i = 6; i <= 10; i++) {
		g_autofree char *when = g_strdup_printf("2026-%02d-05 10:00", i), *thread = g_strdup_printf("t%d", i);
		talk.platform = "discourse";
		talk_says(&talk, thread, "a", when);
		talk.platform = "slack";
		if (i >= 9)
			talk_says(&talk, thread, "b", when);
	}
	struct period october = talk_month(10), asked = talk_month(month);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = measuring_figure(measuring, metric_find("c_active_members"), &october);
	struct value value = *figure_number(figure, &asked, SCOPE_ALL);
	talk_close(&talk);
	return value;
}

static void
test_a_month_without_a_place_is_part_of_one(void)
{
	struct value before = members_in(NULL, 8), after = members_in(NULL, 9), declared = members_in("2026-09-01", 8);

	g_assert_cmpint(before.state, ==, STATE_PARTIAL);
	g_assert_cmpstr(before.reason, ==, "1 of 2 places");
	g_assert_cmpfloat(before.value, ==, 1);
	g_assert_cmpint(after.state, ==, STATE_OK);
	g_assert_cmpint(declared.state, ==, STATE_OK);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/seasonal/trend", test_trend_without_its_season);
	g_test_add_func("/seasonal/two-years", test_nothing_is_said_of_less_than_two_years);
	g_test_add_func("/seasonal/place", test_a_month_without_a_place_is_part_of_one);
	return g_test_run();
}
