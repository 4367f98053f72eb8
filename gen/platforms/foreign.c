/* Pages, letters, chats and databases by how they begin. */
#include "platforms/foreign.h"

#include <glib.h>

#define DAY "[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}"
#define HOUR "[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[ \\x{202f}\\x{a0}]?[AaPp]\\.?[Mm]\\.?)?"

const char *foreign_hint(const char *head)
{
	static const struct {
		const char *begins, *hint;
	} known[] = {
		{ "(?i)^\\s*(?:<!doctype html|<html[ >])", "it is a web page, made for eyes: export the same as JSON or CSV" },
		{ "^\\x{200e}?(?:\\[" DAY ",? " HOUR "\\] |" DAY ",? " HOUR " - )", "it is a chat of WhatsApp: private talk, whose writers are telephone numbers, is not read" },
		{ "^From \\S+ .*[0-9]{2}:[0-9]{2}:[0-9]{2}", "it is a mailbox: letters are not read" },
		{ "^={20,}\\r?\\nGuild: ", "it is DiscordChatExporter's plain text, without ids: export the channel as JSON" },
		{ "^SQLite format 3", "it is a database: let the program that made it export JSON or CSV" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_regex_match_simple(known[i].begins, head, 0, 0))
			return known[i].hint;
	return NULL;
}
