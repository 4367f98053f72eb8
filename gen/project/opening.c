/* opening_hours: in tidings.yaml: when somebody is there to answer.
 *
 *     opening_hours: { mon-fri: 9:00-17:00, sat: 10:00-14:00, closed: [2026-12-25, 2026-12-26] }
 *
 * Days that are not named are closed. */
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "project/settings.h"

#define HINT "opening_hours: { mon-fri: 9:00-17:00, sat: 10:00-14:00, closed: [2026-12-25] }"

static void
mistake(struct complaints *complaints, const struct tree *at, const char *expected)
{
	complain(complaints, SEVERITY_ERROR, at->at, "setting", HINT, "\"%s\" should be %s, not \"%s\"", at->key ? at->key : "closed", expected,
	         at->text ? at->text : "a list");
}

/* "mon", "Monday": 0 to 6, or -1. */
static int
weekday_of(const char *word)
{
	static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
	g_autofree char *folded = text_fold(word);

	for (int day = 0; day < 7; day++)
		if (strlen(folded) >= 3 && g_str_has_prefix(days[day], folded))
			return day;
	return -1;
}

/* "9", "9:30", "24:00" → seconds, or -1. */
static int
clock_of(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ":", 2);
	gint64 hour, minute = 0;

	if (!parts[0]) /* an empty text has no parts */
		return -1;
	if (!number_count(g_strstrip(parts[0]), NUMBER_POINT, &hour) || (parts[1] && !number_count(g_strstrip(parts[1]), NUMBER_POINT, &minute)))
		return -1;
	if (hour < 0 || hour > 24 || minute < 0 || minute > (hour == 24 ? 0 : 59))
		return -1;
	return (int)(hour * 3600 + minute * 60);
}

/* Two sides of a dash, which may be the long one of a typesetter. Caller frees; NULL: there is no dash. */
static char **
sides_of(const char *text)
{
	g_auto(GStrv) dashes = g_strsplit(text, "\xe2\x80\x93", -1);
	g_autofree char *plain = g_strjoinv("-", dashes);
	char **sides = g_strsplit(plain, "-", 2);

	if (sides[0] && sides[1])
		return sides;
	g_strfreev(sides);
	return NULL;
}

static gboolean
hours_parse(const char *text, struct opening *opening)
{
	g_auto(GStrv) sides = text ? sides_of(text) : NULL;

	*opening = (struct opening){ 0, 0 };
	if (text && g_ascii_strcasecmp(text, "closed") == 0)
		return TRUE;
	if (!sides)
		return FALSE;
	*opening = (struct opening){ clock_of(sides[0]), clock_of(sides[1]) };
	return opening->from >= 0 && opening->until > opening->from;
}

static gboolean
days_parse(const char *key, int *first, int *last)
{
	g_auto(GStrv) sides = sides_of(key);

	*first = weekday_of(sides ? sides[0] : key);
	*last = sides ? weekday_of(sides[1]) : *first;
	return *first >= 0 && *last >= *first;
}

static void
days_open(struct project *project, const struct tree *node, struct complaints *complaints)
{
	struct opening opening;
	int first, last;

	if (!days_parse(node->key, &first, &last))
		complain(complaints, SEVERITY_ERROR, node->at, "setting", HINT, "\"%s\" is no day or range of days", node->key);
	else if (!hours_parse(node->text, &opening))
		mistake(complaints, node, "hours of a day");
	else
		for (int day = first; day <= last; day++)
			project->opening[day] = opening;
}

static void
days_closed(struct project *project, const struct tree *list, struct complaints *complaints)
{
	for (const struct tree *node = list->first; node; node = node->next) {
		gint32 day;
		gint64 instant;
		if (node->text && moment_parse(node->text, "%Y-%m-%d", NULL, 0, &day, &instant))
			g_array_append_val(project->closed_days, day);
		else
			mistake(complaints, node, "a day such as 2026-12-25");
	}
}

void
opening_read(struct project *project, const struct tree *block, struct complaints *complaints)
{
	if (!block || block->type != TREE_OBJECT)
		return;
	memset(project->opening, 0, sizeof project->opening);
	project->opening_said = TRUE;
	for (const struct tree *node = block->first; node; node = node->next) {
		if (strcmp(node->key, "closed") == 0)
			days_closed(project, node, complaints);
		else
			days_open(project, node, complaints);
	}
}
