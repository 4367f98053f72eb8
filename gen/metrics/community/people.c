/* People: the accounts of member rows joined to persons, with one kind each, and the person behind every message. */
#include <string.h>

#include "base/text.h"
#include "metrics/community/building.h"

static struct person
person_of(atom id, atom platform)
{
	return (struct person){ .id = id, .platform = platform, .kind = MEMBER_UNKNOWN, .joined_at = NO_TIME, .first_at = NO_TIME,
	                        .first_utterance = NO_UTTERANCE };
}

/* Of several accounts the strongest mark counts: one staff account makes a staff person. */
static guint8
kind_stronger(guint8 a, guint8 b)
{
	static const guint8 strength[] = { [MEMBER_UNKNOWN] = 0, [MEMBER_DELETED] = 1, [MEMBER_MEMBER] = 2, [MEMBER_BOT] = 3, [MEMBER_STAFF] = 4 };

	return strength[b] > strength[a] ? b : a;
}

static gboolean
moderates(const struct records *records, const struct member *member)
{
	const char *role = records_atom(records, member->role);
	g_autofree char *folded = role ? text_fold(role) : NULL;

	return folded && strstr(folded, "moderator");
}

static void
person_take(const struct records *records, struct person *person, const struct member *member)
{
	person->accounts++;
	person->kind = kind_stronger(person->kind, member->kind);
	person->moderates |= moderates(records, member);
	if (!person->region)
		person->region = member->region;
	if (member->joined_at != NO_TIME && (person->joined_at == NO_TIME || member->joined_at < person->joined_at))
		person->joined_at = member->joined_at;
}

/* A member row without a person (records that were not merged) is a person of its own. */
static void
people_of_members(struct building *building, GArray *people)
{
	const struct records *records = building->conversation->records;
	guint32 n = RECORD_COUNT_OF(records, member);
	AUTO(lookup) by_id = lookup_new(intern_count(records->atoms), n);

	building->accounts = lookup_new(intern_count(records->atoms), n);
	building->person_of_member = g_new(guint32, n);
	for (guint32 i = 0; i < n; i++) {
		const struct member *member = RECORD_AT(records, member, i);
		guint32 person = lookup_first(by_id, member->person);
		if (person == NO_ROW) {
			struct person fresh = member->person ? person_of(member->person, 0) : person_of(member->account, member->platform);
			g_array_append_val(people, fresh);
			person = people->len - 1;
			if (member->person)
				lookup_add(by_id, member->person, person);
		}
		building->person_of_member[i] = person;
		person_take(records, &g_array_index(people, struct person, person), member);
		lookup_add(building->accounts, member->account, i);
	}
}

static guint64
account_key(atom platform, atom account)
{
	return (guint64)platform << 32 | account;
}

guint32
building_person(const struct building *building, atom platform, atom account)
{
	const struct records *records = building->conversation->records;
	guint32 row = lookup_first(building->accounts, account);

	while (row != NO_ROW && RECORD_AT(records, member, row)->platform != platform)
		row = lookup_next(building->accounts, row);
	if (row != NO_ROW)
		return building->person_of_member[row];
	guint64 key = account_key(platform, account);
	gpointer stranger = account ? g_hash_table_lookup(building->strangers, &key) : NULL;
	return stranger ? GPOINTER_TO_UINT(stranger) - 1 : NOBODY;
}

static guint32
author_add(struct building *building, GArray *people, atom platform, atom account)
{
	guint32 person = building_person(building, platform, account);

	if (person != NOBODY || !account)
		return person;
	struct person fresh = person_of(account, platform);
	g_array_append_val(people, fresh);
	guint64 *key = g_new(guint64, 1);
	*key = account_key(platform, account);
	g_hash_table_insert(building->strangers, key, GUINT_TO_POINTER(people->len));
	return people->len - 1;
}

static void
people_of_messages(struct building *building, GArray *people)
{
	const struct records *records = building->conversation->records;
	guint32 n = RECORD_COUNT_OF(records, message);

	building->strangers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	building->person_of_message = g_new(guint32, n);
	for (guint32 i = 0; i < n; i++) {
		const struct message *message = RECORD_AT(records, message, i);
		building->person_of_message[i] = author_add(building, people, message->platform, message->account);
	}
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, attendance); i++) {
		const struct attendance *row = RECORD_AT(records, attendance, i);
		author_add(building, people, row->platform, row->account);
	}
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, member_day); i++) {
		const struct member_day *row = RECORD_AT(records, member_day, i);
		author_add(building, people, row->platform, row->account);
	}
}

/* ---- an order that rows cannot change ---- */

struct naming {
	const struct records *records;
	const struct person *people;
};

static int
compare_people(const void *a, const void *b, void *user)
{
	const struct naming *naming = user;
	const struct person *x = &naming->people[*(const guint32 *)a], *y = &naming->people[*(const guint32 *)b];
	int order = g_strcmp0(records_atom(naming->records, x->id), records_atom(naming->records, y->id));

	return order ? order : g_strcmp0(records_atom(naming->records, x->platform), records_atom(naming->records, y->platform));
}

static void
relabel(struct building *building, const guint32 *number)
{
	const struct records *records = building->conversation->records;
	GHashTableIter iter;
	gpointer key, value;

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, member); i++)
		building->person_of_member[i] = number[building->person_of_member[i]];
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, message); i++)
		if (building->person_of_message[i] != NOBODY)
			building->person_of_message[i] = number[building->person_of_message[i]];
	g_hash_table_iter_init(&iter, building->strangers);
	while (g_hash_table_iter_next(&iter, &key, &value))
		g_hash_table_iter_replace(&iter, GUINT_TO_POINTER(number[GPOINTER_TO_UINT(value) - 1] + 1));
}

static void
people_sort(struct building *building, const GArray *people)
{
	struct conversation *conversation = building->conversation;
	guint32 n = people->len;
	g_autofree guint32 *order = g_new(guint32, n), *number = g_new(guint32, n);
	struct naming naming = { conversation->records, (const struct person *)(void *)people->data };

	for (guint32 i = 0; i < n; i++)
		order[i] = i;
	if (n)
		g_qsort_with_data(order, (gint)n, sizeof *order, compare_people, &naming);
	conversation->people = g_new(struct person, n);
	conversation->n_people = n;
	for (guint32 i = 0; i < n; i++) {
		conversation->people[i] = g_array_index(people, struct person, order[i]);
		number[order[i]] = i;
	}
	relabel(building, number);
}

/* ---- kinds ---- */

/* §6.0b.5: unknown counts as member. */
static void
kinds_settle(struct conversation *conversation)
{
	for (guint32 i = 0; i < conversation->n_people; i++) {
		struct person *person = &conversation->people[i];
		conversation->has_staff |= person->kind == MEMBER_STAFF;
		person->was_unknown = person->kind == MEMBER_UNKNOWN;
		if (person->was_unknown)
			person->kind = MEMBER_MEMBER;
	}
	conversation->has_staff |= conversation->project->staff->len > 0;
}

static void
bans_note(struct building *building)
{
	const struct records *records = building->conversation->records;

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, mod_action); i++) {
		const struct mod_action *action = RECORD_AT(records, mod_action, i);
		guint32 person = building_person(building, action->platform, action->target);
		gboolean is_spam = action->kind == MOD_SPAM && action->actor != ACTOR_MEMBER; /* members only say so */
		if (person != NOBODY && action->reversed_at == NO_TIME && (action->kind == MOD_BAN || is_spam))
			building->conversation->people[person].banned = 1;
	}
}

/* ---- what they are to us ---- */

static int
compare_standings(const void *a, const void *b)
{
	const struct standing_since *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return x->relation != y->relation ? (x->relation > y->relation) - (x->relation < y->relation)
	                                  : (x->stage > y->stage) - (x->stage < y->stage);
}

static void
standings_gather(struct building *building)
{
	struct conversation *conversation = building->conversation;
	const struct records *records = conversation->records;
	GArray *standings = g_array_new(FALSE, FALSE, sizeof(struct standing_since));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, standing); i++) {
		const struct standing *row = RECORD_AT(records, standing, i);
		struct standing_since standing = { building_person(building, row->platform, row->account), row->since, row->relation, row->stage };
		if (standing.person != NOBODY)
			g_array_append_val(standings, standing);
	}
	g_array_sort(standings, compare_standings);
	conversation->n_standings = standings->len;
	conversation->standings = (struct standing_since *)(void *)g_array_free(standings, FALSE);
}

void
build_people(struct building *building)
{
	g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(struct person));

	people_of_members(building, people);
	people_of_messages(building, people);
	people_sort(building, people);
	kinds_settle(building->conversation);
	bans_note(building);
	standings_gather(building);
}
