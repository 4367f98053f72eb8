/* Questions: which threads ask something, when somebody else first answered, how their clocks may end otherwise (§6.0, §6.0b.6–7). */
#include "metrics/community/building.h"

/* What people have said about messages: a bit a message row. */
enum { LABEL_QUESTION = 1, LABEL_NO_QUESTION = 2, LABEL_RESOLVED = 4 };

static guint8
label_bit(const char *label)
{
	static const struct { const char *word; guint8 bit; } words[] = {
		{ "question", LABEL_QUESTION }, { "not_question", LABEL_NO_QUESTION }, { "resolved", LABEL_RESOLVED },
	};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_strcmp0(words[i].word, label) == 0)
			return words[i].bit;
	return 0;
}

static guint8 *
labels_of(const struct building *building)
{
	const struct records *records = building->conversation->records;
	guint8 *bits = g_new0(guint8, RECORD_COUNT_OF(records, message));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, label); i++) {
		const struct label *label = RECORD_AT(records, label, i);
		guint32 row = building_message(building, label->platform, label->message_id);
		if (row != NO_ROW)
			bits[row] |= label_bit(records_atom(records, label->label));
	}
	return bits;
}

/* Platform flag, then a person's label, then the rule. */
static gboolean
asks(const struct message *root, const struct thread *thread, guint8 labels, guint8 *by_platform)
{
	*by_platform = 1;
	if (root->is_question == 1 || (thread && thread->is_question == 1) || labels & LABEL_QUESTION)
		return TRUE;
	if (root->is_question == 0 || (thread && thread->is_question == 0) || labels & LABEL_NO_QUESTION)
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
	atom id = root->accepted_answer ? root->accepted_answer : thread ? thread->accepted_answer : 0;
	guint32 row = id ? building_message(building, discussion->platform, id) : NO_ROW;
	guint32 found = row == NO_ROW ? NO_UTTERANCE : building->utterance_of_message[row];

	for (guint32 i = discussion->first; found == NO_UTTERANCE && i < discussion->past; i++)
		if (conversation_message(conversation, i)->is_accepted == 1)
			found = i;
	return found != NO_UTTERANCE && conversation->utterances[found].is & UTTERANCE_SPEAKS ? found : NO_UTTERANCE;
}

static struct question
question_of(const struct building *building, guint32 number, const struct message *root, const struct thread *thread, guint8 by_platform)
{
	const struct conversation *conversation = building->conversation;
	const struct discussion *discussion = &conversation->discussions[number];
	const struct utterance *opening = &conversation->utterances[discussion->root];
	gint64 closed = time_earlier(root->closed_at, thread ? thread->closed_at : NO_TIME);
	struct question question = {
		.at = opening->at, .root = discussion->root, .discussion = number, .asker = opening->person, .by_platform = by_platform,
		.response = response_of(conversation, discussion, discussion->root), .ended_at = time_earlier(closed, root->deleted_at),
		.resolved_at = time_earlier(root->resolved_at, thread ? thread->resolved_at : NO_TIME),
		.accepted = accepted_of(building, discussion, root, thread), .closed = closed != NO_TIME,
	};

	if (question.resolved_at == NO_TIME && question.accepted != NO_UTTERANCE)
		question.resolved_at = conversation->utterances[question.accepted].at;
	if (question.ended_at != NO_TIME && question.ended_at < question.at)
		question.ended_at = question.at;
	return question;
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
	g_autofree guint8 *labels = labels_of(building);
	g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(struct question));

	for (guint32 i = 0; i < conversation->n_discussions; i++) {
		const struct discussion *discussion = &conversation->discussions[i];
		if (discussion->root == NO_UTTERANCE)
			continue;
		const struct utterance *root = &conversation->utterances[discussion->root];
		const struct message *message = conversation_message(conversation, discussion->root);
		const struct thread *thread = discussion->row == NO_ROW ? NULL : RECORD_AT(conversation->records, thread, discussion->row);
		guint8 by_platform;
		if (!root_is_asker(conversation, root, message) || !asks(message, thread, labels[root->row], &by_platform))
			continue;
		struct question question = question_of(building, i, message, thread, by_platform);
		g_array_append_val(questions, question);
	}
	conversation->n_questions = questions->len;
	g_array_sort(questions, compare_questions);
	conversation->questions = g_memdup2(questions->data, questions->len * sizeof(struct question));
}
