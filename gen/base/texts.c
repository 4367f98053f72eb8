/* The append-only store of texts (see intern.h). A handle is chunk number and offset, plus one. */
#include "base/intern.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/scratch.h"

#define CHUNK_BITS 20
#define CHUNK_BYTES (1u << CHUNK_BITS)

/* In memory, or spilled to `file` at `at` and mapped back when first read. */
struct chunk {
	char *memory;
	char *mapped;
	guint32 used;
	int file; /* index into files */
	gint64 at;
};

struct texts {
	GPtrArray *chunks;
	GArray *files; /* descriptors of unlinked files */
	gint64 written; /* bytes in the last of them */
	gboolean own_file; /* the last of them is ours to append to */
	gboolean open; /* the last chunk takes more */
	guint unspilled; /* chunks before it have moved out, or cannot */
	gsize held, spill_after;
};

static void chunk_free(void *pointer)
{
	struct chunk *chunk = pointer;
	if (chunk->mapped)
		munmap(chunk->mapped, chunk->used);
	g_free(chunk->memory);
	g_free(chunk);
}

struct texts *texts_new(gsize spill_after)
{
	struct texts *texts = g_new0(struct texts, 1);
	texts->chunks = g_ptr_array_new_with_free_func(chunk_free);
	texts->files = g_array_new(FALSE, FALSE, sizeof(int));
	texts->spill_after = spill_after;
	return texts;
}

void texts_free(struct texts *texts)
{
	if (!texts)
		return;
	g_ptr_array_unref(texts->chunks);
	for (guint i = 0; i < texts->files->len; i++)
		close(g_array_index(texts->files, int, i));
	g_array_unref(texts->files);
	g_free(texts);
}

void texts_empty(struct texts *texts)
{
	struct chunk *first = texts->chunks->len == 1 ? texts->chunks->pdata[0] : NULL;
	if (first && texts->open && first->memory) { /* few texts, as of a small file: the room is used again */
		texts->held -= first->used;
		first->used = 0;
		return;
	}
	g_ptr_array_set_size(texts->chunks, 0);
	for (guint i = 0; i < texts->files->len; i++)
		close(g_array_index(texts->files, int, i));
	g_array_set_size(texts->files, 0);
	texts->own_file = texts->open = FALSE;
	texts->unspilled = 0;
	texts->held = 0;
}

static gboolean texts_open_file(struct texts *texts)
{
	if (texts->own_file)
		return TRUE;
	int file = scratch_open();
	if (file < 0)
		return FALSE;
	g_array_append_val(texts->files, file);
	texts->written = 0;
	texts->own_file = TRUE;
	return TRUE;
}

static gboolean write_at(int file, const char *bytes, gsize length, gint64 at)
{
	while (length > 0) {
		gssize done = pwrite(file, bytes, length, at);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return FALSE;
		bytes += done, at += done, length -= (gsize)done;
	}
	return TRUE;
}

static gboolean chunk_spill(struct texts *texts, struct chunk *chunk)
{
	guint file = texts->files->len - 1;
	if (!write_at(g_array_index(texts->files, int, file), chunk->memory, chunk->used, texts->written))
		return FALSE;
	chunk->file = (int)file;
	chunk->at = texts->written;
	texts->written += CHUNK_BYTES; /* keeps every chunk on a page of its own; holes cost nothing */
	texts->held -= chunk->used;
	g_clear_pointer(&chunk->memory, g_free);
	return TRUE;
}

/* Closed chunks go to the file. A full disk is no failure here: they then stay in memory. */
static void texts_spill(struct texts *texts)
{
	if (texts->spill_after == 0 || texts->held <= texts->spill_after || !texts_open_file(texts))
		return;
	guint closed = texts->chunks->len - texts->open;
	for (; texts->unspilled < closed; texts->unspilled++) {
		struct chunk *chunk = texts->chunks->pdata[texts->unspilled];
		if (chunk->memory && !chunk_spill(texts, chunk))
			return;
	}
}

static void texts_close_chunk(struct texts *texts)
{
	if (!texts->open)
		return;
	struct chunk *last = texts->chunks->pdata[texts->chunks->len - 1];
	last->memory = g_realloc(last->memory, last->used);
	texts->open = FALSE;
}

static struct chunk *texts_room(struct texts *texts, gsize need)
{
	struct chunk *last = texts->open ? texts->chunks->pdata[texts->chunks->len - 1] : NULL;
	if (last && last->used + need <= CHUNK_BYTES)
		return last;
	texts_close_chunk(texts);
	texts_spill(texts);
	last = g_new0(struct chunk, 1);
	last->memory = g_malloc(CHUNK_BYTES);
	g_ptr_array_add(texts->chunks, last);
	texts->open = TRUE;
	return last;
}

static gsize cut_at_character(const char *text, gsize length)
{
	while (length > 0 && ((guint8)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

text_ref texts_add(struct texts *texts, const char *text, gssize length)
{
	gsize bytes = length < 0 ? strlen(text) : (gsize)length;
	if (bytes == 0)
		return 0;
	if (bytes > CHUNK_BYTES - 1)
		bytes = cut_at_character(text, CHUNK_BYTES - 1);
	struct chunk *chunk = texts_room(texts, bytes + 1);
	text_ref handle = ((guint64)(texts->chunks->len - 1) << CHUNK_BITS) + chunk->used + 1;
	memcpy(chunk->memory + chunk->used, text, bytes);
	chunk->memory[chunk->used + bytes] = '\0';
	chunk->used += (guint32)bytes + 1;
	texts->held += bytes + 1;
	return handle;
}

/* Readers of several threads may meet here: the first mapping stays, the others are undone. */
static const char *chunk_map(const struct texts *texts, struct chunk *chunk)
{
	char *mapped = g_atomic_pointer_get(&chunk->mapped);
	if (mapped)
		return mapped;
	int file = g_array_index(texts->files, int, chunk->file);
	char *made = mmap(NULL, chunk->used, PROT_READ, MAP_SHARED, file, chunk->at);
	if (made == MAP_FAILED)
		g_error("cannot map %u bytes of spilled text: %s", chunk->used, g_strerror(errno));
	if (g_atomic_pointer_compare_and_exchange(&chunk->mapped, NULL, made))
		return made;
	munmap(made, chunk->used);
	return g_atomic_pointer_get(&chunk->mapped);
}

/* The chunk of a handle, and where the text stands in it. */
static struct chunk *chunk_of(const struct texts *texts, text_ref handle, guint32 *offset)
{
	guint64 number = (handle - 1) >> CHUNK_BITS;
	*offset = (guint32)((handle - 1) & (CHUNK_BYTES - 1));
	g_assert(number < texts->chunks->len);
	struct chunk *chunk = texts->chunks->pdata[number];
	g_assert(*offset < chunk->used);
	return chunk;
}

const char *texts_get(const struct texts *texts, text_ref handle)
{
	guint32 offset;
	if (handle == 0)
		return NULL;
	struct chunk *chunk = chunk_of(texts, handle, &offset);
	return (chunk->memory ? chunk->memory : chunk_map(texts, chunk)) + offset;
}

#define READ_BYTES 1024 /* most texts are shorter */

/* Reads on until the text's end. FALSE where the file does not give it. */
static gboolean chunk_read(const struct texts *texts, const struct chunk *chunk, guint32 offset, GString *buffer)
{
	int file = g_array_index(texts->files, int, chunk->file);
	for (gsize held = 0; offset < chunk->used;) {
		g_string_set_size(buffer, held + MIN(READ_BYTES, chunk->used - offset));
		gssize got = pread(file, buffer->str + held, buffer->len - held, chunk->at + offset);
		if (got <= 0)
			return FALSE;
		if (memchr(buffer->str + held, '\0', (gsize)got))
			return TRUE;
		held += (gsize)got;
		offset += (guint32)got;
	}
	return FALSE;
}

const char *texts_read(const struct texts *texts, text_ref handle, GString *buffer)
{
	guint32 offset;
	if (handle == 0)
		return NULL;
	struct chunk *chunk = chunk_of(texts, handle, &offset);
	if (chunk->memory || g_atomic_pointer_get(&chunk->mapped) || !chunk_read(texts, chunk, offset, buffer))
		return texts_get(texts, handle);
	return buffer->str;
}

text_ref texts_join(struct texts *into, struct texts *from)
{
	texts_close_chunk(into);
	texts_close_chunk(from);
	text_ref shift = (guint64)into->chunks->len << CHUNK_BITS;
	int files = (int)into->files->len;
	for (guint i = 0; i < from->chunks->len; i++) {
		struct chunk *chunk = from->chunks->pdata[i];
		chunk->file += files;
		g_ptr_array_add(into->chunks, chunk);
	}
	into->held += from->held;
	if (from->files->len > 0) {
		g_array_append_vals(into->files, from->files->data, from->files->len);
		into->written = from->written;
		into->own_file = TRUE;
	}
	g_ptr_array_set_free_func(from->chunks, NULL);
	g_ptr_array_set_size(from->chunks, 0);
	g_ptr_array_set_free_func(from->chunks, chunk_free);
	g_array_set_size(from->files, 0);
	from->held = 0, from->unspilled = 0, from->own_file = FALSE;
	texts_spill(into);
	return shift;
}
