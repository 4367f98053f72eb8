/* Runs a driver over files, or over mutations of its seeds: `csv FILE…` or `csv [COUNT]`. The same count, the same texts. */
#include "fuzz.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

#define LENGTH_LIMIT 4096

static void mutate(GString *text, struct random *random)
{
	static const char odd[] = "\"\"\"\n\n\r,;\t|{}[]<>&/\\:'-#*!%=~ \x00\x01\xff\xfe\xef\xbb\xbf\xc3\xed\xa0 u0019xDe";
	gsize at = random_below(random, (guint32)text->len + 1), span = random_below(random, 9);
	span = MIN(span, text->len - at);
	char letter = odd[random_below(random, sizeof odd - 1)];
	g_autofree char *copy = g_memdup2(text->str + at, span + 1);
	switch (random_below(random, 6)) {
	case 0: g_string_erase(text, (gssize)at, (gssize)span); break;
	case 1: g_string_insert_len(text, (gssize)random_below(random, (guint32)text->len + 1), copy, (gssize)span); break;
	case 2: g_string_insert_c(text, (gssize)at, letter); break;
	case 3:
		if (at < text->len)
			text->str[at] = letter;
		break;
	case 4:
		if (at < text->len)
			text->str[at] = (char)(text->str[at] ^ (1 << random_below(random, 8)));
		break;
	default:
		if (random_below(random, 8) == 0)
			g_string_truncate(text, at);
	}
}

static void run_mutations(guint count)
{
	struct random random = random_seeded("fuzz", "mutations", "1");
	guint seeds = 0;
	while (fuzz_seeds[seeds])
		seeds++;
	for (guint i = 0; i < count; i++) {
		g_autoptr(GString) text = g_string_new(fuzz_seeds[random_below(&random, seeds)]);
		for (guint times = random_below(&random, 12); times > 0 && text->len < LENGTH_LIMIT; times--)
			mutate(text, &random);
		LLVMFuzzerTestOneInput((const uint8_t *)text->str, text->len);
	}
}

int main(int argc, char **argv)
{
	guint files = 0;
	for (int i = 1; i < argc; i++) {
		g_autofree char *bytes = NULL;
		gsize length;
		if (!g_file_get_contents(argv[i], &bytes, &length, NULL))
			continue;
		LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
		files++;
	}
	if (files == 0)
		run_mutations(argc > 1 ? (guint)strtoul(argv[1], NULL, 10) : 20000);
	return 0;
}
