/* From rows of mentions to voices. */
#include "metrics/broadcast/mentions.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "metrics/broadcast/days.h"
#include "metrics/statistics/interval.h"

#define COMPETITOR "competitor:"
#define LATE_DAYS 7 /* a first mention after the first week: nobody listened before */

const char *const reads_mentions[] = { "mention", NULL };

/* ---- who is ours ---- */

/* "@LarkfieldCycles" and "larkfieldcycles" are one. Caller frees. */
static char *
name_folded(const char *name)
{
	return text_fold(*name == '@' ? name + 1 : name);
}

static void
own_add(GHashTable *own, const char *name)
{
	if (name && *name)
		g_hash_table_add(own, name_folded(name));
}

static GHashTable *
own_names(const struct project *project)
{
	GHashTable *own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	own_add(own, project->name);
	own_add(own, project->brand_short);
	for (guint i = 0; i < project->accounts->len; i++)
		own_add(own, ((const struct account *)g_ptr_array_index(project->accounts, i))->handle);
	for (guint i = 0; i < project->people->len; i++) {
		const struct person_row *person = g_ptr_array_index(project->people, i);
		if (g_strcmp0(person->kind, "staff") == 0)
			own_add(own, person->account);
	}
	return own;
}

/* The export may name the author only in the address of the mention: https://x.com/LarkfieldCycles/status/1. */
static gboolean
address_is_ours(GHashTable *own, const char *id)
{
	g_auto(GStrv) parts = NULL;
	gboolean ours = FALSE;

	if (!id || !strstr(id, "://"))
		return FALSE;
	parts = g_strsplit(strstr(id, "://") + 3, "/", -1);
	for (guint i = 1; parts[0] && parts[i] && i < 3; i++) { /* behind the host, and behind "company" or "in" */
		g_autofree char *name = name_folded(parts[i]);
		ours |= *name && g_hash_table_contains(own, name);
	}
	return ours;
}

static gboolean
mention_is_ours(GHashTable *own, const struct records *records, const struct mention *row)
{
	const char *author = records_atom(records, row->author);
	g_autofree char *name = author ? name_folded(author) : NULL;

	return (name && g_hash_table_contains(own, name)) || address_is_ours(own, records_atom(records, row->mention_id));
}

/* ---- whom it is about ---- */

static gboolean
names_brand(const struct project *project, const char *about)
{
	const char *const names[] = { project->name, project->brand_short };
	g_autofree char *folded = text_fold(about);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = names[i] ? text_fold(names[i]) : NULL;
		if (name && *name && strstr(folded, name))
			return TRUE;
	}
	return strcmp(folded, "brand") == 0 || strcmp(folded, "us") == 0;
}

static void
about_read(const struct mentions *mentions, struct mentioned *mentioned)
{
	const char *about = records_atom(mentions->records, mentioned->row->about);

	if (about && g_ascii_strncasecmp(about, COMPETITOR, strlen(COMPETITOR)) == 0) {
		mentioned->about = ABOUT_COMPETITOR;
		mentioned->competitor = about + strlen(COMPETITOR) + strspn(about + strlen(COMPETITOR), " ");
	} else
		mentioned->about = !about || names_brand(mentions->project, about) ? ABOUT_BRAND : ABOUT_OTHER;
}

/* ---- gathering ---- */

static gboolean
time_read(GTimeZone *zone, struct mentioned *mentioned)
{
	const struct mention *row = mentioned->row;

	if (row->at == NO_TIME && row->on_day == NO_DAY)
		return FALSE;
	mentioned->day = row->at != NO_TIME ? day_of_instant(row->at, zone) : row->on_day;
	mentioned->at = row->at != NO_TIME ? row->at : instant_of_day(row->on_day, zone);
	return TRUE;
}

static int
compare_mentioned(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct mentioned *x = a, *y = b;
	int order = (x->at > y->at) - (x->at < y->at);

	if (!order)
		order = g_strcmp0(records_atom(user, x->row->platform), records_atom(user, y->row->platform));
	return order ? order : g_strcmp0(records_atom(user, x->row->mention_id), records_atom(user, y->row->mention_id));
}

static guint
voice_of(struct mentions *mentions, atom author)
{
	guint voice = GPOINTER_TO_UINT(g_hash_table_lookup(mentions->numbers, GUINT_TO_POINTER(author)));

	if (!voice && author) {
		voice = ++mentions->voices;
		g_hash_table_insert(mentions->numbers, GUINT_TO_POINTER(author), GUINT_TO_POINTER(voice));
	}
	return voice;
}

/* A day with a mention is a day with data. */
static void
span_widen(struct mentions *mentions, const struct mentioned *mentioned)
{
	gint64 past = instant_of_day(mentioned->day + 1, mentions->project->zone);

	mentions->begin = mentions->begin == NO_TIME ? mentioned->at : MIN(mentions->begin, mentioned->at);
	mentions->end = MAX(mentions->end, MAX(past, record_captured(&mentioned->row->record))); /* NO_TIME is the least of all */
}

struct mentions *
mentions_new(const struct records *records, const struct project *project)
{
	struct mentions *mentions = g_new0(struct mentions, 1);
	g_autoptr(GHashTable) own = own_names(project);

	*mentions = (struct mentions){ .records = records, .project = project, .rows = g_array_new(FALSE, FALSE, sizeof(struct mentioned)),
	                               .begin = NO_TIME, .end = NO_TIME, .numbers = g_hash_table_new(g_direct_hash, g_direct_equal) };
	for (guint i = 0; i < RECORD_COUNT_OF(records, mention); i++) {
		struct mentioned mentioned = { .row = RECORD_AT(records, mention, i) };
		if (!time_read(project->zone, &mentioned))
			continue;
		span_widen(mentions, &mentioned);
		mentioned.is_ours = mention_is_ours(own, records, mentioned.row);
		about_read(mentions, &mentioned);
		g_array_append_val(mentions->rows, mentioned);
	}
	g_array_sort_with_data(mentions->rows, compare_mentioned, (gpointer)records);
	for (guint i = 0; i < mentions->rows->len; i++)
		MENTIONED_AT(mentions, i)->voice = voice_of(mentions, MENTIONED_AT(mentions, i)->row->author);
	return mentions;
}

void
mentions_free(struct mentions *mentions)
{
	g_array_unref(mentions->rows);
	g_hash_table_unref(mentions->numbers);
	g_free(mentions);
}

/* ---- counting ---- */

gboolean
mention_is_brand(const struct mentioned *mentioned, gpointer unused)
{
	(void)unused;
	return mentioned->about == ABOUT_BRAND;
}

/* The first on or after a day. */
static guint
mentions_from(const struct mentions *mentions, gint32 day)
{
	guint low = 0, high = mentions->rows->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (MENTIONED_AT(mentions, middle)->day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct heard
mentions_heard(const struct mentions *mentions, gint32 first, gint32 past, mention_wants wants, gpointer user)
{
	g_autofree guint8 *spoke = g_new0(guint8, mentions->voices + 1);
	struct heard heard = { 0 };

	for (guint i = mentions_from(mentions, first); i < mentions->rows->len && MENTIONED_AT(mentions, i)->day < past; i++) {
		const struct mentioned *mentioned = MENTIONED_AT(mentions, i);
		if (!wants(mentioned, user))
			continue;
		if (mentioned->is_ours) {
			heard.own++;
			continue;
		}
		heard.messages++;
		heard.unnamed += mentioned->voice == 0;
		heard.voices += mentioned->voice && !spoke[mentioned->voice];
		spoke[mentioned->voice] = TRUE;
	}
	return heard;
}

double
mentions_dispersion(const struct inquiry *inquiry, mention_wants wants, gpointer user)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	gint64 end = MIN(inquiry->period.end, inquiry->data_end);
	gint32 monday = weeks_begin(inquiry->publishing, end);
	double weeks[WEEKS_MOST];

	for (guint i = 0; i < WEEKS_MOST; i++) {
		gint32 first = monday + 7 * (gint32)i;
		gboolean told = mentions->begin != NO_TIME && instant_of_day(first, inquiry->project->zone) >= mentions->begin;
		weeks[i] = told ? mentions_heard(mentions, first, first + 7, wants, user).voices : NAN;
	}
	return weeks_dispersion(weeks);
}

/* ---- whether there are any ---- */

struct value
mentions_absent(const struct inquiry *inquiry)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	struct value value = value_none(STATE_OK, NULL);

	if (mentions->begin == NO_TIME)
		return value_none(STATE_NO_DATA, "no mentions are told: keep tables/mentions.csv, or export them from a listening tool");
	if (mentions->begin >= inquiry->period.end)
		return value_none(STATE_NO_DATA, "before the first mention");
	gint32 first = day_of_instant(mentions->begin, inquiry->project->zone);
	if (first >= inquiry->period.first + LATE_DAYS) {
		g_autofree char *words = g_strdup_printf("%d of %d days", inquiry->period.past - first, inquiry->period.past - inquiry->period.first);
		value_raise(&value, STATE_PARTIAL, g_intern_string(words));
	}
	return value;
}

gint64
mentions_reach(const struct inquiry *inquiry)
{
	gint64 end = inquiry->publishing->mentions->end;

	return end == NO_TIME ? inquiry->period.end : end;
}
