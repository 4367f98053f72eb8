/* Threads: how deep they go (C34), which get no reply (C36), whether our own seeds grow, and among whom (C37). Only those a week old
 * or more. */
#include "metrics/answer.h"
#include "metrics/community/place.h"

#define RIPE_SECONDS (7 * 86400)
#define PEOPLE_DEEP 3

/* What became of a thread. */
struct growth {
	guint replies;          /* human messages but the root */
	guint members;          /* distinct, the opener among them */
	guint members_replying; /* distinct, other than the opener, within a week */
};

/* `seen` is scratch: a number a person; `stamp` is new for each thread. */
static struct growth
growth_of(const struct conversation *conversation, const struct discussion *discussion, guint32 *seen, guint32 stamp)
{
	const struct utterance *root = &conversation->utterances[discussion->root];
	struct growth growth = { 0, 0, 0 };

	for (guint32 i = discussion->first; i < discussion->past; i++) {
		const struct utterance *utterance = &conversation->utterances[i];
		if (!(utterance->is & UTTERANCE_SPEAKS))
			continue;
		growth.replies += i != discussion->root;
		if (!conversation_is_member(conversation, utterance->person) || seen[utterance->person] == stamp)
			continue;
		seen[utterance->person] = stamp;
		growth.members++;
		growth.members_replying += utterance->person != root->person && utterance->at - root->at <= RIPE_SECONDS;
	}
	return growth;
}

/* Opened by a known human in the period and scope, old enough, not deleted. */
static gboolean
is_ripe(const struct inquiry *inquiry, guint32 number)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct discussion *discussion = &conversation->discussions[number];

	if (discussion->root == NO_UTTERANCE || !conversation_in_scope(conversation, number, inquiry_place(inquiry)))
		return FALSE;
	const struct utterance *root = &conversation->utterances[discussion->root];
	return root->is & UTTERANCE_SPEAKS && root->at + RIPE_SECONDS <= conversation_watched_until(conversation, number, inquiry->follow_until);
}

typedef void (*thread_take)(const struct inquiry *, guint32 number, const struct growth *, gpointer user);

static void
threads_walk(const struct inquiry *inquiry, thread_take take, gpointer user)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_discussions(conversation, &inquiry->period);
	g_autofree guint32 *seen = g_new0(guint32, conversation->n_people + 1);

	for (guint32 i = span.first; i < span.past; i++) {
		if (!is_ripe(inquiry, i))
			continue;
		struct growth growth = growth_of(conversation, &conversation->discussions[i], seen, i + 1);
		take(inquiry, i, &growth, user);
	}
}

/* ---- C34 ---- */

struct depth {
	GArray *replies; /* double */
	gint64 deep;
};

static void
depth_take(const struct inquiry *inquiry, guint32 number, const struct growth *growth, gpointer user)
{
	struct depth *depth = user;
	double replies = growth->replies;

	(void)inquiry, (void)number;
	g_array_append_val(depth->replies, replies);
	depth->deep += growth->members >= PEOPLE_DEEP;
}

static void
thread_depth(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	struct depth depth = { g_array_new(FALSE, FALSE, sizeof(double)), 0 };

	threads_walk(inquiry, depth_take, &depth);
	row->values[0] = answer_share(depth.deep, depth.replies->len, "no thread is a week old");
	row->values[1] = answer_interval(median_of((const double *)(const void *)depth.replies->data, depth.replies->len), depth.replies->len,
	                                 "no thread is a week old");
	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		row->values[0] = row->values[1] = value_none(STATE_NO_DATA, NO_THREADS);
	g_array_unref(depth.replies);
}

static const struct metric_column depth_columns[] = { { .name = "median_replies", .label = "Half have more replies than", .unit = UNIT_INDEX }, { NULL } };

const struct metric metric_thread_depth = {
	.definition = {
		.name = "c_thread_depth", .card = "C34", .discipline = DISCIPLINE_COMMUNITY, .label = "Threads with three members or more",
		.question = "Do conversations go deep?", .phrase = "{value} of threads had three or more members in them",
		.formula = "Threads opened in the period that are a week old: share in which at least three members wrote, the opener among them; threads "
		           "without replies included. Beside it: the median of replies. Range: Wilson.",
		.noun = "threads", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "own definition, thresholds printed; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .columns = depth_columns, .measure = thread_depth,
};

/* ---- C36 ---- */

struct silence_count {
	gint64 all, silent;
};

static gboolean
is_question(const struct conversation *conversation, guint32 number)
{
	const struct utterance *root = &conversation->utterances[conversation->discussions[number].root];
	struct period moment = { .start = root->at, .end = root->at + 1 };
	struct span span = conversation_questions(conversation, &moment);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation->questions[i].discussion == number)
			return TRUE;
	return FALSE;
}

static void
silence_take(const struct inquiry *inquiry, guint32 number, const struct growth *growth, gpointer user)
{
	const struct conversation *conversation = inquiry->conversation;
	const struct discussion *discussion = &conversation->discussions[number];
	struct silence_count *count = user;
	gboolean heard = FALSE;

	(void)growth;
	if (is_question(conversation, number))
		return;
	for (guint32 i = discussion->first; i < discussion->past && !heard; i++)
		heard = conversation->utterances[i].is & UTTERANCE_SPEAKS &&
		        conversation->utterances[i].person != conversation->utterances[discussion->root].person;
	count->all++;
	count->silent += !heard;
}

static struct value
zero_replies(const struct inquiry *inquiry)
{
	struct silence_count count = { 0, 0 };

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry)))
		return value_none(STATE_NO_DATA, NO_THREADS);
	threads_walk(inquiry, silence_take, &count);
	return answer_share(count.silent, count.all, "no such thread is a week old");
}

const struct metric metric_zero_reply_share = {
	.definition = {
		.name = "c_zero_reply_share", .card = "C36", .discipline = DISCIPLINE_COMMUNITY, .label = "Threads that nobody joined",
		.question = "Who speaks into the void?", .phrase = "{value} of threads that asked nothing got no reply",
		.formula = "Threads opened in the period that are a week old and are no questions: share without a message by another human. Range: Wilson.",
		.noun = "threads", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.lower_is_better = TRUE, .minimum = 5, .comfortable = 30, .version = 1, .source = "Discourse, topics with no response; Wilson 1927",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = zero_replies,
};

/* ---- C37 ---- */

static void
seed_take(const struct inquiry *inquiry, guint32 number, const struct growth *growth, gpointer user)
{
	const struct conversation *conversation = inquiry->conversation;
	gint64 *count = user;

	if (!conversation_is_staff(conversation, conversation->utterances[conversation->discussions[number].root].person))
		return;
	count[0]++;
	count[1] += growth->members_replying >= PEOPLE_DEEP;
}

static struct value
seed_yield(const struct inquiry *inquiry)
{
	gint64 count[2] = { 0, 0 };

	if (!inquiry->conversation->has_staff)
		return value_none(STATE_NO_DATA, NO_STAFF_LIST);
	threads_walk(inquiry, seed_take, count);
	return answer_share(count[1], count[0], "staff opened no thread");
}

const struct metric metric_seed_yield = {
	.definition = {
		.name = "c_seed_yield", .card = "C37", .discipline = DISCIPLINE_COMMUNITY, .label = "Staff threads that took off",
		.question = "Do the discussions we seed take off?", .phrase = "{value} of threads that staff opened drew three or more members",
		.formula = "Threads opened by staff in the period that are a week old: share in which at least three members replied within that week. "
		           "Range: Wilson.",
		.noun = "threads", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "community management practice: asking questions to seed discussions",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = seed_yield,
};

/* Marks the threads that staff opened. */
static void
seed_mark(const struct inquiry *inquiry, guint32 number, const struct growth *growth, gpointer user)
{
	const struct conversation *conversation = inquiry->conversation;
	guint8 *seeds = user;

	(void)growth;
	seeds[number] = conversation_is_staff(conversation, conversation->utterances[conversation->discussions[number].root].person);
}

/* Of what members said in each such thread in its first week: y to a member, x to anybody. */
static void
seeds_heard(const struct inquiry *inquiry, const guint8 *seeds, double *y, double *x)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period since = { .start = inquiry->period.start, .end = inquiry->period.end + RIPE_SECONDS };
	struct span span = conversation_edges(conversation, &since);

	for (guint32 i = span.first; i < span.past; i++) {
		const struct edge *edge = &conversation->edges[i];
		const struct discussion *discussion = &conversation->discussions[edge->discussion];
		if (!seeds[edge->discussion] || !conversation_is_member(conversation, edge->from) ||
		    edge->at - conversation->utterances[discussion->root].at > RIPE_SECONDS)
			continue;
		x[edge->discussion] += 1;
		y[edge->discussion] += conversation_is_member(conversation, edge->to);
	}
}

static struct value
facilitation(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *seeds = g_new0(guint8, conversation->n_discussions + 1);
	g_autofree double *y = g_new0(double, conversation->n_discussions + 1), *x = g_new0(double, conversation->n_discussions + 1);
	guint threads = 0;

	if (!conversation->has_staff)
		return value_none(STATE_NO_DATA, NO_STAFF_LIST);
	threads_walk(inquiry, seed_mark, seeds);
	seeds_heard(inquiry, seeds, y, x);
	for (guint32 i = 0; i < conversation->n_discussions; i++)
		if (seeds[i]) {
			y[threads] = y[i];
			x[threads++] = x[i];
		}
	return answer_ratio(inquiry, y, x, threads, threads ? "no member wrote in them" : "staff opened no thread");
}

const struct metric metric_facilitation_share = {
	.definition = {
		.name = "c_facilitation_share", .card = "C37", .discipline = DISCIPLINE_COMMUNITY, .label = "Talk between members in staff threads",
		.question = "Do our seeds make members talk to each other?", .phrase = "{value} of what members said in threads that staff opened was said to members",
		.formula = "Threads opened by staff in the period that are a week old: of the messages by which members addressed somebody within that week, "
		           "the share that addressed a member. Range: bootstrap over threads.",
		.noun = "replies by members", .unit = UNIT_SHARE, .additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS,
		.minimum = 5, .comfortable = 30, .version = 1, .source = "community management practice: making sure other people are making connections",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .value = facilitation,
};
