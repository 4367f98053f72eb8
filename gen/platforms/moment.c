/* Texts to moments, by the rules of an alternative: formats, years that are not written, days that are counted. */
#include "platforms/mapper.h"

#include <string.h>

/* Formats tried where a description names none; %f and %z take what is there. */
static const char *const USUAL_INSTANTS[] = {
	"%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M",
	"%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M %z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%f %z", "%Y-%m-%d", NULL
};

/* Cells that are dates come in ISO, whatever the CSV of the same table writes. */
static gboolean parse_cell_date(const char *text, GTimeZone *zone, gint32 *day, gint64 *instant)
{
	return moment_parse(text, "%Y-%m-%d", zone, 0, day, instant) || moment_parse(text, "%Y-%m-%d %H:%M:%S", zone, 0, day, instant);
}

static gboolean parse_usual(GTimeZone *zone, const char *text, int year, gint32 *day, gint64 *instant)
{
	for (guint i = 0; USUAL_INSTANTS[i]; i++)
		if (moment_parse(text, USUAL_INSTANTS[i], zone, year, day, instant))
			return TRUE;
	return FALSE;
}

/* "snowflake": Discord's ids begin with the milliseconds since 2015. */
static gboolean parse_snowflake(const char *text, GTimeZone *zone, gint32 *day, gint64 *instant)
{
	guint64 id;

	if (!g_ascii_string_to_unsigned(text, 10, G_GUINT64_CONSTANT(1) << 22, G_MAXUINT64, &id, NULL))
		return FALSE;
	*instant = (gint64)((id >> 22) + G_GUINT64_CONSTANT(1420070400000)) / 1000;
	*day = day_of_instant(*instant, zone);
	return TRUE;
}

/* "tiktok-id": TikTok's ids of videos begin with the seconds since 1970. */
static gboolean parse_tiktok_id(const char *text, GTimeZone *zone, gint32 *day, gint64 *instant)
{
	guint64 id;

	if (!g_ascii_string_to_unsigned(text, 10, G_GUINT64_CONSTANT(1) << 60, G_MAXINT64, &id, NULL))
		return FALSE;
	*instant = (gint64)(id >> 32);
	*day = day_of_instant(*instant, zone);
	return TRUE;
}

static gboolean parse_as(const char *text, const char *format, GTimeZone *zone, int year, gint32 *day, gint64 *instant)
{
	if (!strcmp(format, "snowflake"))
		return parse_snowflake(text, zone, day, instant);
	if (!strcmp(format, "tiktok-id"))
		return parse_tiktok_id(text, zone, day, instant);
	return moment_parse(text, format, zone, year, day, instant);
}

/* Where day and month are both written as numbers, a spreadsheet that expects them the other way round makes dates of the first twelve
 * days of each month, which come in ISO, and leaves the other days as texts. `format` NULL: none of the description's. */
static void note_form(struct mapper *mapper, const struct alternative *alternative, const char *format)
{
	gboolean cell = !format || g_str_has_prefix(format, "%Y-%m-%d");

	if (mapper->is_sheet && (cell || strstr(format, "%m")))
		g_hash_table_add(cell ? mapper->date_cells : mapper->date_texts, (gpointer)alternative);
}

/* A spreadsheet that saved a table of ISO days again wrote them in the order of its country. */
static gboolean parse_saved_again(enum day_order order, const struct alternative *alternative, const char *text, GTimeZone *zone, gint32 *day,
                                  gint64 *instant)
{
	static const char *const forms[][6] = {
		[DAY_FIRST] = {"%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%d.%m.%Y %H:%M"},
		[MONTH_FIRST] = {"%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%Y %H:%M", "%m-%d-%Y %H:%M", "%m.%d.%Y %H:%M"}};

	for (guint i = 0; alternative->formats && i < alternative->formats->len; i++)
		if (!g_str_has_prefix(alternative->formats->pdata[i], "%Y"))
			return FALSE;
	for (guint i = 0; order && i < G_N_ELEMENTS(forms[0]); i++)
		if (moment_parse(text, forms[order][i], zone, 0, day, instant))
			return TRUE;
	return FALSE;
}

gboolean moment_is_doubtful(const struct mapper *mapper, const struct alternative *alternative, const char *text)
{
	gint32 day;
	gint64 instant;

	return parse_saved_again(DAY_FIRST, alternative, text, mapper->zone, &day, &instant) &&
	       parse_saved_again(MONTH_FIRST, alternative, text, mapper->zone, &day, &instant);
}

gboolean moment_of_year(struct mapper *mapper, const struct alternative *alternative, const char *text, int year, gint32 *day,
                        gint64 *instant)
{
	GTimeZone *zone = alternative->zone ? alternative->zone : mapper->zone;

	if (alternative->formats) {
		for (guint i = 0; i < alternative->formats->len; i++)
			if (parse_as(text, alternative->formats->pdata[i], zone, year, day, instant)) {
				note_form(mapper, alternative, alternative->formats->pdata[i]);
				return TRUE;
			}
		if (mapper->description->container == CONTAINER_SPREADSHEET && parse_cell_date(text, zone, day, instant)) {
			note_form(mapper, alternative, NULL);
			return TRUE;
		}
	} else if (parse_usual(zone, text, year, day, instant)) {
		return TRUE;
	}
	return parse_saved_again(mapper->day_order, alternative, text, zone, day, instant);
}

/* The last year in which the text is a day on or before the capture. */
static gboolean parse_before(struct mapper *mapper, const struct alternative *alternative, const char *text, gint32 *day,
                             gint64 *instant)
{
	int year, month, day_of_month;
	gint32 capture = day_of_instant(mapper->captured_at, mapper->zone);

	day_to_civil(capture, &year, &month, &day_of_month);
	for (int back = 0; back <= 8; back++)
		if (moment_of_year(mapper, alternative, text, year - back, day, instant) && *day <= capture)
			return TRUE;
	return FALSE;
}

static gboolean parse_named_year(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                                 gint32 *day, gint64 *instant)
{
	gint64 offset, year;
	const char *written = origin_text(mapper, row, alternative->year_from, FALSE, &offset);

	return written && number_count(written, NUMBER_AUTO, &year) && year > 1900 && year < 2200 &&
	       moment_of_year(mapper, alternative, text, (int)year, day, instant);
}

#define DAYS_MOST 100000

/* Days counted from a day named elsewhere: "0003" after 20230923. */
static gboolean parse_after(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                            gint32 *day)
{
	gint64 offset, count, instant;
	gint32 first;
	const char *start = origin_text(mapper, row, alternative->after, FALSE, &offset);

	if (!start || !number_count(text, NUMBER_AUTO, &count) || count < -DAYS_MOST || count > DAYS_MOST)
		return FALSE;
	if (!moment_parse(start, "%Y%m%d", mapper->zone, 0, &first, &instant) && !parse_usual(mapper->zone, start, 0, &first, &instant))
		return FALSE;
	*day = first + (gint32)count;
	return TRUE;
}

/* One moment in the year 9999 would be the end of all data; the year 1 is how some programs write that there is none. */
static gboolean is_of_our_time(gint32 day)
{
	return day >= day_from_civil(1900, 1, 1) && day < day_from_civil(2200, 1, 1);
}

static const char *year_fault(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                              gint32 *day, gint64 *instant)
{
	*instant = NO_TIME;
	if (alternative->after)
		return parse_after(mapper, row, alternative, text, day) ? NULL : "a count of days";
	switch (alternative->year) {
	case YEAR_WRITTEN: return moment_of_year(mapper, alternative, text, 0, day, instant) ? NULL : "a date that can be read";
	case YEAR_NAMED: return parse_named_year(mapper, row, alternative, text, day, instant) ? NULL : "a date that can be read";
	case YEAR_ROLLS: return row->year && moment_of_year(mapper, alternative, text, row->year, day, instant) ? NULL : "a date with a year";
	case YEAR_BEFORE:
		return mapper->captured_at != NO_TIME && parse_before(mapper, alternative, text, day, instant) ? NULL : "a date with a year";
	}
	return "a date";
}

/* The last day of the month, or of the report that ends within it. */
static gint32 month_end(struct mapper *mapper, const struct row *row, const struct alternative *alternative, gint32 day)
{
	gint64 offset, instant;
	gint32 until, last = day_month_end(day);
	const char *text = alternative->until ? origin_text(mapper, row, alternative->until, FALSE, &offset) : NULL;

	return text && moment_of_year(mapper, alternative, text, 0, &until, &instant) && until >= day ? MIN(until, last) : last;
}

const char *moment_fault(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                         gint32 *day, gint64 *instant)
{
	const char *fault = year_fault(mapper, row, alternative, text, day, instant);

	if (fault)
		return fault;
	if (!is_of_our_time(*day))
		return "a date from 1900 to 2199";
	if (alternative->month_end) {
		*day = month_end(mapper, row, alternative, *day);
		*instant = NO_TIME;
	}
	return NULL;
}

gboolean moments_are_mixed(const struct mapper *mapper)
{
	GHashTableIter iter;
	gpointer alternative;

	g_hash_table_iter_init(&iter, mapper->date_cells);
	while (g_hash_table_iter_next(&iter, &alternative, NULL))
		if (g_hash_table_contains(mapper->date_texts, alternative))
			return TRUE;
	return FALSE;
}
