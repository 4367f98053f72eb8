/* An input: a stream, its encoding, and the source that complaints will point into. */
#include "formats/input_private.h"

#include <gio/gio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/text.h"
#include "formats/decode.h"

#define READ_BYTES (256 * 1024)

struct input {
	struct source *source;
	struct origin *origin;
	struct stream *stream;
	gboolean owns_stream;
	gint64 stamp;
	gsize mark; /* bytes of the byte-order mark */
	GString *head;
	struct decoder *decoder; /* from the first read on */
	guint8 *raw; /* of `piece` bytes */
	gsize raw_length, piece;
	GString *decoded;
	gsize given;
	gboolean ended;
};

/* --- sources live as long as the run */

void source_keep(struct source *source)
{
	static GMutex mutex;
	static GPtrArray *kept;
	g_mutex_lock(&mutex);
	if (!kept)
		kept = g_ptr_array_new();
	g_ptr_array_add(kept, source);
	g_mutex_unlock(&mutex);
}

/* --- construction */

const guint8 *input_raw_head(struct input *input, gsize *length)
{
	const guint8 *head = stream_head(input->stream, length, NULL);
	if (head)
		return head;
	*length = 0; /* the failure shows again when it is read */
	return (const guint8 *)"";
}

/* A whole text that is ASCII but for its last letter is no UTF-8 cut off: it is Latin. */
static gboolean ends_in_latin(const guint8 *head, gsize length)
{
	gsize ascii = 0;
	while (ascii < length && head[ascii] < 0x80)
		ascii++;
	return length < STREAM_HEAD && length - ascii >= 1 && length - ascii <= 3 &&
	       !g_utf8_validate_len((const char *)head + ascii, length - ascii, NULL);
}

static void input_detect(struct input *input)
{
	gsize length;
	const guint8 *head = input_raw_head(input, &length);
	const char *detected = encoding_detect(head, length, &input->mark);
	if (g_str_equal(detected, "UTF-8") && ends_in_latin(head, length))
		detected = "WINDOWS-1252";
	if (!input->origin->encoding)
		input->origin->encoding = g_strdup(detected);
}

struct input *input_over(struct stream *stream, gboolean owns_stream, struct source *source, gint64 stamp)
{
	struct input *input = g_new0(struct input, 1);
	input->source = source;
	input->origin = source->state;
	input->stream = stream;
	input->owns_stream = owns_stream;
	input->stamp = stamp;
	input_detect(input);
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	if (input->owns_stream)
		stream_free(input->stream);
	if (input->head)
		g_string_free(input->head, TRUE);
	if (input->decoded)
		g_string_free(input->decoded, TRUE);
	decoder_free(input->decoder);
	g_free(input->raw);
	g_free(input);
}

const struct source *input_source(const struct input *input)
{
	return input->source;
}

const char *input_path(const struct input *input)
{
	return input->source->path;
}

gint64 input_stamp(const struct input *input)
{
	return input->stamp;
}

const char *input_encoding(const struct input *input)
{
	return input->origin->encoding;
}

void input_decode_as(struct input *input, const char *encoding)
{
	g_assert(!input->decoder);
	if (input->mark > 0)
		return;
	g_free(input->origin->encoding);
	input->origin->encoding = g_strdup(encoding);
	if (input->head)
		g_string_free(g_steal_pointer(&input->head), TRUE);
}

const char *input_head(struct input *input, gsize *length)
{
	if (!input->head) {
		gsize raw_length;
		const guint8 *raw = input_raw_head(input, &raw_length);
		AUTO(decoder) decoder = decoder_new(input->origin->encoding);
		input->head = g_string_new(NULL);
		if (decoder)
			decoder_feed(decoder, raw + input->mark, raw_length - input->mark, raw_length < STREAM_HEAD, input->head);
	}
	*length = input->head->len;
	return input->head->str;
}

gboolean input_look_further(struct input *input)
{
	gsize before, length;
	input_raw_head(input, &before);
	if (before != STREAM_HEAD || !stream_look(input->stream, INPUT_LOOK, &length, NULL) || length == before)
		return FALSE;
	if (input->head)
		g_string_free(g_steal_pointer(&input->head), TRUE);
	return TRUE;
}

/* --- reading */

gsize input_piece(struct input *input)
{
	gsize length;
	input_raw_head(input, &length);
	return length < STREAM_HEAD ? length + 64 : READ_BYTES;
}

/* Marks may stand in a row, so they are of any length. */
static gboolean pass_mark(struct input *input, GError **error)
{
	guint8 passed[64];
	gssize got = 1;
	for (gsize left = input->mark; left > 0 && got > 0; left -= (gsize)MAX(got, 0))
		got = stream_read(input->stream, passed, MIN(left, sizeof passed), error);
	return got >= 0;
}

static gboolean input_begin(struct input *input, GError **error)
{
	if (input->decoder)
		return TRUE;
	input->decoder = decoder_new(input->origin->encoding);
	if (!input->decoder) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s: there is no encoding \"%s\"", input_path(input),
		            input->origin->encoding);
		return FALSE;
	}
	input->piece = input_piece(input);
	input->raw = g_malloc(input->piece);
	input->decoded = g_string_sized_new(input->piece + input->piece / 8);
	gsize length;
	return stream_head(input->stream, &length, error) && pass_mark(input, error);
}

/* Reads and decodes the next piece; sets `ended` behind the last one. */
static gboolean input_fill(struct input *input, GError **error)
{
	gssize got = stream_read(input->stream, input->raw + input->raw_length, input->piece - input->raw_length, error);
	if (got < 0) {
		g_prefix_error(error, "%s: ", input_path(input));
		return FALSE;
	}
	g_string_truncate(input->decoded, 0);
	input->given = 0;
	input->ended = got == 0;
	input->raw_length += (gsize)got;
	gsize used = decoder_feed(input->decoder, input->raw, input->raw_length, input->ended, input->decoded);
	input->raw_length -= used;
	memmove(input->raw, input->raw + used, input->raw_length);
	return TRUE;
}

gssize input_read(struct input *input, char *buffer, gsize size, GError **error)
{
	if (!input_begin(input, error))
		return -1;
	while (input->given == input->decoded->len && !input->ended)
		if (!input_fill(input, error))
			return -1;
	gsize got = MIN(size, input->decoded->len - input->given);
	memcpy(buffer, input->decoded->str + input->given, got);
	input->given += got;
	return (gssize)got;
}

char *input_read_all(struct input *input, gsize limit, gsize *length, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);
	g_autofree char *buffer = g_malloc(READ_BYTES);
	gssize got;
	while ((got = input_read(input, buffer, READ_BYTES, error)) > 0) {
		g_string_append_len(all, buffer, got);
		if (all->len > limit) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s is larger than %" G_GSIZE_FORMAT " bytes",
			            input_path(input), limit);
			return NULL;
		}
	}
	if (got < 0)
		return NULL;
	if (length)
		*length = all->len;
	return g_string_free(g_steal_pointer(&all), FALSE);
}

guint8 *input_read_raw(struct input *input, gsize limit, gsize *length, GError **error)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	g_autofree guint8 *buffer = g_malloc(READ_BYTES);
	gssize got;
	while ((got = stream_read(input->stream, buffer, READ_BYTES, error)) > 0) {
		if ((gsize)got > limit - all->len) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "is larger than %" G_GSIZE_FORMAT " bytes", limit);
			return NULL;
		}
		g_byte_array_append(all, buffer, (guint)got);
	}
	*length = all->len;
	g_byte_array_append(all, (const guint8 *)"", 1); /* none at all would be NULL */
	return got < 0 ? NULL : g_byte_array_free(g_steal_pointer(&all), FALSE);
}

guint64 input_replaced(const struct input *input)
{
	return input->decoder ? decoder_replaced(input->decoder) : 0;
}

/* --- reading again */

static struct stream *origin_open(const struct origin *origin)
{
	if (!origin->disk)
		return stream_of_bytes(origin->bytes, origin->length);
	return stream_of_member(origin->disk, origin->steps, origin->depth, NULL);
}

struct input *input_again(const struct source *source)
{
	struct stream *stream = origin_open(source->state);
	return stream ? input_over(stream, TRUE, (struct source *)source, NO_TIME) : NULL;
}

struct source *source_new(const char *shown, const char *disk, const guint *steps, guint depth)
{
	struct origin *origin = g_new0(struct origin, 1);
	origin->disk = g_strdup(disk);
	origin->depth = depth;
	for (guint i = 0; i < depth; i++)
		origin->steps[i] = steps[i];
	struct source *source = g_new0(struct source, 1);
	source->path = g_strdup(shown);
	source->line_at = source_line_at;
	source->locate = sources_locate;
	source->state = origin;
	source_keep(source);
	return source;
}

/* --- inputs of their own */

struct input *input_of_bytes(const char *shown, const void *bytes, gsize length)
{
	struct source *source = source_new(shown, NULL, NULL, 0);
	struct origin *origin = source->state;
	origin->bytes = g_memdup2(bytes, length);
	origin->length = length;
	return input_over(stream_of_bytes(origin->bytes, length), TRUE, source, NO_TIME);
}

struct input *input_open(const char *path, const char *shown, GError **error)
{
	struct stream *stream = stream_of_file(path, error);
	if (!stream) {
		g_prefix_error(error, "%s ", shown ? shown : path);
		return NULL;
	}
	return input_over(stream, TRUE, source_new(shown ? shown : path, path, NULL, 0), NO_TIME);
}
