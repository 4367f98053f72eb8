/* What a figure may tell about people: the worked example of METRICS §7.13, and that nothing hidden can be computed from what is shown. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "metrics/answer.h"
#include "metrics/disclosure.h"
#include "metrics/statistics/hidden.h"

#include "talk.h"

#define K 5

/* ---- ranges ---- */

static void
assert_range(const struct hidden *hidden, gint64 low, gint64 high)
{
	g_assert_cmpint(hidden->low, ==, low);
	g_assert_cmpint(hidden->high, ==, high);
}

static void
test_range_of_a_row(void)
{
	struct hidden alone[] = { { 1, HIDDEN_NO_SUM, 2, 1, 0, 0 } };
	struct hidden pair[] = { { 1, HIDDEN_NO_SUM, 2, 1, 0, 0 }, { 1, HIDDEN_NO_SUM, 5, 1, 0, 0 } };
	struct hidden free[] = { { HIDDEN_NO_SUM, HIDDEN_NO_SUM, 2, 1, 0, 0 } };

	hidden_ranges(alone, 1, 2);
	assert_range(&alone[0], 2, 2);
	g_assert_cmpint(hidden_width(&alone[0]), ==, 1);
	hidden_ranges(pair, 2, 2);
	assert_range(&pair[0], 1, 6);
	assert_range(&pair[1], 1, 6);
	hidden_ranges(free, 1, 1);
	assert_range(&free[0], 1, HIDDEN_ENDLESS);
	g_assert_cmpint(hidden_width(&free[0]), ==, HIDDEN_ENDLESS);
}

/* Two blocks of four and one cell between them: each of its sums hides three cells, and yet it is known. */
static void
test_range_of_a_bridge(void)
{
	struct hidden cells[] = {
		{ 1, 5, 9, 0, 0, 0 }, { 1, 6, 9, 0, 0, 0 }, { 2, 5, 9, 0, 0, 0 }, { 2, 6, 9, 0, 0, 0 }, { 2, 7, 4, 0, 0, 0 },
		{ 3, 7, 9, 0, 0, 0 }, { 3, 8, 9, 0, 0, 0 }, { 4, 7, 9, 0, 0, 0 }, { 4, 8, 9, 0, 0, 0 },
	};

	hidden_ranges(cells, G_N_ELEMENTS(cells), 9);
	assert_range(&cells[4], 4, 4);
	assert_range(&cells[0], 0, 18);
	assert_range(&cells[8], 0, 18);
}

/* Every table of 3 × 3 that has the same sums, tried one by one: 0 is a cell that is shown. */
struct trial {
	int truth[9], table[9], low[9], high[9];
};

static gboolean
sums_agree(const struct trial *trial, int first, int step)
{
	int difference = 0;

	for (int i = 0; i < 3; i++)
		difference += trial->table[first + i * step] - trial->truth[first + i * step];
	return difference == 0;
}

static void
trial_note(struct trial *trial)
{
	if (!sums_agree(trial, 0, 3) || !sums_agree(trial, 1, 3) || !sums_agree(trial, 2, 3))
		return;
	for (int i = 0; i < 9; i++) {
		trial->low[i] = MIN(trial->low[i], trial->table[i]);
		trial->high[i] = MAX(trial->high[i], trial->table[i]);
	}
}

static void
trial_run(struct trial *trial, int at)
{
	int least = trial->truth[at % 9] ? 1 : 0, most = trial->truth[at % 9] ? 7 : 0;

	if (at % 3 == 0 && at > 0 && !sums_agree(trial, at - 3, 1))
		return;
	if (at == 9) {
		trial_note(trial);
		return;
	}
	for (trial->table[at] = least; trial->table[at] <= most; trial->table[at]++)
		trial_run(trial, at + 1);
}

static void
test_ranges_are_exact(void)
{
	struct random random = random_seeded("hidden", "ranges", "");

	for (guint round = 0; round < 40; round++) {
		struct trial trial;
		struct hidden cells[9];
		guint n = 0;
		for (guint i = 0; i < 9; i++) {
			trial.truth[i] = random_below(&random, 3) ? 1 + (int)random_below(&random, 3) : 0;
			trial.low[i] = 99;
			trial.high[i] = -99;
			if (trial.truth[i])
				cells[n++] = (struct hidden){ i / 3 + 1, i % 3 + 4, trial.truth[i], 1, 0, 0 };
		}
		trial_run(&trial, 0);
		hidden_ranges(cells, n, 7);
		for (guint i = 0, c = 0; i < 9; i++)
			if (trial.truth[i])
				assert_range(&cells[c++], trial.low[i], trial.high[i]);
	}
}

/* ---- tables ---- */

static const struct metric_column SEGMENT_COLUMNS[] = {
	{ .name = "segment", .is_key = TRUE }, { .name = "share", .unit = UNIT_SHARE }, { NULL },
};
static const struct metric_column CROSS_COLUMNS[] = {
	{ .name = "from", .is_key = TRUE, .key_kind = KEY_NUMBER }, { .name = "to", .is_key = TRUE, .key_kind = KEY_NUMBER }, { NULL },
};
static const struct metric_total SEGMENT_TOTALS[] = { { .over = "segment" }, { NULL } };
static const struct metric_total CROSS_TOTALS[] = { { .over = "from" }, { .over = "to" }, { NULL } };

static const struct metric SEGMENTS = {
	.definition = { .name = "c_segments", .label = "Segments" }, .scopes = SCOPES_ALL, .columns = SEGMENT_COLUMNS, .totals = SEGMENT_TOTALS,
};
static const struct metric STOCK = {
	.definition = { .name = "c_stock", .label = "Stock", .additivity = ADD_STOCK }, .scopes = SCOPES_ALL, .columns = SEGMENT_COLUMNS, .totals = SEGMENT_TOTALS,
};
static const struct metric SEGMENTS_EACH = {
	.definition = { .name = "c_segments", .label = "Segments" }, .scopes = SCOPES_ALL_AND_EACH, .columns = SEGMENT_COLUMNS, .totals = SEGMENT_TOTALS,
};
static const struct metric CROSS = {
	.definition = { .name = "c_cross", .label = "Cross" }, .scopes = SCOPES_ALL, .columns = CROSS_COLUMNS, .totals = CROSS_TOTALS,
};
static const struct metric PEOPLE = { .definition = { .name = "c_people", .label = "People" }, .scopes = SCOPES_ALL_AND_EACH };

static struct figure *
table_new(const struct metric *metric)
{
	struct period october = talk_month(10);
	struct figure *figure = figure_new(&metric->definition, &october);

	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		if (metric->columns[i].is_key)
			figure_add_key(figure, metric->columns[i].name, "", metric->columns[i].key_kind);
	figure_add_value(figure, "value", "People", UNIT_COUNT);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++)
		if (!metric->columns[i].is_key)
			figure_add_value(figure, metric->columns[i].name, "", metric->columns[i].unit);
	return figure;
}

static struct figure_row *
table_row(struct figure *figure, const char *scope, gint64 people)
{
	struct figure_row *row = figure_add_row(figure);

	figure_set_period(figure, row, 0, &figure->period);
	figure_set_word(figure, row, 1, scope);
	row->values[0] = answer_people(people);
	return row;
}

static void
table_segment(struct figure *figure, const char *scope, const char *segment, gint64 people, gint64 all)
{
	struct figure_row *row = table_row(figure, scope, people);

	figure_set_word(figure, row, 2, segment);
	row->values[1] = answer_people_share(people, all, NULL);
}

static const struct value *
table_value(const struct figure *figure, guint row, guint column)
{
	return &((struct figure_row *)g_ptr_array_index(figure->rows, row))->values[column];
}

static gboolean
table_hides(const struct figure *figure, guint row, guint column)
{
	return table_value(figure, row, column)->state == STATE_SUPPRESSED;
}

/* "..x" against the rows of a column: x is hidden. */
static void
assert_hidden(const struct figure *figure, guint column, const char *expected)
{
	g_autoptr(GString) found = g_string_new(NULL);

	for (guint i = 0; i < figure->rows->len; i++) {
		g_string_append_c(found, table_hides(figure, i, column) ? 'x' : '.');
		g_assert_true(!table_hides(figure, i, column) || isnan(table_value(figure, i, column)->value));
		g_assert_true(!table_hides(figure, i, column) || table_value(figure, i, column)->people == NO_COUNT);
	}
	g_assert_cmpstr(found->str, ==, expected);
}

/* METRICS §7.13: customers 12, prospects 6, fans 5, partners 2, unknown 0. */
static void
test_partners_and_fans(void)
{
	AUTO(figure) figure = table_new(&SEGMENTS);

	table_segment(figure, SCOPE_ALL, "customer", 12, 25);
	table_segment(figure, SCOPE_ALL, "prospect", 6, 25);
	table_segment(figure, SCOPE_ALL, "fan", 5, 25);
	table_segment(figure, SCOPE_ALL, "partner", 2, 25);
	table_segment(figure, SCOPE_ALL, "unknown", 0, 25);
	AUTO(figure) in_public = figure_copy(figure);
	disclosure_apply(figure, &SEGMENTS, 5, NULL);
	assert_hidden(figure, 0, "..xx.");
	assert_hidden(figure, 1, "..xx."); /* the shares would tell as much */
	disclosure_apply(in_public, &SEGMENTS, 10, NULL);
	assert_hidden(in_public, 0, ".xxx."); /* 6, 5 and 2 are too few each; together 13, so each may be 1 to 11 */
}

/* Two that are hidden for themselves need no third, as long as their sum leaves enough open; 1 and 1 leave nothing. */
static void
test_how_much_is_enough(void)
{
	static const struct { gint64 people[5]; const char *hidden; } cases[] = {
		{ { 20, 4, 4, 9, 0 }, ".xx.." }, { { 20, 1, 1, 9, 0 }, ".xxx." }, { { 20, 0, 0, 9, 0 }, "....." }, { { 20, 3, 0, 30, 0 }, "xx..." },
		{ { 1, 0, 0, 0, 0 }, "xxxxx" }, { { 2, 3, 0, 0, 0 }, "xx..." }, { { 1, 2, 1, 2, 1 }, "xxxxx" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(figure) figure = table_new(&SEGMENTS);
		for (guint j = 0; j < 5; j++)
			table_segment(figure, SCOPE_ALL, (const char *const[]){ "a", "b", "c", "d", "e" }[j], cases[i].people[j], 100);
		disclosure_apply(figure, &SEGMENTS, K, NULL);
		assert_hidden(figure, 0, cases[i].hidden);
	}
}

/* 0 % and 100 % of few people tell about each of them; 0 % of many is a true zero. A small numerator hides a share, not the total. */
static void
test_shares(void)
{
	static const struct { gint64 k, n; gboolean is_hidden; } cases[] = {
		{ 0, 4, TRUE }, { 4, 4, TRUE }, { 0, 5, FALSE }, { 5, 5, FALSE }, { 3, 12, TRUE }, { 6, 12, FALSE }, { 0, 12, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(figure) figure = table_new(&SEGMENTS_EACH);
		struct figure_row *row = table_row(figure, "forum", cases[i].n);
		row->values[1] = answer_people_share(cases[i].k, cases[i].n, NULL);
		disclosure_apply(figure, &SEGMENTS_EACH, K, NULL);
		g_assert_cmpint(table_hides(figure, 0, 1), ==, cases[i].is_hidden);
		g_assert_cmpint(table_hides(figure, 0, 0), ==, cases[i].n < K);
	}
}

/* An account is a part of "all": hidden alone it would be the difference, unless members of the others fill "all" anyway. */
static void
test_accounts(void)
{
	static const struct { gint64 all, forum, chat, meetup; const char *hidden; } cases[] = {
		{ 123, 90, 30, 3, "..xx" }, { 100, 90, 30, 3, "...x" }, { 121, 90, 30, 3, "..xx" }, { 120, 90, 30, 3, "...x" },
		{ 97, 90, 4, 3, "..xx" }, { 3, 0, 0, 3, ".xxx" }, { 300, 90, 30, 180, "...." },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(figure) figure = table_new(&PEOPLE);
		table_row(figure, SCOPE_ALL, cases[i].all);
		table_row(figure, "forum", cases[i].forum);
		table_row(figure, "chat", cases[i].chat);
		table_row(figure, "meetup", cases[i].meetup);
		disclosure_apply(figure, &PEOPLE, K, NULL);
		assert_hidden(figure, 0, cases[i].hidden);
	}
}

/* Not about people, or over everybody: never hidden. */
static void
test_totals_stay(void)
{
	AUTO(figure) figure = table_new(&PEOPLE);

	table_row(figure, SCOPE_ALL, 2);
	table_row(figure, "forum", 2)->values[0] = value_count(2);
	disclosure_apply(figure, &PEOPLE, K, NULL);
	assert_hidden(figure, 0, "..");
}

/* ---- two editions ---- */

static struct figure *
segments_of(int month, gint64 customers, gint64 prospects, gint64 fans, gint64 press)
{
	struct figure *figure = table_new(&STOCK);

	figure->period = talk_month(month);
	table_segment(figure, SCOPE_ALL, "customer", customers, 100);
	table_segment(figure, SCOPE_ALL, "prospect", prospects, 100);
	table_segment(figure, SCOPE_ALL, "fan", fans, 100);
	table_segment(figure, SCOPE_ALL, "press", press, 100);
	return figure;
}

/* A stock: one new customer would be the difference of two editions. What was hidden then cannot be subtracted. */
static void
test_differences(void)
{
	static const struct { gint64 then[4], now[4]; const char *hidden; } cases[] = {
		{ { 12, 20, 30, 40 }, { 12, 20, 30, 40 }, "...." }, { { 12, 20, 30, 40 }, { 13, 20, 30, 40 }, "xx.." },
		{ { 12, 20, 30, 40 }, { 20, 20, 30, 40 }, "...." }, { { 12, 20, 30, 40 }, { 12, 20, 30, 37 }, "x..x" },
		{ { 4, 6, 30, 40 }, { 9, 7, 30, 40 }, "...." }, { { 0, 20, 30, 40 }, { 5, 20, 30, 40 }, "...." },
		{ { 5, 20, 30, 40 }, { 0, 20, 30, 40 }, "...." },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const gint64 *a = cases[i].then, *b = cases[i].now;
		AUTO(figure) then = segments_of(9, a[0], a[1], a[2], a[3]);
		AUTO(figure) now = segments_of(10, b[0], b[1], b[2], b[3]);
		disclosure_apply(then, &STOCK, K, NULL);
		disclosure_apply(now, &STOCK, K, then);
		assert_hidden(now, 0, cases[i].hidden);
	}
	AUTO(figure) stock = segments_of(10, 9, 9, 9, 9);
	AUTO(figure) nothing = table_new(&STOCK);
	g_assert_true(disclosure_recounts(stock, &STOCK));
	g_assert_false(disclosure_recounts(stock, &SEGMENTS));
	g_assert_false(disclosure_recounts(nothing, &STOCK));
}

/* ---- random tables: what a reader can compute, from the figure as it is printed and the sums ---- */

/* A positive cell is still shown in this row or column of the square. */
static gboolean
is_line_open(const struct figure *figure, guint side, guint first, guint step)
{
	for (guint i = 0; i < side; i++)
		if (!table_hides(figure, first + i * step, 0) && table_value(figure, first + i * step, 0)->value > 0)
			return TRUE;
	return FALSE;
}

struct attack {
	GArray *cells;  /* struct hidden */
	GArray *closed; /* gboolean: neither its row nor its column has anything left that could be hidden beside it */
};

/* `truth` lends only the sums: each hidden cell's amount is needed as one table that fits, not as knowledge. */
static struct attack
attack_on(const struct figure *figure, const struct figure *truth, guint side)
{
	struct attack attack = { g_array_new(FALSE, FALSE, sizeof(struct hidden)), g_array_new(FALSE, FALSE, sizeof(gboolean)) };

	for (guint i = 0; i < side * side; i++) {
		gint64 amount = (gint64)table_value(truth, i, 0)->value;
		gboolean row = is_line_open(figure, side, i - i % side, 1), column = is_line_open(figure, side, i % side, side), closed = !row && !column;
		struct hidden cell = { i / side + 1, i % side + side + 1, amount, MIN(amount, row && column), 0, 0 };
		if (!table_hides(figure, i, 0))
			continue;
		g_array_append_val(attack.cells, cell);
		g_array_append_val(attack.closed, closed);
	}
	hidden_ranges((struct hidden *)(void *)attack.cells->data, attack.cells->len, 2 * side + 1);
	return attack;
}

static struct figure *
random_cross(struct random *random, guint side)
{
	struct figure *figure = table_new(&CROSS);

	for (guint i = 0; i < side * side; i++) {
		gint64 people = random_below(random, 4) ? (gint64)random_below(random, random_below(random, 3) ? 60 : 8) : 0;
		struct figure_row *row = table_row(figure, SCOPE_ALL, people);
		figure_set_number(figure, row, 2, i / side);
		figure_set_number(figure, row, 3, i % side);
	}
	return figure;
}

static void
test_random_tables(void)
{
	struct random random = random_seeded("disclosure", "tables", "");
	guint hidden = 0, exhausted = 0;

	for (guint round = 0; round < 200; round++) {
		guint side = 2 + round % 6;
		AUTO(figure) truth = random_cross(&random, side);
		AUTO(figure) figure = figure_copy(truth);
		disclosure_apply(figure, &CROSS, K, NULL);
		struct attack attack = attack_on(figure, truth, side);
		for (guint i = 0; i < attack.cells->len; i++) {
			gint64 width = hidden_width(&g_array_index(attack.cells, struct hidden, i));
			g_assert_true(width >= K || g_array_index(attack.closed, gboolean, i));
			exhausted += width < K;
			hidden++;
		}
		for (guint i = 0; i < truth->rows->len; i++) {
			double people = table_value(truth, i, 0)->value;
			g_assert_true(table_hides(figure, i, 0) || people == 0 || people >= K);
		}
		g_array_unref(attack.cells);
		g_array_unref(attack.closed);
	}
	g_assert_cmpuint(hidden, >, 1000);
	g_assert_cmpuint(exhausted * 10, <, hidden); /* only where the sums, which stay, are tiny themselves or stand for one cell */
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/disclosure/range-of-a-row", test_range_of_a_row);
	g_test_add_func("/disclosure/range-of-a-bridge", test_range_of_a_bridge);
	g_test_add_func("/disclosure/ranges-are-exact", test_ranges_are_exact);
	g_test_add_func("/disclosure/partners-and-fans", test_partners_and_fans);
	g_test_add_func("/disclosure/how-much-is-enough", test_how_much_is_enough);
	g_test_add_func("/disclosure/shares", test_shares);
	g_test_add_func("/disclosure/accounts", test_accounts);
	g_test_add_func("/disclosure/totals-stay", test_totals_stay);
	g_test_add_func("/disclosure/differences", test_differences);
	g_test_add_func("/disclosure/random-tables", test_random_tables);
	return g_test_run();
}
