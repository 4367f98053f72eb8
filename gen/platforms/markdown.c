/* Markups "markdown" (GitHub, Mattermost: @name) and "reddit" (entities, u/name). */
#include <string.h>

#include "base/text.h"
#include "platforms/markup.h"

/* Most texts have nothing of the kind, and to look for two letters is quicker than to match a pattern. */
static char *replace_if(const char *text, const char *sign, const char *pattern, const char *replacement)
{
	return strstr(text, sign) ? text_replace(text, pattern, replacement) : g_strdup(text);
}

static char *strip(const char *text, gboolean own_words)
{
	g_autofree char *images = replace_if(text, "![", "!\\[([^\\]]*)\\]\\([^)\\s]*(?:\\s+\"[^\"]*\")?\\)", "");
	g_autofree char *links = replace_if(images, "](", "\\[([^\\]]*)\\]\\([^)\\s]*(?:\\s+\"[^\"]*\")?\\)", "\\1");
	gboolean marked = strstr(links, "**") || strstr(links, "__") || strstr(links, "~~");
	g_autofree char *marks = marked ? text_replace(links, "(\\*\\*|__|~~)(?=\\S)(.+?)(?<=\\S)\\1", "\\2") : g_strdup(links);

	return own_words ? text_without_links(marks) : g_steal_pointer(&marks);
}

static char *convert(const char *text, gboolean own_words, const char *names, GPtrArray *mentions)
{
	g_autofree char *lines = strchr(text, '\r') ? text_replace(text, "\\r\\n?", "\\n") : g_strdup(text);
	g_autofree char *uncoded = own_words ? text_without_code(lines) : g_strdup(lines);
	g_autofree char *unquoted = own_words ? text_without_quotes(uncoded) : g_strdup(uncoded);

	if (strpbrk(unquoted, "@/"))
		mentions_collect(unquoted, names, mentions);
	return strip(unquoted, own_words);
}

static char *plain_markdown(const char *text, gboolean own_words, GPtrArray *mentions)
{
	return convert(text, own_words, "(?<![\\w./@])@([A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)", mentions);
}

static char *plain_reddit(const char *text, gboolean own_words, GPtrArray *mentions)
{
	g_autofree char *decoded = text_unescape_entities(text);

	return convert(decoded, own_words, "(?<![\\w/])/?u/([A-Za-z0-9_-]{3,20})", mentions);
}

const struct markup markup_markdown = {"markdown", plain_markdown};
const struct markup markup_reddit = {"reddit", plain_reddit};
