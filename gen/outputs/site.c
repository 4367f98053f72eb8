/* out/index.html and out/feed.xml, made anew from the manifests of the editions that stand there, the newest first. */
#include <string.h>

#include <gio/gio.h>
#include <libxml/xmlwriter.h>

#include "formats/json.h"
#include "outputs/fields.h"
#include "outputs/output.h"
#include "outputs/page.h"

#define MANIFEST_LIMIT (64 * 1024 * 1024)

/* What a reader may open, in this order; only what the manifest lists is linked. */
static const struct { const char *file, *label; } parts[] = {
	{"report.html", "Report"}, {"report.pdf", "PDF"}, {"executive.pdf", "Two pages"}, {"newsletter.html", "Newsletter"}, {"figures.json", "Data"},
};

/* ---- the editions ---- */

struct published {
	char *id;
	struct tree *manifest;
};

static void
published_free(gpointer data)
{
	struct published *published = data;

	g_free(published->id);
	tree_free(published->manifest);
	g_free(published);
}

static struct tree *
manifest_read(const char *path)
{
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *text = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, NULL) || length > MANIFEST_LIMIT)
		return NULL;
	AUTO(input) input = input_of_bytes(path, text, length);
	struct tree *tree = json_parse(input, complaints);
	if (tree && tree_text(tree, "edition"))
		return tree;
	if (tree)
		tree_free(tree);
	return NULL;
}

static int
newest_first(gconstpointer a, gconstpointer b)
{
	const struct published *left = *(struct published *const *)a, *right = *(struct published *const *)b;
	int by_day = strcmp(tree_text(right->manifest, "first_day"), tree_text(left->manifest, "first_day"));

	return by_day ? by_day : strcmp(right->id, left->id);
}

static void
add_edition(GPtrArray *editions, const char *out, const char *name)
{
	g_autofree char *path = g_build_filename(out, name, "manifest.json", NULL);
	struct tree *manifest = manifest_read(path);

	if (!manifest)
		return;
	struct published *published = g_new(struct published, 1);
	*published = (struct published){g_strdup(name), manifest};
	if (tree_text(manifest, "first_day") && tree_text(manifest, "made_at"))
		g_ptr_array_add(editions, published);
	else
		published_free(published);
}

/* Hidden folders are editions that are being written. A folder without a manifest is none of ours. */
static GPtrArray *
editions_read(const char *out, GError **error)
{
	g_autoptr(GDir) folder = g_dir_open(out, 0, error);
	g_autoptr(GPtrArray) editions = g_ptr_array_new_with_free_func(published_free);

	if (!folder)
		return NULL;
	for (const char *name; (name = g_dir_read_name(folder));)
		if (*name != '.')
			add_edition(editions, out, name);
	g_ptr_array_sort(editions, newest_first);
	return g_steal_pointer(&editions);
}

static gboolean
has_file(const struct published *edition, const char *file)
{
	const struct tree *files = tree_get(edition->manifest, "outputs");

	for (const struct tree *output = files ? files->first : NULL; output; output = output->next)
		if (g_strcmp0(tree_text(output, "path"), file) == 0)
			return TRUE;
	return FALSE;
}

/* "October 2026", or the id of an edition that holds no document. */
static const char *
period_of(const struct published *edition)
{
	const char *report = tree_text(edition->manifest, "report.period"), *letter = tree_text(edition->manifest, "newsletter.period");

	return report ? report : letter ? letter : edition->id;
}

static const char *
summary_of(const struct published *edition)
{
	const char *report = tree_text(edition->manifest, "report.summary");

	return report ? report : tree_text(edition->manifest, "newsletter.summary");
}

static char *
link_to(const struct published *edition, const char *file)
{
	g_autofree char *folder = g_uri_escape_string(edition->id, NULL, FALSE);

	return g_strdup_printf("%s/%s", folder, file);
}

/* ---- index.html ---- */

static void
add_parts(const struct published *edition, struct tree *fields)
{
	struct tree *list = fields_list(fields, "parts");

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (!has_file(edition, parts[i].file))
			continue;
		struct tree *part = fields_item(list);
		g_autofree char *href = link_to(edition, parts[i].file);
		fields_text(part, "href", href);
		fields_text(part, "label", parts[i].label);
	}
}

static char *
index_make(const GPtrArray *editions, const struct project *project, const struct theme *theme, struct complaints *complaints, GError **error)
{
	AUTO(markup) markup = markup_new(&(struct markup_settings){
		.theme = theme, .folder = "html", .medium = MEDIUM_SCREEN, .escape = ESCAPE_HTML, .complaints = complaints,
	});
	AUTO(tree) fields = fields_new();
	struct tree *list = fields_list(fields, "editions");

	fields_text(fields, "organisation", project->name);
	fields_flag(fields, "has_editions", editions->len > 0);
	for (guint i = 0; i < editions->len; i++) {
		const struct published *edition = editions->pdata[i];
		struct tree *item = fields_item(list);
		fields_text(item, "period", period_of(edition));
		fields_text(item, "number", tree_text(edition->manifest, "newsletter.number"));
		add_parts(edition, item);
	}
	g_autofree char *body = markup_page(markup, "index", fields);
	g_autofree char *title = g_strdup_printf("%s: all editions", project->name);
	return page_make(markup, theme, &(struct page){project->language, title, NULL, "feed.xml", body}, error);
}

/* ---- feed.xml: Atom, RFC 4287, by libxml2's writer ---- */

static void
element(xmlTextWriter *xml, const char *name, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);

	for (char *at = valid; *at; at++)
		if ((guchar)*at < ' ')
			*at = ' '; /* XML 1.0 has no way to write most of them */
	xmlTextWriterWriteElement(xml, BAD_CAST name, BAD_CAST valid);
}

static void
link_element(xmlTextWriter *xml, const char *relation, const char *type, const char *href)
{
	xmlTextWriterStartElement(xml, BAD_CAST "link");
	xmlTextWriterWriteAttribute(xml, BAD_CAST "rel", BAD_CAST relation);
	xmlTextWriterWriteAttribute(xml, BAD_CAST "type", BAD_CAST type);
	xmlTextWriterWriteAttribute(xml, BAD_CAST "href", BAD_CAST href);
	xmlTextWriterEndElement(xml);
}

/* The same for the same organisation and edition, wherever it is published: a name-based UUID (RFC 9562 §5.8). */
static char *
uuid_of(const char *organisation, const char *edition)
{
	g_autofree char *name = g_strdup_printf("tidings\n%s\n%s", organisation, edition), *hex = sha256_hex(name, strlen(name));

	return g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static void
entry(xmlTextWriter *xml, const struct published *edition, const struct project *project)
{
	const char *file = has_file(edition, "report.html") ? "report.html" : has_file(edition, "newsletter.html") ? "newsletter.html" : "manifest.json";
	g_autofree char *id = uuid_of(project->name, edition->id), *href = link_to(edition, file);
	g_autofree char *title = g_strdup_printf("%s, %s", project->name, period_of(edition));

	xmlTextWriterStartElement(xml, BAD_CAST "entry");
	element(xml, "title", title);
	element(xml, "id", id);
	element(xml, "updated", tree_text(edition->manifest, "made_at"));
	link_element(xml, "alternate", g_str_has_suffix(file, ".html") ? "text/html" : "application/json", href);
	if (summary_of(edition))
		element(xml, "summary", summary_of(edition));
	xmlTextWriterEndElement(xml);
}

/* RFC 4287 §4.2.15: when something last changed; of editions that is the newest making. */
static const char *
feed_updated(const GPtrArray *editions, const char *now)
{
	const char *newest = NULL;

	for (guint i = 0; i < editions->len; i++) {
		const char *made = tree_text(((const struct published *)editions->pdata[i])->manifest, "made_at");
		if (!newest || strcmp(made, newest) > 0)
			newest = made;
	}
	return newest ? newest : now;
}

static void
feed_head(xmlTextWriter *xml, const GPtrArray *editions, const struct project *project, gint64 now)
{
	g_autofree char *id = uuid_of(project->name, ""), *now_text = instant_iso(now);

	xmlTextWriterWriteAttribute(xml, BAD_CAST "xmlns", BAD_CAST "http://www.w3.org/2005/Atom");
	xmlTextWriterWriteAttribute(xml, BAD_CAST "xml:lang", BAD_CAST (project->language ? project->language : "en"));
	element(xml, "title", project->name);
	element(xml, "id", id);
	element(xml, "updated", feed_updated(editions, now_text));
	link_element(xml, "self", "application/atom+xml", "feed.xml");
	link_element(xml, "alternate", "text/html", "index.html");
	xmlTextWriterStartElement(xml, BAD_CAST "author");
	element(xml, "name", project->name);
	xmlTextWriterEndElement(xml);
	element(xml, "generator", "tidings");
}

static char *
feed_make(const GPtrArray *editions, const struct project *project, gint64 now)
{
	xmlBuffer *buffer = xmlBufferCreate();
	xmlTextWriter *xml = xmlNewTextWriterMemory(buffer, 0);

	xmlTextWriterSetIndent(xml, 1);
	xmlTextWriterSetIndentString(xml, BAD_CAST "  ");
	xmlTextWriterStartDocument(xml, NULL, "UTF-8", NULL);
	xmlTextWriterStartElement(xml, BAD_CAST "feed");
	feed_head(xml, editions, project, now);
	for (guint i = 0; i < editions->len; i++)
		entry(xml, editions->pdata[i], project);
	xmlTextWriterEndDocument(xml);
	xmlFreeTextWriter(xml);
	char *text = g_strdup((const char *)xmlBufferContent(buffer));
	xmlBufferFree(buffer);
	return text;
}

/* ---- both ---- */

static gboolean
write_file(const char *out, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(out, name, NULL);

	return file_replace(path, text, strlen(text), 0666, error);
}

gboolean
site_rebuild(const char *out, const struct project *project, const struct theme *theme, gint64 now, GError **error)
{
	AUTO(complaints) complaints = complaints_new();
	g_autoptr(GPtrArray) editions = editions_read(out, error);
	g_autofree char *index = editions ? index_make(editions, project, theme, complaints, error) : NULL;
	g_autofree char *feed = index ? feed_make(editions, project, now) : NULL;

	return feed && write_file(out, "index.html", index, error) && write_file(out, "feed.xml", feed, error);
}
