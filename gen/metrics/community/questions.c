/* Questions: which threads ask something, when somebody else first answered, how their clocks may end otherwise (§6.0, §6.0b.6–7). */
#include "base/text.h"
#include "metrics/community/building.h"

/* Platform flag, then a person's label, then the rule. */
static gboolean
asks(const struct conversation *conversation, guint32 opening, const struct thread *thread, guint8 *by_platform)
{
	const struct message *root = conversation_message(conversation, opening);

	*by_platform = 1;
	if (root->is_question == 1 || (thread && thread->is_question == 1) || conversation_is_judged(conversation, opening, LABEL_QUESTION))
		return TRUE;
	if (root->is_question == 0 || (thread && thread->is_question == 0) || conversation_is_judged(conversation, opening, LABEL_NO_QUESTION))
		return FALSE;
	*by_platform = 0;
	return root->asks == 1;
}

/* A root that a moderator or the system removed is spam and no question; one that its author removed was one until then. */
static gboolean
root_is_asker(const struct conversation *conversation, const struct utterance *root, const struct message *message)
{
	const struct record_field *by = record_field_find(KIND_message, "deleted_by");

	if (!conversation_is_member(conversation, root->person) || root->is & UTTERANCE_BOT || message->hidden == 1)
		return FALSE;
	return !(root->is & UTTERANCE_DELETED) || message->deleted_by == choice_find(by->words, "author") || message->deleted_by == 0;
}

static guint32
response_of(const struct conversation *conversation, const struct discussion *discussion, guint32 root)
{
	for (guint32 i = root + 1; i < discussion->past; i++)
		if (conversation->utterances[i].is & UTTERANCE_SPEAKS && conversation->utterances[i].person != conversation->utterances[root].person)
			return i;
	return NO_UTTERANCE;
}

static gint64
time_earlier(gint64 a, gint64 b)
{
	return a == NO_TIME ? b : b == NO_TIME ? a : MIN(a, b);
}

/* The accepted answer: named by the root or the thread, or marked itself. Deleted answers do not count. */
static guint32
accepted_of(const struct building *building, const struct discussion *discussion, const struct message *root, const struct thread *thread)
{
	const struct conversation *conversation = building->conversation;
	atom named = RECORD_RARE(conversation->records, message, root)->accepted_answer, id = named ? named : thread ? thread->accepted_answer : 0;
	guint32 row = id ? building_message(building, discussion->platform, id) : NO_ROW;
	guint32 found = row == NO_ROW ? NO_UTTERANCE : building->utterance_of_message[row];

	for (guint32 i = discussion->first; found == NO_UTTERANCE && i < discussion->past; i++)
		if (conversation_message(conversation, i)->is_accepted == 1)
			found = i;
	return found != NO_UTTERANCE && conversation->utterances[found].is & UTTERANCE_SPEAKS ? found : NO_UTTERANCE;
}

/* A person's label on any message of the thread; one without a time was given when the thread had ended. */
static gint64
labelled_resolved(const struct conversation *conversation, const struct discussion *discussion)
{
	struct span span = conversation_judgements(conversation, discussion->first, discussion->past);
	gint64 at = NO_TIME;

	for (guint32 i = span.first; i < span.past; i++) {
		const struct judgement *judgement = &conversation->judgements[i];
		if (judgement->meaning == LABEL_RESOLVED)
			at = time_earlier(at, judgement->at != NO_TIME ? judgement->at : conversation->utterances[discussion->past - 1].at);
	}
	return at;
}

/* "duplicate", "DUPLICATE", "duplicate of #12": had been asked before. */
static gboolean
is_duplicate(const struct conversation *conversation, const struct message_rare *root, const struct thread *thread)
{
	atom reason = root->close_reason ? root->close_reason : thread ? thread->close_reason : 0;
	g_autofree char *folded = reason ? text_fold(records_atom(conversation->records, reason)) : NULL;

	return folded && g_str_has_prefix(folded, "duplicate");
}

static struct question
question_of(const struct building *building, guint32 number, const struct message *root, const struct thread *thread, guint8 by_platform)
{
	const struct conversation *conversation = building->conversation;
	const struct discussion *discussion = &conversation->discussions[number];
	const struct utterance *opening = &conversation->utterances[discussion->root];
	const struct message_rare *rare = RECORD_RARE(conversation->records, message, root);
	gint64 closed = time_earlier(rare->closed_at, thread ? thread->closed_at : NO_TIME);
	struct question question = {
		.at = opening->at, .root = discussion->root, .discussion = number, .asker = opening->person, .by_platform = by_platform,
		.response = response_of(conversation, discussion, discussion->root), .ended_at = time_earlier(closed, rare->deleted_at),
		.resolved_at = time_earlier(rare->resolved_at, thread ? thread->resolved_at : NO_TIME),
		.accepted = accepted_of(building, discussion, root, thread), .closed = closed != NO_TIME,
		.duplicate = closed != NO_TIME && is_duplicate(conversation, rare, thread),
	};

	if (question.resolved_at == NO_TIME && question.accepted != NO_UTTERANCE)
		question.resolved_at = conversation->utterances[question.accepted].at;
	question.resolved_at = time_earlier(question.resolved_at, labelled_resolved(conversation, discussion));
	if (question.ended_at != NO_TIME && question.ended_at < question.at)
		question.ended_at = question.at;
	return question;
}

/* ---- where questions can be marked as solved ---- */

static guint64
space_key(const struct discussion *discussion)
{
	return (guint64)discussion->platform << 32 | discussion->space;
}

static void
space_note(GHashTable *spaces, atom platform, atom space)
{
	guint64 *key = g_new(guint64, 1);

	*key = (guint64)platform << 32 | space;
	g_hash_table_add(spaces, key);
}

static gboolean
is_declared(const struct conversation *conversation, const struct discussion *discussion)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	const char *name = records_atom(conversation->records, discussion->space);
	const struct space_setting *setting = account && name ? project_space(conversation->project, account->id, name) : NULL;

	return setting && setting->resolves;
}

/* By the project's word, by the export's, or because it has been done there: then every question of the space could have been. */
static GHashTable *
spaces_that_resolve(const struct conversation *conversation, const struct question *questions, guint n)
{
	GHashTable *spaces = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint32 i = 0; i < RECORD_COUNT_OF(conversation->records, space); i++) {
		const struct space *space = RECORD_AT(conversation->records, space, i);
		if (space->can_resolve == 1)
			space_note(spaces, space->platform, space->space);
	}
	for (guint i = 0; i < n; i++) {
		const struct discussion *discussion = &conversation->discussions[questions[i].discussion];
		if (questions[i].resolved_at != NO_TIME || is_declared(conversation, discussion))
			space_note(spaces, discussion->platform, discussion->space);
	}
	return spaces;
}

static void
resolving_note(const struct conversation *conversation, struct question *questions, guint n)
{
	g_autoptr(GHashTable) spaces = spaces_that_resolve(conversation, questions, n);

	for (guint i = 0; i < n; i++) {
		guint64 key = space_key(&conversation->discussions[questions[i].discussion]);
		questions[i].can_resolve = g_hash_table_contains(spaces, &key);
	}
}

static int
compare_questions(const void *a, const void *b)
{
	const struct question *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->root > y->root) - (x->root < y->root);
}

void
build_questions(struct building *building)
{
	struct conversation *conversation = building->conversation;
	g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(struct question));

	for (guint32 i = 0; i < conversation->n_discussions; i++) {
		const struct discussion *discussion = &conversation->discussions[i];
		if (discussion->root == NO_UTTERANCE)
			continue;
		const struct utterance *root = &conversation->utterances[discussion->root];
		const struct message *message = conversation_message(conversation, discussion->root);
		const struct thread *thread = discussion->row == NO_ROW ? NULL : RECORD_AT(conversation->records, thread, discussion->row);
		guint8 by_platform;
		if (!root_is_asker(conversation, root, message) || !asks(conversation, discussion->root, thread, &by_platform))
			continue;
		struct question question = question_of(building, i, message, thread, by_platform);
		g_array_append_val(questions, question);
	}
	resolving_note(conversation, (struct question *)(void *)questions->data, questions->len);
	conversation->n_questions = questions->len;
	g_array_sort(questions, compare_questions);
	conversation->questions = g_memdup2(questions->data, questions->len * sizeof(struct question));
}
