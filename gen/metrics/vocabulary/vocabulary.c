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
	guint32 authors[WINDOWS]; /* pairs of the period are counted under WINDOW_NOW too */
	guint32 last_author; /* of the running window, + 1 */
};

/* A word as it was met in a language: looked at once, however often it is said. */
struct word {
	const char *text;
	gboolean is_name;
	guint term; /* place */
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
	GHashTable *languages;   /* language → its words: text → struct word * */
	GHashTable *numbers;     /* stems of a word → place in terms + 1 */
	GHashTable *pairs;       /* guint64 *, places of two terms → place in terms + 1 */
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
	GHashTable *spoken;          /* words of that language */
	const struct word *previous; /* NULL: none that a pair could begin with */
};

void
vocabulary_windows(const struct period *period, GTimeZone *zone, struct period windows[WINDOWS])
{
	struct period first = period_step(*period, -BACKGROUND_MONTHS, zone);

	windows[WINDOW_NOW] = windows[WINDOW_PAIRS] = *period;
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

/* Two small numbers side by side: g_int64_hash would fold them onto each other, and nearly all pairs onto few places. */
static guint
pair_hash(gconstpointer key)
{
	return (guint)(*(const guint64 *)key * 0x9e3779b97f4a7c15u >> 32);
}

/* ---- life ---- */

struct vocabulary *
vocabulary_new(const struct records *records, const struct project *project, guint least)
{
	struct vocabulary *vocabulary = g_new0(struct vocabulary, 1);

	vocabulary->project = project;
	vocabulary->least = least;
	vocabulary->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
	vocabulary->numbers = g_hash_table_new(g_str_hash, g_str_equal);
	vocabulary->pairs = g_hash_table_new_full(pair_hash, g_int64_equal, g_free, NULL);
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
	g_hash_table_unref(vocabulary->languages);
	g_hash_table_unref(vocabulary->numbers);
	g_hash_table_unref(vocabulary->pairs);
	g_array_unref(vocabulary->terms);
	g_hash_table_unref(vocabulary->form_places);
	g_array_unref(vocabulary->forms);
	g_string_chunk_free(vocabulary->words);
	g_hash_table_unref(vocabulary->names);
	stems_free(vocabulary->stems);
	g_free(vocabulary);
}

/* ---- counting ---- */

static guint
term_add(struct vocabulary *vocabulary, const char *stems, gboolean is_pair)
{
	struct term fresh = { .stems = g_string_chunk_insert(vocabulary->words, stems), .is_pair = is_pair };

	g_array_append_val(vocabulary->terms, fresh);
	return vocabulary->terms->len - 1;
}

static guint
term_of_word(struct vocabulary *vocabulary, const char *word)
{
	const char *stem = stem_of(vocabulary->stems, word, vocabulary->language);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->numbers, stem));

	if (number)
		return number - 1;
	number = term_add(vocabulary, stem, FALSE);
	g_hash_table_insert(vocabulary->numbers, (gpointer)g_array_index(vocabulary->terms, struct term, number).stems, GUINT_TO_POINTER(number + 1));
	return number;
}

static const struct word *
word_find(struct vocabulary *vocabulary, const char *text)
{
	struct word *word = g_hash_table_lookup(vocabulary->spoken, text);

	if (word)
		return word;
	word = g_new0(struct word, 1);
	word->text = g_string_chunk_insert(vocabulary->words, text);
	word->is_name = is_name(vocabulary, text);
	word->term = word->is_name ? 0 : term_of_word(vocabulary, text);
	g_hash_table_insert(vocabulary->spoken, (gpointer)word->text, word);
	return word;
}

/* One more way to write a term in the period, or one more author of it. */
static void
form_touch(struct vocabulary *vocabulary, guint term, const char *text)
{
	const char *stems = g_array_index(vocabulary->terms, struct term, term).stems;
	char key[4 * WORD_BYTES];
	g_snprintf(key, sizeof key, "%s\t%s", stems, text);
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
term_touch(struct vocabulary *vocabulary, guint number, int window)
{
	struct term *term = &g_array_index(vocabulary->terms, struct term, number);

	term->authors[window] += term->last_author != vocabulary->author + 1;
	term->last_author = vocabulary->author + 1;
}

static gboolean
is_frequent(const struct vocabulary *vocabulary, const struct word *word)
{
	return g_array_index(vocabulary->terms, struct term, word->term).authors[WINDOW_NOW] >= vocabulary->least;
}

static guint
pair_add(struct vocabulary *vocabulary, guint64 key, const struct word *one, const struct word *other)
{
	char stems[2 * WORD_BYTES];

	g_snprintf(stems, sizeof stems, "%s %s", g_array_index(vocabulary->terms, struct term, one->term).stems,
	           g_array_index(vocabulary->terms, struct term, other->term).stems);
	guint number = term_add(vocabulary, stems, TRUE);
	g_hash_table_insert(vocabulary->pairs, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(number + 1));
	return number;
}

/* Whoever says a pair says both its words: only those of enough people can make a pair of enough. It is learnt in the period only, since
 * older ones could not be trends. */
static void
pair_touch(struct vocabulary *vocabulary, const struct word *one, const struct word *other)
{
	guint64 key = (guint64)one->term << 32 | other->term;
	gboolean learning = vocabulary->window == WINDOW_PAIRS;
	char text[2 * WORD_BYTES];

	if (vocabulary->window == WINDOW_NOW || !is_frequent(vocabulary, one) || !is_frequent(vocabulary, other))
		return;
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->pairs, &key));
	if (!number && !learning)
		return;
	number = number ? number - 1 : pair_add(vocabulary, key, one, other);
	term_touch(vocabulary, number, learning ? WINDOW_NOW : vocabulary->window);
	if (!learning)
		return;
	g_snprintf(text, sizeof text, "%s %s", one->text, other->text);
	form_touch(vocabulary, number, text);
}

static void
word_take(const char *text, gpointer user)
{
	struct vocabulary *vocabulary = user;
	const struct word *word = text ? word_find(vocabulary, text) : NULL;

	if (!word || word->is_name) {
		vocabulary->previous = NULL;
		return;
	}
	if (vocabulary->window != WINDOW_PAIRS)
		term_touch(vocabulary, word->term, vocabulary->window);
	if (vocabulary->window == WINDOW_NOW)
		form_touch(vocabulary, word->term, word->text);
	if (vocabulary->previous)
		pair_touch(vocabulary, vocabulary->previous, word);
	vocabulary->previous = word;
}

/* Texts of one language mostly follow each other. */
static void
language_speak(struct vocabulary *vocabulary, const char *language)
{
	if (vocabulary->spoken && g_strcmp0(vocabulary->language, language) == 0)
		return;
	vocabulary->language = language;
	vocabulary->spoken = g_hash_table_lookup(vocabulary->languages, language ? language : "");
	if (vocabulary->spoken)
		return;
	vocabulary->spoken = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_hash_table_insert(vocabulary->languages, g_strdup(language ? language : ""), vocabulary->spoken);
}

void
vocabulary_read(struct vocabulary *vocabulary, guint32 author, const char *text, const char *language)
{
	if (!text)
		return;
	vocabulary->author = author;
	vocabulary->previous = NULL;
	language_speak(vocabulary, language ? language : vocabulary->project->language);
	text_words(text, word_take, vocabulary);
}

/* ---- windows ---- */

static gboolean
is_rare(gpointer key, gpointer number, gpointer user)
{
	const struct vocabulary *vocabulary = user;

	(void)key;
	return g_array_index(vocabulary->terms, struct term, GPOINTER_TO_UINT(number) - 1).authors[WINDOW_NOW] < vocabulary->least;
}

/* Pairs that too few people used are forgotten before the larger windows are read. Forms keep the numbers of their terms. */
void
vocabulary_begin(struct vocabulary *vocabulary, int window)
{
	if (window > WINDOW_PAIRS)
		g_hash_table_foreach_remove(vocabulary->pairs, is_rare, vocabulary);
	vocabulary->window = window;
	for (guint i = 0; i < vocabulary->terms->len; i++)
		g_array_index(vocabulary->terms, struct term, i).last_author = 0;
}

/* ---- testing ---- */

/* Forgotten pairs have no part in the sums: they were counted in one window only. */
static gboolean
term_counts(const struct term *term, guint least)
{
	return !term->is_pair || term->authors[WINDOW_NOW] >= least;
}

static void
sums_of(const struct vocabulary *vocabulary, guint least, double all[WINDOWS])
{
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		const struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		for (int window = 0; window < WINDOWS && term_counts(term, least); window++)
			all[window] += term->authors[window];
	}
}

static GArray *
terms_tested(const struct vocabulary *vocabulary, guint least, GArray *numbers)
{
	GArray *tested = g_array_new(FALSE, FALSE, sizeof(struct trend));
	double all[WINDOWS] = { 0 };

	sums_of(vocabulary, least, all);
	struct term_prior prior = term_prior_of(all[WINDOW_BACKGROUND]);
	for (guint i = 0; i < vocabulary->terms->len; i++) {
		const struct term *term = &g_array_index(vocabulary->terms, struct term, i);
		guint now = term->authors[WINDOW_NOW], before = term->authors[WINDOW_BEFORE];
		if (now < least)
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

static gboolean
form_is_better(const struct form *form, const struct form *best)
{
	return !best || form->authors > best->authors || (form->authors == best->authors && strcmp(form->text, best->text) < 0);
}

/* Of each term how most people wrote it; of as many, the first by letters. Caller frees. */
static const struct form **
forms_best(const struct vocabulary *vocabulary)
{
	const struct form **best = g_new0(const struct form *, vocabulary->terms->len + 1);

	for (guint i = 0; i < vocabulary->forms->len; i++) {
		const struct form *form = &g_array_index(vocabulary->forms, struct form, i);
		if (form_is_better(form, best[form->term]))
			best[form->term] = form;
	}
	return best;
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
	g_autofree const struct form **best = forms_best(vocabulary);

	for (guint i = 0; i < tested->len; i++)
		p[i] = g_array_index(tested, struct trend, i).p;
	benjamini_hochberg(p, tested->len, FALSE_FINDINGS, kept);
	for (guint i = 0; i < tested->len; i++) {
		struct trend trend = g_array_index(tested, struct trend, i);
		if (!kept[i] || trend.score.delta.value <= 0)
			continue;
		const struct form *form = best[g_array_index(numbers, guint, i)];
		trend.term = g_string_chunk_insert(trends->words, form ? form->text : trend.stems);
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
vocabulary_trends(const struct vocabulary *vocabulary, guint least)
{
	struct trends *trends = g_new0(struct trends, 1);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) tested = terms_tested(vocabulary, least, numbers);

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

struct value
trends_none(const struct trends *trends)
{
	return trends->tested ? value_none(STATE_UNDEFINED, "no word was used by clearly more people than the month before")
	                      : value_none(STATE_NO_DATA, "no word was used by enough people, or there is no month before");
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
