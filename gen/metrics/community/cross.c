/* Ties across groups of members — places, regions, groups that formed — and how many ties stand between which (C39). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/answer.h"
#include "metrics/community/circles.h"

#define SHOWN 5 /* groups of a matrix; the others are one */
#define NO_GROUP G_MAXUINT

/* Everybody's group, if they have one. */
struct grouping {
	guint *of;         /* group of each person; NO_GROUP */
	GPtrArray *names;  /* char *, of each group */
	const char *why;   /* there are none */
};

static struct grouping
grouping_new(const struct inquiry *inquiry, const char *why)
{
	guint32 people = inquiry->conversation->n_people;
	struct grouping grouping = { g_new(guint, people + 1), g_ptr_array_new_with_free_func(g_free), why };

	for (guint32 p = 0; p < people; p++)
		grouping.of[p] = NO_GROUP;
	return grouping;
}

static void
grouping_clear(struct grouping *grouping)
{
	g_free(grouping->of);
	g_ptr_array_unref(grouping->names);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names a table holds, in their order; each gets its number as value. */
static void
names_number(struct grouping *grouping, GHashTable *table)
{
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(grouping->names, g_strdup(name));
	g_ptr_array_sort(grouping->names, compare_names);
	for (guint i = 0; i < grouping->names->len; i++)
		g_hash_table_replace(table, g_strdup(g_ptr_array_index(grouping->names, i)), GUINT_TO_POINTER(i));
}

/* ---- places: where somebody wrote most ---- */

/* Somebody's message in a place. */
struct visit {
	guint32 person;
	guint place;
};

static int
compare_visits(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static guint64
place_key(const struct discussion *discussion)
{
	return (guint64)discussion->platform << 32 | discussion->space;
}

struct place_met {
	char *name;          /* NULL where it is private */
	const char *account; /* its label; NULL: of no account that is declared */
};

static void
place_drop(gpointer place)
{
	g_free(((struct place_met *)place)->name);
	g_free(place);
}

static void
place_meet(const struct conversation *conversation, const struct discussion *discussion, GHashTable *met)
{
	const struct account *account = scope_map_account(conversation->scopes, discussion->scope);
	guint64 key = place_key(discussion);
	struct place_met place = { NULL, account ? account->label : NULL };

	if (g_hash_table_contains(met, &key))
		return;
	place.name = place_name(conversation, discussion);
	g_hash_table_insert(met, g_memdup2(&key, sizeof key), g_memdup2(&place, sizeof place));
}

/* Names that places of several accounts share: every chat has its "general". */
static GHashTable *
names_shared(GHashTable *met)
{
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTable *shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, met);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct place_met *place = value, *other = place->name ? g_hash_table_lookup(first, place->name) : NULL;
		if (other && g_strcmp0(other->account, place->account) != 0)
			g_hash_table_add(shared, g_strdup(place->name));
		else if (place->name)
			g_hash_table_insert(first, place->name, (gpointer)place);
	}
	return shared;
}

static void
name_qualify(struct place_met *place)
{
	char *whole = g_strdup_printf("%s (%s)", place->name, place->account);

	g_free(place->name);
	place->name = whole;
}

/* Of each (platform, space) of the window what it is called (struct place_met). */
static GHashTable *
places_named(const struct inquiry *inquiry, struct span span)
{
	const struct conversation *conversation = inquiry->conversation;
	GHashTable *met = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, place_drop);
	GHashTableIter iter;
	gpointer value;

	for (guint32 i = span.first; i < span.past; i++)
		place_meet(conversation, &conversation->discussions[conversation->utterances[conversation->by_time[i]].discussion], met);
	g_autoptr(GHashTable) shared = names_shared(met);
	g_hash_table_iter_init(&iter, met);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct place_met *place = value;
		if (place->name && place->account && g_hash_table_contains(shared, place->name))
			name_qualify(place);
	}
	return met;
}

static GArray *
visits_of(const struct inquiry *inquiry, struct grouping *grouping)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, &inquiry->window);
	g_autoptr(GHashTable) named = places_named(inquiry, span), numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GArray *visits = g_array_new(FALSE, FALSE, sizeof(struct visit));
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, named);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (((struct place_met *)value)->name)
			g_hash_table_add(numbers, g_strdup(((struct place_met *)value)->name));
	names_number(grouping, numbers);
	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		guint64 key = place_key(&conversation->discussions[utterance->discussion]);
		const struct place_met *place = g_hash_table_lookup(named, &key);
		if (!place->name || !(utterance->is & UTTERANCE_SPEAKS) || !conversation_is_member(conversation, utterance->person) ||
		    !conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			continue;
		struct visit visit = { utterance->person, GPOINTER_TO_UINT(g_hash_table_lookup(numbers, place->name)) };
		g_array_append_val(visits, visit);
	}
	g_array_sort(visits, compare_visits);
	return visits;
}

/* Of several places with as many messages the first by name. */
static struct grouping
grouping_of_places(const struct inquiry *inquiry)
{
	struct grouping grouping = grouping_new(inquiry, "there is one place only");
	g_autoptr(GArray) visits = visits_of(inquiry, &grouping);
	guint most = 0;

	for (guint first = 0, past; first < visits->len; first = past) {
		const struct visit *visit = &g_array_index(visits, struct visit, first);
		for (past = first + 1; past < visits->len && compare_visits(visit, &g_array_index(visits, struct visit, past)) == 0;)
			past++;
		if (grouping.of[visit->person] == NO_GROUP || past - first > most) {
			grouping.of[visit->person] = visit->place;
			most = past - first;
		}
	}
	return grouping;
}

/* ---- regions and groups that formed ---- */

static struct grouping
grouping_of_regions(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct grouping grouping = grouping_new(inquiry, "no regions are known: people.csv has a column for them");
	g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint32 p = 0; p < conversation->n_people; p++)
		if (conversation->people[p].region)
			g_hash_table_add(numbers, g_strdup(records_atom(conversation->records, conversation->people[p].region)));
	names_number(&grouping, numbers);
	for (guint32 p = 0; p < conversation->n_people; p++)
		if (conversation->people[p].region)
			grouping.of[p] = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, records_atom(conversation->records, conversation->people[p].region)));
	return grouping;
}

/* Of the reported month only: other months have other groups. */
static struct grouping
grouping_of_circles(const struct inquiry *inquiry)
{
	if (!inquiry->current)
		return grouping_new(inquiry, "groups form anew each time");
	const struct circles *circles = circles_of(inquiry);
	struct grouping grouping = grouping_new(inquiry, circles->enough ? "no stable groups" : "too few members and ties to look for groups");

	for (guint i = 0; i < circles->n; i++)
		g_ptr_array_add(grouping.names, g_strdup_printf("Group %u", i + 1));
	for (guint32 p = 0; p < inquiry->conversation->n_people; p++)
		grouping.of[p] = circles->of[p] == NO_CIRCLE ? NO_GROUP : circles->of[p];
	return grouping;
}

/* In the order of the share's columns. */
static struct grouping (*const GROUPINGS[])(const struct inquiry *) = { grouping_of_places, grouping_of_regions, grouping_of_circles };

/* ---- the share of ties across ---- */

/* Members' ties with both ends in a group; they count when the groups differ. */
static GArray *
pairs_across(const struct inquiry *inquiry, const struct grouping *grouping)
{
	const struct ties *ties = conversation_ties(inquiry->conversation, &inquiry->window, inquiry_place(inquiry));
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));

	for (guint32 i = 0; i < ties->n; i++) {
		const struct tie *tie = &ties->ties[i];
		guint a = grouping->of[tie->a], b = grouping->of[tie->b];
		struct pair pair = { tie->a, tie->b, a != b };
		if (a != NO_GROUP && b != NO_GROUP && tie_among_members(inquiry->conversation, tie))
			g_array_append_val(pairs, pair);
	}
	return pairs;
}

static void
cross_group(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	for (guint i = 0; i < G_N_ELEMENTS(GROUPINGS); i++) {
		struct grouping grouping = GROUPINGS[i](inquiry);
		g_autoptr(GArray) pairs = pairs_across(inquiry, &grouping);
		row->values[i] = grouping.names->len < 2 ? value_none(STATE_NO_DATA, grouping.why)
		                                         : answer_pairs(inquiry, pairs, "no tie between members of known groups");
		note_draws(inquiry, figure, i == 0 ? pairs : NULL);
		grouping_clear(&grouping);
	}
	note_bases(inquiry, figure, FALSE);
}

static const struct metric_column cross_columns[] = {
	{ .name = "regions", .label = "Across regions", .unit = UNIT_SHARE, .judged = TRUE },
	{ .name = "groups", .label = "Across the groups that formed", .unit = UNIT_SHARE, .judged = TRUE }, { NULL },
};

const struct metric metric_cross_group_tie_share = {
	.definition = {
		.name = "c_cross_group_tie_share", .card = "C39", .discipline = DISCIPLINE_COMMUNITY, .label = "Ties across places",
		.question = "Do people meet beyond their own corner?", .phrase = "{value} of ties between members join people of different places",
		.formula = "Ties of the last 90 days between members of different places (where somebody wrote most) / ties between members of known places. Beside it: "
		           "across regions, and across the groups that formed by themselves. Ranges: bootstrap over people.",
		.noun = "ties between members", .unit = UNIT_SHARE, .additivity = ADD_GRAPH, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS,
		.minimum = 15, .comfortable = 60, .version = 1, .source = "Krackhardt & Stern 1988, external ties, as a share",
	},
	.windows = WINDOWS_COMPARED, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = cross_columns, .measure = cross_group,
};

/* ---- ties between which ---- */

/* A table of ties between the largest groups, and one of all others; only a ≥ b is filled. */
struct table {
	guint n;                    /* groups */
	GPtrArray *names;           /* const char * */
	gint64 ties[SHOWN + 1][SHOWN + 1];
	guint people[SHOWN + 1][SHOWN + 1]; /* who have such a tie */
};

static int
compare_sizes(const void *a, const void *b, void *user)
{
	const guint *size = user;
	guint x = *(const guint *)a, y = *(const guint *)b;

	if (size[x] != size[y])
		return size[x] > size[y] ? -1 : 1;
	return (x > y) - (x < y);
}

/* From each group to its column: the largest by people with a tie have one each, the others the last. */
static guint *
columns_of(const struct inquiry *inquiry, const struct grouping *grouping, const GArray *pairs, struct table *table)
{
	guint groups = grouping->names->len, *column = g_new(guint, groups + 1);
	g_autofree guint *size = g_new0(guint, groups + 1), *order = g_new(guint, groups + 1);
	g_autofree guint8 *tied = g_new0(guint8, inquiry->conversation->n_people + 1);

	for (guint i = 0; i < pairs->len; i++)
		tied[g_array_index(pairs, struct pair, i).a] = tied[g_array_index(pairs, struct pair, i).b] = 1;
	for (guint32 p = 0; p < inquiry->conversation->n_people; p++)
		if (tied[p])
			size[grouping->of[p]]++;
	for (guint i = 0; i < groups; i++)
		order[i] = i;
	g_qsort_with_data(order, (gint)groups, sizeof *order, compare_sizes, size);
	table->names = g_ptr_array_new();
	for (guint i = 0; i < groups; i++) {
		gboolean own = i < SHOWN && size[order[i]] >= (guint)inquiry->k;
		if (own)
			g_ptr_array_add(table->names, g_ptr_array_index(grouping->names, order[i]));
		column[order[i]] = own ? i : SHOWN;
	}
	table->n = table->names->len;
	return column;
}

/* One person's part in a cell. */
struct part {
	guint cell;
	guint32 person;
};

static int
compare_parts(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static void
table_fill(struct table *table, const struct grouping *grouping, const guint *column, const GArray *pairs)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct part));

	for (guint i = 0; i < pairs->len; i++) {
		const struct pair *pair = &g_array_index(pairs, struct pair, i);
		guint a = column[grouping->of[pair->a]], b = column[grouping->of[pair->b]], down = MAX(a, b), across = MIN(a, b);
		const struct part both[] = { { down * (SHOWN + 1) + across, pair->a }, { down * (SHOWN + 1) + across, pair->b } };
		table->ties[down][across]++;
		g_array_append_vals(parts, both, 2);
	}
	g_array_sort(parts, compare_parts);
	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);
		if (i == 0 || compare_parts(part, part - 1) != 0)
			table->people[part->cell / (SHOWN + 1)][part->cell % (SHOWN + 1)]++;
	}
}

static struct value
cell_value(const struct table *table, guint down, guint across)
{
	return answer_about(value_count(table->ties[down][across]), table->people[down][across]);
}

static const char *
column_name(const struct table *table, guint column)
{
	return column < table->n ? g_ptr_array_index(table->names, column) : "All others";
}

static void
table_rows(const struct inquiry *inquiry, struct figure *figure, const struct table *table, gboolean others)
{
	for (guint down = 0; down < table->n + others; down++)
		for (guint across = 0; across <= down; across++) {
			struct figure_row *row = inquiry_row(inquiry, figure);
			guint from = down < table->n ? down : SHOWN, to = across < table->n ? across : SHOWN;
			figure_set_word(figure, row, 2, column_name(table, from));
			figure_set_word(figure, row, 3, column_name(table, to));
			row->values[0] = cell_value(table, from, to);
		}
}

static void
matrix(const struct inquiry *inquiry, struct figure *figure, guint which)
{
	struct grouping grouping = GROUPINGS[which](inquiry);
	g_autoptr(GArray) pairs = pairs_across(inquiry, &grouping);
	struct table table = { 0 };
	g_autofree guint *column = columns_of(inquiry, &grouping, pairs, &table);

	table_fill(&table, &grouping, column, pairs);
	if (table.n >= 2)
		table_rows(inquiry, figure, &table, table.n < grouping.names->len);
	else
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, grouping.why);
	if (table.n >= 2)
		note_bases(inquiry, figure, FALSE);
	g_ptr_array_unref(table.names);
	grouping_clear(&grouping);
}

static void ties_by_place(const struct inquiry *inquiry, struct figure *figure) { matrix(inquiry, figure, 0); }
static void ties_by_region(const struct inquiry *inquiry, struct figure *figure) { matrix(inquiry, figure, 1); }
static void ties_by_group(const struct inquiry *inquiry, struct figure *figure) { matrix(inquiry, figure, 2); }

static const struct metric_column matrix_columns[] = {
	{ .name = "one", .label = "One side", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "other", .label = "Other side", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

static const struct metric_total matrix_totals[] = { { .over = "one", .and = "other" }, { NULL } };

#define MATRIX(metric_name, metric_label, metric_card, asked, groups, function) \
	{ \
		.definition = { \
			.name = metric_name, .card = metric_card, .discipline = DISCIPLINE_COMMUNITY, .label = metric_label, .question = asked, \
			.formula = "Ties between members of the last 90 days by the " groups " of their two ends; each tie once. The five largest " groups ", the others " \
			           "together. A cell of few people is hidden.", \
			.noun = "ties between members", .unit = UNIT_COUNT, .additivity = ADD_GRAPH, .shape = SHAPE_MATRIX, .comparison = COMPARE_NONE, .version = 1, \
			.source = "as “Ties across places”", \
		}, \
		.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .rolling90 = TRUE, .reads = READS_MESSAGES, .columns = matrix_columns, \
		.totals = matrix_totals, .by_k = TRUE, .measure = function, \
	}

const struct metric metric_ties_by_place = MATRIX("c_ties_by_place", "Ties between places", "C39", "Which places share people’s ties?", "places", ties_by_place);
const struct metric metric_ties_by_region = MATRIX("c_ties_by_region", "Ties between regions", "C39", "Which regions talk with each other?", "regions", ties_by_region);
const struct metric metric_ties_by_group = MATRIX("c_ties_by_group", "Ties between the groups that formed", "C47", "How far apart are the groups?", "groups", ties_by_group);
