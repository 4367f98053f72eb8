/* Who asked to be forgotten (METRICS §9.8): every account that is theirs, and whatever they are called in what others wrote.
 *
 * A request names one account; the person is forgotten, not the account: whatever people.csv, an alias, an e-mail hash or the export's own person
 * ties to it goes too. Names are the accounts' ids, handles and display names, the name in people.csv, and the former names of the request,
 * since platforms that anonymise leave the old name in quotes and mentions. They are found whole, in any case, with blanks, dots, hyphens or
 * underscores between their parts ("hanna-ortiz" in an address). A handle that is a common word takes the texts with that word with it:
 * texts only, no counts. Short handles and bare numbers count after an @ only. */
#ifndef PLATFORMS_FORGOTTEN_H
#define PLATFORMS_FORGOTTEN_H

#include "base/auto.h"
#include "model/project.h"
#include "model/records.h"

struct forgetting;

/* One person who goes. */
struct gone {
	struct forgotten *told; /* what the run may know of it: records->forgotten */
	atom tombstone;         /* whom an anonymised one's messages belong to, keyed with the project's key; 0: erased */
};

/* NULL when nobody asked. Fills records->forgotten. */
struct forgetting *forgetting_new(struct records *, const struct project *);
void forgetting_free(struct forgetting *);
AUTO_DEFINE(forgetting)

/* Whose account this is, or NULL. */
const struct gone *forgetting_account(const struct forgetting *, atom platform, atom account);
/* Who is meant by a person's name in people.csv or by an e-mail hash (NULL: not known), or NULL. */
const struct gone *forgetting_person(const struct forgetting *, const char *person, const char *email_hash);
/* Does a text name somebody who goes? `at` (or NO_TIME) is when it was written. NULL: no. */
gboolean forgetting_names(const struct forgetting *, const char *text, gint64 at);
/* Something of theirs or about them is dated: the earliest counts. NO_TIME is none. */
void forgotten_seen(struct forgotten *, gint64 at);

#endif
