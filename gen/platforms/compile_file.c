/* What a description says of the file as a whole: by what it is recognised, what its path tells, when it was made. */
#include "platforms/compile.h"

#include <string.h>

#include "base/text.h"

/* "columns: [A, [B, C]]": A and one of B, C; folded when `fold`. */
GPtrArray *compile_groups(struct compiler *compiler, const struct tree *tree, const char *prefix, gboolean fold)
{
	if (!tree)
		return NULL;
	GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	const struct tree *first = tree->type == TREE_ARRAY ? tree->first : tree;
	for (const struct tree *child = first; child; child = tree->type == TREE_ARRAY ? child->next : NULL) {
		GPtrArray *group = compile_texts(compiler, child);
		for (guint i = 0; i < group->len; i++) {
			g_autofree char *word = group->pdata[i];
			group->pdata[i] = fold ? text_fold(word) : word[0] == '/' ? g_strdup(word + 1) : g_strconcat(prefix, word, NULL);
		}
		g_ptr_array_add(groups, group);
	}
	return groups;
}

GPtrArray *compile_flattened(GPtrArray *groups)
{
	if (!groups)
		return NULL;
	GPtrArray *flat = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < groups->len; i++)
		for (guint j = 0; j < ((GPtrArray *)groups->pdata[i])->len; j++)
			g_ptr_array_add(flat, g_strdup(((GPtrArray *)groups->pdata[i])->pdata[j]));
	g_ptr_array_unref(groups);
	return flat;
}

/* ---- recognise ---- */

static guint compile_width(struct compiler *compiler, const struct tree *tree)
{
	const char *text = compile_text(compiler, tree, "width");
	guint64 width = 0;

	if (text && !g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT16, &width, NULL))
		compile_mistake(compiler, tree, "for example width: 2", "\"width\" should be how many columns the header has");
	return (guint)width;
}

void compile_rule(struct compiler *compiler, const struct tree *tree, void *user)
{
	static const char *const known[] = {"path", "first_line", "columns", "without", "keys", "without_keys", "root", "width", NULL};
	const struct tree *document = user;

	if (!compile_keys(compiler, tree, "\"recognise\"", known))
		return;
	compile_fit_rule(compiler, tree);
	struct rule *rule = g_new0(struct rule, 1);
	static const char *const places[] = {"each", "each.0", "parts.0.each", "parts.0.each.0"};
	const char *each = NULL;
	for (guint i = 0; !each && i < G_N_ELEMENTS(places); i++)
		each = tree_text(document, places[i]);
	g_autofree char *prefix = each && *each ? g_strconcat(each, ".", NULL) : g_strdup("");
	rule->paths = compile_texts(compiler, tree_get(tree, "path"));
	rule->first_line = compile_pattern(compiler, tree_get(tree, "first_line"));
	rule->columns = compile_groups(compiler, tree_get(tree, "columns"), "", TRUE);
	rule->without = compile_flattened(compile_groups(compiler, tree_get(tree, "without"), "", TRUE));
	rule->keys = compile_groups(compiler, tree_get(tree, "keys"), prefix, FALSE);
	rule->without_keys = compile_flattened(compile_groups(compiler, tree_get(tree, "without_keys"), prefix, FALSE));
	rule->root = g_strdup(compile_text(compiler, tree, "root"));
	rule->width = compile_width(compiler, tree);
	rule->weight = !!rule->paths + !!rule->width + 2 * !!rule->first_line + !!rule->root + (rule->columns ? rule->columns->len : 0) +
	               (rule->keys ? rule->keys->len : 0) + (rule->without ? rule->without->len : 0) +
	               (rule->without_keys ? rule->without_keys->len : 0);
	if (!rule->first_line && !rule->columns && !rule->keys && !rule->root)
		compile_mistake(compiler, tree, "name columns, keys, a root or a first line", "a path alone recognises nothing");
	g_ptr_array_add(compiler->plan->rules, rule);
}

/* ---- capture ---- */

static void add_capture(struct compiler *compiler, const struct tree *tree, enum capture_from from)
{
	GRegex *pattern = compile_pattern(compiler, tree);

	if (!pattern)
		return;
	struct capture *capture = g_new0(struct capture, 1);
	capture->from = from;
	capture->pattern = pattern;
	capture->slots = g_array_new(FALSE, FALSE, sizeof(guint));
	gboolean named = FALSE;
	for (int i = 0; i < g_regex_get_capture_count(pattern); i++)
		g_array_append_val(capture->slots, (guint){G_MAXUINT});
	/* GRegex knows the number of a name, not the names: they are read off the pattern. */
	for (const char *at = strstr(g_regex_get_pattern(pattern), "(?<"); at; at = strstr(at + 1, "(?<")) {
		if (!g_ascii_isalpha(at[3]))
			continue;
		g_autofree char *name = g_strndup(at + 3, strcspn(at + 3, ">"));
		int number = g_regex_get_string_number(pattern, name);
		if (number > 0)
			g_array_index(capture->slots, guint, number - 1) = compile_given(compiler, name);
		named |= number > 0;
	}
	if (!named)
		compile_mistake(compiler, tree, "for example (?<handle>\\w+)", "the pattern names no group, so it captures nothing");
	g_ptr_array_add(compiler->plan->captures, capture);
}

void compile_captures(struct compiler *compiler, const struct tree *tree)
{
	static const char *const known[] = {"path", "preamble", "title", "header", NULL};

	if (!tree || !compile_keys(compiler, tree, "\"capture\"", known))
		return;
	for (guint from = CAPTURE_PATH; from <= CAPTURE_HEADER; from++) {
		const struct tree *patterns = tree_get(tree, known[from]);
		const struct tree *first = patterns && patterns->type == TREE_ARRAY ? patterns->first : patterns;
		for (const struct tree *child = first; child; child = patterns->type == TREE_ARRAY ? child->next : NULL)
			add_capture(compiler, child, from);
		compiler->plan->reads_header |= from == CAPTURE_HEADER && first;
	}
}

/* ---- as_of ---- */

void compile_stamp(struct compiler *compiler, const struct tree *tree, void *user)
{
	static const char *const known[] = {"path", "format", "value", NULL};

	(void)user;
	if (tree->type == TREE_STRING && !strcmp(tree->text, "folder")) {
		compiler->plan->stamp_of_folder = TRUE;
		return;
	}
	if (tree->type == TREE_STRING) {
		compile_mistake(compiler, tree, "folder, or { path: pattern, format: … }, or { value: … }", "\"as_of\" cannot be \"%s\"", tree->text);
		return;
	}
	if (!compile_keys(compiler, tree, "\"as_of\"", known))
		return;
	struct stamp *stamp = g_new0(struct stamp, 1);
	stamp->path = compile_pattern(compiler, tree_get(tree, "path"));
	stamp->formats = compile_texts(compiler, tree_get(tree, "format"));
	compile_fit_formats(compiler, tree_get(tree, "format"));
	if (tree_get(tree, "value"))
		stamp->value = compile_value(compiler, tree_get(tree, "value"), NULL, READ_INSTANT);
	if (!stamp->value == !stamp->path)
		compile_mistake(compiler, tree, NULL, "\"as_of\" wants either a path with its format, or a value");
	if (stamp->path && !stamp->formats)
		compile_mistake(compiler, tree, "for example format: '%Q'", "\"as_of\" should say the format of what the path gives");
	g_ptr_array_add(compiler->plan->stamps, stamp);
}
