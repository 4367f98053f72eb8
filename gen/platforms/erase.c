/* Erasures, before anything else sees the records (METRICS §9.8). An erased account's messages stay as nameless counts; an anonymised one
 * becomes a tombstone that is nobody. What others wrote with their names in it loses its text. */
#include <string.h>

#include "platforms/forgotten.h"
#include "platforms/merge_steps.h"

struct erasing {
	struct records *records;
	const struct forgetting *forgetting;
};

/* The account in its place after the erasure: the tombstone, or 0. */
static atom
account_left(const struct gone *gone, gint64 at)
{
	forgotten_seen(gone->told, at);
	return gone->tombstone;
}

static gboolean
is_named(const struct erasing *erasing, text_ref ref, gint64 at)
{
	return ref && forgetting_names(erasing->forgetting, records_text(erasing->records, ref), at);
}

static gboolean
is_named_word(const struct erasing *erasing, atom word, gint64 at)
{
	return word && forgetting_names(erasing->forgetting, records_atom(erasing->records, word), at);
}

static void
text_clear(const struct erasing *erasing, text_ref *ref, gint64 at)
{
	if (is_named(erasing, *ref, at))
		*ref = 0;
}

/* ---- community; each says whether the row goes ---- */

static gboolean
message_goes(const struct erasing *erasing, void *row)
{
	struct message *message = row;
	struct message_rare *rare = RECORD_RARE_HELD(erasing->records, message, message);
	const struct gone *gone = forgetting_account(erasing->forgetting, message->platform, message->account);

	if (gone) {
		message->account = account_left(gone, message->created_at);
		message->author_name = 0;
		if (!gone->tombstone) {
			message->text = message->url = 0;
			if (rare)
				rare->title = 0;
			message->from_deleted = 1;
		}
	}
	text_clear(erasing, &message->text, message->created_at);
	if (rare)
		text_clear(erasing, &rare->title, message->created_at);
	text_clear(erasing, &message->url, message->created_at);
	return FALSE;
}

static gboolean
member_goes(const struct erasing *erasing, void *row)
{
	struct member *member = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, member->platform, member->account);

	if (!gone)
		return FALSE;
	member->account = account_left(gone, member->joined_at);
	member->name = member->handle = member->email_hash = member->region = member->person = 0;
	return !gone->tombstone;
}

static gboolean
reaction_goes(const struct erasing *erasing, void *row)
{
	struct reaction *reaction = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, reaction->platform, reaction->account);

	if (gone)
		reaction->account = account_left(gone, reaction->at);
	return gone && !gone->tombstone;
}

static gboolean
mention_goes(const struct erasing *erasing, void *row)
{
	struct message_mention *mention = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, mention->platform, mention->account);

	if (gone)
		mention->account = account_left(gone, NO_TIME);
	return gone && !gone->tombstone;
}

static gboolean
attendance_goes(const struct erasing *erasing, void *row)
{
	struct attendance *attendance = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, attendance->platform, attendance->account);

	if (gone)
		attendance->account = account_left(gone, attendance->registered_at);
	return gone && !gone->tombstone;
}

static gboolean
visit_goes(const struct erasing *erasing, void *row)
{
	struct member_day *visit = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, visit->platform, visit->account);

	if (gone)
		visit->account = account_left(gone, visit->on_day == NO_DAY ? NO_TIME : instant_of_day(visit->on_day, NULL));
	return gone && !gone->tombstone;
}

static gboolean
standing_goes(const struct erasing *erasing, void *row)
{
	struct standing *standing = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, standing->platform, standing->account);

	if (gone)
		standing->account = gone->tombstone;
	return gone && !gone->tombstone;
}

static gboolean
alias_goes(const struct erasing *erasing, void *row)
{
	const struct alias *alias = row;

	return forgetting_account(erasing->forgetting, alias->platform, alias->account) != NULL;
}

static gboolean
action_goes(const struct erasing *erasing, void *row)
{
	struct mod_action *action = row;
	const struct gone *gone = forgetting_account(erasing->forgetting, action->platform, action->target);

	if (gone)
		action->target = account_left(gone, action->at);
	return FALSE;
}

static gboolean
thread_goes(const struct erasing *erasing, void *row)
{
	struct thread *thread = row;

	text_clear(erasing, &thread->title, NO_TIME);
	text_clear(erasing, &thread->url, NO_TIME);
	return FALSE;
}

/* A conversation of two is often called by their names. */
static gboolean
space_goes(const struct erasing *erasing, void *row)
{
	struct space *space = row;

	if (is_named_word(erasing, space->name, NO_TIME))
		space->name = 0;
	return FALSE;
}

static gboolean
event_goes(const struct erasing *erasing, void *row)
{
	struct event *event = row;

	text_clear(erasing, &event->title, event->start);
	text_clear(erasing, &event->place, event->start);
	text_clear(erasing, &event->url, event->start);
	return FALSE;
}

static gboolean
label_goes(const struct erasing *erasing, void *row)
{
	struct label *label = row;

	if (is_named_word(erasing, label->detail, label->at))
		label->detail = 0;
	return FALSE;
}

/* ---- broadcast, and what stands on both sides ---- */

static gboolean
post_goes(const struct erasing *erasing, void *row)
{
	struct post *post = row;

	text_clear(erasing, &post->text, post->published_at);
	text_clear(erasing, &post->title, post->published_at);
	text_clear(erasing, &post->url, post->published_at);
	return FALSE;
}

static gboolean
issue_goes(const struct erasing *erasing, void *row)
{
	struct mail_issue *issue = row;

	text_clear(erasing, &issue->title, issue->sent_at);
	return FALSE;
}

static gboolean
said_goes(const struct erasing *erasing, void *row)
{
	struct mention *mention = row;

	if (is_named_word(erasing, mention->author, mention->at))
		mention->author = 0;
	text_clear(erasing, &mention->text, mention->at);
	return FALSE;
}

static gboolean
annotation_goes(const struct erasing *erasing, void *row)
{
	const struct annotation *annotation = row;

	return is_named(erasing, annotation->text, NO_TIME);
}

/* A lead is a sale, not a person of the community: it stays, tied to nobody. */
static gboolean
lead_goes(const struct erasing *erasing, void *row)
{
	struct lead *lead = row;
	const struct gone *gone = forgetting_person(erasing->forgetting, records_atom(erasing->records, lead->person), records_atom(erasing->records, lead->email_hash));

	if (!gone)
		return FALSE;
	forgotten_seen(gone->told, lead->created_at);
	lead->person = lead->email_hash = 0;
	return FALSE;
}

static const struct {
	enum record_kind kind;
	gboolean (*goes)(const struct erasing *, void *row);
} steps[] = {
	{ KIND_message, message_goes }, { KIND_member, member_goes }, { KIND_reaction, reaction_goes }, { KIND_message_mention, mention_goes },
	{ KIND_attendance, attendance_goes }, { KIND_member_day, visit_goes }, { KIND_standing, standing_goes }, { KIND_alias, alias_goes },
	{ KIND_mod_action, action_goes }, { KIND_thread, thread_goes }, { KIND_space, space_goes }, { KIND_event, event_goes }, { KIND_label, label_goes },
	{ KIND_post, post_goes }, { KIND_mail_issue, issue_goes }, { KIND_mention, said_goes }, { KIND_annotation, annotation_goes }, { KIND_lead, lead_goes },
};

static void
filter(const struct erasing *erasing, enum record_kind kind, gboolean (*goes)(const struct erasing *, void *))
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

void
records_erase(struct records *records, const struct project *project)
{
	AUTO(forgetting) forgetting = forgetting_new(records, project);
	struct erasing erasing = { records, forgetting };

	for (guint i = 0; forgetting && i < G_N_ELEMENTS(steps); i++)
		filter(&erasing, steps[i].kind, steps[i].goes);
}
