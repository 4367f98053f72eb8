/* Numbers of exports: read when certain, refused when doubtful; and numbers for people. */
#include "base/number.h"

static void test_counts(void)
{
	static const struct {
		const char *text;
		enum number_style style;
		gint64 value; /* NO_COUNT: refused */
	} rows[] = {
		{ "3423", NUMBER_AUTO, 3423 },       { "3423.0", NUMBER_AUTO, 3423 },    { "40,585", NUMBER_AUTO, 40585 },
		{ "-1", NUMBER_AUTO, -1 },           { "\u22125", NUMBER_AUTO, -5 },     { " 12 ", NUMBER_AUTO, 12 },
		{ "1,234,567", NUMBER_AUTO, 1234567 }, { "1.234.567", NUMBER_AUTO, 1234567 }, { "1\u202f234", NUMBER_AUTO, 1234 },
		{ "2.345", NUMBER_COMMA, 2345 },     { "2.345", NUMBER_AUTO, NO_COUNT }, { "2.345", NUMBER_POINT, NO_COUNT },
		{ "12,5", NUMBER_AUTO, NO_COUNT },   { "1,2k", NUMBER_AUTO, NO_COUNT },  { "1234,567", NUMBER_AUTO, NO_COUNT },
		{ "0,123", NUMBER_AUTO, NO_COUNT },  { "", NUMBER_AUTO, NO_COUNT },      { "-", NUMBER_AUTO, NO_COUNT },
		{ "N/A", NUMBER_AUTO, NO_COUNT },    { "1e3", NUMBER_AUTO, NO_COUNT },   { "3.5", NUMBER_AUTO, NO_COUNT },
		{ "9223372036854775807", NUMBER_AUTO, G_MAXINT64 }, { "9223372036854775808", NUMBER_AUTO, NO_COUNT },
		{ "-9223372036854775808", NUMBER_AUTO, NO_COUNT }, /* that value means "not reported" */
		{ "1,234.567,8", NUMBER_AUTO, NO_COUNT }, { "1,23,456", NUMBER_AUTO, NO_COUNT }, { "12 34", NUMBER_AUTO, NO_COUNT },
		{ "14.533", NUMBER_WHOLE, 14533 },   { "1,304", NUMBER_WHOLE, 1304 },    { "1.5", NUMBER_WHOLE, NO_COUNT },
		{ "5.", NUMBER_AUTO, NO_COUNT },     { "3.39%", NUMBER_AUTO, NO_COUNT },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 value = NO_COUNT;
		gboolean read = number_count(rows[i].text, rows[i].style, &value);
		g_assert_cmpint(read, ==, rows[i].value != NO_COUNT);
		if (read)
			g_assert_cmpint(value, ==, rows[i].value);
	}
}

struct real_row {
	const char *text;
	enum number_style style;
	double value; /* -1: refused */
};

static void check_reals(const struct real_row *rows, gsize count,
                        gboolean (*parse)(const char *, enum number_style, double *))
{
	for (gsize i = 0; i < count; i++) {
		double value = -1;
		gboolean read = parse(rows[i].text, rows[i].style, &value);
		g_assert_cmpint(read, ==, rows[i].value != -1);
		if (read)
			g_assert_cmpfloat(value, ==, rows[i].value);
	}
}

static void test_reals(void)
{
	static const struct real_row rows[] = {
		{ "1.92", NUMBER_AUTO, 1.92 },        { "US$1.92", NUMBER_AUTO, 1.92 },  { "1.92 EUR", NUMBER_AUTO, 1.92 },
		{ "€ 1.234,50", NUMBER_AUTO, 1234.5 }, { "1,234.5", NUMBER_AUTO, 1234.5 }, { "12,5", NUMBER_AUTO, -1 },
		{ "12,5", NUMBER_COMMA, 12.5 },       { "-$5", NUMBER_AUTO, -5 },        { "1.5e-3", NUMBER_AUTO, 0.0015 },
		{ "1E5", NUMBER_AUTO, 1e5 },          { "1e999", NUMBER_AUTO, -1 },      { "nan", NUMBER_AUTO, -1 },
		{ "inf", NUMBER_AUTO, -1 },           { "0x10", NUMBER_AUTO, -1 },       { "3.39%", NUMBER_AUTO, -1 },
		{ "5M", NUMBER_AUTO, -1 },            { "1.2k", NUMBER_AUTO, -1 },       { ".5", NUMBER_AUTO, 0.5 },
		{ "1 234,5", NUMBER_AUTO, 1234.5 },   { "\xff", NUMBER_AUTO, -1 },       { "350 (35.18%)", NUMBER_AUTO, -1 },
	};
	check_reals(rows, G_N_ELEMENTS(rows), number_real);
}

static void test_percents(void)
{
	static const struct real_row rows[] = {
		{ "3.39%", NUMBER_AUTO, 0.0339 },  { "3,39 %", NUMBER_AUTO, 0.0339 }, { "3.39", NUMBER_AUTO, 0.0339 },
		{ "100%", NUMBER_AUTO, 1 },        { "< 10%", NUMBER_AUTO, -1 },      { "%", NUMBER_AUTO, -1 },
		{ "1,234%", NUMBER_AUTO, 12.34 },  { "3,39", NUMBER_AUTO, -1 },       { "3,39", NUMBER_COMMA, 0.0339 },
		{ "--", NUMBER_AUTO, -1 },         { "5%%", NUMBER_AUTO, -1 },        { "1,23,4%", NUMBER_AUTO, -1 },
	};
	check_reals(rows, G_N_ELEMENTS(rows), number_percent);
}

static void test_durations(void)
{
	static const struct {
		const char *text;
		double seconds; /* -1: refused */
	} rows[] = {
		{ "0:04:34", 274 }, { "4:34", 274 },    { "274", 274 },      { "274.5", 274.5 }, { "1h 2m 3s", 3723 },
		{ "2 min", 120 },   { "100:00:01", 360001 }, { "4:60", -1 }, { "1:2:3", -1 },    { "", -1 },
		{ "3s 1h", -1 },    { "-5", -1 },       { "1:00:00:00", -1 }, { "5x", -1 },      { "0:00:01.25", 1.25 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		double seconds = -1;
		g_assert_cmpint(number_duration(rows[i].text, &seconds), ==, rows[i].seconds != -1);
		g_assert_cmpfloat(seconds, ==, rows[i].seconds);
	}
}

static void test_texts(void)
{
	static const struct {
		double value;
		int decimals;
		const char *language, *text;
	} rows[] = {
		{ 7936.5, 1, "en", "7,936.5" }, { 7936.5, 1, "de", "7.936,5" }, { 7936.5, 1, "fr", "7\u202f936,5" },
		{ -3, 0, "en", "\u22123" },     { 0.5, 0, "en", "0" },          { 1.5, 0, "en", "2" },
		{ 2.5, 0, "en", "2" },          { 2.675, 2, "en", "2.68" },     { 0.125, 2, "en", "0.12" },
		{ -0.04, 1, "en", "0.0" },      { 1e15, 0, "en", "1,000,000,000,000,000" }, { 0, 2, "en", "0.00" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = number_text(rows[i].value, rows[i].decimals, rows[i].language);
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_decimals(void)
{
	g_assert_cmpint(number_decimals(100, 168), ==, 0);
	g_assert_cmpint(number_decimals(72, 83), ==, 0);
	g_assert_cmpint(number_decimals(3.1, 6.0), ==, 1);
	g_assert_cmpint(number_decimals(0.7, 1.1), ==, 1);
	g_assert_cmpint(number_decimals(0, 0.068), ==, 2);
	g_assert_cmpint(number_decimals(0, 0.0000068), ==, 4);
	g_assert_cmpint(number_decimals(5, 5), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/number/counts", test_counts);
	g_test_add_func("/number/reals", test_reals);
	g_test_add_func("/number/percents", test_percents);
	g_test_add_func("/number/durations", test_durations);
	g_test_add_func("/number/texts", test_texts);
	g_test_add_func("/number/decimals", test_decimals);
	return g_test_run();
}
