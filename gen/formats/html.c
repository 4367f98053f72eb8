/* HTML that people wrote: read by libxml2's forgiving parser, then walked. Nothing of it is trusted. */
#include "formats/xml.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "formats/html_plain.h"

#define DEPTH_LIMIT 200 /* deeper nesting is left out */
#define BLANKS " \t\r\n"

/* The document of a piece of HTML, or NULL. */
static htmlDocPtr parse_html(const char *html)
{
	gsize length = strlen(html);
	if (length == 0 || length > G_MAXINT)
		return NULL;
	return htmlReadMemory(html, (int)length, NULL, "UTF-8",
	                      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
}

static gboolean name_in(const xmlNode *node, const char *const *names)
{
	return g_strv_contains(names, (const char *)node->name);
}

/* The attribute's value or NULL; caller frees with xmlFree. */
static char *attribute(const xmlNode *node, const char *name)
{
	return (char *)xmlGetProp(node, (const xmlChar *)name);
}

static gboolean has_class(const xmlNode *node, const char *class)
{
	char *classes = attribute(node, "class");
	if (!classes)
		return FALSE;
	g_auto(GStrv) words = g_strsplit_set(classes, " \t\r\n", -1);
	xmlFree(classes);
	return g_strv_contains((const char *const *)words, class);
}

/* --- to text */

struct texting {
	GString *out;
	GPtrArray *mentions;
	gboolean own_words;
	guint verbatim; /* open <pre> */
};

static gboolean is_left_out(const struct texting *texting, const xmlNode *node)
{
	static const char *const never[] = { "script", "style", "head", "template", "iframe", "object", "svg", NULL };
	static const char *const quoted[] = { "code", "pre", "blockquote", NULL };
	if (name_in(node, never))
		return TRUE;
	if (!texting->own_words)
		return FALSE;
	return name_in(node, quoted) || (g_str_equal(node->name, "aside") && has_class(node, "quote"));
}

static void end_line(GString *out)
{
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static void append_text(struct texting *texting, const char *text)
{
	GString *out = texting->out;
	if (texting->verbatim) {
		g_string_append(out, text);
		return;
	}
	for (;;) {
		gsize words = strcspn(text, BLANKS);
		g_string_append_len(out, text, (gssize)words);
		text += words;
		if (!*text)
			return;
		text += strspn(text, BLANKS);
		if (out->len > 0 && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n')
			g_string_append_c(out, ' ');
	}
}

/* Pictures are gone, but for small ones that stand for a character. */
static void append_picture(struct texting *texting, const xmlNode *node)
{
	char *words = has_class(node, "emoji") ? attribute(node, "alt") : NULL;
	if (words)
		append_text(texting, words);
	xmlFree(words);
}

static void note_mention(const struct texting *texting, xmlNode *node)
{
	if (!texting->mentions || has_class(node, "silent") || !(has_class(node, "mention") || has_class(node, "user-mention")))
		return;
	char *id = attribute(node, "data-user-id"), *name = (char *)xmlNodeGetContent(node);
	const char *said = id && *id ? id : name ? name + (*name == '@') : "";
	if (*said)
		g_ptr_array_add(texting->mentions, g_strdup(said));
	xmlFree(id);
	xmlFree(name);
}

static void write_text(struct texting *texting, xmlNode *node, guint depth)
{
	static const char *const blocks[] = { "p",  "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre", "blockquote",
		                              "ul", "ol",  "dt", "dd", "table", "section", "article", "aside", "hr", NULL };
	for (; node && depth < DEPTH_LIMIT; node = node->next) {
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			append_text(texting, (const char *)node->content);
		if (node->type != XML_ELEMENT_NODE || is_left_out(texting, node))
			continue;
		gboolean block = name_in(node, blocks), verbatim = g_str_equal(node->name, "pre");
		if (block)
			end_line(texting->out);
		if (g_str_equal(node->name, "br"))
			g_string_append_c(texting->out, '\n');
		if (g_str_equal(node->name, "img"))
			append_picture(texting, node);
		note_mention(texting, node);
		texting->verbatim += verbatim;
		write_text(texting, node->children, depth + 1);
		texting->verbatim -= verbatim;
		if (block)
			end_line(texting->out);
	}
}

char *html_parsed_text(const char *html, gboolean own_words, GPtrArray *mentions)
{
	htmlDocPtr document = parse_html(html);
	if (!document)
		return g_strdup("");
	struct texting texting = { g_string_sized_new(strlen(html)), mentions, own_words, 0 };
	write_text(&texting, xmlDocGetRootElement(document), 0);
	xmlFreeDoc(document);
	return g_strstrip(g_string_free(texting.out, FALSE));
}

char *html_to_text(const char *html, gboolean own_words, GPtrArray *mentions)
{
	char *plain = html_plain_text(html, own_words);
	return plain ? plain : html_parsed_text(html, own_words, mentions);
}

/* --- cleaned */

static void append_escaped(GString *out, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append(out, escaped);
}

/* Blanks and control characters within a scheme are an old trick ("java\nscript:"), so any make a link bad. */
static gboolean link_is_allowed(const char *link)
{
	static const char *const schemes[] = { "http://", "https://", "mailto:" };
	for (const char *at = link; *at; at++)
		if (g_ascii_iscntrl(*at) || *at == ' ')
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(link, schemes[i], strlen(schemes[i])) == 0)
			return TRUE;
	return FALSE;
}

/* Writes the start tag of an allowed element. FALSE: the element goes, what it holds stays. */
static gboolean open_clean(GString *out, const xmlNode *node)
{
	static const char *const allowed[] = { "p",  "br", "strong", "b",  "em",  "i",          "u",  "s",  "del", "ins", "sub",
		                               "sup", "code", "pre", "blockquote", "ul", "ol", "li",  "dl",  "dt",
		                               "dd", "h1", "h2",     "h3", "h4",  "h5",         "h6", "hr", NULL };
	if (name_in(node, allowed)) {
		g_string_append_printf(out, "<%s>", (const char *)node->name);
		return TRUE;
	}
	char *link = g_str_equal(node->name, "a") ? attribute(node, "href") : NULL;
	gboolean good = link && link_is_allowed(g_strstrip(link));
	if (good) {
		g_string_append(out, "<a href=\"");
		append_escaped(out, link);
		g_string_append(out, "\" rel=\"noopener nofollow ugc\">");
	}
	xmlFree(link);
	return good;
}

static void append_alt(GString *out, const xmlNode *node)
{
	char *words = attribute(node, "alt");
	if (words)
		append_escaped(out, words);
	xmlFree(words);
}

static void write_clean(GString *out, const xmlNode *node, guint depth)
{
	static const char *const hollow[] = { "br", "hr", NULL };
	static const char *const gone[] = { "script", "style", "head", "template", "iframe", "object", "embed", "svg", "math",
		                            "form", "input", "button", "select", "textarea", "noscript", "audio", "video", NULL };
	for (; node && depth < DEPTH_LIMIT; node = node->next) {
		if (node->type == XML_TEXT_NODE)
			append_escaped(out, (const char *)node->content);
		if (node->type != XML_ELEMENT_NODE || name_in(node, gone))
			continue;
		if (g_str_equal(node->name, "img"))
			append_alt(out, node);
		gboolean open = open_clean(out, node);
		write_clean(out, node->children, depth + 1);
		if (open && !name_in(node, hollow))
			g_string_append_printf(out, "</%s>", (const char *)node->name);
	}
}

char *html_clean(const char *html)
{
	htmlDocPtr document = parse_html(html);
	GString *out = g_string_new(NULL);
	if (document) {
		write_clean(out, xmlDocGetRootElement(document), 0);
		xmlFreeDoc(document);
	}
	return g_string_free(out, FALSE);
}
