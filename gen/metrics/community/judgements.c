/* What people judged messages to be: rows of tables/labels.csv joined to the messages they speak of, in the words of labels.def. */
#include <string.h>

#include "base/text.h"
#include "metrics/community/building.h"

static const struct { const char *word; guint8 meaning; } WORDS[] = {
#define LABEL(meaning, word, says, detail) { word, LABEL_##meaning },
#include "metrics/community/labels.def"
#undef LABEL
};
static const char *const MOODS[] = { [MOOD_NEGATIVE] = "negative", [MOOD_NEUTRAL] = "neutral", [MOOD_POSITIVE] = "positive" };

/* "Hand-off " → "hand_off". */
static char *
word_folded(const char *word)
{
	char *folded = text_fold(word ? word : "");

	return g_strdelimit(folded, " -", '_');
}

static guint8
meaning_of(const char *word)
{
	g_autofree char *folded = word_folded(word);

	for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (strcmp(WORDS[i].word, folded) == 0)
			return WORDS[i].meaning;
	return LABEL_NONE;
}

static guint8
mood_of(const char *detail)
{
	g_autofree char *folded = word_folded(detail);

	for (guint8 mood = MOOD_NEGATIVE; mood <= MOOD_POSITIVE; mood++)
		if (strcmp(MOODS[mood], folded) == 0)
			return mood;
	return MOOD_NONE;
}

/* ---- what is wrong with a row ---- */

static void
complain_of_word(struct building *building, const struct label *label)
{
	const struct records *records = building->conversation->records;
	g_autoptr(GString) known = g_string_new("words that are counted: ");

	for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "", WORDS[i].word);
	complain(building->complaints, SEVERITY_WARNING, record_place(records, &label->record), "label-unknown", known->str,
	         "the label \"%s\" is counted nowhere", records_atom(records, label->label) ? records_atom(records, label->label) : "");
}

static void
complain_of_row(struct building *building, const struct label *label, guint8 meaning, guint32 utterance)
{
	const struct records *records = building->conversation->records;
	struct place at = record_place(records, &label->record);

	if (meaning == LABEL_NONE)
		complain_of_word(building, label);
	else if (utterance == NO_UTTERANCE)
		complain(building->complaints, SEVERITY_NOTE, at, "label-astray", "platform and message_id as the export writes them",
		         "a label stands on a message that no export holds");
	else if (meaning == LABEL_DISPOSITION && mood_of(records_atom(records, label->detail)) == MOOD_NONE)
		complain(building->complaints, SEVERITY_WARNING, at, "label-mood", "write positive, neutral or negative into the column detail",
		         "a disposition says nothing");
}

/* ---- joining ---- */

static int
compare_judgements(const void *a, const void *b, void *user)
{
	const struct records *records = user;
	const struct judgement *x = a, *y = b;

	if (x->utterance != y->utterance)
		return x->utterance < y->utterance ? -1 : 1;
	if (x->meaning != y->meaning)
		return x->meaning < y->meaning ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	int order = g_strcmp0(records_atom(records, x->rater), records_atom(records, y->rater));
	return order ? order : g_strcmp0(records_atom(records, x->detail), records_atom(records, y->detail));
}

void
build_judgements(struct building *building)
{
	struct conversation *conversation = building->conversation;
	const struct records *records = conversation->records;
	g_autoptr(GArray) judgements = g_array_new(FALSE, FALSE, sizeof(struct judgement));

	for (guint32 i = 0; i < RECORD_COUNT_OF(records, label); i++) {
		const struct label *label = RECORD_AT(records, label, i);
		guint32 row = building_message(building, label->platform, label->message_id);
		struct judgement judgement = {
			.at = label->at, .utterance = row == NO_ROW ? NO_UTTERANCE : building->utterance_of_message[row],
			.meaning = meaning_of(records_atom(records, label->label)), .mood = mood_of(records_atom(records, label->detail)),
			.rater = label->labelled_by, .detail = label->detail,
		};
		if (building->complaints)
			complain_of_row(building, label, judgement.meaning, judgement.utterance);
		if (judgement.meaning != LABEL_NONE && judgement.utterance != NO_UTTERANCE)
			g_array_append_val(judgements, judgement);
	}
	g_array_sort_with_data(judgements, compare_judgements, (gpointer)records);
	conversation->n_judgements = judgements->len;
	conversation->judgements = g_memdup2(judgements->data, judgements->len * sizeof(struct judgement));
}

/* ---- asking ---- */

struct span
conversation_judgements(const struct conversation *conversation, guint32 first, guint32 past)
{
	const guint32 bounds[] = { first, past };
	guint32 found[2];

	for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
		guint32 low = 0, high = conversation->n_judgements;
		while (low < high) {
			guint32 middle = low + (high - low) / 2;
			if (conversation->judgements[middle].utterance < bounds[i])
				low = middle + 1;
			else
				high = middle;
		}
		found[i] = low;
	}
	return (struct span){ found[0], MAX(found[0], found[1]) };
}

gboolean
conversation_is_judged(const struct conversation *conversation, guint32 utterance, enum label_meaning meaning)
{
	struct span span = conversation_judgements(conversation, utterance, utterance + 1);

	for (guint32 i = span.first; i < span.past; i++)
		if (conversation->judgements[i].meaning == meaning)
			return TRUE;
	return FALSE;
}

gint64
conversation_labels_begin(const struct conversation *conversation, enum label_meaning meaning)
{
	gint64 begin = NO_TIME;

	for (guint32 i = 0; i < conversation->n_judgements; i++) {
		gint64 at = conversation->utterances[conversation->judgements[i].utterance].at;
		if (conversation->judgements[i].meaning == meaning && (begin == NO_TIME || at < begin))
			begin = at;
	}
	return begin;
}
