/* moment_parse: dates and times as exports write them, read by a strptime-like format, free of any locale. */
#include "base/calendar.h"

#include <string.h>

#include "base/text.h"

/* What the text has said so far. */
struct moment {
	int year, month, day, hour, minute, second;
	int half;       /* 0 none said, 1 before noon, 2 after */
	gboolean clock; /* an hour was said */
	gboolean shifted;
	int shift; /* of %z, seconds east */
	gboolean epoch;
	gint64 instant; /* of %s and %Q */
};

/* Case folded; English, German, Spanish, Portuguese, French, Italian. No name means two different months. */
static const char *const month_names[12] = {
	" january jan januar jän enero ene janeiro janvier janv gennaio gen ",
	" february feb februar febr febrero fevereiro fev février févr fév febbraio ",
	" march mar märz mär mrz marzo março mars ",
	" april apr abril abr avril avr aprile ",
	" may mai mayo maio maggio mag ",
	" june jun juni junio junho juin giugno giu ",
	" july jul juli julio julho juillet juil luglio lug ",
	" august aug agosto ago août aoû ",
	" september sep sept septiembre setiembre set setembro septembre settembre ",
	" october oct oktober okt octubre outubro out octobre ottobre ott ",
	" november nov noviembre novembro novembre ",
	" december dec dezember dez diciembre dic dezembro décembre déc dicembre ",
};

static const char *skip_letters(const char *text)
{
	while (*text) {
		gunichar letter = g_utf8_get_char(text);
		if (!g_unichar_isalpha(letter) && !g_unichar_ismark(letter))
			break;
		text = g_utf8_next_char(text);
	}
	return text;
}

/* 1..12, or 0. */
static int month_of_name(const char *name, gsize length)
{
	g_autofree char *folded = g_utf8_casefold(name, (gssize)length);
	g_autofree char *composed = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *word = g_strconcat(" ", composed, " ", NULL);
	for (int month = 0; month < 12; month++)
		if (strstr(month_names[month], word))
			return month + 1;
	return 0;
}

/* Up to `most` digits, at least `least`, in [low, high]; NULL if they are not there. */
static const char *read_digits(const char *text, int least, int most, int low, int high, int *out)
{
	int value = 0, count = 0;
	for (; count < most && g_ascii_isdigit(text[count]); count++)
		value = value * 10 + (text[count] - '0');
	if (count < least || value < low || value > high)
		return NULL;
	*out = value;
	return text + count;
}

/* An abbreviation may bring its dot where the format has none. */
static const char *skip_dot(const char *text, const char *format)
{
	return *text == '.' && format[1] != '.' ? text + 1 : text;
}

static const char *read_month_name(const char *text, const char *format, struct moment *moment)
{
	const char *end = skip_letters(text);
	moment->month = end > text ? month_of_name(text, (gsize)(end - text)) : 0;
	return moment->month ? skip_dot(end, format) : NULL;
}

static const char *read_weekday(const char *text, const char *format)
{
	const char *end = skip_letters(text);
	if (end > text && g_str_has_prefix(end, "-feira")) /* Portuguese: segunda-feira */
		end += strlen("-feira");
	return end > text ? skip_dot(end, format) : NULL;
}

static const char *read_half(const char *text, struct moment *moment)
{
	static const struct {
		const char *text;
		int half;
	} halves[] = { { "am", 1 }, { "pm", 2 }, { "a.m.", 1 }, { "p.m.", 2 } };
	for (gsize i = 0; i < G_N_ELEMENTS(halves); i++)
		if (g_ascii_strncasecmp(text, halves[i].text, strlen(halves[i].text)) == 0) {
			moment->half = halves[i].half;
			return text + strlen(halves[i].text);
		}
	return NULL;
}

static const char *read_zone(const char *text, struct moment *moment)
{
	moment->shifted = TRUE;
	if (*text == 'Z' || *text == 'z')
		return text + 1;
	if (g_str_has_prefix(text, "UTC") || g_str_has_prefix(text, "GMT"))
		return text + 3;
	int hours = 0, minutes = 0, sign = *text == '-' ? -1 : 1;
	if (*text != '+' && *text != '-')
		return NULL;
	text = read_digits(text + 1, 2, 2, 0, 14, &hours);
	if (text && (*text == ':' || g_ascii_isdigit(*text)))
		text = read_digits(text + (*text == ':'), 2, 2, 0, 59, &minutes);
	moment->shift = sign * (hours * 3600 + minutes * 60);
	return text;
}

static const char *read_fraction(const char *text)
{
	const char *end = text + strspn(text, "0123456789");
	return end > text ? end : NULL;
}

static const char *read_epoch(const char *text, gint64 unit, struct moment *moment)
{
	gboolean negative = *text == '-';
	const char *digit = text + negative;
	gint64 value = 0;
	int count = 0;
	for (; g_ascii_isdigit(digit[count]); count++) {
		if (count == 17)
			return NULL;
		value = value * 10 + (digit[count] - '0');
	}
	if (count == 0)
		return NULL;
	moment->epoch = TRUE;
	moment->instant = negative ? -((value + unit - 1) / unit) : value / unit;
	digit += count;
	if (*digit == '.' && unit == 1)
		digit = read_fraction(digit + 1);
	return digit;
}

static int year_of_two_digits(int year)
{
	return year + (year < 69 ? 2000 : 1900); /* POSIX strptime */
}

#define FIELDS "YymdebBaAHIMSpfzsQ%" /* the letters that read_field knows */

/* Reads what one letter after '%' asks for; returns the rest of the text or NULL. */
static const char *read_field(const char *text, const char *format, struct moment *moment)
{
	switch (*format) {
	case 'Y': return read_digits(text, 4, 4, 1, 9999, &moment->year);
	case 'y':
		text = read_digits(text, 2, 2, 0, 99, &moment->year);
		moment->year = year_of_two_digits(moment->year);
		return text;
	case 'm': return read_digits(text, 1, 2, 1, 12, &moment->month);
	case 'd':
	case 'e': return read_digits(text_past_blanks(text), 1, 2, 1, 31, &moment->day);
	case 'b':
	case 'B': return read_month_name(text, format, moment);
	case 'a':
	case 'A': return read_weekday(text, format);
	case 'H': moment->clock = TRUE; return read_digits(text, 1, 2, 0, 23, &moment->hour);
	case 'I': moment->clock = TRUE; return read_digits(text, 1, 2, 1, 12, &moment->hour);
	case 'M': return read_digits(text, 2, 2, 0, 59, &moment->minute);
	case 'S': return read_digits(text, 2, 2, 0, 60, &moment->second);
	case 'p': return read_half(text, moment);
	case 'f': return read_fraction(text);
	case 'z': return read_zone(text, moment);
	case 's': return read_epoch(text, 1, moment);
	case 'Q': return read_epoch(text, 1000, moment);
	case '%': return *text == '%' ? text + 1 : NULL;
	default: return NULL;
	}
}

static gboolean read_all(const char *text, const char *format, struct moment *moment)
{
	for (; *format; format++) {
		if (*format == ' ') {
			text = text_past_blanks(text);
		} else if (*format == '%' && format[1]) {
			format++;
			text = read_field(text, format, moment);
			if (!text)
				return FALSE;
		} else if (*text++ != *format) {
			return FALSE;
		}
	}
	return *text == '\0';
}

static int moment_second(const struct moment *moment)
{
	int hour = moment->hour;
	if (moment->half)
		hour = hour % 12 + (moment->half == 2 ? 12 : 0);
	return hour * 3600 + moment->minute * 60 + moment->second;
}

/* By the clock that it was written in, and by that of UTC: an offset may lead out of the first or last year. */
static gboolean is_in_calendar(gint32 day, gint64 instant)
{
	gint32 first = day_from_civil(1, 1, 1), last = day_from_civil(9999, 12, 31);
	if (instant != NO_TIME && (instant < (gint64)first * 86400 || instant >= ((gint64)last + 1) * 86400))
		return FALSE;
	return day >= first && day <= last;
}

gboolean moment_is_format(const char *format)
{
	gboolean any = FALSE;

	for (; *format; format++)
		if (*format == '%') {
			if (!*++format || !strchr(FIELDS, *format))
				return FALSE;
			any = TRUE;
		}
	return any;
}

gboolean moment_parse(const char *text, const char *format, GTimeZone *zone, int year, gint32 *day, gint64 *instant)
{
	struct moment moment = { .year = year };
	if (!read_all(text, format, &moment))
		return FALSE;
	gint64 found = NO_TIME;
	gint32 civil = NO_DAY;
	if (!moment.epoch) {
		civil = day_from_civil(moment.year, moment.month, moment.day);
		if (civil == NO_DAY)
			return FALSE;
	}
	if (moment.epoch)
		found = moment.instant;
	else if (moment.clock && moment.shifted)
		found = (gint64)civil * 86400 + moment_second(&moment) - moment.shift;
	else if (moment.clock)
		found = instant_of_clock(civil, moment_second(&moment), zone);
	*day = found == NO_TIME ? civil : day_of_instant(found, zone);
	*instant = found;
	return is_in_calendar(*day, found);
}
