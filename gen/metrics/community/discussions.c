/* Threads and the order of messages in them: who belongs where, what opens a thread, what may be counted. */
#include <string.h>

#include "metrics/community/building.h"

#define PENDING (NO_ROW - 1) /* a reply whose thread is that of its parent */

/* A thread while it is being gathered. */
struct draft {
	atom platform, space, key;
	gboolean is_channel;
	gint64 first_at;
	guint32 messages;
};

struct drafting {
	const struct records *records;
	struct lookup *by_key; /* thread atom → drafts */
	GArray *drafts;
	guint32 *of_message;   /* message row → draft, PENDING, NO_ROW (no time) */
};

/* ---- which thread ---- */

static guint32
draft_find(struct drafting *drafting, atom platform, atom space, atom key)
{
	guint32 draft = lookup_first(drafting->by_key, key);

	while (draft != NO_ROW) {
		const struct draft *found = &g_array_index(drafting->drafts, struct draft, draft);
		if (found->platform == platform && found->space == space)
			return draft;
		draft = lookup_next(drafting->by_key, draft);
	}
	struct draft fresh = { platform, space, key, FALSE, NO_TIME, 0 };
	g_array_append_val(drafting->drafts, fresh);
	lookup_add(drafting->by_key, key, drafting->drafts->len - 1);
	return drafting->drafts->len - 1;
}

/* Thread ids are unique in their space only (a Slack stamp, a Zulip topic). A message that names none is a thread of one under its
 * own id, so that replies which name it as their thread find it. */
static guint32
draft_of(struct drafting *drafting, const struct message *message)
{
	gboolean is_channel = message->reply_rule == REPLY_RULE_CHANNEL;

	if (!message->thread && message->reply_to && !is_channel)
		return PENDING;
	atom key = message->thread ? message->thread : is_channel && message->space ? message->space : message->message_id;
	guint32 draft = draft_find(drafting, message->platform, message->space, key);
	g_array_index(drafting->drafts, struct draft, draft).is_channel |= is_channel;
	return draft;
}

/* Climbs from a reply to the thread of its earliest known ancestor; the chain on the way gets it too. */
static void
draft_inherit(struct building *building, struct drafting *drafting, guint32 row)
{
	g_autoptr(GArray) chain = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 at = row, draft = NO_ROW;

	while (at != NO_ROW && drafting->of_message[at] == PENDING) {
		const struct message *message = RECORD_AT(drafting->records, message, at);
		g_array_append_val(chain, at);
		drafting->of_message[at] = NO_ROW; /* a circle ends here */
		at = building_message(building, message->platform, message->reply_to);
	}
	if (at != NO_ROW)
		draft = drafting->of_message[at];
	if (draft == NO_ROW) {
		const struct message *top = RECORD_AT(drafting->records, message, g_array_index(chain, guint32, chain->len - 1));
		draft = draft_find(drafting, top->platform, top->space, top->message_id);
	}
	for (guint i = 0; i < chain->len; i++)
		drafting->of_message[g_array_index(chain, guint32, i)] = draft;
}

static void
drafts_gather(struct building *building, struct drafting *drafting)
{
	guint32 n = RECORD_COUNT_OF(drafting->records, message);

	for (guint32 i = 0; i < n; i++) {
		const struct message *message = RECORD_AT(drafting->records, message, i);
		drafting->of_message[i] = message->created_at == NO_TIME ? NO_ROW : draft_of(drafting, message);
	}
	for (guint32 i = 0; i < n; i++)
		if (drafting->of_message[i] == PENDING)
			draft_inherit(building, drafting, i);
	for (guint32 i = 0; i < n; i++) {
		const struct message *message = RECORD_AT(drafting->records, message, i);
		if (drafting->of_message[i] == NO_ROW) {
			building->conversation->unplaced++;
			continue;
		}
		struct draft *draft = &g_array_index(drafting->drafts, struct draft, drafting->of_message[i]);
		draft->messages++;
		if (draft->first_at == NO_TIME || message->created_at < draft->first_at)
			draft->first_at = message->created_at;
	}
}

/* ---- order ---- */

static int
compare_drafts(const void *a, const void *b, void *user)
{
	const struct drafting *drafting = user;
	const struct draft *x = &g_array_index(drafting->drafts, struct draft, *(const guint32 *)a);
	const struct draft *y = &g_array_index(drafting->drafts, struct draft, *(const guint32 *)b);

	if (x->first_at != y->first_at)
		return x->first_at < y->first_at ? -1 : 1;
	const atom left[] = { x->platform, x->space, x->key }, right[] = { y->platform, y->space, y->key };
	for (guint i = 0; i < G_N_ELEMENTS(left); i++) {
		int order = g_strcmp0(records_atom(drafting->records, left[i]), records_atom(drafting->records, right[i]));
		if (order)
			return order;
	}
	return 0;
}

/* §6.0b.11: second, then original order. */
static int
compare_messages(const void *a, const void *b, void *user)
{
	const struct records *records = user;
	const struct message *x = RECORD_AT(records, message, *(const guint32 *)a), *y = RECORD_AT(records, message, *(const guint32 *)b);

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	if (x->record.source != y->record.source)
		return x->record.source < y->record.source ? -1 : 1;
	if (x->record.order != y->record.order)
		return x->record.order < y->record.order ? -1 : 1;
	return g_strcmp0(records_atom(records, x->message_id), records_atom(records, y->message_id));
}

/* ---- what a message is ---- */

static guint8
utterance_is(const struct conversation *conversation, const struct message *message, guint32 person)
{
	guint8 kind = person == NOBODY ? MEMBER_DELETED : conversation->people[person].kind;

	if (message->from_bot == 1 || message->automatic == 1 || kind == MEMBER_BOT)
		return UTTERANCE_BOT;
	if (RECORD_RARE(conversation->records, message, message)->deleted_at != NO_TIME || message->hidden == 1)
		return UTTERANCE_DELETED;
	return UTTERANCE_COUNTS | (kind == MEMBER_DELETED ? 0 : UTTERANCE_SPEAKS);
}

/* A local day: 23 to 25 hours. */
struct clock {
	gint32 day;
	gint64 start, end;
	gint8 hour_of[26]; /* of the hours since its start */
};

/* The zone is asked once a local day, not once a message, although threads go back and forth over the years. */
#define CLOCKS 2048
struct clocks {
	GTimeZone *zone;
	gint64 shift;           /* of the zone when it was first asked: days of the same number share a clock */
	struct clock at[CLOCKS];
};

static struct clocks *
clocks_new(GTimeZone *zone)
{
	struct clocks *clocks = g_new0(struct clocks, 1);

	clocks->zone = zone;
	clocks->shift = -instant_of_day(0, zone);
	return clocks;
}

static const struct clock *
clock_of(struct clocks *clocks, gint64 at)
{
	struct clock *clock = &clocks->at[(guint64)((at + clocks->shift) / 86400) % CLOCKS];

	if (at >= clock->start && at < clock->end)
		return clock;
	clock->day = day_of_instant(at, clocks->zone);
	clock->start = instant_of_day(clock->day, clocks->zone);
	clock->end = instant_of_day(clock->day + 1, clocks->zone);
	for (int i = 0; i < 26; i++)
		clock->hour_of[i] = (gint8)hour_of_instant(clock->start + i * 3600, clocks->zone);
	return clock;
}

static struct utterance
utterance_of(const struct building *building, guint32 row, guint32 discussion, struct clocks *clocks)
{
	const struct message *message = RECORD_AT(building->conversation->records, message, row);
	guint32 person = building->person_of_message[row];
	const struct clock *clock = clock_of(clocks, message->created_at);
	gint64 hour = MIN((message->created_at - clock->start) / 3600, 25);
	return (struct utterance){ .at = message->created_at, .row = row, .person = person, .discussion = discussion, .day = clock->day,
	                           .is = utterance_is(building->conversation, message, person), .hour = (guint8)clock->hour_of[hour] };
}

static void
utterances_write(struct building *building, const struct drafting *drafting, const guint32 *order)
{
	struct conversation *conversation = building->conversation;
	guint32 n = RECORD_COUNT_OF(drafting->records, message), next = 0;
	g_autofree guint32 *place = g_new(guint32, drafting->drafts->len + 1), *rows = g_new(guint32, n + 1);
	g_autofree struct clocks *clocks = clocks_new(conversation->zone);

	for (guint32 i = 0; i < drafting->drafts->len; i++) {
		place[order[i]] = next;
		next += g_array_index(drafting->drafts, struct draft, order[i]).messages;
	}
	for (guint32 i = 0; i < n; i++)
		if (drafting->of_message[i] != NO_ROW)
			rows[place[drafting->of_message[i]]++] = i;
	conversation->n_utterances = next;
	conversation->utterances = g_new(struct utterance, next);
	for (guint32 i = 0, first = 0; i < conversation->n_discussions; i++) {
		guint32 past = place[order[i]];
		if (past - first > 1)
			g_qsort_with_data(&rows[first], (gint)(past - first), sizeof *rows, compare_messages, (gpointer)drafting->records);
		for (guint32 at = first; at < past; at++) {
			conversation->utterances[at] = utterance_of(building, rows[at], i, clocks);
			building->utterance_of_message[rows[at]] = at;
			conversation->bot_messages += (conversation->utterances[at].is & UTTERANCE_BOT) != 0;
		}
		first = past;
	}
}

/* ---- what a thread is ---- */

/* The message marked as root; else the first, unless it says that it is a reply (its root lies outside the export). */
static guint32
root_of(const struct conversation *conversation, const struct discussion *discussion)
{
	if (discussion->is_channel)
		return NO_UTTERANCE;
	for (guint32 i = discussion->first; i < discussion->past; i++)
		if (conversation_message(conversation, i)->is_root == 1)
			return i;
	return conversation_message(conversation, discussion->first)->is_root == 0 ? NO_UTTERANCE : discussion->first;
}

static guint8
visibility_of_platform(const struct account *account)
{
	static const char *const open[] = { "discourse", "reddit", "github", "stackexchange" };

	for (guint i = 0; account && i < G_N_ELEMENTS(open); i++)
		if (g_strcmp0(account->platform, open[i]) == 0)
			return VISIBILITY_PUBLIC;
	return VISIBILITY_MEMBERS;
}

static guint8
visibility_of(const struct conversation *conversation, const struct space *space, const struct discussion *discussion)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	const char *name = records_atom(conversation->records, discussion->space);
	const struct space_setting *setting = account && name ? project_space(conversation->project, account->id, name) : NULL;
	const struct record_field *field = record_field_find(KIND_space, "visibility");
	int word = setting && setting->visibility ? choice_find(field->words, setting->visibility) : -1;

	if (word > 0)
		return (guint8)word;
	return space && space->visibility ? space->visibility : visibility_of_platform(account);
}

struct surroundings {
	struct lookup *spaces, *threads; /* atoms → rows of KIND_space, KIND_thread */
};

static const struct space *
space_row(const struct conversation *conversation, const struct surroundings *around, const struct discussion *discussion)
{
	guint32 row = lookup_first(around->spaces, discussion->space);

	while (row != NO_ROW && RECORD_AT(conversation->records, space, row)->platform != discussion->platform)
		row = lookup_next(around->spaces, row);
	return row == NO_ROW ? NULL : RECORD_AT(conversation->records, space, row);
}

static guint32
thread_row(const struct conversation *conversation, const struct surroundings *around, const struct draft *draft)
{
	guint32 row = lookup_first(around->threads, draft->key);

	while (row != NO_ROW) {
		const struct thread *thread = RECORD_AT(conversation->records, thread, row);
		if (thread->platform == draft->platform && (!thread->space || !draft->space || thread->space == draft->space))
			break;
		row = lookup_next(around->threads, row);
	}
	return row;
}

static struct surroundings
surroundings_of(const struct records *records)
{
	guint32 atoms = intern_count(records->atoms);
	struct surroundings around = { lookup_new(atoms, RECORD_COUNT_OF(records, space)), lookup_new(atoms, RECORD_COUNT_OF(records, thread)) };

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, space); i++)
		lookup_add(around.spaces, RECORD_AT(records, space, i)->space, i);
	for (guint32 i = 0; i < RECORD_COUNT_OF(records, thread); i++)
		lookup_add(around.threads, RECORD_AT(records, thread, i)->thread, i);
	return around;
}

static void
discussions_write(struct conversation *conversation, const struct drafting *drafting, const guint32 *order)
{
	struct surroundings around = surroundings_of(conversation->records);
	guint32 first = 0;

	for (guint32 i = 0; i < conversation->n_discussions; i++) {
		const struct draft *draft = &g_array_index(drafting->drafts, struct draft, order[i]);
		struct discussion *discussion = &conversation->discussions[i];
		*discussion = (struct discussion){
			.first = first, .past = first + draft->messages, .row = thread_row(conversation, &around, draft), .is_channel = (guint8)draft->is_channel,
			.scope = (guint16)scope_map_of(conversation->scopes, draft->platform, 0, 0), .platform = draft->platform, .space = draft->space,
		};
		first = discussion->past;
		discussion->root = root_of(conversation, discussion);
		gboolean is_private = discussion->row != NO_ROW && RECORD_AT(conversation->records, thread, discussion->row)->is_private == 1;
		discussion->visibility = is_private ? VISIBILITY_PRIVATE
		                                    : visibility_of(conversation, space_row(conversation, &around, discussion), discussion);
		conversation->has_threads[discussion->scope] |= !draft->is_channel;
	}
	lookup_free(around.spaces);
	lookup_free(around.threads);
}

static int
compare_times(const void *a, const void *b, void *user)
{
	const struct utterance *utterances = user;
	guint32 i = *(const guint32 *)a, j = *(const guint32 *)b;

	if (utterances[i].at != utterances[j].at)
		return utterances[i].at < utterances[j].at ? -1 : 1;
	return (i > j) - (i < j);
}

static void
by_time_write(struct conversation *conversation)
{
	conversation->by_time = g_new(guint32, conversation->n_utterances);
	for (guint32 i = 0; i < conversation->n_utterances; i++)
		conversation->by_time[i] = i;
	if (conversation->n_utterances)
		g_qsort_with_data(conversation->by_time, (gint)conversation->n_utterances, sizeof(guint32), compare_times, conversation->utterances);
}

void
build_discussions(struct building *building)
{
	struct conversation *conversation = building->conversation;
	guint32 n = RECORD_COUNT_OF(conversation->records, message);
	struct drafting drafting = { conversation->records, lookup_new(intern_count(conversation->records->atoms), 64),
	                             g_array_new(FALSE, FALSE, sizeof(struct draft)), g_new(guint32, n) };

	building->utterance_of_message = g_new(guint32, n + 1); /* never NULL */
	memset(building->utterance_of_message, 0xff, sizeof(guint32) * n); /* NO_UTTERANCE */
	drafts_gather(building, &drafting);
	g_autofree guint32 *order = g_new(guint32, drafting.drafts->len);
	for (guint32 i = 0; i < drafting.drafts->len; i++)
		order[i] = i;
	if (drafting.drafts->len)
		g_qsort_with_data(order, (gint)drafting.drafts->len, sizeof *order, compare_drafts, &drafting);
	conversation->n_discussions = drafting.drafts->len;
	conversation->discussions = g_new0(struct discussion, drafting.drafts->len);
	utterances_write(building, &drafting, order);
	discussions_write(conversation, &drafting, order);
	by_time_write(conversation);
	lookup_free(drafting.by_key);
	g_array_unref(drafting.drafts);
	g_free(drafting.of_message);
}
