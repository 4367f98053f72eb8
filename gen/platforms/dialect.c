/* How a table writes its numbers. "1.234" and "1,234" say nothing alone; "239,62", "0,5" and "1.234,5" beside them say it for the
 * whole file, and so does a semicolon between the cells, which is there because the comma is taken. A doubtful number in a file
 * without such a witness stays doubtful. So do days that a spreadsheet wrote in its own way: "13-06-2025" tells the order of "05-06-2025". */
#include "platforms/mapper.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

struct witnesses {
	guint comma, point;
	guint day_first, month_first;
};

/* Money brings its currency: "-US$3.38". */
static const char *skip_sign(const char *text)
{
	text += strspn(text, " \t");
	return number_past_currency(text + (*text == '-' || *text == '+'));
}

/* The whole cell is digits with these signs between them; a percent sign, a currency or blanks may follow. */
static gboolean is_written_number(const char *text)
{
	gsize length = strspn(text, "0123456789.,");

	return length && g_ascii_isdigit(*text) && g_ascii_isdigit(text[length - 1]) && !*number_past_currency(text_past_blanks(text + length + strspn(text + length, " %\t"))) &&
	       strcspn(text, ".,") < length;
}

/* "1.234.567": three digits behind each sign. */
static gboolean is_grouped(const char *text, char sign)
{
	for (const char *at = strchr(text, sign); at; at = strchr(at + 1, sign))
		if (strspn(at + 1, "0123456789") != 3)
			return FALSE;
	return TRUE;
}

/* A sign that comes twice parts thousands. One alone parts decimals when not three digits follow, or when what stands before it
 * is 0, too long, or parted by the other sign. "1,234" is thousands until a comma shows that it is not; "1.234" shows nothing. */
static void hear(const char *text, struct witnesses *witnesses)
{
	const char *comma = strrchr(text, ','), *point = strrchr(text, '.');
	const char last = comma > point ? ',' : '.';
	gsize whole = strspn(text, "0123456789"), after = strspn((last == ',' ? comma : point) + 1, "0123456789");
	gboolean twice = strchr(text, last) != strrchr(text, last);
	gboolean decimal = !twice && (after != 3 || (comma && point) || whole > 3 || (whole == 1 && *text == '0'));

	if (twice && !is_grouped(text, last))
		return; /* a date, a version */
	if (decimal)
		*(last == ',' ? &witnesses->comma : &witnesses->point) += 1;
	else if (twice || last == ',')
		*(last == ',' ? &witnesses->point : &witnesses->comma) += 1;
}

/* "13/06/2025", and a clock behind it. */
static void hear_day(const char *text, struct witnesses *witnesses)
{
	gsize first = strspn(text, "0123456789"), second = first && text[first] && strchr("/-.", text[first]) ? strspn(text + first + 1, "0123456789") : 0;
	const char *year = text + first + 1 + second + 1;

	if (first > 2 || !second || second > 2 || year[-1] != text[first] || strspn(year, "0123456789") != 4 || (year[4] && year[4] != ' '))
		return;
	witnesses->day_first += atoi(text) > 12;
	witnesses->month_first += atoi(text + first + 1) > 12;
}

static gboolean hear_row(const struct csv_row *row, void *user)
{
	for (guint i = 0; i < row->count; i++) {
		const char *text = skip_sign(row->cells[i].text);
		if (row->cells[i].length < 20 && is_written_number(text))
			hear(text, user);
		hear_day(row->cells[i].text, user);
	}
	return TRUE;
}

static enum number_style numbers_of(const struct witnesses *witnesses, char delimiter)
{
	if (witnesses->comma && witnesses->point)
		return NUMBER_AUTO;
	if (witnesses->point)
		return NUMBER_POINT;
	return witnesses->comma || delimiter == ';' ? NUMBER_COMMA : NUMBER_AUTO;
}

static enum day_order day_order_of(const struct witnesses *witnesses)
{
	if (!witnesses->day_first == !witnesses->month_first)
		return DAY_ORDER_UNKNOWN;
	return witnesses->day_first ? DAY_FIRST : MONTH_FIRST;
}

struct dialect dialect_of_head(struct input *input, const struct csv_options *options)
{
	struct witnesses witnesses = {0, 0, 0, 0};
	char delimiter = options->delimiter ? options->delimiter : csv_delimiter(input);

	csv_head(input, options, hear_row, &witnesses);
	return (struct dialect){numbers_of(&witnesses, delimiter), day_order_of(&witnesses)};
}
