/* What flags and moderators did, joined: an incident a message, with its first flag, first decision and removal; a sanction an action,
 * with what became of it (C23–C25, C46). */
#include "metrics/community/building.h"

/* One row of mod_action. Sorted by the message or, without one, the account that it is about; then by time. */
struct act {
	const struct mod_action *action;
	atom message; /* its own, or that of the flag it resolves; 0 */
};

/* ---- which message ---- */

static guint64 *
action_key(atom platform, atom action_id)
{
	guint64 *key = g_new(guint64, 1);

	*key = (guint64)platform << 32 | action_id;
	return key;
}

static GHashTable *
actions_by_id(const struct records *records)
{
	GHashTable *actions = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, mod_action); i++) {
		struct mod_action *action = RECORD_AT(records, mod_action, i);
		g_hash_table_insert(actions, action_key(action->platform, action->action_id), action);
	}
	return actions;
}

static atom
message_of(GHashTable *actions, const struct mod_action *action)
{
	g_autofree guint64 *key = action_key(action->platform, action->resolves);
	const struct mod_action *flag = action->resolves ? g_hash_table_lookup(actions, key) : NULL;

	return action->message_id || !flag ? action->message_id : flag->message_id;
}

/* ---- in order ---- */

static int
compare_subjects(const struct records *records, const struct act *x, const struct act *y)
{
	const atom left[] = { x->action->platform, x->message, x->message ? 0 : x->action->target };
	const atom right[] = { y->action->platform, y->message, y->message ? 0 : y->action->target };

	for (guint i = 0; i < G_N_ELEMENTS(left); i++) {
		int order = left[i] == right[i] ? 0 : g_strcmp0(records_atom(records, left[i]), records_atom(records, right[i]));
		if (order)
			return order;
	}
	return 0;
}

static int
compare_acts(const void *a, const void *b, void *user)
{
	const struct records *records = user;
	const struct act *x = a, *y = b;
	int order = compare_subjects(records, x, y);

	if (order)
		return order;
	if (x->action->at != y->action->at)
		return x->action->at < y->action->at ? -1 : 1;
	return g_strcmp0(records_atom(records, x->action->action_id), records_atom(records, y->action->action_id));
}

static GArray *
acts_of(struct conversation *conversation)
{
	const struct records *records = conversation->records;
	g_autoptr(GHashTable) actions = actions_by_id(records);
	GArray *acts = g_array_new(FALSE, FALSE, sizeof(struct act));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, mod_action); i++) {
		const struct mod_action *action = RECORD_AT(records, mod_action, i);
		struct act act = { action, message_of(actions, action) };
		if (action->at != NO_TIME)
			g_array_append_val(acts, act);
		conversation->flags_astray += action->kind == MOD_FLAG && !act.message;
	}
	g_array_sort_with_data(acts, compare_acts, (gpointer)records);
	return acts;
}

/* ---- what an action is ---- */

/* Members call something spam by a vote: that is a flag. */
static gboolean
is_flag(const struct mod_action *action)
{
	return action->kind == MOD_FLAG || (action->kind == MOD_SPAM && action->actor == ACTOR_MEMBER);
}

static gboolean
is_sanction(const struct mod_action *action)
{
	return action->kind != MOD_UNKNOWN && action->kind != MOD_APPROVE && action->kind != MOD_RESTORE && !is_flag(action);
}

static gboolean
is_decision(const struct mod_action *action)
{
	return action->kind != MOD_UNKNOWN && action->actor != ACTOR_AUTO && !is_flag(action);
}

static gboolean
is_removal(const struct mod_action *action)
{
	return is_sanction(action) && (action->kind == MOD_HIDE || action->kind == MOD_DELETE || action->kind == MOD_SPAM);
}

static gboolean
is_return(const struct mod_action *action)
{
	return action->kind == MOD_RESTORE || action->kind == MOD_APPROVE;
}

static gint64
time_earlier(gint64 a, gint64 b)
{
	return a == NO_TIME ? b : b == NO_TIME ? a : MIN(a, b);
}

/* ---- sanctions: the acts [first, past) are about one message or account ---- */

static struct sanction
sanction_of(const struct conversation *conversation, const struct act *acts, guint number, guint past)
{
	const struct mod_action *action = acts[number].action;
	struct sanction sanction = { .at = action->at, .appeal_at = action->appeal_at, .reversed_at = action->reversed_at, .kind = action->kind,
	                             .scope = (guint16)scope_map_of(conversation->scopes, action->platform, 0, 0) };

	for (guint i = number + 1; i < past && sanction.reversed_at == NO_TIME; i++)
		if (is_return(acts[i].action))
			sanction.reversed_at = acts[i].action->at;
	return sanction;
}

static void
sanctions_take(const struct conversation *conversation, const struct act *acts, guint first, guint past, GArray *sanctions)
{
	gboolean removed = FALSE;

	for (guint i = first; i < past; i++) {
		const struct mod_action *action = acts[i].action;
		if (is_sanction(action)) {
			struct sanction sanction = sanction_of(conversation, acts, i, past);
			sanction.is_removal = acts[i].message && is_removal(action) && !removed;
			g_array_append_val(sanctions, sanction);
		}
		removed = is_removal(action) || (removed && !is_return(action));
	}
}

/* ---- incidents ---- */

static void
incident_take(struct incident *incident, const struct mod_action *action)
{
	if (is_flag(action))
		incident->flagged_at = time_earlier(incident->flagged_at, action->at);
	if (is_decision(action) && incident->flagged_at != NO_TIME)
		incident->decided_at = time_earlier(incident->decided_at, action->at);
	if (is_removal(action))
		incident->removed_at = time_earlier(incident->removed_at, action->at);
	if (incident->verdict == VERDICT_UNKNOWN)
		incident->verdict = action->verdict;
	if (is_sanction(action) && action->kind == MOD_SPAM)
		incident->is_spam = action->reversed_at == NO_TIME;
	else if (is_return(action))
		incident->is_spam = 0;
}

/* When a moderator or the system took a message away; NO_TIME: never. */
static gint64
removal_of(const struct records *records, const struct message *message)
{
	return message->deleted_by < DELETED_BY_MODERATOR ? NO_TIME : RECORD_RARE(records, message, message)->deleted_at;
}

/* What the message itself tells: when it went, and by whose hand. */
static void
incident_take_message(struct incident *incident, const struct conversation *conversation, const struct message *message, guint32 person)
{
	gint64 deleted_at = removal_of(conversation->records, message);

	if (deleted_at == NO_TIME)
		return;
	incident->removed_at = time_earlier(incident->removed_at, deleted_at);
	if (message->deleted_by == DELETED_BY_MODERATOR && incident->flagged_at != NO_TIME && deleted_at >= incident->flagged_at)
		incident->decided_at = time_earlier(incident->decided_at, deleted_at);
	incident->is_spam |= person != NOBODY && conversation->people[person].banned;
}

static struct incident
incident_at(const struct building *building, atom platform, guint32 row)
{
	return (struct incident){
		.flagged_at = NO_TIME, .decided_at = NO_TIME, .removed_at = NO_TIME,
		.utterance = row == NO_ROW ? NO_UTTERANCE : building->utterance_of_message[row],
		.scope = (guint16)scope_map_of(building->conversation->scopes, platform, 0, 0),
	};
}

static void
incidents_of_acts(struct building *building, const struct act *acts, guint first, guint past, guint8 *seen, GArray *incidents)
{
	guint32 row = building_message(building, acts[first].action->platform, acts[first].message);
	struct incident incident = incident_at(building, acts[first].action->platform, row);

	for (guint i = first; i < past; i++)
		incident_take(&incident, acts[i].action);
	if (row != NO_ROW) {
		incident_take_message(&incident, building->conversation, RECORD_AT(building->conversation->records, message, row),
		                      building->person_of_message[row]);
		seen[row] = 1;
	}
	if (incident.flagged_at != NO_TIME || incident.removed_at != NO_TIME)
		g_array_append_val(incidents, incident);
}

/* Removed by a moderator, as the message alone tells. */
static void
incidents_of_messages(struct building *building, const guint8 *seen, GArray *incidents)
{
	const struct records *records = building->conversation->records;

	for (guint32 i = 0; i < building->conversation->n_utterances; i++) {
		guint32 row = building->conversation->utterances[i].row;
		const struct message *message = RECORD_AT(records, message, row);
		if (seen[row] || removal_of(records, message) == NO_TIME)
			continue;
		struct incident incident = incident_at(building, message->platform, row);
		incident_take_message(&incident, building->conversation, message, building->person_of_message[row]);
		g_array_append_val(incidents, incident);
	}
}

static gint64
incident_begin(const struct incident *incident)
{
	return incident->flagged_at != NO_TIME ? incident->flagged_at : incident->removed_at;
}

/* Equal times keep the order in which incidents were made: that of ids, then of messages. */
static int
compare_incidents(const void *a, const void *b)
{
	gint64 x = incident_begin(a), y = incident_begin(b);

	return (x > y) - (x < y);
}

static int
compare_sanctions(const void *a, const void *b)
{
	gint64 x = ((const struct sanction *)a)->at, y = ((const struct sanction *)b)->at;

	return (x > y) - (x < y);
}

/* ---- both ---- */

static void
moderated_note(struct conversation *conversation)
{
	conversation->moderated_from = g_new(gint64, conversation->n_scopes + 1);
	for (guint i = 0; i <= conversation->n_scopes; i++)
		conversation->moderated_from[i] = NO_TIME;
	for (guint32 i = 0; i < RECORD_COUNT_OF(conversation->records, mod_action); i++) {
		const struct mod_action *action = RECORD_AT(conversation->records, mod_action, i);
		guint scope = scope_map_of(conversation->scopes, action->platform, 0, 0);
		conversation->moderated_from[scope] = time_earlier(conversation->moderated_from[scope], action->at);
	}
}

void
build_moderation(struct building *building)
{
	struct conversation *conversation = building->conversation;
	g_autoptr(GArray) acts = acts_of(conversation);
	const struct act *act = (const struct act *)(void *)acts->data;
	GArray *incidents = g_array_new(FALSE, FALSE, sizeof(struct incident)), *sanctions = g_array_new(FALSE, FALSE, sizeof(struct sanction));
	g_autofree guint8 *seen = g_new0(guint8, RECORD_COUNT_OF(conversation->records, message) + 1);

	for (guint first = 0, past; first < acts->len; first = past) {
		for (past = first + 1; past < acts->len && compare_subjects(conversation->records, &act[first], &act[past]) == 0;)
			past++;
		sanctions_take(conversation, act, first, past, sanctions);
		if (act[first].message)
			incidents_of_acts(building, act, first, past, seen, incidents);
	}
	incidents_of_messages(building, seen, incidents);
	g_array_sort(incidents, compare_incidents); /* stable */
	g_array_sort(sanctions, compare_sanctions);
	moderated_note(conversation);
	conversation->n_incidents = incidents->len;
	conversation->incidents = (struct incident *)(void *)g_array_free(incidents, FALSE);
	conversation->n_sanctions = sanctions->len;
	conversation->sanctions = (struct sanction *)(void *)g_array_free(sanctions, FALSE);
}
