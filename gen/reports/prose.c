/* cmark's tree to ours, one node kind a row. */
#include "reports/prose.h"

#define CMARK_NO_SHORT_NAMES /* its short names are ours */
#include <cmark.h>
#include <string.h>

static enum node_kind
kind_of(cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_BLOCK_QUOTE: return NODE_QUOTE;
	case CMARK_NODE_LIST: return NODE_LIST;
	case CMARK_NODE_ITEM: return NODE_ITEM;
	case CMARK_NODE_PARAGRAPH: return NODE_PARAGRAPH;
	case CMARK_NODE_HEADING: return NODE_HEADING;
	case CMARK_NODE_THEMATIC_BREAK: return NODE_RULE;
	case CMARK_NODE_CODE_BLOCK: return NODE_PARAGRAPH;
	case CMARK_NODE_STRONG: return NODE_STRONG;
	case CMARK_NODE_EMPH: return NODE_EMPHASIS;
	case CMARK_NODE_LINK: return NODE_LINK;
	case CMARK_NODE_IMAGE: return NODE_IMAGE;
	case CMARK_NODE_CODE: return NODE_CODE;
	case CMARK_NODE_LINEBREAK: return NODE_BREAK;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK: return NODE_TEXT;
	default: return NODE_DOCUMENT; /* document, raw HTML: no node of ours */
	}
}

static gboolean
url_allowed(const char *url)
{
	return g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://") || g_str_has_prefix(url, "mailto:");
}

static struct node *
node_of(struct node *parent, cmark_node *from, enum node_kind kind)
{
	struct node *node = node_add(parent, kind);
	const char *literal = cmark_node_get_literal(from);

	if (kind == NODE_HEADING) /* the chapter is level 1, and no level may be skipped */
		node->level = 2;
	if (kind == NODE_LIST)
		node->level = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	if (kind == NODE_LINK || kind == NODE_IMAGE)
		node->url = g_strdup(cmark_node_get_url(from));
	if (cmark_node_get_type(from) == CMARK_NODE_SOFTBREAK)
		node->text = g_strdup(" ");
	else if (cmark_node_get_type(from) == CMARK_NODE_CODE_BLOCK)
		node_span(node, NODE_CODE, "%s", literal);
	else if (literal)
		node->text = g_strdup(literal);
	return node;
}

/* A link elsewhere than to the web or a mailbox stays as its words; a tight list's item holds a paragraph like a loose one. */
static struct node *
enter(struct node *at, cmark_node *from)
{
	enum node_kind kind = kind_of(cmark_node_get_type(from));

	if (kind == NODE_DOCUMENT || (kind == NODE_LINK && !url_allowed(cmark_node_get_url(from))))
		return at;
	return node_of(at, from, kind);
}

static gboolean
entered(cmark_node *from)
{
	enum node_kind kind = kind_of(cmark_node_get_type(from));

	return kind != NODE_DOCUMENT && !(kind == NODE_LINK && !url_allowed(cmark_node_get_url(from)));
}

static gboolean
is_leaf(cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_TEXT: case CMARK_NODE_SOFTBREAK: case CMARK_NODE_LINEBREAK: case CMARK_NODE_CODE: case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK: case CMARK_NODE_HTML_INLINE: case CMARK_NODE_THEMATIC_BREAK: return TRUE;
	default: return FALSE;
	}
}

void
prose_add(struct node *parent, const char *markdown)
{
	struct node *at = parent;
	cmark_node *root;
	cmark_iter *iter;
	cmark_event_type event;

	if (!markdown || !*markdown)
		return;
	root = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8);
	iter = cmark_iter_new(root);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *from = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER) {
			struct node *node = enter(at, from);
			at = is_leaf(from) ? at : node;
		} else if (entered(from))
			at = at->parent;
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
}
