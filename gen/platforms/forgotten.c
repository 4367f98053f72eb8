/* From requests to people: accounts, what ties them together, names. */
#include "platforms/forgotten.h"

#include <string.h>

#include "platforms/merge_steps.h"

#define NAME_LEAST 4     /* letters and digits: a shorter handle stands in too many words */
#define TOGETHER_LEAST 8 /* "hannaortiz" can be nobody else, "allo" can */
#define BETWEEN "[\\s._\\x{2010}\\x{2019}-]"

struct person {
	struct gone gone;
	const struct erasure_row *row;  /* NULL: an export asked */
	const char *platform, *account; /* as asked for */
	atom word;                      /* `account` as an atom; 0 when no record has it */
	gboolean anonymise;
	guint number;                   /* of the request */
	struct person *same_as;         /* an earlier request is for the same person */
	char *least;                    /* the first of their accounts by name: the tombstone is made of it */
};

struct forgetting {
	struct records *records;
	const struct project *project;
	GPtrArray *asked;     /* struct person * */
	GHashTable *accounts; /* platform and account as one number → struct person * */
	GHashTable *ties;     /* "p…" a person's name, "e…" an e-mail hash → struct person * */
	GHashTable *words;    /* atoms by which rows of people.csv may mean one of those accounts */
	GRegex *pattern;      /* any name of anybody */
};

static void
person_free(gpointer pointer)
{
	struct person *person = pointer;

	g_free(person->least);
	g_free(person);
}

/* ---- requests ---- */

static struct person *
ask(struct forgetting *forgetting, const char *platform, const char *account, gboolean anonymise, gint32 requested_on)
{
	struct person *person = g_new0(struct person, 1);
	struct forgotten *told = forgotten_new(requested_on, anonymise);

	*person = (struct person){ .gone = { told, 0 }, .platform = platform && *platform ? platform : "*", .account = account, .anonymise = anonymise, .number = forgetting->asked->len,
	                           .word = intern_find(forgetting->records->atoms, account, -1) };
	g_ptr_array_add(forgetting->asked, person);
	g_ptr_array_add(forgetting->records->forgotten, told);
	return person;
}

static void
requests_gather(struct forgetting *forgetting)
{
	const struct records *records = forgetting->records;

	for (guint i = 0; forgetting->project && i < forgetting->project->erased->len; i++) {
		const struct erasure_row *row = g_ptr_array_index(forgetting->project->erased, i);
		struct person *person = ask(forgetting, row->platform, row->account, row->anonymise, row->requested_on);
		person->row = row;
		for (guint name = 0; name < row->names->len; name++)
			g_ptr_array_add(person->gone.told->names, g_strdup(g_ptr_array_index(row->names, name)));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, erasure); i++) {
		const struct erasure *erasure = RECORD_AT(records, erasure, i);
		ask(forgetting, records_atom(records, erasure->platform), records_atom(records, erasure->account),
		    !g_strcmp0(records_atom(records, erasure->mode), "anonymise"), erasure->requested_on);
	}
}

/* ---- accounts ---- */

static gint64
pair(atom platform, atom account)
{
	return (gint64)platform << 32 | account;
}

static struct person *
person_of(const struct forgetting *forgetting, atom platform, atom account)
{
	gint64 key = pair(platform, account);

	return account ? g_hash_table_lookup(forgetting->accounts, &key) : NULL;
}

static struct person *
person_first(struct person *person)
{
	while (person->same_as)
		person = person->same_as;
	return person;
}

/* Two requests for one person: the earlier stands. */
static gboolean
persons_join(struct person *a, struct person *b)
{
	a = person_first(a);
	b = person_first(b);
	if (a == b)
		return FALSE;
	if (a->number < b->number)
		b->same_as = a;
	else
		a->same_as = b;
	return TRUE;
}

/* TRUE when something new is known of them. */
static gboolean
account_take(struct forgetting *forgetting, struct person *person, atom platform, atom account)
{
	struct person *known = person_of(forgetting, platform, account);
	gint64 *key;

	if (known || !account)
		return known && persons_join(known, person);
	key = g_new(gint64, 1);
	*key = pair(platform, account);
	g_hash_table_insert(forgetting->accounts, key, person);
	return TRUE;
}

static gboolean
tie_take(struct forgetting *forgetting, struct person *person, char kind, const char *name)
{
	g_autofree char *key = name ? g_strdup_printf("%c%s", kind, name) : NULL;
	struct person *known = key ? g_hash_table_lookup(forgetting->ties, key) : NULL;

	if (known || !key)
		return known && persons_join(known, person);
	g_hash_table_insert(forgetting->ties, g_steal_pointer(&key), person);
	return TRUE;
}

static struct person *
person_tied(const struct forgetting *forgetting, char kind, const char *name)
{
	g_autofree char *key = name ? g_strdup_printf("%c%s", kind, name) : NULL;

	return key ? g_hash_table_lookup(forgetting->ties, key) : NULL;
}

static gboolean
means_place(const struct forgetting *forgetting, const char *asked, atom platform)
{
	const char *place = records_atom(forgetting->records, platform);

	if (!asked || !*asked || (!forgetting->project && !strcmp(asked, "*")))
		return TRUE;
	return forgetting->project ? place_means(forgetting->project, asked, place) : !g_strcmp0(asked, place);
}

/* A request names an account by its id, its handle or its name … */
static void
accounts_asked(struct forgetting *forgetting, struct person *person)
{
	const struct records *records = forgetting->records;

	for (guint i = 0; person->word && i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		if ((member->account == person->word || member->handle == person->word || member->name == person->word) &&
		    means_place(forgetting, person->platform, member->platform))
			account_take(forgetting, person, member->platform, member->account);
	}
	for (guint i = 0; person->word && i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		if ((message->account == person->word || message->author_name == person->word) && means_place(forgetting, person->platform, message->platform))
			account_take(forgetting, person, message->platform, message->account);
	}
	for (guint i = 0; person->word && i < RECORD_COUNT_OF(records, attendance); i++) {
		const struct attendance *attendance = RECORD_AT(records, attendance, i);
		if (attendance->account == person->word && means_place(forgetting, person->platform, attendance->platform))
			account_take(forgetting, person, attendance->platform, attendance->account);
	}
}

/* … or the person of people.csv. */
static void
ties_asked(struct forgetting *forgetting, struct person *person)
{
	for (guint i = 0; forgetting->project && i < forgetting->project->people->len; i++) {
		const struct person_row *row = g_ptr_array_index(forgetting->project->people, i);
		if (!g_strcmp0(row->person, person->account) || (!g_strcmp0(row->account, person->account) &&
		    (!row->platform || !strcmp(person->platform, "*") || !strcmp(person->platform, row->platform))))
			tie_take(forgetting, person, 'p', row->person);
	}
}

/* ---- what ties accounts together, again and again until nothing is new ---- */

static gboolean
member_spread(struct forgetting *forgetting, const struct member *member)
{
	const char *name = records_atom(forgetting->records, member->person), *hash = records_atom(forgetting->records, member->email_hash);
	struct person *known = person_of(forgetting, member->platform, member->account);

	known = known ? known : person_tied(forgetting, 'p', name);
	known = known ? known : person_tied(forgetting, 'e', hash);
	if (!known)
		return FALSE;
	g_hash_table_add(forgetting->words, GUINT_TO_POINTER(member->account));
	g_hash_table_add(forgetting->words, GUINT_TO_POINTER(member->handle));
	g_hash_table_add(forgetting->words, GUINT_TO_POINTER(member->name));
	gboolean more = account_take(forgetting, known, member->platform, member->account);
	more |= tie_take(forgetting, known, 'p', name);
	return tie_take(forgetting, known, 'e', hash) || more;
}

static gboolean
alias_spread(struct forgetting *forgetting, const struct alias *alias)
{
	const char *name = records_atom(forgetting->records, alias->person);
	struct person *known = person_of(forgetting, alias->platform, alias->account);

	known = known ? known : person_tied(forgetting, 'p', name);
	if (!known)
		return FALSE;
	gboolean more = account_take(forgetting, known, alias->platform, alias->account);
	return tie_take(forgetting, known, 'p', name) || more;
}

/* A row of people.csv ties the accounts that it means to its person. */
static gboolean
row_spread(struct forgetting *forgetting, const struct person_row *row)
{
	const struct records *records = forgetting->records;
	atom word = intern_find(records->atoms, row->account, -1);
	struct person *known = person_tied(forgetting, 'p', row->person);
	gboolean more = FALSE, concerns = word && (known || g_hash_table_contains(forgetting->words, GUINT_TO_POINTER(word)));

	for (guint i = 0; concerns && i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		if ((member->account != word && member->handle != word && member->name != word) || !means_place(forgetting, row->platform, member->platform))
			continue;
		struct person *person = person_of(forgetting, member->platform, member->account);
		if (person)
			more |= tie_take(forgetting, person, 'p', row->person);
		else if (known)
			more |= account_take(forgetting, known, member->platform, member->account);
	}
	return more;
}

static gboolean
spread(struct forgetting *forgetting)
{
	const struct records *records = forgetting->records;
	gboolean more = FALSE;

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++)
		more |= member_spread(forgetting, RECORD_AT(records, member, i));
	for (guint i = 0; i < RECORD_COUNT_OF(records, alias); i++)
		more |= alias_spread(forgetting, RECORD_AT(records, alias, i));
	for (guint i = 0; forgetting->project && i < forgetting->project->people->len; i++)
		more |= row_spread(forgetting, g_ptr_array_index(forgetting->project->people, i));
	return more;
}

/* ---- names ---- */

static void
name_take(struct person *person, const char *name)
{
	if (name && *name)
		g_ptr_array_add(person_first(person)->gone.told->names, g_strdup(name));
}

static void
names_gather(struct forgetting *forgetting)
{
	const struct records *records = forgetting->records;

	for (guint i = 0; i < forgetting->asked->len; i++) {
		struct person *person = g_ptr_array_index(forgetting->asked, i), *first = person_first(person);
		for (guint name = 0; person != first && name < person->gone.told->names->len; name++)
			name_take(first, g_ptr_array_index(person->gone.told->names, name));
		name_take(first, person->account);
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		struct person *person = person_of(forgetting, member->platform, member->account);
		const atom called[] = { member->account, member->handle, member->name };
		for (guint c = 0; person && c < G_N_ELEMENTS(called); c++)
			name_take(person, records_atom(records, called[c]));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		struct person *person = message->author_name ? person_of(forgetting, message->platform, message->account) : NULL;
		if (person)
			name_take(person, records_atom(records, message->author_name));
	}
	for (guint i = 0; forgetting->project && i < forgetting->project->people->len; i++) {
		const struct person_row *row = g_ptr_array_index(forgetting->project->people, i);
		struct person *person = person_tied(forgetting, 'p', row->person);
		if (person)
			name_take(person, row->name);
	}
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each name once: a message a row says it again and again. */
static void
names_tidy(GPtrArray *names)
{
	g_ptr_array_sort(names, compare_names);
	for (guint i = names->len; i-- > 1;)
		if (strcmp(g_ptr_array_index(names, i), g_ptr_array_index(names, i - 1)) == 0)
			g_ptr_array_remove_index(names, i);
}

/* The parts of a name, escaped, with what may stand between them; NULL where nothing is left to look for. */
static char *
name_pattern(const char *name, glong least)
{
	g_auto(GStrv) parts = g_regex_split_simple(BETWEEN "+", name, 0, 0);
	g_autoptr(GString) all = g_string_new(NULL);
	glong letters = 0, digits = 0;

	for (const char *at = name; *at; at = g_utf8_next_char(at)) {
		letters += g_unichar_isalpha(g_utf8_get_char(at)) != 0;
		digits += g_unichar_isdigit(g_utf8_get_char(at)) != 0;
	}
	for (guint i = 0; parts[i]; i++) {
		g_autofree char *escaped = g_regex_escape_string(parts[i], -1);
		if (*parts[i])
			g_string_append_printf(all, "%s%s", all->len ? letters + digits < TOGETHER_LEAST ? BETWEEN "+" : BETWEEN "*" : "", escaped);
	}
	if (!all->len)
		return NULL;
	return g_strdup_printf(letters == 0 || letters + digits < least ? "@%s" : "%s", all->str);
}

static void
pattern_add(GString *all, const GPtrArray *names, glong least)
{
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *pattern = name_pattern(g_ptr_array_index(names, i), least);
		if (pattern)
			g_string_append_printf(all, "%s%s", all->len ? "|" : "", pattern);
	}
}

static GRegex *
pattern_make(const GString *names)
{
	g_autofree char *whole = g_strdup_printf("(?<![\\p{L}\\p{N}])(?:%s)(?![\\p{L}\\p{N}])", names->str);

	return names->len ? g_regex_new(whole, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL) : NULL;
}

/* Former names are looked for however short they are: somebody wrote them down. */
static void
patterns_of(const struct forgetting *forgetting, struct person *person, GString *all)
{
	names_tidy(person->gone.told->names);
	pattern_add(all, person->gone.told->names, NAME_LEAST);
	for (guint i = 0; i < forgetting->asked->len; i++) {
		struct person *request = g_ptr_array_index(forgetting->asked, i);
		if (request->row && person_first(request) == person)
			pattern_add(all, request->row->names, 1);
	}
}

static void
patterns_make(struct forgetting *forgetting)
{
	g_autoptr(GString) everybody = g_string_new(NULL);

	for (guint i = 0; i < forgetting->asked->len; i++) {
		struct person *person = g_ptr_array_index(forgetting->asked, i);
		g_autoptr(GString) theirs = g_string_new(NULL);
		if (person->same_as)
			continue;
		patterns_of(forgetting, person, theirs);
		if (theirs->len)
			g_string_append_printf(everybody, "%s%s", everybody->len ? "|" : "", theirs->str);
		person->gone.told->called = pattern_make(theirs);
	}
	forgetting->pattern = pattern_make(everybody);
}

/* ---- tombstones ---- */

static void
least_take(struct forgetting *forgetting, struct person *person, gint64 key)
{
	g_autofree char *name = g_strdup_printf("%s\x1f%s", records_atom(forgetting->records, (atom)(key >> 32)),
	                                        records_atom(forgetting->records, (atom)(key & G_MAXUINT32)));

	person->gone.told->found = TRUE;
	if (person->least && strcmp(person->least, name) <= 0)
		return;
	g_free(person->least);
	person->least = g_steal_pointer(&name);
}

/* Nobody can guess whose it was without the key; one person has one, however the rows are sorted. */
static void
tombstones_make(struct forgetting *forgetting)
{
	GHashTableIter iter;
	gpointer account, person;

	g_hash_table_iter_init(&iter, forgetting->accounts);
	while (g_hash_table_iter_next(&iter, &account, &person))
		least_take(forgetting, person_first(person), *(gint64 *)account);
	for (guint i = 0; i < forgetting->asked->len; i++) {
		struct person *gone = g_ptr_array_index(forgetting->asked, i);
		if (gone->same_as || !gone->anonymise || !gone->least || !forgetting->project)
			continue;
		g_autofree char *pseudonym = project_pseudonym(forgetting->project, "erased", gone->least), *name = g_strdup_printf("erased-%s", pseudonym);
		gone->gone.tombstone = intern_add(forgetting->records->atoms, name, -1);
	}
}

/* A second request for the same person tells nothing new, but when it is the stricter one or the later. */
static void
requests_join(struct forgetting *forgetting)
{
	for (guint i = 0; i < forgetting->asked->len; i++) {
		struct person *person = g_ptr_array_index(forgetting->asked, i), *first = person_first(person);
		first->anonymise &= person->anonymise;
		first->gone.told->anonymised = first->anonymise;
		if (person == first)
			continue;
		first->gone.told->requested_on = MAX(first->gone.told->requested_on, person->gone.told->requested_on);
		person->gone.told->repeated = TRUE;
	}
}

/* ---- */

struct forgetting *
forgetting_new(struct records *records, const struct project *project)
{
	AUTO(forgetting) forgetting = g_new0(struct forgetting, 1);

	forgetting->records = records;
	forgetting->project = project;
	forgetting->asked = g_ptr_array_new_with_free_func(person_free);
	forgetting->accounts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	forgetting->ties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	forgetting->words = g_hash_table_new(NULL, NULL);
	requests_gather(forgetting);
	if (!forgetting->asked->len)
		return NULL;
	for (guint i = 0; i < forgetting->asked->len; i++) {
		accounts_asked(forgetting, g_ptr_array_index(forgetting->asked, i));
		ties_asked(forgetting, g_ptr_array_index(forgetting->asked, i));
	}
	while (spread(forgetting))
		continue;
	requests_join(forgetting);
	names_gather(forgetting);
	patterns_make(forgetting);
	tombstones_make(forgetting);
	return g_steal_pointer(&forgetting);
}

void
forgetting_free(struct forgetting *forgetting)
{
	g_ptr_array_unref(forgetting->asked);
	g_hash_table_unref(forgetting->accounts);
	g_hash_table_unref(forgetting->ties);
	g_hash_table_unref(forgetting->words);
	g_clear_pointer(&forgetting->pattern, g_regex_unref);
	g_free(forgetting);
}

const struct gone *
forgetting_account(const struct forgetting *forgetting, atom platform, atom account)
{
	struct person *person = person_of(forgetting, platform, account);

	return person ? &person_first(person)->gone : NULL;
}

const struct gone *
forgetting_person(const struct forgetting *forgetting, const char *name, const char *email_hash)
{
	struct person *person = person_tied(forgetting, 'p', name);

	person = person ? person : person_tied(forgetting, 'e', email_hash);
	return person ? &person_first(person)->gone : NULL;
}

void
forgotten_seen(struct forgotten *forgotten, gint64 at)
{
	if (at != NO_TIME && (forgotten->first == NO_TIME || at < forgotten->first))
		forgotten->first = at;
}

gboolean
forgetting_names(const struct forgetting *forgetting, const char *text, gint64 at)
{
	if (!text || !forgetting->pattern || !g_regex_match(forgetting->pattern, text, 0, NULL))
		return FALSE;
	for (guint i = 0; i < forgetting->asked->len; i++) {
		const struct person *person = g_ptr_array_index(forgetting->asked, i);
		if (forgotten_is_named(person->gone.told, text))
			forgotten_seen(person->gone.told, at);
	}
	return TRUE;
}
