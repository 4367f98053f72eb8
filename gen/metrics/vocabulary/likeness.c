/* Words as numbers, and what two rows of them have in common. */
#include "metrics/vocabulary/likeness.h"

#include <string.h>

#include "base/text.h"

#define RUN 5          /* words */
#define WORDS_MOST 1000 /* of a text: comparing takes the product of two lengths */

/* ---- reading ---- */

static gboolean
is_reference(const char *chunk)
{
	return *chunk == '@' || *chunk == '#' || strstr(chunk, "://") || g_ascii_strncasecmp(chunk, "www.", 4) == 0;
}

/* "https://www.larkfield.example/booking/?utm_source=x" is "larkfield.example/booking". */
static char *
link_plain(const char *chunk)
{
	const char *begin = strstr(chunk, "://");
	char *plain;

	begin = begin ? begin + 3 : chunk;
	if (g_ascii_strncasecmp(begin, "www.", 4) == 0)
		begin += 4;
	plain = g_ascii_strdown(begin, (gssize)strcspn(begin, "?#)>\"'"));
	for (gsize length = strlen(plain); length && strchr("/.,;:!", plain[length - 1]);)
		plain[--length] = '\0';
	return plain;
}

static void
words_take(GArray *words, const char *chunk)
{
	GString *word = g_string_new(NULL);

	for (const char *at = chunk;; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (letter && (g_unichar_isalnum(letter) || g_unichar_ismark(letter) || letter == 0x2019 || letter == '\'')) {
			if (g_unichar_isalnum(letter) || g_unichar_ismark(letter)) /* "it's" and "its" are typed by the same hand */
				g_string_append_unichar(word, letter);
			continue;
		}
		if (word->len && words->len < WORDS_MOST) {
			guint hash = g_str_hash(word->str);
			g_array_append_val(words, hash);
		}
		g_string_truncate(word, 0);
		if (!letter)
			break;
	}
	g_string_free(word, TRUE);
}

struct wording *
wording_new(const char *text)
{
	struct wording *wording = g_new0(struct wording, 1);
	GArray *words = g_array_new(FALSE, FALSE, sizeof(guint));
	g_auto(GStrv) chunks = g_strsplit_set(text ? text : "", " \t\r\n", -1);

	wording->links = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; chunks[i]; i++) {
		g_autofree char *folded = is_reference(chunks[i]) ? NULL : text_fold(chunks[i]);
		if (folded)
			words_take(words, folded);
		else if (*chunks[i] != '@' && *chunks[i] != '#')
			g_ptr_array_add(wording->links, link_plain(chunks[i]));
	}
	wording->length = words->len;
	wording->words = (guint *)(gpointer)g_array_free(words, FALSE);
	return wording;
}

void
wording_free(struct wording *wording)
{
	g_free(wording->words);
	g_ptr_array_unref(wording->links);
	g_free(wording);
}

/* ---- comparing ---- */

static guint
common_subsequence(const struct wording *a, const struct wording *b)
{
	g_autofree guint *row = g_new0(guint, b->length + 1);

	for (guint i = 0; i < a->length; i++) {
		guint diagonal = 0;
		for (guint j = 0; j < b->length; j++) {
			guint above = row[j + 1];
			row[j + 1] = a->words[i] == b->words[j] ? diagonal + 1 : MAX(above, row[j]);
			diagonal = above;
		}
	}
	return row[b->length];
}

double
wording_similarity(const struct wording *a, const struct wording *b)
{
	if (!a->length || !b->length)
		return 0;
	return 2.0 * common_subsequence(a, b) / (a->length + b->length);
}

static gboolean
has_run(const struct wording *wording, const guint *run)
{
	for (guint i = 0; i + RUN <= wording->length; i++)
		if (memcmp(wording->words + i, run, RUN * sizeof *run) == 0)
			return TRUE;
	return FALSE;
}

double
wording_shared(const struct wording *a, const struct wording *b)
{
	const struct wording *few = a->length <= b->length ? a : b, *many = few == a ? b : a;
	guint shared = 0;

	if (few->length < RUN)
		return 0;
	for (guint i = 0; i + RUN <= few->length; i++)
		shared += has_run(many, few->words + i);
	return (double)shared / (few->length - RUN + 1);
}

gboolean
wording_same_link(const struct wording *a, const struct wording *b)
{
	for (guint i = 0; i < a->links->len; i++)
		for (guint j = 0; j < b->links->len; j++)
			if (strcmp(g_ptr_array_index(a->links, i), g_ptr_array_index(b->links, j)) == 0)
				return TRUE;
	return FALSE;
}
