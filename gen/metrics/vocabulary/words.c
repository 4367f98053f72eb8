/* From a text to its words, letter by letter, and from a word to its stem. */
#include "metrics/vocabulary/words.h"

#include <libstemmer.h>
#include <string.h>

#define WORD_LEAST 3
#define WORD_BYTES 96

/* Words that carry no topic: the commonest of English, German, French and Spanish. */
static const char *const COMMON[] = {
	"aber", "able", "about", "actually", "after", "again", "ain't", "all", "alle", "alles", "almost", "already", "als", "also", "although", "always", "and", "another", "any", "anyone", "anything", "are", "aren't", "around", "asked", "auch", "auf", "aus", "avec", "away",
	"back", "bei", "bin", "been", "before", "being", "best", "better", "between", "bit", "both", "but", "came", "can", "can't", "cannot", "como", "could", "couldn't",
	"das", "dass", "day", "days", "dem", "den", "der", "des", "did", "didn't", "die", "dies", "diese", "does", "doesn't", "doing", "don't", "done", "doch", "dos", "down", "dans", "das", "del", "des", "durch",
	"each", "ein", "eine", "einen", "einer", "either", "ella", "else", "end", "enough", "est", "este", "esta", "etwas", "even", "ever", "every", "everyone", "everything",
	"far", "few", "find", "first", "for", "found", "from", "für", "get", "gets", "getting", "give", "going", "gone", "good", "got", "great",
	"habe", "haben", "had", "hadn't", "has", "hasn't", "hat", "have", "haven't", "having", "hello", "help", "her", "here", "hey", "hier", "his", "him", "how", "however",
	"i'd", "i'll", "i'm", "i've", "ich", "ihr", "ils", "immer", "ist", "isn't", "it's", "its", "into", "just", "kann", "kein", "keine", "keep", "know",
	"las", "last", "later", "least", "les", "less", "let", "let's", "like", "little", "long", "look", "looking", "looks", "los", "lot", "made", "mais", "make", "makes", "man", "many", "mas", "may", "maybe", "mehr", "mein", "mich", "mir", "mit", "more", "morning", "most", "much", "must", "muy",
	"nach", "need", "needs", "never", "new", "next", "nicht", "nobody", "noch", "not", "nothing", "nous", "now", "nur", "oder", "off", "often", "okay", "old", "once", "one", "ones", "only", "onto", "other", "others", "our", "out", "over", "own",
	"para", "pas", "people", "per", "perhaps", "plus", "pour", "pero", "please", "por", "probably", "put", "que", "qui", "quite", "rather", "really", "right",
	"said", "same", "saw", "say", "says", "schon", "see", "seem", "seems", "seen", "sehr", "sein", "she", "should", "shouldn't", "sich", "sie", "since", "sind", "some", "someone", "something", "sometimes", "somewhere", "son", "soon", "sorry", "still", "such", "sur", "sure",
	"take", "tell", "than", "thank", "thanks", "that", "that's", "the", "their", "them", "then", "there", "there's", "these", "they", "they're", "thing", "things", "think", "this", "those", "though", "thought", "through", "time", "today", "together", "tomorrow", "too", "took", "tout", "tried", "try", "two", "une", "und", "under", "uns", "until", "upon", "use", "used", "using",
	"very", "von", "vor", "vous", "want", "wanted", "war", "was", "wasn't", "way", "we're", "we've", "week", "well", "wenn", "went", "were", "weren't", "what", "what's", "when", "where", "whether", "which", "while", "who", "whole", "whose", "why", "wie", "will", "wir", "wird", "with", "within", "without", "won't", "work", "worked", "working", "works", "would", "wouldn't",
	"yeah", "year", "yes", "yesterday", "yet", "you", "you'd", "you'll", "you're", "you've", "your", "zum", "zur",
};

static gpointer
common_words(gpointer unused)
{
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(COMMON); i++)
		g_hash_table_add(set, (gpointer)COMMON[i]);
	return set;
}

static gboolean
is_common(const char *word)
{
	static GOnce once = G_ONCE_INIT;

	return g_hash_table_contains(g_once(&once, common_words, NULL), word);
}

/* ---- reading ---- */

struct reader {
	const char *at;
	char word[WORD_BYTES];
	gsize length;     /* bytes in word */
	guint letters;
	gboolean broken;  /* a digit, a sign of a link or handle, too long: no word */
	void (*emit)(const char *, gpointer);
	gpointer user;
};

static void
word_end(struct reader *reader)
{
	while (reader->length > 0 && reader->word[reader->length - 1] == '\'')
		reader->length--;
	reader->word[reader->length] = '\0';
	if (!reader->broken && reader->letters >= WORD_LEAST && !is_common(reader->word))
		reader->emit(reader->word, reader->user);
	else if (reader->broken || reader->length)
		reader->emit(NULL, reader->user); /* "clinic was fun" is no pair "clinic fun" */
	reader->length = reader->letters = 0;
	reader->broken = FALSE;
}

/* Most letters are of ASCII, and need no tables. */
static gboolean
is_letter(gunichar letter)
{
	return letter < 0x80 ? g_ascii_isalpha((char)letter) : g_unichar_isalpha(letter);
}

static int
letter_lower(gunichar letter, char *bytes)
{
	if (letter >= 0x80)
		return g_unichar_to_utf8(letter == 0x2019 ? '\'' : g_unichar_tolower(letter), bytes);
	bytes[0] = g_ascii_tolower((char)letter);
	return 1;
}

static void
word_take(struct reader *reader, gunichar letter)
{
	char bytes[6];
	int n = letter_lower(letter, bytes);

	if (reader->length + (gsize)n >= sizeof reader->word) {
		reader->broken = TRUE;
		return;
	}
	memcpy(reader->word + reader->length, bytes, (gsize)n);
	reader->length += (gsize)n;
	reader->letters += is_letter(letter);
}

static const char *
past_blankless(const char *at)
{
	while (*at && !g_unichar_isspace(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return at;
}

/* "larkfield.example/rides", "larkfield.org": where a dot is followed by one of these, or by a path. "node.js" is a word. */
static gboolean
is_host(const char *chunk)
{
	static const char *const ends[] = { "com", "org", "net", "info", "eu", "io", "gov", "edu", "example" };
	const char *dot = strchr(chunk, '.');
	gsize letters = 0;

	if (!dot || dot == chunk || !g_ascii_isalnum(dot[1]))
		return FALSE;
	for (const char *next; (next = strchr(dot + 1, '.')) && g_ascii_isalnum(next[1]);)
		dot = next;
	while (g_ascii_isalpha(dot[1 + letters]))
		letters++;
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
		if (letters == strlen(ends[i]) && g_ascii_strncasecmp(dot + 1, ends[i], letters) == 0)
			return TRUE;
	return letters > 1 && dot[1 + letters] == '/';
}

/* A link, a handle, an address: whatever hangs together. */
static gboolean
starts_a_reference(const char *at)
{
	gsize length = strcspn(at, " \t\r\n");

	if (*at == '@' || *at == '#')
		return TRUE;
	if (!memchr(at, '.', length) && !memchr(at, '@', length) && !memchr(at, ':', length))
		return FALSE;
	g_autofree char *chunk = g_strndup(at, length);
	return strchr(chunk, '@') || strstr(chunk, "://") || g_ascii_strncasecmp(chunk, "www.", 4) == 0 || is_host(chunk);
}

static const char *
past_code(const char *at)
{
	const char *fence = g_str_has_prefix(at, "```") ? "```" : "`";
	const char *close = strstr(at + strlen(fence), fence);

	return close ? close + strlen(fence) : at + strlen(fence);
}

/* What is no word is passed over as a whole. NULL: it is one. */
static const char *
past_other(const char *at, gboolean line_start)
{
	if (line_start && *at == '>') {
		const char *end = strchr(at, '\n');
		return end ? end : at + strlen(at);
	}
	if (*at == '`')
		return past_code(at);
	return starts_a_reference(at) ? past_blankless(at) : NULL;
}

static gboolean
breaks_phrase(gunichar letter)
{
	return letter != '-' && letter != '/' && (g_unichar_ispunct(letter) || letter == '\n');
}

static void
character_take(struct reader *reader, gunichar letter)
{
	if (is_letter(letter) || ((letter == '\'' || letter == 0x2019) && reader->length)) {
		word_take(reader, letter);
	} else if (g_unichar_isdigit(letter) || letter == '_' || letter == '@') {
		reader->broken = TRUE;
	} else if (g_unichar_ismark(letter) && reader->length) {
		word_take(reader, letter);
	} else {
		word_end(reader);
		if (breaks_phrase(letter))
			reader->emit(NULL, reader->user);
	}
}

void
text_words(const char *text, void (*word)(const char *, gpointer user), gpointer user)
{
	struct reader reader = { .at = text, .emit = word, .user = user };
	gboolean line_start = TRUE;

	while (*reader.at) {
		const char *past = reader.length ? NULL : past_other(reader.at, line_start);
		if (past) {
			word_end(&reader);
			word(NULL, user);
			reader.at = past;
			line_start = FALSE;
			continue;
		}
		gunichar letter = g_utf8_get_char(reader.at);
		line_start = letter == '\n' || (line_start && g_unichar_isspace(letter));
		character_take(&reader, letter);
		reader.at = g_utf8_next_char(reader.at);
	}
	word_end(&reader);
	word(NULL, user);
}

/* ---- stems ---- */

struct stems {
	GHashTable *stemmers; /* language → struct sb_stemmer *, NULL where Snowball has none */
};

static void
stemmer_drop(gpointer stemmer)
{
	if (stemmer)
		sb_stemmer_delete(stemmer);
}

struct stems *
stems_new(void)
{
	struct stems *stems = g_new0(struct stems, 1);

	stems->stemmers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, stemmer_drop);
	return stems;
}

void
stems_free(struct stems *stems)
{
	g_hash_table_unref(stems->stemmers);
	g_free(stems);
}

/* "en-GB" is stemmed as "en". */
static struct sb_stemmer *
stemmer_of(struct stems *stems, const char *language)
{
	gpointer known;
	char *code;

	if (g_hash_table_lookup_extended(stems->stemmers, language, NULL, &known))
		return known;
	code = g_ascii_strdown(language, (gssize)strcspn(language, "-_"));
	known = sb_stemmer_new(code, "UTF_8");
	g_free(code);
	g_hash_table_insert(stems->stemmers, g_strdup(language), known);
	return known;
}

const char *
stem_of(struct stems *stems, const char *word, const char *language)
{
	struct sb_stemmer *stemmer = language ? stemmer_of(stems, language) : NULL;
	const sb_symbol *stem = stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)strlen(word)) : NULL;

	return stem ? (const char *)stem : word;
}
