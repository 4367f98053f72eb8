/* A letter becomes a MIME message. */
#include "outputs/message.h"

#include <string.h>

#include <gio/gio.h>

#include "formats/mailbox.h"
#include "outputs/markup.h"
#include "outputs/picture.h"

/* sha256 of all that the reader gets, as 16 hex digits: a corrected letter is another message. */
static char *
fingerprint(const struct message *message, const char *purpose)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *parts[] = {message->salt, purpose, message->to, message->document->period_id, message->mailing->subject,
	                       message->mailing->text, message->mailing->html};

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		g_checksum_update(checksum, (const guchar *)(parts[i] ? parts[i] : ""), parts[i] ? (gssize)strlen(parts[i]) + 1 : 1);
	return g_strndup(g_checksum_get_string(checksum), 16);
}

static void
set_header(GMimeMessage *mail, const char *name, const char *text)
{
	g_autofree char *clean = header_text(text);

	g_mime_object_set_header(GMIME_OBJECT(mail), name, clean, "UTF-8");
}

/* ---- who ---- */

static gboolean
add_mailboxes(GMimeMessage *mail, GMimeAddressType type, const char *text, GError **error)
{
	g_autoptr(InternetAddress) mailbox = mailbox_parse(text);

	if (!mailbox) {
		g_autofree char *clean = header_text(text);
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" is no mailbox: write " MAILBOX_FORM, clean);
		return FALSE;
	}
	internet_address_list_add(g_mime_message_get_addresses(mail, type), mailbox);
	return TRUE;
}

static gboolean
add_people(const struct message *message, GMimeMessage *mail, GError **error)
{
	if (!add_mailboxes(mail, GMIME_ADDRESS_TYPE_FROM, message->from, error))
		return FALSE;
	if (message->reply_to && !add_mailboxes(mail, GMIME_ADDRESS_TYPE_REPLY_TO, message->reply_to, error))
		return FALSE;
	if (message->to)
		return add_mailboxes(mail, GMIME_ADDRESS_TYPE_TO, message->to, error);
	g_autoptr(InternetAddress) nobody = internet_address_group_new("undisclosed-recipients");
	internet_address_list_add(g_mime_message_get_addresses(mail, GMIME_ADDRESS_TYPE_TO), nobody);
	return TRUE;
}

/* ---- headers ---- */

/* RFC 2369 and RFC 8058: one click needs an https address, and a DKIM signature by whoever sends. */
static void
add_unsubscribe(const struct message *message, GMimeMessage *mail)
{
	g_autoptr(GString) ways = g_string_new(NULL);
	const char *mailbox = message->unsubscribe_mail;
	g_autofree char *mailto = mailbox ? g_strconcat(g_str_has_prefix(mailbox, "mailto:") ? "" : "mailto:", mailbox, NULL) : NULL;
	gboolean https = markup_url_is_safe(message->unsubscribe_url) && g_str_has_prefix(message->unsubscribe_url, "https://");

	if (https)
		g_string_append_printf(ways, "<%s>", message->unsubscribe_url);
	if (markup_url_is_safe(mailto))
		g_string_append_printf(ways, "%s<%s>", ways->len ? ", " : "", mailto);
	if (ways->len)
		set_header(mail, "List-Unsubscribe", ways->str);
	if (https)
		set_header(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
}

static void
add_headers(const struct message *message, GMimeMessage *mail)
{
	const struct document *document = message->document;
	g_autofree char *print = fingerprint(message, message->kind), *subject = header_text(message->mailing->subject);
	g_autofree char *id = g_strdup_printf("%s.%s.%s@%s", document->period_id, message->kind, print, message->mailing->domain);
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(document->made_at);

	g_mime_message_set_date(mail, date);
	g_mime_message_set_message_id(mail, id);
	g_mime_message_set_subject(mail, subject, "UTF-8");
	if (message->list_id)
		set_header(mail, "List-Id", message->list_id);
	add_unsubscribe(message, mail);
	set_header(mail, "Auto-Submitted", "auto-generated");
	set_header(mail, "Precedence", "bulk");
	set_header(mail, "Content-Language", document->language ? document->language : "en");
}

/* ---- body ---- */

static GMimeObject *
text_part(const char *subtype, const char *text)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, text);
	g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(part);
}

static GMimeObject *
picture_part(const struct message *message, const struct picture *picture)
{
	g_auto(GStrv) type = g_strsplit(picture->type, "/", 2);
	GMimePart *part = g_mime_part_new_with_type(type[0], type[1]);
	g_autofree char *id = mailing_content_id(picture, message->document, message->mailing->domain);
	gsize length;
	const char *bytes = g_bytes_get_data(picture->bytes, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	g_autoptr(GMimeDataWrapper) content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_part_set_content_id(part, id);
	g_mime_object_set_disposition(GMIME_OBJECT(part), "inline");
	g_mime_part_set_filename(part, picture->name);
	return GMIME_OBJECT(part);
}

/* "=_" stands neither in quoted-printable nor in base64, so a boundary never stands in a part. */
static GMimeMultipart *
multipart(const struct message *message, const char *subtype)
{
	GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
	g_autofree char *print = fingerprint(message, subtype), *boundary = g_strconcat("=_t_", print, NULL);

	g_mime_multipart_set_boundary(multipart, boundary);
	return multipart;
}

static void
add_part(GMimeMultipart *into, GMimeObject *part)
{
	g_mime_multipart_add(into, part);
	g_object_unref(part);
}

/* RFC 2387: the type of the root is said, the root comes first. */
static GMimeObject *
related(const struct message *message)
{
	GMimeMultipart *related = multipart(message, "related");

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(related), "type", "text/html");
	add_part(related, text_part("html", message->mailing->html));
	for (guint i = 0; i < message->mailing->pictures->len; i++)
		add_part(related, picture_part(message, message->mailing->pictures->pdata[i]));
	return GMIME_OBJECT(related);
}

static void
add_body(const struct message *message, GMimeMessage *mail)
{
	g_autoptr(GMimeMultipart) alternative = multipart(message, "alternative");

	add_part(alternative, text_part("plain", message->mailing->text));
	add_part(alternative, related(message));
	g_mime_message_set_mime_part(mail, GMIME_OBJECT(alternative));
}

static GBytes *
written(GMimeMessage *mail, gboolean crlf)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_format_options_set_newline_format(format, crlf ? GMIME_NEWLINE_FORMAT_DOS : GMIME_NEWLINE_FORMAT_UNIX);
	g_mime_object_write_to_stream(GMIME_OBJECT(mail), format, stream);
	g_mime_format_options_free(format);
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

GBytes *
message_write(const struct message *message, gboolean crlf, GError **error)
{
	mime_begin();
	g_autoptr(GMimeMessage) mail = g_mime_message_new(TRUE);
	if (!add_people(message, mail, error))
		return NULL;
	add_headers(message, mail);
	add_body(message, mail);
	return written(mail, crlf);
}
