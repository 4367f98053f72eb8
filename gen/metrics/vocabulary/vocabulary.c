/* Texts read person by person, window by window; then the log-odds of the period against the one before. */
#include "metrics/vocabulary/vocabulary.h"

#include <string.h>

#include "metrics/statistics/multiple.h"
#include "metrics/vocabulary/words.h"

#define FALSE_FINDINGS 0.10
#define BACKGROUND_MONTHS 12
#define ALPHA_LEAST 0.5 /* a word without a past has half an author of it, or its range would have no end */
#define SAME_PEOPLE 0.7 /* a word used by hardly anybody outside a pair says no more than the pair */
#define WORD_BYTES 128

struct term {
	const char *stems;
	gboolean is_pair;
	guint32 authors[WINDOWS];
	guint32 last_author; /* of the running window, + 1 */
};

/* One way to write a term; only those of the period are kept. */
struct form {
	const char *text;
	guint term;
	guint32 authors, last_author;
};

struct vocabulary {
	const struct project *project;
	guint least;
	GHashTable *numbers;     /* char * → place in terms + 1 */
	GArray *terms;
	GHashTable *form_places; /* "stems\tform" → place in forms + 1 */
	GArray *forms;
	GStringChunk *words;
	GHashTable *names;       /* words of people's names, never terms */
	struct stems *stems;
	/* while reading */
	int window;
	guint32 author;
	const char *language;
	char previous[WORD_BYTES], previous_stem[WORD_BYTES];
};

void
vocabulary_windows(const struct period *period, GTimeZone *zone, struct period windows[WINDOWS])
{
	struct period first = period_step(*period, -BACKGROUND_MONTHS, zone);

	windows[WINDOW_NOW] = *period;
	windows[WINDOW_BEFORE] = period_step(*period, -1, zone);
	windows[WINDOW_BACKGROUND] = (struct period){ period->kind, first.first, period->first, first.start, period->start };
}

/* ---- names ---- */

static void
name_take(const char *word, gpointer set)
{
	if (word)
		g_hash_table_add(set, g_strdup(word));
}

/* "rosa.park_88" is "rosa" and "park". */
static void
name_split(GHashTable *names, const char *called)
{
	GString *words = g_string_new(NULL);

	for (; called && *called; called = g_utf8_next_char(called)) {
		gunichar letter = g_utf8_get_char(called);
		g_string_append_unichar(words, g_unichar_isalpha(letter) || g_unichar_ismark(letter) ? letter : ' ');
	}
	text_words(words->str, name_take, names);
	g_string_free(words, TRUE);
}

static GHashTable *
names_of_people(const struct records *records, const struct project *project)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < RECORD_COUNT_OF(records, member); i++) {
		const struct member *member = RECORD_AT(records, member, i);
		name_split(names, records_atom(records, member->name));
		name_split(names, records_atom(records, member->handle));
	}
	for (guint i = 0; i < project->people->len; i++)
		name_split(names, ((const struct person_row *)g_ptr_array_index(project->people, i))->name);
	for (guint i = 0; i < project->staff->len; i++)
		name_split(names, ((const struct staff_member *)g_ptr_array_index(project->staff, i))->name);
	for (guint i = 0; i < records->forgotten->len; i++) {
		const struct forgotten *forgotten = g_ptr_array_index(records->forgotten, i);
		for (guint n = 0; n < forgotten->names->len; n++)
			name_split(names, g_ptr_array_index(forgotten->names, n));
	}
	return names;
}

/* "rosa", "rosa's", "rosas". */
static gboolean
is_name(const struct vocabulary *vocabulary, const char *word)
{
	gsize length = strlen(word), end = g_str_has_suffix(word, "'s") ? 2 : g_str_has_suffix(word, "s") ? 1 : 0;

	if (g_hash_table_contains(vocabulary->names, word))
		return TRUE;
	g_autofree char *bare = end ? g_strndup(word, length - end) : NULL;
	return bare && g_hash_table_contains(vocabulary->names, bare);
}

/* ---- life ---- */

struct vocabulary *
vocabulary_new(const struct records *records, const struct project *project, guint least)
{
	struct vocabulary *vocabulary = g_new0(struct vocabulary, 1);

	vocabulary->project = project;
	vocabulary->least = least;
	vocabulary->numbers = g_hash_table_new(g_str_hash, g_str_equal);
	vocabulary->terms = g_array_new(FALSE, FALSE, sizeof(struct term));
	vocabulary->form_places = g_hash_table_new(g_str_hash, g_str_equal);
	vocabulary->forms = g_array_new(FALSE, FALSE, sizeof(struct form));
	vocabulary->words = g_string_chunk_new(4096);
	vocabulary->names = names_of_people(records, project);
	vocabulary->stems = stems_new();
	return vocabulary;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	g_hash_table_unref(vocabulary->numbers);
	g_array_unref(vocabulary->terms);
	g_hash_table_unref(vocabulary->form_places);
	g_array_unref(vocabulary->forms);
	g_string_chunk_free(vocabulary->words);
	g_hash_table_unref(vocabulary->names);
	stems_free(vocabulary->stems);
	g_free(vocabulary);
}

/* ---- counting ---- */

/* A pair of words is learnt in the period only: older ones could not be trends. Place + 1, 0: not to be counted. */
static guint
term_find(struct vocabulary *vocabulary, const char *stems, gboolean is_pair)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->numbers, stems));
	struct term fresh = { .is_pair = is_pair };

	if (number || (is_pair && vocabulary->window != WINDOW_NOW))
		return number;
	fresh.stems = g_string_chunk_insert(vocabulary->words, stems);
	g_array_append_val(vocabulary->terms, fresh);
	g_hash_table_insert(vocabulary->numbers, (gpointer)fresh.stems, GUINT_TO_POINTER(vocabulary->terms->len));
	return vocabulary->terms->len;
}

static void
form_touch(struct vocabulary *vocabulary, guint term, const char *stems, const char *text)
{
	g_autofree char *key = g_strconcat(stems, "\t", text, NULL);
	guint place = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->form_places, key));
	struct form *form;

	if (!place) {
		const char *kept = g_string_chunk_insert(vocabulary->words, key);
		struct form fresh = { .text = kept + strlen(stems) + 1, .term = term };
		g_array_append_val(vocabulary->forms, fresh);
		place = vocabulary->forms->len;
		g_hash_table_insert(vocabulary->form_places, (gpointer)kept, GUINT_TO_POINTER(place));
	}
	form = &g_array_index(vocabulary->forms, struct form, place - 1);
	form->authors += form->last_author != vocabulary->author + 1;
	form->last_author = vocabulary->author + 1;
}

static void
term_touch(struct vocabulary *vocabulary, const char *stems, const char *text, gboolean is_pair)
{
	guint number = term_find(vocabulary, stems, is_pair);
	struct term *term = number ? &g_array_index(vocabulary->terms, struct term, number - 1) : NULL;

	if (!term)
		return;
	term->authors[vocabulary->window] += term->last_author != vocabulary->author + 1;
	term->last_author = vocabulary->author + 1;
	if (vocabulary->window == WINDOW_NOW)
		form_touch(vocabulary, number - 1, stems, text);
}

static void
word_take(const char *word, gpointer user)
{
	struct vocabulary *vocabulary = user;
	char pair[2 * WORD_BYTES], pair_stems[2 * WORD_BYTES];

	if (!word || is_name(vocabulary, word)) {
		vocabulary->previous[0] = '\0';
		return;
	}
	const char *stem = stem_of(vocabulary->stems, word, vocabulary->language);
	term_touch(vocabulary, stem, word, FALSE);
	if (vocabulary->previous[0]) {
		g_snprintf(pair, sizeof pair, "%s %s", vocabulary->previous, word);
		g_snprintf(pair_stems, sizeof pair_stems, "%s %s", vocabulary->previous_stem, stem);
		term_touch(vocabulary, pair_stems, pair, TRUE);
	}
	g_strlcpy(vocabulary->previous, word, sizeof vocabulary->previous);
	g_strlcpy(vocabulary->previous_stem, stem, sizeof vocabulary->previous_stem);
}

void
vocabulary_read(struct vocabulary *vocabulary, guint32 author, const char *text, const char *language)
{
	vocabulary->author = author;
	vocabulary->language = language ? language : vocabulary->project->language;
	vocabulary->previous[0] = '\0';
	if (text)
		text_words(text, word_take, vocabulary);
}

/* ---- windows ---- */

/* Pairs that too few people used are forgotten before the larger windows are read. Forms keep the numbers of their terms. */
static void
pairs_forget(struct vocabulary *vocabulary)
{
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		if (term->is_pair && term->authors[WINDOW_NOW] < vocabulary->least)
			g_hash_table_remove(vocabulary->numbers, term->stems);
	}
}

void
vocabulary_begin(struct vocabulary *vocabulary, int window)
{
	if (vocabulary->window == WINDOW_NOW && window != WINDOW_NOW)
		pairs_forget(vocabulary);
	vocabulary->window = window;
	for (guint i = 0; i < vocabulary->terms->len; i++)
		g_array_index(vocabulary->terms, struct term, i).last_author = 0;
}

/* ---- testing ---- */

/* Forgotten pairs have no part in the sums: they were counted in one window only. */
static gboolean
term_counts(const struct vocabulary *vocabulary, const struct term *term)
{
	return !term->is_pair || term->authors[WINDOW_NOW] >= vocabulary->least;
}

static void
sums_of(const struct vocabulary *vocabulary, double all[WINDOWS])
{
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		const struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		for (int window = 0; window < WINDOWS && term_counts(vocabulary, term); window++)
			all[window] += term->authors[window];
	}
}

static GArray *
terms_tested(const struct vocabulary *vocabulary, GArray *numbers)
{
	GArray *tested = g_array_new(FALSE, FALSE, sizeof(struct trend));
	double all[WINDOWS] = { 0 };

	sums_of(vocabulary, all);
	struct term_prior prior = term_prior_of(all[WINDOW_BACKGROUND]);
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		const struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		guint now = term->authors[WINDOW_NOW], before = term->authors[WINDOW_BEFORE];
		if (now < vocabulary->least)
			continue;
		struct trend trend = { .stems = term->stems, .authors = now, .before = before };
		trend.score = term_log_odds(now, all[WINDOW_NOW], before, all[WINDOW_BEFORE],
		                            MAX(term_alpha(prior, term->authors[WINDOW_BACKGROUND]), ALPHA_LEAST), prior.strength);
		trend.p = term_exact_p(now, all[WINDOW_NOW], before, all[WINDOW_BEFORE]);
		if (trend.score.defined) {
			g_array_append_val(tested, trend);
			g_array_append_val(numbers, i);
		}
	}
	return tested;
}

/* How most people wrote it; of as many, the first by letters. */
static const char *
form_of(const struct vocabulary *vocabulary, guint term)
{
	const struct form *best = NULL;

	for (guint i = 0; i < vocabulary->forms->len; i++) {
		const struct form *form = &g_array_index(vocabulary->forms, struct form, i);
		if (form->term == term && (!best || form->authors > best->authors ||
		                           (form->authors == best->authors && strcmp(form->text, best->text) < 0)))
			best = form;
	}
	return best ? best->text : g_array_index(vocabulary->terms, struct term, term).stems;
}

static int
compare_trends(const void *a, const void *b)
{
	const struct trend *x = a, *y = b;

	if (x->score.z != y->score.z)
		return x->score.z > y->score.z ? -1 : 1;
	return strcmp(x->stems, y->stems);
}

static void
trends_keep(const struct vocabulary *vocabulary, struct trends *trends, const GArray *tested, const GArray *numbers)
{
	g_autofree double *p = g_new(double, tested->len + 1);
	g_autofree gboolean *kept = g_new0(gboolean, tested->len + 1);

	for (guint i = 0; i < tested->len; i++)
		p[i] = g_array_index(tested, struct trend, i).p;
	benjamini_hochberg(p, tested->len, FALSE_FINDINGS, kept);
	for (guint i = 0; i < tested->len; i++) {
		struct trend trend = g_array_index(tested, struct trend, i);
		if (!kept[i] || trend.score.delta.value <= 0)
			continue;
		trend.term = g_string_chunk_insert(trends->words, form_of(vocabulary, g_array_index(numbers, guint, i)));
		trend.stems = g_string_chunk_insert(trends->words, trend.stems);
		g_array_append_val(trends->rows, trend);
	}
	g_array_sort(trends->rows, compare_trends);
}

/* ---- what says the same ---- */

static gboolean
is_part_of(const char *word, const char *pair)
{
	gsize length = strlen(word), whole = strlen(pair);

	return whole > length && ((strncmp(pair, word, length) == 0 && pair[length] == ' ') ||
	                          (strcmp(pair + whole - length, word) == 0 && pair[whole - length - 1] == ' '));
}

/* "mill lane" and "lane crossing": the second begins as the first ends. */
static gboolean
goes_on(const char *one, const char *other)
{
	const char *end = strchr(one, ' ');

	return end && strchr(other, ' ') && g_str_has_prefix(other, end + 1) && other[strlen(end + 1)] == ' ';
}

static const char *
chained(GStringChunk *words, const char *first, const char *second)
{
	g_autofree char *text = g_strconcat(first, strchr(second, ' '), NULL);

	return g_string_chunk_insert(words, text);
}

/* "mill lane" and "lane crossing", said by the same people, are "mill lane crossing". */
static gboolean
join(struct trends *trends, struct trend *one, const struct trend *other)
{
	const struct trend *first = goes_on(one->stems, other->stems) ? one : other, *second = first == one ? other : one;

	if (!goes_on(first->stems, second->stems))
		return FALSE;
	one->term = chained(trends->words, first->term, second->term);
	one->stems = chained(trends->words, first->stems, second->stems);
	return TRUE;
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
		if (is_part_of(term->stems, other->stems) || (j < i && join(trends, other, term)))
			return TRUE;
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
vocabulary_trends(const struct vocabulary *vocabulary)
{
	struct trends *trends = g_new0(struct trends, 1);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) tested = terms_tested(vocabulary, numbers);

	trends->words = g_string_chunk_new(256);
	trends->rows = g_array_new(FALSE, FALSE, sizeof(struct trend));
	trends->tested = tested->len;
	trends_keep(vocabulary, trends, tested, numbers);
	parts_drop(trends);
	return trends;
}

void
trends_free(struct trends *trends)
{
	g_array_unref(trends->rows);
	g_string_chunk_free(trends->words);
	g_free(trends);
}

/* ---- looking a term up ---- */

struct looking {
	struct vocabulary *vocabulary;
	const char *stems, *language;
	char previous[WORD_BYTES];
	gboolean found;
};

static void
word_look(const char *word, gpointer user)
{
	struct looking *looking = user;
	char pair[2 * WORD_BYTES];

	if (!word || is_name(looking->vocabulary, word)) {
		looking->previous[0] = '\0';
		return;
	}
	const char *stem = stem_of(looking->vocabulary->stems, word, looking->language);
	g_snprintf(pair, sizeof pair, "%s %s", looking->previous, stem);
	looking->found |= strcmp(stem, looking->stems) == 0 ||
	                  (looking->previous[0] && (strcmp(pair, looking->stems) == 0 || is_part_of(pair, looking->stems)));
	g_strlcpy(looking->previous, stem, sizeof looking->previous);
}

gboolean
vocabulary_says(struct vocabulary *vocabulary, const struct trend *trend, const char *text, const char *language)
{
	struct looking looking = { .vocabulary = vocabulary, .stems = trend->stems, .language = language ? language : vocabulary->project->language };

	if (text)
		text_words(text, word_look, &looking);
	return looking.found;
}
