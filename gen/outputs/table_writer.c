/* CSV cells, quoted by libcsv. */
#include "outputs/table_writer.h"

#include <math.h>
#include <string.h>

#include <csv.h>

#include "model/dump.h"

/* A cell begins: a comma, unless it is the first of its row. */
static void
begin_cell(GString *out)
{
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, ',');
}

static gboolean
begins_formula(const char *text)
{
	static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};

	for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(text, signs[i]))
			return TRUE;
	return FALSE;
}

/* libcsv gives the length first; it always puts quotes, which plain words do not need. */
static void
append_quoted(GString *out, const char *text)
{
	gsize length = strlen(text), quoted = csv_write(NULL, 0, text, length), at = out->len;

	g_string_set_size(out, at + quoted);
	csv_write(out->str + at, quoted, text, length);
}

void
table_text(GString *out, const char *text)
{
	g_autofree char *safe = NULL;

	begin_cell(out);
	if (!text || !*text) {
		g_string_append(out, "\"\""); /* so that a row of one empty cell is a row */
		return;
	}
	safe = g_strconcat(begins_formula(text) ? "'" : "", text, NULL);
	if (strpbrk(safe, ",\"\r\n") || *safe == ' ')
		append_quoted(out, safe);
	else
		g_string_append(out, safe);
}

void
table_number(GString *out, double number)
{
	begin_cell(out);
	if (isfinite(number))
		dump_number(number, out);
	else
		g_string_append(out, "\"\"");
}

void
table_end_row(GString *out)
{
	g_string_append_c(out, '\n');
}
