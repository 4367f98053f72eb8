/* Bytes of files and of memory, with a head that can be looked at before it is read. */
#include "formats/stream_private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct stream *stream_new(gssize (*take)(struct stream *, void *, gsize, GError **))
{
	struct stream *stream = g_new0(struct stream, 1);
	stream->take = take;
	stream->file = -1;
	return stream;
}

static gssize take_from_file(struct stream *stream, void *buffer, gsize size, GError **error)
{
	gssize got;
	do
		got = read(stream->file, buffer, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(errno), "cannot read: %s", g_strerror(errno));
	return got;
}

struct stream *stream_of_file(const char *path, GError **error)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (file >= 0 && fstat(file, &status) == 0 && !S_ISREG(status.st_mode)) {
		close(file);
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "is not a file");
		return NULL;
	}
	if (file < 0) {
		g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(errno), "cannot be opened: %s", g_strerror(errno));
		return NULL;
	}
	posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
	struct stream *stream = stream_new(take_from_file);
	stream->file = file;
	return stream;
}

static gssize take_from_bytes(struct stream *stream, void *buffer, gsize size, GError **error)
{
	(void)error;
	gsize got = MIN(size, stream->left);
	if (got == 0)
		return 0;
	memcpy(buffer, stream->bytes, got);
	stream->bytes += got, stream->left -= got;
	return (gssize)got;
}

struct stream *stream_of_bytes(const void *bytes, gsize length)
{
	struct stream *stream = stream_new(take_from_bytes);
	stream->bytes = bytes;
	stream->left = length;
	return stream;
}

void stream_free(struct stream *stream)
{
	if (!stream)
		return;
	if (stream->file >= 0)
		close(stream->file);
	if (stream->owned_pack)
		pack_free(stream->owned_pack);
	g_free(stream->failure);
	g_free(stream->head);
	g_free(stream);
}

const guint8 *stream_look(struct stream *stream, gsize size, gsize *length, GError **error)
{
	gssize got = 1;
	stream->head = g_realloc(stream->head, size + 1);
	while (stream->head_length < size && got > 0) {
		got = stream->take(stream, stream->head + stream->head_length, size - stream->head_length, error);
		stream->head_length += (gsize)MAX(got, 0);
	}
	stream->head[stream->head_length] = '\0';
	*length = stream->head_length;
	return got < 0 ? NULL : stream->head;
}

const guint8 *stream_head(struct stream *stream, gsize *length, GError **error)
{
	if (!stream->head)
		return stream_look(stream, STREAM_HEAD, length, error);
	*length = stream->head_length;
	return stream->head;
}

gssize stream_read(struct stream *stream, void *buffer, gsize size, GError **error)
{
	gsize waiting = stream->head_length - stream->head_read;
	if (waiting == 0)
		return stream->take(stream, buffer, size, error);
	gsize got = MIN(size, waiting);
	memcpy(buffer, stream->head + stream->head_read, got);
	stream->head_read += got;
	return (gssize)got;
}

const char *stream_failure(const struct stream *stream)
{
	return stream->failure;
}
