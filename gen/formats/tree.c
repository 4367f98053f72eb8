/* Each node is one block: the struct, its text, its key. A text that was set later stands on its own. */
#include "formats/tree.h"

#include <string.h>

struct tree *tree_new_text(enum tree_type type, const char *key, const char *text, gsize length, struct place at)
{
	gsize key_size = key ? strlen(key) + 1 : 0, text_size = text ? length + 1 : 0;
	struct tree *tree = g_malloc(sizeof *tree + text_size + key_size);
	char *room = (char *)(tree + 1);
	*tree = (struct tree){ .type = type, .at = at };
	if (text) {
		tree->text = memcpy(room, text, length);
		room[length] = '\0';
	}
	if (key)
		tree->key = memcpy(room + text_size, key, key_size);
	return tree;
}

struct tree *tree_new(enum tree_type type, const char *key, const char *text, struct place at)
{
	return tree_new_text(type, key, text, text ? strlen(text) : 0, at);
}

void tree_add(struct tree *parent, struct tree *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void tree_free(struct tree *tree)
{
	if (!tree)
		return;
	for (struct tree *child = tree->first, *next; child; child = next) {
		next = child->next;
		tree_free(child);
	}
	if (tree->text && tree->text != (char *)(tree + 1))
		g_free(tree->text);
	g_free(tree);
}

const struct tree *tree_get(const struct tree *tree, const char *key)
{
	for (const struct tree *child = tree ? tree->first : NULL; child; child = child->next)
		if (child->key && strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

static const struct tree *tree_at(const struct tree *array, const char *digits)
{
	guint64 index = g_ascii_strtoull(digits, NULL, 10);
	const struct tree *child = array->first;
	for (; child && index > 0; index--)
		child = child->next;
	return child;
}

/* The child whose key the path begins with: the longest, since keys may hold dots themselves. */
static const struct tree *tree_below(const struct tree *tree, const char *path, gsize *length)
{
	const struct tree *found = NULL;

	*length = 0;
	for (const struct tree *child = tree->first; child; child = child->next) {
		gsize size = child->key && *child->key == *path ? strlen(child->key) : 0;
		if (size > *length && !strncmp(path, child->key, size) && (path[size] == '.' || !path[size])) {
			found = child;
			*length = size;
		}
	}
	return found;
}

const struct tree *tree_find(const struct tree *tree, const char *path)
{
	while (tree && *path) {
		gsize length = strcspn(path, ".");
		if (tree->type == TREE_ARRAY) {
			g_autofree char *step = g_strndup(path, length);
			gboolean number = length > 0 && length < 10 && strspn(step, "0123456789") == length;
			tree = number ? tree_at(tree, step) : !strcmp(step, "-1") ? tree->last : NULL;
		} else
			tree = tree_below(tree, path, &length);
		path += length + (path[length] == '.');
	}
	return tree;
}

const char *tree_own_text(const struct tree *tree)
{
	switch (tree->type) {
	case TREE_TRUE: return "true";
	case TREE_FALSE: return "false";
	case TREE_NUMBER:
	case TREE_STRING: return tree->text;
	case TREE_NULL:
	case TREE_ARRAY:
	case TREE_OBJECT: break;
	}
	return NULL;
}

const char *tree_text(const struct tree *tree, const char *path)
{
	const struct tree *found = tree_find(tree, path);

	return found ? tree_own_text(found) : NULL;
}

guint tree_count(const struct tree *tree)
{
	guint count = 0;
	for (const struct tree *child = tree ? tree->first : NULL; child; child = child->next)
		count++;
	return count;
}
