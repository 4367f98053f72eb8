/* The list of markups, and what its leaves share. */
#include "platforms/markup.h"

#include <string.h>

#define ASKS_WITHIN 300 /* characters: METRICS §6.0b.6 */

#define MARKUP(leaf) extern const struct markup leaf;
#include "platforms/markup.def"
#undef MARKUP

static const struct markup *const LEAVES[] = {
#define MARKUP(leaf) &leaf,
#include "platforms/markup.def"
#undef MARKUP
};

const struct markup *markup_find(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(LEAVES); i++)
		if (!strcmp(LEAVES[i]->name, name))
			return LEAVES[i];
	return NULL;
}

gboolean text_asks(const char *own_words)
{
	static const char *const signs[] = {"?", "\xef\xbc\x9f", "\xd8\x9f"}; /* full-width and Arabic too */
	gboolean asks = FALSE;

	for (guint i = 0; i < G_N_ELEMENTS(signs) && !asks; i++) {
		const char *sign = strstr(own_words, signs[i]);
		asks = sign && (sign - own_words < ASKS_WITHIN || (sign - own_words < 4 * ASKS_WITHIN && g_utf8_pointer_to_offset(own_words, sign) < ASKS_WITHIN));
	}
	return asks;
}

/* Patterns are compiled once for the whole run; the table is shared by all jobs. */
static GRegex *pattern_of(const char *pattern)
{
	static GMutex mutex;
	static GHashTable *patterns;

	g_mutex_lock(&mutex);
	if (!patterns)
		patterns = g_hash_table_new(g_str_hash, g_str_equal);
	GRegex *found = g_hash_table_lookup(patterns, pattern);
	if (!found) {
		found = g_regex_new(pattern, G_REGEX_OPTIMIZE | G_REGEX_MULTILINE, 0, NULL);
		g_assert(found);
		g_hash_table_insert(patterns, (gpointer)pattern, found);
	}
	g_mutex_unlock(&mutex);
	return found;
}

char *text_replace(const char *text, const char *pattern, const char *replacement)
{
	char *replaced = g_regex_replace(pattern_of(pattern), text, -1, 0, replacement, 0, NULL);

	return replaced ? replaced : g_strdup(text);
}

char *text_without_links(const char *text)
{
	if (!strstr(text, "://") && !strstr(text, "www."))
		return g_strdup(text);
	return text_replace(text, "(?:https?|ftp)://[^\\s<>\"]+|(?<!\\w)www\\.[^\\s<>\"]+", "");
}

#define ADDRESS "(?<![\\w.+/@-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
#define TELEPHONE "(?<![\\w+])\\+[1-9](?:[ ()./-]{0,2}[0-9]){7,14}(?!\\w)"

char *text_without_contacts(const char *text)
{
	g_autofree char *unaddressed = strchr(text, '@') ? text_replace(text, ADDRESS, "\xe2\x80\xa6") : g_strdup(text);

	return strchr(text, '+') ? text_replace(unaddressed, TELEPHONE, "\xe2\x80\xa6") : g_steal_pointer(&unaddressed);
}

gboolean text_is_address(const char *text)
{
	return strchr(text, '@') && g_regex_match(pattern_of("\\A\\s*" ADDRESS "\\s*\\z"), text, 0, NULL);
}

char *text_without_code(const char *text)
{
	if (!strchr(text, '`'))
		return g_strdup(text);
	g_autofree char *unfenced = text_replace(text, "```[\\s\\S]*?(?:```|\\z)", " ");
	return text_replace(unfenced, "`[^`\\n]+`", " ");
}

char *text_without_quotes(const char *text)
{
	return strchr(text, '>') ? text_replace(text, "^[ \\t]*>.*$\\n?", "") : g_strdup(text);
}

void mentions_collect(const char *text, const char *pattern, GPtrArray *mentions)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (!mentions)
		return;
	for (gboolean more = g_regex_match(pattern_of(pattern), text, 0, &match); more; more = g_match_info_next(match, NULL)) {
		char *name = g_match_info_fetch(match, 1);
		gboolean known = FALSE;
		for (guint i = 0; i < mentions->len && !known; i++)
			known = !strcmp(mentions->pdata[i], name);
		if (known)
			g_free(name);
		else
			g_ptr_array_add(mentions, name);
	}
}
