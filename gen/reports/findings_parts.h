/* What the two files of findings share: gathering, and sentences of at most FINDING_WORDS words. */
#ifndef REPORTS_FINDINGS_PARTS_H
#define REPORTS_FINDINGS_PARTS_H

#include "reports/findings.h"

/* The findings of one discipline while they are made. */
struct gathering {
	const struct report_request *request;
	enum discipline discipline;
	GPtrArray *findings;   /* struct finding * */
	guint weeks, changes;  /* looked at */
};

/* Takes over both texts. */
void finding_add(struct gathering *, enum finding_kind, double strength, char *sentence, char *headline);
/* Weeks, changes, experiments, words; when there are none, that. */
void unusual_gather(struct gathering *);

/* Adds a clause if there is room for it; takes it over. NULL: none. */
void clause_add(GString *sentence, char *clause);
/* The sentence with its full stop; frees the string. */
char *sentence_end(GString *sentence);
/* "1,073". Caller frees. */
char *count_words(const struct gathering *, double count);
/* " ~(62–69)~, n = 1,073" behind a value: its range in one piece, and what it rests on where it is no count of itself. */
void basis_add(const struct gathering *, GString *sentence, const struct value *, enum unit);

/* NULL where the row has no such column, or no number there. */
const struct value *value_named(const struct figure *, const struct figure_row *, const char *name);
const char *word_named(const struct figure *, const struct figure_row *, const char *name);
/* Rows of the reported period; figures without periods are of it. */
gboolean row_is_now(const struct gathering *, const struct figure *, const struct figure_row *);

#endif
