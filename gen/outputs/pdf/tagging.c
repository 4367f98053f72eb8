/* Notes each tag beside cairo's own tree. */
#include "outputs/pdf/tagging.h"

struct tagger {
	cairo_t *cairo;
	GPtrArray *marks;
	GPtrArray *open; /* names, borrowed from the marks */
};

static void mark_free(void *pointer)
{
	struct tag_mark *mark = pointer;
	g_free(mark->name);
	g_free(mark->alternative);
	g_free(mark->actual);
	g_free(mark->scope);
	g_free(mark->contents);
	g_free(mark->numbering);
	g_free(mark);
}

struct tagger *tagger_new(cairo_t *cairo)
{
	struct tagger *tagger = g_new0(struct tagger, 1);
	tagger->cairo = cairo_reference(cairo);
	tagger->marks = g_ptr_array_new_with_free_func(mark_free);
	tagger->open = g_ptr_array_new();
	return tagger;
}

void tagger_free(struct tagger *tagger)
{
	g_ptr_array_unref(tagger->open);
	g_ptr_array_unref(tagger->marks);
	cairo_destroy(tagger->cairo);
	g_free(tagger);
}

static void note(struct tagger *tagger, const char *name, const struct tag_words *words)
{
	struct tag_mark *mark = g_new0(struct tag_mark, 1);
	mark->name = g_strdup(name);
	if (words) {
		mark->alternative = g_strdup(words->alternative);
		mark->actual = g_strdup(words->actual);
		mark->scope = g_strdup(words->scope);
		mark->contents = g_strdup(words->contents);
		mark->numbering = g_strdup(words->numbering);
		mark->columns = words->columns;
		mark->box = words->box;
	}
	g_ptr_array_add(tagger->marks, mark);
	g_ptr_array_add(tagger->open, mark->name);
}

void tag_begin(struct tagger *tagger, const char *name, const struct tag_words *words)
{
	note(tagger, name, words);
	cairo_tag_begin(tagger->cairo, name, NULL);
}

void tag_begin_link(struct tagger *tagger, const char *where, const char *contents)
{
	g_assert(tagger->open->len > 0); /* cairo writes a damaged file for a link without a parent */
	note(tagger, CAIRO_TAG_LINK, &(struct tag_words){.contents = contents});
	cairo_tag_begin(tagger->cairo, CAIRO_TAG_LINK, where);
}

void tag_begin_artifact(struct tagger *tagger)
{
	g_assert(tagger->open->len > 0);
	tag_begin(tagger, TAG_ARTIFACT, NULL);
}

void tag_end(struct tagger *tagger)
{
	g_assert(tagger->open->len > 0);
	const char *name = g_ptr_array_steal_index(tagger->open, tagger->open->len - 1);
	cairo_tag_end(tagger->cairo, name);
}

guint tagger_depth(const struct tagger *tagger)
{
	return tagger->open->len;
}

const GPtrArray *tagger_marks(const struct tagger *tagger)
{
	return tagger->marks;
}
