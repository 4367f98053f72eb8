/* Dates in the names of files and folders. */
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
