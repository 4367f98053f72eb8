/* Who talks to whom, as a picture without names (§9.5): the most present people of the last 90 days and their ties. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/web.h"
#include "metrics/statistics/graph.h"
#include "metrics/statistics/graph_layout.h"

#define SHOWN 60
#define TIE_DAYS 2 /* where more people have ties than can be shown: those of one day would cover the page; the table of ties counts them */

enum { KEY_KIND = 2, KEY_ROLE, KEY_ID, KEY_FROM, KEY_TO };
enum { VALUE_WEIGHT, VALUE_X, VALUE_Y, VALUE_LASTING };

/* ---- whom to show ---- */

struct showing {
	guint32 person, days;
};

static int
compare_showings(const void *a, const void *b)
{
	const struct showing *x = a, *y = b;

	if (x->days != y->days)
		return x->days > y->days ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static guint32
days_present(const struct conversation *conversation, guint32 person, const struct period *window, int scope)
{
	guint32 days = 0;
	gint32 last = NO_DAY;

	for (guint32 i = conversation->lived_start[person]; i < conversation->lived_start[person + 1]; i++) {
		const struct presence *presence = &conversation->presences[conversation->lived[i]];
		if (presence->day < window->first || presence->day >= window->past || presence->day == last)
			continue;
		if (scope != SCOPE_NONE && presence->scope != scope)
			continue;
		last = presence->day;
		days++;
	}
	return days;
}

/* Marks the people with a tie of so many days, and counts them. */
static guint8 *
people_tied(const struct inquiry *inquiry, const struct ties *ties, guint tie_days, guint *people)
{
	guint8 *tied = g_new0(guint8, inquiry->conversation->n_people + 1);

	*people = 0;
	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		if (tie->days < tie_days)
			continue;
		*people += !tied[tie->a] + !tied[tie->b];
		tied[tie->a] = tied[tie->b] = 1;
	}
	return tied;
}

/* A small community shows every tie it has. */
static guint
tie_days_of(const struct inquiry *inquiry, const struct ties *ties)
{
	guint people;

	g_free(people_tied(inquiry, ties, 1, &people));
	return people > SHOWN ? TIE_DAYS : 1;
}

/* People with a tie, the most present first; at most SHOWN. Their number is how many there were. */
static GArray *
people_shown(const struct inquiry *inquiry, const struct ties *ties, guint tie_days, guint *all)
{
	const struct conversation *conversation = inquiry->conversation;
	g_autofree guint8 *tied = people_tied(inquiry, ties, tie_days, all);
	GArray *shown = g_array_new(FALSE, FALSE, sizeof(struct showing));

	for (guint32 p = 0; p < conversation->n_people; p++) {
		struct showing showing = { p, tied[p] ? days_present(conversation, p, &inquiry->window, inquiry_place(inquiry)) : 0 };
		if (tied[p])
			g_array_append_val(shown, showing);
	}
	g_array_sort(shown, compare_showings);
	if (shown->len > SHOWN)
		g_array_set_size(shown, SHOWN);
	return shown;
}

/* ---- the graph of those ---- */

struct picture {
	GArray *shown;     /* struct showing */
	GArray *ties;      /* const struct tie *, both ends shown */
	guint tie_days;    /* the least */
	guint *number;     /* person → place in shown; G_MAXUINT */
	struct graph *graph;
};

static struct graph *
picture_graph(const struct picture *picture)
{
	g_autofree guint *from = g_new(guint, picture->ties->len + 1), *to = g_new(guint, picture->ties->len + 1);

	for (guint i = 0; i < picture->ties->len; i++) {
		const struct tie *tie = g_array_index(picture->ties, const struct tie *, i);
		from[i] = picture->number[tie->a];
		to[i] = picture->number[tie->b];
	}
	return graph_new(picture->shown->len, from, to, NULL, picture->ties->len);
}

static void
picture_number(const struct inquiry *inquiry, const struct ties *ties, struct picture *picture)
{
	for (guint32 p = 0; p < inquiry->conversation->n_people; p++)
		picture->number[p] = G_MAXUINT;
	for (guint i = 0; i < picture->shown->len; i++)
		picture->number[g_array_index(picture->shown, struct showing, i).person] = i;
	g_array_set_size(picture->ties, 0);
	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		if (tie->days >= picture->tie_days && picture->number[tie->a] != G_MAXUINT && picture->number[tie->b] != G_MAXUINT)
			g_array_append_val(picture->ties, tie);
	}
	if (picture->graph)
		graph_free(picture->graph);
	picture->graph = picture_graph(picture);
}

/* Pieces of fewer than k people would point at somebody. */
static void
small_pieces_drop(const struct inquiry *inquiry, struct picture *picture)
{
	guint n = picture->shown->len, kept = 0;
	g_autofree guint *label = g_new0(guint, n + 1), *size = g_new0(guint, n + 1);

	graph_components(picture->graph, label);
	for (guint i = 0; i < n; i++)
		size[label[i]]++;
	for (guint i = 0; i < n; i++)
		if (size[label[i]] >= (guint)inquiry->k)
			g_array_index(picture->shown, struct showing, kept++) = g_array_index(picture->shown, struct showing, i);
	g_array_set_size(picture->shown, kept);
}

/* ---- rows ---- */

static void
node_rows(const struct inquiry *inquiry, struct figure *figure, const struct picture *picture)
{
	guint n = picture->shown->len;
	g_autofree double *x = g_new0(double, n + 1), *y = g_new0(double, n + 1);
	struct random random = answer_random(inquiry);

	graph_layout(picture->graph, &random, x, y);
	for (guint i = 0; i < n; i++) {
		guint32 person = g_array_index(picture->shown, struct showing, i).person;
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, KEY_KIND, "node");
		figure_set_word(figure, row, KEY_ROLE, conversation_is_staff(inquiry->conversation, person) ? "staff" : "member");
		figure_set_number(figure, row, KEY_ID, i);
		row->values[VALUE_WEIGHT] = value_estimate(graph_degree(picture->graph, i, GRAPH_BOTH), NAN, NAN, NO_COUNT);
		row->values[VALUE_X] = value_estimate(x[i], NAN, NAN, NO_COUNT);
		row->values[VALUE_Y] = value_estimate(y[i], NAN, NAN, NO_COUNT);
	}
}

static void
tie_rows(const struct inquiry *inquiry, struct figure *figure, const struct picture *picture)
{
	for (guint i = 0; i < picture->ties->len; i++) {
		const struct tie *tie = g_array_index(picture->ties, const struct tie *, i);
		guint a = picture->number[tie->a], b = picture->number[tie->b];
		struct figure_row *row = inquiry_row(inquiry, figure);
		gboolean lasting = tie_kind_of(tie, inquiry->project, inquiry->project->deep_days) == TIE_DEEP;
		figure_set_word(figure, row, KEY_KIND, "tie");
		figure_set_number(figure, row, KEY_FROM, MIN(a, b));
		figure_set_number(figure, row, KEY_TO, MAX(a, b));
		row->values[VALUE_WEIGHT] = value_estimate(tie->ab + (double)tie->ba, NAN, NAN, NO_COUNT);
		row->values[VALUE_LASTING] = value_estimate(lasting, NAN, NAN, NO_COUNT);
	}
}

static void
network(const struct inquiry *inquiry, struct figure *figure)
{
	const struct ties *ties = conversation_ties(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	guint all, tie_days = tie_days_of(inquiry, ties);
	struct picture picture = { .shown = people_shown(inquiry, ties, tie_days, &all), .tie_days = tie_days, .ties = g_array_new(FALSE, FALSE, sizeof(struct tie *)),
	                           .number = g_new(guint, inquiry->conversation->n_people + 1) };

	picture_number(inquiry, ties, &picture);
	small_pieces_drop(inquiry, &picture);
	picture_number(inquiry, ties, &picture);
	if (picture.shown->len) {
		node_rows(inquiry, figure, &picture);
		tie_rows(inquiry, figure, &picture);
	}
	if (tie_days > 1)
		figure_note(figure, "A line is an exchange on at least %u days.", tie_days);
	if (all > SHOWN)
		figure_note(figure, "Shown are the %d people who were there on most days, of %u with such an exchange in these 90.", SHOWN, all);
	note_bases(inquiry, figure, FALSE);
	figure_note(figure, "Groups of fewer than %d people are left out.", inquiry->k);
	graph_free(picture.graph);
	g_array_unref(picture.shown);
	g_array_unref(picture.ties);
	g_free(picture.number);
}

static const struct metric_column network_columns[] = {
	{ .name = "kind", .label = "Kind", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "role", .label = "Who", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "id", .label = "Number", .is_key = TRUE, .key_kind = KEY_NUMBER }, { .name = "from", .label = "From", .is_key = TRUE, .key_kind = KEY_NUMBER }, { .name = "to", .label = "To", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "x", .label = "Across", .unit = UNIT_INDEX }, { .name = "y", .label = "Down", .unit = UNIT_INDEX },
	{ .name = "lasting", .label = "Lasting and two-way" }, { NULL },
};

const struct metric metric_network = {
	.definition = {
		.name = "c_network", .card = "C12", .discipline = DISCIPLINE_COMMUNITY, .label = "Who talks to whom",
		.question = "Does conversation run through us or among members?",
		.formula = "People who exchanged messages in the last 90 days, without names; a line is at least one message from one to the other, a double "
		           "line a lasting two-way tie. Places by Fruchterman and Reingold from a fixed start: near means nothing but connected.",
		.noun = "people", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_EDGES, .comparison = COMPARE_NONE, .version = 1,
		.source = "Pew, Mapping Twitter Topic Networks 2014; Fruchterman & Reingold 1991",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .by_k = TRUE, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = network_columns, .measure = network,
};
