/* Walks the structure tree beside the list of marks, then pages, fonts and catalogue, with libqpdf's C API. */
#include "outputs/pdf/accessible.h"

#include <lcms2.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/calendar.h"
#include "outputs/pdf/metadata.h"

/* A piece of furniture: its page object and number there. */
struct artifact {
	qpdf_oh page;
	int number;
};

struct pass {
	qpdf_data pdf;
	const GPtrArray *marks;
	guint next;           /* the mark of the next element in the tree */
	gboolean astray;      /* the tree is not what was begun */
	double page_height;
	const struct document *document;
	GArray *artifacts;
};

/* --- elements */

static qpdf_oh text_object(struct pass *pass, const char *text)
{
	return qpdf_oh_new_unicode_string(pass->pdf, text ? text : "");
}

static void set(struct pass *pass, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
	qpdf_oh_replace_key(pass->pdf, dictionary, key, value);
}

static void set_parsed(struct pass *pass, qpdf_oh dictionary, const char *key, const char *value)
{
	set(pass, dictionary, key, qpdf_oh_parse(pass->pdf, value));
}

/* The box as PDF has it: corners, counted from the foot of the page. */
static void set_figure_box(struct pass *pass, qpdf_oh element, const cairo_rectangle_t *box)
{
	char corner[4][G_ASCII_DTOSTR_BUF_SIZE];
	const double at[4] = {box->x, pass->page_height - box->y - box->height, box->x + box->width, pass->page_height - box->y};
	for (int i = 0; i < 4; i++)
		g_ascii_formatd(corner[i], sizeof corner[i], "%.2f", at[i]);
	g_autofree char *attributes = g_strdup_printf("<< /O /Layout /Placement /Block /BBox [%s %s %s %s] >>", corner[0], corner[1],
	                                              corner[2], corner[3]);
	set_parsed(pass, element, "/A", attributes);
}

static void set_cell(struct pass *pass, qpdf_oh element, const struct tag_mark *mark)
{
	g_autoptr(GString) attributes = g_string_new("<< /O /Table");
	if (mark->scope)
		g_string_append_printf(attributes, " /Scope /%s", mark->scope);
	if (mark->columns > 1)
		g_string_append_printf(attributes, " /ColSpan %d", mark->columns);
	g_string_append(attributes, " >>");
	set_parsed(pass, element, "/A", attributes->str);
}

/* The annotation of a link says where it goes, for who does not see its words. */
static void set_link_contents(struct pass *pass, qpdf_oh element, const char *contents)
{
	qpdf_oh kids = qpdf_oh_get_key(pass->pdf, element, "/K");
	int count = qpdf_oh_is_array(pass->pdf, kids) ? qpdf_oh_get_array_n_items(pass->pdf, kids) : 0;
	for (int i = 0; i < count; i++) {
		qpdf_oh annotation = qpdf_oh_get_key_if_dict(pass->pdf, qpdf_oh_get_array_item(pass->pdf, kids, i), "/Obj");
		if (qpdf_oh_is_dictionary(pass->pdf, annotation))
			set(pass, annotation, "/Contents", text_object(pass, contents));
	}
}

static void element_complete(struct pass *pass, qpdf_oh element, const struct tag_mark *mark)
{
	if (mark->alternative)
		set(pass, element, "/Alt", text_object(pass, mark->alternative));
	if (mark->actual)
		set(pass, element, "/ActualText", text_object(pass, mark->actual));
	if (mark->scope || mark->columns > 1)
		set_cell(pass, element, mark);
	if (mark->box.width > 0)
		set_figure_box(pass, element, &mark->box);
	if (mark->contents)
		set_link_contents(pass, element, mark->contents);
	if (mark->numbering) {
		g_autofree char *attributes = g_strdup_printf("<< /O /List /ListNumbering /%s >>", mark->numbering);
		set_parsed(pass, element, "/A", attributes);
	}
}

static void artifact_note(struct pass *pass, qpdf_oh element)
{
	struct artifact artifact = {qpdf_oh_get_key(pass->pdf, element, "/Pg"), 0};
	if (qpdf_oh_get_value_as_int(pass->pdf, qpdf_oh_get_key(pass->pdf, element, "/K"), &artifact.number))
		g_array_append_val(pass->artifacts, artifact);
}

static gboolean is_element(struct pass *pass, qpdf_oh object)
{
	return qpdf_oh_is_dictionary(pass->pdf, object) && qpdf_oh_has_key(pass->pdf, object, "/S");
}

static gboolean element_visit(struct pass *, qpdf_oh element);

/* Visits what is below; furniture is taken out of the tree. */
static void element_visit_kids(struct pass *pass, qpdf_oh element)
{
	qpdf_oh kids = qpdf_oh_get_key(pass->pdf, element, "/K");
	if (is_element(pass, kids) && !element_visit(pass, kids))
		qpdf_oh_remove_key(pass->pdf, element, "/K");
	if (!qpdf_oh_is_array(pass->pdf, kids))
		return;
	int kept = 0;
	while (kept < qpdf_oh_get_array_n_items(pass->pdf, kids)) {
		qpdf_oh kid = qpdf_oh_get_array_item(pass->pdf, kids, kept);
		if (!is_element(pass, kid) || element_visit(pass, kid))
			kept++;
		else
			qpdf_oh_erase_item(pass->pdf, kids, kept);
	}
}

/* FALSE: this is no element but furniture. */
static gboolean element_visit(struct pass *pass, qpdf_oh element)
{
	const struct tag_mark *mark = pass->next < pass->marks->len ? pass->marks->pdata[pass->next++] : NULL;
	const char *name = qpdf_oh_get_name(pass->pdf, qpdf_oh_get_key(pass->pdf, element, "/S"));
	if (!mark || strcmp(name + 1, mark->name) != 0) {
		pass->astray = TRUE;
		return TRUE;
	}
	if (strcmp(mark->name, TAG_ARTIFACT) == 0) {
		artifact_note(pass, element);
		return FALSE;
	}
	element_complete(pass, element, mark);
	element_visit_kids(pass, element);
	return TRUE;
}

static void tree_complete(struct pass *pass, qpdf_oh tree)
{
	element_visit_kids(pass, tree);
	if (pass->next != pass->marks->len)
		pass->astray = TRUE;
}

/* --- furniture */

/* The list of elements by content number that belongs to a page, from the tree's /ParentTree. */
static qpdf_oh page_parents(struct pass *pass, qpdf_oh tree, qpdf_oh page)
{
	qpdf_oh numbers = qpdf_oh_get_key(pass->pdf, qpdf_oh_get_key(pass->pdf, tree, "/ParentTree"), "/Nums");
	long long wanted = qpdf_oh_get_int_value(pass->pdf, qpdf_oh_get_key(pass->pdf, page, "/StructParents"));
	for (int i = 0; i + 1 < qpdf_oh_get_array_n_items(pass->pdf, numbers); i += 2)
		if (qpdf_oh_get_int_value(pass->pdf, qpdf_oh_get_array_item(pass->pdf, numbers, i)) == wanted)
			return qpdf_oh_get_array_item(pass->pdf, numbers, i + 1);
	return qpdf_oh_new_null(pass->pdf);
}

static void artifacts_forget(struct pass *pass, qpdf_oh tree)
{
	for (guint i = 0; i < pass->artifacts->len; i++) {
		const struct artifact *artifact = &g_array_index(pass->artifacts, struct artifact, i);
		qpdf_oh parents = page_parents(pass, tree, artifact->page);
		if (qpdf_oh_is_array(pass->pdf, parents) && artifact->number < qpdf_oh_get_array_n_items(pass->pdf, parents))
			qpdf_oh_set_array_item(pass->pdf, parents, artifact->number, qpdf_oh_new_null(pass->pdf));
	}
}

/* Past a string "(…)", whose text may look like anything. */
static const char *past_string(const char *at, const char *end)
{
	int depth = 0;
	for (; at < end; at++) {
		if (*at == '\\')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
	}
	return end;
}

/* Past "/Private << /MCID 5 >> BDC"; NULL when that does not stand here. */
static const char *past_furniture(const char *at)
{
	static const char opening[] = "/" TAG_ARTIFACT " << /MCID ", closing[] = " >> BDC";
	if (!g_str_has_prefix(at, opening))
		return NULL;
	for (at += strlen(opening); g_ascii_isdigit(*at); at++)
		;
	return g_str_has_prefix(at, closing) ? at + strlen(closing) : NULL;
}

/* Furniture becomes "/Artifact BMC": a marked part without number belongs to no element. */
static GString *artifacts_marked(const char *content, gsize length)
{
	const char *at = content, *end = content + length;
	GString *out = g_string_sized_new(length);
	while (at < end) {
		const char *past = *at == '/' ? past_furniture(at) : NULL;
		if (past) {
			g_string_append(out, "/Artifact BMC");
			at = past;
			continue;
		}
		past = *at == '(' ? past_string(at, end) : at + 1;
		g_string_append_len(out, at, past - at);
		at = past;
	}
	return out;
}

static void page_mark_artifacts(struct pass *pass, qpdf_oh page)
{
	unsigned char *bytes = NULL;
	size_t length = 0;
	if (qpdf_oh_get_page_content_data(pass->pdf, page, &bytes, &length) & QPDF_ERRORS)
		return;
	g_autofree char *content = g_strndup((char *)bytes, length); /* ends in NUL, for strstr */
	free(bytes);
	g_autoptr(GString) marked = artifacts_marked(content, length);
	qpdf_oh stream = qpdf_oh_new_stream(pass->pdf);
	qpdf_oh nothing = qpdf_oh_new_null(pass->pdf);
	qpdf_oh_replace_stream_data(pass->pdf, stream, (unsigned char *)marked->str, marked->len, nothing, nothing);
	set(pass, page, "/Contents", stream);
}

static void pages_complete(struct pass *pass)
{
	int count = qpdf_get_num_pages(pass->pdf);
	for (int i = 0; i < count; i++) {
		qpdf_oh page = qpdf_get_page_n(pass->pdf, i);
		set_parsed(pass, page, "/Tabs", "/S");
		page_mark_artifacts(pass, page);
	}
}

/* --- single objects */

static void object_complete(struct pass *pass, qpdf_oh object)
{
	if (!qpdf_oh_is_dictionary(pass->pdf, object))
		return;
	qpdf_oh subtype = qpdf_oh_get_key(pass->pdf, object, "/Subtype");
	if (qpdf_oh_is_name_and_equals(pass->pdf, subtype, "/CIDFontType2") && !qpdf_oh_has_key(pass->pdf, object, "/CIDToGIDMap"))
		set_parsed(pass, object, "/CIDToGIDMap", "/Identity");
	if (qpdf_oh_is_name_and_equals(pass->pdf, subtype, "/Link"))
		set_parsed(pass, object, "/F", "4"); /* printed with the page */
}

static void objects_complete(struct pass *pass)
{
	int size = qpdf_oh_get_int_value_as_int(pass->pdf, qpdf_oh_get_key(pass->pdf, qpdf_get_trailer(pass->pdf), "/Size"));
	for (int i = 1; i < size; i++)
		object_complete(pass, qpdf_get_object_by_id(pass->pdf, i, 0));
}

/* --- the whole */

/* lcms stamps its profile with the time of day; the document's own date makes it the same every time. */
static void profile_set_date(guint8 *profile, gint64 made_at)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(made_at);
	const int parts[6] = {g_date_time_get_year(date),  g_date_time_get_month(date),  g_date_time_get_day_of_month(date),
	                      g_date_time_get_hour(date), g_date_time_get_minute(date), g_date_time_get_second(date)};
	for (int i = 0; i < 6; i++) {
		guint16 part = GUINT16_TO_BE((guint16)parts[i]);
		memcpy(profile + 24 + 2 * i, &part, 2); /* ICC.1:2010 §7.2, bytes 24–35 */
	}
}

static GBytes *srgb_profile(gint64 made_at)
{
	cmsHPROFILE profile = cmsCreate_sRGBProfile();
	cmsUInt32Number size = 0;
	cmsSaveProfileToMem(profile, NULL, &size);
	guint8 *bytes = g_malloc(size);
	cmsSaveProfileToMem(profile, bytes, &size);
	cmsCloseProfile(profile);
	profile_set_date(bytes, made_at);
	return g_bytes_new_take(bytes, size);
}

static qpdf_oh stream_object(struct pass *pass, const void *bytes, gsize length, const char *dictionary)
{
	qpdf_oh stream = qpdf_oh_new_stream(pass->pdf);
	qpdf_oh nothing = qpdf_oh_new_null(pass->pdf);
	qpdf_oh_replace_stream_data(pass->pdf, stream, bytes, length, nothing, nothing);
	qpdf_oh words = qpdf_oh_parse(pass->pdf, dictionary), mine = qpdf_oh_get_dict(pass->pdf, stream);
	static const char *const keys[] = {"/Type", "/Subtype", "/N"};
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (qpdf_oh_has_key(pass->pdf, words, keys[i]))
			set(pass, mine, keys[i], qpdf_oh_get_key(pass->pdf, words, keys[i]));
	return stream;
}

static void catalogue_add_colours(struct pass *pass, qpdf_oh root)
{
	g_autoptr(GBytes) profile = srgb_profile(metadata_instant(pass->document));
	qpdf_oh intent = qpdf_oh_parse(pass->pdf, "<< /Type /OutputIntent /S /GTS_PDFA1 "
	                                          "/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) >>");
	gsize length;
	const void *bytes = g_bytes_get_data(profile, &length);
	set(pass, intent, "/DestOutputProfile", stream_object(pass, bytes, length, "<< /N 3 >>"));
	set(pass, root, "/OutputIntents", qpdf_oh_wrap_in_array(pass->pdf, intent));
}

static void catalogue_complete(struct pass *pass, qpdf_oh root)
{
	const struct document *document = pass->document;
	g_autofree char *xmp = metadata_xmp(document);
	set(pass, root, "/Lang", text_object(pass, document->language ? document->language : "en"));
	set_parsed(pass, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
	set(pass, root, "/Metadata", stream_object(pass, xmp, strlen(xmp), "<< /Type /Metadata /Subtype /XML >>"));
	catalogue_add_colours(pass, root);
}

/* The same facts as in the XMP: PDF/A wants the two to agree. */
static void information_replace(struct pass *pass)
{
	const struct document *document = pass->document;
	g_autofree char *title = metadata_title(document), *date = metadata_pdf_date(metadata_instant(document));
	qpdf_oh facts = qpdf_oh_new_dictionary(pass->pdf);
	set(pass, facts, "/Title", text_object(pass, title));
	set(pass, facts, "/Author", text_object(pass, metadata_author(document)));
	set(pass, facts, "/Subject", text_object(pass, metadata_subject(document)));
	set(pass, facts, "/Creator", text_object(pass, METADATA_CREATOR));
	set(pass, facts, "/Producer", text_object(pass, METADATA_PRODUCER));
	set(pass, facts, "/CreationDate", text_object(pass, date));
	set(pass, facts, "/ModDate", text_object(pass, date));
	set(pass, qpdf_get_trailer(pass->pdf), "/Info", qpdf_make_indirect_object(pass->pdf, facts));
}

static gboolean failed(qpdf_data pdf, GError **error)
{
	if (!qpdf_has_error(pdf))
		return FALSE;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the PDF could not be completed: %s",
	            qpdf_get_error_full_text(pdf, qpdf_get_error(pdf)));
	return TRUE;
}

static gboolean pass_run(struct pass *pass, GError **error)
{
	qpdf_oh root = qpdf_get_root(pass->pdf), tree = qpdf_oh_get_key(pass->pdf, root, "/StructTreeRoot");
	tree_complete(pass, tree);
	artifacts_forget(pass, tree);
	pages_complete(pass);
	objects_complete(pass);
	catalogue_complete(pass, root);
	information_replace(pass);
	if (pass->astray && !qpdf_has_error(pass->pdf))
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the PDF's structure is not the one that was drawn (element %u of %u)",
		            pass->next, pass->marks->len);
	return !failed(pass->pdf, error) && !pass->astray;
}

static GBytes *pass_write(struct pass *pass, GError **error)
{
	qpdf_init_write_memory(pass->pdf);
	qpdf_set_deterministic_ID(pass->pdf, QPDF_TRUE);
	qpdf_set_object_stream_mode(pass->pdf, qpdf_o_generate);
	qpdf_set_newline_before_endstream(pass->pdf, QPDF_TRUE);
	qpdf_set_minimum_pdf_version(pass->pdf, "1.7");
	qpdf_write(pass->pdf);
	if (failed(pass->pdf, error))
		return NULL;
	return g_bytes_new(qpdf_get_buffer(pass->pdf), qpdf_get_buffer_length(pass->pdf));
}

GBytes *accessible_pdf(GBytes *plain, const GPtrArray *marks, double page_height, const struct document *document, GError **error)
{
	struct pass pass = {.pdf = qpdf_init(), .marks = marks, .page_height = page_height, .document = document};
	gsize length;
	const char *bytes = g_bytes_get_data(plain, &length);
	GBytes *done = NULL;
	pass.artifacts = g_array_new(FALSE, FALSE, sizeof(struct artifact));
	qpdf_silence_errors(pass.pdf);
	qpdf_set_suppress_warnings(pass.pdf, QPDF_TRUE);
	qpdf_read_memory(pass.pdf, "report", bytes, length, NULL);
	if (!failed(pass.pdf, error) && pass_run(&pass, error))
		done = pass_write(&pass, error);
	g_array_unref(pass.artifacts);
	qpdf_cleanup(&pass.pdf);
	return done;
}
