/* YAML by libyaml's document loader. Aliases are copied out, within a limit; each mistake is a complaint at its place. */
#include "formats/yaml.h"

#include <string.h>
#include <yaml.h>

#define TEXT_LIMIT (16 << 20)
#define NODE_LIMIT 200000 /* aliases of aliases would grow without end */
#define DEPTH_LIMIT 100

struct reading {
	yaml_document_t *document;
	struct input *input;
	struct complaints *complaints;
	const char *text;
	gsize marked_index, marked_byte; /* of the last mark that was looked up */
	guint nodes;
	gboolean broken;
};

/* libyaml counts characters; places count bytes. Marks mostly come in order, so the way is short. */
static struct place place_of(struct reading *reading, const yaml_mark_t *mark)
{
	if (mark->index < reading->marked_index)
		reading->marked_index = 0, reading->marked_byte = 0;
	const char *at = reading->text + reading->marked_byte;
	for (gsize index = reading->marked_index; index < mark->index && *at; index++)
		at = g_utf8_next_char(at);
	reading->marked_index = mark->index;
	reading->marked_byte = (gsize)(at - reading->text);
	return (struct place){ input_source(reading->input), at - reading->text };
}

static void fail(struct reading *reading, const yaml_mark_t *mark, const char *kind, const char *hint, const char *what)
{
	complain(reading->complaints, SEVERITY_ERROR, place_of(reading, mark), kind, hint, "%s", what);
	reading->broken = TRUE;
}

/* Empty or ~ without quotes. */
static gboolean scalar_is_null(const yaml_node_t *node)
{
	const char *text = (const char *)node->data.scalar.value;
	return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && (!*text || g_str_equal(text, "~"));
}

static struct tree *read_node(struct reading *, const yaml_node_t *, const char *key, guint depth);

static void read_pair(struct reading *reading, struct tree *tree, const yaml_node_pair_t *pair, guint depth)
{
	const yaml_node_t *key = yaml_document_get_node(reading->document, pair->key);
	const yaml_node_t *value = yaml_document_get_node(reading->document, pair->value);
	if (key->type != YAML_SCALAR_NODE) {
		fail(reading, &key->start_mark, "yaml-key", NULL, "a key must be a plain word");
		return;
	}
	const char *name = (const char *)key->data.scalar.value;
	if (tree_get(tree, name)) {
		g_autofree char *what = g_strdup_printf("the key \"%s\" stands here a second time", name);
		fail(reading, &key->start_mark, "yaml-duplicate-key", "remove one of the two", what);
		return;
	}
	struct tree *child = read_node(reading, value, name, depth);
	if (child)
		tree_add(tree, child);
}

static void read_children(struct reading *reading, struct tree *tree, const yaml_node_t *node, guint depth)
{
	if (node->type == YAML_SEQUENCE_NODE) {
		const yaml_node_item_t *item = node->data.sequence.items.start;
		for (; item < node->data.sequence.items.top && !reading->broken; item++) {
			struct tree *child = read_node(reading, yaml_document_get_node(reading->document, *item), NULL, depth);
			if (child)
				tree_add(tree, child);
		}
	} else {
		const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
		for (; pair < node->data.mapping.pairs.top && !reading->broken; pair++)
			read_pair(reading, tree, pair, depth);
	}
}

/* NULL past a limit, which is complained about. */
static struct tree *read_node(struct reading *reading, const yaml_node_t *node, const char *key, guint depth)
{
	if (depth > DEPTH_LIMIT || ++reading->nodes > NODE_LIMIT) {
		fail(reading, &node->start_mark, "yaml-too-large", NULL, "too deep or too many parts; does an alias hold itself?");
		return NULL;
	}
	struct place at = place_of(reading, &node->start_mark);
	if (node->type == YAML_SCALAR_NODE && scalar_is_null(node))
		return tree_new(TREE_NULL, key, NULL, at);
	if (node->type == YAML_SCALAR_NODE)
		return tree_new(TREE_STRING, key, (const char *)node->data.scalar.value, at);
	struct tree *tree = tree_new(node->type == YAML_SEQUENCE_NODE ? TREE_ARRAY : TREE_OBJECT, key, NULL, at);
	read_children(reading, tree, node, depth + 1);
	return tree;
}

/* libyaml's words, and what mostly lies behind them. */
static void complain_of_syntax(struct reading *reading, const yaml_parser_t *parser)
{
	struct place at = { input_source(reading->input), (gint64)parser->problem_offset };
	if (parser->error != YAML_READER_ERROR)
		at = place_of(reading, &parser->problem_mark);
	gboolean tab = at.offset >= 0 && (gsize)at.offset < strlen(reading->text) && reading->text[at.offset] == '\t';
	const char *hint = tab ? "indent with blanks, not with tabs" : "put quotes around texts that hold ': ' or ' #', and check the indentation";
	const char *context = parser->context ? parser->context : "";
	complain(reading->complaints, SEVERITY_ERROR, at, "yaml-syntax", hint, "%s%s%s", parser->problem,
	         *context ? ", " : "", context);
}

/* Settings are one document; a second one would be lost. */
static void check_end(struct reading *reading, yaml_parser_t *parser)
{
	yaml_document_t second;
	if (!yaml_parser_load(parser, &second)) {
		complain_of_syntax(reading, parser);
		reading->broken = TRUE;
		return;
	}
	const yaml_node_t *root = yaml_document_get_root_node(&second);
	if (root)
		fail(reading, &root->start_mark, "yaml-second-document", "remove the line ---", "a second document begins here");
	yaml_document_delete(&second);
}

static struct tree *read_document(struct reading *reading, yaml_parser_t *parser)
{
	yaml_document_t document;
	if (!yaml_parser_load(parser, &document)) {
		complain_of_syntax(reading, parser);
		return NULL;
	}
	reading->document = &document;
	const yaml_node_t *root = yaml_document_get_root_node(&document);
	struct place top = { input_source(reading->input), 0 };
	struct tree *tree = root ? read_node(reading, root, NULL, 0) : tree_new(TREE_NULL, NULL, NULL, top);
	yaml_document_delete(&document);
	reading->document = NULL;
	if (root && !reading->broken)
		check_end(reading, parser);
	if (reading->broken)
		g_clear_pointer(&tree, tree_free);
	return tree;
}

struct tree *yaml_parse(struct input *input, struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;
	gsize length;
	g_autofree char *text = input_read_all(input, TEXT_LIMIT, &length, &error);
	if (!text) {
		struct place whole = { input_source(input), -1 };
		complain(complaints, SEVERITY_ERROR, whole, "yaml-unreadable", NULL, "%s", error->message);
		return NULL;
	}
	struct reading reading = { .input = input, .complaints = complaints, .text = text };
	yaml_parser_t parser;
	g_assert(yaml_parser_initialize(&parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	struct tree *tree = read_document(&reading, &parser);
	yaml_parser_delete(&parser);
	return tree;
}
