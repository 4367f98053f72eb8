/* Who talks about us outside, by month and week, and beside those we compare ourselves with (METRICS B31, B32). */
#include <math.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/broadcast/mentions.h"
#include "metrics/pulse.h"

/* ---- B31 ---- */

static void
unnamed_note(struct figure *figure, const struct heard *heard)
{
	if (heard->unnamed)
		figure_note(figure, "%u of %u mentions name no author: they count as mentions, but nobody is counted for them", heard->unnamed, heard->messages);
}

static struct value
voices_value(const struct inquiry *inquiry, const struct heard *heard)
{
	struct value told = mentions_absent(inquiry), voices;

	if (told.state == STATE_NO_DATA)
		return told;
	if (heard->messages && heard->unnamed == heard->messages)
		return value_none(STATE_NO_DATA, "the mentions name no authors");
	voices = answer_interval(count_byar(heard->voices), heard->voices, NULL);
	voices.events = heard->voices;
	voices.dispersion = mentions_dispersion(inquiry, mention_is_brand, NULL);
	value_raise(&voices, told.state, told.reason);
	return voices;
}

static void
mentions_external(const struct inquiry *inquiry, struct figure *figure)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	struct heard heard = mentions_heard(mentions, inquiry->period.first, inquiry->period.past, mention_is_brand, NULL);
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = voices_value(inquiry, &heard);
	row->values[1] = row->values[0].state == STATE_NO_DATA ? row->values[0] : value_count(heard.messages);
	if (!inquiry->current)
		return;
	unnamed_note(figure, &heard);
	if (heard.own)
		figure_note(figure, "%u mentions by our own accounts and staff are left out", heard.own);
}

/* ---- weeks ---- */

static double
voices_between(const struct inquiry *inquiry, gint32 first, gint32 past, gpointer unused)
{
	return mentions_heard(inquiry->publishing->mentions, first, past, mention_is_brand, unused).voices;
}

static void
mentions_weekly(const struct inquiry *inquiry, struct figure *figure)
{
	const struct mentions *mentions = inquiry->publishing->mentions;

	if (mentions->begin == NO_TIME)
		inquiry_row(inquiry, figure)->values[0] = mentions_absent(inquiry);
	else
		pulse_measure(inquiry, figure, mentions->begin, voices_between, NULL);
}

/* ---- B32 ---- */

static gboolean
is_about(const struct mentioned *mentioned, gpointer user)
{
	const char *competitor = user; /* NULL: us */

	return competitor ? mentioned->about == ABOUT_COMPETITOR && strcmp(mentioned->competitor, competitor) == 0 : mentioned->about == ABOUT_BRAND;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The declared set: every competitor that was ever looked for up to the end of the period, by name. The caller unrefs. */
static GPtrArray *
competitors_of(const struct inquiry *inquiry)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < mentions->rows->len && MENTIONED_AT(mentions, i)->day < inquiry->period.past; i++) {
		const struct mentioned *mentioned = MENTIONED_AT(mentions, i);
		if (mentioned->about == ABOUT_COMPETITOR && !g_ptr_array_find_with_equal_func(names, mentioned->competitor, g_str_equal, NULL))
			g_ptr_array_add(names, (gpointer)mentioned->competitor);
	}
	g_ptr_array_sort(names, compare_names);
	return names;
}

static const char *
our_name(const struct project *project)
{
	return project->brand_short ? project->brand_short : project->name ? project->name : "us";
}

static guint
heard_about(const struct inquiry *inquiry, const char *competitor, struct heard *heard)
{
	*heard = mentions_heard(inquiry->publishing->mentions, inquiry->period.first, inquiry->period.past, is_about, (gpointer)competitor);
	return heard->voices;
}

static void
share_row(const struct inquiry *inquiry, struct figure *figure, const char *name, const struct heard *heard, guint all)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	figure_set_word(figure, row, 2, name);
	row->values[0] = answer_share(heard->voices, all, "nobody mentioned anybody of the set");
	row->values[1] = value_count(heard->voices);
	row->values[2] = value_count(heard->messages);
}

/* The set, and a number that changes when it does: shares of different sets are not the same thing. */
static void
set_note(const struct inquiry *inquiry, struct figure *figure, const GPtrArray *competitors)
{
	GString *names = g_string_new(our_name(inquiry->project));

	for (guint i = 0; i < competitors->len; i++)
		g_string_append_printf(names, "%s%s", i + 1 == competitors->len ? " and " : ", ", (const char *)g_ptr_array_index(competitors, i));
	figure_note(figure, "The set is %s (version %04x)", names->str, g_str_hash(names->str) & 0xffff);
	g_string_free(names, TRUE);
}

static gboolean
is_undeclared(const struct mentioned *mentioned, gpointer unused)
{
	(void)unused;
	return mentioned->about == ABOUT_OTHER;
}

static void
undeclared_note(const struct inquiry *inquiry, struct figure *figure)
{
	guint others = mentions_heard(inquiry->publishing->mentions, inquiry->period.first, inquiry->period.past, is_undeclared, NULL).messages;

	if (others)
		figure_note(figure, "%u mentions are about something that is neither us nor a declared competitor", others);
}

static void
share_of_voice(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GPtrArray) competitors = competitors_of(inquiry);
	g_autofree struct heard *heard = g_new(struct heard, competitors->len + 1);
	struct value told = mentions_absent(inquiry);
	guint all;

	if (told.state != STATE_NO_DATA && !competitors->len)
		told = value_none(STATE_NO_DATA, "no competitor is declared: write competitor:NAME under \"about\" in tables/mentions.csv");
	if (told.state == STATE_NO_DATA) {
		inquiry_row(inquiry, figure)->values[0] = told;
		return;
	}
	all = heard_about(inquiry, NULL, &heard[0]);
	for (guint i = 0; i < competitors->len; i++)
		all += heard_about(inquiry, g_ptr_array_index(competitors, i), &heard[i + 1]);
	share_row(inquiry, figure, our_name(inquiry->project), &heard[0], all);
	for (guint i = 0; i < competitors->len; i++)
		share_row(inquiry, figure, g_ptr_array_index(competitors, i), &heard[i + 1], all);
	set_note(inquiry, figure, competitors);
	undeclared_note(inquiry, figure);
}

/* ---- the metrics ---- */

static const struct metric_column mention_columns[] = {
	{ .name = "messages", .label = "Mentions", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_mentions_external = {
	.definition = {
		.name = "b_mentions_external", .card = "B31", .discipline = DISCIPLINE_BROADCAST, .label = "People who mention us",
		.question = "Who talks about us outside?", .phrase = "{value} people mentioned us elsewhere",
		.formula = "Authors who mention us outside our own accounts and places, each counted once a month however often and wherever they write; "
		           "beside them the mentions. Our own accounts and staff are left out.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1,
		.source = "METRICS B31; CHAOSS Social Listening; Byar's interval, §4.3, §4.4",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads_mentions, .columns = mention_columns, .measure = mentions_external,
};

const struct metric metric_mentions_weekly = {
	.definition = {
		.name = "b_mentions_weekly", .card = "B31", .discipline = DISCIPLINE_BROADCAST, .label = "People who mention us, by week",
		.question = "Is there more talk about us than usual?",
		.formula = "Authors who mention us outside in each complete week, beside the range to be expected from the eight weeks before it: "
		           "mean ± 1.96 · √(φ · mean · (1 + 1/8)), φ = variance / mean, at least 1.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_PULSE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B31, §4.12: prediction interval of an overdispersed count",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads_mentions, .columns = PULSE_COLUMNS, .measure = mentions_weekly,
};

static const struct metric_column share_columns[] = {
	{ .name = "about", .label = "About", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "authors", .label = "Voices", .unit = UNIT_COUNT },
	{ .name = "messages", .label = "Mentions", .unit = UNIT_COUNT },
	{ NULL },
};

const struct metric metric_share_of_voice = {
	.definition = {
		.name = "b_share_of_voice", .card = "B32", .discipline = DISCIPLINE_BROADCAST, .label = "Share of voice",
		.question = "How much of the talk is about us, and how much about others?",
		.formula = "Authors who mention us, of the authors who mention us or one of the competitors declared in the table of mentions. Who speaks of "
		           "two of them is a voice for each, however often.",
		.noun = "voices", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SHARES, .comparison = COMPARE_NONE,
		.minimum = 30, .comfortable = 30, .version = 1, .source = "METRICS B32; Wilson 1927",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads_mentions, .columns = share_columns, .measure = share_of_voice,
};
