/* UTF-8 is only checked; everything else goes through iconv. */
#include "formats/decode.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

struct decoder {
	GIConv converter; /* -1: UTF-8 */
	gsize unit;       /* bytes to pass over where one is wrong */
	guint64 replaced;
};

struct decoder *decoder_new(const char *encoding)
{
	gboolean utf8 = g_ascii_strcasecmp(encoding, "UTF-8") == 0;
	GIConv converter = utf8 ? (GIConv)-1 : g_iconv_open("UTF-8", encoding);
	if (!utf8 && converter == (GIConv)-1)
		return NULL;
	struct decoder *decoder = g_new0(struct decoder, 1);
	decoder->converter = converter;
	decoder->unit = g_ascii_strncasecmp(encoding, "UTF-16", 6) == 0 ? 2 : 1;
	return decoder;
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	if (decoder->converter != (GIConv)-1)
		g_iconv_close(decoder->converter);
	g_free(decoder);
}

static void put_replacement(struct decoder *decoder, GString *out)
{
	g_string_append(out, REPLACEMENT);
	decoder->replaced++;
}

/* Where valid text without NULs ends. Most text is ASCII, which goes eight bytes a step. */
static const char *valid_end(const char *at, const char *past)
{
	const guint64 ones = 0x0101010101010101, highs = 0x8080808080808080;
	for (;;) {
		guint64 word;
		for (; past - at >= 8; at += 8) {
			memcpy(&word, at, 8);
			if ((word | (word - ones)) & highs) /* a byte past 127, or a NUL */
				break;
		}
		while (at < past && (guint8)*at - 1u < 0x7f)
			at++;
		const char *end = at;
		if (at < past)
			g_utf8_validate_len(at, MIN((gsize)(past - at), 64), &end);
		if (end == at)
			return at;
		at = end;
	}
}

static gsize check_utf8(struct decoder *decoder, const char *text, gsize length, gboolean last, GString *out)
{
	const char *at = text, *past = text + length;
	for (;;) {
		const char *end = valid_end(at, past);
		g_string_append_len(out, at, end - at);
		at = end;
		if (at == past)
			return length;
		if (!last && *at && past - at < 4 && g_utf8_get_char_validated(at, past - at) == (gunichar)-2)
			return (gsize)(at - text);
		put_replacement(decoder, out);
		at++;
	}
}

/* Cells and keys end with NUL, so there must be none within. */
static void put_without_nuls(struct decoder *decoder, const char *text, gsize length, GString *out)
{
	const char *nul;
	while ((nul = memchr(text, '\0', length))) {
		g_string_append_len(out, text, nul - text);
		put_replacement(decoder, out);
		length -= (gsize)(nul + 1 - text);
		text = nul + 1;
	}
	g_string_append_len(out, text, (gssize)length);
}

static gsize convert(struct decoder *decoder, char *bytes, gsize length, gboolean last, GString *out)
{
	char buffer[16384], *in = bytes;
	gsize left = length;
	while (left > 0) {
		char *to = buffer;
		gsize room = sizeof buffer;
		gboolean wrong = g_iconv(decoder->converter, &in, &left, &to, &room) == (gsize)-1;
		int why = errno;
		put_without_nuls(decoder, buffer, sizeof buffer - room, out);
		if (!wrong || why == E2BIG)
			continue;
		if (why == EINVAL && !last)
			break;
		put_replacement(decoder, out);
		gsize skip = MIN(decoder->unit, left);
		in += skip, left -= skip;
	}
	return length - left;
}

gsize decoder_feed(struct decoder *decoder, const guint8 *bytes, gsize length, gboolean last, GString *out)
{
	if (decoder->converter == (GIConv)-1)
		return check_utf8(decoder, (const char *)bytes, length, last, out);
	return convert(decoder, (char *)bytes, length, last, out);
}

guint64 decoder_replaced(const struct decoder *decoder)
{
	return decoder->replaced;
}
