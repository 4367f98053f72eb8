/* Scopes, periods and question clocks of community leaves. */
#include "metrics/community/place.h"

#define YEAR_SECONDS (365 * 86400)

const char *const READS_MESSAGES[] = { "message", NULL };
const char *const READS_EVENTS[] = { "message", "attendance", "event", NULL };
const char *const READS_JOINING[] = { "member", "message", "attendance", "event", "member_day", NULL };

const char *
relation_label(int relation)
{
	static const char *const labels[RELATIONS] = {
		[RELATION_UNKNOWN] = "not known", [RELATION_CUSTOMER] = "customers", [RELATION_PROSPECT] = "prospects",
		[RELATION_FORMER_CUSTOMER] = "former customers", [RELATION_PARTNER] = "partners",
		[RELATION_FAN_NONCUSTOMER] = "fans who do not buy", [RELATION_PRESS] = "press",
	};

	return labels[relation];
}
const char *const READS_MODERATION[] = { "mod_action", "message", NULL };
const char *const READS_LABELS[] = { "label", "message", NULL };

int
inquiry_place(const struct inquiry *inquiry)
{
	return scope_map_find(inquiry->conversation->scopes, inquiry->scope);
}

guint
inquiry_arrivals(const struct inquiry *inquiry)
{
	int place = inquiry_place(inquiry);

	return place == SCOPE_NONE ? inquiry->conversation->n_scopes + 1 : (guint)place;
}

struct period
inquiry_month_before(const struct inquiry *inquiry)
{
	return period_step(inquiry->period, -1, inquiry->project->zone);
}

GHashTable *
place_names_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
}

const char *
place_name_kept(GHashTable *names, const struct conversation *conversation, const struct discussion *discussion)
{
	guint64 key = (guint64)discussion->platform << 32 | discussion->space;
	gpointer name = NULL;

	if (discussion->visibility == VISIBILITY_PRIVATE || g_hash_table_lookup_extended(names, &key, NULL, &name))
		return name;
	name = place_name(conversation, discussion);
	g_hash_table_insert(names, g_memdup2(&key, sizeof key), name);
	return name;
}

const char *
labels_missing(const struct inquiry *inquiry, const enum label_meaning labels[3], const char *never)
{
	gint64 begin = NO_TIME;

	for (guint i = 0; i < 3; i++) {
		gint64 from = conversation_labels_begin(inquiry->conversation, labels[i]);
		if (from != NO_TIME && (begin == NO_TIME || from < begin))
			begin = from;
	}
	if (begin == NO_TIME)
		return never;
	return begin >= inquiry->window.end ? "before the first such label" : NULL;
}

char *
place_name(const struct conversation *conversation, const struct discussion *discussion)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	const char *space = records_atom(conversation->records, discussion->space);
	const struct space_setting *setting = account && space ? project_space(conversation->project, account->id, space) : NULL;

	if (discussion->visibility == VISIBILITY_PRIVATE)
		return NULL;
	if (setting && setting->name)
		return g_strdup(setting->name);
	for (guint32 i = 0; space && i < RECORD_COUNT_OF(conversation->records, space); i++) {
		const struct space *row = RECORD_AT(conversation->records, space, i);
		if (row->space == discussion->space && row->platform == discussion->platform && row->name)
			return g_strdup(records_atom(conversation->records, row->name));
	}
	return g_strdup(space ? space : account ? account->label ? account->label : account->id : NULL);
}

gint64
moderation_begin(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	int place = inquiry_place(inquiry);
	gint64 begin = NO_TIME;

	if (place != SCOPE_NONE)
		return conversation->moderated_from[place];
	for (guint i = 0; i <= conversation->n_scopes; i++) {
		gint64 from = conversation->moderated_from[i];
		if (from != NO_TIME && (begin == NO_TIME || from < begin))
			begin = from;
	}
	return begin;
}

const char *
moderation_missing(const struct inquiry *inquiry)
{
	gint64 begin = moderation_begin(inquiry);

	if (begin == NO_TIME)
		return "no export tells of flags or moderators: tables/moderation.csv can";
	return begin >= inquiry->window.end ? "before the first flag or decision that is told of" : NULL;
}

gint64
moderation_watched_until(const struct inquiry *inquiry, guint scope)
{
	gint64 end = scope_map_end(inquiry->conversation->scopes, scope);

	return end == NO_TIME ? inquiry->follow_until : MIN(end, inquiry->follow_until);
}

gint32 *
inquiry_last_days(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_presences(conversation, inquiry->period.first, inquiry->period.past);
	gint32 *last = g_new(gint32, conversation->n_people + 1);

	for (guint32 p = 0; p < conversation->n_people; p++)
		last[p] = NO_DAY;
	for (guint32 i = span.first; i < span.past; i++)
		if (conversation_is_member(conversation, conversation->presences[i].person))
			last[conversation->presences[i].person] = conversation->presences[i].day;
	return last;
}

gboolean
inquiry_knows_before(const struct inquiry *inquiry, const struct period *month)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	return begin != NO_TIME && begin <= month->start;
}

void
note_short_history(const struct inquiry *inquiry, struct figure *figure)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	if (inquiry->current && g_strcmp0(inquiry->scope, SCOPE_ALL) == 0 && begin > inquiry->period.start - YEAR_SECONDS)
		figure_note(figure, "The data reach back less than twelve months: some people may be new to the data only.");
}

gboolean
question_clock(const struct inquiry *inquiry, const struct question *question, struct duration *duration)
{
	const struct conversation *conversation = inquiry->conversation;
	gint64 end = conversation_watched_until(conversation, question->discussion, inquiry->follow_until);

	if (question->ended_at != NO_TIME)
		end = MIN(end, question->ended_at);
	if (question->at > end)
		return FALSE;
	*duration = (struct duration){ (double)(end - question->at) / 3600, CENSORED };
	if (question->response == NO_UTTERANCE || conversation->utterances[question->response].at > end)
		return TRUE;
	const struct utterance *response = &conversation->utterances[question->response];
	duration->time = (double)(response->at - question->at) / 3600;
	duration->cause = conversation_is_staff(conversation, response->person) ? ANSWERED_BY_STAFF : ANSWERED_BY_MEMBER;
	return TRUE;
}

GArray *
question_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->window);
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));
	int place = inquiry_place(inquiry);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration duration;
		if (conversation_in_scope(conversation, question->discussion, place) && question_clock(inquiry, question, &duration))
			g_array_append_val(clocks, duration);
	}
	return clocks;
}

struct survival *
question_curve(const struct inquiry *inquiry)
{
	g_autoptr(GArray) clocks = question_clocks(inquiry);

	return survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
}
