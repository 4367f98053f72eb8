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

char *
card_name(const struct inquiry *inquiry, guint32 person)
{
	for (guint i = 0; i < inquiry->project->people->len; i++) {
		const struct person_row *row = g_ptr_array_index(inquiry->project->people, i);
		if (!row->name || !row->consent_newsletter || !row_is_of(inquiry->conversation, row, person) || !consent_lasts(inquiry, row))
			continue;
		if (strcmp(row->consent_newsletter, "full") == 0)
			return g_strdup(row->name);
		if (strcmp(row->consent_newsletter, "first_name") == 0)
			return first_word(row->name);
	}
	return NULL;
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
	text_ref title = root->title ? root->title : thread ? thread->title : 0;

	if (discussion->visibility != VISIBILITY_PUBLIC)
		return NULL;
	if (title)
		return g_strdup(records_text(inquiry->records, title));
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
