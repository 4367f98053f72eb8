/* Deep or thin relationships among members, over 90 days (C15, C16). Volume does not matter: days, span, both ways, threads do. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/web.h"

#define DEEP_FORMULA \
	"A deep tie: two members who addressed each other both ways, on at least three days, with two weeks or more between first and last, " \
	"in at least two threads, within 90 days."

/* Ninety days of history, or nothing can be deep yet. */
static gboolean
history_reaches(const struct inquiry *inquiry)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	return begin != NO_TIME && day_of_instant(begin, inquiry->conversation->zone) <= inquiry->window.first;
}

/* Members' ties of each kind, with deep meaning `days` days. */
static gint64
ties_count(const struct inquiry *inquiry, int days, gint64 *kinds)
{
	const struct ties *ties = conversation_ties(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	gint64 all = 0;

	for (guint32 i = 0; i < ties->n; i++) {
		if (!tie_among_members(inquiry->conversation, &ties->ties[i]))
			continue;
		kinds[tie_kind_of(&ties->ties[i], inquiry->project, days)]++;
		all++;
	}
	return all;
}

/* ---- C15 ---- */

/* Members' ties, of which the deep ones count. */
static GArray *
pairs_of(const struct inquiry *inquiry)
{
	const struct ties *ties = conversation_ties(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));

	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		struct pair pair = { tie->a, tie->b, tie_kind_of(tie, inquiry->project, inquiry->project->deep_days) == TIE_DEEP };
		if (tie_among_members(inquiry->conversation, tie))
			g_array_append_val(pairs, pair);
	}
	return pairs;
}

static void
note_thresholds(const struct inquiry *inquiry, struct figure *figure)
{
	if (!inquiry->current || inquiry_place(inquiry) != SCOPE_NONE)
		return;
	for (int days = inquiry->project->deep_days - 1; days <= inquiry->project->deep_days + 1; days += 2) {
		gint64 kinds[TIE_KINDS] = { 0 }, all = ties_count(inquiry, days, kinds);
		if (all)
			figure_note(figure, "With %d days instead of %d, %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " ties would be deep.", days,
			            inquiry->project->deep_days, kinds[TIE_DEEP], all);
	}
}

static void
deep_share(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 kinds[TIE_KINDS] = { 0 };

	if (!history_reaches(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, "the data reach back less than 90 days");
		return;
	}
	g_autoptr(GArray) pairs = pairs_of(inquiry);
	ties_count(inquiry, inquiry->project->deep_days, kinds);
	row->values[0] = answer_pairs(inquiry, pairs, "no two members had an exchange");
	row->values[1] = value_count(kinds[TIE_DEEP]);
	row->values[2] = value_count(kinds[TIE_THIN]);
	row->values[3] = value_count(kinds[TIE_ONE_OFF]);
	note_thresholds(inquiry, figure);
	note_draws(inquiry, figure, pairs);
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column deep_columns[] = {
	{ .name = "deep", .label = "Deep" }, { .name = "thin", .label = "Thin" }, { .name = "one_off", .label = "One day only" }, { NULL },
};

const struct metric metric_deep_tie_share = {
	.definition = {
		.name = "c_deep_tie_share", .card = "C15", .discipline = DISCIPLINE_COMMUNITY, .label = "Lasting two-way ties",
		.question = "Deep or thin relationships?", .phrase = "{value} of ties between members were lasting and two-way",
		.formula = DEEP_FORMULA " Shown: deep ties / all ties between members. Range: bootstrap over people.",
		.noun = "ties between members", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 15, .comfortable = 60, .version = 1, .source = "Gilbert & Karahalios 2009, tie strength; Granovetter 1973; thresholds are ours",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .headline = TRUE, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = deep_columns,
	.measure = deep_share,
};

static void
tie_kinds(const struct inquiry *inquiry, struct figure *figure)
{
	static const struct { const char *label; enum tie_kind kind; } parts[] = {
		{ "lasting and two-way", TIE_DEEP }, { "several days", TIE_THIN }, { "one day only", TIE_ONE_OFF },
	};
	gint64 kinds[TIE_KINDS] = { 0 };

	if (!history_reaches(inquiry) || ties_count(inquiry, inquiry->project->deep_days, kinds) < inquiry->project->k_internal)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, parts[i].label);
		row->values[0] = value_count(kinds[parts[i].kind]);
	}
}

static const struct metric_column kind_columns[] = {
	{ .name = "tie", .label = "Tie", .is_key = TRUE, .key_kind = KEY_WORD }, { NULL },
};

const struct metric metric_tie_kinds = {
	.definition = {
		.name = "c_tie_kinds", .card = "C15", .discipline = DISCIPLINE_COMMUNITY, .label = "Ties between members by kind",
		.question = "What kinds of ties are there?", .formula = DEEP_FORMULA " One day only: exchanges on a single day. The rest: several days.",
		.noun = "ties between members", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_SHARES, .comparison = COMPARE_NONE,
		.version = 1, .source = "as “Lasting two-way ties”",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = kind_columns, .measure = tie_kinds,
};

/* ---- C16 ---- */

static struct value
share_with_deep_tie(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct ties *ties = conversation_ties(conversation, &inquiry->window, inquiry_place(inquiry));
	g_autofree guint8 *active = NULL, *deep = g_new0(guint8, conversation->n_people + 1);
	gint64 people = conversation_active(conversation, inquiry->window.first, inquiry->window.past, inquiry_place(inquiry), &active), with = 0;

	if (!history_reaches(inquiry))
		return value_none(STATE_NO_DATA, "the data reach back less than 90 days");
	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		if (tie_among_members(conversation, tie) && tie_kind_of(tie, inquiry->project, inquiry->project->deep_days) == TIE_DEEP)
			deep[tie->a] = deep[tie->b] = 1;
	}
	for (guint32 p = 0; p < conversation->n_people; p++)
		with += active[p] && deep[p];
	return answer_share(with, people, "nobody took part");
}

static void
members_with_deep_tie(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	row->values[0] = share_with_deep_tie(inquiry);
	note_bases(inquiry, figure, FALSE);
}

const struct metric metric_members_with_deep_tie = {
	.definition = {
		.name = "c_members_with_deep_tie", .card = "C16", .discipline = DISCIPLINE_COMMUNITY, .label = "Members with a lasting tie",
		.question = "How many people really belong?", .phrase = "{value} of active members have a lasting two-way tie to another",
		.formula = DEEP_FORMULA " Shown: members active in these 90 days who have one / members active. Range: Wilson.",
		.noun = "active members", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_DOTS, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "as “Lasting two-way ties”; Wilson 1927",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .headline = TRUE, .rolling90 = TRUE, .reads = READS_EVENTS, .measure = members_with_deep_tie,
};
