/* A small community for tests: people, messages and the project around them, built by hand. Times are "2026-10-05 14:00" in UTC. */
#ifndef TESTS_TALK_H
#define TESTS_TALK_H

#include "metrics/metric.h"

struct talk {
	struct records *records;
	struct project *project;
	struct complaints *complaints;
	guint next;      /* number of the next message */
	guint8 rule;     /* reply rule of the next messages */
	const char *platform;
};

static inline atom
talk_atom(struct talk *talk, const char *word)
{
	return word ? intern_add(talk->records->atoms, word, -1) : 0;
}

static inline gint64
talk_time(const char *text)
{
	gint32 day;
	gint64 instant;

	g_assert_true(moment_parse(text, strlen(text) > 10 ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", NULL, 0, &day, &instant));
	return strlen(text) > 10 ? instant : instant_of_day(day, NULL);
}

static inline void
talk_account(struct talk *talk, const char *id, const char *platform)
{
	struct account *account = g_new0(struct account, 1);

	account->id = g_strdup(id);
	account->label = g_strdup(id);
	account->platform = g_strdup(platform);
	account->discipline = DISCIPLINE_COMMUNITY;
	g_ptr_array_add(talk->project->accounts, account);
}

/* One account "forum", complete to the end of `complete_to`. */
static inline struct talk
talk_open(const char *complete_to)
{
	struct talk talk = { records_new(), project_new("."), complaints_new(), 1, REPLY_RULE_THREAD, "discourse" };

	talk.project->zone = zone_open("UTC");
	talk_account(&talk, "forum", "discourse");
	((struct account *)g_ptr_array_index(talk.project->accounts, 0))->complete_to = g_strdup(complete_to);
	return talk;
}

static inline void
talk_close(struct talk *talk)
{
	records_free(talk->records);
	project_free(talk->project);
	complaints_free(talk->complaints);
}

static inline struct member *
talk_member(struct talk *talk, const char *name, int kind)
{
	struct member member;

	record_clear(KIND_member, &member);
	member.platform = talk_atom(talk, talk->platform);
	member.account = member.person = talk_atom(talk, name);
	member.kind = (guint8)kind;
	records_add(talk->records, KIND_member, &member);
	return RECORD_AT(talk->records, member, RECORD_COUNT_OF(talk->records, member) - 1);
}

/* The message just said; ids are "m1", "m2" … The first of a thread is its root. Valid until the next one. */
static inline struct message *
talk_says(struct talk *talk, const char *thread, const char *who, const char *when)
{
	_Alignas(8) char whole[RECORD_WHOLE_LIMIT];
	struct message *message = (void *)whole;
	g_autofree char *id = g_strdup_printf("m%u", talk->next);

	record_clear(KIND_message, whole);
	message->record.order = talk->next++;
	message->platform = talk_atom(talk, talk->platform);
	message->message_id = talk_atom(talk, id);
	message->thread = talk_atom(talk, thread);
	message->account = talk_atom(talk, who);
	message->created_at = talk_time(when);
	message->reply_rule = talk->rule;
	records_add(talk->records, KIND_message, whole);
	return RECORD_AT(talk->records, message, RECORD_COUNT_OF(talk->records, message) - 1);
}

/* What a message says rarely, to be filled. Valid until another message has one. */
static inline struct message_rare *
talk_rare(struct talk *talk, struct message *message)
{
	GArray *rare = talk->records->rare[KIND_message];

	if (!message->rare) {
		g_array_append_vals(rare, RECORD_RARE(talk->records, message, message), 1);
		message->rare = rare->len;
	}
	return RECORD_RARE_HELD(talk->records, message, message);
}

/* A message in reply to another one. */
static inline struct message *
talk_replies(struct talk *talk, const char *thread, const char *who, const char *when, const char *to)
{
	struct message *message = talk_says(talk, thread, who, when);

	message->reply_to = talk_atom(talk, to);
	return message;
}

static inline struct message *
talk_asks(struct talk *talk, const char *thread, const char *who, const char *when)
{
	struct message *message = talk_says(talk, thread, who, when);

	message->asks = 1;
	return message;
}

static inline void
talk_mentions(struct talk *talk, const char *message, const char *who)
{
	struct message_mention mention;

	record_clear(KIND_message_mention, &mention);
	mention.platform = talk_atom(talk, talk->platform);
	mention.message_id = talk_atom(talk, message);
	mention.account = talk_atom(talk, who);
	records_add(talk->records, KIND_message_mention, &mention);
}

/* A judgement on a message; `at` and `detail` may be NULL. */
static inline void
talk_label(struct talk *talk, const char *message, const char *word, const char *by, const char *at, const char *detail)
{
	struct label label;

	record_clear(KIND_label, &label);
	label.platform = talk_atom(talk, talk->platform);
	label.message_id = talk_atom(talk, message);
	label.label = talk_atom(talk, word);
	label.labelled_by = talk_atom(talk, by);
	label.detail = talk_atom(talk, detail);
	if (at)
		label.at = talk_time(at);
	records_add(talk->records, KIND_label, &label);
}

/* Something done to a message; ids are "a1", "a2" … Valid until the next one. */
static inline struct mod_action *
talk_moderates(struct talk *talk, const char *message, int kind, int actor, const char *at)
{
	struct mod_action action;
	g_autofree char *id = g_strdup_printf("a%u", RECORD_COUNT_OF(talk->records, mod_action) + 1);

	record_clear(KIND_mod_action, &action);
	action.platform = talk_atom(talk, talk->platform);
	action.action_id = talk_atom(talk, id);
	action.message_id = talk_atom(talk, message);
	action.kind = (guint8)kind;
	action.actor = (guint8)actor;
	action.at = talk_time(at);
	records_add(talk->records, KIND_mod_action, &action);
	return RECORD_AT(talk->records, mod_action, RECORD_COUNT_OF(talk->records, mod_action) - 1);
}

/* The rows of a kind in another order, as if files had been read the other way round. */
static inline void
talk_reverse(struct talk *talk, enum record_kind kind)
{
	GArray *rows = talk->records->rows[kind];
	gsize size = record_type(kind)->size;
	g_autofree char *spare = g_malloc(size);

	for (guint i = 0, j = rows->len; j > 0 && i < --j; i++) {
		memcpy(spare, rows->data + i * size, size);
		memcpy(rows->data + i * size, rows->data + j * size, size);
		memcpy(rows->data + j * size, spare, size);
	}
}

static inline struct period
talk_month(int month)
{
	return period_month(2026, month, NULL);
}

/* A metric's raw headline of a month (not settled by the registry). */
static inline struct value
talk_value(const struct measuring *measuring, const char *name, int month, const char *scope)
{
	const struct metric *metric = metric_find(name);
	struct period period = talk_month(month);

	g_assert_nonnull(metric);
	struct inquiry inquiry = measuring_inquiry(measuring, metric, &period, &period, scope);
	return metric->value ? metric->value(&inquiry) : inquiry_value(&inquiry, name, scope);
}

/* A metric's whole figure of a month; caller frees. */
static inline struct figure *
talk_figure(const struct measuring *measuring, const char *name, int month)
{
	struct period period = talk_month(month);

	g_assert_nonnull(metric_find(name));
	return measuring_figure(measuring, metric_find(name), &period);
}

/* A column of the row whose first own key is `word` (NULL: of the first row), as the registry settled it. */
static inline const struct value *
talk_cell(const struct figure *figure, const char *word, const char *column)
{
	int number = figure_value(figure, column);

	g_assert_cmpint(number, >=, 0);
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (!word || g_strcmp0(row->keys[2].word, word) == 0)
			return &row->values[number];
	}
	return NULL;
}

/* A column of the reported month over all. */
static inline const struct value *
talk_now(const struct figure *figure, const char *column)
{
	const struct figure_row *row = figure_find(figure, &figure->period, SCOPE_ALL);

	g_assert_nonnull(row);
	g_assert_cmpint(figure_value(figure, column), >=, 0);
	return &row->values[figure_value(figure, column)];
}

/* What somebody is to us from a day on (NULL: ever since). */
static inline void
talk_standing(struct talk *talk, const char *who, const char *since, int relation, int stage)
{
	struct standing standing;

	record_clear(KIND_standing, &standing);
	standing.platform = talk_atom(talk, talk->platform);
	standing.account = talk_atom(talk, who);
	standing.since = since ? talk_time(since) : NO_TIME;
	standing.relation = (guint8)relation;
	standing.stage = (guint8)stage;
	records_add(talk->records, KIND_standing, &standing);
}

static inline void
talk_event(struct talk *talk, const char *id, const char *start)
{
	struct event event;

	record_clear(KIND_event, &event);
	event.event_id = talk_atom(talk, id);
	event.title = texts_add(talk->records->texts, id, -1);
	event.start = talk_time(start);
	records_add(talk->records, KIND_event, &event);
}

/* `registered`: a day, NULL: not. `attended`: 1, 0 or -1. */
static inline void
talk_guest(struct talk *talk, const char *event, const char *who, const char *registered, int attended)
{
	struct attendance attendance;

	record_clear(KIND_attendance, &attendance);
	attendance.event_id = talk_atom(talk, event);
	attendance.platform = talk_atom(talk, talk->platform);
	attendance.account = talk_atom(talk, who);
	attendance.registered_at = registered ? talk_time(registered) : NO_TIME;
	attendance.attended = (record_flag)attended;
	records_add(talk->records, KIND_attendance, &attendance);
}

/* A month's rows over all accounts as the leaf answers them, before the registry judges their size. Caller frees. */
static inline struct figure *
talk_raw(const struct measuring *measuring, const char *name, int month)
{
	const struct metric *metric = metric_find(name);
	struct period period = talk_month(month);

	g_assert_nonnull(metric);
	struct inquiry inquiry = measuring_inquiry(measuring, metric, &period, &period, SCOPE_ALL);
	struct figure *figure = figure_new(&metric->definition, &period);
	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	figure_add_value(figure, "value", "Value", metric->definition.unit);
	for (guint i = 0; metric->columns && metric->columns[i].name; i++) {
		const struct metric_column *column = &metric->columns[i];
		if (column->is_key)
			figure_add_key(figure, column->name, column->label, column->key_kind);
		else
			figure_add_value(figure, column->name, column->label, column->unit);
	}
	if (metric->value)
		inquiry_row(&inquiry, figure)->values[0] = metric->value(&inquiry);
	else
		metric->measure(&inquiry, figure);
	return figure;
}

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon((a), (b), 1e-4)

#endif
