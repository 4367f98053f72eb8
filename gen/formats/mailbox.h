/* What stands in the headers of a mail, by GMime. */
#ifndef FORMATS_MAILBOX_H
#define FORMATS_MAILBOX_H

#include "formats/mime.h"

#define MAILBOX_FORM "Name <address@example.org>"

/* Makes GMime ready, once. */
void mime_begin(void);
/* No line end or control character ever reaches a header: they become blanks. NULL is "". Caller frees. */
char *header_text(const char *text);
/* The first mailbox of a list of them; NULL where none has an address. Caller unrefs. */
InternetAddress *mailbox_parse(const char *text);

#endif
