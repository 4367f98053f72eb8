/* What moderators do, and whether it stands: decisions upheld (C25), removals taken back and spam seen before it went (C46). A decision
 * has thirty days to be reversed; it is judged when they are over, as newcomers are (C06). */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define STANDS_SECONDS (30 * 86400)

/* The window in which a decision must have been made for its thirty days to end in the inquiry's. */
static struct period
ripe_window(const struct inquiry *inquiry)
{
	struct period window = inquiry->window;

	window.start -= STANDS_SECONDS;
	window.end -= STANDS_SECONDS;
	return window;
}

static gboolean
sanction_in(const struct inquiry *inquiry, const struct sanction *sanction)
{
	int place = inquiry_place(inquiry);

	return place == SCOPE_NONE || sanction->scope == place;
}

/* ---- C25 ---- */

/* When somebody asked for a second look or, without asking, took one: then the decision was reversed. NO_TIME: it never was reviewed. */
static gint64
review_of(const struct sanction *sanction)
{
	return sanction->appeal_at != NO_TIME ? sanction->appeal_at : sanction->reversed_at;
}

static gboolean
is_reversed(const struct sanction *sanction)
{
	return sanction->reversed_at != NO_TIME && sanction->reversed_at < review_of(sanction) + STANDS_SECONDS;
}

struct reviews {
	gint64 all, upheld, appealed;
};

/* Of all kinds of decisions, or of one. */
static struct reviews
reviews_of(const struct inquiry *inquiry, guint8 kind)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period window = ripe_window(inquiry);
	struct reviews reviews = { 0, 0, 0 };

	for (guint32 i = 0; i < conversation->n_sanctions; i++) {
		const struct sanction *sanction = &conversation->sanctions[i];
		gint64 review = review_of(sanction);
		if (review == NO_TIME || !period_holds(&window, review) || !sanction_in(inquiry, sanction) || (kind && sanction->kind != kind))
			continue;
		reviews.all++;
		reviews.upheld += !is_reversed(sanction);
		reviews.appealed += sanction->appeal_at != NO_TIME;
	}
	return reviews;
}

static void
upheld_rate(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct reviews reviews = reviews_of(inquiry, MOD_UNKNOWN);

	if (moderation_missing(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	row->values[0] = answer_share(reviews.upheld, reviews.all, "no appeals");
	row->values[1] = value_count(reviews.appealed);
	row->values[2] = value_count(reviews.all - reviews.upheld);
}

static const struct metric_column upheld_columns[] = {
	{ .name = "appealed", .label = "Appealed" }, { .name = "reversed", .label = "Reversed" }, { NULL },
};

const struct metric metric_decision_upheld_rate = {
	.definition = {
		.name = "c_decision_upheld_rate", .card = "C25", .discipline = DISCIPLINE_COMMUNITY, .label = "Reviewed decisions that stood",
		.question = "Are rules enforced fairly?", .phrase = "{value} of the decisions that were looked at again stood",
		.formula = "Hidings, removals, warnings, suspensions and bans that were appealed, or reversed without an appeal, and whose thirty days since "
		           "then ended in these 90 days: share not reversed within the thirty. Range: Wilson.",
		.noun = "reviewed decisions", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "community management practice: firm and fair; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .columns = upheld_columns, .measure = upheld_rate,
};

static void
upheld_by_kind(const struct inquiry *inquiry, struct figure *figure)
{
	static const char *const labels[] = { [MOD_HIDE] = "Hidden", [MOD_DELETE] = "Deleted", [MOD_WARN] = "Warned", [MOD_SUSPEND] = "Suspended",
		                                  [MOD_BAN] = "Banned", [MOD_SPAM] = "Called spam" };

	if (moderation_missing(inquiry))
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
	for (guint8 kind = MOD_HIDE; !moderation_missing(inquiry) && kind <= MOD_SPAM; kind++) {
		struct reviews reviews = reviews_of(inquiry, kind);
		if (reviews.all == 0)
			continue;
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, labels[kind]);
		row->values[0] = answer_share(reviews.upheld, reviews.all, NULL);
		row->values[1] = value_count(reviews.all - reviews.upheld);
	}
}

static const struct metric_column kind_columns[] = {
	{ .name = "decision", .label = "Decision", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "reversed", .label = "Reversed" }, { NULL },
};

const struct metric metric_decision_upheld_by_kind = {
	.definition = {
		.name = "c_decision_upheld_by_kind", .card = "C25", .discipline = DISCIPLINE_COMMUNITY, .label = "Reviewed decisions that stood, by kind",
		.question = "Which decisions stand?", .phrase = "{value} of the decisions of this kind that were looked at again stood",
		.formula = "As “Reviewed decisions that stood”, by what was decided.",
		.noun = "reviewed decisions", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "as “Reviewed decisions that stood”",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .columns = kind_columns, .measure = upheld_by_kind,
};

/* ---- C46: removals taken back ---- */

static void
removal_reversal(const struct inquiry *inquiry, struct figure *figure)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period window = ripe_window(inquiry);
	struct span span = conversation_sanctions(conversation, &window);
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 removed = 0, restored = 0;

	if (moderation_missing(inquiry)) {
		row->values[0] = value_none(STATE_NO_DATA, moderation_missing(inquiry));
		return;
	}
	for (guint32 i = span.first; i < span.past; i++) {
		const struct sanction *sanction = &conversation->sanctions[i];
		if (!sanction->is_removal || !sanction_in(inquiry, sanction))
			continue;
		removed++;
		restored += sanction->reversed_at != NO_TIME && sanction->reversed_at < sanction->at + STANDS_SECONDS;
	}
	row->values[0] = answer_share(restored, removed, "no message was removed");
	row->values[1] = value_count(restored);
}

static const struct metric_column reversal_columns[] = { { .name = "restored", .label = "Restored" }, { NULL } };

const struct metric metric_removal_reversal = {
	.definition = {
		.name = "c_removal_reversal", .card = "C46", .discipline = DISCIPLINE_COMMUNITY, .label = "Removed messages that came back",
		.question = "How often was a removal a mistake?", .phrase = "{value} of the messages that moderators removed were restored",
		.formula = "Messages hidden, deleted or called spam by moderators or machines whose thirty days since then ended in these 90 days: share "
		           "restored within the thirty. Range: Wilson.",
		.noun = "removed messages", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 5, .comfortable = 30, .version = 1, .source = "own definition; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .columns = reversal_columns,
	.measure = removal_reversal,
};

/* ---- C46: how long spam was seen ---- */

/* Hours that spam written in the window was there. Only what has been removed is known to be spam, so nothing waits; what an earlier
 * month's readers could not know yet is left out of it. */
static GArray *
exposures(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));
	int place = inquiry_place(inquiry);

	for (guint32 i = 0; i < conversation->n_incidents; i++) {
		const struct incident *incident = &conversation->incidents[i];
		if (!incident->is_spam || incident->removed_at == NO_TIME || incident->utterance == NO_UTTERANCE ||
		    (place != SCOPE_NONE && incident->scope != place))
			continue;
		gint64 written = conversation->utterances[incident->utterance].at;
		struct duration clock = { (double)MAX(incident->removed_at - written, 0) / 3600, 1 };
		if (period_holds(&inquiry->window, written) && incident->removed_at <= moderation_watched_until(inquiry, incident->scope))
			g_array_append_val(clocks, clock);
	}
	return clocks;
}

static struct value
spam_exposure(const struct inquiry *inquiry)
{
	g_autoptr(GArray) clocks = exposures(inquiry);
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);

	if (moderation_missing(inquiry) && clocks->len == 0)
		return value_none(STATE_NO_DATA, moderation_missing(inquiry));
	return answer_median(curve, "no spam was removed", "fewer than half were gone by then");
}

const struct metric metric_spam_exposure_median = {
	.definition = {
		.name = "c_spam_exposure_median", .card = "C46", .discipline = DISCIPLINE_COMMUNITY, .label = "Time that spam could be seen",
		.question = "How long does spam stay?", .phrase = "half of the spam was gone within {value}",
		.formula = "Messages written in these 90 days that moderators called spam, or removed before they banned the writer: median hours until they "
		           "were hidden or deleted. Spam that nobody has found is not in it.",
		.noun = "removed spam messages", .unit = UNIT_HOURS, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 10, .comfortable = 30, .version = 1, .source = "own definition; Kaplan & Meier 1958",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MODERATION, .value = spam_exposure,
};
