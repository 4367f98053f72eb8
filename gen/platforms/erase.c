/* Erasures, before anything else sees the records (METRICS §9.8). An erased account's messages stay as nameless counts; an
 * anonymised one becomes a tombstone that is nobody. */
#include <string.h>

#include "platforms/merge_steps.h"

#define NAME_MIN 4 /* letters: shorter names stand in too many words */

struct gone {
	char *platform, *account;
	atom word;      /* `account` as an atom; 0 when no record has it */
	atom tombstone; /* 0: erased */
};

struct erasing {
	struct records *records;
	const struct project *project;
	GPtrArray *asked;     /* struct gone * */
	GHashTable *accounts; /* "platform:account" atoms as one number → struct gone * */
	GPtrArray *names;     /* const char *: former names, also looked for in what others wrote */
};

static void gone_free(gpointer pointer)
{
	struct gone *gone = pointer;

	g_free(gone->platform);
	g_free(gone->account);
	g_free(gone);
}

static void ask(struct erasing *erasing, const char *platform, const char *account, gboolean anonymise)
{
	struct gone *gone = g_new0(struct gone, 1);

	gone->platform = g_strdup(platform && *platform ? platform : "*");
	gone->account = g_strdup(account);
	gone->word = intern_find(erasing->records->atoms, account, -1);
	if (anonymise) {
		g_autofree char *name = g_strdup_printf("erased-%u", erasing->asked->len + 1);
		gone->tombstone = intern_add(erasing->records->atoms, name, -1);
	}
	g_ptr_array_add(erasing->asked, gone);
}

/* "platform:account anonymise" */
static void ask_as_written(struct erasing *erasing, const char *written)
{
	const char *colon = strchr(written, ':');
	gboolean anonymise = g_str_has_suffix(written, " anonymise");
	g_autofree char *platform = colon ? g_strndup(written, (gsize)(colon - written)) : g_strdup("*");
	const char *rest = colon ? colon + 1 : written;
	g_autofree char *account = g_strndup(rest, strlen(rest) - (anonymise ? strlen(" anonymise") : 0));

	ask(erasing, platform, account, anonymise);
}

static void collect_asked(struct erasing *erasing)
{
	struct records *records = erasing->records;

	for (guint i = 0; erasing->project && i < erasing->project->erased->len; i++)
		ask_as_written(erasing, erasing->project->erased->pdata[i]);
	for (guint i = 0; i < RECORD_COUNT_OF(records, erasure); i++) {
		const struct erasure *erasure = RECORD_AT(records, erasure, i);
		ask(erasing, records_atom(records, erasure->platform), records_atom(records, erasure->account),
		    !g_strcmp0(records_atom(records, erasure->mode), "anonymise"));
	}
}

static gint64 pair(atom platform, atom account)
{
	return (gint64)platform << 32 | account;
}

static const struct gone *is_gone(const struct erasing *erasing, atom platform, atom account)
{
	gint64 key = pair(platform, account);

	return account ? g_hash_table_lookup(erasing->accounts, &key) : NULL;
}

static void mark(struct erasing *erasing, atom platform, atom account, struct gone *gone)
{
	gint64 *key = g_new(gint64, 1);

	*key = pair(platform, account);
	g_hash_table_insert(erasing->accounts, key, gone);
}

static gboolean means_place(const struct erasing *erasing, const struct gone *gone, atom platform)
{
	const char *place = records_atom(erasing->records, platform);

	if (erasing->project)
		return place_means(erasing->project, gone->platform, place);
	return !strcmp(gone->platform, "*") || !g_strcmp0(gone->platform, place);
}

/* The request names a person of people.csv whose account this is. */
static gboolean means_person(const struct erasing *erasing, const struct gone *gone, atom account)
{
	for (guint i = 0; erasing->project && i < erasing->project->people->len; i++) {
		const struct person_row *person = erasing->project->people->pdata[i];
		if (!g_strcmp0(person->person, gone->account) && !g_strcmp0(person->account, records_atom(erasing->records, account)))
			return TRUE;
	}
	return FALSE;
}

/* A request names an account by its id, its handle or its name. */
static gboolean means(const struct erasing *erasing, const struct gone *gone, atom platform, atom account, atom handle, atom name)
{
	return gone->word && (account == gone->word || handle == gone->word || name == gone->word) && means_place(erasing, gone, platform);
}

static void remember_name(struct erasing *erasing, atom name)
{
	const char *text = records_atom(erasing->records, name);

	if (text && g_utf8_strlen(text, -1) >= NAME_MIN)
		g_ptr_array_add(erasing->names, (gpointer)text);
}

static void find_accounts(struct erasing *erasing)
{
	struct records *records = erasing->records;

	for (guint g = 0; g < erasing->asked->len; g++) {
		struct gone *gone = erasing->asked->pdata[g];
		for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
			const struct member *member = RECORD_AT(records, member, i);
			if (!means(erasing, gone, member->platform, member->account, member->handle, member->name) &&
			    !(means_person(erasing, gone, member->account) && means_place(erasing, gone, member->platform)))
				continue;
			mark(erasing, member->platform, member->account, gone);
			remember_name(erasing, member->account);
			remember_name(erasing, member->handle);
			remember_name(erasing, member->name);
		}
		for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
			const struct message *message = RECORD_AT(records, message, i);
			if (message->account && means(erasing, gone, message->platform, message->account, 0, message->author_name)) {
				mark(erasing, message->platform, message->account, gone);
				remember_name(erasing, message->author_name);
			}
		}
	}
}

/* ---- what goes ---- */

static gboolean names_somebody_gone(const struct erasing *erasing, text_ref ref)
{
	const char *text = ref ? records_text(erasing->records, ref) : NULL;

	for (guint i = 0; text && i < erasing->names->len; i++)
		if (strstr(text, erasing->names->pdata[i]))
			return TRUE;
	return FALSE;
}

static void erase_message(struct erasing *erasing, struct message *message)
{
	const struct gone *gone = is_gone(erasing, message->platform, message->account);

	if (gone) {
		message->account = gone->tombstone;
		message->author_name = 0;
		if (!gone->tombstone) {
			message->text = message->title = 0;
			message->from_deleted = 1;
		}
	}
	if (names_somebody_gone(erasing, message->text))
		message->text = 0;
	if (names_somebody_gone(erasing, message->title))
		message->title = 0;
}

static gboolean member_goes(struct erasing *erasing, void *row)
{
	struct member *member = row;
	const struct gone *gone = is_gone(erasing, member->platform, member->account);

	if (!gone)
		return FALSE;
	member->account = gone->tombstone;
	member->name = member->handle = member->email_hash = member->region = member->person = 0;
	return !gone->tombstone;
}

static gboolean reaction_goes(struct erasing *erasing, void *row)
{
	struct reaction *reaction = row;
	const struct gone *gone = is_gone(erasing, reaction->platform, reaction->account);

	if (gone)
		reaction->account = gone->tombstone;
	return gone && !gone->tombstone;
}

static gboolean mention_goes(struct erasing *erasing, void *row)
{
	struct message_mention *mention = row;

	return is_gone(erasing, mention->platform, mention->account) != NULL;
}

static gboolean attendance_goes(struct erasing *erasing, void *row)
{
	struct attendance *attendance = row;

	return is_gone(erasing, attendance->platform, attendance->account) != NULL;
}

static gboolean alias_goes(struct erasing *erasing, void *row)
{
	struct alias *alias = row;

	return is_gone(erasing, alias->platform, alias->account) != NULL;
}

static gboolean visit_goes(struct erasing *erasing, void *row)
{
	struct member_day *visit = row;

	return is_gone(erasing, visit->platform, visit->account) != NULL;
}

static gboolean standing_goes(struct erasing *erasing, void *row)
{
	struct standing *standing = row;

	return is_gone(erasing, standing->platform, standing->account) != NULL;
}

static gboolean thread_stays(struct erasing *erasing, void *row)
{
	struct thread *thread = row;

	if (names_somebody_gone(erasing, thread->title))
		thread->title = 0;
	return FALSE;
}

static gboolean action_stays(struct erasing *erasing, void *row)
{
	struct mod_action *action = row;

	if (is_gone(erasing, action->platform, action->target))
		action->target = 0;
	return FALSE;
}

static void filter(struct erasing *erasing, enum record_kind kind, gboolean (*goes)(struct erasing *, void *))
{
	GArray *rows = erasing->records->rows[kind];
	gsize size = record_type(kind)->size;
	guint kept = 0;

	for (guint i = 0; i < rows->len; i++) {
		char *row = rows->data + i * size;
		if (goes(erasing, row))
			continue;
		if (kept != i)
			memcpy(rows->data + kept * size, row, size);
		kept++;
	}
	g_array_set_size(rows, kept);
}

void records_erase(struct records *records, const struct project *project)
{
	struct erasing erasing = {.records = records, .project = project};

	erasing.asked = g_ptr_array_new_with_free_func(gone_free);
	erasing.names = g_ptr_array_new();
	erasing.accounts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	collect_asked(&erasing);
	if (erasing.asked->len) {
		find_accounts(&erasing);
		for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++)
			erase_message(&erasing, RECORD_AT(records, message, i));
		filter(&erasing, KIND_member, member_goes);
		filter(&erasing, KIND_reaction, reaction_goes);
		filter(&erasing, KIND_message_mention, mention_goes);
		filter(&erasing, KIND_attendance, attendance_goes);
		filter(&erasing, KIND_alias, alias_goes);
		filter(&erasing, KIND_member_day, visit_goes);
		filter(&erasing, KIND_standing, standing_goes);
		filter(&erasing, KIND_thread, thread_stays);
		filter(&erasing, KIND_mod_action, action_stays);
	}
	g_hash_table_unref(erasing.accounts);
	g_ptr_array_unref(erasing.names);
	g_ptr_array_unref(erasing.asked);
}
