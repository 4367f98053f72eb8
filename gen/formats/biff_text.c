/* BIFF8 cuts a text wherever a record is full, even in the middle, and begins the rest with a byte that says again whether
 * letters take one byte or two ([MS-XLS] 2.5.293). */
#include "formats/biff_text.h"

#define CONTINUE 0x003c
#define TEXT_WIDE 0x01
#define TEXT_PHONETIC 0x04
#define TEXT_FORMATTED 0x08

gboolean record_at(const struct records_of_book *stream, gsize position, struct record *record)
{
	if (position > stream->length || stream->length - position < 4)
		return FALSE;
	const guint8 *head = stream->bytes + position;
	record->id = (guint)(head[0] | head[1] << 8);
	record->length = (guint)(head[2] | head[3] << 8);
	record->data = head + 4;
	record->next = position + 4 + record->length;
	return record->next <= stream->length;
}

struct cursor cursor_in(const struct records_of_book *stream, const struct record *record, guint skip)
{
	return (struct cursor){ stream, record->data + MIN(skip, record->length), record->data + record->length, record->next,
		                    skip > record->length };
}

/* Into the next CONTINUE, where this record is used up. FALSE when nothing more comes. */
static gboolean cursor_has(struct cursor *cursor)
{
	struct record record;
	while (!cursor->failed && cursor->at == cursor->past) {
		if (!record_at(cursor->stream, cursor->next, &record) || record.id != CONTINUE) {
			cursor->failed = TRUE;
			break;
		}
		*cursor = cursor_in(cursor->stream, &record, 0);
	}
	return !cursor->failed;
}

guint cursor_number(struct cursor *cursor, guint bytes)
{
	guint number = 0;
	for (guint i = 0; i < bytes && cursor_has(cursor); i++)
		number |= (guint)*cursor->at++ << (8 * i);
	return cursor->failed ? 0 : number;
}

static void cursor_skip(struct cursor *cursor, guint64 bytes)
{
	while (bytes > 0 && cursor_has(cursor)) {
		guint64 step = MIN(bytes, (guint64)(cursor->past - cursor->at));
		cursor->at += step;
		bytes -= step;
	}
}

/* UTF-16 to UTF-8, unit by unit; half a pair, and NUL, become U+FFFD. */
static void append_unit(GString *out, guint unit, guint *high)
{
	gboolean low = unit >= 0xdc00 && unit <= 0xdfff;
	if (*high && low) {
		g_string_append_unichar(out, 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00));
		*high = 0;
		return;
	}
	if (*high)
		g_string_append_unichar(out, 0xfffd);
	*high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
	if (!*high)
		g_string_append_unichar(out, low || unit == 0 ? 0xfffd : unit);
}

/* The letters that lie in this record. */
static guint append_piece(struct cursor *cursor, guint count, gboolean wide, guint *high, GString *out)
{
	guint room = (guint)(cursor->past - cursor->at) / (wide ? 2 : 1), taken = MIN(count, room);
	for (guint i = 0; i < taken; i++, cursor->at += wide ? 2 : 1)
		append_unit(out, wide ? (guint)(cursor->at[0] | cursor->at[1] << 8) : cursor->at[0], high);
	cursor->failed |= taken == 0; /* half a letter */
	return taken;
}

static void append_letters(struct cursor *cursor, guint count, gboolean wide, GString *out)
{
	guint high = 0;
	while (count > 0 && !cursor->failed) {
		if (cursor->at == cursor->past)
			wide = cursor_number(cursor, 1) & TEXT_WIDE;
		if (cursor_has(cursor))
			count -= append_piece(cursor, count, wide, &high, out);
	}
	if (high)
		g_string_append_unichar(out, 0xfffd);
}

static void append_narrow(struct cursor *cursor, guint count, GString *out)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	for (guint i = 0; i < count && cursor_has(cursor); i++)
		g_byte_array_append(bytes, cursor->at++, 1);
	decoder_feed(cursor->stream->decoder, bytes->data, bytes->len, TRUE, out);
}

void cursor_append_text(struct cursor *cursor, guint length_bytes, GString *out)
{
	guint count = cursor_number(cursor, length_bytes);
	if (cursor->stream->narrow) {
		append_narrow(cursor, count, out);
		return;
	}
	guint flags = cursor_number(cursor, 1);
	guint formats = flags & TEXT_FORMATTED ? cursor_number(cursor, 2) : 0;
	guint phonetic = flags & TEXT_PHONETIC ? cursor_number(cursor, 4) : 0;
	append_letters(cursor, count, flags & TEXT_WIDE, out);
	cursor_skip(cursor, (guint64)formats * 4 + phonetic);
}
