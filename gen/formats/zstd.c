/* Zstandard with windows of up to 2 GiB, as Reddit's dumps have: libarchive stops at 128 MiB. */
#include "formats/stream_private.h"

#include <gio/gio.h>
#include <zstd.h>

#define WINDOW_LOG_MAX 31

struct unzstd {
	struct stream *below;
	ZSTD_DStream *decoder;
	ZSTD_inBuffer in;
	gboolean ended, between; /* below is at its end; the last frame is whole */
	guint8 buffer[STREAM_HEAD];
};

struct unzstd *unzstd_new(struct stream *below)
{
	struct unzstd *unzstd = g_new0(struct unzstd, 1);

	unzstd->below = below;
	unzstd->decoder = ZSTD_createDStream();
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
	return (gssize)out.pos;
}
