/* A letter in its two forms, before it becomes a message: HTML of tables and inline styles (LOOK §10), and text. Shared by the
 * newsletter and by whatever else is sent. Community only: a broadcast figure never stands in a mail. */
#ifndef OUTPUTS_MAILING_H
#define OUTPUTS_MAILING_H

#include "outputs/output.h"

struct picture;

#define MAIL_BUDGET 95000 /* bytes of HTML: Gmail cuts a mail off at about 102,000 (OUTPUTS §B.1) */

enum mailing_form {
	MAILING_MESSAGE, /* pictures as cid:, at most four cards a section and fewer where the budget asks for it */
	MAILING_PAGE     /* a copy for the web: pictures inside, nothing left out, no link that is a member's own */
};

struct mailing {
	char *subject;
	char *html, *text;
	GPtrArray *pictures; /* struct picture *; empty in a page */
	char *domain;        /* of the sender: content ids end in it */
};

/* NULL and error when a node is of the broadcast side or a picture cannot be drawn. */
struct mailing *mailing_new(const struct output_request *, const struct document *, enum mailing_form, GError **);
void mailing_free(struct mailing *);
AUTO_DEFINE(mailing)
/* Only the text. Caller frees. */
char *mailing_text(const struct output_request *, const struct document *);
/* "chart-1.2026-10@example.org": the Content-ID of a picture, as the HTML calls it. Caller frees. */
char *mailing_content_id(const struct picture *, const struct document *, const char *domain);

#endif
