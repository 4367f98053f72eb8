/* Mailboxes: settings are held against the same rule by which the mail is written later. */
#include "formats/mailbox.h"

#include <string.h>

void mime_begin(void)
{
	static gsize ready;

	if (g_once_init_enter(&ready)) {
		g_mime_init();
		g_once_init_leave(&ready, 1);
	}
}

char *header_text(const char *text)
{
	char *clean = g_utf8_make_valid(text ? text : "", -1);

	for (char *at = clean; *at; at++)
		if ((guchar)*at < ' ' || *at == '\x7f')
			*at = ' ';
	return g_strstrip(clean);
}

InternetAddress *mailbox_parse(const char *text)
{
	g_autofree char *clean = header_text(text);
	mime_begin();
	g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, clean);
	InternetAddress *first = list && internet_address_list_length(list) ? internet_address_list_get_address(list, 0) : NULL;

	if (!first || !INTERNET_ADDRESS_IS_MAILBOX(first) || !strchr(INTERNET_ADDRESS_MAILBOX(first)->addr, '@'))
		return NULL;
	return g_object_ref(first);
}
