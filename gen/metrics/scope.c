/* From a record's platform, account and network to an account of tidings.yaml; from all rows to the reach of its data. */
#include "metrics/scope.h"

#include <string.h>

#include "metrics/extent.h"

struct scope_map {
	const struct records *records;
	GTimeZone *zone;
	GPtrArray *accounts;    /* const struct account *, of project */
	struct extent **extents;   /* one an account, and one for elsewhere */
	guint64 *kinds;         /* the same: a bit each kind of record it has */
	gint64 *begin, *end;
};

/* The rows that say how far an account's data reach, and the fields that date them. */
struct dated {
	enum record_kind kind;
	enum discipline discipline;
	const char *account, *time, *first_day, *last_day; /* NULL: it has no such field */
};
static const struct dated DATED[] = {
	{ KIND_post, DISCIPLINE_BROADCAST, "account", "published_at", "published_day", "published_day" },
	{ KIND_account_day, DISCIPLINE_BROADCAST, "account", NULL, "span_start", "span_end" },
	{ KIND_site_visits, DISCIPLINE_BROADCAST, "account", NULL, "span_start", "span_end" },
	{ KIND_ad_row, DISCIPLINE_BROADCAST, "account", NULL, "span_start", "span_end" },
	{ KIND_mail_issue, DISCIPLINE_BROADCAST, "account", "sent_at", "sent_day", "sent_day" },
	{ KIND_message, DISCIPLINE_COMMUNITY, NULL, "created_at", NULL, NULL },
	{ KIND_mod_action, DISCIPLINE_COMMUNITY, NULL, "at", NULL, NULL },
	{ KIND_member_day, DISCIPLINE_COMMUNITY, NULL, NULL, "on_day", "on_day" },
};

/* ---- which account ---- */

guint
scope_map_count(const struct scope_map *scopes)
{
	return scopes->accounts->len;
}

const struct account *
scope_map_account(const struct scope_map *scopes, guint scope)
{
	return scope < scopes->accounts->len ? g_ptr_array_index(scopes->accounts, scope) : NULL;
}

int
scope_map_find(const struct scope_map *scopes, const char *account_id)
{
	for (guint i = 0; i < scopes->accounts->len; i++)
		if (g_strcmp0(scope_map_account(scopes, i)->id, account_id) == 0)
			return (int)i;
	return SCOPE_NONE;
}

static gboolean
account_has_network(const struct account *account, const char *network)
{
	return !network || !account->network || strcmp(account->network, network) == 0;
}

static gboolean
account_is_called(const struct account *account, const char *name)
{
	return name && (g_strcmp0(account->id, name) == 0 || g_strcmp0(account->handle, name) == 0 || g_strcmp0(account->label, name) == 0);
}

/* A platform with several accounts writes the account's id in the platform's place (platforms/merge.h). */
static gboolean
account_is_on(const struct account *account, const char *platform)
{
	return strcmp(account->id, platform) == 0 || g_strcmp0(account->platform, platform) == 0;
}

guint
scope_map_of(const struct scope_map *scopes, atom platform, atom account, atom network)
{
	const char *platform_name = records_atom(scopes->records, platform), *name = records_atom(scopes->records, account);
	const char *network_name = records_atom(scopes->records, network);
	guint found = scopes->accounts->len;

	for (guint i = 0; platform_name && i < scopes->accounts->len; i++) {
		const struct account *candidate = scope_map_account(scopes, i);
		if (!account_is_on(candidate, platform_name) || !account_has_network(candidate, network_name))
			continue;
		if (strcmp(candidate->id, platform_name) == 0 || account_is_called(candidate, name))
			return i;
		if (found == scopes->accounts->len)
			found = i;
	}
	return found;
}

/* ---- how far data reach ---- */

static gint64
earlier(gint64 a, gint64 b)
{
	return a == NO_TIME ? b : b == NO_TIME ? a : MIN(a, b);
}

/* Rows of one account stand together: the last answer is nearly always the next one. */
struct finder {
	const struct scope_map *scopes;
	atom platform, account, network;
	guint scope;
	gboolean known;
};

static guint
finder_scope(struct finder *finder, atom platform, atom account, atom network)
{
	if (!finder->known || finder->platform != platform || finder->account != account || finder->network != network)
		*finder = (struct finder){ finder->scopes, platform, account, network,
		                           scope_map_of(finder->scopes, platform, account, network), TRUE };
	return finder->scope;
}

/* Field offsets of a dated kind, looked up once; a missing field is -1. */
struct places {
	gssize platform, account, network, time, first_day, last_day;
};

static gssize
place_of(enum record_kind kind, const char *field)
{
	const struct record_field *found = field ? record_field_find(kind, field) : NULL;

	return found ? (gssize)found->offset : -1;
}

static atom
atom_at(const char *row, gssize place)
{
	return place < 0 ? 0 : *(const atom *)(row + place);
}

/* `end` FALSE: the first second of the day, TRUE: its last. */
static gint64
instant_at(const char *row, gssize place, gboolean end, GTimeZone *zone)
{
	gint32 day = place < 0 ? NO_DAY : *(const gint32 *)(row + place);

	if (day == NO_DAY)
		return NO_TIME;
	return end ? instant_of_day(day + 1, zone) - 1 : instant_of_day(day, zone);
}

static void
extent_dated(struct extent *extent, const char *row, const struct places *at, GTimeZone *zone)
{
	gint64 time = at->time < 0 ? NO_TIME : *(const gint64 *)(row + at->time);

	extent_row(extent, (const struct record *)row, time != NO_TIME ? time : instant_at(row, at->first_day, FALSE, zone),
	          time != NO_TIME ? time : instant_at(row, at->last_day, TRUE, zone));
}

/* A table that we keep ourselves says nothing of how far a platform's exports reach. */
static gboolean
is_own(const struct records *records, const char *row)
{
	guint32 source = ((const struct record *)row)->source;

	return source < records->sources->len && g_str_has_prefix(((const struct source *)g_ptr_array_index(records->sources, source))->path, "tables/");
}

static void
extend_by_kind(struct scope_map *scopes, const struct dated *dated, GTimeZone *zone)
{
	const GArray *rows = scopes->records->rows[dated->kind];
	gsize size = record_type(dated->kind)->size;
	struct places at = {
		place_of(dated->kind, "platform"), place_of(dated->kind, dated->account), place_of(dated->kind, dated->account ? "network" : NULL),
		place_of(dated->kind, dated->time), place_of(dated->kind, dated->first_day), place_of(dated->kind, dated->last_day)
	};
	struct finder finder = { .scopes = scopes };

	for (guint i = 0; i < rows->len; i++) {
		const char *row = rows->data + (gsize)i * size;
		guint scope = finder_scope(&finder, atom_at(row, at.platform), atom_at(row, at.account), atom_at(row, at.network));
		if (!is_own(scopes->records, row))
			extent_dated(scopes->extents[scope], row, &at, zone);
		scopes->kinds[scope] |= (guint64)1 << dated->kind;
	}
}

/* The beginning of a day that tidings.yaml names; NO_TIME for NULL. */
static gint64
declared_day(const char *text, GTimeZone *zone)
{
	gint32 day;
	gint64 unused;

	return text && moment_parse(text, "%Y-%m-%d", zone, 0, &day, &unused) ? instant_of_day(day, zone) : NO_TIME;
}

static gint64
declared_end(const struct account *account, GTimeZone *zone)
{
	gint64 last = account ? declared_day(account->complete_to, zone) : NO_TIME;

	return last == NO_TIME ? NO_TIME : instant_of_day(day_of_instant(last, zone) + 1, zone);
}

static void
scope_map_measure(struct scope_map *scopes, GTimeZone *zone, enum discipline discipline)
{
	for (guint i = 0; i < G_N_ELEMENTS(DATED); i++)
		if (DATED[i].discipline == discipline)
			extend_by_kind(scopes, &DATED[i], zone);
	for (guint i = 0; i <= scopes->accounts->len; i++) {
		gint64 declared = declared_end(scope_map_account(scopes, i), zone);
		extent_settle(scopes->extents[i]);
		scopes->begin[i] = extent_first(scopes->extents[i]);
		scopes->end[i] = scopes->begin[i] == NO_TIME ? NO_TIME : declared != NO_TIME ? declared : extent_end(scopes->extents[i], zone);
	}
}

struct scope_map *
scope_map_new(const struct records *records, const struct project *project, enum discipline discipline)
{
	struct scope_map *scopes = g_new0(struct scope_map, 1);

	scopes->records = records;
	scopes->zone = project->zone;
	scopes->accounts = g_ptr_array_new();
	for (guint i = 0; i < project->accounts->len; i++) {
		struct account *account = g_ptr_array_index(project->accounts, i);
		if (account->discipline == discipline)
			g_ptr_array_add(scopes->accounts, account);
	}
	scopes->extents = g_new(struct extent *, scopes->accounts->len + 1);
	scopes->kinds = g_new0(guint64, scopes->accounts->len + 1);
	scopes->begin = g_new(gint64, scopes->accounts->len + 1);
	scopes->end = g_new(gint64, scopes->accounts->len + 1);
	for (guint i = 0; i <= scopes->accounts->len; i++)
		scopes->extents[i] = extent_new();
	scope_map_measure(scopes, project->zone, discipline);
	return scopes;
}

void
scope_map_free(struct scope_map *scopes)
{
	for (guint i = 0; i <= scopes->accounts->len; i++)
		extent_free(scopes->extents[i]);
	g_ptr_array_unref(scopes->accounts);
	g_free(scopes->extents);
	g_free(scopes->kinds);
	g_free(scopes->begin);
	g_free(scopes->end);
	g_free(scopes);
}

gint64
scope_map_begin(const struct scope_map *scopes, guint scope)
{
	return scopes->begin[scope];
}

gint64
scope_map_end(const struct scope_map *scopes, guint scope)
{
	return scopes->end[scope];
}

gboolean
scope_map_reports(const struct scope_map *scopes, guint scope, const struct period *period)
{
	return scopes->end[scope] != NO_TIME && scopes->end[scope] > period->start && scopes->begin[scope] < period->end;
}

gint64
scope_map_begin_all(const struct scope_map *scopes)
{
	gint64 begin = NO_TIME;

	for (guint i = 0; i <= scopes->accounts->len; i++)
		begin = earlier(begin, scopes->begin[i]);
	return begin;
}

gint64
scope_map_end_all(const struct scope_map *scopes, const struct period *period, guint64 kinds)
{
	gint64 end = NO_TIME;

	for (guint i = 0; i <= scopes->accounts->len; i++)
		if ((!kinds || scopes->kinds[i] & kinds) && (!period || scope_map_reports(scopes, i, period)))
			end = earlier(end, scopes->end[i]);
	/* kinds that belong to no account (leads of a CRM): all accounts speak for them */
	return end == NO_TIME && kinds ? scope_map_end_all(scopes, period, 0) : end;
}

/* A place that was opened later is not missing before; tidings.yaml tells one from the other. */
static gboolean
is_missing_in(const struct scope_map *scopes, guint scope, const struct period *earlier, GTimeZone *zone)
{
	const struct account *account = scope_map_account(scopes, scope);
	gint64 since = account ? declared_day(account->since, zone) : NO_TIME;

	return scopes->begin[scope] >= earlier->end && (since == NO_TIME || since < earlier->start);
}

guint
scope_map_lacking(const struct scope_map *scopes, const struct period *reported, const struct period *earlier, guint64 kinds, guint *of)
{
	guint lacking = 0;

	*of = 0;
	for (guint i = 0; i < scopes->accounts->len; i++) {
		if ((kinds && !(scopes->kinds[i] & kinds)) || !scope_map_reports(scopes, i, reported))
			continue;
		(*of)++;
		lacking += is_missing_in(scopes, i, earlier, scopes->zone);
	}
	return lacking;
}

/* ---- dates that nothing bears out ---- */

static void
stray_said(const struct scope_map *scopes, guint scope, struct complaints *complaints)
{
	static const char *const why[] = { NULL, "after the day on which its own export was made", "a year or more after everything else" };
	static const char hint[] = "where the date is right, `complete_to:` of the account says up to which day its exports are whole; --period names the month itself";
	const struct account *account = scope_map_account(scopes, scope);
	struct record row;
	gint64 to;
	guint count;
	enum stray stray = extent_stray(scopes->extents[scope], &row, &count, &to);

	if (stray == STRAY_NONE || (account && account->complete_to))
		return;
	g_autofree char *day = day_iso(day_of_instant(to, scopes->zone)), *more = count > 1 ? g_strdup_printf(" (the last of %u such rows)", count) : NULL;
	complain(complaints, SEVERITY_WARNING, record_place(scopes->records, &row), "stray-date", hint,
	         "%s lies %s%s; the data of %s are not taken to reach so far", day, why[stray], more ? more : "", account ? account->label : "other accounts");
}

void
scope_map_strays_said(const struct scope_map *scopes, struct complaints *complaints)
{
	for (guint i = 0; i <= scopes->accounts->len; i++)
		stray_said(scopes, i, complaints);
}

gint64
scope_map_alone_from(const struct scope_map *scopes)
{
	gint64 from = NO_TIME;

	for (guint i = 0; i <= scopes->accounts->len; i++)
		from = earlier(from, extent_alone_from(scopes->extents[i]));
	return from;
}

/* ---- the default period ---- */

static int
compare_descending(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x < y) - (x > y);
}

gboolean
scope_map_last_month(const struct scope_map *const *sides, guint n, gint64 now, GTimeZone *zone, struct period *period)
{
	g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint side = 0; side < n; side++)
		for (guint i = 0; i <= sides[side]->accounts->len; i++)
			if (sides[side]->end[i] != NO_TIME) {
				gint64 end = now != NO_TIME && now >= sides[side]->begin[i] ? MIN(sides[side]->end[i], now) : sides[side]->end[i];
				g_array_append_val(ends, end);
			}
	if (ends->len == 0)
		return FALSE;
	qsort(ends->data, ends->len, sizeof(gint64), compare_descending);
	gint64 most = g_array_index(ends, gint64, ends->len / 2);
	*period = period_of_day(PERIOD_MONTH, day_of_instant(most, zone), zone);
	if (period->end > most)
		*period = period_step(*period, -1, zone);
	return TRUE;
}
