/* Zstandard with windows of up to 2 GiB, as Reddit's dumps have: libarchive stops at 128 MiB. A large window lies on disk. */
#define ZSTD_STATIC_LINKING_ONLY /* for a memory of one's own; the shared library has it too */
#include "formats/stream_private.h"

#include <gio/gio.h>
#include <zstd.h>

#include "base/scratch.h"

#define WINDOW_LOG_MAX 31
#define LARGE (64u << 20)   /* a window from here on lies on disk */
#define RELEASE (64u << 20) /* bytes unpacked between two times that it leaves memory */

struct unzstd {
	void *window; /* NULL: it is small, or no disk gave it */
	gsize window_size, since_release;
	struct stream *below;
	ZSTD_DStream *decoder;
	ZSTD_inBuffer in;
	gboolean ended, between; /* below is at its end; the last frame is whole */
	guint8 buffer[STREAM_HEAD];
};

static void *room_take(void *user, size_t size)
{
	struct unzstd *unzstd = user;

	if (size < LARGE || unzstd->window)
		return g_try_malloc(size);
	unzstd->window = scratch_map(size);
	unzstd->window_size = size;
	return unzstd->window ? unzstd->window : g_try_malloc(size);
}

static void room_give(void *user, void *room)
{
	struct unzstd *unzstd = user;

	if (room && room == unzstd->window) {
		scratch_unmap(room, unzstd->window_size);
		unzstd->window = NULL;
	} else
		g_free(room);
}

static void window_rest(struct unzstd *unzstd, gsize unpacked)
{
	unzstd->since_release += unpacked;
	if (!unzstd->window || unzstd->since_release < RELEASE)
		return;
	scratch_release(unzstd->window, unzstd->window_size);
	unzstd->since_release = 0;
}

struct unzstd *unzstd_new(struct stream *below)
{
	struct unzstd *unzstd = g_new0(struct unzstd, 1);
	ZSTD_customMem room = {room_take, room_give, unzstd};

	unzstd->below = below;
	unzstd->decoder = ZSTD_createDStream_advanced(room);
	unzstd->between = TRUE;
	ZSTD_DCtx_setParameter(unzstd->decoder, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
	return unzstd;
}

void unzstd_free(struct unzstd *unzstd)
{
	if (!unzstd)
		return;
	ZSTD_freeDStream(unzstd->decoder);
	g_free(unzstd);
}

static gboolean refill(struct unzstd *unzstd, GError **error)
{
	gssize got = stream_read(unzstd->below, unzstd->buffer, sizeof unzstd->buffer, error);

	if (got < 0)
		return FALSE;
	unzstd->ended = got == 0;
	unzstd->in = (ZSTD_inBuffer){unzstd->buffer, (gsize)got, 0};
	return TRUE;
}

gssize unzstd_read(struct unzstd *unzstd, void *buffer, gsize size, GError **error)
{
	ZSTD_outBuffer out = {buffer, size, 0};

	while (!out.pos) {
		if (unzstd->in.pos == unzstd->in.size && !unzstd->ended && !refill(unzstd, error))
			return -1;
		if (unzstd->ended && unzstd->between)
			return 0;
		gsize taken = unzstd->in.pos;
		gsize left = ZSTD_decompressStream(unzstd->decoder, &out, &unzstd->in);
		if (ZSTD_isError(left) || (unzstd->ended && !out.pos)) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", ZSTD_isError(left) ? ZSTD_getErrorName(left) : "it was cut off");
			return -1;
		}
		if (unzstd->in.pos > taken || out.pos)
			unzstd->between = left == 0;
	}
	window_rest(unzstd, out.pos);
	return (gssize)out.pos;
}
