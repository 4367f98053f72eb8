/* Lines of places: found for many places at once, or for one alone, they are those that counting from the begin gives. Texts are
 * repeated now and then, since a window moves over long ones. */
#include "fuzz.h"

#include <string.h>

#include "base/random.h"
#include "formats/input.h"

#define PLACES 12
#define LONG_BYTES (700 * 1024)
#define LINE_SHOWN 200 /* of a line at least this is shown behind the place, where it is so long */

const char *const fuzz_seeds[] = {
	"Date,Views\r\n2026-05-01,12\r\n\r\n",
	"caf\xc3\xa9,\xf0\x9f\x9a\xb2\n\n\xe2\x80\xa6 last",
	"one long line without an end, which goes on and on and on, as the lines of JSON files do, \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
	"\xff\xfe" "a\0b\0\n\0c\0",
	"\n",
	"Day,Views\r2026-05-01,12\r\r",
	NULL,
};

/* CR in texts of old Macs, which have no LF; 0: the first LF stands far behind a CR, and either may be taken. */
static char line_end_of(const char *text, gsize length)
{
	const char *feed = memchr(text, '\n', length), *back = memchr(text, '\r', length);
	if (!back || (feed && feed - text < 1000))
		return '\n';
	return feed ? 0 : '\r';
}

/* The slow and simple way. */
static void check_place(const struct located *located, const char *text, gsize length, char line_end)
{
	const char *first = text, *at = text + located->at.offset;
	guint line = 1;
	if (located->at.offset > (gint64)length) {
		g_assert(located->line == 0 && !located->text);
		return;
	}
	for (const char *mark; (mark = memchr(first, line_end, (gsize)(at - first))); first = mark + 1)
		line++;
	guint column = 1;
	for (const char *letter = first; letter < at; letter++)
		column += ((guint8)*letter & 0xc0) != 0x80;
	g_assert(located->line == line && located->column == column);
	if (!located->text)
		return;
	const char *from = first;
	if (column - 1 > LINE_LEAD)
		from = g_utf8_offset_to_pointer(at, -LINE_LEAD);
	gsize shown = strlen(located->text), past = strcspn(at, (const char[]){ line_end, 0 });
	g_assert(g_utf8_validate(located->text, -1, NULL));
	g_assert(!strncmp(from, located->text, shown) && !strchr(located->text, line_end));
	g_assert(shown + 4 >= (gsize)(at - from) + MIN(past, LINE_SHOWN));
}

/* Begins of characters only: complaints point at nothing else. */
static gint64 some_offset(struct random *random, const char *text, gsize length)
{
	gsize offset = random_below(random, (guint32)length + 2);
	while (offset < length && ((guint8)text[offset] & 0xc0) == 0x80)
		offset++;
	return (gint64)offset;
}

static char *decoded_text(const GString *raw, gsize *length)
{
	AUTO(input) input = input_of_bytes("fuzz.txt", raw->str, raw->len);
	return input_read_all(input, G_MAXUINT32, length, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct random random = random_seeded("fuzz", "places", "1");
	g_autoptr(GString) raw = g_string_new_len((const char *)bytes, (gssize)length);
	gboolean many = length > 0 && length % 31 == 0;
	while (many && raw->len < LONG_BYTES)
		g_string_append_len(raw, (const char *)bytes, (gssize)length);
	gsize size;
	g_autofree char *text = decoded_text(raw, &size);
	AUTO(input) input = input_of_bytes("fuzz.txt", raw->str, raw->len);
	struct located located[PLACES] = { { .line = 0 } };
	gboolean texts = length % 2 == 0;
	char line_end = line_end_of(text, size);
	for (guint i = 0; i < PLACES; i++)
		located[i].at = (struct place){ input_source(input), i ? some_offset(&random, text, size) : -1 };
	places_locate(located, PLACES, texts);
	g_assert(located[0].line == 0 && !located[0].text);
	for (guint i = 1; i < PLACES; i++) {
		if (line_end)
			check_place(&located[i], text, size, line_end);
		g_assert(!texts || located[i].text || located[i].at.offset > (gint64)size);
		g_free(located[i].text);
	}
	struct located alone = { .at = located[1].at };
	places_locate(&alone, 1, TRUE);
	if (line_end)
		check_place(&alone, text, size, line_end);
	g_free(alone.text);
	return 0;
}
