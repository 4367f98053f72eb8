/* One origin a lead. */
#include "metrics/origin.h"

#include <string.h>

#define DAY_SECONDS 86400

/* ---- words to origins ---- */

struct origin_word {
	const char *word; /* letters and figures only, lower case */
	enum origin origin;
};

/* UTM media, GA4's default channel groups and HubSpot's sources, squeezed. */
static const struct origin_word ORIGIN_WORDS[] = {
	{ "social", ORIGIN_POST }, { "socialmedia", ORIGIN_POST }, { "organicsocial", ORIGIN_POST }, { "organicvideo", ORIGIN_POST },
	{ "socialnetwork", ORIGIN_POST }, { "post", ORIGIN_POST }, { "sm", ORIGIN_POST }, { "story", ORIGIN_POST }, { "bio", ORIGIN_POST },
	{ "email", ORIGIN_MAIL }, { "emailmarketing", ORIGIN_MAIL }, { "newsletter", ORIGIN_MAIL }, { "mail", ORIGIN_MAIL },
	{ "paidsocial", ORIGIN_AD }, { "paidsearch", ORIGIN_AD }, { "paidvideo", ORIGIN_AD }, { "paidother", ORIGIN_AD }, { "paid", ORIGIN_AD },
	{ "cpc", ORIGIN_AD }, { "ppc", ORIGIN_AD }, { "cpm", ORIGIN_AD }, { "display", ORIGIN_AD }, { "banner", ORIGIN_AD }, { "ad", ORIGIN_AD },
	{ "ads", ORIGIN_AD }, { "crossnetwork", ORIGIN_AD }, { "retargeting", ORIGIN_AD },
	{ "community", ORIGIN_COMMUNITY }, { "forum", ORIGIN_COMMUNITY }, { "thread", ORIGIN_COMMUNITY }, { "chat", ORIGIN_COMMUNITY },
	{ "direct", ORIGIN_UNKNOWN }, { "directtraffic", ORIGIN_UNKNOWN }, { "none", ORIGIN_UNKNOWN }, { "notset", ORIGIN_UNKNOWN },
	{ "unassigned", ORIGIN_UNKNOWN }, { "unknown", ORIGIN_UNKNOWN }, { "other", ORIGIN_UNKNOWN }, { "", ORIGIN_UNKNOWN },
};

char *
origin_squeeze(const char *words)
{
	GString *squeezed = g_string_new(NULL);

	for (; words && *words; words++)
		if (g_ascii_isalnum(*words) || (*words & 0x80))
			g_string_append_c(squeezed, g_ascii_tolower(*words));
	return g_string_free(squeezed, FALSE);
}

static enum origin
origin_of_word(const char *words)
{
	g_autofree char *squeezed = origin_squeeze(words);

	for (guint i = 0; i < G_N_ELEMENTS(ORIGIN_WORDS); i++)
		if (strcmp(ORIGIN_WORDS[i].word, squeezed) == 0)
			return ORIGIN_WORDS[i].origin;
	return ORIGIN_ELSEWHERE;
}

enum origin
origin_of(const char *medium, const char *channel)
{
	enum origin origin = origin_of_word(medium);

	return origin == ORIGIN_UNKNOWN ? origin_of_word(channel) : origin;
}

/* ---- leads ---- */

gint64
lead_created_at(const struct project *project, const struct lead *lead)
{
	if (lead->created_at != NO_TIME)
		return lead->created_at;
	return lead->created_day == NO_DAY ? NO_TIME : instant_of_day(lead->created_day, project->zone);
}

/* A touch after the lead, or longer before it than attribution_days, is none. A day of grace: some tools give days only. */
static gboolean
touch_counts(const struct project *project, const struct lead *lead)
{
	gint64 before = lead_created_at(project, lead) - lead->touch_at;

	return lead->touch_at == NO_TIME || (before >= -DAY_SECONDS && before <= (gint64)project->attribution_days * DAY_SECONDS);
}

enum origin
lead_origin(const struct records *records, const struct project *project, const struct lead *lead)
{
	enum origin kind = lead->touch_kind ? origin_of_word(records_atom(records, lead->touch_kind)) : ORIGIN_UNKNOWN;
	enum origin origin = origin_of(records_atom(records, lead->medium), records_atom(records, lead->channel));

	if (!touch_counts(project, lead))
		return ORIGIN_UNKNOWN;
	if (lead->thread || kind == ORIGIN_COMMUNITY)
		return ORIGIN_COMMUNITY;
	if (origin == ORIGIN_UNKNOWN && lead->post_id)
		return ORIGIN_POST;
	return origin == ORIGIN_UNKNOWN && origin_is_ours(kind) ? kind : origin;
}

atom
lead_somebody(const struct lead *lead)
{
	return lead->person ? lead->person : lead->email_hash ? lead->email_hash : lead->lead_id;
}
