/* One mail as MIME, by GMime, with the same bytes for the same letter: alternative{ plain, related{ html, pictures } }. */
#ifndef OUTPUTS_MESSAGE_H
#define OUTPUTS_MESSAGE_H

#include "outputs/mailing.h"

struct message {
	const struct mailing *mailing;
	const struct document *document; /* language, period, date */
	const char *kind;                /* "newsletter", "digest": part of the Message-ID */
	const char *from, *reply_to;     /* "Name <address>"; reply_to NULL: the sender */
	const char *to;                  /* NULL: a group without members, to be filled by whoever sends it */
	const char *list_id;             /* "Name <letters.example.org>"; NULL */
	const char *unsubscribe_url, *unsubscribe_mail; /* https, and a mailbox or a mailto: link; NULL */
	const char *salt;                /* makes the Message-ID of each member another, and not to be guessed; NULL */
};

/* The mail with CRLF line ends (or LF, for a Maildir). Its Message-ID and boundaries are made of what is in it, its date is the
 * document's (OUTPUTS §B.5): nothing comes from clock or chance. NULL and error when the sender is no mailbox. */
GBytes *message_write(const struct message *, gboolean crlf, GError **);

#endif
