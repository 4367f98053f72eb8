/* Archives by libarchive: zip, 7z and tar, and gz, bz2, xz, zst around a tar or around one file. */
#include "formats/stream_private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <gio/gio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include "base/calendar.h"
#include "base/text.h"

#define ZSTD_MAGIC "\x28\xb5\x2f\xfd"
#define EXPANDED_LIMIT (G_GUINT64_CONSTANT(16) << 30)
#define EXPANDED_HARMLESS (G_GUINT64_CONSTANT(256) << 20)
#define EXPANDED_TIMES 1000

/* How much came out of a top archive, at all depths. */
struct budget {
	guint64 expanded;
	guint64 size; /* of the file */
};

struct pack {
	struct archive *archive;
	struct stream *below;  /* NULL: opened by path */
	struct unzstd *unzstd; /* stands between; or NULL */
	struct stream *member; /* of the current member */
	gboolean owns_below;
	gboolean ended;
	struct budget *budget; /* shared with nested packs */
	struct budget own_budget;
	guint8 buffer[STREAM_HEAD];
};

static gboolean head_is(const guint8 *head, gsize length, gsize at, const char *magic, gsize size)
{
	return length >= at + size && memcmp(head + at, magic, size) == 0;
}

/* Office documents are zips; their first member, or an early one, gives them away. */
static gboolean zip_is_document(const guint8 *head, gsize length)
{
	static const char *const firsts[] = { "[Content_Types].xml", "_rels/", "xl/", "word/", "docProps/", "mimetypeapplication/" };
	for (gsize i = 0; i < G_N_ELEMENTS(firsts); i++)
		if (head_is(head, length, 30, firsts[i], strlen(firsts[i])))
			return TRUE;
	return memmem(head, length, "xl/workbook.xml", strlen("xl/workbook.xml")) != NULL;
}

enum wrapping wrapping_of(const guint8 *head, gsize length)
{
	if (head_is(head, length, 0, "PK\3\4", 4))
		return zip_is_document(head, length) ? WRAPPING_NONE : WRAPPING_ARCHIVE;
	if (head_is(head, length, 0, "PK\5\6", 4) || head_is(head, length, 0, "7z\xbc\xaf\x27\x1c", 6) ||
	    head_is(head, length, 257, "ustar", 5))
		return WRAPPING_ARCHIVE;
	if (head_is(head, length, 0, "\x1f\x8b\x08", 3) || head_is(head, length, 4, "1AY&SY", 6) ||
	    head_is(head, length, 0, "\xfd" "7zXZ\0", 6) || head_is(head, length, 0, ZSTD_MAGIC, 4))
		return WRAPPING_COMPRESSED;
	return WRAPPING_NONE;
}

static struct archive *archive_for(enum wrapping wrapping)
{
	struct archive *archive = archive_read_new();
	if (wrapping == WRAPPING_ARCHIVE) {
		archive_read_support_format_zip(archive);
		archive_read_support_format_7zip(archive);
	} else {
		archive_read_support_filter_gzip(archive);
		archive_read_support_filter_bzip2(archive);
		archive_read_support_filter_xz(archive);
		archive_read_support_filter_zstd(archive);
		archive_read_support_format_raw(archive);
		archive_read_support_format_empty(archive);
	}
	archive_read_support_format_tar(archive);
	return archive;
}

static struct pack *pack_new(enum wrapping wrapping)
{
	struct pack *pack = g_new0(struct pack, 1);
	pack->archive = archive_for(wrapping);
	pack->budget = &pack->own_budget;
	return pack;
}

void pack_free(struct pack *pack)
{
	if (!pack)
		return;
	archive_read_free(pack->archive);
	stream_free(pack->member);
	unzstd_free(pack->unzstd);
	if (pack->owns_below)
		stream_free(pack->below);
	g_free(pack);
}

static const char *pack_words(const struct pack *pack)
{
	const char *words = archive_error_string(pack->archive);
	return words ? words : "unknown format";
}

/* `status` of an archive_read_open; a failed pack is freed. */
static struct pack *pack_opened(struct pack *pack, int status, GError **error)
{
	if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
		return pack;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", pack_words(pack));
	pack_free(pack);
	return NULL;
}

struct pack *pack_of_bytes(const void *bytes, gsize length, enum wrapping wrapping, GError **error)
{
	struct pack *pack = pack_new(wrapping);
	pack->own_budget.size = length;
	return pack_opened(pack, archive_read_open_memory(pack->archive, bytes, length), error);
}

static la_ssize_t read_below(struct archive *archive, void *user, const void **buffer)
{
	struct pack *pack = user;
	g_autoptr(GError) error = NULL;
	*buffer = pack->buffer;
	gssize got = pack->unzstd ? unzstd_read(pack->unzstd, pack->buffer, sizeof pack->buffer, &error)
	                          : stream_read(pack->below, pack->buffer, sizeof pack->buffer, &error);
	if (got < 0)
		archive_set_error(archive, EIO, "%s", error->message);
	return got;
}

static int open_below(struct pack *pack)
{
	gsize length;
	const guint8 *head = stream_head(pack->below, &length, NULL);
	if (head && head_is(head, length, 0, ZSTD_MAGIC, 4))
		pack->unzstd = unzstd_new(pack->below);
	return archive_read_open(pack->archive, pack, NULL, read_below, NULL);
}

struct pack *pack_of_file(const char *path, enum wrapping wrapping, GError **error)
{
	struct stat status;
	struct pack *pack = pack_new(wrapping);
	if (stat(path, &status) == 0)
		pack->own_budget.size = (guint64)status.st_size;
	if (wrapping == WRAPPING_ARCHIVE) /* zip wants to seek */
		return pack_opened(pack, archive_read_open_filename(pack->archive, path, STREAM_HEAD), error);
	pack->below = stream_of_file(path, error);
	pack->owns_below = TRUE;
	if (!pack->below) {
		pack_free(pack);
		return NULL;
	}
	return pack_opened(pack, open_below(pack), error);
}

struct pack *pack_of_stream(struct stream *below, struct pack *outer, enum wrapping wrapping, GError **error)
{
	struct pack *pack = pack_new(wrapping);
	pack->below = below;
	pack->budget = outer->budget;
	return pack_opened(pack, open_below(pack), error);
}

static gboolean budget_is_spent(const struct budget *budget)
{
	return budget->expanded > EXPANDED_LIMIT ||
	       (budget->expanded > EXPANDED_HARMLESS && budget->expanded / EXPANDED_TIMES > budget->size);
}

/* Failures of an archive are bad data, not a failing disk: the member ends here and says why. */
static gssize take_from_pack(struct stream *stream, void *buffer, gsize size, GError **error)
{
	(void)error;
	struct pack *pack = stream->pack;
	if (stream->failure)
		return 0;
	la_ssize_t got = ARCHIVE_RETRY;
	while (got == ARCHIVE_RETRY)
		got = archive_read_data(pack->archive, buffer, size);
	pack->budget->expanded += (guint64)MAX(got, 0);
	if (got < 0)
		stream->failure = g_strdup(pack_words(pack));
	else if (budget_is_spent(pack->budget))
		stream->failure = g_strdup("it expands to far more than its size, like an archive made to fill disks");
	pack->ended |= stream->failure != NULL && got != ARCHIVE_FAILED && got != ARCHIVE_WARN;
	return stream->failure ? 0 : (gssize)got;
}

/* Clean UTF-8 without "./" in front; the name is shown and matched, never opened. */
static char *member_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);
	if (!name)
		name = archive_entry_pathname(entry);
	if (!name)
		return g_strdup("unnamed");
	while (g_str_has_prefix(name, "./") || *name == '/')
		name += *name == '/' ? 1 : 2;
	g_autofree char *clean = text_clean(name, -1);
	return g_strdelimit(g_steal_pointer(&clean), "\n\t", '_');
}

/* libarchive gives names in the locale's charset, and none at all where they do not fit it ("C"). */
static int next_header(struct pack *pack, struct archive_entry **entry)
{
	static gsize opened;
	if (g_once_init_enter(&opened))
		g_once_init_leave(&opened, (gsize)newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0));
	locale_t before = uselocale((locale_t)opened);
	int status = ARCHIVE_RETRY;
	while (status == ARCHIVE_RETRY)
		status = archive_read_next_header(pack->archive, entry);
	uselocale(before);
	return status;
}

gboolean pack_next(struct pack *pack, struct member *member, char **failure)
{
	struct archive_entry *entry = NULL;
	g_clear_pointer(&pack->member, stream_free);
	*failure = NULL;
	if (pack->ended)
		return FALSE;
	int status = next_header(pack, &entry);
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
		*failure = status == ARCHIVE_EOF ? NULL : g_strdup(pack_words(pack));
		return FALSE;
	}
	gboolean raw = archive_format(pack->archive) == ARCHIVE_FORMAT_RAW;
	member->name = raw ? NULL : member_name(entry);
	member->stamp = !raw && archive_entry_mtime_is_set(entry) ? archive_entry_mtime(entry) : NO_TIME;
	member->file = raw || archive_entry_filetype(entry) == AE_IFREG;
	pack->member = stream_new(take_from_pack);
	pack->member->pack = pack;
	return TRUE;
}

struct stream *pack_stream(struct pack *pack)
{
	return pack->member;
}

static enum wrapping stream_wrapping(struct stream *stream)
{
	gsize length;
	const guint8 *head = stream_head(stream, &length, NULL);
	return head ? wrapping_of(head, length) : WRAPPING_NONE;
}

/* The member at `step`; the pack goes with the stream. */
static struct stream *pack_member_at(struct pack *owned, guint step, GError **error)
{
	AUTO(pack) pack = owned;
	for (guint at = 0; at <= step; at++) {
		struct member member;
		g_autofree char *failure = NULL;
		if (!pack_next(pack, &member, &failure)) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", failure ? failure : "no such member");
			return NULL;
		}
		g_free(member.name);
	}
	struct stream *stream = g_steal_pointer(&pack->member);
	stream->owned_pack = g_steal_pointer(&pack);
	return stream;
}

struct stream *stream_of_member(const char *path, const guint *steps, guint depth, GError **error)
{
	AUTO(stream) stream = stream_of_file(path, error);
	for (guint i = 0; stream && i < depth; i++) {
		enum wrapping wrapping = stream_wrapping(stream);
		struct pack *pack = i == 0 ? pack_of_file(path, wrapping, error)
		                           : pack_of_stream(stream, stream->pack, wrapping, error);
		if (!pack)
			return NULL;
		if (i == 0) {
			stream_free(stream);
		} else {
			pack->owns_below = TRUE;
		}
		stream = pack_member_at(pack, steps[i], error);
	}
	return g_steal_pointer(&stream);
}
