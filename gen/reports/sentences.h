/* Sentences about figures: findings as titles, statements with one bold number, one comparison and one phrase of confidence.
 * Verbs are licensed by intervals (METRICS §4.9, §11.1); nothing here says why something happened. Fresh strings. */
#ifndef REPORTS_SENTENCES_H
#define REPORTS_SENTENCES_H

#include "reports/report.h"

/* The finding of a figure for its chart's title: "Replies between members are up on September", "No clear difference between
 * chat and forum", or its subject when nothing may be claimed. Plain text without a full stop. */
char *sentence_title(const struct report_request *, const struct figure *, const char *scope);
/* What is counted, unit, population, n: "% of 1,215 replies · band: 95 % range". */
char *sentence_subtitle(const struct report_request *, const struct figure *, const char *scope);
/* T2, T2u, T3, T4 …: in the little markup of node_markup, with full stops. Never NULL: a state speaks for itself. */
char *sentence_statement(const struct report_request *, const struct figure *, const char *scope);
/* A value, given in words, in the phrase of its metric: "**63 %** of replies were between members", "**214** questions", "Time to first
 * reply was **4.2 h**". */
char *sentence_phrase(const struct definition *, const char *value);

/* A goal as the figures of its discipline say it. */
struct goal_words {
	const struct figure_row *row;
	const struct value *actual, *target, *attainment;
	const char *id, *label, *verdict;
	enum unit unit;
};
/* The goals of a discipline in the order of tidings.yaml; an array of struct goal_words, the caller unrefs. */
GArray *sentence_goals(const struct report_request *, enum discipline);
/* "of 65 planned (129 %): **met**. ~95 % range 67–104~" */
char *sentence_goal(const struct goal_words *, const char *language);

#endif
