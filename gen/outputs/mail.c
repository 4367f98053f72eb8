/* newsletter.html, the copy for the web, and newsletter.eml, the letter as it is sent. */
#include "outputs/output.h"

#include <string.h>

#include "outputs/mailing.h"
#include "outputs/message.h"

static gboolean
write_page(const struct output_request *request, struct publication *publication, GError **error)
{
	AUTO(mailing) page = mailing_new(request, request->edition->newsletter, MAILING_PAGE, error);

	if (!page)
		return FALSE;
	publication_write(publication, "newsletter.html", page->html, strlen(page->html));
	return TRUE;
}

static gboolean
write_message(const struct output_request *request, struct publication *publication, GError **error)
{
	const struct project *project = request->project;
	const struct document *document = request->edition->newsletter;
	AUTO(mailing) mailing = mailing_new(request, document, MAILING_MESSAGE, error);

	if (!mailing)
		return FALSE;
	struct message message = {
		.mailing = mailing, .document = document, .kind = "newsletter", .from = project->mail_from, .reply_to = project->mail_reply_to,
		.list_id = project->mail_list_id, .unsubscribe_url = document->unsubscribe_url, .unsubscribe_mail = project->mail_unsubscribe_mail,
	};
	g_autoptr(GBytes) bytes = message_write(&message, TRUE, error);
	if (!bytes)
		return FALSE;
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);
	publication_write(publication, "newsletter.eml", data, length);
	return TRUE;
}

static gboolean
mail_write(const struct output_request *request, struct publication *publication, GError **error)
{
	if (!request->edition->newsletter)
		return TRUE;
	if (!write_page(request, publication, error))
		return FALSE;
	if (!request->project->mail_from) {
		complain(request->complaints, SEVERITY_WARNING, (struct place){NULL, -1}, "mail-from", "give tidings.yaml a newsletter with from:",
		         "newsletter.eml is not written: it has no sender");
		return TRUE;
	}
	return write_message(request, publication, error);
}

const struct output output_mail = {
	.name = "mail",
	.summary = "newsletter.html for the web and newsletter.eml to send: the letter to members",
	.part = "newsletter",
	.write = mail_write,
};
