/* An open-addressing table over an arena: SPEED §4 measured 1.5 times GHashTable with two thirds of its memory. A community is
 * millions of ids, so a string costs little beside its bytes: one or five for the length, one for the NUL, up to three to the
 * next place, four for where it is and 7 to 13 of the table. The hash is seeded per process, so nobody can prepare ids that
 * collide; no order ever comes from it. */
#include "base/intern.h"

#include <string.h>

#define CHUNK_BYTES (256u * 1024)
#define UNIT 4u /* texts begin at multiples of it, so that 32 bits reach 16 GiB */
#define CHUNK_UNITS (CHUNK_BYTES / UNIT)
#define LONG_LENGTH 255 /* in the byte before a text: the four bytes after it tell the length */
#define FIRST_SLOTS 1024

struct intern {
	guint32 *atoms;     /* per slot; 0 = free */
	guint8 *tags;       /* per slot: eight bits of the hash that did not choose the slot */
	guint32 slot_count; /* a power of two */
	GArray *places;     /* [atom - 1] → guint32, in units from the arena's beginning */
	GPtrArray *chunks;  /* of CHUNK_BYTES each; a longer text has several in a row, the first of them owns the memory */
	GPtrArray *owned;
	guint32 free;       /* bytes used of the last chunk */
};

static guint64 hash_seed(void)
{
	static gsize seed;
	if (g_once_init_enter(&seed)) {
		gsize chosen = (gsize)g_random_int() << 32 | g_random_int() | 1;
		g_once_init_leave(&seed, chosen);
	}
	return seed;
}

static guint64 fold(guint64 a, guint64 b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;
	return (guint64)product ^ (guint64)(product >> 64);
}

/* Multiply and fold, eight bytes a step (the idea of wyhash). */
static guint64 hash_bytes(const char *text, gsize length)
{
	guint64 hash = hash_seed() ^ length, word;
	for (; length >= 8; text += 8, length -= 8) {
		memcpy(&word, text, 8);
		hash = fold(hash ^ word, 0x9e3779b97f4a7c15ULL);
	}
	word = 0;
	memcpy(&word, text, length);
	return fold(hash ^ word, 0xa0761d6478bd642fULL);
}

struct intern *intern_new(void)
{
	struct intern *intern = g_new0(struct intern, 1);
	intern->slot_count = FIRST_SLOTS;
	intern->atoms = g_new0(guint32, FIRST_SLOTS);
	intern->tags = g_new0(guint8, FIRST_SLOTS);
	intern->places = g_array_new(FALSE, FALSE, sizeof(guint32));
	intern->chunks = g_ptr_array_new();
	intern->owned = g_ptr_array_new_with_free_func(g_free);
	intern->free = CHUNK_BYTES;
	return intern;
}

void intern_free(struct intern *intern)
{
	if (!intern)
		return;
	g_free(intern->atoms);
	g_free(intern->tags);
	g_array_unref(intern->places);
	g_ptr_array_unref(intern->chunks);
	g_ptr_array_unref(intern->owned);
	g_free(intern);
}

/* ---- the arena ---- */

/* A text and its length, from its place. */
static const char *text_at(const struct intern *intern, guint32 place, guint32 *length)
{
	const guint8 *at = (const guint8 *)intern->chunks->pdata[place / CHUNK_UNITS] + place % CHUNK_UNITS * UNIT;
	*length = at[0];
	if (*length < LONG_LENGTH)
		return (const char *)at + 1;
	memcpy(length, at + 1, sizeof *length);
	return (const char *)at + 1 + sizeof *length;
}

/* Room for that many bytes, which begin at the place returned. */
static guint32 arena_room(struct intern *intern, gsize need)
{
	if (need > CHUNK_BYTES - intern->free) {
		gsize count = (need + CHUNK_BYTES - 1) / CHUNK_BYTES;
		char *chunk = g_malloc(count * CHUNK_BYTES);
		g_ptr_array_add(intern->owned, chunk);
		g_assert(intern->chunks->len + count <= G_MAXUINT32 / CHUNK_UNITS);
		for (gsize i = 0; i < count; i++)
			g_ptr_array_add(intern->chunks, chunk + i * CHUNK_BYTES);
		intern->free = count > 1 ? CHUNK_BYTES : 0; /* behind a long text nothing more is put */
		if (count > 1)
			return (guint32)((intern->chunks->len - count) * CHUNK_UNITS);
	}
	guint32 place = (guint32)((intern->chunks->len - 1) * CHUNK_UNITS + intern->free / UNIT);
	intern->free += (guint32)(need + UNIT - 1) / UNIT * UNIT;
	return place;
}

static guint32 arena_add(struct intern *intern, const char *text, gsize length)
{
	gboolean is_long = length >= LONG_LENGTH;
	guint32 stored = (guint32)length, place = arena_room(intern, 1 + (is_long ? sizeof stored : 0) + length + 1);
	guint8 *at = (guint8 *)intern->chunks->pdata[place / CHUNK_UNITS] + place % CHUNK_UNITS * UNIT;
	*at++ = (guint8)(is_long ? LONG_LENGTH : length);
	if (is_long) {
		memcpy(at, &stored, sizeof stored);
		at += sizeof stored;
	}
	memcpy(at, text, length);
	at[length] = '\0';
	return place;
}

static const char *intern_read(const struct intern *intern, atom number, guint32 *length)
{
	return text_at(intern, g_array_index(intern->places, guint32, number - 1), length);
}

/* ---- the table ---- */

static guint8 tag_of(guint64 hash)
{
	return (guint8)(hash >> 56);
}

/* The slot that holds the text, or the free one where it belongs. */
static guint32 intern_slot(const struct intern *intern, const char *text, gsize length, guint64 hash)
{
	guint32 mask = intern->slot_count - 1, held_length;
	guint8 tag = tag_of(hash);
	for (guint32 i = (guint32)hash & mask;; i = (i + 1) & mask) {
		if (intern->atoms[i] == 0)
			return i;
		if (intern->tags[i] != tag)
			continue;
		const char *held = intern_read(intern, intern->atoms[i], &held_length);
		if (held_length == length && memcmp(held, text, length) == 0)
			return i;
	}
}

static void slot_take(struct intern *intern, guint32 slot, atom number, guint64 hash)
{
	intern->atoms[slot] = number;
	intern->tags[slot] = tag_of(hash);
}

static void intern_grow(struct intern *intern)
{
	g_free(intern->atoms);
	g_free(intern->tags);
	g_assert(intern->slot_count <= G_MAXUINT32 / 2);
	intern->slot_count *= 2;
	intern->atoms = g_new0(guint32, intern->slot_count);
	intern->tags = g_new0(guint8, intern->slot_count);
	for (atom number = 1; number <= intern->places->len; number++) {
		guint32 length, mask = intern->slot_count - 1;
		const char *text = intern_read(intern, number, &length);
		guint64 hash = hash_bytes(text, length);
		guint32 at = (guint32)hash & mask;
		while (intern->atoms[at])
			at = (at + 1) & mask;
		slot_take(intern, at, number, hash);
	}
}

atom intern_add(struct intern *intern, const char *text, gssize length)
{
	gsize bytes = length < 0 ? strlen(text) : (gsize)length;
	if (bytes == 0)
		return 0;
	g_assert(bytes < G_MAXUINT32 - CHUNK_BYTES);
	guint64 hash = hash_bytes(text, bytes);
	guint32 slot = intern_slot(intern, text, bytes, hash);
	if (intern->atoms[slot])
		return intern->atoms[slot];
	guint32 place = arena_add(intern, text, bytes);
	g_array_append_val(intern->places, place);
	atom added = intern->places->len;
	slot_take(intern, slot, added, hash);
	if ((guint64)added * 4 > (guint64)intern->slot_count * 3)
		intern_grow(intern);
	return added;
}

atom intern_find(const struct intern *intern, const char *text, gssize length)
{
	gsize bytes = length < 0 ? strlen(text) : (gsize)length;
	return bytes ? intern->atoms[intern_slot(intern, text, bytes, hash_bytes(text, bytes))] : 0;
}

const char *intern_text(const struct intern *intern, atom number)
{
	guint32 length;
	g_assert(number <= intern->places->len);
	return number ? intern_read(intern, number, &length) : NULL;
}

guint32 intern_count(const struct intern *intern)
{
	return intern->places->len;
}

atom *intern_join(struct intern *into, const struct intern *from)
{
	atom *became = g_new(atom, (gsize)from->places->len + 1);
	became[0] = 0;
	for (atom number = 1; number <= from->places->len; number++) {
		guint32 length;
		const char *text = intern_read(from, number, &length);
		became[number] = intern_add(into, text, length);
	}
	return became;
}
