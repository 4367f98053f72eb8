/* Who is who: a member row for everybody who took part, the person behind each account, and what kind they are. */
#include <string.h>

#include "base/text.h"
#include "platforms/account.h"
#include "platforms/merge_steps.h"

#define DOMINANT_SHARE 0.15 /* METRICS §6.0b.4 */
#define DOMINANT_LEAST 200  /* messages: below, one busy person is nothing odd */

struct people {
	struct records *records;
	const struct project *project;
	struct complaints *complaints;
	GHashTable *members; /* platform and account as one number → index + 1 */
	GArray *parents;     /* guint: union-find, a node a member, then people and e-mail hashes */
	GHashTable *nodes;   /* "p…" a person's name, "e…" an e-mail hash → node + 1 */
	GPtrArray *names;    /* by node: the person's name, or NULL */
};

static struct member *member_at(const struct people *people, guint index)
{
	return RECORD_AT(people->records, member, index);
}

static gint64 pair(atom platform, atom account)
{
	return (gint64)platform << 32 | account;
}

/* 0, or index + 1. */
static guint member_find(const struct people *people, atom platform, atom account)
{
	gint64 key = pair(platform, account);

	return GPOINTER_TO_UINT(g_hash_table_lookup(people->members, &key));
}

static void member_index(struct people *people, guint index)
{
	gint64 *key = g_new(gint64, 1);
	const struct member *member = member_at(people, index);

	*key = pair(member->platform, member->account);
	g_hash_table_insert(people->members, key, GUINT_TO_POINTER(index + 1));
}

/* ---- a row for everybody ---- */

static void member_ensure(struct people *people, atom platform, atom account, atom name, const struct record *record)
{
	struct member member;

	if (!account)
		return;
	guint found = member_find(people, platform, account);
	if (found) {
		if (!member_at(people, found - 1)->name)
			member_at(people, found - 1)->name = name;
		return;
	}
	record_clear(KIND_member, &member);
	member.record = *record;
	member.platform = platform;
	member.account = account;
	member.name = name;
	records_add(people->records, KIND_member, &member);
	member_index(people, RECORD_COUNT_OF(people->records, member) - 1);
}

static void everybody(struct people *people)
{
	struct records *records = people->records;

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++)
		member_index(people, i);
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		member_ensure(people, message->platform, message->account, message->author_name, &message->record);
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, reaction); i++) {
		const struct reaction *reaction = RECORD_AT(records, reaction, i);
		member_ensure(people, reaction->platform, reaction->account, 0, &reaction->record);
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, attendance); i++) {
		const struct attendance *attendance = RECORD_AT(records, attendance, i);
		if (attendance->platform)
			member_ensure(people, attendance->platform, attendance->account, 0, &attendance->record);
	}
}

/* ---- union-find ---- */

static guint root_of(struct people *people, guint node)
{
	guint *parents = (guint *)people->parents->data;

	while (parents[node] != node)
		node = parents[node] = parents[parents[node]];
	return node;
}

/* The smaller node stays the root, so names do not depend on the order of joining. */
static void unite(struct people *people, guint a, guint b)
{
	guint left = root_of(people, a), right = root_of(people, b);

	if (left != right)
		g_array_index(people->parents, guint, MAX(left, right)) = MIN(left, right);
}

static guint node_named(struct people *people, char kind, const char *name)
{
	g_autofree char *key = g_strdup_printf("%c%s", kind, name);
	guint node = GPOINTER_TO_UINT(g_hash_table_lookup(people->nodes, key));

	if (node)
		return node - 1;
	node = people->parents->len;
	g_array_append_val(people->parents, node);
	g_ptr_array_add(people->names, kind == 'p' ? g_strdup(name) : NULL);
	g_hash_table_insert(people->nodes, g_steal_pointer(&key), GUINT_TO_POINTER(node + 1));
	return node;
}

/* ---- people.csv ---- */

/* By id, else by handle, else by name; nobody when two have it. */
static guint member_meant(const struct people *people, const struct person_row *row)
{
	const struct records *records = people->records;
	guint by_name = 0, names = 0;

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = member_at(people, i);
		if (row->platform && !place_means(people->project, row->platform, records_atom(records, member->platform)))
			continue;
		if (!g_strcmp0(records_atom(records, member->account), row->account) || !g_strcmp0(records_atom(records, member->handle), row->account))
			return i + 1;
		if (!g_strcmp0(records_atom(records, member->name), row->account)) {
			by_name = i + 1;
			names++;
		}
	}
	return names == 1 ? by_name : 0;
}

/* The quick way first: most rows give an id. */
static guint member_of_row(const struct people *people, const struct person_row *row)
{
	atom account = intern_find(people->records->atoms, row->account, -1);
	const char *place = row->platform ? place_of_name(people->project, row->platform) : NULL;
	atom platform = row->platform ? intern_find(people->records->atoms, place ? place : row->platform, -1) : 0;
	guint found = account && platform ? member_find(people, platform, account) : 0;

	return found || !account ? found : member_meant(people, row);
}

/* As people.csv says it; an unknown word is told, and counts as nothing said. */
static guint8 choice_told(struct people *people, const struct person_row *row, const char *field, const char *word)
{
	const char *const *words = record_field_find(KIND_member, field)->words;
	g_autofree char *folded = word ? text_fold(word) : NULL;
	int number = word ? choice_find(words, folded) : 0;

	if (number >= 0)
		return (guint8)number;
	g_autofree char *known = g_strjoinv(", ", (char **)words);
	complain(people->complaints, SEVERITY_ERROR, row->at, "people-word", known, "no such %s: \"%s\"", field, word);
	return 0;
}

static gint64 beginning(const struct people *people, gint32 day)
{
	return day == NO_DAY ? NO_TIME : instant_of_day(day, people->project->zone);
}

static void standing_add(struct people *people, const struct member *member, gint64 since, guint8 relation, guint8 stage)
{
	struct standing standing;

	record_clear(KIND_standing, &standing);
	standing.record = member->record;
	standing.platform = member->platform;
	standing.account = member->account;
	standing.since = since;
	standing.relation = relation;
	standing.stage = stage;
	records_add(people->records, KIND_standing, &standing);
}

/* Each row counts from its day on; the member's own fields say how it is with the latest. */
static void take_standing(struct people *people, struct member *member, const struct person_row *row)
{
	guint8 relation = choice_told(people, row, "relation", row->relation), stage = choice_told(people, row, "stage", row->stage);
	gint64 relation_since = beginning(people, row->relation_since);

	if (relation)
		standing_add(people, member, relation_since, relation, 0);
	if (stage)
		standing_add(people, member, beginning(people, row->stage_since), 0, stage);
	if (relation && (!member->relation || relation_since >= member->relation_since)) { /* NO_TIME is the least of all */
		member->relation = relation;
		member->relation_since = relation_since;
	}
	if (stage)
		member->stage = stage;
}

/* What exports say beside their members. */
static void take_exported(struct people *people)
{
	guint count = RECORD_COUNT_OF(people->records, member);

	for (guint i = 0; i < count; i++) {
		const struct member *member = member_at(people, i);
		if (member->relation)
			standing_add(people, member, member->relation_since, member->relation, 0);
		if (member->stage)
			standing_add(people, member, NO_TIME, 0, member->stage);
	}
}

static void take_row(struct people *people, const struct person_row *row)
{
	guint found = member_of_row(people, row);

	if (!found)
		return;
	struct member *member = member_at(people, found - 1);
	unite(people, found - 1, node_named(people, 'p', row->person));
	if (row->kind)
		member->kind = choice_told(people, row, "kind", row->kind);
	take_standing(people, member, row);
	if (row->region)
		member->region = intern_add(people->records->atoms, row->region, -1);
	if (row->role)
		member->role = intern_add(people->records->atoms, row->role, -1);
}

static void join_people(struct people *people)
{
	struct records *records = people->records;

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = member_at(people, i);
		if (member->person)
			unite(people, i, node_named(people, 'p', records_atom(records, member->person)));
		if (member->email_hash)
			unite(people, i, node_named(people, 'e', records_atom(records, member->email_hash)));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, alias); i++) {
		const struct alias *alias = RECORD_AT(records, alias, i);
		guint found = member_find(people, alias->platform, alias->account);
		if (found && alias->person)
			unite(people, found - 1, node_named(people, 'p', records_atom(records, alias->person)));
	}
	take_exported(people);
	for (guint i = 0; people->project && i < people->project->people->len; i++)
		take_row(people, people->project->people->pdata[i]);
}

/* Of several names in one person the first that was given; of none, the first account. */
static void name_people(struct people *people)
{
	guint count = people->parents->len, members = RECORD_COUNT_OF(people->records, member);
	g_autofree const char **chosen = g_new0(const char *, count + 1);

	for (guint node = members; node < count; node++)
		if (people->names->pdata[node] && !chosen[root_of(people, node)])
			chosen[root_of(people, node)] = people->names->pdata[node];
	for (guint i = 0; i < members; i++) {
		struct member *member = member_at(people, i);
		const struct member *first = member_at(people, root_of(people, i));
		const char *name = chosen[root_of(people, i)];
		g_autofree char *made = name ? NULL : g_strdup_printf("%s:%s", records_atom(people->records, first->platform),
		                                                      records_atom(people->records, first->account));
		member->person = intern_add(people->records->atoms, name ? name : made, -1);
	}
}

/* ---- kinds ---- */

static gboolean is_listed_bot(const struct people *people, const struct member *member)
{
	const struct records *records = people->records;

	for (guint i = 0; people->project && i < people->project->bots->len; i++) {
		const char *written = people->project->bots->pdata[i];
		const char *colon = strchr(written, ':');
		g_autofree char *place = colon ? g_strndup(written, (gsize)(colon - written)) : NULL;
		const char *account = colon ? colon + 1 : written;
		if (place && !place_means(people->project, place, records_atom(records, member->platform)))
			continue;
		if (!g_strcmp0(records_atom(records, member->account), account) || !g_strcmp0(records_atom(records, member->handle), account) ||
		    !g_strcmp0(records_atom(records, member->name), account))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_bot_name(const GRegex *pattern, const char *name)
{
	g_autofree char *folded = name ? text_fold(name) : NULL;

	return folded && g_regex_match(pattern, folded, 0, NULL);
}

static void name_bot(struct people *people, const struct member *member)
{
	const char *name = records_atom(people->records, member->name ? member->name : member->account);
	struct complaint note = {.severity = SEVERITY_NOTE, .at = record_place(people->records, &member->record), .kind = "bot-by-name", .column = name,
	                         .hint = "if it is a person, say `kind` member in people.csv"};
	g_autofree char *message = g_strdup_printf("\"%s\" counts as a bot, by its name", name);

	note.message = message;
	note.discreet = "an account counts as a bot, by its name";
	complaints_add(people->complaints, &note);
}

static void find_bots(struct people *people)
{
	g_autoptr(GRegex) pattern = g_regex_new("(^|[-_ ])bot$|:bot:$|\\[bot\\]$", 0, 0, NULL);
	const struct records *records = people->records;

	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		guint found = message->from_bot == 1 ? member_find(people, message->platform, message->account) : 0;
		if (found && member_at(people, found - 1)->kind == MEMBER_UNKNOWN)
			member_at(people, found - 1)->kind = MEMBER_BOT;
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		struct member *member = member_at(people, i);
		if (is_listed_bot(people, member))
			member->kind = MEMBER_BOT;
		if (member->kind != MEMBER_UNKNOWN)
			continue;
		if (has_bot_name(pattern, records_atom(records, member->name)) || has_bot_name(pattern, records_atom(records, member->handle)) ||
		    has_bot_name(pattern, records_atom(records, member->account))) {
			member->kind = MEMBER_BOT;
			name_bot(people, member);
		}
	}
}

static gboolean is_on_staff(const struct people *people, const struct member *member)
{
	const struct records *records = people->records;

	for (guint i = 0; i < people->project->staff->len; i++) {
		const struct staff_member *staff = people->project->staff->pdata[i];
		const char *colon = strchr(staff->person, ':');
		if (!g_strcmp0(records_atom(records, member->person), staff->person))
			return TRUE;
		g_autofree char *place = colon ? g_strndup(staff->person, (gsize)(colon - staff->person)) : NULL;
		if (colon && place_means(people->project, place, records_atom(records, member->platform)) &&
		    !g_strcmp0(records_atom(records, member->account), colon + 1))
			return TRUE;
	}
	return FALSE;
}

/* Staff is who tidings.yaml or people.csv says; only when they name nobody, the platform's mark on messages counts. */
static void find_staff(struct people *people)
{
	guint named = 0;

	for (guint i = 0; i < RECORD_COUNT_OF(people->records, member); i++) {
		struct member *member = member_at(people, i);
		if (people->project && is_on_staff(people, member))
			member->kind = MEMBER_STAFF;
		named += member->kind == MEMBER_STAFF;
	}
	if (named || (people->project && people->project->staff->len))
		return;
	for (guint i = 0; i < RECORD_COUNT_OF(people->records, message); i++) {
		const struct message *message = RECORD_AT(people->records, message, i);
		guint found = message->from_staff == 1 ? member_find(people, message->platform, message->account) : 0;
		if (found && member_at(people, found - 1)->kind == MEMBER_UNKNOWN)
			member_at(people, found - 1)->kind = MEMBER_STAFF;
	}
}

static void find_deleted(struct people *people)
{
	for (guint i = 0; i < RECORD_COUNT_OF(people->records, message); i++) {
		const struct message *message = RECORD_AT(people->records, message, i);
		guint found = message->from_deleted == 1 ? member_find(people, message->platform, message->account) : 0;
		if (found)
			member_at(people, found - 1)->kind = MEMBER_DELETED;
	}
}

/* A bridge posts many people's words under one name. */
static void find_dominant(struct people *people)
{
	const struct records *records = people->records;
	guint members = RECORD_COUNT_OF(records, member), all = 0;
	g_autofree guint *counts = g_new0(guint, members + 1);

	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		guint found = message->account ? member_find(people, message->platform, message->account) : 0;
		all++;
		if (found)
			counts[found - 1]++;
	}
	for (guint i = 0; i < members; i++) {
		const struct member *member = member_at(people, i);
		if (counts[i] < DOMINANT_LEAST || counts[i] <= DOMINANT_SHARE * all || member->kind != MEMBER_UNKNOWN)
			continue;
		const char *name = records_atom(records, member->name ? member->name : member->account);
		g_autofree char *discreet = g_strdup_printf("one account wrote %.0f %% of all messages", 100.0 * counts[i] / all);
		g_autofree char *message = g_strdup_printf("%s: \"%s\". A bot or a bridge?", discreet, name);
		complaints_add(people->complaints, &(struct complaint){ .severity = SEVERITY_WARNING, .at = record_place(records, &member->record),
		               .kind = "dominant-account", .message = message, .discreet = discreet,
		               .hint = "list it under `bots:` in tidings.yaml, or say its `kind` in people.csv" });
	}
}

void records_people(struct records *records, const struct project *project, struct complaints *complaints)
{
	struct people people = {.records = records, .project = project, .complaints = complaints};

	people.members = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	people.nodes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	people.names = g_ptr_array_new_with_free_func(g_free);
	people.parents = g_array_new(FALSE, FALSE, sizeof(guint));
	everybody(&people);
	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		g_array_append_val(people.parents, i);
		g_ptr_array_add(people.names, NULL);
	}
	join_people(&people);
	name_people(&people);
	find_deleted(&people);
	find_bots(&people);
	find_staff(&people);
	find_dominant(&people);
	g_hash_table_unref(people.members);
	g_hash_table_unref(people.nodes);
	g_ptr_array_unref(people.names);
	g_array_unref(people.parents);
}
