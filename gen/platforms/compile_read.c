/* What every step of the compiler reads a key with: mistakes, known keys, texts, truths, patterns, names. */
#include "platforms/compile.h"

#include <stdarg.h>
#include <string.h>

void compile_mistake(struct compiler *compiler, const struct tree *tree, const char *hint, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	g_autofree char *message = g_strdup_vprintf(format, list);
	va_end(list);
	/* the message as the column, so that only equal mistakes fold */
	struct complaint complaint = {.severity = SEVERITY_ERROR, .at = tree->at, .kind = "description", .column = message,
	                              .message = message, .hint = hint};
	complaints_add(compiler->complaints, &complaint);
	compiler->mistakes++;
}

gboolean compile_keys(struct compiler *compiler, const struct tree *tree, const char *what, const char *const *known)
{
	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, NULL, "%s should be a list of keys and values", what);
		return FALSE;
	}
	for (const struct tree *child = tree->first; child; child = child->next)
		if (!g_strv_contains(known, child->key)) {
			g_autofree char *words = g_strjoinv(", ", (char **)known);
			g_autofree char *hint = g_strdup_printf("known here: %s", words);
			compile_mistake(compiler, child, hint, "%s has no key \"%s\"", what, child->key);
		}
	return TRUE;
}

const char *compile_text(struct compiler *compiler, const struct tree *tree, const char *key)
{
	const struct tree *child = tree_get(tree, key);

	if (!child || child->type == TREE_NULL)
		return NULL;
	if (!tree_own_text(child)) {
		compile_mistake(compiler, child, NULL, "\"%s\" should be one text", key);
		return NULL;
	}
	return tree_own_text(child);
}

gboolean compile_truth(struct compiler *compiler, const struct tree *tree, const char *key)
{
	const char *text = compile_text(compiler, tree, key);

	if (!text)
		return FALSE;
	if (!strcmp(text, "yes") || !strcmp(text, "true"))
		return TRUE;
	if (strcmp(text, "no") && strcmp(text, "false"))
		compile_mistake(compiler, tree_get(tree, key), NULL, "\"%s\" should be yes or no", key);
	return FALSE;
}

static void add_texts(struct compiler *compiler, const struct tree *tree, GPtrArray *texts)
{
	if (tree_own_text(tree))
		g_ptr_array_add(texts, g_strdup(tree_own_text(tree)));
	else if (tree->type != TREE_ARRAY)
		compile_mistake(compiler, tree, NULL, "a text or a list of texts is expected here");
	for (const struct tree *child = tree->type == TREE_ARRAY ? tree->first : NULL; child; child = child->next)
		add_texts(compiler, child, texts);
}

GPtrArray *compile_texts(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	add_texts(compiler, tree, texts);
	return texts;
}

GRegex *compile_pattern_of(struct compiler *compiler, const struct tree *tree, const char *text, GRegexCompileFlags flags)
{
	g_autoptr(GError) error = NULL;
	GRegex *pattern = g_regex_new(text, G_REGEX_OPTIMIZE | flags, 0, &error);

	if (!pattern)
		compile_mistake(compiler, tree, "patterns are Perl's regular expressions", "the pattern is broken: %s", error->message);
	return pattern;
}

GRegex *compile_pattern(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	if (tree_own_text(tree))
		return compile_pattern_of(compiler, tree, tree_own_text(tree), 0);
	compile_mistake(compiler, tree, NULL, "a pattern is expected here");
	return NULL;
}

guint compile_slot(struct plan *plan, const char *name)
{
	for (guint i = 0; i < plan->slots->len; i++)
		if (!strcmp(plan->slots->pdata[i], name))
			return i;
	g_ptr_array_add(plan->slots, g_strdup(name));
	return plan->slots->len - 1;
}
