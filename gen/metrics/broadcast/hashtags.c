/* Do people pick up our hashtags (METRICS B41)? */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "metrics/answer.h"
#include "metrics/broadcast/mentions.h"
#include "metrics/pulse.h"

#define MONTHS_BACK 11 /* before the period: hashtags of posts of a year */

/* ---- hashtags of a text ---- */

static const char *
past_tag(const char *at)
{
	for (gunichar letter; (letter = g_utf8_get_char(at)) && (g_unichar_isalnum(letter) || g_unichar_ismark(letter) || letter == '_');)
		at = g_utf8_next_char(at);
	return at;
}

/* "#WinterCheck" in "see #WinterCheck!", but nothing in "page#2" and "#1". Calls with the sign. */
static void
tags_each(const char *text, void (*take)(const char *tag, gpointer user), gpointer user)
{
	gboolean within = FALSE; /* a word, which the sign would only divide */

	for (const char *at = text; at && *at; at = g_utf8_next_char(at)) {
		const char *past = *at == '#' && !within ? past_tag(at + 1) : at;
		g_autofree char *tag = past > at + 1 ? g_strndup(at, (gsize)(past - at)) : NULL;
		if (tag && strcspn(tag + 1, "0123456789_") > 0)
			take(tag, user);
		within = g_unichar_isalnum(g_utf8_get_char(at));
	}
}

/* ---- the set: what is ours ---- */

struct hashtag {
	char *name;    /* as we write it, else as it was first written */
	guint own;     /* posts of ours in the period */
};

static void
tag_free(gpointer data)
{
	struct hashtag *tag = data;

	g_free(tag->name);
	g_free(tag);
}

static struct hashtag *
tag_find(GHashTable *tags, const char *name, gboolean add)
{
	g_autofree char *folded = text_fold(name);
	struct hashtag *tag = g_hash_table_lookup(tags, folded);

	if (!tag && add) {
		tag = g_new0(struct hashtag, 1);
		tag->name = g_strdup(name);
		g_hash_table_insert(tags, g_steal_pointer(&folded), tag);
	}
	return tag;
}

static void
tag_add(const char *name, gpointer tags)
{
	tag_find(tags, name, TRUE);
}

static void
tag_used(const char *name, gpointer tags)
{
	struct hashtag *tag = tag_find(tags, name, FALSE);

	if (tag)
		tag->own++;
}

/* A cell of the table of mentions: "#WinterCheck", "WinterCheck", several of them. */
static void
cell_tags(const char *cell, void (*take)(const char *, gpointer), gpointer user)
{
	g_auto(GStrv) words = g_strsplit_set(cell ? cell : "", " ,;", -1);

	for (guint i = 0; words[i]; i++) {
		g_autofree char *tag = *words[i] == '#' ? g_strdup(words[i]) : g_strconcat("#", words[i], NULL);
		if (tag[1])
			take(tag, user);
	}
}

/* Hashtags of our campaigns: in posts of a campaign of the last twelve months, and those that the table of mentions names. */
static GHashTable *
tags_of(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	struct period first = period_step(inquiry->period, -MONTHS_BACK, inquiry->project->zone);
	struct period year = { PERIOD_MONTH, first.first, inquiry->period.past, first.start, inquiry->period.end };
	struct stretch posts = publishing_posts(publishing, &year), now = publishing_posts(publishing, &inquiry->period);
	GHashTable *tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, tag_free);

	for (guint i = posts.first; i < posts.past; i++)
		if (publishing->posts[i].post->campaign)
			tags_each(records_text(inquiry->records, publishing->posts[i].post->text), tag_add, tags);
	for (guint i = 0; i < publishing->mentions->rows->len && MENTIONED_AT(publishing->mentions, i)->day < inquiry->period.past; i++)
		cell_tags(records_atom(inquiry->records, MENTIONED_AT(publishing->mentions, i)->row->hashtag), tag_add, tags);
	for (guint i = now.first; i < now.past; i++)
		tags_each(records_text(inquiry->records, publishing->posts[i].post->text), tag_used, tags);
	return tags;
}

/* ---- who uses them ---- */

struct seeking {
	const struct records *records;
	const char *folded; /* one hashtag */
	gboolean found;
};

static void
tag_seek(const char *name, gpointer user)
{
	struct seeking *seeking = user;
	g_autofree char *folded = seeking->found ? NULL : text_fold(name);

	seeking->found |= g_strcmp0(folded, seeking->folded) == 0;
}

static gboolean
uses(const struct mentioned *mentioned, gpointer user)
{
	struct seeking *seeking = user;

	seeking->found = FALSE;
	cell_tags(records_atom(seeking->records, mentioned->row->hashtag), tag_seek, seeking);
	tags_each(records_text(seeking->records, mentioned->row->text), tag_seek, seeking);
	return seeking->found;
}

struct use {
	const struct hashtag *tag;
	struct heard now, before;
};

static struct use
use_of(const struct inquiry *inquiry, const char *folded, const struct hashtag *tag)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	struct period before = period_step(inquiry->period, -1, inquiry->project->zone);
	struct seeking seeking = { .records = inquiry->records, .folded = folded };

	return (struct use){ tag, mentions_heard(mentions, inquiry->period.first, inquiry->period.past, uses, &seeking),
	                     mentions_heard(mentions, before.first, before.past, uses, &seeking) };
}

static int
compare_uses(gconstpointer a, gconstpointer b)
{
	const struct use *x = a, *y = b;

	if (x->now.voices != y->now.voices)
		return x->now.voices > y->now.voices ? -1 : 1;
	return strcmp(x->tag->name, y->tag->name);
}

/* Most used first; those that nobody used in the month are not of the month. The caller unrefs. */
static GArray *
uses_of(const struct inquiry *inquiry, GHashTable *tags)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct use));
	GHashTableIter iter;
	gpointer folded, tag;

	g_hash_table_iter_init(&iter, tags);
	while (g_hash_table_iter_next(&iter, &folded, &tag)) {
		struct use use = use_of(inquiry, folded, tag);
		if (use.now.messages || use.tag->own)
			g_array_append_val(found, use);
	}
	g_array_sort(found, compare_uses);
	return found;
}

struct any_of {
	const struct records *records;
	GHashTable *tags;
	gboolean found;
};

static void
tag_known(const char *name, gpointer user)
{
	struct any_of *any = user;

	any->found |= tag_find(any->tags, name, FALSE) != NULL;
}

static gboolean
uses_any(const struct mentioned *mentioned, gpointer user)
{
	struct any_of *any = user;

	any->found = FALSE;
	cell_tags(records_atom(any->records, mentioned->row->hashtag), tag_known, any);
	tags_each(records_text(any->records, mentioned->row->text), tag_known, any);
	return any->found;
}

static double
users_between(const struct inquiry *inquiry, gint32 first, gint32 past, gpointer any)
{
	return mentions_heard(inquiry->publishing->mentions, first, past, uses_any, any).voices;
}

/* ---- B41 ---- */

static void
use_row(const struct inquiry *inquiry, struct figure *figure, const struct use *use, const struct value *told)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gboolean unnamed = use->now.messages && use->now.unnamed == use->now.messages;

	figure_set_word(figure, row, 2, use->tag->name);
	row->values[0] = told->state == STATE_NO_DATA ? *told
	                 : unnamed ? value_none(STATE_NO_DATA, "the mentions name no authors")
	                           : answer_interval(count_byar(use->now.voices), use->now.voices, NULL);
	row->values[1] = told->state == STATE_NO_DATA ? *told : value_count(use->before.voices);
	row->values[2] = told->state == STATE_NO_DATA ? *told : value_count(use->now.messages);
	row->values[3] = value_count(use->tag->own);
}

static struct value
no_tags(GHashTable *tags)
{
	if (g_hash_table_size(tags))
		return value_none(STATE_UNDEFINED, "nobody used a hashtag of a campaign, nor did we");
	return value_none(STATE_NO_DATA, "no hashtag of a campaign is known: give posts a campaign in tables/tags.csv, or name hashtags in "
	                                 "tables/mentions.csv");
}

static void
hashtag_use(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GHashTable) tags = tags_of(inquiry);
	g_autoptr(GArray) found = uses_of(inquiry, tags);
	struct value told = mentions_absent(inquiry);

	if (!found->len)
		inquiry_row(inquiry, figure)->values[0] = no_tags(tags);
	for (guint i = 0; i < found->len; i++)
		use_row(inquiry, figure, &g_array_index(found, struct use, i), &told);
}

static void
hashtag_weekly(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GHashTable) tags = tags_of(inquiry);
	struct any_of any = { .records = inquiry->records, .tags = tags };
	const struct mentions *mentions = inquiry->publishing->mentions;

	if (mentions->begin == NO_TIME || !g_hash_table_size(tags))
		inquiry_row(inquiry, figure)->values[0] = mentions->begin == NO_TIME ? mentions_absent(inquiry) : no_tags(tags);
	else
		pulse_measure(inquiry, figure, mentions->begin, users_between, &any);
}

static const struct metric_column columns[] = {
	{ .name = "hashtag", .label = "Hashtag", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "authors_before", .label = "People the month before", .unit = UNIT_COUNT },
	{ .name = "messages", .label = "Mentions by others", .unit = UNIT_COUNT },
	{ .name = "own", .label = "Posts of ours", .unit = UNIT_COUNT },
	{ NULL },
};

static const char *const reads[] = { "mention", "post", NULL };

const struct metric metric_hashtag_use = {
	.definition = {
		.name = "b_hashtag_use", .card = "B41", .discipline = DISCIPLINE_BROADCAST, .label = "People who use our hashtags",
		.question = "Do people pick up our hashtags?",
		.formula = "Authors outside our own accounts and staff who used a hashtag of a campaign in the month, each counted once a hashtag; beside them "
		           "our own posts with it, which are not among them. Ours are the hashtags in posts of campaigns and those that the table of "
		           "mentions names.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 5, .comfortable = 5, .version = 1, .source = "METRICS B41; Byar's interval, §4.3",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads, .columns = columns, .measure = hashtag_use,
};

const struct metric metric_hashtag_weekly = {
	.definition = {
		.name = "b_hashtag_weekly", .card = "B41", .discipline = DISCIPLINE_BROADCAST, .label = "People who use our hashtags, by week",
		.question = "Are our hashtags used more than usual?",
		.formula = "Authors outside who used any hashtag of a campaign in each complete week, beside the range to be expected from the eight weeks "
		           "before it: mean ± 1.96 · √(φ · mean · (1 + 1/8)), φ = variance / mean, at least 1.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_PULSE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B41, §4.12: prediction interval of an overdispersed count",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads, .columns = PULSE_COLUMNS, .measure = hashtag_weekly,
};
