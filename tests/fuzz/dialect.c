/* How a table writes its numbers: told twice alike, and looking takes nothing away from the reading. */
#include "fuzz.h"

#include <string.h>

#include "platforms/mapper.h"

const char *const fuzz_seeds[] = {
	"Day;Spent;Views\n2026-10-01;239,62;1.234\n",
	"Day,Spent,Views\n2026-10-01,239.62,\"1,234\"\n2026-10-02,-0.5,12 %\n",
	"a\tb\n1.234.567\t0,5%\n12.10.2026\t1,234,567.8\n",
	"a|b\n,|.\n-|+\n- 1,|.5\n1,,2|1..2\n",
	"sep=;\nx;\"1.234,5\"\n",
	NULL,
};

static gboolean count_cells(const struct csv_row *row, void *user)
{
	guint64 *sum = user;
	for (guint i = 0; i < row->count; i++)
		*sum = *sum * 31 + row->cells[i].length + (guint64)row->cells[i].offset;
	return TRUE;
}

static guint64 read_cells(struct input *input, const struct csv_options *options)
{
	AUTO(complaints) complaints = complaints_new();
	guint64 sum = 0;
	g_assert(csv_read(input, options, complaints, count_cells, &sum, NULL, NULL));
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char delimiters[] = { 0, ';', ',', '\t' };
	AUTO(input) looked = input_of_bytes("fuzz.csv", bytes, length);
	AUTO(input) fresh = input_of_bytes("fuzz.csv", bytes, length);
	struct csv_options options = { .delimiter = delimiters[length % G_N_ELEMENTS(delimiters)], .blank_rows = length % 3 == 0 };
	struct dialect dialect = dialect_of_head(looked, &options), again = dialect_of_head(looked, &options);
	g_assert(dialect.numbers == NUMBER_AUTO || dialect.numbers == NUMBER_POINT || dialect.numbers == NUMBER_COMMA);
	g_assert(again.numbers == dialect.numbers && again.day_order == dialect.day_order);
	g_assert(read_cells(looked, &options) == read_cells(fresh, &options));
	return 0;
}
