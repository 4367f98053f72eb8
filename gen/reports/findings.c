/* Findings: gathered kind by kind, each in its sentence, then ranked and cut. */
#include "reports/findings.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "metrics/metric.h"
#include "reports/findings_parts.h"
#include "reports/sentences.h"
#include "reports/words.h"

#define NBSP "\xc2\xa0"
#define GOALS_MOST 3
#define NEEDED_MOST 3
#define HEADLINE_MOST 96 /* characters: three lines over a column (LOOK §3) */
#define ROW_AT(figure, i) ((const struct figure_row *)g_ptr_array_index((figure)->rows, i))

static void
finding_free(gpointer data)
{
	struct finding *finding = data;

	g_free(finding->sentence);
	g_free(finding->headline);
	g_free(finding);
}

void
finding_add(struct gathering *gathering, enum finding_kind kind, double strength, char *sentence, char *headline)
{
	struct finding *finding = g_new0(struct finding, 1);

	*finding = (struct finding){ kind, strength, sentence, headline };
	g_ptr_array_add(gathering->findings, finding);
}

/* ---- sentences of at most so many words ---- */

static guint
words_count(const char *text)
{
	guint count = 0;

	for (gboolean within = FALSE; *text; text++) {
		count += *text != ' ' && !within;
		within = *text != ' ';
	}
	return count;
}

void
clause_add(GString *sentence, char *clause)
{
	g_autofree char *whole = clause ? g_strconcat(sentence->str, clause, NULL) : NULL;

	if (whole && words_count(whole) <= FINDING_WORDS)
		g_string_assign(sentence, whole);
	g_free(clause);
}

char *
sentence_end(GString *sentence)
{
	g_string_append_c(sentence, '.');
	return g_string_free(sentence, FALSE);
}

char *
count_words(const struct gathering *gathering, double count)
{
	return number_text(count, 0, gathering->request->project->language);
}

const struct value *
value_named(const struct figure *figure, const struct figure_row *row, const char *name)
{
	int column = figure_value(figure, name);

	return column >= 0 && value_has_number(&row->values[column]) ? &row->values[column] : NULL;
}

const char *
word_named(const struct figure *figure, const struct figure_row *row, const char *name)
{
	int key = figure_key(figure, name);

	return key >= 0 ? row->keys[key].word : NULL;
}

gboolean
row_is_now(const struct gathering *gathering, const struct figure *figure, const struct figure_row *row)
{
	g_autofree char *period = period_id(&gathering->request->period);
	const char *of = word_named(figure, row, "period");

	return !of || strcmp(of, period) == 0;
}

void
basis_add(const struct gathering *gathering, GString *sentence, const struct value *value, enum unit unit)
{
	g_autofree char *range = words_range(value, unit, gathering->request->project->language);

	if (range)
		g_string_append_printf(sentence, " ~(%s)~", range);
	if (value->n != NO_COUNT && unit != UNIT_COUNT) {
		g_autofree char *n = count_words(gathering, (double)value->n);
		g_string_append_printf(sentence, ", n" NBSP "=" NBSP "%s", n);
	}
}

/* ---- 1: goals ---- */

/* Where less is better, what is attained is not "so many per cent of the plan". */
static gboolean
attained_is_share(const struct goal_words *goal)
{
	return goal->attainment && value_has_number(goal->attainment) &&
	       fabs(goal->attainment->value * goal->target->value - goal->actual->value) < 1e-6 * fabs(goal->actual->value);
}

/* "Leads: 84 (67–104), 129 % of 65 planned: met", "Answered within a day: 79 % (73–84), n = 236; 80 % planned: too close to call". */
static char *
goal_sentence(const struct gathering *gathering, const struct goal_words *goal)
{
	const char *language = gathering->request->project->language;
	GString *sentence = g_string_new(NULL);
	g_autofree char *label = words_capital(goal->label), *actual = words_value(goal->actual, goal->unit, language);
	g_autofree char *target = words_value(goal->target, goal->unit, language);

	g_string_append_printf(sentence, "%s: **%s**", label, actual);
	basis_add(gathering, sentence, goal->actual, goal->unit);
	if (goal->unit == UNIT_COUNT && attained_is_share(goal))
		g_string_append_printf(sentence, ", %.0f" NBSP "%% of %s planned: %s", goal->attainment->value * 100, target, goal->verdict);
	else
		g_string_append_printf(sentence, "; %s planned: %s", target, goal->verdict);
	return sentence_end(sentence);
}

static char *
goal_headline(const struct goal_words *goal)
{
	g_autofree char *label = words_capital(goal->label);
	const char *verdict = strcmp(goal->verdict, "met") == 0 ? "as planned" : strcmp(goal->verdict, "missed") == 0 ? "not as planned" : goal->verdict;

	return g_strdup_printf("%s: %s.", label, verdict);
}

static void
goals_gather(struct gathering *gathering)
{
	g_autoptr(GArray) goals = sentence_goals(gathering->request, gathering->discipline);
	guint said = 0;

	for (guint i = 0; i < goals->len && said < GOALS_MOST; i++) {
		const struct goal_words *goal = &g_array_index(goals, struct goal_words, i);
		if (!goal->verdict || !value_has_number(goal->actual))
			continue;
		said++;
		finding_add(gathering, FINDING_GOAL, 0, goal_sentence(gathering, goal), goal_headline(goal));
	}
}

/* ---- 3: needed ---- */

static void
questions_say(struct gathering *gathering, const struct figure *figure)
{
	const struct report_request *request = gathering->request;
	struct period previous = report_previous(request);
	const struct figure_row *row = figure_find(figure, &request->period, SCOPE_ALL);
	const struct value *now = row ? &row->values[0] : NULL, *before = figure_number(figure, &previous, SCOPE_ALL);
	const struct value *oldest = row ? value_named(figure, row, "oldest_days") : NULL;
	GString *sentence;

	if (!now || !value_has_number(now) || !(now->value > 0))
		return;
	g_autofree char *count = count_words(gathering, now->value), *month = words_month(&previous, request->project->language);
	sentence = g_string_new(NULL);
	g_string_append_printf(sentence, "**%s** %s still waiting for a human reply", count, now->value == 1 ? "question is" : "questions are");
	if (oldest) {
		g_autofree char *days = count_words(gathering, floor(oldest->value));
		g_string_append_printf(sentence, ", the oldest for %s" NBSP "%s", days, floor(oldest->value) == 1 ? "day" : "days");
	}
	if (before && value_has_number(before)) {
		g_autofree char *then = count_words(gathering, before->value);
		clause_add(sentence, g_strdup_printf(" ~(%s at the end of %s)~", then, month));
	}
	finding_add(gathering, FINDING_WAITING, 0, sentence_end(sentence), NULL);
}

static void
requests_say(struct gathering *gathering, const struct figure *figure)
{
	double all = 0, waiting = 0;

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = ROW_AT(figure, i);
		if (!row_is_now(gathering, figure, row) || !value_has_number(&row->values[0]))
			continue;
		all += row->values[0].value;
		waiting += g_strcmp0(word_named(figure, row, "decision"), "Waiting") == 0 ? row->values[0].value : 0;
	}
	if (waiting <= 0)
		return;
	g_autofree char *count = count_words(gathering, waiting), *of = count_words(gathering, all);
	finding_add(gathering, FINDING_WAITING, 0,
	            g_strdup_printf("**%s** of %s requests asked this month %s waiting for a decision.", count, of, waiting == 1 ? "is" : "are"), NULL);
}

static void
leads_say(struct gathering *gathering, const struct figure *figure)
{
	double oldest = 0;
	guint due = 0;

	for (guint i = 0; i < figure->rows->len; i++)
		if (value_has_number(&ROW_AT(figure, i)->values[0])) {
			oldest = fmax(oldest, ROW_AT(figure, i)->values[0].value);
			due++;
		}
	if (!due)
		return;
	g_autofree char *count = count_words(gathering, due), *days = count_words(gathering, floor(oldest));
	finding_add(gathering, FINDING_WAITING, 0,
	            g_strdup_printf("**%s** %s waiting to be handed to sales, the oldest for %s" NBSP "days ~(data/%s.csv)~.", count,
	                            due == 1 ? "lead is" : "leads are", days, figure->definition->list), NULL);
}

/* What waits for somebody, by the figure that counts it. */
static const struct {
	const char *metric;
	void (*say)(struct gathering *, const struct figure *);
} WAITING[] = { { "c_unanswered_open", questions_say }, { "b_leads_to_hand_over", leads_say }, { "b_requests", requests_say } };

static void
waiting_gather(struct gathering *gathering)
{
	for (guint i = 0; i < G_N_ELEMENTS(WAITING); i++) {
		const struct figure *figure = report_figure(gathering->request, WAITING[i].metric);
		if (figure && figure->definition->discipline == gathering->discipline)
			WAITING[i].say(gathering, figure);
	}
}

/* T10: the words are the owner's, as far as there is room. */
static void
decisions_gather(struct gathering *gathering)
{
	const struct notes *notes = gathering->request->notes;
	const GPtrArray *decisions = notes ? notes->sides[gathering->discipline].decisions : NULL;

	for (guint i = 0; decisions && i < decisions->len; i++) {
		const struct decision_asked *asked = g_ptr_array_index(decisions, i);
		g_autofree char *by = asked->by == NO_DAY ? NULL : words_day(asked->by, gathering->request->project->language);
		g_autofree char *question = text_excerpt(asked->question, 120);
		GString *sentence = g_string_new(NULL);
		g_string_append_printf(sentence, "Decision needed: %s", question);
		if (by)
			clause_add(sentence, g_strdup_printf(" ~By %s.~", by));
		finding_add(gathering, FINDING_DECISION, 0, g_string_free(sentence, FALSE), NULL);
	}
}

/* ---- what is left out ---- */

struct hidden {
	guint few, missing, hidden, undefined;
};

static void
state_counted(struct hidden *count, const struct value *value)
{
	if (!value)
		return;
	count->few += value->state == STATE_TOO_FEW;
	count->missing += value->state == STATE_NO_DATA && !(value->reason && g_str_has_prefix(value->reason, TOLD_ELSEWHERE));
	count->hidden += value->state == STATE_SUPPRESSED;
	count->undefined += value->state == STATE_UNDEFINED;
}

static struct hidden
hidden_counted(const struct report_request *request, enum discipline discipline)
{
	struct hidden count = { 0 };

	for (guint i = 0; i < request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(request->figures, i);
		if (figure->definition->discipline != discipline)
			continue;
		state_counted(&count, figure_number(figure, &request->period, SCOPE_ALL));
		for (guint a = 0; a < request->project->accounts->len; a++) {
			const char *scope = ((struct account *)g_ptr_array_index(request->project->accounts, a))->id;
			if (report_scope_speaks(figure, scope))
				state_counted(&count, figure_number(figure, &request->period, scope));
		}
	}
	return count;
}

char *
findings_left_out(const struct report_request *request, enum discipline discipline)
{
	struct hidden count = hidden_counted(request, discipline);
	struct { guint count; const char *words; } lines[] = { { count.few, "with too little data" }, { count.missing, "not reported" },
		                                                    { count.hidden, "hidden to protect people" }, { count.undefined, "with nothing to count" } };
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].count)
			g_string_append_printf(words, "%s%u number%s %s", words->len ? ", " : "", lines[i].count, lines[i].count == 1 ? "" : "s", lines[i].words);
	return g_string_free(words, words->len == 0);
}

/* ---- ranking ---- */

enum rank { RANK_GOAL, RANK_UNUSUAL, RANK_NEEDED, RANKS };

static enum rank
rank_of(enum finding_kind kind)
{
	return kind == FINDING_GOAL ? RANK_GOAL : kind <= FINDING_QUIET ? RANK_UNUSUAL : RANK_NEEDED;
}

static int
compare_findings(gconstpointer a, gconstpointer b)
{
	const struct finding *x = *(const struct finding *const *)a, *y = *(const struct finding *const *)b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->strength < y->strength) - (x->strength > y->strength); /* g_ptr_array_sort is stable */
}

static void
ranks_count(const GPtrArray *findings, guint counts[RANKS])
{
	for (guint i = 0; i < findings->len; i++)
		counts[rank_of(((const struct finding *)g_ptr_array_index(findings, i))->kind)]++;
}

/* Ranked already: of each rank the last ones go. */
static void
findings_cut(GPtrArray *findings)
{
	guint counts[RANKS] = { 0 }, most[RANKS];

	ranks_count(findings, counts);
	most[RANK_GOAL] = MIN(counts[RANK_GOAL], GOALS_MOST);
	most[RANK_NEEDED] = MIN(counts[RANK_NEEDED], NEEDED_MOST);
	most[RANK_UNUSUAL] = FINDINGS_MOST - most[RANK_GOAL] - most[RANK_NEEDED];
	for (guint i = findings->len; i-- > 0;) {
		enum rank rank = rank_of(((const struct finding *)g_ptr_array_index(findings, i))->kind);
		if (counts[rank] > most[rank]) {
			g_ptr_array_remove_index(findings, i);
			counts[rank]--;
		}
	}
}

GPtrArray *
findings_of(const struct report_request *request, enum discipline discipline)
{
	struct gathering gathering = { .request = request, .discipline = discipline, .findings = g_ptr_array_new_with_free_func(finding_free) };

	goals_gather(&gathering);
	unusual_gather(&gathering);
	waiting_gather(&gathering);
	decisions_gather(&gathering);
	g_ptr_array_sort(gathering.findings, compare_findings);
	findings_cut(gathering.findings);
	return gathering.findings;
}

char *
findings_headline(const struct report_request *request, enum discipline discipline)
{
	g_autoptr(GPtrArray) findings = findings_of(request, discipline);
	GString *headline = g_string_new(NULL);
	guint said = 0;
	gboolean goal = FALSE;

	for (guint i = 0; i < findings->len && said < 2; i++) {
		const struct finding *finding = g_ptr_array_index(findings, i);
		if (!finding->headline || (finding->kind == FINDING_GOAL && goal))
			continue;
		if (said && g_utf8_strlen(headline->str, -1) + g_utf8_strlen(finding->headline, -1) >= HEADLINE_MOST)
			continue;
		goal |= finding->kind == FINDING_GOAL;
		g_string_append_printf(headline, "%s%s", said++ ? " " : "", finding->headline);
	}
	return g_string_free(headline, FALSE);
}
