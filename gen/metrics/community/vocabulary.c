/* Who uses which term: three windows of messages read person by person, then the log-odds of this month against the last. */
#include "metrics/community/vocabulary.h"

#include <string.h>

#include "metrics/community/place.h"
#include "metrics/statistics/multiple.h"

#define FALSE_FINDINGS 0.10
#define BACKGROUND_MONTHS 12
#define ALPHA_LEAST 0.5 /* a word without a past has half an author of it, or its range would have no end */
#define SAME_PEOPLE 0.7 /* a word used by hardly anybody outside a pair says no more than the pair */

enum { NOW, BEFORE, BACKGROUND, WINDOWS };

struct term {
	const char *text;
	gboolean is_pair;
	guint32 authors[WINDOWS];
	guint32 last_author; /* of the running window, + 1 */
};

struct vocabulary {
	const struct inquiry *inquiry;
	GHashTable *numbers;   /* char * → place in terms + 1 */
	GArray *terms;
	GStringChunk *words;
	GHashTable *names;     /* words of members' names, never terms */
	double all[WINDOWS];
	/* while reading */
	int window;
	guint32 author;
	char previous[128];
};

/* ---- names ---- */

static void
name_take(const char *word, gpointer set)
{
	if (word)
		g_hash_table_add(set, g_strdup(word));
}

static GHashTable *
names_of_members(const struct records *records)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		const char *const called[] = { records_atom(records, member->name), records_atom(records, member->handle) };
		for (guint j = 0; j < G_N_ELEMENTS(called); j++)
			if (called[j])
				text_words(called[j], name_take, names);
	}
	return names;
}

/* ---- counting ---- */

/* The pair of words is learnt in the present only: older ones could not be trends. */
static struct term *
term_find(struct vocabulary *vocabulary, const char *text, gboolean is_pair)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->numbers, text));

	if (number)
		return &g_array_index(vocabulary->terms, struct term, number - 1);
	if (is_pair && vocabulary->window != NOW)
		return NULL;
	struct term fresh = { .text = g_string_chunk_insert(vocabulary->words, text), .is_pair = is_pair };
	g_array_append_val(vocabulary->terms, fresh);
	g_hash_table_insert(vocabulary->numbers, (gpointer)fresh.text, GUINT_TO_POINTER(vocabulary->terms->len));
	return &g_array_index(vocabulary->terms, struct term, vocabulary->terms->len - 1);
}

static void
term_touch(struct vocabulary *vocabulary, const char *text, gboolean is_pair)
{
	struct term *term = term_find(vocabulary, text, is_pair);

	if (!term || term->last_author == vocabulary->author + 1)
		return;
	term->last_author = vocabulary->author + 1;
	term->authors[vocabulary->window]++;
}

static void
word_take(const char *word, gpointer user)
{
	struct vocabulary *vocabulary = user;
	char pair[256];

	if (!word || g_hash_table_contains(vocabulary->names, word)) {
		vocabulary->previous[0] = '\0';
		return;
	}
	term_touch(vocabulary, word, FALSE);
	if (vocabulary->previous[0]) {
		g_snprintf(pair, sizeof pair, "%s %s", vocabulary->previous, word);
		term_touch(vocabulary, pair, TRUE);
	}
	g_strlcpy(vocabulary->previous, word, sizeof vocabulary->previous);
}

static int
compare_authors(const void *a, const void *b, void *user)
{
	const struct utterance *utterances = user;
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	if (utterances[x].person != utterances[y].person)
		return utterances[x].person < utterances[y].person ? -1 : 1;
	return (x > y) - (x < y);
}

/* Messages whose words count, author by author. */
static GArray *
messages_read(const struct inquiry *inquiry, const struct period *window)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_messages(conversation, window);
	GArray *messages = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint32 i = span.first; i < span.past; i++) {
		guint32 number = conversation->by_time[i];
		const struct utterance *utterance = &conversation->utterances[number];
		const struct discussion *discussion = &conversation->discussions[utterance->discussion];
		if (utterance->is & UTTERANCE_SPEAKS && conversation_is_member(conversation, utterance->person) &&
		    discussion->visibility != VISIBILITY_PRIVATE && conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			g_array_append_val(messages, number);
	}
	g_array_sort_with_data(messages, compare_authors, conversation->utterances);
	return messages;
}

static void
text_take(struct vocabulary *vocabulary, text_ref text)
{
	const char *words = records_text(vocabulary->inquiry->records, text);

	vocabulary->previous[0] = '\0';
	if (words)
		text_words(words, word_take, vocabulary);
}

static void
window_read(struct vocabulary *vocabulary, int window, const struct period *period)
{
	g_autoptr(GArray) messages = messages_read(vocabulary->inquiry, period);

	vocabulary->window = window;
	for (guint i = 0; i < vocabulary->terms->len; i++)
		g_array_index(vocabulary->terms, struct term, i).last_author = 0;
	for (guint i = 0; i < messages->len; i++) {
		guint32 number = g_array_index(messages, guint32, i);
		const struct message *message = conversation_message(vocabulary->inquiry->conversation, number);
		vocabulary->author = vocabulary->inquiry->conversation->utterances[number].person;
		text_take(vocabulary, message->title);
		text_take(vocabulary, message->text);
	}
}

/* Pairs that too few people used are forgotten before the larger windows are read. */
static void
pairs_forget(struct vocabulary *vocabulary, guint least)
{
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct term));

	g_hash_table_remove_all(vocabulary->numbers);
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		if (term->is_pair && term->authors[NOW] < least)
			continue;
		g_array_append_val(kept, *term);
		g_hash_table_insert(vocabulary->numbers, (gpointer)term->text, GUINT_TO_POINTER(kept->len));
	}
	g_array_unref(vocabulary->terms);
	vocabulary->terms = kept;
}

static void
windows_read(struct vocabulary *vocabulary, guint least)
{
	GTimeZone *zone = vocabulary->inquiry->project->zone;
	struct period before = period_step(vocabulary->inquiry->period, -1, zone), first = period_step(before, -BACKGROUND_MONTHS, zone);
	struct period background = { PERIOD_MONTH, first.first, before.first, first.start, before.start };

	window_read(vocabulary, NOW, &vocabulary->inquiry->period);
	pairs_forget(vocabulary, least);
	window_read(vocabulary, BEFORE, &before);
	window_read(vocabulary, BACKGROUND, &background);
	for (guint i = 0; i < vocabulary->terms->len; i++)
		for (int window = 0; window < WINDOWS; window++)
			vocabulary->all[window] += g_array_index(vocabulary->terms, struct term, i).authors[window];
}

/* ---- testing ---- */

static GArray *
terms_tested(const struct vocabulary *vocabulary, guint least)
{
	GArray *tested = g_array_new(FALSE, FALSE, sizeof(struct trend));
	struct term_prior prior = term_prior_of(vocabulary->all[BACKGROUND]);

	for (guint i = 0; i < vocabulary->terms->len; i++) {
		const struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		if (term->authors[NOW] < least)
			continue;
		struct trend trend = { .term = term->text, .authors = term->authors[NOW], .before = term->authors[BEFORE] };
		trend.score = term_log_odds(term->authors[NOW], vocabulary->all[NOW], term->authors[BEFORE], vocabulary->all[BEFORE],
		                            MAX(term_alpha(prior, term->authors[BACKGROUND]), ALPHA_LEAST), prior.strength);
		trend.p = term_exact_p(term->authors[NOW], vocabulary->all[NOW], term->authors[BEFORE], vocabulary->all[BEFORE]);
		if (trend.score.defined)
			g_array_append_val(tested, trend);
	}
	return tested;
}

static int
compare_trends(const void *a, const void *b)
{
	const struct trend *x = a, *y = b;

	if (x->score.z != y->score.z)
		return x->score.z > y->score.z ? -1 : 1;
	return strcmp(x->term, y->term);
}

static void
trends_keep(struct trends *trends, const GArray *tested)
{
	g_autofree double *p = g_new(double, tested->len + 1);
	g_autofree gboolean *kept = g_new0(gboolean, tested->len + 1);

	for (guint i = 0; i < tested->len; i++)
		p[i] = g_array_index(tested, struct trend, i).p;
	benjamini_hochberg(p, tested->len, FALSE_FINDINGS, kept);
	for (guint i = 0; i < tested->len; i++) {
		const struct trend *trend = &g_array_index(tested, struct trend, i);
		if (kept[i] && trend->score.delta.value > 0)
			g_array_append_val(trends->rows, *trend);
	}
	g_array_sort(trends->rows, compare_trends);
}

static gboolean
is_part_of(const char *word, const char *pair)
{
	gsize length = strlen(word), whole = strlen(pair);

	return whole > length && ((strncmp(pair, word, length) == 0 && pair[length] == ' ') ||
	                          (strcmp(pair + whole - length, word) == 0 && pair[whole - length - 1] == ' '));
}

/* "mill lane" and "lane crossing": one ends as the other begins. */
static gboolean
overlap(const char *one, const char *other)
{
	const char *end = strchr(one, ' '), *end_too = strchr(other, ' ');

	if (!end || !end_too)
		return FALSE;
	return g_str_has_prefix(other, end + 1) ? other[strlen(end + 1)] == ' '
	                                        : g_str_has_prefix(one, end_too + 1) && one[strlen(end_too + 1)] == ' ';
}

/* "mill lane" and "lane crossing", said by the same people, are "mill lane crossing". */
static const char *
joined(GStringChunk *words, const char *one, const char *other)
{
	const char *end = strchr(one, ' ');
	gboolean one_first = g_str_has_prefix(other, end + 1) && other[strlen(end + 1)] == ' ';
	const char *first = one_first ? one : other, *second = one_first ? other : one;
	g_autofree char *text = g_strdup_printf("%s%s", first, strchr(second, ' '));

	return g_string_chunk_insert(words, text);
}

/* "cargo" goes where "cargo bike" says it already. */
static gboolean
is_said(struct trends *trends, guint i)
{
	const struct trend *term = &g_array_index(trends->rows, struct trend, i);

	for (guint j = 0; j < trends->rows->len; j++) {
		struct trend *other = &g_array_index(trends->rows, struct trend, j);
		if (other->authors < SAME_PEOPLE * term->authors)
			continue;
		if (is_part_of(term->term, other->term))
			return TRUE;
		if (j < i && overlap(term->term, other->term)) {
			other->term = joined(trends->words, other->term, term->term);
			return TRUE;
		}
	}
	return FALSE;
}

static void
parts_drop(struct trends *trends)
{
	for (guint i = 0; i < trends->rows->len;) {
		if (is_said(trends, i))
			g_array_remove_index(trends->rows, i);
		else
			i++;
	}
}

struct trends *
trends_of(const struct inquiry *inquiry, guint least)
{
	struct trends *trends = g_new0(struct trends, 1);
	struct vocabulary vocabulary = {
		.inquiry = inquiry, .numbers = g_hash_table_new(g_str_hash, g_str_equal), .terms = g_array_new(FALSE, FALSE, sizeof(struct term)),
		.words = g_string_chunk_new(4096), .names = names_of_members(inquiry->records),
	};

	trends->words = vocabulary.words;
	trends->rows = g_array_new(FALSE, FALSE, sizeof(struct trend));
	windows_read(&vocabulary, least);
	g_autoptr(GArray) tested = terms_tested(&vocabulary, least);
	trends->tested = tested->len;
	trends_keep(trends, tested);
	parts_drop(trends);
	g_hash_table_unref(vocabulary.numbers);
	g_hash_table_unref(vocabulary.names);
	g_array_unref(vocabulary.terms);
	return trends;
}

void
trends_free(struct trends *trends)
{
	g_array_unref(trends->rows);
	g_string_chunk_free(trends->words);
	g_free(trends);
}
