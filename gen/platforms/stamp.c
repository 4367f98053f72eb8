/* Dates in the names of files and folders, and what else these say. */
#include "platforms/stamp.h"

#include <string.h>

#include "base/calendar.h"

static const struct {
	const char *pattern;
	const char *formats[3];
} FORMS[] = {
	{"(?<![0-9])(1[0-9]{12})(?![0-9])", {"%Q"}},
	{"(?<![0-9])(1[0-9]{9})(?![0-9])", {"%s"}},
	{"(?<![0-9])((?:19|20)[0-9]{2}[-._][0-9]{1,2}[-._][0-9]{1,2})(?![0-9])", {"%Y-%m-%d", "%Y.%m.%d", "%Y_%m_%d"}},
	{"(?<![0-9])((?:19|20)[0-9]{6})(?![0-9])", {"%Y%m%d"}},
	{"(?<![A-Za-z])([A-Z][a-z]{2,8}[- ][0-9]{1,2},?[- ](?:19|20)[0-9]{2})(?![0-9])", {"%b-%d-%Y", "%b %d %Y", "%b %d, %Y"}},
	{"(?<![0-9])([0-9]{1,2}[- ][A-Z][a-z]{2,8}[- ](?:19|20)[0-9]{2})(?![0-9])", {"%d-%b-%Y", "%d %b %Y"}}
};

static gint64 moment_of(const char *text, const char *const *formats, GTimeZone *zone)
{
	gint32 day;
	gint64 instant;

	for (guint i = 0; i < 3 && formats[i]; i++)
		if (moment_parse(text, formats[i], zone, 0, &day, &instant))
			return instant != NO_TIME ? instant : instant_of_day(day + 1, zone) - 1;
	return NO_TIME;
}

/* Compiled once, for all files and jobs. */
static const GRegex *pattern_of(guint form)
{
	static GRegex *patterns[G_N_ELEMENTS(FORMS)];

	if (g_once_init_enter(&patterns[form]))
		g_once_init_leave(&patterns[form], g_regex_new(FORMS[form].pattern, G_REGEX_OPTIMIZE, 0, NULL));
	return patterns[form];
}

static gint64 last_of_form(const char *name, guint form, GTimeZone *zone)
{
	g_autoptr(GMatchInfo) match = NULL;
	gint64 last = NO_TIME;

	for (gboolean more = g_regex_match(pattern_of(form), name, 0, &match); more; more = g_match_info_next(match, NULL)) {
		g_autofree char *text = g_match_info_fetch(match, 1);
		gint64 moment = moment_of(text, FORMS[form].formats, zone);
		if (moment != NO_TIME)
			last = moment;
	}
	return last;
}

static gint64 stamp_of_name(const char *name, GTimeZone *zone)
{
	for (guint form = 0; form < G_N_ELEMENTS(FORMS); form++) {
		gint64 moment = last_of_form(name, form, zone);
		if (moment != NO_TIME)
			return moment;
	}
	return NO_TIME;
}

gint64 stamp_of_path(const char *path, gboolean folder_only, GTimeZone *zone)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	guint count = g_strv_length(names);

	for (guint i = count - !!folder_only; i-- > 0;) {
		gint64 moment = stamp_of_name(names[i], zone);
		if (moment != NO_TIME)
			return moment;
	}
	return NO_TIME;
}

/* ---- names that were changed ---- */

static gboolean is_packing(const char *suffix, gsize length)
{
	static const char *const suffixes[] = {".gz", ".bz2", ".xz", ".zst", ".zip", ".7z"};

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (strlen(suffixes[i]) == length && !g_ascii_strncasecmp(suffixes[i], suffix, length))
			return TRUE;
	return FALSE;
}

/* "loop.json.gz" around "loop.json": the file was packed alone. */
static gboolean is_packed_alone(const char *folder, gsize length, const char *inner)
{
	gsize name = strcspn(inner, "/!");

	return name && name < length && !strncmp(folder, inner, name) && is_packing(folder + name, length - name);
}

static void append_unpacked(GString *path, const char *from)
{
	for (const char *slash; (slash = strchr(from, '/')); from = slash + 1)
		if (!is_packed_alone(from, (gsize)(slash - from), slash + 1))
			g_string_append_len(path, from, slash + 1 - from);
	g_string_append(path, from);
}

/* Browsers number the downloads of one name. */
static void drop_number(GString *name)
{
	gsize dot = strrchr(name->str, '.') ? (gsize)(strrchr(name->str, '.') - name->str) : name->len, at = dot;

	if (!at || name->str[--at] != ')')
		return;
	while (at && g_ascii_isdigit(name->str[at - 1]))
		at--;
	gsize digits = dot - 1 - at;
	if (digits < 1 || digits > 2 || at < 2 || name->str[--at] != '(')
		return;
	at -= name->str[at - 1] == ' ';
	if (at)
		g_string_erase(name, (gssize)at, (gssize)(dot - at));
}

static void lower_extension(GString *name)
{
	char *dot = strrchr(name->str, '.');

	for (; dot && *dot; dot++)
		*dot = g_ascii_tolower(*dot);
}

char *path_as_made(const char *path)
{
	g_autoptr(GString) whole = g_string_new(NULL);
	append_unpacked(whole, path);
	const char *last = strrchr(whole->str, '/') ? strrchr(whole->str, '/') + 1 : whole->str;
	const char *sheet = strchr(last, '!') ? strchr(last, '!') : last + strlen(last);
	g_autoptr(GString) name = g_string_new_len(last, sheet - last);
	g_autofree char *folder = g_strndup(whole->str, (gsize)(last - whole->str));

	drop_number(name);
	lower_extension(name);
	return g_strconcat(folder, name->str, sheet, NULL);
}
