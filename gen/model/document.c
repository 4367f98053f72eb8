/* The document tree: building, walking, checking. */
#include "model/document.h"

#include <math.h>
#include <string.h>

struct document *
document_new(const char *title)
{
	struct document *document = g_new0(struct document, 1);

	document->title = g_strdup(title);
	document->root = node_add(NULL, NODE_DOCUMENT);
	document->figures = g_ptr_array_new_with_free_func((GDestroyNotify)figure_free);
	document->made_at = NO_TIME;
	return document;
}

void
document_free(struct document *document)
{
	char **strings[] = {
		&document->title, &document->organisation, &document->period_words, &document->period_id, &document->language,
		&document->coverage, &document->foot, &document->number, &document->summary, &document->web_url,
		&document->unsubscribe_url, &document->postal, &document->author,
	};

	for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(*strings[i]);
	node_free(document->root);
	g_ptr_array_unref(document->figures);
	g_free(document);
}

const struct figure *
document_keep(struct document *document, struct figure *figure)
{
	g_ptr_array_add(document->figures, figure);
	return figure;
}

/* ---- nodes ---- */

struct node *
node_add(struct node *parent, enum node_kind kind)
{
	struct node *node = g_new0(struct node, 1);

	node->kind = kind;
	node->goal = NAN;
	node->parent = parent;
	if (!parent)
		return node;
	node->discipline = parent->discipline;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

void
node_free(struct node *node)
{
	char *strings[] = { node->id, node->text, node->title, node->subtitle, node->label, node->url, node->alt, node->note, node->scope };

	for (struct node *child = node->first, *next; child; child = next) {
		next = child->next;
		node_free(child);
	}
	for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(node);
}

void
node_remove(struct node *node)
{
	struct node *parent = node->parent, *before = NULL;

	for (struct node *child = parent->first; child != node; child = child->next)
		before = child;
	*(before ? &before->next : &parent->first) = node->next;
	if (parent->last == node)
		parent->last = before;
	node_free(node);
}

void
node_set(char **string, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_free(*string);
	*string = g_strdup_vprintf(format, arguments);
	va_end(arguments);
}

static struct node *
text_add(struct node *parent, char *text)
{
	struct node *node = node_add(parent, NODE_TEXT);

	node->text = text;
	return node;
}

struct node *
node_text(struct node *parent, const char *format, ...)
{
	va_list arguments;
	struct node *node;

	va_start(arguments, format);
	node = text_add(parent, g_strdup_vprintf(format, arguments));
	va_end(arguments);
	return node;
}

struct node *
node_span(struct node *parent, enum node_kind kind, const char *format, ...)
{
	struct node *span = node_add(parent, kind);
	va_list arguments;

	va_start(arguments, format);
	if (kind == NODE_CODE)
		span->text = g_strdup_vprintf(format, arguments);
	else
		text_add(span, g_strdup_vprintf(format, arguments));
	va_end(arguments);
	return span;
}

/* What a sign of the little markup opens, and NODE_TEXT for what is no sign. */
static enum node_kind
sign_kind(const char *at, gsize *length)
{
	*length = g_str_has_prefix(at, "**") ? 2 : 1;
	if (*length == 2)
		return NODE_STRONG;
	return *at == '~' ? NODE_SOFT : *at == '_' ? NODE_STATE : NODE_TEXT;
}

void
node_markup(struct node *parent, const char *text)
{
	const char *plain = text;

	for (const char *at = text; *at;) {
		gsize length;
		enum node_kind kind = sign_kind(at, &length);
		g_autofree char *sign = g_strndup(at, length);
		const char *end = kind == NODE_TEXT ? NULL : strstr(at + length, sign);
		if (!end) {
			at++;
			continue;
		}
		if (at > plain)
			text_add(parent, g_strndup(plain, (gsize)(at - plain)));
		text_add(node_add(parent, kind), g_strndup(at + length, (gsize)(end - at) - length));
		at = plain = end + length;
	}
	if (*plain)
		text_add(parent, g_strdup(plain));
}

gboolean
node_is_inline(enum node_kind kind)
{
	return kind >= NODE_TEXT;
}

const char *
node_kind_name(enum node_kind kind)
{
	static const char *const names[] = {
		[NODE_DOCUMENT] = "document", [NODE_SPREAD] = "spread", [NODE_ROW] = "row", [NODE_CELL] = "cell",
		[NODE_CHAPTER] = "chapter", [NODE_SECTION] = "section", [NODE_HEADING] = "heading",
		[NODE_PARAGRAPH] = "paragraph", [NODE_LIST] = "list", [NODE_ITEM] = "item", [NODE_QUOTE] = "quote",
		[NODE_RULE] = "rule", [NODE_IMAGE] = "image", [NODE_HEADLINE] = "headline", [NODE_NUMBER] = "number",
		[NODE_STATEMENT] = "statement", [NODE_CHART] = "chart", [NODE_TABLE] = "table", [NODE_TABLE_ROW] = "table-row",
		[NODE_TABLE_CELL] = "table-cell", [NODE_DECISION] = "decision", [NODE_NOTE] = "note", [NODE_CARD] = "card",
		[NODE_EMPTY] = "empty", [NODE_TEXT] = "text", [NODE_STRONG] = "strong", [NODE_EMPHASIS] = "emphasis",
		[NODE_SOFT] = "soft", [NODE_STATE] = "state", [NODE_CODE] = "code", [NODE_LINK] = "link", [NODE_BREAK] = "break",
	};

	return names[kind];
}

static void
plain_append(const struct node *node, void *user)
{
	GString *out = user;

	if (node->text)
		g_string_append(out, node->text);
	if (node->kind == NODE_BREAK)
		g_string_append_c(out, ' ');
}

char *
node_plain(const struct node *node)
{
	GString *out = g_string_new(NULL);

	node_walk(node, plain_append, NULL, out);
	return g_string_free(out, FALSE);
}

void
node_walk(const struct node *node, void (*enter)(const struct node *, void *), void (*leave)(const struct node *, void *), void *user)
{
	if (enter)
		enter(node, user);
	for (const struct node *child = node->first; child; child = child->next)
		node_walk(child, enter, leave, user);
	if (leave)
		leave(node, user);
}

/* ---- checking ---- */

struct checking {
	GHashTable *ids;
	int heading; /* the last heading's level within the chapter; 1 = the chapter itself */
	char *wrong; /* the first thing that is wrong */
};

static void
wrong(struct checking *checking, const struct node *node, const char *what)
{
	if (!checking->wrong)
		checking->wrong = g_strdup_printf("%s%s%s: %s", node_kind_name(node->kind), node->id ? " #" : "", node->id ? node->id : "", what);
}

/* Which parent a kind must stand in; NODE_DOCUMENT in the second place: anywhere. */
static enum node_kind
parent_wanted(enum node_kind kind)
{
	switch (kind) {
	case NODE_ROW: return NODE_SPREAD;
	case NODE_CELL: return NODE_ROW;
	case NODE_ITEM: return NODE_LIST;
	case NODE_TABLE_ROW: return NODE_TABLE;
	case NODE_TABLE_CELL: return NODE_TABLE_ROW;
	default: return NODE_DOCUMENT;
	}
}

static void
check_heading(struct checking *checking, const struct node *node)
{
	if (node->kind == NODE_CHAPTER)
		checking->heading = 1;
	if (node->kind != NODE_HEADING)
		return;
	if (node->level < 2 || node->level > checking->heading + 1)
		wrong(checking, node, "a heading level is skipped");
	checking->heading = node->level;
}

static void
check_chart(struct checking *checking, const struct node *node)
{
	if (!node->figure || !node->chart)
		wrong(checking, node, "a chart without a figure");
	if (!node->alt || !*node->alt)
		wrong(checking, node, "a chart without words for who does not see it");
	if (!node->title)
		wrong(checking, node, "a chart without a title");
}

/* The wall: what lies within one discipline stays in it. */
static void
check_wall(struct checking *checking, const struct node *node)
{
	enum discipline outer = node->parent ? node->parent->discipline : DISCIPLINE_NONE;

	if (outer != DISCIPLINE_NONE && node->discipline != outer)
		wrong(checking, node, "stands inside the other discipline");
	if (node->figure && node->discipline != DISCIPLINE_NONE && node->figure->definition->discipline != node->discipline)
		wrong(checking, node, "shows a figure of the other discipline");
}

static void
check_node(const struct node *node, void *user)
{
	struct checking *checking = user;
	enum node_kind wanted = parent_wanted(node->kind);

	if (wanted != NODE_DOCUMENT && (!node->parent || node->parent->kind != wanted))
		wrong(checking, node, "stands in the wrong place");
	if (node->id && !g_hash_table_add(checking->ids, node->id))
		wrong(checking, node, "the id stands twice");
	if (node->kind == NODE_CHART)
		check_chart(checking, node);
	check_heading(checking, node);
	check_wall(checking, node);
}

char *
document_check(const struct document *document)
{
	struct checking checking = { .ids = g_hash_table_new(g_str_hash, g_str_equal), .heading = 1 };

	node_walk(document->root, check_node, NULL, &checking);
	g_hash_table_unref(checking.ids);
	return checking.wrong;
}

void
edition_input_free(gpointer data)
{
	struct edition_input *input = data;

	g_free(input->path);
	g_free(input->sha256);
	g_free(input->platform);
	g_free(input->kind);
	g_free(input);
}
