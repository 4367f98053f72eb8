/* FINDINGS: from all figures of a discipline, the few that are worth saying (METRICS §11.1), ranked by this rule.
 *
 *   1 goals       those with a verdict, in the order of tidings.yaml: who set them has ranked them. At most three.
 *   2 unusual     a weeks        a week that ends in the period and lies outside its expected range, one a figure, the furthest off first;
 *                 b changes      a headline change up or down, one a metric, against the month before rather than the year before, the
 *                                smallest p first;
 *                 c experiments  read at their planned end with a clear difference, in their order;
 *                 d words        the word that is most suddenly used.
 *   3 needed      decisions that people ask for in notes/, then what waits for somebody: questions, leads, requests. At most three.
 *
 * Seven a side in all: the unusual has the places that goals and needs leave, its last ones go first. Goals are licensed by the interval
 * of what was reached; weeks and changes have stood Benjamini & Hochberg at 10 % (changes in the registry, weeks here, over all weeks of
 * the discipline's pulses); experiments Holm; words their own 10 %. What has a state instead of a number is no finding. Each says its
 * number, what it rests on, its range and what it is held against, in at most 28 words, and no cause. Nothing unusual is a finding too. */
#ifndef REPORTS_FINDINGS_H
#define REPORTS_FINDINGS_H

#include "reports/report.h"

#define FINDINGS_MOST 7
#define FINDING_WORDS 28

enum finding_kind {
	FINDING_GOAL, FINDING_WEEK, FINDING_CHANGE, FINDING_EXPERIMENT, FINDING_WORD, FINDING_QUIET, /* nothing was unusual */
	FINDING_DECISION, FINDING_WAITING
};

struct finding {
	enum finding_kind kind;
	double strength;   /* within its kind, the larger first; as strong, in the order of making */
	char *sentence;    /* in the little markup of node_markup, with a full stop */
	char *headline;    /* short, plain, with a full stop; NULL where it is nothing for a headline */
};

/* struct finding *, ranked, at least one; the caller unrefs. */
GPtrArray *findings_of(const struct report_request *, enum discipline);

/* The headline over a discipline's column: the first goal and the first of another kind that leaves it at three lines; two of another kind
 * where no goal is set. */
char *findings_headline(const struct report_request *, enum discipline);

/* What the reader does not see, and why: "5 numbers with too little data, 8 numbers not reported"; NULL: nothing is left out. */
char *findings_left_out(const struct report_request *, enum discipline);

#endif
