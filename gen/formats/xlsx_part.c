/* The parts of an .xlsx and how they are related. The zip is in memory, so that parts can be read in the order they are needed; XML goes
 * through libxml2's SAX2 and is never held as a whole. */
#include "formats/xlsx_private.h"

#include <gio/gio.h>
#include <string.h>

#include "formats/stream.h"

#define READ_BYTES (64 * 1024)
#define EXPANDED_HARMLESS (64u << 20)
#define EXPANDED_TIMES 500 /* a part grows to at most so many times the file; a sheet of nothing but noughts reaches 353 */
#define DEPTH_LIMIT 64 /* sheets have seven levels */

gboolean attribute_find(const struct attributes *attributes, const char *name, const char **value, gsize *length)
{
	for (int i = 0; i < attributes->count; i++) {
		const xmlChar **row = attributes->rows + (gsize)i * 5;
		if (strcmp((const char *)row[0], name) == 0) {
			*value = (const char *)row[3];
			*length = (gsize)(row[4] - row[3]);
			return TRUE;
		}
	}
	return FALSE;
}

char *attribute_text(const struct attributes *attributes, const char *name)
{
	const char *value;
	gsize length;
	return attribute_find(attributes, name, &value, &length) ? g_strndup(value, length) : NULL;
}

guint attribute_number(const struct attributes *attributes, const char *name, guint otherwise)
{
	const char *value;
	gsize length;
	guint64 number = 0;
	if (!attribute_find(attributes, name, &value, &length) || length == 0 || length > 9)
		return otherwise;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(value[i]))
			return otherwise;
		number = number * 10 + (guint64)(value[i] - '0');
	}
	return (guint)number;
}

gboolean attribute_is(const struct attributes *attributes, const char *name, const char *wanted)
{
	const char *value;
	gsize length;
	return attribute_find(attributes, name, &value, &length) && length == strlen(wanted) && memcmp(value, wanted, length) == 0;
}

void part_end(struct part *part, char *fault)
{
	if (!part->done)
		part->fault = fault;
	else
		g_free(fault);
	part->done = TRUE;
	xmlStopParser(part->parser);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **rows)
{
	struct part *part = user;
	const struct attributes attributes = { rows, count };
	(void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
	if (++part->depth > DEPTH_LIMIT)
		part_end(part, g_strdup("its elements lie too deep"));
	if (!part->done)
		part->open(part, (const char *)name, &attributes);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct part *part = user;
	(void)prefix, (void)uri;
	part->depth--;
	if (!part->done && part->close)
		part->close(part, (const char *)name);
}

static void on_text(void *user, const xmlChar *text, int length)
{
	struct part *part = user;
	if (!part->listening || part->done)
		return;
	g_string_append_len(part->text, (const char *)text, length);
	if (part->text->len > SHEET_TEXT_LIMIT)
		part_end(part, g_strdup("a text is longer than 1 MiB"));
}

static void on_error(void *user, xmlErrorPtr error)
{
	struct part *part = user;
	if (error->level >= XML_ERR_ERROR && !part->done)
		part_end(part, g_strdup_printf("its XML is wrong: %s", g_strstrip(error->message)));
}

/* Workbooks have none; only those who mean harm declare entities. */
static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	part_end(user, g_strdup("it has a DOCTYPE"));
}

static gboolean is_bomb(const struct part *part, guint64 expanded)
{
	return expanded > EXPANDED_HARMLESS && expanded / EXPANDED_TIMES > part->book->length;
}

static void part_parse(struct part *part, struct stream *stream)
{
	g_autofree char *buffer = g_malloc(READ_BYTES);
	guint64 expanded = 0;
	gssize got = 1;
	while (got > 0 && !part->done) {
		got = stream_read(stream, buffer, READ_BYTES, NULL);
		expanded += (guint64)MAX(got, 0);
		if (got <= 0 && stream_failure(stream))
			part_end(part, g_strdup(stream_failure(stream)));
		else if (is_bomb(part, expanded))
			part_end(part, g_strdup("it expands to far more than its size, like an archive made to fill disks"));
		else
			xmlParseChunk(part->parser, buffer, (int)MAX(got, 0), got <= 0);
	}
}

static void part_read_stream(struct part *part, struct stream *stream)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
		.ignorableWhitespace = on_text, .cdataBlock = on_text, .serror = on_error, .internalSubset = on_doctype,
	};
	xmlInitParser();
	part->text = g_string_new(NULL);
	part->parser = xmlCreatePushParserCtxt(&handler, part, NULL, 0, NULL);
	/* NOENT: without it an attribute's &amp; comes as "&#38;". */
	xmlCtxtUseOptions(part->parser, XML_PARSE_NOENT | XML_PARSE_NONET);
	part_parse(part, stream);
	xmlFreeDoc(part->parser->myDoc);
	xmlFreeParserCtxt(part->parser);
	g_string_free(part->text, TRUE);
}

/* Some programs write names in other case than they refer to them. */
static struct stream *find_member(struct pack *pack, const char *wanted)
{
	struct member member;
	g_autofree char *failure = NULL;
	while (pack_next(pack, &member, &failure)) {
		g_autofree char *name = member.name;
		if (member.file && name && g_ascii_strcasecmp(name, wanted) == 0)
			return pack_stream(pack);
	}
	return NULL;
}

gboolean part_read(struct part *part, const char *member)
{
	AUTO(pack) pack = pack_of_bytes(part->book->bytes, part->book->length, WRAPPING_ARCHIVE, NULL);
	struct stream *stream = pack ? find_member(pack, member) : NULL;
	if (stream)
		part_read_stream(part, stream);
	return stream != NULL;
}

/* --- relations */

static void relation_free(gpointer pointer)
{
	struct relation *relation = pointer;
	g_free(relation->id);
	g_free(relation->type);
	g_free(relation->target);
	g_free(relation);
}

static void relations_open(struct part *part, const char *name, const struct attributes *attributes)
{
	GPtrArray *relations = part->user;
	if (strcmp(name, "Relationship") != 0 || attribute_is(attributes, "TargetMode", "External"))
		return;
	struct relation *relation = g_new0(struct relation, 1);
	relation->id = attribute_text(attributes, "Id");
	relation->type = attribute_text(attributes, "Type");
	relation->target = attribute_text(attributes, "Target");
	g_ptr_array_add(relations, relation);
}

GPtrArray *relations_of(struct xlsx *book, const char *member)
{
	GPtrArray *relations = g_ptr_array_new_with_free_func(relation_free);
	struct part part = { .open = relations_open, .book = book, .user = relations };
	part_read(&part, member);
	g_free(part.fault); /* what is then missing is said */
	return relations;
}

gboolean relation_type_is(const struct relation *relation, const char *word)
{
	const char *last = relation->type ? strrchr(relation->type, '/') : NULL;
	return last && strcmp(last + 1, word) == 0 && relation->target;
}

const struct relation *relation_of_type(const GPtrArray *relations, const char *word)
{
	for (guint i = 0; i < relations->len; i++)
		if (relation_type_is(relations->pdata[i], word))
			return relations->pdata[i];
	return NULL;
}

const struct relation *relation_of_id(const GPtrArray *relations, const char *id)
{
	for (guint i = 0; i < relations->len; i++)
		if (g_strcmp0(((const struct relation *)relations->pdata[i])->id, id) == 0)
			return relations->pdata[i];
	return NULL;
}

char *relation_resolve(const char *from, const char *target)
{
	g_autofree char *folder = g_path_get_dirname(from);
	g_autofree char *base = *target == '/' || strcmp(folder, ".") == 0 ? g_strdup("/") : g_strconcat("/", folder, NULL);
	g_autofree char *path = g_canonicalize_filename(target, base);
	return g_strdup(path + strspn(path, "/"));
}
