/* Numbers of sheets as text: a format's code says whether a number is a day, a clock, a duration or per cent. */
#include "formats/spreadsheet_private.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"

#define DAYS_PAST 2958466 /* the day after 9999-12-31 */
#define WHOLE_PAST 9007199254740992.0 /* whole numbers from here on have lost digits */

/* --- looks */

/* ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates of East Asian Excels. */
struct look look_of_number(guint format)
{
	if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) || format == 36 || (format >= 50 && format <= 58))
		return (struct look){ .date = TRUE };
	if ((format >= 18 && format <= 21) || (format >= 32 && format <= 35) || format == 45 || format == 47)
		return (struct look){ .clock = TRUE };
	if (format == 22)
		return (struct look){ .date = TRUE, .clock = TRUE };
	if (format == 46)
		return (struct look){ .elapsed = TRUE };
	return (struct look){ .percent = format == 9 || format == 10 };
}

/* Behind a quoted text, an escaped letter or brackets; NULL where a letter means something. */
static const char *after_literal(const char *at)
{
	const char *end = *at == '"' ? strchr(at + 1, '"') : *at == '[' ? strchr(at, ']') : NULL;
	if (*at == '"' || *at == '[')
		return end ? end + 1 : at + strlen(at);
	if (*at == '\\' || *at == '_' || *at == '*')
		return at[1] ? g_utf8_next_char(at + 1) : at + 1;
	return NULL;
}

/* "[h]", "[mm]", "[ss]": hours that are not cut at 24. Colours and languages stand in brackets too. */
static gboolean is_elapsed(const char *at)
{
	gsize length = *at == '[' ? strspn(at + 1, "hH") + strspn(at + 1, "mM") + strspn(at + 1, "sS") : 0;
	return length > 0 && at[length + 1] == ']';
}

struct look look_of_code(const char *code)
{
	struct look look = { 0 };
	gboolean months = FALSE;
	for (const char *at = code, *after; *at && *at != ';'; at = after) {
		char letter = g_ascii_tolower(*at);
		look.elapsed |= is_elapsed(at);
		after = after_literal(at);
		if (after)
			continue;
		after = g_ascii_strncasecmp(at, "General", 7) == 0 ? at + 7 : g_ascii_strncasecmp(at, "AM/PM", 5) == 0 ? at + 5 : at + 1;
		if (after > at + 1)
			continue;
		look.date |= letter == 'y' || letter == 'd';
		look.clock |= letter == 'h' || letter == 's';
		look.percent |= letter == '%';
		months |= letter == 'm';
	}
	look.date |= months && !look.clock && !look.elapsed; /* else they are minutes */
	return look;
}

/* --- texts */

/* The shortest that reads as the same number. Excel keeps fifteen digits, other programs seventeen; a long whole number that
 * fifteen digits say may have been cut, and shows it: 1.22158123456789E+17. */
static void append_real(GString *out, double value)
{
	static const char *const formats[] = { "%.15G", "%.16G", "%.17G" }, *const cut[] = { "%.15G", "%.15E", "%.16E" };
	char text[G_ASCII_DTOSTR_BUF_SIZE] = "";
	for (int i = 0; i < 3 && (i == 0 || g_ascii_strtod(text, NULL) != value); i++)
		g_ascii_formatd(text, sizeof text, fabs(value) < WHOLE_PAST ? formats[i] : cut[i], value);
	g_string_append(out, text);
}

static void append_clock(GString *out, gint64 seconds)
{
	g_string_append_printf(out, "%02" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/* Day 60 of the 1900 count is a 29 February that never was; the days before it count from one day later. */
static void append_date(GString *out, gint32 days, gboolean since_1904)
{
	int year, month, day;
	gint32 begin = since_1904 ? day_from_civil(1904, 1, 1) : day_from_civil(1899, 12, days < 60 ? 31 : 30);
	day_to_civil(begin + days, &year, &month, &day);
	g_string_append_printf(out, "%04d-%02d-%02d", year, month, day);
}

static void append_moment(GString *out, double value, struct look look, gboolean since_1904)
{
	gint64 all = (gint64)llround(value * 86400); /* to the second: 18:59:59.9999999 is seven */
	gint32 days = look.clock ? (gint32)(all / 86400) : (gint32)value;
	if (look.date)
		append_date(out, days, since_1904);
	if (look.date && look.clock)
		g_string_append_c(out, ' ');
	if (look.clock)
		append_clock(out, all % 86400);
}

void number_append(GString *out, double value, struct look look, gboolean since_1904)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	gboolean dated = value >= 0 && value < DAYS_PAST - (since_1904 ? 1462 : 0);
	if (!isfinite(value))
		return;
	if (value == 0)
		value = 0; /* without a sign */
	if (dated && look.elapsed)
		append_clock(out, (gint64)llround(value * 86400));
	else if (dated && (look.date || look.clock))
		append_moment(out, value, look, since_1904);
	else if (look.percent && fabs(value) < 1e12)
		g_string_append_printf(out, "%s%%", g_ascii_formatd(text, sizeof text, "%.15G", value * 100));
	else
		append_real(out, value);
}
