/* When people write: messages by weekday and hour over 90 days, each cell only where enough people stand behind it (§9.1). */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define CELLS (7 * 24)

struct mark {
	guint32 cell, person;
};

static int
compare_marks(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static guint32
cell_of(const struct utterance *utterance)
{
	return (guint32)day_weekday(utterance->day) * 24 + utterance->hour;
}

/* Messages of members a cell, and how many members wrote them. */
static void
cells_count(const struct inquiry *inquiry, gint64 *messages, gint64 *people)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);
	g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(struct mark));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		if (!(utterance->is & UTTERANCE_SPEAKS) || !conversation_is_member(conversation, utterance->person) ||
		    !conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			continue;
		struct mark mark = { cell_of(utterance), utterance->person };
		g_array_append_val(marks, mark);
		messages[mark.cell]++;
	}
	g_array_sort(marks, compare_marks);
	for (guint i = 0; i < marks->len; i++)
		if (i == 0 || compare_marks(&g_array_index(marks, struct mark, i), &g_array_index(marks, struct mark, i - 1)) != 0)
			people[g_array_index(marks, struct mark, i).cell]++;
}

static void
messages_by_hour(const struct inquiry *inquiry, struct figure *figure)
{
	gint64 messages[CELLS] = { 0 }, people[CELLS] = { 0 };

	cells_count(inquiry, messages, people);
	for (guint cell = 0; cell < CELLS; cell++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_number(figure, row, 2, cell / 24);
		figure_set_number(figure, row, 3, cell % 24);
		row->values[0] = answer_about(value_count(messages[cell]), people[cell]);
	}
}

static const struct metric_column hour_columns[] = {
	{ .name = "weekday", .label = "Weekday", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "hour", .label = "Hour", .is_key = TRUE, .key_kind = KEY_NUMBER }, { NULL },
};

static const struct metric_total hour_totals[] = { { .over = "weekday", .and = "hour" }, { NULL } };

const struct metric metric_messages_by_hour = {
	.definition = {
		.name = "c_messages_by_hour", .card = "C50", .discipline = DISCIPLINE_COMMUNITY, .label = "When members write",
		.question = "At what hours is somebody there?",
		.formula = "Messages by members in the last 90 days by weekday (0 = Monday) and hour, in the report’s time zone. Hours behind which "
		           "stand only a few people are hidden.",
		.noun = "messages", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_MATRIX, .comparison = COMPARE_NONE, .version = 1,
		.source = "beside C50, response coverage by hour",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = hour_columns, .totals = hour_totals,
	.measure = messages_by_hour,
};
