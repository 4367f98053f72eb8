/* newsletter.txt: the letter as plain text, 72 columns wide. */
#include "outputs/output.h"

#include <string.h>

#include "outputs/mailing.h"

static gboolean
text_write(const struct output_request *request, struct publication *publication, GError **error)
{
	(void)error;
	if (!request->edition->newsletter)
		return TRUE;
	g_autofree char *text = mailing_text(request, request->edition->newsletter);
	publication_write(publication, "newsletter.txt", text, strlen(text));
	return TRUE;
}

const struct output output_text = {
	.name = "text",
	.summary = "newsletter.txt: the letter to members as plain text",
	.part = "newsletter",
	.write = text_write,
};
