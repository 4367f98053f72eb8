/* What outsiders suddenly talk about, and since when: news to react to (METRICS B38). The mathematics is that of the vocabulary. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/broadcast/mentions.h"
#include "metrics/statistics/pulse.h"
#include "metrics/vocabulary/vocabulary.h"

#define SHOWN 10

enum { KEY_TERM = 2, KEY_ONSET };
enum { VALUE_DELTA, VALUE_AUTHORS, VALUE_BEFORE, VALUE_Z };

/* ---- reading ---- */

static int
compare_voices(gconstpointer a, gconstpointer b)
{
	const struct mentioned *x = *(const struct mentioned *const *)a, *y = *(const struct mentioned *const *)b;

	if (x->voice != y->voice)
		return x->voice < y->voice ? -1 : 1;
	return (x > y) - (x < y); /* by time: they lie in one array */
}

/* Mentions by others, with an author, author by author. The caller unrefs. */
static GPtrArray *
mentions_of(const struct mentions *mentions, const struct period *window)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < mentions->rows->len; i++) {
		struct mentioned *mentioned = MENTIONED_AT(mentions, i);
		if (mentioned->voice && !mentioned->is_ours && mentioned->day >= window->first && mentioned->day < window->past)
			g_ptr_array_add(found, mentioned);
	}
	g_ptr_array_sort(found, compare_voices);
	return found;
}

static void
windows_read(const struct inquiry *inquiry, struct vocabulary *vocabulary)
{
	struct period windows[WINDOWS];

	vocabulary_windows(&inquiry->period, inquiry->project->zone, windows);
	for (int window = WINDOW_NOW; window < WINDOWS; window++) {
		g_autoptr(GPtrArray) mentions = mentions_of(inquiry->publishing->mentions, &windows[window]);
		vocabulary_begin(vocabulary, window);
		for (guint i = 0; i < mentions->len; i++) {
			const struct mentioned *mentioned = g_ptr_array_index(mentions, i);
			vocabulary_read(vocabulary, mentioned->voice, records_text(inquiry->records, mentioned->row->text), NULL);
		}
	}
}

/* ---- since when ---- */

struct saying {
	const struct records *records;
	struct vocabulary *vocabulary;
	const struct trend *trend;
};

static gboolean
says(const struct mentioned *mentioned, gpointer user)
{
	const struct saying *saying = user;

	return vocabulary_says(saying->vocabulary, saying->trend, records_text(saying->records, mentioned->row->text), NULL);
}

/* Monday of the first week that reaches into the period and in which more voices used it than the eight weeks before it let expect;
 * NO_DAY: no week stands out, or the eight weeks are not there. */
static gint32
onset_of(const struct inquiry *inquiry, struct saying *saying)
{
	const struct mentions *mentions = inquiry->publishing->mentions;
	gint32 monday = inquiry->period.first - day_weekday(inquiry->period.first);

	for (; monday < inquiry->period.past; monday += 7) {
		double before[PULSE_WEEKS];
		gboolean told = instant_of_day(monday - 7 * PULSE_WEEKS, inquiry->project->zone) >= mentions->begin;
		for (gint32 week = 0; week < PULSE_WEEKS; week++) {
			gint32 first = monday - 7 * (PULSE_WEEKS - week);
			before[week] = mentions_heard(mentions, first, first + 7, says, saying).voices;
		}
		guint voices = mentions_heard(mentions, monday, MIN(monday + 7, inquiry->period.past), says, saying).voices;
		if (told && voices > pulse_band(before, PULSE_WEEKS).high)
			return monday;
	}
	return NO_DAY;
}

/* ---- B38 ---- */

static void
term_row(const struct inquiry *inquiry, struct figure *figure, struct vocabulary *vocabulary, const struct trend *trend)
{
	struct saying saying = { inquiry->records, vocabulary, trend };
	gint32 onset = onset_of(inquiry, &saying);
	struct figure_row *row = inquiry_row(inquiry, figure);
	g_autofree char *monday = onset == NO_DAY ? NULL : day_iso(onset);

	figure_set_word(figure, row, KEY_TERM, trend->term);
	figure_set_word(figure, row, KEY_ONSET, monday);
	row->values[VALUE_DELTA] = answer_interval(trend->score.delta, trend->authors, NULL);
	row->values[VALUE_AUTHORS] = value_count(trend->authors);
	row->values[VALUE_BEFORE] = value_count(trend->before);
	row->values[VALUE_Z] = value_estimate(trend->score.z, NAN, NAN, trend->authors);
}

static void
topic_burst(const struct inquiry *inquiry, struct figure *figure)
{
	guint least = (guint)MAX(5, project_k(inquiry->project, FALSE));
	AUTO(vocabulary) vocabulary = vocabulary_new(inquiry->records, inquiry->project, least);
	struct value told = mentions_absent(inquiry);

	if (told.state == STATE_NO_DATA) {
		inquiry_row(inquiry, figure)->values[VALUE_DELTA] = told;
		return;
	}
	windows_read(inquiry, vocabulary);
	AUTO(trends) trends = vocabulary_trends(vocabulary, least);
	for (guint i = 0; i < trends->rows->len && i < SHOWN; i++)
		term_row(inquiry, figure, vocabulary, &g_array_index(trends->rows, struct trend, i));
	if (!trends->rows->len)
		inquiry_row(inquiry, figure)->values[VALUE_DELTA] = trends_none(trends);
	figure_note(figure, "%u terms were tested; false ones among those shown: about one in ten.", trends->tested);
}

static const struct metric_column columns[] = {
	{ .name = "term", .label = "Term", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "onset", .label = "Since the week of", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "authors", .label = "People now", .unit = UNIT_COUNT },
	{ .name = "authors_before", .label = "People the month before", .unit = UNIT_COUNT },
	{ .name = "z", .label = "z", .unit = UNIT_INDEX },
	{ NULL },
};

const struct metric metric_topic_burst = {
	.definition = {
		.name = "b_topic_burst", .card = "B38", .discipline = DISCIPLINE_BROADCAST, .label = "What is suddenly said outside",
		.question = "Is there news to react to?",
		.formula = "Log-odds, with an informative prior, of how many outside authors used a word or pair of words in mentions this month against the "
		           "month before; words are compared by their stems, and each author counts once a term. At least five authors; exact test of the two "
		           "rates, false discovery rate 10 %. Onset: the first week with more authors than the eight weeks before it let expect.",
		.noun = "people", .unit = UNIT_INDEX, .additivity = ADD_DIST, .shape = SHAPE_TERMS, .comparison = COMPARE_NONE, .version = 1,
		.source = "Monroe, Colaresi & Quinn 2008, with authors instead of tokens; stems by Snowball (Porter 2001); Benjamini & Hochberg 1995",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = mentions_reach, .reads = reads_mentions, .columns = columns, .measure = topic_burst,
};
