/* Runs a compiled Mustache template over a tree of data. */
#include <string.h>

#include "theme/mustache.h"
#include "theme/mustache_parts.h"

#define DEPTH_LIMIT 100 /* partials within partials: one that calls itself for ever ends here */

struct frame { /* the context stack */
	const struct tree *data;
	const struct frame *below;
};

struct overrides { /* the blocks of the parents being rendered; the outermost wins */
	const struct part *parent;
	const struct overrides *outer;
};

/* Where the text goes: every line is moved left by `cut` blanks, then right by `indent`. */
struct margin {
	const char *indent;
	gsize cut;
};

struct rendering {
	enum mustache_escape escape;
	mustache_partial partial;
	void *user;
	GPtrArray *unknown;
	GString *out;
	guint depth;
};

static const struct tree *
child_named(const struct tree *tree, const char *name, gsize length)
{
	if (!tree || tree->type != TREE_OBJECT)
		return NULL;
	for (const struct tree *child = tree->first; child; child = child->next)
		if (strncmp(child->key, name, length) == 0 && !child->key[length])
			return child;
	return NULL;
}

/* The first word of a dotted name is looked for down the stack, the rest only below what was found. */
static const struct tree *
lookup(const struct frame *frame, const char *name)
{
	if (strcmp(name, ".") == 0)
		return frame->data;
	gsize length = strcspn(name, ".");
	const struct tree *found = NULL;
	for (; frame && !found; frame = frame->below)
		found = child_named(frame->data, name, length);
	while (found && name[length]) {
		name += length + 1;
		length = strcspn(name, ".");
		found = child_named(found, name, length);
	}
	return found;
}

static const struct tree *
lookup_or_note(struct rendering *rendering, const struct frame *frame, const char *name)
{
	const struct tree *found = lookup(frame, name);

	if (!found && rendering->unknown && !g_ptr_array_find_with_equal_func(rendering->unknown, name, g_str_equal, NULL))
		g_ptr_array_add(rendering->unknown, g_strdup(name));
	return found;
}

static const char *
scalar_text(const struct tree *tree)
{
	if (!tree)
		return NULL;
	switch (tree->type) {
	case TREE_NUMBER:
	case TREE_STRING: return tree->text;
	case TREE_TRUE: return "true";
	case TREE_FALSE: return "false";
	default: return NULL;
	}
}

static void
append_escaped(GString *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&': g_string_append(out, "&amp;"); break;
		case '<': g_string_append(out, "&lt;"); break;
		case '>': g_string_append(out, "&gt;"); break;
		case '"': g_string_append(out, "&quot;"); break;
		case '\'': g_string_append(out, "&#39;"); break;
		default: g_string_append_c(out, *text);
		}
}

static void
render_value(struct rendering *rendering, const struct part *part, const struct frame *frame)
{
	const char *text = scalar_text(lookup_or_note(rendering, frame, part->text));

	if (text && part->kind == PART_VALUE && rendering->escape == ESCAPE_HTML)
		append_escaped(rendering->out, text);
	else if (text)
		g_string_append(rendering->out, text);
}

static void
render_margin(struct rendering *rendering, const char *blanks, struct margin margin)
{
	g_string_append(rendering->out, margin.indent);
	g_string_append(rendering->out, blanks + MIN(margin.cut, strlen(blanks)));
}

static gboolean
is_empty(const struct tree *tree)
{
	if (!tree || tree->type == TREE_NULL || tree->type == TREE_FALSE)
		return TRUE;
	if (tree->type == TREE_ARRAY)
		return !tree->first;
	return tree->type == TREE_STRING && !*tree->text;
}

/* Parts hold parts: the one prototype of this file. */
static void render_parts(struct rendering *, const struct part *, const struct frame *, const struct overrides *, struct margin);

static void
render_section(struct rendering *rendering, const struct part *part, const struct frame *frame, const struct overrides *overrides,
               struct margin margin)
{
	const struct tree *value = lookup_or_note(rendering, frame, part->text);

	if (is_empty(value) != (part->kind == PART_INVERTED))
		return;
	if (part->kind == PART_INVERTED) {
		render_parts(rendering, part->first, frame, overrides, margin);
	} else if (value->type == TREE_ARRAY) {
		for (const struct tree *item = value->first; item; item = item->next)
			render_parts(rendering, part->first, &(struct frame){item, frame}, overrides, margin);
	} else {
		render_parts(rendering, part->first, &(struct frame){value, frame}, overrides, margin);
	}
}

static void
render_template(struct rendering *rendering, const struct part *part, const struct frame *frame, const struct overrides *overrides,
                struct margin margin)
{
	const char *name = part->dynamic ? scalar_text(lookup_or_note(rendering, frame, part->text)) : part->text;
	const struct mustache *mustache = name && rendering->partial ? rendering->partial(name, rendering->user) : NULL;
	GString *shown = rendering->out;

	if (!mustache || rendering->depth >= DEPTH_LIMIT)
		return;
	g_autoptr(GString) moved = g_string_new(NULL);
	if (part->indent) {
		rendering->out = moved;
		render_margin(rendering, part->indent, margin);
		rendering->out = shown;
	}
	rendering->depth++;
	render_parts(rendering, mustache->root.first, frame, overrides, (struct margin){moved->str, 0});
	rendering->depth--;
}

static const struct part *
override_of(const struct overrides *overrides, const char *name)
{
	const struct part *found = NULL;

	for (; overrides; overrides = overrides->outer)
		for (const struct part *part = overrides->parent->first; part; part = part->next)
			if (part->kind == PART_BLOCK && strcmp(part->text, name) == 0)
				found = part;
	return found;
}

/* What replaces a block loses its own depth and takes the block's. */
static void
render_block(struct rendering *rendering, const struct part *part, const struct frame *frame, const struct overrides *overrides,
             struct margin margin)
{
	const struct part *override = override_of(overrides, part->text);

	if (rendering->depth >= DEPTH_LIMIT)
		return;
	if (!override) {
		render_parts(rendering, part->first, frame, overrides, margin);
		return;
	}
	g_autofree char *indent = g_strconcat(margin.indent, part->indent + MIN(margin.cut, strlen(part->indent)), NULL);
	const struct part *first = override->first;
	gboolean begins_line = first && first->kind == PART_MARGIN;
	if (begins_line && !part->alone)
		first = first->next;
	else if (!begins_line && part->alone)
		g_string_append(rendering->out, indent);
	rendering->depth++;
	render_parts(rendering, first, frame, overrides, (struct margin){indent, strlen(override->indent)});
	rendering->depth--;
}

static void
render_parts(struct rendering *rendering, const struct part *part, const struct frame *frame, const struct overrides *overrides,
             struct margin margin)
{
	for (; part; part = part->next)
		switch (part->kind) {
		case PART_MARGIN:
			if (part->next && part->next->kind == PART_NEWLINE) /* an empty line stays empty */
				g_string_append(rendering->out, part->text);
			else
				render_margin(rendering, part->text, margin);
			break;
		case PART_VALUE:
		case PART_RAW:
			render_value(rendering, part, frame);
			break;
		case PART_SECTION:
		case PART_INVERTED:
			render_section(rendering, part, frame, overrides, margin);
			break;
		case PART_PARTIAL:
			render_template(rendering, part, frame, NULL, margin);
			break;
		case PART_PARENT:
			render_template(rendering, part, frame, &(struct overrides){part, overrides}, margin);
			break;
		case PART_BLOCK:
			render_block(rendering, part, frame, overrides, margin);
			break;
		default:
			g_string_append(rendering->out, part->text);
		}
}

void
mustache_render(const struct mustache *mustache, const struct tree *data, enum mustache_escape escape, mustache_partial partial,
                void *user, GPtrArray *unknown, GString *out)
{
	struct rendering rendering = {escape, partial, user, unknown, out, 0};

	render_parts(&rendering, mustache->root.first, &(struct frame){data, NULL}, NULL, (struct margin){"", 0});
}
