/* A letter as HTML and as text, from one document. */
#include "outputs/mailing.h"

#include <string.h>

#include <cairo.h>
#include <gio/gio.h>

#include "outputs/fields.h"
#include "outputs/markup.h"
#include "outputs/picture.h"
#include "outputs/wrap.h"

#define TEXT_WIDTH 72
#define CARDS_A_SECTION 4 /* LOOK §10: links, four in a list at most */

struct posting {
	const struct output_request *request;
	const struct document *document;
	enum mailing_form form;
	struct mailing *mailing;
	GPtrArray *drawn;     /* struct picture *, in the order of the walk; the mailing's in a message */
	GHashTable *by_node;  /* node → picture: drawn once, however often the letter is shortened */
	GError *error;
};

/* ---- who may be in it ---- */

static void
look_for_broadcast(const struct node *node, void *user)
{
	const struct node **found = user;

	if (node->discipline == DISCIPLINE_BROADCAST || (node->figure && node->figure->definition->discipline == DISCIPLINE_BROADCAST))
		*found = node;
}

static gboolean
community_only(const struct document *document, GError **error)
{
	const struct node *found = NULL;

	node_walk(document->root, look_for_broadcast, NULL, &found);
	if (!found)
		return TRUE;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: a %s of the broadcast side stands in a mail to members", document->title,
	            node_kind_name(found->kind));
	return FALSE;
}

/* ---- pictures ---- */

char *
mailing_content_id(const struct picture *picture, const struct document *document, const char *domain)
{
	g_autofree char *stem = g_strndup(picture->name, strcspn(picture->name, "."));

	return g_strdup_printf("%s.%s@%s", stem, document->period_id, domain);
}

static char *
picture_source(const struct posting *posting, const struct picture *picture)
{
	if (posting->form == MAILING_PAGE)
		return picture_data_uri(picture);
	g_autofree char *id = mailing_content_id(picture, posting->document, posting->mailing->domain);
	return g_strconcat("cid:", id, NULL);
}

static void
picture_fields(const struct posting *posting, const struct picture *picture, struct tree *fields)
{
	g_autofree char *source = picture ? picture_source(posting, picture) : NULL;

	fields_text(fields, "src", source);
	fields_number(fields, "width", picture ? picture->width : 0);
	fields_number(fields, "height", picture ? picture->height : 0);
}

static struct picture *
picture_make(struct posting *posting, const struct node *node)
{
	const struct theme *theme = posting->request->theme;
	double width = theme_number(theme, "mail.picture.width");
	guint number = posting->drawn->len;

	if (node->kind == NODE_CHART)
		return picture_of_chart(node, theme, width, posting->document->language, number, posting->error ? NULL : &posting->error);
	g_autofree char *folder = g_build_filename(posting->request->project->folder, "letters", NULL);
	return picture_of_image(node, folder, (int)width, number, posting->request->complaints);
}

static void
draw(const struct node *node, struct tree *fields, void *user)
{
	struct posting *posting = user;

	if (!g_hash_table_contains(posting->by_node, node)) {
		struct picture *picture = picture_make(posting, node);
		if (picture)
			g_ptr_array_add(posting->drawn, picture);
		g_hash_table_insert(posting->by_node, (gpointer)node, picture);
	}
	picture_fields(posting, g_hash_table_lookup(posting->by_node, node), fields);
}

static cairo_status_t
append_bytes(void *array, const unsigned char *bytes, unsigned length)
{
	g_byte_array_append(array, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

static void
draw_rings(cairo_t *cairo, struct colour main)
{
	cairo_set_source_rgb(cairo, main.red, main.green, main.blue);
	cairo_set_line_width(cairo, 4.4);
	cairo_arc(cairo, 14, 16, 11, 0, 2 * G_PI);
	cairo_stroke(cairo);
	/* The second ring passes under the first: a gap on either side of the upper crossing. */
	cairo_arc(cairo, 30, 16, 11, G_PI + 0.98, G_PI + 2 * G_PI + 0.5);
	cairo_stroke(cairo);
}

#define SIGN_SCALE 5 /* sharp on any telephone, and still of two thousand bytes */

/* The sign of the community: two interlocked rings, 44 × 32, on nothing: its colour reads on light and dark. */
static struct picture *
picture_of_rings(const struct theme *theme)
{
	struct picture *picture = g_new0(struct picture, 1);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 44 * SIGN_SCALE, 32 * SIGN_SCALE);
	cairo_t *cairo = cairo_create(surface);
	GByteArray *bytes = g_byte_array_new();

	cairo_scale(cairo, SIGN_SCALE, SIGN_SCALE);
	draw_rings(cairo, theme_colour(theme, DISCIPLINE_COMMUNITY, TINT_MAIN, FALSE));
	cairo_surface_write_to_png_stream(surface, append_bytes, bytes);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	*picture = (struct picture){g_strdup("sign.png"), "image/png", g_byte_array_free_to_bytes(bytes), 44, 32};
	return picture;
}

/* ---- the two forms ---- */

/* A pattern that still waits for its {token} leads nowhere outside a message. */
static const char *
unsubscribe_shown(const struct posting *posting)
{
	const char *url = posting->document->unsubscribe_url;

	return markup_url_is_safe(url) && (posting->form == MAILING_MESSAGE || !strchr(url, '{')) ? url : NULL;
}

static char *
html_make(struct posting *posting, guint cards)
{
	const struct output_request *request = posting->request;
	AUTO(markup) markup = markup_new(&(struct markup_settings){
		.theme = request->theme, .document = posting->document, .folder = "mail", .medium = MEDIUM_MAIL, .escape = ESCAPE_HTML,
		.cards = cards, .picture = draw, .user = posting, .complaints = request->complaints,
	});
	g_autofree char *body = markup_node(markup, posting->document->root);
	AUTO(tree) fields = fields_new();

	fields_text(fields, "subject", posting->mailing->subject);
	fields_text(fields, "body", body);
	fields_text(fields, "unsubscribe", unsubscribe_shown(posting));
	fields_flag(fields, "message", posting->form == MAILING_MESSAGE);
	picture_fields(posting, posting->drawn->pdata[0], fields_object(fields, "sign"));
	return markup_page(markup, "page", fields);
}

/* Shorter lists until the letter fits; a letter too long in itself is said, not cut. */
static char *
html_within_budget(struct posting *posting)
{
	char *html = html_make(posting, CARDS_A_SECTION);

	for (guint cards = CARDS_A_SECTION - 1; cards && strlen(html) > MAIL_BUDGET; cards--) {
		g_free(html);
		html = html_make(posting, cards);
	}
	if (strlen(html) > MAIL_BUDGET)
		complain(posting->request->complaints, SEVERITY_WARNING, (struct place){NULL, -1}, "mail-too-long", "shorten the letter",
		         "%s has %zu bytes; mail programs cut it off at about 102,000", posting->document->title, strlen(html));
	return html;
}

char *
mailing_text(const struct output_request *request, const struct document *document)
{
	AUTO(markup) markup = markup_new(&(struct markup_settings){
		.theme = request->theme, .document = document, .folder = "text", .medium = MEDIUM_MAIL, .escape = ESCAPE_NONE,
		.complaints = request->complaints,
	});
	g_autofree char *text = markup_node(markup, document->root);

	return wrap_text(text, TEXT_WIDTH);
}

static char *
domain_of(const char *mailbox)
{
	const char *at = mailbox ? strrchr(mailbox, '@') : NULL;
	gsize length = at ? strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") : 0;

	return length ? g_strndup(at + 1, length) : g_strdup("localhost");
}

static void
picture_unref(gpointer picture)
{
	picture_free(picture);
}

struct mailing *
mailing_new(const struct output_request *request, const struct document *document, enum mailing_form form, GError **error)
{
	if (!community_only(document, error))
		return NULL;
	AUTO(mailing) mailing = g_new0(struct mailing, 1);
	g_autoptr(GHashTable) by_node = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) drawn = g_ptr_array_new_with_free_func(picture_unref);
	struct posting posting = {request, document, form, mailing, drawn, by_node, NULL};

	mailing->subject = document->number ? g_strdup_printf("%s, %s", document->title, document->number) : g_strdup(document->title);
	mailing->domain = domain_of(request->project->mail_from);
	g_ptr_array_add(drawn, picture_of_rings(request->theme));
	mailing->html = form == MAILING_MESSAGE ? html_within_budget(&posting) : html_make(&posting, 0);
	mailing->text = mailing_text(request, document);
	mailing->pictures = form == MAILING_MESSAGE ? g_ptr_array_ref(drawn) : g_ptr_array_new();
	if (posting.error) {
		g_propagate_error(error, posting.error);
		return NULL;
	}
	return g_steal_pointer(&mailing);
}

void
mailing_free(struct mailing *mailing)
{
	g_free(mailing->subject);
	g_free(mailing->html);
	g_free(mailing->text);
	g_free(mailing->domain);
	if (mailing->pictures)
		g_ptr_array_unref(mailing->pictures);
	g_free(mailing);
}
