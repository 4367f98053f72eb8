/* XML by libxml2's SAX2 push parser. The text is always fed as UTF-8; no entity but the five of XML is known, so nothing
 * is read from outside and nothing can grow. */
#include "formats/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "formats/decode.h"

#define READ_BYTES (64 * 1024)
#define NODE_LIMIT 1000000

/* An element that is open inside an item. */
struct level {
	struct tree *tree;
	GString *text; /* NULL: none yet */
};

struct reading {
	const struct xml_visitor *visitor;
	struct complaints *complaints;
	const struct source *source;
	xmlParserCtxtPtr parser;
	char *root;
	guint depth;     /* open elements */
	GArray *levels;  /* struct level, the item first */
	guint nodes;     /* of the item */
	gboolean failed, stopped, ended; /* ended: no more bytes come */
};

/* --- places */

static gint64 offset_of(const struct reading *reading, const xmlChar *at)
{
	const xmlParserInputPtr input = reading->parser->input;
	return (gint64)input->consumed + (at - input->base);
}

/* libxml2 stands at the end of a start tag when it tells of it. */
static struct place tag_place(const struct reading *reading)
{
	const xmlParserInputPtr input = reading->parser->input;
	const xmlChar *tag = memrchr(input->base, '<', (gsize)(input->cur - input->base));
	return (struct place){ reading->source, offset_of(reading, tag ? tag : input->cur) };
}

/* Values without entities lie in the text itself. */
static struct place value_place(const struct reading *reading, const xmlChar *value, struct place tag)
{
	const xmlParserInputPtr input = reading->parser->input;
	if (value < input->base || value > input->end)
		return tag;
	return (struct place){ reading->source, offset_of(reading, value) };
}

/* --- the tree */

static gboolean is_item(const struct reading *reading, const char *name)
{
	if (reading->visitor->element)
		return strcmp(reading->visitor->element, name) == 0;
	return reading->depth == 1;
}

static struct level *top_level(const struct reading *reading)
{
	return reading->levels->len ? &g_array_index(reading->levels, struct level, reading->levels->len - 1) : NULL;
}

static void add_attributes(struct reading *reading, struct tree *tree, const xmlChar **attributes, int count)
{
	for (int i = 0; i < count; i++, attributes += 5) {
		gsize length = (gsize)(attributes[4] - attributes[3]);
		struct place at = value_place(reading, attributes[3], tree->at);
		tree_add(tree, tree_new_text(TREE_STRING, (const char *)attributes[0], (const char *)attributes[3], length, at));
		reading->nodes++;
	}
}

static void open_level(struct reading *reading, const char *name)
{
	struct level *above = top_level(reading);
	struct level level = { tree_new(TREE_OBJECT, name, NULL, tag_place(reading)), NULL };
	if (above)
		tree_add(above->tree, level.tree);
	reading->nodes++;
	g_array_append_val(reading->levels, level);
}

/* An element of nothing but text is a string. */
static struct tree *close_level(struct reading *reading)
{
	struct level level = *top_level(reading);
	g_array_set_size(reading->levels, reading->levels->len - 1);
	char *text = level.text ? g_strstrip(g_string_free(level.text, FALSE)) : g_strdup("");
	if (!level.tree->first)
		level.tree->type = TREE_STRING;
	if (*text || !level.tree->first)
		level.tree->text = g_steal_pointer(&text);
	g_free(text);
	return level.tree;
}

static void drop_levels(struct reading *reading)
{
	struct tree *item = reading->levels->len ? g_array_index(reading->levels, struct level, 0).tree : NULL;
	while (reading->levels->len)
		close_level(reading);
	tree_free(item);
}

/* --- libxml2's callbacks */

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes)
{
	struct reading *reading = user;
	(void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
	if (!reading->root)
		reading->root = g_strdup((const char *)name);
	if (reading->levels->len > 0 || is_item(reading, (const char *)name)) {
		open_level(reading, (const char *)name);
		add_attributes(reading, top_level(reading)->tree, attributes, count);
	}
	reading->depth++;
	if (reading->nodes <= NODE_LIMIT)
		return;
	complain(reading->complaints, SEVERITY_ERROR, tag_place(reading), "xml-too-large", NULL,
	         "one element holds more than %d values; the rest of the file is left out", NODE_LIMIT);
	reading->stopped = TRUE;
	xmlStopParser(reading->parser);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *reading = user;
	(void)name, (void)prefix, (void)uri;
	reading->depth--;
	if (reading->levels->len == 0)
		return;
	struct tree *tree = close_level(reading);
	if (reading->levels->len > 0)
		return;
	reading->nodes = 0;
	reading->visitor->item(tree, reading->root, reading->visitor->user);
}

static void on_text(void *user, const xmlChar *text, int length)
{
	struct level *level = top_level(user);
	if (!level)
		return;
	if (!level->text)
		level->text = g_string_new(NULL);
	g_string_append_len(level->text, (const char *)text, length);
}

static xmlEntityPtr on_entity(void *user, const xmlChar *name)
{
	(void)user;
	return xmlGetPredefinedEntity(name);
}

static void on_error(void *user, xmlErrorPtr error)
{
	struct reading *reading = user;
	if (error->level < XML_ERR_ERROR || reading->failed || reading->stopped)
		return;
	reading->failed = TRUE;
	struct place at = { reading->source, offset_of(reading, reading->parser->input->cur) };
	if (reading->ended) {
		complain(reading->complaints, SEVERITY_ERROR, at, "xml-syntax", "download the file again", "the file was cut off: it ends before its elements do; what stands before is read");
		return;
	}
	g_autofree char *words = g_strstrip(g_strdup(error->message));
	complain(reading->complaints, SEVERITY_ERROR, at, "xml-syntax", "download the file again",
	         "this is not XML: %s; the rest of the file is left out", words);
}

/* --- reading */

/* The encoding that the declaration names, if iconv knows it; caller frees. */
static char *declared_encoding(struct input *input)
{
	gsize length;
	const char *head = (const char *)input_raw_head(input, &length);
	const char *end = g_str_has_prefix(head, "<?xml") ? strstr(head, "?>") : NULL;
	const char *name = end ? g_strstr_len(head, end - head, "encoding=") : NULL;
	if (!name)
		return NULL;
	name += strlen("encoding=");
	gsize size = strcspn(name + 1, "\"'?");
	g_autofree char *encoding = g_strndup(name + 1, size);
	AUTO(decoder) decoder = decoder_new(encoding);
	return decoder && g_ascii_strncasecmp(encoding, "UTF-16", 6) != 0 ? g_steal_pointer(&encoding) : NULL;
}

static void begin_parser(struct reading *reading)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
		.ignorableWhitespace = on_text, .cdataBlock = on_text, .getEntity = on_entity, .serror = on_error,
	};
	xmlInitParser();
	reading->parser = xmlCreatePushParserCtxt(&handler, reading, NULL, 0, NULL);
	/* NOENT: without it an attribute's &amp; comes as "&#38;". Inputs are UTF-8, whatever the declaration says. */
	xmlCtxtUseOptions(reading->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
}

static gboolean read_all(struct reading *reading, struct input *input, GError **error)
{
	g_autofree char *buffer = g_malloc(READ_BYTES);
	gssize got;
	do {
		got = input_read(input, buffer, READ_BYTES, error);
		if (got < 0)
			return FALSE;
		reading->ended = got == 0;
		xmlParseChunk(reading->parser, buffer, (int)got, got == 0);
	} while (got > 0 && !reading->failed && !reading->stopped);
	return TRUE;
}

static gboolean read_elements(struct reading *reading, struct input *input, GError **error)
{
	g_autofree char *declared = declared_encoding(input);
	if (declared)
		input_decode_as(input, declared);
	reading->levels = g_array_new(FALSE, FALSE, sizeof(struct level));
	begin_parser(reading);
	gboolean read = read_all(reading, input, error);
	drop_levels(reading);
	g_array_unref(reading->levels);
	xmlFreeDoc(reading->parser->myDoc); /* libxml2 makes one for entities that a DOCTYPE declares */
	xmlFreeParserCtxt(reading->parser);
	g_free(reading->root);
	return read;
}

gboolean xml_read(struct input *input, const struct xml_visitor *visitor, struct complaints *complaints, GError **error)
{
	struct reading reading = { .visitor = visitor, .complaints = complaints, .source = input_source(input) };
	gsize length;
	input_head(input, &length);
	if (length > 0)
		return read_elements(&reading, input, error);
	complain(complaints, SEVERITY_WARNING, (struct place){ reading.source, 0 }, "xml-empty", NULL, "there is nothing in this file");
	char nothing;
	return input_read(input, &nothing, 1, error) == 0; /* a failing disk looks empty, until it is read */
}
