/* A scanner for the HTML that forums make of Markdown: nine messages in ten are nothing but it, and a parser with its tree costs
 * more than all else that is done with a message. It knows the rules of nesting only as far as it can be sure of them. */
#include "formats/html_plain.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define DEPTH_LIMIT 30
#define BLANKS " \t\r\n"

enum tag_kind {
	TAG_INLINE,
	TAG_TEXT, /* a block that holds text */
	TAG_FLOW, /* a block that holds text or blocks */
	TAG_LIST, /* holds items only */
	TAG_ITEM,
	TAG_VOID
};

struct tag {
	const char *name;
	enum tag_kind kind;
	gboolean own_words_end; /* what stands in it is not the writer's own words */
};

static const struct tag TAGS[] = {
	{ "p", TAG_TEXT, FALSE },      { "a", TAG_INLINE, FALSE },    { "em", TAG_INLINE, FALSE },  { "strong", TAG_INLINE, FALSE },
	{ "code", TAG_INLINE, TRUE },  { "pre", TAG_TEXT, TRUE },     { "li", TAG_ITEM, FALSE },    { "ul", TAG_LIST, FALSE },
	{ "ol", TAG_LIST, FALSE },     { "br", TAG_VOID, FALSE },     { "hr", TAG_VOID, FALSE },    { "blockquote", TAG_FLOW, TRUE },
	{ "h1", TAG_TEXT, FALSE },     { "h2", TAG_TEXT, FALSE },     { "h3", TAG_TEXT, FALSE },    { "span", TAG_INLINE, FALSE },
};

struct scan {
	const char *at;
	GString *out;
	const struct tag *open[DEPTH_LIMIT];
	guint depth;
	guint left_out; /* the depth from which all is left out; 0: nothing is */
	gboolean own_words, verbatim;
};

static void end_line(GString *out)
{
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static const struct tag *tag_find(const char *name, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(TAGS); i++)
		if (!strncmp(TAGS[i].name, name, length) && !TAGS[i].name[length])
			return &TAGS[i];
	return NULL;
}

static const struct tag *top(const struct scan *scan)
{
	return scan->depth ? scan->open[scan->depth - 1] : NULL;
}

static gboolean is_open(const struct scan *scan, const struct tag *tag)
{
	for (guint i = 0; i < scan->depth; i++)
		if (scan->open[i] == tag)
			return TRUE;
	return FALSE;
}

/* May this element stand here without the parser's mending anything? */
static gboolean fits(const struct scan *scan, const struct tag *tag)
{
	const struct tag *parent = top(scan);
	gboolean rule = tag->kind == TAG_VOID && *tag->name == 'h';

	if (tag->kind == TAG_ITEM)
		return parent && parent->kind == TAG_LIST;
	if (tag->kind == TAG_INLINE || (tag->kind == TAG_VOID && !rule))
		return parent && parent->kind != TAG_LIST && parent->kind != TAG_FLOW && !is_open(scan, tag);
	return !parent || parent->kind == TAG_FLOW || (parent->kind == TAG_ITEM && (tag->kind == TAG_TEXT || tag->kind == TAG_LIST));
}

/* Attributes say nothing that is wanted, but for the classes of mentions. FALSE where they are not written in the usual way. */
static gboolean pass_attributes(struct scan *scan)
{
	const char *from = scan->at;

	for (;;) {
		scan->at += strspn(scan->at, BLANKS);
		if (*scan->at == '>')
			break;
		gsize name = strspn(scan->at, "abcdefghijklmnopqrstuvwxyz-");
		if (!name || strncmp(scan->at + name, "=\"", 2))
			return FALSE;
		const char *end = scan->at + name + 2 + strcspn(scan->at + name + 2, "\"<>");
		if (*end != '"' || (end[1] != ' ' && end[1] != '>'))
			return FALSE;
		scan->at = end + 1;
	}
	return !g_strstr_len(from, scan->at - from, "mention");
}

static gboolean open_tag(struct scan *scan, const struct tag *tag)
{
	gboolean block = tag->kind != TAG_INLINE && strcmp(tag->name, "br");

	if (!fits(scan, tag) || scan->depth == DEPTH_LIMIT)
		return FALSE;
	gboolean shown = !scan->left_out && !(scan->own_words && tag->own_words_end);
	if (shown && block)
		end_line(scan->out);
	if (shown && !block && tag->kind == TAG_VOID)
		g_string_append_c(scan->out, '\n');
	if (tag->kind == TAG_VOID)
		return TRUE;
	scan->open[scan->depth++] = tag;
	if (!shown && !scan->left_out)
		scan->left_out = scan->depth;
	scan->verbatim |= !strcmp(tag->name, "pre");
	return TRUE;
}

static gboolean close_tag(struct scan *scan, const struct tag *tag)
{
	if (top(scan) != tag)
		return FALSE;
	if (!scan->left_out && tag->kind != TAG_INLINE)
		end_line(scan->out);
	if (scan->left_out == scan->depth)
		scan->left_out = 0;
	scan->depth--;
	if (!strcmp(tag->name, "pre"))
		scan->verbatim = FALSE;
	return TRUE;
}

/* At "<". */
static gboolean take_tag(struct scan *scan)
{
	gboolean closes = scan->at[1] == '/';
	const char *name = scan->at + 1 + closes;
	gsize length = strspn(name, "abcdefghijklmnopqrstuvwxyz123");
	const struct tag *tag = tag_find(name, length);

	if (!tag)
		return FALSE;
	scan->at = name + length;
	if (*scan->at == ' ' && (closes || !pass_attributes(scan)))
		return FALSE;
	if (*scan->at != '>')
		return FALSE;
	scan->at++;
	return closes ? close_tag(scan, tag) : open_tag(scan, tag);
}

/* At "&": the names that every parser knows, and the apostrophe. */
static gboolean take_entity(struct scan *scan)
{
	char name[12];
	gsize length = strspn(scan->at + 1, "abcdefghijklmnopqrstuvwxyz");
	gunichar letter = !strncmp(scan->at, "&#39;", 5) ? '\'' : 0;
	const struct tag *parent = top(scan);

	if (!letter && length > 0 && length < sizeof name && scan->at[1 + length] == ';') {
		memcpy(name, scan->at + 1, length);
		name[length] = '\0';
		const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
		letter = entity ? entity->value : 0;
	}
	if (!letter || !parent || parent->kind == TAG_LIST || parent->kind == TAG_FLOW)
		return FALSE;
	if (!scan->left_out)
		g_string_append_unichar(scan->out, letter);
	scan->at = strchr(scan->at, ';') + 1;
	return TRUE;
}

/* Control characters, and U+FFFE and U+FFFF, are none that a parser lets pass. */
static gboolean is_clean(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if ((guint8)text[i] < 0x20 ? text[i] != '\n' && text[i] != '\t' : text[i] == '\xef' && text[i + 1] == '\xbf')
			return FALSE;
	return TRUE;
}

/* Blanks of any kind and number are one, and none at the begin of a line. */
static void append_words(GString *out, const char *text, gsize length)
{
	gsize had = out->len;
	char last = had > 0 ? out->str[had - 1] : '\n';

	g_string_set_size(out, had + length);
	char *to = out->str + had;
	for (const char *past = text + length; text < past; text++)
		if (*text != ' ' && *text != '\n' && *text != '\t' && *text != '\r')
			*to++ = last = *text;
		else if (last != ' ' && last != '\n')
			*to++ = last = ' ';
	g_string_truncate(out, (gsize)(to - out->str));
}

static gboolean take_text(struct scan *scan)
{
	gsize length = strcspn(scan->at, "<&");
	gboolean blank = strspn(scan->at, BLANKS) >= length;
	const struct tag *parent = top(scan);

	if (!is_clean(scan->at, length) || (!blank && (!parent || parent->kind == TAG_LIST || parent->kind == TAG_FLOW)))
		return FALSE;
	if (!scan->left_out && scan->verbatim)
		g_string_append_len(scan->out, scan->at, (gssize)length);
	else if (!scan->left_out)
		append_words(scan->out, scan->at, length);
	scan->at += length;
	return TRUE;
}

static gboolean take_all(struct scan *scan)
{
	while (*scan->at)
		if (*scan->at == '<' ? !take_tag(scan) : *scan->at == '&' ? !take_entity(scan) : !take_text(scan))
			return FALSE;
	return scan->depth == 0;
}

char *html_plain_text(const char *html, gboolean own_words)
{
	struct scan scan = { .at = html, .own_words = own_words };

	if (*html != '<')
		return NULL;
	scan.out = g_string_sized_new(strlen(html));
	if (take_all(&scan))
		return g_strstrip(g_string_free(scan.out, FALSE));
	g_string_free(scan.out, TRUE);
	return NULL;
}
