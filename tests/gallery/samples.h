/* Invented figures for every shape and every hard case: the gallery shows them, the unit test of charts walks them. */
#ifndef TESTS_GALLERY_SAMPLES_H
#define TESTS_GALLERY_SAMPLES_H

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "charts/chart.h"

struct sample {
	const char *section, *chart, *title, *subtitle;
	struct figure *figure;
	const char *scope;
	double goal;
	const char *goal_label;
};

/* A definition for a discipline, shape and unit; lives as long as the program. */
static const struct definition *
definition_of(enum discipline discipline, enum shape shape, enum unit unit, const char *label)
{
	static GPtrArray *kept;
	struct definition *definition = g_new0(struct definition, 1);
	kept = kept ? kept : g_ptr_array_new();
	g_ptr_array_add(kept, definition);
	*definition = (struct definition){ .name = "sample", .card = "S", .discipline = discipline, .label = label, .question = "?",
		                           .formula = "", .noun = "things", .unit = unit, .shape = shape, .source = "" };
	return definition;
}

static struct period
october(int years_back)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	return period_month(2026 - years_back, 10, zone);
}

static struct period
months_before(int count)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	return period_step(october(0), -count, zone);
}

/* 0…1, the same every time. */
static double
noise(guint seed)
{
	guint32 x = seed * 2654435761u;
	x ^= x >> 15;
	x *= 2246822519u;
	x ^= x >> 13;
	return (x & 0xffff) / 65536.0;
}

static struct figure *
figure_of(const struct definition *definition)
{
	struct period now = october(0);
	return figure_new(definition, &now);
}

static struct figure_row *
row_of_period(struct figure *figure, int months)
{
	struct period period = months_before(months);
	struct figure_row *row = figure_add_row(figure);
	figure_set_period(figure, row, 0, &period);
	if (figure_key(figure, "scope") >= 0)
		figure_set_word(figure, row, (guint)figure_key(figure, "scope"), SCOPE_ALL);
	return row;
}

static struct figure *
series_begin(enum discipline discipline, enum unit unit, const char *label)
{
	struct figure *figure = figure_of(definition_of(discipline, SHAPE_SERIES, unit, label));
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "value", label, unit);
	return figure;
}

/* `months` values around `level`, rising by `slope` a month, ± `half`. */
static struct figure *
series_sample(enum discipline discipline, enum unit unit, int months, double level, double slope, double half, const char *label)
{
	struct figure *figure = series_begin(discipline, unit, label);
	for (int i = months - 1; i >= 0; i--) {
		double value = level + slope * (months - i) + half * 1.6 * sin(i * 0.8) + half * noise((guint)i);
		row_of_period(figure, i)->values[0] = value_estimate(value, value - half, value + half, 214);
	}
	return figure;
}

static struct figure_row *
row_from_end(struct figure *figure, guint back)
{
	return g_ptr_array_index(figure->rows, figure->rows->len - 1 - back);
}

static void
set_state(struct figure *figure, guint back, enum state state, const char *reason)
{
	struct value *value = &row_from_end(figure, back)->values[0];
	if (state >= STATE_TOO_FEW)
		*value = value_none(state, figure_word(figure, reason));
	else
		value_raise(value, state, figure_word(figure, reason));
}

/* ---- rows by name ---- */

static struct figure *
named_begin(enum discipline discipline, enum shape shape, enum unit unit, const char *label)
{
	struct figure *figure = figure_of(definition_of(discipline, shape, unit, label));
	figure_add_key(figure, "item", "Item", KEY_WORD);
	figure_add_value(figure, "value", label, unit);
	return figure;
}

static struct value *
named_add(struct figure *figure, const char *name, struct value value)
{
	struct figure_row *row = figure_add_row(figure);
	figure_set_word(figure, row, 0, name);
	row->values[0] = value;
	return &row->values[0];
}

static struct value
in_state(struct value value, enum state state, const char *reason)
{
	value_raise(&value, state, reason);
	return value;
}

static struct figure *
estimates_broadcast(void)
{
	struct figure *figure = named_begin(DISCIPLINE_BROADCAST, SHAPE_ESTIMATE, UNIT_SHARE, "People who acted");
	named_add(figure, "LinkedIn", value_estimate(0.024, 0.018, 0.03, 61450));
	named_add(figure, "Instagram", value_estimate(0.013, 0.010, 0.016, 412600));
	named_add(figure, "Facebook", in_state(value_estimate(0.008, 0.006, 0.010, 188300), STATE_PROVISIONAL, "provisional until 14 Nov"));
	named_add(figure, "Mastodon", in_state(value_estimate(0.019, 0.007, INFINITY, 31), STATE_SMALL, NULL));
	named_add(figure, "YouTube", (struct value){ NAN, NAN, NAN, 2, STATE_TOO_FEW, NULL, NAN, NAN, NAN, NO_COUNT });
	named_add(figure, "TikTok", value_none(STATE_NO_DATA, "not reported by TikTok"));
	return figure;
}

static struct figure *
estimates_community(void)
{
	struct figure *figure = named_begin(DISCIPLINE_COMMUNITY, SHAPE_ESTIMATE, UNIT_HOURS, "Time to first reply");
	named_add(figure, "Workshop chat", value_estimate(3.1, 2.2, 4.6, 78));
	named_add(figure, "Forum", value_estimate(4.9, 3.5, 7.0, 121));
	named_add(figure, "Ride groups", in_state(value_estimate(6.6, 2.4, INFINITY, 15), STATE_SMALL, NULL));
	named_add(figure, "Board room", value_none(STATE_SUPPRESSED, NULL));
	named_add(figure, "Newcomers’ corner", value_none(STATE_UNDEFINED, "no questions were asked"));
	return figure;
}

static struct figure *
amounts(enum discipline discipline, const char *label, const char *const *names, const double *values, int count)
{
	struct figure *figure = named_begin(discipline, SHAPE_AMOUNTS, UNIT_COUNT, label);
	if (strstr(names[0], "week")) /* ages have an order of their own */
		g_array_index(figure->key_columns, struct figure_column, 0).name = "age";
	for (int i = 0; i < count; i++)
		named_add(figure, names[i], value_count((gint64)values[i]));
	return figure;
}

static struct figure *
amounts_broadcast(void)
{
	static const char *const names[] = { "Saturday mail", "LinkedIn", "Instagram" };
	struct figure *figure = amounts(DISCIPLINE_BROADCAST, "Leads", names, (double[]){ 33, 22, 18 }, 3);
	named_add(figure, "Facebook", in_state(value_count(11), STATE_PARTIAL, "29 of 31 days"));
	named_add(figure, "TikTok", value_none(STATE_NO_DATA, "not reported"));
	return figure;
}

static struct figure *
goals(enum discipline discipline)
{
	static const char *const columns[] = { "actual", "target", "attainment" };
	struct figure *figure = figure_of(definition_of(discipline, SHAPE_GOALS, UNIT_COUNT, "Goals"));
	figure_add_key(figure, "goal", "Goal", KEY_WORD);
	figure_add_key(figure, "label", "Label", KEY_WORD);
	figure_add_key(figure, "verdict", "Verdict", KEY_WORD);
	for (int i = 0; i < 3; i++)
		figure_add_value(figure, columns[i], columns[i], UNIT_COUNT);
	return figure;
}

static void
goal_add(struct figure *figure, const char *label, const char *verdict, struct value actual, double target)
{
	struct figure_row *row = figure_add_row(figure);
	figure_set_word(figure, row, 0, label);
	figure_set_word(figure, row, 1, label);
	figure_set_word(figure, row, 2, verdict);
	row->values[0] = actual;
	row->values[1] = value_estimate(target, NAN, NAN, NO_COUNT);
	if (value_has_number(&actual))
		row->values[2] = value_estimate(actual.value / target, NAN, NAN, NO_COUNT);
}

static struct figure *
goals_broadcast(void)
{
	struct figure *figure = goals(DISCIPLINE_BROADCAST);
	goal_add(figure, "Leads", "met", value_estimate(84, 67, 104, NO_COUNT), 65);
	goal_add(figure, "Workshop bookings", "too close to call", value_estimate(31, 21, 44, NO_COUNT), 40);
	goal_add(figure, "Trial rides", "", in_state(value_count(22), STATE_PARTIAL, "12 of 31 days"), 60);
	return figure;
}

static struct figure *
goals_community(void)
{
	struct figure *figure = goals(DISCIPLINE_COMMUNITY);
	goal_add(figure, "Newcomers heard back", "met", value_estimate(0.83, 0.70, 0.91, 47), 0.65);
	goal_add(figure, "Questions answered within one day", "too close to call", value_estimate(0.78, 0.72, 0.83, 214), 0.80);
	goal_add(figure, "Solved in a week", "", value_none(STATE_NO_DATA, "not reported: solving cannot be marked here"), 0.5);
	return figure;
}

/* ---- patterns ---- */

static struct figure *
hours(enum discipline discipline)
{
	struct figure *figure = figure_of(definition_of(discipline, SHAPE_MATRIX, UNIT_SHARE, "Answered within 8 hours"));
	figure_add_key(figure, "weekday", "Day", KEY_NUMBER);
	figure_add_key(figure, "hour", "Hour", KEY_NUMBER);
	figure_add_value(figure, "value", "Share", UNIT_SHARE);
	for (guint i = 0; i < 7 * 24; i++) {
		struct figure_row *row = figure_add_row(figure);
		double hour = i % 24, share = exp(-pow((hour - 11) / 5.5, 2)) * 0.8 + 0.15 * noise(i);
		figure_set_number(figure, row, 0, i / 24);
		figure_set_number(figure, row, 1, hour);
		row->values[0] = hour < (i / 24 == 6 ? 8 : 6) ? value_none(STATE_TOO_FEW, NULL) : value_estimate(share, share - 0.1, share + 0.1, 30);
	}
	return figure;
}

static struct figure *
crossed(void)
{
	static const char *const kinds[] = { "How-to", "Events", "Offers", "Stories" }, *const channels[] = { "LinkedIn", "Instagram", "Facebook", "YouTube" };
	static const double values[] = { 2.4, 1.9, -1, 2.2, 1.3, 0.9, 1.1, -3, 0.8, 0.7, -2, 0.9, 3.1, 2.6, 2.9, -1 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_BROADCAST, SHAPE_MATRIX, UNIT_RATE, "Link clicks, % of times shown"));
	figure_add_key(figure, "kind", "Kind", KEY_WORD);
	figure_add_key(figure, "channel", "Channel", KEY_WORD);
	figure_add_value(figure, "value", "Clicks", UNIT_RATE);
	for (int i = 0; i < 16; i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_word(figure, row, 0, kinds[i / 4]);
		figure_set_word(figure, row, 1, channels[i % 4]);
		row->values[0] = values[i] > 0 ? value_estimate(values[i], NAN, NAN, 40) :
		                 value_none(values[i] == -1 ? STATE_TOO_FEW : values[i] == -2 ? STATE_SUPPRESSED : STATE_NO_DATA, NULL);
	}
	return figure;
}

static void
curve_rows(struct figure *figure, int months, const double *at, const double *share, const int *waiting, int count, double half)
{
	for (int i = 0; i < count; i++) {
		struct figure_row *row = row_of_period(figure, months);
		figure_set_number(figure, row, 2, at[i]);
		row->values[0] = value_estimate(share[i], fmax(0, share[i] - half), fmin(1, share[i] + half), 214);
		row->values[1] = value_count(214 - i * 12);
		row->values[2] = value_count(waiting ? waiting[i] : 0);
	}
}

static struct figure *
curve_begin(void)
{
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_SURVIVAL, UNIT_SHARE, "Questions answered"));
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_key(figure, "hours", "hours since the question was asked", KEY_NUMBER);
	figure_add_value(figure, "share", "Answered", UNIT_SHARE);
	figure_add_value(figure, "at_risk", "Waiting", UNIT_COUNT);
	figure_add_value(figure, "censored", "Last seen waiting", UNIT_COUNT);
	return figure;
}

static struct figure *
curve(void)
{
	static const double at[] = { 0.5, 1, 2, 3, 4.2, 6, 9, 13, 18, 24, 33, 44, 56, 70, 72 };
	static const double share[] = { 0.1, 0.19, 0.32, 0.43, 0.5, 0.57, 0.63, 0.69, 0.74, 0.78, 0.82, 0.86, 0.89, 0.91, 0.91 };
	static const double before[] = { 0.04, 0.1, 0.2, 0.3, 0.4, 0.45, 0.52, 0.6, 0.66, 0.72, 0.76, 0.79, 0.82, 0.84, 0.84 };
	static const int waiting[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0, 4 };
	struct figure *figure = curve_begin();
	curve_rows(figure, 12, at, before, NULL, 15, 0.05);
	curve_rows(figure, 0, at, share, waiting, 15, 0.05);
	return figure;
}

/* Two groups of one month: the second is drawn in grey, by its name. */
static struct figure *
curve_of_groups(void)
{
	static const double at[] = { 1, 2, 4, 7, 11, 16, 24, 40, 60, 72 }, newcomers[] = { 0.08, 0.2, 0.34, 0.45, 0.55, 0.63, 0.7, 0.76, 0.8, 0.8 };
	static const double others[] = { 0.14, 0.3, 0.46, 0.57, 0.67, 0.75, 0.81, 0.86, 0.9, 0.9 };
	static const int waiting[] = { 0, 0, 0, 0, 0, 0, 0, 2, 0, 3 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_SURVIVAL, UNIT_SHARE, "Newcomers and others who heard back"));
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_key(figure, "hours", "Hours since the first message", KEY_NUMBER);
	figure_add_key(figure, "group", "Who", KEY_WORD);
	figure_add_value(figure, "share", "Heard back", UNIT_SHARE);
	figure_add_value(figure, "at_risk", "Waiting", UNIT_COUNT);
	figure_add_value(figure, "censored", "Last seen waiting", UNIT_COUNT);
	curve_rows(figure, 0, at, newcomers, waiting, 10, 0.1);
	curve_rows(figure, 0, at, others, NULL, 10, 0.05);
	for (guint i = 0; i < figure->rows->len; i++)
		figure_set_word(figure, g_ptr_array_index(figure->rows, i), 3, i < 10 ? "newcomers" : "others");
	return figure;
}

static struct figure *
curve_unreached(void)
{
	static const double at[] = { 3, 8, 16, 30, 44, 60, 72 }, share[] = { 0.08, 0.15, 0.22, 0.28, 0.33, 0.38, 0.38 };
	static const int waiting[] = { 0, 0, 0, 2, 1, 0, 3 };
	struct figure *figure = curve_begin();
	curve_rows(figure, 0, at, share, waiting, 7, 0.2);
	return figure;
}

/* Four groups around their centres; staff in the middle of some. */
static struct figure *
network(int people)
{
	static const double centres[][2] = { { 0.15, 0.5 }, { 0.45, 0.75 }, { 0.62, 0.2 }, { 0.85, 0.65 } };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_EDGES, UNIT_COUNT, "Who answers whom"));
	static const char *const keys[] = { "kind", "role" }, *const numbers[] = { "id", "from", "to" }, *const values[] = { "weight", "lasting", "x", "y" };
	for (int i = 0; i < 2; i++)
		figure_add_key(figure, keys[i], keys[i], KEY_WORD);
	for (int i = 0; i < 3; i++)
		figure_add_key(figure, numbers[i], numbers[i], KEY_NUMBER);
	for (int i = 0; i < 4; i++)
		figure_add_value(figure, values[i], values[i], UNIT_COUNT);
	for (int i = 0; i < people; i++) {
		struct figure_row *row = figure_add_row(figure);
		double angle = 6.28 * noise((guint)i * 3 + 1), far = 0.2 * sqrt(noise((guint)i * 7 + 2));
		figure_set_word(figure, row, 0, "node");
		figure_set_word(figure, row, 1, i % 15 == 7 ? "staff" : "member");
		figure_set_number(figure, row, 2, i);
		row->values[2] = value_estimate(centres[i % 4][0] + far * cos(angle), NAN, NAN, NO_COUNT);
		row->values[3] = value_estimate(centres[i % 4][1] + far * sin(angle), NAN, NAN, NO_COUNT);
	}
	for (int i = 0; i < people * 2; i++) {
		struct figure_row *row = figure_add_row(figure);
		int from = (int)(noise((guint)i * 11) * people), step = noise((guint)i * 5) < 0.85 ? 4 : 1;
		figure_set_word(figure, row, 0, "edge");
		figure_set_number(figure, row, 3, from);
		figure_set_number(figure, row, 4, (from + step * (1 + (int)(noise((guint)i * 13) * 4))) % people);
		row->values[0] = value_count(1 + i % 3);
		row->values[1] = value_count(i % 7 == 0);
	}
	return figure;
}

static struct figure *
terms(void)
{
	struct figure *figure = named_begin(DISCIPLINE_COMMUNITY, SHAPE_TERMS, UNIT_INDEX, "Words of the month");
	static const char *const words[] = { "winter tyres", "lights", "hub dynamo", "night ride", "tubeless", "picnic" };
	static const double strength[] = { 3.1, 2.4, 1.9, 1.2, 0.4, -1.6 };
	for (int i = 0; i < 6; i++)
		named_add(figure, words[i], value_estimate(strength[i], strength[i] - 0.7, strength[i] + 0.7, 40));
	return figure;
}

static struct figure *
cohorts(void)
{
	static const double shares[] = { 0.55, 0.45, 0.42, 0.36, 0.33, 0.30 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_COHORTS, UNIT_SHARE, "Newcomers active again"));
	figure_add_key(figure, "cohort", "Joined", KEY_PERIOD);
	figure_add_key(figure, "age", "Months after joining: % active again", KEY_NUMBER);
	figure_add_value(figure, "share", "Active again", UNIT_SHARE);
	figure_add_value(figure, "people", "People", UNIT_COUNT);
	for (int months = 6; months >= 0; months--)
		for (int age = 0; age <= MAX(months, 1); age++) {
			struct figure_row *row = row_of_period(figure, months);
			double share = age ? shares[age - 1] + 0.06 * (noise((guint)(months * 7 + age)) - 0.5) : 1;
			figure_set_number(figure, row, 1, age);
			row->values[0] = value_estimate(share, NAN, NAN, 40);
			row->values[1] = value_count(months == 0 ? 8 : 30 + months * 3);
			if (months == 1 && age == 1)
				value_raise(&row->values[0], STATE_PROVISIONAL, "provisional");
			if (months == 0 && age == 1)
				row->values[0] = value_none(STATE_TOO_FEW, NULL);
		}
	return figure;
}

static struct figure *
stages(void)
{
	static const char *const names[] = { "Link clicks", "Visits kept", "Begun", "Leads", "Joined" };
	static const double counts[] = { 7936, 5210, 391, 84, 19 }, kept[] = { NAN, 0.66, 0.075, 0.21, 0.23 }, half[] = { 0, 0.01, 0.008, 0.04, 0.08 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_BROADCAST, SHAPE_STAGES, UNIT_COUNT, "From click to member"));
	figure_add_key(figure, "stage", "Stage", KEY_WORD);
	figure_add_value(figure, "value", "People", UNIT_COUNT);
	figure_add_value(figure, "kept", "Kept", UNIT_SHARE);
	for (int i = 0; i < 5; i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_word(figure, row, 0, names[i]);
		row->values[0] = value_count((gint64)counts[i]);
		if (i > 0)
			row->values[1] = value_estimate(kept[i], kept[i] - half[i], kept[i] + half[i], 100);
	}
	value_raise(&row_from_end(figure, 0)->values[0], STATE_PROVISIONAL, "provisional");
	return figure;
}

static struct figure *
posts(enum discipline discipline, int count, enum unit unit, const char *best)
{
	struct figure *figure = figure_of(definition_of(discipline, SHAPE_POSTS, unit, "Engagement of each post"));
	figure_add_key(figure, "post", "Post", KEY_WORD);
	figure_add_value(figure, "value", "Value", unit);
	for (int i = 0; i < count; i++) {
		struct figure_row *row = figure_add_row(figure);
		double spread = noise((guint)i) + noise((guint)i + 777) + noise((guint)i + 5555);
		g_autofree char *name = g_strdup_printf("Post %d", i);
		figure_set_word(figure, row, 0, i == 7 ? best : name);
		row->values[0] = unit == UNIT_SHARE ? value_estimate(0.009 * spread, 0.007 * spread, 0.011 * spread, 900)
		                                    : value_count((gint64)(1 + 2.4 * spread));
		if (i == 7)
			row->values[0] = unit == UNIT_SHARE ? value_estimate(0.054, 0.046, 0.062, 4000) : value_count(14);
	}
	return figure;
}

static struct figure *
shares(int wholes)
{
	static const char *const months[] = { "Oct 2026", "Jul 2026", "Oct 2025" }, *const names[] = { "lasting", "thin", "once only" };
	static const int counts[] = { 58, 171, 255, 49, 160, 248, 31, 122, 240 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_SHARES, UNIT_COUNT, "Ties between members"));
	if (wholes > 1)
		figure_add_key(figure, "period", "Month", KEY_WORD);
	figure_add_key(figure, "kind", "Kind", KEY_WORD);
	figure_add_value(figure, "value", "Ties", UNIT_COUNT);
	for (int i = 0; i < 3 * wholes; i++) {
		struct figure_row *row = figure_add_row(figure);
		if (wholes > 1)
			figure_set_word(figure, row, 0, months[i / 3]);
		figure_set_word(figure, row, wholes > 1, names[i % 3]);
		row->values[0] = value_count(counts[i]);
	}
	return figure;
}

static struct figure *
flows(enum discipline discipline, int scopes)
{
	static const char *const names[] = { "Instagram", "LinkedIn" };
	static const char *const columns[] = { "value", "gained", "lost" };
	struct figure *figure = figure_of(definition_of(discipline, SHAPE_FLOWS, UNIT_COUNT, "Gained and lost"));
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	for (int i = 0; i < 3; i++)
		figure_add_value(figure, columns[i], columns[i], UNIT_COUNT);
	for (int scope = 0; scope < scopes; scope++)
		for (int months = 12; months >= 0; months--) {
			struct figure_row *row = row_of_period(figure, months);
			gint64 gained = (gint64)(60 + 80 * noise((guint)(months + 50 * scope))), lost = (gint64)(20 + 40 * noise((guint)(months + 99)));
			figure_set_word(figure, row, 1, scopes > 1 ? names[scope] : SCOPE_ALL);
			if (months == 4) /* that month is not reported */
				continue;
			row->values[0] = value_count(gained - lost);
			row->values[1] = value_count(gained);
			row->values[2] = value_count(lost);
		}
	return figure;
}

static struct figure *
pulse(void)
{
	struct figure *figure = figure_of(definition_of(DISCIPLINE_COMMUNITY, SHAPE_PULSE, UNIT_COUNT, "Messages by members"));
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	static const char *const columns[] = { "value", "low", "high" };
	figure_add_key(figure, "period", "Week", KEY_PERIOD);
	for (int i = 0; i < 3; i++)
		figure_add_value(figure, columns[i], columns[i], UNIT_COUNT);
	struct period last = period_of_day(PERIOD_WEEK, october(0).past - 8, zone);
	for (int weeks = 16; weeks >= 0; weeks--) {
		struct period week = period_step(last, -weeks, zone);
		struct figure_row *row = figure_add_row(figure);
		figure_set_period(figure, row, 0, &week);
		row->values[0] = value_count(weeks == 5 ? 318 : 200 + (gint64)(50 * noise((guint)weeks)));
		row->values[1] = value_count(165 + (16 - weeks));
		row->values[2] = value_count(275 + (16 - weeks));
	}
	return figure;
}

static struct figure *
slope(void)
{
	static const char *const names[] = { "LinkedIn", "Instagram", "Facebook", "YouTube" };
	static const double before[] = { 0.019, 0.012, 0.011, 0.006 }, after[] = { 0.024, 0.013, 0.008, 0.006 };
	struct figure *figure = figure_of(definition_of(DISCIPLINE_BROADCAST, SHAPE_SLOPE, UNIT_SHARE, "People who acted"));
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Channel", KEY_WORD);
	figure_add_value(figure, "value", "Share", UNIT_SHARE);
	for (int i = 0; i < 8; i++) {
		struct figure_row *row = row_of_period(figure, i < 4 ? 12 : 0);
		double share = i < 4 ? before[i] : after[i - 4];
		figure_set_word(figure, row, 1, names[i % 4]);
		row->values[0] = value_estimate(share, share - 0.0014, share + 0.0014, 50000);
	}
	return figure;
}

static struct figure *
one_value(enum shape shape, enum unit unit, struct value value, const char *label)
{
	struct figure *figure = named_begin(DISCIPLINE_COMMUNITY, shape, unit, label);
	named_add(figure, "all", value);
	return figure;
}

/* ---- hard cases ---- */

static struct figure *
long_names(void)
{
	static const char *const names[] = { "Donaudampfschifffahrtsgesellschaftskapitänsgesellschaft", "Saturday mail, week 41",
		                             "Bring a friend to the autumn maintenance evening", "مسار الدراجات" };
	return amounts(DISCIPLINE_BROADCAST, "Leads by campaign", names, (double[]){ 14, 9, 7, 3 }, 4);
}

static struct figure *
unequal(void)
{
	struct figure *figure = named_begin(DISCIPLINE_BROADCAST, SHAPE_ESTIMATE, UNIT_COUNT, "Times shown");
	named_add(figure, "Instagram", value_count(412600));
	named_add(figure, "LinkedIn", value_count(61450));
	named_add(figure, "Mail", value_count(9640));
	named_add(figure, "Mastodon", value_count(212));
	return figure;
}

static struct figure *
all_zero(void)
{
	static const char *const names[] = { "over a week", "3 to 7 days" };
	struct figure *figure = amounts(DISCIPLINE_COMMUNITY, "Open questions", names, (double[]){ 0, 0 }, 2);
	named_add(figure, "under 3 days", value_none(STATE_SUPPRESSED, "hidden (fewer than 5 people)"));
	return figure;
}

static struct figure *
negative(void)
{
	static const char *const names[] = { "Instagram", "LinkedIn", "Facebook", "Mastodon" };
	return amounts(DISCIPLINE_BROADCAST, "Followers gained", names, (double[]){ 310, 84, -46, -190 }, 4);
}

static struct figure *
broken_line(void)
{
	struct figure *figure = series_sample(DISCIPLINE_BROADCAST, UNIT_COUNT, 13, 210, 6, 12, "Times shown, thousands");
	for (guint i = 0; i < 13; i++) {
		struct value *value = &row_from_end(figure, i)->values[0];
		*value = value_count((gint64)(i < 2 ? value->value * 1.6 : value->value));
	}
	set_state(figure, 1, STATE_BREAK, "views since 1 Sep");
	return figure;
}

static struct figure *
filling_line(void)
{
	struct figure *figure = series_sample(DISCIPLINE_COMMUNITY, UNIT_RATE, 13, 6, 0.05, 0.4, "Questions a day");
	for (guint i = 0; i < 13; i++)
		row_from_end(figure, i)->values[0].lo = row_from_end(figure, i)->values[0].hi = NAN;
	set_state(figure, 0, STATE_PARTIAL, "12 of 31 days");
	return figure;
}

static struct figure *
gap_line(void)
{
	struct figure *figure = series_sample(DISCIPLINE_COMMUNITY, UNIT_SHARE, 13, 0.64, 0.01, 0.02, "Answered within a day");
	set_state(figure, 7, STATE_NO_DATA, "not reported");
	set_state(figure, 4, STATE_TOO_FEW, NULL);
	set_state(figure, 2, STATE_TOO_FEW, NULL);
	return figure;
}

/* All of them. Caller frees the array; the figures live as long as the program. */
static GArray *
samples_new(void)
{
	const struct sample all[] = {
		{ "Over time", "line", "Clicks rose after January and then held", "Link clicks a day; band 95 % range",
		  series_sample(DISCIPLINE_BROADCAST, UNIT_RATE, 25, 150, 4, 24, "Link clicks a day"), SCOPE_ALL, NAN, NULL },
		{ "Over time", "line", "More replies pass between members", "% of replies; band 95 % range",
		  series_sample(DISCIPLINE_COMMUNITY, UNIT_SHARE, 25, 0.40, 0.008, 0.05, "Replies between members"), SCOPE_ALL, NAN, NULL },
		{ "Over time", "line", "Views replaced impressions in September", "Times shown, thousands", broken_line(), SCOPE_ALL, NAN, NULL },
		{ "Over time", "line", "October is still filling: 12 of 31 days", "Questions a day", filling_line(), SCOPE_ALL, NAN, NULL },
		{ "Over time", "pulse", "One unusual week", "Messages by members a week; grey: expected range", pulse(), NULL, NAN, NULL },
		{ "Over time", "flows", "More people come than go", "People gained and lost", flows(DISCIPLINE_COMMUNITY, 1), SCOPE_ALL, NAN, NULL },
		{ "Over time", "flows", "Followers by channel", "Gained and lost", flows(DISCIPLINE_BROADCAST, 2), NULL, NAN, NULL },
		{ "Over time", "slope", "LinkedIn up, Facebook down since October 2025", "People who acted, % of times shown", slope(), NULL, NAN, NULL },
		{ "Over time", "line", "Chat export missing in March", "% answered within a day; goal 80", gap_line(), SCOPE_ALL, 0.8, "planned 80 %" },
		{ "Size and uncertainty", "dot", "LinkedIn drew more action", "People who acted, % of times shown; all states", estimates_broadcast(), NULL, NAN, NULL },
		{ "Size and uncertainty", "dot", "No clear difference between chat and forum", "Median hours with 95 % range, goal 6", estimates_community(), NULL, 6, "goal 6 h" },
		{ "Size and uncertainty", "bullet", "One goal met, one too close to call, one not final", "Tall stroke: planned", goals_broadcast(), NULL, NAN, NULL },
		{ "Size and uncertainty", "bullet", "Newcomers were welcomed as planned", "Tall stroke: planned", goals_community(), NULL, NAN, NULL },
		{ "Size and uncertainty", "bar", "Mail and LinkedIn brought 55 of the 84 leads", "Leads by last link followed", amounts_broadcast(), NULL, NAN, NULL },
		{ "Size and uncertainty", "bar", "Eleven people are still waiting", "Open questions by age",
		  amounts(DISCIPLINE_COMMUNITY, "Open questions", (const char *const[]){ "over a week", "3 to 7 days", "1 to 3 days", "under a day" }, (double[]){ 2, 3, 4, 2 }, 4), NULL, NAN, NULL },
		{ "Size and uncertainty", "terms", "What October spoke about", "Strength against the year before", terms(), NULL, NAN, NULL },
		{ "Size and uncertainty", "strip", "One post stands apart from the other forty", "Each square a post: people who acted",
		  posts(DISCIPLINE_BROADCAST, 41, UNIT_SHARE, "“Winter tyres in 60 seconds”"), NULL, NAN, NULL },
		{ "Size and uncertainty", "strip", "One conversation drew fourteen members", "Each circle a thread: members who wrote",
		  posts(DISCIPLINE_COMMUNITY, 46, UNIT_COUNT, "“Which hub dynamo?”"), NULL, NAN, NULL },
		{ "Size and uncertainty", "strip", "Three hundred posts", "Each square a post",
		  posts(DISCIPLINE_BROADCAST, 300, UNIT_SHARE, "A very long title of a post that cannot possibly stand beside its mark in one line"), NULL, NAN, NULL },
		{ "Size and uncertainty", "strip", "Three thousand conversations lie on each other at the rim", "Each circle a thread",
		  posts(DISCIPLINE_COMMUNITY, 3000, UNIT_COUNT, "“Which hub dynamo?”"), NULL, NAN, NULL },
		{ "Size and uncertainty", "parts", "Lasting ties: 58 now, 31 a year ago", "Ties between members by kind, 90 days", shares(3), NULL, NAN, NULL },
		{ "Size and uncertainty", "parts", "One whole", "Ties between members by kind", shares(1), NULL, NAN, NULL },
		{ "Patterns", "cohort", "Half of newcomers return the month after", "% of newcomers active again", cohorts(), NULL, NAN, NULL },
		{ "Patterns", "funnel", "Most visitors leave before the sign-up form", "People at each step, log scale", stages(), NULL, NAN, NULL },
		{ "Patterns", "dots", "71 of 342 active members have a lasting tie", "Each circle 1 %",
		  one_value(SHAPE_DOTS, UNIT_SHARE, value_estimate(71 / 342.0, 0.17, 0.25, 342), "Members with a lasting tie"), NULL, NAN, NULL },
		{ "Patterns", "dots", "7 of 23 stayed", "Each circle a person",
		  one_value(SHAPE_DOTS, UNIT_SHARE, value_estimate(7 / 23.0, 0.15, 0.5, 23), "Newcomers who stayed"), NULL, NAN, NULL },
		{ "Patterns", "spark", "Word-sized", "Shape only, mark on the last value",
		  series_sample(DISCIPLINE_BROADCAST, UNIT_SHARE, 13, 0.02, 0.0003, 0.002, "People who acted"), SCOPE_ALL, NAN, NULL },
		{ "Patterns", "heat", "Evening questions wait longest", "% answered within 8 hours, by hour asked", hours(DISCIPLINE_COMMUNITY), NULL, NAN, NULL },
		{ "Patterns", "heat", "Stories draw most clicks where there are enough", "Link clicks, % of times shown", crossed(), NULL, NAN, NULL },
		{ "Patterns", "survival", "Half the questions are answered within 4.2 hours", "% of 214 questions; grey: a year earlier", curve(), SCOPE_ALL, NAN, NULL },
		{ "Patterns", "survival", "Fewer than half had been answered by the end", "% of 13 questions", curve_unreached(), SCOPE_ALL, NAN, NULL },
		{ "Patterns", "survival", "Half of the newcomers heard back within 11 hours", "% of 214 newcomers; grey: others", curve_of_groups(), SCOPE_ALL, NAN, NULL },
		{ "Patterns", "network", "Four groups, joined by members as well as staff", "Who answered whom", network(60), NULL, NAN, NULL },
		{ "Patterns", "network", "A large community", "Who answered whom: 400 people", network(400), NULL, NAN, NULL },
		{ "Hard cases", "line", "First month of measuring", "% answered within a day",
		  series_sample(DISCIPLINE_COMMUNITY, UNIT_SHARE, 1, 0.7, 0.02, 0.05, "Answered within a day"), SCOPE_ALL, NAN, NULL },
		{ "Hard cases", "line", "Nothing yet", "Questions a day", series_begin(DISCIPLINE_COMMUNITY, UNIT_RATE, "Questions"), SCOPE_ALL, NAN, NULL },
		{ "Hard cases", "line", "Three months, huge", "Times shown",
		  series_sample(DISCIPLINE_BROADCAST, UNIT_COUNT, 3, 41260000, 12345678, 2000000, "Times shown"), SCOPE_ALL, NAN, NULL },
		{ "Hard cases", "line", "Gained and lost", "Change of followers",
		  series_sample(DISCIPLINE_BROADCAST, UNIT_COUNT, 13, -40, 6, 25, "Followers"), SCOPE_ALL, NAN, NULL },
		{ "Hard cases", "bar", "Names are cut in the middle, never turned", "Leads by campaign", long_names(), NULL, NAN, NULL },
		{ "Hard cases", "dot", "One bar does not flatten the rest: dots, logarithmic", "Times shown by channel", unequal(), NULL, NAN, NULL },
		{ "Hard cases", "bar", "No question waited longer than three days", "Open questions by age", all_zero(), NULL, NAN, NULL },
		{ "Hard cases", "bar", "Some lost followers", "Followers gained", negative(), NULL, NAN, NULL },
		{ "Hard cases", "bar", "Nothing at all", "Leads", named_begin(DISCIPLINE_BROADCAST, SHAPE_AMOUNTS, UNIT_COUNT, "Leads"), NULL, NAN, NULL },
	};
	GArray *samples = g_array_new(FALSE, FALSE, sizeof(struct sample));
	g_array_append_vals(samples, all, G_N_ELEMENTS(all));
	return samples;
}

#endif
