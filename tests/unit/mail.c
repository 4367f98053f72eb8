/* The newsletter as page, text and message: small enough, well formed, the same every time, and of one discipline only. */
#include "outputs/output.h"

#include <string.h>

#include "larkfield.h"
#include "outputs/mailing.h"
#include "outputs/message.h"
#include "formats/mime.h"
#include "outputs/picture.h"
#include "outputs/wrap.h"

struct fixture {
	struct complaints *complaints;
	struct theme *theme;
	struct project *project;
	struct document *letter;
	struct output_request request;
};

static struct fixture
fixture_make(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture fixture = {.complaints = complaints_new(), .project = project_new("/nonexistent"), .letter = larkfield_newsletter()};

	fixture.theme = theme_load("default", NULL, fixture.complaints, &error);
	g_assert_no_error(error);
	fixture.project->mail_from = g_strdup("Larkfield Cycle Co-operative <letters@larkfield.example>");
	fixture.project->mail_list_id = g_strdup("Larkfield letters <letters.larkfield.example>");
	fixture.request = (struct output_request){.project = fixture.project, .theme = fixture.theme, .complaints = fixture.complaints};
	return fixture;
}

static void
fixture_clear(struct fixture *fixture)
{
	document_free(fixture->letter);
	project_free(fixture->project);
	theme_free(fixture->theme);
	complaints_free(fixture->complaints);
}

static GBytes *
message_of(const struct fixture *fixture, const struct mailing *mailing, gboolean crlf)
{
	g_autoptr(GError) error = NULL;
	struct message message = {
		.mailing = mailing, .document = fixture->letter, .kind = "newsletter", .from = fixture->project->mail_from,
		.list_id = fixture->project->mail_list_id, .unsubscribe_url = fixture->letter->unsubscribe_url,
		.unsubscribe_mail = "leave@larkfield.example",
	};
	GBytes *bytes = message_write(&message, crlf, &error);

	g_assert_no_error(error);
	return bytes;
}

static struct mailing *
mailing_of(const struct fixture *fixture, enum mailing_form form)
{
	g_autoptr(GError) error = NULL;
	struct mailing *mailing = mailing_new(&fixture->request, fixture->letter, form, &error);

	g_assert_no_error(error);
	return mailing;
}

static GMimeMessage *
parsed(GBytes *bytes)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, length);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	g_assert_nonnull(message);
	return message;
}

static void
check_html(void)
{
	struct fixture fixture = fixture_make();
	AUTO(mailing) message = mailing_of(&fixture, MAILING_MESSAGE);
	AUTO(mailing) page = mailing_of(&fixture, MAILING_PAGE);

	g_assert_cmpuint(strlen(message->html), <, MAIL_BUDGET);
	g_assert_nonnull(strstr(message->html, "role=\"article\""));
	g_assert_nonnull(strstr(message->html, "src=\"cid:chart-1.2026-10@larkfield.example\""));
	g_assert_null(strstr(message->html, "data:"));
	g_assert_null(strstr(message->html, "{{"));
	g_assert_nonnull(strstr(page->html, "src=\"data:image/png;base64,"));
	g_assert_null(strstr(page->html, "cid:"));
	g_assert_null(strstr(page->html, "unsubscribe/"));
	g_assert_cmpuint(complaints_size(fixture.complaints), ==, 0);
	if (g_getenv("KEEP")) /* to be looked at in a browser */ {
		g_autofree char *html = g_strconcat(g_getenv("KEEP"), ".html", NULL), *text = g_strconcat(g_getenv("KEEP"), ".txt", NULL);
		g_file_set_contents(html, page->html, -1, NULL);
		g_file_set_contents(text, page->text, -1, NULL);
	}
	fixture_clear(&fixture);
}

static void
check_message(void)
{
	struct fixture fixture = fixture_make();
	AUTO(mailing) mailing = mailing_of(&fixture, MAILING_MESSAGE);
	AUTO(mailing) once_more = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GBytes) bytes = message_of(&fixture, mailing, TRUE);
	g_autoptr(GBytes) again = message_of(&fixture, once_more, TRUE);
	g_autoptr(GBytes) unix_lines = message_of(&fixture, mailing, FALSE);
	g_autoptr(GMimeMessage) mail = parsed(unix_lines);
	GMimeObject *body = g_mime_message_get_mime_part(mail);

	g_assert_true(g_bytes_equal(bytes, again));
	g_assert_cmpstr(g_mime_message_get_subject(mail), ==, "October at Larkfield, no. 18");
	g_assert_cmpint(g_date_time_to_unix(g_mime_message_get_date(mail)), ==, fixture.letter->made_at);
	g_assert_true(g_str_has_prefix(g_mime_message_get_message_id(mail), "2026-10.newsletter."));
	g_assert_cmpstr(g_mime_object_get_header(GMIME_OBJECT(mail), "List-Unsubscribe"), ==,
	                "<https://larkfield.example/unsubscribe/7d1e>, <mailto:leave@larkfield.example>");
	g_assert_cmpstr(g_mime_object_get_header(GMIME_OBJECT(mail), "List-Unsubscribe-Post"), ==, "List-Unsubscribe=One-Click");
	g_assert_true(g_mime_content_type_is_type(g_mime_object_get_content_type(body), "multipart", "alternative"));
	GMimeObject *plain = g_mime_multipart_get_part(GMIME_MULTIPART(body), 0), *related = g_mime_multipart_get_part(GMIME_MULTIPART(body), 1);
	g_assert_true(g_mime_content_type_is_type(g_mime_object_get_content_type(plain), "text", "plain"));
	g_assert_true(g_mime_content_type_is_type(g_mime_object_get_content_type(related), "multipart", "related"));
	g_assert_cmpint(g_mime_multipart_get_count(GMIME_MULTIPART(related)), ==, 3);
	g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(plain));
	g_assert_cmpstr(text, ==, mailing->text);
	g_autofree char *html = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_multipart_get_part(GMIME_MULTIPART(related), 0)));
	g_assert_cmpstr(html, ==, mailing->html);
	if (g_getenv("KEEP")) /* to be looked at in a browser */ {
		g_autofree char *path = g_strconcat(g_getenv("KEEP"), ".eml", NULL);
		g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL);
	}
	fixture_clear(&fixture);
}

/* RFC 5322 §2.1.1 and RFC 2045 §6.7: lines of at most 78, CRLF throughout, or LF throughout for a Maildir. */
static void
check_lines(void)
{
	struct fixture fixture = fixture_make();
	AUTO(mailing) mailing = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GBytes) dos = message_of(&fixture, mailing, TRUE);
	g_autoptr(GBytes) unix_lines = message_of(&fixture, mailing, FALSE);
	gsize length, unix_length;
	const char *data = g_bytes_get_data(dos, &length), *unix_data = g_bytes_get_data(unix_lines, &unix_length);
	gsize column = 0;

	g_assert_null(memchr(unix_data, '\r', unix_length));
	for (gsize i = 0; i < length; i++) {
		g_assert_cmpuint((guchar)data[i], <, 127);
		if (data[i] == '\n') {
			g_assert_cmpint(data[i - 1], ==, '\r');
			g_assert_cmpuint(column, <=, 79);
			column = 0;
		} else {
			column++;
		}
	}
	fixture_clear(&fixture);
}

static void
check_corrected(void)
{
	struct fixture fixture = fixture_make();
	AUTO(mailing) first = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GBytes) bytes = message_of(&fixture, first, TRUE);
	g_autoptr(GMimeMessage) mail = parsed(bytes);

	larkfield_words(fixture.letter->root, NODE_PARAGRAPH, NULL, "A correction.");
	AUTO(mailing) second = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GBytes) corrected_bytes = message_of(&fixture, second, TRUE);
	g_autoptr(GMimeMessage) corrected = parsed(corrected_bytes);
	g_assert_cmpstr(g_mime_message_get_message_id(mail), !=, g_mime_message_get_message_id(corrected));
	fixture_clear(&fixture);
}

static void
check_wall(void)
{
	struct fixture fixture = fixture_make();
	g_autoptr(GError) error = NULL;
	struct node *stray = node_add(fixture.letter->root, NODE_STATEMENT);

	stray->discipline = DISCIPLINE_BROADCAST;
	g_assert_null(mailing_new(&fixture.request, fixture.letter, MAILING_MESSAGE, &error));
	g_assert_nonnull(error);
	g_assert_nonnull(strstr(error->message, "broadcast"));
	fixture_clear(&fixture);
}

static void
check_hostile(void)
{
	struct fixture fixture = fixture_make();
	struct node *section = larkfield_section(fixture.letter, "\"><script>alert(1)</script>");

	larkfield_card(section, "</table><img src=https://t.example/p.gif>", "javascript:alert(1)", "a\r\nBcc: all@x.example");
	node_set(&fixture.letter->title, "October\r\nBcc: everyone@x.example\r\n\r\n<b>body</b> \xe2\x80\x9c\xc3\xa9\xe2\x80\x9d");
	fixture.project->mail_list_id = (g_free(fixture.project->mail_list_id), g_strdup("L <l.x.example>\r\nX-Evil: 1"));
	node_set(&fixture.letter->unsubscribe_url, "https://x.example/\r\nX-Evil: 2");
	AUTO(mailing) mailing = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GBytes) bytes = message_of(&fixture, mailing, TRUE);
	g_autoptr(GMimeMessage) mail = parsed(bytes);
	g_assert_null(g_mime_object_get_header(GMIME_OBJECT(mail), "Bcc"));
	g_assert_null(g_mime_object_get_header(GMIME_OBJECT(mail), "X-Evil"));
	g_assert_null(strstr(g_mime_object_get_header(GMIME_OBJECT(mail), "List-Unsubscribe"), "https"));
	g_assert_null(g_mime_object_get_header(GMIME_OBJECT(mail), "List-Unsubscribe-Post"));
	g_assert_null(strstr(mailing->html, "<script"));
	g_assert_null(strstr(mailing->html, "t.example/p.gif>"));
	g_assert_null(strstr(mailing->html, "javascript:"));
	g_assert_null(strstr(mailing->text, "javascript:"));
	fixture_clear(&fixture);
}

static void
check_sender(void)
{
	struct fixture fixture = fixture_make();
	AUTO(mailing) mailing = mailing_of(&fixture, MAILING_MESSAGE);
	g_autoptr(GError) error = NULL;

	g_assert_null(message_write(&(struct message){.mailing = mailing, .document = fixture.letter, .kind = "newsletter", .from = "nobody"}, TRUE, &error));
	g_assert_nonnull(strstr(error->message, "nobody"));
	fixture_clear(&fixture);
}

static void
check_budget(void)
{
	struct fixture fixture = fixture_make();

	for (int s = 0; s < 30; s++) {
		struct node *section = larkfield_section(fixture.letter, "Questions you could answer");
		for (int i = 0; i < 6; i++)
			larkfield_card(section, "A question that is long enough to matter when there are very many of them in a row", "https://forum.larkfield.example/t/1", "waiting");
	}
	AUTO(mailing) message = mailing_of(&fixture, MAILING_MESSAGE);
	AUTO(mailing) page = mailing_of(&fixture, MAILING_PAGE);
	g_assert_cmpuint(strlen(message->html), <=, MAIL_BUDGET);
	g_assert_nonnull(strstr(message->html, "more on the web"));
	g_assert_null(strstr(page->html, "more on the web"));
	fixture_clear(&fixture);
}

static void
check_wrap(void)
{
	g_autofree char *plain = wrap_text("one two three four", 9), *list = wrap_text("- one two three\n\n\n\nx  \n", 9);
	g_autofree char *url = wrap_text("see https://example.org/a/very/long/address now", 12), *hard = wrap_text("4.2\xc2\xa0h (3.1\xe2\x80\x93" "6.0)", 9);
	g_autofree char *ordered = wrap_text("12. aaa bbb", 8);

	g_assert_cmpstr(plain, ==, "one two\nthree\nfour\n");
	g_assert_cmpstr(list, ==, "- one two\n  three\n\nx\n");
	g_assert_cmpstr(url, ==, "see\nhttps://example.org/a/very/long/address\nnow\n");
	g_assert_cmpstr(hard, ==, "4.2\xc2\xa0h\n(3.1\xe2\x80\x93" "6.0)\n");
	g_assert_cmpstr(ordered, ==, "12. aaa\n    bbb\n");
}

static void
check_text(void)
{
	struct fixture fixture = fixture_make();
	g_autofree char *text = mailing_text(&fixture.request, fixture.letter);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++)
		g_assert_true(g_utf8_strlen(*line, -1) <= 72 || strstr(*line, "://"));
	g_assert_nonnull(strstr(text, "Rear light flickers only when I brake. Bad ground?"));
	g_assert_nonnull(strstr(text, "https://forum.larkfield.example/t/rear-light/811"));
	g_assert_nonnull(strstr(text, "8 Nov  Brake evening, workshop, 18:30"));
	g_assert_nonnull(strstr(text, "Say hello (https://forum.larkfield.example/t/hello)"));
	g_assert_null(strstr(text, "&#39;"));
	fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_mime_init();
	g_test_add_func("/mail/html", check_html);
	g_test_add_func("/mail/message", check_message);
	g_test_add_func("/mail/lines", check_lines);
	g_test_add_func("/mail/corrected", check_corrected);
	g_test_add_func("/mail/wall", check_wall);
	g_test_add_func("/mail/hostile", check_hostile);
	g_test_add_func("/mail/sender", check_sender);
	g_test_add_func("/mail/budget", check_budget);
	g_test_add_func("/mail/wrap", check_wrap);
	g_test_add_func("/mail/text", check_text);
	return g_test_run();
}
