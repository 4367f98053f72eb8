/* Threads and people as a letter to members may show them. */
#include "metrics/select/card.h"

#include <string.h>

#include "base/text.h"

#define EXCERPT 90

gboolean
card_is_open(const struct conversation *conversation, guint32 number)
{
	const struct discussion *discussion = &conversation->discussions[number];

	if (discussion->is_channel || discussion->root == NO_UTTERANCE || discussion->visibility == VISIBILITY_PRIVATE)
		return FALSE;
	return !(conversation->utterances[discussion->root].is & (UTTERANCE_BOT | UTTERANCE_DELETED));
}

/* ---- consent ---- */

static gboolean
row_is_of(const struct conversation *conversation, const struct person_row *row, guint32 person)
{
	return row->person && conversation_person(conversation, row->person) == person;
}

static gboolean
consent_lasts(const struct inquiry *inquiry, const struct person_row *row)
{
	return row->consent_until == NO_DAY || row->consent_until >= inquiry->period.past;
}

static gboolean
may_quote(const struct inquiry *inquiry, guint32 person)
{
	for (guint i = 0; i < inquiry->project->people->len; i++) {
		const struct person_row *row = g_ptr_array_index(inquiry->project->people, i);
		if (row->consent_quote && (g_ascii_strcasecmp(row->consent_quote, "yes") == 0 || strcmp(row->consent_quote, "true") == 0) &&
		    row_is_of(inquiry->conversation, row, person) && consent_lasts(inquiry, row))
			return TRUE;
	}
	return FALSE;
}

static char *
first_word(const char *name)
{
	const char *blank = strchr(name, ' ');

	return blank ? g_strndup(name, (gsize)(blank - name)) : g_strdup(name);
}

/* Of several rows the most careful word counts. */
char *
card_name(const struct inquiry *inquiry, guint32 person)
{
	const struct person_row *full = NULL, *first = NULL;

	for (guint i = 0; i < inquiry->project->people->len; i++) {
		const struct person_row *row = g_ptr_array_index(inquiry->project->people, i);
		if (!row->consent_newsletter || !row_is_of(inquiry->conversation, row, person))
			continue;
		if (!consent_lasts(inquiry, row))
			return NULL;
		if (row->name && strcmp(row->consent_newsletter, "full") == 0)
			full = full ? full : row;
		else if (row->name && strcmp(row->consent_newsletter, "first_name") == 0)
			first = first ? first : row;
		else
			return NULL;
	}
	return first ? first_word(first->name) : full ? g_strdup(full->name) : NULL;
}

static gboolean
is_letter_at(const char *at)
{
	return g_unichar_isalnum(g_utf8_get_char(at));
}

/* Whole, in a text whose case is folded as well. */
static gboolean
says_whole(const char *text, const char *words)
{
	gsize length = strlen(words);

	for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
		if ((at == text || !is_letter_at(g_utf8_prev_char(at))) && !is_letter_at(at + length))
			return TRUE;
	return FALSE;
}

/* A whole name, or a handle after an @: a single word may be anything. */
static gboolean
says_member(const char *folded, const char *name, const char *handle)
{
	g_autofree char *called = name && strchr(name, ' ') ? g_utf8_casefold(name, -1) : NULL;
	g_autofree char *at = handle ? g_strconcat("@", handle, NULL) : NULL, *mentioned = at ? g_utf8_casefold(at, -1) : NULL;

	return (called && says_whole(folded, called)) || (mentioned && says_whole(folded, mentioned));
}

/* Somebody else's words may name a member who did not agree to be. */
static gboolean
names_unwilling(const struct inquiry *inquiry, const char *title)
{
	const struct records *records = inquiry->records;
	g_autofree char *folded = g_utf8_casefold(title, -1);

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		const char *name = records_atom(records, member->name);
		guint32 person = conversation_person(inquiry->conversation, records_atom(records, member->person));
		if (!says_member(folded, name, records_atom(records, member->handle)) || person == NOBODY || conversation_is_staff(inquiry->conversation, person))
			continue;
		g_autofree char *agreed = card_name(inquiry, person);
		if (g_strcmp0(agreed, name) != 0)
			return TRUE;
	}
	return FALSE;
}

/* ---- threads ---- */

static const char *
space_name(const struct conversation *conversation, const struct discussion *discussion)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	const char *space = records_atom(conversation->records, discussion->space);
	const struct space_setting *setting = account && space ? project_space(conversation->project, account->id, space) : NULL;

	if (setting && setting->name)
		return setting->name;
	for (guint i = 0; i < RECORD_COUNT_OF(conversation->records, space); i++) {
		const struct space *row = RECORD_AT(conversation->records, space, i);
		if (row->space == discussion->space && row->platform == discussion->platform && row->name)
			return records_atom(conversation->records, row->name);
	}
	return account && account->label ? account->label : space;
}

static const struct thread *
thread_of(const struct conversation *conversation, const struct discussion *discussion)
{
	return discussion->row == NO_ROW ? NULL : RECORD_AT(conversation->records, thread, discussion->row);
}

/* NULL where nobody's words may stand. Caller frees. */
static char *
title_of(const struct inquiry *inquiry, const struct discussion *discussion)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct message *root = conversation_message(conversation, discussion->root);
	const struct thread *thread = thread_of(conversation, discussion);
	text_ref own = RECORD_RARE(inquiry->records, message, root)->title, title = own ? own : thread ? thread->title : 0;

	if (discussion->visibility != VISIBILITY_PUBLIC)
		return NULL;
	if (title)
		return names_unwilling(inquiry, records_text(inquiry->records, title)) ? NULL : g_strdup(records_text(inquiry->records, title));
	if (!root->text || !may_quote(inquiry, conversation->utterances[discussion->root].person))
		return NULL;
	return text_excerpt(records_text(inquiry->records, root->text), EXCERPT);
}

static const char *
url_of(const struct conversation *conversation, const struct discussion *discussion)
{
	const struct thread *thread = thread_of(conversation, discussion);
	const struct message *root = conversation_message(conversation, discussion->root);

	return records_text(conversation->records, thread && thread->url ? thread->url : root->url);
}

void
card_fill(const struct inquiry *inquiry, struct selection *selection, struct selection_item *item, guint32 number, const char *instead)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct discussion *discussion = &conversation->discussions[number];
	const struct message *root = conversation_message(conversation, discussion->root);
	const char *space = space_name(conversation, discussion);
	g_autofree char *title = title_of(inquiry, discussion), *plain = g_strdup_printf("%s%s%s", instead, space ? " in " : "", space ? space : "");

	item->id = selection_word(selection, records_atom(inquiry->records, root->thread ? root->thread : root->message_id));
	item->title = selection_word(selection, title && *title ? title : plain);
	item->url = selection_word(selection, url_of(conversation, discussion));
	item->space = title && *title ? selection_word(selection, space) : NULL;
	item->at = conversation->utterances[discussion->root].at;
}

/* ---- spans ---- */

char *
card_span(gint64 from, gint64 to)
{
	static const char *const small[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" };
	static const struct { gint64 days; const char *one, *many; } units[] = {
		{ 365, "year", "years" }, { 61, "month", "months" }, { 14, "week", "weeks" }, { 1, "day", "days" },
	};
	static const double length[] = { 365.25, 30.44, 7, 1 };
	gint64 days = MAX(to - from, 0) / 86400;

	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		gint64 n = (gint64)((double)days / length[i]);
		if (days < units[i].days)
			continue;
		n = MAX(n, 1);
		return n < 10 ? g_strdup_printf("%s %s", small[n], n == 1 ? units[i].one : units[i].many)
		              : g_strdup_printf("%" G_GINT64_FORMAT " %s", n, units[i].many);
	}
	return g_strdup("less than a day");
}
