/* CSV: every cell ends with its NUL and has a place in the text; every complaint can be printed. */
#include "fuzz.h"

#include <string.h>

#include "formats/csv.h"

const char *const fuzz_seeds[] = {
	"Date,Views\r\n2026-05-01,12\r\n",
	"sep=;\na;\"b\nc\";d\r\n;;\n",
	"\"id,\"\"a b\"\",c,d,e\"\n\"1,\"\"x, y\"\",3,4,5\"\n",
	"a,\"b \"\"c\"\" d\", \"e\" ,f\n\n\"x\" y,5\" disk\n",
	"\t\t\nCaf\xc3\xa9\t1,5\t\"open",
	"\xff\xfe" "a,b\n",
	"\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf" "a,b\n1,2\n",
	NULL,
};

static gboolean check_row(const struct csv_row *row, void *user)
{
	const gint64 *length = user;
	for (guint i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		g_assert(strlen(cell->text) == cell->length);
		g_assert(g_utf8_validate(cell->text, -1, NULL));
		g_assert(cell->offset >= 0 && cell->offset <= *length);
	}
	return TRUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("fuzz.csv", bytes, length);
	struct csv_options options = { .blank_rows = length % 2 == 0 };
	gint64 most = (gint64)length * 3; /* a wrong byte becomes three */
	g_assert(csv_read(input, &options, complaints, check_row, &most, NULL, NULL));
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}
