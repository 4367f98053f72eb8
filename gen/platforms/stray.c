/* Rows that are no rows of their table: what people and spreadsheets write below it, a line of words or the columns' sums. */
#include "platforms/mapper.h"

#include <string.h>

#include "base/text.h"

#define COLUMNS_LEAST 3 /* in a narrower table a lone text may well be a row */
#define SENTENCE_LEAST 4 /* … unless it is so many words, and has no second cell, not even an empty one */
#define WORDS_LEAST 3   /* "Exported for the board"; one or two words may be a name */

#define LINE_OF_WORDS "a line of words, which is no row of the table"

static const char *const TOTALS[] = {
	"total", "totals", "grand total", "sum", "sums", "subtotal", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme", "total général",
	"suma", "suma total", "total general", "total geral", "soma", "somma", "totale", "totaal", "totalt", "razem", "toplam", "итого", "всего",
	"合計", "总计", "總計", "합계", "المجموع", NULL
};

static gboolean is_total_word(const char *text)
{
	if (strlen(text) > 32)
		return FALSE;
	g_autofree char *folded = text_fold(text);
	gsize length = strlen(folded);

	if (length && folded[length - 1] == ':')
		folded[length - 1] = '\0';
	return g_strv_contains(TOTALS, g_strchomp(folded));
}

/* Digits with the signs of amounts; dates have more than one dash, and clocks a colon. */
static gboolean is_amount(const char *text)
{
	gboolean digit = FALSE;

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar sign = g_utf8_get_char(at);
		digit = digit || g_unichar_isdigit(sign);
		if (g_unichar_isalpha(sign) || sign == ':' || sign == '/' || (sign == '-' && at > text))
			return FALSE;
	}
	return digit;
}

static guint words_in(const char *text)
{
	guint words = 0;

	for (gboolean within = FALSE; *text; text++) {
		words += !within && *text != ' ';
		within = *text != ' ';
	}
	return words;
}

static const char *filled_text(const struct row *row, guint *column)
{
	for (; *column < row->count; ++*column)
		if (row->cells[*column].text[strspn(row->cells[*column].text, " \t")])
			return row->cells[(*column)++].text;
	return NULL;
}

static gboolean only_amounts_follow(const struct row *row, guint column)
{
	guint amounts = 0;

	for (const char *text; (text = filled_text(row, &column)); amounts++)
		if (!is_amount(text) && strcmp(text, "-") && strcmp(text, "--"))
			return FALSE;
	return amounts;
}

const char *stray_row(const struct row *row)
{
	guint column = 0;
	const char *first = filled_text(row, &column);

	if (!first || !row->header)
		return NULL;
	if (row->header->names->len < COLUMNS_LEAST)
		return row->header->names->len > row->count && words_in(first) >= SENTENCE_LEAST ? LINE_OF_WORDS : NULL;
	guint next = column;
	gboolean lone = !filled_text(row, &next);
	if (is_total_word(first) && (lone || only_amounts_follow(row, column)))
		return "a row of totals, which is not added";
	if (lone)
		return words_in(first) >= WORDS_LEAST ? LINE_OF_WORDS : NULL;
	return NULL;
}
